//! Files that are made to harm: each one is answered by a finding, by the finished program, and harms no other file.

#[path = "feindlich/bauen.rs"]
pub mod bauen;
#[path = "feindlich/einstellungen.rs"]
mod einstellungen;

use std::fs;
use std::path::Path;

use bauen::{archive, ods, ods_content, ole, xls_stream, xlsb, xlsb_sheet, xlsx, xlsx_parts, xlsx_sheet, zip};
use serde_json::Value;
use sozialraumbericht::domain::lesegrenzen::Lesegrenzen;
use sozialraumbericht::ingest::mappe::Mappe;
use sozialraumbericht::ingest::oeffnen::Hindernis;
use sozialraumbericht::ingest::oeffner::{Lesart, Oeffner};

use crate::arbeitsbereich::{Arbeitsbereich, HEUTE};

const PROGRAMM: &str = env!("CARGO_BIN_EXE_sozialraumbericht");

fn oeffner(grenzen: Lesegrenzen) -> Oeffner {
    Oeffner::new(Lesart::Kindprozess(PROGRAMM.into()), grenzen)
}

fn open(bytes: &[u8]) -> Result<Mappe, Hindernis> {
    let oeffner = oeffner(Lesegrenzen::default());
    let opened = oeffner.open("lieferung", bytes);
    assert_eq!(oeffner.failure(), None);
    opened
}

fn cells(mappe: &Mappe) -> usize {
    mappe.blaetter.iter().flat_map(|blatt| &blatt.zeilen).map(|zeile| zeile.zellen.len()).sum()
}

/// One good workbook of each format.
fn good() -> Vec<(&'static str, Vec<u8>)> {
    let row = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\"><v>12.5</v></c></row>";
    let ods_row = "<table:table-row><table:table-cell office:value-type=\"string\"><text:p>Betrag</text:p></table:table-cell>\
                   <table:table-cell office:value-type=\"float\" office:value=\"12.5\"/></table:table-row>";
    vec![
        ("xlsx", xlsx(&xlsx_sheet("A1:B1", row), "<si><t>Betrag</t></si>")),
        ("xlsb", xlsb(&xlsb_sheet(0))),
        ("xls", ole(&xls_stream(0, 1), |_| {})),
        ("ods", ods(&ods_content(ods_row))),
        ("csv", b"Betrag;12,50\r\n".to_vec()),
    ]
}

#[test]
fn the_files_that_are_spoilt_here_are_good_before() {
    for (format, bytes) in good() {
        let mappe = open(&bytes).unwrap_or_else(|hindernis| panic!("{format}: {hindernis:?}"));
        assert_eq!(cells(&mappe), 2, "{format}");
        assert_eq!(Ok(mappe), Oeffner::im_programm().open("lieferung", &bytes), "{format}");
    }
}

#[test]
fn a_file_cut_off_anywhere_is_answered() {
    for (format, bytes) in good() {
        let oeffner = oeffner(Lesegrenzen::default());
        for part in 1..24 {
            let _ = oeffner.open("lieferung", &bytes[..bytes.len() * part / 24]);
        }
        assert_eq!(oeffner.failure(), None, "{format}");
        // All lengths: in this process, for speed.
        for length in 0..bytes.len() {
            let _ = Oeffner::im_programm().open("lieferung", &bytes[..length]);
        }
    }
}

#[test]
fn noise_behind_any_beginning_is_answered() {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut noise = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()
    };
    let beginnings: [&[u8]; 9] = [
        b"PK\x03\x04",
        b"PK\x05\x06",
        &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1],
        &[0x09, 0x08, 0x10, 0x00],
        b"%PDF-1.7",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"<?xml version=\"1.0\"?>",
        b"A;B\r\n",
    ];
    let oeffner = Oeffner::im_programm();
    for beginning in beginnings {
        for length in [0, 8, 100, 512, 4096, 70_000] {
            let mut bytes = beginning.to_vec();
            while bytes.len() < beginning.len() + length {
                bytes.extend(noise());
            }
            let _ = oeffner.open("lieferung", &bytes);
        }
    }
}

#[test]
fn every_byte_of_a_good_workbook_may_be_wrong() {
    let oeffner = Oeffner::im_programm();
    for (_, good) in good() {
        for place in 0..good.len().min(6000) {
            let mut bytes = good.clone();
            bytes[place] ^= 0xff;
            let _ = oeffner.open("lieferung", &bytes);
        }
    }
}

#[test]
fn an_archive_that_unpacks_to_gigabytes_is_refused() {
    let spaces = vec![b' '; 64 << 20];
    let sheet = [xlsx_sheet("A1", "").as_bytes(), &spaces].concat();
    let mut parts = xlsx_parts(&[String::new()], "");
    parts[0].1 = sheet;
    for number in 0..20 {
        parts.push((format!("xl/media/{number}.bin"), spaces.clone()));
    }
    let bomb = archive(&parts);
    assert!(bomb.len() < 2 << 20);
    assert_eq!(open(&bomb), Err(Hindernis::ZuGross));
}

#[test]
fn an_archive_that_lies_about_its_size_is_refused() {
    let mut bomb = xlsx(&format!("{}{}", xlsx_sheet("A1", ""), " ".repeat(64 << 20)), "");
    // Wherever the true size stands, a small one is put.
    let (real, told) = (u32::try_from((64 << 20) + xlsx_sheet("A1", "").len()).expect("a size"), 100_u32);
    let places: Vec<_> = (0..bomb.len() - 4).filter(|at| bomb[*at..*at + 4] == real.to_le_bytes()).collect();
    assert_eq!(places.len(), 2);
    for place in places {
        bomb[place..place + 4].copy_from_slice(&told.to_le_bytes());
    }
    assert_eq!(open(&bomb), Err(Hindernis::Beschaedigt));
}

#[test]
fn entities_are_not_expanded() {
    let levels: String =
        (1..10).map(|level| format!("<!ENTITY e{level} \"{}\">", format!("&e{};", level - 1).repeat(10))).collect();
    let bomb = format!("<!DOCTYPE sst [<!ENTITY e0 \"lol\">{levels}<!ENTITY f SYSTEM \"file:///etc/passwd\">]>");
    let row = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>&e9;</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>&f;</t></is></c></row>";
    let opened = open(&xlsx(&format!("{bomb}{}", xlsx_sheet("A1:B1", row)), ""));
    assert!(!format!("{opened:?}").contains("lol") && !format!("{opened:?}").contains("root:"), "{opened:?}");
    let content =
        ods_content("<table:table-row><table:table-cell><text:p>&e9;&f;</text:p></table:table-cell></table:table-row>");
    let opened = open(&ods(&format!("{bomb}{content}")));
    assert!(!format!("{opened:?}").contains("lol") && !format!("{opened:?}").contains("root:"), "{opened:?}");
}

#[test]
fn what_a_sheet_says_of_its_size_takes_no_memory() {
    let row = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>2</v></c></row>";
    let mappe = open(&xlsx(&xlsx_sheet("A1:XFD1048576", row), "")).expect("two cells");
    assert_eq!(cells(&mappe), 2);
    let mappe = open(&xlsb(&xlsb_sheet(1_048_575))).expect("two cells");
    assert_eq!(cells(&mappe), 2);
}

#[test]
fn cells_that_are_repeated_without_end_are_refused() {
    let cell = "<table:table-cell office:value-type=\"string\" table:number-columns-repeated=\"16384\"><text:p>x</text:p></table:table-cell>";
    let rows = format!("<table:table-row table:number-rows-repeated=\"1048576\">{cell}</table:table-row>");
    assert_eq!(open(&ods(&ods_content(&rows))), Err(Hindernis::ZuGross));
    // As spreadsheets write it behind the last cell: this is no danger.
    let rest = "<table:table-row><table:table-cell office:value-type=\"string\"><text:p>x</text:p></table:table-cell>\
                <table:table-cell table:number-columns-repeated=\"16383\"/></table:table-row>\
                <table:table-row table:number-rows-repeated=\"1048575\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>";
    assert_eq!(cells(&open(&ods(&ods_content(rest))).expect("one cell")), 1);
}

#[test]
fn a_table_that_is_never_closed_is_no_endless_loop() {
    let content = ods_content("").replace("</table:table>", "</tabl>");
    assert_eq!(open(&ods(&content)), Err(Hindernis::Beschaedigt));
}

#[test]
fn chains_of_sectors_in_a_circle_are_refused() {
    let stream = xls_stream(0, 1);
    let sectors = stream.len() / 512;
    let circles: [(usize, u32); 4] =
        [(0, 0), (sectors - 1, 0), (sectors, u32::try_from(sectors).expect("few")), (3, 2)];
    for (place, next) in circles {
        let bytes = ole(&stream, |table| table[place] = next);
        assert_eq!(open(&bytes), Err(Hindernis::Beschaedigt), "{place}");
    }
}

#[test]
fn elements_within_elements_end_no_process() {
    let deep = format!("{}{}", "<a>".repeat(300_000), "</a>".repeat(300_000));
    let oeffner = oeffner(Lesegrenzen::default());
    let _ = oeffner.open("lieferung", &xlsx(&xlsx_sheet("A1", &deep), &deep));
    let _ = oeffner.open("lieferung", &ods(&ods_content(&deep)));
    assert_eq!(oeffner.failure(), None);
}

#[test]
fn a_workbook_of_very_many_sheets_is_refused() {
    let sheets = vec![xlsx_sheet("A1", ""); 20_000];
    assert_eq!(open(&archive(&xlsx_parts(&sheets, ""))), Err(Hindernis::ZuGross));
    let tables = "</table:table><table:table table:name=\"x\">".repeat(20_000);
    assert_eq!(open(&ods(&ods_content(&tables))), Err(Hindernis::ZuGross));
}

#[test]
fn a_file_that_takes_too_much_memory_or_time_is_a_finding() {
    // A million texts of one shared string of 8 KB.
    let row: String =
        (1..=1000).map(|row| format!("<row r=\"{row}\">{}</row>", "<c t=\"s\"><v>0</v></c>".repeat(1000))).collect();
    let huge = xlsx(&xlsx_sheet("A1", &row), &format!("<si><t>{}</t></si>", "x".repeat(8000)));
    assert_eq!(open(&huge), Err(Hindernis::Speicher));
    // Ten million short lines cannot be read in no time.
    let long = "a;b;c;d;e;f\n".repeat(4_000_000).into_bytes();
    let grenzen = Lesegrenzen { sekunden: 0, ..Lesegrenzen::default() };
    assert_eq!(oeffner(grenzen).open("lieferung", &long), Err(Hindernis::Zeit));
}

#[test]
fn a_file_larger_than_allowed_is_not_even_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("kosten_2026-Q1.csv");
    fs::File::create(&path).and_then(|file| file.set_len(3 << 20)).expect("a sparse file");
    let oeffner = oeffner(Lesegrenzen { hoechstens_mib: 2, ..Lesegrenzen::default() });
    assert_eq!(oeffner.bytes_of(&path), Err(Hindernis::ZuGross));
    assert_eq!(oeffner.open("kosten_2026-Q1.csv", &vec![b'a'; (2 << 20) + 1]), Err(Hindernis::ZuGross));
}

#[test]
fn a_program_that_cannot_call_itself_is_an_error_and_no_finding() {
    let oeffner = Oeffner::new(Lesart::Kindprozess("/gibt/es/nicht".into()), Lesegrenzen::default());
    let _ = oeffner.open("lieferung", b"a;b\n");
    let error = oeffner.failure().expect("an error").to_string();
    assert!(error.contains("kann sich nicht selbst aufrufen") && error.contains("neu starten"), "{error}");
}

#[cfg(unix)]
#[test]
fn a_reader_of_another_version_is_an_error_and_no_finding() {
    for other in ["/bin/false", "/bin/cat", "/bin/echo"] {
        let oeffner = Oeffner::new(Lesart::Kindprozess(other.into()), Lesegrenzen::default());
        assert!(oeffner.open("lieferung", b"a;b\n").is_err(), "{other}");
    }
    let oeffner = Oeffner::new(Lesart::Kindprozess("/bin/echo".into()), Lesegrenzen::default());
    let _ = oeffner.open("lieferung", b"a;b\n");
    assert!(oeffner.failure().is_some());
}

fn program(folder: &Path, words: &[&str]) -> (Option<i32>, Value) {
    let output = std::process::Command::new(PROGRAMM)
        .args(words)
        .args(["--heute", HEUTE, "--ausgabe", "json"])
        .current_dir(folder)
        .output()
        .expect("the program runs");
    (output.status.code(), serde_json::from_slice(&output.stdout).expect("an answer as JSON"))
}

#[test]
fn hostile_files_among_good_ones_keep_none_from_being_taken_in() {
    let workspace = Arbeitsbereich::verden();
    let folder = workspace.path().join("data/eingang");
    let cell = "<c t=\"s\"><v>0</v></c>".repeat(1000);
    let row: String = (1..=1000).map(|row| format!("<row r=\"{row}\">{cell}</row>")).collect();
    for (name, bytes) in [
        ("a_speicher.xlsx", xlsx(&xlsx_sheet("A1", &row), &format!("<si><t>{}</t></si>", "x".repeat(8000)))),
        ("b_kreis.xls", ole(&xls_stream(0, 1), |table| table[0] = 0)),
        ("c_halb.xlsx", good()[0].1[..200].to_vec()),
        ("d_leer.zip", zip(&[])),
    ] {
        fs::write(folder.join(name), bytes).expect("written");
    }
    let (status, answer) = program(workspace.path(), &["einlesen"]);
    assert_eq!(status, Some(3));
    let files = answer["dateien"].as_array().expect("files");
    let outcome = |name: &str| files.iter().find(|file| file["datei"] == name).expect("an answer for each file");
    for name in ["a_speicher.xlsx", "b_kreis.xls", "c_halb.xlsx", "d_leer.zip"] {
        assert_eq!(outcome(name)["ergebnis"], "abgelehnt", "{name}");
    }
    let memory = &outcome("a_speicher.xlsx")["befunde"][0];
    assert_eq!(memory["regel"], "D001");
    assert!(memory["gelesen"].as_str().is_some_and(|text| text.starts_with("Speicher überschritten")), "{memory}");
    assert_eq!(files.iter().filter(|file| file["ergebnis"] == "eingelesen").count(), files.len() - 4);
}

#[test]
fn the_limits_are_settings_with_bounds() {
    let workspace = Arbeitsbereich::verden_without_deliveries();
    let path = workspace.path().join("sozialraumbericht.toml");
    let text = fs::read_to_string(&path).expect("settings");
    fs::write(
        &path,
        text.replace("sekunden = 8", "sekunden = 0").replace("hoechstens_mib = 128", "hoechstens_mib = 1000"),
    )
    .expect("written");
    let error =
        workspace.run(&["massnahme", "pruefen"]).map(|answer| answer.text).unwrap_or_else(|error| error.to_string());
    assert!(error.contains("1 bis 3600 Sekunden"), "{error}");
    assert!(error.contains("der Wert von speicher_mib"), "{error}");
}
