//! The outbox: every mail that was meant for somebody, and how far it has come.
//!
//! The intent is noted before anything leaves, and "begonnen" before the content of a mail does: whatever happens to
//! the program, a mail that may have arrived is never sent again by itself.

use chrono::NaiveDateTime;
use rusqlite::{OptionalExtension, Row, params};

use super::{Ledger, sql};
use crate::domain::post::{Postinhalt, Zustand};
use crate::error::{Error, Result};

/// What the outbox added to the ledger.
pub(super) const SCHEMA: &str = "
CREATE TABLE post (
    message_id TEXT PRIMARY KEY,
    anlass TEXT NOT NULL,
    empfaenger TEXT NOT NULL,
    nummer INTEGER NOT NULL,
    folge INTEGER NOT NULL,
    inhalt TEXT NOT NULL,
    zustand TEXT NOT NULL CHECK (zustand IN
        ('geplant', 'begonnen', 'angenommen', 'abgelehnt', 'ungewiss', 'entwurf', 'ueberholt')),
    geplant_am TEXT NOT NULL,
    stand_am TEXT NOT NULL,
    versuche INTEGER NOT NULL DEFAULT 0,
    naechster_versuch TEXT,
    antwort TEXT NOT NULL DEFAULT '',
    UNIQUE (anlass, empfaenger, nummer)
);
CREATE TABLE termin (
    sitzung TEXT PRIMARY KEY,
    folge INTEGER NOT NULL,
    stand TEXT NOT NULL
);
";

/// A mail to one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posteintrag {
    /// Its Message-ID, without brackets.
    pub message_id: String,
    /// The occasion.
    pub anlass: String,
    /// Address.
    pub empfaenger: String,
    /// Which mail of the occasion to this person, from 1.
    pub nummer: u32,
    /// SEQUENCE of the appointment in it.
    pub folge: u32,
    /// What it holds.
    pub inhalt: Postinhalt,
    /// How far it has come.
    pub zustand: Zustand,
    /// When it was planned.
    pub geplant_am: NaiveDateTime,
    /// Since when it is where it is.
    pub stand_am: NaiveDateTime,
    /// How often it was tried.
    pub versuche: u32,
    /// When it is tried again.
    pub naechster_versuch: Option<NaiveDateTime>,
    /// The server's last words.
    pub antwort: String,
}

/// The state of an appointment that was sent last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terminstand {
    /// Key of the meeting.
    pub sitzung: String,
    /// SEQUENCE.
    pub folge: u32,
    /// Hash over time and place.
    pub stand: String,
}

/// What is noted of an occasion before anything leaves.
#[derive(Clone, Debug, Default)]
pub struct Postplan {
    /// New mails.
    pub neu: Vec<Posteintrag>,
    /// Message-IDs of planned mails whose place newer ones take.
    pub ueberholt: Vec<String>,
    /// The appointment, where it has changed.
    pub termin: Option<Terminstand>,
}

const COLUMNS: &str = "message_id, anlass, empfaenger, nummer, folge, inhalt, zustand, geplant_am, stand_am, versuche, \
                       naechster_versuch, antwort";

impl Ledger {
    /// Mails of some occasions or all, by occasion, person and number.
    pub(in crate::store) fn post(&self, anlass: Option<&str>) -> Result<Vec<Posteintrag>> {
        let sentence =
            format!("SELECT {COLUMNS} FROM post WHERE ?1 IS NULL OR anlass = ?1 ORDER BY anlass, empfaenger, nummer");
        let mut statement = self.connection.prepare_cached(&sentence).map_err(|cause| sql(&cause))?;
        let rows = statement.query_map([anlass], eintrag).map_err(|cause| sql(&cause))?;
        rows.collect::<rusqlite::Result<Vec<_>>>().map_err(|cause| sql(&cause))
    }

    pub(in crate::store) fn post_by_id(&self, message_id: &str) -> Result<Option<Posteintrag>> {
        self.connection
            .query_row(&format!("SELECT {COLUMNS} FROM post WHERE message_id = ?1"), [message_id], eintrag)
            .optional()
            .map_err(|cause| sql(&cause))
    }

    pub(in crate::store) fn plan_post(&mut self, plan: &Postplan, jetzt: NaiveDateTime) -> Result<()> {
        let transaction = self.connection.transaction().map_err(|cause| sql(&cause))?;
        let change = || -> rusqlite::Result<()> {
            for message_id in &plan.ueberholt {
                transaction.execute(
                    "UPDATE post SET zustand = 'ueberholt', stand_am = ?2, naechster_versuch = NULL \
                     WHERE message_id = ?1 AND zustand IN ('geplant', 'abgelehnt')",
                    params![message_id, time(jetzt)],
                )?;
            }
            for eintrag in &plan.neu {
                transaction.execute(
                    "INSERT INTO post (message_id, anlass, empfaenger, nummer, folge, inhalt, zustand, geplant_am, \
                     stand_am) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8)",
                    params![
                        eintrag.message_id,
                        eintrag.anlass,
                        eintrag.empfaenger,
                        eintrag.nummer,
                        eintrag.folge,
                        serde_json::to_string(&eintrag.inhalt).unwrap_or_default(),
                        eintrag.zustand.key(),
                        time(jetzt),
                    ],
                )?;
            }
            if let Some(termin) = &plan.termin {
                transaction.execute(
                    "INSERT INTO termin (sitzung, folge, stand) VALUES (?1, ?2, ?3) \
                     ON CONFLICT (sitzung) DO UPDATE SET folge = excluded.folge, stand = excluded.stand",
                    params![termin.sitzung, termin.folge, termin.stand],
                )?;
            }
            Ok(())
        };
        change().map_err(|cause| sql(&cause))?;
        transaction.commit().map_err(|cause| sql(&cause))
    }

    /// Moves a mail on to another state.
    pub(in crate::store) fn move_post(
        &mut self,
        message_id: &str,
        zustand: Zustand,
        antwort: &str,
        jetzt: NaiveDateTime,
    ) -> Result<()> {
        let changed = self
            .connection
            .execute(
                "UPDATE post SET zustand = ?2, antwort = ?3, stand_am = ?4, naechster_versuch = NULL \
                 WHERE message_id = ?1",
                params![message_id, zustand.key(), antwort, time(jetzt)],
            )
            .map_err(|cause| sql(&cause))?;
        known(changed, message_id)
    }

    /// Notes that the server refused a mail for the moment, and when it is tried again.
    pub(in crate::store) fn postpone_post(
        &mut self,
        message_id: &str,
        versuche: u32,
        naechster_versuch: NaiveDateTime,
        antwort: &str,
        jetzt: NaiveDateTime,
    ) -> Result<()> {
        let changed = self
            .connection
            .execute(
                "UPDATE post SET zustand = 'geplant', versuche = ?2, naechster_versuch = ?3, antwort = ?4, \
                 stand_am = ?5 WHERE message_id = ?1",
                params![message_id, versuche, time(naechster_versuch), antwort, time(jetzt)],
            )
            .map_err(|cause| sql(&cause))?;
        known(changed, message_id)
    }

    /// Mails that a run which was cut off had begun: whether they arrived, nobody knows.
    pub(in crate::store) fn give_up_begun_post(&mut self, antwort: &str, jetzt: NaiveDateTime) -> Result<usize> {
        self.connection
            .execute(
                "UPDATE post SET zustand = 'ungewiss', antwort = ?1, stand_am = ?2 WHERE zustand = 'begonnen'",
                params![antwort, time(jetzt)],
            )
            .map_err(|cause| sql(&cause))
    }

    pub(in crate::store) fn terminstand(&self, sitzung: &str) -> Result<Option<Terminstand>> {
        self.connection
            .query_row("SELECT folge, stand FROM termin WHERE sitzung = ?1", [sitzung], |row| {
                Ok(Terminstand { sitzung: sitzung.to_owned(), folge: row.get(0)?, stand: row.get(1)? })
            })
            .optional()
            .map_err(|cause| sql(&cause))
    }
}

fn known(changed: usize, message_id: &str) -> Result<()> {
    if changed == 1 {
        return Ok(());
    }
    Err(Error::new(format!("Im Postausgang gibt es keine Mail mit der Message-ID {message_id}")))
}

fn time(time: NaiveDateTime) -> String {
    time.format("%Y-%m-%dT%H:%M:%S").to_string()
}

fn eintrag(row: &Row<'_>) -> rusqlite::Result<Posteintrag> {
    let zustand: String = row.get("zustand")?;
    let inhalt: String = row.get("inhalt")?;
    let naechster: Option<String> = row.get("naechster_versuch")?;
    Ok(Posteintrag {
        message_id: row.get("message_id")?,
        anlass: row.get("anlass")?,
        empfaenger: row.get("empfaenger")?,
        nummer: row.get("nummer")?,
        folge: row.get("folge")?,
        inhalt: serde_json::from_str(&inhalt).map_err(|_| unreadable("inhalt"))?,
        // A word that this program does not know must not lead to a second mail.
        zustand: Zustand::of(&zustand).unwrap_or(Zustand::Ungewiss),
        geplant_am: moment(&row.get::<_, String>("geplant_am")?)?,
        stand_am: moment(&row.get::<_, String>("stand_am")?)?,
        versuche: row.get("versuche")?,
        naechster_versuch: naechster.map(|text| moment(&text)).transpose()?,
        antwort: row.get("antwort")?,
    })
}

fn moment(text: &str) -> rusqlite::Result<NaiveDateTime> {
    text.parse().map_err(|_| unreadable("Zeitangabe"))
}

fn unreadable(what: &str) -> rusqlite::Error {
    rusqlite::Error::InvalidColumnName(format!("{what} einer Mail"))
}
