//! The rows of deliveries once they are read: bookings and cases, without a name, a birth date or an Aktenzeichen.

use chrono::NaiveDate;
use serde::Deserialize;

use super::{Betrag, HilfeartId, MassnahmeId, RaumId};

/// Where a row stood in the delivered file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Herkunftszeile {
    /// Sheet; for CSV files the empty name.
    pub blatt: String,
    /// Row as a spreadsheet counts it, from 1.
    pub zeile: u32,
}

/// Whether a booking costs or earns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Buchungsart {
    /// Costs.
    Aufwand,
    /// Earns: Kostenbeitrag, Kostenerstattung, Rückforderung.
    Ertrag,
}

/// A booking. Key: Belegnummer and position (§ 38 KomHKVO).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Buchung {
    /// Where it stood.
    pub herkunft: Herkunftszeile,
    /// Belegnummer.
    pub beleg: String,
    /// Position in the Beleg.
    pub position: u32,
    /// Day of the booking. It decides the period, whatever the Leistungszeitraum.
    pub buchungsdatum: NaiveDate,
    /// Positive for Aufwand and for Ertrag; a Storno is negative.
    pub betrag: Betrag,
    /// Costs or earns.
    pub art: Buchungsart,
    /// Produktsachkonto or Sachkonto as delivered.
    pub konto: String,
    /// The Hilfeart; none for Maßnahmen.
    pub hilfeart: Option<HilfeartId>,
    /// The Maßnahme; none for single cases.
    pub massnahme: Option<MassnahmeId>,
    /// The Raum, the Region, `kreisweit` or `ohne`; none where the cell is empty.
    pub raum: Option<RaumId>,
    /// Keyed hash of the Aktenzeichen.
    pub fall: Option<String>,
    /// First day of the Leistung.
    pub leistung_von: Option<NaiveDate>,
    /// Last day of the Leistung.
    pub leistung_bis: Option<NaiveDate>,
}

/// A Hilfe. Key: hash of the Aktenzeichen, Hilfeart and Beginn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fall {
    /// Where it stood.
    pub herkunft: Herkunftszeile,
    /// Keyed hash of the Aktenzeichen.
    pub fall: String,
    /// The Hilfeart.
    pub hilfeart: HilfeartId,
    /// The Raum on the Stichtag; `ohne` where it cannot be placed.
    pub raum: RaumId,
    /// First day.
    pub beginn: NaiveDate,
    /// Last day; none while it runs.
    pub ende: Option<NaiveDate>,
    /// Year of birth.
    pub geburtsjahr: Option<i32>,
    /// `m`, `w` or `d`.
    pub geschlecht: Option<String>,
    /// Unaccompanied minor.
    pub uma: bool,
    /// Refunded by another office.
    pub erstattung: bool,
}

impl Buchung {
    /// Whether it earns.
    pub fn is_ertrag(&self) -> bool {
        self.art == Buchungsart::Ertrag
    }

    /// Belegnummer and position.
    pub fn schluessel(&self) -> (String, u32) {
        (self.beleg.clone(), self.position)
    }
}

impl Fall {
    /// Whether it belongs to the Bestand at the end of a day: begun by then, and not ended or ended later.
    pub fn runs_at(&self, stichtag: NaiveDate) -> bool {
        self.beginn <= stichtag && self.ende.is_none_or(|ende| ende > stichtag)
    }
}
