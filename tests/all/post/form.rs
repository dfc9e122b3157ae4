//! What a mail looks like to others: read back by a mail parser and a calendar parser that are not ours.

use std::fs;

use icalendar::{Calendar, CalendarComponent, Component};
use mail_parser::{Message, MessageParser, MessagePart, MimeHeaders};

use super::*;

/// Drafts of the invitation, by name of the file.
fn drafts(amt: &Arbeitsbereich, heute: &str) -> Vec<(String, Vec<u8>)> {
    let folder = amt.path().join("entwuerfe");
    let (status, _) =
        versand(amt.path(), &["--sitzung", SITZUNG, "--heute", heute, "--eml", &folder.to_string_lossy()]);
    assert!(matches!(status, 0 | 3));
    amt.files("entwuerfe")
}

fn office() -> Arbeitsbereich {
    let amt = Arbeitsbereich::verden_without_deliveries();
    paper(amt.path(), "2026-Q1/budgetuebersicht-achim.pdf", "old");
    paper(amt.path(), "2026-Q2/budgetuebersicht-achim.pdf", "new");
    paper(amt.path(), &format!("sitzungen/{SITZUNG}/einladung.pdf"), "Einladung");
    paper(amt.path(), "sitzungen/SRT-achim-2026-3/protokoll.pdf", "Protokoll");
    amt
}

fn of_kaethe(drafts: &[(String, Vec<u8>)]) -> &[u8] {
    let found = drafts.iter().find(|(name, _)| name.contains("kaethe.beispiel@example.org"));
    &found.expect("a draft").1
}

fn calendar(message: &Message<'_>) -> String {
    let part = message.parts.iter().find(|part| {
        part.content_type().is_some_and(|kind| kind.ctype() == "text" && kind.subtype() == Some("calendar"))
    });
    let part = part.expect("a calendar");
    assert_eq!(part.content_type().and_then(|kind| kind.attribute("method")), Some("REQUEST"));
    part.text_contents().expect("text").to_owned()
}

#[test]
fn a_draft_holds_text_html_appointment_and_papers() {
    let amt = office();
    let drafts = drafts(&amt, "2026-09-01");
    assert_eq!(drafts.len(), 12);
    let bytes = of_kaethe(&drafts);
    assert!(
        bytes.is_ascii() && bytes.split(|byte| *byte == b'\n').all(|line| line.len() <= 999),
        "RFC 5321, 4.5.3.1.6"
    );
    let message = MessageParser::default().parse(bytes).expect("a mail");
    let head = |name: &str| message.header_raw(name).map(|text| text.trim().to_owned()).unwrap_or_default();
    assert_eq!(head("X-Unsent"), "1");
    assert!(head("List-Id").ends_with("<sozialraumteam-achim.example.org>"), "{}", head("List-Id"));
    let reply: Vec<_> = message.reply_to().expect("an address").iter().filter_map(|addr| addr.address()).collect();
    assert_eq!(reply, ["petra.platzhalter@example.org", "ute.vonderprobe@example.org"], "the Organisationsteam");
    let to: Vec<_> = message.to().expect("an address").iter().filter_map(|addr| addr.address()).collect();
    assert_eq!(to, ["kaethe.beispiel@example.org"]);
    assert_eq!(message.from().and_then(|from| from.first()).and_then(|from| from.name()), Some("Landkreis Verden"));
    assert_eq!(message.date().expect("a date").to_rfc3339(), "2026-09-01T06:00:00Z", "8 in the morning of summer");
    assert!(message.message_id().expect("an id").ends_with("@example.org"));
    let text = message.body_text(0).expect("text");
    assert!(text.contains("Guten Tag Käthe Beispiel,") && text.contains("4. Budgetübersicht"), "{text}");
    assert!(message.body_html(0).expect("html").contains("Guten Tag Käthe Beispiel,"));
    let names: Vec<_> = message.attachments().filter_map(|part| part.attachment_name()).collect();
    assert_eq!(
        names,
        [
            "einladung-srt-achim-2026-4.pdf",
            "protokoll-srt-achim-2026-3.pdf",
            "budgetuebersicht-achim-2026-q2.pdf",
            "termin.ics"
        ]
    );
    let is_budget = |part: &&MessagePart<'_>| part.attachment_name() == Some("budgetuebersicht-achim-2026-q2.pdf");
    let budget = message.attachments().find(is_budget).expect("a paper");
    assert_eq!(budget.contents(), b"%PDF-1.7\nnew\n", "the newest one, untouched");
    for (name, bytes) in &drafts {
        let other = MessageParser::default().parse(bytes).expect("a mail");
        assert_eq!(other.to().expect("an address").iter().count(), 1, "{name}: nobody reads who else gets it");
    }
}

#[test]
fn the_appointment_is_one_that_other_programs_read() {
    let amt = office();
    let drafts = drafts(&amt, "2026-09-01");
    let message = MessageParser::default().parse(of_kaethe(&drafts)).expect("a mail");
    let calendar: Calendar = calendar(&message).parse().expect("a calendar");
    let zone = calendar.components.iter().find_map(|component| match component {
        CalendarComponent::Other(other) => Some(other),
        _ => None,
    });
    assert_eq!(zone.and_then(|zone| zone.property_value("TZID")), Some("Europe/Berlin"));
    let event = calendar.events().next().expect("an event");
    for (key, value) in [
        ("UID", "SRT-achim-2026-4@example.org"),
        ("SUMMARY", "Sozialraumteam Achim"),
        ("LOCATION", "Rathaus Achim, Sitzungssaal"),
        ("DTSTART", "20260914T143000"),
        ("DTEND", "20260914T170000"),
        ("DTSTAMP", "20260901T060000Z"),
        ("SEQUENCE", "0"),
        ("ORGANIZER", "mailto:petra.platzhalter@example.org"),
    ] {
        assert_eq!(event.property_value(key), Some(value), "{key}");
    }
}

#[test]
fn the_same_drafts_have_the_same_bytes_and_are_not_sent_too() {
    let amt = office();
    let first = drafts(&amt, "2026-09-01");
    assert_eq!(first, drafts(&amt, "2026-09-02"), "also on another day");
    let other = office();
    assert_eq!(first, drafts(&other, "2026-09-01"), "also in another place");
    let server = Mailserver::new(Tls::Starttls, None);
    configure(amt.path(), &server, Tls::Starttls, "");
    assert_eq!(versand(amt.path(), &["--sitzung", SITZUNG, "--smtp"]).1["ergebnis"]["angenommen"], 0);
    let (_, _, id) = offen(amt.path()).remove(0);
    versand(amt.path(), &["--klaeren", &id, "erneut"]);
    assert_eq!(versand(amt.path(), &["--sitzung", SITZUNG, "--smtp"]).1["ergebnis"]["angenommen"], 1);
}

#[test]
fn showing_changes_nothing_at_all() {
    let amt = office();
    let before = amt.files(".");
    let (status, answer) = versand(amt.path(), &["--sitzung", SITZUNG]);
    assert_eq!((status, &answer["zu_senden"]), (0, &Value::from(12)));
    assert_eq!(before, amt.files("."));
}

#[test]
fn an_office_writes_its_own_words() {
    let amt = office();
    fs::create_dir_all(amt.path().join("templates/mail")).expect("a folder");
    fs::write(amt.path().join("templates/mail/einladung.txt.hbs"), "Moin {{anrede}} {{sitzung}}\n").expect("written");
    let drafts = drafts(&amt, "2026-09-01");
    let message = MessageParser::default().parse(of_kaethe(&drafts)).expect("a mail");
    assert!(message.body_text(0).expect("text").starts_with("Moin Guten Tag Käthe Beispiel, Sitzung des"));
    // With drafts there is nothing left to be written; another office has its invitations still before it.
    let amt = office();
    fs::create_dir_all(amt.path().join("templates/mail")).expect("a folder");
    fs::write(amt.path().join("templates/mail/einladung.txt.hbs"), "{{unbekannt}}").expect("written");
    let (status, answer) = versand(amt.path(), &["--sitzung", SITZUNG]);
    assert_eq!(status, 1);
    assert!(answer["fehler"].as_str().expect("an error").contains("templates/mail/einladung.txt.hbs"), "{answer}");
}
