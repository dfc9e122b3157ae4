//! Mail: whole runs of `versand` against a mail server that the tests start.

#[path = "post/ausfall.rs"]
mod ausfall;
#[path = "post/erinnerung.rs"]
mod erinnerung;
#[path = "post/fassungen.rs"]
mod fassungen;
#[path = "post/form.rs"]
mod form;
#[path = "post/server.rs"]
pub mod server;
#[path = "post/verbindung.rs"]
mod verbindung;

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

use crate::arbeitsbereich::Arbeitsbereich;
use server::{Mailserver, Tls};

const PROGRAM: &str = env!("CARGO_BIN_EXE_sozialraumbericht");

/// The meeting that most tests are about: Monday, 14.09.2026, 14:30; twelve people.
const SITZUNG: &str = "SRT-achim-2026-4";

/// An office whose mail server is this one, on this machine.
fn office(server: &Mailserver, tls: Tls) -> Arbeitsbereich {
    let amt = Arbeitsbereich::verden_without_deliveries();
    configure(amt.path(), server, tls, "");
    amt
}

/// Settings of the mail for a server of the tests.
pub fn configure(amt: &Path, server: &Mailserver, tls: Tls, more: &str) {
    fs::write(amt.join("ca.pem"), &server.zertifikat).expect("a certificate");
    let word = match tls {
        Tls::Ohne => "ohne",
        Tls::Starttls => "starttls",
        Tls::Sofort => "tls",
    };
    let section = format!(
        "[mail]\nserver = \"localhost\"\nport = {}\nverschluesselung = \"{word}\"\nzertifikat = \"ca.pem\"\nzeitgrenze_sekunden = 20\nhoechstens_je_minute = 60000\n{more}",
        server.port
    );
    settings(amt, &section);
}

/// Replaces the section of the mail in the settings.
fn settings(amt: &Path, section: &str) {
    let path = amt.join("sozialraumbericht.toml");
    let text = fs::read_to_string(&path).expect("settings");
    let before = text.split("[mail]").next().expect("settings");
    fs::write(&path, format!("{before}{section}")).expect("settings");
}

/// A distribution list of the team of Achim alone.
fn verteiler(amt: &Path, people: &[String]) {
    let lines: Vec<_> = people
        .iter()
        .map(|email| {
            format!(
                "  {{ gruppe = \"sozialraumteam:achim\", name = \"Erfunden\", stelle = \"Schule\", email = \"{email}\", an = [\"einladung\", \"protokoll\", \"budgetuebersicht\"], extern = false }},"
            )
        })
        .collect();
    let text = format!("verteiler = [\n{}\n]\n", lines.join("\n"));
    fs::write(amt.join("data/stammdaten/verteiler.toml"), text).expect("a list");
}

/// So many invented addresses.
fn people(count: usize) -> Vec<String> {
    (0..count).map(|number| format!("person{number:03}@example.org")).collect()
}

/// Changes a text in the record of the meeting.
fn change(amt: &Path, from: &str, to: &str) {
    let path = amt.join(format!("data/sitzungen/{SITZUNG}.toml"));
    let text = fs::read_to_string(&path).expect("a record");
    assert!(text.contains(from), "{from}");
    fs::write(&path, text.replace(from, to)).expect("a record");
}

/// A file that passes for a PDF of the program.
fn paper(amt: &Path, pfad: &str, says: &str) {
    let path = amt.join("reports").join(pfad);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, format!("%PDF-1.7\n{says}\n")).expect("a paper");
}

fn command(amt: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(PROGRAM);
    command.arg("versand").args(words).args(["--ausgabe", "json", "--arbeitsbereich"]).arg(amt);
    if !words.contains(&"--heute") {
        command.args(["--heute", "2026-09-01"]);
    }
    command.env_remove("SOZIALRAUMBERICHT_SMTP_BENUTZER").env_remove("SOZIALRAUMBERICHT_SMTP_KENNWORT");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Runs `versand` to its end; its exit status and its answer.
fn versand(amt: &Path, words: &[&str]) -> (i32, Value) {
    answer(command(amt, words).output().expect("an answer"))
}

fn answer(output: Output) -> (i32, Value) {
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let status = output.status.code().expect("a status");
    let value = serde_json::from_str(&said)
        .unwrap_or_else(|_| panic!("{status}: {said} {}", String::from_utf8_lossy(&output.stderr)));
    (status, value)
}

/// What is open: address and state.
fn offen(amt: &Path) -> Vec<(String, String, String)> {
    let (_, answer) = versand(amt, &["--offen"]);
    let list = answer["offen"].as_array().expect("a list").clone();
    list.iter()
        .map(|mail| {
            let text = |key: &str| mail[key].as_str().expect("text").to_owned();
            (text("empfaenger"), text("zustand"), text("message_id"))
        })
        .collect()
}
