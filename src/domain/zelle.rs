//! Keys of the numbers about cases and their costs that reports show: what, when, where, which kind of Hilfe.
//!
//! One number has one key in all documents of a run; whether it may be shown is decided once per key.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Quartal;
use super::kennzahlen::ALLE;
use super::raum::Ebene;

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
    /// Days that the Hilfen ended in the period lasted, summed up.
    Hilfetage,
    /// Unaccompanied minors (umA) in the Bestand.
    Uma,
    /// Cases in the Bestand that another office refunds (§§ 89 ff. SGB VIII).
    Erstattung,
}

impl Messgroesse {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::BestandAnfang,
        Self::Begonnen,
        Self::Beendet,
        Self::Bestand,
        Self::Inanspruchnahme,
        Self::Monatsbestaende,
        Self::Aufwand,
        Self::Ertrag,
        Self::Zuschussbedarf,
        Self::Hilfetage,
        Self::Uma,
        Self::Erstattung,
    ];

    /// The word in keys.
    pub const fn key(self) -> &'static str {
        match self {
            Self::BestandAnfang => "bestand_anfang",
            Self::Begonnen => "begonnen",
            Self::Beendet => "beendet",
            Self::Bestand => "bestand",
            Self::Inanspruchnahme => "inanspruchnahme",
            Self::Monatsbestaende => "monatsbestaende",
            Self::Aufwand => "aufwand",
            Self::Ertrag => "ertrag",
            Self::Zuschussbedarf => "zuschussbedarf",
            Self::Hilfetage => "hilfetage",
            Self::Uma => "uma",
            Self::Erstattung => "erstattung",
        }
    }

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
            Self::Hilfetage => "Dauer der beendeten Hilfen",
            Self::Uma => "umA im Bestand",
            Self::Erstattung => "Fälle mit Kostenerstattung im Bestand",
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

    /// The line over everything.
    pub fn kreis() -> Self {
        Self::new(Ebene::Kreis, "kreis")
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

impl ZellId {
    /// The key of a number.
    pub fn new(groesse: Messgroesse, zeit: Zeitbezug, ort: &Ort, hilfe: &Hilfe) -> Self {
        Self { groesse, zeit, ort: ort.clone(), hilfe: hilfe.clone() }
    }

    /// The quarter, or the one that the year goes up to.
    pub const fn quartal(&self) -> Quartal {
        match self.zeit {
            Zeitbezug::Quartal(quartal) | Zeitbezug::JahrBis(quartal) => quartal,
        }
    }

    /// Whether it is an amount of money.
    pub const fn is_betrag(&self) -> bool {
        matches!(self.groesse, Messgroesse::Aufwand | Messgroesse::Ertrag | Messgroesse::Zuschussbedarf)
    }
}

impl ZellId {
    /// The key as a text: `bestand|2026-Q2|sozialraum:achim|31:ambulant`.
    pub fn key(&self) -> String {
        let zeit = match self.zeit {
            Zeitbezug::Quartal(quartal) => quartal.to_string(),
            Zeitbezug::JahrBis(quartal) => format!("bis-{quartal}"),
        };
        let Ort { ebene, raum } = &self.ort;
        let Hilfe { hilfeart, gruppe } = &self.hilfe;
        format!("{}|{zeit}|{}:{raum}|{hilfeart}:{gruppe}", self.groesse.key(), ebene.key())
    }

    /// The key that a text of [`Self::key`] names.
    pub fn from_key(text: &str) -> Option<Self> {
        let mut parts = text.split('|');
        let (groesse, zeit, ort, hilfe) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        let zeit = match zeit.strip_prefix("bis-") {
            Some(quartal) => Zeitbezug::JahrBis(quartal.parse().ok()?),
            None => Zeitbezug::Quartal(zeit.parse().ok()?),
        };
        let (ebene, raum) = ort.split_once(':')?;
        let (hilfeart, gruppe) = hilfe.split_once(':')?;
        Some(Self {
            groesse: *Messgroesse::ALL.iter().find(|known| known.key() == groesse)?,
            zeit,
            ort: Ort::new(*Ebene::ALL.iter().find(|known| known.key() == ebene)?, raum),
            hilfe: Hilfe::art(hilfeart, gruppe),
        })
    }
}

impl Serialize for ZellId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.key())
    }
}

impl<'de> Deserialize<'de> for ZellId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::from_key(&text).ok_or_else(|| serde::de::Error::custom("kein Schlüssel einer Zahl"))
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_reads_back() {
        let quartal: Quartal = "2026-Q2".parse().expect("a quarter");
        for groesse in Messgroesse::ALL {
            for zeit in [Zeitbezug::Quartal(quartal), Zeitbezug::JahrBis(quartal)] {
                for ebene in Ebene::ALL {
                    let id = ZellId::new(groesse, zeit, &Ort::new(ebene, "achim"), &Hilfe::art("35a-amb", "ambulant"));
                    assert_eq!(ZellId::from_key(&id.key()), Some(id));
                }
            }
        }
        assert_eq!(ZellId::from_key("bestand|2026-Q2|sozialraum:achim"), None);
    }
}
