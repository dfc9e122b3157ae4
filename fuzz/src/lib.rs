//! What the fuzz targets share: the front of the program, compiled from its own sources, and ways to feed it.

#![allow(
    dead_code,
    missing_docs,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "sources of another package"
)]

#[path = "../../src/domain/mod.rs"]
pub mod domain;
#[path = "../../src/error.rs"]
pub mod error;
#[path = "../../src/finding/mod.rs"]
pub mod finding;
#[path = "../../src/ingest/mod.rs"]
pub mod ingest;
#[path = "../../src/workspace/mod.rs"]
pub mod workspace;

#[path = "../../tests/all/feindlich/bauen.rs"]
pub mod bauen;

use std::panic::{Location, PanicHookInfo};
use std::process::abort;
use std::sync::{LazyLock, Once};

use domain::Stammdaten;
use domain::export::Exportlayout;
use ingest::mappe::{Blatt, Mappe, Rohzeile, Zelle, Zellwert};
use ingest::oeffner::Oeffner;
use ingest::{AktenzeichenKey, read};

/// The export layouts of the sample workspace.
pub static LAYOUTS: LazyLock<Vec<Exportlayout>> = LazyLock::new(|| {
    [
        include_str!("../../data/stammdaten/export/altxls-kosten.toml"),
        include_str!("../../data/stammdaten/export/csv1252-faelle.toml"),
        include_str!("../../data/stammdaten/export/csv1252-kosten.toml"),
        include_str!("../../data/stammdaten/export/finanz-kosten.toml"),
        include_str!("../../data/stammdaten/export/geteilt-kosten.toml"),
        include_str!("../../data/stammdaten/export/ods-faelle.toml"),
        include_str!("../../data/stammdaten/export/okjus-faelle.toml"),
        include_str!("../../data/stammdaten/export/sauber-kosten.toml"),
        include_str!("../../data/stammdaten/export/vierzehnplus-kosten.toml"),
    ]
    .map(|text| ingest::parse_layout(text).expect("a layout"))
    .to_vec()
});

static STAMMDATEN: LazyLock<Stammdaten> = LazyLock::new(|| {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    workspace::load(root.as_ref()).unwrap_or_else(|_| panic!("the sample workspace")).stammdaten
});

/// Reads a delivered file as the program does: open, header, every cell.
pub fn read_all(datei: &str, bytes: &[u8]) {
    let key = AktenzeichenKey::from_bytes([7; 32]);
    let _ = read(datei, bytes, &LAYOUTS, &STAMMDATEN, &key, &Oeffner::im_programm());
}

/// Reads a workbook. A panic within the library that reads workbooks is what the reading process is there for, and is
/// caught; only one of our own ends the target.
pub fn read_workbook(datei: &str, bytes: &[u8]) {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| std::panic::set_hook(Box::new(end_if_ours)));
    read_all(datei, bytes);
}

fn end_if_ours(panic: &PanicHookInfo<'_>) {
    let file = panic.location().map_or("", Location::file);
    if !file.contains("/registry/src/") && !file.starts_with("/rustc/") {
        eprintln!("{panic}");
        abort();
    }
}

/// Mark between the parts of an input that becomes an archive.
pub const NAHT: &[u8] = b"\n#TEIL#\n";

/// An archive whose parts have these names and are what stands between the marks. Inputs that are archives already stay
/// what they are: both what is packed and the packing are tried.
pub fn archive_of(names: &[&str], input: &[u8]) -> Vec<u8> {
    if input.starts_with(b"PK") {
        return input.to_vec();
    }
    let mut rest = input;
    let mut parts = Vec::new();
    for name in names {
        let end = rest.windows(NAHT.len()).position(|window| window == NAHT);
        let (part, behind) = end.map_or((rest, &[][..]), |end| (&rest[..end], &rest[end + NAHT.len()..]));
        parts.push((*name, part));
        rest = behind;
    }
    bauen::zip(&parts)
}

/// Names of the parts of an .xlsx, as [`archive_of`] takes them.
pub const XLSX: &[&str] = &[
    "xl/worksheets/sheet1.xml",
    "xl/sharedStrings.xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "_rels/.rels",
    "xl/styles.xml",
];
/// Names of the parts of an .xlsb.
pub const XLSB: &[&str] = &[
    "xl/worksheets/sheet1.bin",
    "xl/workbook.bin",
    "xl/_rels/workbook.bin.rels",
    "xl/sharedStrings.bin",
    "xl/styles.bin",
];
/// Names of the parts of an .ods.
pub const ODS: &[&str] = &["content.xml", "mimetype", "META-INF/manifest.xml"];

/// A sheet of texts: lines are rows, semicolons part cells.
pub fn sheet_of(text: &str) -> Mappe {
    let zeilen = (1..)
        .zip(text.lines())
        .filter(|(_, line)| !line.is_empty())
        .map(|(nummer, line)| {
            let cells = (0..).zip(line.split(';')).filter(|(_, cell)| !cell.is_empty());
            let zellen = cells.map(|(spalte, cell)| Zelle { spalte, wert: Zellwert::Text(cell.to_owned()) }).collect();
            Rohzeile { nummer, zellen }
        })
        .collect();
    Mappe { blaetter: vec![Blatt { zeilen, ..Blatt::default() }], ..Mappe::default() }
}
