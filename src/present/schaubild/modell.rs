//! What charts are made of: places, looks, marks. Serialises to the JSON that `templates/teile/schaubild.typ` describes.

use serde::{Serialize, Serializer};

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
