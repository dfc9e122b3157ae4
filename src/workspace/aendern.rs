//! Changing a record: only what differs is rewritten, so that remarks and order of the people who keep it stay.

use std::ops::Range;

use rust_decimal::Decimal;
use serde_json::{Map, Value as Json};

use super::create::emit;
use super::file::File;
use super::parse::parse;
use super::tree::{Entry, Node, Step, Value};
use crate::domain::Betrag;

/// Keys whose texts are numbers: `62` and `62.0` are the same.
const NUMBERS: &[&str] = &[
    "ausgangswert",
    "ehrenamtlich",
    "gewichtete_summe",
    "hauptamtlich",
    "istwert",
    "punkte",
    "punkte_mittel",
    "schluesselperson",
    "sollwert",
    "stunden",
];

/// Whether the values of a key are amounts.
pub fn is_amount(key: &str) -> bool {
    emit::MONEY.contains(&key)
}

/// Whether the texts of a key are numbers.
pub fn is_number(key: &str) -> bool {
    NUMBERS.contains(&key)
}

/// A value that a record had and the one that it gets.
#[derive(Clone, Debug, PartialEq)]
pub struct Unterschied {
    /// Where in the record.
    pub pfad: Vec<Step>,
    /// What stood there; none if there was nothing.
    pub alt: Option<Json>,
    /// What comes; none if it goes.
    pub neu: Option<Json>,
}

/// The text of a new record's file. `art` is the kind of file: `massnahme` or `evaluation`.
pub fn neuer_datensatz(art: &str, neu: &Map<String, Json>) -> String {
    emit::document(art, neu)
}

/// Every single value in which a file and a record differ.
pub fn unterschiede(file: &File, neu: &Map<String, Json>) -> Vec<Unterschied> {
    let mut out = Vec::new();
    compare(&mut Vec::new(), Some(&file.root.to_json()), Some(&Json::Object(neu.clone())), &mut out);
    out
}

/// The text of a file after its record has become `neu`.
///
/// What does not differ stays byte for byte. Where a file is written in a way that cannot be changed in part, it is
/// written anew, with all its values but without remarks: then the second value is false.
pub fn aendern(art: &str, file: &File, neu: &Map<String, Json>) -> (String, bool) {
    let patched = patch(art, file, neu);
    if let Some(text) = patched.filter(|text| says(&file.name, text, neu)) {
        return (text, true);
    }
    (emit::document(art, neu), false)
}

/// Whether a text, read again, is the record.
fn says(name: &str, text: &str, neu: &Map<String, Json>) -> bool {
    let mut mistakes = Vec::new();
    let file = parse(name, text.as_bytes().to_vec(), &mut mistakes);
    mistakes.is_empty() && unterschiede(&file, neu).is_empty()
}

/// Nothing, as far as records tell it: no value, an empty text, an empty list.
fn is_nothing(value: Option<&Json>) -> bool {
    match value {
        None | Some(Json::Null) => true,
        Some(Json::String(text)) => text.is_empty(),
        Some(Json::Array(items)) => items.is_empty(),
        Some(Json::Object(entries)) => entries.values().all(|entry| is_nothing(Some(entry))),
        Some(_) => false,
    }
}

/// Whether two texts under a key mean the same.
fn same_text(key: &str, alt: &str, neu: &str) -> bool {
    if alt == neu {
        return true;
    }
    if is_amount(key) {
        return Betrag::parse(alt).is_some_and(|amount| Betrag::parse(neu) == Some(amount));
    }
    let number = |text: &str| text.parse::<Decimal>().ok();
    is_number(key) && number(alt).is_some_and(|value| number(neu) == Some(value))
}

fn compare(path: &mut Vec<Step>, alt: Option<&Json>, neu: Option<&Json>, out: &mut Vec<Unterschied>) {
    if is_nothing(alt) && is_nothing(neu) {
        return;
    }
    let key = path.iter().rev().find_map(|step| if let Step::Key(key) = step { Some(key.clone()) } else { None });
    match (alt, neu) {
        (Some(Json::Object(alt)), Some(Json::Object(neu))) => {
            let further = alt.keys().filter(|key| !neu.contains_key(*key));
            for key in neu.keys().chain(further) {
                path.push(Step::from(key.clone()));
                compare(path, alt.get(key), neu.get(key), out);
                path.pop();
            }
        }
        (Some(Json::Array(alt)), Some(Json::Array(neu))) => {
            for place in 0..alt.len().max(neu.len()) {
                path.push(Step::from(place));
                compare(path, alt.get(place), neu.get(place), out);
                path.pop();
            }
        }
        (Some(Json::String(alt)), Some(Json::String(neu))) if same_text(key.as_deref().unwrap_or(""), alt, neu) => {}
        (alt, neu) if alt == neu => {}
        (alt, neu) => {
            let value = |value: Option<&Json>| value.filter(|value| !value.is_null()).cloned();
            out.push(Unterschied { pfad: path.clone(), alt: value(alt), neu: value(neu) });
        }
    }
}

/// Pieces of a file with what takes their place.
struct Flicken<'a> {
    art: &'a str,
    file: &'a File,
    pieces: Vec<(Range<usize>, String)>,
}

/// The file's text with the differing values changed in place, if it can be done.
fn patch(art: &str, file: &File, neu: &Map<String, Json>) -> Option<String> {
    let mut flicken = Flicken { art, file, pieces: Vec::new() };
    flicken.table(&file.root, neu, &[])?;
    let mut pieces = flicken.pieces;
    pieces.sort_by_key(|(span, _)| (span.start, span.end));
    let overlap = pieces.windows(2).any(|pair| matches!(pair, [a, b] if b.0.start < a.0.end));
    let mut text = file.text.to_string();
    for (span, with) in pieces.into_iter().rev() {
        text.get(span.clone())?;
        text.replace_range(span, &with);
    }
    (!overlap).then_some(text)
}

impl Flicken<'_> {
    /// A table's entries. `keys` lead to it, positions in lists left out.
    fn table(&mut self, node: &Node, neu: &Map<String, Json>, keys: &[&str]) -> Option<()> {
        let Value::Table(entries) = &node.value else { return None };
        for entry in entries {
            match neu.get(&entry.key).filter(|value| !value.is_null()) {
                Some(value) => self.entry(entry, value, keys)?,
                None if is_nothing(Some(&entry.node.to_json())) => {}
                None => self.remove(entry)?,
            }
        }
        for (key, value) in neu {
            if node.get(key).is_none() && !is_nothing(Some(value)) {
                self.insert(node, key, value, keys)?;
            }
        }
        Some(())
    }

    /// An entry that is there and gets a value.
    fn entry(&mut self, entry: &Entry, neu: &Json, keys: &[&str]) -> Option<()> {
        let mut out = Vec::new();
        compare(&mut vec![Step::from(entry.key.clone())], Some(&entry.node.to_json()), Some(neu), &mut out);
        if out.is_empty() {
            return Some(());
        }
        let keys: Vec<&str> = keys.iter().copied().chain([entry.key.as_str()]).collect();
        match (&entry.node.value, neu) {
            (Value::Table(_), Json::Object(table)) if !self.is_written_here(&entry.node) => {
                self.table(&entry.node, table, &keys)
            }
            (Value::List(items), Json::Array(values)) if !self.is_written_here(&entry.node) => {
                self.records(items, values, &keys)
            }
            (Value::Table(_) | Value::List(_), _) if !self.is_written_here(&entry.node) => None,
            (value, _) => match emit::line(&self.path(&keys), &entry.key, neu) {
                Some(text) => {
                    self.pieces.push((entry.node.span.clone(), text));
                    Some(())
                }
                // `angebote = []` in a line becomes sections at the end.
                None if matches!(value, Value::List(items) if items.is_empty()) && keys.len() == 1 => {
                    self.remove(entry)?;
                    let text = self.sections(&keys, neu)?;
                    self.append(None, &text)
                }
                None => None,
            },
        }
    }

    /// Records with sections of their own: those that are there, then those that are new. None may go.
    fn records(&mut self, items: &[Node], values: &[Json], keys: &[&str]) -> Option<()> {
        if values.len() < items.len() {
            return None;
        }
        for (item, value) in items.iter().zip(values) {
            self.table(item, value.as_object()?, keys)?;
        }
        let heading = keys.join(".");
        for value in values.get(items.len()..)? {
            let text = emit::record(self.art, &heading, value.as_object()?);
            self.append(items.last().map(last_byte), &text)?;
        }
        Some(())
    }

    /// An entry that is not there yet.
    fn insert(&mut self, node: &Node, key: &str, value: &Json, keys: &[&str]) -> Option<()> {
        let keys: Vec<&str> = keys.iter().copied().chain([key]).collect();
        if let Some(text) = emit::line(&self.path(&keys), key, value) {
            // Below a sibling that has a line of its own; a section begins with those.
            let Value::Table(entries) = &node.value else { return None };
            let sibling = entries.iter().find(|entry| self.has_own_line(entry))?;
            let at = self.end_of_line(sibling.node.span.end);
            self.pieces.push((at..at, format!("{key} = {text}\n")));
            return Some(());
        }
        let text = self.sections(&keys, value)?;
        // Headings below a list mean its last record; only behind that one is there nothing to mistake.
        let is_file = node.span.start == node.span.end;
        self.append(if is_file { None } else { Some(last_byte(node)) }, &text)
    }

    /// The path of some keys, for comments and layout.
    fn path(&self, keys: &[&str]) -> String {
        format!("{}.{}", self.art, keys.join("."))
    }

    /// A table or a list of records with headings of their own.
    fn sections(&self, keys: &[&str], value: &Json) -> Option<String> {
        let heading = keys.join(".");
        match value {
            Json::Object(table) => Some(emit::section(&self.path(keys), &heading, table)),
            Json::Array(items) => {
                let records: Option<Vec<_>> = items.iter().map(Json::as_object).collect();
                let records = records?.into_iter().map(|record| emit::record(self.art, &heading, record));
                Some(records.collect::<Vec<_>>().join("\n"))
            }
            _ => None,
        }
    }

    /// Sections behind some byte, or at the end.
    fn append(&mut self, behind: Option<usize>, text: &str) -> Option<()> {
        let at = behind.map_or(self.file.text.len(), |byte| self.end_of_line(byte));
        let before = if self.file.text.get(..at)?.ends_with('\n') { "\n" } else { "\n\n" };
        self.pieces.push((at..at, format!("{before}{text}")));
        Some(())
    }

    /// An entry goes with its line.
    fn remove(&mut self, entry: &Entry) -> Option<()> {
        if !self.has_own_line(entry) || !self.is_written_here(&entry.node) && is_collection(&entry.node) {
            return None;
        }
        let start = self.file.text.get(..entry.key_span.start)?.rfind('\n').map_or(0, |at| at + 1);
        self.pieces.push((start..self.end_of_line(entry.node.span.end), String::new()));
        Some(())
    }

    /// Whether a list or table stands in brackets as one value, or the value is a single one anyway.
    fn is_written_here(&self, node: &Node) -> bool {
        if !is_collection(node) {
            return true;
        }
        let text = self.file.text.get(node.span.clone()).unwrap_or_default();
        let in_brackets = text.starts_with('{') && text.ends_with('}')
            || text.starts_with('[') && text.ends_with(']') && !text.starts_with("[[");
        // A heading stands in brackets too, and is followed by its entries.
        in_brackets && self.file.text.get(..node.span.start).is_some_and(|before| before.trim_end().ends_with('='))
    }

    /// Whether an entry begins its line as `key = …`.
    fn has_own_line(&self, entry: &Entry) -> bool {
        let before = self.file.text.get(..entry.key_span.start).unwrap_or_default();
        let line = before.rsplit('\n').next().unwrap_or_default();
        let behind = self.file.text.get(entry.key_span.end..).unwrap_or_default();
        line.trim().is_empty() && behind.trim_start().starts_with('=') && self.is_written_here(&entry.node)
    }

    /// The byte behind the line that holds a byte.
    fn end_of_line(&self, byte: usize) -> usize {
        let rest = self.file.text.get(byte..).unwrap_or_default();
        rest.find('\n').map_or(self.file.text.len(), |at| byte + at + 1)
    }
}

const fn is_collection(node: &Node) -> bool {
    matches!(node.value, Value::Table(_) | Value::List(_))
}

/// The last byte of anything in a node.
fn last_byte(node: &Node) -> usize {
    match &node.value {
        Value::Table(entries) => {
            let last = entries.iter().map(|entry| last_byte(&entry.node).max(entry.key_span.end)).max();
            last.unwrap_or(0).max(node.span.end)
        }
        Value::List(items) => items.iter().map(last_byte).max().unwrap_or(0).max(node.span.end),
        _ => node.span.end,
    }
}

#[cfg(test)]
mod tests;
