//! The rectangle around the cells of a sheet. Some readers make room for all of it, however few cells there are.

use super::super::oeffnen::Hindernis;

/// More cells than this no delivery spreads over, filled or empty, on all its sheets.
const LARGEST: u64 = 10_000_000;

/// The rectangles of the sheets of a workbook.
#[derive(Debug, Default)]
pub(super) struct Flaeche {
    /// First and last row, first and last column of the sheet at hand.
    box_of_sheet: Option<[u64; 4]>,
    /// Cells in the rectangles of the sheets before.
    before: u64,
}

impl Flaeche {
    /// Begins another sheet.
    pub(super) fn next_sheet(&mut self) {
        self.before = self.total();
        self.box_of_sheet = None;
    }

    /// Takes in a cell, or a block of them that are told by one: rows and columns from first to last.
    ///
    /// # Errors
    ///
    /// Fails where the rectangles are larger than any delivery's.
    pub(super) fn take(&mut self, rows: (u64, u64), columns: (u64, u64)) -> Result<(), Hindernis> {
        let [top, bottom, left, right] = self.box_of_sheet.unwrap_or([rows.0, rows.1, columns.0, columns.1]);
        self.box_of_sheet = Some([top.min(rows.0), bottom.max(rows.1), left.min(columns.0), right.max(columns.1)]);
        if self.total() > LARGEST { Err(Hindernis::ZuGross) } else { Ok(()) }
    }

    fn total(&self) -> u64 {
        let area = self.box_of_sheet.map_or(0, |[top, bottom, left, right]| {
            let (high, wide) = (bottom.saturating_sub(top), right.saturating_sub(left));
            high.saturating_add(1).saturating_mul(wide.saturating_add(1))
        });
        self.before.saturating_add(area)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rectangle_counts_and_not_the_cells() {
        let mut flaeche = Flaeche::default();
        assert_eq!(flaeche.take((0, 0), (0, 0)), Ok(()));
        assert_eq!(flaeche.take((999_999, 999_999), (9, 9)), Ok(()));
        flaeche.next_sheet();
        assert_eq!(flaeche.take((5, 5), (5, 5)), Err(Hindernis::ZuGross));
    }

    #[test]
    fn numbers_beyond_all_bounds_are_only_large() {
        assert_eq!(Flaeche::default().take((0, u64::MAX), (0, u64::MAX)), Err(Hindernis::ZuGross));
    }
}
