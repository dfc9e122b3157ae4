//! Lineage against the delivered files themselves: the cells that it names, read by other means, give the figure.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use calamine::{Data, Range, Reader, open_workbook_auto};
use sozialraumbericht::aggregate;
use sozialraumbericht::domain::herkunft::{Beitrag, Knoten, Zaehlweise, Zellbereich};
use sozialraumbericht::domain::kennung::Kennungen;
use sozialraumbericht::domain::{Betrag, Stammdaten};
use sozialraumbericht::store::{Bestand, Warten};

use crate::arbeitsbereich::Arbeitsbereich;

/// The cells of delivered files as texts, read by calamine's ranges and a plain split, not by this program.
struct Rohdateien {
    folder: PathBuf,
    sheets: BTreeMap<(String, String), Range<Data>>,
    lines: BTreeMap<String, Vec<Vec<String>>>,
}

impl Rohdateien {
    fn path(&self, datei: &str) -> PathBuf {
        let quarters = fs::read_dir(&self.folder).expect("data/eingang").map(|entry| entry.expect("an entry").path());
        quarters.map(|quarter| quarter.join(datei)).find(|path| path.is_file()).expect("the delivered file")
    }

    /// The amounts of a range, in cents as they are written.
    fn amounts(&mut self, range: &Zellbereich) -> Vec<i64> {
        addresses(&range.bereich).into_iter().map(|(column, row)| self.amount(range, column, row)).collect()
    }

    fn amount(&mut self, range: &Zellbereich, column: usize, row: usize) -> i64 {
        let path = self.path(&range.datei);
        if range.datei.ends_with(".csv") {
            let lines = self.lines.entry(range.datei.clone()).or_insert_with(|| {
                let bytes = fs::read(&path).expect("a file");
                // Only digits and separators matter, so every byte is a character here.
                let text: String = bytes.iter().map(|byte| char::from(*byte)).collect();
                text.lines()
                    .map(|line| line.split(';').map(|cell| cell.trim_matches('"').to_owned()).collect())
                    .collect()
            });
            return cents(&lines[row - 1][column]);
        }
        let key = (range.datei.clone(), range.blatt.clone());
        let sheet = self.sheets.entry(key).or_insert_with(|| {
            let mut workbook = open_workbook_auto(&path).expect("a workbook");
            workbook.worksheet_range(&range.blatt).expect("a sheet")
        });
        match sheet.get_value((u32::try_from(row - 1).expect("a row"), u32::try_from(column).expect("a column"))) {
            Some(Data::Float(number)) => cents(&format!("{number:.2}").replace('.', ",")),
            Some(Data::Int(number)) => number * 100,
            Some(Data::String(text)) => cents(text),
            other => panic!("{range:?}: {other:?} is no amount"),
        }
    }
}

/// Column and row of every cell of `K12` or `K12:K19`; rows from 1.
fn addresses(bereich: &str) -> Vec<(usize, usize)> {
    let split = |cell: &str| {
        let letters: String = cell.chars().take_while(char::is_ascii_alphabetic).collect();
        let column = letters.bytes().fold(0, |sum, letter| sum * 26 + usize::from(letter - b'A') + 1) - 1;
        (column, cell[letters.len()..].parse::<usize>().expect("a row"))
    };
    let (first, last) = bereich.split_once(':').unwrap_or((bereich, bereich));
    let ((column, from), (_, to)) = (split(first), split(last));
    (from..=to).map(|row| (column, row)).collect()
}

/// Cents of a German text: "1.234,56-", "(123,00)", "1.234,– €".
fn cents(text: &str) -> i64 {
    let signs = text.chars().filter(|c| matches!(c, '-' | '\u{2212}' | '(')).count();
    // A dash after a comma means no cents, not less.
    let negative = signs > usize::from(text.contains(",-"));
    let kept: String = text.chars().filter(|c| c.is_ascii_digit() || *c == ',' || *c == '.').collect();
    let plain = if kept.contains(',') { kept.replace('.', "").replace(',', ".") } else { kept };
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let amount = whole.parse::<i64>().unwrap_or(0) * 100 + format!("{fraction:0<2}")[..2].parse::<i64>().unwrap_or(0);
    if negative { -amount } else { amount }
}

/// Every node with cells gives its value from the raw cells. Returns how many cells were looked at.
fn check(node: &Knoten, files: &mut Rohdateien) -> usize {
    let mut looked = 0;
    if !node.zellen.is_empty() {
        let mut sum = 0;
        let mut places = BTreeSet::new();
        for range in &node.zellen {
            for (column, row) in addresses(&range.bereich) {
                assert!(places.insert((range.datei.clone(), range.blatt.clone(), column, row)), "a cell counts twice");
                looked += 1;
            }
            sum += match (&range.zaehlt, range.beitrag) {
                (Zaehlweise::Betrag, _) => files.amounts(range).into_iter().sum::<i64>(),
                (Zaehlweise::BetragMitUmgekehrtemVorzeichen, _) => -files.amounts(range).into_iter().sum::<i64>(),
                (Zaehlweise::Fall, _) => i64::from(range.zellen),
                (Zaehlweise::Anteil(share), Beitrag::Betrag(part)) => {
                    // The share of one cell, by hand: within a cent, because the parts have to sum to the cell.
                    let share: f64 = share.parse().expect("a share");
                    let whole = files.amounts(range).into_iter().sum::<i64>();
                    let off = (whole.abs() as f64 * share / 100.0 - part.cents().abs() as f64).abs();
                    assert!(off < 1.0, "{range:?}: {whole} by {share} % is not {part}");
                    part.cents()
                }
                (Zaehlweise::Anteil(_), Beitrag::Anzahl(_)) => panic!("a case has no share"),
            };
        }
        let value = match Betrag::parse(&node.wert.replace('.', ",")) {
            Some(betrag) if node.wert.contains('.') => betrag.cents(),
            _ => node.wert.parse().expect("a count"),
        };
        assert_eq!(sum, value, "{}", node.name);
    }
    looked + node.teile.iter().map(|part| check(part, files)).sum::<usize>()
}

#[test]
fn a_hundred_random_figures_are_the_sums_of_the_cells_they_name() {
    let workspace = Arbeitsbereich::verden();
    workspace.run(&["einlesen"]).expect("taken in");
    let stammdaten: Stammdaten = sozialraumbericht::workspace::load(workspace.path()).expect("records").stammdaten;
    let layouts = layouts();
    let bestand = Bestand::open(&workspace.path().join("data/bestand"), Warten::default()).expect("the store");
    let mut files =
        Rohdateien { folder: workspace.path().join("data/eingang"), sheets: BTreeMap::new(), lines: BTreeMap::new() };
    // A fixed sequence (Knuth's MMIX constants), so that a failure can be repeated.
    let mut state: u64 = 20_261_121;
    let mut cells = 0;
    for (quartal, number) in [("2026-Q2", 50), ("2026-Q1", 20), ("2025-Q4", 20), ("2025-Q3", 10)] {
        let quartal = quartal.parse().expect("a quarter");
        let auswertung = aggregate::auswertung(&bestand, &stammdaten, quartal).expect("figures");
        let all = Kennungen::new(&auswertung).all(&auswertung);
        let mut chosen = Vec::new();
        while chosen.len() < number {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let kennzahl = &all[usize::try_from((state >> 33) % u64::try_from(all.len()).expect("many")).expect("one")];
            // Figures of records alone have no cells; ones that are nothing have none either.
            let from_cells = !matches!(
                kennzahl.feld,
                "ansatz" | "nachtrag" | "uebertrag" | "umschichtung" | "verfuegbar" | "bewilligt" | "zeitanteil"
            );
            if from_cells && !matches!(kennzahl.wert.text().as_str(), "0" | "0.00" | "x") {
                chosen.push(kennzahl.clone());
            }
        }
        let trees = aggregate::herkunft(&bestand, &stammdaten, &layouts, &auswertung, &chosen).expect("lineage");
        for (node, kennzahl) in trees.iter().zip(&chosen) {
            let looked = check(node, &mut files);
            // What is bound or free may be so without a single booking.
            let may_have_none = matches!(kennzahl.feld, "gebunden" | "frei" | "bindungsquote" | "hochrechnung_bindung");
            assert!(looked > 0 || may_have_none, "{} names no cell", node.name);
            cells += looked;
        }
    }
    assert!(cells > 10_000, "{cells} cells");
}

fn layouts() -> Vec<sozialraumbericht::domain::export::Exportlayout> {
    let folder = crate::arbeitsbereich::root().join("data/stammdaten/export");
    let mut paths: Vec<_> =
        fs::read_dir(folder).expect("layouts").map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    let read = |path: &PathBuf| sozialraumbericht::ingest::parse_layout(&fs::read_to_string(path).expect("a file"));
    paths.iter().map(|path| read(path).expect("a layout")).collect()
}

#[test]
fn keys_complete_and_wrong_ones_are_answered_with_the_likeliest() {
    let workspace = Arbeitsbereich::verden();
    workspace.run(&["einlesen"]).expect("taken in");
    let whole = workspace.run(&["herkunft", "budget.ist.achim.2026-Q2"]).expect("lineage");
    assert!(whole.text.starts_with("Ist, Achim, 2026-Q2 = 19.365,67"), "{}", whole.text);
    assert!(whole.text.contains("Zellen") || whole.text.contains("Blatt „"), "{}", whole.text);
    let latest = workspace.run(&["herkunft", "budget.ist.achim"]).expect("the latest quarter");
    assert_eq!(latest.json, whole.json);
    let several = workspace.run(&["herkunft", "budget.ist."]).expect("completions");
    assert_eq!(several.json["kennungen"].as_array().map(Vec::len), Some(13));
    let error = workspace.run(&["herkunft", "budget.ist.achmi.2026-Q2"]).expect_err("no such key").to_string();
    assert!(error.contains("Meinten Sie „budget.ist.achim.2026-Q2“?"), "{error}");
    let json = whole.json.to_string();
    assert!(!json.contains("fall\""), "no case data: {json}");
}

#[test]
fn a_report_is_followed_by_the_figures_it_lists() {
    let workspace = Arbeitsbereich::verden();
    workspace.run(&["einlesen"]).expect("taken in");
    workspace.run(&["bericht", "budget", "--raum", "achim"]).expect("a report");
    let pdf = workspace.path().join("reports/2026-Q2/budgetuebersicht-achim.pdf");
    let mappe = workspace.path().join("herkunft.xlsx");
    let words = ["herkunft", &pdf.to_string_lossy(), "--mappe", &mappe.to_string_lossy()].map(str::to_owned);
    let antwort = workspace.run(&words.iter().map(String::as_str).collect::<Vec<_>>()).expect("lineage");
    let ids: Vec<_> =
        antwort.json["kennzahlen"].as_array().expect("figures").iter().filter_map(|one| one["id"].as_str()).collect();
    assert!(ids.contains(&"budget.frei.achim.2026-Q2") && ids.len() > 15, "{ids:?}");
    let daten = sozialraumbericht::render::anhang::attached_json(&fs::read(&pdf).expect("a PDF")).expect("data");
    for one in daten["kennzahlen"].as_array().expect("figures") {
        assert!(one["formel"].as_str().is_some_and(|formel| !formel.is_empty()), "{one}");
        let from_bookings = one["lieferungen"].as_array().map(Vec::len);
        let is_ist = one["id"].as_str().is_some_and(|id| id.contains(".ist."));
        assert!(!(is_ist && from_bookings == Some(0)), "{one}");
    }
    let mut workbook = open_workbook_auto(&mappe).expect("a workbook");
    assert_eq!(workbook.sheet_names(), ["Hinweise", "Formeln", "Zellen"]);
    assert!(workbook.worksheet_range("Zellen").expect("a sheet").height() > 5);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&mappe).expect("a file").permissions().mode() & 0o777, 0o600);
    }
    let blank = workspace.run(&["anlage", "1", "--leer"]).expect("a form");
    assert!(blank.text.contains("Geschrieben"));
    let form = workspace.files("reports").into_iter().find(|(name, _)| name.starts_with("formulare/")).expect("a form");
    let path = workspace.path().join("reports").join(form.0);
    let error = workspace.run(&["herkunft", &path.to_string_lossy()]).expect_err("no figures").to_string();
    assert!(error.contains("nennt keine Kennzahlen"), "{error}");
}
