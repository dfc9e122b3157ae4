//! Days on which nobody meets: weekends, public holidays, school holidays.

use chrono::{Datelike, NaiveDate, Weekday};

use super::{Lage, Termin, tag};
use crate::domain::ferien::{Schultag, schultag};
use crate::domain::sitzungsplan::wochentag_name;
use crate::finding::sitzung::Sitzungsbefund;

/// Why nobody meets on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hindernis {
    /// Saturday or Sunday.
    Wochenende(Weekday),
    /// A public holiday.
    Feiertag(&'static str),
    /// School holidays, with their name.
    Ferien(String),
}

/// What stands against meeting on a day.
pub(super) fn of(lage: &Lage<'_>, day: NaiveDate) -> Option<Hindernis> {
    let weekday = day.weekday();
    if matches!(weekday, Weekday::Sat | Weekday::Sun) {
        return Some(Hindernis::Wochenende(weekday));
    }
    let feiertage = lage.land().map(|land| land.feiertage(day.year())).unwrap_or_default();
    if let Some(feiertag) = feiertage.iter().find(|feiertag| feiertag.tag == day) {
        return Some(Hindernis::Feiertag(feiertag.name));
    }
    if !lage.regeln().ferien_meiden {
        return None;
    }
    match schultag(&lage.stammdaten.ferien, &lage.stammdaten.einstellungen.amt.land, day) {
        Schultag::Ferien(ferien) => Some(Hindernis::Ferien(ferien.name.clone())),
        Schultag::Schule | Schultag::Unbekannt => None,
    }
}

/// Meetings on such days, and those on days of which nothing is known.
pub(super) fn check(lage: &Lage<'_>) -> Vec<Sitzungsbefund> {
    let mut befunde: Vec<_> = lage.termine.iter().filter_map(|termin| befund(lage, termin)).collect();
    befunde.extend(unknown_ferien(lage));
    befunde.extend(unknown_land(lage));
    befunde
}

fn befund(lage: &Lage<'_>, termin: &Termin) -> Option<Sitzungsbefund> {
    let (name, day) = (lage.name(&termin.raum), tag(termin.datum));
    let (regel, text) = match of(lage, termin.datum)? {
        Hindernis::Wochenende(weekday) => {
            ("wochenende", format!("{name} tagt am {day}, einem {}.", wochentag_name(weekday)))
        }
        Hindernis::Feiertag(feiertag) => {
            ("feiertag", format!("{name} tagt am {day}: {feiertag}, gesetzlicher Feiertag."))
        }
        Hindernis::Ferien(ferien) => ("ferien", format!("{name} tagt am {day} in den Schulferien ({ferien}).")),
    };
    Some(Sitzungsbefund::warnung(regel, &[&termin.id], text, lage.move_away(termin)))
}

/// Meetings on days that no Ferienordnung covers: one finding for all.
fn unknown_ferien(lage: &Lage<'_>) -> Option<Sitzungsbefund> {
    let land = &lage.stammdaten.einstellungen.amt.land;
    let is_unknown =
        |termin: &&Termin| matches!(schultag(&lage.stammdaten.ferien, land, termin.datum), Schultag::Unbekannt);
    let list: Vec<&Termin> = lage.termine.iter().filter(is_unknown).collect();
    let (first, last) = (list.first()?, list.last()?);
    if !lage.regeln().ferien_meiden {
        return None;
    }
    let ids: Vec<&str> = list.iter().map(|termin| termin.id.as_str()).collect();
    let which = if list.len() == 1 {
        format!("eine Sitzung am {}", tag(first.datum))
    } else {
        format!("{} Sitzungen vom {} bis {}", list.len(), tag(first.datum), tag(last.datum))
    };
    Some(Sitzungsbefund::warnung(
        "ferien-unbekannt",
        &ids,
        format!("Für {which} sind keine Schulferien des Landes {land} hinterlegt; gegen sie ist nichts geprüft."),
        "Die veröffentlichte Ferienordnung in data/stammdaten/ferien.toml nachtragen, mit Quelle.".to_owned(),
    ))
}

/// A Land without a table of holidays: one finding for the plan.
fn unknown_land(lage: &Lage<'_>) -> Option<Sitzungsbefund> {
    if lage.land().is_some() || lage.termine.is_empty() {
        return None;
    }
    let land = &lage.stammdaten.einstellungen.amt.land;
    Some(Sitzungsbefund::warnung(
        "feiertage-unbekannt",
        &[],
        format!("Die gesetzlichen Feiertage des Landes {land} sind dem Programm nicht bekannt."),
        "Die Termine selbst gegen die Feiertage halten.".to_owned(),
    ))
}
