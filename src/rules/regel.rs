//! What a rule is, and what it looks at.

use crate::domain::text::visible;
use crate::domain::zeilen::Herkunftszeile;
use crate::domain::{Quartal, Stammdaten};
use crate::finding::{Befund, Ort, Schwere};
use crate::ingest::lesung::{Lesung, Mangel, Mangelart, Zeitraum};

/// A rule: its name, its explanation for people, and its check.
#[derive(Clone, Copy, Debug)]
pub struct Regel {
    /// Family (D Datei, B Blatt, K Kopfzeile, Z Zeile, F Feld, Q Querprüfung) and number. Never used again once retired.
    pub code: &'static str,
    /// Name for settings and anchors, ASCII.
    pub name: &'static str,
    /// Title for people.
    pub titel: &'static str,
    /// How bad it is, if nothing else is said.
    pub schwere: Schwere,
    /// Whether it must stay an error: without it rows or amounts would be missing from the figures.
    pub fest: bool,
    /// What is checked.
    pub geprueft: &'static str,
    /// Why it matters.
    pub grund: &'static str,
    /// The law or the professional reason it rests on.
    pub grundlage: &'static str,
    /// An example, without anybody's data.
    pub beispiel: &'static str,
    /// What to do.
    pub abhilfe: &'static str,
    /// Finds the places.
    pub pruefe: fn(&Pruefgut<'_>) -> Vec<Befund>,
}

/// What rules look at: the file as it was read, and what the office knows.
#[derive(Debug)]
pub struct Pruefgut<'a> {
    /// The file as it was read.
    pub lesung: &'a Lesung<'a>,
    /// The master data.
    pub stammdaten: &'a Stammdaten,
    /// The quarter that was asked for on the command line.
    pub vorgabe: Option<Quartal>,
    /// The period, if it is clear.
    pub zeitraum: Option<Zeitraum>,
}

impl Regel {
    /// A finding of this rule. What was read comes from a stranger's file, so nothing in it may steer a terminal.
    pub fn befund(&self, orte: Vec<Ort>, gelesen: impl Into<String>, erwartet: impl Into<String>) -> Befund {
        Befund {
            regel: self.code.into(),
            schwere: self.schwere,
            orte,
            gelesen: visible(&gelesen.into()),
            erwartet: visible(&erwartet.into()),
            abhilfe: self.abhilfe.to_owned(),
        }
    }

    /// A finding for each cell with a fault of one kind.
    ///
    /// In rows that the layout leaves out, nothing is worse than a warning: they count for no figure.
    pub fn maengel(&self, gut: &Pruefgut<'_>, art: Mangelart, erwartet: impl Fn(&Mangel) -> String) -> Vec<Befund> {
        let of_kind = gut.lesung.maengel.iter().filter(|mangel| mangel.art == art);
        of_kind
            .map(|mangel| {
                let ort = gut.lesung.ort(&mangel.herkunft, mangel.spalte);
                let gelesen = if mangel.gelesen.is_empty() { "nichts" } else { mangel.gelesen.as_str() };
                let befund = self.befund(vec![ort], gelesen, erwartet(mangel));
                if mangel.zaehlt { befund } else { Befund { schwere: self.schwere.min(Schwere::Warnung), ..befund } }
            })
            .collect()
    }
}

impl Pruefgut<'_> {
    /// The place of a field in a row.
    pub fn ort(&self, herkunft: &Herkunftszeile, feld: crate::domain::export::Feld) -> Ort {
        self.lesung.ort_of(herkunft, feld)
    }
}

/// A day as people read it.
pub fn tag(day: chrono::NaiveDate) -> String {
    day.format("%d.%m.%Y").to_string()
}

/// An amount as people read it: `1.234,56`.
pub fn euro(betrag: crate::domain::Betrag) -> String {
    let plain = betrag.abs().to_string();
    let (whole, cents) = plain.split_once('.').unwrap_or((&plain, "00"));
    let mut text = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place) % 3 == 0 {
            text.push('.');
        }
        text.push(digit);
    }
    format!("{}{text},{cents}", if betrag.is_negative() { "-" } else { "" })
}

/// Words as a list for people: „a“, „b“.
pub fn quoted<S: AsRef<str>>(words: impl IntoIterator<Item = S>) -> String {
    words.into_iter().map(|word| format!("„{}“", word.as_ref())).collect::<Vec<_>>().join(", ")
}
