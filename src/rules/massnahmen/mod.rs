//! The life of a Maßnahme held against law and the office's rules: order and completeness of the steps, Laufzeit, legal
//! basis, scoring, money. One file per part; nothing here stops a report.

mod bewertung;
mod geld;
mod grundlage;
mod laufzeit;
mod nachweis;
mod schritte;

#[cfg(test)]
mod tests;

use chrono::NaiveDate;

use crate::domain::massnahme::Massnahme;
use crate::domain::massnahmenregeln::Massnahmenregeln;
use crate::domain::woerter::{Begleiter, Fall};
use crate::domain::{Betrag, Stammdaten};
use crate::finding::Schwere;
use crate::finding::massnahme::Massnahmebefund;

/// A Maßnahme and all that it is held against.
struct Lage<'a> {
    stammdaten: &'a Stammdaten,
    massnahme: &'a Massnahme,
    heute: NaiveDate,
}

impl Lage<'_> {
    fn regeln(&self) -> &Massnahmenregeln {
        &self.stammdaten.einstellungen.regeln.massnahmen
    }

    /// The office's word for a Maßnahme, bent.
    fn wort(&self, begleiter: Begleiter, fall: Fall) -> String {
        self.stammdaten.woerter().massnahme.mit(begleiter, fall)
    }

    fn fehler(&self, regel: &'static str, befund: impl Into<String>) -> Massnahmebefund {
        Massnahmebefund::fehler(regel, &self.massnahme.id, befund)
    }

    fn warnung(&self, regel: &'static str, befund: impl Into<String>) -> Massnahmebefund {
        Massnahmebefund::warnung(regel, &self.massnahme.id, befund)
    }

    fn hinweis(&self, regel: &'static str, befund: impl Into<String>) -> Massnahmebefund {
        Massnahmebefund { schwere: Schwere::Hinweis, ..self.fehler(regel, befund) }
    }
}

/// Everything that is wrong in the life of one Maßnahme on a day, the worst first.
pub fn befunde(stammdaten: &Stammdaten, massnahme: &Massnahme, heute: NaiveDate) -> Vec<Massnahmebefund> {
    let lage = Lage { stammdaten, massnahme, heute };
    let mut found = schritte::check(&lage);
    found.extend(laufzeit::check(&lage));
    found.extend(grundlage::check(&lage));
    found.extend(bewertung::check(&lage));
    found.extend(geld::check(&lage));
    found.extend(nachweis::check(&lage));
    // Stable: within one severity the order of the rules stays.
    found.sort_by_key(|befund| std::cmp::Reverse(befund.schwere));
    found
}

/// A day as people write it.
fn tag(day: NaiveDate) -> String {
    day.format("%d.%m.%Y").to_string()
}

/// An amount as people write it: `1.234,56 €`.
fn euro(betrag: Betrag) -> String {
    format!("{}\u{202f}€", crate::workspace::german_amount(&betrag.to_string()).replace('-', "−"))
}
