//! How the sheets of an .ods file are built: hidden rows and columns, merged cells, formulas.
//!
//! Rows, columns and cells come with a count of repeats, so places are counted along. See [`super::gestalt_xlsx`] for what
//! is bounded and left out.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Cursor, Read};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use zip::ZipArchive;

use super::gestalt::{Bereich, Gestalt};

/// More of the content is not looked at.
const MOST_BYTES: u64 = 256 * 1024 * 1024;

/// How the sheets are built, by their names.
pub fn gestalten(bytes: &[u8]) -> BTreeMap<String, Gestalt> {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return BTreeMap::new() };
    let Ok(file) = archive.by_name("content.xml") else { return BTreeMap::new() };
    let mut reader = Reader::from_reader(BufReader::with_capacity(64 * 1024, file.take(MOST_BYTES)));
    reader.config_mut().check_end_names = false;
    content(&mut reader)
}

/// Where reading has come to.
#[derive(Default)]
struct Stand {
    found: BTreeMap<String, Gestalt>,
    name: Option<String>,
    gestalt: Gestalt,
    /// Row from 1 of the current row.
    row: u32,
    /// How often the current row is repeated.
    rows: u32,
    /// Column from 0 of the next cell.
    column: u32,
    /// Column from 0 of the next description of a column.
    described: u32,
}

fn content<R: BufRead>(xml: &mut Reader<R>) -> BTreeMap<String, Gestalt> {
    let mut stand = Stand::default();
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer) {
            Ok(Event::Start(element)) => stand.begin(&element),
            Ok(Event::Empty(element)) => {
                stand.begin(&element);
                stand.end(element.name().as_ref());
            }
            Ok(Event::End(element)) => stand.end(element.name().as_ref()),
            Ok(Event::Eof) | Err(_) => return stand.found,
            Ok(_) => {}
        }
    }
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = element.try_get_attribute(name).ok().flatten()?;
    attribute.normalized_value(XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
}

fn count(element: &BytesStart<'_>, name: &str) -> u32 {
    attribute(element, name).and_then(|count| count.parse().ok()).unwrap_or(1).clamp(1, Gestalt::LAST_ROW)
}

fn is_hidden(element: &BytesStart<'_>) -> bool {
    attribute(element, "table:visibility").is_some_and(|visibility| visibility != "visible")
}

impl Stand {
    fn begin(&mut self, element: &BytesStart<'_>) {
        match element.name().as_ref() {
            "table:table" => {
                *self = Self { found: std::mem::take(&mut self.found), ..Self::default() };
                self.name = attribute(element, "table:name");
            }
            "table:table-column" => {
                let columns = count(element, "table:number-columns-repeated");
                if is_hidden(element) {
                    self.gestalt.hide_columns(self.described, self.described.saturating_add(columns - 1));
                }
                self.described = self.described.saturating_add(columns);
            }
            "table:table-row" => {
                self.row = self.row.saturating_add(self.rows.max(1));
                self.rows = count(element, "table:number-rows-repeated");
                self.column = 0;
                if is_hidden(element) {
                    self.gestalt.hide_rows(self.row, self.row.saturating_add(self.rows - 1));
                }
            }
            "table:table-cell" | "table:covered-table-cell" => self.cell(element),
            _ => {}
        }
    }

    fn cell(&mut self, element: &BytesStart<'_>) {
        let columns = count(element, "table:number-columns-spanned");
        let rows = count(element, "table:number-rows-spanned");
        if columns > 1 || rows > 1 {
            self.gestalt.merge(Bereich {
                erste_zeile: self.row,
                letzte_zeile: self.row.saturating_add(rows - 1),
                erste_spalte: self.column,
                letzte_spalte: self.column.saturating_add(columns - 1),
            });
        }
        if let Some(formula) = attribute(element, "table:formula") {
            let has_value = attribute(element, "office:value-type").is_some();
            self.gestalt.formula(self.row, self.column, &plain(&formula), !has_value);
        }
        self.column = self.column.saturating_add(count(element, "table:number-columns-repeated"));
    }

    fn end(&mut self, name: &str) {
        if name == "table:table"
            && let Some(name) = self.name.take()
        {
            self.found.insert(name, std::mem::take(&mut self.gestalt));
        }
    }
}

/// `of:=SUM([.D4:.D157])` as the other formats write it.
fn plain(formula: &str) -> String {
    let bare = formula.split_once('=').map_or(formula, |(_, rest)| rest);
    bare.replace("[.", "").replace(":.", ":").replace(']', "").replace(';', ",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeats_are_counted_along() {
        let xml = "<office:spreadsheet><table:table table:name=\"A\">\
            <table:table-column table:number-columns-repeated=\"2\"/>\
            <table:table-column table:visibility=\"collapse\"/>\
            <table:table-row table:number-rows-repeated=\"3\"><table:table-cell/></table:table-row>\
            <table:table-row table:visibility=\"filter\" table:number-rows-repeated=\"2\"/>\
            <table:table-row><table:table-cell table:number-columns-repeated=\"3\"/>\
            <table:table-cell table:formula=\"of:=SUM([.D1:.D5])\" office:value-type=\"float\" \
            table:number-columns-spanned=\"2\"/></table:table-row></table:table></office:spreadsheet>";
        let found = content(&mut Reader::from_reader(xml.as_bytes()));
        let gestalt = &found["A"];
        assert_eq!(gestalt.versteckte_spalten, [(2, 2)]);
        assert_eq!(gestalt.versteckte_zeilen, [(4, 5)]);
        assert_eq!(gestalt.verbunden[0].address(), "D6:E6");
        assert_eq!((gestalt.formeln[0].zeile, gestalt.formeln[0].spalte), (6, 3));
        assert_eq!((gestalt.formeln[0].text.as_str(), gestalt.formeln[0].ohne_wert), ("SUM(D1:D5)", false));
    }
}
