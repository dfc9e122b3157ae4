//! A sheet, walked through once: which cells get a fill, and where a cell has to be added to get one.
//!
//! Sheets may have a million rows, so nothing of them is kept but the places to change.

use std::collections::BTreeMap;
use std::io::BufRead;

use crate::present::pruefbericht::Schwere;
use crate::present::pruefbericht::bereich::Bereich;

use super::Grund;
use super::masse::Masse;
use super::stile::Stile;
use super::xml::{Edit, Stelle, Tag, Weiter, append, walk};

/// Elements that stand after the reference to the drawing of the notes.
const AFTER_NOTES: [&str; 9] = [
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
    "AlternateContent",
];

/// Column and row of a cell.
pub(super) type Zelle = (u32, u32);

/// A range to mark, with the place that its note belongs to once that is known.
#[derive(Clone, Copy, Debug)]
pub(super) struct Flaeche {
    pub(super) bereich: Bereich,
    pub(super) schwere: Schwere,
    pub(super) anker: Option<Zelle>,
}

/// What is to change in a sheet, and what its notes need to know.
#[derive(Debug, Default)]
pub(super) struct Blattplan {
    pub(super) edits: Vec<Edit>,
    /// Id of the drawing that holds the notes which are there already.
    pub(super) drawing: Option<String>,
    /// Where the reference to a drawing belongs.
    pub(super) drawing_place: u64,
    pub(super) prefix: String,
    pub(super) masse: Masse,
}

/// Plans the marks of a sheet. `flaechen` get their anchors: the first marked cell in the first row of each.
pub(super) fn plan<R: BufRead>(
    source: R,
    flaechen: &mut [Flaeche],
    stile: &mut Stile,
    deselect: bool,
) -> Result<Blattplan, Grund> {
    let mut order: Vec<usize> = (0..flaechen.len()).collect();
    order.sort_by_key(|place| flaechen.get(*place).map(|flaeche| flaeche.bereich));
    let mut planer = Planer {
        plan: Blattplan::default(),
        flaechen,
        stile,
        order,
        begun: 0,
        active: Vec::new(),
        waiting: Vec::new(),
        row: 0,
        column: None,
        row_style: None,
        columns: BTreeMap::new(),
        section: Section::Before,
        deselect,
    };
    walk(source, |stelle, depth| {
        match stelle {
            Stelle::Open(tag) => planer.open(&tag, depth)?,
            Stelle::Close(range) => planer.close(range.start, depth)?,
        }
        Ok(Weiter::Ja)
    })?;
    if planer.section == Section::Done { Ok(planer.plan) } else { Err(Grund::Inhalt) }
}

/// Where in the sheet the walk is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Section {
    Before,
    Rows,
    After,
    Done,
}

struct Planer<'a> {
    plan: Blattplan,
    flaechen: &'a mut [Flaeche],
    stile: &'a mut Stile,
    /// Ranges by their first row.
    order: Vec<usize>,
    /// How many of them have begun.
    begun: usize,
    /// Ranges that reach into the present row.
    active: Vec<usize>,
    /// Ranges that begin in the present row and have met no cell of it yet, by their first column.
    waiting: Vec<usize>,
    row: u32,
    column: Option<u32>,
    row_style: Option<u32>,
    /// Styles of columns: first column, last column and style.
    columns: BTreeMap<u32, (u32, u32)>,
    section: Section,
    deselect: bool,
}

impl Planer<'_> {
    fn open(&mut self, tag: &Tag<'_>, depth: usize) -> Result<(), Grund> {
        match (self.section, depth, tag.local()) {
            (Section::Before, 0, "worksheet") => tag.prefix().clone_into(&mut self.plan.prefix),
            (_, 0, _) => return Err(Grund::Inhalt),
            (Section::Before, 1, "sheetFormatPr") => self.plan.masse.set_defaults(tag),
            (Section::Before, 2, "sheetView") if self.deselect && tag.is_true("tabSelected") => {
                self.plan.edits.push(tag.set("tabSelected", "0"));
            }
            (Section::Before, 2, "col") => self.column_of(tag),
            (Section::Before, 1, "sheetData") => {
                self.section = Section::Rows;
                if tag.empty {
                    let rows = self.rows_before(u32::MAX)?;
                    self.plan.edits.push(append(tag, tag.end, &rows));
                    self.section = Section::After;
                }
            }
            (Section::Rows, 2, "row") => self.begin_row(tag)?,
            (Section::Rows, 3, "c") => self.cell(tag)?,
            (Section::After, 1, "legacyDrawing") => {
                self.plan.drawing = tag.attr_with_prefix("id");
                self.note_place(tag.start);
            }
            (Section::After, 1, name) if AFTER_NOTES.contains(&name) => self.note_place(tag.start),
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, start: u64, depth: usize) -> Result<(), Grund> {
        match (self.section, depth) {
            (Section::Rows, 1) => {
                let rows = self.rows_before(u32::MAX)?;
                self.insert(start, rows);
                self.section = Section::After;
            }
            (Section::Rows, 2) => {
                let cells = self.cells_before(u32::MAX)?;
                self.insert(start, cells);
            }
            (Section::After, 0) => {
                self.note_place(start);
                self.section = Section::Done;
            }
            _ => {}
        }
        Ok(())
    }

    fn note_place(&mut self, place: u64) {
        if self.plan.drawing_place == 0 {
            self.plan.drawing_place = place;
        }
    }

    fn insert(&mut self, place: u64, text: String) {
        if !text.is_empty() {
            self.plan.edits.push(Edit::insert(place, text));
        }
    }

    fn column_of(&mut self, tag: &Tag<'_>) {
        let number = |name| tag.plain(name).and_then(|text| text.parse::<u32>().ok());
        let (Some(first), Some(last)) = (number("min"), number("max")) else { return };
        let (first, last) = (first.saturating_sub(1), last.saturating_sub(1));
        self.plan.masse.set_columns(first, last, tag);
        if let Some(style) = number("style") {
            self.columns.insert(first, (last, style));
        }
    }

    fn begin_row(&mut self, tag: &Tag<'_>) -> Result<(), Grund> {
        let next = self.row.checked_add(1).ok_or(Grund::Inhalt)?;
        let row = match tag.plain("r") {
            Some(number) => number.parse::<u32>().map_err(|_| Grund::Inhalt)?,
            None => next,
        };
        // Where rows are not in order, a reader may take another one than a person sees.
        if row < next {
            return Err(Grund::Inhalt);
        }
        let rows = self.rows_before(row)?;
        self.insert(tag.start, rows);
        self.row = row;
        self.column = None;
        self.row_style =
            if tag.is_true("customFormat") { tag.plain("s").and_then(|style| style.parse().ok()) } else { None };
        self.begin_ranges(row);
        if tag.empty {
            let cells = self.cells_before(u32::MAX)?;
            if !cells.is_empty() {
                self.plan.edits.push(append(tag, tag.end, &cells));
            }
        }
        Ok(())
    }

    /// Takes the ranges that begin in a row, and leaves those that have ended.
    fn begin_ranges(&mut self, row: u32) {
        let Self { flaechen, active, waiting, .. } = self;
        active.retain(|place| flaechen.get(*place).is_some_and(|flaeche| flaeche.bereich.zeilen.1 >= row));
        waiting.clear();
        while let Some(place) = self.order.get(self.begun).copied() {
            if self.flaechen.get(place).is_none_or(|flaeche| flaeche.bereich.zeilen.0 != row) {
                break;
            }
            self.active.push(place);
            self.waiting.push(place);
            self.begun += 1;
        }
    }

    fn cell(&mut self, tag: &Tag<'_>) -> Result<(), Grund> {
        let next = self.column.map_or(0, |column| column.saturating_add(1));
        let column = match tag.plain("r") {
            Some(address) => {
                let place = Bereich::parse(address).ok_or(Grund::Inhalt)?;
                if place != Bereich::zelle(place.spalten.0, self.row) {
                    return Err(Grund::Inhalt);
                }
                place.spalten.0
            }
            None => next,
        };
        if column < next {
            return Err(Grund::Inhalt);
        }
        self.column = Some(column);
        if self.active.is_empty() {
            return Ok(());
        }
        let cells = self.cells_before(column)?;
        self.insert(tag.start, cells);
        let covers = |flaeche: &Flaeche| (flaeche.bereich.spalten.0..=flaeche.bereich.spalten.1).contains(&column);
        let mut worst = None;
        for place in &self.active {
            if let Some(flaeche) = self.flaechen.get_mut(*place).filter(|flaeche| covers(flaeche)) {
                worst = worst.max(Some(flaeche.schwere));
                flaeche.anker.get_or_insert((column, self.row));
            }
        }
        self.waiting.retain(|place| self.flaechen.get(*place).is_some_and(|flaeche| !covers(flaeche)));
        if let Some(schwere) = worst {
            let style = tag.plain("s").and_then(|style| style.parse().ok()).unwrap_or(0);
            let marked = self.stile.marked(style, schwere)?;
            self.plan.edits.push(tag.set("s", &marked.to_string()));
        }
        Ok(())
    }

    /// New cells for the ranges of this row that end before a column and have met no cell.
    fn cells_before(&mut self, column: u32) -> Result<String, Grund> {
        let mut text = String::new();
        if self.waiting.is_empty() {
            return Ok(text);
        }
        let mut new: BTreeMap<u32, Schwere> = BTreeMap::new();
        let mut later = Vec::new();
        for place in std::mem::take(&mut self.waiting) {
            let Some(flaeche) = self.flaechen.get_mut(place) else { continue };
            let (first, last) = flaeche.bereich.spalten;
            if last >= column {
                later.push(place);
                continue;
            }
            flaeche.anker = Some((first, self.row));
            let worst = new.entry(first).or_insert(flaeche.schwere);
            *worst = flaeche.schwere.max(*worst);
        }
        self.waiting = later;
        for (column, schwere) in new {
            let style = self.row_style.or_else(|| self.column_style(column)).unwrap_or(0);
            let marked = self.stile.marked(style, schwere)?;
            let x = &self.plan.prefix;
            text.push_str(&format!("<{x}c r=\"{}\" s=\"{marked}\"/>", address((column, self.row))));
        }
        Ok(text)
    }

    /// New rows for the ranges that begin before a row and after the last one.
    fn rows_before(&mut self, row: u32) -> Result<String, Grund> {
        let mut text = String::new();
        while let Some(first) = self.order.get(self.begun).and_then(|place| self.flaechen.get(*place)) {
            let missing = first.bereich.zeilen.0;
            if missing >= row {
                break;
            }
            self.row = missing;
            self.row_style = None;
            self.begin_ranges(missing);
            let cells = self.cells_before(u32::MAX)?;
            let x = &self.plan.prefix;
            text.push_str(&format!("<{x}row r=\"{missing}\">{cells}</{x}row>"));
        }
        Ok(text)
    }

    fn column_style(&self, column: u32) -> Option<u32> {
        let (_, (last, style)) = self.columns.range(..=column).next_back()?;
        (*last >= column).then_some(*style)
    }
}

/// Address of a cell: `G12`.
pub(super) fn address((column, row): Zelle) -> String {
    let mut letters = Vec::new();
    let mut rest = column;
    loop {
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        if rest < 26 {
            break;
        }
        rest = rest / 26 - 1;
    }
    letters.iter().rev().collect::<String>() + &row.to_string()
}

#[cfg(test)]
mod tests {
    use super::super::stile::EMPTY;
    use super::super::xml::apply;
    use super::*;

    fn marked(sheet: &str, ranges: &[&str]) -> (String, Vec<Option<Zelle>>, Blattplan) {
        let range = |text: &&str| Flaeche {
            bereich: Bereich::parse(text).expect("a range"),
            schwere: Schwere::Fehler,
            anker: None,
        };
        let mut flaechen: Vec<_> = ranges.iter().map(range).collect();
        let mut stile = Stile::new(EMPTY.into()).expect("styles");
        let plan = plan(sheet.as_bytes(), &mut flaechen, &mut stile, true).expect("a plan");
        let mut text = Vec::new();
        apply(plan.edits.clone(), &mut sheet.as_bytes(), &mut text).expect("applied");
        (String::from_utf8(text).expect("text"), flaechen.iter().map(|flaeche| flaeche.anker).collect(), plan)
    }

    #[test]
    fn cells_keep_their_bytes_and_get_another_style() {
        let sheet = "<worksheet><sheetData><row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"C2\"  s='0' ><f>1+1</f><v>2</v></c></row></sheetData></worksheet>";
        let (text, anchors, _) = marked(sheet, &["C2", "A2"]);
        let expected = "<worksheet><sheetData><row r=\"2\"><c s=\"12\" r=\"A2\" t=\"s\"><v>0</v></c><c r=\"C2\"  s='12' ><f>1+1</f><v>2</v></c></row></sheetData></worksheet>";
        assert_eq!(text, expected);
        assert_eq!(anchors, [Some((2, 2)), Some((0, 2))]);
    }

    #[test]
    fn missing_cells_and_rows_are_added_in_order() {
        let sheet = "<x:worksheet><x:sheetData><x:row r=\"2\"><x:c r=\"B2\"/></x:row><x:row r=\"5\"/></x:sheetData></x:worksheet>";
        let (text, anchors, _) = marked(sheet, &["A2", "C2", "D5", "A1", "D3", "9:9", "B9"]);
        let expected = concat!(
            "<x:worksheet><x:sheetData><x:row r=\"1\"><x:c r=\"A1\" s=\"12\"/></x:row>",
            "<x:row r=\"2\"><x:c r=\"A2\" s=\"12\"/><x:c r=\"B2\"/><x:c r=\"C2\" s=\"12\"/></x:row>",
            "<x:row r=\"3\"><x:c r=\"D3\" s=\"12\"/></x:row><x:row r=\"5\"><x:c r=\"D5\" s=\"12\"/></x:row>",
            "<x:row r=\"9\"><x:c r=\"A9\" s=\"12\"/><x:c r=\"B9\" s=\"12\"/></x:row></x:sheetData></x:worksheet>"
        );
        assert_eq!(text, expected);
        assert_eq!(anchors[5], Some((0, 9)));
    }

    #[test]
    fn rows_and_rectangles_mark_the_cells_that_are_there() {
        let sheet = "<worksheet><sheetData><row><c><v>1</v></c><c><v>2</v></c></row><row><c/><c/><c/></row></sheetData></worksheet>";
        let (text, anchors, _) = marked(sheet, &["1:2", "B2:C9"]);
        assert_eq!(text.matches("s=\"12\"").count(), 5, "{text}");
        assert!(!text.contains("r=\""), "nothing is added: {text}");
        assert_eq!(anchors, [Some((0, 1)), Some((1, 2))]);
    }

    #[test]
    fn an_empty_sheet_can_be_marked_and_the_notes_find_their_place() {
        let sheet = "<worksheet><sheetViews><sheetView tabSelected=\"1\"/></sheetViews><cols><col min=\"1\" max=\"3\" style=\"0\"/></cols><sheetData/><pageMargins/><drawing r:id=\"a\"/><tableParts/><extLst/></worksheet>";
        let (text, _, plan) = marked(sheet, &["B4"]);
        assert!(text.contains("tabSelected=\"0\""), "{text}");
        assert!(text.contains("<sheetData><row r=\"4\"><c r=\"B4\" s=\"12\"/></row></sheetData>"), "{text}");
        let before = &sheet[..usize::try_from(plan.drawing_place).expect("a place")];
        assert!(before.ends_with("<drawing r:id=\"a\"/>"), "{before}");
    }

    #[test]
    fn rows_or_cells_out_of_order_are_refused() {
        for rows in [
            "<row r=\"3\"/><row r=\"2\"/>",
            "<row r=\"1\"><c r=\"B1\"/><c r=\"A1\"/></row>",
            "<row r=\"1\"><c r=\"B2\"/></row>",
        ] {
            let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
            let mut stile = Stile::new(EMPTY.into()).expect("styles");
            assert!(plan(sheet.as_bytes(), &mut [], &mut stile, false).is_err(), "{rows}");
        }
    }
}
