//! A range of a sheet: a cell, rows, columns or a rectangle.

/// Rows that a sheet has.
pub const ZEILEN: u32 = 1_048_576;
/// Columns that a sheet has.
pub const SPALTEN: u32 = 16_384;

/// A range of a sheet. Rows count from 1, columns from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Bereich {
    /// First and last row.
    pub zeilen: (u32, u32),
    /// First and last column.
    pub spalten: (u32, u32),
}

impl Bereich {
    /// A single cell.
    pub const fn zelle(spalte: u32, zeile: u32) -> Self {
        Self { zeilen: (zeile, zeile), spalten: (spalte, spalte) }
    }

    /// Reads `G12`, `12:12`, `G:G`, `B3:D5`; nothing that a sheet cannot hold.
    pub fn parse(text: &str) -> Option<Self> {
        let (first, last) = text.split_once(':').unwrap_or((text, text));
        let (first, last) = (corner(first)?, corner(last)?);
        let bereich = match (first, last) {
            ((Some(a), Some(b)), (Some(c), Some(d))) => Self { zeilen: (b, d), spalten: (a, c) },
            ((None, Some(b)), (None, Some(d))) if text.contains(':') => {
                Self { zeilen: (b, d), spalten: (0, SPALTEN - 1) }
            }
            ((Some(a), None), (Some(c), None)) if text.contains(':') => Self { zeilen: (1, ZEILEN), spalten: (a, c) },
            _ => return None,
        };
        let ordered = bereich.zeilen.0 <= bereich.zeilen.1 && bereich.spalten.0 <= bereich.spalten.1;
        (ordered && (1..=ZEILEN).contains(&bereich.zeilen.1) && bereich.zeilen.0 > 0 && bereich.spalten.1 < SPALTEN)
            .then_some(bereich)
    }

    /// Whether it is whole columns.
    pub const fn is_columns(&self) -> bool {
        self.zeilen.0 == 1 && self.zeilen.1 == ZEILEN
    }
}

/// Column and row of one end of a range.
fn corner(text: &str) -> Option<(Option<u32>, Option<u32>)> {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (letters, digits) = text.split_at(letters);
    if letters.len() > 3 || (letters.is_empty() && digits.is_empty()) {
        return None;
    }
    let spalte = letters.bytes().fold(0_u32, |sum, byte| sum * 26 + u32::from(byte.to_ascii_uppercase() - b'A') + 1);
    let spalte = spalte.checked_sub(1);
    let zeile = if digits.is_empty() { None } else { Some(digits.parse().ok()?) };
    Some((spalte, zeile))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_rows_columns_and_rectangles_are_told_apart() {
        assert_eq!(Bereich::parse("G12"), Some(Bereich::zelle(6, 12)));
        assert_eq!(Bereich::parse("AA1"), Some(Bereich::zelle(26, 1)));
        assert_eq!(Bereich::parse("6:7"), Some(Bereich { zeilen: (6, 7), spalten: (0, 16_383) }));
        assert_eq!(Bereich::parse("B3:D5"), Some(Bereich { zeilen: (3, 5), spalten: (1, 3) }));
        assert!(Bereich::parse("G:G").is_some_and(|bereich| bereich.is_columns() && bereich.spalten == (6, 6)));
    }

    #[test]
    fn what_no_sheet_holds_is_no_range() {
        for text in
            ["", "G", ":", "12", "G0", "0:0", "1048577:1048577", "XFE1", "D5:B3", "AAAA1", "G12:7", "G12x", "Ä1"]
        {
            assert_eq!(Bereich::parse(text), None, "{text}");
        }
    }
}
