//! The deliveries behind the figures of a document, as its last page lists them.

use serde::Serialize;

use super::zahl;
use crate::domain::auswertung::Quelle;

/// A delivery.
#[derive(Clone, Debug, Serialize)]
pub(in crate::present) struct Lieferung {
    quartal: String,
    datei: String,
    eingelesen: String,
    sha256: String,
}

impl Lieferung {
    /// With its kind, where both kinds are listed.
    pub fn with_art(quelle: &Quelle) -> Self {
        let lieferung = Self::from(quelle);
        Self { quartal: format!("{} {}", quelle.art.label(), lieferung.quartal), ..lieferung }
    }
}

impl From<&Quelle> for Lieferung {
    fn from(quelle: &Quelle) -> Self {
        Self {
            quartal: match quelle.teil {
                Some(teil) => format!("{}, Teil {} von {}", quelle.quartal, teil.nummer, teil.von),
                None => quelle.quartal.to_string(),
            },
            datei: if quelle.version > 1 {
                format!("{} (Fassung {})", quelle.datei, quelle.version)
            } else {
                quelle.datei.clone()
            },
            eingelesen: zahl::tag(quelle.eingelesen_am),
            sha256: zahl::hash_kurz(&quelle.sha256),
        }
    }
}
