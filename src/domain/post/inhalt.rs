//! What a mail holds. Two mails with the same content are the same mail.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::pruefsumme::sha256;

/// What a mail is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Postart {
    /// Invitation to a meeting.
    Einladung,
    /// A meeting does not take place.
    Absage,
    /// Minutes of a meeting.
    Protokoll,
    /// Reports of a period.
    Bericht,
    /// Words: a reminder, the summary of a run.
    Mitteilung,
}

/// When and where a meeting is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Termin {
    /// Day.
    pub tag: NaiveDate,
    /// Hour it begins, `09:00`.
    pub beginn: String,
    /// Hour it ends.
    pub ende: String,
    /// Place.
    pub ort: String,
}

/// An enclosure as it was when the mail was planned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anlagenstand {
    /// Name of the file in the mail, ASCII.
    pub name: String,
    /// What it is, in German.
    pub titel: String,
    /// Hash over what it says; the day on which it was typeset does not count.
    pub fassung: String,
}

/// Words of a reminder or of the summary of a run, finished.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mitteilung {
    /// Name of the recipient.
    pub name: String,
    /// Subject.
    pub betreff: String,
    /// What is said first.
    pub absaetze: Vec<String>,
    /// A list after it.
    pub punkte: Vec<String>,
    /// What is said last.
    pub schluss: Vec<String>,
    /// Why the person gets it.
    pub grund: String,
}

/// What a mail holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Postinhalt {
    /// What it is about.
    pub art: Postart,
    /// The meeting's time and place.
    pub termin: Option<Termin>,
    /// Why the meeting does not take place.
    pub grund: Option<String>,
    /// Titles of the agenda.
    pub tagesordnung: Vec<String>,
    /// Enclosures.
    pub anlagen: Vec<Anlagenstand>,
    /// What it says, where it is a [`Postart::Mitteilung`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mitteilung: Option<Mitteilung>,
}

impl Postinhalt {
    /// The version: a hash over all of it.
    pub fn fassung(&self) -> String {
        sha256(serde_json::to_string(self).unwrap_or_default().as_bytes())
    }
}

/// The Message-ID of a mail, without brackets: the same mail to the same person has the same one, always.
///
/// `nummer` counts the versions that a person gets of one occasion: who gets version A, then B, then A again, gets
/// three mails.
pub fn message_id(anlass: &str, empfaenger: &str, nummer: u32, fassung: &str, domain: &str) -> String {
    let empfaenger = empfaenger.to_lowercase();
    let hash = sha256(format!("{anlass}\n{empfaenger}\n{nummer}\n{fassung}").as_bytes());
    format!("{}@{domain}", hash.get(..40).unwrap_or(&hash))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inhalt(fassung: &str) -> Postinhalt {
        let anlage = Anlagenstand { name: "a.pdf".to_owned(), titel: "A".to_owned(), fassung: fassung.to_owned() };
        Postinhalt {
            art: Postart::Bericht,
            termin: None,
            grund: None,
            tagesordnung: vec![],
            anlagen: vec![anlage],
            mitteilung: None,
        }
    }

    #[test]
    fn a_message_id_hangs_on_occasion_person_number_and_version() {
        let of = |anlass, person, nummer, fassung| message_id(anlass, person, nummer, fassung, "example.org");
        let id = of("a", "x@example.org", 1, "f");
        assert_eq!(id, of("a", "X@example.org", 1, "f"));
        assert_eq!(id.len(), 40 + "@example.org".len());
        for other in [
            of("b", "x@example.org", 1, "f"),
            of("a", "y@example.org", 1, "f"),
            of("a", "x@example.org", 2, "f"),
            of("a", "x@example.org", 1, "g"),
        ] {
            assert_ne!(id, other);
        }
    }

    #[test]
    fn another_enclosure_is_another_version() {
        assert_eq!(inhalt("1").fassung(), inhalt("1").fassung());
        assert_ne!(inhalt("1").fassung(), inhalt("2").fassung());
    }
}
