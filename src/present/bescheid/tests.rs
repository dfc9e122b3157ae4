use serde_json::Value;

use super::*;
use crate::domain::festlegung::Festlegung;
use crate::domain::massnahmenregeln::Beginnregel;
use crate::present::anlage::proben::{angebot, heute, massnahme, stammdaten};

fn made(stammdaten: &Stammdaten, id: &str, letter: &str) -> Option<Dokument> {
    let record = massnahme(stammdaten, id);
    bescheid(stammdaten, record, angebot(record, letter), heute())
}

fn text(dokument: &Dokument) -> String {
    fn collect(value: &Value, found: &mut String) {
        match value {
            Value::String(text) => {
                found.push_str(text);
                found.push('\n');
            }
            Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
            Value::Object(fields) => fields.iter().for_each(|(_, field)| collect(field, found)),
            _ => {}
        }
    }
    let mut found = String::new();
    collect(&dokument.daten, &mut found);
    found.replace(['\u{a0}', '\u{202f}'], " ")
}

#[test]
fn the_offer_that_is_taken_gets_a_grant_and_the_others_a_refusal() {
    let stammdaten = stammdaten();
    let subject = |letter: &str| made(&stammdaten, "GWA-2026-05", letter).expect("a draft").daten["betreff"].clone();
    assert!(subject("B").as_str().is_some_and(|text| text.starts_with("Bewilligung")));
    assert!(subject("A").as_str().is_some_and(|text| text.starts_with("Ablehnung")));
    assert!(subject("C").as_str().is_some_and(|text| text.starts_with("Ablehnung")));
    // Nothing is decided on GWA-2026-12 yet.
    assert!(made(&stammdaten, "GWA-2026-12", "A").is_none());
}

// GWA-2024-07/B: 54.055,88 in all, 24.100,00 in 2024 and 29.955,88 in 2025; 01.05.2024 to 31.10.2025.
#[test]
fn a_grant_names_sums_by_year_dates_and_conditions() {
    let mut stammdaten = stammdaten();
    stammdaten.einstellungen.regeln.massnahmen.beginn_nicht_vor =
        Some(Festlegung::new(Beginnregel::Bewilligung, "Konzept"));
    stammdaten.einstellungen.regeln.massnahmen.nachweis.je_foerderjahr = true;
    let dokument = made(&stammdaten, "GWA-2024-07", "B").expect("a draft");
    let raten = &dokument.daten["abschnitte"][0]["raten"];
    assert_eq!(
        (raten["zeilen"][0]["jahr"].as_str(), raten["zeilen"][0]["betrag"].as_str()),
        (Some("2024"), Some("24.100,00"))
    );
    assert_eq!(
        (raten["zeilen"][1]["betrag"].as_str(), raten["summe"].as_str()),
        (Some("29.955,88"), Some("54.055,88"))
    );
    let text = text(&dokument);
    for part in [
        "bis zur Höhe von 54.055,88 €",
        "vom 01.05.2024 bis 31.10.2025",
        "Ausgaben vor dem 01.05.2024 sind nicht zuwendungsfähig.",
        // 14 days after each half-year; four months after 2024, six after the end.
        "bis 14.07.2024\nEvaluation für das 1. Halbjahr 2024",
        "bis 14.01.2026\nEvaluation für das 2. Halbjahr 2025",
        // In the order of their days.
        "bis 30.04.2025\nVerwendungsnachweis und Projektbericht für 2024\nbis 14.07.2025\nEvaluation",
        "bis 30.04.2026\nVerwendungsnachweis für die ganze Maßnahme mit Sachbericht",
        "um bis zu 20 % überschritten",
        "Rang 1 von 2",
        "Entwurf",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn a_refusal_gives_its_own_reasons_and_names_no_other_traeger() {
    let stammdaten = stammdaten();
    // A fails a K.-o.-Kriterium.
    let ko = text(&made(&stammdaten, "GWA-2026-16", "A").expect("a draft"));
    assert!(ko.contains("K.-o.-Kriterium A2 nicht erfüllt"), "{ko}");
    // C of GWA-2026-05 has rank 3, A shares rank 1 with B, which was taken.
    let third = text(&made(&stammdaten, "GWA-2026-05", "C").expect("a draft"));
    assert!(third.contains("Rang 3") && third.contains("höher bewertetes Angebot"), "{third}");
    let tied = text(&made(&stammdaten, "GWA-2026-05", "A").expect("a draft"));
    assert!(tied.contains("§ 74 Abs. 4 SGB VIII"), "{tied}");
    let record = massnahme(&stammdaten, "GWA-2026-05");
    for (own, letter) in [(&third, "C"), (&tied, "A")] {
        for other in record.angebote.iter().filter(|other| !other.id.ends_with(letter)) {
            let name = &stammdaten.traeger(&other.traeger).expect("a Träger").name;
            assert!(!own.contains(name.as_str()), "{letter} names {name}");
        }
    }
}

#[test]
fn no_person_stands_in_a_draft() {
    let stammdaten = stammdaten();
    let mut count = 0;
    for record in &stammdaten.massnahmen {
        for offer in &record.angebote {
            let Some(draft) = bescheid(&stammdaten, record, offer, heute()) else { continue };
            count += 1;
            let person = &offer.anlage2.ansprechperson;
            let text = text(&draft);
            let name = format!("{} {}", person.vorname, person.name);
            assert!(!text.contains(&name) && !text.contains(&person.email), "{}", offer.id);
        }
    }
    assert!(count > 40, "{count} drafts");
}

#[test]
fn words_of_the_office_are_its_own() {
    let mut stammdaten = stammdaten();
    stammdaten.einstellungen.bescheid.rechtsbehelf = "Widerspruch binnen eines Monats.".to_owned();
    stammdaten.einstellungen.bescheid.auflagen = vec!["Auf Plakaten ist das Jugendamt zu nennen.".to_owned()];
    let text = text(&made(&stammdaten, "GWA-2026-05", "B").expect("a draft"));
    assert!(text.contains("Widerspruch binnen eines Monats.") && text.contains("Auf Plakaten"), "{text}");
    assert!(!text.contains("Führungszeugnis"));
}

/// Sample data for designers are what the program makes. `BEISPIELE_SCHREIBEN=1 cargo test` writes them anew.
#[test]
#[expect(clippy::disallowed_methods, reason = "writes sample data on demand")]
fn sample_data_of_the_template_are_fresh() {
    let stammdaten = stammdaten();
    let mut long = stammdaten.clone();
    long.einstellungen.bescheid.auflagen = vec!["Eine lange Auflage, die über mehrere Zeilen geht. ".repeat(6); 12];
    for (name, dokument) in [
        ("bewilligung", made(&stammdaten, "GWA-2024-07", "B")),
        ("ablehnung", made(&stammdaten, "GWA-2026-16", "A")),
        ("rand-lang", made(&long, "GWA-2026-05", "B")),
    ] {
        let path = crate::checkout().join(format!("templates/beispiele/bescheid-{name}.json"));
        let fresh = format!("{:#}\n", dokument.expect("a draft").daten);
        if std::env::var_os("BEISPIELE_SCHREIBEN").is_some() {
            std::fs::write(&path, &fresh).expect("a file");
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(kept == fresh, "{} is not what the program makes now", path.display());
    }
}
