//! Anlage 1, Maßnahmebeschreibung.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::json as value;

use crate::domain::angebot::{Angebot, Anlage1, Ziel};
use crate::domain::massnahme::Massnahme;
use crate::domain::{Stammdaten, Zielgruppe};
use crate::present::rahmen::Rahmen;
use crate::present::{Dokument, zahl};

use super::kopf::{Ankreuzfeld, Formular, Kopf, Raumfelder, raumfelder};
use super::{Absaetze, absaetze, antwort, json, pfad};

/// Number and title of the form.
const FORMULAR: Formular = Formular { nummer: 1, titel: "Maßnahmebeschreibung" };

/// What the template prints. In the blank form all answers are empty.
#[derive(Clone, Debug, Serialize)]
pub struct Daten {
    /// Frame.
    pub rahmen: Rahmen,
    /// Head.
    pub kopf: Kopf,
    /// Tick boxes of the Sozialräume.
    pub raeume: Raumfelder,
    /// Which Leistung.
    pub leistung: Absaetze,
    /// Which Bedarf.
    pub bedarf: Absaetze,
    /// Which team found it, on which day.
    pub festgestellt: Absaetze,
    /// Who is reached.
    pub zielgruppe: Absaetze,
    /// Whether they were involved: ja, nein; both unticked if not answered.
    pub beteiligt: [Ankreuzfeld; 2],
    /// What shall be reached.
    pub ziele: Vec<Zielzeile>,
    /// Why it lasts.
    pub nachhaltig: Absaetze,
    /// Where.
    pub ort: Absaetze,
    /// When.
    pub zeitraum: Absaetze,
    /// How it is evaluated.
    pub evaluation: Absaetze,
    /// What is still missing.
    pub ergaenzungen: Absaetze,
}

/// A row of the table of goals.
#[derive(Clone, Debug, Serialize)]
pub struct Zielzeile {
    /// Number.
    pub nr: String,
    /// The goal.
    pub ziel: Absaetze,
    /// What is counted.
    pub indikator: Absaetze,
    /// Count at the start.
    pub start: String,
    /// Count aimed at.
    pub soll: String,
    /// What the counts are counts of.
    pub einheit: Absaetze,
}

/// Anlage 1 of an offer, filled from its record.
pub fn anlage1(stammdaten: &Stammdaten, massnahme: &Massnahme, angebot: &Angebot, heute: NaiveDate) -> Dokument {
    let (rahmen, kopf) = FORMULAR.gefuellt(stammdaten, massnahme, Some(angebot), heute);
    let form = &angebot.anlage1;
    let daten = Daten {
        raeume: raumfelder(stammdaten, &form.sozialraumteams),
        leistung: antwort(&form.leistung),
        bedarf: antwort(&form.bedarf),
        festgestellt: vec![vec![festgestellt(&kopf.team, massnahme, form)]],
        zielgruppe: antwort(&form.zielgruppe),
        beteiligt: beteiligt(form.zielgruppe_beteiligt),
        ziele: zielzeilen(&form.ziele),
        nachhaltig: antwort(&form.nachhaltig_weil),
        ort: antwort(&form.ort),
        zeitraum: zeitraum(form),
        evaluation: antwort(&form.evaluation),
        ergaenzungen: antwort(&form.ergaenzungen),
        rahmen,
        kopf,
    };
    Dokument {
        template: FORMULAR.template(),
        zielgruppe: Zielgruppe::Intern,
        proben: Vec::new(),
        pfad: pfad(massnahme, angebot, FORMULAR.nummer),
        anhang: value!({
            "schema": "anlage-1/1",
            "massnahme": massnahme.id,
            "titel": massnahme.titel,
            "angebot": angebot.id,
            "eingang": angebot.eingang,
            "festgestellt_durch": massnahme.bedarf.gremium,
            "anlage1": json(form),
        }),
        daten: json(&daten),
    }
}

/// Anlage 1 with lines to write on.
pub fn anlage1_leer(stammdaten: &Stammdaten, heute: NaiveDate) -> Dokument {
    let (rahmen, kopf) = FORMULAR.leer(stammdaten, heute);
    let daten = Daten {
        rahmen,
        kopf,
        raeume: raumfelder(stammdaten, &[]),
        leistung: Absaetze::new(),
        bedarf: Absaetze::new(),
        festgestellt: Absaetze::new(),
        zielgruppe: Absaetze::new(),
        beteiligt: beteiligt(None),
        ziele: Vec::new(),
        nachhaltig: Absaetze::new(),
        ort: Absaetze::new(),
        zeitraum: Absaetze::new(),
        evaluation: Absaetze::new(),
        ergaenzungen: Absaetze::new(),
    };
    Dokument {
        template: FORMULAR.template(),
        zielgruppe: Zielgruppe::Oeffentlich,
        proben: Vec::new(),
        pfad: FORMULAR.pfad_leer(),
        daten: json(&daten),
        anhang: value!({ "schema": "anlage-1/1", "anlage1": null }),
    }
}

/// The team and the day: `Achim am 01.10.2025`. The form's own words already say "im Sozialraumteam".
fn festgestellt(team: &str, massnahme: &Massnahme, form: &Anlage1) -> String {
    let gremium = &massnahme.bedarf.gremium;
    let name = [format!("{team}s "), format!("{team} ")]
        .iter()
        .find_map(|prefix| gremium.strip_prefix(prefix.as_str()))
        .unwrap_or(gremium);
    format!("{name} am\u{a0}{}", zahl::tag(form.bedarf_festgestellt_am.day()))
}

/// "ja" and "nein"; not answered is an unticked pair, never a guess.
fn beteiligt(answer: Option<bool>) -> [Ankreuzfeld; 2] {
    [Ankreuzfeld::new("ja", answer == Some(true)), Ankreuzfeld::new("nein", answer == Some(false))]
}

/// The period in the Träger's words, then the first and last day.
fn zeitraum(form: &Anlage1) -> Absaetze {
    let mut paragraphs = absaetze(&form.zeitraum);
    let (beginn, ende) = (zahl::tag(form.beginn.day()), zahl::tag(form.ende.day()));
    let days = if form.zeitraum.contains(&ende) {
        format!("Beginn am\u{a0}{beginn}")
    } else {
        format!("Beginn am\u{a0}{beginn}, Ende am\u{a0}{ende}")
    };
    match paragraphs.last_mut().and_then(|paragraph| paragraph.last_mut()) {
        Some(line) if line.chars().count() < 60 => *line = format!("{line}, {days}"),
        _ => paragraphs.push(vec![days]),
    }
    paragraphs
}

/// The goals, all counts with the same number of decimals.
fn zielzeilen(ziele: &[Ziel]) -> Vec<Zielzeile> {
    let counts = ziele.iter().flat_map(|ziel| [ziel.ausgangswert, ziel.sollwert]);
    let places = counts.map(|count: Decimal| count.normalize().scale()).max().unwrap_or(0);
    ziele
        .iter()
        .map(|ziel| Zielzeile {
            nr: ziel.nr.to_string(),
            ziel: antwort(&ziel.ziel),
            indikator: antwort(&ziel.indikator),
            start: zahl::zahl(ziel.ausgangswert, places),
            soll: zahl::zahl(ziel.sollwert, places),
            einheit: antwort(&ziel.einheit),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::proben::{angebot, assert_contains_all_strings, heute, massnahme, stammdaten};
    use super::*;

    #[test]
    fn every_text_of_every_record_is_printed() {
        let stammdaten = stammdaten();
        for massnahme in &stammdaten.massnahmen {
            for angebot in &massnahme.angebote {
                let dokument = anlage1(&stammdaten, massnahme, angebot, heute());
                assert_contains_all_strings(&dokument, &dokument.anhang["anlage1"], &angebot.id);
            }
        }
    }

    #[test]
    fn the_team_and_the_day_complete_the_printed_sentence() {
        let stammdaten = stammdaten();
        let massnahme = massnahme(&stammdaten, "GWA-2026-07");
        let dokument = anlage1(&stammdaten, massnahme, angebot(massnahme, "A"), heute());
        let text = dokument.daten["festgestellt"][0][0].as_str().unwrap_or_default();
        assert!(text.starts_with("Dörverden, Thedinghausen, Langwedel am\u{a0}"), "{text}");
        let ticked = dokument.daten["raeume"]["felder"]
            .as_array()
            .map(|felder| felder.iter().filter(|feld| feld["an"] == true).count());
        assert_eq!(ticked, Some(3));
    }

    #[test]
    fn an_unanswered_question_stays_unticked() {
        assert!(beteiligt(None).iter().all(|feld| !feld.an));
        assert!(beteiligt(Some(false))[1].an);
    }
}
