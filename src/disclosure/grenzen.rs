//! What an audience may see: the office's settings for it.

use crate::domain::Zielgruppe;
use crate::domain::amt::{Erschlossen, KleineZellen, Nullen};

/// What one audience may see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Schutzgrenzen {
    /// The smallest count that may be shown; 0 where nothing is suppressed.
    pub schwelle: u32,
    /// Whether "nobody" may be shown.
    pub nullen: Nullen,
    /// Largest share of one case in an amount, in percent.
    pub dominanz_groesster_prozent: u32,
    /// Largest share of two cases in an amount, in percent.
    pub dominanz_zwei_groesste_prozent: u32,
    /// How far apart the possible values of a suppressed count must lie.
    pub abstand_faelle: u32,
    /// How far apart the possible values of a suppressed amount must lie, in percent of it.
    pub abstand_betraege_prozent: u32,
    /// What becomes of a number that earlier papers give away.
    pub erschlossen: Erschlossen,
}

impl Schutzgrenzen {
    /// The office's settings for an audience; none where nothing is suppressed.
    pub const fn of(regeln: &KleineZellen, zielgruppe: Zielgruppe) -> Option<Self> {
        let schwelle = match zielgruppe {
            Zielgruppe::Intern => return None,
            Zielgruppe::Fachkreis => regeln.intern,
            Zielgruppe::Oeffentlich => regeln.oeffentlich,
        };
        Some(Self {
            schwelle,
            nullen: regeln.nullen,
            dominanz_groesster_prozent: regeln.dominanz_groesster_prozent,
            dominanz_zwei_groesste_prozent: regeln.dominanz_zwei_groesste_prozent,
            abstand_faelle: match regeln.schutzabstand_faelle {
                Some(abstand) => abstand,
                None => schwelle.saturating_sub(2),
            },
            abstand_betraege_prozent: regeln.schutzabstand_betraege_prozent,
            erschlossen: regeln.erschlossen,
        })
    }

    /// The counts that must not be shown: from the first to the last.
    pub(super) fn small_counts(&self) -> (i64, i64) {
        let first = match self.nullen {
            Nullen::Offen => 1,
            Nullen::Geschuetzt => 0,
        };
        (first, i64::from(self.schwelle) - 1)
    }
}
