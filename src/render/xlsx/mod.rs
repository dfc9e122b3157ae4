//! Workbooks: true numbers with formats, one named table per sheet, formulas with their results, native charts.
//!
//! Made to be read by everybody (checklist of the Analysis Function of the British government for spreadsheets): A1
//! says what a sheet is, a table begins in column A and has one row of headings, no cell is merged, nothing is said by
//! colour alone, charts and tables have alt texts, title and language stand in the properties.

mod bild;
mod blatt;
mod formel;
mod sprache;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use crate::error::{Error, Result};
use crate::present::mappe::Mappe;

/// The workbook of a quarter's figures. `heute` is its day of making: the same day gives the same bytes.
///
/// Fails if a formula does not give the figure beside it, and names the cell.
pub fn kennzahlen(mappe: &Mappe, heute: NaiveDate) -> Result<Vec<u8>> {
    let widersprueche = mappe.widersprueche();
    if let Some(first) = widersprueche.first() {
        return Err(Error::new(format!(
            "Die Arbeitsmappe wird nicht geschrieben: {} Formeln ergeben nicht die Zahl in ihrer Zelle. {first}",
            widersprueche.len()
        )));
    }
    let bytes = build(mappe, heute)
        .map_err(|cause| Error::new(format!("Die Arbeitsmappe lässt sich nicht schreiben: {cause}")))?;
    sprache::set_german(&bytes)
}

fn build(mappe: &Mappe, heute: NaiveDate) -> std::result::Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::parse_from_str(&heute.format("%Y-%m-%d").to_string())?;
    workbook.set_properties(
        &DocProperties::new()
            .set_title(&mappe.titel)
            .set_subject(&mappe.thema)
            .set_author(&mappe.amt)
            .set_company(&mappe.amt)
            .set_creation_datetime(&made),
    );
    for sheet in &mappe.blaetter {
        blatt::write(workbook.add_worksheet(), mappe, sheet)?;
    }
    workbook.save_to_buffer()
}
