//! Opens a delivered file: tells its kind by its content and hands out its cells.

use std::borrow::Cow;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{
    CellErrorType, Data, DataRef, Ods, OdsError, Range, Reader, Sheet, SheetType, SheetVisible, Xls, XlsError, Xlsb,
    XlsbError, Xlsx, XlsxError,
};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;
use serde::{Deserialize, Serialize};

use super::gestalt::{Bereich, Gestalt};
use super::mappe::{Blatt, Dateiart, Mappe, Sammler, Zellwert};
use super::{eigenschaften, gestalt_ods, gestalt_xlsx, schutz, tabellentext};

/// Why a file cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Hindernis {
    /// The path cannot be read.
    KeinZugriff(String),
    /// There is nothing in it.
    Leer,
    /// It needs a password.
    Kennwort,
    /// It is something else than its name or the contract says.
    FalscheArt(Cow<'static, str>),
    /// It is damaged.
    Beschaedigt,
    /// It asks for more memory than any delivery needs.
    ZuGross,
    /// It is a lock file of a program that has the workbook open.
    Sperrdatei,
    /// Reading it takes more time than is allowed.
    Zeit,
    /// Reading it takes more memory than is allowed.
    Speicher,
    /// The reader broke off at it.
    Lesefehler,
    /// It could be read, and then a check of ours broke off.
    Pruefungsabbruch,
}

/// Opens a file by its bytes. The name only helps to recognise lock files.
///
/// # Errors
///
/// Says what keeps the file from being read; bad content of cells never does.
pub fn open(name: &str, bytes: &[u8]) -> Result<Mappe, Hindernis> {
    if is_lock_file(name) {
        return Err(Hindernis::Sperrdatei);
    }
    let format = recognise(bytes)?;
    schutz::check(bytes)?;
    // The readers of workbooks are known to panic on damaged files.
    let opened = catch_unwind(AssertUnwindSafe(|| match format {
        Dateiart::Xlsx => open_xlsx(bytes),
        Dateiart::Xlsb => open_xlsb(bytes),
        Dateiart::Xls => open_xls(bytes),
        Dateiart::Ods => open_ods(bytes),
        Dateiart::Text => tabellentext::open(bytes),
    }));
    let mappe = opened.unwrap_or(Err(Hindernis::Beschaedigt))?;
    let cells = mappe.blaetter.iter().flat_map(|blatt| &blatt.zeilen).map(|zeile| zeile.zellen.len()).sum::<usize>();
    if cells > Sammler::MOST_CELLS { Err(Hindernis::ZuGross) } else { Ok(Mappe { art: format, ..mappe }) }
}

/// More sheets than any workbook of a delivery has.
const MOST_SHEETS: usize = 1000;

/// The sheets of a workbook, if there are not too many of them.
fn sheets(metadata: &[Sheet]) -> Result<Vec<Sheet>, Hindernis> {
    if metadata.len() > MOST_SHEETS { Err(Hindernis::ZuGross) } else { Ok(metadata.to_vec()) }
}

/// More names of cells than any form has, and longer ones.
const MOST_NAMES: usize = 20_000;
const LONGEST_NAME: usize = 512;

/// Names of cells, as far as they may be fields of a form.
fn names(defined: &[(String, String)]) -> Vec<(String, String)> {
    let fits = |(name, place): &&(String, String)| name.len() <= LONGEST_NAME && place.len() <= LONGEST_NAME;
    defined.iter().filter(fits).take(MOST_NAMES).cloned().collect()
}

/// Whether a name is that of a lock file.
pub fn is_lock_file(name: &str) -> bool {
    name.starts_with("~$") || name.starts_with(".~lock")
}

/// Tells the kind of a file by its content.
fn recognise(bytes: &[u8]) -> Result<Dateiart, Hindernis> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Hindernis::Leer);
    }
    let holds = |needle: &[u8]| bytes.windows(needle.len()).any(|window| window == needle);
    if bytes.starts_with(b"PK\x03\x04") {
        // Names stand in an archive as they are, whatever is packed.
        if holds(b"application/vnd.oasis.opendocument.spreadsheet")
            || (holds(b"content.xml") && !holds(b"xl/workbook."))
        {
            return Ok(Dateiart::Ods);
        }
        if holds(b"xl/workbook.bin") {
            return Ok(Dateiart::Xlsb);
        }
        if holds(b"word/document.xml") {
            return Err(Hindernis::FalscheArt("ein Textdokument (Word)".into()));
        }
        return Ok(Dateiart::Xlsx);
    }
    if bytes.starts_with(b"PK\x05\x06") {
        return Err(Hindernis::Leer);
    }
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        let wide: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        return if holds(&wide) { Err(Hindernis::Kennwort) } else { Ok(Dateiart::Xls) };
    }
    if bytes.starts_with(b"%PDF") {
        return Err(Hindernis::FalscheArt("ein PDF".into()));
    }
    if matches!(bytes, [0x09, 0x00 | 0x02 | 0x04, _, 0x00, ..]) {
        return Err(Hindernis::FalscheArt("eine Arbeitsmappe aus Excel 2 bis 4".into()));
    }
    tabellentext::recognise(bytes).map(|()| Dateiart::Text)
}

fn open_xlsx(bytes: &[u8]) -> Result<Mappe, Hindernis> {
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|error| of_xlsx(&error))?;
    let mut mappe = Mappe {
        ab_1904: book.has_1904_epoch(),
        eigenschaften: eigenschaften::of_xlsx(bytes),
        namen: names(book.defined_names()),
        ..Mappe::default()
    };
    let mut gestalten = gestalt_xlsx::gestalten(bytes);
    for sheet in sheets(book.sheets_metadata())? {
        if sheet.typ != SheetType::WorkSheet {
            continue;
        }
        let mut cells = book.worksheet_cells_reader(&sheet.name).map_err(|error| of_xlsx(&error))?;
        let mut sammler = Sammler::default();
        while let Some(cell) = cells.next_cell().map_err(|error| of_xlsx(&error))? {
            let (zeile, spalte) = cell.get_position();
            take(&mut sammler, zeile, spalte, of_ref(cell.get_value()))?;
        }
        let gestalt = gestalten.remove(&sheet.name).unwrap_or_default();
        mappe.blaetter.push(Blatt { gestalt, ..sheet_of(sheet.name, sheet.visible, sammler) });
    }
    Ok(mappe)
}

fn open_xlsb(bytes: &[u8]) -> Result<Mappe, Hindernis> {
    let mut book = Xlsb::new(Cursor::new(bytes)).map_err(|error| of_xlsb(&error))?;
    let mut mappe = Mappe { ab_1904: book.has_1904_epoch(), ..Mappe::default() };
    for sheet in sheets(book.sheets_metadata())? {
        if sheet.typ != SheetType::WorkSheet {
            continue;
        }
        let mut cells = book.worksheet_cells_reader(&sheet.name).map_err(|error| of_xlsb(&error))?;
        let mut sammler = Sammler::default();
        while let Some(cell) = cells.next_cell().map_err(|error| of_xlsb(&error))? {
            let (zeile, spalte) = cell.get_position();
            take(&mut sammler, zeile, spalte, of_ref(cell.get_value()))?;
        }
        mappe.blaetter.push(sheet_of(sheet.name, sheet.visible, sammler));
    }
    Ok(mappe)
}

fn open_xls(bytes: &[u8]) -> Result<Mappe, Hindernis> {
    let mut book = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsError::Password => Hindernis::Kennwort,
        _ => Hindernis::Beschaedigt,
    })?;
    let mut mappe = Mappe { ab_1904: book.has_1904_epoch(), ..Mappe::default() };
    for sheet in sheets(book.sheets_metadata())? {
        let range = book.worksheet_range(&sheet.name).map_err(|_| Hindernis::Beschaedigt)?;
        let gestalt = gestalt_of_xls(&mut book, &sheet.name);
        mappe.blaetter.push(Blatt { gestalt, ..sheet_of(sheet.name, sheet.visible, of_range(&range)?) });
    }
    Ok(mappe)
}

/// What the reader of .xls tells beside the values. Hidden rows and columns it does not tell.
fn gestalt_of_xls(book: &mut Xls<Cursor<&[u8]>>, name: &str) -> Gestalt {
    let mut gestalt = Gestalt::default();
    for merged in book.merge_cells_by_sheet_name(name).unwrap_or_default() {
        gestalt.merge(Bereich {
            erste_zeile: merged.start.0.saturating_add(1),
            letzte_zeile: merged.end.0.saturating_add(1),
            erste_spalte: merged.start.1,
            letzte_spalte: merged.end.1,
        });
    }
    if let Ok(range) = book.worksheet_formula(name) {
        let (first_row, first_column) = range.start().unwrap_or((0, 0));
        for (row, column, text) in range.used_cells().filter(|(.., text)| !text.is_empty()) {
            let place = |first: u32, offset: usize| first.saturating_add(u32::try_from(offset).unwrap_or(u32::MAX));
            gestalt.formula(place(first_row, row).saturating_add(1), place(first_column, column), text, false);
        }
    }
    gestalt
}

fn open_ods(bytes: &[u8]) -> Result<Mappe, Hindernis> {
    let of_error = |error: &OdsError| match error {
        OdsError::Password => Hindernis::Kennwort,
        OdsError::CellLimitExceeded { .. } => Hindernis::ZuGross,
        OdsError::InvalidMime(_) => Hindernis::FalscheArt("ein anderes Dokument (OpenDocument)".into()),
        _ => Hindernis::Beschaedigt,
    };
    let mut book = Ods::new(Cursor::new(bytes)).map_err(|error| of_error(&error))?;
    let mut mappe =
        Mappe { eigenschaften: eigenschaften::of_ods(bytes), namen: names(book.defined_names()), ..Mappe::default() };
    let mut gestalten = gestalt_ods::gestalten(bytes);
    for sheet in sheets(book.sheets_metadata())? {
        let range = book.worksheet_range(&sheet.name).map_err(|error| of_error(&error))?;
        let gestalt = gestalten.remove(&sheet.name).unwrap_or_default();
        mappe.blaetter.push(Blatt { gestalt, ..sheet_of(sheet.name, sheet.visible, of_range(&range)?) });
    }
    Ok(mappe)
}

fn sheet_of(name: String, visible: SheetVisible, sammler: Sammler) -> Blatt {
    Blatt { name, versteckt: visible != SheetVisible::Visible, zeilen: sammler.finish(), ..Blatt::default() }
}

/// Takes the used cells of a range, whose positions count from its own first cell.
fn of_range(range: &Range<Data>) -> Result<Sammler, Hindernis> {
    let mut sammler = Sammler::default();
    let (first_row, first_column) = range.start().unwrap_or((0, 0));
    for (zeile, spalte, value) in range.used_cells() {
        let place = |first: u32, offset: usize| first.saturating_add(u32::try_from(offset).unwrap_or(u32::MAX));
        take(&mut sammler, place(first_row, zeile), place(first_column, spalte), of_data(value))?;
    }
    Ok(sammler)
}

fn take(sammler: &mut Sammler, zeile: u32, spalte: u32, wert: Option<Zellwert>) -> Result<(), Hindernis> {
    let fits = wert.is_none_or(|wert| sammler.push(zeile, spalte, wert));
    if fits { Ok(()) } else { Err(Hindernis::ZuGross) }
}

fn of_xlsx(error: &XlsxError) -> Hindernis {
    match error {
        XlsxError::Password => Hindernis::Kennwort,
        XlsxError::FileNotFound(_) | XlsxError::RelationshipNotFound => {
            Hindernis::FalscheArt("keine Arbeitsmappe".into())
        }
        _ => Hindernis::Beschaedigt,
    }
}

fn of_xlsb(error: &XlsbError) -> Hindernis {
    match error {
        XlsbError::Password => Hindernis::Kennwort,
        _ => Hindernis::Beschaedigt,
    }
}

fn of_ref(value: &DataRef<'_>) -> Option<Zellwert> {
    match value {
        DataRef::SharedString(text) => Some(Zellwert::Text((*text).to_owned())),
        DataRef::String(text) => Some(Zellwert::Text(text.clone())),
        DataRef::Float(number) => number_of(*number),
        DataRef::Int(number) => Some(Zellwert::Zahl(Decimal::from(*number))),
        DataRef::Bool(truth) => Some(Zellwert::Wahr(*truth)),
        DataRef::DateTime(moment) => date_of(moment),
        DataRef::DateTimeIso(text) => Some(iso_date_of(text)),
        DataRef::DurationIso(text) => Some(Zellwert::Text(text.clone())),
        DataRef::Error(kind) => Some(Zellwert::Fehlerwert(error_word(kind).into())),
        DataRef::Empty => None,
    }
}

fn of_data(value: &Data) -> Option<Zellwert> {
    match value {
        Data::String(text) => Some(Zellwert::Text(text.clone())),
        Data::Float(number) => number_of(*number),
        Data::Int(number) => Some(Zellwert::Zahl(Decimal::from(*number))),
        Data::Bool(truth) => Some(Zellwert::Wahr(*truth)),
        Data::DateTime(moment) => date_of(moment),
        Data::DateTimeIso(text) => Some(iso_date_of(text)),
        Data::DurationIso(text) => Some(Zellwert::Text(text.clone())),
        Data::Error(kind) => Some(Zellwert::Fehlerwert(error_word(kind).into())),
        Data::Empty => None,
    }
}

/// A number of the file. `from_f64` keeps the digits that a person typed, `from_f64_retain` would keep binary noise.
#[expect(clippy::disallowed_types, reason = "this is where a cell of a workbook is read")]
fn number_of(number: f64) -> Option<Zellwert> {
    match Decimal::from_f64(number) {
        Some(decimal) => Some(Zellwert::Zahl(decimal)),
        None => Some(Zellwert::Text(number.to_string())),
    }
}

fn date_of(moment: &calamine::ExcelDateTime) -> Option<Zellwert> {
    if moment.is_duration() {
        return number_of(moment.as_f64());
    }
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    match NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day)) {
        Some(datum) => Some(Zellwert::Datum(datum)),
        None => number_of(moment.as_f64()),
    }
}

fn iso_date_of(text: &str) -> Zellwert {
    let day = text.get(..10).and_then(|day| NaiveDate::parse_from_str(day, "%Y-%m-%d").ok());
    day.map_or_else(|| Zellwert::Text(text.to_owned()), Zellwert::Datum)
}

/// The error values as German Excel shows them.
const fn error_word(kind: &CellErrorType) -> &'static str {
    match kind {
        CellErrorType::Div0 => "#DIV/0!",
        CellErrorType::NA => "#NV",
        CellErrorType::Name => "#NAME?",
        CellErrorType::Null => "#NULL!",
        CellErrorType::Num => "#ZAHL!",
        CellErrorType::Ref => "#BEZUG!",
        CellErrorType::Value => "#WERT!",
        CellErrorType::GettingData => "#DATEN_ABRUFEN",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kind_is_told_by_the_content() {
        assert_eq!(recognise(b"  \r\n"), Err(Hindernis::Leer));
        assert_eq!(recognise(b"%PDF-1.7"), Err(Hindernis::FalscheArt("ein PDF".into())));
        assert_eq!(recognise(b"A;B\r\n1;2\r\n"), Ok(Dateiart::Text));
        assert_eq!(open("~$Kosten.xlsx", b"PK").err(), Some(Hindernis::Sperrdatei));
    }

    #[test]
    fn a_damaged_workbook_is_no_panic() {
        assert_eq!(open("a.xlsx", b"PK\x03\x04 and then nothing").err(), Some(Hindernis::Beschaedigt));
        assert_eq!(
            open("a.xls", &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]).err(),
            Some(Hindernis::Beschaedigt)
        );
    }

    #[test]
    fn binary_noise_is_gone_from_numbers() {
        for (number, text) in [(739.81, "739.81"), (0.1 + 0.2, "0.3"), (-1253.96, "-1253.96")] {
            let Some(Zellwert::Zahl(decimal)) = number_of(number) else { panic!("no number") };
            assert_eq!(decimal.normalize().to_string(), text);
        }
    }
}
