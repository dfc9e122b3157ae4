//! Where the headings of columns stand.

use std::collections::BTreeMap;
use std::io::BufRead;

use crate::present::pruefbericht::bereich::Bereich;

use super::Grund;
use super::xml::{Stelle, Weiter, walk};

/// Finds the cell that names a column: the first text of it in a row that is nearly as full as the fullest.
pub(super) fn heading_cells<R: BufRead>(source: R, columns: &[u32]) -> Result<BTreeMap<u32, u32>, Grund> {
    const NEAR_THE_TOP: u32 = 60;
    let mut rows: Vec<(u32, BTreeMap<u32, bool>)> = Vec::new();
    let mut at = (0_u32, None::<u32>);
    let mut text = false;
    walk(source, |stelle, depth| {
        let Stelle::Open(tag) = stelle else { return Ok(Weiter::Ja) };
        match (depth, tag.local()) {
            (2, "row") => {
                let number = tag.plain("r").and_then(|number| number.parse().ok());
                at = (number.unwrap_or(at.0.saturating_add(1)), None);
                rows.push((at.0, BTreeMap::new()));
                if at.0 > NEAR_THE_TOP {
                    return Ok(Weiter::Nein);
                }
            }
            (3, "c") => {
                let place = tag.plain("r").and_then(Bereich::parse).map(|place| place.spalten.0);
                at.1 = place.or_else(|| Some(at.1.map_or(0, |column| column.saturating_add(1))));
                text = matches!(tag.plain("t"), Some("s" | "inlineStr" | "str"));
            }
            (4, "v" | "is") => {
                if let (Some((_, cells)), Some(column)) = (rows.last_mut(), at.1) {
                    cells.insert(column, text);
                }
            }
            _ => {}
        }
        Ok(Weiter::Ja)
    })?;
    let fullest = rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
    let heads = |column: u32| {
        let mut full = rows.iter().filter(|(_, cells)| cells.len() * 10 >= fullest * 6);
        let heading = full.find(|(_, cells)| cells.get(&column) == Some(&true));
        heading.or_else(|| rows.iter().find(|(_, cells)| cells.contains_key(&column))).map(|(row, _)| *row)
    };
    Ok(columns.iter().map(|column| (*column, heads(*column).unwrap_or(1))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_named_by_its_heading() {
        let sheet = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row><row r=\"4\"><c r=\"A4\" t=\"s\"><v>1</v></c><c r=\"B4\" t=\"s\"><v>2</v></c></row><row r=\"5\"><c r=\"A5\"><v>7</v></c><c r=\"B5\"><v>8</v></c></row></sheetData></worksheet>";
        let found = heading_cells(sheet.as_bytes(), &[0, 1, 7]).expect("rows");
        assert_eq!(found, BTreeMap::from([(0, 4), (1, 4), (7, 1)]));
    }
}
