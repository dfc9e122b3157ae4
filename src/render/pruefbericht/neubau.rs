//! Workbooks to put marks into, where the delivered file cannot bear any itself.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Write};

use chrono::NaiveDate;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, IgnoreError, Workbook, Worksheet, XlsxError};
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipWriter};

use crate::present::pruefbericht::nachbau::{Inhalt, Nachbau, Nachbaublatt};

use super::Grund;
use super::stile::EMPTY;

/// Characters that a cell can hold.
const LONGEST_TEXT: usize = 32_000;

/// A workbook with the cells of a file. `heute` is its day of making: the same day gives the same bytes.
pub(super) fn from_cells(nachbau: &Nachbau, heute: NaiveDate) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::parse_from_str(&heute.format("%Y-%m-%d").to_string())?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let visible = nachbau.blaetter.iter().position(|blatt| !blatt.versteckt);
    for (place, blatt) in nachbau.blaetter.iter().enumerate() {
        let worksheet = workbook.add_worksheet();
        sheet(worksheet, blatt)?;
        worksheet.set_hidden(blatt.versteckt);
        if visible == Some(place) {
            worksheet.set_active(true);
        }
    }
    workbook.save_to_buffer()
}

fn sheet(worksheet: &mut Worksheet, blatt: &Nachbaublatt) -> Result<(), XlsxError> {
    worksheet.set_name(&blatt.name)?;
    let (head, date) = (Format::new().set_bold(), Format::new().set_num_format("dd.mm.yyyy"));
    let (amount, amounts) = (Format::new().set_num_format("#,##0.00"), columns_of_amounts(blatt));
    let mut widths: BTreeMap<u16, usize> = BTreeMap::new();
    let mut last = (0, 0);
    for (number, cells) in &blatt.zeilen {
        let row = number.saturating_sub(1);
        for (column, inhalt) in cells {
            let Ok(column) = u16::try_from(*column) else { continue };
            last = (row, last.1.max(column));
            let is_head = blatt.kopfzeile == Some(*number);
            match inhalt {
                Inhalt::Text(text) if is_head => worksheet.write_with_format(row, column, shortened(text), &head)?,
                Inhalt::Text(text) => worksheet.write(row, column, shortened(text))?,
                // A number that is too fine for its column shows all it has.
                Inhalt::Zahl(zahl) if amounts.contains(&column) && zahl.normalize().scale() <= 2 => {
                    worksheet.write_with_format(row, column, number_of(*zahl), &amount)?
                }
                Inhalt::Zahl(zahl) => worksheet.write(row, column, number_of(*zahl))?,
                Inhalt::Wahr(wahr) => worksheet.write(row, column, *wahr)?,
                // The calendar of workbooks begins in 1900.
                Inhalt::Datum(datum) => match ExcelDateTime::parse_from_str(&datum.format("%Y-%m-%d").to_string()) {
                    Ok(day) => worksheet.write_with_format(row, column, &day, &date)?,
                    Err(_) => worksheet.write(row, column, datum.format("%d.%m.%Y").to_string())?,
                },
            };
            // Titles above the headings may run over their neighbours.
            if blatt.kopfzeile.is_none_or(|kopf| *number >= kopf) {
                let width = widths.entry(column).or_default();
                *width = (*width).max(characters(inhalt));
            }
        }
    }
    for (column, width) in widths {
        worksheet.set_column_width(column, u32::try_from(width.clamp(6, 45) + 2).unwrap_or(10))?;
    }
    if let Some(kopf) = blatt.kopfzeile {
        worksheet.set_freeze_panes(kopf, 0)?;
    }
    if !blatt.zeilen.is_empty() {
        worksheet.ignore_error_range(0, 0, last.0, last.1, IgnoreError::NumberStoredAsText)?;
    }
    Ok(())
}

/// Columns with a number of one or two decimals.
fn columns_of_amounts(blatt: &Nachbaublatt) -> BTreeSet<u16> {
    let cells = blatt.zeilen.iter().flat_map(|(_, cells)| cells);
    let is_amount =
        |inhalt: &Inhalt| matches!(inhalt, Inhalt::Zahl(zahl) if (1..=2).contains(&zahl.normalize().scale()));
    cells.filter(|(_, inhalt)| is_amount(inhalt)).filter_map(|(column, _)| u16::try_from(*column).ok()).collect()
}

fn shortened(text: &str) -> String {
    text.chars().take(LONGEST_TEXT).collect()
}

fn characters(inhalt: &Inhalt) -> usize {
    match inhalt {
        Inhalt::Text(text) => text.lines().map(|line| line.chars().count()).max().unwrap_or(0),
        Inhalt::Zahl(zahl) => zahl.to_string().len(),
        Inhalt::Datum(_) => 10,
        Inhalt::Wahr(_) => 6,
    }
}

/// Excel keeps every number as a binary fraction; a decimal of up to 15 digits comes back as it was.
#[expect(clippy::disallowed_types, reason = "the cell of a workbook is a binary fraction")]
fn number_of(value: rust_decimal::Decimal) -> f64 {
    value.to_f64().unwrap_or(f64::NAN)
}

/// A workbook without any sheet, for files of which nothing could be read. It is none before a sheet is added.
pub(super) fn without_sheets() -> Result<Vec<u8>, Grund> {
    const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    const TYPES: &str = concat!(
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">",
        "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>",
        "<Default Extension=\"xml\" ContentType=\"application/xml\"/>",
        "<Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>",
        "<Override PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/></Types>"
    );
    const ROOT: &str = concat!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" ",
        "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    const WORKBOOK: &str = concat!(
        "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><bookViews><workbookView/></bookViews>",
        "<sheets></sheets></workbook>"
    );
    const PARTS: &str = concat!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" ",
        "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/></Relationships>"
    );
    let parts = [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", ROOT),
        ("xl/workbook.xml", WORKBOOK),
        ("xl/_rels/workbook.xml.rels", PARTS),
    ];
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
    let parts = parts.map(|(name, text)| (name, format!("{HEAD}{text}")));
    for (name, text) in parts.into_iter().chain([("xl/styles.xml", EMPTY.to_owned())]) {
        writer.start_file(name, options).map_err(|_| Grund::Schreiben)?;
        writer.write_all(text.as_bytes()).map_err(|_| Grund::Schreiben)?;
    }
    Ok(writer.finish().map_err(|_| Grund::Schreiben)?.into_inner())
}
