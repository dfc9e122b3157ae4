//! Documents at the edges: overspent, nothing at all, many, long, other units, first and last day. Each must still
//! print true sums and short alt texts; the sample data show designers what they look like.

use chrono::NaiveDate;
use serde_json::Value;

use super::beispiel::{auswertung, euro, heute, line, stammdaten};
use super::*;
use crate::domain::auswertung::MassnahmeKennzahl;
use crate::domain::budget::{Budgetbewegung, Einheit};
use crate::domain::formeln;
use crate::domain::raum::Ebene;
use crate::domain::{Betrag, Datum, MassnahmeId};

/// Sets the figures of one Raum.
fn set(auswertung: &mut Auswertung, raum: &str, verfuegbar: &str, ist: &str, gebunden: &str) {
    let zeile = auswertung.kennzahlen.budget.iter_mut().find(|zeile| zeile.raum == raum).expect("a line");
    *zeile = line(zeile, verfuegbar, ist, gebunden);
}

/// Moves all figures to another Stichtag; amounts stay.
fn stichtag(auswertung: &mut Auswertung, quartal: &str) {
    let kennzahlen = &mut auswertung.kennzahlen;
    kennzahlen.quartal = quartal.parse().expect("a quarter");
    kennzahlen.stichtag = kennzahlen.quartal.ende();
    for zeile in &mut kennzahlen.budget {
        zeile.zeitanteil = formeln::zeitanteil(kennzahlen.stichtag);
        zeile.hochrechnung_linear = formeln::hochrechnung_linear(zeile.ist, kennzahlen.stichtag);
    }
    for punkt in &mut auswertung.verlauf {
        if punkt.quartal > kennzahlen.quartal {
            punkt.ist = None;
        }
    }
}

/// Fifteen Maßnahmen with long titles, one of them without a record, and nine movements of the budget.
fn viele(stammdaten: &mut Stammdaten, auswertung: &mut Auswertung) {
    auswertung.massnahmen.retain(|zeile| zeile.raum != "achim");
    let mut sum = (Betrag::ZERO, Betrag::ZERO, Betrag::ZERO);
    let records: Vec<MassnahmeId> = stammdaten.massnahmen.iter().skip(20).map(|record| record.id.clone()).collect();
    let ids = records.into_iter().take(14).chain([MassnahmeId::new("GWA-2026-99")]);
    for (index, id) in (1_i64..).zip(ids) {
        let bewilligt = Betrag::from_cents(if index == 15 { 0 } else { index * 123_457 });
        let ist = Betrag::from_cents(index * 61_728);
        let gebunden = formeln::gebunden(bewilligt, ist);
        sum = (sum.0 + bewilligt, sum.1 + ist, sum.2 + gebunden);
        auswertung.massnahmen.push(MassnahmeKennzahl {
            massnahme: id,
            ebene: Ebene::Sozialraum,
            raum: "achim".to_owned(),
            budgetart: "gwa".to_owned(),
            bewilligt,
            ist,
            gebunden,
        });
    }
    for record in &mut stammdaten.massnahmen {
        record.titel = format!("{} mit offener Sprechstunde, Hausbesuchen & „Donaudampfschifffahrt“", record.titel);
    }
    for number in 1..=9 {
        stammdaten.budgetbewegungen.push(Budgetbewegung::Umschichtung {
            id: format!("BB-9{number}"),
            jahr: 2026,
            budgetart: "gwa".to_owned(),
            von: "verden".into(),
            nach: "achim".into(),
            betrag: euro("100,00"),
            datum: Datum(NaiveDate::from_ymd_opt(2026, 5, number).expect("a day")),
            beschluss: "Zusammenführung von Teilbudgets".to_owned(),
            massnahme: Some(MassnahmeId::new("GWA-2026-09")),
        });
    }
    let zeile = auswertung.kennzahlen.budget.iter_mut().find(|zeile| zeile.raum == "achim").expect("a line");
    let verfuegbar = zeile.verfuegbar + euro("900,00");
    *zeile = line(zeile, &verfuegbar.to_string(), &sum.1.to_string(), &sum.2.to_string());
    zeile.bewilligt = sum.0;
    (zeile.ansatz, zeile.uebertrag, zeile.umschichtung) = (euro("90000"), euro("8000"), euro("2400"));
}

/// Every edge by name.
fn documents() -> Vec<(&'static str, Dokument)> {
    let mut documents = Vec::new();
    let mut with = |name, change: fn(&mut Stammdaten, &mut Auswertung) -> Option<&'static str>| {
        let mut stammdaten = stammdaten();
        let mut auswertung = auswertung(&stammdaten);
        let id = change(&mut stammdaten, &mut auswertung);
        let budgetart = if name == "stunden" { "fua-stunden" } else { "gwa" };
        let document = match id {
            Some(id) => raum(&stammdaten, &auswertung, &id.into(), budgetart, heute()),
            None => kreis(&stammdaten, &auswertung, budgetart, heute()),
        };
        documents.push((name, document));
    };
    with("ueberschritten", |stammdaten, auswertung| {
        stammdaten.budgetbewegungen.clear();
        set(auswertung, "achim", "15000,00", "19365,67", "23956,79");
        Some("achim")
    });
    with("ohne-budget-mit-buchungen", |stammdaten, auswertung| {
        stammdaten.budgetbewegungen.clear();
        set(auswertung, "achim", "0", "19365,67", "23956,79");
        Some("achim")
    });
    with("nichts", |stammdaten, auswertung| {
        stammdaten.budgetbewegungen.clear();
        set(auswertung, "achim", "90000,00", "0", "0");
        auswertung.massnahmen.clear();
        auswertung.verlauf.clear();
        auswertung.quellen.clear();
        auswertung
            .luecken
            .push("Die Lieferung „Kosten“ für 2026-Q2 fehlt; Ist und Hochrechnung sind zu niedrig.".into());
        Some("achim")
    });
    with("viele-massnahmen", |stammdaten, auswertung| {
        viele(stammdaten, auswertung);
        Some("achim")
    });
    with("lange-namen", |stammdaten, _| {
        for raum in &mut stammdaten.raeume {
            raum.name = format!("Samtgemeinde {} am langen Fluss mit Umland", raum.name);
        }
        Some("doerverden")
    });
    with("jahresende", |_, auswertung| {
        stichtag(auswertung, "2026-Q4");
        Some("doerverden")
    });
    with("erstes-quartal", |_, auswertung| {
        set(auswertung, "achim", "90000,00", "1200,00", "2400,00");
        stichtag(auswertung, "2026-Q1");
        Some("achim")
    });
    with("stunden", |stammdaten, auswertung| {
        let mut budget = stammdaten.budgets[0].clone();
        (budget.budgetart, budget.einheit) = ("fua-stunden".to_owned(), Einheit::Stunden);
        stammdaten.budgets.push(budget);
        set(auswertung, "achim", "936,00", "455,50", "0");
        for zeile in &mut auswertung.kennzahlen.budget {
            zeile.budgetart = "fua-stunden".to_owned();
        }
        Some("achim")
    });
    with("kreis-ohne-regionen", |stammdaten, auswertung| {
        stammdaten.regionen.clear();
        for raum in &mut stammdaten.raeume {
            raum.region = None;
        }
        // Four more Räume without figures, one of them far over its budget.
        for number in 1..=4 {
            let mut raum = stammdaten.raeume[0].clone();
            raum.id = format!("neu-{number}").as_str().into();
            raum.name = format!("Neuer Raum {number}");
            let mut zeile =
                line(&auswertung.kennzahlen.budget[0], "1000,00", if number == 1 { "3500,00" } else { "0" }, "0");
            zeile.raum = raum.id.to_string();
            auswertung.kennzahlen.budget.push(zeile);
            stammdaten.raeume.insert(8, raum);
        }
        None
    });
    documents
}

#[test]
fn alt_texts_keep_their_length_at_every_edge() {
    for (name, document) in documents() {
        for pointer in ["/bullet/alt", "/jahr/alt", "/kacheln/alt"] {
            let Some(alt) = document.daten.pointer(pointer).and_then(Value::as_str) else { continue };
            let length = alt.chars().count();
            assert!((150..=600).contains(&length), "{name} {pointer}: {length} characters\n{alt}");
        }
    }
}

#[test]
fn edges_say_what_is_true() {
    let documents = documents();
    let at = |name: &str, pointer: &str| {
        let (_, document) = documents.iter().find(|(id, _)| *id == name).expect("a document");
        document.daten.pointer(pointer).cloned().unwrap_or_else(|| panic!("{name} {pointer}"))
    };
    // 19.365,67 − 15.000,00 = 4.365,67.
    assert_eq!(at("ueberschritten", "/kopf/titel"), "Achim: Das Budget ist um 4.366\u{202f}€ überschritten");
    assert_eq!(
        at("ohne-budget-mit-buchungen", "/kopf/titel"),
        "Achim: kein Budget in 2026, 19.366\u{202f}€ sind ausgegeben"
    );
    assert_eq!(at("ohne-budget-mit-buchungen", "/ampel/art"), "rot");
    assert!(at("ohne-budget-mit-buchungen", "/bullet").is_null());
    assert_eq!(
        at("nichts", "/massnahmen/keine"),
        "Im Haushaltsjahr 2026 ist keine Maßnahme bewilligt und nichts gebucht."
    );
    assert_eq!(at("nichts", "/jahr/hinweis"), "Für 2025 liegen keine Lieferungen vor.");
    assert_eq!(at("nichts", "/kopf/luecken").as_array().map(Vec::len), Some(1));
    assert_eq!(at("viele-massnahmen", "/massnahmen/zeilen").as_array().map(Vec::len), Some(15));
    assert_eq!(at("viele-massnahmen", "/zusammensetzung/zeilen").as_array().map(Vec::len), Some(4));
    assert_eq!(at("jahresende", "/bullet/marke"), Value::Null);
    assert_eq!(at("jahresende", "/jahr/gruppen/3/hochrechnung"), Value::Null);
    assert_eq!(at("erstes-quartal", "/jahr/gruppen/1/unbekannt"), true);
    assert_eq!(at("stunden", "/gleichung/1/name"), "Ist (geleistet)");
    assert_eq!(at("kreis-ohne-regionen", "/kacheln/kacheln").as_array().map(Vec::len), Some(12));
    assert_eq!(at("kreis-ohne-regionen", "/vergleich/zeilen/11/gekappt"), true);
}

/// As the samples of the sample office; see there.
#[test]
fn sample_data_of_the_edges_are_fresh() {
    let folder = crate::checkout().join("templates/beispiele");
    for (name, document) in documents() {
        let path = folder.join(format!("budgetuebersicht-rand-{name}.json"));
        let fresh = format!("{:#}\n", document.daten);
        if std::env::var_os("BEISPIELE_SCHREIBEN").is_some() {
            std::fs::write(&path, &fresh).expect("a file");
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(kept == fresh, "{} is not what the program makes now", path.display());
    }
}
