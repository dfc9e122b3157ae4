//! Widths of columns and heights of rows, as far as a note needs them to be large enough.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::tabellenblatt::Zelle;
use super::xml::Tag;

/// Pixels of a column and of a row for which nothing else is said.
const COLUMN: u32 = 64;
const ROW: u32 = 20;
/// Pixels of a note.
const NOTE_WIDTH: u32 = 340;
const NOTE_HEIGHTS: (u32, u32) = (60, 520);
/// Characters of a line of a note, and its pixels.
const NOTE_LINE: (usize, u32) = (50, 15);

/// Sizes of a sheet in pixels.
#[derive(Clone, Debug)]
pub(super) struct Masse {
    column: u32,
    row: u32,
    /// First column of a group, last column, pixels.
    columns: BTreeMap<u32, (u32, u32)>,
}

impl Default for Masse {
    fn default() -> Self {
        Self { column: COLUMN, row: ROW, columns: BTreeMap::new() }
    }
}

impl Masse {
    pub(super) fn set_defaults(&mut self, tag: &Tag<'_>) {
        self.column = decimal(tag, "defaultColWidth").and_then(pixels_of_width).unwrap_or(COLUMN);
        let height = decimal(tag, "defaultRowHeight")
            .and_then(|points| (points * Decimal::new(4, 0) / Decimal::new(3, 0)).to_u32());
        self.row = height.filter(|height| *height > 0).unwrap_or(ROW);
    }

    pub(super) fn set_columns(&mut self, first: u32, last: u32, tag: &Tag<'_>) {
        let pixels = if tag.is_true("hidden") { Some(0) } else { decimal(tag, "width").and_then(pixels_of_width) };
        if let Some(pixels) = pixels {
            self.columns.insert(first, (last, pixels));
        }
    }

    fn width(&self, column: u32) -> u32 {
        let group = self.columns.range(..=column).next_back();
        group.filter(|(_, (last, _))| *last >= column).map_or(self.column, |(_, (_, pixels))| *pixels)
    }

    /// Where the note of a cell is drawn: left column and pixels in it, top row and pixels, right, bottom.
    pub(super) fn anchor(&self, (column, row): Zelle, text: &str) -> [u32; 8] {
        const GAP: u32 = 12;
        let lines: u32 = text.lines().map(lines_of).sum();
        let height = (lines.saturating_mul(NOTE_LINE.1) + NOTE_LINE.1).clamp(NOTE_HEIGHTS.0, NOTE_HEIGHTS.1);
        let (left, top) = (column.saturating_add(1), row.saturating_sub(2));
        let mut right = left;
        let mut rest = GAP + NOTE_WIDTH;
        while self.width(right) < rest && right < left + 200 {
            rest -= self.width(right);
            right += 1;
        }
        let bottom = 5 + height;
        [left, GAP, top, 5, right, rest, top + bottom / self.row, bottom % self.row]
    }
}

fn lines_of(text: &str) -> u32 {
    u32::try_from(text.chars().count().div_ceil(NOTE_LINE.0).max(1)).unwrap_or(u32::MAX)
}

fn decimal(tag: &Tag<'_>, name: &str) -> Option<Decimal> {
    tag.plain(name)?.parse().ok()
}

/// Widths are counted in digits of the usual writing, of seven pixels each.
fn pixels_of_width(width: Decimal) -> Option<u32> {
    (width.checked_mul(Decimal::new(7, 0))?.checked_add(Decimal::new(5, 1))?).to_u32()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_as_high_as_its_text_and_spans_its_columns() {
        let masse = Masse::default();
        let [left, _, top, _, right, rest, bottom, _] =
            masse.anchor((2, 10), "Fehler F001: Text im Betrag\nGelesen: x");
        assert_eq!((left, top, right, rest), (3, 8, 8, 352 - 5 * 64));
        assert_eq!(bottom - top, 3);
        let long = "x".repeat(600);
        let [_, _, top, .., bottom, _] = masse.anchor((2, 10), &long);
        assert!(bottom - top >= 9, "{top}–{bottom}");
        let [.., top_row, _, _, _, _, _] = masse.anchor((0, 1), "x");
        assert_eq!(top_row, 0);
    }

    #[test]
    fn hidden_columns_take_no_room() {
        let mut masse = Masse::default();
        let tag = Tag { raw: "col hidden=\"1\"", start: 0, end: 0, empty: true };
        masse.set_columns(1, 4, &tag);
        let [left, .., right, _, _, _] = masse.anchor((0, 5), "x");
        assert_eq!((left, right), (1, 10));
    }
}
