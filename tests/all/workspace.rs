//! Making a workspace, reading it, and what is answered to mistakes in it.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};
use sozialraumbericht::workspace::{NeuError, Profil, load, neu_aus_json, neu_aus_profil};

/// The three offices whose master data are in the repository.
const OFFICES: [&str; 3] = ["verden", "norderstedt", "bezirk"];

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn json_of(office: &str) -> Vec<u8> {
    fs::read(repository().join(format!("tests/stammdaten/{office}.json"))).expect("master data")
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
    let table: toml::Table = fs::read_to_string(path).expect("text").parse().unwrap_or_else(|e| panic!("{path:?}: {e}"));
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
        Value::Object(table) => {
            table.into_iter().filter(|(_, value)| !value.is_null()).map(|(key, value)| (key, without_nulls(value))).collect()
        }
        other => other,
    }
}

/// The workspace's files put together again in the shape of the master data.
fn gathered(dir: &Path) -> Map<String, Value> {
    let mut all = plain_json(&dir.join("sozialraumbericht.toml"));
    all.shift_remove("gestaltung");
    let regeln = all["regeln"].as_object_mut().expect("rules");
    regeln.shift_remove("auslaufend_monate");
    regeln.shift_remove("zuwendung");
    for path in files_below(&dir.join("data/stammdaten")) {
        let table = plain_json(&path);
        match path.file_stem().and_then(|stem| stem.to_str()) {
            Some("konten") => drop(all.insert("konten".to_owned(), Value::Object(table))),
            _ if path.parent().is_some_and(|parent| parent.ends_with("export")) => {}
            _ => all.extend(table),
        }
    }
    for (key, folder) in [("massnahmen", "massnahmen"), ("evaluationen", "evaluationen")] {
        let records = files_below(&dir.join("data").join(folder)).iter().map(|path| Value::Object(plain_json(path))).collect();
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
    for (list, keys) in [("massnahmen", ["id", "id"]), ("evaluationen", ["massnahme", "halbjahr"]), ("sitzungen", ["id", "id"]), ("jha", ["id", "id"])] {
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

#[test]
fn the_repository_is_what_is_made_of_verdens_master_data() {
    let (_home, dir) = made("verden");
    for made in files_below(&dir) {
        let name = made.strip_prefix(&dir).expect("below");
        let committed = fs::read_to_string(repository().join(name)).unwrap_or_else(|e| panic!("{name:?}: {e}"));
        assert!(committed == fs::read_to_string(&made).expect("text"), "{name:?} differs; see write_the_sample_workspace");
    }
    for folder in ["data/massnahmen", "data/evaluationen", "data/sitzungen"] {
        assert_eq!(files_below(&repository().join(folder)).len(), files_below(&dir.join(folder)).len(), "{folder}");
    }
}

/// Writes the sample workspace in the repository's root anew, after a change of its layout or comments.
#[test]
#[ignore = "changes the repository"]
fn write_the_sample_workspace() {
    let (_home, dir) = made("verden");
    for folder in ["data/massnahmen", "data/evaluationen", "data/sitzungen"] {
        let _ = fs::remove_dir_all(repository().join(folder));
    }
    for made in files_below(&dir) {
        let name = made.strip_prefix(&dir).expect("below");
        let target = repository().join(name);
        fs::create_dir_all(target.parent().expect("a parent")).expect("a folder");
        fs::copy(&made, &target).expect("a copy");
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
        assert!(workspace.stammdaten.massnahmen.is_empty());
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
    let mut names: Vec<_> = fs::read_dir(home.path()).expect("a folder").map(|e| e.expect("an entry").file_name()).collect();
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
