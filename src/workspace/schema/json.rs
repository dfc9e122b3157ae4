//! JSON Schema (draft 2020-12) of a kind of file, as editors of TOML understand it.

use serde_json::{Map, Value, json};

use super::bedeutung::{bedeutung, text_of_comment};
use super::{Dateiart, Feld, Form};

/// The schema of a kind of file.
pub fn schema(art: &Dateiart, form: &Form) -> Value {
    let mut schema = Map::new();
    schema.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    schema.insert("title".to_owned(), json!(art.titel));
    if let Some(text) = text_of_comment(art.art) {
        schema.insert("description".to_owned(), json!(text));
    }
    if let Value::Object(form) = of(art.art, form) {
        schema.extend(form);
    }
    // Where an editor writes down which schema a file has.
    if let Some(Value::Object(properties)) = schema.get_mut("properties") {
        properties.insert("$schema".to_owned(), json!({ "type": "string" }));
    }
    Value::Object(schema)
}

/// The schema of a place.
fn of(path: &str, form: &Form) -> Value {
    match form {
        Form::Text => json!({ "type": "string" }),
        // TOML has days of its own, which editors hand over as texts.
        Form::Datum => json!({ "type": "string", "format": "date", "pattern": "^\\d{4}-\\d{2}-\\d{2}$" }),
        Form::Betrag => json!({ "type": ["string", "integer"], "pattern": "^-?\\d{1,3}(\\.?\\d{3})*([.,]\\d{1,2})?$" }),
        Form::Dezimalzahl => json!({ "type": ["string", "number"], "pattern": "^-?\\d+(\\.\\d+)?$" }),
        Form::Ganzzahl { ab_null: true } => json!({ "type": "integer", "minimum": 0 }),
        Form::Ganzzahl { ab_null: false } => json!({ "type": "integer" }),
        Form::JaNein => json!({ "type": "boolean" }),
        Form::Halbjahr => json!({ "type": "string", "pattern": "^\\d{4}-H[12]$" }),
        Form::Quartal => json!({ "type": "string", "pattern": "^\\d{4}-Q[1-4]$" }),
        Form::Wort => json!({ "type": "string", "pattern": "^(der|die|das) \\S+, die \\S+$" }),
        Form::Wahl(words) => json!({ "enum": words }),
        Form::Liste(item) => json!({ "type": "array", "items": of(path, item) }),
        Form::Verzeichnis(value) => json!({ "type": "object", "additionalProperties": of(path, value) }),
        Form::Tabelle(felder) => table(path, felder),
    }
}

fn table(path: &str, felder: &[Feld]) -> Value {
    let mut properties = Map::new();
    for feld in felder {
        let below = format!("{path}.{}", feld.name);
        let mut schema = of(&below, &feld.form);
        if let (Some(text), Value::Object(schema)) = (bedeutung(&below), &mut schema) {
            schema.insert("description".to_owned(), json!(text));
        }
        properties.insert(feld.name.to_owned(), schema);
    }
    let required: Vec<_> = felder.iter().filter(|feld| feld.pflicht).map(|feld| feld.name).collect();
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
}
