//! Names of children and parents never leave the deliveries. In the sample every surname begins with "Zzkanari", so
//! one search tells whether any came through: to a report, to the store, to the answer of a command.
//!
//! Aktenzeichen of cases (`51.2.01-0007/19`) and days of birth are looked for in the same way.

use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use lopdf::Object;
use polars::prelude::{DataType, LazyFrame, PlRefPath, ScanArgsParquet};

use super::pdf::Pdf;
use super::werkstatt::{QUARTAL, fertige_werkstatt, files, lauf, run};

const KANARIENVOGEL: &str = "zzkanari";

/// What must not be in a text: a surname, or an Aktenzeichen of a case.
fn betrayed(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let name = lower.find(KANARIENVOGEL);
    let number = || lower.match_indices("51.2.").map(|(at, _)| at).find(|at| is_aktenzeichen(&lower.as_bytes()[*at..]));
    let at = name.or_else(number)?;
    Some(lower[at..].chars().take(30).collect())
}

/// Whether bytes begin as `51.2.NN-NNNN/NN`.
fn is_aktenzeichen(bytes: &[u8]) -> bool {
    let shape = b"51.2.NN-NNNN/NN";
    let fits = |(byte, sign): (&u8, &u8)| if *sign == b'N' { byte.is_ascii_digit() } else { byte == sign };
    bytes.len() >= shape.len() && bytes.iter().zip(shape).all(fits)
}

/// The text of bytes, whatever they are: as they stand, and every second byte for texts of two bytes a letter.
fn as_texts(bytes: &[u8]) -> Vec<String> {
    let every_second = |first: usize| bytes.iter().skip(first).step_by(2).copied().collect::<Vec<u8>>();
    let views = [bytes.to_vec(), every_second(0), every_second(1)];
    views.iter().map(|view| String::from_utf8_lossy(view).into_owned()).collect()
}

fn parts_of_zip(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip file");
    (0..archive.len())
        .map(|index| {
            let mut part = Vec::new();
            archive.by_index(index).expect("a part").read_to_end(&mut part).expect("a readable part");
            part
        })
        .collect()
}

/// Every text of a file, unpacked.
fn texts_of(name: &str, path: &Path, bytes: &[u8]) -> Vec<String> {
    let mut texts = as_texts(bytes);
    if bytes.starts_with(b"PK\x03\x04") {
        texts.extend(parts_of_zip(bytes).iter().flat_map(|part| as_texts(part)));
    } else if name.ends_with(".pdf") {
        let pdf = Pdf::read(name.to_owned(), bytes.to_vec());
        texts.push(pdf.text());
        texts.push(pdf.struktur().text());
        for object in pdf.document.objects.values() {
            texts_of_object(object, &mut texts);
        }
    } else if name.ends_with(".parquet") {
        texts.extend(cells_of(path));
    }
    texts
}

fn texts_of_object(object: &Object, texts: &mut Vec<String>) {
    match object {
        Object::String(..) => texts.extend(lopdf::decode_text_string(object)),
        Object::Array(items) => items.iter().for_each(|item| texts_of_object(item, texts)),
        Object::Dictionary(dict) => dict.iter().for_each(|(_, item)| texts_of_object(item, texts)),
        Object::Stream(stream) => {
            stream.dict.iter().for_each(|(_, item)| texts_of_object(item, texts));
            if let Ok(bytes) = stream.decompressed_content() {
                texts.push(String::from_utf8_lossy(&bytes).into_owned());
            }
        }
        _ => {}
    }
}

/// Every text cell of a file of rows, and its headings.
fn cells_of(path: &Path) -> Vec<String> {
    let path = PlRefPath::new(path.to_str().expect("a readable path"));
    let frame = LazyFrame::scan_parquet(path, ScanArgsParquet::default()).expect("rows").collect().expect("rows");
    let mut texts = Vec::new();
    for column in frame.columns() {
        texts.push(column.name().to_string());
        if column.dtype() == &DataType::String {
            texts.extend(column.str().expect("texts").iter().flatten().map(ToOwned::to_owned));
        }
    }
    assert!(texts.len() > 100, "rows without a text would make the search void");
    texts
}

/// Files below a folder in which something is betrayed.
fn leaks(root: &Path, folder: &str) -> (usize, Vec<String>) {
    let mut files = files(&root.join(folder));
    // What was delivered is kept as it was delivered, for the owner of the store only; nothing else may hold a name.
    files.retain(|name, _| !(folder == "data/bestand" && name.starts_with("roh/")));
    let found = files.iter().filter_map(|(name, bytes)| {
        let path = root.join(folder).join(name);
        let betrayed = texts_of(name, &path, bytes).iter().find_map(|text| betrayed(text))?;
        Some(format!("{folder}/{name}: {betrayed}"))
    });
    (files.len(), found.collect())
}

fn deliveries(folder: &Path) -> Vec<PathBuf> {
    files(folder).keys().map(|name| folder.join(name)).collect()
}

fn refused_deliveries() -> Vec<PathBuf> {
    deliveries(&crate::arbeitsbereich::root().join("tests/lieferungen/fehlerhaft"))
}

/// Else the search below would prove nothing.
#[test]
fn the_deliveries_do_hold_names_and_aktenzeichen() {
    let mut named = 0;
    for path in deliveries(&lauf().root.join("data/eingang")).iter().chain(&refused_deliveries()) {
        let bytes = std::fs::read(path).expect("a delivery");
        let texts = texts_of("", path, &bytes).join("\n").to_lowercase();
        named += usize::from(texts.contains(KANARIENVOGEL));
        let number = texts.match_indices("51.2.").any(|(at, _)| is_aktenzeichen(&texts.as_bytes()[at..]));
        assert!(number, "{}: no Aktenzeichen", path.display());
    }
    assert!(named >= 10, "only {named} deliveries hold names");
}

#[test]
fn no_name_and_no_aktenzeichen_is_in_any_report_or_in_the_store() {
    let (reports, found) = leaks(&lauf().root, "reports");
    assert!(found.is_empty(), "{}", found.join("\n"));
    assert_eq!(reports, 140 + 9 + 9 + 8 + 9 + 1 + 2 + 1 + 3 + 1 + 7);
    let (stored, found) = leaks(&lauf().root, "data/bestand");
    assert!(found.is_empty(), "{}", found.join("\n"));
    assert!(stored >= 13 + 2, "13 deliveries, key, ledger; not {stored}");
}

#[test]
fn no_command_says_a_name_or_an_aktenzeichen() {
    let folder = fertige_werkstatt();
    let root = folder.path();
    let accepted = deliveries(&root.join("data/eingang"));
    let refused = refused_deliveries();
    let words = |first: &[&str], paths: &[PathBuf]| -> Vec<String> {
        let paths = paths.iter().map(|path| path.to_str().expect("a readable path").to_owned());
        first.iter().map(|word| (*word).to_owned()).chain(paths).collect()
    };
    let mut said = 0;
    for command in [
        words(&["pruefen", "-v"], &accepted),
        words(&["pruefen", "-v"], &refused),
        words(&["pruefen"], &refused),
        words(&["einlesen", "-v"], &refused),
        words(&["einlesen", "-v"], &[]),
        words(&["lieferungen"], &[]),
        words(&["kennzahlen", "--als", "tabelle"], &[]),
        words(&["kennzahlen", "--als", "json"], &[]),
        words(&["kennzahlen", "--als", "csv"], &[]),
        words(&["massnahme", "liste"], &[]),
        words(&["massnahme", "pruefen"], &[]),
        words(&["massnahme", "verlauf", "GWA-2026-05"], &[]),
        words(&["massnahme", "zuwendung", "GWA-2026-05"], &[]),
        words(&["massnahme", "umschichtung", "GWA-2026-07"], &[]),
        words(&["massnahme", "bescheid", "GWA-2026-05"], &[]),
        words(&["bericht", "nachweis"], &[]),
        words(&["bericht", "steuerung", "--jahr", "2025"], &[]),
        words(&["lauf", "-v"], &[]),
        words(&["herkunft", "-v", "kosten.aufwand.achim.alle.jahr.2026-Q2"], &[]),
        words(&["herkunft", "-v", "faelle.bestand.kreis.alle.2026-Q2"], &[]),
        words(&["lieferungen", "-v", "--vergleich", "1", "3"], &[]),
        words(&["lieferungen", "-v", "--vergleich", "2", "4"], &[]),
        words(&["bestand", "pruefen"], &[]),
        words(&["bestand", "neu"], &[]),
        words(&["loeschen", "--bis", "2025-12-31", "--ja"], &[]),
    ] {
        let command: Vec<&str> = command.iter().map(String::as_str).collect();
        let text = match run(root, &command) {
            Ok(antwort) => format!("{}\n{:#}", antwort.text, antwort.json),
            Err(error) => error.to_string(),
        };
        assert_eq!(betrayed(&text), None, "{command:?}");
        said += text.len();
    }
    assert!(said > 50_000, "{said} bytes");
    // The ledger keeps the findings of what was refused.
    let (_, found) = leaks(root, "data/bestand");
    assert!(found.is_empty(), "{}", found.join("\n"));
    let antwort = &lauf().antwort;
    assert_eq!(betrayed(&format!("{}\n{}", antwort.text, antwort.json)), None);
}

/// Of a person's age the store may keep the year; of anything else of a person, nothing.
#[test]
fn the_store_has_no_column_for_names_or_days_of_birth() {
    for (name, _) in files(&lauf().root.join("data/bestand")).iter().filter(|(name, _)| name.ends_with(".parquet")) {
        let path = lauf().root.join("data/bestand").join(name);
        let path = PlRefPath::new(path.to_str().expect("a readable path"));
        let frame = LazyFrame::scan_parquet(path, ScanArgsParquet::default()).expect("rows").collect().expect("rows");
        for column in frame.columns() {
            let heading = column.name().to_lowercase();
            let of_a_person = ["name", "vorname", "geburtsdatum", "geburtstag", "gebdat", "anschrift", "strasse"];
            assert!(!of_a_person.iter().any(|word| heading.contains(word)), "{name}: {heading}");
            if heading.contains("geburt") {
                assert!(!matches!(column.dtype(), DataType::Date | DataType::String), "{name}: {heading}");
            }
        }
    }
}

/// Whoever has the key can turn hashes back by trying all Aktenzeichen.
#[cfg(unix)]
#[test]
fn only_the_owner_reads_the_key() {
    use std::os::unix::fs::PermissionsExt;
    let key = std::fs::metadata(lauf().root.join("data/bestand/aktenzeichen.key")).expect("a key");
    // The copy of a file keeps its mode, but this one was made by the run.
    assert_eq!(key.permissions().mode() & 0o777, 0o600);
    assert!(!lauf().root.join("reports").join(QUARTAL).join("aktenzeichen.key").exists());
}
