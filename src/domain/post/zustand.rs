//! How far a mail has come.

use chrono::{NaiveDateTime, TimeDelta};
use serde::Serialize;

/// How far a mail has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Zustand {
    /// To be sent, or to be tried again.
    Geplant,
    /// Being handed over to the server at this moment.
    Begonnen,
    /// The server has taken it over.
    Angenommen,
    /// The server has refused it for good.
    Abgelehnt,
    /// Handed over, but the server's answer is not known: it may have been taken over or not.
    Ungewiss,
    /// Written as a draft for a person to send.
    Entwurf,
    /// Never sent, as a newer version has taken its place.
    Ueberholt,
}

impl Zustand {
    /// All of them.
    pub const ALLE: [Self; 7] = [
        Self::Geplant,
        Self::Begonnen,
        Self::Angenommen,
        Self::Abgelehnt,
        Self::Ungewiss,
        Self::Entwurf,
        Self::Ueberholt,
    ];

    /// The word in the ledger.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Geplant => "geplant",
            Self::Begonnen => "begonnen",
            Self::Angenommen => "angenommen",
            Self::Abgelehnt => "abgelehnt",
            Self::Ungewiss => "ungewiss",
            Self::Entwurf => "entwurf",
            Self::Ueberholt => "ueberholt",
        }
    }

    /// The word that is printed.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Entwurf => "Entwurf",
            Self::Ueberholt => "überholt",
            other => other.key(),
        }
    }

    /// The state of a word in the ledger.
    pub fn of(key: &str) -> Option<Self> {
        Self::ALLE.into_iter().find(|zustand| zustand.key() == key)
    }

    /// Whether the person has the mail, or may have it.
    pub const fn may_have_arrived(self) -> bool {
        matches!(self, Self::Begonnen | Self::Angenommen | Self::Ungewiss | Self::Entwurf)
    }
}

/// Minutes between the tries of a mail that the server refuses for the moment: a quarter of an hour suits servers that
/// turn away whom they do not know; later tries are for those that are out of order.
const PAUSEN: [i64; 5] = [15, 60, 4 * 60, 12 * 60, 24 * 60];

/// So often is a mail tried; mail servers themselves give up after four to five days (RFC 5321, 4.5.4.1).
pub const HOECHSTENS_VERSUCHE: u32 = 8;

/// When a mail is tried again after so many tries.
pub fn naechster_versuch(jetzt: NaiveDateTime, versuche: u32) -> NaiveDateTime {
    let step = usize::try_from(versuche.saturating_sub(1)).unwrap_or(usize::MAX).min(PAUSEN.len() - 1);
    jetzt + TimeDelta::minutes(PAUSEN[step])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_a_day() {
        let jetzt = "2026-07-20T08:00:00".parse().expect("a time");
        let pauses: Vec<_> = (1..=7).map(|tries| (naechster_versuch(jetzt, tries) - jetzt).num_minutes()).collect();
        assert_eq!(pauses, [15, 60, 240, 720, 1440, 1440, 1440]);
    }

    #[test]
    fn every_state_is_found_by_its_word() {
        for zustand in Zustand::ALLE {
            assert_eq!(Zustand::of(zustand.key()), Some(zustand));
        }
        assert_eq!(Zustand::of("gesendet"), None);
    }
}
