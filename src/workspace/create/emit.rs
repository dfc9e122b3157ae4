//! Any JSON as TOML. Nothing is named here, so nothing can be forgotten: what a file looks like follows from the
//! shape of the values, from a few layout choices, and from the comments beside.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::comments::{SECTIONS, comment, remark};
use super::strings::{german_amount, key, list, long, short, split_amount};
use crate::domain::Datum;

/// Longest row of a list of small records, longest table on one line.
const ROW: usize = 240;
const INLINE: usize = 110;
/// Widest row whose values are padded to stand below each other.
const ALIGNED: usize = 150;

/// Keys whose decimals are money, written as people write amounts.
pub const MONEY: &[&str] = &[
    "abgerufen",
    "ansatz",
    "ausgezahlt",
    "belegt",
    "betrag",
    "bewilligt",
    "eigenanteil",
    "einnahmen",
    "einnahmen_gesamt",
    "foerdermittel_gesamt",
    "hoechstbetrag",
    "personal_gesamt",
    "sachkosten_gesamt",
    "satz",
    "summe",
    "zuwendungsfaehige_ausgaben",
];

/// A whole file: its heading comment, then the table. `kind` is the first part of the paths of its comments.
pub fn document(kind: &str, table: &Map<String, Value>) -> String {
    let mut emitter = Emitter { out: String::new(), told: BTreeSet::new() };
    if emitter.comment(kind) {
        emitter.out.push('\n');
    }
    emitter.table(kind, "", table);
    emitter.out
}

/// Records that follow others of their list in a file that is there already.
pub fn record(kind: &str, heading: &str, record: &Map<String, Value>) -> String {
    let mut emitter = Emitter { out: String::new(), told: all_told() };
    emitter.record(&format!("{kind}.{heading}"), heading, &Value::Object(record.clone()));
    emitter.out
}

/// A section of a file that is there already.
pub fn section(path: &str, heading: &str, table: &Map<String, Value>) -> String {
    let mut emitter = Emitter { out: String::new(), told: all_told() };
    emitter.out.push_str(&format!("[{heading}]\n"));
    emitter.table(path, heading, table);
    emitter.out
}

/// Every path with a comment: the file has told them.
fn all_told() -> BTreeSet<String> {
    super::comments::paths().map(str::to_owned).collect()
}

/// A file under way.
struct Emitter {
    out: String,
    /// Paths whose comment stands in the file already: it is told once, not at every record.
    told: BTreeSet<String>,
}

impl Emitter {
    /// The comment of a path, once, with an empty line before it.
    fn comment(&mut self, path: &str) -> bool {
        let Some(text) = comment(path) else { return false };
        if !self.told.insert(path.to_owned()) {
            return false;
        }
        self.blank();
        for line in text.lines() {
            self.out.push_str(if line.is_empty() { "#" } else { "# " });
            self.out.push_str(line);
            self.out.push('\n');
        }
        true
    }

    /// One empty line, unless there is one, or a comment or heading that belongs to what follows.
    fn blank(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with("\n\n") && !self.last_line().starts_with(['#', '[']) {
            self.out.push('\n');
        }
    }

    /// The last line, without its end.
    fn last_line(&self) -> &str {
        self.out.trim_end_matches('\n').rsplit('\n').next().unwrap_or_default()
    }

    /// The entries of a table: what fits a line first, as TOML wants it, then its sections.
    fn table(&mut self, path: &str, heading: &str, table: &Map<String, Value>) {
        let mut sections = Vec::new();
        let mut after_block = false;
        for (name, value) in table.iter().filter(|(_, value)| !value.is_null()) {
            let below = format!("{path}.{name}");
            match line(&below, name, value) {
                Some(text) => {
                    let block = text.contains('\n');
                    if !self.comment(&below) && (block || after_block) {
                        self.blank();
                    }
                    let remark = remark(&below).map(|remark| format!("  # {remark}")).unwrap_or_default();
                    self.out.push_str(&format!("{} = {text}{remark}\n", key(name)));
                    after_block = block;
                }
                None => sections.push((name, value, below)),
            }
        }
        for (name, value, below) in sections {
            let heading = if heading.is_empty() { key(name) } else { format!("{heading}.{}", key(name)) };
            match value {
                Value::Array(items) => items.iter().for_each(|item| self.record(&below, &heading, item)),
                Value::Object(inner) => {
                    let commented = self.comment(&below);
                    let only_sections = inner.iter().all(|(name, value)| {
                        value.is_null() || line(&format!("{below}.{name}"), name, value).is_none()
                    });
                    if !only_sections {
                        if !commented {
                            self.blank();
                        }
                        self.out.push_str(&format!("[{heading}]\n"));
                    }
                    self.table(&below, &heading, inner);
                }
                _ => {}
            }
        }
    }

    /// One record of a list that has a section for each.
    fn record(&mut self, path: &str, heading: &str, record: &Value) {
        if !self.comment(path) {
            self.blank();
        }
        self.out.push_str(&format!("[[{heading}]]\n"));
        if let Value::Object(table) = record {
            self.table(path, heading, table);
        }
    }
}

/// A value as the right side of a line, or `None` if it wants sections of its own.
pub fn line(path: &str, name: &str, value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(scalar_text(name, text).unwrap_or_else(|| long(text))),
        Value::Object(table) => {
            let flat = !SECTIONS.contains(&path) && table.values().all(|value| !value.is_object() && !value.is_array());
            let text = inline(name, value);
            (table.is_empty() || (flat && text.chars().count() <= INLINE)).then_some(text)
        }
        Value::Array(items) if !items.is_empty() && items.iter().all(Value::is_object) => {
            let rows = rows(items);
            let small = items.iter().all(is_row) && rows.iter().all(|row| row.chars().count() <= ROW);
            (small && !SECTIONS.contains(&path)).then(|| format!("[\n  {},\n]", rows.join(",\n  ")))
        }
        Value::Array(items) => Some(list(&items.iter().map(|item| inline(name, item)).collect::<Vec<_>>())),
        other => Some(inline(name, other)),
    }
}

/// Small records as rows. Where all have the same keys and it stays narrow, their values stand below each other.
fn rows(items: &[Value]) -> Vec<String> {
    let cells: Vec<Vec<String>> = items
        .iter()
        .filter_map(Value::as_object)
        .map(|table| {
            let entries = table.iter().filter(|(_, value)| !value.is_null());
            entries.map(|(name, value)| format!("{} = {}", key(name), inline(name, value))).collect()
        })
        .collect();
    let columns = cells.first().map_or(0, Vec::len);
    let keys = |item: &Value| -> Vec<String> {
        let table = item.as_object().into_iter().flatten();
        table.filter(|(_, value)| !value.is_null()).map(|(name, _)| name.clone()).collect()
    };
    let same_keys = items.windows(2).all(|pair| matches!(pair, [a, b] if keys(a) == keys(b)));
    let widths: Vec<usize> = (0..columns)
        .map(|column| {
            cells.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0)
        })
        .collect();
    let aligned = same_keys && columns > 1 && widths.iter().sum::<usize>() + 2 * columns <= ALIGNED;
    cells.iter().map(|row| row_text(row, aligned.then_some(widths.as_slice()))).collect()
}

/// One row, with its cells padded to some widths.
fn row_text(cells: &[String], widths: Option<&[usize]>) -> String {
    if cells.is_empty() {
        return "{}".to_owned();
    }
    let mut text = String::from("{ ");
    for (column, cell) in cells.iter().enumerate() {
        text.push_str(cell);
        if column + 1 < cells.len() {
            let width = widths.and_then(|widths| widths.get(column)).copied().unwrap_or(0);
            text.push_str(", ");
            text.extend(std::iter::repeat_n(' ', width.saturating_sub(cell.chars().count())));
        }
    }
    text.push_str(" }");
    text
}

/// Whether a record is small enough for a row: no records in it.
fn is_row(record: &Value) -> bool {
    record.as_object().is_some_and(|table| {
        table.values().all(|value| match value {
            Value::Object(_) => false,
            Value::Array(items) => items.iter().all(|item| !item.is_object() && !item.is_array()),
            _ => true,
        })
    })
}

/// A value on one line.
fn inline(name: &str, value: &Value) -> String {
    match value {
        Value::String(text) => scalar_text(name, text).unwrap_or_else(|| short(text)),
        Value::Object(table) => {
            let entries: Vec<String> = table
                .iter()
                .filter(|(_, value)| !value.is_null())
                .map(|(name, value)| format!("{} = {}", key(name), inline(name, value)))
                .collect();
            if entries.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", entries.join(", ")) }
        }
        Value::Array(items) => {
            format!("[{}]", items.iter().map(|item| inline(name, item)).collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
    }
}

/// Texts that are dates or amounts.
fn scalar_text(name: &str, text: &str) -> Option<String> {
    if is_iso_date(text) {
        return Some(text.to_owned());
    }
    (MONEY.contains(&name) && split_amount(text).is_some()).then(|| format!("\"{}\"", german_amount(text)))
}

/// Whether a text is a calendar day in the shape that TOML has for it.
pub fn is_iso_date(text: &str) -> bool {
    text.len() == 10
        && text.as_bytes().get(4) == Some(&b'-')
        && Datum::parse(text).is_some_and(|day| day.to_string() == text)
}
