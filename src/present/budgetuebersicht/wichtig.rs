//! "Was jetzt wichtig ist": what is to be decided, what ends, what is to be looked at. Always these three.

use rust_decimal::Decimal;

use super::Eintrag;
use super::beschluesse::is_open;
use super::kontext::{Bereich, Kontext, aufzaehlung};
use super::massnahmen::{Posten, auslaufende, ohne_bewilligung};
use super::vergleich::Budgetzeile;
use crate::domain::Betrag;
use crate::domain::budget::Einheit;
use crate::domain::kennzahlen::{BudgetKennzahl, Quote};
use crate::domain::massnahme::Status;
use crate::domain::raum::Raum;
use crate::domain::woerter::{Begleiter, Fall, capitalized};
use crate::present::zahl;

/// More lines than this under one heading are counted, not printed.
const HOECHSTENS: usize = 4;
/// Where the points are that are not printed.
pub(super) const FOLGENDE: &str = "siehe die folgenden Tabellen";
/// More Maßnahmen than these that end soon are summed up; their table follows.
const EINZELN_HOECHSTENS: usize = 2;
/// From this difference between Mittelabfluss and elapsed Laufzeit on a Maßnahme is worth a look.
const AUFFAELLIG: Decimal = Decimal::from_parts(20, 0, 0, false, 2);

/// The three of a Raum.
pub(super) fn raum<'a>(
    kontext: &Kontext<'a>,
    raum: &'a Raum,
    zeile: &BudgetKennzahl,
    liste: &[Posten<'a>],
) -> Vec<Eintrag> {
    let mut entscheiden: Vec<String> = deckung(kontext, raum, zeile, None).into_iter().collect();
    entscheiden.extend(offene(kontext, Bereich::Raum(raum)));
    let auslauf = if auslaufende(kontext, liste).len() > EINZELN_HOECHSTENS {
        auslauf_gesamt(kontext, liste).into_iter().collect()
    } else {
        auslauf(kontext, liste)
    };
    eintraege(kontext, entscheiden, auslauf, pruefen(kontext, liste), HOECHSTENS)
}

/// The three of a Region or of everything.
pub(super) fn gesamt<'a>(
    kontext: &Kontext<'a>,
    bereich: Bereich<'a>,
    lines: &[Budgetzeile],
    liste: &[Posten<'a>],
) -> Vec<Eintrag> {
    let raeume = kontext.stammdaten.raeume.iter();
    let mut entscheiden: Vec<String> = raeume
        .filter_map(|raum| {
            let line = lines.iter().find(|line| line.ist_teil && line.key == raum.id.as_str())?;
            deckung(kontext, raum, &line.zeile, Some(&line.name))
        })
        .collect();
    entscheiden.extend(
        lines
            .iter()
            .filter(|line| line.ist_teil && line.key.starts_with("eigen:") && line.zeile.frei.is_negative())
            .map(|line| {
                format!("Deckung für {}: Es fehlen {}.", line.voller_name, kontext.betrag(line.zeile.frei.abs()))
            }),
    );
    entscheiden.extend(offene_gesamt(kontext, bereich));
    let mut ansehen: Vec<String> = lines
        .iter()
        .filter(|line| line.ist_teil && line.zeile.verfuegbar > Betrag::ZERO && !line.zeile.frei.is_negative())
        .filter(|line| line.zeile.hochrechnung_linear > line.zeile.verfuegbar)
        .filter_map(|line| {
            Some(format!(
                "{}: {} {} bei {} Zeitanteil; frei sind {}.",
                line.voller_name,
                zahl::prozent(line.zeile.auslastung?),
                kontext.ausgegeben(),
                zahl::prozent(line.zeile.zeitanteil),
                kontext.betrag(line.zeile.frei)
            ))
        })
        .collect();
    ansehen.extend(pruefen(kontext, liste));
    eintraege(kontext, entscheiden, auslauf_gesamt(kontext, liste).into_iter().collect(), ansehen, HOECHSTENS - 1)
}

fn eintraege(
    kontext: &Kontext<'_>,
    entscheiden: Vec<String>,
    auslauf: Vec<String>,
    pruefen: Vec<String>,
    most: usize,
) -> Vec<Eintrag> {
    let laufende = kontext.massnahme().mit_beiwort(Begleiter::Kein, "laufend", Fall::Nominativ);
    vec![
        eintrag("Zu entscheiden", entscheiden, "Nichts.", most),
        eintrag("Läuft aus", auslauf, &format!("Bis {} endet {}.", zahl::tag(kontext.auslauf_bis()), laufende), most),
        eintrag("Zu prüfen", pruefen, "Nichts.", most),
    ]
}

/// A heading with at most so many lines, or with what stands for nothing.
fn eintrag(begriff: &str, mut texte: Vec<String>, leer: &str, most: usize) -> Eintrag {
    if texte.len() > most {
        let more = texte.split_off(most - 1).len();
        texte.push(format!("Dazu {} weitere Punkte, {FOLGENDE}.", zahl::zahlwort(more)));
    }
    if texte.is_empty() {
        texte.push(leer.to_owned());
    }
    Eintrag { begriff: begriff.to_owned(), texte }
}

/// What an overdrawn budget needs: options and facts, never a decision that belongs to others.
fn deckung(kontext: &Kontext<'_>, raum: &Raum, zeile: &BudgetKennzahl, name: Option<&str>) -> Option<String> {
    if !zeile.frei.is_negative() {
        return None;
    }
    let fehlt = kontext.betrag(zeile.frei.abs());
    let wege = match (kontext.einheit, zeile.gebunden > Betrag::ZERO) {
        (Einheit::Euro, true) => "Umschichtung, Nachtrag oder geringerer Abruf",
        (Einheit::Euro, false) => "Umschichtung oder Nachtrag",
        (Einheit::Stunden, _) => "Umschichtung oder weniger Stunden",
    };
    let mut text = match name {
        None => format!("Deckung von {fehlt}: {wege}."),
        Some(name) => format!("Deckung für {name} ({fehlt}): {wege}."),
    };
    let regionen = &kontext.stammdaten.regionen;
    if let Some(region) = regionen.iter().find(|region| raum.region.as_ref() == Some(&region.id)) {
        let eigen = kontext.eigenes(region);
        if eigen.frei > Betrag::ZERO {
            text.push_str(&format!(" Frei im eigenen Budget ({}): {}.", region.name, kontext.betrag(eigen.frei)));
        }
        if name.is_none() {
            text.push_str(&format!(" Zuständig: {}.", region.regionalteam));
        }
    } else if name.is_none() {
        text.push_str(&format!(" Zuständig: {}.", kontext.stammdaten.einstellungen.amt.entscheider_geld));
    }
    Some(text)
}

/// Maßnahmen on which nothing is decided yet.
fn offene<'a>(kontext: &Kontext<'a>, bereich: Bereich<'a>) -> Vec<String> {
    kontext
        .records(bereich)
        .into_iter()
        .filter(|record| is_open(kontext, record))
        .map(|record| {
            let titel = super::kontext::zitat(&record.titel);
            let beginn = zahl::tag(record.laufzeit.beginn.day());
            match record.status {
                Status::InBewertung => {
                    format!("{titel} ({}) ist in Bewertung; geplanter Beginn {beginn}.", record.id)
                }
                _ => format!("Für {titel} ({}) ist der Bedarf festgestellt; geplanter Beginn {beginn}.", record.id),
            }
        })
        .collect()
}

/// The same of several Räume in one sentence; titles stand in the table of decisions.
fn offene_gesamt<'a>(kontext: &Kontext<'a>, bereich: Bereich<'a>) -> Option<String> {
    let open: Vec<String> = kontext
        .records(bereich)
        .into_iter()
        .filter(|record| is_open(kontext, record))
        .map(|record| {
            let raeume: Vec<String> = record.anteile.iter().map(|anteil| kontext.name(&anteil.raum)).collect();
            format!("{} ({}, {})", record.id, raeume.join(" und "), zahl::tag(record.laufzeit.beginn.day()))
        })
        .collect();
    match open.len() {
        0 => None,
        1 => Some(format!("Offen mit geplantem Beginn ist {}.", open.join(""))),
        count => Some(format!(
            "Offen mit geplantem Beginn sind {} {}: {}.",
            zahl::zahlwort(count),
            kontext.massnahme().mehrzahl(),
            aufzaehlung(&open)
        )),
    }
}

/// What ends in several Räume, in one sentence.
fn auslauf_gesamt(kontext: &Kontext<'_>, liste: &[Posten<'_>]) -> Option<String> {
    let soon = auslaufende(kontext, liste);
    let first = soon.first()?;
    let bound: Betrag = soon.iter().map(|posten| posten.gebunden).sum();
    let count = match soon.len() {
        1 => format!("endet {}", kontext.massnahme().mit(Begleiter::Ein, Fall::Nominativ)),
        count => format!("enden {} {}", zahl::zahlwort(count), kontext.massnahme().mehrzahl()),
    };
    let day = zahl::tag(first.record?.laufzeit.ende.day());
    let start = if soon.len() == 1 { "" } else { "zuerst " };
    Some(format!(
        "Bis {} {count}, {start}{} am {day}; gebunden sind dort noch {}.",
        zahl::tag(kontext.auslauf_bis()),
        first.id,
        kontext.betrag(bound)
    ))
}

fn auslauf(kontext: &Kontext<'_>, liste: &[Posten<'_>]) -> Vec<String> {
    auslaufende(kontext, liste)
        .into_iter()
        .filter_map(|posten| {
            let ende = zahl::tag(posten.record?.laufzeit.ende.day());
            let bound = if posten.gebunden > Betrag::ZERO {
                format!(", noch {} gebunden", kontext.betrag(posten.gebunden))
            } else {
                String::new()
            };
            Some(format!("{} am {ende}{bound}.", posten.zitat()))
        })
        .collect()
}

/// What the figures of the Maßnahmen ask to be looked at.
fn pruefen(kontext: &Kontext<'_>, liste: &[Posten<'_>]) -> Vec<String> {
    let mut funde = Vec::new();
    for posten in liste {
        let id = posten.id;
        if posten.record.is_none() {
            funde.push(format!("{id} steht nicht in den Stammdaten; gebucht sind {}.", kontext.betrag(posten.ist)));
        } else if posten.bewilligt.is_zero() {
            let why = ohne_bewilligung(kontext, posten);
            funde.push(format!("Auf {id} sind {} gebucht: {why}.", kontext.betrag(posten.ist)));
        } else if posten.ist > posten.bewilligt {
            let more = kontext.betrag(posten.ist - posten.bewilligt);
            funde.push(format!("Auf {id} ist {more} mehr gebucht als bewilligt."));
        } else if posten.is_ended(kontext) && posten.gebunden > Betrag::ZERO {
            let ended = kontext.massnahme().mit_beiwort(Begleiter::Der, "beendet", Fall::Nominativ);
            let bound = kontext.betrag(posten.gebunden);
            funde.push(format!("{} {id} bindet noch {bound}.", capitalized(&ended)));
        } else if let Some(text) = abruf(kontext, posten) {
            funde.push(text);
        }
    }
    funde
}

/// A running Maßnahme whose money goes out much slower or faster than its time.
fn abruf(kontext: &Kontext<'_>, posten: &Posten<'_>) -> Option<String> {
    let laufzeit = posten.record?.laufzeit;
    let beginn = laufzeit.beginn.day().max(kontext.jahresbeginn());
    let ende = laufzeit.ende.day().min(kontext.jahresende());
    if posten.is_ended(kontext) || beginn > kontext.stichtag() || ende < beginn {
        return None;
    }
    let elapsed = Decimal::from((kontext.stichtag() - beginn).num_days() + 1);
    let whole = Decimal::from((ende - beginn).num_days() + 1);
    let zeit = Quote(elapsed / whole);
    let abfluss = posten.mittelabfluss()?;
    ((abfluss.0 - zeit.0).abs() >= AUFFAELLIG).then(|| {
        format!(
            "{}: {} abgerufen bei {} der Laufzeit in {}.",
            posten.id,
            zahl::prozent(abfluss),
            zahl::prozent(zeit),
            kontext.haushaltsjahr()
        )
    })
}
