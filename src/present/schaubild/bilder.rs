//! The finished charts, one struct for each kind. They serialise to the JSON that `templates/teile/schaubild.typ`
//! describes.

use serde::Serialize;

use super::alt::Alttext;
use super::daten::Reihendaten;
use super::modell::{Bruch, Flaeche, Jahr, Lage, Legende, Marke, Ort, Seite, Stil, Zeit};
use crate::present::probe::Probe;

/// A chart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "art", rename_all = "snake_case")]
pub enum Schaubild {
    /// Columns, side by side or stacked.
    Saeulen(Saeulen),
    /// Bars in rows, bullets.
    Streifen(Streifen),
    /// Lines over time.
    Linien(Linien),
    /// Slopes.
    Steigung(Steigung),
    /// Small multiples.
    Kacheln(Kacheln),
}

impl Schaubild {
    /// The alt text.
    pub fn alt(&self) -> &str {
        match self {
            Self::Saeulen(bild) => bild.alt.as_str(),
            Self::Streifen(bild) => bild.alt.as_str(),
            Self::Linien(bild) => bild.alt.as_str(),
            Self::Steigung(bild) => bild.alt.as_str(),
            Self::Kacheln(bild) => bild.alt.as_str(),
        }
    }

    /// What must hold between the values that the alt text says; `pfad` is where the chart stands in the data of a
    /// document. Its labels say no others ([`crate::present::probe`]).
    pub fn proben(&self, titel: &str, pfad: &str) -> Vec<Probe> {
        let alt = match self {
            Self::Saeulen(bild) => &bild.alt,
            Self::Streifen(bild) => &bild.alt,
            Self::Linien(bild) => &bild.alt,
            Self::Steigung(bild) => &bild.alt,
            Self::Kacheln(bild) => &bild.alt,
        };
        alt.proben(titel, &format!("{pfad}/alt"))
    }

    /// The values that are drawn, for a chart of another program; those of small multiples stand in their tiles.
    pub fn daten(&self) -> Option<&Reihendaten> {
        match self {
            Self::Saeulen(bild) => Some(&bild.daten),
            Self::Streifen(bild) => Some(&bild.daten),
            Self::Linien(bild) => Some(&bild.daten),
            Self::Steigung(bild) => Some(&bild.daten),
            Self::Kacheln(_) => None,
        }
    }

    /// The same with a sentence below it.
    #[must_use]
    pub fn with_hinweis(mut self, text: &str) -> Self {
        let hinweis = match &mut self {
            Self::Saeulen(bild) => &mut bild.hinweis,
            Self::Streifen(bild) => &mut bild.hinweis,
            Self::Linien(bild) => &mut bild.hinweis,
            Self::Steigung(bild) => &mut bild.hinweis,
            Self::Kacheln(bild) => &mut bild.hinweis,
        };
        *hinweis = Some(hinweis.take().map_or_else(|| text.to_owned(), |before| format!("{text} {before}")));
        self
    }
}

/// Columns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Saeulen {
    /// Alt text.
    pub alt: Alttext,
    /// Plot area.
    pub flaeche: Flaeche,
    /// What the scale counts.
    pub achse: Option<String>,
    /// Ticks, if there is a scale.
    pub skala: Vec<Marke>,
    /// The columns.
    pub saeulen: Vec<Saeule>,
    /// Names of the categories.
    pub zeit: Vec<Zeit>,
    /// Years below them.
    pub jahre: Vec<Jahr>,
    /// Names of the parts, right of the last column.
    pub namen: Vec<Marke>,
    /// Breaks in the series.
    pub brueche: Vec<Bruch>,
    /// Legend.
    pub legende: Vec<Legende>,
    /// Sentence below.
    pub hinweis: Option<String>,
    /// What is drawn.
    #[serde(skip)]
    pub daten: Reihendaten,
}

/// One column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Saeule {
    /// Left edge.
    pub x: Lage,
    /// Width.
    pub breite: Lage,
    /// Parts from the base line upwards.
    pub teile: Vec<Teil>,
    /// The word above.
    pub kopf: Option<String>,
    /// Where it stands.
    pub kopf_lage: Lage,
}

/// A part of a column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Teil {
    /// Look.
    pub stil: Stil,
    /// Lower edge.
    pub y: Lage,
    /// Height.
    pub hoehe: Lage,
    /// The value, where it has room.
    pub text: Option<String>,
    /// The share, where it has room.
    pub detail: Option<String>,
}

/// Bars in rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Streifen {
    /// Alt text.
    pub alt: Alttext,
    /// Plot area; the rows make its height.
    pub flaeche: Flaeche,
    /// Room for the names in mm.
    pub namen_mm: u16,
    /// Room for the values in mm.
    pub werte_mm: u16,
    /// Ticks, if there is a scale.
    pub skala: Vec<Marke>,
    /// A line across all rows.
    pub linie: Option<Marke>,
    /// The rows.
    pub zeilen: Vec<Zeile>,
    /// Legend.
    pub legende: Vec<Legende>,
    /// Sentence below.
    pub hinweis: Option<String>,
    /// What is drawn.
    #[serde(skip)]
    pub daten: Reihendaten,
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Zeile {
    /// Name.
    pub name: String,
    /// Second line of the name.
    pub detail: Option<String>,
    /// In bold.
    pub stark: bool,
    /// Pieces from the left.
    pub teile: Vec<Stueck>,
    /// Outline from zero: budget or Soll.
    pub rahmen: Option<Lage>,
    /// Black bar: Zeitanteil.
    pub marke: Option<Lage>,
    /// What stands where nothing can be drawn.
    pub zeichen: Option<String>,
    /// Value at the right.
    pub wert: Option<String>,
    /// A rule above the row.
    pub trennt: bool,
}

/// A piece of a bar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Stueck {
    /// Look.
    pub stil: Stil,
    /// Left edge.
    pub x: Lage,
    /// Width.
    pub breite: Lage,
    /// The word in it, where it has room.
    pub text: Option<String>,
}

/// Lines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Linien {
    /// Alt text.
    pub alt: Alttext,
    /// Plot area.
    pub flaeche: Flaeche,
    /// What the scale counts.
    pub achse: Option<String>,
    /// Ticks.
    pub skala: Vec<Marke>,
    /// Names of the categories.
    pub zeit: Vec<Zeit>,
    /// Years below them.
    pub jahre: Vec<Jahr>,
    /// The lines.
    pub reihen: Vec<Reihe>,
    /// Values at points.
    pub schilder: Vec<Schild>,
    /// Names and last values, right of the lines.
    pub namen: Vec<Name>,
    /// Breaks in the series.
    pub brueche: Vec<Bruch>,
    /// Legend.
    pub legende: Vec<Legende>,
    /// Sentence below.
    pub hinweis: Option<String>,
    /// What is drawn.
    #[serde(skip)]
    pub daten: Reihendaten,
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reihe {
    /// Look.
    pub stil: Stil,
    /// One list of points for each stretch without a gap.
    pub abschnitte: Vec<Vec<Ort>>,
}

/// A value at a point.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Schild {
    /// Where.
    pub x: Lage,
    /// Where.
    pub y: Lage,
    /// The value.
    pub text: String,
    /// On which side of the point.
    pub seite: Seite,
    /// Look of the line.
    pub stil: Stil,
}

/// Name and last value of a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Name {
    /// Height of its middle.
    pub lage: Lage,
    /// The last value.
    pub wert: String,
    /// The name.
    pub text: String,
    /// Look of the line.
    pub stil: Stil,
}

/// Slopes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Steigung {
    /// Alt text.
    pub alt: Alttext,
    /// Plot area.
    pub flaeche: Flaeche,
    /// Room for words on each side in mm.
    pub seiten_mm: u16,
    /// First and last category.
    pub spalten: Vec<Marke>,
    /// The slopes.
    pub linien: Vec<Neigung>,
    /// Legend.
    pub legende: Vec<Legende>,
    /// Sentence below.
    pub hinweis: Option<String>,
    /// What is drawn.
    #[serde(skip)]
    pub daten: Reihendaten,
}

/// One slope, or one stretch of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Neigung {
    /// Look.
    pub stil: Stil,
    /// Its points.
    pub punkte: Vec<Ort>,
    /// The word at the left.
    pub links: Option<Marke>,
    /// The word at the right.
    pub rechts: Option<Marke>,
}

/// Small multiples on one scale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Kacheln {
    /// Alt text of all.
    pub alt: Alttext,
    /// Tiles side by side.
    pub spalten: u16,
    /// The tiles.
    pub kacheln: Vec<Kachel>,
    /// Legend.
    pub legende: Vec<Legende>,
    /// Sentence below.
    pub hinweis: Option<String>,
}

/// One tile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Kachel {
    /// Its name.
    pub titel: String,
    /// Its drawing.
    pub bild: Schaubild,
}
