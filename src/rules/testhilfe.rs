//! Small deliveries for the tests of rules: one good row, of which a test spoils one cell.

use std::io::{Cursor, Read, Write};
use std::path::Path;
use std::sync::LazyLock;

use crate::domain::export::Exportlayout;
use crate::domain::{Quartal, Stammdaten};
use crate::finding::Befund;
use crate::ingest::beobachter::Beobachtungen;
use crate::ingest::oeffner::Oeffner;
use crate::ingest::{AktenzeichenKey, parse_layout};

include!("../../tests/stammdaten/laden.rs");

/// Headings of bookings.
pub const KOSTEN_KOPF: &str =
    "BELEGNR;POS;BUCHDAT;BETRAG;ART;PSK;LEISTUNG;AKTENZEICHEN;MASSNAHME;SR;LZVON;LZBIS;KREDITOR;VERWENDUNG;NAME\r\n";
/// A good booking.
pub const KOSTEN_ZEILE: &str = "2026000001;1;05.01.2026;100,00;Auszahlung;363350.433110;§ 31;51.2.01-0001/26;;SR Oyten;01.01.2026;31.01.2026;;;\r\n";
/// Headings of cases.
pub const FAELLE_KOPF: &str =
    "AKTENZEICHEN;NAME;GEBDAT;GESCHL;LEISTUNG;SR;BEGINN;ENDE;KREDITOR;UMFANG;UMA;ERSTATTUNG\r\n";
/// A good case.
pub const FAELLE_ZEILE: &str = "51.2.01-0001/26;;01.05.2015;w;§ 31;SR Oyten;01.02.2025;31.12.9999;;;;\r\n";

static STAMMDATEN: LazyLock<Stammdaten> =
    LazyLock::new(|| stammdaten_from_json(include_str!("../../tests/stammdaten/verden.json")));

static LAYOUTS: LazyLock<Vec<Exportlayout>> = LazyLock::new(|| {
    [
        include_str!("../../data/stammdaten/export/csv1252-kosten.toml"),
        include_str!("../../data/stammdaten/export/csv1252-faelle.toml"),
        include_str!("../../data/stammdaten/export/geteilt-kosten.toml"),
        include_str!("../../data/stammdaten/export/okjus-faelle.toml"),
    ]
    .map(|text| parse_layout(text).expect("a layout"))
    .to_vec()
});

/// The master data of the sample office.
pub fn stammdaten() -> &'static Stammdaten {
    &STAMMDATEN
}

fn check(name: &str, bytes: &[u8], quartal: Option<Quartal>) -> Vec<Befund> {
    let key = AktenzeichenKey::from_bytes([1; 32]);
    super::pruefen(Path::new(name), Some(bytes.to_vec()), &LAYOUTS, &STAMMDATEN, &key, &Oeffner::im_programm(), quartal)
        .befunde
}

/// The code of a finding's rule.
pub fn code(befund: &Befund) -> &'static str {
    super::regel(&befund.regel).expect("a registered rule").code
}

fn codes(befunde: &[Befund]) -> Vec<&'static str> {
    befunde.iter().map(code).collect()
}

fn codes_with_places(befunde: &[Befund]) -> Vec<(&'static str, String)> {
    let cell = |befund: &Befund| befund.orte.first().and_then(|ort| ort.zelle.clone()).unwrap_or_default();
    befunde.iter().map(|befund| (code(befund), cell(befund))).collect()
}

/// Codes found in a file of bytes.
pub fn findings_file(name: &str, bytes: &[u8]) -> Vec<&'static str> {
    codes(&check(name, bytes, None))
}

/// Codes found in a CSV file.
pub fn findings_csv(name: &str, text: &str) -> Vec<&'static str> {
    codes(&check(name, text.as_bytes(), None))
}

/// Codes found in a good file of this name, when this quarter is asked for.
pub fn findings_named(name: &str, quartal: Option<Quartal>) -> Vec<&'static str> {
    codes(&check(name, format!("{KOSTEN_KOPF}{KOSTEN_ZEILE}").as_bytes(), quartal))
}

/// Codes found in a good file of cases of a layout whose file name tells a day.
pub fn findings_okjus(name: &str) -> Vec<&'static str> {
    let text = "FallNr;LeistArt;SRCode;HilfeVon;HilfeBis;Leistungserbringer;GebDat;Geschl;Umfang;UMA;KE\r\n\
                51.2.01-0001/26;31;01;01.01.25;31.12.99;;01.05.15;w;;0;0\r\n";
    codes(&check(name, text.as_bytes(), None))
}

/// Codes found in a file of one booking with this total below it.
pub fn findings_geteilt(summe: &str) -> Vec<&'static str> {
    let text = format!(
        "Beleg;Position;Tag der Buchung;Zahlbetrag in €;Kostenart;Produktsachkonto;Hilfeform;AZ;Projektkennung;\
         Sozialraum;Leistungsmonat;Zahlungsempfänger;Betreff\r\n\
         2025000001;1;05.10.2025;1.446,90;Aufwand;363350.433110;SPFH;;;Achim;09/2025;;\r\n\
         Summe Teil 1;;;{summe};;;;;;;;;\r\n"
    );
    codes(&check("Zahlungen_2025-Q4_Teil1von2.csv", text.as_bytes(), None))
}

/// Codes and first cells found in a booking of which some cells are spoilt.
pub fn findings_kosten(changes: &[(&str, &str)]) -> Vec<(&'static str, String)> {
    spoilt("kosten_2026-Q1.csv", KOSTEN_KOPF, KOSTEN_ZEILE, changes)
}

/// Codes and first cells found in a case of which some cells are spoilt.
pub fn findings_faelle(changes: &[(&str, &str)]) -> Vec<(&'static str, String)> {
    spoilt("faelle_2026-Q1.csv", FAELLE_KOPF, FAELLE_ZEILE, changes)
}

fn spoilt(name: &str, head: &str, row: &str, changes: &[(&str, &str)]) -> Vec<(&'static str, String)> {
    let columns: Vec<&str> = head.trim_end().split(';').collect();
    let mut cells: Vec<&str> = row.trim_end().split(';').collect();
    for (column, value) in changes {
        let place = columns.iter().position(|name| name == column).expect("a column");
        cells[place] = value;
    }
    let text = format!("{head}{}\r\n", cells.join(";"));
    codes_with_places(&check(name, text.as_bytes(), None))
}

/// Codes found in a workbook with the good booking on a first sheet and these rows on a second one.
pub fn findings_second_sheet(rows: &[&str], hidden: bool) -> Vec<&'static str> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    fill(workbook.add_worksheet(), "Kosten", &[KOSTEN_KOPF, KOSTEN_ZEILE]);
    let second = workbook.add_worksheet();
    fill(second, "Weitere", rows);
    second.set_hidden(hidden);
    codes(&check("kosten_2026-Q1.xlsx", &workbook.save_to_buffer().expect("a workbook"), None))
}

/// Codes found in the good booking.
pub fn findings_good() -> Vec<&'static str> {
    findings_named("kosten_2026-Q1.csv", None)
}

/// Codes found in the good booking when something was noticed about its file.
pub fn findings_noticed(notice: impl FnOnce(&mut Beobachtungen)) -> Vec<&'static str> {
    let key = AktenzeichenKey::from_bytes([1; 32]);
    let text = format!("{KOSTEN_KOPF}{KOSTEN_ZEILE}");
    let mut lesung = crate::ingest::read(
        "kosten_2026-Q1.csv",
        text.as_bytes(),
        &LAYOUTS,
        &STAMMDATEN,
        &key,
        &Oeffner::im_programm(),
    );
    notice(&mut lesung.beobachtungen);
    codes(&super::judge(lesung, &STAMMDATEN, None).befunde)
}

/// Codes and first places found in a workbook of the good booking whose sheet a test changes.
pub fn findings_sheet(change: impl FnOnce(&mut rust_xlsxwriter::Worksheet)) -> Vec<(&'static str, String)> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    fill(sheet, "Kosten", &[KOSTEN_KOPF, KOSTEN_ZEILE]);
    change(sheet);
    codes_with_places(&check("kosten_2026-Q1.xlsx", &workbook.save_to_buffer().expect("a workbook"), None))
}

/// The same when a piece of the sheet's XML is replaced afterwards.
pub fn findings_patched(
    change: impl FnOnce(&mut rust_xlsxwriter::Worksheet),
    from: &str,
    to: &str,
) -> Vec<(&'static str, String)> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    fill(sheet, "Kosten", &[KOSTEN_KOPF, KOSTEN_ZEILE]);
    change(sheet);
    let bytes = workbook.save_to_buffer().expect("a workbook");
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut patched = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let mut text = String::new();
        part.read_to_string(&mut text).expect("text");
        if name.ends_with("sheet1.xml") {
            assert!(text.contains(from), "{text}");
            text = text.replace(from, to);
        }
        patched.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
        patched.write_all(text.as_bytes()).expect("a part");
    }
    codes_with_places(&check("kosten_2026-Q1.xlsx", patched.finish().expect("an archive").get_ref(), None))
}

/// Codes found in a workbook of these sheets when a layout is changed.
pub fn findings_of_layout(sheets: &[&[&str]], change: impl FnOnce(&mut Exportlayout)) -> Vec<&'static str> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    for (number, rows) in sheets.iter().enumerate() {
        fill(workbook.add_worksheet(), &format!("Kosten {number}"), rows);
    }
    let mut layout = LAYOUTS[0].clone();
    change(&mut layout);
    let key = AktenzeichenKey::from_bytes([1; 32]);
    let bytes = workbook.save_to_buffer().expect("a workbook");
    codes(
        &super::pruefen(
            Path::new("kosten_2026-Q1.xlsx"),
            Some(bytes),
            &[layout],
            &STAMMDATEN,
            &key,
            &Oeffner::im_programm(),
            None,
        )
        .befunde,
    )
}

/// Findings in bookings that name these Träger, in an office that knows „Haus Sonnenschein“ and „Pflegestelle“.
pub fn findings_traeger(names: &[&str]) -> Vec<Befund> {
    let mut stammdaten = STAMMDATEN.clone();
    stammdaten.traeger = serde_json::from_value(serde_json::json!([{
        "id": "haus", "name": "Haus Sonnenschein", "mitarbeitende": 1, "eigenanteil_prozent": "0", "sparte": "",
        "anerkannt_75": true, "sammelrechnung": false, "anschrift": "", "telefon": "", "email": "",
        "ansprechperson": { "name": "", "vorname": "" }
    }]))
    .expect("a Träger");
    let mut layout = LAYOUTS[0].clone();
    layout.traeger.pruefen = true;
    layout.traeger.bekannt = vec!["Pflegestelle".to_owned()];
    let mut text = KOSTEN_KOPF.to_owned();
    for (number, name) in names.iter().enumerate() {
        let row = KOSTEN_ZEILE.replace("2026000001", &format!("202600000{number}"));
        text.push_str(&row.replace(";;;\r\n", &format!(";{name};;\r\n")));
    }
    let key = AktenzeichenKey::from_bytes([1; 32]);
    let name = Path::new("kosten_2026-Q1.csv");
    super::pruefen(name, Some(text.into_bytes()), &[layout], &stammdaten, &key, &Oeffner::im_programm(), None).befunde
}

/// Writes rows of CSV as text cells.
fn fill(sheet: &mut rust_xlsxwriter::Worksheet, name: &str, rows: &[&str]) {
    sheet.set_name(name).expect("a name");
    for (row, line) in (0..).zip(rows) {
        for (column, text) in (0..).zip(line.trim_end().split(';')) {
            sheet.write(row, column, text).expect("a cell");
        }
    }
}

/// Codes found in a good file when a second layout knows the same headings.
pub fn findings_two_layouts() -> Vec<&'static str> {
    let twin = Exportlayout { name: "zwilling".to_owned(), ..LAYOUTS[0].clone() };
    let layouts = [LAYOUTS[0].clone(), twin];
    let key = AktenzeichenKey::from_bytes([1; 32]);
    let bytes = format!("{KOSTEN_KOPF}{KOSTEN_ZEILE}").into_bytes();
    let name = Path::new("kosten_2026-Q1.csv");
    codes(&super::pruefen(name, Some(bytes), &layouts, &STAMMDATEN, &key, &Oeffner::im_programm(), None).befunde)
}
