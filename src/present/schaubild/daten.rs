//! What a chart shows, before anything is drawn: categories, series, values, and how a value is written.

use rust_decimal::Decimal;

use super::modell::Stil;
use crate::domain::Quartal;
use crate::present::probe::Proberegel;
use crate::present::zahl;

/// The sign of a value that is kept secret.
pub const GESPERRT: &str = ".";

/// One value of a series.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Punkt {
    /// Known and shown.
    Wert(Decimal),
    /// Kept secret: `.` in its place, no bar, a gap in the line.
    Gesperrt,
    /// Not delivered: `…` in its place, no bar, a gap in the line.
    Fehlt,
}

impl Punkt {
    /// The value, if it is shown.
    pub const fn wert(self) -> Option<Decimal> {
        match self {
            Self::Wert(value) => Some(value),
            Self::Gesperrt | Self::Fehlt => None,
        }
    }

    /// The sign that stands for a value that is not shown.
    pub const fn zeichen(self) -> Option<&'static str> {
        match self {
            Self::Wert(_) => None,
            Self::Gesperrt => Some(GESPERRT),
            Self::Fehlt => Some(zahl::UNBEKANNT),
        }
    }

    /// What is printed for it: `–` for exactly nothing.
    pub fn text(self, form: Zahlform) -> String {
        match self {
            Self::Wert(value) if value.is_zero() => zahl::NICHTS.to_owned(),
            Self::Wert(value) => form(value),
            Self::Gesperrt | Self::Fehlt => self.zeichen().unwrap_or_default().to_owned(),
        }
    }

    /// What is read aloud for it.
    pub fn gesprochen(self, form: Zahlform) -> String {
        match self {
            Self::Wert(value) => zahl::gesprochen(&form(value)),
            Self::Gesperrt => "gesperrt".to_owned(),
            Self::Fehlt => "nicht geliefert".to_owned(),
        }
    }
}

impl From<u32> for Punkt {
    fn from(count: u32) -> Self {
        Self::Wert(Decimal::from(count))
    }
}

impl From<Decimal> for Punkt {
    fn from(value: Decimal) -> Self {
        Self::Wert(value)
    }
}

/// How a value is written, its unit included: a plain function of [`zahl`] or one around it.
pub type Zahlform = fn(Decimal) -> String;

/// Whole numbers: `1.081`.
pub fn ganze(value: Decimal) -> String {
    zahl::zahl(value, 0)
}

/// One decimal: `22,5`.
pub fn zehntel(value: Decimal) -> String {
    zahl::zahl(value, 1)
}

/// A share of 1 in percent with one decimal: `55,5 %`.
pub fn anteil(value: Decimal) -> String {
    format!("{}{}%", zahl::zahl(value * Decimal::ONE_HUNDRED, 1), zahl::NARROW)
}

/// An amount in euros with cents: `1.234,56 €`.
pub fn euro(value: Decimal) -> String {
    format!("{}{}€", zahl::zahl(value, 2), zahl::NARROW)
}

/// An amount in euros in millions with two decimals, without the unit: `8,20`.
pub fn millionen(value: Decimal) -> String {
    zahl::zahl(value / Decimal::from(1_000_000), 2)
}

/// An amount in euros in thousands with one decimal, without the unit: `19,4`.
pub fn tausend(value: Decimal) -> String {
    zahl::zahl(value / Decimal::ONE_THOUSAND, 1)
}

/// A place on the axis of categories.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kategorie {
    /// On the axis: `2/2026`.
    pub text: String,
    /// Read aloud: `2. Quartal 2026`.
    pub lang: String,
    /// Where the axis is dense: a short text, and the year that several of them share.
    pub eng: Option<(String, String)>,
    /// The one that is reported.
    pub aktuell: bool,
}

impl Kategorie {
    /// A quarter; `aktuell` is the one that is reported.
    pub fn quartal(quartal: Quartal, aktuell: Quartal) -> Self {
        let nummer = quartal.nummer().to_string();
        let jahr = quartal.jahr().to_string();
        Self {
            text: format!("{nummer}/{jahr}"),
            lang: zahl::quartal(quartal),
            eng: Some((nummer, jahr)),
            aktuell: quartal == aktuell,
        }
    }

    /// Anything with a name.
    pub fn name(text: &str) -> Self {
        Self { text: text.to_owned(), lang: text.to_owned(), eng: None, aktuell: false }
    }

    /// The same as the one that is reported.
    #[must_use]
    pub fn aktuell(mut self) -> Self {
        self.aktuell = true;
        self
    }
}

/// A series: one value for each category.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Datenreihe {
    /// Its name: `ambulant`.
    pub name: String,
    /// Its look.
    pub stil: Stil,
    /// Its values, as many as there are categories.
    pub punkte: Vec<Punkt>,
    /// What they must be, as far as it is declared.
    pub regeln: Vec<Option<Proberegel>>,
}

impl Datenreihe {
    /// What the value of a category must be, if that is declared.
    pub(super) fn regel(&self, kategorie: usize) -> Option<&Proberegel> {
        self.regeln.get(kategorie)?.as_ref()
    }
}

/// A break in the series.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bruchstelle {
    /// Index of the first category after it.
    pub vor: usize,
    /// Why: `neue Fachsoftware ab 01.01.2023`.
    pub grund: String,
}

/// Categories and series with what they are: all that a chart is made of.
#[derive(Clone, Debug)]
pub struct Reihendaten {
    /// What is shown, where: `Hilfen im Bestand am Quartalsende, Verden (Aller)`.
    pub gegenstand: String,
    /// What it says: one sentence.
    pub botschaft: String,
    /// Numbers of that sentence that are printed nowhere else, as they stand in it, and what they must be.
    pub botschaftsregeln: Vec<(String, Proberegel)>,
    /// How a value is written, its unit included.
    pub form: Zahlform,
    /// Categories.
    pub kategorien: Vec<Kategorie>,
    /// Series.
    pub reihen: Vec<Datenreihe>,
    /// Breaks in the series.
    pub brueche: Vec<Bruchstelle>,
    /// What the scale counts, above it; none draws no scale where values are written at the bars.
    pub achse: Option<String>,
    /// Sum of each category where it is not the sum of the series: a published total beside secret parts.
    pub summen: Option<Vec<Punkt>>,
    /// What those sums must be.
    pub summenregeln: Vec<Option<Proberegel>>,
    /// The word above each column instead of its sum: how often the second series is in the first one, `1,5 : 1`.
    pub koepfe: Option<Vec<String>>,
}

// How values are written is no part of what they are.
impl PartialEq for Reihendaten {
    fn eq(&self, other: &Self) -> bool {
        self.gegenstand == other.gegenstand
            && self.botschaft == other.botschaft
            && self.kategorien == other.kategorien
            && self.reihen == other.reihen
            && self.brueche == other.brueche
            && self.summen == other.summen
    }
}

impl Eq for Reihendaten {}

impl Reihendaten {
    /// Categories without series yet. `botschaft` is a sentence.
    pub fn new(gegenstand: &str, botschaft: &str, form: Zahlform, kategorien: Vec<Kategorie>) -> Self {
        Self {
            gegenstand: gegenstand.to_owned(),
            botschaft: botschaft.to_owned(),
            botschaftsregeln: Vec::new(),
            form,
            kategorien,
            reihen: Vec::new(),
            brueche: Vec::new(),
            achse: None,
            summen: None,
            summenregeln: Vec::new(),
            koepfe: None,
        }
    }

    /// One more series. Values beyond the last category are cut off, missing ones are not delivered.
    #[must_use]
    pub fn reihe(mut self, name: &str, stil: Stil, punkte: impl IntoIterator<Item = Punkt>) -> Self {
        let mut punkte: Vec<_> = punkte.into_iter().collect();
        punkte.resize(self.kategorien.len(), Punkt::Fehlt);
        self.reihen.push(Datenreihe { name: name.to_owned(), stil, punkte, regeln: Vec::new() });
        self
    }

    /// What a number of the message must be, in their order.
    #[must_use]
    pub fn botschaftsregel(mut self, text: &str, regel: Proberegel) -> Self {
        self.botschaftsregeln.push((zahl::gesprochen(text), regel));
        self
    }

    /// What the values of the last series must be.
    #[must_use]
    pub fn regeln(mut self, regeln: impl IntoIterator<Item = Option<Proberegel>>) -> Self {
        if let Some(reihe) = self.reihen.last_mut() {
            reihe.regeln = regeln.into_iter().collect();
        }
        self
    }

    /// A break before a category.
    #[must_use]
    pub fn bruch(mut self, vor: usize, grund: &str) -> Self {
        self.brueche.push(Bruchstelle { vor, grund: grund.to_owned() });
        self
    }

    /// The unit above the scale: draws a scale.
    #[must_use]
    pub fn achse(mut self, text: &str) -> Self {
        self.achse = Some(text.to_owned());
        self
    }

    /// Totals that are known by themselves; without them a total is the sum of its parts if all are shown.
    #[must_use]
    pub fn summen(mut self, summen: impl IntoIterator<Item = Punkt>) -> Self {
        let mut summen: Vec<_> = summen.into_iter().collect();
        summen.resize(self.kategorien.len(), Punkt::Fehlt);
        self.summen = Some(summen);
        self
    }

    /// What these totals must be.
    #[must_use]
    pub fn summenregeln(mut self, regeln: impl IntoIterator<Item = Option<Proberegel>>) -> Self {
        self.summenregeln = regeln.into_iter().collect();
        self
    }

    /// The words above the columns instead of the totals.
    #[must_use]
    pub fn koepfe(mut self, koepfe: Vec<String>) -> Self {
        self.koepfe = Some(koepfe);
        self
    }

    /// Values of a category, in the order of the series.
    pub fn punkte(&self, kategorie: usize) -> impl Iterator<Item = Punkt> {
        self.reihen.iter().map(move |reihe| reihe.punkte.get(kategorie).copied().unwrap_or(Punkt::Fehlt))
    }

    /// The total of a category: the given one, else the sum; secret or missing parts make it so too.
    pub fn summe(&self, kategorie: usize) -> Punkt {
        if let Some(summen) = &self.summen {
            return summen.get(kategorie).copied().unwrap_or(Punkt::Fehlt);
        }
        let mut sum = Decimal::ZERO;
        let mut secret = false;
        for punkt in self.punkte(kategorie) {
            match punkt {
                Punkt::Wert(value) => sum += value,
                Punkt::Gesperrt => secret = true,
                Punkt::Fehlt => return Punkt::Fehlt,
            }
        }
        if secret { Punkt::Gesperrt } else { Punkt::Wert(sum) }
    }
}
