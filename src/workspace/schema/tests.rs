//! The description against the types, and against the files of three offices.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::bedeutung::EINTRAEGE;
use super::*;

/// Every key with its path, and whether it must be there.
fn keys(path: &str, form: &Form, out: &mut Vec<(String, bool)>) {
    match form {
        Form::Tabelle(felder) => {
            for feld in felder {
                let below = if path.is_empty() { feld.name.to_owned() } else { format!("{path}.{}", feld.name) };
                out.push((below.clone(), feld.pflicht));
                keys(&below, &feld.form, out);
            }
        }
        Form::Liste(item) => keys(path, item, out),
        _ => {}
    }
}

#[test]
fn every_kind_of_file_can_be_traced() {
    for art in DATEIARTEN {
        assert!((art.form)().is_some(), "{}", art.art);
    }
}

/// What the types read, told by hand for some keys of each sort.
#[test]
fn a_type_says_what_it_reads() {
    let form = spur::trace::<crate::domain::jha::Zielkennzahl>();
    let feld = |name, form, pflicht| Feld { name, form, pflicht };
    let expected = Form::Tabelle(vec![
        feld("name", Form::Text, true),
        feld("kennzahl", Form::Wahl(vec!["anteil", "hilfedichte", "auslastung", "evaluationen", "ziele"]), true),
        feld("gruppe", Form::Text, false),
        feld("richtung", Form::Wahl(vec!["mindestens", "hoechstens"]), true),
        feld("ziel", Form::Dezimalzahl, true),
        feld("quelle", Form::Text, true),
    ]);
    assert_eq!(form, Some(expected));
    let form = spur::trace::<BudgetsFile>().expect("traced");
    let mut found = Vec::new();
    keys("", &form, &mut found);
    for expected in ["budgets.ansatz", "budgetbewegungen.aus_jahr", "budgetbewegungen.nach", "stundennachweise.monat"] {
        assert!(found.iter().any(|(path, _)| path == expected), "{expected}: {found:?}");
    }
    assert!(found.contains(&("budgetbewegungen.raum".to_owned(), false)), "only some movements have one");
}

#[test]
fn every_setting_is_told_once_with_its_default_where_it_has_one() {
    let form = spur::trace::<Einstellungen>().expect("traced");
    let mut traced = Vec::new();
    keys("", &form, &mut traced);
    let told: Vec<&str> = EINTRAEGE.iter().map(|eintrag| eintrag.pfad).collect();
    let names: BTreeSet<&str> = traced.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(told.iter().copied().collect::<BTreeSet<_>>(), names, "keys told and keys read");
    assert_eq!(told.len(), names.len(), "told twice");
    for eintrag in EINTRAEGE {
        let pflicht = traced.iter().any(|(path, pflicht)| path == eintrag.pfad && *pflicht);
        assert_eq!(eintrag.standard.is_empty(), pflicht, "{}: „{}“", eintrag.pfad, eintrag.standard);
    }
}

/// `BEISPIELE_SCHREIBEN=1 cargo test` writes it anew.
#[test]
fn the_reference_is_fresh() {
    let path = crate::checkout().join("docs/einstellungen.md");
    let made = markdown().expect("a reference");
    if std::env::var_os("BEISPIELE_SCHREIBEN").is_some() {
        fs::write(&path, &made).expect("the reference can be written");
    }
    let written = fs::read_to_string(&path).expect("docs/einstellungen.md");
    assert!(written == made, "docs/einstellungen.md is not what the types say; BEISPIELE_SCHREIBEN=1 writes it anew");
}

/// A TOML file as an editor hands it to a schema.
fn json_of(path: &Path) -> Value {
    fn as_json(value: toml::Value) -> Value {
        match value {
            toml::Value::String(text) => Value::String(text),
            toml::Value::Integer(number) => number.into(),
            toml::Value::Float(number) => number.into(),
            toml::Value::Boolean(flag) => flag.into(),
            toml::Value::Datetime(day) => Value::String(day.to_string()),
            toml::Value::Array(items) => items.into_iter().map(as_json).collect(),
            toml::Value::Table(table) => table.into_iter().map(|(key, inner)| (key, as_json(inner))).collect(),
        }
    }
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{path:?}: {error}"));
    let table: toml::Table = text.parse().unwrap_or_else(|error| panic!("{path:?}: {error}"));
    as_json(toml::Value::Table(table))
}

/// Where a value does not fit a schema: as much of JSON Schema as the schemas use, but for patterns.
fn faults(schema: &Value, value: &Value, path: &str, out: &mut Vec<String>) {
    let name = match value {
        Value::String(_) => "string",
        Value::Number(number) if number.is_i64() || number.is_u64() => "integer",
        Value::Number(_) => "number",
        Value::Bool(_) => "boolean",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
        Value::Null => "null",
    };
    let is = |one: &Value| one == name || one == "number" && name == "integer";
    let fits = match &schema["type"] {
        Value::String(_) => is(&schema["type"]),
        Value::Array(some) => some.iter().any(is),
        _ => true,
    };
    if !fits || schema["enum"].as_array().is_some_and(|words| !words.contains(value)) {
        out.push(format!("{path}: {value}"));
    }
    match value {
        Value::Array(items) => items.iter().for_each(|item| faults(&schema["items"], item, path, out)),
        Value::Object(table) => {
            for (key, inner) in table {
                let below = format!("{path}.{key}");
                match (&schema["properties"][key], &schema["additionalProperties"]) {
                    (Value::Null, Value::Bool(false)) => out.push(format!("{below}: not known")),
                    (Value::Null, schema) | (schema, _) => faults(schema, inner, &below, out),
                }
            }
            for key in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
                if !table.contains_key(key) {
                    out.push(format!("{path}.{key}: missing"));
                }
            }
        }
        _ => {}
    }
}

/// The files of an office that a pattern of file names means.
fn files(office: &Path, pattern: &str) -> Vec<PathBuf> {
    let Some((before, after)) = pattern.split_once('*') else { return vec![office.join(pattern)] };
    let (folder, start) = before.rsplit_once('/').expect("a folder");
    let entries = fs::read_dir(office.join(folder)).unwrap_or_else(|error| panic!("{folder}: {error}"));
    let names = entries.map(|entry| entry.expect("an entry").path());
    names
        .filter(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.starts_with(start) && name.ends_with(after)
        })
        .collect()
}

#[test]
fn the_files_of_three_offices_fit_their_schemas() {
    let root = crate::checkout();
    for office in [root.to_owned(), root.join("examples/norderstedt"), root.join("examples/bezirk")] {
        for (art, (name, schema)) in DATEIARTEN.iter().zip(schemata()) {
            // An office may have no dates of holidays, and no Nachweis yet.
            let may_be_missing = ["ferien", "nachweis"].contains(&art.art);
            let there = art.dateien.iter().filter(|pattern| {
                let folder = office.join(pattern.rsplit_once('/').map_or("", |(folder, _)| folder));
                !may_be_missing || if pattern.contains('*') { folder.exists() } else { office.join(pattern).exists() }
            });
            let files: Vec<_> = there.flat_map(|pattern| files(&office, pattern)).collect();
            assert!(may_be_missing || !files.is_empty(), "{office:?}: no {name}");
            for file in files {
                let mut found = Vec::new();
                faults(&schema, &json_of(&file), "", &mut found);
                assert_eq!(found, Vec::<String>::new(), "{file:?}");
            }
        }
    }
}

#[test]
fn a_schema_finds_what_does_not_fit() {
    let (_, schema) = schemata().into_iter().find(|(name, _)| name.starts_with("massnahme")).expect("a schema");
    let mut record = json_of(&crate::checkout().join("data/massnahmen/GWA-2026-03.toml"));
    let table = record.as_object_mut().expect("a table");
    table.remove("titel");
    table.insert("titl".to_owned(), "Tippfehler".into());
    table.insert("status".to_owned(), "fertig".into());
    let mut found = Vec::new();
    faults(&schema, &record, "", &mut found);
    assert_eq!(found, [".status: \"fertig\"", ".titl: not known", ".titel: missing"]);
}
