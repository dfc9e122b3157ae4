//! The evaluation over the sample's first half-year of 2026.

use chrono::NaiveDate;
use serde_json::Value;

use crate::domain::{Halbjahr, RaumId, Stammdaten};
use crate::present::Dokument;

/// The records of the sample, as far as documents about Maßnahmen need them.
pub(in crate::present) fn stammdaten() -> Stammdaten {
    let path = crate::checkout().join("tests/stammdaten/verden.json");
    let json: Value = serde_json::from_str(&std::fs::read_to_string(path).expect("the sample")).expect("JSON");
    fn part<T: serde::de::DeserializeOwned>(json: &Value, key: &str) -> T {
        serde_json::from_value(json[key].clone()).unwrap_or_else(|cause| panic!("{key}: {cause}"))
    }
    let keys = ["schema", "stand", "jahre", "alle_personen_erfunden", "amt", "regeln"];
    let settings: serde_json::Map<String, Value> =
        keys.iter().map(|key| ((*key).to_owned(), json[*key].clone())).collect();
    Stammdaten {
        einstellungen: serde_json::from_value(Value::Object(settings)).expect("settings"),
        regionen: part(&json, "regionen"),
        raeume: part(&json, "raeume"),
        hilfearten: Vec::new(),
        konten: part(&json, "konten"),
        traeger: part(&json, "traeger"),
        kriterien: Vec::new(),
        budgets: Vec::new(),
        budgetbewegungen: Vec::new(),
        stundennachweise: Vec::new(),
        massnahmen: part(&json, "massnahmen"),
        evaluationen: part(&json, "evaluationen"),
        nachweise: Vec::new(),
        sozialraumteams: Vec::new(),
        sitzungen: Vec::new(),
        ausschusssitzungen: Vec::new(),
        verteiler: Vec::new(),
        ferien: Vec::new(),
    }
}

fn halbjahr() -> Halbjahr {
    "2026-H1".parse().expect("a half-year")
}

fn heute() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 7, 20).expect("a day")
}

fn raum(stammdaten: &Stammdaten, id: &str) -> Dokument {
    super::raum(stammdaten, halbjahr(), &RaumId::from(id), heute())
}

fn kreis(stammdaten: &Stammdaten) -> Dokument {
    super::kreis(stammdaten, halbjahr(), heute())
}

/// What is printed under a key in every Maßnahme.
fn in_every_section<'a>(dokument: &'a Dokument, key: &'a str) -> impl Iterator<Item = &'a Value> {
    let gruppen = dokument.daten["gruppen"].as_array().expect("groups");
    gruppen.iter().flat_map(|gruppe| gruppe["massnahmen"].as_array().expect("sections")).map(move |m| &m[key])
}

#[test]
fn no_running_massnahme_is_left_out() {
    let stammdaten = stammdaten();
    let dokument = kreis(&stammdaten);
    assert_eq!(dokument.pfad, "2026-H1/evaluation-kreis.pdf");
    assert_eq!(in_every_section(&dokument, "titel").count(), 21);
    assert_eq!(dokument.daten["kopf"]["titel"], "15 von 21 Evaluationen liegen vor, 6 stehen aus");
    assert_eq!(dokument.daten["kennzahlen"][0]["zusatz"], "6 ausstehend, 3 verspätet");
}

#[test]
fn the_day_on_which_evaluations_are_due_is_the_offices_own() {
    let mut stammdaten = stammdaten();
    stammdaten.einstellungen.regeln.evaluation_frist_tage = 40;
    let dokument = kreis(&stammdaten);
    assert_eq!(dokument.daten["kennzahlen"][0]["zusatz"], "6 ausstehend");
    assert_eq!(dokument.daten["fehlend"]["zeilen"][0]["faellig"], "09.08.2026");
}

#[test]
fn what_is_missing_or_late_stands_in_front() {
    let stammdaten = stammdaten();
    let dokument = kreis(&stammdaten);
    let zustaende: Vec<&str> = dokument.daten["fehlend"]["zeilen"]
        .as_array()
        .expect("lines")
        .iter()
        .map(|zeile| zeile["zustand"].as_str().expect("a state"))
        .collect();
    assert_eq!(zustaende, [["ausstehend"; 6].as_slice(), &["verspaetet"; 3]].concat());
}

#[test]
fn a_missing_evaluation_counts_as_missing_not_as_failed() {
    let mut stammdaten = stammdaten();
    let before = kreis(&stammdaten);
    stammdaten.evaluationen.retain(|evaluation| evaluation.massnahme.as_str() != "GWA-2026-07");
    let after = kreis(&stammdaten);
    let count = |dokument: &Dokument, art: &str| -> i64 {
        let zeilen = dokument.daten["bilanz"]["zeilen"].as_array().expect("lines");
        let zeile = zeilen.iter().find(|zeile| zeile["art"] == art).expect("a degree");
        zeile["anzahl"].as_str().expect("a count").parse().unwrap_or(0)
    };
    assert_eq!(count(&after, "nicht"), count(&before, "nicht"));
    assert_eq!(count(&after, "ausstehend"), count(&before, "ausstehend") + 3);
    assert_eq!(before.daten["bilanz"]["summe"]["anzahl"], after.daten["bilanz"]["summe"]["anzahl"]);
}

#[test]
fn counted_estimated_and_unanswered_stay_apart() {
    let stammdaten = stammdaten();
    let dokument = raum(&stammdaten, "doerverden");
    let sections = dokument.daten["gruppen"][0]["massnahmen"].as_array().expect("sections");
    let spielmobil = sections
        .iter()
        .find(|m| m["titel"].as_str().is_some_and(|titel| titel.contains("Rollende Wiese")))
        .expect("the Spielmobil");
    let zeilen = &spielmobil["ziele"]["zeilen"];
    assert_eq!((&zeilen[0]["ist"], &zeilen[0]["balken"]), (&Value::from("."), &Value::Null));
    assert_eq!(zeilen[0]["grad"], "keine");
    assert_eq!((&zeilen[1]["ist"], &zeilen[1]["balken"]["art"]), (&Value::from("62"), &Value::from("gezaehlt")));
    assert_eq!(zeilen[1]["anteil"], "51,7\u{202f}%");
    assert_eq!(
        (&zeilen[2]["ist"], &zeilen[2]["balken"]["art"]),
        (&Value::from("7\u{a0}s"), &Value::from("geschaetzt"))
    );
    assert_eq!(spielmobil["aussage"], "Zwei Ziele teilweise erreicht, eines ohne Angabe. Empfehlung: fortführen.");
    assert_eq!(spielmobil["geld"]["zeilen"][1]["anteil"], "33,3\u{202f}%");
}

#[test]
fn segments_of_a_stack_meet_and_fill_it() {
    let stammdaten = stammdaten();
    let dokument = kreis(&stammdaten);
    let bilanz = &dokument.daten["bilanz"];
    let mut ende = 0;
    for segment in bilanz["balken"][0]["segmente"].as_array().expect("segments") {
        assert_eq!(segment["x"].as_i64(), Some(ende));
        ende += segment["breite"].as_i64().expect("a width");
    }
    assert_eq!(Some(ende), bilanz["breite"].as_i64());
}

#[test]
fn nothing_running_is_said_and_asks_for_nothing() {
    let mut stammdaten = stammdaten();
    stammdaten.massnahmen.clear();
    let dokument = raum(&stammdaten, "achim");
    assert_eq!(dokument.daten["kopf"]["titel"], "Achim: keine laufende Maßnahme im 1.\u{a0}Halbjahr 2026");
    for part in ["fehlend", "bilanz", "entscheidungen", "weitere"] {
        assert!(dokument.daten[part].is_null(), "{part}");
    }
}

#[test]
fn without_a_last_half_year_nothing_is_compared() {
    let mut stammdaten = stammdaten();
    stammdaten.massnahmen.retain(|massnahme| massnahme.laufzeit.beginn.day() >= halbjahr().beginn());
    let bilanz = kreis(&stammdaten).daten["bilanz"].clone();
    assert_eq!(bilanz["vergleich"], false);
    assert_eq!(bilanz["balken"].as_array().map(Vec::len), Some(1));
    assert!(bilanz["summe"]["vor_anzahl"].is_null());
}

/// Every Maßnahme is paid by one Raum.
fn many(stammdaten: &Stammdaten) -> Stammdaten {
    let mut many = stammdaten.clone();
    for massnahme in &mut many.massnahmen {
        massnahme.anteile.truncate(1);
        massnahme.anteile[0].raum = RaumId::from("achim");
    }
    many
}

/// Words of 70 letters and texts of a page.
fn long(stammdaten: &Stammdaten) -> Stammdaten {
    const WORD: &str = "Gemeinwesenarbeitsmaßnahmenbewilligungsbescheidausfertigungsverzeichnis";
    let mut long = stammdaten.clone();
    for massnahme in &mut long.massnahmen {
        massnahme.titel = format!("{} {WORD}", massnahme.titel);
        for angebot in &mut massnahme.angebote {
            angebot.anlage1.ziele[0].indikator = WORD.to_owned();
            angebot.anlage1.ziele[0].einheit = WORD.to_owned();
        }
    }
    for evaluation in &mut long.evaluationen {
        evaluation.abweichung = "Die Gruppe begann später, weil ein Raum fehlte. ".repeat(20);
        evaluation.umsteuerung = WORD.to_owned();
        evaluation.kommentar_stabsstelle = format!("{}\n\n{WORD}", "Der Ort wird gewechselt. ".repeat(20));
    }
    long
}

/// The sample data that people who work on the template look at, by the name of their file.
fn beispiele() -> Vec<(&'static str, Dokument)> {
    let stammdaten = stammdaten();
    let mut nothing = stammdaten.clone();
    nothing.massnahmen.clear();
    let mut missing = stammdaten.clone();
    missing.evaluationen.retain(|evaluation| evaluation.halbjahr != halbjahr());
    vec![
        ("doerverden", raum(&stammdaten, "doerverden")),
        ("oyten", raum(&stammdaten, "oyten")),
        ("verden", raum(&stammdaten, "verden")),
        ("kreis", kreis(&stammdaten)),
        ("rand-nichts", raum(&nothing, "achim")),
        ("rand-alle-ausstehend", raum(&missing, "verden")),
        ("rand-viele", raum(&many(&stammdaten), "achim")),
        ("rand-lang", raum(&long(&stammdaten), "doerverden")),
    ]
}

/// Sample data for designers are what the program makes. `BEISPIELE_SCHREIBEN=1 cargo test` writes them anew.
#[test]
#[expect(clippy::disallowed_methods, reason = "writes sample data on demand")]
fn sample_data_of_the_template_are_fresh() {
    let folder = crate::checkout().join("templates/beispiele");
    for (name, dokument) in beispiele() {
        let path = folder.join(format!("evaluation-{name}.json"));
        let fresh = format!("{:#}\n", dokument.daten);
        if std::env::var_os("BEISPIELE_SCHREIBEN").is_some() {
            std::fs::write(&path, &fresh).expect("a file");
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(kept == fresh, "{} is not what the program makes now", path.display());
    }
}
