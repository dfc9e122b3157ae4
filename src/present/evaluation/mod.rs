//! The halbjährliche Evaluation of the Maßnahmen, for one Sozialraum or the whole office.
//!
//! What is missing or late stands in front, then the balance of all goals, what is to be decided, and every running
//! Maßnahme. A Maßnahme without its evaluation is listed as *ausstehend*, never left out, and never counts as "nicht
//! erreicht".

mod anhang;
pub(in crate::present) mod auswahl;
mod bilanz;
mod entscheidung;
mod kopf;
mod massnahme;
mod offene;
mod proben;
mod raeume;
pub(in crate::present) mod worte;
pub(in crate::present) mod ziele;

use chrono::NaiveDate;
use serde::Serialize;

use self::auswahl::{Bereich, Kontext};
use self::bilanz::Bilanz;
use self::entscheidung::{Entscheidungen, Weitere};
use self::kopf::{Fehlend, Kennzahl, Kopf};
use self::massnahme::Gruppe;
pub(in crate::present) use self::offene::offene;
use self::raeume::Raeume;
use super::Dokument;
use super::rahmen::Rahmen;
use crate::domain::{Halbjahr, RaumId, Stammdaten, Zielgruppe};

/// What `evaluation.typ` prints.
#[derive(Clone, Debug, Serialize)]
struct Daten {
    wort: String,
    rahmen: Rahmen,
    kopf: Kopf,
    absatz: Vec<Lauf>,
    kennzahlen: Vec<Kennzahl>,
    keine: Option<String>,
    fehlend: Option<Fehlend>,
    bilanz: Option<Bilanz>,
    raeume: Option<Raeume>,
    entscheidungen: Option<Entscheidungen>,
    gruppen: Vec<Gruppe>,
    weitere: Option<Weitere>,
    begriffe: Vec<Eintrag>,
    zeichen: &'static str,
    herkunft: Herkunft,
}

/// A piece of a sentence, stressed or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(in crate::present) struct Lauf {
    pub(in crate::present) text: String,
    pub(in crate::present) stark: bool,
}

/// A term and what is said about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(in crate::present) struct Eintrag {
    pub(in crate::present) begriff: String,
    pub(in crate::present) texte: Vec<String>,
}

impl Eintrag {
    fn new(begriff: &str, text: impl Into<String>) -> Self {
        Self { begriff: begriff.to_owned(), texte: vec![text.into()] }
    }
}

/// Where the figures come from. Evaluations come out of records, so there are no deliveries.
#[derive(Clone, Debug, Serialize)]
struct Herkunft {
    lieferungen: [(); 0],
    texte: Vec<String>,
}

/// The evaluation of one Sozialraum: the Maßnahmen that its budget pays, and in short what else runs there.
pub fn raum(stammdaten: &Stammdaten, halbjahr: Halbjahr, raum: &RaumId, heute: NaiveDate) -> Dokument {
    dokument(&Kontext::new(stammdaten, halbjahr, heute), Bereich::Raum(raum))
}

/// The evaluation of the whole office.
pub fn kreis(stammdaten: &Stammdaten, halbjahr: Halbjahr, heute: NaiveDate) -> Dokument {
    dokument(&Kontext::new(stammdaten, halbjahr, heute), Bereich::Kreis)
}

fn dokument(kontext: &Kontext<'_>, bereich: Bereich<'_>) -> Dokument {
    let liste = kontext.laufend(bereich);
    let key = kontext.key(bereich);
    let anhang_name = format!("evaluation-{key}.json");
    let daten = Daten {
        wort: kontext.stammdaten.woerter().massnahme.einzahl().to_owned(),
        rahmen: kopf::rahmen(kontext, bereich, &anhang_name),
        kopf: kopf::kopf(kontext, bereich, &liste),
        absatz: kopf::absatz(kontext, bereich, &liste),
        kennzahlen: kopf::kennzahlen(kontext, &liste),
        keine: None,
        fehlend: kopf::fehlend(kontext, bereich, &liste),
        bilanz: bilanz::bilanz(kontext, bereich, &liste),
        raeume: match bereich {
            Bereich::Raum(_) => None,
            Bereich::Kreis => raeume::raeume(kontext, &liste),
        },
        entscheidungen: entscheidung::entscheidungen(kontext, bereich, &liste),
        gruppen: massnahme::gruppen(kontext, bereich, &liste),
        weitere: entscheidung::weitere(kontext, bereich),
        begriffe: worte::begriffe(),
        zeichen: worte::ZEICHEN,
        herkunft: Herkunft { lieferungen: [], texte: worte::herkunft(kontext, &anhang_name) },
    };
    // Cannot fail on these structs: they hold texts, numbers and lists only.
    let daten = serde_json::to_value(&daten).unwrap_or_default();
    Dokument {
        template: "evaluation.typ",
        zielgruppe: Zielgruppe::Fachkreis,
        proben: proben::proben(&daten),
        pfad: format!("{}/evaluation-{key}.pdf", kontext.halbjahr),
        anhang: anhang::anhang(kontext, &liste),
        daten,
    }
}

#[cfg(test)]
pub(super) mod tests;
