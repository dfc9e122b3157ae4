//! Workbooks: true numbers with formats, one table per sheet, frozen heads, filters, no merged cells.

use chrono::NaiveDate;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use crate::error::{Error, Result};
use crate::present::kennzahlen::{Blatt, Mappe, Zelle};

/// The workbook of a quarter's figures. `heute` is its day of making: the same day gives the same bytes.
pub fn kennzahlen(mappe: &Mappe, heute: NaiveDate) -> Result<Vec<u8>> {
    build(mappe, heute).map_err(|cause| Error::new(format!("Die Arbeitsmappe lässt sich nicht schreiben: {cause}")))
}

fn build(mappe: &Mappe, heute: NaiveDate) -> std::result::Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::parse_from_str(&heute.format("%Y-%m-%d").to_string())?;
    workbook.set_properties(
        &DocProperties::new().set_title(&mappe.titel).set_author(&mappe.amt).set_creation_datetime(&made),
    );
    notes(workbook.add_worksheet(), mappe)?;
    for blatt in &mappe.blaetter {
        sheet(workbook.add_worksheet(), blatt)?;
    }
    workbook.save_to_buffer()
}

fn notes(worksheet: &mut Worksheet, mappe: &Mappe) -> std::result::Result<(), XlsxError> {
    worksheet.set_name("Hinweise")?;
    worksheet.set_column_width(0, 110)?;
    worksheet.write_with_format(0, 0, &mappe.titel, &Format::new().set_bold().set_font_size(14))?;
    let wrapped = Format::new().set_text_wrap();
    for (row, hinweis) in (2..).zip(&mappe.hinweise) {
        worksheet.write_with_format(row, 0, hinweis, &wrapped)?;
    }
    Ok(())
}

/// Title in row 1, head in row 3, data below.
fn sheet(worksheet: &mut Worksheet, blatt: &Blatt) -> std::result::Result<(), XlsxError> {
    const HEAD: u32 = 2;
    worksheet.set_name(&blatt.name)?;
    worksheet.write_with_format(0, 0, &blatt.titel, &Format::new().set_bold().set_font_size(12))?;
    let head = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
    for (column, kopf) in (0..).zip(&blatt.kopf) {
        worksheet.write_with_format(HEAD, column, kopf, &head)?;
        worksheet.set_column_width(column, if column < 2 { 20 } else { 15 })?;
    }
    let betrag = Format::new().set_num_format("#,##0.00");
    let quote = Format::new().set_num_format("0.0%");
    for (row, zeile) in (HEAD + 1..).zip(&blatt.zeilen) {
        for (column, zelle) in (0..).zip(zeile) {
            match zelle {
                Zelle::Text(text) => worksheet.write(row, column, text)?,
                Zelle::Betrag(amount) => {
                    worksheet.write_with_format(row, column, number(amount.to_decimal()), &betrag)?
                }
                Zelle::Quote(Some(share)) => {
                    worksheet.write_with_format(row, column, number(share.rounded(6)), &quote)?
                }
                Zelle::Zahl(Some(value)) => {
                    worksheet.write_with_format(row, column, number(value.rounded(6)), &betrag)?
                }
                Zelle::Anzahl(count) => worksheet.write(row, column, *count)?,
                Zelle::Quote(None) | Zelle::Zahl(None) => continue,
            };
        }
    }
    let last_row = HEAD + u32::try_from(blatt.zeilen.len()).unwrap_or(0);
    let last_column = u16::try_from(blatt.kopf.len().saturating_sub(1)).unwrap_or(0);
    worksheet.autofilter(HEAD, 0, last_row, last_column)?;
    worksheet.set_freeze_panes(HEAD + 1, 2)?;
    Ok(())
}

/// Excel keeps every number as a binary fraction; a decimal of up to 15 digits comes back as it was.
#[expect(clippy::disallowed_types, reason = "the cell of a workbook is a binary fraction")]
fn number(value: rust_decimal::Decimal) -> f64 {
    value.to_f64().unwrap_or(f64::NAN)
}
