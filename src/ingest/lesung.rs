//! What was read of a delivery, before anybody judges it: rows with their places, and everything that was no value.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::export::{Exportlayout, Feld, Kontoklasse, Summenmass};
use crate::domain::lieferung::{Lieferart, Teil};
use crate::domain::zeilen::{Buchungsart, Herkunftszeile};
use crate::domain::{Betrag, HilfeartId, MassnahmeId, Quartal, RaumId};
use crate::finding::Ort;

use super::auffaellig::Auffaelligkeiten;
use super::beobachter::Beobachtungen;
use super::kopf::{Erkennung, Kopf};
use super::mappe::{address, column_letters};
use super::oeffnen::Hindernis;

/// Everything that was read of a file.
#[derive(Debug)]
pub struct Lesung<'a> {
    /// Name of the file, without its folder.
    pub datei: String,
    /// SHA-256 of the file, in hex; empty where the file could not be read at all.
    pub sha256: String,
    /// Why the file could not be opened, if it could not.
    pub hindernis: Option<Hindernis>,
    /// Which layout fits; `None` where the file could not be opened.
    pub erkennung: Option<Erkennung>,
    /// The layouts that were tried.
    pub layouts: &'a [Exportlayout],
    /// The layout that fits.
    pub layout: Option<&'a Exportlayout>,
    /// What the file says about its period.
    pub zeitangaben: Vec<Zeitangabe>,
    /// Which part it is.
    pub teil: Option<Teil>,
    /// Sheets with a header.
    pub tabellen: Vec<Tabelle>,
    /// Sheets that hold something but no header.
    pub ohne_kopf: Vec<String>,
    /// Bookings of all sheets.
    pub buchungen: Vec<Rohbuchung>,
    /// Cases of all sheets.
    pub faelle: Vec<Rohfall>,
    /// Cells that are no value of their field.
    pub maengel: Vec<Mangel>,
    /// Total rows.
    pub summen: Vec<Summe>,
    /// Rows that are neither data nor anything known.
    pub fremdzeilen: Vec<Fremdzeile>,
    /// What was noticed although every cell gave a value.
    pub beobachtungen: Beobachtungen,
}

/// A sheet with a header.
#[derive(Clone, Debug)]
pub struct Tabelle {
    /// Name of the sheet; empty for CSV files.
    pub blatt: String,
    /// Whether it is hidden.
    pub versteckt: bool,
    /// Its header.
    pub kopf: Kopf,
    /// How many rows of data it holds.
    pub datensaetze: u32,
    /// What about its build touches its rows.
    pub auffaelligkeiten: Auffaelligkeiten,
}

/// What one place of the file says about the period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zeitangabe {
    /// The place; none for the name of the file.
    pub ort: Option<Ort>,
    /// What stands there.
    pub text: String,
    /// First day, where it is told.
    pub von: Option<NaiveDate>,
    /// Last day, where it is told.
    pub bis: Option<NaiveDate>,
}

/// A booking as far as it could be read.
#[derive(Clone, Debug)]
pub struct Rohbuchung {
    /// Where it stands.
    pub herkunft: Herkunftszeile,
    /// Whether the layout's filters take it.
    pub zaehlt: bool,
    /// Belegnummer.
    pub beleg: Option<String>,
    /// Position; 1 where the layout has none.
    pub position: Option<u32>,
    /// Day of the booking.
    pub buchungsdatum: Option<NaiveDate>,
    /// Amount as it is written.
    pub geschrieben: Option<Betrag>,
    /// Amount as it counts.
    pub betrag: Option<Betrag>,
    /// Aufwand or Ertrag.
    pub art: Option<Buchungsart>,
    /// Product and account, as they are kept.
    pub konto: Option<String>,
    /// The account without its product.
    pub sachkonto: Option<String>,
    /// Class of the account.
    pub klasse: Option<Kontoklasse>,
    /// Hilfeart.
    pub hilfeart: Option<HilfeartId>,
    /// Maßnahme.
    pub massnahme: Option<MassnahmeId>,
    /// Raum; none where the cell is empty.
    pub raum: Option<RaumId>,
    /// Hash of the Aktenzeichen.
    pub fall: Option<String>,
    /// First day of the Leistung.
    pub leistung_von: Option<NaiveDate>,
    /// Last day of the Leistung.
    pub leistung_bis: Option<NaiveDate>,
}

/// A case as far as it could be read.
#[derive(Clone, Debug)]
pub struct Rohfall {
    /// Where it stands.
    pub herkunft: Herkunftszeile,
    /// Whether the layout's filters take it.
    pub zaehlt: bool,
    /// Hash of the Aktenzeichen.
    pub fall: Option<String>,
    /// Hilfeart.
    pub hilfeart: Option<HilfeartId>,
    /// Raum; `ohne` where the cell is empty or cannot be placed.
    pub raum: RaumId,
    /// First day.
    pub beginn: Option<NaiveDate>,
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

/// Why a cell is no value of its field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mangelart {
    /// An error value.
    Fehlerwert,
    /// Empty, though the field must be filled.
    Leer,
    /// Text in an amount.
    TextImBetrag,
    /// An amount that may mean two things.
    MehrdeutigerBetrag,
    /// An amount with more than two decimals.
    BetragZuFein,
    /// An amount beyond all measure.
    BetragZuGross,
    /// A day that does not exist.
    UnmoeglichesDatum,
    /// No date at all.
    UnlesbaresDatum,
    /// A Raum that is not in the master data.
    RaumUnbekannt,
    /// A case without a Raum.
    RaumFehlt,
    /// An unaccompanied minor without a Raum.
    UmaOhneRaum,
    /// A Hilfeart that is not in the master data.
    HilfeartUnbekannt,
    /// A Maßnahme that is not on record.
    MassnahmeUnbekannt,
    /// A booking for neither a Hilfe nor a Maßnahme.
    ZweckFehlt,
    /// An account of no known class.
    KontoklasseUnbekannt,
    /// Neither Aufwand nor Ertrag.
    ArtUnbekannt,
    /// Neither yes nor no.
    JaNeinUnklar,
    /// No number where a position is expected.
    PositionUnlesbar,
    /// A number, date or truth value where a key is expected, as spreadsheets make them of texts.
    SchluesselVerformt,
}

/// A cell that is no value of its field.
#[derive(Clone, Debug)]
pub struct Mangel {
    /// Row.
    pub herkunft: Herkunftszeile,
    /// Column from 0.
    pub spalte: u32,
    /// Field.
    pub feld: Feld,
    /// What is wrong.
    pub art: Mangelart,
    /// What stands there; for personal fields only what kind of thing it is.
    pub gelesen: String,
    /// Whether the row counts.
    pub zaehlt: bool,
}

/// A total row beside what its rows sum to.
#[derive(Clone, Debug)]
pub struct Summe {
    /// Row.
    pub herkunft: Herkunftszeile,
    /// Column of the total from 0.
    pub spalte: u32,
    /// Its label.
    pub beschriftung: String,
    /// What it sums up.
    pub misst: Summenmass,
    /// What stands there; none where it cannot be read. Counts are whole units.
    pub angegeben: Option<Betrag>,
    /// What the rows sum to.
    pub gerechnet: Betrag,
}

/// A row that is neither data nor anything known.
#[derive(Clone, Debug)]
pub struct Fremdzeile {
    /// Where it stands.
    pub herkunft: Herkunftszeile,
    /// How many of its cells are filled.
    pub gefuellt: usize,
    /// Whether it holds an amount.
    pub mit_betrag: bool,
}

/// The period of a file, once it is clear.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zeitraum {
    /// The quarter it is for.
    pub quartal: Quartal,
    /// First day.
    pub von: NaiveDate,
    /// Last day, the Stichtag.
    pub bis: NaiveDate,
}

impl Lesung<'_> {
    /// The kind of the delivery, if its layout is known.
    pub fn art(&self) -> Option<Lieferart> {
        self.layout.map(|layout| layout.art)
    }

    /// The place of a cell.
    pub fn ort(&self, herkunft: &Herkunftszeile, spalte: u32) -> Ort {
        Ort { blatt: blatt_of(&herkunft.blatt), zelle: Some(address(spalte, herkunft.zeile)) }
    }

    /// The place of a field in a row; the whole row where the field has no column.
    pub fn ort_of(&self, herkunft: &Herkunftszeile, feld: Feld) -> Ort {
        let column = self
            .tabellen
            .iter()
            .find(|tabelle| tabelle.blatt == herkunft.blatt)
            .and_then(|tabelle| tabelle.kopf.spalten.get(&feld));
        column.map_or_else(|| self.zeile(herkunft), |spalte| self.ort(herkunft, *spalte))
    }

    /// The place of a whole row.
    pub fn zeile(&self, herkunft: &Herkunftszeile) -> Ort {
        Ort { blatt: blatt_of(&herkunft.blatt), zelle: Some(format!("{0}:{0}", herkunft.zeile)) }
    }

    /// The place of a column.
    pub fn spalte(&self, blatt: &str, spalte: u32) -> Ort {
        let letters = column_letters(spalte);
        Ort { blatt: blatt_of(blatt), zelle: Some(format!("{letters}:{letters}")) }
    }

    /// Columns of the fields of all sheets.
    pub fn columns(&self) -> impl Iterator<Item = (&str, &BTreeMap<Feld, u32>)> {
        self.tabellen.iter().map(|tabelle| (tabelle.blatt.as_str(), &tabelle.kopf.spalten))
    }
}

/// A sheet as findings name it: CSV files have none.
pub fn blatt_of(name: &str) -> Option<String> {
    (!name.is_empty()).then(|| name.to_owned())
}
