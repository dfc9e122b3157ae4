//! The documents of the sample office, and the rules at their edges.

use serde_json::Value;

use super::beispiel::{auswertung, euro, heute, line, stammdaten};
use super::kontext::{Bereich, Kontext};
use super::*;
use crate::domain::Betrag;
use crate::domain::kennzahlen::Ampel;

/// Looks a value up by a JSON pointer.
fn at<'a>(daten: &'a Value, pointer: &str) -> &'a Value {
    daten.pointer(pointer).unwrap_or_else(|| panic!("{pointer} is missing"))
}

fn text<'a>(daten: &'a Value, pointer: &str) -> &'a str {
    at(daten, pointer).as_str().unwrap_or_else(|| panic!("{pointer} is no text"))
}

/// A printed amount as a number again.
fn amount(printed: &str) -> Betrag {
    if printed == "–" { Betrag::ZERO } else { euro(printed.trim_end_matches("\u{202f}€")) }
}

fn documents() -> Vec<(&'static str, Dokument)> {
    let stammdaten = stammdaten();
    let auswertung = auswertung(&stammdaten);
    let mut documents: Vec<(&'static str, Dokument)> =
        ["achim", "doerverden", "oyten", "langwedel", "kreisweit", "ohne"]
            .into_iter()
            .map(|id| (id, raum(&stammdaten, &auswertung, &id.into(), "gwa", heute())))
            .collect();
    documents.push(("region-sued", region(&stammdaten, &auswertung, &"sued".into(), "gwa", heute())));
    documents.push(("kreis", kreis(&stammdaten, &auswertung, "gwa", heute())));
    documents
}

fn document(name: &str) -> Dokument {
    documents().into_iter().find(|(id, _)| *id == name).expect("a document").1
}

// Expected by design.md § 12 and the expected figures of 2026-Q2.
#[test]
fn the_headline_says_what_matters() {
    for (id, titel) in [
        ("achim", "Achim: 56.178\u{202f}€ sind frei, über die Hälfte des Budgets"),
        ("doerverden", "Dörverden: Zusagen übersteigen das Budget um 10.678\u{202f}€"),
        ("oyten", "Oyten: Die Ausgaben laufen schneller als das Jahr"),
        ("ohne", "Ohne Sozialraum: kein Budget in 2026"),
        ("kreis", "237.494\u{202f}€ sind frei, nur Dörverden ist überzeichnet"),
        ("region-sued", "Region Süd: 87.524\u{202f}€ sind frei, nur Dörverden ist überzeichnet"),
    ] {
        assert_eq!(text(&document(id).daten, "/kopf/titel"), titel);
    }
}

// By hand, 181 of 365 days: Ist × 365 / 181 over 100.000,00 from 49.589,05 on (49.589,05 × 365 / 181 = 100.000,01).
#[test]
fn headline_rules_change_exactly_at_their_thresholds() {
    let stammdaten = stammdaten();
    let auswertung = auswertung(&stammdaten);
    let kontext = Kontext::new(&stammdaten, &auswertung, "gwa", heute());
    let base = kontext.kennzahl(Bereich::Kreis);
    let titel = |verfuegbar: &str, ist: &str, gebunden: &str| {
        meldung::schlagzeile(&kontext, "X", &line(&base, verfuegbar, ist, gebunden))
    };
    assert_eq!(titel("0", "0", "0"), "X: kein Budget in 2026");
    assert_eq!(titel("0", "12,50", "0"), "X: kein Budget in 2026, 13\u{202f}€ sind ausgegeben");
    assert_eq!(titel("0", "0", "12,00"), "X: kein Budget in 2026, 12\u{202f}€ sind zugesagt");
    assert_eq!(titel("100", "101", "0"), "X: Das Budget ist um 1\u{202f}€ überschritten");
    assert_eq!(titel("100", "100", "1"), "X: Zusagen übersteigen das Budget um 1\u{202f}€");
    assert_eq!(titel("100000", "49589,05", "0"), "X: Die Ausgaben laufen schneller als das Jahr");
    assert_eq!(titel("100000", "49589,04", "410,96"), "X: 50.000\u{202f}€ sind frei, die Ausgaben bleiben im Rahmen");
    assert_eq!(titel("100000", "49589,04", "410,95"), "X: 50.000\u{202f}€ sind frei, über die Hälfte des Budgets");
    assert_eq!(
        titel("100000", "10000", "80000"),
        "X: 10.000\u{202f}€ sind frei, der Rest ist ausgegeben oder zugesagt"
    );
    assert_eq!(titel("100000", "10000", "90000"), "X: Das Budget ist ganz ausgegeben oder zugesagt");
}

#[test]
fn nothing_is_ever_called_a_deficit() {
    for (id, document) in documents() {
        let all = document.daten.to_string();
        for word in ["Defizit", "leider", "!\u{201c}.", "NaN", "−0,00"] {
            assert!(!all.contains(word), "{id}: {word}");
        }
    }
}

#[test]
fn alt_texts_are_long_enough_to_inform_and_short_enough_to_be_heard() {
    let mut seen = 0;
    for (id, document) in documents() {
        for pointer in ["/bullet/alt", "/jahr/alt", "/kacheln/alt"] {
            let Some(alt) = document.daten.pointer(pointer).and_then(Value::as_str) else { continue };
            let length = alt.chars().count();
            assert!((150..=600).contains(&length), "{id} {pointer}: {length} characters\n{alt}");
            seen += 1;
        }
    }
    // Five Räume with two charts each, a Region and the Kreis with one.
    assert_eq!(seen, 5 * 2 + 2);
}

#[test]
fn alt_texts_of_many_long_names_stay_short() {
    let mut stammdaten = stammdaten();
    for raum in &mut stammdaten.raeume {
        raum.name = format!("Samtgemeinde {} am langen Fluss mit allen Ortsteilen und dem Umland", raum.name);
    }
    let auswertung = auswertung(&stammdaten);
    let kreis = kreis(&stammdaten, &auswertung, "gwa", heute());
    assert!(text(&kreis.daten, "/kacheln/alt").chars().count() <= 600);
    let raum = raum(&stammdaten, &auswertung, &"verden".into(), "gwa", heute());
    for pointer in ["/bullet/alt", "/jahr/alt"] {
        let length = text(&raum.daten, pointer).chars().count();
        assert!(length <= 600, "{pointer}: {length}");
    }
    assert_eq!(at(&raum.daten, "/kopf/lang"), &Value::Bool(true));
}

#[test]
fn the_equation_holds_as_printed() {
    for (id, document) in documents() {
        let glied = |index: usize| amount(text(&document.daten, &format!("/gleichung/{index}/betrag")));
        assert_eq!(glied(0), glied(1) + glied(2) + glied(3), "{id}");
    }
}

#[test]
fn the_composition_sums_to_the_budget() {
    let stammdaten = stammdaten();
    let auswertung = auswertung(&stammdaten);
    let kontext = Kontext::new(&stammdaten, &auswertung, "gwa", heute());
    for raum in &stammdaten.raeume {
        let zeile = kontext.kennzahl(Bereich::Raum(raum));
        let table = zusammensetzung::zusammensetzung(&kontext, &raum.id, &zeile);
        let sum: Betrag = table.zeilen().iter().map(|zeile| zeile.wert).sum();
        assert_eq!(sum, zeile.verfuegbar, "{}", raum.id);
    }
}

#[test]
fn printed_lines_of_massnahmen_sum_to_the_printed_total() {
    for (id, document) in documents() {
        let zeilen = at(&document.daten, "/massnahmen/zeilen").as_array().expect("lines");
        for column in ["bewilligt", "ist", "gebunden"] {
            let sum: Betrag = zeilen.iter().map(|zeile| amount(zeile[column].as_str().expect("an amount"))).sum();
            let total = amount(text(&document.daten, &format!("/massnahmen/summe/{column}")));
            assert_eq!(sum, total, "{id} {column}");
        }
        assert!(!document.daten.to_string().contains("Buchungen ohne Maßnahme"), "{id}");
    }
}

#[test]
fn printed_lines_of_the_kreis_sum_to_the_printed_total() {
    let daten = document("kreis").daten;
    for (table, columns) in [
        ("/vergleich/zeilen", ["verfuegbar", "ist", "gebunden", "frei"].as_slice()),
        ("/zusammensetzung", ["ansatz", "nachtrag", "uebertrag", "umschichtung", "verfuegbar"].as_slice()),
    ] {
        let zeilen = at(&daten, table).as_array().expect("lines");
        let of = |rang: &[&str], column: &str| -> Betrag {
            let lines = zeilen.iter().filter(|zeile| rang.contains(&zeile["rang"].as_str().expect("a rank")));
            lines.map(|zeile| amount(zeile[column].as_str().expect("an amount").trim_start_matches('+'))).sum()
        };
        for column in columns {
            let total = of(&["summe"], column);
            assert_eq!(of(&["gruppe", "einzeln"], column), total, "{table} {column}");
            assert_eq!(of(&["teil", "einzeln"], column), total, "{table} {column}");
        }
    }
}

// Expected figures of 2026-Q2: Region Süd 297.900,00 less its four Räume 254.400,00 is 43.500,00.
#[test]
fn a_region_shows_its_own_budget() {
    let daten = document("region-sued").daten;
    let own = at(&daten, "/vergleich/zeilen").as_array().expect("lines")[4].clone();
    assert_eq!(own["name"], "eigenes Budget");
    assert_eq!(own["verfuegbar"], "43.500,00");
    assert_eq!(own["frei"], "23.163,26");
}

#[test]
fn what_is_important_has_always_three_headings() {
    for (id, document) in documents() {
        let headings: Vec<_> = at(&document.daten, "/wichtig")
            .as_array()
            .expect("entries")
            .iter()
            .map(|entry| entry["begriff"].as_str().expect("a heading").to_owned())
            .collect();
        assert_eq!(headings, ["Zu entscheiden", "Läuft aus", "Zu prüfen"], "{id}");
    }
    let achim = document("achim").daten;
    assert_eq!(text(&achim, "/wichtig/1/texte/0"), "Bis 31.12.2026 endet keine laufende Maßnahme.");
    assert_eq!(text(&achim, "/wichtig/2/texte/0"), "Die beendete Maßnahme GWA-2025-04 bindet noch 144,19\u{202f}€.");
}

#[test]
fn a_budget_without_money_has_a_sentence_instead_of_a_figure() {
    let daten = document("ohne").daten;
    assert!(at(&daten, "/bullet").is_null());
    assert!(at(&daten, "/jahr").is_null());
    assert_eq!(text(&daten, "/gleichung/1/anteil"), "x Auslastung");
    assert_eq!(at(&daten, "/ampel/art"), &serde_json::to_value(Ampel::OhneBewertung).expect("a value"));
}

#[test]
fn other_budgets_have_their_own_files_and_units() {
    let mut stammdaten = stammdaten();
    let auswertung = auswertung(&stammdaten);
    let mut budget = stammdaten.budgets[0].clone();
    budget.budgetart = "fua-stunden".to_owned();
    budget.einheit = crate::domain::budget::Einheit::Stunden;
    stammdaten.budgets.push(budget);
    let document = raum(&stammdaten, &auswertung, &"achim".into(), "fua-stunden", heute());
    assert_eq!(document.pfad, "2026-Q2/budgetuebersicht-achim-fua-stunden.pdf");
    assert_eq!(text(&document.daten, "/massnahmen/einheit"), "Std.");
    assert!(!document.daten.to_string().contains('€'));
}

#[test]
fn files_are_named_for_their_raum() {
    let paths: Vec<_> = documents().into_iter().map(|(_, document)| document.pfad).collect();
    assert_eq!(paths[0], "2026-Q2/budgetuebersicht-achim.pdf");
    assert_eq!(paths[6], "2026-Q2/budgetuebersicht-region-sued.pdf");
    assert_eq!(paths[7], "2026-Q2/budgetuebersicht-kreis.pdf");
    assert_eq!(text(&document("achim").daten, "/rahmen/anhang/name"), "kennzahlen-achim.json");
}

/// Sample data for designers are what the program makes. `BEISPIELE_SCHREIBEN=1 cargo test` writes them anew.
#[test]
fn sample_data_of_the_templates_are_fresh() {
    let folder = crate::checkout().join("templates/beispiele");
    for (id, document) in documents() {
        let path = folder.join(format!("budgetuebersicht-{id}.json"));
        let fresh = format!("{:#}\n", document.daten);
        if std::env::var_os("BEISPIELE_SCHREIBEN").is_some() {
            std::fs::write(&path, &fresh).expect("a file");
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(kept == fresh, "{} is not what the program makes now", path.display());
    }
}

// GWA-2026-14 (Achim) is not decided. By hand: its offer asks for 26.819,18; October to December 2026 are 3 of 9 months:
// 8.939,7267, as cents 8.939,73 (largest remainder). Pooled with Verden each bears a half, the cent left over falls on the partner:
// 4.469,87.
#[test]
fn a_proposed_umschichtung_stands_in_both_budgets_until_it_is_decided() {
    let mut stammdaten = stammdaten();
    let record = stammdaten.massnahmen.iter_mut().find(|record| record.id.as_str() == "GWA-2026-14").expect("a record");
    record.gemeinsam_mit = vec!["verden".into()];
    let auswertung = auswertung(&stammdaten);
    let proposed = |id: &str| -> Vec<(String, String)> {
        let document = raum(&stammdaten, &auswertung, &id.into(), "gwa", heute());
        let lines = document.daten["beschluesse"]["zeilen"].as_array().expect("lines").clone();
        lines
            .iter()
            .filter(|line| line["gegenstand"].as_str().is_some_and(|text| text.ends_with("vorgeschlagen")))
            .map(|line| {
                (
                    line["datum"].as_str().unwrap_or_default().to_owned(),
                    line["betrag"].as_str().unwrap_or_default().to_owned(),
                )
            })
            .collect()
    };
    let (gives, receives) = (proposed("verden"), proposed("achim"));
    assert_eq!(gives, [("offen".to_owned(), "−4.469,87".to_owned())]);
    assert_eq!(receives, [("offen".to_owned(), "+4.469,87".to_owned())]);
    assert!(proposed("oyten").is_empty());
}
