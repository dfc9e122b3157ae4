//! Forms as workbooks: protected but for their fields, which say what they take; laid out for A4.

mod eingaben;
mod stile;

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, Formula, ProtectionOptions, Workbook, Worksheet, XlsxError,
};

use crate::error::{Error, Result};
use crate::present::formular::{Blatt, Formular, Inhalt, Zelle};

type Done = std::result::Result<(), XlsxError>;

/// A4.
const PAPER: u8 = 9;
/// Percent at which the raster fits the width between the margins, in every program.
const SCALE: u16 = 92;

/// The workbook of a form. `heute` is its day of making: the same day gives the same bytes.
///
/// # Errors
///
/// Fails where the form asks for something that a workbook cannot hold.
pub fn workbook(formular: &Formular, heute: NaiveDate) -> Result<Vec<u8>> {
    build(formular, heute)
        .map_err(|cause| Error::new(format!("Das Formular „{}“ lässt sich nicht schreiben: {cause}", formular.titel)))
}

fn build(formular: &Formular, heute: NaiveDate) -> std::result::Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::parse_from_str(&heute.format("%Y-%m-%d").to_string())?;
    let mut properties =
        DocProperties::new().set_title(&formular.titel).set_author(&formular.amt).set_creation_datetime(&made);
    for (name, value) in &formular.eigenschaften {
        properties = properties.set_custom_property(*name, value);
    }
    workbook.set_properties(&properties);
    let stile = stile::Stile::new(&formular.akzent);
    // Widths are counted in digits of the default font: it must be one that every office has.
    workbook.set_default_format(&stile::base(), 17, 64)?;
    for blatt in &formular.blaetter {
        sheet(workbook.add_worksheet(), blatt, &stile)?;
    }
    for blatt in &formular.blaetter {
        for (name, zelle) in blatt.zellen.iter().filter_map(|zelle| Some((zelle.name.as_ref()?, zelle))) {
            let place = rust_xlsxwriter::utility::row_col_to_cell_absolute(zelle.zeile, zelle.spalte);
            workbook.define_name(name, &format!("='{}'!{place}", blatt.name))?;
        }
    }
    workbook.save_to_buffer()
}

fn sheet(worksheet: &mut Worksheet, blatt: &Blatt, stile: &stile::Stile) -> Done {
    worksheet.set_name(&blatt.name)?;
    for (column, width) in (0..).zip(&blatt.spalten) {
        worksheet.set_column_width_pixels(column, *width)?;
    }
    for (row, height) in (0..).zip(&blatt.zeilen) {
        worksheet.set_row_height_pixels(row, *height)?;
    }
    // A formula without a result is an empty text, not nothing at all.
    worksheet.set_formula_result_default("");
    for zelle in &blatt.zellen {
        cell(worksheet, zelle, stile)?;
    }
    worksheet.protect_with_options(&ProtectionOptions {
        // A long answer may need a higher row.
        format_rows: true,
        ..ProtectionOptions::default()
    });
    worksheet.set_hidden(blatt.versteckt);
    worksheet.set_screen_gridlines(false);
    if blatt.versteckt { Ok(()) } else { page(worksheet, blatt) }
}

/// How the sheet is printed.
fn page(worksheet: &mut Worksheet, blatt: &Blatt) -> Done {
    worksheet.set_paper_size(PAPER).set_margins(0.6, 0.5, 0.55, 0.65, 0.3, 0.3);
    if blatt.quer {
        worksheet.set_landscape().set_print_fit_to_pages(1, u16::from(blatt.eine_seite));
    } else {
        worksheet.set_print_scale(SCALE).set_page_breaks(&blatt.umbrueche)?;
    }
    worksheet.set_print_center_horizontally(true);
    // An ampersand begins an instruction in a footer.
    worksheet.set_footer(format!("&L&8{}&R&8Seite &P von &N", blatt.fuss.replace('&', "&&")));
    if let Some((first, last)) = blatt.wiederholt {
        worksheet.set_repeat_rows(first, last)?;
    }
    let last = |length: usize| u32::try_from(length.saturating_sub(1)).unwrap_or(0);
    let columns = u16::try_from(last(blatt.spalten.len())).unwrap_or(u16::MAX);
    worksheet.set_print_area(0, 0, last(blatt.zeilen.len()), columns)?;
    Ok(())
}

fn cell(worksheet: &mut Worksheet, zelle: &Zelle, stile: &stile::Stile) -> Done {
    let format = stile.format(zelle);
    let (row, column) = (zelle.zeile, zelle.spalte);
    if (zelle.bis_zeile, zelle.bis_spalte) != (row, column) {
        worksheet.merge_range(row, column, zelle.bis_zeile, zelle.bis_spalte, "", &format)?;
    }
    content(worksheet, zelle, &format)?;
    if let Some(eingabe) = &zelle.eingabe {
        let validation = eingaben::validation(eingabe)?;
        worksheet.add_data_validation(row, column, zelle.bis_zeile, zelle.bis_spalte, &validation)?;
    }
    Ok(())
}

fn content(worksheet: &mut Worksheet, zelle: &Zelle, format: &Format) -> Done {
    let (row, column) = (zelle.zeile, zelle.spalte);
    match &zelle.inhalt {
        Inhalt::Leer => worksheet.write_blank(row, column, format)?,
        Inhalt::Text(text) => worksheet.write_string_with_format(row, column, text, format)?,
        Inhalt::Zahl(value) => worksheet.write_number_with_format(row, column, number(*value), format)?,
        Inhalt::Datum(day) => {
            let day = ExcelDateTime::parse_from_str(&day.format("%Y-%m-%d").to_string())?;
            worksheet.write_datetime_with_format(row, column, &day, format)?
        }
        Inhalt::Formel(text, ergebnis) => {
            let formula = Formula::new(text).set_result(result(ergebnis));
            worksheet.write_formula_with_format(row, column, formula, format)?
        }
    };
    Ok(())
}

/// The result of a formula as a workbook stores it: days are counted from 1899-12-30.
fn result(ergebnis: &Inhalt) -> String {
    match ergebnis {
        Inhalt::Leer | Inhalt::Formel(..) => String::new(),
        Inhalt::Text(text) => text.clone(),
        Inhalt::Zahl(value) => value.normalize().to_string(),
        // Day 1 of the common era is 693,594 days before day 1 of spreadsheets.
        Inhalt::Datum(day) => (day.num_days_from_ce() - 693_594).to_string(),
    }
}

/// Excel keeps every number as a binary fraction; a decimal of up to 15 digits comes back as it was.
#[expect(clippy::disallowed_types, reason = "the cell of a workbook is a binary fraction")]
fn number(value: Decimal) -> f64 {
    value.to_f64().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_stored_as_the_number_that_spreadsheets_give_it() {
        // 44197 is 1 January 2021 in the 1900 calendar (documentation of DATEVALUE).
        let day = NaiveDate::from_ymd_opt(2021, 1, 1).expect("a day");
        assert_eq!(result(&Inhalt::Datum(day)), "44197");
    }
}
