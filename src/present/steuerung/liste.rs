//! The Maßnahmen of the year: who, where, how long, decided when, financed how.

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use super::auswahl::{Art, Kontext, refused_on};
use crate::domain::Betrag;
use crate::domain::bewilligung::bewilligt_in;
use crate::domain::lebenslauf::Zustand;
use crate::domain::massnahme::Massnahme;
use crate::domain::massnahmenregeln::letzter_tag;
use crate::domain::woerter::capitalized;
use crate::domain::zuwendung::{EigenanteilBasis, Finanzierungsart, Rechnung, fuer};
use crate::present::evaluation::auswahl::Kontext as Evaluationskontext;
use crate::present::evaluation::worte::budgets;
use crate::present::zahl::{self, NBSP, NICHTS, SINNLOS};

/// The table of all Maßnahmen.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Liste {
    titel: String,
    spalte_jahr: String,
    zeilen: Vec<Zeile>,
    summe: Summe,
    keine: String,
    noten: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
struct Zeile {
    titel: String,
    details: Vec<String>,
    laufzeit: Vec<String>,
    zustand: &'static str,
    stand: &'static str,
    entschieden: Vec<String>,
    zuwendung: String,
    im_jahr: String,
    eigenanteil: String,
    eigenanteil_rechnung: String,
}

#[derive(Clone, Debug, Serialize)]
struct Summe {
    name: String,
    zuwendung: String,
    im_jahr: String,
    eigenanteil: String,
}

pub(super) fn liste(kontext: &Kontext<'_>) -> Liste {
    let wort = kontext.wort();
    let granted = kontext.gefoerdert();
    let sum = |amount: &dyn Fn(&Massnahme) -> Betrag| zahl::betrag_tabelle(granted.iter().map(|m| amount(m)).sum());
    Liste {
        titel: format!("{} im Jahr {}", capitalized(wort.mehrzahl()), kontext.jahr),
        spalte_jahr: format!("davon {} €", kontext.jahr),
        zeilen: kontext.massnahmen.iter().map(|(art, massnahme)| zeile(kontext, *art, massnahme)).collect(),
        summe: Summe {
            name: "bewilligt zusammen".to_owned(),
            zuwendung: sum(&zuwendung),
            im_jahr: sum(&|massnahme| bewilligt_in(massnahme, kontext.jahr)),
            eigenanteil: sum(&|massnahme| rechnung(kontext, massnahme).map_or(Betrag::ZERO, |found| found.eigenanteil)),
        },
        keine: format!("Im Jahr {} gab es keine {}.", kontext.jahr, wort.mehrzahl()),
        noten: noten(kontext),
    }
}

/// The whole sum granted.
pub(super) fn zuwendung(massnahme: &Massnahme) -> Betrag {
    massnahme.bewilligung.as_ref().map_or(Betrag::ZERO, |bewilligung| bewilligung.betrag)
}

/// How the Zuwendung is reckoned, with the Eigenanteil of the tier.
pub(super) fn rechnung(kontext: &Kontext<'_>, massnahme: &Massnahme) -> Option<Rechnung> {
    let angebot = massnahme.bewilligtes_angebot()?;
    let traeger = kontext.stammdaten.traeger(&angebot.traeger);
    Some(fuer(&kontext.stammdaten.einstellungen.regeln.zuwendung, massnahme, &angebot.anlage2, traeger))
}

fn zeile(kontext: &Kontext<'_>, art: Art, massnahme: &Massnahme) -> Zeile {
    let granted = art == Art::Gefoerdert;
    let found = rechnung(kontext, massnahme).filter(|_| granted);
    let amount = |betrag: Betrag| if granted { zahl::betrag_tabelle(betrag) } else { NICHTS.to_owned() };
    let (eigenanteil, eigenanteil_rechnung) = found.as_ref().map_or((NICHTS.to_owned(), String::new()), eigenanteil);
    let state = kontext.zustand(massnahme);
    Zeile {
        titel: massnahme.titel.clone(),
        details: details(kontext, massnahme, found.as_ref()),
        laufzeit: laufzeit(kontext, massnahme),
        zustand: match state {
            Zustand::Abgelehnt => "abgelehnt",
            Zustand::Laeuft | Zustand::Verlaengert | Zustand::Beendet | Zustand::Abgerechnet => "erledigt",
            _ => "offen",
        },
        stand: state.wort(),
        entschieden: entschieden(kontext, massnahme),
        zuwendung: amount(zuwendung(massnahme)),
        im_jahr: amount(bewilligt_in(massnahme, kontext.jahr)),
        eigenanteil,
        eigenanteil_rechnung,
    }
}

fn details(kontext: &Kontext<'_>, massnahme: &Massnahme, found: Option<&Rechnung>) -> Vec<String> {
    let names = Evaluationskontext::new(kontext.stammdaten, kontext.letztes_halbjahr(), kontext.heute);
    let mut first = massnahme.id.to_string();
    if massnahme.bewilligtes_angebot().is_some() {
        first = format!("{first} · {}", names.traeger(massnahme));
    }
    let mut details = vec![first, format!("Budget: {}", budgets(&names, massnahme))];
    let paragraf = massnahme.rechtsgrundlage.as_str().replace(' ', &NBSP.to_string());
    details.push(match found {
        Some(found) => format!("{}, {paragraf}", found.grundlagen.art.wort()),
        None => paragraf,
    });
    details
}

/// Months of a Laufzeit: the smallest count of months from its first day that reaches its last one.
fn monate(beginn: NaiveDate, ende: NaiveDate) -> u32 {
    let years = u32::try_from(ende.year() - beginn.year()).unwrap_or(0);
    let about = (years * 12 + ende.month()).saturating_sub(beginn.month());
    (about.saturating_sub(1)..=about + 1).find(|months| letzter_tag(beginn, *months) >= ende).unwrap_or(about + 1)
}

/// First and last day, months of how many, the extension.
fn laufzeit(kontext: &Kontext<'_>, massnahme: &Massnahme) -> Vec<String> {
    let regeln = &kontext.stammdaten.einstellungen.regeln.massnahmen;
    let (beginn, ende) = (massnahme.laufzeit.beginn.day(), massnahme.laufzeit.ende.day());
    let months = monate(beginn, ende);
    let most = match (&regeln.hoechstlaufzeit_monate, &regeln.verlaengerung_monate) {
        (Some(most), Some(more)) => format!(" von {} + {}", most.wert, more.wert),
        (Some(most), None) => format!(" von {}", most.wert),
        (None, _) => String::new(),
    };
    let word = if months == 1 && most.is_empty() { "Monat" } else { "Monaten" };
    let word = if most.is_empty() && months != 1 { "Monate" } else { word };
    let mut lines = vec![zahl::spanne(beginn, ende), format!("{months}{most} {word}")];
    if let Some(more) = &massnahme.verlaengerung {
        let first = more.urspruengliches_ende.day().succ_opt().unwrap_or(more.urspruengliches_ende.day());
        let count = monate(first, more.neues_ende.day());
        let word = if count == 1 { "Monat" } else { "Monate" };
        lines.push(format!("verlängert um {count} {word}"));
    }
    lines
}

/// Who decided when; of a refusal, when and why.
fn entschieden(kontext: &Kontext<'_>, massnahme: &Massnahme) -> Vec<String> {
    let decisions = &massnahme.entscheidungen;
    if kontext.zustand(massnahme) == Zustand::Abgelehnt {
        let mut lines: Vec<_> = refused_on(massnahme).map(zahl::tag).into_iter().collect();
        lines.extend(decisions.kein_leistungsangebot.as_ref().map(|step| step.grund.trim().to_owned()));
        return lines;
    }
    match decisions.ressourceneinsatz.as_ref().filter(|step| step.datum.day() <= kontext.heute) {
        Some(step) => vec![zahl::tag(step.datum.day()), step.ergebnis.clone()],
        None => vec!["noch nicht".to_owned()],
    }
}

/// The Eigenanteil, and what it is a share of.
fn eigenanteil(found: &Rechnung) -> (String, String) {
    if found.grundlagen.art == Finanzierungsart::Voll {
        return (SINNLOS.to_owned(), "keiner".to_owned());
    }
    if found.grundlagen.eigenanteil_prozent.is_zero() {
        return (NICHTS.to_owned(), String::new());
    }
    let base = match found.basis {
        EigenanteilBasis::ZuwendungsfaehigeGesamtkosten => found.grundlagen.ausgaben,
        EigenanteilBasis::BeantragteZuwendung => {
            (found.grundlagen.ausgaben - found.grundlagen.einnahmen).max(Betrag::ZERO)
        }
    };
    let share = zahl::prozent_genau(found.grundlagen.eigenanteil_prozent);
    (zahl::betrag_tabelle(found.eigenanteil), format!("{share} von {}", zahl::betrag(base)))
}

fn noten(kontext: &Kontext<'_>) -> Vec<String> {
    let regeln = &kontext.stammdaten.einstellungen.regeln;
    let mut noten = vec![format!(
        "Stand der Akten: {}. „Entscheidung“: {}.",
        zahl::tag(kontext.heute),
        kontext.stammdaten.einstellungen.amt.entscheider_geld
    )];
    if let (Some(most), Some(more)) =
        (&regeln.massnahmen.hoechstlaufzeit_monate, &regeln.massnahmen.verlaengerung_monate)
    {
        noten.push(format!(
            "Laufzeit höchstens {} Monate, Verlängerung höchstens {} ({}).",
            most.wert, more.wert, most.quelle
        ));
    }
    if let Some(staffel) = &regeln.zuwendung.eigenanteil_staffel {
        let base = match regeln.zuwendung.eigenanteil_basis {
            EigenanteilBasis::ZuwendungsfaehigeGesamtkosten => "zuwendungsfähigen Ausgaben",
            EigenanteilBasis::BeantragteZuwendung => "Ausgaben nach Abzug der Einnahmen",
        };
        noten.push(format!(
            "Eigenanteil: nach der Zahl der Mitarbeitenden des Trägers, von den {base} ({}).",
            staffel.quelle
        ));
    }
    noten
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    // By hand, §§ 187, 188 BGB: 01.03.2024 to 31.08.2026 are 30 whole months; one day more begins the 31st.
    #[test]
    fn months_are_counted_as_the_law_counts_them() {
        assert_eq!(monate(day("2024-03-01"), day("2026-08-31")), 30);
        assert_eq!(monate(day("2024-03-01"), day("2026-09-01")), 31);
        assert_eq!(monate(day("2026-01-15"), day("2028-01-14")), 24);
        assert_eq!(monate(day("2024-08-31"), day("2025-02-28")), 6);
        assert_eq!(monate(day("2026-05-01"), day("2026-05-31")), 1);
    }
}
