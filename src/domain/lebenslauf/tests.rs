use super::*;
use crate::domain::Datum;
use crate::domain::massnahme::{KeinLeistungsangebot, Verlaengerung};

fn tag(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn datum(text: &str) -> Datum {
    Datum(tag(text))
}

/// GWA-2026-05 of the sample: Bedarf 25.06.2025, three offers, decided 19.11., money 03.12., Bescheid 11.12.2025,
/// 15.01. to 15.12.2026.
fn massnahme() -> Massnahme {
    let all: serde_json::Value =
        serde_json::from_str(include_str!("../../../tests/stammdaten/verden.json")).expect("JSON");
    let records = all["massnahmen"].as_array().expect("Maßnahmen");
    let record = records.iter().find(|record| record["id"] == "GWA-2026-05").expect("the record");
    serde_json::from_value(record.clone()).expect("a Maßnahme")
}

fn at(massnahme: &Massnahme, day: &str) -> Zustand {
    zustand(massnahme, tag(day))
}

#[test]
fn the_state_follows_the_dated_steps() {
    let record = massnahme();
    let bedarf = record.bedarf.festgestellt_am.to_string();
    assert_eq!(at(&record, &bedarf), Zustand::BedarfFestgestellt);
    // Anlage 3 has no day of its own here, so it counts as scored from the last offer on.
    assert_eq!(at(&record, "2025-11-18"), Zustand::Bewertet);
    assert_eq!(at(&record, "2025-11-19"), Zustand::Entschieden);
    assert_eq!(at(&record, "2025-12-02"), Zustand::Entschieden);
    assert_eq!(at(&record, "2025-12-03"), Zustand::Bewilligt);
    assert_eq!(at(&record, "2025-12-11"), Zustand::Beschieden);
    assert_eq!(at(&record, "2026-01-14"), Zustand::Beschieden);
    assert_eq!(at(&record, "2026-01-15"), Zustand::Laeuft);
    assert_eq!(at(&record, "2026-12-15"), Zustand::Laeuft);
    assert_eq!(at(&record, "2026-12-16"), Zustand::Beendet);
}

#[test]
fn an_extension_and_a_checked_nachweis_are_states_of_their_own() {
    let mut record = massnahme();
    record.laufzeit.ende = datum("2027-03-31");
    record.verlaengerung = Some(Verlaengerung {
        urspruengliches_ende: datum("2026-12-15"),
        neues_ende: datum("2027-03-31"),
        entschieden_am: datum("2026-11-04"),
        durch: "Regionalteam".to_owned(),
        grund: "Anschluss".to_owned(),
        beleg: "Protokoll vom 04.11.2026, TOP 3".to_owned(),
    });
    assert_eq!((at(&record, "2026-11-03"), at(&record, "2026-11-04")), (Zustand::Laeuft, Zustand::Verlaengert));
    let step = schritte(&record, tag("2026-12-01")).pop().expect("a step");
    assert_eq!((step.durch.as_str(), step.beleg.as_str()), ("Regionalteam", "Protokoll vom 04.11.2026, TOP 3"));
    record.verwendungsnachweis = Some(
        serde_json::from_value(serde_json::json!({
            "eingang": "2027-06-01", "geprueft": true, "geprueft_am": "2027-07-10", "bemerkung": ""
        }))
        .expect("a Nachweis"),
    );
    assert_eq!((at(&record, "2027-07-09"), at(&record, "2027-07-10")), (Zustand::Beendet, Zustand::Abgerechnet));
}

#[test]
fn a_rejection_comes_with_its_reason() {
    let mut record = massnahme();
    (record.bewilligung, record.entscheidungen.ressourceneinsatz, record.entscheidungen.bescheid) = (None, None, None);
    record.entscheidungen.kein_leistungsangebot = Some(KeinLeistungsangebot {
        datum: datum("2025-12-03"),
        grund: "Die Schule bietet es selbst an.".to_owned(),
        beleg: String::new(),
    });
    assert_eq!((at(&record, "2025-12-02"), at(&record, "2025-12-03")), (Zustand::Entschieden, Zustand::Abgelehnt));
    let last = schritte(&record, tag("2026-07-20")).pop().expect("a step");
    assert_eq!(last.grund, "Die Schule bietet es selbst an.");
    assert!(stillstand(&record, &Massnahmenregeln::default(), tag("2030-01-01")).is_none());
}

#[test]
fn money_that_is_refused_rejects() {
    let mut record = massnahme();
    record.bewilligung = None;
    record.entscheidungen.bescheid = None;
    let geld = record.entscheidungen.ressourceneinsatz.as_mut().expect("a decision");
    for (word, meaning) in [
        ("zugestimmt", Geldentscheidung::Zugestimmt),
        ("mit Auflagen bewilligt", Geldentscheidung::Zugestimmt),
        ("nicht bewilligt", Geldentscheidung::Abgelehnt),
        ("abgelehnt", Geldentscheidung::Abgelehnt),
        ("zurückgestellt", Geldentscheidung::Zurueckgestellt),
        ("besprochen", Geldentscheidung::Unklar),
    ] {
        geld.ergebnis = word.to_owned();
        assert_eq!(geld.entscheidung(), meaning, "{word}");
    }
    geld.ergebnis = "abgelehnt".to_owned();
    assert_eq!(at(&record, "2025-12-03"), Zustand::Abgelehnt);
}

// Days allowed by default: 30 from the decision of the Leitung (19.11.2025). By hand: 19.11. + 30 days = 19.12.; late from
// 20.12. on.
#[test]
fn what_waits_too_long_is_stuck_from_the_day_after_its_time() {
    let mut record = massnahme();
    (record.bewilligung, record.entscheidungen.ressourceneinsatz, record.entscheidungen.bescheid) = (None, None, None);
    let regeln = Massnahmenregeln::default();
    assert!(stillstand(&record, &regeln, tag("2025-12-19")).is_none());
    let stuck = stillstand(&record, &regeln, tag("2025-12-20")).expect("stuck");
    assert_eq!((stuck.seit, stuck.faellig), (tag("2025-11-19"), tag("2025-12-20")));
    assert_eq!(stuck.tage(tag("2025-12-20")), 31);
    assert!(stuck.wartet_auf.contains("Ressourceneinsatz"));
}

#[test]
fn every_word_that_is_typed_means_one_state() {
    let keys: std::collections::BTreeSet<_> = Zustand::ALL.iter().map(|state| state.key()).collect();
    assert_eq!(keys.len(), Zustand::ALL.len());
    assert!(keys.iter().all(|key| key.bytes().all(|byte| byte.is_ascii_lowercase())));
}
