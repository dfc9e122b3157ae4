//! 500 people and a program that is killed at random moments: nobody gets two, nobody is forgotten, every doubt is shown.

use std::collections::BTreeMap;
use std::process::Child;
use std::thread;
use std::time::{Duration, Instant};

use super::server::{Mailserver, Moment, Tat, Tls};
use super::*;

const PEOPLE: usize = 500;
const KILLS: u64 = 40;

/// Numbers that look random and are the same every time (SplitMix64).
struct Zufall(u64);

impl Zufall {
    fn next(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % below
    }
}

/// Waits until the server has so many mails, or the run is over.
fn wait_for(server: &Mailserver, child: &mut Child, mails: usize) {
    let started = Instant::now();
    while server.empfangen().len() < mails && started.elapsed() < Duration::from_secs(30) {
        if child.try_wait().expect("a state").is_some() {
            return;
        }
        thread::sleep(Duration::from_micros(300));
    }
}

fn counts(server: &Mailserver) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for address in server.adressen() {
        *counts.entry(address).or_insert(0) += 1;
    }
    counts
}

#[test]
fn killed_at_random_moments_nobody_gets_two_and_nobody_is_forgotten() {
    let server = Mailserver::that(Tls::Starttls, None, |moment, an, count| {
        let digit = an.as_bytes().get(7).copied().unwrap_or(b'0');
        match moment {
            // Long enough for a kill to fall between taking a mail over and saying so.
            Moment::VorAblage | Moment::NachAblage => Tat::Warten(Duration::from_millis(2)),
            Moment::Empfaenger if digit == b'7' && count == 1 => Tat::Antwort("451 4.7.1 later"),
            Moment::Daten if an.ends_with("3@example.org") && digit == b'4' && count == 1 => Tat::Trennen,
            _ => Tat::Weiter,
        }
    });
    let amt = office(&server, Tls::Starttls);
    let all = people(PEOPLE);
    verteiler(amt.path(), &all);
    paper(amt.path(), "2026-Q2/budgetuebersicht-achim.pdf", "Budget");
    let mut zufall = Zufall(7);
    let mut killed = 0;
    for kill in 0..KILLS {
        let time = format!("{:02}:{:02}", 8 + kill / 60, kill % 60);
        let mut child =
            command(amt.path(), &["--sitzung", SITZUNG, "--smtp", "--uhrzeit", &time]).spawn().expect("a run");
        if kill % 4 == 0 {
            // Somewhere in the beginning: reading records, planning, connecting.
            thread::sleep(Duration::from_millis(20 + zufall.next(400)));
        } else {
            // After some more mails, somewhere in the next one.
            let enough = server.empfangen().len() + 1 + usize::try_from(zufall.next(8)).expect("small");
            wait_for(&server, &mut child, enough);
            thread::sleep(Duration::from_micros(zufall.next(12_000)));
        }
        killed += u32::from(child.try_wait().expect("a state").is_none());
        child.kill().expect("killed");
        child.wait().expect("gone");
    }
    assert!(killed > 10, "{killed} runs were killed before their end");
    // What is left goes undisturbed; whoever was refused for the moment gets another chance.
    for time in ["12:00", "18:00"] {
        versand(amt.path(), &["--sitzung", SITZUNG, "--smtp", "--uhrzeit", time]);
    }
    let open = offen(amt.path());
    let received = counts(&server);
    assert!(received.values().all(|count| *count == 1), "nobody gets two: {received:?}");
    assert!(open.iter().all(|(_, state, _)| state == "ungewiss"), "{open:?}");
    assert!(!open.is_empty(), "some kill fell into a handover");
    for person in &all {
        let is_open = open.iter().any(|(address, _, _)| address == person);
        assert!(received.contains_key(person) || is_open, "{person} is forgotten");
    }
    // A person asks everybody in doubt.
    for (address, _, id) in &open {
        let outcome = if received.contains_key(address) { "angenommen" } else { "erneut" };
        assert_eq!(versand(amt.path(), &["--klaeren", id, outcome]).0, 0);
    }
    let (status, _) = versand(amt.path(), &["--sitzung", SITZUNG, "--smtp", "--uhrzeit", "20:00"]);
    assert_eq!(status, 0);
    let received = counts(&server);
    assert_eq!(received.len(), PEOPLE);
    assert!(received.values().all(|count| *count == 1), "{received:?}");
    assert!(offen(amt.path()).is_empty());
}
