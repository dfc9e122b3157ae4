//! Three offices with one program: the samples below `examples/` are what `neu --profil` makes, and whole runs over them
//! speak the office's own words.

use std::fs;
use std::path::Path;

use page_validation::ValidationProfile;
use sozialraumbericht::workspace::{Profil, neu_aus_profil};

use super::gueltigkeit::failures;
use super::pdf::Pdf;
use crate::arbeitsbereich::{Arbeitsbereich, root};

const BEISPIELE: [(Profil, &str); 2] = [(Profil::Norderstedt, "2026-Q2"), (Profil::Bezirk, "2026-Q1")];

/// The files below a folder, by path, without what a run leaves behind.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    fn collect(folder: &Path, prefix: &str, files: &mut Vec<(String, Vec<u8>)>) {
        for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry")) {
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if !entry.path().is_dir() {
                files.push((name, fs::read(entry.path()).expect("a file")));
            } else if !["reports", "data/bestand", "data/rueckmeldung"].contains(&name.as_str()) {
                collect(&entry.path(), &format!("{name}/"), files);
            }
        }
    }
    let mut found = Vec::new();
    collect(folder, "", &mut found);
    found.sort();
    found
}

/// `BEISPIELE_SCHREIBEN=1 cargo test` writes the samples anew; their settings and deliveries are what they are.
#[test]
fn the_samples_are_what_neu_makes() {
    for (profil, _) in BEISPIELE {
        let home = tempfile::tempdir().expect("a folder");
        let made = home.path().join("neu");
        neu_aus_profil(&made, profil).expect("made");
        let sample = root().join("examples").join(profil.as_str());
        if std::env::var_os("BEISPIELE_SCHREIBEN").is_some() {
            for (name, bytes) in files(&made) {
                let target = sample.join(&name);
                fs::create_dir_all(target.parent().expect("a folder")).expect("a folder");
                fs::write(target, bytes).expect("written");
            }
        }
        let (made, sample) = (files(&made), files(&sample));
        let names = |files: &[(String, Vec<u8>)]| files.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
        assert_eq!(names(&made), names(&sample), "{profil:?}");
        for ((name, made), (_, sample)) in made.iter().zip(&sample) {
            assert!(made == sample, "{profil:?}: {name} differs");
        }
    }
}

/// A whole run over a sample: its PDFs, all of them valid.
fn run(profil: Profil, quartal: &str) -> Vec<Pdf> {
    let workspace = Arbeitsbereich::of_profile(profil.as_str());
    let answer = workspace.run(&["lauf"]).unwrap_or_else(|error| panic!("{profil:?}: {error}"));
    assert_eq!(answer.status.code(), 0, "{profil:?}: {}", answer.text);
    assert!(profil != Profil::Bezirk || !answer.text.contains("Maßnahme"), "{}", answer.text);
    let reports = workspace.files("reports");
    for name in ["budgetuebersicht-kreis.pdf", "jha-bericht.pdf", "angebote.pdf", "kennzahlen.xlsx", "index.html"] {
        assert!(reports.iter().any(|(path, _)| *path == format!("{quartal}/{name}")), "{profil:?}: {name}");
    }
    valid(profil.as_str(), reports)
}

/// The PDFs among some files, all of them valid.
fn valid(office: &str, reports: Vec<(String, Vec<u8>)>) -> Vec<Pdf> {
    let pdfs = reports.into_iter().filter(|(path, _)| path.ends_with(".pdf"));
    let pdfs: Vec<_> = pdfs.map(|(path, bytes)| Pdf::read(path, bytes)).collect();
    for standard in [ValidationProfile::PdfA3a, ValidationProfile::PdfUa1] {
        let found: Vec<_> = pdfs.iter().flat_map(|pdf| failures(pdf, &pdf.bytes, standard)).collect();
        assert_eq!(found, Vec::<String>::new(), "{office}");
    }
    pdfs
}

/// Meetings, deadlines and Bescheide follow from each office's own settings, without a difference in the program.
#[test]
fn every_office_plans_invites_reminds_and_decides() {
    for (workspace, office, sitzung, massnahme) in [
        (Arbeitsbereich::verden_without_deliveries(), "verden", "SRT-achim-2026-4", "GWA-2026-05"),
        (Arbeitsbereich::of_profile("norderstedt"), "norderstedt", "SRT-nord-a-2026-4", "FUA-2026-01"),
        (Arbeitsbereich::of_profile("bezirk"), "bezirk", "SRT-bruecktor-2026-4", "PRJ-2026-01"),
    ] {
        let said =
            |words: &[&str]| workspace.run(words).unwrap_or_else(|error| panic!("{office}, {words:?}: {error}")).text;
        // Five meetings of each team are proposed, none of them in the holidays or on a public holiday.
        let plan = workspace.run(&["jahresplanung", "2027"]).unwrap_or_else(|error| panic!("{office}: {error}"));
        assert!(!plan.text.contains("unbekannt"), "{office}: {}", plan.text);
        said(&["einladung", sitzung]);
        let due = said(&["faellig"]);
        let projekte = office == "bezirk";
        said(&["massnahme", "bescheid", massnahme]);
        let list = said(&["massnahme", "liste"]);
        let checked = said(&["massnahme", "pruefen"]);
        for text in [&due, &list, &checked] {
            assert!(!projekte || !text.contains("Maßnahme"), "{text}");
        }
        let pdfs = valid(office, workspace.files("reports"));
        for part in ["jahresplanung/2027/", &format!("sitzungen/{sitzung}/"), &format!("bescheide/{massnahme}/")] {
            assert!(pdfs.iter().any(|pdf| pdf.pfad.starts_with(part)), "{office}: {part}");
        }
        let text = pdfs.iter().map(|pdf| pdf.text()).collect::<Vec<_>>().join("\n");
        assert!(!projekte || !text.contains("Maßnahme"), "{office}: a paper speaks of Maßnahmen");
    }
}

/// The yearly report of an office with a body that steers, and of one that has not named it.
#[test]
fn the_body_that_steers_gets_a_report_of_the_year() {
    let workspace = Arbeitsbereich::of_profile("bezirk");
    workspace.run(&["einlesen"]).expect("deliveries");
    for (jahr, parts) in [
        ("2025", ["Fünf Projekte 2025: 61.233 € sind bewilligt", "zwei Nachweise stehen aus", "Rückforderung"]),
        ("2026", ["Acht Projekte 2026", "30 von 24 + 12 Monaten", "OKJUS_Zahlungen_20260331.xlsx"]),
    ] {
        let words = ["bericht", "steuerung", "--jahr", jahr];
        let answer = workspace.run(&words).unwrap_or_else(|error| panic!("{jahr}: {error}"));
        assert_eq!(answer.status.code(), 0, "{}", answer.text);
        let first = workspace.files("reports");
        workspace.run(&words).expect("the same once more");
        assert!(first == workspace.files("reports"), "{jahr}: other bytes");
        let pdfs = valid("bezirk", first);
        let text = text(&pdfs, &format!("{jahr}/steuerungsbericht.pdf")).replace(['\u{a0}', '\u{202f}'], " ");
        for part in parts {
            assert!(text.contains(part), "{part}: {text}");
        }
        assert!(text.contains("Bezirkliche Steuerungsgruppe") && !text.contains("Maßnahme"), "{text}");
    }
    let nachweise = workspace.run(&["bericht", "nachweis", "--jahr", "2025"]).expect("Nachweise");
    assert!(nachweise.text.contains("PRJ-2025-02 Zwischennachweis 2025: seit 81 Tagen"), "{}", nachweise.text);
    valid("bezirk", workspace.files("reports"));

    let other = Arbeitsbereich::of_profile("norderstedt");
    other.run(&["bericht", "steuerung", "--jahr", "2025"]).expect("a report");
    let pdfs = valid("norderstedt", other.files("reports"));
    let text = text(&pdfs, "2025/steuerungsbericht.pdf");
    assert!(text.contains("Jahresbericht an: Steuerungsgruppe"), "{text}");
}

/// With the section in the settings the run of the year's last quarter writes it, and its page lists it.
#[test]
fn the_run_of_the_last_quarter_writes_the_report_of_the_year() {
    let workspace = Arbeitsbereich::verden();
    let settings = workspace.path().join("sozialraumbericht.toml");
    let text = fs::read_to_string(&settings).expect("settings");
    fs::write(&settings, format!("{text}\n[steuerung]\ngremium = \"Lenkungskreis\"\n")).expect("written");
    workspace.run(&["lauf", "--quartal", "2025-Q4"]).expect("a run");
    let pdf = workspace.path().join("reports/2025/steuerungsbericht.pdf");
    assert!(pdf.is_file());
    let page = fs::read_to_string(workspace.path().join("reports/2025-Q4/index.html")).expect("a page");
    assert!(page.contains("Lenkungskreis 2025") && page.contains("../2025/steuerungsbericht.pdf"), "not listed");
    let again = workspace.run(&["lauf", "--quartal", "2025-Q4"]).expect("a run");
    assert!(again.text.starts_with("Nichts zu tun"), "{}", again.text);
}

/// A text without the Träger whose name has an office's word in it.
fn without_traeger(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace("Verein für Gemeinwesenarbeit", "")
}

/// What a reader sees of a document, with one blank between words.
fn text(pdfs: &[Pdf], name: &str) -> String {
    let pdf = pdfs.iter().find(|pdf| pdf.pfad.ends_with(name)).unwrap_or_else(|| panic!("no {name}"));
    pdf.text().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_run_over_norderstedt_speaks_of_hours_teams_and_regionen() {
    let pdfs = run(Profil::Norderstedt, "2026-Q2");
    let hours = text(&pdfs, "budgetuebersicht-nord-a-kb-stunden.pdf");
    // 18 hours a week in 52 weeks: 936.
    for part in ["936,00 Std.", "18 Stunden je Woche", "52 Wochen", "Stundenbudget für kollegiale Beratung"] {
        assert!(hours.contains(part), "{part}: {hours}");
    }
    let money = text(&pdfs, "budgetuebersicht-nord-a.pdf");
    for part in ["Alle Budgets", "FuA-Budget", "Beratungsstunden", "FuA-Stunden", "Nord, Team A"] {
        assert!(money.contains(part), "{part}: {money}");
    }
    let kreis = text(&pdfs, "budgetuebersicht-kreis.pdf");
    assert!(kreis.contains("Region Nord") && !without_traeger(&kreis).contains("Gemeinwesenarbeit"), "{kreis}");
}

#[test]
fn a_run_over_bezirk_speaks_of_projekte_and_bezirksjugendaemter() {
    let pdfs = run(Profil::Bezirk, "2026-Q1");
    let kreis = text(&pdfs, "budgetuebersicht-kreis.pdf");
    for part in ["Projekte im Haushaltsjahr 2026", "Beschlossene und geplante Projekte", "Bezirksjugendamt Mitte"] {
        assert!(kreis.contains(part), "{part}: {kreis}");
    }
    let anlage = text(&pdfs, "PRJ-2026-01/anlage-1.pdf");
    assert!(anlage.contains("Projektbeschreibung") && anlage.contains("fallunabhängige Arbeit"), "{anlage}");
    // The offices' own words stand in no document of the other's.
    for pdf in &pdfs {
        let text = without_traeger(&pdf.text());
        for word in ["Gemeinwesenarbeit", "Regionalteam", "Sozialraumbudget"] {
            assert!(!text.contains(word) || pdf.pfad.contains("anlage"), "{}: {word}", pdf.pfad);
        }
    }
}
