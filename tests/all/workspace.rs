//! Making a workspace, reading it, and what is answered to mistakes in it.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test that cannot go on panics, and these tests spoil files on purpose"
)]

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};
use sozialraumbericht::workspace::{NeuError, Profil, load, neu_aus_json, neu_aus_profil};

/// The three offices whose master data are in the repository.
const OFFICES: [&str; 3] = ["verden", "norderstedt", "bezirk"];

fn json_of(office: &str) -> Vec<u8> {
    fs::read(crate::arbeitsbereich::root().join(format!("tests/stammdaten/{office}.json"))).expect("master data")
}

/// A workspace of an office in a folder of its own.
fn made(office: &str) -> (tempfile::TempDir, PathBuf) {
    let home = tempfile::tempdir().expect("a folder");
    let dir = home.path().join("arbeitsbereich");
    neu_aus_json(&dir, &json_of(office)).unwrap_or_else(|error| panic!("{office}: {error}"));
    (home, dir)
}

/// Every file below a folder, by name.
fn files_below(dir: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(dir).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() { files.extend(files_below(&path)) } else { files.push(path) }
    }
    files.sort();
    files
}

/// TOML as JSON, read by the toml crate alone.
fn plain_json(path: &Path) -> Map<String, Value> {
    let table: toml::Table =
        fs::read_to_string(path).expect("text").parse().unwrap_or_else(|e| panic!("{path:?}: {e}"));
    match to_json(toml::Value::Table(table)) {
        Value::Object(table) => table,
        _ => unreachable!("a table"),
    }
}

fn to_json(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::String(plain_amount(&text)),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(flag) => flag.into(),
        toml::Value::Datetime(date) => Value::String(date.to_string()),
        toml::Value::Array(items) => items.into_iter().map(to_json).collect(),
        toml::Value::Table(table) => table.into_iter().map(|(key, value)| (key, to_json(value))).collect(),
    }
}

/// `1.234,56` as `1234.56`.
fn plain_amount(text: &str) -> String {
    let amount = text.strip_prefix('-').unwrap_or(text);
    let german = amount.split_once(',').is_some_and(|(whole, cents)| {
        cents.len() == 2
            && cents.bytes().all(|b| b.is_ascii_digit())
            && !whole.is_empty()
            && whole.bytes().all(|b| b.is_ascii_digit() || b == b'.')
    });
    if german { text.replace('.', "").replace(',', ".") } else { text.to_owned() }
}

/// Without the keys that are null.
fn without_nulls(value: Value) -> Value {
    match value {
        Value::Array(items) => items.into_iter().map(without_nulls).collect(),
        Value::Object(table) => table
            .into_iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(key, value)| (key, without_nulls(value)))
            .collect(),
        other => other,
    }
}

/// The workspace's files put together again in the shape of the master data.
fn gathered(dir: &Path) -> Map<String, Value> {
    let mut all = plain_json(&dir.join("sozialraumbericht.toml"));
    all.shift_remove("gestaltung");
    all.shift_remove("befunde");
    all.shift_remove("vergleich");
    all.shift_remove("lesen");
    all.shift_remove("bescheid");
    all.shift_remove("jha");
    all.shift_remove("sitzungsplan");
    all.shift_remove("fristen");
    all.shift_remove("mail");
    all.shift_remove("woerter");
    all.shift_remove("budgetarten");
    let regeln = all["regeln"].as_object_mut().expect("rules");
    regeln.shift_remove("evaluation_frist_tage");
    regeln.shift_remove("auslaufend_monate");
    regeln.shift_remove("veraenderung");
    regeln.shift_remove("zuwendung");
    regeln.shift_remove("stundenbudget");
    regeln.shift_remove("massnahmen");
    for path in files_below(&dir.join("data/stammdaten")) {
        let table = plain_json(&path);
        match path.file_stem().and_then(|stem| stem.to_str()) {
            Some("konten") => drop(all.insert("konten".to_owned(), Value::Object(table))),
            Some("ferien") => {}
            _ if path.parent().is_some_and(|parent| parent.ends_with("export")) => {}
            _ => all.extend(table),
        }
    }
    for (key, folder) in [("massnahmen", "massnahmen"), ("evaluationen", "evaluationen")] {
        let records =
            files_below(&dir.join("data").join(folder)).iter().map(|path| Value::Object(plain_json(path))).collect();
        all.insert(key.to_owned(), records);
    }
    let (mut teams, mut committee) = (Vec::new(), Vec::new());
    for path in files_below(&dir.join("data/sitzungen")) {
        let mut table = plain_json(&path);
        if table["art"] == "ausschuss" {
            table.shift_remove("art");
            committee.push(Value::Object(table));
        } else {
            teams.push(Value::Object(table));
        }
    }
    all.insert("sitzungen".to_owned(), Value::Array(teams));
    all.insert("jha".to_owned(), Value::Array(committee));
    all
}

/// Records in the order of their files.
fn sort_records(stammdaten: &mut Map<String, Value>) {
    for (list, keys) in [
        ("massnahmen", ["id", "id"]),
        ("evaluationen", ["massnahme", "halbjahr"]),
        ("sitzungen", ["id", "id"]),
        ("jha", ["id", "id"]),
    ] {
        let records = stammdaten.get_mut(list).and_then(Value::as_array_mut).expect("records");
        records.sort_by_key(|record| keys.map(|key| record[key].as_str().unwrap_or_default().to_owned()));
    }
}

#[test]
fn nothing_of_the_json_is_lost() {
    for office in OFFICES {
        let (_home, dir) = made(office);
        let json: Value = serde_json::from_slice(&json_of(office)).expect("JSON");
        let Value::Object(mut expected) = without_nulls(json) else { panic!("{office}: no object") };
        let mut found = gathered(&dir);
        sort_records(&mut expected);
        sort_records(&mut found);
        for (key, value) in &expected {
            assert!(found.get(key) == Some(value), "{office}: {key} differs");
        }
        assert_eq!(expected.len(), found.len(), "{office}: keys that the JSON does not have");
    }
}

#[test]
fn a_made_workspace_has_no_mistakes() {
    for office in OFFICES {
        let (_home, dir) = made(office);
        let workspace = load(&dir).unwrap_or_else(|found| panic!("{office}:\n{}", shown(&found)));
        assert_eq!(shown(&workspace.warnungen), "", "{office}");
    }
}

fn shown(found: &[sozialraumbericht::workspace::Fehlerstelle]) -> String {
    found.iter().map(|place| format!("{place}\n\n")).collect()
}

/// A made file with the rhythms of the teams that the sample has: master data in JSON know none.
fn with_rhythms(made: &str) -> String {
    let sample = fs::read_to_string(crate::arbeitsbereich::root().join("sozialraumbericht.toml")).expect("settings");
    let start = sample.find("\nteams = [\n").expect("the rhythms");
    let end = start + sample[start..].find("\n]\n").expect("their end") + 3;
    made.replace("\nteams = []\n", &sample[start..end])
}

#[test]
fn the_repository_is_what_is_made_of_verdens_master_data() {
    let (_home, dir) = made("verden");
    for made in files_below(&dir) {
        let name = made.strip_prefix(&dir).expect("below");
        let committed =
            fs::read_to_string(crate::arbeitsbereich::root().join(name)).unwrap_or_else(|e| panic!("{name:?}: {e}"));
        assert!(
            committed == with_rhythms(&fs::read_to_string(&made).expect("text")),
            "{name:?} differs; see write_the_sample_workspace"
        );
    }
    for folder in ["data/massnahmen", "data/evaluationen", "data/sitzungen"] {
        assert_eq!(
            files_below(&crate::arbeitsbereich::root().join(folder)).len(),
            files_below(&dir.join(folder)).len(),
            "{folder}"
        );
    }
}

/// Writes the sample workspace in the repository's root anew, after a change of its layout or comments.
#[test]
#[ignore = "changes the repository"]
fn write_the_sample_workspace() {
    let (_home, dir) = made("verden");
    for folder in ["data/massnahmen", "data/evaluationen", "data/sitzungen"] {
        let _ = fs::remove_dir_all(crate::arbeitsbereich::root().join(folder));
    }
    for made in files_below(&dir) {
        let name = made.strip_prefix(&dir).expect("below");
        let target = crate::arbeitsbereich::root().join(name);
        fs::create_dir_all(target.parent().expect("a parent")).expect("a folder");
        let text = with_rhythms(&fs::read_to_string(&made).expect("text"));
        fs::write(&target, text).expect("a copy");
    }
}

#[test]
fn profiles_have_no_mistakes() {
    for profil in Profil::ALL {
        let home = tempfile::tempdir().expect("a folder");
        let dir = home.path().join("neu");
        let neu = neu_aus_profil(&dir, profil).unwrap_or_else(|error| panic!("{profil:?}: {error}"));
        assert_eq!(shown(&neu.befunde), "", "{profil:?}");
        let workspace = load(&dir).unwrap_or_else(|found| panic!("{profil:?}:\n{}", shown(&found)));
        assert!(!workspace.stammdaten.hilfearten.is_empty());
        let is_sample = matches!(profil, Profil::Norderstedt | Profil::Bezirk);
        assert_eq!(workspace.stammdaten.massnahmen.is_empty(), !is_sample, "{profil:?}");
    }
}

#[test]
fn a_folder_with_something_in_it_is_refused_and_left_alone() {
    let home = tempfile::tempdir().expect("a folder");
    fs::write(home.path().join("brief.txt"), "wichtig").expect("a file");
    let error = neu_aus_json(home.path(), &json_of("bezirk")).expect_err("refused");
    assert!(matches!(error, NeuError::NichtLeer(_)), "{error}");
    assert_eq!(files_below(home.path()), [home.path().join("brief.txt")]);
}

#[test]
fn an_empty_folder_is_filled_and_nothing_lies_beside() {
    let home = tempfile::tempdir().expect("a folder");
    neu_aus_profil(home.path(), Profil::Leer).expect("made");
    let mut names: Vec<_> =
        fs::read_dir(home.path()).expect("a folder").map(|e| e.expect("an entry").file_name()).collect();
    names.sort();
    assert_eq!(names, ["data", "sozialraumbericht.toml"]);
}

#[test]
fn nothing_is_made_of_json_that_would_lose_something() {
    for (change, part) in [
        (r#"{"massnamen": []}"#, "Meinten Sie „massnahmen“?"),
        (r#"{"massnahmen": [{"id": "../../etc/passwd"}]}"#, "taugt nicht als Dateiname"),
        (r#"{"massnahmen": [{"id": "A"}, {"id": "a"}]}"#, "dieselbe Datei"),
        (r#"{"traeger": [null]}"#, "leerer Eintrag"),
        (r#"{"traeger": "#, "kein gültiges JSON (Zeile 1"),
        ("[]", "keine Stammdaten"),
    ] {
        let home = tempfile::tempdir().expect("a folder");
        let dir = home.path().join("neu");
        let error = neu_aus_json(&dir, change.as_bytes()).expect_err(change).to_string();
        assert!(error.contains(part), "{change}: {error}");
        assert!(fs::read_dir(home.path()).expect("a folder").next().is_none(), "{change}: something was left behind");
    }
}

/// Verden's workspace with some texts replaced: file, old, new.
fn with_mistakes(changes: &[(&str, &str, &str)]) -> Result<Vec<String>, Vec<String>> {
    let (_home, dir) = made("verden");
    for (file, old, new) in changes {
        let path = dir.join(file);
        let text = fs::read_to_string(&path).expect("text");
        assert!(text.contains(old), "{file} does not hold {old:?}");
        fs::write(&path, text.replacen(old, new, 1)).expect("written");
    }
    let texts = |found: &[sozialraumbericht::workspace::Fehlerstelle]| found.iter().map(ToString::to_string).collect();
    load(&dir).map(|workspace| texts(&workspace.warnungen)).map_err(|found| texts(&found))
}

const SETTINGS: &str = "sozialraumbericht.toml";
const RAEUME: &str = "data/stammdaten/raeume.toml";
const BUDGETS: &str = "data/stammdaten/budgets.toml";
const KRITERIEN: &str = "data/stammdaten/kriterien.toml";
const PARK: &str = "data/massnahmen/GWA-2025-13.toml";
const CAFE: &str = "data/massnahmen/GWA-2024-01.toml";

/// A name and the changes of one typical mistake.
type Mistake = (&'static str, &'static [(&'static str, &'static str, &'static str)]);

/// Typical mistakes; each answer is a snapshot.
const MISTAKES: &[Mistake] = &[
    ("misspelt_key", &[(SETTINGS, "akzentfarbe =", "akzentfabe =")]),
    (
        "moved_deadlines",
        &[(SETTINGS, "protokoll_tage = 14", "protokoll_tage = 14\nnachweis_monate = 6\nnachweispruefung_monate = 3")],
    ),
    ("missing_key", &[(PARK, "titel = \"Unser Platz! Jugendliche planen den Bürgerpark Langwedel\"\n", "")]),
    ("wrong_type", &[(RAEUME, "insgesamt = 31923", "insgesamt = \"31.923\"")]),
    ("float_amount", &[(BUDGETS, "ansatz = \"88.000,00\"", "ansatz = 88000.00")]),
    ("ambiguous_amount", &[(BUDGETS, "\"4.250,50\"", "\"4.250\"")]),
    ("two_rechtsgrundlagen", &[(PARK, "= \"§ 74\"", "= \"§ 74, § 77\"")]),
    ("list_of_rechtsgrundlagen", &[(PARK, "= \"§ 74\"", "= [\"§ 74\", \"§ 77\"]")]),
    ("unknown_raum", &[(PARK, "raum = \"langwedel\"", "raum = \"langwdel\"")]),
    ("unknown_traeger", &[(PARK, "traeger = \"T09\"", "traeger = \"T99\"")]),
    ("shares_not_100", &[(PARK, "prozent = \"100\"", "prozent = \"90\"")]),
    ("umschichtung_to_itself", &[(BUDGETS, "nach = \"kirchlinteln\"", "nach = \"langwedel\"")]),
    ("umschichtung_unknown_raum", &[(BUDGETS, "nach = \"kirchlinteln\"", "nach = \"kirchlintel\"")]),
    ("nachtrag_without_raum", &[(BUDGETS, "art = \"nachtrag\", raum = \"achim\", ", "art = \"nachtrag\", ")]),
    (
        "jahresrate_outside",
        &[(PARK, "{ jahr = 2026, betrag = \"18.048,33\" }", "{ jahr = 2027, betrag = \"18.048,33\" }")],
    ),
    ("jahresraten_sum", &[(PARK, "betrag = \"9.100,00\"", "betrag = \"9.000,00\"")]),
    ("end_before_beginning", &[(PARK, "ende = 2026-08-31 }", "ende = 2024-08-31 }")]),
    ("impossible_date", &[(PARK, "datum = 2025-07-31", "datum = 2025-06-31")]),
    ("date_as_text", &[(PARK, "datum = 2025-07-31", "datum = \"31.7.\"")]),
    ("missing_quote", &[(PARK, "budgetart = \"gwa\"", "budgetart = \"gwa")]),
    ("leading_zero", &[(RAEUME, "code = \"01\"", "code = 01")]),
    ("duplicate_key", &[(PARK, "status = \"laufend\"", "status = \"laufend\"\nstatus = \"beendet\"")]),
    ("decimal_comma", &[(SETTINGS, "= \"0.90\"", "= \"0,90\"")]),
    ("ampel_not_ascending", &[(SETTINGS, "rot_ueber_bindungsquote = \"1.00\"", "rot_ueber_bindungsquote = \"0.80\"")]),
    ("colour", &[(SETTINGS, "#17466b", "blau")]),
    ("severity", &[(SETTINGS, "hoechstens_je_regel = 20", "hoechstens_je_regel = 0\nschwere = { K005 = \"warnug\" }")]),
    ("ambiguous_alias", &[(RAEUME, "\"SR Achim\"", "\"sr oyten\"")]),
    ("kriterien_weights", &[(KRITERIEN, "gewicht = \"40\"", "gewicht = \"45\"")]),
    ("points_outside", &[(CAFE, "punkte = \"3.0\"", "punkte = \"7\"")]),
    ("wrong_sum_warns", &[(CAFE, "personal_gesamt = \"27.856,80\"", "personal_gesamt = \"27.856,81\"")]),
    ("file_name", &[(PARK, "id = \"GWA-2025-13\"", "id = \"GWA-2025-31\"")]),
    ("unknown_status", &[(PARK, "status = \"laufend\"", "status = \"laufent\"")]),
];

#[test]
fn typical_mistakes_are_answered_in_german() {
    for (name, changes) in MISTAKES {
        let (verdict, found) = match with_mistakes(changes) {
            Ok(warnings) => ("angenommen", warnings),
            Err(errors) => ("abgelehnt", errors),
        };
        insta::assert_snapshot!(*name, format!("{verdict}\n\n{}", found.join("\n\n")));
    }
}

#[test]
fn all_mistakes_of_all_files_come_at_once() {
    let every: Vec<_> = MISTAKES
        .iter()
        .filter(|(name, _)| {
            [
                "misspelt_key",
                "wrong_type",
                "ambiguous_amount",
                "umschichtung_to_itself",
                "kriterien_weights",
                "points_outside",
            ]
            .contains(name)
        })
        .flat_map(|(_, changes)| changes.iter().copied())
        .collect();
    let found = with_mistakes(&every).expect_err("mistakes");
    insta::assert_snapshot!("all_at_once", found.join("\n\n"));
}

/// Slips of the pen that TOML does not take, each with a word that the German answer holds.
#[test]
fn syntax_errors_are_told_in_german() {
    let home = tempfile::tempdir().expect("a folder");
    for (text, part) in [
        ("a = 2025-06-31", "Dieses Datum"),
        ("a = 09:61", "diese Uhrzeit"),
        ("a = \"x", "nicht richtig abgeschlossen"),
        ("a = \"\"\"x", "mehrzeilige Text"),
        ("a = \"\\q\"", "Rückstrich"),
        ("a = 01", "keine gültige Zahl"),
        ("a = ", "fehlt der Wert"),
        ("a = ja", "Anführungszeichen"),
        ("a = „x“", "nicht zwischen „…“"),
        ("= 5", "wird ein Schlüssel erwartet"),
        ("ä = 5", "ohne Umlaute"),
        ("a: 5", "Gleichheitszeichen"),
        ("a = [1, 2", "eckige Klammer"),
        ("a = {b = 1", "geschweifte Klammer"),
        ("a = {b = 1 c = 2}", "Komma"),
        ("a = 1,5", "Hinter dem Wert"),
        ("[x", "Überschrift"),
        ("a = 1\na = 2", "zum zweiten Mal"),
        ("a = 1\n[a]", "zum zweiten Mal"),
        ("a = 99999999999999999999", "zu groß"),
    ] {
        fs::write(home.path().join("x.toml"), text).expect("written");
        let found =
            sozialraumbericht::workspace::read_typed::<Map<String, Value>>(home.path(), "x.toml").expect_err(text);
        let answer = shown(&found);
        assert!(answer.contains(part), "{text}: {answer}");
        for english in ["expected", "invalid", "missing", "error", "string", "duplicate", "unexpected"] {
            assert!(!answer.contains(english), "{text}: {answer}");
        }
    }
}

#[test]
fn bytes_that_are_no_text_are_told_with_their_place() {
    let home = tempfile::tempdir().expect("a folder");
    let read = |bytes: &[u8]| {
        fs::write(home.path().join("x.toml"), bytes).expect("written");
        shown(
            &sozialraumbericht::workspace::read_typed::<Map<String, Value>>(home.path(), "x.toml")
                .expect_err("refused"),
        )
    };
    insta::assert_snapshot!("not_utf8", read(b"a = 1\nname = \"D\xf6rverden\"\n"));
    insta::assert_snapshot!("too_large", read(&vec![b'#'; sozialraumbericht::workspace::LARGEST + 1]));
}

#[test]
fn a_folder_that_is_no_workspace_says_so() {
    let home = tempfile::tempdir().expect("a folder");
    let found = load(home.path()).expect_err("refused");
    assert_eq!(found.len(), 1);
    assert!(found[0].meldung.contains("kein Arbeitsbereich"));
}

#[test]
fn every_missing_file_is_named() {
    let (_home, dir) = made("bezirk");
    for name in ["traeger", "kriterien"] {
        fs::remove_file(dir.join(format!("data/stammdaten/{name}.toml"))).expect("removed");
    }
    let found = load(&dir).expect_err("refused");
    let named: Vec<_> = found.iter().map(|place| place.datei.to_string()).collect();
    assert_eq!(named, ["data/stammdaten/kriterien.toml", "data/stammdaten/traeger.toml"], "{}", shown(&found));
}

mod any_bytes {
    use proptest::prelude::*;

    use super::*;

    const FILES: &[&str] =
        &[SETTINGS, RAEUME, BUDGETS, KRITERIEN, PARK, "data/stammdaten/verteiler.toml", "data/stammdaten/konten.toml"];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        /// Whatever stands in the files: an answer, never a panic; and every answer can be shown.
        #[test]
        fn never_panic(
            bytes in prop::collection::vec(any::<u8>(), 0..300),
            cuts in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), any::<u8>(), 0usize..40), 1..6),
        ) {
            thread_local!(static OFFICE: (tempfile::TempDir, PathBuf) = made("bezirk"));
            OFFICE.with(|(_, dir)| {
                let massnahme = files_below(&dir.join("data/massnahmen"))[0].clone();
                let mut saved = Vec::new();
                for (file, place, byte, length) in &cuts {
                    let name = FILES[file.index(FILES.len())];
                    let path = if name == PARK { massnahme.clone() } else { dir.join(name) };
                    let mut text = fs::read(&path).expect("bytes");
                    saved.push((path.clone(), text.clone()));
                    if !text.is_empty() {
                        let at = place.index(text.len());
                        let end = (at + length).min(text.len());
                        text.splice(at..end, [*byte]);
                    }
                    fs::write(&path, text).expect("written");
                }
                if let Err(found) = load(dir) {
                    let _ = shown(&found);
                }
                for (path, text) in saved.into_iter().rev() {
                    fs::write(path, text).expect("restored");
                }
                fs::write(dir.join("x.toml"), &bytes).expect("written");
                if let Err(found) = sozialraumbericht::workspace::read_typed::<Map<String, Value>>(dir, "x.toml") {
                    let _ = shown(&found);
                }
            });
        }
    }
}

#[test]
fn deep_brackets_do_not_overflow_the_stack() {
    let home = tempfile::tempdir().expect("a folder");
    for text in [
        format!("a = {}", "[".repeat(200_000)),
        format!("a = {}", "{a=".repeat(100_000)),
        format!("[{}]", "a.".repeat(100_000) + "a"),
    ] {
        fs::write(home.path().join("x.toml"), text).expect("written");
        let _ = sozialraumbericht::workspace::read_typed::<Map<String, Value>>(home.path(), "x.toml");
    }
}

/// What editors need lies beside the settings; what somebody wrote there already is left alone.
#[test]
fn schemas_for_editors_are_written_once() {
    let workspace = crate::arbeitsbereich::Arbeitsbereich::of_profile("leer");
    workspace.run(&["schema"]).expect("written");
    let names: Vec<_> = workspace.files("schema").into_iter().map(|(name, _)| name).collect();
    assert!(names.contains(&"einstellungen.schema.json".to_owned()) && names.len() == 15, "{names:?}");
    let taplo = workspace.path().join(".taplo.toml");
    let rules: toml::Table = fs::read_to_string(&taplo).expect("rules").parse().expect("TOML");
    let rules = rules["rule"].as_array().expect("rules");
    assert_eq!(rules.len(), names.len());
    for rule in rules {
        let path = rule["schema"]["path"].as_str().expect("a path");
        assert!(workspace.path().join(path).is_file(), "{path}");
    }
    fs::write(&taplo, "# von Hand\n").expect("changed");
    let again = workspace.run(&["schema"]).expect("written");
    assert!(again.text.contains("bleibt, wie es ist"), "{}", again.text);
    assert_eq!(fs::read_to_string(&taplo).expect("rules"), "# von Hand\n");
}
