//! Alt texts: what is drawn, all values in reading order, the message.

use serde::{Serialize, Serializer};

use super::daten::{Punkt, Reihendaten, Zahlform};
use crate::present::probe::zahlen::numbers;
use crate::present::probe::{Probe, Proberegel, Stelle};
use crate::present::zahl;

/// What the data are about with the first and the last category: `Hilfen, 1. Quartal 2025 bis 2. Quartal 2026`.
fn head(kind: &str, daten: &Reihendaten) -> String {
    match (daten.kategorien.first(), daten.kategorien.last()) {
        (Some(first), Some(last)) if first.eng.is_some() && first != last => {
            format!("{kind}: {}, {} bis {}.", daten.gegenstand, first.lang, last.lang)
        }
        _ => format!("{kind}: {}.", daten.gegenstand),
    }
}

/// Adds breaks and message.
fn push_tail(alt: &mut Alttext, daten: &Reihendaten) {
    for bruch in &daten.brueche {
        if let Some(kategorie) = daten.kategorien.get(bruch.vor) {
            alt.push(&format!(" Bruch in der Reihe vor {}: {}.", kategorie.lang, bruch.grund));
        }
    }
    let botschaft = daten.botschaft.trim().trim_end_matches('.');
    if botschaft.is_empty() {
        return;
    }
    let mut from = alt.text.len();
    alt.push(&format!(" Aussage: {}.", zahl::gesprochen(botschaft)));
    for (text, regel) in &daten.botschaftsregeln {
        let Some(at) = alt.text[from..].find(text.as_str()) else { continue };
        from += at;
        let nummer = numbers(&alt.text[..from]).len();
        from += text.len();
        alt.gesagt.push(Gesagt { nummer, wo: "Aussage".to_owned(), muss: Muss::Sein(regel.clone()) });
    }
}

/// An alt text with what the numbers in it must be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Alttext {
    text: String,
    gesagt: Vec<Gesagt>,
}

/// A number of an alt text.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Gesagt {
    /// Which one of the text.
    nummer: usize,
    /// For people: category and series.
    wo: String,
    muss: Muss,
}

/// What a number of an alt text must be.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Muss {
    Sein(Proberegel),
    /// The sum of others of the text.
    Summe(Vec<usize>),
    /// What others leave of one of the text.
    Rest(usize, Vec<usize>),
    /// One number of the text by another one.
    Verhaeltnis(usize, usize),
}

impl Serialize for Alttext {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl From<String> for Alttext {
    fn from(text: String) -> Self {
        Self { text, gesagt: Vec::new() }
    }
}

impl Alttext {
    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// Says other words for some, from a place on; no numbers.
    pub fn replace_from(&mut self, place: &str, words: &str, others: &str) {
        let later = self.text.split_off(self.text.find(place).unwrap_or(self.text.len()));
        self.text.push_str(&later.replace(words, others));
    }

    /// What must hold between its numbers; `pfad` is where the text stands in the data of a document.
    pub(super) fn proben(&self, titel: &str, pfad: &str) -> Vec<Probe> {
        let at = |nummer: usize| Stelle::number(pfad, nummer);
        let proben = self.gesagt.iter().map(|gesagt| {
            let regel = match &gesagt.muss {
                Muss::Sein(regel) => regel.clone(),
                Muss::Summe(teile) => Proberegel::summe(teile.iter().map(|nummer| at(*nummer))),
                Muss::Rest(ganzes, teile) => {
                    let teile = teile.iter().map(|nummer| (-1, at(*nummer)));
                    Proberegel::Summe(std::iter::once((1, at(*ganzes))).chain(teile).collect())
                }
                Muss::Verhaeltnis(left, right) => {
                    Proberegel::Quotient { zaehler: vec![(1, at(*left))], nenner: vec![(1, at(*right))], mal: 1 }
                }
            };
            Probe::new(format!("Abbildung „{titel}“, {}", gesagt.wo), at(gesagt.nummer), regel)
        });
        proben.collect()
    }

    /// Which number the next one will be.
    fn next(&self) -> usize {
        numbers(&self.text).len()
    }

    pub(super) fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Adds a value, and what it must be if it is shown; its number is returned.
    pub(super) fn push_value(
        &mut self,
        punkt: Punkt,
        form: Zahlform,
        wo: String,
        regel: Option<&Proberegel>,
    ) -> Option<usize> {
        let nummer = self.next();
        self.push(&punkt.gesprochen(form));
        punkt.wert()?;
        if let Some(regel) = regel {
            self.gesagt.push(Gesagt { nummer, wo, muss: Muss::Sein(regel.clone()) });
        }
        Some(nummer)
    }

    /// Adds a text; the first number in it is returned, if there is one.
    pub(super) fn push_number(&mut self, text: &str) -> Option<usize> {
        let nummer = self.next();
        self.push(text);
        (self.next() > nummer).then_some(nummer)
    }

    /// Declares that a number is what others leave of a whole.
    pub(super) fn prove_rest(&mut self, wo: String, rest: usize, ganzes: usize, others: &[usize]) {
        self.gesagt.push(Gesagt { nummer: rest, wo, muss: Muss::Rest(ganzes, others.to_vec()) });
    }

    /// Adds texts with something between them.
    pub(super) fn join(&mut self, index: usize, between: &str) {
        if index > 0 {
            self.push(between);
        }
    }
}

/// Series by series: `ambulant: 128, 125, gesperrt.`
pub(super) fn by_series(kind: &str, daten: &Reihendaten) -> Alttext {
    let named = daten.kategorien.first().is_some_and(|kategorie| kategorie.eng.is_none());
    let mut alt = Alttext::from(head(kind, daten));
    for reihe in &daten.reihen {
        alt.push(&format!(" {}: ", reihe.name));
        for (index, (punkt, kategorie)) in reihe.punkte.iter().zip(&daten.kategorien).enumerate() {
            alt.join(index, ", ");
            if named {
                alt.push(&format!("{} ", kategorie.lang));
            }
            alt.push_value(*punkt, daten.form, wo(&reihe.name, &kategorie.text), reihe.regel(index));
        }
        alt.push(".");
    }
    push_tail(&mut alt, daten);
    alt
}

fn wo(reihe: &str, kategorie: &str) -> String {
    format!("{reihe} {kategorie}")
}

/// Category by category: `1/2025: ambulant 584, stationär 435, zusammen 1.019.`
pub(super) fn by_category(kind: &str, daten: &Reihendaten, sums: bool) -> Alttext {
    let mut alt = Alttext::from(head(kind, daten));
    for (index, kategorie) in daten.kategorien.iter().enumerate() {
        alt.push(&format!(" {}: ", kategorie.text));
        let mut teile = Vec::new();
        for (place, (reihe, punkt)) in daten.reihen.iter().zip(daten.punkte(index)).enumerate() {
            alt.join(place, ", ");
            if daten.reihen.len() > 1 {
                alt.push(&format!("{} ", reihe.name));
            }
            teile.push(alt.push_value(punkt, daten.form, wo(&reihe.name, &kategorie.text), reihe.regel(index)));
        }
        let teile: Option<Vec<usize>> = teile.into_iter().collect();
        if let Some(kopf) = daten.koepfe.as_ref().and_then(|koepfe| koepfe.get(index)) {
            push_proportion(&mut alt, kopf, &kategorie.text, teile.as_deref());
        } else if sums && daten.reihen.len() > 1 {
            alt.push(", zusammen ");
            let regel = daten.summenregeln.get(index).and_then(Option::as_ref);
            let summe = alt.push_value(daten.summe(index), daten.form, wo("zusammen", &kategorie.text), regel);
            // Amounts in a larger unit add up only before they are rounded; the second computation says more.
            if let (Some(nummer), Some(teile), None) = (summe, teile, regel) {
                alt.gesagt.push(Gesagt { nummer, wo: wo("zusammen", &kategorie.text), muss: Muss::Summe(teile) });
            }
        }
        alt.push(".");
    }
    push_tail(&mut alt, daten);
    alt
}

/// The word above a column: how often the second series is in the first one.
fn push_proportion(alt: &mut Alttext, kopf: &str, kategorie: &str, teile: Option<&[usize]>) {
    alt.push(", ");
    let nummer = alt.next();
    alt.push(&zahl::gesprochen(kopf));
    if let Some([left, right]) = teile.filter(|_| zahl::is_number(kopf)) {
        let muss = Muss::Verhaeltnis(*left, *right);
        alt.gesagt.push(Gesagt { nummer, wo: format!("über {kategorie}"), muss });
    }
}

/// First and last value of each series, or all of them: `ambulant 22,5 und 21,6`.
fn push_tile(alt: &mut Alttext, titel: &str, daten: &Reihendaten, all: bool) {
    alt.push(&format!(" {titel}: "));
    for (place, reihe) in daten.reihen.iter().enumerate() {
        alt.join(place, "; ");
        alt.push(&format!("{} ", reihe.name));
        let last = reihe.punkte.len().saturating_sub(1);
        let shown: Vec<_> =
            reihe.punkte.iter().enumerate().filter(|(index, _)| all || *index == 0 || *index == last).collect();
        let between = if shown.len() == 2 { " und " } else { ", " };
        for (at, (index, punkt)) in shown.into_iter().enumerate() {
            alt.join(at, between);
            let kategorie = daten.kategorien.get(index).map_or("", |kategorie| kategorie.text.as_str());
            alt.push_value(*punkt, daten.form, format!("{titel}, {}", wo(&reihe.name, kategorie)), reihe.regel(index));
        }
    }
    alt.push(".");
}

/// Of small multiples: kind, subject, which values are said, tiles, message.
pub(super) fn tiles(kind: &str, rahmen: &Reihendaten, tiles: &[(String, Reihendaten)]) -> Alttext {
    let values: usize = tiles.iter().flat_map(|(_, daten)| &daten.reihen).map(|reihe| reihe.punkte.len()).sum();
    let all = values <= MANY;
    let two = rahmen.kategorien.len() == 2;
    let which = match (rahmen.kategorien.first(), rahmen.kategorien.last()) {
        (Some(first), Some(last)) if first != last && (two || !all) => format!(", {} und {}", first.lang, last.lang),
        (Some(first), Some(last)) if first != last => format!(", {} bis {}", first.lang, last.lang),
        _ => String::new(),
    };
    let count = zahl::zahlwort(tiles.len());
    let mut count = count.chars();
    let count: String = count.next().map(|c| c.to_uppercase().chain(count).collect()).unwrap_or_default();
    let mut alt = Alttext::from(format!("{count} kleine {kind}: {}{which}.", rahmen.gegenstand));
    for (titel, daten) in tiles {
        push_tile(&mut alt, titel, daten, all);
    }
    push_tail(&mut alt, rahmen);
    alt
}

/// More values than this are too many to be read aloud in one go; then the ends of each line are said.
const MANY: usize = 48;
