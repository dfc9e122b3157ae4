//! Versions of deliveries: what a correction does to figures and reports, what retention leaves, how damage is healed.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;
use sozialraumbericht::pipeline::Status;
use sozialraumbericht::render::anhang::attached_json;

use crate::arbeitsbereich::Arbeitsbereich;

/// The quarter's booking of 4.299,69 € for GWA-2025-03 in Oyten, and what it is corrected to.
const WRONG: &str = "4299,69;Auszahlung;363110.433180;;;GWA-2025-03";
const RIGHT: &str = "4399,70;Auszahlung;363110.433180;;;GWA-2025-03";

/// A workspace with the bookings and cases of 2025-Q1 to -Q3 in the store, reported once.
fn reported() -> Arbeitsbereich {
    let workspace = Arbeitsbereich::verden();
    for later in ["2025-Q4", "2026-Q1", "2026-Q2"] {
        fs::remove_dir_all(workspace.path().join("data/eingang").join(later)).expect("removed");
    }
    workspace.run(&["einlesen"]).expect("taken in");
    workspace.run(&["bericht", "budget", "--raum", "oyten", "--heute", "2025-10-15"]).expect("reported");
    workspace
}

/// Delivers the corrected file: one amount is another, one booking is missing, one is new.
fn correct(workspace: &Arbeitsbereich) -> PathBuf {
    let path = workspace.path().join("data/eingang/2025-Q3/kosten_2025-Q3.csv");
    let bytes = fs::read(&path).expect("the delivery");
    // One character for each byte, so that the file stays as it is but for the change.
    let text: String = bytes.iter().map(|byte| char::from(*byte)).collect();
    assert_eq!(text.matches(WRONG).count(), 1, "the sample has changed");
    let mut lines: Vec<String> = text.replace(WRONG, RIGHT).lines().map(str::to_owned).collect();
    let gone = lines.iter().position(|line| line.starts_with("2025006442;1;")).expect("a booking");
    lines.remove(gone);
    lines.push("2025999999;1;30.09.2025;10,00;Auszahlung;363110.433180;;;GWA-2025-03;SR Oyten;;;;;".to_owned());
    let bytes: Vec<u8> = format!("{}\r\n", lines.join("\r\n")).chars().map(|c| c as u8).collect();
    let corrected = path.with_file_name("kosten-neu_2025-Q3.csv");
    fs::write(&corrected, bytes).expect("written");
    corrected
}

#[test]
fn a_corrected_delivery_shows_its_difference_and_its_effect_on_each_figure() {
    let workspace = reported();
    correct(&workspace);
    let taken = workspace.run(&["einlesen"]).expect("taken in");
    assert!(taken.text.contains("Fassung 2"), "{}", taken.text);
    let list = workspace.run(&["lieferungen", "--quartal", "2025-Q3"]).expect("a list");
    let kosten: Vec<_> =
        list.json["lieferungen"].as_array().expect("lines").iter().filter(|line| line["art"] == "kosten").collect();
    assert_eq!(kosten.iter().map(|line| line["gilt"] == true).collect::<Vec<_>>(), [false, true]);
    let numbers: Vec<String> = kosten.iter().map(|line| line["nummer"].to_string()).collect();
    let antwort = workspace.run(&["lieferungen", "--vergleich", &numbers[0], &numbers[1]]).expect("a difference");
    let zeilen = &antwort.json["zeilen"];
    let counts = ["neu", "weg", "geaendert"].map(|kind| zeilen[kind].as_array().map(Vec::len));
    assert_eq!(counts, [Some(1), Some(1), Some(1)]);
    assert_eq!(zeilen["geaendert"][0]["schluessel"], "2025006757/1");
    assert_eq!(zeilen["geaendert"][0]["felder"][0]["vorher"], "4299.69");
    assert_eq!(zeilen["geaendert"][0]["felder"][0]["nachher"], "4399.70");
    // By hand: + 100,01 € changed, + 10,00 € new, − 24,76 € gone.
    let ist = changed(&antwort.json["wirkung"][0]["geaendert"], "budget.ist.oyten.2025-Q3");
    let cents = |text: &Value| text.as_str().expect("an amount").replace('.', "").parse::<i64>().expect("cents");
    assert_eq!(cents(&ist["nachher"]) - cents(&ist["vorher"]), 11_001);
    let kreis = changed(&antwort.json["wirkung"][0]["geaendert"], "kosten.aufwand.achim.28.quartal.2025-Q3");
    assert_eq!(cents(&kreis["nachher"]) - cents(&kreis["vorher"]), -2_476);
    assert!(antwort.text.contains("Betrag 4.299,69 → 4.399,70"), "{}", antwort.text);
    assert!(antwort.text.contains("Wirkung auf 2025-Q3"), "{}", antwort.text);
    let refused = workspace.run(&["lieferungen", "--vergleich", "1", "2"]).expect_err("two kinds").to_string();
    assert!(refused.contains("derselben Art"), "{refused}");
}

fn changed<'v>(list: &'v Value, id: &str) -> &'v Value {
    list.as_array().expect("a list").iter().find(|one| one["id"] == id).unwrap_or_else(|| panic!("{id}: {list}"))
}

#[test]
fn a_report_from_a_corrected_quarter_says_so_until_the_next_correction() {
    let workspace = reported();
    let pdf = || {
        attached_json(&fs::read(workspace.path().join("reports/2025-Q3/budgetuebersicht-oyten.pdf")).expect("a PDF"))
            .expect("data")
    };
    assert!(pdf()["korrektur"].is_null());
    correct(&workspace);
    workspace.run(&["lauf", "--quartal", "2025-Q3", "--heute", "2025-11-03"]).expect("a run");
    let first = pdf();
    assert_eq!(first["korrektur"]["vorige_vom"], "2025-10-15");
    let ist = changed(&first["korrektur"]["geaendert"], "budget.ist.oyten.2025-Q3");
    assert_eq!(ist["vorher"].as_str().map(str::len), ist["nachher"].as_str().map(str::len));
    assert!(first["korrektur"]["geaendert"].as_array().expect("a list").len() >= 4);
    // Another day, the same deliveries: still a correction of the version of October.
    workspace.run(&["lauf", "--quartal", "2025-Q3", "--heute", "2025-11-10"]).expect("a run");
    assert_eq!(pdf()["korrektur"], first["korrektur"]);
    // Where nothing of its own changed, the report says that too.
    let other =
        attached_json(&fs::read(workspace.path().join("reports/2025-Q3/budgetuebersicht-verden.pdf")).expect("a PDF"))
            .expect("data");
    assert_eq!(other["korrektur"]["geaendert"].as_array().map(Vec::len), Some(0));
}

#[test]
fn retention_takes_raw_files_and_cases_and_leaves_every_figure() {
    let workspace = Arbeitsbereich::verden();
    workspace.run(&["einlesen"]).expect("taken in");
    workspace.run(&["bericht", "budget", "--raum", "achim", "--quartal", "2025-Q1"]).expect("reported");
    let figures = |quartal: &str| workspace.run(&["kennzahlen", "--quartal", quartal]).expect("figures").json;
    let before = ["2025-Q1", "2025-Q4", "2026-Q2"].map(figures);
    let reports = workspace.files("reports");
    let asked = workspace.run(&["loeschen", "--bis", "2025-12-31"]).expect("asked");
    assert_eq!(asked.status, Status::Befunde);
    assert!(asked.text.contains("Nichts wurde gelöscht") && asked.text.contains("Fälle 2025-Q4"), "{}", asked.text);
    let done = workspace.run(&["loeschen", "--bis", "2025-12-31", "--ja"]).expect("deleted");
    assert_eq!(done.json["geloescht"].as_array().map(Vec::len), Some(9), "{}", done.text);
    assert_eq!(done.json["in_eingang"].as_array().map(Vec::len), Some(9));
    let kept: Vec<_> = workspace.files("data/bestand").into_iter().map(|(name, _)| name).collect();
    assert_eq!(kept.iter().filter(|name| name.starts_with("roh/")).count(), 4, "{kept:?}");
    assert_eq!(kept.iter().filter(|name| name.starts_with("faelle/")).count(), 2, "{kept:?}");
    assert_eq!(["2025-Q1", "2025-Q4", "2026-Q2"].map(figures), before);
    assert_eq!(workspace.files("reports"), reports);
    let answers: Vec<_> = workspace.files("data/rueckmeldung").into_iter().map(|(name, _)| name).collect();
    assert!(!answers.iter().any(|name| name.contains("2025")), "{answers:?}");
    // What is gone is said where somebody asks for it; bookings can still be followed.
    let cases = workspace.run(&["herkunft", "faelle.bestand.achim.alle.2025-Q4"]).expect("lineage");
    assert!(cases.text.contains("gelöscht am"), "{}", cases.text);
    workspace.run(&["herkunft", "budget.ist.achim.2025-Q4"]).expect("lineage");
    assert_eq!(workspace.run(&["bestand", "pruefen"]).expect("checked").status, Status::Fertig);
    // The files still lie in data/eingang; they are known and not taken in again.
    let again = workspace.run(&["einlesen"]).expect("known");
    assert!(again.text.contains("13 Dateien waren schon eingelesen"), "{}", again.text);
    let nothing = workspace.run(&["loeschen", "--bis", "2025-12-31", "--ja"]).expect("nothing left");
    assert!(nothing.text.contains("nichts mehr zu löschen"), "{}", nothing.text);
    let error = workspace.run(&["loeschen", "--bis", "2030-01-01", "--ja"]).expect_err("the future").to_string();
    assert!(error.contains("liegt nicht zurück"), "{error}");
}

#[test]
fn damaged_rows_are_named_and_come_back_byte_by_byte() {
    let workspace = reported();
    let before = workspace.files("data/bestand/kosten");
    let names: Vec<_> = before.iter().map(|(name, _)| name.clone()).collect();
    let path = |index: usize| workspace.path().join("data/bestand/kosten").join(&names[index]);
    let mut bytes = fs::read(path(0)).expect("rows");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(path(0), bytes).expect("damaged");
    fs::remove_file(path(1)).expect("removed");
    let found = workspace.run(&["bestand", "pruefen"]).expect("checked");
    assert_eq!(found.status, Status::Befunde);
    assert_eq!(found.json["maengel"].as_array().map(Vec::len), Some(2), "{}", found.text);
    assert!(found.text.contains("bestand neu"), "{}", found.text);
    let rebuilt = workspace.run(&["bestand", "neu"]).expect("rebuilt");
    assert_eq!(rebuilt.status, Status::Fertig, "{}", rebuilt.text);
    assert_eq!(workspace.files("data/bestand/kosten"), before);
    assert_eq!(workspace.run(&["bestand", "pruefen"]).expect("checked").status, Status::Fertig);
    // Without its raw file a delivery cannot be rebuilt, and that is said.
    fs::remove_file(path(0)).expect("removed");
    fs::remove_dir_all(workspace.path().join("data/bestand/roh")).expect("removed");
    let failed = workspace.run(&["bestand", "neu"]).expect("tried");
    assert_eq!(failed.status, Status::Befunde);
    assert!(failed.text.contains("NICHT wiederhergestellt"), "{}", failed.text);
}
