//! The forms of a Maßnahme: Anlage 1 Maßnahmebeschreibung, Anlage 2 Kostenkalkulation, Anlage 3 Kriterien.
//!
//! Each form exists filled from the record and blank for printing; both come from the same template, told apart by
//! `kopf.leer`. A filled form shows what the record says, even where it is wrong: what the program reckons otherwise
//! stands beside it as "Rechenprobe" and is handed out as [`Abweichung`].

pub mod abweichungen;
pub mod anlage1;
pub mod anlage2;
pub mod anlage3;
pub mod bewertung;
mod entscheidung;
pub mod kopf;
pub mod matrix;
mod summen;
pub mod worte;

#[cfg(test)]
mod beispiele;
#[cfg(test)]
pub(in crate::present) mod proben;

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::Value;

use crate::domain::Stammdaten;
use crate::domain::angebot::Angebot;
use crate::domain::massnahme::Massnahme;

use super::Dokument;

pub use abweichungen::{Abweichung, abweichungen, abweichungen_bewertung};
pub use anlage1::{anlage1, anlage1_leer};
pub use anlage2::{anlage2, anlage2_leer};
pub use anlage3::{anlage3, anlage3_leer};
pub use bewertung::ausschluss_text;

/// Every filled form of a Maßnahme, in the order of their numbers; none while there is no offer.
///
/// Anlagen 1 and 2 are those of the chosen offer. While none is chosen, or when all were rejected, each offer has its
/// own. Anlage 3 compares all offers and exists once.
pub fn alle(stammdaten: &Stammdaten, massnahme: &Massnahme, period_folder: &str, heute: NaiveDate) -> Vec<Dokument> {
    if massnahme.angebote.is_empty() {
        return Vec::new();
    }
    let angebote: Vec<&Angebot> =
        massnahme.bewilligtes_angebot().map_or_else(|| massnahme.angebote.iter().collect(), |angebot| vec![angebot]);
    let mut dokumente: Vec<Dokument> =
        angebote.iter().map(|angebot| anlage1(stammdaten, massnahme, angebot, heute)).collect();
    dokumente.extend(angebote.iter().map(|angebot| anlage2(stammdaten, massnahme, angebot, heute)));
    dokumente.push(anlage3(stammdaten, massnahme, heute));
    for dokument in &mut dokumente {
        dokument.pfad = format!("{period_folder}/{}", dokument.pfad);
    }
    dokumente
}

/// The blank forms, for printing and filling by hand.
pub fn leere(stammdaten: &Stammdaten, heute: NaiveDate) -> Vec<Dokument> {
    vec![anlage1_leer(stammdaten, heute), anlage2_leer(stammdaten, heute), anlage3_leer(stammdaten, heute)]
}

/// A text of a record: paragraphs, each with its lines, as written.
pub(crate) type Absaetze = Vec<Vec<String>>;

/// Parts a text at its blank lines into paragraphs and at its line breaks into lines; changes nothing else.
fn absaetze(text: &str) -> Absaetze {
    let mut paragraphs: Absaetze = vec![Vec::new()];
    for line in text.split('\n').map(|line| line.trim_end_matches('\r')) {
        if line.trim().is_empty() {
            paragraphs.push(Vec::new());
        } else if let Some(paragraph) = paragraphs.last_mut() {
            paragraph.push(line.to_owned());
        }
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs
}

/// The same, with a dash where nothing was written: so the reader knows that nothing is missing.
fn antwort(text: &str) -> Absaetze {
    let paragraphs = absaetze(text);
    if paragraphs.is_empty() { vec![vec!["–".to_owned()]] } else { paragraphs }
}

/// The letter of an offer in file names and tables: what follows the Maßnahme's key, or its place in the list.
fn buchstabe(massnahme: &Massnahme, angebot: &Angebot) -> String {
    let rest = angebot.id.strip_prefix(massnahme.id.as_str()).unwrap_or(&angebot.id);
    let letter: String = rest.chars().filter(char::is_ascii_alphanumeric).collect();
    if letter.is_empty() {
        let place = massnahme.angebote.iter().position(|other| other.id == angebot.id).unwrap_or(0);
        (place + 1).to_string()
    } else {
        letter.to_ascii_uppercase()
    }
}

/// The offer whose forms bear the plain names: the chosen one, or else the first.
fn hauptangebot(massnahme: &Massnahme) -> Option<&Angebot> {
    massnahme.bewilligtes_angebot().or_else(|| massnahme.angebote.first())
}

/// Where a form of an offer is kept, below the folder of the period.
fn pfad(massnahme: &Massnahme, angebot: &Angebot, nummer: u32) -> String {
    let folder = format!("anlagen/{}", massnahme.id);
    if hauptangebot(massnahme).is_none_or(|haupt| haupt.id == angebot.id) {
        format!("{folder}/anlage-{nummer}.pdf")
    } else {
        format!("{folder}/anlage-{nummer}-{}.pdf", buchstabe(massnahme, angebot).to_ascii_lowercase())
    }
}

/// Plain data as JSON. Strings, numbers and flags only, so there is nothing that could fail.
fn json(data: &impl Serialize) -> Value {
    serde_json::to_value(data).unwrap_or(Value::Null)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proben::{heute, massnahme, stammdaten};

    #[test]
    fn line_breaks_become_lines_and_blank_lines_paragraphs() {
        assert_eq!(absaetze("eins\r\nzwei\n\n\ndrei "), vec![vec!["eins", "zwei"], vec!["drei "]]);
        assert!(absaetze(" \n").is_empty());
        assert_eq!(antwort(""), vec![vec!["–"]]);
    }

    #[test]
    fn a_decided_massnahme_has_the_forms_of_the_chosen_offer() {
        let stammdaten = stammdaten();
        let paths = |id: &str| -> Vec<String> {
            alle(&stammdaten, massnahme(&stammdaten, id), "2026-Q2", heute()).into_iter().map(|d| d.pfad).collect()
        };
        assert_eq!(
            paths("GWA-2026-05"),
            ["anlage-1", "anlage-2", "anlage-3"].map(|name| format!("2026-Q2/anlagen/GWA-2026-05/{name}.pdf"))
        );
        assert_eq!(
            paths("GWA-2026-16"),
            ["anlage-1", "anlage-1-b", "anlage-2", "anlage-2-b", "anlage-3"]
                .map(|name| format!("2026-Q2/anlagen/GWA-2026-16/{name}.pdf"))
        );
        assert!(paths("GWA-2026-15").is_empty(), "no offer, no form");
    }

    #[test]
    fn blank_forms_lie_in_a_folder_of_their_own() {
        let paths: Vec<String> = leere(&stammdaten(), heute()).into_iter().map(|d| d.pfad).collect();
        assert_eq!(paths, ["formulare/anlage-1.pdf", "formulare/anlage-2.pdf", "formulare/anlage-3.pdf"]);
    }
}
