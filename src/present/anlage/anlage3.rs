//! Anlage 3, Festlegung und Gewichtung der Kriterien: all offers of a Maßnahme scored by one catalogue.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::{Value, json as value};

use crate::domain::angebot::Angebot;
use crate::domain::kriterien::Kriterienkatalog;
use crate::domain::massnahme::Massnahme;
use crate::domain::{Stammdaten, Zielgruppe};
use crate::present::rahmen::Rahmen;
use crate::present::{Dokument, zahl};

use super::abweichungen::abweichungen_bewertung;
use super::bewertung::ausschluss_text;
use super::entscheidung::{
    Entscheidung, GLEICHSTANDSREGEL, entscheidungen, entscheidungen_leer, ergebnis, gleichstand,
};
use super::kopf::{Formular, Kopf, traeger_name};
use super::matrix::{Begruendung, Matrix, begruendungen, matrix};
use super::{Absaetze, antwort, buchstabe, json};
use crate::domain::bewertung::{Ergebnis, bewerte, katalog_of};

/// Number and title of the form.
const FORMULAR: Formular = Formular { nummer: 3, titel: "Festlegung und Gewichtung der\u{a0}Kriterien" };
/// Offers that the blank form has room for.
const ANGEBOTE_LEER: [&str; 3] = ["A", "B", "C"];

/// What the template prints. In the blank form all answers are empty.
#[derive(Clone, Debug, Serialize)]
pub struct Daten {
    /// Frame.
    pub rahmen: Rahmen,
    /// Head.
    pub kopf: Kopf,
    /// The result in one sentence; none in the blank form.
    pub ergebnis: Option<String>,
    /// The need as the team found it.
    pub bedarf: Absaetze,
    /// Which team, on which day.
    pub festgestellt: String,
    /// The offers.
    pub angebote: Vec<Angebotszeile>,
    /// The catalogue.
    pub katalog: Option<Katalog>,
    /// Points and weights of all offers.
    pub matrix: Matrix,
    /// Reasons by Kriterium.
    pub begruendungen: Vec<Begruendung>,
    /// The rule for offers of the same rank.
    pub gleichstandsregel: String,
    /// Where it applied.
    pub gleichstand: Vec<String>,
    /// The decisions.
    pub entscheidungen: Vec<Entscheidung>,
    /// Notes of the check of all figures.
    pub proben: Vec<String>,
}

/// One offer at a glance.
#[derive(Clone, Debug, Serialize)]
pub struct Angebotszeile {
    /// Letter.
    pub buchstabe: String,
    /// Name of the Träger.
    pub traeger: String,
    /// Day it came in.
    pub eingang: String,
    /// Fördermittel gesamt of its Anlage 2.
    pub foerdermittel: String,
    /// Weighted sum.
    pub summe: String,
    /// Rank; `–` if excluded, `…` while not scored.
    pub rang: String,
    /// Why it is excluded.
    pub ausschluss: Option<String>,
    /// Whether it was chosen.
    pub gewaehlt: bool,
}

/// The catalogue in words.
#[derive(Clone, Debug, Serialize)]
pub struct Katalog {
    /// Its version.
    pub version: String,
    /// Since when it is used, when it was decided.
    pub stand: String,
    /// Steps of the scale.
    pub skala: Vec<Stufe>,
    /// Its rules, one sentence each.
    pub regeln: Vec<String>,
}

/// A step of the scale.
#[derive(Clone, Debug, Serialize)]
pub struct Stufe {
    /// Points.
    pub punkte: String,
    /// What they stand for.
    pub anker: String,
}

/// Anlage 3 of a Maßnahme, comparing all its offers.
pub fn anlage3(stammdaten: &Stammdaten, massnahme: &Massnahme, heute: NaiveDate) -> Dokument {
    let (rahmen, kopf) = FORMULAR.gefuellt(stammdaten, massnahme, None, heute);
    let scored = massnahme.angebote.iter().any(|angebot| angebot.anlage3.is_some());
    let katalog = if scored { katalog_of(stammdaten, massnahme) } else { stammdaten.katalog_at(heute) };
    let spalten: Vec<Spalte> =
        massnahme.angebote.iter().map(|angebot| Spalte::new(massnahme, angebot, katalog)).collect();
    let abweichungen = if scored { abweichungen_bewertung(stammdaten, massnahme) } else { Vec::new() };
    let daten = Daten {
        ergebnis: Some(ergebnis(stammdaten, massnahme)),
        bedarf: antwort(&massnahme.bedarf.text),
        festgestellt: format!(
            "{} am\u{a0}{}",
            massnahme.bedarf.gremium,
            zahl::tag(massnahme.bedarf.festgestellt_am.day())
        ),
        angebote: massnahme
            .angebote
            .iter()
            .map(|angebot| angebotszeile(stammdaten, massnahme, angebot, katalog))
            .collect(),
        katalog: katalog.map(katalogtext),
        matrix: matrix(katalog, &spalten),
        begruendungen: begruendungen(katalog, &spalten),
        gleichstandsregel: GLEICHSTANDSREGEL.to_owned(),
        gleichstand: gleichstand(massnahme),
        entscheidungen: entscheidungen(stammdaten, massnahme),
        proben: abweichungen
            .iter()
            .map(|difference| format!("{}: {}", difference.stelle, difference.hinweis()))
            .collect(),
        rahmen,
        kopf,
    };
    Dokument {
        template: FORMULAR.template(),
        zielgruppe: Zielgruppe::Intern,
        proben: Vec::new(),
        pfad: format!("anlagen/{}/anlage-3.pdf", massnahme.id),
        anhang: anhang(massnahme, katalog, &json(&abweichungen)),
        daten: json(&daten),
    }
}

/// The record of the scoring as plain data.
fn anhang(massnahme: &Massnahme, katalog: Option<&Kriterienkatalog>, rechenprobe: &Value) -> Value {
    let angebote: Vec<Value> = massnahme
        .angebote
        .iter()
        .map(|angebot| {
            value!({
                "angebot": angebot.id,
                "traeger": angebot.traeger,
                "eingang": angebot.eingang,
                "foerdermittel_gesamt": angebot.anlage2.foerdermittel_gesamt,
                "anlage3": json(&angebot.anlage3),
            })
        })
        .collect();
    value!({
        "schema": "anlage-3/1",
        "massnahme": massnahme.id,
        "titel": massnahme.titel,
        "bedarf": json(&massnahme.bedarf),
        "katalog": json(&katalog),
        "angebote": angebote,
        "entscheidungen": json(&massnahme.entscheidungen),
        "bewilligung": json(&massnahme.bewilligung),
        "rechenprobe": rechenprobe,
    })
}

/// Anlage 3 with the catalogue that is valid on a day and room for three offers.
pub fn anlage3_leer(stammdaten: &Stammdaten, heute: NaiveDate) -> Dokument {
    let (rahmen, kopf) = FORMULAR.leer(stammdaten, heute);
    let katalog = stammdaten.katalog_at(heute);
    let spalten: Vec<Spalte> = ANGEBOTE_LEER.iter().map(|letter| Spalte::leer(letter)).collect();
    let daten = Daten {
        rahmen,
        kopf,
        ergebnis: None,
        bedarf: Absaetze::new(),
        festgestellt: String::new(),
        angebote: ANGEBOTE_LEER.iter().map(|letter| leere_zeile(letter)).collect(),
        katalog: katalog.map(katalogtext),
        matrix: matrix(katalog, &spalten),
        begruendungen: begruendungen(katalog, &spalten),
        gleichstandsregel: GLEICHSTANDSREGEL.to_owned(),
        gleichstand: Vec::new(),
        entscheidungen: entscheidungen_leer(stammdaten),
        proben: Vec::new(),
    };
    Dokument {
        template: FORMULAR.template(),
        zielgruppe: Zielgruppe::Oeffentlich,
        proben: Vec::new(),
        pfad: FORMULAR.pfad_leer(),
        daten: json(&daten),
        anhang: value!({ "schema": "anlage-3/1", "katalog": json(&katalog) }),
    }
}

/// A column of the matrix: an offer with what the points make of it.
pub(super) struct Spalte<'a> {
    /// Letter of the offer.
    pub buchstabe: String,
    /// The offer; none in the blank form.
    pub angebot: Option<&'a Angebot>,
    /// The reckoning; none while it is not scored.
    pub ergebnis: Option<Ergebnis>,
}

impl<'a> Spalte<'a> {
    /// The column of an offer.
    fn new(massnahme: &Massnahme, angebot: &'a Angebot, katalog: Option<&Kriterienkatalog>) -> Self {
        Self {
            buchstabe: buchstabe(massnahme, angebot),
            angebot: Some(angebot),
            ergebnis: katalog.zip(angebot.anlage3.as_ref()).map(|(katalog, form)| bewerte(katalog, form)),
        }
    }

    /// A column to write in.
    fn leer(letter: &str) -> Self {
        Self { buchstabe: letter.to_owned(), angebot: None, ergebnis: None }
    }
}

/// One offer at a glance.
fn angebotszeile(
    stammdaten: &Stammdaten,
    massnahme: &Massnahme,
    angebot: &Angebot,
    katalog: Option<&Kriterienkatalog>,
) -> Angebotszeile {
    let form = angebot.anlage3.as_ref();
    let unknown = || zahl::UNBEKANNT.to_owned();
    let chosen = massnahme.entscheidungen.leistungserbringung.as_ref().and_then(|decision| decision.angebot.as_ref());
    Angebotszeile {
        buchstabe: buchstabe(massnahme, angebot),
        traeger: traeger_name(stammdaten, &angebot.traeger).to_owned(),
        eingang: zahl::tag(angebot.eingang.day()),
        foerdermittel: zahl::betrag(angebot.anlage2.foerdermittel_gesamt),
        summe: form.map_or_else(unknown, |form| zahl::zahl(form.gewichtete_summe, 4)),
        rang: form
            .map_or_else(unknown, |form| form.rang.map_or_else(|| zahl::NICHTS.to_owned(), |rank| rank.to_string())),
        ausschluss: form.and_then(|form| form.ausgeschlossen_wegen.as_deref()).map(|reason| {
            let reckoned = katalog.zip(form).map(|(katalog, form)| bewerte(katalog, form));
            let text =
                reckoned.into_iter().flat_map(|ergebnis| ergebnis.ausschluss).find(|found| found.kurz() == reason);
            format!("ausgeschlossen: {}", text.map_or_else(|| reason.to_owned(), |found| ausschluss_text(&found)))
        }),
        gewaehlt: chosen == Some(&angebot.id),
    }
}

/// A line for an offer to be written in.
fn leere_zeile(letter: &str) -> Angebotszeile {
    Angebotszeile {
        buchstabe: letter.to_owned(),
        traeger: String::new(),
        eingang: String::new(),
        foerdermittel: String::new(),
        summe: String::new(),
        rang: String::new(),
        ausschluss: None,
        gewaehlt: false,
    }
}

/// The catalogue in words: version, scale, rules.
fn katalogtext(katalog: &Kriterienkatalog) -> Katalog {
    let plain = |value: Decimal| zahl::zahl(value, value.normalize().scale());
    let highest = katalog.skala.iter().map(|stufe| stufe.punkte).max().unwrap_or_default();
    let ko: Vec<&str> =
        katalog.bloecke.iter().flat_map(|block| &block.kriterien).filter(|k| k.ko).map(|k| k.id.as_str()).collect();
    let mut regeln = vec![
        "Gewichtete Summe = Summe aus Gewicht × Punkte ÷ 100; die Gewichte ergeben zusammen 100\u{202f}%.".to_owned(),
        format!("Punkte von 0 bis {} in Schritten von {}.", plain(highest), plain(katalog.teilpunkte)),
        format!(
            "Ein Angebot braucht mindestens {} als gewichtete Summe und in jedem Block im Mittel die angegebenen Mindestpunkte.",
            zahl::zahl(katalog.mindestsumme, 2)
        ),
    ];
    if !ko.is_empty() {
        regeln.push(format!("K.-o.-Kriterium {}: Mit 0 Punkten ist das Angebot ausgeschlossen.", ko.join(", ")));
    }
    regeln
        .push("Alle Angebote zu einem Bedarf sind nach demselben Katalog bewertet (§ 74 Abs. 5 SGB VIII).".to_owned());
    Katalog {
        version: katalog.version.clone(),
        stand: format!(
            "beschlossen am {}, gültig ab {}",
            zahl::tag(katalog.beschlossen.day()),
            zahl::tag(katalog.gueltig_ab.day())
        ),
        skala: katalog
            .skala
            .iter()
            .map(|stufe| Stufe { punkte: plain(stufe.punkte), anker: stufe.anker.clone() })
            .collect(),
        regeln: regeln.into_iter().map(|rule| rule.replace("§ ", "§\u{a0}").replace("Abs. ", "Abs.\u{a0}")).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::proben::{assert_contains_all_strings, heute, massnahme, stammdaten};
    use super::*;

    #[test]
    fn every_reason_and_decision_of_every_record_is_printed() {
        let stammdaten = stammdaten();
        for massnahme in stammdaten.massnahmen.iter().filter(|massnahme| !massnahme.angebote.is_empty()) {
            let dokument = anlage3(&stammdaten, massnahme, heute());
            for angebot in &massnahme.angebote {
                assert_contains_all_strings(&dokument, &json(&angebot.anlage3), &angebot.id);
            }
            assert_contains_all_strings(&dokument, &json(&massnahme.entscheidungen), massnahme.id.as_str());
            assert_eq!(dokument.daten["proben"], value!([]), "{}", massnahme.id);
        }
    }

    #[test]
    fn an_excluded_offer_says_why_and_by_how_much() {
        let stammdaten = stammdaten();
        let dokument = anlage3(&stammdaten, massnahme(&stammdaten, "GWA-2026-16"), heute());
        let reason =
            |place: usize| dokument.daten["angebote"][place]["ausschluss"].as_str().unwrap_or_default().to_owned();
        assert_eq!(reason(0), "ausgeschlossen: K.-o.-Kriterium A2 nicht erfüllt");
        assert_eq!(reason(1), "ausgeschlossen: Mindestpunkte Block A nicht erreicht (3,04 von 8,00)");
    }

    #[test]
    fn the_blank_form_has_todays_catalogue_and_three_offers() {
        let dokument = anlage3_leer(&stammdaten(), heute());
        assert_eq!(dokument.daten["katalog"]["version"], "2026-01");
        assert_eq!(dokument.daten["angebote"].as_array().map(Vec::len), Some(3));
    }
}
