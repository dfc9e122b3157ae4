//! Bytes to a tree. Whatever the bytes are, the outcome is a tree and a list of mistakes in German.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::diagnostic::Fehlerstelle;
use super::file::File;
use super::tree::{Entry, Node, Value};

/// The largest settings or record file that is read, in bytes.
pub const LARGEST: usize = 4 * 1024 * 1024;

/// The most slips of the parser that are looked at; one unclosed quote makes it stumble to the end of the file.
const MOST: usize = 100;

/// Reads a file's bytes. The flag says whether something may be missing from the tree because of a mistake.
pub fn parse(name: &str, bytes: Vec<u8>, out: &mut Vec<Fehlerstelle>) -> File {
    if bytes.len() > LARGEST {
        out.push(
            Fehlerstelle::file_error(name, "Die Datei ist zu groß")
                .expecting(format!("höchstens {} MB", LARGEST >> 20)),
        );
        return File::damaged(name);
    }
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            out.push(not_utf8(name, &error));
            return File::damaged(name);
        }
    };
    let (table, mut errors) = DeTable::parse_recoverable(&text);
    errors.truncate(MOST);
    let mut file = File::new(name, text.clone());
    let mut found: Vec<Fehlerstelle> = Vec::new();
    for error in &errors {
        let span = error.span().unwrap_or(0..0);
        // One slip makes the parser stumble several times; the first on a line is the one that helps.
        let line = line_of(&text, span.start);
        if found.iter().all(|earlier| earlier.zeile() != Some(line)) {
            found.push(syntax_error(&file, error.message(), span));
        }
    }
    file.incomplete = !errors.is_empty();
    file.root = Node { span: 0..0, value: table_value(table.into_inner(), &file, &mut found) };
    for error in &errors {
        damage(&mut file.root, &error.span().unwrap_or(0..0));
    }
    out.append(&mut found);
    file
}

/// The line of a byte, from 1.
fn line_of(text: &str, byte: usize) -> usize {
    text.as_bytes().iter().take(byte).filter(|byte| **byte == b'\n').count() + 1
}

/// Bytes that are no UTF-8.
fn not_utf8(name: &str, error: &std::string::FromUtf8Error) -> Fehlerstelle {
    let good = error.utf8_error().valid_up_to();
    let line = error.as_bytes().iter().take(good).filter(|byte| **byte == b'\n').count() + 1;
    Fehlerstelle::file_error(name, "Die Datei ist kein Text in UTF-8")
        .expecting(format!("UTF-8; das Byte an Position {} (Zeile {line}) gehört nicht dazu", good + 1))
        .help("Im Editor „Speichern unter“ wählen und als Kodierung UTF-8 angeben.")
}

/// Values that a syntax error touches say nothing for sure; stand-ins keep them from being told a second time.
fn damage(node: &mut Node, error: &Range<usize>) {
    match &mut node.value {
        Value::List(items) => items.iter_mut().for_each(|item| damage(item, error)),
        Value::Table(entries) => entries.iter_mut().for_each(|entry| damage(&mut entry.node, error)),
        value if node.span.start <= error.end && error.start <= node.span.end => *value = Value::StandIn(0),
        _ => {}
    }
}

/// Copies a table into the tree.
fn table_value(table: DeTable<'_>, file: &File, out: &mut Vec<Fehlerstelle>) -> Value {
    Value::Table(
        table
            .into_iter()
            .map(|(key, value)| Entry {
                key_span: key.span(),
                key: key.into_inner().into_owned(),
                node: node(value, file, out),
            })
            .collect(),
    )
}

/// Copies a value into the tree.
fn node(value: Spanned<DeValue<'_>>, file: &File, out: &mut Vec<Fehlerstelle>) -> Node {
    let span = value.span();
    let value = match value.into_inner() {
        DeValue::String(text) => Value::Text(text.into_owned()),
        DeValue::Integer(number) => match i64::from_str_radix(number.as_str(), number.radix()) {
            Ok(number) => Value::Integer(number),
            Err(_) if file.incomplete => Value::StandIn(0),
            Err(_) => {
                out.push(
                    file.at(span.clone(), "Die Zahl ist zu groß").expecting("eine ganze Zahl mit höchstens 18 Stellen"),
                );
                Value::StandIn(0)
            }
        },
        DeValue::Float(number) => Value::Float(number.as_str().to_owned()),
        DeValue::Boolean(flag) => Value::Boolean(flag),
        DeValue::Datetime(date) => Value::Date(date.to_string()),
        DeValue::Array(items) => Value::List(items.into_iter().map(|item| node(item, file, out)).collect()),
        DeValue::Table(table) => table_value(table, file, out),
    };
    Node { value, span }
}

/// A syntax error in German: what the parser means, and what to write instead.
fn syntax_error(file: &File, message: &str, span: Range<usize>) -> Fehlerstelle {
    let (what, help) = translate(message);
    let error = file.at(span, what);
    if help.is_empty() { error } else { error.help(help) }
}

/// The parser's English sentences by what they hold; whatever is new gets the general sentence.
fn translate(message: &str) -> (&'static str, &'static str) {
    const TABLE: &[(&[&str], &str, &str)] = &[
        (
            &["duplicate key"],
            "Dieser Schlüssel steht hier zum zweiten Mal",
            "Jeder Schlüssel darf in seinem Abschnitt nur einmal vorkommen: eine der beiden Zeilen entfernen.",
        ),
        (
            &["cannot extend", "cannot redefine"],
            "Dieser Abschnitt ist schon auf andere Weise angelegt",
            "Einen Wert entweder in einer Zeile `schlüssel = { … }` oder als Abschnitt `[schlüssel]` schreiben, nicht beides.",
        ),
        (
            &["invalid date", "invalid time"],
            "Dieses Datum oder diese Uhrzeit gibt es nicht",
            "Ein Datum steht ohne Anführungszeichen als Jahr-Monat-Tag (2026-03-31), eine Uhrzeit in Anführungszeichen (\"09:00\").",
        ),
        (
            &["string values must be quoted"],
            "Hier fehlt der Wert, oder er steht nicht in geraden Anführungszeichen",
            "Text steht zwischen geraden Anführungszeichen \"…\", nicht zwischen „…“; ja und nein heißen true und false.",
        ),
        (
            &["missing comma", "extra assignment", "value separator"],
            "Zwischen zwei Einträgen fehlt ein Komma",
            "Schreibweise: { schlüssel = \"Wert\", anderer = 5 } und [\"a\", \"b\"].",
        ),
        (
            &["unexpected key or value"],
            "Hinter dem Wert steht noch etwas",
            "Je Zeile ein Wert. Zahlen mit Komma stehen in Anführungszeichen: \"1,5\".",
        ),
        (
            &["multi-line"],
            "Der mehrzeilige Text ist nicht abgeschlossen oder enthält ein unerlaubtes Zeichen",
            "Mehrzeilige Texte beginnen und enden mit \"\"\". Ein Rückstrich \\ im Text wird als \\\\ geschrieben.",
        ),
        (
            &["escape"],
            "Nach dem Rückstrich \\ steht etwas Unbekanntes",
            "Ein Rückstrich im Text wird als \\\\ geschrieben, oder der Text steht in einfachen Anführungszeichen '…'.",
        ),
        (
            &["basic string", "literal string", "invalid string"],
            "Der Text in Anführungszeichen ist nicht richtig abgeschlossen oder enthält ein unerlaubtes Zeichen",
            "Text steht zwischen zwei geraden Anführungszeichen in derselben Zeile: \"…\".",
        ),
        (
            &["unquoted key"],
            "Vor dem Gleichheitszeichen wird ein Schlüssel erwartet",
            "Schreibweise: schlüssel = \"Wert\". Schlüssel bestehen aus a–z, 0–9, _ und -, ohne Umlaute.",
        ),
        (
            &["leading zero", "integer", "float", "mantissa", "fraction", "exponent", "number"],
            "Das ist keine gültige Zahl",
            "Beträge, Schlüssel und Postleitzahlen stehen in Anführungszeichen: \"1.234,56\", \"01\", \"27283\".",
        ),
        (
            &["unclosed inline"],
            "Die geschweifte Klammer wird nicht geschlossen",
            "Schreibweise: { schlüssel = \"Wert\", anderer = 5 }.",
        ),
        (
            &["table"],
            "Die Überschrift eines Abschnitts ist nicht richtig geschrieben",
            "Schreibweise: [abschnitt] oder, für Listen, [[abschnitt]], allein in einer Zeile.",
        ),
        (
            &["array"],
            "Die eckige Klammer wird nicht geschlossen",
            "Eine Liste steht in eckigen Klammern, die Einträge durch Komma getrennt: [\"a\", \"b\"].",
        ),
        (&["recursion"], "Zu viele Klammern ineinander", ""),
        (&["no value"], "Hier fehlt ein Gleichheitszeichen mit einem Wert", "Schreibweise: schlüssel = \"Wert\"."),
    ];
    TABLE.iter().find(|(parts, ..)| parts.iter().any(|part| message.contains(part))).map_or(
        (
            "Diese Stelle ist nicht lesbar",
            "Schreibweise: schlüssel = \"Wert\", je Zeile ein Wert; Anmerkungen beginnen mit #.",
        ),
        |(_, what, help)| (*what, *help),
    )
}
