//! What a published number is about, and what is known of it.

use std::fmt;

use crate::domain::Quartal;
use crate::domain::kennzahlen::ALLE;
use crate::domain::raum::Ebene;

/// What is counted or summed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Messgroesse {
    /// Cases on the day before the period.
    BestandAnfang,
    /// Cases begun in the period.
    Begonnen,
    /// Cases ended in the period.
    Beendet,
    /// Cases on the last day of the period.
    Bestand,
    /// Bestand + beendet.
    Inanspruchnahme,
    /// The three month-end Bestände summed up: three times the Monatsdurchschnitt.
    Monatsbestaende,
    /// Costs.
    Aufwand,
    /// Income.
    Ertrag,
    /// Aufwand − Ertrag.
    Zuschussbedarf,
}

impl Messgroesse {
    /// The word that is printed.
    pub const fn label(self) -> &'static str {
        match self {
            Self::BestandAnfang => "Bestand am Anfang",
            Self::Begonnen => "begonnen",
            Self::Beendet => "beendet",
            Self::Bestand => "Bestand",
            Self::Inanspruchnahme => "Inanspruchnahme",
            Self::Monatsbestaende => "Monatsdurchschnitt",
            Self::Aufwand => "Aufwand",
            Self::Ertrag => "Ertrag",
            Self::Zuschussbedarf => "Zuschussbedarf",
        }
    }
}

/// The period of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Zeitbezug {
    /// A quarter.
    Quartal(Quartal),
    /// 1 January to the end of a quarter.
    JahrBis(Quartal),
}

/// A line of Räume: a Sozialraum, a Region, a bucket or the Kreis.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ort {
    /// Level.
    pub ebene: Ebene,
    /// Key of the Raum, the Region, a bucket or `kreis`.
    pub raum: String,
}

impl Ort {
    /// A line of a level.
    pub fn new(ebene: Ebene, raum: impl Into<String>) -> Self {
        Self { ebene, raum: raum.into() }
    }
}

/// A Hilfeart, a Hilfegruppe (`alle` in place of the Hilfeart) or everything (`alle`, `alle`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hilfe {
    /// Key of the Hilfeart or `alle`.
    pub hilfeart: String,
    /// Hilfegruppe or `alle`.
    pub gruppe: String,
}

impl Hilfe {
    /// A Hilfeart of a group.
    pub fn art(hilfeart: impl Into<String>, gruppe: impl Into<String>) -> Self {
        Self { hilfeart: hilfeart.into(), gruppe: gruppe.into() }
    }

    /// A whole group.
    pub fn gruppe(gruppe: impl Into<String>) -> Self {
        Self::art(ALLE, gruppe)
    }

    /// Everything.
    pub fn alle() -> Self {
        Self::gruppe(ALLE)
    }
}

/// Key of a published number. One number has one key in all documents of a run.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ZellId {
    /// What is counted or summed.
    pub groesse: Messgroesse,
    /// When.
    pub zeit: Zeitbezug,
    /// Where.
    pub ort: Ort,
    /// Which kind of Hilfe.
    pub hilfe: Hilfe,
}

impl fmt::Display for ZellId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ", self.groesse.label())?;
        match self.zeit {
            Zeitbezug::Quartal(quartal) => write!(f, "{quartal}")?,
            Zeitbezug::JahrBis(quartal) => write!(f, "{} bis {}", quartal.jahr(), quartal)?,
        }
        write!(f, ", {}, ", self.ort.raum)?;
        match (self.hilfe.hilfeart.as_str(), self.hilfe.gruppe.as_str()) {
            (ALLE, ALLE) => f.write_str("alle Hilfen"),
            (ALLE, gruppe) => write!(f, "Hilfegruppe {gruppe}"),
            (hilfeart, _) => write!(f, "Hilfeart {hilfeart}"),
        }
    }
}

/// The cases behind an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Beitrag {
    /// How many cases have a part in it.
    pub faelle: u32,
    /// Cents of the case with the largest part, where known.
    pub groesster: Option<i64>,
    /// Cents of the two cases with the largest parts, where known.
    pub zwei_groesste: Option<i64>,
}

impl Beitrag {
    /// An amount of which only the number of cases is known.
    pub const fn of_cases(faelle: u32) -> Self {
        Self { faelle, groesster: None, zwei_groesste: None }
    }
}

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
