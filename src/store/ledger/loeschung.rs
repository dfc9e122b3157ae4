//! Retention: what stays of a delivery whose raw file and case rows are gone.

use chrono::NaiveDate;
use rusqlite::params;

use super::{Ledger, sql};
use crate::error::Result;

/// Counts of a deleted case list for one Raum and Hilfeart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fallsumme {
    /// Key of the Raum.
    pub raum: String,
    /// Key of the Hilfeart.
    pub hilfeart: String,
    /// Counts in the order that the figures define.
    pub zahlen: Vec<u32>,
}

impl Ledger {
    /// Notes in one step that a delivery's raw file and case rows go, with all that stays of them.
    pub(in crate::store) fn note_deletion(
        &mut self,
        lieferung: i64,
        heute: NaiveDate,
        rows: Option<(&str, &str)>,
        fallsummen: &[Fallsumme],
    ) -> Result<()> {
        let transaction = self.connection.transaction().map_err(|cause| sql(&cause))?;
        let change = || -> rusqlite::Result<()> {
            let (datei, sha256) = rows.unzip();
            transaction.execute(
                "UPDATE lieferung SET geloescht_am = ?2, roh_datei = NULL, bestand_datei = ?3, bestand_sha256 = ?4 \
                 WHERE id = ?1",
                params![lieferung, heute.to_string(), datei, sha256],
            )?;
            for summe in fallsummen {
                transaction.execute(
                    "INSERT INTO fallsumme (lieferung, raum, hilfeart, zahlen) VALUES (?1, ?2, ?3, ?4)",
                    params![
                        lieferung,
                        summe.raum,
                        summe.hilfeart,
                        serde_json::to_string(&summe.zahlen).unwrap_or_default()
                    ],
                )?;
            }
            Ok(())
        };
        change().map_err(|cause| sql(&cause))?;
        transaction.commit().map_err(|cause| sql(&cause))
    }

    pub(in crate::store) fn fallsummen(&self, lieferung: i64) -> Result<Vec<Fallsumme>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT raum, hilfeart, zahlen FROM fallsumme WHERE lieferung = ?1 ORDER BY raum, hilfeart")
            .map_err(|cause| sql(&cause))?;
        let rows = statement
            .query_map([lieferung], |row| {
                let zahlen: String = row.get(2)?;
                Ok(Fallsumme {
                    raum: row.get(0)?,
                    hilfeart: row.get(1)?,
                    zahlen: serde_json::from_str(&zahlen).unwrap_or_default(),
                })
            })
            .map_err(|cause| sql(&cause))?;
        rows.collect::<rusqlite::Result<_>>().map_err(|cause| sql(&cause))
    }
}
