//! A workbook: sheets with one table each, beside it perhaps a chart. What can be followed is a formula.

use chrono::NaiveDate;

use crate::domain::Betrag;
use crate::domain::kennzahlen::Quote;
use crate::present::schaubild::Stil;
use crate::present::zahl;

/// A workbook.
#[derive(Clone, Debug)]
pub struct Mappe {
    /// Title in the properties.
    pub titel: String,
    /// Subject in the properties.
    pub thema: String,
    /// Author in the properties, left in the foot of printed pages.
    pub amt: String,
    /// Accent colour, `#rrggbb`.
    pub akzent: String,
    /// Sheets in their order; the first is the cover.
    pub blaetter: Vec<Blatt>,
}

/// A sheet: what it is in A1, what is to be known of it below, then its table from column A on.
#[derive(Clone, Debug)]
pub struct Blatt {
    /// Name of the sheet.
    pub name: String,
    /// What it is.
    pub titel: String,
    /// Lines below the title: size of the table, units, signs, source.
    pub vorspann: Vec<String>,
    /// The table.
    pub tabelle: Tabelle,
    /// The chart of the table.
    pub bild: Option<Bild>,
}

/// A table with a name, by which formulas call it.
#[derive(Clone, Debug)]
pub struct Tabelle {
    /// Name, letters and digits of ASCII.
    pub name: String,
    /// Columns.
    pub spalten: Vec<Spalte>,
    /// Rows.
    pub zeilen: Vec<Vec<Zelle>>,
    /// So many first columns stay in sight.
    pub fest: u16,
}

/// A column.
#[derive(Clone, Debug)]
pub struct Spalte {
    /// Heading, with the unit where all cells have the same.
    pub kopf: String,
    /// Width in characters.
    pub breite: u16,
}

/// A cell: what it holds, and how it is made of others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zelle {
    /// What it holds.
    pub wert: Wert,
    /// The formula that gives it.
    pub rechnung: Option<Rechnung>,
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wert {
    /// A text, whatever it begins with.
    Text(String),
    /// `x`, `.`, `…` in the place of a number.
    Zeichen(&'static str),
    /// An amount with two places.
    Betrag(Betrag),
    /// A share of 1.
    Anteil(Quote),
    /// A count.
    Anzahl(i64),
    /// A number with two places.
    Zahl(Quote),
    /// A day.
    Tag(NaiveDate),
    /// A link to a sheet of this name.
    Blatt(String),
    /// Nothing: a gap in a chart, explained in the row.
    Leer,
}

/// How a cell is made of others. Columns are counted from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rechnung {
    /// Columns of the row added up.
    Summe(Vec<Glied>),
    /// The first column less the second, never under nothing.
    NieUnterNull(usize, usize),
    /// Columns added up / the last one; `x` where that is nothing or less.
    Anteil(Vec<usize>, usize),
    /// A column × whole / part, rounded to the cent.
    Hochgerechnet {
        /// The column.
        spalte: usize,
        /// Days of the year.
        ganzes: u32,
        /// Days elapsed.
        teil: u32,
    },
    /// A column of another table, summed up over the rows that fulfil every condition.
    Aus {
        /// Name of the other table.
        tabelle: &'static str,
        /// Its column.
        spalte: usize,
        /// Its columns, and what must stand in them.
        wo: Vec<(usize, Bedingung)>,
    },
}

/// A part of a sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glied {
    /// Added.
    Plus(usize),
    /// Taken away.
    Minus(usize),
}

/// What must stand in a column of another table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bedingung {
    /// The text that stands in this column of the own row.
    Spalte(usize),
    /// This text.
    Text(&'static str),
}

/// A chart of the table on its sheet: categories in the first column, each series in a column.
#[derive(Clone, Debug)]
pub struct Bild {
    /// Kind.
    pub art: Bildart,
    /// What it says.
    pub titel: String,
    /// Alt text.
    pub alt: String,
    /// What the categories are.
    pub kategorien: String,
    /// What the values are, with their unit.
    pub werte: String,
    /// Format of the values at the axis.
    pub format: &'static str,
    /// Column and look of each series.
    pub reihen: Vec<(u16, Stil)>,
}

/// Kind of a chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bildart {
    /// Bars in rows, the series over each other: what is used in front of what there is.
    Balken,
    /// Columns of parts.
    Gestapelt,
    /// Lines over time.
    Linien,
}

impl Spalte {
    /// A column.
    pub fn new(kopf: impl Into<String>, breite: u16) -> Self {
        Self { kopf: kopf.into(), breite }
    }
}

impl From<Wert> for Zelle {
    fn from(wert: Wert) -> Self {
        Self { wert, rechnung: None }
    }
}

impl Zelle {
    /// A text.
    pub fn text(text: impl Into<String>) -> Self {
        Wert::Text(text.into()).into()
    }

    /// An amount.
    pub fn betrag(betrag: Betrag) -> Self {
        Wert::Betrag(betrag).into()
    }

    /// A count.
    pub fn anzahl(anzahl: impl Into<i64>) -> Self {
        Wert::Anzahl(anzahl.into()).into()
    }

    /// A share; `x` where it makes no sense.
    pub fn anteil(anteil: Option<Quote>) -> Self {
        anteil.map_or(Wert::Zeichen(zahl::SINNLOS), Wert::Anteil).into()
    }

    /// A number; `x` where it makes no sense.
    pub fn zahl(zahl: Option<Quote>) -> Self {
        zahl.map_or(Wert::Zeichen(zahl::SINNLOS), Wert::Zahl).into()
    }

    /// The same, made by a formula.
    #[must_use]
    pub fn durch(mut self, rechnung: Rechnung) -> Self {
        self.rechnung = Some(rechnung);
        self
    }
}

impl Blatt {
    /// A sheet; the line on the size of its table is added.
    pub fn new(name: impl Into<String>, titel: impl Into<String>, vorspann: Vec<String>, tabelle: Tabelle) -> Self {
        let mut blatt = Self { name: name.into(), titel: titel.into(), vorspann: Vec::new(), tabelle, bild: None };
        if blatt.tabelle.zeilen.is_empty() {
            // A table has at least one row.
            let mut zeile = vec![Zelle::from(Wert::Leer); blatt.tabelle.spalten.len()];
            zeile.splice(..1, [Zelle::text("keine Einträge")]);
            blatt.tabelle.zeilen.push(zeile);
        }
        let Tabelle { spalten, zeilen, .. } = &blatt.tabelle;
        // Title, this line, the others; counted from 1.
        let head = vorspann.len() + 3;
        blatt.vorspann.push(format!(
            "Diese Tabelle hat {} und {}; ihre Überschriften stehen in Zeile {head}.",
            counted(spalten.len(), "Spalte", "Spalten"),
            counted(zeilen.len(), "Zeile", "Zeilen"),
        ));
        blatt.vorspann.extend(vorspann);
        blatt
    }

    /// The same with a chart beside the table.
    #[must_use]
    pub fn mit_bild(mut self, bild: Bild) -> Self {
        self.bild = Some(bild);
        self
    }

    /// Row of the headings, counted from 0.
    pub fn kopfzeile(&self) -> usize {
        self.vorspann.len() + 1
    }
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
