//! Workbooks in zip archives: what they unpack to, and how far the cells of an .ods are spread.

use std::io::{self, BufReader, Cursor, Read};

use quick_xml::events::{BytesStart, Event};
use quick_xml::name::QName;
use zip::ZipArchive;

use super::super::oeffnen::Hindernis;
use super::flaeche::Flaeche;
use super::number;

/// More than this no delivery holds once it is unpacked.
const LARGEST_UNPACKED: u64 = 1024 * 1024 * 1024;
/// More parts than this no workbook has.
const MOST_PARTS: usize = 10_000;
/// More spaces than this no text has in a row.
const MOST_SPACES: u64 = 100_000;
/// The part of an .ods that holds its cells.
const CONTENT: &str = "content.xml";

/// Refuses archives that hold too much or less than they say.
///
/// # Errors
///
/// Says why.
pub(super) fn check(bytes: &[u8]) -> Result<(), Hindernis> {
    // Before anything is made room for, the archive's own directory is added up.
    if told_size(bytes) > LARGEST_UNPACKED {
        return Err(Hindernis::ZuGross);
    }
    // What is wrong with a broken archive, its reader says.
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return Ok(()) };
    if archive.len() > MOST_PARTS {
        return Err(Hindernis::ZuGross);
    }
    for place in 0..archive.len() {
        let Ok(part) = archive.by_index(place) else { continue };
        let (told, is_content) = (part.size(), part.name().is_ok_and(|name| name == CONTENT));
        let mut counted = part.take(told.saturating_add(1));
        if is_content {
            check_content(&mut counted)?;
        }
        // A part that does not unpack is the reader's business; one that unpacks to more than it says is a trap.
        let _ = io::copy(&mut counted, &mut io::sink());
        if counted.limit() == 0 {
            return Err(Hindernis::Beschaedigt);
        }
    }
    Ok(())
}

/// What the parts of an archive say to unpack to, by its directory.
fn told_size(bytes: &[u8]) -> u64 {
    let mut sum: u64 = 0;
    let mut rest = bytes;
    while let Some(place) = rest.windows(4).position(|window| window == b"PK\x01\x02") {
        rest = rest.get(place..).unwrap_or_default();
        sum = sum.saturating_add(u64::from(number(rest, 24).unwrap_or(0)));
        rest = rest.get(4..).unwrap_or_default();
    }
    sum
}

/// Adds up the rectangles of an .ods and follows its elements to their ends. Cells and rows may be told once and meant a
/// million times.
fn check_content(content: impl Read) -> Result<(), Hindernis> {
    let mut reader = quick_xml::Reader::from_reader(BufReader::new(content));
    let mut flaeche = Flaeche::default();
    let (mut row, mut rows, mut column) = (0_u64, 1_u64, 0_u64);
    let mut buffer = Vec::new();
    let mut open = 0_u64;
    loop {
        buffer.clear();
        // A table that is never closed is read for ever.
        let event = match reader.read_event_into(&mut buffer) {
            Ok(Event::Eof) if open == 0 => return Ok(()),
            Ok(Event::Eof) | Err(_) => return Err(Hindernis::Beschaedigt),
            Ok(event) => event,
        };
        match &event {
            Event::Start(_) => open = open.saturating_add(1),
            Event::End(_) => open = open.saturating_sub(1),
            _ => {}
        }
        match event {
            Event::Start(element) | Event::Empty(element) => match element.name() {
                QName("text:s") if repeated(&element, "text:c") > MOST_SPACES => return Err(Hindernis::ZuGross),
                QName("table:table") => {
                    flaeche.next_sheet();
                    (row, rows) = (0, 0);
                }
                QName("table:table-row") => {
                    row = row.saturating_add(rows);
                    rows = repeated(&element, "table:number-rows-repeated");
                    column = 0;
                }
                QName("table:table-cell" | "table:covered-table-cell") => {
                    let columns = repeated(&element, "table:number-columns-repeated");
                    let behind = column.saturating_add(columns);
                    if holds_something(&element) {
                        let last = |first: u64, count: u64| first.saturating_add(count).saturating_sub(1);
                        flaeche.take((row, last(row, rows)), (column, last(column, columns)))?;
                    }
                    column = behind;
                }
                _ => {}
            },
            _ => {}
        }
    }
}

/// Whether a cell has a value or a formula; cells that only have a format have neither.
fn holds_something(cell: &BytesStart<'_>) -> bool {
    ["office:value-type", "calcext:value-type", "table:formula"]
        .iter()
        .any(|name| cell.try_get_attribute(name).is_ok_and(|found| found.is_some()))
}

/// How many times an element is meant.
fn repeated(element: &BytesStart<'_>, name: &str) -> u64 {
    let value = element.try_get_attribute(name).ok().flatten();
    value.and_then(|value| value.value.trim().parse().ok()).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archive_that_unpacks_to_gigabytes_is_not_opened() {
        let mut bytes = b"PK\x03\x04".to_vec();
        for _ in 0..2 {
            let mut entry = b"PK\x01\x02".to_vec();
            entry.resize(46, 0);
            entry[24..28].copy_from_slice(&0x3000_0000_u32.to_le_bytes());
            bytes.extend(entry);
        }
        assert_eq!(check(&bytes), Err(Hindernis::ZuGross));
    }

    fn sheet(rows: &str) -> Result<(), Hindernis> {
        check_content(format!("<table:table>{rows}</table:table>").as_bytes())
    }

    #[test]
    fn cells_told_once_and_meant_a_million_times_are_counted() {
        let cell = "<table:table-cell office:value-type=\"float\" table:number-columns-repeated=\"100\"/>";
        let rows =
            |count: &str| format!("<table:table-row table:number-rows-repeated=\"{count}\">{cell}</table:table-row>");
        assert_eq!(sheet(&rows("1000")), Ok(()));
        assert_eq!(sheet(&rows("1000000")), Err(Hindernis::ZuGross));
        assert_eq!(sheet(&rows("99999999999999999999")), Ok(()));
        let far = "<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell/></table:table-row>";
        assert_eq!(sheet(&format!("{}{far}{}", rows("1"), rows("1"))), Err(Hindernis::ZuGross));
        assert_eq!(sheet(&format!("{}{far}", rows("1"))), Ok(()));
    }

    #[test]
    fn what_is_not_closed_is_damaged() {
        for content in ["<table:table>", "<table:table><table:table-row></tabl></table:table>", "<a><b></a>"] {
            assert_eq!(check_content(content.as_bytes()), Err(Hindernis::Beschaedigt), "{content}");
        }
        assert_eq!(sheet("<text:s text:c=\"99999999\"/>"), Err(Hindernis::ZuGross));
    }
}
