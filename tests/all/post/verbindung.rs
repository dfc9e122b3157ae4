//! The connection: encryption, login, refusals, breaks, slowness.

use std::fs;
use std::time::{Duration, Instant};

use super::server::{Mailserver, Moment, Tat, Tls};
use super::*;

const SEND: [&str; 3] = ["--sitzung", SITZUNG, "--smtp"];

/// A file with user and password that only its owner reads.
fn zugang(amt: &Path, mode: u32, password: &str) {
    let path = amt.join("zugang.toml");
    fs::write(&path, format!("benutzer = \"amt\"\nkennwort = \"{password}\"\n")).expect("a file");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("a mode");
    }
    let _ = mode;
}

#[test]
fn all_go_over_one_encrypted_connection_after_one_login() {
    for tls in [Tls::Starttls, Tls::Sofort] {
        let server = Mailserver::new(tls, Some(("amt", "geheim-4711")));
        let amt = office(&server, tls);
        configure(amt.path(), &server, tls, "zugangsdatei = \"zugang.toml\"\n");
        zugang(amt.path(), 0o600, "geheim-4711");
        let (status, answer) = versand(amt.path(), &SEND);
        assert_eq!((status, &answer["ergebnis"]["angenommen"]), (0, &Value::from(12)), "{answer}");
        assert_eq!((server.adressen().len(), server.verbindungen(), server.anmeldungen()), (12, 1, 1));
        let (status, answer) = versand(amt.path(), &SEND);
        assert_eq!((status, &answer["ergebnis"]["angenommen"]), (0, &Value::from(0)), "once and never again");
        assert_eq!((server.adressen().len(), server.verbindungen()), (12, 1), "not even a connection");
    }
}

#[test]
fn user_and_password_come_from_the_environment_too_and_are_told_to_nobody() {
    let server = Mailserver::new(Tls::Starttls, Some(("amt", "geheim-4711")));
    let amt = office(&server, Tls::Starttls);
    let with = |password: &str| {
        let mut command = command(amt.path(), &SEND);
        command.env("SOZIALRAUMBERICHT_SMTP_BENUTZER", "amt").env("SOZIALRAUMBERICHT_SMTP_KENNWORT", password);
        command.output().expect("an answer")
    };
    let wrong = with("falsch-0815");
    let said = format!("{}{}", String::from_utf8_lossy(&wrong.stdout), String::from_utf8_lossy(&wrong.stderr));
    assert_eq!(wrong.status.code(), Some(1), "{said}");
    assert!(said.contains("nimmt die Anmeldung nicht an") && said.contains("535"), "{said}");
    assert!(!said.contains("falsch-0815"), "{said}");
    assert!(offen(amt.path()).iter().all(|(_, state, _)| state == "geplant"), "nobody is forgotten");
    let (status, answer) = answer(with("geheim-4711"));
    assert_eq!((status, &answer["ergebnis"]["angenommen"]), (0, &Value::from(12)), "{answer}");
    for (name, bytes) in amt.files("data/bestand").into_iter().chain(amt.files("reports")) {
        assert!(!bytes.windows(11).any(|window| window == b"geheim-4711"), "{name}");
    }
}

#[cfg(unix)]
#[test]
fn a_password_file_that_others_may_read_is_refused() {
    let server = Mailserver::new(Tls::Starttls, Some(("amt", "geheim-4711")));
    let amt = office(&server, Tls::Starttls);
    configure(amt.path(), &server, Tls::Starttls, "zugangsdatei = \"zugang.toml\"\n");
    zugang(amt.path(), 0o644, "geheim-4711");
    let (status, answer) = versand(amt.path(), &SEND);
    let said = answer["fehler"].as_str().expect("an error");
    assert_eq!(status, 1);
    assert!(said.contains("0644") && said.contains("0600") && !said.contains("geheim"), "{said}");
    assert_eq!(server.verbindungen(), 0);
}

#[test]
fn who_cannot_encrypt_or_prove_who_it_is_gets_nothing() {
    let plain = Mailserver::new(Tls::Ohne, None);
    let amt = office(&plain, Tls::Starttls);
    let (status, answer) = versand(amt.path(), &SEND);
    assert_eq!(status, 1);
    assert!(answer["fehler"].as_str().expect("an error").contains("bietet keine Verschlüsselung an"), "{answer}");
    assert!(plain.empfangen().is_empty());

    let stranger = Mailserver::new(Tls::Starttls, None);
    let other = Mailserver::new(Tls::Starttls, None);
    let amt = office(&stranger, Tls::Starttls);
    fs::write(amt.path().join("ca.pem"), &other.zertifikat).expect("another certificate");
    let (status, answer) = versand(amt.path(), &SEND);
    assert_eq!(status, 1);
    assert!(answer["fehler"].as_str().expect("an error").contains("weist sich nicht so aus"), "{answer}");
    assert!(stranger.empfangen().is_empty());
}

#[test]
fn without_encryption_only_to_this_machine() {
    let server = Mailserver::new(Tls::Ohne, None);
    let amt = office(&server, Tls::Ohne);
    assert_eq!(versand(amt.path(), &SEND).0, 0);
    assert_eq!(server.adressen().len(), 12);
    settings(amt.path(), "[mail]\nserver = \"mail.example.org\"\nverschluesselung = \"ohne\"\n");
    let (status, answer) = versand(amt.path(), &SEND);
    assert_eq!(status, 1);
    assert!(answer["fehler"].as_str().expect("an error").contains("unverschlüsselt"), "{answer}");
}

#[test]
fn one_refusal_stops_nobody_else_and_its_words_are_told() {
    let server = Mailserver::that(Tls::Starttls, None, |moment, an, count| match (moment, an) {
        (Moment::Empfaenger, "ute.beispielsen@example.org") => Tat::Antwort("550 5.1.1 no such mailbox"),
        (Moment::Empfaenger, "cem.fiktion@example.org") if count == 1 => Tat::Antwort("451 4.7.1 greylisted"),
        (Moment::VorAblage, "anna.platzhalter@example.org") if count <= 2 => Tat::Antwort("452 4.3.1 disk full"),
        (Moment::VorAblage, "guel.irgendwer@example.org") => Tat::Antwort("554 5.7.1 looks like spam"),
        _ => Tat::Weiter,
    });
    let amt = office(&server, Tls::Starttls);
    let at = |time: &str| versand(amt.path(), &["--sitzung", SITZUNG, "--smtp", "--uhrzeit", time]);
    let (status, answer) = at("08:00");
    assert_eq!(status, 3, "a person has to see it");
    let result = &answer["ergebnis"];
    assert_eq!(result["angenommen"], 8);
    assert_eq!(
        result["abgelehnt"],
        serde_json::json!([
            ["ute.beispielsen@example.org", "550 5.1.1 no such mailbox"],
            ["guel.irgendwer@example.org", "554 5.7.1 looks like spam"]
        ])
    );
    assert_eq!(
        result["spaeter"],
        serde_json::json!([
            ["cem.fiktion@example.org", "451 4.7.1 greylisted", "2026-09-01T08:15:00"],
            ["anna.platzhalter@example.org", "452 4.3.1 disk full", "2026-09-01T08:15:00"]
        ])
    );
    assert_eq!(at("08:14").1["ergebnis"]["angenommen"], 0, "not before its time");
    let (_, answer) = at("08:15");
    assert_eq!(answer["ergebnis"]["angenommen"], 1, "{answer}");
    assert_eq!(answer["ergebnis"]["spaeter"][0][2], "2026-09-01T09:15:00", "the second pause is longer");
    assert_eq!(at("09:15").1["ergebnis"]["angenommen"], 1);
    let mut expected = server.adressen();
    expected.dedup();
    assert_eq!(server.adressen(), expected, "nobody got two");
    assert_eq!(expected.len(), 10);
    let states: Vec<_> = offen(amt.path()).into_iter().map(|(_, state, _)| state).collect();
    assert_eq!(states, ["abgelehnt", "abgelehnt"]);
}

#[test]
fn a_sender_that_is_refused_stops_the_run_and_all_stay_planned() {
    let server = Mailserver::that(Tls::Starttls, None, |moment, _, _| match moment {
        Moment::Absender => Tat::Antwort("550 5.7.1 not your address"),
        _ => Tat::Weiter,
    });
    let amt = office(&server, Tls::Starttls);
    let (status, answer) = versand(amt.path(), &SEND);
    assert_eq!((status, &answer["ergebnis"]["unversucht"]), (3, &Value::from(12)), "{answer}");
    assert!(answer["ergebnis"]["abbruch"].as_str().expect("a reason").contains("not your address"));
    let open = offen(amt.path());
    assert!(open.len() == 12 && open.iter().all(|(_, state, _)| state == "geplant"), "{open:?}");
}

#[test]
fn a_break_before_the_content_is_no_doubt_and_one_after_it_is() {
    let server = Mailserver::that(Tls::Starttls, None, |moment, an, count| match (moment, an) {
        // Each breaks at the first try only.
        (Moment::Empfaenger, "tjark.schablon@example.org") if count == 1 => Tat::Trennen,
        (Moment::Daten, "guel.irgendwer@example.org") if count == 1 => Tat::Trennen,
        (Moment::VorAblage, "cem.fiktion@example.org") if count == 1 => Tat::Trennen,
        (Moment::NachAblage, "anna.platzhalter@example.org") if count == 1 => Tat::Trennen,
        _ => Tat::Weiter,
    });
    let amt = office(&server, Tls::Starttls);
    let (status, answer) = versand(amt.path(), &SEND);
    assert_eq!(status, 3);
    let uncertain: Vec<_> =
        answer["ungewiss"].as_array().expect("a list").iter().map(|mail| &mail["empfaenger"]).collect();
    assert_eq!(uncertain, ["anna.platzhalter@example.org", "cem.fiktion@example.org"], "{answer}");
    // The first one met a fresh connection: it waits its quarter of an hour. The second one's broke after a mail had
    // gone over it, which servers may do at any time: it went over a new one at once.
    assert_eq!(answer["ergebnis"]["spaeter"].as_array().expect("a list").len(), 1, "{answer}");
    assert_eq!(answer["ergebnis"]["angenommen"], 9);
    let again = ["--sitzung", SITZUNG, "--smtp", "--uhrzeit", "12:00"];
    let (status, answer) = versand(amt.path(), &again);
    assert_eq!((status, &answer["ergebnis"]["angenommen"]), (3, &Value::from(1)), "what is uncertain is not repeated");

    // A person asks both: one has it, the other has not.
    for (empfaenger, _, id) in offen(amt.path()) {
        let has_it = server.adressen().contains(&empfaenger);
        assert_eq!(has_it, empfaenger.starts_with("anna"), "{empfaenger}");
        let (status, _) = versand(amt.path(), &["--klaeren", &id, if has_it { "angenommen" } else { "erneut" }]);
        assert_eq!(status, 0);
        let (status, _) = versand(amt.path(), &["--klaeren", &id, "vielleicht"]);
        assert_eq!(status, 1);
    }
    let (status, answer) = versand(amt.path(), &again);
    assert_eq!((status, &answer["ergebnis"]["angenommen"]), (0, &Value::from(1)), "{answer}");
    let mut all = server.adressen();
    assert_eq!(all.len(), 12);
    all.dedup();
    assert_eq!(all.len(), 12, "everybody has one");
    assert!(offen(amt.path()).is_empty());
}

#[test]
fn a_slow_server_is_left_and_what_it_may_have_taken_is_uncertain() {
    let server = Mailserver::that(Tls::Starttls, None, |moment, an, _| match (moment, an) {
        (Moment::NachAblage, "cem.fiktion@example.org") => Tat::Warten(Duration::from_secs(6)),
        (Moment::Empfaenger, "kaethe.beispiel@example.org") => Tat::Warten(Duration::from_secs(6)),
        _ => Tat::Weiter,
    });
    let amt = office(&server, Tls::Starttls);
    let text = fs::read_to_string(amt.path().join("sozialraumbericht.toml")).expect("settings");
    let short = text.replace("zeitgrenze_sekunden = 20", "zeitgrenze_sekunden = 2");
    fs::write(amt.path().join("sozialraumbericht.toml"), short).expect("settings");
    let (status, answer) = versand(amt.path(), &SEND);
    assert_eq!(status, 3);
    assert_eq!(answer["ergebnis"]["angenommen"], 10, "{answer}");
    assert_eq!(answer["ungewiss"][0]["empfaenger"], "cem.fiktion@example.org");
    assert_eq!(answer["ungewiss"][0]["antwort"], "Der Mailserver hat nicht mehr geantwortet");
    assert_eq!(answer["ergebnis"]["spaeter"][0][0], "kaethe.beispiel@example.org");

    let silent = Mailserver::that(Tls::Starttls, None, |_, _, _| Tat::Warten(Duration::from_secs(6)));
    let amt = office(&silent, Tls::Starttls);
    configure(amt.path(), &silent, Tls::Starttls, "");
    let text = fs::read_to_string(amt.path().join("sozialraumbericht.toml")).expect("settings");
    let short = text.replace("zeitgrenze_sekunden = 20", "zeitgrenze_sekunden = 1");
    fs::write(amt.path().join("sozialraumbericht.toml"), short).expect("settings");
    let started = Instant::now();
    let (status, answer) = versand(amt.path(), &SEND);
    assert_eq!(status, 1);
    assert!(answer["fehler"].as_str().expect("an error").contains("Zeitgrenze von 1 s"), "{answer}");
    assert!(started.elapsed() < Duration::from_secs(5));
}

#[test]
fn a_server_that_ends_connections_after_some_mails_gets_all_the_same() {
    let count = std::sync::atomic::AtomicUsize::new(0);
    let server = Mailserver::that(Tls::Starttls, None, move |moment, _, _| {
        let turn = || count.fetch_add(1, std::sync::atomic::Ordering::SeqCst) % 4 == 3;
        if moment == Moment::Absender && turn() {
            Tat::Antwort("421 4.7.0 too many mails, come again")
        } else {
            Tat::Weiter
        }
    });
    let amt = office(&server, Tls::Starttls);
    let (status, answer) = versand(amt.path(), &SEND);
    assert_eq!((status, &answer["ergebnis"]["angenommen"]), (0, &Value::from(12)), "{answer}");
    assert_eq!(server.adressen().len(), 12);
    assert!(server.verbindungen() > 1);
}

#[test]
fn the_rate_is_kept() {
    let server = Mailserver::new(Tls::Starttls, None);
    let amt = office(&server, Tls::Starttls);
    let text = fs::read_to_string(amt.path().join("sozialraumbericht.toml")).expect("settings");
    let slow = text.replace("hoechstens_je_minute = 60000", "hoechstens_je_minute = 600");
    fs::write(amt.path().join("sozialraumbericht.toml"), slow).expect("settings");
    let started = Instant::now();
    assert_eq!(versand(amt.path(), &SEND).0, 0);
    // Twelve mails, eleven pauses of a tenth of a second.
    assert!(started.elapsed() >= Duration::from_millis(1100));
}
