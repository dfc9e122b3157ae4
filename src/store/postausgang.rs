//! The outbox, for the pipeline.

use chrono::NaiveDateTime;

use super::Bestand;
use super::ledger::{Posteintrag, Postplan, Terminstand};
use crate::domain::post::Zustand;
use crate::error::Result;

impl Bestand {
    /// Every mail of an occasion, by person and number.
    pub fn post_of(&self, anlass: &str) -> Result<Vec<Posteintrag>> {
        self.ledger.post(Some(anlass))
    }

    /// Every mail, by occasion, person and number.
    pub fn post(&self) -> Result<Vec<Posteintrag>> {
        self.ledger.post(None)
    }

    /// The mail of a Message-ID.
    pub fn post_by_id(&self, message_id: &str) -> Result<Option<Posteintrag>> {
        self.ledger.post_by_id(message_id)
    }

    /// Notes what is to be sent, all at once, before anything leaves.
    pub fn plan_post(&mut self, plan: &Postplan, jetzt: NaiveDateTime) -> Result<()> {
        self.ledger.plan_post(plan, jetzt)
    }

    /// Moves a mail on to another state.
    pub fn move_post(&mut self, message_id: &str, zustand: Zustand, antwort: &str, jetzt: NaiveDateTime) -> Result<()> {
        self.ledger.move_post(message_id, zustand, antwort, jetzt)
    }

    /// Notes that a mail was refused for the moment, and when it is tried again.
    pub fn postpone_post(
        &mut self,
        message_id: &str,
        versuche: u32,
        naechster_versuch: NaiveDateTime,
        antwort: &str,
        jetzt: NaiveDateTime,
    ) -> Result<()> {
        self.ledger.postpone_post(message_id, versuche, naechster_versuch, antwort, jetzt)
    }

    /// Mails that a run which was cut off had begun become uncertain. How many there were.
    pub fn give_up_begun_post(&mut self, antwort: &str, jetzt: NaiveDateTime) -> Result<usize> {
        self.ledger.give_up_begun_post(antwort, jetzt)
    }

    /// The state of a meeting's appointment that was planned last.
    pub fn terminstand(&self, sitzung: &str) -> Result<Option<Terminstand>> {
        self.ledger.terminstand(sitzung)
    }
}
