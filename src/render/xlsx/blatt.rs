//! A sheet: title, what is to be known, the table, the chart beside it.

use chrono::Datelike;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{
    ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Table, TableColumn, TableStyle, Url, Worksheet,
    XlsxError,
};

use super::{bild, formel};
use crate::present::mappe::{Blatt, Mappe, Tabelle, Wert, Zelle};

type Written = Result<(), XlsxError>;

/// Formats of numbers: true minus, a dash for exactly nothing.
const BETRAG: &str = "#,##0.00;\"−\"#,##0.00;\"–\"";
const ANZAHL: &str = "#,##0;\"−\"#,##0;\"–\"";
const ANTEIL: &str = "0.0\"\u{202f}\"%;\"−\"0.0\"\u{202f}\"%;\"–\"";
const TAG: &str = "dd.mm.yyyy";
/// So many characters of width one printed page holds.
const JE_SEITE: u32 = 200;
/// Height of one line of headings in points.
const ZEILENHOEHE: u32 = 15;
/// A4.
const PAPIER: u8 = 9;

/// Writes a sheet.
pub(super) fn write(worksheet: &mut Worksheet, mappe: &Mappe, blatt: &Blatt) -> Written {
    worksheet.set_name(&blatt.name)?;
    worksheet.write_string_with_format(0, 0, &blatt.titel, &Format::new().set_bold().set_font_size(14))?;
    for (row, line) in (1..).zip(&blatt.vorspann) {
        worksheet.write_string_with_format(row, 0, line, &text_format(line))?;
    }
    let head = u32::try_from(blatt.kopfzeile()).unwrap_or(0);
    table(worksheet, blatt, head)?;
    for (row, zeile) in (head + 1..).zip(&blatt.tabelle.zeilen) {
        for (column, zelle) in (0..).zip(zeile) {
            cell(worksheet, (row, column), mappe, &blatt.tabelle, zelle)?;
        }
    }
    worksheet.set_freeze_panes(head + 1, blatt.tabelle.fest)?;
    print_settings(worksheet, mappe, blatt, head)?;
    if let Some(of_table) = &blatt.bild {
        let beside = u16::try_from(blatt.tabelle.spalten.len() + 1).unwrap_or(0);
        worksheet.insert_chart(head, beside, &bild::chart(mappe, blatt, of_table, head))?;
    }
    Ok(())
}

/// The named table with its headings.
fn table(worksheet: &mut Worksheet, blatt: &Blatt, head: u32) -> Written {
    let tabelle = &blatt.tabelle;
    let heading = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_border_bottom(FormatBorder::Thin)
        .set_border_top(FormatBorder::Medium);
    let columns = tabelle.spalten.iter().enumerate().map(|(place, spalte)| {
        // A heading stands as its column: numbers at the right, texts away from the numbers before them.
        let first = tabelle.zeilen.iter().filter_map(|zeile| zeile.get(place)).find(|zelle| zelle.wert != Wert::Leer);
        let heading = match first.map(|zelle| &zelle.wert) {
            Some(wert) if is_number(wert) => heading.clone().set_align(FormatAlign::Right),
            _ if place > 0 => heading.clone().set_indent(1),
            _ => heading.clone(),
        };
        TableColumn::new().set_header(&spalte.kopf).set_header_format(heading)
    });
    let columns: Vec<_> = columns.collect();
    let last_row = head + u32::try_from(tabelle.zeilen.len()).unwrap_or(0);
    let last_column = u16::try_from(tabelle.spalten.len().saturating_sub(1)).unwrap_or(0);
    let table = Table::new()
        .set_name(&tabelle.name)
        .set_columns(&columns)
        .set_style(TableStyle::Light1)
        .set_banded_rows(false)
        .set_first_column(true)
        .set_alt_text_title(&blatt.titel)
        .set_alt_text(blatt.vorspann.join(" "));
    worksheet.add_table(head, 0, last_row, last_column, &table)?;
    let mut lines = 1;
    for (column, spalte) in (0..).zip(&tabelle.spalten) {
        worksheet.set_column_width(column, spalte.breite)?;
        lines = lines.max(wrapped_lines(&spalte.kopf, spalte.breite));
    }
    worksheet.set_row_height(head, lines * ZEILENHOEHE)?;
    Ok(())
}

/// Lines that a heading takes beside the button of the filter.
fn wrapped_lines(kopf: &str, breite: u16) -> u32 {
    let room = usize::from(breite).saturating_sub(4).max(1);
    let mut lines = 1;
    let mut used = 0;
    for word in kopf.split(' ') {
        let length = word.chars().count();
        if used > 0 && used + 1 + length > room {
            lines += 1;
            used = 0;
        }
        used += length + usize::from(used > 0);
    }
    lines
}

fn cell(worksheet: &mut Worksheet, at: (u32, u16), mappe: &Mappe, tabelle: &Tabelle, zelle: &Zelle) -> Written {
    let (row, column) = at;
    let format = match format(&zelle.wert) {
        format if column > 0 && matches!(zelle.wert, Wert::Text(_) | Wert::Tag(_)) => format.set_indent(1),
        format => format,
    };
    if let Some(rechnung) = &zelle.rechnung {
        let formula = Formula::new(formel::text(mappe, tabelle, rechnung)).set_result(result(&zelle.wert));
        worksheet.write_formula_with_format(row, column, formula, &format)?;
        return Ok(());
    }
    match &zelle.wert {
        Wert::Text(text) => worksheet.write_string_with_format(row, column, text, &format)?,
        Wert::Zeichen(sign) => worksheet.write_string_with_format(row, column, *sign, &format)?,
        Wert::Tag(day) => {
            let year = u16::try_from(day.year()).unwrap_or(0);
            let (month, day) = (u8::try_from(day.month()).unwrap_or(1), u8::try_from(day.day()).unwrap_or(1));
            worksheet.write_datetime_with_format(row, column, ExcelDateTime::from_ymd(year, month, day)?, &format)?
        }
        Wert::Blatt(name) => {
            let link = Url::new(format!("internal:'{}'!A1", name.replace('\'', "''"))).set_text(name);
            worksheet.write_url(row, column, link)?
        }
        Wert::Leer => worksheet,
        number => match decimal(number).as_ref().and_then(ToPrimitive::to_f64) {
            Some(number) => worksheet.write_number_with_format(row, column, number, &format)?,
            None => worksheet,
        },
    };
    Ok(())
}

/// A decimal of up to 15 digits comes back from a cell as it was.
fn decimal(wert: &Wert) -> Option<Decimal> {
    match wert {
        Wert::Betrag(betrag) => Some(betrag.to_decimal()),
        Wert::Anzahl(anzahl) => Some(Decimal::from(*anzahl)),
        Wert::Anteil(quote) | Wert::Zahl(quote) => Some(quote.rounded(6)),
        _ => None,
    }
}

const fn is_number(wert: &Wert) -> bool {
    matches!(wert, Wert::Betrag(_) | Wert::Anzahl(_) | Wert::Anteil(_) | Wert::Zahl(_) | Wert::Zeichen(_))
}

/// The stored result of a formula.
fn result(wert: &Wert) -> String {
    match wert {
        Wert::Zeichen(sign) => (*sign).to_owned(),
        _ => decimal(wert).map(|number| number.normalize().to_string()).unwrap_or_default(),
    }
}

fn format(wert: &Wert) -> Format {
    match wert {
        Wert::Text(text) => text_format(text),
        Wert::Zeichen(_) => Format::new().set_align(FormatAlign::Right),
        Wert::Betrag(_) | Wert::Zahl(_) => Format::new().set_num_format(BETRAG),
        Wert::Anteil(_) => Format::new().set_num_format(ANTEIL),
        Wert::Anzahl(_) => Format::new().set_num_format(ANZAHL),
        Wert::Tag(_) => Format::new().set_num_format(TAG).set_align(FormatAlign::Left),
        Wert::Blatt(_) | Wert::Leer => Format::new(),
    }
}

/// What looks like a formula stays a text, also when somebody edits the cell.
fn text_format(text: &str) -> Format {
    let format = Format::new();
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\'']) { format.set_quote_prefix() } else { format }
}

/// A4 across, headings on each page, as many pages side by side as the columns need.
fn print_settings(worksheet: &mut Worksheet, mappe: &Mappe, blatt: &Blatt, head: u32) -> Written {
    let width: u32 = blatt.tabelle.spalten.iter().map(|spalte| u32::from(spalte.breite)).sum();
    let pages = u16::try_from(width.div_ceil(JE_SEITE)).unwrap_or(1).max(1);
    worksheet.set_landscape().set_paper_size(PAPIER).set_print_fit_to_pages(pages, 0);
    worksheet.set_repeat_rows(head, head)?;
    if pages > 1 {
        worksheet.set_repeat_columns(0, 0)?;
    }
    let escaped = |text: &str| text.replace('&', "&&");
    worksheet.set_footer(format!(
        "&L{}: {}&RSeite &P von &N",
        escaped(&mappe.amt),
        escaped(&mappe.titel).chars().take(180).collect::<String>()
    ));
    Ok(())
}
