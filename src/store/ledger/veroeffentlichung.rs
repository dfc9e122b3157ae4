//! What was given out of cases and costs, to whom: later reports must not give away what these kept secret.

use chrono::NaiveDate;
use rusqlite::{Transaction, params};

use super::{Ledger, sql};
use crate::domain::Zielgruppe;
use crate::error::Result;

/// The table of what was given out.
pub(super) const SCHEMA: &str = "
CREATE TABLE veroeffentlichung (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    zielgruppe TEXT NOT NULL,
    zeitraum TEXT NOT NULL,
    heute TEXT NOT NULL,
    schluessel TEXT NOT NULL,
    zellen TEXT NOT NULL,
    protokoll TEXT NOT NULL
);
";

/// What one audience was given of a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Veroeffentlichung {
    /// The audience.
    pub zielgruppe: Zielgruppe,
    /// The period.
    pub zeitraum: String,
    /// Hash over the numbers and the office's limits: the same numbers need no second decision.
    pub schluessel: String,
    /// Each number with its value or the mark that it was suppressed, as text.
    pub zellen: String,
    /// What the check of it found, as text.
    pub protokoll: String,
}

const fn key(zielgruppe: Zielgruppe) -> &'static str {
    match zielgruppe {
        Zielgruppe::Intern => "intern",
        Zielgruppe::Fachkreis => "fachkreis",
        Zielgruppe::Oeffentlich => "oeffentlich",
    }
}

impl Ledger {
    /// Everything that an audience was given, oldest first.
    pub(in crate::store) fn given_out(&self, zielgruppe: Zielgruppe) -> Result<Vec<Veroeffentlichung>> {
        let mut statement = self
            .connection
            .prepare_cached(
                "SELECT zeitraum, schluessel, zellen, protokoll FROM veroeffentlichung \
                 WHERE zielgruppe = ?1 ORDER BY id",
            )
            .map_err(|cause| sql(&cause))?;
        statement
            .query_map([key(zielgruppe)], |row| {
                Ok(Veroeffentlichung {
                    zielgruppe,
                    zeitraum: row.get(0)?,
                    schluessel: row.get(1)?,
                    zellen: row.get(2)?,
                    protokoll: row.get(3)?,
                })
            })
            .and_then(Iterator::collect)
            .map_err(|cause| sql(&cause))
    }
}

/// Notes what a run gave out. What is the same as the last one for its audience and period is there already.
pub(super) fn note(transaction: &Transaction<'_>, given: &Veroeffentlichung, heute: NaiveDate) -> rusqlite::Result<()> {
    transaction.execute(
        "INSERT INTO veroeffentlichung (zielgruppe, zeitraum, heute, schluessel, zellen, protokoll) \
         SELECT ?1, ?2, ?3, ?4, ?5, ?6 WHERE ?4 IS NOT (SELECT schluessel FROM veroeffentlichung \
         WHERE zielgruppe = ?1 AND zeitraum = ?2 ORDER BY id DESC LIMIT 1)",
        params![
            key(given.zielgruppe),
            given.zeitraum,
            heute.to_string(),
            given.schluessel,
            given.zellen,
            given.protokoll
        ],
    )?;
    Ok(())
}
