//! Workbooks of every format, built byte by byte, so that each part of them can be made wrong.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A zip archive of these parts.
pub fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in parts {
        writer.start_file(*name, options).expect("a part");
        writer.write_all(bytes).expect("a part");
    }
    writer.finish().expect("an archive").into_inner()
}

const SPREADSHEET: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const DOCUMENT: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The parts of an .xlsx whose sheets are these documents; `before` goes into the shared strings.
pub fn xlsx_parts(sheets: &[String], strings: &str) -> Vec<(String, Vec<u8>)> {
    let mut names = String::new();
    let mut relations =
        format!("<Relationship Id=\"s\" Type=\"{DOCUMENT}/sharedStrings\" Target=\"sharedStrings.xml\"/>");
    let mut parts = Vec::new();
    for (number, sheet) in (1..).zip(sheets) {
        names += &format!("<sheet name=\"Blatt{number}\" sheetId=\"{number}\" r:id=\"r{number}\"/>");
        relations += &format!(
            "<Relationship Id=\"r{number}\" Type=\"{DOCUMENT}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"
        );
        parts.push((format!("xl/worksheets/sheet{number}.xml"), sheet.clone().into_bytes()));
    }
    let root = format!("<Relationship Id=\"r1\" Type=\"{DOCUMENT}/officeDocument\" Target=\"xl/workbook.xml\"/>");
    for (name, text) in [
        ("_rels/.rels", format!("<Relationships xmlns=\"{RELATIONS}\">{root}</Relationships>")),
        (
            "xl/workbook.xml",
            format!("<workbook xmlns=\"{SPREADSHEET}\" xmlns:r=\"{DOCUMENT}\"><sheets>{names}</sheets></workbook>"),
        ),
        ("xl/_rels/workbook.xml.rels", format!("<Relationships xmlns=\"{RELATIONS}\">{relations}</Relationships>")),
        ("xl/sharedStrings.xml", format!("<sst xmlns=\"{SPREADSHEET}\">{strings}</sst>")),
    ] {
        parts.push((name.to_owned(), text.into_bytes()));
    }
    parts
}

/// A sheet of an .xlsx with these rows.
pub fn xlsx_sheet(dimension: &str, rows: &str) -> String {
    format!(
        "<worksheet xmlns=\"{SPREADSHEET}\"><dimension ref=\"{dimension}\"/><sheetData>{rows}</sheetData></worksheet>"
    )
}

/// An .xlsx of one sheet.
pub fn xlsx(sheet: &str, strings: &str) -> Vec<u8> {
    archive(&xlsx_parts(&[sheet.to_owned()], strings))
}

/// A zip archive of these parts.
pub fn archive(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    zip(&parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect::<Vec<_>>())
}

fn owned(parts: &[(&str, &[u8])]) -> Vec<(String, Vec<u8>)> {
    parts.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())).collect()
}

/// The content of an .ods whose one sheet has these rows.
pub fn ods_content(rows: &str) -> String {
    format!(
        "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
         xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:spreadsheet>\
         <table:table table:name=\"Blatt1\">{rows}</table:table></office:spreadsheet></office:body>\
         </office:document-content>"
    )
}

/// An .ods of this content.
pub fn ods(content: &str) -> Vec<u8> {
    archive(&ods_parts(content))
}

/// The parts of an .ods of this content.
pub fn ods_parts(content: &str) -> Vec<(String, Vec<u8>)> {
    owned(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", br#"<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>"#),
        ("content.xml", content.as_bytes()),
    ])
}

/// A record of an .xlsb: its number and length in sevens of bits.
fn xlsb_record(number: u16, content: &[u8]) -> Vec<u8> {
    let seven = |bits: u16| u8::try_from(bits & 0x7f).expect("seven bits");
    let mut bytes = if number < 0x80 { vec![seven(number)] } else { vec![seven(number) | 0x80, seven(number >> 7)] };
    let mut length = content.len();
    loop {
        let more = length >> 7;
        bytes.push(u8::try_from(length & 0x7f).expect("seven bits") | if more > 0 { 0x80 } else { 0 });
        length = more;
        if length == 0 {
            break;
        }
    }
    bytes.extend(content);
    bytes
}

fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut bytes = u32::try_from(units.len()).expect("a short text").to_le_bytes().to_vec();
    bytes.extend(units.into_iter().flat_map(u16::to_le_bytes));
    bytes
}

/// The sheet of an .xlsb with a text and a number in a row of this number.
pub fn xlsb_sheet(row: u32) -> Vec<u8> {
    let cell = |column: u32| [column.to_le_bytes(), [0; 4]].concat();
    let mut header = row.to_le_bytes().to_vec();
    header.resize(17, 0);
    [
        xlsb_record(0x81, &[]),
        xlsb_record(0x94, &[0; 16]),
        xlsb_record(0x91, &[]),
        xlsb_record(0x00, &header),
        xlsb_record(0x06, &[cell(0), wide("Betrag")].concat()),
        xlsb_record(0x05, &[cell(1), 12.5_f64.to_le_bytes().to_vec()].concat()),
        xlsb_record(0x92, &[]),
        xlsb_record(0x82, &[]),
    ]
    .concat()
}

/// An .xlsb with this sheet.
pub fn xlsb(sheet: &[u8]) -> Vec<u8> {
    archive(&xlsb_parts(sheet))
}

/// The parts of an .xlsb with this sheet.
pub fn xlsb_parts(sheet: &[u8]) -> Vec<(String, Vec<u8>)> {
    let bundle = [&[0; 4][..], &1_u32.to_le_bytes(), &wide("r1"), &wide("Blatt1")].concat();
    let workbook = [
        xlsb_record(0x83, &[]),
        xlsb_record(0x99, &[0; 8]),
        xlsb_record(0x8f, &[]),
        xlsb_record(0x9c, &bundle),
        xlsb_record(0x90, &[]),
        xlsb_record(0x9d, &[0; 26]),
        xlsb_record(0x84, &[]),
    ]
    .concat();
    let relations = format!(
        "<Relationships xmlns=\"{RELATIONS}\"><Relationship Id=\"r1\" Type=\"{DOCUMENT}/worksheet\" \
         Target=\"worksheets/sheet1.bin\"/></Relationships>"
    );
    owned(&[
        ("xl/workbook.bin", &workbook),
        ("xl/_rels/workbook.bin.rels", relations.as_bytes()),
        ("xl/worksheets/sheet1.bin", sheet),
    ])
}

/// A record of an .xls.
fn xls_record(number: u16, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len()).expect("a short record");
    [&number.to_le_bytes()[..], &length.to_le_bytes(), content].concat()
}

/// The stream of an .xls with two numbers: in the first cell and in this one.
pub fn xls_stream(row: u16, column: u16) -> Vec<u8> {
    let beginning =
        |kind: u16| xls_record(0x0809, &[0x0600_u16, kind, 0x0dbb, 0x07cc, 0, 0, 0, 0].map(u16::to_le_bytes).concat());
    let number = |row: u16, column: u16| {
        xls_record(0x0203, &[&[row, column, 0].map(u16::to_le_bytes).concat()[..], &12.5_f64.to_le_bytes()].concat())
    };
    let globals = beginning(5);
    // Place of the sheet, visible, a worksheet, and its name in single bytes.
    let name = [&[0, 0, 6, 0][..], b"Blatt1"].concat();
    let place = globals.len() + 4 + 4 + name.len() + 4;
    let place = u32::try_from(place).expect("a short stream").to_le_bytes();
    let mut stream = [
        globals,
        xls_record(0x0085, &[&place[..], &name].concat()),
        xls_record(0x000a, &[]),
        beginning(0x10),
        number(0, 0),
        number(row, column),
        xls_record(0x000a, &[]),
    ]
    .concat();
    // Shorter streams would lie in another place of the file.
    stream.resize(4096.max(stream.len().next_multiple_of(512)), 0);
    stream
}

const END: u32 = 0xffff_fffe;
const TABLE: u32 = 0xffff_fffd;
const FREE: u32 = 0xffff_ffff;

/// An OLE file with a stream "Workbook". `next` changes the table of sectors: the directory's, the stream's, the table's.
pub fn ole(stream: &[u8], change: impl Fn(&mut Vec<u32>)) -> Vec<u8> {
    let sectors = stream.len() / 512;
    assert!(sectors * 512 == stream.len() && sectors + 2 <= 128, "whole sectors, few of them");
    // The stream, then the directory, then the table.
    let mut table: Vec<u32> = (1..=u32::try_from(sectors).expect("few")).collect();
    table[sectors - 1] = END;
    table.extend([END, TABLE]);
    table.resize(128, FREE);
    change(&mut table);
    let mut header = vec![0_u8; 512];
    header[..8].copy_from_slice(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
    header[24..34].copy_from_slice(&[0x3e, 0, 3, 0, 0xfe, 0xff, 9, 0, 6, 0]);
    let place = |sector: usize| u32::try_from(sector).expect("few").to_le_bytes();
    header[44..48].copy_from_slice(&place(1));
    header[48..52].copy_from_slice(&place(sectors));
    header[56..60].copy_from_slice(&4096_u32.to_le_bytes());
    header[60..64].copy_from_slice(&END.to_le_bytes());
    header[68..72].copy_from_slice(&END.to_le_bytes());
    header[76..].fill(0xff);
    header[76..80].copy_from_slice(&place(sectors + 1));
    let directory =
        [entry("Root Entry", 5, END, 0), entry("Workbook", 2, 0, stream.len()), entry("", 0, 0, 0), entry("", 0, 0, 0)]
            .concat();
    [header, stream.to_vec(), directory, table.into_iter().flat_map(u32::to_le_bytes).collect()].concat()
}

fn entry(name: &str, kind: u8, start: u32, length: usize) -> Vec<u8> {
    let mut bytes = vec![0_u8; 128];
    for (place, unit) in bytes.chunks_exact_mut(2).zip(name.encode_utf16()) {
        place.copy_from_slice(&unit.to_le_bytes());
    }
    bytes[64] = u8::try_from(name.len() * 2 + 2).expect("a short name");
    bytes[66] = kind;
    bytes[67] = 1;
    bytes[68..80].fill(0xff);
    if kind == 5 {
        bytes[76..80].copy_from_slice(&1_u32.to_le_bytes());
    }
    bytes[116..120].copy_from_slice(&start.to_le_bytes());
    bytes[120..124].copy_from_slice(&u32::try_from(length).expect("short").to_le_bytes());
    bytes
}
