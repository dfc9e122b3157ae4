//! What is due on the sample's day, and runs that do it: whole runs in copies of the sample office.

use std::fs;
use std::process::Command;

use serde_json::Value;
use sozialraumbericht::pipeline::Status;

use crate::arbeitsbereich::Arbeitsbereich;
use crate::jahr::{deliver, kosten};

/// Key, how much it presses, until when.
fn told(answer: &Value) -> Vec<String> {
    let text = |one: &Value, key: &str| one[key].as_str().unwrap_or("–").to_owned();
    let lines = answer["faellig"].as_array().expect("a list").iter();
    lines
        .map(|one| format!("{} {} {}", text(one, "schluessel"), text(one, "dringlichkeit"), text(one, "bis")))
        .collect()
}

// Read through against the records: evaluations that data/evaluationen does not have, Verwendungsnachweise with
// geprueft = false, ends of Maßnahmen within six months; no delivery is in the store. GWA-2024-05 handed its
// Verwendungsnachweis in on 26.10.2025: 60 days later is 25.12.2025, 207 days before 20.07.2026.
#[test]
fn what_is_due_is_told_most_urgent_first() {
    let amt = Arbeitsbereich::verden_without_deliveries();
    let before = amt.files(".");
    let antwort = amt.run(&["faellig"]).expect("an answer");
    assert_eq!(antwort.status, Status::Befunde, "something is late");
    assert_eq!(before, amt.files("."), "it only looks");
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(crate::arbeitsbereich::root().join("tests/all/snapshots"));
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("faellig", told(&antwort.json).join("\n")));
    assert!(
        antwort.text.contains("ÜBERFÄLLIG\n  Prüfung des Verwendungsnachweises „")
            && antwort.text.contains(" (GWA-2024-05) – seit 207 Tagen überfällig"),
        "{}",
        antwort.text
    );
}

// On 1 September the invitations to the meetings of 8 to 15 September are due (10 + 4 days before): six of the eight teams
// meet until then. No delivery has ever come.
#[test]
fn a_missing_delivery_stops_no_other_work() {
    let amt = Arbeitsbereich::verden_without_deliveries();
    let run = || amt.run(&["lauf", "--faellig", "--heute", "2026-09-01"]).expect("a run");
    let antwort = run();
    assert_eq!(antwort.json["unveraendert"], false);
    assert!(told(&antwort.json).iter().any(|line| line.starts_with("lieferung/2026-Q2/kosten ueberfaellig")));
    let papers: Vec<_> = amt.files("reports").into_iter().map(|(path, _)| path).collect();
    for path in [
        "sitzungen/SRT-achim-2026-4/einladung.pdf",
        "sitzungen/SRT-achim-2026-4/protokoll-vordruck.pdf",
        "sitzungen/SRT-achim-2026-3/protokoll.pdf",
        "2026-H1/evaluation-kreis.pdf",
        "faellig/2026-09-01-0800/pruefprotokoll.pdf",
    ] {
        assert!(papers.iter().any(|paper| paper == path), "{path}: {papers:?}");
    }
    assert!(!papers.iter().any(|path| path.starts_with("sitzungen/SRT-ottersberg-2026-4/")), "21 September is far");
    let before = amt.files(".");
    let again = run();
    assert_eq!(again.json["unveraendert"], true, "{}", again.text);
    assert!(again.text.starts_with("Nichts zu tun."), "{}", again.text);
    assert_eq!(before, amt.files("."));
}

#[test]
fn a_case_number_in_a_record_stops_its_papers_and_no_others() {
    let amt = Arbeitsbereich::verden_without_deliveries();
    let path = amt.path().join("data/sitzungen/SRT-achim-2026-4.toml");
    let text = fs::read_to_string(&path).expect("a record");
    fs::write(&path, text.replace("Bilanz nach einem Jahr", "Fall 51.2.03-0417/26")).expect("written");
    let antwort = amt.run(&["lauf", "--faellig", "--heute", "2026-09-01"]).expect("a run");
    assert!(
        antwort.text.contains("In der Akte der Sitzung SRT-achim-2026-4 steht ein Aktenzeichen"),
        "{}",
        antwort.text
    );
    let reports = amt.path().join("reports/sitzungen");
    assert!(!reports.join("SRT-achim-2026-4").exists());
    assert!(reports.join("SRT-doerverden-2026-4/einladung.pdf").is_file());
}

#[test]
fn the_schedule_calls_this_program_in_this_workspace() {
    let amt = Arbeitsbereich::verden_without_deliveries();
    let here = fs::canonicalize(amt.path()).expect("a path").display().to_string();
    let shown = amt.run(&["zeitplan"]).expect("units").text;
    assert!(shown.contains(&format!("ReadWritePaths=\"{here}\"")) && shown.contains("Persistent=true"), "{shown}");
    assert!(shown.contains("PrivateNetwork=yes"), "the sample sends no mail by itself: {shown}");
    let folder = amt.path().join("units");
    amt.run(&["zeitplan", "--windows", "--nach", &folder.to_string_lossy()]).expect("a task");
    let task = fs::read(folder.join("sozialraumbericht.xml")).expect("a task");
    assert!(task.starts_with(&[0xFF, 0xFE]), "UTF-16 with its mark");
    let cron = amt.run(&["zeitplan", "--cron"]).expect("a line").text;
    assert_eq!(cron.lines().count(), 1, "{cron}");
}

// Bookings of three months in "SR Nirgends", which no Raum of the office is called; a new delivery has the right name.
#[test]
fn questions_about_a_delivery_are_named_until_a_new_one_settles_them() {
    let amt = Arbeitsbereich::verden_without_deliveries();
    let take_in = |name: &str, raum: &str| {
        deliver(amt.path(), name, &kosten("2026-Q2", "500,00").replace("SR Oyten", raum));
        let path = amt.path().join("data/eingang").join(name);
        amt.run(&["einlesen", &path.to_string_lossy()]).expect("taken in");
        amt.run(&["faellig"]).expect("an answer")
    };
    let questions = take_in("kosten_2026-Q2.csv", "SR Nirgends");
    let key = "warnungen/2026-Q2/kosten klaeren –".to_owned();
    assert!(told(&questions.json).contains(&key), "{}", questions.text);
    let text = questions.text.replace('\u{a0}', " ");
    assert!(
        text.contains("\nZU KLÄREN\n  Rückfragen: Kostenlieferung, 2. Quartal 2026, 3 Warnungen – seit 20.07.2026\n"),
        "{text}"
    );
    assert!(text.contains("„Unbekannter Sozialraum“ (F009)") && text.contains(" 1 zu klären"), "{text}");
    let settled = take_in("kosten-neu_2026-Q2.csv", "SR Oyten");
    assert!(!told(&settled.json).iter().any(|line| line.starts_with("warnungen/")), "{}", settled.text);
}

/// What systemd says of itself; nothing where there is none on this machine.
fn systemd_analyze(words: &[&str]) -> Option<(bool, String)> {
    let output = Command::new("systemd-analyze").args(words).env("SYSTEMD_COLORS", "0").output().ok()?;
    let said = [output.stdout, output.stderr].concat();
    Some((output.status.success(), String::from_utf8_lossy(&said).into_owned()))
}

// 2.5 of 10 is what systemd 252 calls "OK"; with a network the service is more exposed than without.
#[test]
fn systemd_takes_the_units_and_finds_them_hardened() {
    for more in ["", "selbsttaetig = true\nserver = \"mail.example.org\"\n"] {
        let amt = Arbeitsbereich::verden_without_deliveries();
        let path = amt.path().join("sozialraumbericht.toml");
        let text = fs::read_to_string(&path).expect("settings");
        let before = text.split("[mail]").next().expect("settings");
        fs::write(&path, format!("{before}[mail]\n{more}")).expect("settings");
        let folder = amt.path().join("50% & mehr");
        fs::create_dir(&folder).expect("a folder");
        amt.run(&["zeitplan", "--systemd", "--nach", &folder.to_string_lossy()]).expect("units");
        let unit = |name: &str| folder.join(name).display().to_string();
        let (service, timer) = (unit("sozialraumbericht.service"), unit("sozialraumbericht.timer"));
        let Some((accepted, said)) = systemd_analyze(&["verify", &service, &timer]) else { return };
        assert!(accepted && !said.contains("sozialraumbericht."), "{said}");
        let (hardened, said) =
            systemd_analyze(&["security", "--offline=yes", "--threshold=25", "--no-pager", &service]).expect("systemd");
        assert!(hardened, "{said}");
    }
}
