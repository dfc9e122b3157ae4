//! Papers of the meetings: whole runs in copies of the sample office, and every sample of the templates typeset.

use std::fs;
use std::path::Path;

use icalendar::{Calendar, CalendarComponent, Component, EventLike};
use page_validation::ValidationProfile;
use serde_json::json;
use sozialraumbericht::domain::Zielgruppe;
use sozialraumbericht::pipeline::Antwort;
use sozialraumbericht::present::Dokument;
use sozialraumbericht::render::pdf::Setzer;
use sozialraumbericht::render::vorlagen::Vorlagen;

use crate::arbeitsbereich::Arbeitsbereich;
use crate::dokumente::gueltigkeit::failures;
use crate::dokumente::pdf::Pdf;
use crate::dokumente::struktur::umriss;

/// Templates of the meetings and how the names of their samples begin; the longer beginning first.
const VORLAGEN: [(&str, &str); 4] = [
    ("jahresplanung-team", "jahresplanung-team.typ"),
    ("jahresplanung", "jahresplanung.typ"),
    ("einladung", "einladung.typ"),
    ("protokoll", "protokoll.typ"),
];

/// With BILDER=folder they are kept to look at.
#[test]
fn every_sample_is_typeset_and_keeps_the_standards() {
    let folder = crate::arbeitsbereich::root().join("templates/beispiele");
    let setzer = Setzer::new(&Vorlagen::built_in(), "2026-07-20".parse().expect("a day")).expect("templates");
    let mut seen = 0;
    for entry in fs::read_dir(folder).expect("samples").map(|entry| entry.expect("an entry")) {
        let name = entry.file_name().to_string_lossy().trim_end_matches(".json").to_owned();
        let Some((_, template)) = VORLAGEN.iter().find(|(beginning, _)| name.starts_with(beginning)) else { continue };
        let daten = serde_json::from_slice(&fs::read(entry.path()).expect("a sample")).expect("JSON");
        let pdf = setzer
            .set(&Dokument {
                template,
                zielgruppe: Zielgruppe::Fachkreis,
                pfad: format!("{name}.pdf"),
                daten,
                anhang: json!({}),
                proben: Vec::new(),
            })
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(pdf.nicht_druckbar, Vec::<String>::new(), "{name}");
        seen += 1;
        structure(&name, &pdf.bytes);
        let read = Pdf::read(pdf.pfad.clone(), pdf.bytes.clone());
        for profile in [ValidationProfile::PdfA3a, ValidationProfile::PdfUa1] {
            assert_eq!(failures(&read, &read.bytes, profile), Vec::<String>::new());
        }
        if let Some(folder) = std::env::var_os("BILDER") {
            fs::write(Path::new(&folder).join(format!("{name}.pdf")), &pdf.bytes).expect("a file");
        }
    }
    assert_eq!(seen, 9);
}

/// What a screen reader meets in the first sample of each template, kept as it was read through.
fn structure(name: &str, bytes: &[u8]) {
    if ![
        "jahresplanung-2026",
        "jahresplanung-team-achim",
        "einladung-achim",
        "protokoll-achim",
        "protokoll-achim-vorher",
    ]
    .contains(&name)
    {
        return;
    }
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(crate::arbeitsbereich::root().join("tests/all/snapshots"));
    settings.set_omit_expression(true);
    let _scope = settings.bind_to_scope();
    let mut lines = Vec::new();
    umriss(&Pdf::read(format!("{name}.pdf"), bytes.to_vec()).struktur(), 0, &mut lines);
    insta::assert_snapshot!(name.replace('-', "_"), lines.join("\n"));
}

/// The files of `reports/`, by path.
fn reports(workspace: &Arbeitsbereich) -> Vec<(String, Vec<u8>)> {
    workspace.files("reports")
}

fn rules(answer: &Antwort) -> Vec<&str> {
    let befunde = answer.json["befunde"].as_array().expect("findings");
    befunde.iter().filter_map(|befund| befund["regel"].as_str()).collect()
}

/// Every PDF below `reports/` keeps both standards.
fn check_pdfs(workspace: &Arbeitsbereich) -> usize {
    let pdfs: Vec<Pdf> = reports(workspace)
        .into_iter()
        .filter(|(name, _)| name.ends_with(".pdf"))
        .map(|(name, bytes)| Pdf::read(name, bytes))
        .collect();
    for pdf in &pdfs {
        for profile in [ValidationProfile::PdfA3a, ValidationProfile::PdfUa1] {
            assert_eq!(failures(pdf, &pdf.bytes, profile), Vec::<String>::new());
        }
    }
    pdfs.len()
}

#[test]
fn the_plan_of_a_year_is_written_and_its_conflict_ends_the_run_with_three() {
    let workspace = Arbeitsbereich::verden_without_deliveries();
    let answer = workspace.run(&["jahresplanung", "2026"]).expect("a plan");
    assert_eq!(answer.status.code(), 3);
    assert!(
        answer.text.starts_with("Warnung: Achim und Dörverden tagen am 09.11.2026 beide um 09:00 Uhr.\n  Abhilfe: ")
    );
    assert_eq!((&answer.json["sitzungen"], &answer.json["vorgeschlagen"]), (&json!(40), &json!(0)));
    let before = reports(&workspace);
    let names: Vec<_> = before.iter().map(|(name, _)| name.rsplit('/').next().expect("a name")).collect();
    assert_eq!(names.iter().filter(|name| name.ends_with(".pdf")).count(), 9);
    assert_eq!(names.iter().filter(|name| name.ends_with(".ics")).count(), 9);
    assert_eq!(check_pdfs(&workspace), 9);
    workspace.run(&["jahresplanung", "2026"]).expect("a plan");
    assert!(before == reports(&workspace), "a second run changed a file");
}

/// Read back by a parser that this program did not write the files with.
#[test]
fn the_calendars_hold_every_meeting_at_its_time() {
    let workspace = Arbeitsbereich::verden_without_deliveries();
    workspace.run(&["jahresplanung", "2026"]).expect("a plan");
    let folder = workspace.path().join("reports/jahresplanung/2026");
    let all: Calendar =
        fs::read_to_string(folder.join("jahresplanung.ics")).expect("a file").parse().expect("a calendar");
    let events: Vec<_> = all
        .components
        .iter()
        .filter_map(|component| match component {
            CalendarComponent::Event(event) => Some(event),
            _ => None,
        })
        .collect();
    assert_eq!(events.len(), 40);
    let uids: std::collections::BTreeSet<_> = events.iter().filter_map(|event| event.get_uid()).collect();
    assert_eq!(uids.len(), 40);
    let one = events.iter().find(|event| event.get_uid() == Some("SRT-achim-2026-4@example.org")).expect("a meeting");
    assert_eq!(one.property_value("DTSTART"), Some("20260914T143000"));
    assert_eq!(one.property_value("DTEND"), Some("20260914T170000"));
    assert_eq!(one.get_summary(), Some("Sozialraumteam Achim, 4. Sitzung 2026"));
    assert_eq!(one.get_location(), Some("Rathaus Achim, Sitzungssaal"));
    let team = fs::read_to_string(folder.join("jahresplanung-achim.ics")).expect("a file");
    assert_eq!(team.matches("BEGIN:VEVENT").count(), 5);
}

#[test]
fn proposals_become_records_that_the_next_plan_finds() {
    let workspace = Arbeitsbereich::verden_without_deliveries();
    let proposed = workspace.run(&["jahresplanung", "2027"]).expect("a plan");
    assert_eq!((proposed.status.code(), &proposed.json["vorgeschlagen"]), (0, &json!(40)));
    assert!(!workspace.path().join("data/sitzungen/SRT-achim-2027-1.toml").exists(), "only asked for");
    let made = workspace.run(&["jahresplanung", "2027", "--anlegen"]).expect("a plan");
    assert_eq!((&made.json["vorgeschlagen"], made.json["angelegt"].as_array().map(Vec::len)), (&json!(0), Some(40)));
    let record = fs::read_to_string(workspace.path().join("data/sitzungen/SRT-achim-2027-5.toml")).expect("a record");
    for part in [
        "datum = 2027-11-08",
        "beginn = \"09:00\"",
        "titel = \"Budgetübersicht\",                              fest = true, minuten = 15, von = \"Schablon\"",
        "email = \"tjark.schablon@example.org\"",
        "jahresplanung_folgejahr = true",
    ] {
        assert!(record.contains(part), "{part} is missing in\n{record}");
    }
    let again = workspace.run(&["jahresplanung", "2027", "--anlegen"]).expect("a plan");
    assert_eq!(again.json["angelegt"], json!([]));
    let letter = workspace.run(&["einladung", "SRT-achim-2027-1"]).expect("an invitation");
    assert!(letter.text.contains("Einladung vom 20.07.2026 zur Sitzung am 08.02.2027"), "{}", letter.text);
}

#[test]
fn an_invitation_names_its_enclosures_and_says_what_is_missing() {
    let workspace = Arbeitsbereich::verden();
    let early = workspace.run(&["einladung", "SRT-achim-2026-4"]).expect("an invitation");
    assert_eq!((early.status.code(), rules(&early)), (3, vec!["budgetuebersicht-fehlt"]));
    workspace.run(&["lauf"]).expect("a run");
    let answer = workspace.run(&["einladung", "srt-achim-2026-4", "--heute", "2026-08-31"]).expect("an invitation");
    assert_eq!((answer.status.code(), rules(&answer)), (0, vec![]), "{}", answer.text);
    let anlagen: Vec<_> = answer.json["anlagen"].as_array().expect("a list").iter().collect();
    assert_eq!(
        anlagen[0],
        &json!({ "name": "Protokoll der Sitzung vom 08.06.2026", "pfad": "sitzungen/SRT-achim-2026-3/protokoll.pdf", "vorhanden": true })
    );
    assert_eq!(
        anlagen[1],
        &json!({ "name": "Budgetübersicht Achim, 2.\u{a0}Quartal 2026", "pfad": "2026-Q2/budgetuebersicht-achim.pdf", "vorhanden": true })
    );
    assert_eq!(answer.json["verteiler"].as_array().map(Vec::len), Some(12));
    let (name, bytes) =
        reports(&workspace).into_iter().find(|(name, _)| name.ends_with("einladung.pdf")).expect("a letter");
    let text = Pdf::read(name, bytes).text();
    for part in [
        "Montag, 14.\u{a0}September 2026, 14:30–17:00 Uhr",
        "vierten Sitzung",
        "Stand 30.06.2026, Anlage 2",
        "15:40",
        "die übrigen 50",
    ] {
        assert!(text.contains(part), "{part} is missing in\n{text}");
    }
    // Of persons from outside no address stands in it.
    assert!(!text.contains("ute.beispielsen@example.org"));
    let late = workspace.run(&["einladung", "SRT-achim-2026-4", "--heute", "2026-09-07"]).expect("an invitation");
    assert_eq!((late.status.code(), rules(&late)), (3, vec!["einladung-zu-spaet"]));
    assert!(
        late.text.contains("nur 7 Tage vor der Sitzung am 14.09.2026; vorgesehen sind mindestens 10 Tage."),
        "{}",
        late.text
    );
}

#[test]
fn a_meeting_without_topics_gets_its_invitation_and_one_that_is_over_or_called_off_gets_none() {
    let workspace = Arbeitsbereich::verden_without_deliveries();
    let path = workspace.path().join("data/sitzungen/SRT-achim-2026-4.toml");
    let record = fs::read_to_string(&path).expect("a record");
    let bare: String =
        record.lines().filter(|line| !line.contains("fest = ")).map(|line| format!("{line}\n")).collect();
    fs::write(&path, &bare).expect("a file");
    let answer = workspace.run(&["einladung", "SRT-achim-2026-4"]).expect("an invitation");
    assert!(answer.text.contains("Geschrieben:"), "{}", answer.text);
    let over = workspace.run(&["einladung", "SRT-achim-2026-4", "--heute", "2026-09-15"]).expect_err("it is over");
    assert!(over.to_string().starts_with("Die Sitzung SRT-achim-2026-4 war am 14.09.2026"), "{over}");
    let off = format!("{}\nabgesagt = {{ am = 2026-09-01, grund = \"Krankheit\" }}\n", bare.trim_end());
    fs::write(&path, off).expect("a file");
    let off = workspace.run(&["einladung", "SRT-achim-2026-4"]).expect_err("it is called off");
    assert!(off.to_string().contains("ist seit 01.09.2026 abgesagt"), "{off}");
    let unknown = workspace.run(&["einladung", "SRT-achim-2026-44"]).expect_err("no such meeting");
    assert!(unknown.to_string().contains("Meinten Sie „SRT-achim-2026-4“?"), "{unknown}");
}

#[test]
fn minutes_come_before_and_after_and_contradictions_are_told() {
    let workspace = Arbeitsbereich::verden_without_deliveries();
    let before = workspace.run(&["protokoll", "SRT-achim-2026-4"]).expect("a form");
    assert_eq!((before.status.code(), &before.json["vorausgefuellt"]), (0, &json!(true)));
    let after = workspace.run(&["protokoll", "SRT-achim-2026-3"]).expect("minutes");
    assert_eq!((after.status.code(), rules(&after)), (3, vec!["bedarf-anderer-tag"]));
    let unwritten = workspace.run(&["protokoll", "SRT-achim-2026-4", "--heute", "2026-09-15"]).expect("a form");
    assert_eq!(rules(&unwritten), ["protokoll-fehlt"]);
    assert_eq!(check_pdfs(&workspace), 2);
    let files = reports(&workspace);
    workspace.run(&["protokoll", "SRT-achim-2026-3"]).expect("minutes");
    assert!(files == reports(&workspace), "a second run changed a file");
}

/// A file number in a record: no paper is made, and the number is not repeated.
#[test]
fn a_record_that_names_a_case_gives_no_paper() {
    let workspace = Arbeitsbereich::verden_without_deliveries();
    let path = workspace.path().join("data/sitzungen/SRT-achim-2026-3.toml");
    let record = fs::read_to_string(&path).expect("a record");
    fs::write(&path, record.replace("Termin Stadtteilfest", "Rückfrage zu 51.2.07-0815/26")).expect("a file");
    let error = workspace.run(&["protokoll", "SRT-achim-2026-3"]).expect_err("refused").to_string();
    assert!(error.contains("steht ein Aktenzeichen: tagesordnung, Punkt 8") && !error.contains("0815"), "{error}");
    assert!(reports(&workspace).is_empty());
}

/// Other offices have other words, no rhythms and no school holidays on record: they are told, and nothing breaks.
#[test]
fn the_plan_of_another_office_is_made() {
    for office in ["norderstedt", "bezirk"] {
        let workspace = Arbeitsbereich::taken_over(office);
        let answer = workspace.run(&["jahresplanung", "2027"]).expect("a plan");
        assert_eq!((answer.status.code(), rules(&answer)), (3, vec!["ohne-rhythmus"]), "{office}: {}", answer.text);
        assert_eq!(check_pdfs(&workspace), 1);
    }
}
