//! Commands as a clerk types them, in the finished program.

use std::path::Path;
use std::process::{Command, Output};

use crate::arbeitsbereich::{Arbeitsbereich, HEUTE, root};

fn program(folder: &Path, words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_sozialraumbericht"))
        .args(words)
        .args(["--heute", HEUTE])
        .current_dir(folder)
        .output()
        .expect("the program runs")
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("text")
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("text")
}

#[test]
fn a_run_writes_everything_and_the_next_one_has_nothing_to_do() {
    let workspace = Arbeitsbereich::verden();
    let first = program(workspace.path(), &["lauf"]);
    assert_eq!(first.status.code(), Some(0), "{}{}", out(&first), err(&first));
    assert!(out(&first).contains("Geschrieben:"), "{}", out(&first));
    assert!(err(&first).is_empty(), "{}", err(&first));
    let quarter = workspace.path().join("reports/2026-Q2");
    for name in [
        "budgetuebersicht-achim.pdf",
        "budgetuebersicht-verden.pdf",
        "budgetuebersicht-region-nord.pdf",
        "budgetuebersicht-kreis.pdf",
        "anlagen/GWA-2026-01/anlage-1.pdf",
        "anlagen/GWA-2026-01/anlage-2.pdf",
        "anlagen/GWA-2026-01/anlage-3.pdf",
        "kennzahlen.json",
        "kennzahlen.xlsx",
        "index.html",
        "lauf.json",
        "../formulare/anlage-2.pdf",
        "angebote.pdf",
        "angebote-achim.pdf",
        "beschluesse.pdf",
        "beschluesse-achim.pdf",
        "quartalsdaten-achim.pdf",
        "../2026-H1/evaluation-achim.pdf",
        "../2026-H1/evaluation-kreis.pdf",
    ] {
        assert!(quarter.join(name).is_file(), "{name} is missing");
    }
    let before = workspace.files("reports");
    let second = program(workspace.path(), &["lauf"]);
    assert_eq!(second.status.code(), Some(0));
    assert!(out(&second).contains("Nichts zu tun"), "{}", out(&second));
    assert!(before == workspace.files("reports"), "a run without changes changed a file");
}

#[test]
fn a_removed_or_damaged_report_is_made_again() {
    let workspace = Arbeitsbereich::verden();
    program(workspace.path(), &["lauf"]);
    let before = workspace.files("reports");
    let achim = workspace.path().join("reports/2026-Q2/budgetuebersicht-achim.pdf");
    std::fs::remove_file(&achim).expect("removed");
    std::fs::write(workspace.path().join("reports/2026-Q2/kennzahlen.json"), "{}").expect("damaged");
    let again = program(workspace.path(), &["lauf"]);
    assert_eq!(again.status.code(), Some(0), "{}", err(&again));
    assert!(before == workspace.files("reports"), "the same inputs gave other bytes");
}

#[test]
fn exit_statuses_tell_failed_wrong_and_refused_apart() {
    let workspace = Arbeitsbereich::verden_without_deliveries();
    let bad = root().join("tests/lieferungen/fehlerhaft/kosten_2026-Q2.csv");
    let refused = program(workspace.path(), &["pruefen", &bad.to_string_lossy()]);
    assert_eq!(refused.status.code(), Some(3), "{}", err(&refused));
    assert!(!workspace.path().join("data/bestand").exists(), "a check changed the store");
    let wrong = program(workspace.path(), &["lauff"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(err(&wrong).contains("Meinten Sie „lauf“?"), "{}", err(&wrong));
    let failed = program(workspace.path(), &["pruefen", "gibt-es-nicht.xlsx"]);
    assert_eq!(failed.status.code(), Some(1));
    assert!(err(&failed).contains("gibt es nicht"), "{}", err(&failed));
    let elsewhere = tempfile::tempdir().expect("a folder");
    let nowhere = program(elsewhere.path(), &["lauf"]);
    assert_eq!(nowhere.status.code(), Some(1));
    assert!(err(&nowhere).contains("kein Arbeitsbereich"), "{}", err(&nowhere));
}

#[test]
fn the_answer_to_a_refused_delivery_is_worded_for_its_sender() {
    let workspace = Arbeitsbereich::verden_without_deliveries();
    for (name, snapshot) in [
        ("Kosten- und Einnahmeaufstellung Stand 30.06.2026.xlsx", "abgelehnt_kosten_xlsx"),
        ("OKJUS_Hilfen_20260630.xlsx", "abgelehnt_faelle_xlsx"),
        ("kosten_2026-Q2.csv", "abgelehnt_kosten_csv"),
    ] {
        let file = root().join("tests/lieferungen/fehlerhaft").join(name);
        let output = program(workspace.path(), &["pruefen", &file.to_string_lossy()]);
        insta::assert_snapshot!(snapshot, out(&output));
    }
}

#[test]
fn the_severity_of_a_rule_is_the_offices_own() {
    let workspace = Arbeitsbereich::verden_without_deliveries();
    let path = workspace.path().join("sozialraumbericht.toml");
    let settings = std::fs::read_to_string(&path).expect("the settings");
    let file = root().join("data/eingang/2026-Q1/Fallübersicht Stand 31.03.2026.xlsx");
    let check = |line: &str| {
        let set = format!("hoechstens_je_regel = 1\n{line}");
        std::fs::write(&path, settings.replace("hoechstens_je_regel = 20", &set)).expect("changed");
        program(workspace.path(), &["pruefen", &file.to_string_lossy(), "--keine-farbe"])
    };
    assert_eq!(check("").status.code(), Some(0));
    let raised = check("schwere = { \"ausgeblendete-zeilen\" = \"fehler\", B005 = \"warnung\" }");
    assert_eq!(raised.status.code(), Some(3));
    assert!(out(&raised).contains("Fehler B004: Ausgeblendete Zeilen mit Daten (1)"), "{}", out(&raised));
    assert!(out(&raised).contains("Warnung B005"), "{}", out(&raised));
    let wrong = check("schwere = { F001 = \"warnung\", ausgeblendete-zeile = \"fehler\" }");
    assert_eq!(wrong.status.code(), Some(1));
    for text in [
        "Die Regel F001 (Text im Betrag) bleibt immer ein Fehler",
        "Meinten Sie „ausgeblendete-zeilen“",
        "--> sozialraumbericht.toml:",
    ] {
        assert!(err(&wrong).contains(text), "{text}\n{}", err(&wrong));
    }
}

#[test]
fn what_had_to_be_seen_is_told_again_when_nothing_has_changed() {
    let workspace = Arbeitsbereich::verden();
    workspace.deliver(&root().join("tests/lieferungen/fehlerhaft/kosten_2026-Q2.csv"));
    let first = program(workspace.path(), &["lauf"]);
    assert_eq!(first.status.code(), Some(3), "{}", out(&first));
    assert!(out(&first).contains("kosten_2026-Q2.csv: ABGELEHNT"), "{}", out(&first));
    let second = program(workspace.path(), &["lauf"]);
    assert_eq!(second.status.code(), Some(3), "{}", out(&second));
    assert!(out(&second).contains("Nichts zu tun") && out(&second).contains("kosten_2026-Q2.csv ist abgelehnt"));
}

#[test]
fn an_accent_colour_that_cannot_be_read_is_warned_of_and_not_used() {
    let workspace = Arbeitsbereich::verden();
    let path = workspace.path().join("sozialraumbericht.toml");
    let settings = std::fs::read_to_string(&path).expect("the settings").replace("#17466b", "#ffcc00");
    std::fs::write(&path, settings).expect("changed");
    let checked = program(workspace.path(), &["massnahme", "pruefen"]);
    assert_eq!(checked.status.code(), Some(3));
    assert!(out(&checked).contains("„#ffcc00“ ist auf Weiß zu hell"), "{}", out(&checked));
    assert_eq!(
        program(workspace.path(), &["bericht", "budget", "--raum", "achim"]).status.code(),
        Some(1),
        "no delivery yet"
    );
    program(workspace.path(), &["einlesen"]);
    assert_eq!(program(workspace.path(), &["bericht", "budget", "--raum", "achim"]).status.code(), Some(0));
}

#[test]
fn the_protocol_names_program_settings_inputs_outputs_and_findings() {
    let workspace = Arbeitsbereich::verden();
    program(workspace.path(), &["lauf"]);
    let bytes = std::fs::read(workspace.path().join("reports/2026-Q2/lauf.json")).expect("the protocol");
    let protocol: serde_json::Value = serde_json::from_slice(&bytes).expect("JSON");
    assert_eq!(protocol["programm"], env!("CARGO_PKG_VERSION"));
    assert_eq!(protocol["heute"], HEUTE);
    assert_eq!(protocol["einstellungen"]["amt"]["name"], "Landkreis Verden");
    assert_eq!(protocol["quellen"].as_array().map(Vec::len), Some(8), "7 files of bookings, 1 of cases");
    let inputs = protocol["eingaben"].as_array().expect("inputs");
    assert!(inputs.iter().any(|input| input["pfad"] == "data/massnahmen/GWA-2026-01.toml"));
    let outputs = protocol["ausgaben"].as_array().expect("outputs");
    let written = workspace.files("reports").len();
    assert_eq!(outputs.len(), written - 2, "every output but the protocol itself and the page that carries it");
    let findings = protocol["befunde"]["angenommen"].as_array().expect("findings");
    assert!(findings.iter().any(|file| file["datei"] == "HHJ2026_P01-06_Einzelposten.xlsx"));
}

#[test]
fn json_answers_are_one_object_on_standard_output() {
    let workspace = Arbeitsbereich::verden();
    for words in [&["einlesen"][..], &["lieferungen"], &["kennzahlen"], &["massnahme", "liste"], &["lauf"]] {
        let mut words = words.to_vec();
        words.extend(["--ausgabe", "json"]);
        let output = program(workspace.path(), &words);
        assert_eq!(output.status.code(), Some(0), "{words:?}: {}", err(&output));
        let value: serde_json::Value = serde_json::from_str(&out(&output)).expect("one object");
        assert!(value.is_object(), "{words:?}");
    }
    let failed = program(workspace.path(), &["kennzahlen", "--quartal", "2030-Q1", "--ausgabe", "json"]);
    assert_eq!(failed.status.code(), Some(1));
    let value: serde_json::Value = serde_json::from_str(&out(&failed)).expect("one object");
    assert!(value["fehler"].as_str().expect("a text").contains("2030-Q1"));
}

#[test]
fn misspelt_raeume_and_massnahmen_get_a_suggestion() {
    let workspace = Arbeitsbereich::verden();
    program(workspace.path(), &["einlesen"]);
    let raum = program(workspace.path(), &["bericht", "budget", "--raum", "achmi"]);
    assert_eq!(raum.status.code(), Some(1));
    assert!(
        err(&raum).contains("Meinten Sie „achim“?") || err(&raum).contains("Meinten Sie „Achim“?"),
        "{}",
        err(&raum)
    );
    let massnahme = program(workspace.path(), &["anlage", "1", "--massnahme", "GWA-2026-1"]);
    assert!(err(&massnahme).contains("Meinten Sie „GWA-2026-1"), "{}", err(&massnahme));
}

#[test]
fn one_report_can_be_written_alone() {
    let workspace = Arbeitsbereich::verden();
    program(workspace.path(), &["einlesen"]);
    for (raum, file) in [
        ("Verden (Aller)", "budgetuebersicht-verden.pdf"),
        ("nord", "budgetuebersicht-region-nord.pdf"),
        ("kreis", "budgetuebersicht-kreis.pdf"),
    ] {
        let output = program(workspace.path(), &["bericht", "budget", "--quartal", "2026-Q1", "--raum", raum]);
        assert_eq!(output.status.code(), Some(0), "{raum}: {}", err(&output));
        assert!(workspace.path().join("reports/2026-Q1").join(file).is_file(), "{file}");
    }
    assert_eq!(std::fs::read_dir(workspace.path().join("reports/2026-Q1")).expect("a folder").count(), 3);
    let leer = program(workspace.path(), &["anlage", "3", "--leer"]);
    assert_eq!(leer.status.code(), Some(0), "{}", err(&leer));
    assert!(workspace.path().join("reports/formulare/anlage-3.pdf").is_file());
}

#[test]
fn the_evaluation_comes_with_its_quarter_in_a_run_of_its_own_or_alone() {
    let workspace = Arbeitsbereich::verden();
    let folder = workspace.path().join("reports/2026-H1");
    let names = || {
        let mut names: Vec<_> = std::fs::read_dir(&folder)
            .expect("a folder")
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    };
    // Alone, for the half-year that ended last, and without any delivery.
    let alone = program(workspace.path(), &["bericht", "evaluation", "--raum", "Verden (Aller)"]);
    assert_eq!(alone.status.code(), Some(0), "{}", err(&alone));
    assert_eq!(names(), ["evaluation-verden.pdf"]);
    let region = program(workspace.path(), &["bericht", "evaluation", "--raum", "nord"]);
    assert_eq!(region.status.code(), Some(1));
    assert!(err(&region).contains("Für diesen Raum gibt es keine Evaluation"), "{}", err(&region));

    let own = program(workspace.path(), &["lauf", "--halbjahr", "2026-H1"]);
    assert_eq!(own.status.code(), Some(0), "{}", err(&own));
    assert!(out(&own).contains("Geschrieben: 9 Dateien zu 2026-H1"), "{}", out(&own));
    assert_eq!(names().len(), 9);
    let before = workspace.files("reports");
    assert!(before.iter().all(|(name, _)| name.starts_with("2026-H1/")), "only the half-year");
    let again = program(workspace.path(), &["lauf", "--halbjahr", "2026-H1"]);
    assert!(out(&again).contains("Nichts zu tun") && out(&again).contains("Alle 9 Dateien"), "{}", out(&again));

    // The run of the quarter makes the same files; the one before ends no half-year.
    program(workspace.path(), &["lauf", "--quartal", "2026-Q1"]);
    assert!(!workspace.path().join("reports/2025-H2").exists());
    let quarter = program(workspace.path(), &["lauf", "--quartal", "2026-Q2"]);
    assert!(out(&quarter).contains("zu 2026-Q2 und 2026-H1, davon"), "{}", out(&quarter));
    let after = workspace.files("reports");
    assert!(before.iter().all(|file| after.contains(file)), "the same inputs gave other bytes");
    std::fs::remove_file(folder.join("evaluation-achim.pdf")).expect("removed");
    let healed = program(workspace.path(), &["lauf", "--quartal", "2026-Q2"]);
    assert!(out(&healed).contains("Geschrieben:"), "{}", out(&healed));
    assert!(after == workspace.files("reports"), "a removed evaluation is made again");
}

#[test]
fn an_overview_of_offers_needs_no_delivery() {
    let workspace = Arbeitsbereich::verden_without_deliveries();
    let words = ["bericht", "angebote", "--quartal", "2026-Q2", "--raum"];
    for (raum, file) in [("achim", "angebote-achim.pdf"), ("kreis", "angebote.pdf")] {
        let output = program(workspace.path(), &[&words[..], &[raum]].concat());
        assert_eq!(output.status.code(), Some(0), "{raum}: {}", err(&output));
        assert!(workspace.path().join("reports/2026-Q2").join(file).is_file(), "{file}");
    }
    let region = program(workspace.path(), &[&words[..], &["nord"]].concat());
    assert!(err(&region).contains("Für diesen Raum gibt es keine Angebotsübersicht"), "{}", err(&region));
}

#[test]
fn an_overview_of_decisions_needs_no_delivery() {
    let workspace = Arbeitsbereich::verden_without_deliveries();
    let words = ["bericht", "beschluesse", "--quartal", "2026-Q2", "--raum"];
    for (raum, file) in [("achim", "beschluesse-achim.pdf"), ("kreis", "beschluesse.pdf")] {
        let output = program(workspace.path(), &[&words[..], &[raum]].concat());
        assert_eq!(output.status.code(), Some(0), "{raum}: {}", err(&output));
        assert!(workspace.path().join("reports/2026-Q2").join(file).is_file(), "{file}");
    }
    let region = program(workspace.path(), &[&words[..], &["nord"]].concat());
    assert!(err(&region).contains("Für diesen Raum gibt es keine Beschlussübersicht"), "{}", err(&region));
}

#[test]
fn an_evaluation_has_a_half_year_and_a_budgetuebersicht_a_quarter() {
    let workspace = Arbeitsbereich::verden_without_deliveries();
    for (words, said) in [
        (&["bericht", "evaluation", "--quartal", "2026-Q2"][..], "Die Evaluation gehört zu einem Halbjahr"),
        (&["bericht", "budget", "--halbjahr", "2026-H1"], "Die Budgetübersicht gehört zu einem Quartal"),
        (&["bericht", "angebote", "--halbjahr", "2026-H1"], "Die Angebotsübersicht gehört zu einem Quartal"),
        (&["bericht", "beschluesse", "--halbjahr", "2026-H1"], "Die Beschlussübersicht gehört zu einem Quartal"),
        (&["bericht", "evaluation", "--halbjahr", "1/2026"], "Ein Halbjahr wird wie 2026-H1 geschrieben"),
        (&["bericht", "evaluation", "--halbjahr", "2026-h1"], "Meinten Sie 2026-H1?"),
        (&["lauf", "--halbjahr", "2026-H1", "--quartal", "2026-Q2"], "--quartal"),
    ] {
        let output = program(workspace.path(), words);
        assert_eq!(output.status.code(), Some(2), "{words:?}");
        assert!(err(&output).contains(said), "{words:?}: {}", err(&output));
    }
}

#[test]
fn a_second_run_at_the_same_time_is_told_who_holds_the_store() {
    let workspace = Arbeitsbereich::verden_without_deliveries();
    let folder = workspace.path().join("data/bestand");
    let _held = sozialraumbericht::store::Bestand::open(&folder, sozialraumbericht::store::Warten::default())
        .expect("the store");
    let output = program(workspace.path(), &["lieferungen"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).contains("Ein anderer Lauf arbeitet gerade"), "{}", err(&output));
}

#[test]
fn the_readme_names_commands_that_work() {
    let readme = std::fs::read_to_string(root().join("README.md")).expect("the README");
    let ci = std::fs::read_to_string(root().join(".ci/run")).expect("the CI script");
    assert!(readme.contains("cargo run --release -- lauf"), "the first command");
    assert!(readme.contains("cargo test --release") && ci.contains("cargo test --release"), "the second command");
    let calls = readme.lines().filter_map(|line| line.trim().strip_prefix("sozialraumbericht "));
    for call in calls {
        let words = call.split('#').next().unwrap_or("").split_whitespace().filter(|word| !word.starts_with('['));
        let read = sozialraumbericht::cli::Cli::read(std::iter::once("sozialraumbericht").chain(words));
        assert!(read.is_ok(), "README: {call}: {read:?}");
    }
}
