//! Versions: what is new goes out once, says what has changed, and moves the appointment; what is old does not.

use std::fs;

use mail_parser::{MessageParser, MimeHeaders};

use super::server::{Empfangen, Mailserver, Moment, Tat, Tls};
use super::*;

const KAETHE: &str = "kaethe.beispiel@example.org";

fn send(amt: &Path, heute: &str) -> Value {
    versand(amt, &["--sitzung", SITZUNG, "--smtp", "--heute", heute]).1
}

fn mails_to(server: &Mailserver, address: &str) -> Vec<Empfangen> {
    server.empfangen().into_iter().filter(|mail| mail.an == address).collect()
}

/// Subject, text, and the calendar's METHOD, UID and SEQUENCE.
fn read(mail: &Empfangen) -> (String, String, Vec<String>) {
    let message = MessageParser::default().parse(&mail.bytes).expect("a mail");
    let calendar = message
        .parts
        .iter()
        .find(|part| part.content_type().is_some_and(|kind| kind.subtype() == Some("calendar")))
        .and_then(|part| part.text_contents().map(str::to_owned))
        .unwrap_or_default();
    let lines = calendar.lines().map(str::trim_end);
    let told = lines.filter(|line| ["METHOD:", "SEQUENCE:", "UID:"].iter().any(|key| line.starts_with(key)));
    (
        message.subject().expect("a subject").to_owned(),
        message.body_text(0).expect("a text").into_owned(),
        told.map(str::to_owned).collect(),
    )
}

#[test]
fn a_change_is_one_correction_a_cancellation_one_mail_and_both_move_the_appointment() {
    let server = Mailserver::new(Tls::Starttls, None);
    let amt = office(&server, Tls::Starttls);
    assert_eq!(send(amt.path(), "2026-09-01")["ergebnis"]["angenommen"], 12);
    change(amt.path(), "ort = \"Rathaus Achim, Sitzungssaal\"", "ort = \"Familienzentrum\"");
    assert_eq!(send(amt.path(), "2026-09-02")["ergebnis"]["angenommen"], 12);
    assert_eq!(send(amt.path(), "2026-09-03")["ergebnis"]["angenommen"], 0);
    // A new topic moves nothing in the calendar.
    change(amt.path(), "Kita-Sozialarbeit: Bilanz nach einem Jahr", "Ferienbetreuung");
    assert_eq!(send(amt.path(), "2026-09-03")["ergebnis"]["angenommen"], 12);
    change(amt.path(), "ende = \"17:00\"", "ende = \"17:00\"\nabgesagt = { am = 2026-09-04, grund = \"Erkrankung\" }");
    assert_eq!(send(amt.path(), "2026-09-04")["ergebnis"]["angenommen"], 12);
    assert_eq!(send(amt.path(), "2026-09-05")["ergebnis"]["angenommen"], 0);
    change(amt.path(), "\nabgesagt = { am = 2026-09-04, grund = \"Erkrankung\" }", "");
    assert_eq!(send(amt.path(), "2026-09-06")["ergebnis"]["angenommen"], 12);

    let mails: Vec<_> = mails_to(&server, KAETHE).iter().map(read).collect();
    let uid = "UID:SRT-achim-2026-4@example.org";
    let told: Vec<Vec<&str>> = mails.iter().map(|(_, _, told)| told.iter().map(String::as_str).collect()).collect();
    assert_eq!(
        told,
        [
            vec!["METHOD:REQUEST", uid, "SEQUENCE:0"],
            vec!["METHOD:REQUEST", uid, "SEQUENCE:1"],
            vec!["METHOD:REQUEST", uid, "SEQUENCE:1"],
            vec!["METHOD:CANCEL", uid, "SEQUENCE:2"],
            vec!["METHOD:REQUEST", uid, "SEQUENCE:3"],
        ]
    );
    let subjects: Vec<_> = mails.iter().map(|(subject, _, _)| subject.as_str()).collect();
    assert_eq!(
        subjects,
        [
            "Einladung: Sozialraumteam Achim am 14.09.2026",
            "Korrektur (Fassung 2): Einladung: Sozialraumteam Achim am 14.09.2026",
            "Korrektur (Fassung 3): Einladung: Sozialraumteam Achim am 14.09.2026",
            "Absage: Sozialraumteam Achim am 14.09.2026",
            "Korrektur (Fassung 5): Einladung: Sozialraumteam Achim am 14.09.2026",
        ]
    );
    assert!(mails[1].1.contains("- Ort: Familienzentrum (bisher Rathaus Achim, Sitzungssaal)"), "{}", mails[1].1);
    assert!(mails[2].1.contains("Neu auf der Tagesordnung: „Ferienbetreuung“"), "{}", mails[2].1);
    assert!(mails[3].1.contains("findet nicht statt") && mails[3].1.contains("Grund: Erkrankung"), "{}", mails[3].1);
    assert!(mails[4].1.contains("Die Sitzung findet doch statt."), "{}", mails[4].1);
}

#[test]
fn a_new_version_of_an_enclosure_goes_to_those_who_get_it_and_one_typeset_again_to_nobody() {
    let server = Mailserver::new(Tls::Starttls, None);
    let amt = Arbeitsbereich::verden();
    configure(amt.path(), &server, Tls::Starttls, "");
    let typeset = |heute: &str| {
        amt.run(&["einlesen", "--heute", heute]).expect("taken in");
        amt.run(&["bericht", "budget", "--raum", "achim", "--quartal", "2026-Q2", "--heute", heute]).expect("typeset");
    };
    typeset("2026-08-20");
    assert_eq!(send(amt.path(), "2026-09-01")["ergebnis"]["angenommen"], 12);
    let first = amt.files("reports/2026-Q2");
    typeset("2026-09-01");
    assert_ne!(first, amt.files("reports/2026-Q2"), "another day, other bytes");
    assert_eq!(send(amt.path(), "2026-09-02")["ergebnis"]["angenommen"], 0, "but it says the same");
    // Another Ansatz for Achim: the figures are others.
    let path = amt.path().join("data/stammdaten/budgets.toml");
    let text = fs::read_to_string(&path).expect("budgets");
    let line = text.lines().find(|line| line.contains("jahr = 2026") && line.contains("\"achim\"")).expect("a budget");
    assert!(line.contains("ansatz = \"90.000,00\""), "{line}");
    fs::write(&path, text.replacen(line, &line.replace("90.000,00", "91.234,56"), 1)).expect("budgets");
    typeset("2026-09-02");
    let answer = send(amt.path(), "2026-09-02");
    assert_eq!(answer["ergebnis"]["angenommen"], 12, "{answer}");
    let (_, text, _) = read(&mails_to(&server, KAETHE)[1]);
    assert!(text.contains("Neue Fassung: Budgetübersicht Achim, 2.\u{a0}Quartal 2026"), "{text}");
}

#[test]
fn reports_go_to_whom_they_are_for_and_once() {
    let server = Mailserver::new(Tls::Starttls, None);
    let amt = office(&server, Tls::Starttls);
    for raum in ["achim", "region-nord", "region-sued"] {
        paper(amt.path(), &format!("2026-Q2/budgetuebersicht-{raum}.pdf"), raum);
    }
    paper(amt.path(), "2026-Q2/jha-bericht.pdf", "jha");
    let words = ["--bericht", "budget", "--smtp"];
    let (status, answer) = versand(amt.path(), &words);
    assert_eq!((status, &answer["ergebnis"]["angenommen"]), (0, &Value::from(12 + 3 + 3)), "{answer}");
    assert_eq!(versand(amt.path(), &words).1["ergebnis"]["angenommen"], 0);
    let nord = mails_to(&server, "nord.2@example.org");
    let message = MessageParser::default().parse(&nord[0].bytes).expect("a mail");
    let names: Vec<_> = message.attachments().filter_map(|part| part.attachment_name()).collect();
    assert_eq!(names, ["budgetuebersicht-region-nord-2026-q2.pdf"]);
    let (_, answer) = versand(amt.path(), &["--bericht", "jha", "--quartal", "2026-Q2", "--smtp"]);
    assert_eq!(answer["ergebnis"]["angenommen"], 6 + 1, "the committee and the Leitung");
    let (_, answer) = versand(amt.path(), &["--bericht", "budget", "--raum", "sued"]);
    assert_eq!(answer["zu_senden"], 0);
}

#[test]
fn nobody_gets_what_is_not_for_their_eyes_and_then_nothing_goes_at_all() {
    let server = Mailserver::new(Tls::Starttls, None);
    let amt = office(&server, Tls::Starttls);
    paper(amt.path(), "2026-Q2/budgetuebersicht-kreis.pdf", "kreis");
    paper(amt.path(), "2026-Q2/budgetuebersicht-achim.pdf", "achim");
    let path = amt.path().join("data/stammdaten/verteiler.toml");
    let text = fs::read_to_string(&path).expect("a list");
    fs::write(&path, text.replacen("an = [\"jha-bericht\"]", "an = [\"jha-bericht\", \"budgetuebersicht\"]", 1))
        .expect("a list");
    let (status, answer) = versand(amt.path(), &["--bericht", "budget", "--smtp"]);
    assert_eq!(status, 1);
    let said = answer["fehler"].as_str().expect("an error");
    assert!(said.contains("Kreis „öffentlich“") && said.contains("nur für den Kreis „Fachkreis“"), "{said}");
    assert!(server.empfangen().is_empty() && offen(amt.path()).is_empty());
}

#[test]
fn no_mail_speaks_of_a_case() {
    let server = Mailserver::new(Tls::Starttls, None);
    let amt = office(&server, Tls::Starttls);
    change(amt.path(), "Kita-Sozialarbeit: Bilanz nach einem Jahr", "Hilfeplan 51.2.03-0417/26");
    let (status, answer) = versand(amt.path(), &["--sitzung", SITZUNG, "--smtp"]);
    assert_eq!(status, 1);
    let said = answer["fehler"].as_str().expect("an error");
    assert!(said.contains("Aktenzeichen") && !said.contains("0417"), "{said}");
    assert!(server.empfangen().is_empty() && offen(amt.path()).is_empty());
}

#[test]
fn the_ten_days_are_watched() {
    let server = Mailserver::new(Tls::Starttls, None);
    let amt = office(&server, Tls::Starttls);
    // 14.09. less ten days and the four of the lead: due from 31.08. on, in time until 04.09.
    let due = |heute: &str| {
        let (status, answer) = versand(amt.path(), &["--heute", heute]);
        let anlaesse = answer["anlaesse"].as_array().expect("a list");
        (status, anlaesse.iter().any(|anlass| anlass["anlass"] == format!("sitzung/{SITZUNG}")))
    };
    assert!(!due("2026-08-30").1);
    assert!(due("2026-08-31").1);
    let one = |heute: &str| versand(amt.path(), &["--sitzung", SITZUNG, "--heute", heute]).0;
    assert_eq!((one("2026-09-04"), one("2026-09-05")), (0, 3), "late from the day after");
    let shown = amt.run(&["versand", "--heute", "2026-09-05"]).expect("an answer").text;
    assert!(shown.contains("seit einem Tag überfällig"), "{shown}");

    let answer = send(amt.path(), "2026-09-08");
    assert!(answer["verspaetet"][0].as_str().expect("said").contains("kommt zu spät"), "{answer}");
    let (_, text, _) = read(&mails_to(&server, KAETHE)[0]);
    assert!(text.starts_with("ACHTUNG: Diese Einladung kommt später als vereinbart (10\u{a0}Tage"), "{text}");

    let (status, answer) =
        versand(amt.path(), &["--sitzung", SITZUNG, "--smtp", "--heute", "2026-09-14", "--uhrzeit", "14:30"]);
    assert_eq!(status, 1, "it has begun");
    assert!(answer["fehler"].as_str().expect("an error").contains("geht nicht mehr hinaus"), "{answer}");
}

#[test]
fn the_run_says_that_an_invitation_is_overdue() {
    let amt = Arbeitsbereich::verden();
    let answer = amt.run(&["lauf", "--heute", "2026-09-05"]).expect("a run");
    assert!(
        answer.text.contains("Achtung: Die Einladung zu SRT-achim-2026-4 am 14.09.2026 ist seit einem Tag"),
        "{}",
        answer.text
    );
    assert_eq!(answer.status.code(), 3);
    let answer = amt.run(&["lauf", "--heute", "2026-07-20"]).expect("a run");
    assert!(!answer.text.contains("überfällig"), "{}", answer.text);
}

#[test]
fn after_the_meeting_the_minutes_go_with_the_same_command() {
    let server = Mailserver::new(Tls::Starttls, None);
    let amt = office(&server, Tls::Starttls);
    change(
        amt.path(),
        "beschluesse = []",
        "beschluesse = []\nprotokoll = { verfasst_von = \"Irgendwer\", status = \"entwurf\" }",
    );
    let words = ["--sitzung", SITZUNG, "--smtp", "--heute", "2026-09-16"];
    let (status, answer) = versand(amt.path(), &words);
    assert!(status == 1 && answer["fehler"].as_str().expect("an error").contains("noch nicht als PDF"), "{answer}");
    paper(amt.path(), &format!("sitzungen/{SITZUNG}/protokoll.pdf"), "Protokoll");
    assert_eq!(versand(amt.path(), &words).1["ergebnis"]["angenommen"], 12);
    let (subject, _, told) = read(&mails_to(&server, KAETHE)[0]);
    assert_eq!(subject, "Protokoll: Sozialraumteam Achim vom 14.09.2026");
    assert!(told.is_empty(), "no appointment any more");
    assert_eq!(
        versand(amt.path(), &["--smtp", "--heute", "2026-09-17"]).1["ergebnis"]["angenommen"],
        24,
        "the invitations of Verden and Ottersberg, twelve each"
    );
}

#[test]
fn what_went_out_by_hand_is_not_sent_again() {
    let server = Mailserver::new(Tls::Starttls, None);
    let amt = office(&server, Tls::Starttls);
    change(amt.path(), "ende = \"17:00\"", "ende = \"17:00\"\neinladung_versandt = 2026-08-31");
    let (status, answer) = versand(amt.path(), &["--sitzung", SITZUNG, "--smtp"]);
    assert_eq!(status, 1);
    assert!(answer["fehler"].as_str().expect("an error").contains("31.08.2026"), "{answer}");
}

#[test]
fn planned_mails_to_a_meeting_that_is_over_are_told_and_dropped() {
    let server = Mailserver::that(Tls::Starttls, None, |moment, _, _| match moment {
        Moment::Empfaenger => Tat::Antwort("450 4.2.0 not now"),
        _ => Tat::Weiter,
    });
    let amt = office(&server, Tls::Starttls);
    verteiler(amt.path(), &people(2));
    assert_eq!(send(amt.path(), "2026-09-13")["ergebnis"]["spaeter"].as_array().expect("a list").len(), 2);
    let (status, answer) = versand(amt.path(), &["--smtp", "--heute", "2026-09-15"]);
    assert_eq!((status, answer["vorbei"].as_array().expect("a list").len()), (3, 2), "{answer}");
    assert!(offen(amt.path()).is_empty());
}
