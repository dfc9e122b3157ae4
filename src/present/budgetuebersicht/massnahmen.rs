//! The table of Maßnahmen: who, on which legal basis, until when, approved, booked, still bound.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::Serialize;

use super::kontext::{Bereich, Kontext, aufzaehlung};
use super::platz::{MM, anteil};
use crate::domain::formeln::months_by_year;
use crate::domain::kennzahlen::Quote;
use crate::domain::massnahme::Massnahme;
use crate::domain::woerter::{Begleiter, Fall};
use crate::domain::{Betrag, MassnahmeId};
use crate::present::zahl;

/// Width of a full inline bar.
const BALKEN: i64 = 14 * MM;

/// One Maßnahme with its figures in a Bereich.
pub(super) struct Posten<'a> {
    pub id: &'a MassnahmeId,
    /// None where bookings name a Maßnahme that is not on record.
    pub record: Option<&'a Massnahme>,
    pub bewilligt: Betrag,
    pub ist: Betrag,
    pub gebunden: Betrag,
    /// Keys of the budgets that pay, in the order of the figures.
    pub zahler: Vec<&'a str>,
}

impl Posten<'_> {
    /// Whether it has ended on the Stichtag.
    pub fn is_ended(&self, kontext: &Kontext<'_>) -> bool {
        self.record.is_some_and(|record| record.laufzeit.ende.day() <= kontext.stichtag())
    }

    /// Ist / bewilligt.
    pub fn mittelabfluss(&self) -> Option<Quote> {
        Quote::of(self.ist, self.bewilligt)
    }

    /// The title in quotation marks with the key.
    pub fn zitat(&self) -> String {
        match self.record {
            Some(record) => format!("{} ({})", super::kontext::zitat(&record.titel), self.id),
            None => self.id.to_string(),
        }
    }
}

/// The Maßnahmen of a Bereich with their sums over its budgets: running ones first, ended ones last.
pub(super) fn posten<'a>(kontext: &Kontext<'a>, bereich: Bereich<'a>) -> Vec<Posten<'a>> {
    let mut by_id: BTreeMap<&MassnahmeId, Posten<'a>> = BTreeMap::new();
    for zeile in kontext.massnahmen(bereich) {
        let posten = by_id.entry(&zeile.massnahme).or_insert_with(|| Posten {
            id: &zeile.massnahme,
            record: kontext.stammdaten.massnahme(&zeile.massnahme),
            bewilligt: Betrag::ZERO,
            ist: Betrag::ZERO,
            gebunden: Betrag::ZERO,
            zahler: Vec::new(),
        });
        posten.bewilligt += zeile.bewilligt;
        posten.ist += zeile.ist;
        posten.gebunden += zeile.gebunden;
        posten.zahler.push(&zeile.raum);
    }
    let mut list: Vec<_> = by_id.into_values().collect();
    // Stable: within the two groups the order of the keys stays.
    list.sort_by_key(|posten| posten.is_ended(kontext));
    list
}

/// The table.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Massnahmen {
    /// What a line is about.
    wort: String,
    titel: String,
    einheit: &'static str,
    balken: i64,
    zeilen: Vec<Zeile>,
    summe: Zeile,
    noten: Vec<String>,
    /// Said instead of a table where there is no Maßnahme.
    keine: Option<String>,
}

#[derive(Clone, Debug, Default, Serialize)]
struct Zeile {
    titel: String,
    zusatz: Option<String>,
    details: Vec<String>,
    /// Share of a Raum; empty where several budgets are shown.
    anteil: String,
    bewilligt: String,
    ist: String,
    gebunden: String,
    abfluss: String,
    /// Length of the bar; none where there is nothing approved.
    ist_balken: Option<i64>,
    ueber: bool,
}

/// The table of a Bereich with its total, which equals the line of the budget.
pub(super) fn massnahmen<'a>(kontext: &Kontext<'a>, bereich: Bereich<'a>, liste: &[Posten<'a>]) -> Massnahmen {
    let summe = kontext.kennzahl(bereich);
    let mut zeilen: Vec<Zeile> = liste.iter().map(|posten| zeile(kontext, bereich, liste, posten)).collect();
    // Bookings of the budget that no Maßnahme has taken stand in a line of their own, so that the total is complete.
    let rest_ist = summe.ist - liste.iter().map(|posten| posten.ist).sum::<Betrag>();
    if kontext.einheit == crate::domain::budget::Einheit::Euro && !rest_ist.is_zero() {
        zeilen.push(Zeile {
            titel: format!("Buchungen ohne {}", kontext.massnahme().einzahl()),
            anteil: zahl::NICHTS.to_owned(),
            bewilligt: zahl::NICHTS.to_owned(),
            ist: zahl::betrag_tabelle(rest_ist),
            gebunden: zahl::NICHTS.to_owned(),
            abfluss: zahl::SINNLOS.to_owned(),
            ..Zeile::default()
        });
    }
    let total = Zeile { titel: "Summe".to_owned(), ..betraege(summe.bewilligt, summe.ist, summe.gebunden) };
    Massnahmen {
        titel: format!("{} im Haushaltsjahr {}", kontext.massnahme().mehrzahl(), kontext.haushaltsjahr()),
        wort: kontext.massnahme().einzahl().to_owned(),
        einheit: zahl::einheit(kontext.einheit),
        balken: BALKEN,
        keine: zeilen.is_empty().then(|| {
            let jahr = kontext.haushaltsjahr();
            match kontext.einheit {
                crate::domain::budget::Einheit::Euro => {
                    format!(
                        "Im Haushaltsjahr {jahr} ist {} bewilligt und nichts gebucht.",
                        kontext.massnahme().mit(Begleiter::Kein, Fall::Nominativ)
                    )
                }
                crate::domain::budget::Einheit::Stunden => {
                    format!(
                        "An diesem Budget hängen keine {}; das Ist sind die nachgewiesenen Stunden.",
                        kontext.massnahme().mehrzahl()
                    )
                }
            }
        }),
        zeilen,
        summe: total,
        noten: noten(kontext, bereich, liste),
    }
}

fn betraege(bewilligt: Betrag, ist: Betrag, gebunden: Betrag) -> Zeile {
    let abfluss = Quote::of(ist, bewilligt);
    Zeile {
        bewilligt: zahl::betrag_tabelle(bewilligt),
        ist: zahl::betrag_tabelle(ist),
        gebunden: zahl::betrag_tabelle(gebunden),
        abfluss: abfluss_text(ist, bewilligt),
        ist_balken: abfluss.map(|quote| anteil(quote.0.min(Decimal::ONE), BALKEN)),
        ueber: ist > bewilligt && abfluss.is_some(),
        ..Zeile::default()
    }
}

/// Ist / bewilligt as it is printed: a dash for exactly nothing, `x` where nothing is approved.
fn abfluss_text(ist: Betrag, bewilligt: Betrag) -> String {
    match Quote::of(ist, bewilligt) {
        Some(_) if ist.is_zero() => zahl::NICHTS.to_owned(),
        Some(quote) => zahl::prozent(quote),
        None => zahl::SINNLOS.to_owned(),
    }
}

fn zeile<'a>(kontext: &Kontext<'a>, bereich: Bereich<'a>, liste: &[Posten<'a>], posten: &Posten<'a>) -> Zeile {
    let base = betraege(posten.bewilligt, posten.ist, posten.gebunden);
    let Some(record) = posten.record else {
        return Zeile {
            titel: posten.id.to_string(),
            zusatz: Some("(nicht in den Stammdaten)".to_owned()),
            anteil: zahl::NICHTS.to_owned(),
            ..base
        };
    };
    let mut details = details(kontext, bereich, posten, record);
    if posten.bewilligt.is_zero() {
        details.push(ohne_bewilligung(kontext, posten));
    }
    if let Bereich::Raum(raum) = bereich {
        details.extend(gemeinsam(kontext, raum.id.as_str(), record));
    }
    let follows = |other: &Posten<'_>| {
        other.record.is_some_and(|o| o.titel == record.titel && o.laufzeit.beginn > record.laufzeit.ende)
    };
    Zeile {
        titel: record.titel.clone(),
        zusatz: stand(kontext, posten, liste.iter().any(follows)).map(str::to_owned),
        details,
        anteil: anteil_text(bereich, posten),
        ..base
    }
}

/// Key, Träger, legal basis and Laufzeit; where several budgets are shown, also which of them pay.
fn details<'a>(kontext: &Kontext<'a>, bereich: Bereich<'a>, posten: &Posten<'a>, record: &Massnahme) -> Vec<String> {
    let traeger = record
        .bewilligung
        .as_ref()
        .and_then(|bewilligung| kontext.stammdaten.traeger(&bewilligung.traeger))
        .map(|traeger| traeger.name.as_str());
    let laufzeit = laufzeit(record);
    let join = |parts: [Option<&str>; 2]| parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    if let Bereich::Raum(_) = bereich {
        return vec![join([Some(record.id.as_str()), traeger]), laufzeit];
    }
    let budget = format!("Budget {}", zahler(kontext, posten));
    vec![format!("{} · {laufzeit}", record.id), join([traeger, Some(&budget)])]
}

/// Why there is an Ist and nothing approved: no Bescheid at all, or none for this year.
pub(super) fn ohne_bewilligung(kontext: &Kontext<'_>, posten: &Posten<'_>) -> String {
    let has_bescheid = posten.record.is_some_and(|record| record.entscheidungen.bescheid.is_some());
    if has_bescheid {
        format!("für {} ist nichts bewilligt", kontext.haushaltsjahr())
    } else {
        "ohne Bescheid".to_owned()
    }
}

/// What is said behind a title: whether it has ended, whether another of the same title follows it.
fn stand(kontext: &Kontext<'_>, posten: &Posten<'_>, followed: bool) -> Option<&'static str> {
    let beginn = posten.record.map(|record| record.laufzeit.beginn.day());
    match (posten.is_ended(kontext), followed) {
        (true, true) => Some("(Vorgänger, beendet)"),
        (true, false) => Some("(beendet)"),
        (false, true) => Some("(Vorgänger)"),
        (false, false) => beginn.filter(|day| *day > kontext.stichtag()).map(|_| "(noch nicht begonnen)"),
    }
}

fn laufzeit(record: &Massnahme) -> String {
    let spanne = zahl::spanne(record.laufzeit.beginn.day(), record.laufzeit.ende.day());
    format!("{} · {spanne}", record.rechtsgrundlage.as_str().replace(' ', "\u{a0}"))
}

/// With whom a Maßnahme is paid, by shares or by Umschichtung.
fn gemeinsam(kontext: &Kontext<'_>, own: &str, record: &Massnahme) -> Option<String> {
    let andere: Vec<String> = record
        .anteile
        .iter()
        .filter(|anteil| anteil.raum.as_str() != own)
        .map(|anteil| format!("{} ({})", kontext.name(&anteil.raum), zahl::prozent_genau(anteil.prozent)))
        .collect();
    if !andere.is_empty() {
        return Some(format!("gemeinsam mit {}", aufzaehlung(&andere)));
    }
    let pooled: Vec<String> = record.gemeinsam_mit.iter().map(|raum| kontext.name(raum)).collect();
    (!pooled.is_empty()).then(|| format!("gemeinsam mit {}, durch Umschichtung", aufzaehlung(&pooled)))
}

/// The share of a Raum.
fn anteil_text(bereich: Bereich<'_>, posten: &Posten<'_>) -> String {
    match bereich {
        Bereich::Raum(raum) => {
            share(posten, raum.id.as_str()).map_or_else(|| zahl::NICHTS.to_owned(), zahl::prozent_genau)
        }
        Bereich::Region(_) | Bereich::Kreis => String::new(),
    }
}

/// The budgets that pay, with their shares where they share.
fn zahler(kontext: &Kontext<'_>, posten: &Posten<'_>) -> String {
    let names = posten.zahler.iter().map(|key| {
        let name = kontext.name(&(*key).into());
        match share(posten, key) {
            Some(percent) if percent != Decimal::ONE_HUNDRED => format!("{name} {}", zahl::prozent_genau(percent)),
            _ => name,
        }
    });
    names.collect::<Vec<_>>().join(", ")
}

/// The share of a budget in percent, by the record.
fn share(posten: &Posten<'_>, key: &str) -> Option<Decimal> {
    let mut anteile = posten.record.into_iter().flat_map(|record| &record.anteile);
    anteile.find(|anteil| anteil.raum.as_str() == key).map(|anteil| anteil.prozent)
}

/// What must be known to check the table.
fn noten<'a>(kontext: &Kontext<'a>, bereich: Bereich<'a>, liste: &[Posten<'a>]) -> Vec<String> {
    let jahr = kontext.haushaltsjahr();
    let mut noten = Vec::new();
    let by_months: Vec<String> = liste
        .iter()
        .filter_map(|posten| {
            let record = posten.record?;
            let bewilligung = record.bewilligung.as_ref()?;
            if bewilligung.jahresraten.is_some() || posten.bewilligt.is_zero() {
                return None;
            }
            let months = months_by_year(record.laufzeit.beginn.day(), record.laufzeit.ende.day());
            let all: u32 = months.iter().map(|(_, count)| count).sum();
            let here = months.iter().find(|(year, _)| *year == jahr).map(|(_, count)| *count)?;
            (here < all).then(|| format!("{}: {here} von {all} Monaten", posten.id))
        })
        .collect();
    let mut first = format!("Bewilligt ist der Teil des Haushaltsjahres {jahr}");
    if !by_months.is_empty() {
        first.push_str(&format!("; ohne vereinbarte Jahresraten nach Monaten aufgeteilt ({})", by_months.join("; ")));
    }
    first.push('.');
    noten.push(first);
    if let Bereich::Raum(raum) = bereich {
        noten.extend(liste.iter().filter_map(|posten| gesamt_note(kontext, posten, raum.id.as_str(), &raum.name)));
    } else if matches!(bereich, Bereich::Region(_)) && liste.iter().any(|posten| has_others(posten)) {
        noten.push(format!(
            "Von {} stehen hier nur die Anteile der genannten Budgets.",
            kontext.massnahme().viele("gemeinsam", Fall::Dativ)
        ));
    }
    noten.push("Mittelabfluss = Ist / bewilligt.".to_owned());
    noten
}

fn has_others(posten: &Posten<'_>) -> bool {
    posten.record.is_some_and(|record| record.anteile.len() > posten.zahler.len())
}

/// The whole of a joint Maßnahme, of which one Raum pays a share.
fn gesamt_note(kontext: &Kontext<'_>, posten: &Posten<'_>, key: &str, name: &str) -> Option<String> {
    let record = posten.record?;
    if record.anteile.len() < 2 {
        return None;
    }
    let own = record.anteile.iter().find(|anteil| anteil.raum.as_str() == key)?;
    let lines = kontext.auswertung.massnahmen.iter().filter(|zeile| &zeile.massnahme == posten.id);
    let whole: Betrag = lines.map(|zeile| zeile.bewilligt).sum();
    Some(format!(
        "Von {} sind für {} insgesamt {} bewilligt; auf {name} entfallen {}, auf den Cent verteilt nach größten Resten.",
        posten.id,
        kontext.haushaltsjahr(),
        kontext.betrag(whole),
        zahl::prozent_genau(own.prozent)
    ))
}

/// A Maßnahme that ends soon.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Auslaufend {
    ende: String,
    titel: String,
    id: String,
    gebunden: String,
    abfluss: String,
}

/// What ends after the Stichtag and up to the last day that is looked at, by day.
pub(super) fn auslaufende<'b, 'a>(kontext: &Kontext<'_>, liste: &'b [Posten<'a>]) -> Vec<&'b Posten<'a>> {
    let mut soon: Vec<_> = liste
        .iter()
        .filter(|posten| {
            posten.record.is_some_and(|record| {
                let ende = record.laufzeit.ende.day();
                ende > kontext.stichtag() && ende <= kontext.auslauf_bis() && record.bewilligung.is_some()
            })
        })
        .collect();
    soon.sort_by_key(|posten| posten.record.map(|record| record.laufzeit.ende));
    soon
}

/// The same as lines of a table.
pub(super) fn auslauf_zeilen(kontext: &Kontext<'_>, liste: &[Posten<'_>]) -> Vec<Auslaufend> {
    auslaufende(kontext, liste)
        .into_iter()
        .filter_map(|posten| {
            let record = posten.record?;
            Some(Auslaufend {
                ende: zahl::tag(record.laufzeit.ende.day()),
                titel: record.titel.clone(),
                id: record.id.to_string(),
                gebunden: zahl::betrag_tabelle(posten.gebunden),
                abfluss: abfluss_text(posten.ist, posten.bewilligt),
            })
        })
        .collect()
}
