//! The reference of the settings, `docs/einstellungen.md`.

use super::bedeutung::{EINTRAEGE, Eintrag, text_of_comment};
use super::{DATEIARTEN, Feld, Form};

/// The whole reference as Markdown. None if the settings cannot be traced.
pub fn markdown() -> Option<String> {
    let Form::Tabelle(felder) = (DATEIARTEN.first()?.form)()? else { return None };
    let mut text = "# Einstellungen\n\n\
        Alles, was ein Amt in `sozialraumbericht.toml` selbst entscheidet: Schlüssel, Art des Wertes, was ohne Angabe \
        gilt, Bedeutung und woher die Regel stammt. Diese Seite schreibt das Programm aus seinen Typen; ein Test hält \
        sie aktuell. Für Editoren schreibt `sozialraumbericht schema` dieselben Angaben als JSON Schema, dazu die der \
        Stammdaten und Datensätze.\n\n\
        Tage stehen als Jahr-Monat-Tag ohne Anführungszeichen, Dezimalzahlen mit Punkt und Beträge in \
        Anführungszeichen. Nach einer Änderung prüft `sozialraumbericht massnahme pruefen` alle Dateien.\n"
        .to_owned();
    let (tables, keys): (Vec<_>, Vec<_>) = felder.iter().partition(|feld| table_of(&feld.form).is_some());
    section(&mut text, "", "Die Datei", &keys);
    for feld in tables {
        tables_below(&mut text, feld.name, feld);
    }
    text.push_str("\n## Die anderen Dateien\n\n| Datei | Inhalt | Schema |\n|---|---|---|\n");
    for art in DATEIARTEN.iter().skip(1) {
        let files: Vec<_> = art.dateien.iter().map(|name| format!("`{name}`")).collect();
        text.push_str(&format!("| {} | {} | `{}.schema.json` |\n", files.join(", "), art.titel, art.art));
    }
    Some(text)
}

/// A section with what stands in it, then its tables.
fn tables_below(text: &mut String, path: &str, feld: &Feld) {
    let Some((felder, is_list)) = table_of(&feld.form) else { return };
    let heading = if is_list { format!("`[[{path}]]`") } else { format!("`[{path}]`") };
    let (tables, keys): (Vec<_>, Vec<_>) = felder.iter().partition(|feld| table_of(&feld.form).is_some());
    section(text, path, &heading, &keys);
    for feld in tables {
        tables_below(text, &format!("{path}.{}", feld.name), feld);
    }
}

/// The keys of a table, and whether there are several such tables.
fn table_of(form: &Form) -> Option<(&[Feld], bool)> {
    match form {
        Form::Tabelle(felder) => Some((felder, false)),
        Form::Liste(item) => table_of(item).map(|(felder, _)| (felder, true)),
        _ => None,
    }
}

fn section(text: &mut String, path: &str, heading: &str, felder: &[&Feld]) {
    text.push_str(&format!("\n## {heading}\n"));
    if let Some(told) = text_of_comment(&format!("einstellungen.{path}")) {
        text.push_str(&format!("\n{}\n", escaped(&told)));
    } else if let Some(known) = eintrag(path) {
        text.push_str(&format!("\n{}\n", escaped(known.bedeutung)));
    }
    if felder.is_empty() {
        return;
    }
    text.push_str("\n| Schlüssel | Art | ohne Angabe | Bedeutung | Quelle |\n|---|---|---|---|---|\n");
    for feld in felder {
        let below = if path.is_empty() { feld.name.to_owned() } else { format!("{path}.{}", feld.name) };
        let Some(Eintrag { bedeutung, standard, quelle, .. }) = eintrag(&below) else { continue };
        let standard = if feld.pflicht { "muss da sein" } else { standard };
        text.push_str(&format!(
            "| `{}` | {} | {} | {} | {} |\n",
            feld.name,
            escaped(&kind(&feld.form)),
            escaped(standard),
            escaped(bedeutung),
            escaped(quelle)
        ));
    }
}

fn eintrag(path: &str) -> Option<&'static Eintrag> {
    EINTRAEGE.iter().find(|eintrag| eintrag.pfad == path)
}

/// A kind of value for people.
fn kind(form: &Form) -> String {
    match form {
        Form::Text => "Text".to_owned(),
        Form::Datum => "Tag".to_owned(),
        Form::Betrag => "Betrag".to_owned(),
        Form::Dezimalzahl => "Dezimalzahl".to_owned(),
        Form::Ganzzahl { ab_null: true } => "ganze Zahl ab 0".to_owned(),
        Form::Ganzzahl { ab_null: false } => "ganze Zahl".to_owned(),
        Form::JaNein => "true oder false".to_owned(),
        Form::Halbjahr => "Halbjahr wie \"2026-H1\"".to_owned(),
        Form::Quartal => "Quartal wie \"2026-Q1\"".to_owned(),
        Form::Wort => "Wort wie \"das Projekt, die Projekte\"".to_owned(),
        Form::Wahl(words) => words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(", "),
        Form::Liste(item) => format!("Liste: {}", kind(item)),
        Form::Verzeichnis(value) => format!("Tabelle: {}", kind(value)),
        Form::Tabelle(_) => "Tabelle".to_owned(),
    }
}

/// A text for a cell of a table.
fn escaped(text: &str) -> String {
    text.replace('|', "\\|").replace('<', "&lt;").replace('[', "\\[").replace(']', "\\]")
}
