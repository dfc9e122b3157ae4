//! Runs: what they were made from, what they reported, what they wrote.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rusqlite::{OptionalExtension, params};

use super::veroeffentlichung::{self, Veroeffentlichung};
use super::{Ledger, sql};
use crate::domain::pruefsumme::sha256;
use crate::error::Result;

/// Which command reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Befehlsart {
    /// The main job.
    Lauf,
    /// Single reports.
    Bericht,
}

impl Befehlsart {
    const fn key(self) -> &'static str {
        match self {
            Self::Lauf => "lauf",
            Self::Bericht => "bericht",
        }
    }
}

/// A finished run.
#[derive(Clone, Debug)]
pub struct Laufeintrag {
    /// Hash over everything it was made from.
    pub eingaben: String,
    /// What a person has to see of it, as text; empty if nothing.
    pub zu_sehen: String,
    /// SHA-256 of what it was made from: deliveries of a quarter, records of a half-year.
    pub quellen: Vec<String>,
    /// What it wrote.
    pub ausgaben: Vec<Ausgabe>,
}

/// A file that a run wrote.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Ausgabe {
    /// Path below `reports/`.
    pub pfad: String,
    /// SHA-256, in hex.
    pub sha256: String,
    /// Bytes.
    pub groesse: u64,
}

/// What is noted of a finished run.
#[derive(Clone, Debug)]
pub struct Laufnotiz<'a> {
    /// Which command reported.
    pub befehl: Befehlsart,
    /// The period.
    pub zeitraum: &'a str,
    /// The day the run took as today.
    pub heute: NaiveDate,
    /// Hash over everything it was made from.
    pub eingaben: &'a str,
    /// What a person has to see of it, as text; empty if nothing.
    pub zu_sehen: &'a str,
    /// SHA-256 of the deliveries that the figures come from.
    pub quellen: &'a [String],
    /// The reported figures by their key.
    pub kennzahlen: &'a BTreeMap<String, String>,
    /// What it wrote.
    pub ausgaben: &'a [Ausgabe],
    /// What its audiences were given of cases and costs.
    pub veroeffentlicht: &'a [Veroeffentlichung],
}

/// What was reported of a period from one set of deliveries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Berichtet {
    /// The day the run took as today.
    pub heute: NaiveDate,
    /// SHA-256 of the deliveries that the figures came from.
    pub quellen: Vec<String>,
    /// The figures by their key.
    pub kennzahlen: BTreeMap<String, String>,
}

impl Ledger {
    pub(in crate::store) fn last_run(&self, zeitraum: &str) -> Result<Option<Laufeintrag>> {
        let last: Option<(i64, String, String, String)> = self
            .connection
            .query_row(
                "SELECT id, eingaben, zu_sehen, quellen FROM lauf WHERE zeitraum = ?1 AND befehl = 'lauf' \
                 ORDER BY id DESC LIMIT 1",
                [zeitraum],
                |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
            )
            .optional()
            .map_err(|cause| sql(&cause))?;
        let Some((id, eingaben, zu_sehen, quellen)) = last else {
            return Ok(None);
        };
        let mut statement = self
            .connection
            .prepare_cached("SELECT pfad, sha256, groesse FROM ausgabe WHERE lauf = ?1 ORDER BY pfad")
            .map_err(|cause| sql(&cause))?;
        let ausgaben = statement
            .query_map([id], |row| {
                let groesse: i64 = row.get(2)?;
                Ok(Ausgabe { pfad: row.get(0)?, sha256: row.get(1)?, groesse: groesse.unsigned_abs() })
            })
            .and_then(Iterator::collect)
            .map_err(|cause| sql(&cause))?;
        let quellen = serde_json::from_str(&quellen).unwrap_or_default();
        Ok(Some(Laufeintrag { eingaben, zu_sehen, quellen, ausgaben }))
    }

    /// What was reported last of a period from other deliveries than these; none if nothing was.
    pub(in crate::store) fn reported_before(&self, zeitraum: &str, quellen: &[String]) -> Result<Option<Berichtet>> {
        let mut statement = self
            .connection
            .prepare_cached(
                "SELECT lauf.heute, lauf.quellen, kennzahlenstand.werte FROM lauf \
                 JOIN kennzahlenstand ON kennzahlenstand.sha256 = lauf.kennzahlen \
                 WHERE lauf.zeitraum = ?1 AND lauf.quellen <> ?2 ORDER BY lauf.id DESC LIMIT 1",
            )
            .map_err(|cause| sql(&cause))?;
        let found = statement
            .query_row(params![zeitraum, list(quellen)], |row| {
                Ok((super::day(row, "heute")?, row.get::<_, String>(1)?, row.get::<_, String>(2)?))
            })
            .optional()
            .map_err(|cause| sql(&cause))?;
        Ok(found.map(|(heute, quellen, werte)| Berichtet {
            heute: heute.unwrap_or(NaiveDate::MIN),
            quellen: serde_json::from_str(&quellen).unwrap_or_default(),
            kennzahlen: serde_json::from_str(&werte).unwrap_or_default(),
        }))
    }

    pub(in crate::store) fn note_run(&mut self, notiz: &Laufnotiz<'_>) -> Result<()> {
        let werte = serde_json::to_string(notiz.kennzahlen).unwrap_or_default();
        let kennzahlen = sha256(werte.as_bytes());
        let transaction = self.connection.transaction().map_err(|cause| sql(&cause))?;
        let insert = || -> rusqlite::Result<()> {
            transaction.execute(
                "INSERT OR IGNORE INTO kennzahlenstand (sha256, werte) VALUES (?1, ?2)",
                params![kennzahlen, werte],
            )?;
            transaction.execute(
                "INSERT INTO lauf (befehl, zeitraum, heute, eingaben, zu_sehen, quellen, kennzahlen) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                params![
                    notiz.befehl.key(),
                    notiz.zeitraum,
                    notiz.heute.to_string(),
                    notiz.eingaben,
                    notiz.zu_sehen,
                    list(notiz.quellen),
                    kennzahlen,
                ],
            )?;
            let lauf = transaction.last_insert_rowid();
            for ausgabe in notiz.ausgaben {
                transaction.execute(
                    "INSERT INTO ausgabe (lauf, pfad, sha256, groesse) VALUES (?1, ?2, ?3, ?4)",
                    params![lauf, ausgabe.pfad, ausgabe.sha256, i64::try_from(ausgabe.groesse).unwrap_or(i64::MAX)],
                )?;
            }
            for given in notiz.veroeffentlicht {
                veroeffentlichung::note(&transaction, given, notiz.heute)?;
            }
            Ok(())
        };
        insert().map_err(|cause| sql(&cause))?;
        transaction.commit().map_err(|cause| sql(&cause))
    }
}

fn list(quellen: &[String]) -> String {
    serde_json::to_string(quellen).unwrap_or_default()
}
