//! The top of page 1: what is to be paid back or still to be paid, and from what that follows.

use serde::Serialize;

use super::{Kontext, Lauf};
use crate::domain::Betrag;
use crate::present::rahmen::Rahmen;
use crate::present::zahl;

/// Headlines longer than this are set smaller.
const LANG: usize = 95;

/// Kicker, headline, missing parts.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Kopf {
    thema: String,
    stand: String,
    titel: String,
    lang: bool,
    luecken: Vec<String>,
}

/// A key figure.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Kennzahl {
    name: &'static str,
    wert: String,
    zusatz: String,
}

/// `Schlussnachweis` or `Zwischennachweis`.
pub(super) fn art(kontext: &Kontext<'_>) -> &'static str {
    if kontext.nachweis.schlussnachweis { "Schlussnachweis" } else { "Zwischennachweis" }
}

pub(super) fn rahmen(kontext: &Kontext<'_>, anhang: &str) -> Rahmen {
    let jahr = kontext.nachweis.foerderjahr;
    Rahmen::new(
        &kontext.stammdaten.einstellungen,
        kontext.heute,
        format!("Verwendungsnachweis und Projektbericht {}, Förderjahr {jahr}", kontext.massnahme.id),
        format!("Verwendungsnachweis {} · {jahr}", kontext.massnahme.id),
        format!("Stand {} · Verwendungsnachweis, nur für den Dienstgebrauch", zahl::tag(kontext.heute)),
    )
    .with_anhang(
        anhang.to_owned(),
        "Alle Zahlen dieses Nachweises: Einzelansätze, Einnahmen, Zuwendung, Belege, Beträge als Dezimaltexte"
            .to_owned(),
    )
}

pub(super) fn kopf(kontext: &Kontext<'_>) -> Kopf {
    let (first, last) = kontext.tage();
    let titel = format!("{}: {}", kontext.massnahme.titel, schlagzeile(kontext));
    let missing = kontext.fehlende();
    let mut luecken: Vec<String> = missing
        .iter()
        .map(|jahr| {
            format!(
                "Für das Förderjahr {jahr} liegt kein Nachweis vor{}.",
                match &kontext.gesamt {
                    Some(_) => "; in der Gesamtabrechnung fehlt es",
                    None => "",
                }
            )
        })
        .collect();
    if kontext.nachweis.eingang.day() > kontext.frist() {
        luecken.push(format!(
            "Der Nachweis ist am {} eingegangen, fällig war er am {}.",
            zahl::tag(kontext.nachweis.eingang.day()),
            zahl::tag(kontext.frist())
        ));
    }
    let paid = kontext.nachweis.ausgezahlt;
    luecken.extend(kontext.gebucht.filter(|booked| *booked != paid).map(|booked| {
        format!(
            "Als ausgezahlt sind {} angegeben, gebucht sind nach den Lieferungen der Wirtschaftlichen Jugendhilfe {}.",
            zahl::euro(paid),
            zahl::euro(booked)
        )
    }));
    Kopf {
        thema: format!("Verwendungsnachweis und Projektbericht, {}", art(kontext)),
        stand: format!("Förderjahr {} ({})", kontext.nachweis.foerderjahr, zahl::spanne(first, last)),
        lang: titel.chars().count() > LANG,
        titel,
        luecken,
    }
}

/// The result in one clause. Only the last Nachweis asks for money back.
fn schlagzeile(kontext: &Kontext<'_>) -> String {
    let found = kontext.massgeblich();
    let last = kontext.nachweis.schlussnachweis;
    let sum = |betrag: Betrag| zahl::euro_ganz(betrag);
    if !found.rueckforderung().is_zero() {
        let what = if last { "sind zurückzuzahlen" } else { "sind mehr ausgezahlt als belegt" };
        format!("{} {what}", sum(found.rueckforderung()))
    } else if !found.restzahlung().is_zero() {
        format!("{} stehen dem Träger noch zu", sum(found.restzahlung()))
    } else {
        "Auszahlung und Zuwendung stimmen überein".to_owned()
    }
}

pub(super) fn absatz(kontext: &Kontext<'_>) -> Vec<Lauf> {
    let found = kontext.massgeblich();
    let plain = |text: String| Lauf { text, stark: false };
    let strong = |text: String| Lauf { text, stark: true };
    let scope = match &kontext.gesamt {
        Some(_) => "Über die ganze Laufzeit".to_owned(),
        None => format!("Im Förderjahr {}", kontext.nachweis.foerderjahr),
    };
    let mut text = vec![
        plain(format!("{scope} sind ")),
        strong(zahl::euro(found.anerkannt)),
        plain(" Ausgaben anerkannt. Daraus ergibt sich eine Zuwendung von ".to_owned()),
        strong(zahl::euro(found.rechnung.zuwendung)),
        plain(format!("; ausgezahlt sind {}.", zahl::euro(found.ausgezahlt))),
    ];
    let not_recognised = found.ausgaben_ist() - found.anerkannt;
    if not_recognised > Betrag::ZERO {
        text.push(plain(format!(" {} der Ausgaben sind nicht anerkannt.", zahl::euro(not_recognised))));
    }
    let missing = found.eigenanteil_fehlt();
    if missing > Betrag::ZERO {
        text.push(plain(format!(" Vom Eigenanteil fehlen {}.", zahl::euro(missing))));
    }
    if kontext.nachweis.geprueft_am.is_none() {
        text.push(plain(" Der Nachweis ist noch nicht geprüft.".to_owned()));
    }
    text
}

pub(super) fn kennzahlen(kontext: &Kontext<'_>) -> Vec<Kennzahl> {
    let found = kontext.massgeblich();
    let figure = |name, betrag: Betrag, zusatz: String| Kennzahl { name, wert: zahl::euro(betrag), zusatz };
    let last = if found.rueckforderung().is_zero() && !found.restzahlung().is_zero() {
        figure("Restzahlung", found.restzahlung(), "Zuwendung weniger ausgezahlt".to_owned())
    } else {
        let name = if kontext.nachweis.schlussnachweis { "Rückforderung" } else { "zu viel ausgezahlt" };
        figure(name, found.rueckforderung(), "ausgezahlt weniger Zuwendung".to_owned())
    };
    let granted = found.rechnung.grundlagen.bewilligt.unwrap_or_default();
    vec![
        figure("Ausgaben anerkannt", found.anerkannt, format!("von {} nachgewiesen", zahl::euro(found.ausgaben_ist()))),
        figure("Einnahmen", found.einnahmen_ist(), format!("geplant {}", zahl::euro(found.einnahmen_soll()))),
        figure("Zuwendung", found.rechnung.zuwendung, format!("bewilligt {}", zahl::euro(granted))),
        last,
    ]
}
