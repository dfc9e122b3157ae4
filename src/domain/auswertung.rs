//! What the figures of a quarter are made of beyond [`Kennzahlen`]: by Maßnahme, by quarter, and from which deliveries.

use chrono::NaiveDate;

use super::kennzahlen::Kennzahlen;
use super::korrektur::Korrektur;
use super::lieferung::{Lieferart, Teil};
use super::{Betrag, MassnahmeId, Quartal};
use crate::domain::raum::Ebene;

/// Everything that reports of a quarter are made from.
#[derive(Clone, Debug)]
pub struct Auswertung {
    /// The figures.
    pub kennzahlen: Kennzahlen,
    /// Budget figures by Maßnahme and Raum of the Haushaltsjahr, in the order of the Maßnahmen.
    pub massnahmen: Vec<MassnahmeKennzahl>,
    /// Budget figures at quarter ends of the Haushaltsjahr and of the year before.
    pub verlauf: Vec<Verlaufspunkt>,
    /// Deliveries that the figures come from.
    pub quellen: Vec<Quelle>,
    /// Parts of deliveries that are missing, in German, for the reports' notes.
    pub luecken: Vec<String>,
    /// What changed against the version that was reported last; none where nothing else was reported before.
    pub korrektur: Option<Korrektur>,
}

/// Budget figures of one Maßnahme in one Raum's budget, for the Haushaltsjahr of the figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MassnahmeKennzahl {
    /// The Maßnahme.
    pub massnahme: MassnahmeId,
    /// Level of the budget that pays.
    pub ebene: Ebene,
    /// Key of the Raum, the Region (its own budget) or the bucket that pays.
    pub raum: String,
    /// Kind of budget.
    pub budgetart: String,
    /// Approved for the year from this budget; nothing before the Bescheid.
    pub bewilligt: Betrag,
    /// Booked in the year up to the Stichtag.
    pub ist: Betrag,
    /// max(0, bewilligt − Ist).
    pub gebunden: Betrag,
}

/// Which budget at the end of which quarter.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Verlaufsort {
    /// Key as in [`Verlaufspunkt::raum`].
    pub raum: String,
    /// Kind of budget.
    pub budgetart: String,
    /// The quarter.
    pub quartal: Quartal,
}

/// A budget at the end of a quarter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verlaufspunkt {
    /// Level.
    pub ebene: Ebene,
    /// Key as in [`Kennzahlen`]; beside them the own budgets of the Regionen stand as `eigen:<region>`.
    pub raum: String,
    /// Kind of budget.
    pub budgetart: String,
    /// The quarter.
    pub quartal: Quartal,
    /// What can be spent, as of the quarter's end or of the Stichtag if that is earlier.
    pub verfuegbar: Betrag,
    /// Booked from 1 January to the quarter's end; none where the quarter lies ahead or one up to it is not delivered.
    pub ist: Option<Betrag>,
}

impl Verlaufspunkt {
    /// Which budget at the end of which quarter it is.
    pub fn ort(&self) -> Verlaufsort {
        Verlaufsort { raum: self.raum.clone(), budgetart: self.budgetart.clone(), quartal: self.quartal }
    }
}

/// A delivery that figures come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quelle {
    /// Bookings or cases.
    pub art: Lieferart,
    /// The quarter it is for.
    pub quartal: Quartal,
    /// Which part it is.
    pub teil: Option<Teil>,
    /// Version within the quarter, from 1.
    pub version: u32,
    /// Name of the delivered file.
    pub datei: String,
    /// SHA-256 of the delivered file, in hex.
    pub sha256: String,
    /// Day on which it was taken in.
    pub eingelesen_am: NaiveDate,
}
