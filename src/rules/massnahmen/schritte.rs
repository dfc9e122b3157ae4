//! The order and completeness of the steps; the record's own word of its state.

use chrono::NaiveDate;

use super::{Lage, tag};
use crate::domain::lebenslauf::{Geldentscheidung, Zustand, zustand};
use crate::domain::massnahmenregeln::Beschlussschritt;
use crate::domain::woerter::{Begleiter, Fall};
use crate::finding::massnahme::Massnahmebefund;

pub(super) fn check(lage: &Lage<'_>) -> Vec<Massnahmebefund> {
    let mut found = order(lage);
    found.extend(future(lage));
    found.extend(missing(lage));
    found.extend(rejected(lage));
    found.extend(unclear(lage));
    found.extend(word(lage));
    found
}

/// The dated steps of a record by their words, in the order that is right.
fn dated(lage: &Lage<'_>) -> Vec<(&'static str, NaiveDate)> {
    let record = lage.massnahme;
    let decisions = &record.entscheidungen;
    let scored = record.angebote.iter().filter_map(|angebot| angebot.anlage3.as_ref()?.bewertet_am).max();
    [
        ("die Feststellung des Bedarfs", Some(record.bedarf.festgestellt_am)),
        ("der Eingang des ersten Angebots", record.angebote.iter().map(|angebot| angebot.eingang).min()),
        ("die Bewertung nach Anlage 3", scored),
        (
            "die Entscheidung über die Leistungserbringung",
            decisions.leistungserbringung.as_ref().map(|decision| decision.datum),
        ),
        (
            "die Entscheidung über den Ressourceneinsatz",
            decisions.ressourceneinsatz.as_ref().map(|decision| decision.datum),
        ),
        ("der Bescheid", decisions.bescheid.as_ref().map(|decision| decision.datum)),
    ]
    .into_iter()
    .filter_map(|(word, datum)| Some((word, datum?.day())))
    .collect()
}

/// A step dated before the one that must go before it. A Bescheid may follow on the same day.
fn order(lage: &Lage<'_>) -> Vec<Massnahmebefund> {
    let steps = dated(lage);
    let pairs = steps.iter().zip(steps.iter().skip(1));
    pairs
        .filter(|((_, earlier), (_, later))| later < earlier)
        .map(|((before, earlier), (after, later))| {
            lage.fehler(
                "schritte-vertauscht",
                format!("{} ({}) liegt vor: {before} ({})", upper(after), tag(*later), tag(*earlier)),
            )
            .abhilfe("Die Daten der Entscheidungen prüfen; ein Schritt kann nicht vor dem stehen, auf dem er beruht.")
            .nach("Ablauf der Sozialraumteams: Bedarf, Angebote, Bewertung, Entscheidung, Mittel, Bescheid")
        })
        .collect()
}

/// A decision dated after today.
fn future(lage: &Lage<'_>) -> Vec<Massnahmebefund> {
    dated(lage)
        .into_iter()
        .filter(|(_, day)| *day > lage.heute)
        .map(|(step, day)| {
            lage.warnung("schritt-in-der-zukunft", format!("{} liegt in der Zukunft ({})", upper(step), tag(day)))
                .abhilfe("Eintragen, wenn es geschehen ist; bis dahin zählt der Schritt nicht.")
        })
        .collect()
}

/// A Bescheid without a step that the office demands before it.
fn missing(lage: &Lage<'_>) -> Vec<Massnahmebefund> {
    let decisions = &lage.massnahme.entscheidungen;
    let (Some(rule), Some(bescheid)) = (&lage.regeln().beschluesse, &decisions.bescheid) else { return Vec::new() };
    let scored =
        !lage.massnahme.angebote.is_empty() && lage.massnahme.angebote.iter().all(|angebot| angebot.anlage3.is_some());
    let money = decisions.ressourceneinsatz.as_ref().map(|geld| geld.entscheidung());
    let has = |step: Beschlussschritt| match step {
        Beschlussschritt::Bewertung => scored,
        Beschlussschritt::Leistungserbringung => {
            decisions.leistungserbringung.as_ref().is_some_and(|decision| decision.angebot.is_some())
        }
        Beschlussschritt::Ressourceneinsatz => money == Some(Geldentscheidung::Zugestimmt),
    };
    rule.wert
        .iter()
        .filter(|step| !has(**step))
        .map(|step| {
            let (what, where_to) = match step {
                Beschlussschritt::Bewertung => ("die Bewertung aller Angebote nach Anlage 3", "angebote.anlage3"),
                Beschlussschritt::Leistungserbringung => {
                    ("die Entscheidung über die Leistungserbringung", "entscheidungen.leistungserbringung")
                }
                Beschlussschritt::Ressourceneinsatz => {
                    ("die Zustimmung zum Ressourceneinsatz", "entscheidungen.ressourceneinsatz")
                }
            };
            lage.fehler("beschluss-fehlt", format!("Der Bescheid vom {} steht ohne {what}", tag(bescheid.datum.day())))
                .abhilfe(format!("Den Beschluss mit Datum und Stelle unter {where_to} nachtragen."))
                .nach(&rule.quelle)
        })
        .collect()
}

/// Rejected and granted at once, or rejected without a reason.
fn rejected(lage: &Lage<'_>) -> Vec<Massnahmebefund> {
    let record = lage.massnahme;
    let decisions = &record.entscheidungen;
    let mut found = Vec::new();
    if let Some(ablehnung) = &decisions.kein_leistungsangebot {
        if record.bewilligung.is_some() || decisions.bescheid.is_some() {
            found.push(
                lage.fehler(
                    "abgelehnt-und-bewilligt",
                    format!("Am {} abgelehnt, und doch bewilligt", tag(ablehnung.datum.day())),
                )
                .abhilfe("Entweder kein_leistungsangebot oder bewilligung und bescheid streichen."),
            );
        }
        if ablehnung.grund.trim().is_empty() {
            found.push(
                lage.fehler("ablehnung-ohne-grund", "Abgelehnt ohne einen Grund")
                    .abhilfe("Den Grund unter entscheidungen.kein_leistungsangebot.grund eintragen.")
                    .nach("§ 35 Abs. 1 SGB X: ein Verwaltungsakt ist zu begründen"),
            );
        }
    }
    let no_offer = decisions.leistungserbringung.as_ref().filter(|decision| decision.angebot.is_none());
    if let (Some(decision), None) = (no_offer, &decisions.kein_leistungsangebot) {
        found.push(
            lage.warnung(
                "entscheidung-ohne-angebot",
                format!("Am {} ist kein Angebot ausgewählt und nichts abgelehnt", tag(decision.datum.day())),
            )
            .abhilfe("Das Angebot eintragen, oder unter kein_leistungsangebot mit Datum und Grund ablehnen."),
        );
    }
    found
}

/// A decision on money whose word says neither yes nor no.
fn unclear(lage: &Lage<'_>) -> Option<Massnahmebefund> {
    let geld = lage.massnahme.entscheidungen.ressourceneinsatz.as_ref()?;
    (geld.entscheidung() == Geldentscheidung::Unklar).then(|| {
        lage.fehler("ergebnis-unklar", format!("Das Ergebnis „{}“ sagt nicht, ob zugestimmt ist", geld.ergebnis))
            .abhilfe("„zugestimmt“, „abgelehnt“ oder „zurückgestellt“ schreiben; was dazu zu sagen ist, als bemerkung.")
    })
}

/// The record's own word against the state that follows from its steps.
fn word(lage: &Lage<'_>) -> Option<Massnahmebefund> {
    let reached = zustand(lage.massnahme, lage.heute);
    let (written, right) = (lage.massnahme.status, reached.status());
    (written != right).then(|| {
        let since =
            if matches!(reached, Zustand::Beendet | Zustand::Laeuft) { " (das Datum ist vergangen)" } else { "" };
        lage.warnung(
            "status-widerspricht",
            format!(
                "Als Status steht „{}“, nach den Entscheidungen ist {} „{}“{since}",
                written.as_str(),
                lage.wort(Begleiter::Der, Fall::Nominativ),
                reached.wort()
            ),
        )
        .abhilfe(format!("status = \"{}\" eintragen oder die fehlende Entscheidung nachtragen.", right.key()))
    })
}

fn upper(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
