//! Tables as text: CSV with any usual separator, in UTF-8, UTF-16 or Windows-1252.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::mappe::{Blatt, Mappe, Sammler, Zellwert};
use super::oeffnen::Hindernis;

/// Whether bytes are a table as text.
///
/// # Errors
///
/// Says what they are instead.
pub fn recognise(bytes: &[u8]) -> Result<(), Hindernis> {
    let wide = matches!(Encoding::for_bom(bytes), Some((encoding, _)) if encoding != UTF_8);
    if !wide && bytes.iter().take(65_536).any(|byte| *byte == 0) {
        return Err(Hindernis::FalscheArt("keine Tabelle".into()));
    }
    let text = decode(&bytes[..bytes.len().min(1024)]);
    let start = text.trim_start().to_lowercase();
    if start.starts_with("<!doctype html") || start.starts_with("<html") || start.starts_with("<table") {
        return Err(Hindernis::FalscheArt("eine Internetseite (HTML) mit der Endung einer Arbeitsmappe".into()));
    }
    if start.starts_with("<?xml") || start.starts_with("{\\rtf") {
        return Err(Hindernis::FalscheArt("ein Dokument in einem anderen Format (XML oder RTF)".into()));
    }
    Ok(())
}

/// Reads the table. Every cell is text.
///
/// # Errors
///
/// Fails where there are more cells than any delivery has.
pub fn open(bytes: &[u8]) -> Result<Mappe, Hindernis> {
    // The line numbers of the reader are only true where lines end in a single character.
    let text = decode(bytes).replace("\r\n", "\n").replace('\r', "\n");
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator(&text))
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut sammler = Sammler::default();
    let mut record = csv::StringRecord::new();
    let mut breaks_inside: u64 = 0;
    while reader.read_record(&mut record).map_err(|_| Hindernis::Beschaedigt)? {
        // The position is that of the empty lines before the record, and a line break inside quotes begins no row.
        let (line, start) = record.position().map_or((1, 0), |place| (place.line(), place.byte()));
        let start = usize::try_from(start).unwrap_or(usize::MAX);
        let empty = text.as_bytes().iter().skip(start).take_while(|byte| **byte == b'\n').count();
        let line = (line + u64::try_from(empty).unwrap_or(0)).saturating_sub(breaks_inside + 1);
        let zeile = u32::try_from(line).unwrap_or(u32::MAX);
        for (spalte, field) in record.iter().enumerate() {
            breaks_inside += u64::try_from(field.matches('\n').count()).unwrap_or(0);
            if field.is_empty() {
                continue;
            }
            let spalte = u32::try_from(spalte).unwrap_or(u32::MAX);
            if !sammler.push(zeile, spalte, Zellwert::Text(field.to_owned())) {
                return Err(Hindernis::ZuGross);
            }
        }
    }
    Ok(Mappe { blaetter: vec![Blatt { zeilen: sammler.finish(), ..Blatt::default() }], ..Mappe::default() })
}

/// Text of the bytes: by byte order mark, as UTF-8 if it is valid, else as Windows-1252.
fn decode(bytes: &[u8]) -> Cow<'_, str> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes)
        && [UTF_8, UTF_16LE, UTF_16BE].contains(&encoding)
    {
        return encoding.decode_without_bom_handling(&bytes[length..]).0;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        // The sample for recognition may end inside a character.
        Err(error) if error.error_len().is_none() => String::from_utf8_lossy(bytes),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0,
    }
}

/// The separator that occurs most in the first lines, outside quotes.
fn separator(text: &str) -> u8 {
    let mut counts = [(b';', 0_u32), (b'\t', 0), (b',', 0)];
    let mut quoted = false;
    let mut lines = 0;
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' => lines += 1,
            _ if quoted => {}
            _ => {
                if let Some((_, count)) = counts.iter_mut().find(|(separator, _)| *separator == byte) {
                    *count += 1;
                }
            }
        }
        if lines > 20 {
            break;
        }
    }
    // Commas also stand inside German amounts, so they only count where nothing else separates.
    match counts {
        [(_, semicolons), (_, tabs), _] if semicolons > 0 && semicolons >= tabs => b';',
        [_, (_, tabs), _] if tabs > 0 => b'\t',
        _ => b',',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(bytes: &[u8]) -> Vec<(u32, Vec<String>)> {
        let mappe = open(bytes).expect("a table");
        let row = |zeile: &super::super::mappe::Rohzeile| {
            (zeile.nummer, zeile.zellen.iter().map(|zelle| zelle.wert.shown()).collect())
        };
        mappe.blaetter[0].zeilen.iter().map(row).collect()
    }

    #[test]
    fn windows_1252_and_utf_8_give_the_same_text() {
        let expected = vec![(1, vec!["Träger".to_owned(), "1,5 €".to_owned()])];
        assert_eq!(rows(b"Tr\xe4ger;1,5 \x80\r\n"), expected);
        assert_eq!(rows("\u{feff}Träger;1,5 €\r\n".as_bytes()), expected);
        assert_eq!(rows("Träger\t1,5 €\n".as_bytes()), expected);
        let wide: Vec<u8> = "\u{feff}Träger\t1,5 €\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(rows(&wide), expected);
    }

    #[test]
    fn row_numbers_are_those_of_the_sheet() {
        let read = rows(b"a;b\r\n\"x\r\ny\";2\r\n;;\r\n\r\nc;\"d;\"\"e\"\"\"\r\n");
        assert_eq!(read.iter().map(|(number, _)| *number).collect::<Vec<_>>(), [1, 2, 5]);
        assert_eq!(read[2].1, ["c", "d;\"e\""]);
    }

    #[test]
    fn a_page_with_the_name_of_a_workbook_is_no_table() {
        assert!(matches!(recognise(b"<html><table>"), Err(Hindernis::FalscheArt(_))));
        assert!(matches!(recognise(b"A;B\0\0"), Err(Hindernis::FalscheArt(_))));
        assert_eq!(recognise(b"A\tB"), Ok(()));
    }
}
