//! Reminders of evaluations with their forms: the right one to the right Träger, once, read back by another program.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use mail_parser::{Message, MessageParser, MimeHeaders};

use super::server::{Mailserver, Moment, Tat, Tls};
use super::*;

/// Evaluations that are late on 20.07.2026: of which Maßnahme and half-year, and whose Träger, by data/massnahmen.
const OFFEN: [(&str, &str, &str); 8] = [
    ("GWA-2024-05", "2025-H2", "traeger08@example.org"),
    ("GWA-2025-04", "2025-H2", "traeger12@example.org"),
    ("GWA-2025-04", "2026-H1", "traeger12@example.org"),
    ("GWA-2025-09", "2026-H1", "traeger07@example.org"),
    ("GWA-2025-10", "2026-H1", "traeger03@example.org"),
    ("GWA-2025-11", "2026-H1", "traeger02@example.org"),
    ("GWA-2026-01", "2026-H1", "traeger05@example.org"),
    ("GWA-2026-08", "2026-H1", "traeger07@example.org"),
];

const XLSX: (&str, &str) = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet");

/// An office that sends by itself and has nobody but the Träger to write to.
fn office(server: &Mailserver) -> Arbeitsbereich {
    let amt = Arbeitsbereich::verden_without_deliveries();
    configure(amt.path(), server, Tls::Ohne, "selbsttaetig = true\n");
    verteiler(amt.path(), &[]);
    amt
}

fn run(amt: &Arbeitsbereich, heute: &str) -> Result<(), String> {
    amt.run(&["lauf", "--faellig", "--heute", heute]).map(|_| ()).map_err(|error| error.to_string())
}

/// The only enclosure of a mail: its name and its bytes.
fn form(message: &Message<'_>) -> (String, Vec<u8>) {
    let enclosed: Vec<_> = message.attachments().collect();
    assert_eq!(enclosed.len(), 1, "{:?}", message.subject());
    let kind = enclosed[0].content_type().expect("a kind");
    assert_eq!((kind.ctype(), kind.subtype().unwrap_or_default()), XLSX);
    (enclosed[0].attachment_name().expect("a name").to_owned(), enclosed[0].contents().to_vec())
}

/// What stands in the cells of a form that have a name.
fn fields(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes.to_vec())).expect("a workbook");
    let names = book.defined_names().to_vec();
    let mut fields = BTreeMap::new();
    for (name, place) in names {
        // Areas to be printed have names too.
        let Some((sheet, cell)) = place.rsplit_once('!').filter(|(_, cell)| !cell.contains(':')) else { continue };
        let range = book.worksheet_range(sheet.trim_matches('\'')).expect("a sheet");
        let cell = cell.replace('$', "");
        let digits = cell.find(|c: char| c.is_ascii_digit()).expect("a row");
        let column = cell[..digits].bytes().fold(0, |sum, byte| sum * 26 + u32::from(byte - b'A') + 1) - 1;
        let row: u32 = cell[digits..].parse().expect("a row");
        fields.insert(name, range.get_value((row - 1, column)).unwrap_or(&Data::Empty).to_string());
    }
    fields
}

/// Every text of a workbook, also of hidden sheets and properties.
fn texts(bytes: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut all = String::new();
    for index in 0..archive.len() {
        archive.by_index(index).expect("a part").read_to_string(&mut all).expect("text");
    }
    all.replace("&amp;", "&")
}

/// Names of Träger and keys of Maßnahmen of the office.
fn strangers(amt: &Arbeitsbereich) -> BTreeSet<String> {
    let text = fs::read_to_string(amt.path().join("data/stammdaten/traeger.toml")).expect("Träger");
    let names = text.lines().filter_map(|line| line.strip_prefix("name = \"")).map(|name| name.trim_end_matches('"'));
    let ids = amt.files("data/massnahmen").into_iter().map(|(name, _)| name.trim_end_matches(".toml").to_owned());
    names.map(str::to_owned).chain(ids).collect()
}

/// Changes the title of a Maßnahme.
fn rename(amt: &Arbeitsbereich, id: &str, titel: &str) {
    let path = amt.path().join(format!("data/massnahmen/{id}.toml"));
    let text = fs::read_to_string(&path).expect("a record");
    let line = text.lines().find(|line| line.starts_with("titel = ")).expect("a title").to_owned();
    fs::write(&path, text.replace(&line, &format!("titel = \"{titel}\""))).expect("a record");
}

// The server does not take mails to one Träger on the first day. Next day the titles of two Maßnahmen are others: of one
// whose reminder is out, and of one whose reminder waits.
#[test]
fn a_late_evaluation_is_asked_for_once_with_its_form() {
    let server = Mailserver::that(Tls::Ohne, None, |moment, an, count| {
        let waits = moment == Moment::Empfaenger && an == WARTET && count == 1;
        if waits { Tat::Antwort("450 4.2.0 not now") } else { Tat::Weiter }
    });
    let amt = office(&server);
    run(&amt, "2026-07-20").expect("a run");
    assert_eq!(server.empfangen().len(), OFFEN.len() - 1, "{:?}", server.adressen());
    let (_, shown) = versand(amt.path(), &["--heute", "2026-07-20"]);
    let waiting = &shown["anlaesse"][0]["mails"][0];
    assert_eq!(waiting["anlagen"][0], "evaluationsbogen_gwa-2025-10_2026-h1.xlsx", "{shown}");
    assert_eq!((&waiting["empfaenger"], &waiting["kreis"]), (&Value::from(WARTET), &Value::from("fachkreis")));
    rename(&amt, "GWA-2026-01", "Ein anderer Titel");
    rename(&amt, "GWA-2025-10", "Noch ein anderer Titel");
    for heute in ["2026-07-21", "2026-07-22", "2026-08-20"] {
        run(&amt, heute).expect("a run");
    }
    let mails = server.empfangen();
    assert_eq!(mails.len(), OFFEN.len(), "each once");
    let strangers = strangers(&amt);
    let mut seen = BTreeSet::new();
    for mail in &mails {
        let message = MessageParser::default().parse(&mail.bytes).expect("a mail");
        let (name, bytes) = form(&message);
        let fields = fields(&bytes);
        let (id, halbjahr) = (&fields["evaluation_massnahme"], &fields["evaluation_halbjahr"]);
        assert_eq!(name, format!("evaluationsbogen_{id}_{halbjahr}.xlsx").to_lowercase());
        let (_, _, email) = OFFEN.iter().find(|(of, at, _)| of == id && at == halbjahr).expect("a late one");
        assert_eq!(&mail.an, email, "{name}");
        assert!(seen.insert(name.clone()), "{name} twice");
        assert!(!fields["evaluation_ziel_01_indikator"].is_empty(), "its goals are in it");
        let text = message.body_text(0).expect("a text");
        assert!(text.contains("Der Evaluationsbogen liegt bei") && text.contains(&name), "{text}");
        assert!(text.contains("als Anhang Ihrer Antwort auf diese Nachricht zurück"), "{text}");
        let said = texts(&bytes);
        let own: Vec<_> = strangers.iter().filter(|stranger| said.contains(stranger.as_str())).collect();
        assert_eq!(own.len(), 2, "{name} speaks of its Maßnahme and its Träger only: {own:?}");
        assert_eq!(said.contains("Noch ein anderer Titel"), id == "GWA-2025-10", "it left with its newest form");
    }
    assert_eq!(offen(amt.path()), []);
}

/// The Träger of GWA-2025-10.
const WARTET: &str = "traeger03@example.org";

// Nothing goes over the server; a person writes the drafts and sends them. The program sends none of them too.
#[test]
fn drafts_of_reminders_hold_the_form() {
    let server = Mailserver::that(Tls::Ohne, None, |moment, _, _| match moment {
        Moment::Gruss => Tat::Antwort("421 4.3.2 out of order"),
        _ => Tat::Weiter,
    });
    let amt = office(&server);
    run(&amt, "2026-07-20").expect_err("the server is out of order");
    let place = amt.path().join("entwuerfe");
    versand(amt.path(), &["--heute", "2026-07-20", "--eml", &place.to_string_lossy()]);
    let drafts = amt.files("entwuerfe");
    assert_eq!(drafts.len(), OFFEN.len());
    for (name, bytes) in &drafts {
        assert!(bytes.is_ascii(), "{name}");
        let message = MessageParser::default().parse(bytes).expect("a mail");
        assert_eq!(message.header_raw("X-Unsent").map(str::trim), Some("1"));
        let (file, bytes) = form(&message);
        assert!(file.is_ascii() && name.contains(&fields(&bytes)["evaluation_massnahme"]), "{name} {file}");
    }
    run(&amt, "2026-07-21").expect("nothing to be sent");
    assert_eq!(server.empfangen().len(), 0);
}

#[test]
fn a_reminder_that_waits_follows_the_address_of_its_traeger() {
    let server = Mailserver::that(Tls::Ohne, None, |moment, an, _| {
        let waits = moment == Moment::Empfaenger && an == WARTET;
        if waits { Tat::Antwort("450 4.2.0 not now") } else { Tat::Weiter }
    });
    let amt = office(&server);
    run(&amt, "2026-07-20").expect("a run");
    let path = amt.path().join("data/stammdaten/traeger.toml");
    let text = fs::read_to_string(&path).expect("Träger");
    fs::write(&path, text.replace(WARTET, "neu@example.org")).expect("Träger");
    run(&amt, "2026-07-21").expect("a run");
    let to = server.adressen();
    assert_eq!(to.iter().filter(|an| *an == "neu@example.org").count(), 1, "{to:?}");
    assert_eq!(to.len(), OFFEN.len());
    assert_eq!(offen(amt.path()), []);
}
