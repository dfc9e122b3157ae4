//! A year of `lauf --faellig`, day by day: deliveries that come late, are refused, are corrected; a meeting that is
//! called off; weeks in which the machine is off; a mail server that is out of order on some days.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::Mutex;

use chrono::{Days, NaiveDate};
use mail_parser::MessageParser;

use crate::arbeitsbereich::{Arbeitsbereich, root};
use crate::post::configure;
use crate::post::server::{Mailserver, Moment, Tat, Tls};

/// What the mail server does wrong on a day.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Laune {
    Gut,
    /// Takes nothing.
    Aus,
    /// Does not take mails to the second one of the team yet.
    Einer,
}

/// Maßnahmen of the simulated office.
const MASSNAHMEN: [&str; 3] = ["GWA-2025-02", "GWA-2025-05", "GWA-2025-07"];

/// Who gets mail, and what stands in the table for it.
const LEUTE: [(&str, &str); 6] = [
    ("team1@example.org", "Team"),
    ("team2@example.org", "Team"),
    ("nord@example.org", "Region"),
    ("wjh@example.org", "WJH"),
    ("stabsstelle@example.org", "Stabsstelle"),
    ("traeger", "Träger"),
];

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

/// The office: one team that meets, three Maßnahmen, nothing delivered yet.
fn office(server: &Mailserver) -> Arbeitsbereich {
    let amt = Arbeitsbereich::verden_without_deliveries();
    let data = amt.path().join("data");
    let keep = |folder: &str, wanted: &dyn Fn(&str) -> bool| {
        for entry in fs::read_dir(data.join(folder)).expect("a folder").map(|entry| entry.expect("an entry")) {
            if !wanted(&entry.file_name().to_string_lossy()) {
                fs::remove_file(entry.path()).expect("removed");
            }
        }
    };
    keep("massnahmen", &|name| MASSNAHMEN.iter().any(|id| name == format!("{id}.toml")));
    keep("evaluationen", &|name| MASSNAHMEN.iter().any(|id| name == format!("{id}_2025-H1.toml")));
    keep("nachweise", &|name| MASSNAHMEN.iter().any(|id| name.starts_with(id)));
    keep("sitzungen", &|name| name.starts_with("JHA-2025-4") || name.starts_with("JHA-2026"));
    // Budgets move for Maßnahmen that this office does not have.
    let path = data.join("stammdaten/budgets.toml");
    let budgets = fs::read_to_string(&path).expect("budgets");
    let without = |line: &str| match line.split_once(", massnahme = \"") {
        Some((before, rest)) => format!("{before}{}", rest.split_once('"').expect("a key").1),
        None => line.to_owned(),
    };
    fs::write(&path, budgets.lines().map(without).collect::<Vec<_>>().join("\n")).expect("budgets");
    let line = |gruppe: &str, email: &str, an: &str| {
        format!(
            "  {{ gruppe = \"{gruppe}\", name = \"Erfunden\", stelle = \"Amt\", email = \"{email}\", an = [{an}], extern = false }},\n"
        )
    };
    let papers = "\"einladung\", \"protokoll\", \"budgetuebersicht\"";
    let list = [
        line("sozialraumteam:achim", "team1@example.org", papers),
        line("sozialraumteam:achim", "team2@example.org", papers),
        line("region:nord", "nord@example.org", "\"budgetuebersicht\""),
    ];
    fs::write(data.join("stammdaten/verteiler.toml"), format!("verteiler = [\n{}]\n", list.concat())).expect("a list");
    configure(
        amt.path(),
        server,
        Tls::Ohne,
        "selbsttaetig = true\nberichte = [\"budgetuebersicht\"]\nwjh = \"wjh@example.org\"\nzusammenfassung = \"stabsstelle@example.org\"\n",
    );
    for (id, datum) in SITZUNGEN {
        sitzung(amt.path(), id, datum, "");
    }
    amt
}

/// Meetings of the year. einladungsfrist_tage = 10 and vorlauf_tage = 4: an invitation leaves 14 days before.
const SITZUNGEN: [(&str, &str); 4] = [
    ("SRT-achim-2025-5", "2025-11-10"),
    ("SRT-achim-2026-1", "2026-02-09"),
    ("SRT-achim-2026-2", "2026-04-13"),
    ("SRT-achim-2026-3", "2026-06-08"),
];

fn sitzung(amt: &Path, id: &str, datum: &str, more: &str) {
    let text = format!(
        "id = \"{id}\"\nart = \"sozialraumteam\"\nraum = \"achim\"\ndatum = {datum}\nbeginn = \"14:30\"\nende = \"17:00\"\n\
         ort = \"Rathaus\"\ntagesordnung = []\nteilnehmende = []\nbeschluesse = []\njahresplanung_folgejahr = false\n{more}\n"
    );
    fs::write(amt.join(format!("data/sitzungen/{id}.toml")), text).expect("a record");
}

fn minutes(amt: &Path, id: &str, datum: &str) {
    sitzung(amt, id, datum, "protokoll = { verfasst_von = \"Organisationsteam\", status = \"entwurf\" }");
}

/// Delivers a file of the layout that is a plain table.
pub fn deliver(amt: &Path, name: &str, text: &str) {
    let folder = amt.join("data/eingang");
    fs::create_dir_all(&folder).expect("a folder");
    let bytes: Vec<u8> =
        text.replace('\n', "\r\n").chars().map(|c| u8::try_from(u32::from(c)).expect("cp1252")).collect();
    fs::write(folder.join(name), bytes).expect("a delivery");
}

/// Bookings of a quarter: one of a Hilfe in each month, one of a Maßnahme.
pub fn kosten(quartal: &str, betrag: &str) -> String {
    let (jahr, nummer) = quartal.split_once("-Q").expect("a quarter");
    let first: u32 = (nummer.parse::<u32>().expect("a number") - 1) * 3 + 1;
    let mut lines = vec![
        "BELEGNR;POS;BUCHDAT;BETRAG;ART;PSK;LEISTUNG;AKTENZEICHEN;MASSNAHME;SR;LZVON;LZBIS;KREDITOR;VERWENDUNG;NAME"
            .to_owned(),
    ];
    for (index, raum) in ["SR Achim", "SR Oyten", "SR Verden (Aller)"].into_iter().enumerate() {
        for month in first..first + 3 {
            lines.push(format!(
                "{jahr}{month:02}{index}1;1;15.{month:02}.{jahr};1000,00;Auszahlung;363320.433110;§ 31;51.2.0{index}-0001/25;;{raum};01.{month:02}.{jahr};28.{month:02}.{jahr};Kinderhafen;Leistung;"
            ));
        }
    }
    let last = first + 2;
    lines.push(format!(
        "{jahr}{last:02}99;1;20.{last:02}.{jahr};{betrag};Auszahlung;363110.433180;;;GWA-2025-02;SR Verden (Aller);;;;;"
    ));
    lines.join("\n") + "\n"
}

/// Cases of a quarter.
fn faelle() -> String {
    let mut lines =
        vec!["AKTENZEICHEN;NAME;GEBDAT;GESCHL;LEISTUNG;SR;BEGINN;ENDE;KREDITOR;UMFANG;UMA;ERSTATTUNG".to_owned()];
    for (index, raum) in ["SR Achim", "SR Oyten", "SR Verden (Aller)"].into_iter().enumerate() {
        for number in 1..=6 {
            lines.push(format!(
                "51.2.0{index}-{number:04}/25;;01.05.2012;m;§ 31;{raum};01.02.2025;31.12.9999;Kinderhafen;5;;"
            ));
        }
    }
    lines.join("\n") + "\n"
}

/// Hands in the evaluation of a Maßnahme, as it stands in the sample.
fn evaluate(amt: &Path, massnahme: &str, halbjahr: &str) {
    let name = format!("data/evaluationen/{massnahme}_{halbjahr}.toml");
    fs::copy(root().join(&name), amt.join(&name)).expect("an evaluation");
}

/// What happens on a day, before the run.
fn happen(amt: &Path, heute: &str) {
    match heute {
        "2025-10-20" => {
            deliver(amt, "kosten_2025-Q3.csv", &kosten("2025-Q3", "500,00"));
            deliver(amt, "faelle_2025-Q3.csv", &faelle());
        }
        "2025-11-17" => minutes(amt, "SRT-achim-2025-5", "2025-11-10"),
        "2026-01-10" => {
            evaluate(amt, "GWA-2025-02", "2025-H2");
            evaluate(amt, "GWA-2025-07", "2025-H2");
        }
        "2026-01-20" => deliver(amt, "kosten_2025-Q4.csv", &kosten("2025-Q4", "600,00")),
        "2026-02-03" => evaluate(amt, "GWA-2025-05", "2025-H2"),
        "2026-02-05" => {
            sitzung(amt, "SRT-achim-2026-1", "2026-02-09", "abgesagt = { am = 2026-02-05, grund = \"Erkrankung\" }");
        }
        "2026-02-10" => deliver(amt, "faelle_2025-Q4.csv", &faelle().replace("01.02.2025", "01.03.2025")),
        "2026-04-15" => {
            deliver(amt, "kosten_2026-Q1.csv", &kosten("2026-Q1", "siehe Anlage"));
            deliver(amt, "faelle_2026-Q1.csv", &faelle().replace("01.02.2025", "01.04.2025"));
        }
        "2026-04-20" => minutes(amt, "SRT-achim-2026-2", "2026-04-13"),
        "2026-05-06" => deliver(amt, "kosten-neu_2026-Q1.csv", &kosten("2026-Q1", "700,00")),
        "2026-06-10" => deliver(amt, "kosten-korrektur_2026-Q1.csv", &kosten("2026-Q1", "750,00")),
        "2026-06-15" => minutes(amt, "SRT-achim-2026-3", "2026-06-08"),
        "2026-07-10" => MASSNAHMEN.iter().for_each(|id| evaluate(amt, id, "2026-H1")),
        "2026-07-20" => {
            deliver(amt, "kosten_2026-Q2.csv", &kosten("2026-Q2", "800,00"));
            deliver(amt, "faelle_2026-Q2.csv", &faelle().replace("01.02.2025", "01.05.2025"));
        }
        _ => {}
    }
}

/// Whether the machine is on.
fn is_on(heute: NaiveDate) -> bool {
    !(day("2025-12-20") <= heute && heute < day("2026-01-26"))
}

fn laune(heute: &str) -> Laune {
    match heute {
        "2026-03-30" | "2026-03-31" => Laune::Aus,
        "2026-05-25" => Laune::Einer,
        _ => Laune::Gut,
    }
}

/// What a run wrote: by folder, how many files are new and how many are others than before.
fn written(before: &BTreeMap<String, Vec<u8>>, after: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let mut by_folder: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for (path, bytes) in after {
        let folder = match path.split('/').collect::<Vec<_>>().as_slice() {
            ["sitzungen", id, name] => format!("{id}/{name}"),
            ["faellig", ..] => "Protokoll des Laufs".to_owned(),
            [folder, ..] => (*folder).to_owned(),
            [] => String::new(),
        };
        match before.get(path) {
            None => by_folder.entry(folder).or_default().0 += 1,
            Some(old) if old != bytes => by_folder.entry(folder).or_default().1 += 1,
            Some(_) => {}
        }
    }
    let told = by_folder.into_iter().map(|(folder, (new, other))| match (new, other) {
        (new, 0) => format!("{folder}: {new} neu"),
        (0, other) => format!("{folder}: {other} geändert"),
        (new, other) => format!("{folder}: {new} neu, {other} geändert"),
    });
    told.collect()
}

/// Every paper and every mail once and at its time. The table was read through against the settings: invitations leave
/// 14 days before the meeting, a delivery is due 28 days after the quarter, an evaluation 14 days after the half-year, an
/// answer to a refusal after 14 days.
#[test]
fn a_year_of_hourly_runs_does_everything_once() {
    let mood = Arc::new(Mutex::new(Laune::Gut));
    let of_server = Arc::clone(&mood);
    let server =
        Mailserver::that(Tls::Ohne, None, move |moment, an, _| match (*of_server.lock().expect("a mood"), moment) {
            (Laune::Aus, Moment::Gruss) => Tat::Antwort("421 4.3.2 out of order"),
            (Laune::Einer, Moment::Empfaenger) if an == "team2@example.org" => Tat::Antwort("450 4.2.0 not now"),
            _ => Tat::Weiter,
        });
    let amt = office(&server);
    let mut table = String::new();
    let mut reports: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let mut received = 0;
    let mut heute = day("2025-10-01");
    while heute < day("2026-10-01") {
        let text = heute.to_string();
        happen(amt.path(), &text);
        *mood.lock().expect("a mood") = laune(&text);
        if is_on(heute) {
            let run = || amt.run(&["lauf", "--faellig", "--heute", &text]);
            let failed = run().err().map(|error| error.to_string());
            let after: BTreeMap<_, _> = amt.files("reports").into_iter().collect();
            let mails = server.empfangen();
            let mut lines = written(&reports, &after);
            lines.extend(told(&mails[received..]));
            if let Some(failed) = &failed {
                assert!(
                    failed.contains("\nVersand: Der Mailserver") && failed.contains("nicht zu erreichen"),
                    "{failed}"
                );
                lines.push("Fehler: Der Mailserver ist nicht zu erreichen".to_owned());
            }
            if !lines.is_empty() {
                table.push_str(&format!("{text}\n"));
                lines.iter().for_each(|line| table.push_str(&format!("    {line}\n")));
                // An hour later there is nothing to do, whatever was done.
                if failed.is_none() && laune(&text) == Laune::Gut {
                    let again = run().expect("a run");
                    assert_eq!(again.json["unveraendert"], true, "{text}: {}", again.text);
                }
                let later: BTreeMap<_, _> = amt.files("reports").into_iter().collect();
                if failed.is_none() {
                    assert_eq!(written(&after, &later), Vec::<String>::new(), "{text}");
                    assert_eq!(server.empfangen().len(), mails.len(), "{text}");
                }
            }
            received = mails.len();
            reports = after;
        }
        heute = heute + Days::new(1);
    }
    once(&server);
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(root().join("tests/all/snapshots"));
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("jahr", table));
}

/// Subject, to whom, how many.
fn told(mails: &[crate::post::server::Empfangen]) -> Vec<String> {
    let mut by_subject: Vec<(String, BTreeMap<&str, usize>)> = Vec::new();
    for mail in mails {
        let message = MessageParser::default().parse(&mail.bytes).expect("a mail");
        let subject = message.subject().expect("a subject").replace('\u{a0}', " ");
        let who = LEUTE.iter().find(|(email, _)| mail.an.starts_with(email)).map_or("?", |(_, who)| who);
        let place = by_subject.iter().position(|(known, _)| *known == subject).unwrap_or_else(|| {
            by_subject.push((subject.clone(), BTreeMap::new()));
            by_subject.len() - 1
        });
        *by_subject[place].1.entry(who).or_default() += 1;
    }
    let line = |(subject, who): (String, BTreeMap<&str, usize>)| {
        let who: Vec<_> = who.into_iter().map(|(who, count)| format!("{who} {count}")).collect();
        format!("Mail „{subject}“ an {}", who.join(", "))
    };
    by_subject.into_iter().map(line).collect()
}

/// Nobody got a mail twice.
fn once(server: &Mailserver) {
    let mut ids = BTreeSet::new();
    for mail in server.empfangen() {
        let message = MessageParser::default().parse(&mail.bytes).expect("a mail");
        assert!(ids.insert(message.message_id().expect("an id").to_owned()), "{:?} twice", message.subject());
    }
}
