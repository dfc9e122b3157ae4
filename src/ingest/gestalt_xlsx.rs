//! How the sheets of an .xlsx or .xlsm file are built: hidden rows and columns, merged cells, formulas.
//!
//! One pass over the XML of each sheet. Nothing is expanded or followed: an entity is a character that no simple formula
//! has, and sizes are bounded. What cannot be read is left out; the values of the cells are the reader's business.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Cursor, Read};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use zip::ZipArchive;

use super::gestalt::{Gestalt, bereich_of, place_of};

/// More of a part is not looked at.
const MOST_BYTES: u64 = 256 * 1024 * 1024;

/// How the sheets are built, by their names.
pub fn gestalten(bytes: &[u8]) -> BTreeMap<String, Gestalt> {
    read(bytes).unwrap_or_default()
}

fn read(bytes: &[u8]) -> Option<BTreeMap<String, Gestalt>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let targets = targets(&mut part(&mut archive, "xl/_rels/workbook.xml.rels")?);
    let sheets = sheets(&mut part(&mut archive, "xl/workbook.xml")?);
    let mut found = BTreeMap::new();
    for (name, id) in sheets {
        let Some(target) = targets.get(&id) else { continue };
        let path = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
        if let Some(mut xml) = part(&mut archive, &path) {
            found.insert(name, sheet(&mut xml));
        }
    }
    Some(found)
}

/// A part of the package; capitals do not matter.
fn part<'a, 'b>(
    archive: &'a mut ZipArchive<Cursor<&'b [u8]>>,
    path: &str,
) -> Option<Reader<impl BufRead + use<'a, 'b>>> {
    let name = archive.file_names().flatten().find(|name| name.eq_ignore_ascii_case(path))?.into_owned();
    let file = archive.by_name(&name).ok()?;
    let mut reader = Reader::from_reader(BufReader::with_capacity(64 * 1024, file.take(MOST_BYTES)));
    reader.config_mut().check_end_names = false;
    Some(reader)
}

/// Names of the sheets with the keys of their parts.
fn sheets<R: BufRead>(xml: &mut Reader<R>) -> Vec<(String, String)> {
    let mut sheets = Vec::new();
    each_start(xml, |element| {
        if element.local_name().as_ref() == "sheet"
            && let (Some(name), Some(id)) = (text_of(element, "name"), text_of(element, "id"))
        {
            sheets.push((name, id));
        }
    });
    sheets
}

/// Parts by their keys.
fn targets<R: BufRead>(xml: &mut Reader<R>) -> BTreeMap<String, String> {
    let mut targets = BTreeMap::new();
    each_start(xml, |element| {
        if let (Some(id), Some(target)) = (text_of(element, "Id"), text_of(element, "Target")) {
            targets.insert(id, target);
        }
    });
    targets
}

fn each_start<R: BufRead>(xml: &mut Reader<R>, mut take: impl FnMut(&BytesStart<'_>)) {
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer) {
            Ok(Event::Start(element) | Event::Empty(element)) => take(&element),
            Ok(Event::Eof) | Err(_) => return,
            Ok(_) => {}
        }
    }
}

/// An attribute as text; prefixes of names do not matter.
fn text_of(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = element
        .attributes()
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name)?;
    attribute.normalized_value(XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
}

/// An attribute as it stands there.
fn raw<'a>(element: &'a BytesStart<'_>, name: &str) -> Option<std::borrow::Cow<'a, str>> {
    element.try_get_attribute(name).ok().flatten().map(|attribute| attribute.value)
}

fn is_true(element: &BytesStart<'_>, name: &str) -> bool {
    raw(element, name).is_some_and(|value| matches!(&*value, "1" | "true"))
}

/// Where reading a sheet has come to.
#[derive(Default)]
struct Stand {
    gestalt: Gestalt,
    /// Row from 1.
    row: u32,
    /// Column from 0 of the next cell.
    column: u32,
    /// The formula of the cell that is being read.
    formula: Option<String>,
    /// Whether that cell has a value.
    has_value: bool,
    inside: Inside,
}

/// The element whose text is being read.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Inside {
    #[default]
    Other,
    Formula,
    Value,
}

fn sheet<R: BufRead>(xml: &mut Reader<R>) -> Gestalt {
    let mut stand = Stand::default();
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer) {
            Ok(Event::Start(element)) => stand.begin(&element),
            Ok(Event::Empty(element)) => {
                stand.begin(&element);
                stand.end(element.local_name().as_ref());
            }
            Ok(Event::End(element)) => stand.end(element.local_name().as_ref()),
            Ok(Event::Text(text)) => stand.text(&text),
            Ok(Event::CData(text)) => stand.text(&text),
            // "&lt;" and the like: no formula that is only a sum has them.
            Ok(Event::GeneralRef(_)) => stand.text("&"),
            Ok(Event::Eof) | Err(_) => return stand.gestalt,
            Ok(_) => {}
        }
    }
}

impl Stand {
    fn begin(&mut self, element: &BytesStart<'_>) {
        match element.local_name().as_ref() {
            "c" => self.begin_cell(element),
            "f" => {
                self.formula = Some(String::new());
                self.inside = Inside::Formula;
            }
            "v" | "t" => self.inside = Inside::Value,
            "row" => {
                let number = raw(element, "r").and_then(|number| number.parse().ok());
                self.row = number.unwrap_or_else(|| self.row.saturating_add(1));
                self.column = 0;
                if is_true(element, "hidden") {
                    self.gestalt.hide_rows(self.row, self.row);
                }
            }
            "col" if is_true(element, "hidden") => {
                let number = |name| raw(element, name).and_then(|number| number.parse::<u32>().ok()?.checked_sub(1));
                if let (Some(first), Some(last)) = (number("min"), number("max")) {
                    self.gestalt.hide_columns(first, last);
                }
            }
            "mergeCell" => {
                if let Some(bereich) = raw(element, "ref").and_then(|reference| bereich_of(&reference)) {
                    self.gestalt.merge(bereich);
                }
            }
            _ => {}
        }
    }

    fn begin_cell(&mut self, element: &BytesStart<'_>) {
        if let Some((row, column)) = raw(element, "r").and_then(|address| place_of(&address)) {
            (self.row, self.column) = (row, column);
        }
        self.formula = None;
        self.has_value = false;
    }

    fn text(&mut self, text: &str) {
        match self.inside {
            Inside::Value => self.has_value |= !text.is_empty(),
            Inside::Formula => {
                if let Some(formula) = self.formula.as_mut().filter(|formula| formula.len() <= Gestalt::LONGEST_FORMULA)
                {
                    formula.push_str(text);
                }
            }
            Inside::Other => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "f" | "v" | "t" => self.inside = Inside::Other,
            "c" => {
                if let Some(formula) = self.formula.take() {
                    self.gestalt.formula(self.row, self.column, &formula, !self.has_value);
                }
                self.column = self.column.saturating_add(1);
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gestalt(xml: &str) -> Gestalt {
        sheet(&mut Reader::from_reader(xml.as_bytes()))
    }

    #[test]
    fn a_workbook_tells_what_it_hides() {
        let mut workbook = rust_xlsxwriter::Workbook::new();
        let sheet = workbook.add_worksheet();
        sheet.set_name("Kosten & mehr").expect("a name");
        sheet.write(0, 0, 1).expect("a cell");
        sheet.write_formula(1, 0, rust_xlsxwriter::Formula::new("=SUM(A1:A1)").set_result("1")).expect("a formula");
        sheet.set_row_hidden(4).expect("a row").set_row_hidden(5).expect("a row");
        sheet.set_column_hidden(2).expect("a column");
        sheet.merge_range(6, 0, 7, 1, "x", &rust_xlsxwriter::Format::new()).expect("merged");
        let found = gestalten(&workbook.save_to_buffer().expect("a workbook"));
        let gestalt = &found["Kosten & mehr"];
        assert_eq!(gestalt.versteckte_zeilen, [(5, 6)]);
        assert_eq!(gestalt.versteckte_spalten, [(2, 2)]);
        assert_eq!(
            gestalt.verbunden.iter().map(super::super::gestalt::Bereich::address).collect::<Vec<_>>(),
            ["A7:B8"]
        );
        let formula = &gestalt.formeln[0];
        assert_eq!(
            (formula.zeile, formula.spalte, formula.text.as_str(), formula.ohne_wert),
            (2, 0, "SUM(A1:A1)", false)
        );
    }

    #[test]
    fn cells_without_addresses_and_formulas_without_values_are_placed() {
        let found = gestalt(
            "<worksheet><sheetData><row><c><v>1</v></c><c><f>A1+1</f><v></v></c></row>\
             <row r=\"7\"><c r=\"D7\"><f>A1&lt;2</f></c></row></sheetData></worksheet>",
        );
        let places: Vec<_> =
            found.formeln.iter().map(|formula| (formula.zeile, formula.spalte, formula.ohne_wert)).collect();
        assert_eq!(places, [(1, 1, true), (7, 3, true)]);
        assert_eq!(found.formeln[1].text, "A1&2");
    }

    #[test]
    fn what_is_no_package_tells_nothing() {
        assert!(gestalten(b"PK\x03\x04 and then nothing").is_empty());
        assert_eq!(gestalt("<worksheet><row r=\"x\"><c r=\"\"><f>"), Gestalt::default());
        assert_eq!(gestalt("<!DOCTYPE x [<!ENTITY a \"&b;\">]><row hidden=\"1\">&a;"), {
            let mut one = Gestalt::default();
            one.hide_rows(1, 1);
            one
        });
    }
}
