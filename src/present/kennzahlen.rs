//! The figures as lines of CSV.

use serde::Serialize;

use crate::domain::kennzahlen::{Kennzahlen, Kostenzeitraum};

/// What a line of CSV is about, beside its Raum.
struct Gegenstand<'a> {
    bereich: &'static str,
    gliederung: &'a str,
    gruppe: &'a str,
    zeitraum: &'a str,
}

/// One figure per line: `bereich;ebene;raum;gliederung;gruppe;zeitraum;kennzahl;wert`. Values as in `kennzahlen.json`.
pub fn csv(kennzahlen: &Kennzahlen) -> String {
    let mut lines = vec!["bereich;ebene;raum;gliederung;gruppe;zeitraum;kennzahl;wert".to_owned()];
    let quartal = kennzahlen.quartal.to_string();
    let jahr = kennzahlen.haushaltsjahr.to_string();
    for line in &kennzahlen.budget {
        let about = Gegenstand { bereich: "budget", gliederung: &line.budgetart, gruppe: "", zeitraum: &quartal };
        push(&mut lines, line, &about);
    }
    for line in &kennzahlen.faelle {
        let about =
            Gegenstand { bereich: "faelle", gliederung: &line.hilfeart, gruppe: &line.gruppe, zeitraum: &quartal };
        push(&mut lines, line, &about);
    }
    for line in &kennzahlen.kosten {
        let zeitraum = match line.zeitraum {
            Kostenzeitraum::Quartal => &quartal,
            Kostenzeitraum::Jahr => &jahr,
        };
        push(&mut lines, line, &Gegenstand { bereich: "kosten", gliederung: &line.hilfeart, gruppe: "", zeitraum });
    }
    lines.join("\n")
}

/// Adds a line for each figure of a record; what tells what it is about is no figure.
fn push<T: Serialize>(lines: &mut Vec<String>, record: &T, about: &Gegenstand<'_>) {
    const KEYS: [&str; 6] = ["ebene", "raum", "budgetart", "hilfeart", "gruppe", "zeitraum"];
    let Ok(serde_json::Value::Object(fields)) = serde_json::to_value(record) else { return };
    let text = |name: &str| fields.get(name).and_then(serde_json::Value::as_str).unwrap_or_default();
    let Gegenstand { bereich, gliederung, gruppe, zeitraum } = about;
    let (ebene, raum) = (text("ebene"), text("raum"));
    for (name, value) in fields.iter().filter(|(name, _)| !KEYS.contains(&name.as_str())) {
        let value = match value {
            serde_json::Value::String(text) => text.clone(),
            serde_json::Value::Null => String::new(),
            other => other.to_string(),
        };
        lines.push(format!("{bereich};{ebene};{raum};{gliederung};{gruppe};{zeitraum};{name};{value}"));
    }
}
