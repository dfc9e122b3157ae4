//! How small numbers are protected, one line an audience.

use serde::Serialize;

use super::super::zahl;
use crate::disclosure::Schutzgrenzen;
use crate::domain::{Betrag, Stammdaten, Zielgruppe};

/// What the signs of the table mean, and what holds for helpers only in part.
pub(super) fn note<'a>(lagen: impl IntoIterator<Item = &'a Schutzlage>) -> String {
    let note = "Angriffsprobe: alles Herausgegebene zusammen, auch das der Vorquartale. Interne Unterlagen sind nicht gesperrt.";
    match lagen.into_iter().map(|lage| lage.eingegrenzt).sum::<usize>() {
        0 => note.to_owned(),
        1 => format!("{note} Eine Zahl, die nur andere schützt, ist durch Früheres enger eingegrenzt als gewünscht."),
        many => format!(
            "{note} {} Zahlen, die nur andere schützen, sind durch Früheres enger eingegrenzt als gewünscht.",
            zahl::menge(many)
        ),
    }
}

/// How narrow the narrowest suppressed number can be guessed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spielraum {
    /// A count: so many apart.
    Faelle(i64),
    /// An amount: so much apart.
    Betrag(Betrag),
}

/// How small numbers are protected from one audience.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Schutzlage {
    /// Numbers.
    pub zellen: usize,
    /// Suppressed because of what they are.
    pub primaer: usize,
    /// Suppressed because others could be worked out from them.
    pub sekundaer: usize,
    /// How many earlier papers give away.
    pub erschlossen: usize,
    /// How many that only protect others are known more closely than wished.
    pub eingegrenzt: usize,
    /// The narrowest; none where nothing is suppressed.
    pub engster: Option<Spielraum>,
}

impl Schutzlage {
    /// The same over two periods; the narrower of two numbers of one kind, a count before an amount.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        let engster = match (self.engster, other.engster) {
            (Some(Spielraum::Faelle(one)), Some(Spielraum::Faelle(two))) => Some(Spielraum::Faelle(one.min(two))),
            (Some(Spielraum::Betrag(one)), Some(Spielraum::Betrag(two))) => Some(Spielraum::Betrag(one.min(two))),
            (Some(count @ Spielraum::Faelle(_)), _) | (_, Some(count @ Spielraum::Faelle(_))) => Some(count),
            (one, two) => one.or(two),
        };
        Self {
            zellen: self.zellen + other.zellen,
            primaer: self.primaer + other.primaer,
            sekundaer: self.sekundaer + other.sekundaer,
            erschlossen: self.erschlossen + other.erschlossen,
            eingegrenzt: self.eingegrenzt + other.eingegrenzt,
            engster,
        }
    }
}

/// A line of the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Schutzzeile {
    zielgruppe: &'static str,
    schwelle: String,
    zellen: String,
    primaer: String,
    sekundaer: String,
    intervall: String,
    angriff: String,
}

pub(super) fn zeile(stammdaten: &Stammdaten, zielgruppe: Zielgruppe, lage: &Schutzlage) -> Schutzzeile {
    let grenzen = Schutzgrenzen::of(&stammdaten.einstellungen.regeln.kleine_zellen, zielgruppe);
    let count = |count: usize| if count == 0 { zahl::NICHTS.to_owned() } else { zahl::menge(count) };
    Schutzzeile {
        zielgruppe: zielgruppe.label(),
        schwelle: grenzen.map_or_else(|| zahl::NICHTS.to_owned(), |grenzen| format!("unter {}", grenzen.schwelle)),
        zellen: count(lage.zellen),
        primaer: count(lage.primaer),
        sekundaer: count(lage.sekundaer),
        intervall: match lage.engster {
            None => zahl::NICHTS.to_owned(),
            Some(Spielraum::Faelle(apart)) => zahl::anzahl(apart),
            Some(Spielraum::Betrag(apart)) => zahl::euro_ganz(apart),
        },
        angriff: match lage.erschlossen {
            0 => "bestanden".to_owned(),
            1 => "einer durch Früheres".to_owned(),
            many => format!("{many} durch Früheres"),
        },
    }
}
