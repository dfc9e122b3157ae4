//! What is due, and what the page says of deliveries, over the sample's records.

use chrono::NaiveDate;

use super::termine::termine;
use super::*;
use crate::finding::{Ort, Schwere};
use crate::present::evaluation::tests::stammdaten;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn at(stammdaten: &Stammdaten, heute: &str) -> Termine {
    termine(stammdaten, day("2026-06-30"), "2026-Q2".parse().expect("a quarter"), day(heute))
}

/// The sample's meeting of Achim on 14.09.2026, invited ten days before: by 04.09.2026.
#[test]
fn an_invitation_is_due_ten_days_before_its_meeting_and_late_the_day_after() {
    let mut stammdaten = stammdaten();
    let sitzung = serde_json::json!({
        "id": "SRT-achim-2026-4", "art": "sozialraumteam", "raum": "achim", "datum": "2026-09-14",
        "beginn": "14:30", "ende": "17:00", "ort": "Rathaus Achim", "einladung_versandt": null,
    });
    stammdaten.sitzungen = vec![serde_json::from_value(sitzung).expect("a meeting")];
    let [zeile] = at(&stammdaten, "2026-09-04").sitzungen.try_into().expect("one meeting");
    assert_eq!(zeile.wann, "14.09.2026, 14:30\u{a0}Uhr");
    assert_eq!(zeile.wer, "Sozialraumteam Achim");
    assert_eq!((zeile.einladung.as_str(), zeile.ueberfaellig), ("bis 04.09.2026 zu versenden", false));
    let [zeile] = at(&stammdaten, "2026-09-05").sitzungen.try_into().expect("one meeting");
    assert_eq!((zeile.einladung.as_str(), zeile.ueberfaellig), ("war bis 04.09.2026 zu versenden", true));
    assert!(at(&stammdaten, "2026-09-15").sitzungen.is_empty(), "it is over");
    stammdaten.sitzungen[0].einladung_versandt = Some(crate::domain::Datum(day("2026-09-01")));
    let [zeile] = at(&stammdaten, "2026-09-05").sitzungen.try_into().expect("one meeting");
    assert_eq!((zeile.einladung.as_str(), zeile.ueberfaellig), ("versandt am 01.09.2026", false));
}

/// The half-year ends on 30.06.2026, evaluations are due 14 days later.
#[test]
fn evaluations_are_due_until_their_day_and_late_after_it() {
    let stammdaten = stammdaten();
    let on_time = at(&stammdaten, "2026-07-14");
    assert!(!on_time.evaluationen.is_empty());
    assert!(on_time.evaluationen.iter().all(|one| one.wann == "fällig am 14.07.2026" && !one.ueberfaellig));
    let late = at(&stammdaten, "2026-07-15");
    assert_eq!(late.evaluationen.len(), on_time.evaluationen.len());
    assert!(late.evaluationen.iter().all(|one| one.wann == "war fällig am 14.07.2026" && one.ueberfaellig));
}

#[test]
fn the_next_delivery_follows_the_last_one() {
    let stammdaten = stammdaten();
    assert_eq!(
        at(&stammdaten, "2026-07-20").lieferung,
        "Kosten und Fälle zum 3.\u{a0}Quartal 2026, Stichtag 30.09.2026."
    );
    assert!(
        at(&stammdaten, "2026-10-01").lieferung.ends_with("noch nicht eingelesen; der Stichtag 30.09.2026 ist vorbei.")
    );
}

/// Findings hold what was read; the page holds rules and counts only.
#[test]
fn the_page_never_says_what_was_read() {
    let befund = |schwere| Befund {
        regel: "F001".into(),
        schwere,
        orte: vec![Ort { blatt: Some("Geheim".to_owned()), zelle: Some("A1".to_owned()) }],
        gelesen: "Mustermann, 51.2.01-0815/26".to_owned(),
        erwartet: "ein Betrag".to_owned(),
        abhilfe: "ändern".to_owned(),
    };
    let zeile = befunde::zeile(&Lieferungsbefunde {
        datei: "kosten.csv".to_owned(),
        art: Some(Lieferart::Kosten),
        quartal: "2026-Q2".parse().ok(),
        fassung: Some(2),
        eingelesen_am: Some(day("2026-07-20")),
        abgelehnt: false,
        befunde: vec![befund(Schwere::Warnung), befund(Schwere::Hinweis), befund(Schwere::Warnung)],
    });
    assert_eq!(zeile.was, "Kosten, 2.\u{a0}Quartal 2026, Fassung 2");
    assert_eq!(zeile.zahl, "2 Warnungen, ein Hinweis");
    assert_eq!(zeile.regeln.iter().map(|regel| regel.anzahl.as_str()).collect::<Vec<_>>(), ["2", "1"]);
    let json = serde_json::to_string(&zeile).expect("JSON");
    assert!(!json.contains("Mustermann") && !json.contains("0815") && !json.contains("Geheim"), "{json}");
}

#[test]
fn half_years_stand_in_the_heading_and_raeume_in_the_offices_order() {
    let stammdaten = stammdaten();
    let file = |pfad: &str| Datei { pfad: pfad.to_owned(), groesse: Some(5000) };
    let dateien = [
        file("2026-H1/evaluation-verden.pdf"),
        file("2026-H1/evaluation-achim.pdf"),
        file("2026-H1/evaluation-kreis.pdf"),
        file("2026-Q2/budgetuebersicht-region-nord.pdf"),
        file("2026-Q2/neu.pdf"),
        file("2026-Q2/anlagen/GWA-2025-14/anlage-1-b.pdf"),
    ];
    let gruppen = dokumente::gruppen(&stammdaten, "2026-Q2", &dateien, &["2026-Q2/lauf.json".to_owned()]);
    let titel: Vec<_> = gruppen.iter().map(|gruppe| gruppe.titel.as_str()).collect();
    assert_eq!(
        titel,
        [
            "Budgetübersichten",
            "Evaluationen, 1.\u{a0}Halbjahr 2026",
            "Protokoll des Laufs",
            "Ausgefüllte Anlagen",
            "Weitere Dateien"
        ]
    );
    let names: Vec<_> = gruppen[1].dateien.iter().map(|datei| (datei.titel.as_str(), datei.ziel.as_str())).collect();
    assert_eq!(
        names,
        [
            ("Landkreis Verden", "../2026-H1/evaluation-kreis.pdf"),
            ("Achim", "../2026-H1/evaluation-achim.pdf"),
            ("Verden (Aller)", "../2026-H1/evaluation-verden.pdf"),
        ]
    );
    assert_eq!(gruppen[0].dateien[0].titel, "Region Nord");
    assert!(gruppen[3].dateien[0].titel.ends_with(": Anlage\u{a0}1, Angebot B"), "{}", gruppen[3].dateien[0].titel);
    assert_eq!(gruppen[2].dateien[0].groesse, None, "the protocol is written after the page");
    assert_eq!(gruppen[4].dateien[0].zielgruppe, "intern");
}
