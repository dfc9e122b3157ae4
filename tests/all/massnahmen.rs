//! The life of a Maßnahme at the command line: states, rules by settings alone, Zuwendung, Nachweise, Bescheide.

use std::fs;

use serde_json::Value;
use sozialraumbericht::pipeline::{Antwort, Status};

use crate::arbeitsbereich::Arbeitsbereich;

/// The rules of the Bezirk: seed 002, "Verfahrenswege für Projekte" and "Finanzierung und Förderung".
const BEZIRK: &str = r#"
[regeln.zuwendung]
finanzierungsart = "Fehlbedarfsfinanzierung"
eigenanteil_basis = "zuwendungsfaehige_gesamtkosten"
einzelansatz_ueberschreitung_prozent = 20
stundenwert_unbezahlte_arbeit = { wert = "15,00", quelle = "Beispiel" }
vollfinanzierung_mit_grund = { wert = true, quelle = "Konzept: voll nur in Ausnahmen" }

[regeln.zuwendung.eigenanteil_staffel]
quelle = "Konzept Sozialraumarbeit, Eigenanteil"
wert = [
  { ab_mitarbeitenden = 1,   prozent = "1" },
  { ab_mitarbeitenden = 31,  prozent = "2" },
  { ab_mitarbeitenden = 61,  prozent = "3" },
  { ab_mitarbeitenden = 91,  prozent = "4" },
  { ab_mitarbeitenden = 121, prozent = "5" },
]

[regeln.zuwendung.eigenanteil_anerkannt]
wert = ["eigene_mittel", "sachleistung", "arbeitsleistung", "unbezahlte_arbeit"]
quelle = "Konzept Sozialraumarbeit, Eigenanteil"

[regeln.massnahmen]
hoechstlaufzeit_monate = { wert = 24, quelle = "Konzept, Projektstart" }
verlaengerung_monate = { wert = 12, quelle = "Konzept, Projektstart" }
beginn_nicht_vor = { wert = "bewilligung", quelle = "Konzept, Genehmigung und Umsetzung" }
institutionelle_foerderung = { wert = false, quelle = "Konzept, Eigenanteil" }

[regeln.massnahmen.paragraf_74]
wert = ["gemeinnuetzigkeit", "eigenleistung"]
quelle = "§ 74 Abs. 1 SGB VIII"

[regeln.massnahmen.nachweis]
je_foerderjahr = true
zwischennachweis_monate = 4
schlussnachweis_monate = 6
quelle = "Konzept, Bericht und Prüfung"
"#;

/// The Bezirk with its rules instead of those that come without a choice.
fn bezirk() -> Arbeitsbereich {
    let workspace = Arbeitsbereich::taken_over("bezirk");
    let path = workspace.path().join("sozialraumbericht.toml");
    let settings = fs::read_to_string(&path).expect("settings");
    let mut kept = String::new();
    let mut inside = false;
    for line in settings.lines() {
        if line.starts_with('[') {
            inside = line.starts_with("[regeln.zuwendung") || line.starts_with("[regeln.massnahmen");
        }
        if !inside {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    fs::write(&path, format!("{kept}{BEZIRK}")).expect("written");
    workspace
}

fn ran(workspace: &Arbeitsbereich, words: &[&str]) -> Antwort {
    workspace.run(words).unwrap_or_else(|error| panic!("{words:?}: {error}"))
}

fn ids(antwort: &Antwort) -> Vec<&str> {
    let list = antwort.json["massnahmen"].as_array().expect("a list");
    list.iter().filter_map(|entry| entry["id"].as_str()).collect()
}

/// The sample on 20.07.2026, by its records.
#[test]
fn the_list_filters_by_state_raum_traeger_and_year() {
    let workspace = Arbeitsbereich::verden_without_deliveries();
    assert_eq!(ids(&ran(&workspace, &["massnahme", "liste"])).len(), 40);
    assert_eq!(
        ids(&ran(&workspace, &["massnahme", "liste", "--stand", "abgelehnt"])),
        ["GWA-2024-10", "GWA-2025-14", "GWA-2026-16"]
    );
    assert_eq!(ids(&ran(&workspace, &["massnahme", "liste", "--stand", "bedarf"])), ["GWA-2026-15"]);
    // Decided, but it begins only in September.
    assert_eq!(ids(&ran(&workspace, &["massnahme", "liste", "--stand", "beschieden"])), ["GWA-2026-11"]);
    let in_achim = ran(&workspace, &["massnahme", "liste", "--raum", "achim", "--jahr", "2026"]);
    // Those of its own, of its Region and of the whole Kreis.
    let own = ["GWA-2025-04", "GWA-2026-09", "GWA-2026-14"];
    let around = ["GWA-2024-09", "GWA-2025-11", "GWA-2026-08"];
    assert!(ids(&in_achim).iter().all(|id| own.contains(id) || around.contains(id)));
    assert_eq!(ids(&in_achim).len(), own.len() + around.len());
    let by_name = ran(&workspace, &["massnahme", "liste", "--traeger", "hilfe_im_quadrat gUG", "--jahr", "2026"]);
    let by_key = ran(&workspace, &["massnahme", "liste", "--traeger", "T07", "--jahr", "2026"]);
    assert!(!ids(&by_key).is_empty() && ids(&by_key) == ids(&by_name));
    let error = workspace.run(&["massnahme", "liste", "--traeger", "T77"]).expect_err("refused").to_string();
    assert!(error.contains("T77"), "{error}");
}

/// GWA-2024-06 ended on 31.12.2025; its Nachweis was due on 30.06.2026, 201 days after its end it is still missing.
#[test]
fn what_is_stuck_is_said_with_its_day() {
    let workspace = Arbeitsbereich::verden_without_deliveries();
    let answer = ran(&workspace, &["massnahme", "liste", "--haengt"]);
    let list = answer.json["massnahmen"].as_array().expect("a list");
    let entry = list.iter().find(|entry| entry["id"] == "GWA-2024-06").expect("stuck");
    assert_eq!(entry["haengt"]["seit"], "2025-12-31");
    assert_eq!(entry["haengt"]["faellig"], "2026-07-01");
    assert_eq!(entry["haengt"]["tage"], 201);
    assert!(answer.text.contains("wartet seit 201 Tagen (31.12.2025) auf den Verwendungsnachweis"), "{}", answer.text);
}

/// GWA-2026-16: offers of 18.02.2026, decided on 06.05.2026 that nobody is taken, refused on 20.05.2026.
#[test]
fn the_steps_of_a_massnahme_are_told_with_day_and_body() {
    let workspace = Arbeitsbereich::verden_without_deliveries();
    let answer = ran(&workspace, &["massnahme", "verlauf", "GWA-2026-16"]);
    let steps: Vec<(&str, &str)> = answer.json["schritte"]
        .as_array()
        .expect("steps")
        .iter()
        .map(|step| (step["zustand"].as_str().unwrap_or_default(), step["datum"].as_str().unwrap_or("…")))
        .collect();
    assert_eq!(
        steps,
        [
            ("bedarf_festgestellt", "2026-01-21"),
            ("interessenbekundung", "2026-02-18"),
            ("bewertet", "…"),
            ("entschieden", "2026-05-06"),
            ("abgelehnt", "2026-05-20"),
        ]
    );
    assert!(answer.text.contains("Stand: abgelehnt.") && answer.text.contains("K.-o.-Kriterium"), "{}", answer.text);
}

#[test]
fn the_rules_of_an_office_are_its_settings() {
    let workspace = bezirk();
    let found = ran(&workspace, &["massnahme", "pruefen"]);
    let rules: Vec<_> = found.json["befunde"]
        .as_array()
        .expect("findings")
        .iter()
        .filter(|befund| befund["schwere"] != "hinweis")
        .map(|befund| (befund["massnahme"].as_str().unwrap_or_default(), befund["regel"].as_str().unwrap_or_default()))
        .collect();
    // The one Vollfinanzierung has no reason on record; everything else keeps the rules of the Bezirk.
    // And no Nachweis of a Förderjahr is on record yet.
    let rules: Vec<_> = rules.into_iter().filter(|(_, rule)| *rule != "nachweis-ueberfaellig").collect();
    assert_eq!(rules, [("PRJ-2026-02", "vollfinanzierung-ohne-grund")]);
    assert_eq!(found.status, Status::Befunde);
    // A longest Laufzeit of a year is broken by the Projekte that run longer.
    let path = workspace.path().join("sozialraumbericht.toml");
    let settings = fs::read_to_string(&path).expect("settings");
    fs::write(&path, settings.replace("hoechstlaufzeit_monate = { wert = 24", "hoechstlaufzeit_monate = { wert = 12"))
        .expect("written");
    let text = ran(&workspace, &["massnahme", "pruefen"]).text;
    assert!(text.contains("PRJ-2026-01") && text.contains("länger als 12 Monate"), "{text}");
    assert!(text.contains("Quelle: Konzept, Projektstart"), "{text}");
}

/// PRJ-2025-02, by hand: 66.797,50 − 4.000,00 − 4 % of 66.797,50 (2.671,90) = 60.125,60; granted 60.100,00.
#[test]
fn a_zuwendung_is_shown_step_by_step() {
    let workspace = bezirk();
    let answer = ran(&workspace, &["massnahme", "zuwendung", "prj-2025-02"]);
    let json = &answer.json;
    assert_eq!(
        (json["eigenanteil"].as_str(), json["hoechstens"].as_str(), json["zuwendung"].as_str()),
        (Some("2671.90"), Some("60125.60"), Some("60100.00"))
    );
    for part in
        ["66.797,50", "−4.000,00", "−2.671,90", "60.125,60", "60.100,00", "Konzept Sozialraumarbeit, Eigenanteil"]
    {
        assert!(answer.text.contains(part), "{part}: {}", answer.text);
    }
}

/// PRJ-2024-02 ended on 31.01.2025; its Nachweise of 2024 was due on 30.04.2025. PRJ-2024-01 still runs: 2024 and 2025 are due.
#[test]
fn every_foerderjahr_owes_its_nachweis() {
    let workspace = bezirk();
    let answer = ran(&workspace, &["bericht", "nachweis", "--massnahme", "PRJ-2024-01"]);
    assert_eq!(answer.status, Status::Befunde);
    let due: Vec<_> = answer.json["ausstehend"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|entry| (entry["nachweis"]["foerderjahr"].as_i64(), entry["nachweis"]["faellig"].as_str()))
        .collect();
    assert_eq!(due, [(Some(2024), Some("2025-04-30")), (Some(2025), Some("2026-04-30"))]);
    assert!(answer.text.contains("PRJ-2024-01 Zwischennachweis 2025: seit 81 Tagen überfällig"), "{}", answer.text);
}

#[test]
fn a_rule_without_a_source_and_a_wrong_word_are_told_by_line() {
    for (old, new, said) in [
        ("quelle = \"Konzept, Projektstart\"", "quelle = \"\"", "Die Regel nennt keine Quelle"),
        ("wert = \"bewilligung\"", "wert = \"vorher\"", "vorher"),
        ("ab_mitarbeitenden = 61, ", "ab_mitarbeitenden = 20, ", "stehen nicht aufsteigend"),
        ("wert = 24", "wert = 0", "So lange läuft keine Maßnahme"),
    ] {
        let workspace = bezirk();
        let path = workspace.path().join("sozialraumbericht.toml");
        let settings = fs::read_to_string(&path).expect("settings");
        assert!(settings.contains(old), "{old}");
        fs::write(&path, settings.replacen(old, new, 1)).expect("written");
        let error = workspace.run(&["massnahme", "pruefen"]).expect_err(new).to_string();
        assert!(error.contains(said) && error.contains("sozialraumbericht.toml:"), "{new}: {error}");
    }
}

#[test]
fn a_nachweis_with_a_mistake_is_told_by_line() {
    let name = "data/nachweise/GWA-2025-01_2025.toml";
    for (old, new, said) in [
        ("ansatz = \"S3\"", "ansatz = \"S9\"", "Den Einzelansatz „S9“ gibt es nicht"),
        ("nr = \"2025-02\"", "nr = \"2025-01\"", "Den Beleg „2025-01“ gibt es schon"),
        ("schlussnachweis = true", "schlussnachweis = false", "Das letzte Förderjahr hat den Schlussnachweis"),
        ("foerderjahr = 2025", "foerderjahr = 2023", "Im Jahr 2023 läuft die Maßnahme nicht"),
    ] {
        let workspace = Arbeitsbereich::verden_without_deliveries();
        let path = workspace.path().join(name);
        let text = fs::read_to_string(&path).expect("a record");
        fs::write(&path, text.replacen(old, new, 1)).expect("written");
        let error = workspace.run(&["massnahme", "pruefen"]).expect_err(new).to_string();
        assert!(error.contains(said) && error.contains(name), "{new}: {error}");
    }
}

/// A draft names what the record and the settings say; without a decision there is none.
#[test]
fn drafts_of_bescheide_are_written_for_each_offer() {
    let workspace = Arbeitsbereich::verden_without_deliveries();
    let answer = ran(&workspace, &["massnahme", "bescheid", "GWA-2026-05"]);
    let written: Vec<_> = answer.json["ausgaben"]
        .as_array()
        .expect("outputs")
        .iter()
        .filter_map(|output| output["pfad"].as_str().map(str::to_owned))
        .collect();
    let path = |letter: &str| format!("bescheide/GWA-2026-05/bescheid-{letter}.pdf");
    assert_eq!(written, ["a", "b", "c"].map(path));
    let one = ran(&workspace, &["massnahme", "bescheid", "GWA-2026-05", "--angebot", "b"]);
    assert_eq!(one.json["ausgaben"].as_array().map(Vec::len), Some(1));
    let error = workspace.run(&["massnahme", "bescheid", "GWA-2026-12"]).expect_err("refused").to_string();
    assert!(error.contains("ist noch nicht entschieden"), "{error}");
}

/// Shares of the three budgets and the movements between them sum to nothing and to the grant.
#[test]
fn an_umschichtung_is_proposed_for_what_a_budget_lacks() {
    let workspace = Arbeitsbereich::verden_without_deliveries();
    let answer = ran(&workspace, &["massnahme", "umschichtung", "GWA-2026-07"]);
    let lines: Vec<(&str, &str, &str)> = answer.json["budgets"]
        .as_array()
        .expect("budgets")
        .iter()
        .flat_map(|line| line["vorschlaege"].as_array().into_iter().flatten())
        .map(|line| {
            let text = |key: &str| line[key].as_str().unwrap_or_default();
            (text("von"), text("nach"), text("betrag"))
        })
        .collect();
    // See the hand calculation in domain::umschichtung.
    assert_eq!(lines, [("thedinghausen", "doerverden", "7174.50"), ("langwedel", "doerverden", "8003.31")]);
    let bedarf: Vec<_> = answer.json["budgets"]
        .as_array()
        .map(|lines| lines.iter().map(|line| line["budget"]["bedarf"].clone()).collect())
        .unwrap_or_default();
    assert_eq!(bedarf, ["15640.86", "15640.85", "16114.82"].map(|sum| Value::String(sum.to_owned())));
    assert!(
        answer.text.contains("von = \"thedinghausen\", nach = \"doerverden\", betrag = \"7.174,50\""),
        "{}",
        answer.text
    );
}
