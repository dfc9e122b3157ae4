//! What is due: the thing, since when, until when.

use std::fmt;

use chrono::NaiveDate;
use serde::Serialize;

use super::lieferung::Lieferart;
use super::raum::Ebene;
use super::{Halbjahr, MassnahmeId, Quartal};

/// What somebody has to do.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sache {
    /// The WJH has not delivered.
    Lieferung {
        /// The quarter.
        quartal: Quartal,
        /// Bookings or cases.
        art: Lieferart,
        /// Numbers of the parts that are missing; none where everything is.
        fehlende_teile: Vec<u32>,
    },
    /// A delivery was refused, and none has come in its place.
    Befunde {
        /// SHA-256 of the file, in hex.
        sha256: String,
        /// Its name.
        datei: String,
        /// The quarter, if it told.
        quartal: Option<Quartal>,
        /// Bookings or cases, if it told.
        art: Option<Lieferart>,
    },
    /// A delivery counts, but its check has questions that a person has to settle.
    Warnungen {
        /// The quarter.
        quartal: Quartal,
        /// Bookings or cases.
        art: Lieferart,
        /// How many warnings there are.
        anzahl: usize,
        /// Codes of their rules, the one with most of them first.
        regeln: Vec<String>,
    },
    /// The invitation to a meeting is not out.
    Einladung {
        /// Key of the meeting.
        sitzung: String,
    },
    /// The report to the committee is not written.
    JhaBericht {
        /// Key of the session.
        sitzung: String,
        /// The quarter it is about.
        quartal: Quartal,
    },
    /// The evaluation of a Maßnahme is missing.
    Evaluation {
        /// The Maßnahme.
        massnahme: MassnahmeId,
        /// The half-year.
        halbjahr: Halbjahr,
    },
    /// The minutes of a meeting are not written.
    Protokoll {
        /// Key of the meeting.
        sitzung: String,
    },
    /// A Verwendungsnachweis of a Maßnahme is missing.
    Nachweis {
        /// The Maßnahme.
        massnahme: MassnahmeId,
        /// The Förderjahr.
        foerderjahr: i32,
        /// Whether it is the last one.
        schlussnachweis: bool,
    },
    /// It is there and not checked.
    Nachweispruefung {
        /// The Maßnahme.
        massnahme: MassnahmeId,
        /// The Förderjahr.
        foerderjahr: i32,
        /// Whether it is the last one.
        schlussnachweis: bool,
    },
    /// A budget is in the red.
    Budget {
        /// Level.
        ebene: Ebene,
        /// Key as in the figures.
        raum: String,
        /// Kind of budget.
        budgetart: String,
        /// The quarter of the figures.
        quartal: Quartal,
    },
    /// A Maßnahme ends.
    Laufzeit {
        /// The Maßnahme.
        massnahme: MassnahmeId,
    },
}

impl Sache {
    /// Its kind, one word.
    pub const fn art(&self) -> &'static str {
        match self {
            Self::Lieferung { .. } => "lieferung",
            Self::Befunde { .. } => "befunde",
            Self::Warnungen { .. } => "warnungen",
            Self::Einladung { .. } => "einladung",
            Self::JhaBericht { .. } => "jha-bericht",
            Self::Evaluation { .. } => "evaluation",
            Self::Protokoll { .. } => "protokoll",
            Self::Nachweis { .. } => "nachweis",
            Self::Nachweispruefung { .. } => "nachweispruefung",
            Self::Budget { .. } => "budget",
            Self::Laufzeit { .. } => "laufzeit",
        }
    }
}

impl fmt::Display for Sache {
    /// The key: the same for the same deadline, always.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let art = self.art();
        match self {
            Self::Lieferung { quartal, art: kind, .. } | Self::Warnungen { quartal, art: kind, .. } => {
                write!(f, "{art}/{quartal}/{}", kind.as_str())
            }
            Self::Befunde { sha256, .. } => write!(f, "{art}/{}", sha256.get(..16).unwrap_or(sha256)),
            Self::Einladung { sitzung } | Self::Protokoll { sitzung } => write!(f, "{art}/{sitzung}"),
            Self::JhaBericht { sitzung, quartal } => write!(f, "{art}/{sitzung}/{quartal}"),
            Self::Evaluation { massnahme, halbjahr } => write!(f, "{art}/{massnahme}/{halbjahr}"),
            Self::Nachweis { massnahme, foerderjahr, .. } | Self::Nachweispruefung { massnahme, foerderjahr, .. } => {
                write!(f, "{art}/{massnahme}/{foerderjahr}")
            }
            Self::Laufzeit { massnahme } => write!(f, "{art}/{massnahme}"),
            Self::Budget { ebene, raum, budgetart, quartal } => {
                write!(f, "{art}/{quartal}/{}/{raum}/{budgetart}", ebene.key())
            }
        }
    }
}

/// The Maßnahme and half-year of the key of a [`Sache::Evaluation`].
pub fn evaluation_of(key: &str) -> Option<(MassnahmeId, Halbjahr)> {
    let (massnahme, halbjahr) = key.strip_prefix("evaluation/")?.split_once('/')?;
    Some((massnahme.into(), halbjahr.parse().ok()?))
}

/// How much it presses, most urgent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Dringlichkeit {
    /// Its last day is over.
    Ueberfaellig,
    /// Somebody can and should do it now.
    Faellig,
    /// Somebody should find out about it; nothing is late.
    Klaeren,
    /// Good to know.
    Demnaechst,
}

impl Dringlichkeit {
    /// All of them, most urgent first.
    pub const ALLE: [Self; 4] = [Self::Ueberfaellig, Self::Faellig, Self::Klaeren, Self::Demnaechst];

    /// Whether it is to be done now.
    pub const fn presses(self) -> bool {
        matches!(self, Self::Ueberfaellig | Self::Faellig)
    }

    /// The word that is printed.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Ueberfaellig => "überfällig",
            Self::Faellig => "fällig",
            Self::Klaeren => "zu klären",
            Self::Demnaechst => "demnächst",
        }
    }
}

/// Something that is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Faelliges {
    /// What.
    pub sache: Sache,
    /// How much it presses.
    pub dringlichkeit: Dringlichkeit,
    /// Since when it is to be done.
    pub seit: NaiveDate,
    /// The last day in time; none where nothing sets one.
    pub bis: Option<NaiveDate>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_of_an_evaluation_says_which() {
        let (massnahme, halbjahr) = ("GWA-2026-01".into(), "2026-H1".parse().expect("a half-year"));
        let key = Sache::Evaluation { massnahme, halbjahr }.to_string();
        assert_eq!(key, "evaluation/GWA-2026-01/2026-H1");
        assert_eq!(evaluation_of(&key), Some(("GWA-2026-01".into(), halbjahr)));
        for other in ["evaluation/GWA-2026-01", "evaluation/GWA-2026-01/2026-Q1", "nachweis/GWA-2026-01/2026"] {
            assert_eq!(evaluation_of(other), None, "{other}");
        }
    }
}
