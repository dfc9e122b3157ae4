//! The forms that Träger fill in as workbooks: Antragsbogen, Bewertungsbogen, Evaluationsbogen.
//!
//! A form is a list of cells with finished texts, formulas with their results, and what may be entered where. The
//! program that reads it back finds the fields by the names given here.

mod anlage1;
mod anlage2;
mod antrag;
mod bau;
mod bewertung;
mod evaluation;
mod hinweise;
pub mod unterschied;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::domain::Stammdaten;
use crate::domain::formular::Kennung;

pub use antrag::{Vorgabe, antragsbogen};
pub use bewertung::bewertungsbogen;
pub use evaluation::{blank_evaluationsbogen, evaluationsbogen};

/// A form ready to be written as a workbook.
#[derive(Clone, Debug)]
pub struct Formular {
    /// File name.
    pub datei: String,
    /// Title of the document.
    pub titel: String,
    /// Who publishes it.
    pub amt: String,
    /// Colour of the office, `#rrggbb`.
    pub akzent: String,
    /// Hidden properties: names and values.
    pub eigenschaften: Vec<(&'static str, String)>,
    /// Sheets in their order.
    pub blaetter: Vec<Blatt>,
}

/// A sheet.
#[derive(Clone, Debug, Default)]
pub struct Blatt {
    /// Name.
    pub name: String,
    /// Widths of its columns in pixels.
    pub spalten: Vec<u32>,
    /// Heights of its rows in pixels.
    pub zeilen: Vec<u32>,
    /// Cells.
    pub zellen: Vec<Zelle>,
    /// Rows before which a printed page ends.
    pub umbrueche: Vec<u32>,
    /// First and last row that every printed page repeats.
    pub wiederholt: Option<(u32, u32)>,
    /// Whether the page lies on its side.
    pub quer: bool,
    /// Whether all of it is to stand on one printed page.
    pub eine_seite: bool,
    /// Whether only formulas and lists look at it.
    pub versteckt: bool,
    /// Foot of the printed page, at the left.
    pub fuss: String,
}

/// A cell or a rectangle of cells that is one. Rows and columns count from 0.
#[derive(Clone, Debug)]
pub struct Zelle {
    /// First row.
    pub zeile: u32,
    /// Last row.
    pub bis_zeile: u32,
    /// First column.
    pub spalte: u16,
    /// Last column.
    pub bis_spalte: u16,
    /// What stands in it.
    pub inhalt: Inhalt,
    /// How it looks.
    pub stil: Stil,
    /// How a number looks.
    pub zahlform: Zahlform,
    /// What may be entered; none where the cell is protected.
    pub eingabe: Option<Eingabe>,
    /// The name by which it is read back.
    pub name: Option<String>,
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Inhalt {
    /// Nothing.
    Leer,
    /// Text.
    Text(String),
    /// A number.
    Zahl(Decimal),
    /// A day.
    Datum(NaiveDate),
    /// A formula without its `=`, and its result.
    Formel(String, Box<Inhalt>),
}

/// How a cell looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stil {
    /// "Anlage 1".
    Anlage,
    /// Title.
    Titel,
    /// What the form is about.
    Untertitel,
    /// Line of the address block.
    Adresse,
    /// A printed question.
    Frage,
    /// Small words of help.
    Hinweis,
    /// Text of the sheet of instructions.
    Text,
    /// Word beside a small field.
    Feldname,
    /// An entry.
    Feld,
    /// An entry of several lines.
    Langtext,
    /// An entry in the middle of its cell: ticks and choices.
    FeldMitte,
    /// An entry at the right: numbers.
    FeldRechts,
    /// A fixed value in the place of an entry.
    Fest,
    /// The same at the right.
    FestRechts,
    /// Head of a column.
    Kopf,
    /// Head of a column of choices.
    KopfMitte,
    /// Head of a column of numbers.
    KopfRechts,
    /// Opens a block of rows.
    Block,
    /// Words of a total.
    Summenname,
    /// A total.
    Summe,
    /// Words of the last total.
    Endsummenname,
    /// The last total.
    Endsumme,
}

/// How a number looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Zahlform {
    /// As it is.
    Standard,
    /// Text: digits stay as they are typed.
    Text,
    /// Two decimals.
    Betrag,
    /// Four decimals.
    Mittel,
    /// A day.
    Datum,
}

/// What may be entered in a cell, and the words that help.
#[derive(Clone, Debug, PartialEq)]
pub struct Eingabe {
    /// What is taken.
    pub art: Eingabeart,
    /// Title of the help, at most 32 characters.
    pub titel: String,
    /// The help, at most 255 characters.
    pub hilfe: String,
}

/// What a cell takes.
#[derive(Clone, Debug, PartialEq)]
pub enum Eingabeart {
    /// Any text.
    Text,
    /// An amount from nothing on.
    Betrag,
    /// A number, also below nothing.
    Zahl,
    /// A whole number from nothing on.
    Anzahl,
    /// A day; not before the one in another cell.
    Datum(Option<String>),
    /// One of a few words.
    Wahl(Vec<&'static str>),
    /// One of the values of a range.
    Liste(String),
    /// One of the values of a range, or something else.
    Vorschlag(String),
    /// From nothing to the highest in steps.
    Punkte(Decimal, Decimal),
}

/// What all forms of an office have in common.
pub(super) struct Amt<'a> {
    stammdaten: &'a Stammdaten,
    kennung: Kennung,
}

impl Amt<'_> {
    /// Name and colour around some sheets; first the instructions, last the lists.
    fn formular(&self, datei: String, titel: String, blaetter: Vec<Blatt>) -> Formular {
        let einstellungen = &self.stammdaten.einstellungen;
        Formular {
            datei,
            titel,
            amt: format!("{}, {}", einstellungen.amt.name, einstellungen.amt.organisation),
            akzent: einstellungen.gestaltung.akzent().to_owned(),
            eigenschaften: self.kennung.properties(),
            blaetter,
        }
    }

    /// Foot of every page.
    fn fuss(&self, what: &str) -> String {
        let massnahme = self.kennung.massnahme.as_ref().map(|id| format!(" · {id}")).unwrap_or_default();
        format!("{what} · {}{massnahme}", self.stammdaten.woerter().arbeit_gross())
    }
}
