//! The finished chart: what stands where. Serialises to the JSON that `templates/teile/schaubild.typ` describes.

use serde::{Serialize, Serializer};

use super::daten::Reihendaten;

/// A fraction of the plot area in ten-thousandths, 0 to 1: x from its left edge, y from its base line upwards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lage(u16);

impl Lage {
    /// Ten-thousandths that make the whole.
    pub const GANZ: u16 = 10_000;
    /// The base line, the left edge.
    pub const NULL: Self = Self(0);
    /// The upper edge, the right edge.
    pub const EINS: Self = Self(Self::GANZ);

    /// So many ten-thousandths; what lies beyond the edge stands at the edge.
    pub fn of(ten_thousandths: i64) -> Self {
        Self(u16::try_from(ten_thousandths.clamp(0, i64::from(Self::GANZ))).unwrap_or(0))
    }

    /// Ten-thousandths.
    pub fn ten_thousandths(self) -> i64 {
        i64::from(self.0)
    }

    /// How far it is from another place below or left of it.
    #[must_use]
    pub fn above(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    /// The place between two.
    #[must_use]
    pub fn middle(self, other: Self) -> Self {
        Self::of((self.ten_thousandths() + other.ten_thousandths()) / 2)
    }
}

impl Serialize for Lage {
    #[expect(clippy::disallowed_types, reason = "a place on the page, not an amount; JSON knows no other fraction")]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(f64::from(self.0) / f64::from(Self::GANZ))
    }
}

/// A place in the plot area, x and y.
pub type Ort = (Lage, Lage);

/// How an area or a line looks. One group keeps its look in the whole document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stil {
    /// First group: accent, solid.
    Dunkel,
    /// Second group: white with edge; as a line dotted.
    Weiss,
    /// Third group: light with edge; as a line dashed.
    Hell,
    /// Fourth group: hatched; as a line dash-dotted.
    Schraffiert,
    /// Fifth group: dots. Lines have no such look.
    Gepunktet,
    /// Kept secret, or no statement: dashed edge. Lines have no such look.
    Gesperrt,
    /// Booked.
    Ist,
    /// Approved and not yet booked.
    Gebunden,
    /// Left.
    Frei,
    /// Over the budget.
    Ueber,
    /// Carried on to the year's end.
    Hochrechnung,
    /// The year before.
    Vorjahr,
}

impl Stil {
    /// The look of a line: those that only areas have become the grey line of the year before.
    #[must_use]
    pub const fn of_line(self) -> Self {
        match self {
            Self::Dunkel | Self::Ist => Self::Dunkel,
            Self::Hell | Self::Gebunden => Self::Hell,
            Self::Weiss | Self::Frei => Self::Weiss,
            Self::Schraffiert | Self::Hochrechnung | Self::Ueber => Self::Schraffiert,
            Self::Gepunktet | Self::Gesperrt | Self::Vorjahr => Self::Vorjahr,
        }
    }
}

/// Size of the plot area in mm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Flaeche {
    /// Width.
    pub breite: u16,
    /// Height; nothing where the rows make it.
    pub hoehe: u16,
}

/// A tick, or a word at one place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Marke {
    /// Where.
    pub lage: Lage,
    /// What stands there.
    pub text: String,
}

/// A place on the time axis.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Zeit {
    /// Middle of the category.
    pub lage: Lage,
    /// Empty where the axis is too dense.
    pub text: String,
    /// The one that is reported.
    pub aktuell: bool,
    /// `…` not delivered, `.` kept secret.
    pub fehlt: Option<&'static str>,
}

/// A second line below the time axis.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Jahr {
    /// From here.
    pub von: Lage,
    /// To here.
    pub bis: Lage,
    /// The year.
    pub text: String,
}

/// A break in the series.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Bruch {
    /// Between two categories.
    pub lage: Lage,
    /// `Bruch: …`
    pub text: String,
    /// On which side of it the word stands.
    pub seite: Seite,
}

/// A side of a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Seite {
    /// Above.
    Oben,
    /// Below.
    Unten,
    /// Left.
    Links,
    /// Right.
    Rechts,
}

/// What stands for a look in the legend.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// A field.
    Flaeche,
    /// A piece of line.
    Linie,
    /// The black bar of the Zeitanteil.
    Marke,
}

/// An entry of the legend.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Legende {
    /// The look.
    pub stil: Stil,
    /// What is shown of it.
    pub form: Form,
    /// What it means.
    pub text: String,
}

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
            Self::Saeulen(bild) => &bild.alt,
            Self::Streifen(bild) => &bild.alt,
            Self::Linien(bild) => &bild.alt,
            Self::Steigung(bild) => &bild.alt,
            Self::Kacheln(bild) => &bild.alt,
        }
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
    pub alt: String,
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
    pub alt: String,
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
    pub alt: String,
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
    pub alt: String,
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
    pub alt: String,
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
