//! What the Nachweis is about, what is declared, terms and sources.

use serde::Serialize;

use super::{Eintrag, Kontext};
use crate::domain::bewilligung::bewilligt_in;
use crate::present::zahl::{self, NBSP};

/// What the signs mean.
pub(super) const ZEICHEN: &str =
    "Zeichen: „–“ nichts, „x“ nicht sinnvoll (kein Soll), „…“ noch nicht bekannt. Beträge sind auf den Cent genau.";

/// A declaration with room to sign.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Erklaerung {
    titel: &'static str,
    text: String,
    felder: Vec<&'static str>,
}

fn entry(begriff: &str, text: impl Into<String>) -> Eintrag {
    Eintrag { begriff: begriff.to_owned(), texte: vec![text.into()] }
}

pub(super) fn angaben(kontext: &Kontext<'_>) -> Vec<Eintrag> {
    let record = kontext.massnahme;
    let jahr = kontext.nachweis.foerderjahr;
    let mut list = vec![
        entry(kontext.stammdaten.woerter().massnahme.einzahl(), format!("{} {}", record.id, record.titel)),
        entry("Träger", kontext.traeger.map_or_else(|| zahl::UNBEKANNT.to_owned(), |traeger| traeger.name.clone())),
        entry(
            "Rechtsgrundlage",
            format!(
                "{}, {}",
                record.rechtsgrundlage.as_str().replace(' ', &NBSP.to_string()),
                kontext.jahr.rechnung.grundlagen.art.wort()
            ),
        ),
        entry("Laufzeit", zahl::spanne(record.laufzeit.beginn.day(), record.laufzeit.ende.day())),
    ];
    if let Some(bescheid) = &record.entscheidungen.bescheid {
        list.push(entry(
            "Bescheid",
            format!("vom {}, Aktenzeichen {}", zahl::tag(bescheid.datum.day()), bescheid.aktenzeichen),
        ));
    }
    if let Some(bewilligung) = &record.bewilligung {
        list.push(entry(
            "Bewilligt",
            format!("{}, davon für {jahr}: {}", zahl::euro(bewilligung.betrag), zahl::euro(bewilligt_in(record, jahr))),
        ));
    }
    list.push(entry(
        "Ausgezahlt",
        match kontext.gebucht {
            Some(booked) if booked == kontext.nachweis.ausgezahlt => {
                format!("{} im Förderjahr, ebenso gebucht", zahl::euro(booked))
            }
            Some(booked) => {
                format!("{} im Förderjahr, gebucht {}", zahl::euro(kontext.nachweis.ausgezahlt), zahl::euro(booked))
            }
            None => format!("{} im Förderjahr", zahl::euro(kontext.nachweis.ausgezahlt)),
        },
    ));
    list.push(entry(
        "Eingang",
        format!("{}, fällig {}", zahl::tag(kontext.nachweis.eingang.day()), zahl::tag(kontext.frist())),
    ));
    list.push(match kontext.nachweis.geprueft_am {
        Some(day) => entry("Geprüft", zahl::tag(day.day())),
        None => entry("Geprüft", "noch nicht"),
    });
    if !kontext.nachweis.pruefvermerk.trim().is_empty() {
        list.push(entry("Prüfvermerk", kontext.nachweis.pruefvermerk.trim()));
    }
    list
}

pub(super) fn erklaerungen(kontext: &Kontext<'_>) -> Vec<Erklaerung> {
    vec![
        Erklaerung {
            titel: "Erklärung des Trägers",
            text: "Die Ausgaben waren notwendig, es ist wirtschaftlich und sparsam verfahren worden. Die Angaben stimmen mit den \
                   Büchern und Belegen überein; alle Einnahmen sind angegeben."
                .to_owned(),
            felder: vec!["Ort, Datum", "Unterschrift des Trägers"],
        },
        Erklaerung {
            titel: "Prüfung durch die Wirtschaftliche Jugendhilfe",
            text: match kontext.nachweis.geprueft_am {
                Some(day) => format!("Rechnerisch und sachlich geprüft am {}.", zahl::tag(day.day())),
                None => "Rechnerisch und sachlich geprüft:".to_owned(),
            },
            felder: vec!["Datum", "Unterschrift"],
        },
    ]
}

pub(super) fn begriffe(kontext: &Kontext<'_>) -> Vec<Eintrag> {
    let limit = kontext.stammdaten.einstellungen.regeln.zuwendung.einzelansatz_ueberschreitung_prozent;
    vec![
        entry("Förderjahr", "Teil der Laufzeit, der in ein Haushaltsjahr fällt."),
        entry("Soll", "Einzelansatz des Finanzierungsplans (Anlage 2)."),
        entry("Ist", "Summe der Belege zu diesem Einzelansatz."),
        entry("Abweichung", "Ist − Soll, in Euro und in Prozent des Solls."),
        entry(
            "anerkannt",
            format!("Ist, höchstens Soll + {limit}{}%; zusammen höchstens der Finanzierungsplan.", zahl::NARROW),
        ),
        entry("Fehlbedarf", "anerkannte Ausgaben − Einnahmen − Eigenanteil."),
        entry(
            "Rückforderung",
            "ausgezahlt − Zuwendung, wenn mehr ausgezahlt ist; sonst ist der Unterschied die Restzahlung.",
        ),
    ]
}

pub(super) fn herkunft(kontext: &Kontext<'_>, anhang: &str) -> Vec<String> {
    let id = &kontext.massnahme.id;
    let fristen = &kontext.stammdaten.einstellungen.regeln.massnahmen.nachweis;
    vec![
        format!(
            "Nachweis des Trägers: data/nachweise/{id}_{}.toml; Finanzierungsplan und Bewilligung: data/massnahmen/{id}.toml.",
            kontext.nachweis.foerderjahr
        ),
        format!("Frist: {}.", fristen.quelle),
        format!("Die Zahlen liegen diesem PDF als {anhang} bei."),
    ]
}
