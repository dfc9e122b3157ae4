//! Deliveries beside what the store holds: each rule finds its fault once, and nothing where nothing is wrong.
//!
//! The store holds five quarters of twelve families in Oyten, each with one booking of 3.000 € a quarter, and one
//! Hilfe that ended in the last of them. Checks with `pruefen` leave it as it is, so every fault meets the same store.

use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use serde_json::Value;

use crate::arbeitsbereich::Arbeitsbereich;

const QUARTALE: [&str; 5] = ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1"];
const BOOKINGS: &str =
    "BELEGNR;POS;BUCHDAT;BETRAG;ART;PSK;LEISTUNG;AKTENZEICHEN;MASSNAHME;SR;LZVON;LZBIS;KREDITOR;VERWENDUNG;NAME";
const CASES: &str = "AKTENZEICHEN;NAME;GEBDAT;GESCHL;LEISTUNG;SR;BEGINN;ENDE;KREDITOR;UMFANG;UMA;ERSTATTUNG";
const CUMULATIVE: &str = "Belegnr.;Zeile;BuDat;HHJ;Produkt;Sachkonto;Kontobezeichnung;S/H;Betrag EUR;AGS;Auftrag;Referenz;Kreditor/Debitor;Buchungstext";

static STORE: LazyLock<Arbeitsbereich> = LazyLock::new(|| {
    let workspace = Arbeitsbereich::verden_without_deliveries();
    for quartal in QUARTALE {
        write(&workspace, &format!("data/eingang/kosten_{quartal}.csv"), &kosten(quartal));
        write(&workspace, &format!("data/eingang/faelle_{quartal}.csv"), &faelle(quartal));
    }
    let answer = workspace.run(&["einlesen", "--ausgabe", "json"]).expect("taken in");
    for file in answer.json["dateien"].as_array().expect("files") {
        assert_eq!(file["ergebnis"], "eingelesen", "{file}");
        assert_eq!(compared(file), Vec::<String>::new(), "{}", file["datei"]);
    }
    workspace
});

/// First day of the last month of a quarter's middle, its last day, and the start of its Belegnummern.
fn days(quartal: &str) -> (String, String, u32) {
    let (year, number) = quartal.split_once("-Q").expect("a quarter");
    let number: u32 = number.parse().expect("a number");
    let last = ["31.03", "30.06", "30.09", "31.12"][usize::try_from(number).expect("small") - 1];
    let year_number: u32 = year.parse().expect("a year");
    (format!("15.{:02}.{year}", number * 3 - 1), format!("{last}.{year}"), year_number * 1_000_000 + number * 1_000)
}

fn aktenzeichen(number: u32) -> String {
    format!("51.2.01-{number:04}/24")
}

/// A booking of 3.000 € for a case.
fn booking(quartal: &str, case: u32) -> String {
    let (von, bis, beleg) = days(quartal);
    format!(
        "{};1;{bis};3000,00;Auszahlung;363350.433110;§ 31;{};;SR Oyten;{von};{bis};;;",
        beleg + case,
        aktenzeichen(case)
    )
}

fn kosten(quartal: &str) -> Vec<String> {
    let mut rows: Vec<_> = (1..=12).map(|case| booking(quartal, case)).collect();
    if quartal == "2026-Q1" {
        let (.., beleg) = days(quartal);
        let az = aktenzeichen(13);
        rows.push(format!(
            "{};1;31.01.2026;900,00;Auszahlung;363350.433110;§ 31;{az};;SR Oyten;01.01.2026;15.01.2026;;;",
            beleg + 13
        ));
    }
    [BOOKINGS.to_owned()].into_iter().chain(rows).collect()
}

/// The quarter stands in a column that is not read: the same bytes would be the same delivery.
fn faelle(quartal: &str) -> Vec<String> {
    let case = |number, ende: &str| {
        format!("{};;01.05.2015;w;§ 31;SR Oyten;01.02.2024;{ende};{quartal};;;", aktenzeichen(number))
    };
    let mut rows: Vec<_> = (1..=12).map(|number| case(number, "31.12.9999")).collect();
    if quartal == "2026-Q1" {
        rows.push(case(13, "15.01.2026"));
    }
    [CASES.to_owned()].into_iter().chain(rows).collect()
}

/// The cumulative list of the accounting system for the first half of 2026, in another layout.
fn kumuliert() -> Vec<String> {
    let row = |quartal: &str, case: u32, day: &str, amount: &str| {
        let (.., beleg) = days(quartal);
        let az = aktenzeichen(case);
        format!("{};1;{day};2026;363350;433110;;S;{amount};03361009;;{az};;", beleg + case)
    };
    let first = (1..=12).map(|case| row("2026-Q1", case, "31.03.2026", "3000,00"));
    let ended = row("2026-Q1", 13, "31.01.2026", "900,00");
    let second = (1..=12).map(|case| row("2026-Q2", case, "30.06.2026", "3000,00"));
    [CUMULATIVE.to_owned()].into_iter().chain(first).chain([ended]).chain(second).collect()
}

fn write(workspace: &Arbeitsbereich, name: &str, rows: &[String]) -> PathBuf {
    let path = workspace.path().join(name);
    fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    fs::write(&path, format!("{}\r\n", rows.join("\r\n"))).expect("written");
    path
}

/// Codes of the rules that look at other deliveries, as far as a file has findings of them.
fn compared(file: &Value) -> Vec<String> {
    let findings = file["befunde"].as_array().expect("findings");
    let codes = findings.iter().map(|finding| finding["regel"].as_str().expect("a code").to_owned());
    codes.filter(|code| code.as_str() >= "Q007" && code.starts_with('Q')).collect()
}

/// Checks a file against the store and gives what comparing found.
fn check(name: &str, rows: &[String]) -> Vec<String> {
    check_in(&STORE, name, rows)
}

fn check_in(workspace: &Arbeitsbereich, name: &str, rows: &[String]) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    fs::write(&path, format!("{}\r\n", rows.join("\r\n"))).expect("written");
    let answer = workspace.run(&["pruefen", &path.to_string_lossy(), "--ausgabe", "json"]).expect("checked");
    let file = &answer.json["dateien"][0];
    assert_eq!(file["angenommen"], true, "{file}");
    assert_eq!(answer.json["hinweis"], Value::Null);
    compared(file)
}

fn replaced(mut rows: Vec<String>, row: usize, from: &str, to: &str) -> Vec<String> {
    assert!(rows[row].contains(from), "{}", rows[row]);
    rows[row] = rows[row].replace(from, to);
    rows
}

fn without(mut rows: Vec<String>, row: usize) -> Vec<String> {
    rows.remove(row);
    rows
}

#[test]
fn what_fits_the_store_is_found_fault_with_by_no_rule() {
    assert!(check("kosten_2026-Q1.csv", &kosten("2026-Q1")).is_empty());
    assert!(check("faelle_2026-Q1.csv", &faelle("2026-Q1")).is_empty());
    assert_eq!(check("HHJ2026_P01-06_Einzelposten.csv", &kumuliert()), ["Q009", "Q017"], "hints only");
}

#[test]
fn every_fault_of_bookings_is_found_by_its_rule() {
    let rows = || kosten("2026-Q1");
    let with = |row: String| [rows(), vec![row]].concat();
    let again = booking("2025-Q4", 1);
    let changed = again.replace("3000,00", "2900,00");
    let late = booking("2026-Q1", 13).replace("2026001013", "2026001014");
    let unknown = booking("2026-Q1", 99);
    let tripled = rows().iter().map(|row| row.replace("3000,00", "9000,00")).collect();
    for (code, rows) in [
        ("Q007", with(changed)),
        ("Q008", with(again)),
        ("Q010", with(late)),
        ("Q011", with(unknown)),
        ("Q012", without(rows(), 2)),
        ("Q016", tripled),
    ] {
        assert_eq!(check("kosten_2026-Q1.csv", &rows), [code]);
    }
    assert_eq!(check("HHJ2026_P01-06_Einzelposten.csv", &without(kumuliert(), 5)), ["Q018", "Q009", "Q017"]);
}

#[test]
fn every_fault_of_cases_is_found_by_its_rule() {
    let rows = || faelle("2026-Q1");
    let new =
        |number: u32| rows()[1].replace("0001/24", &format!("{number:04}/26")).replace("01.02.2024", "01.03.2026");
    let many = [rows(), (1..=10).map(new).collect()].concat();
    for (code, rows) in [
        ("Q010", replaced(rows(), 1, "31.12.9999", "10.01.2026")),
        ("Q014", replaced(rows(), 4, "01.02.2024", "05.02.2024")),
        ("Q012", [rows(), vec![new(77).replace("01.03.2026", "01.03.2025")]].concat()),
    ] {
        assert_eq!(check("faelle_2026-Q1.csv", &rows), [code]);
    }
    // The whole and the one Raum jump; a case that is gone leaves its bookings known from the earlier list.
    assert_eq!(check("faelle_2026-Q1.csv", &many), ["Q015", "Q015"]);
    assert_eq!(check("faelle_2026-Q1.csv", &without(rows(), 3)), ["Q013"]);
    let stranger = replaced(rows(), 3, "0003/24", "0033/24");
    assert_eq!(check("faelle_2026-Q1.csv", &stranger), ["Q013", "Q012"], "another Aktenzeichen is another case");
}

#[test]
fn a_check_leaves_the_store_as_it_is_and_gives_no_aktenzeichen_away() {
    let before = STORE.files("data/bestand");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("faelle_2026-Q1.csv");
    fs::write(&path, without(faelle("2026-Q1"), 3).join("\r\n")).expect("written");
    let answer = STORE.run(&["pruefen", &path.to_string_lossy()]).expect("checked");
    assert!(answer.text.contains("Oyten: 1 Fall fehlt (Lieferung „faelle_2025-Q4.csv“, Zeile 4)"), "{}", answer.text);
    assert!(!answer.text.contains("51.2.01") && !answer.json.to_string().contains("51.2.01"));
    assert!(before == STORE.files("data/bestand"), "a check changed the store");
}

#[test]
fn without_the_key_cases_are_not_compared_and_no_key_is_made() {
    let workspace = Arbeitsbereich::verden_without_deliveries();
    for quartal in QUARTALE {
        write(&workspace, &format!("data/eingang/faelle_{quartal}.csv"), &faelle(quartal));
    }
    workspace.run(&["einlesen"]).expect("taken in");
    let key = workspace.path().join("data/bestand/aktenzeichen.key");
    fs::remove_file(&key).expect("removed");
    assert!(check_in(&workspace, "faelle_2026-Q1.csv", &without(faelle("2026-Q1"), 3)).is_empty());
    assert!(!key.exists());
}

#[test]
fn bookings_that_come_before_the_cases_are_compared_when_those_come() {
    let workspace = Arbeitsbereich::verden_without_deliveries();
    let rows = [kosten("2026-Q1"), vec![booking("2026-Q1", 99)]].concat();
    let first = write(&workspace, "kosten_2026-Q1.csv", &rows);
    let second = write(&workspace, "faelle_2026-Q1.csv", &faelle("2026-Q1"));
    let take_in = |path: &PathBuf| {
        let answer = workspace.run(&["einlesen", &path.to_string_lossy(), "--ausgabe", "json"]).expect("taken in");
        compared(&answer.json["dateien"][0])
    };
    assert!(take_in(&first).is_empty());
    assert_eq!(take_in(&second), ["Q011"]);
}

#[test]
fn a_part_waits_for_the_other_parts_before_it_is_compared_with_cases() {
    const PARTS: &str = "Beleg;Position;Tag der Buchung;Zahlbetrag in €;Kostenart;Produktsachkonto;Hilfeform;AZ;Projektkennung;Sozialraum;Leistungsmonat;Zahlungsempfänger;Betreff";
    let row = |case: u32| {
        let az = aktenzeichen(case);
        format!("{};1;05.12.2025;1446,90;Aufwand;363350.433110;SPFH;{az};;Oyten;11/2025;;", 2_025_000_000 + case)
    };
    let part = |cases: std::ops::RangeInclusive<u32>| -> Vec<String> {
        [PARTS.to_owned()].into_iter().chain(cases.map(row)).collect()
    };
    let workspace = Arbeitsbereich::verden_without_deliveries();
    write(&workspace, "data/eingang/faelle_2025-Q4.csv", &faelle("2025-Q4"));
    workspace.run(&["einlesen"]).expect("taken in");
    assert!(check_in(&workspace, "Zahlungen_2025-Q4_Teil1von2.csv", &part(1..=6)).is_empty());
    write(&workspace, "data/eingang/Zahlungen_2025-Q4_Teil1von2.csv", &part(1..=6));
    workspace.run(&["einlesen"]).expect("taken in");
    assert!(check_in(&workspace, "Zahlungen_2025-Q4_Teil2von2.csv", &part(7..=12)).is_empty());
    assert_eq!(check_in(&workspace, "Zahlungen_2025-Q4_Teil2von2.csv", &part(7..=11)), ["Q012"]);
    // A new version of the first part: the second has still not come.
    assert!(check_in(&workspace, "Zahlungen_2025-Q4_Teil1von2.csv", &part(1..=5)).is_empty());
}
