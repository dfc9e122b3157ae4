//! The figures against numbers that were worked out independently.
//!
//! `tests/kennzahlen/*.json` come from the generator of the sample deliveries, which knows every booking and case
//! before it writes the files; they were not made by this program.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;
use sozialraumbericht::pipeline::Status;

use crate::arbeitsbereich::{Arbeitsbereich, root};

type Lines = BTreeMap<Vec<String>, Value>;

/// The lines of a part by what they are about.
fn lines(kennzahlen: &Value, part: &str) -> Lines {
    let keys = match part {
        "budget" => &["ebene", "raum", "budgetart"][..],
        "faelle" => &["ebene", "raum", "hilfeart", "gruppe"],
        _ => &["ebene", "raum", "hilfeart", "zeitraum"],
    };
    let lines = kennzahlen[part].as_array().expect("lines");
    let by_key: Lines = lines
        .iter()
        .map(|line| (keys.iter().map(|key| line[key].as_str().expect("a key").to_owned()).collect(), line.clone()))
        .collect();
    assert_eq!(by_key.len(), lines.len(), "{part}: a line stands twice");
    by_key
}

fn assert_equal_figures(actual: &Value, expected_file: &str) {
    let path = root().join("tests/kennzahlen").join(expected_file);
    let expected: Value = serde_json::from_slice(&std::fs::read(path).expect("a file")).expect("figures");
    for field in ["schema", "quartal", "stichtag", "haushaltsjahr"] {
        assert_eq!(actual[field], expected[field], "{field}");
    }
    for part in ["budget", "faelle", "kosten"] {
        let (actual, expected) = (lines(actual, part), lines(&expected, part));
        for (key, line) in &expected {
            assert_eq!(actual.get(key), Some(line), "{part} {key:?}");
        }
        let more: Vec<_> = actual.keys().filter(|key| !expected.contains_key(*key)).collect();
        assert!(more.is_empty(), "{part}: lines that nobody expects: {more:?}");
    }
}

fn figures(workspace: &Arbeitsbereich, quartal: &str) -> Value {
    workspace.run(&["kennzahlen", "--quartal", quartal, "--als", "json"]).expect("figures").json
}

#[test]
fn six_quarters_of_six_layouts_give_the_expected_figures() {
    let workspace = Arbeitsbereich::verden();
    let antwort = workspace.run(&["einlesen"]).expect("taken in");
    assert_eq!(antwort.status, Status::Fertig, "{}", antwort.text);
    assert_equal_figures(&figures(&workspace, "2026-Q1"), "erwartet-2026-Q1.json");
    assert_equal_figures(&figures(&workspace, "2026-Q2"), "erwartet-2026-Q2.json");
    let written = workspace.run(&["kennzahlen", "--als", "json"]).expect("figures");
    assert_eq!(written.json["quartal"], "2026-Q2", "the latest quarter is the default");
}

#[test]
fn another_layout_of_the_same_quarter_gives_the_same_figures() {
    for layout in ["2026-Q1-okjus", "2026-Q1-ods"] {
        let workspace = Arbeitsbereich::verden_without_deliveries();
        for entry in std::fs::read_dir(root().join("tests/lieferungen/weitere-layouts").join(layout)).expect("files") {
            workspace.deliver(&entry.expect("a file").path());
        }
        let antwort = workspace.run(&["einlesen"]).expect("taken in");
        assert_eq!(antwort.status, Status::Fertig, "{layout}: {}", antwort.text);
        assert_equal_figures(&figures(&workspace, "2026-Q1"), "erwartet-2026-Q1.json");
    }
}

#[test]
fn a_newer_delivery_of_a_quarter_replaces_the_older_one_and_the_same_file_changes_nothing() {
    let workspace = Arbeitsbereich::verden();
    workspace.run(&["einlesen"]).expect("taken in");
    let alternative = root().join("tests/lieferungen/weitere-layouts/2026-Q1-okjus");
    for entry in std::fs::read_dir(alternative).expect("files") {
        workspace.deliver(&entry.expect("a file").path());
    }
    workspace.run(&["einlesen"]).expect("taken in");
    let list = workspace.run(&["lieferungen", "--quartal", "2026-Q1"]).expect("a list").json;
    let versions: Vec<_> = list["lieferungen"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|line| (line["art"].as_str().unwrap_or(""), line["fassung"].as_u64(), line["gilt"].as_bool()))
        .collect();
    assert_eq!(
        versions,
        [
            ("kosten", Some(1), Some(false)),
            ("kosten", Some(2), Some(true)),
            ("faelle", Some(1), Some(false)),
            ("faelle", Some(2), Some(true)),
        ]
    );
    assert_equal_figures(&figures(&workspace, "2026-Q2"), "erwartet-2026-Q2.json");
    let again = workspace.run(&["einlesen"]).expect("nothing to do");
    assert!(again.text.contains("15 Dateien waren schon eingelesen"), "{}", again.text);
    assert_eq!(workspace.run(&["lieferungen"]).expect("a list").json["lieferungen"].as_array().map(Vec::len), Some(15));
}

#[test]
fn two_other_offices_run_by_their_settings_alone() {
    for (office, quartal, expected) in [
        ("norderstedt", "2026-Q2", "norderstedt-erwartet-2026-Q2.json"),
        ("bezirk", "2026-Q1", "bezirk-erwartet-2026-Q1.json"),
    ] {
        let workspace = Arbeitsbereich::taken_over(office);
        let antwort = workspace.run(&["einlesen"]).expect("taken in");
        assert_eq!(antwort.status, Status::Fertig, "{office}: {}", antwort.text);
        assert_equal_figures(&figures(&workspace, quartal), expected);
    }
}

#[test]
fn a_refused_delivery_leaves_the_figures_as_they_were() {
    let workspace = Arbeitsbereich::verden();
    workspace.run(&["einlesen"]).expect("taken in");
    let before = figures(&workspace, "2026-Q2");
    for entry in std::fs::read_dir(root().join("tests/lieferungen/fehlerhaft")).expect("files") {
        workspace.deliver(&entry.expect("a file").path());
    }
    let antwort = workspace.run(&["einlesen"]).expect("an answer");
    assert_eq!(antwort.status, Status::Befunde);
    assert_eq!(antwort.text.matches("ABGELEHNT").count(), 3, "{}", antwort.text);
    assert_eq!(figures(&workspace, "2026-Q2"), before);
}

#[test]
fn the_same_file_under_two_names_is_taken_in_once() {
    let workspace = Arbeitsbereich::verden_without_deliveries();
    let file = root().join("data/eingang/2025-Q1/WJH_Kosten_2025-Q1.xlsx");
    workspace.deliver(&file);
    std::fs::copy(&file, workspace.path().join("data/eingang/Kopie von WJH_Kosten_2025-Q1.xlsx")).expect("copied");
    let taken = workspace.run(&["einlesen"]).expect("taken in").json;
    let results: Vec<_> = taken["dateien"]
        .as_array()
        .expect("files")
        .iter()
        .map(|file| file["ergebnis"].as_str().unwrap_or(""))
        .collect();
    assert_eq!(results, ["eingelesen", "bekannt"]);
    let list = workspace.run(&["lieferungen"]).expect("a list").json;
    assert_eq!(list["lieferungen"].as_array().map(Vec::len), Some(1));
}

#[test]
fn a_missing_part_is_a_gap_that_the_run_names() {
    let workspace = Arbeitsbereich::verden();
    std::fs::remove_file(workspace.path().join("data/eingang/2025-Q4/Zahlungen_2025-Q4_Teil2von2.xlsx"))
        .expect("removed");
    let antwort = workspace.run(&["lauf", "--quartal", "2025-Q4"]).expect("a run");
    assert_eq!(antwort.status, Status::Befunde);
    assert!(antwort.text.contains("Kosten 2025-Q4: Teil 2 der Lieferung fehlt"), "{}", antwort.text);
}

#[test]
fn csv_and_table_say_what_the_json_says() {
    let workspace = Arbeitsbereich::verden();
    workspace.run(&["einlesen"]).expect("taken in");
    let csv = workspace.run(&["kennzahlen", "--als", "csv"]).expect("figures").text;
    // From the expected figures: Ist of Achim 19,365.67, Bestand of § 31 in Achim 62.
    assert!(csv.contains("budget;sozialraum;achim;gwa;;2026-Q2;ist;19365.67\n"), "{}", &csv[..600]);
    assert!(csv.contains("faelle;sozialraum;achim;31;ambulant;2026-Q2;bestand;62\n"));
    let table = workspace.run(&["kennzahlen", "--als", "tabelle"]).expect("figures").text;
    let achim = table.lines().find(|line| line.starts_with("Achim")).expect("a line");
    assert!(achim.contains("19,5") && achim.contains("19.365,67") && achim.contains("● grün"), "{achim}");
}

#[test]
fn without_deliveries_the_answer_says_what_to_do() {
    let workspace = Arbeitsbereich::verden_without_deliveries();
    let error = workspace.run(&["lauf"]).expect_err("nothing to compute").to_string();
    assert!(error.contains("noch keine Kostenlieferung") && error.contains("data/eingang"), "{error}");
    assert!(!Path::new(&workspace.path().join("reports")).exists());
}

/// Worked out by hand from the records named beside each number; nothing here was read off the program.
mod by_hand {
    use serde_json::Value;
    use sozialraumbericht::aggregate;
    use sozialraumbericht::domain::auswertung::{Auswertung, MassnahmeKennzahl};
    use sozialraumbericht::store::Bestand;
    use sozialraumbericht::workspace;

    use super::{Arbeitsbereich, figures, lines};

    fn prepared() -> Arbeitsbereich {
        let workspace = Arbeitsbereich::verden();
        workspace.run(&["einlesen"]).expect("taken in");
        workspace
    }

    fn budget(kennzahlen: &Value, ebene: &str, raum: &str) -> Value {
        lines(kennzahlen, "budget")[&vec![ebene.to_owned(), raum.to_owned(), "gwa".to_owned()]].clone()
    }

    fn assert_fields(line: &Value, fields: &[(&str, Value)]) {
        for (field, expected) in fields {
            assert_eq!(&line[*field], expected, "{} {field}", line["raum"]);
        }
    }

    fn auswertung(workspace: &Arbeitsbereich) -> Auswertung {
        let loaded = workspace::load(workspace.path()).expect("records");
        let bestand =
            Bestand::open(&workspace.path().join("data/bestand"), sozialraumbericht::store::Warten::default())
                .expect("the store");
        aggregate::auswertung(&bestand, &loaded.stammdaten, "2026-Q2".parse().expect("a quarter")).expect("figures")
    }

    #[test]
    fn what_verfuegbar_is_made_of() {
        let kennzahlen = figures(&prepared(), "2026-Q2");
        // budgets.toml 2026, Achim: Ansatz 90.000, Übertrag 8.000 (15.04.), Umschichtung from Thedinghausen 1.500 (17.06.).
        assert_fields(
            &budget(&kennzahlen, "sozialraum", "achim"),
            &[
                ("ansatz", "90000.00".into()),
                ("nachtrag", "0.00".into()),
                ("uebertrag", "8000.00".into()),
                ("umschichtung", "1500.00".into()),
                ("verfuegbar", "99500.00".into()),
            ],
        );
        // Oyten: 56.000 − 3.000 Haushaltssperre + 8.000 Übertrag − 5.400 given to Langwedel = 55.600.
        assert_fields(
            &budget(&kennzahlen, "sozialraum", "oyten"),
            &[("nachtrag", "-3000.00".into()), ("umschichtung", "-5400.00".into()), ("verfuegbar", "55600.00".into())],
        );
        // Region Süd: 46.000 + 43.500 + 68.400 + 96.500 of its Räume, own budget 34.000 + 9.500 = 43.500.
        assert_fields(&budget(&kennzahlen, "region", "sued"), &[("verfuegbar", "297900.00".into())]);
        // kreisweit: 66.000 + Übertrag 4.000.
        assert_fields(&budget(&kennzahlen, "kreisweit", "kreisweit"), &[("verfuegbar", "70000.00".into())]);
        // What one Raum gives another one gets.
        assert_fields(&budget(&kennzahlen, "kreis", "kreis"), &[("umschichtung", "0.00".into())]);
    }

    #[test]
    fn a_movement_counts_from_its_day_on() {
        // In the first quarter neither Achim's Übertrag of 15.04. nor the Umschichtung of 17.06. has happened.
        let kennzahlen = figures(&prepared(), "2026-Q1");
        assert_fields(&budget(&kennzahlen, "sozialraum", "achim"), &[("verfuegbar", "90000.00".into())]);
    }

    #[test]
    fn overspent_and_without_a_budget() {
        let kennzahlen = figures(&prepared(), "2026-Q2");
        // Dörverden: 46.000 − 22.971,08 − 33.706,73 = −10.677,81; (22.971,08 + 33.706,73) / 46.000 = 1,232126.
        assert_fields(
            &budget(&kennzahlen, "sozialraum", "doerverden"),
            &[("frei", "-10677.81".into()), ("bindungsquote", "1.232126".into()), ("ampel", "rot".into())],
        );
        // ohne: no budget, nothing spent.
        assert_fields(
            &budget(&kennzahlen, "ohne", "ohne"),
            &[
                ("verfuegbar", "0.00".into()),
                ("auslastung", Value::Null),
                ("bindungsquote", Value::Null),
                ("ampel", "x".into()),
            ],
        );
    }

    #[test]
    fn joint_and_year_crossing_grants() {
        let workspace = prepared();
        let auswertung = auswertung(&workspace);
        let granted = |massnahme: &str, raum: &str| {
            let of = |line: &&MassnahmeKennzahl| line.massnahme.as_str() == massnahme && line.raum == raum;
            auswertung.massnahmen.iter().find(of).map(|line| line.bewilligt.to_string()).unwrap_or_default()
        };
        // GWA-2026-07: 47.396,53 by 33/33/34 % is 15.640,8549 + 15.640,8549 + 16.114,8202; rounded down 47.396,52,
        // and the cent left over goes to the first of the two largest remainders, Dörverden.
        assert_eq!(granted("GWA-2026-07", "doerverden"), "15640.86");
        assert_eq!(granted("GWA-2026-07", "thedinghausen"), "15640.85");
        assert_eq!(granted("GWA-2026-07", "langwedel"), "16114.82");
        // GWA-2026-09: 01.03.2026–28.02.2027 without Jahresraten, 10 of 12 months: 42.862,68 × 10 / 12.
        assert_eq!(granted("GWA-2026-09", "achim"), "35718.90");
        // GWA-2025-04: 01.03.2025–28.02.2026, 2 of 12 months: 45.621,34 × 2 / 12 = 7.603,5567, the larger remainder.
        assert_eq!(granted("GWA-2025-04", "achim"), "7603.56");
        // GWA-2026-14 is being scored: nothing is granted.
        assert_eq!(granted("GWA-2026-14", "achim"), "");
    }

    #[test]
    fn a_sum_without_a_raum_is_split_by_the_shares() {
        // GWA-2025-05 is shared 60/40 by Kirchlinteln and Verden. In 2026 the WJH booked it once, without a Raum:
        // Beleg 2026001689 of 16.02.2026, 6.100,00 €. So 3.660,00 and 2.440,00.
        let workspace = prepared();
        let auswertung = auswertung(&workspace);
        let of = |line: &&MassnahmeKennzahl| line.massnahme.as_str() == "GWA-2025-05";
        let parts: Vec<_> =
            auswertung.massnahmen.iter().filter(of).map(|line| (line.raum.as_str(), line.ist.to_string())).collect();
        assert_eq!(parts, [("kirchlinteln", "3660.00".to_owned()), ("verden", "2440.00".to_owned())]);
    }
}
