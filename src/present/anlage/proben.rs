//! The sample records for the tests of the forms.

use chrono::NaiveDate;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::domain::Stammdaten;
use crate::domain::angebot::Angebot;
use crate::domain::massnahme::Massnahme;
use crate::present::Dokument;

/// The master data of the sample, as far as forms need them.
pub fn stammdaten() -> Stammdaten {
    let all: Value = serde_json::from_str(include_str!("../../../tests/stammdaten/verden.json")).expect("JSON");
    let settings: Map<String, Value> = ["schema", "stand", "jahre", "alle_personen_erfunden", "amt", "regeln"]
        .into_iter()
        .filter_map(|key| Some((key.to_owned(), all.get(key)?.clone())))
        .collect();
    Stammdaten {
        einstellungen: part(&Value::Object(settings), "einstellungen"),
        regionen: part(&all["regionen"], "regionen"),
        raeume: part(&all["raeume"], "raeume"),
        hilfearten: Vec::new(),
        konten: part(&all["konten"], "konten"),
        traeger: part(&all["traeger"], "traeger"),
        kriterien: part(&all["kriterien"], "kriterien"),
        budgets: Vec::new(),
        budgetbewegungen: Vec::new(),
        stundennachweise: Vec::new(),
        massnahmen: part(&all["massnahmen"], "massnahmen"),
        evaluationen: Vec::new(),
        nachweise: Vec::new(),
        sozialraumteams: Vec::new(),
        sitzungen: Vec::new(),
        ausschusssitzungen: Vec::new(),
        verteiler: Vec::new(),
        ferien: Vec::new(),
    }
}

fn part<T: DeserializeOwned>(value: &Value, name: &str) -> T {
    serde_json::from_value(value.clone()).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The day of the sample's forms.
pub fn heute() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 7, 20).expect("a day")
}

/// A Maßnahme of the sample.
pub fn massnahme<'a>(stammdaten: &'a Stammdaten, id: &str) -> &'a Massnahme {
    stammdaten.massnahme(&id.into()).expect("a Maßnahme of the sample")
}

/// An offer by its letter.
pub fn angebot<'a>(massnahme: &'a Massnahme, letter: &str) -> &'a Angebot {
    massnahme.angebote.iter().find(|angebot| angebot.id.ends_with(letter)).expect("an offer of the sample")
}

/// Fails where a text of a record is missing in what is printed. Keys, days and numbers print in another shape.
pub fn assert_contains_all_strings(dokument: &Dokument, record: &Value, name: &str) {
    let mut printed = Vec::new();
    collect(&dokument.daten, "", &mut printed);
    let printed = printed.into_iter().map(|(_, text)| text).collect::<Vec<_>>().join("\n");
    let mut written = Vec::new();
    collect(record, "", &mut written);
    const KEYS: [&str; 9] = [
        "sozialraumteams",
        "traeger",
        "art",
        "satzart",
        "kriterium",
        "block",
        "angebot",
        "katalog",
        "ausgeschlossen_wegen",
    ];
    for (key, text) in written {
        let shaped = text.parse::<rust_decimal::Decimal>().is_ok() || crate::domain::Datum::parse(&text).is_some();
        if shaped || KEYS.contains(&key.as_str()) {
            continue;
        }
        for line in text.split('\n').filter(|line| !line.trim().is_empty()) {
            assert!(printed.contains(line), "{name}: {key} is lost: {line}");
        }
    }
}

fn collect(value: &Value, key: &str, found: &mut Vec<(String, String)>) {
    match value {
        Value::String(text) => found.push((key.to_owned(), text.clone())),
        Value::Array(items) => items.iter().for_each(|item| collect(item, key, found)),
        Value::Object(map) => map.iter().for_each(|(key, item)| collect(item, key, found)),
        _ => {}
    }
}
