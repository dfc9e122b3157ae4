//! A filled form: which one it says it is, and what stands in its fields.
//!
//! Fields are found by the names of their cells, which a workbook keeps when rows are moved or another program saves it.

use std::collections::BTreeMap;

use super::gestalt;
use super::mappe::{Blatt, Mappe, Zellwert, address};
use super::oeffnen::Hindernis;
use super::oeffner::Oeffner;
use crate::finding::Ort;

/// A filled form as it was read.
#[derive(Clone, Debug, Default)]
pub struct Bogen {
    /// What the workbook says of itself.
    pub eigenschaften: BTreeMap<String, String>,
    /// Its fields by name.
    pub felder: BTreeMap<String, Feld>,
}

/// A field of a form.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Feld {
    /// Where it is.
    pub ort: Ort,
    /// What stands in it; none if it is empty.
    pub wert: Option<Zellwert>,
    /// The formula that made it; empty where its text is not known.
    pub formel: Option<String>,
}

/// Reads a filled form.
///
/// # Errors
///
/// Says what keeps the file from being read; what is wrong in its fields is said by the rules.
pub fn read(name: &str, bytes: &[u8], oeffner: &Oeffner) -> Result<Bogen, Hindernis> {
    oeffner.open(name, bytes).map(|mappe| of_mappe(&mappe))
}

/// The fields of an opened workbook.
pub fn of_mappe(mappe: &Mappe) -> Bogen {
    let sheets: BTreeMap<&str, &Blatt> = mappe.blaetter.iter().map(|blatt| (blatt.name.as_str(), blatt)).collect();
    let mut formulas: BTreeMap<(&str, u32, u32), &str> = BTreeMap::new();
    for blatt in &mappe.blaetter {
        let cells = blatt.gestalt.formeln.iter();
        formulas.extend(cells.map(|formel| ((blatt.name.as_str(), formel.zeile, formel.spalte), formel.text.as_str())));
    }
    let mut bogen = Bogen { eigenschaften: mappe.eigenschaften.iter().cloned().collect(), ..Bogen::default() };
    for (name, reference) in &mappe.namen {
        let Some((sheet, zeile, spalte)) = place_of(reference) else { continue };
        let Some(blatt) = sheets.get(sheet.as_str()) else { continue };
        let feld = Feld {
            ort: Ort { blatt: Some(blatt.name.clone()), zelle: Some(address(spalte, zeile)) },
            wert: value(blatt, zeile, spalte),
            formel: formulas.get(&(blatt.name.as_str(), zeile, spalte)).map(|text| (*text).to_owned()),
        };
        bogen.felder.insert(name.clone(), feld);
    }
    bogen
}

fn value(blatt: &Blatt, zeile: u32, spalte: u32) -> Option<Zellwert> {
    let row = blatt.zeilen.binary_search_by_key(&zeile, |row| row.nummer).ok()?;
    blatt.zeilen.get(row)?.get(spalte).cloned()
}

/// Sheet, row from 1 and column from 0 of `'Anlage 1'!$C$12`, `$'Anlage 1'.$C$12` or a range that begins there.
fn place_of(reference: &str) -> Option<(String, u32, u32)> {
    let first = reference.trim().trim_start_matches('=');
    let first = first.strip_prefix('$').unwrap_or(first);
    let (sheet, cell) = match first.strip_prefix('\'') {
        Some(quoted) => {
            // A quote within the name is doubled, so the first single one ends it.
            let end = quoted.replace("''", "\u{0}\u{0}").find('\'')?;
            let cell = quoted.get(end + 1..)?.strip_prefix(['!', '.'])?;
            (quoted.get(..end)?.replace("''", "'"), cell)
        }
        None => {
            let (sheet, cell) = first.split_once(['!', '.'])?;
            (sheet.to_owned(), cell)
        }
    };
    let cell = cell.split(':').next().unwrap_or(cell);
    let (zeile, spalte) = gestalt::place_of(cell)?;
    Some((sheet, zeile, spalte))
}

#[cfg(test)]
mod tests {
    use super::super::mappe::{Rohzeile, Zelle};
    use super::*;

    #[test]
    fn references_of_both_programs_lead_to_the_cell() {
        let expected = Some(("Anlage 1".to_owned(), 12, 2));
        for reference in ["'Anlage 1'!$C$12", "$'Anlage 1'.$C$12", "='Anlage 1'!$C$12:$G$12", "'Anlage 1'!C12"] {
            assert_eq!(place_of(reference), expected, "{reference}");
        }
        assert_eq!(place_of("$Listen.$A$1:.$A$9"), Some(("Listen".to_owned(), 1, 0)));
        assert_eq!(place_of("'Vater''s'!$A$1"), Some(("Vater's".to_owned(), 1, 0)));
        for nothing in ["", "#REF!", "'Anlage 1", "'Anlage 1'!", "SUM(A1)", "Anlage!A0"] {
            assert_eq!(place_of(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn a_field_is_what_stands_in_its_cell() {
        let zelle = Zelle { spalte: 1, wert: Zellwert::Text("Hof".to_owned()) };
        let blatt = Blatt {
            name: "B".to_owned(),
            zeilen: vec![Rohzeile { nummer: 3, zellen: vec![zelle] }],
            ..Blatt::default()
        };
        let namen = [("ort", "B!$B$3"), ("leer", "B!$C$3"), ("fremd", "C!$A$1")];
        let namen = namen.map(|(name, place)| (name.to_owned(), place.to_owned())).to_vec();
        let bogen = of_mappe(&Mappe { blaetter: vec![blatt], namen, ..Mappe::default() });
        assert_eq!(bogen.felder["ort"].wert, Some(Zellwert::Text("Hof".to_owned())));
        assert_eq!(bogen.felder["ort"].ort.zelle.as_deref(), Some("B3"));
        assert_eq!(bogen.felder["leer"].wert, None);
        assert!(!bogen.felder.contains_key("fremd"));
    }
}
