//! The figures of a quarter in the shape of `kennzahlen.json`.
//!
//! Amounts are decimal texts with two places, ratios decimal texts with six places or null, counts are integers.

use chrono::NaiveDate;
use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Serialize, Serializer};

use super::budget::Einheit;
use super::raum::Ebene;
use super::{Betrag, Quartal};

/// The key of a total over all Hilfearten or Hilfegruppen.
pub const ALLE: &str = "alle";
/// The key of Hilfeart and Hilfegruppe of what is booked without a Hilfeart.
pub const OHNE_HILFEART: &str = "unbekannt";

/// All figures of a quarter. Lines stand in the office's order: Sozialräume, Regionen, kreisweit, ohne, Kreis.
#[derive(Clone, Debug, Serialize)]
pub struct Kennzahlen {
    /// `kennzahlen/1`.
    pub schema: &'static str,
    /// The quarter.
    pub quartal: Quartal,
    /// Its last day.
    pub stichtag: NaiveDate,
    /// The Haushaltsjahr it lies in.
    pub haushaltsjahr: i32,
    /// Budgets.
    pub budget: Vec<BudgetKennzahl>,
    /// Cases.
    pub faelle: Vec<FallKennzahl>,
    /// Costs of single cases.
    pub kosten: Vec<KostenKennzahl>,
}

/// A share of 1. Written with six places, rounded half away from zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quote(pub Decimal);

impl Quote {
    /// `part / whole`; none where the whole is nothing or less.
    pub fn of(part: Betrag, whole: Betrag) -> Option<Self> {
        (whole.cents() > 0).then(|| Self(part.to_decimal() / whole.to_decimal()))
    }

    /// The share with so many places, half away from zero.
    pub fn rounded(self, places: u32) -> Decimal {
        self.0.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero)
    }
}

impl Serialize for Quote {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let rounded = self.rounded(6);
        // A rounded-away negative must not print as "-0.000000".
        let rounded = if rounded.is_zero() { Decimal::ZERO } else { rounded };
        serializer.collect_str(&format_args!("{rounded:.6}"))
    }
}

/// State of a budget at a glance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Ampel {
    /// In the frame.
    Gruen,
    /// To be watched.
    Gelb,
    /// Over.
    Rot,
    /// No budget and nothing spent.
    #[serde(rename = "x")]
    OhneBewertung,
}

impl Ampel {
    /// The word that is printed.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Gruen => "grün",
            Self::Gelb => "gelb",
            Self::Rot => "rot",
            Self::OhneBewertung => "ohne Bewertung",
        }
    }
}

/// Figures of one budget. Every name is defined in [`crate::domain::formeln`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BudgetKennzahl {
    /// Level.
    pub ebene: Ebene,
    /// Key of the Raum, the Region, a bucket or `kreis`.
    pub raum: String,
    /// Kind of budget.
    pub budgetart: String,
    /// € or hours. Not in `kennzahlen.json`, whose shape is fixed: the Budgetart tells it.
    #[serde(skip)]
    pub einheit: Einheit,
    /// Sum in the Haushaltsplan.
    pub ansatz: Betrag,
    /// Changes by Nachtrag or Haushaltssperre.
    pub nachtrag: Betrag,
    /// Carried over from the year before.
    pub uebertrag: Betrag,
    /// Received from other Räume less given to them.
    pub umschichtung: Betrag,
    /// What can be spent.
    pub verfuegbar: Betrag,
    /// Approved for this year.
    pub bewilligt: Betrag,
    /// Booked up to the Stichtag.
    pub ist: Betrag,
    /// Approved and not yet booked.
    pub gebunden: Betrag,
    /// What is left; below nothing if overspent.
    pub frei: Betrag,
    /// Ist / verfügbar.
    pub auslastung: Option<Quote>,
    /// (Ist + gebunden) / verfügbar.
    pub bindungsquote: Option<Quote>,
    /// Elapsed share of the Haushaltsjahr.
    pub zeitanteil: Quote,
    /// Ist carried on to the year's end.
    pub hochrechnung_linear: Betrag,
    /// Ist + gebunden.
    pub hochrechnung_bindung: Betrag,
    /// State at a glance.
    pub ampel: Ampel,
}

/// Counts of cases.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FallKennzahl {
    /// Level.
    pub ebene: Ebene,
    /// Key of the Raum, the Region, a bucket or `kreis`.
    pub raum: String,
    /// Key of the Hilfeart or `alle`.
    pub hilfeart: String,
    /// Hilfegruppe or `alle`.
    pub gruppe: String,
    /// Running at the end of the day before the quarter.
    pub bestand_anfang: u32,
    /// Begun in the quarter.
    pub begonnen: u32,
    /// Ended in the quarter.
    pub beendet: u32,
    /// Running at the end of the Stichtag.
    pub bestand: u32,
    /// Bestand + beendet.
    pub inanspruchnahme: u32,
    /// Mean of the three month-end Bestände.
    pub monatsdurchschnitt: Quote,
    /// Bestand per 1,000 young people; none where there is no base.
    pub hilfedichte: Option<Quote>,
}

/// Which part of the year costs are summed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kostenzeitraum {
    /// The quarter.
    Quartal,
    /// 1 January to the Stichtag.
    Jahr,
}

/// Costs of single cases.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KostenKennzahl {
    /// Level.
    pub ebene: Ebene,
    /// Key of the Raum, the Region, a bucket or `kreis`.
    pub raum: String,
    /// Key of the Hilfeart or `alle`.
    pub hilfeart: String,
    /// Quarter or year so far.
    pub zeitraum: Kostenzeitraum,
    /// Costs, Storno included.
    pub aufwand: Betrag,
    /// Income, positive.
    pub ertrag: Betrag,
    /// Aufwand − Ertrag.
    pub zuschussbedarf: Betrag,
}
