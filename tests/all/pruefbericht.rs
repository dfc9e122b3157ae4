//! Answers to deliveries: where they lie, who may read them, and that the delivered data are in them unchanged.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use calamine::{Data, Reader, open_workbook_auto_from_rs};
use sozialraumbericht::cli::{Cli, Refusal};
use zip::ZipArchive;

use crate::arbeitsbereich::{Arbeitsbereich, root};

const KOSTEN: &str = "Kosten- und Einnahmeaufstellung Stand 30.06.2026.xlsx";

fn faulty(name: &str) -> PathBuf {
    root().join("tests/lieferungen/fehlerhaft").join(name)
}

fn answers(office: &Arbeitsbereich) -> BTreeMap<String, Vec<u8>> {
    office.files("data/rueckmeldung").into_iter().collect()
}

/// The cells of each sheet, empty ones left out.
fn cells(bytes: &[u8]) -> BTreeMap<String, Vec<(u32, u32, Data)>> {
    let mut book = open_workbook_auto_from_rs(Cursor::new(bytes)).expect("a workbook");
    let names = book.sheet_names();
    names
        .into_iter()
        .map(|name| {
            let range = book.worksheet_range(&name).expect("a sheet");
            let (row, column) = range.start().unwrap_or((0, 0));
            let place = |first: u32, offset: usize| first + u32::try_from(offset).expect("a place");
            let used =
                range.used_cells().map(|(r, c, value)| (place(row, r), place(column, c), value.clone())).collect();
            (name, used)
        })
        .collect()
}

/// Packed bytes of each part.
fn packed(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a package");
    (0..archive.len())
        .map(|place| {
            let mut part = archive.by_index_raw(place).expect("a part");
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).expect("read");
            (String::from_utf8(part.name_raw().to_vec()).expect("a name"), bytes)
        })
        .collect()
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let mut text = String::new();
    archive.by_name(name).expect("a part").read_to_string(&mut text).expect("text");
    text
}

/// The texts of the list, row by row.
fn list(bytes: &[u8]) -> Vec<Vec<String>> {
    let mut book = open_workbook_auto_from_rs(Cursor::new(bytes)).expect("a workbook");
    let range = book.worksheet_range("Befunde").expect("the list");
    range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect()
}

/// Every link of the list, as sheet and cell.
fn links(bytes: &[u8]) -> Vec<(String, String)> {
    let sheet = part(bytes, "xl/worksheets/befunde1.xml");
    let places = sheet.split(" location=\"").skip(1).filter_map(|rest| rest.split('"').next());
    places
        .map(|place| {
            let (sheet, cell) = place.rsplit_once('!').expect("sheet and cell");
            (sheet.trim_matches('\'').to_owned(), cell.to_owned())
        })
        .collect()
}

#[test]
fn a_refused_workbook_comes_back_marked_and_else_unchanged() {
    let office = Arbeitsbereich::verden_without_deliveries();
    office.deliver(&faulty(KOSTEN));
    let antwort = office.run(&["einlesen"]).expect("an answer");
    let answers = answers(&office);
    let name = format!("{KOSTEN}.pruefbericht.xlsx");
    assert_eq!(answers.keys().collect::<Vec<_>>(), [&name]);
    assert!(
        antwort
            .text
            .contains(&format!("Prüfbericht: {}", office.path().join("data/rueckmeldung").join(&name).display()))
    );
    let delivered = fs::read(faulty(KOSTEN)).expect("the delivery");
    let answer = &answers[&name];

    let (before, mut after) = (cells(&delivered), cells(answer));
    assert!(after.remove("Befunde").is_some());
    assert_eq!(before, after, "every value is as it was delivered");

    let (before, after) = (packed(&delivered), packed(answer));
    let changed: Vec<_> =
        before.iter().filter(|(name, bytes)| after.get(*name) != Some(bytes)).map(|(name, _)| name.as_str()).collect();
    let expected = [
        "[Content_Types].xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/workbook.xml",
        "xl/worksheets/sheet1.xml",
    ];
    assert_eq!(changed, expected);

    let sheet = part(answer, "xl/worksheets/sheet1.xml");
    let links = links(answer);
    assert!(links.len() >= 6, "{links:?}");
    for (blatt, cell) in &links {
        assert_eq!(blatt, "Kosten");
        assert!(sheet.contains(&format!(" r=\"{cell}\"")), "{cell} is there");
    }
    let comments = part(answer, "xl/comments_befunde1.xml");
    for (_, cell) in links {
        assert!(comments.contains(&format!("<comment ref=\"{cell}\"")), "{cell} has a note");
    }
    let list = list(answer);
    assert!(list[1][0].starts_with("ABGELEHNT"), "{:?}", list[1]);
    let head = list.iter().position(|row| row[0] == "Nr.").expect("the head of the list");
    assert!(list[head + 1..].iter().all(|row| ["Fehler", "Warnung", "Hinweis"].contains(&row[1].as_str())));
}

#[test]
#[cfg(unix)]
fn only_the_owner_may_read_an_answer() {
    use std::os::unix::fs::PermissionsExt;
    let office = Arbeitsbereich::verden_without_deliveries();
    office.deliver(&faulty("kosten_2026-Q2.csv"));
    office.run(&["einlesen"]).expect("an answer");
    let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
    let folder = office.path().join("data/rueckmeldung");
    assert_eq!(mode(&folder), 0o700);
    assert_eq!(mode(&folder.join("kosten_2026-Q2.csv.pruefbericht.xlsx")), 0o600);
    assert_eq!(fs::read_dir(&folder).expect("a folder").count(), 1, "nothing temporary is left");
    let single = office.path().join("antwort.xlsx");
    office
        .run(&["pruefen", &faulty(KOSTEN).to_string_lossy(), "--pruefbericht", &single.to_string_lossy()])
        .expect("checked");
    assert_eq!(mode(&single), 0o600);
}

#[test]
fn csv_and_ods_are_built_anew_with_all_their_cells() {
    let office = Arbeitsbereich::verden_without_deliveries();
    let target = office.path().join("antwort.xlsx");
    let ods = root().join("tests/lieferungen/weitere-layouts/2026-Q1-ods/Buchungen 2026 Q1.ods");
    office.run(&["pruefen", &ods.to_string_lossy(), "--pruefbericht", &target.to_string_lossy()]).expect("checked");
    let (before, after) =
        (cells(&fs::read(&ods).expect("the delivery")), cells(&fs::read(&target).expect("the answer")));
    for (sheet, cells) in &before {
        let filled = |(_, _, value): &&(u32, u32, Data)| !value.to_string().trim().is_empty();
        assert_eq!(cells.iter().filter(filled).count(), after[sheet].iter().filter(filled).count(), "{sheet}");
    }
    let csv = faulty("kosten_2026-Q2.csv");
    office.run(&["pruefen", &csv.to_string_lossy(), "--pruefbericht", &target.to_string_lossy()]).expect("checked");
    let answer = fs::read(&target).expect("the answer");
    let sheet = part(&answer, "xl/worksheets/sheet1.xml");
    let links = links(&answer);
    assert!(!links.is_empty());
    for (blatt, cell) in links {
        assert_eq!(blatt, "Lieferung");
        assert!(sheet.contains(&format!(" r=\"{cell}\"")), "{cell} is there");
    }
}

#[test]
fn the_same_delivery_gives_the_same_bytes() {
    let made = || {
        let office = Arbeitsbereich::verden_without_deliveries();
        office.deliver(&faulty(KOSTEN));
        office.deliver(&faulty("kosten_2026-Q2.csv"));
        office.run(&["einlesen"]).expect("an answer");
        let first = answers(&office);
        office.run(&["einlesen"]).expect("an answer");
        assert_eq!(first, answers(&office), "refused again, answered alike");
        first
    };
    assert_eq!(made(), made());
}

#[test]
fn a_corrected_file_takes_the_answer_away() {
    let office = Arbeitsbereich::verden_without_deliveries();
    let place = office.path().join("data/eingang/kosten_2025-Q3.csv");
    let right = fs::read(root().join("data/eingang/2025-Q3/kosten_2025-Q3.csv")).expect("a delivery");
    let mut wrong = right.clone();
    wrong.extend_from_slice(b"x;y;z\r\n");
    fs::create_dir_all(place.parent().expect("a folder")).expect("made");
    fs::write(&place, &wrong).expect("written");
    office.run(&["einlesen"]).expect("an answer");
    let name = "kosten_2025-Q3.csv.pruefbericht.xlsx";
    assert!(answers(&office).contains_key(name));
    fs::write(&place, &right).expect("written");
    let antwort = office.run(&["einlesen"]).expect("an answer");
    let found = antwort.json["dateien"][0]["befunde"].as_array().expect("findings").len();
    assert_eq!(answers(&office).contains_key(name), found > 0, "{}", antwort.text);
}

#[test]
fn deliveries_of_one_name_in_two_folders_have_two_answers() {
    let office = Arbeitsbereich::verden_without_deliveries();
    let eingang = office.path().join("data/eingang");
    let bytes = fs::read(faulty(KOSTEN)).expect("a delivery");
    for (folder, more) in [("2026-Q1", 0), ("2026-Q2", 1)] {
        fs::create_dir_all(eingang.join(folder)).expect("a folder");
        let text = format!("kein Kopf {folder}\r\n{}", "1;2\r\n".repeat(more + 1));
        fs::write(eingang.join(folder).join("Kosten.csv"), text).expect("written");
    }
    fs::write(eingang.join("Kosten.xlsx"), bytes).expect("written");
    office.run(&["einlesen"]).expect("an answer");
    let first = answers(&office);
    let names: Vec<_> = first.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        ["Kosten.csv (2026-Q2).pruefbericht.xlsx", "Kosten.csv.pruefbericht.xlsx", "Kosten.xlsx.pruefbericht.xlsx"]
    );
    let about = |name: &str| list(&first[name])[2][0].clone();
    assert_eq!(about("Kosten.csv.pruefbericht.xlsx"), "Geliefert als 2026-Q1/Kosten.csv");
    assert_eq!(about("Kosten.csv (2026-Q2).pruefbericht.xlsx"), "Geliefert als 2026-Q2/Kosten.csv");
    office.run(&["einlesen"]).expect("an answer");
    assert_eq!(first, answers(&office), "each keeps its name");
}

#[test]
fn a_file_that_cannot_be_opened_is_answered_by_the_list() {
    let office = Arbeitsbereich::verden_without_deliveries();
    let file = office.path().join("data/eingang/Kosten.xlsx");
    fs::create_dir_all(file.parent().expect("a folder")).expect("made");
    fs::write(&file, b"PK\x03\x04 und dann nichts").expect("written");
    office.run(&["einlesen"]).expect("an answer");
    let answer = &answers(&office)["Kosten.xlsx.pruefbericht.xlsx"];
    assert_eq!(cells(answer).keys().collect::<Vec<_>>(), ["Befunde"]);
    assert!(list(answer).iter().any(|row| row[8] == "D001"), "{:?}", list(answer));
}

#[test]
fn a_check_answers_one_file_only_and_not_just_anywhere() {
    let wrong = Cli::read(["sozialraumbericht", "pruefen", "a.xlsx", "b.xlsx", "--pruefbericht", "c.xlsx"]);
    assert!(matches!(wrong, Err(Refusal::Wrong(text)) if text.contains("einzigen Datei")));
    let office = Arbeitsbereich::verden_without_deliveries();
    office.deliver(&faulty(KOSTEN));
    let file = office.path().join("data/eingang").join(KOSTEN);
    let before = fs::read(&file).expect("the delivery");
    for target in
        [file.clone(), office.path().join("reports/2026-Q2/a.xlsx"), office.path().join("data/eingang/a.xlsx")]
    {
        office
            .run(&["pruefen", &file.to_string_lossy(), "--pruefbericht", &target.to_string_lossy()])
            .expect_err("refused");
    }
    assert_eq!(fs::read(&file).expect("the delivery"), before);
    assert!(!office.path().join("reports/2026-Q2").exists());
}

#[test]
fn an_answer_holds_no_more_than_the_delivery_and_its_findings() {
    let office = Arbeitsbereich::verden_without_deliveries();
    office.deliver(&faulty(KOSTEN));
    let antwort = office.run(&["einlesen"]).expect("an answer");
    let befunde = antwort.json["dateien"][0]["befunde"].to_string();
    let answers = answers(&office);
    let list = list(answers.values().next().expect("an answer"));
    let head = list.iter().position(|row| row[0] == "Nr.").expect("the head of the list");
    for row in &list[head + 1..] {
        for text in &row[5..8] {
            let json = serde_json::to_string(text).expect("text");
            assert!(befunde.contains(json.trim_matches('"')), "{text} is the text of a finding");
        }
    }
}
