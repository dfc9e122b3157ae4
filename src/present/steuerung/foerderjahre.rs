//! Every Förderjahr of every Maßnahme: granted, paid, proven; when the Nachweis was due, came in and was checked; what
//! is to be paid back.

use serde::Serialize;

use super::auswahl::{Foerderjahr, Kontext, Nachweislage};
use crate::domain::Betrag;
use crate::domain::abrechnung::Abrechnung;
use crate::domain::massnahme::Massnahme;
use crate::domain::woerter::{Begleiter, Fall};
use crate::present::zahl::{self, NBSP, NICHTS, UNBEKANNT};

/// The table.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Foerderjahre {
    titel: String,
    gruppen: Vec<Gruppe>,
    summe: Summe,
    keine: String,
    noten: Vec<String>,
}

/// A Maßnahme.
#[derive(Clone, Debug, Serialize)]
struct Gruppe {
    titel: String,
    zeilen: Vec<Zeile>,
}

#[derive(Clone, Debug, Serialize)]
struct Zeile {
    jahr: String,
    bewilligt: String,
    ausgezahlt: String,
    belegt: String,
    zuwendung: String,
    unterschied: String,
    zustand: &'static str,
    wort: String,
    nachweis: String,
    /// Whether it settles the whole Maßnahme.
    gesamt: bool,
    /// Whether it is of the year that the report is about.
    im_jahr: bool,
}

#[derive(Clone, Debug, Serialize)]
struct Summe {
    name: String,
    bewilligt: String,
    ausgezahlt: String,
    belegt: String,
    zuwendung: String,
    unterschied: String,
    nachweis: String,
}

pub(super) fn foerderjahre(kontext: &Kontext<'_>) -> Foerderjahre {
    let mut massnahmen = kontext.gefoerdert();
    massnahmen.extend(kontext.fruehere.iter().copied());
    massnahmen.sort_by(|a, b| a.id.cmp(&b.id));
    let wort = kontext.wort();
    Foerderjahre {
        titel: format!("Förderjahre: bewilligt, ausgezahlt, nachgewiesen bis {}", kontext.jahr),
        gruppen: massnahmen.iter().map(|massnahme| gruppe(kontext, massnahme)).collect(),
        summe: summe(kontext),
        keine: format!("Im Jahr {} wurde {} gefördert.", kontext.jahr, wort.mit(Begleiter::Kein, Fall::Nominativ)),
        noten: noten(kontext),
    }
}

fn gruppe(kontext: &Kontext<'_>, massnahme: &Massnahme) -> Gruppe {
    let mut zeilen = Vec::new();
    for jahr in kontext.foerderjahre(massnahme) {
        zeilen.push(zeile(kontext, &jahr));
        if let Nachweislage::Liegt { abrechnung, .. } = &jahr.lage
            && let Some(whole) = &abrechnung.gesamt
        {
            zeilen.push(gesamt(whole, massnahme));
        }
    }
    Gruppe { titel: format!("{}{NBSP}{NBSP}{}", massnahme.id, massnahme.titel), zeilen }
}

/// An amount, or the sign that it is not known.
fn or_unknown(betrag: Option<Betrag>) -> String {
    betrag.map_or_else(|| UNBEKANNT.to_owned(), zahl::betrag_tabelle)
}

fn zeile(kontext: &Kontext<'_>, jahr: &Foerderjahr<'_>) -> Zeile {
    let found = match &jahr.lage {
        Nachweislage::Liegt { abrechnung, .. } => Some(&abrechnung.jahr),
        _ => None,
    };
    let (zustand, wort, nachweis) = lage(kontext, jahr);
    Zeile {
        jahr: jahr.jahr.to_string(),
        bewilligt: zahl::betrag_tabelle(jahr.bewilligt),
        ausgezahlt: or_unknown(jahr.ausgezahlt),
        belegt: or_unknown(found.map(Abrechnung::ausgaben_ist)),
        zuwendung: or_unknown(found.map(|found| found.rechnung.zuwendung)),
        unterschied: found.map_or_else(|| UNBEKANNT.to_owned(), |found| zahl::aenderung_tabelle(unterschied(found))),
        zustand,
        wort,
        nachweis,
        gesamt: false,
        im_jahr: jahr.jahr == kontext.jahr,
    }
}

/// ausgezahlt − Zuwendung: what is to be paid back; below nothing what is still to be paid.
fn unterschied(found: &Abrechnung) -> Betrag {
    found.rueckforderung() - found.restzahlung()
}

fn gesamt(whole: &Abrechnung, massnahme: &Massnahme) -> Zeile {
    let difference = unterschied(whole);
    let wort = if difference.is_zero() {
        "ausgeglichen"
    } else if difference.is_negative() {
        "Restzahlung"
    } else {
        "Rückforderung"
    };
    Zeile {
        jahr: "alle".to_owned(),
        bewilligt: zahl::betrag_tabelle(super::liste::zuwendung(massnahme)),
        ausgezahlt: zahl::betrag_tabelle(whole.ausgezahlt),
        belegt: zahl::betrag_tabelle(whole.ausgaben_ist()),
        zuwendung: zahl::betrag_tabelle(whole.rechnung.zuwendung),
        unterschied: zahl::aenderung_tabelle(difference),
        zustand: "keiner",
        wort: wort.to_owned(),
        nachweis: "Abrechnung der ganzen Laufzeit".to_owned(),
        gesamt: true,
        im_jahr: false,
    }
}

/// How the Nachweis stands: its sign, its word, and the days.
fn lage(kontext: &Kontext<'_>, jahr: &Foerderjahr<'_>) -> (&'static str, String, String) {
    let due = |day| format!("fällig {}", zahl::tag(day));
    match &jahr.lage {
        Nachweislage::NichtVerlangt => ("keiner", "keiner verlangt".to_owned(), String::new()),
        Nachweislage::NichtFaellig(faellig) => ("offen", "noch nicht fällig".to_owned(), due(faellig.faellig)),
        Nachweislage::Ausstehend(faellig) => {
            let days = kontext.heute.signed_duration_since(faellig.faellig).num_days();
            let days = if days == 1 { "einem Tag".to_owned() } else { format!("{days} Tagen") };
            ("ausstehend", "ausstehend".to_owned(), format!("{}, seit {days} überfällig", due(faellig.faellig)))
        }
        Nachweislage::OhneZahlen(faellig) => {
            let noted = jahr.massnahme.verwendungsnachweis.as_ref();
            let came =
                noted.map_or_else(String::new, |noted| format!(", eingegangen {}", zahl::tag(noted.eingang.day())));
            let checked = noted.is_some_and(|noted| noted.geprueft);
            let word = if checked { "geprüft" } else { "nicht geprüft" };
            let late = noted.is_some_and(|noted| noted.eingang.day() > faellig.faellig);
            let sign = if checked {
                "erledigt"
            } else if late {
                "verspaetet"
            } else {
                "offen"
            };
            (sign, word.to_owned(), format!("{}{came}; Zahlen nicht erfasst", due(faellig.faellig)))
        }
        Nachweislage::Liegt { faellig, nachweis, .. } => {
            let came = nachweis.eingang.day();
            let (sign, word) = match nachweis.geprueft_am {
                Some(_) => ("erledigt", "geprüft"),
                None if came > faellig.faellig => ("verspaetet", "nicht geprüft"),
                None => ("offen", "nicht geprüft"),
            };
            let late = if came > faellig.faellig { " (verspätet)" } else { "" };
            let checked =
                nachweis.geprueft_am.map_or_else(String::new, |day| format!(", geprüft {}", zahl::tag(day.day())));
            (sign, word.to_owned(), format!("{}, eingegangen {}{late}{checked}", due(faellig.faellig), zahl::tag(came)))
        }
    }
}

/// The year of the report over all Maßnahmen. What is not known counts nothing, and the notes say so.
fn summe(kontext: &Kontext<'_>) -> Summe {
    let years: Vec<Foerderjahr<'_>> = kontext
        .gefoerdert()
        .into_iter()
        .flat_map(|massnahme| kontext.foerderjahre(massnahme))
        .filter(|jahr| jahr.jahr == kontext.jahr)
        .collect();
    let settled: Vec<&Abrechnung> = years
        .iter()
        .filter_map(|jahr| match &jahr.lage {
            Nachweislage::Liegt { abrechnung, .. } => Some(&abrechnung.jahr),
            _ => None,
        })
        .collect();
    let paid: Vec<Betrag> = years.iter().filter_map(|jahr| jahr.ausgezahlt).collect();
    let sum = |known: bool, betrag: Betrag| if known { zahl::betrag_tabelle(betrag) } else { UNBEKANNT.to_owned() };
    let known = !settled.is_empty();
    let difference: Betrag = settled.iter().map(|found| unterschied(found)).sum();
    Summe {
        name: format!("{}, alle", kontext.jahr),
        bewilligt: zahl::betrag_tabelle(years.iter().map(|jahr| jahr.bewilligt).sum()),
        ausgezahlt: sum(!paid.is_empty(), paid.into_iter().sum()),
        belegt: sum(known, settled.iter().map(|found| found.ausgaben_ist()).sum()),
        zuwendung: sum(known, settled.iter().map(|found| found.rechnung.zuwendung).sum()),
        unterschied: if known { zahl::aenderung_tabelle(difference) } else { UNBEKANNT.to_owned() },
        nachweis: if years.is_empty() {
            NICHTS.to_owned()
        } else {
            format!("{} von {} mit Zahlen", zahl::menge(settled.len()), zahl::menge(years.len()))
        },
    }
}

fn noten(kontext: &Kontext<'_>) -> Vec<String> {
    let fristen = &kontext.stammdaten.einstellungen.regeln.massnahmen.nachweis;
    let mut noten = vec![
        format!("Letzte Zeile: das Förderjahr {} über alle; „…“ zählt nicht mit.", kontext.jahr),
        "Unterschied = ausgezahlt − Zuwendung: + ist zu viel ausgezahlt, − steht dem Träger noch zu; vor dem \
         Schlussnachweis vorläufig."
            .to_owned(),
    ];
    if kontext.kennt_ist() {
        noten.push(format!(
            "Ohne Nachweis steht als ausgezahlt, was die Wirtschaftliche Jugendhilfe gebucht hat, {} bis {}.",
            kontext.jahr,
            zahl::tag(kontext.auswertung.kennzahlen.stichtag)
        ));
    }
    noten.push(format!("Fristen: {}.", fristen.quelle));
    noten
}
