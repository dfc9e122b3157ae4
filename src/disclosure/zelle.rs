//! What is known of a published number.

pub use crate::domain::zelle::{Beitrag, Hilfe, Messgroesse, Ort, Zeitbezug, ZellId};

/// What kind of number a cell holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zellart {
    /// A count of cases.
    Anzahl,
    /// So many counts of cases summed up; printed divided by that many.
    Summe(u32),
    /// Cents.
    Betrag(Beitrag),
    /// A number that is published nowhere but that everybody knows to exist, such as costs of a quarter before the
    /// first report. Never below nothing if `true`.
    Verborgen(bool),
}

/// Whether a cell may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Zellstatus {
    /// Shown.
    Offen,
    /// Suppressed because of what it is.
    Primaer,
    /// Suppressed because others could be worked out from it.
    Sekundaer,
}

/// What an earlier publication to the same audience said of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frueher {
    /// This number was given out.
    Gezeigt(i64),
    /// It was suppressed.
    Unterdrueckt,
}

/// A number that is to be published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zelle {
    /// Cases or cents.
    pub wert: i64,
    /// What kind of number it is.
    pub art: Zellart,
    /// What was published of it before.
    pub frueher: Option<Frueher>,
}

impl Zelle {
    /// A count that was never published.
    pub const fn anzahl(wert: i64) -> Self {
        Self { wert, art: Zellart::Anzahl, frueher: None }
    }

    /// An amount that was never published.
    pub const fn betrag(wert: i64, beitrag: Beitrag) -> Self {
        Self { wert, art: Zellart::Betrag(beitrag), frueher: None }
    }
}
