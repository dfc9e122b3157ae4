//! Budgets and their movements (`data/stammdaten/budgets.toml`).

use serde::{Deserialize, Deserializer, Serialize, de};

use super::{Betrag, Datum, MassnahmeId, RaumId};
use crate::domain::raum::Ebene;

/// Ansatz of one Haushaltsjahr, Budgetart and Raum.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Budget {
    /// Haushaltsjahr.
    pub jahr: i32,
    /// Kind of budget, for instance `gwa`.
    pub budgetart: String,
    /// What the amounts are counted in.
    pub einheit: Einheit,
    /// Whose budget it is.
    pub ebene: Ebene,
    /// Key of the Raum, the Region, or `kreisweit`.
    pub raum: RaumId,
    /// The sum in the Haushaltsplan.
    pub ansatz: Betrag,
}

/// What a budget is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Einheit {
    /// Euro.
    #[serde(rename = "EUR")]
    Euro,
    /// Hours.
    Stunden,
}

/// A change of a budget after the Haushaltsplan. It counts from its day on.
#[derive(Clone, Debug)]
pub enum Budgetbewegung {
    /// A Nachtragshaushalt; a Haushaltssperre is a negative one.
    Nachtrag {
        /// Key.
        id: String,
        /// Haushaltsjahr.
        jahr: i32,
        /// Kind of budget.
        budgetart: String,
        /// Whose budget it is.
        raum: RaumId,
        /// What is added.
        betrag: Betrag,
        /// Counts from this day on.
        datum: Datum,
        /// Who decided it.
        beschluss: String,
    },
    /// Ermächtigungsübertragung of what the year before left over.
    Uebertrag {
        /// Key.
        id: String,
        /// Haushaltsjahr that receives it.
        jahr: i32,
        /// Haushaltsjahr that left it over.
        aus_jahr: i32,
        /// Kind of budget.
        budgetart: String,
        /// Whose budget it is.
        raum: RaumId,
        /// What is added.
        betrag: Betrag,
        /// Counts from this day on.
        datum: Datum,
        /// Who decided it.
        beschluss: String,
    },
    /// Money that moves from one Raum to another; how Räume pool budgets for a joint Maßnahme.
    Umschichtung {
        /// Key.
        id: String,
        /// Haushaltsjahr.
        jahr: i32,
        /// Kind of budget.
        budgetart: String,
        /// Who gives.
        von: RaumId,
        /// Who receives.
        nach: RaumId,
        /// What moves.
        betrag: Betrag,
        /// Counts from this day on.
        datum: Datum,
        /// Who decided it.
        beschluss: String,
        /// The joint Maßnahme it is for.
        massnahme: Option<MassnahmeId>,
    },
}

/// A movement as it is written: the keys of all kinds side by side.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Bewegungszeile {
    id: String,
    jahr: i32,
    budgetart: String,
    art: Bewegungsart,
    aus_jahr: Option<i32>,
    raum: Option<RaumId>,
    von: Option<RaumId>,
    nach: Option<RaumId>,
    betrag: Betrag,
    datum: Datum,
    beschluss: String,
    massnahme: Option<MassnahmeId>,
}

/// The kinds of movements.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Bewegungsart {
    Nachtrag,
    Uebertrag,
    Umschichtung,
}

// Not derived as a tagged enum: serde would read the whole record before its kind, and a mistake in it would lose its place.
impl<'de> Deserialize<'de> for Budgetbewegung {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Bewegungszeile { id, jahr, budgetart, art, aus_jahr, raum, von, nach, betrag, datum, beschluss, massnahme } =
            Bewegungszeile::deserialize(deserializer)?;
        let umschichtung = art == Bewegungsart::Umschichtung;
        for (key, is_set, allowed) in [
            ("aus_jahr", aus_jahr.is_some(), art == Bewegungsart::Uebertrag),
            ("raum", raum.is_some(), !umschichtung),
            ("von", von.is_some(), umschichtung),
            ("nach", nach.is_some(), umschichtung),
            ("massnahme", massnahme.is_some(), umschichtung),
        ] {
            if is_set && !allowed {
                let known: &'static [&'static str] = match art {
                    Bewegungsart::Nachtrag => {
                        &["id", "jahr", "budgetart", "art", "raum", "betrag", "datum", "beschluss"]
                    }
                    Bewegungsart::Uebertrag => {
                        &["id", "jahr", "budgetart", "art", "aus_jahr", "raum", "betrag", "datum", "beschluss"]
                    }
                    Bewegungsart::Umschichtung => {
                        &["id", "jahr", "budgetart", "art", "von", "nach", "betrag", "datum", "beschluss", "massnahme"]
                    }
                };
                return Err(de::Error::unknown_field(key, known));
            }
        }
        let missing = |key: &'static str| move || de::Error::missing_field(key);
        Ok(match art {
            Bewegungsart::Nachtrag => Self::Nachtrag {
                id,
                jahr,
                budgetart,
                raum: raum.ok_or_else(missing("raum"))?,
                betrag,
                datum,
                beschluss,
            },
            Bewegungsart::Uebertrag => Self::Uebertrag {
                id,
                jahr,
                aus_jahr: aus_jahr.ok_or_else(missing("aus_jahr"))?,
                budgetart,
                raum: raum.ok_or_else(missing("raum"))?,
                betrag,
                datum,
                beschluss,
            },
            Bewegungsart::Umschichtung => Self::Umschichtung {
                id,
                jahr,
                budgetart,
                von: von.ok_or_else(missing("von"))?,
                nach: nach.ok_or_else(missing("nach"))?,
                betrag,
                datum,
                beschluss,
                massnahme,
            },
        })
    }
}

impl Budgetbewegung {
    /// Its key.
    pub fn id(&self) -> &str {
        match self {
            Self::Nachtrag { id, .. } | Self::Uebertrag { id, .. } | Self::Umschichtung { id, .. } => id,
        }
    }

    /// Its Haushaltsjahr.
    pub fn jahr(&self) -> i32 {
        match self {
            Self::Nachtrag { jahr, .. } | Self::Uebertrag { jahr, .. } | Self::Umschichtung { jahr, .. } => *jahr,
        }
    }

    /// Its kind of budget.
    pub fn budgetart(&self) -> &str {
        match self {
            Self::Nachtrag { budgetart, .. }
            | Self::Uebertrag { budgetart, .. }
            | Self::Umschichtung { budgetart, .. } => budgetart,
        }
    }

    /// The day it counts from.
    pub fn datum(&self) -> Datum {
        match self {
            Self::Nachtrag { datum, .. } | Self::Uebertrag { datum, .. } | Self::Umschichtung { datum, .. } => *datum,
        }
    }

    /// What it changes in a budget: more, less, or nothing.
    pub fn wirkung(&self, raum: &RaumId) -> Betrag {
        match self {
            Self::Nachtrag { raum: whose, betrag, .. } | Self::Uebertrag { raum: whose, betrag, .. }
                if whose == raum =>
            {
                *betrag
            }
            Self::Umschichtung { von, betrag, .. } if von == raum => -*betrag,
            Self::Umschichtung { nach, betrag, .. } if nach == raum => *betrag,
            Self::Nachtrag { .. } | Self::Uebertrag { .. } | Self::Umschichtung { .. } => Betrag::ZERO,
        }
    }

    /// Who decided it.
    pub fn beschluss(&self) -> &str {
        match self {
            Self::Nachtrag { beschluss, .. }
            | Self::Uebertrag { beschluss, .. }
            | Self::Umschichtung { beschluss, .. } => beschluss,
        }
    }
}

/// Hours worked in a month against a budget in hours.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stundennachweis {
    /// Kind of budget.
    pub budgetart: String,
    /// Whose budget it is.
    pub raum: RaumId,
    /// The month, `2026-01`.
    pub monat: String,
    /// Counts from this day on.
    pub datum: Datum,
    /// Hours, in hundredths.
    pub stunden: Betrag,
}
