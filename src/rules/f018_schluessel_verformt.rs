//! F018: Kennung wurde zu Datum oder Wahrheitswert.

use super::regel::{Pruefgut, Regel};
use crate::finding::{Befund, Schwere};
use crate::ingest::lesung::Mangelart;

/// The rule.
pub const REGEL: Regel = Regel {
    code: "F018",
    name: "schluessel-verformt",
    titel: "Kennung wurde zu Datum oder Wahrheitswert",
    schwere: Schwere::Fehler,
    fest: true,
    geprueft: "Kennungen wie Belegnummer und Aktenzeichen stehen als Text da.",
    grund: "Tabellenprogramme machen aus 03/26 ein Datum; die Kennung ist dann nicht mehr dieselbe.",
    grundlage: "KomHKVO § 38: Eine Buchung ist über ihren Beleg wiederzufinden.",
    beispiel: "Aus dem Aktenzeichen 03/26 hat Excel den 1. März 2026 gemacht.",
    abhilfe: "Die Spalte vor dem Export als Text formatieren und neu ausgeben.",
    pruefe,
};

fn pruefe(gut: &Pruefgut<'_>) -> Vec<Befund> {
    REGEL.maengel(gut, Mangelart::SchluesselVerformt, |mangel| format!("{} als Text", mangel.feld.label()))
}

#[cfg(test)]
mod tests {
    use super::super::testhilfe::findings_sheet;

    #[test]
    fn a_key_that_became_a_date_is_refused() {
        let found = findings_sheet(|sheet| {
            let date = rust_xlsxwriter::Format::new().set_num_format("dd.mm.yyyy");
            sheet.write_number_with_format(1, 0, 46_082, &date).expect("a date");
        });
        assert_eq!(found, [("F018", "A2".to_owned())]);
    }
}
