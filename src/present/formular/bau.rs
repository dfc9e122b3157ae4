//! Building a sheet from top to bottom on a raster of narrow columns, which cells join as they need.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{Blatt, Eingabe, Eingabeart, Inhalt, Stil, Zahlform, Zelle};
use crate::domain::Betrag;
use crate::ingest::mappe::column_letters;

/// Columns of the raster of an upright page, and their width in pixels.
pub const SPALTEN: u16 = 34;
const BREITE: u32 = 20;
/// A line of text in pixels.
const ZEILE: u32 = 18;
/// Pixels that a printed upright page has room for, with some to spare.
const SEITE: u32 = 1040;
/// Rows are no higher than this; a longer text gets several.
const HOECHSTE: u32 = 480;

/// First and last column of a cell.
pub type Spalten = (u16, u16);
/// The whole width.
pub const GANZ: Spalten = (0, SPALTEN - 1);

/// A sheet under way.
pub struct Bau {
    /// What there is so far.
    pub blatt: Blatt,
    /// Columns of this sheet.
    spalten: u16,
    /// Rows with which something begins that stays on one page, if it fits.
    gruppen: Vec<u32>,
}

/// A field: name, what it takes, help.
pub struct Feld {
    /// Name.
    pub name: String,
    /// What it takes.
    pub art: Eingabeart,
    /// Title of its help.
    pub titel: String,
    /// Its help.
    pub hilfe: String,
}

impl Feld {
    /// A field with its help.
    pub fn new(name: impl Into<String>, art: Eingabeart, titel: &str, hilfe: &str) -> Self {
        Self { name: name.into(), art, titel: titel.to_owned(), hilfe: hilfe.to_owned() }
    }
}

impl Bau {
    /// An empty upright sheet.
    pub fn new(name: &str, fuss: String) -> Self {
        Self::with_columns(name, fuss, SPALTEN)
    }

    /// An empty sheet with more columns of the raster, lying on its side.
    pub fn quer(name: &str, fuss: String, spalten: u16) -> Self {
        let mut bau = Self::with_columns(name, fuss, spalten);
        bau.blatt.quer = true;
        bau
    }

    fn with_columns(name: &str, fuss: String, spalten: u16) -> Self {
        let blatt =
            Blatt { name: name.to_owned(), spalten: vec![BREITE; usize::from(spalten)], fuss, ..Blatt::default() };
        Self { blatt, spalten, gruppen: Vec::new() }
    }

    /// The whole width of this sheet.
    pub const fn ganz(&self) -> Spalten {
        (0, self.spalten - 1)
    }

    /// Opens a row of so many pixels and gives its number.
    pub fn zeile(&mut self, hoehe: u32) -> u32 {
        self.blatt.zeilen.push(hoehe);
        u32::try_from(self.blatt.zeilen.len() - 1).unwrap_or(u32::MAX)
    }

    /// The number of the next row.
    pub fn naechste(&self) -> u32 {
        u32::try_from(self.blatt.zeilen.len()).unwrap_or(u32::MAX)
    }

    /// An empty row.
    pub fn abstand(&mut self, hoehe: u32) {
        self.zeile(hoehe);
    }

    /// What follows stays on one printed page, if it fits.
    pub fn gruppe(&mut self) {
        self.gruppen.push(self.naechste());
    }

    /// The finished sheet: a printed page ends before what does not fit on it any more.
    pub fn fertig(mut self) -> Blatt {
        let height = |from: u32, to: u32| -> u32 {
            (from..to).filter_map(|row| self.blatt.zeilen.get(usize::try_from(row).ok()?)).sum()
        };
        let end = u32::try_from(self.blatt.zeilen.len()).unwrap_or(u32::MAX);
        let mut used = height(0, self.gruppen.first().copied().unwrap_or(end));
        let mut breaks = Vec::new();
        for (place, start) in self.gruppen.iter().enumerate() {
            let own = height(*start, self.gruppen.get(place + 1).copied().unwrap_or(end));
            if used + own > SEITE && used > SEITE / 4 {
                breaks.push(*start);
                used = 0;
            }
            used = (used + own) % SEITE;
        }
        self.blatt.umbrueche = breaks;
        self.blatt
    }

    /// Puts a cell into a row.
    pub fn setze(&mut self, zeile: u32, spalten: Spalten, inhalt: Inhalt, stil: Stil) -> &mut Zelle {
        let zelle = Zelle {
            zeile,
            bis_zeile: zeile,
            spalte: spalten.0,
            bis_spalte: spalten.1,
            inhalt,
            stil,
            zahlform: Zahlform::Standard,
            eingabe: None,
            name: None,
        };
        let at = self.blatt.zellen.len();
        self.blatt.zellen.push(zelle);
        &mut self.blatt.zellen[at]
    }

    /// A text.
    pub fn text(&mut self, zeile: u32, spalten: Spalten, text: impl Into<String>, stil: Stil) {
        self.setze(zeile, spalten, Inhalt::Text(text.into()), stil);
    }

    /// A row with one text over the whole width.
    pub fn textzeile(&mut self, text: &str, stil: Stil) {
        let ganz = self.ganz();
        let zeile = self.zeile(hoehe(text, ganz, 1));
        self.text(zeile, ganz, text, stil);
    }

    /// A question, with a hint at its end.
    pub fn frage(&mut self, frage: &str, hinweis: &str) {
        self.gruppe();
        self.abstand(9);
        let zeile = self.zeile(ZEILE + 2);
        let ganz = self.ganz();
        if hinweis.is_empty() {
            self.text(zeile, ganz, frage, Stil::Frage);
            return;
        }
        let width = u16::try_from(frage.chars().count().div_ceil(3) + 1).unwrap_or(ganz.1).min(ganz.1 - 4);
        self.text(zeile, (0, width), frage, Stil::Frage);
        self.text(zeile, (width + 1, ganz.1), hinweis, Stil::Hinweis);
    }

    /// An entry over some columns of a row.
    pub fn feld(&mut self, zeile: u32, spalten: Spalten, inhalt: Inhalt, feld: Feld) -> &mut Zelle {
        let (stil, zahlform) = match &feld.art {
            Eingabeart::Text | Eingabeart::Vorschlag(_) => (Stil::Feld, Zahlform::Text),
            Eingabeart::Liste(_) => (Stil::Feld, Zahlform::Standard),
            Eingabeart::Wahl(_) => (Stil::FeldMitte, Zahlform::Standard),
            Eingabeart::Betrag => (Stil::FeldRechts, Zahlform::Betrag),
            Eingabeart::Zahl | Eingabeart::Anzahl | Eingabeart::Punkte(..) => (Stil::FeldRechts, Zahlform::Standard),
            Eingabeart::Datum(_) => (Stil::FeldMitte, Zahlform::Datum),
        };
        let zelle = self.setze(zeile, spalten, inhalt, stil);
        zelle.zahlform = zahlform;
        zelle.name = Some(feld.name);
        zelle.eingabe = Some(Eingabe { art: feld.art, titel: feld.titel, hilfe: feld.hilfe });
        zelle
    }

    /// A value that is read back but not changed by who fills the form.
    pub fn fest(&mut self, zeile: u32, spalten: Spalten, inhalt: Inhalt, name: impl Into<String>) -> &mut Zelle {
        let is_number = matches!(inhalt, Inhalt::Zahl(_));
        let zelle = self.setze(zeile, spalten, inhalt, if is_number { Stil::FestRechts } else { Stil::Fest });
        zelle.name = Some(name.into());
        zelle
    }

    /// A large field for texts over the whole width, as high as its text or as some empty lines.
    pub fn textfeld(&mut self, text: &str, zeilen: u32, feld: Feld) {
        let ganz = self.ganz();
        let mut rest = hoehe(text, ganz, zeilen);
        let zeile = self.zeile(rest.min(HOECHSTE));
        rest = rest.saturating_sub(HOECHSTE);
        let mut letzte = zeile;
        while rest > 0 {
            letzte = self.zeile(rest.clamp(ZEILE, HOECHSTE));
            rest = rest.saturating_sub(HOECHSTE);
        }
        let zelle = self.feld(zeile, ganz, text_or_nothing(text), feld);
        zelle.bis_zeile = letzte;
        zelle.stil = Stil::Langtext;
    }
}

/// Height of a text in a cell, at least some lines.
pub fn hoehe(text: &str, spalten: Spalten, zeilen: u32) -> u32 {
    let width = u32::from(spalten.1 - spalten.0 + 1) * BREITE;
    // A letter of the form's font is about six pixels wide.
    let most = usize::try_from((width / 6).max(1)).unwrap_or(1);
    let lines: usize = text.split('\n').map(|line| line.chars().count().div_ceil(most).max(1)).sum();
    u32::try_from(lines).unwrap_or(u32::MAX / ZEILE).max(zeilen).saturating_mul(ZEILE).saturating_add(6)
}

/// Address of a cell within its sheet.
pub fn adresse(spalte: u16, zeile: u32) -> String {
    format!("${}${}", column_letters(spalte.into()), zeile + 1)
}

/// A text, or an empty cell.
pub fn text_or_nothing(text: &str) -> Inhalt {
    if text.is_empty() { Inhalt::Leer } else { Inhalt::Text(text.to_owned()) }
}

/// A number, or an empty cell.
pub fn zahl(value: Option<Decimal>) -> Inhalt {
    value.map_or(Inhalt::Leer, |value| Inhalt::Zahl(value.normalize()))
}

/// An amount, or an empty cell.
pub fn betrag(value: Option<Betrag>) -> Inhalt {
    value.map_or(Inhalt::Leer, |value| Inhalt::Zahl(value.to_decimal()))
}

/// A day, or an empty cell.
pub fn tag(day: Option<NaiveDate>) -> Inhalt {
    day.map_or(Inhalt::Leer, Inhalt::Datum)
}

/// The words of a choice.
pub fn worte<T>(words: &[(&'static str, T)]) -> Eingabeart {
    Eingabeart::Wahl(words.iter().map(|(word, _)| *word).collect())
}
