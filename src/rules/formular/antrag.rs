//! The Antragsbogen: Anlage 1 and Anlage 2 of one offer.

use super::leser::Leser;
use super::{
    ENDE_VOR_BEGINN, KEIN_RAUM, SUMME_UEBERSCHRIEBEN, UNBEKANNTE_WAHL, UNBEKANNTER_TRAEGER, UNVOLLSTAENDIGE_ZEILE,
};
use crate::domain::angebot::{Anlage1, Anlage2, Ansprechperson, Einnahme, Personalposten, Sachposten, Ziel};
use crate::domain::formular::{
    EINNAHMEN, JA_NEIN, KREUZ, PERSONALARTEN, RECHTSGRUNDLAGEN, SATZARTEN, lines, raum, zeile,
};
use crate::domain::massnahme::Rechtsgrundlage;
use crate::domain::text::{key, nearest};
use crate::domain::{Betrag, Datum, RaumId, Stammdaten, TraegerId};

/// An offer as the form tells it.
#[derive(Clone, Debug)]
pub struct Antrag {
    /// Short title of the Maßnahme.
    pub titel: String,
    /// Legal basis, if it was chosen.
    pub rechtsgrundlage: Option<Rechtsgrundlage>,
    /// The team that found the need.
    pub gremium: String,
    /// Maßnahmebeschreibung.
    pub anlage1: Anlage1,
    /// Kostenkalkulation, all sums reckoned anew.
    pub anlage2: Anlage2,
}

/// Reads the fields. None where one is missing without which there is no offer.
pub fn read(leser: &mut Leser<'_>, stammdaten: &Stammdaten) -> Option<Antrag> {
    let titel = leser.muss("antrag_titel", "der Titel der Maßnahme");
    let rechtsgrundlage = leser.wahl("antrag_rechtsgrundlage", &RECHTSGRUNDLAGEN);
    let gremium = leser.text("anlage1_gremium");
    let anlage1 = anlage1(leser, stammdaten);
    let anlage2 = anlage2(leser, stammdaten, titel.as_deref().unwrap_or(""), anlage1.as_ref());
    Some(Antrag { titel: titel?, rechtsgrundlage, gremium, anlage1: anlage1?, anlage2: anlage2? })
}

fn anlage1(leser: &mut Leser<'_>, stammdaten: &Stammdaten) -> Option<Anlage1> {
    let sozialraumteams = raeume(leser, stammdaten, 1);
    let leistung = leser.sollte("anlage1_leistung", "die Leistung und ihr Umfang");
    let bedarf = leser.sollte("anlage1_bedarf", "der Bedarf");
    let festgestellt =
        leser.muss_tag("anlage1_bedarf_festgestellt_am", "der Tag, an dem der Bedarf festgestellt wurde");
    let zielgruppe = leser.sollte("anlage1_zielgruppe", "die Zielgruppe");
    let zielgruppe_beteiligt = leser.wahl("anlage1_zielgruppe_beteiligt", &JA_NEIN);
    let ziele = ziele(leser);
    let nachhaltig_weil = leser.sollte("anlage1_nachhaltig_weil", "warum das Angebot nachhaltig wirkt");
    let ort = leser.sollte("anlage1_ort", "der Ort");
    let zeitraum = leser.text("anlage1_zeitraum");
    let beginn = leser.muss_tag("anlage1_beginn", "der erste Tag");
    let ende = leser.muss_tag("anlage1_ende", "der letzte Tag");
    in_order(leser, "anlage1_ende", beginn, ende);
    let evaluation = leser.sollte("anlage1_evaluation", "der Vorschlag für die Evaluation");
    let ergaenzungen = leser.text("anlage1_ergaenzungen");
    Some(Anlage1 {
        sozialraumteams,
        leistung,
        bedarf,
        bedarf_festgestellt_am: festgestellt?,
        zielgruppe,
        zielgruppe_beteiligt,
        ziele,
        nachhaltig_weil,
        ort,
        zeitraum,
        beginn: beginn?,
        ende: ende?,
        evaluation,
        ergaenzungen,
    })
}

/// Reports an end before its beginning.
fn in_order(leser: &mut Leser<'_>, name: &str, beginn: Option<Datum>, ende: Option<Datum>) {
    if let (Some(beginn), Some(ende)) = (beginn, ende)
        && ende < beginn
    {
        let day = |day: Datum| day.day().format("%d.%m.%Y").to_string();
        leser.melde(ENDE_VOR_BEGINN, name, &day(ende), &format!("ein Tag ab dem {}", day(beginn)));
    }
}

/// The ticked Räume of an Anlage, in the office's order.
fn raeume(leser: &mut Leser<'_>, stammdaten: &Stammdaten, anlage: u8) -> Vec<RaumId> {
    let mut ticked = Vec::new();
    let mut first = None;
    for known in &stammdaten.raeume {
        let name = raum(anlage, known.id.as_str());
        if !leser.bogen.felder.contains_key(&name) {
            continue;
        }
        first.get_or_insert_with(|| name.clone());
        let original = raum(1, known.id.as_str());
        let source = leser.source(&name, &original).to_owned();
        if leser.is_empty(&source) {
            continue;
        }
        match key(&leser.text(&source)).as_str() {
            "x" | "ja" | "wahr" | "1" | "✓" | "✗" => ticked.push(known.id.clone()),
            "nein" | "falsch" | "0" | "-" => {}
            other => leser.melde(UNBEKANNTE_WAHL, &source, &format!("„{other}“"), &format!("{KREUZ} oder nichts")),
        }
    }
    if ticked.is_empty() && anlage == 1 {
        leser.melde(KEIN_RAUM, &first.unwrap_or_default(), "nichts", "ein x bei mindestens einem Team");
    }
    ticked
}

/// The goals, line by line.
fn ziele(leser: &mut Leser<'_>) -> Vec<Ziel> {
    const LISTE: &str = "anlage1_ziel";
    let mut ziele = Vec::new();
    for number in 1..=lines(leser.bogen.felder.keys().map(String::as_str), LISTE) {
        let name = |feld: &str| zeile(LISTE, number, feld);
        if ["ziel", "indikator", "ausgangswert", "sollwert", "einheit"].iter().all(|feld| leser.is_empty(&name(feld))) {
            continue;
        }
        let nr = leser.anzahl(&name("nr")).or_else(|| u32::try_from(number).ok());
        let ziel = leser.sollte(&name("ziel"), "das Ziel in Worten");
        let indikator = leser.sollte(&name("indikator"), "was gezählt wird");
        let start = needed_number(leser, &name("ausgangswert"), "die Zahl zu Beginn, auch 0");
        let soll = needed_number(leser, &name("sollwert"), "die Zahl, die erreicht werden soll");
        let einheit = leser.sollte(&name("einheit"), "wovon es so viele sind");
        if let (Some(nr), Some(ausgangswert), Some(sollwert)) = (nr, start, soll) {
            ziele.push(Ziel { nr, ziel, indikator, ausgangswert, sollwert, einheit });
        }
    }
    if ziele.is_empty() {
        let first = zeile(LISTE, 1, "ziel");
        if leser.is_empty(&first) {
            leser.sollte(&first, "mindestens ein Ziel");
        }
    }
    ziele
}

fn needed_number(leser: &mut Leser<'_>, name: &str, was: &str) -> Option<rust_decimal::Decimal> {
    if leser.is_empty(name) {
        leser.melde(UNVOLLSTAENDIGE_ZEILE, name, "nichts", was);
        return None;
    }
    leser.zahl(name)
}

fn anlage2(leser: &mut Leser<'_>, stammdaten: &Stammdaten, titel: &str, anlage1: Option<&Anlage1>) -> Option<Anlage2> {
    let sozialraumteams = raeume(leser, stammdaten, 2);
    let traeger = traeger(leser, stammdaten);
    let ansprechperson = ansprechperson(leser);
    let leistung = if leser.source("anlage2_leistung", "antrag_titel") == "antrag_titel" {
        titel.to_owned()
    } else {
        leser.sollte("anlage2_leistung", "die Leistung")
    };
    let mut day = |name: &str, original: &str, was: &str, taken: Option<Datum>| {
        if leser.source(name, original) == original { taken } else { leser.muss_tag(name, was) }
    };
    let from = anlage1.map(|form| (form.beginn, form.ende));
    let beginn = day("anlage2_zeitraum_beginn", "anlage1_beginn", "der erste Tag", from.map(|days| days.0));
    let ende = day("anlage2_zeitraum_ende", "anlage1_ende", "der letzte Tag", from.map(|days| days.1));
    if leser.source("anlage2_zeitraum_ende", "") == "anlage2_zeitraum_ende" {
        in_order(leser, "anlage2_zeitraum_ende", beginn, ende);
    }
    let personal = personal(leser);
    let sachkosten = sachkosten(leser);
    let einnahmen = einnahmen(leser);
    let personal_gesamt: Betrag = personal.iter().map(|posten| posten.summe).sum();
    let sachkosten_gesamt: Betrag = sachkosten.iter().map(|posten| posten.betrag).sum();
    let einnahmen_gesamt: Betrag = einnahmen.iter().map(|einnahme| einnahme.betrag).sum();
    let foerdermittel_gesamt = personal_gesamt + sachkosten_gesamt - einnahmen_gesamt;
    for (name, sum) in [
        ("anlage2_personal_gesamt", personal_gesamt),
        ("anlage2_sachkosten_gesamt", sachkosten_gesamt),
        ("anlage2_einnahmen_gesamt", einnahmen_gesamt),
        ("anlage2_foerdermittel_gesamt", foerdermittel_gesamt),
    ] {
        overwritten(leser, name, sum);
    }
    let ergaenzungen = leser.text("anlage2_ergaenzungen");
    let ort_datum = leser.text("anlage2_ort_datum");
    Some(Anlage2 {
        sozialraumteams,
        traeger: traeger?,
        ansprechperson,
        leistung,
        zeitraum_beginn: beginn?,
        zeitraum_ende: ende?,
        personal,
        personal_gesamt,
        sachkosten,
        sachkosten_gesamt,
        einnahmen,
        einnahmen_gesamt,
        foerdermittel_gesamt,
        ergaenzungen,
        ort_datum,
    })
}

/// Reports a sum that somebody wrote over the formula, where it is wrong. One that a program left behind a formula may
/// be out of date and means nothing.
fn overwritten(leser: &mut Leser<'_>, name: &str, sum: Betrag) {
    let Some(feld) = leser.bogen.felder.get(name).filter(|feld| feld.formel.is_none()) else { return };
    let Some(value) = &feld.wert else { return };
    if crate::ingest::betrag::read(value) != Ok(sum) {
        let shown = super::leser::shown(value);
        leser.melde(SUMME_UEBERSCHRIEBEN, name, &shown, &crate::rules::regel::euro(sum));
    }
}

/// The Träger by its name, another spelling of it, or its key.
fn traeger(leser: &mut Leser<'_>, stammdaten: &Stammdaten) -> Option<TraegerId> {
    const NAME: &str = "anlage2_traeger";
    let typed = leser.muss(NAME, "der Name des Trägers")?;
    let wanted = key(&typed);
    let is_meant = |traeger: &&crate::domain::stammdaten::Traeger| {
        let names = traeger.aliasse.iter().map(String::as_str).chain([traeger.name.as_str(), traeger.id.as_str()]);
        names.into_iter().any(|name| key(name) == wanted)
    };
    if let Some(found) = stammdaten.traeger.iter().find(is_meant) {
        return Some(found.id.clone());
    }
    let names = stammdaten.traeger.iter().map(|traeger| traeger.name.as_str());
    let expected = nearest(&typed, names).map_or_else(
        || "ein Träger aus data/stammdaten/traeger.toml".to_owned(),
        |name| format!("ein Träger aus data/stammdaten/traeger.toml, vielleicht „{name}“"),
    );
    leser.melde(UNBEKANNTER_TRAEGER, NAME, &format!("„{typed}“"), &expected);
    None
}

fn ansprechperson(leser: &mut Leser<'_>) -> Ansprechperson {
    Ansprechperson {
        name: leser.sollte("anlage2_person_name", "der Name der Ansprechperson"),
        vorname: leser.text("anlage2_person_vorname"),
        telefon: leser.text("anlage2_person_telefon"),
        anschrift: leser.text("anlage2_person_anschrift"),
        email: leser.text("anlage2_person_email"),
    }
}

/// The persons, line by line, each sum reckoned from hours and rate.
fn personal(leser: &mut Leser<'_>) -> Vec<Personalposten> {
    const LISTE: &str = "anlage2_personal";
    let mut personal = Vec::new();
    for number in 1..=lines(leser.bogen.felder.keys().map(String::as_str), LISTE) {
        let name = |feld: &str| zeile(LISTE, number, feld);
        let felder = ["art", "qualifikation", "stunden", "satz", "satzart"];
        if felder.iter().all(|feld| leser.is_empty(&name(feld))) {
            continue;
        }
        for (feld, was) in [
            ("art", "hauptamtlich, ehrenamtlich oder sonstige Schlüsselperson"),
            ("stunden", "die Stunden im Kalkulationszeitraum"),
            ("satz", "€ je Stunde"),
            ("satzart", "FLS oder Stundensatz"),
        ] {
            if leser.is_empty(&name(feld)) {
                leser.melde(UNVOLLSTAENDIGE_ZEILE, &name(feld), "nichts", was);
            }
        }
        let art = leser.wahl(&name("art"), &PERSONALARTEN);
        let qualifikation = leser.sollte(&name("qualifikation"), "die Qualifikation");
        let (stunden, satz) = (leser.menge(&name("stunden")), leser.betrag(&name("satz")));
        let satzart = leser.wahl(&name("satzart"), &SATZARTEN);
        if let (Some(art), Some(stunden), Some(satz), Some(satzart)) = (art, stunden, satz, satzart) {
            let posten = Personalposten { art, qualifikation, stunden, satz, satzart, summe: Betrag::ZERO };
            let summe = posten.kosten();
            overwritten(leser, &name("summe"), summe);
            personal.push(Personalposten { summe, ..posten });
        }
    }
    personal
}

fn sachkosten(leser: &mut Leser<'_>) -> Vec<Sachposten> {
    let lines = amounts(leser, "anlage2_sach", "bezeichnung", "wofür", |_| false);
    lines.into_iter().map(|(bezeichnung, betrag)| Sachposten { bezeichnung, betrag }).collect()
}

fn einnahmen(leser: &mut Leser<'_>) -> Vec<Einnahme> {
    let is_printed = |art: &str| EINNAHMEN.contains(&art);
    let lines = amounts(leser, "anlage2_einnahme", "art", "die Art der Einnahme", is_printed);
    lines.into_iter().map(|(art, betrag)| Einnahme { art, betrag }).collect()
}

/// Lines of words and amounts. Words that are printed in the form may stand without an amount.
fn amounts(
    leser: &mut Leser<'_>,
    liste: &str,
    worte: &str,
    was: &str,
    is_printed: impl Fn(&str) -> bool,
) -> Vec<(String, Betrag)> {
    let mut found = Vec::new();
    for number in 1..=lines(leser.bogen.felder.keys().map(String::as_str), liste) {
        let (name, amount) = (zeile(liste, number, worte), zeile(liste, number, "betrag"));
        match (leser.is_empty(&name), leser.is_empty(&amount)) {
            (true, true) => {}
            (true, false) => leser.melde(UNVOLLSTAENDIGE_ZEILE, &name, "nichts", was),
            (false, true) => {
                let text = leser.text(&name);
                if !is_printed(&text) {
                    leser.melde(UNVOLLSTAENDIGE_ZEILE, &amount, "nichts", "der Betrag");
                }
            }
            (false, false) => {
                let text = leser.text(&name);
                found.extend(leser.betrag(&amount).map(|betrag| (text, betrag)));
            }
        }
    }
    found
}
