//! Papers of the Sozialraumteams' meetings: the year's plan, the invitation, the minutes.

pub mod einladung;
pub mod plan;
pub mod planteam;
pub mod protokoll;
pub mod tagesordnung;
mod umfeld;

#[cfg(test)]
mod beispiele;

use chrono::{Datelike, NaiveDate, NaiveTime};

use super::zahl::{self, NBSP};
use crate::domain::raum::Raum;
use crate::domain::sitzung::{Mitglied, Sitzung};
use crate::domain::sitzungsplan::wochentag_name;
use crate::domain::{RaumId, Stammdaten};

/// Names of the months.
const MONATE: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];

/// "September".
fn monat(day: NaiveDate) -> &'static str {
    MONATE.get(usize::try_from(day.month0()).unwrap_or(0)).copied().unwrap_or_default()
}

/// "Montag, 14. September 2026".
fn tag_in_worten(day: NaiveDate) -> String {
    format!("{}, {}.{NBSP}{} {}", wochentag_name(day.weekday()), day.day(), monat(day), day.year())
}

/// "Mo." as in "Mo. 09.02.".
fn wochentag_kurz(day: NaiveDate) -> String {
    format!("{}.", wochentag_name(day.weekday()).chars().take(2).collect::<String>())
}

/// "09.02.".
fn tag_kurz(day: NaiveDate) -> String {
    format!("{:02}.{:02}.", day.day(), day.month())
}

/// "14:30".
fn uhr(time: NaiveTime) -> String {
    time.format("%H:%M").to_string()
}

/// The office's word for a team of a Raum: "Sozialraumteam Achim".
pub(crate) fn team_name(stammdaten: &Stammdaten, raum: &RaumId) -> String {
    format!("{}team {}", stammdaten.einstellungen.amt.begriff_raum, stammdaten.raum_name(raum))
}

/// The same after "des": "Sozialraumteams Achim".
pub(crate) fn team_genitiv(stammdaten: &Stammdaten, raum: &RaumId) -> String {
    format!("{}teams {}", stammdaten.einstellungen.amt.begriff_raum, stammdaten.raum_name(raum))
}

/// A place in a narrow cell: "Rathaus" for "Rathaus Achim, Sitzungssaal".
fn ort_kurz(ort: &str, raum: Option<&Raum>) -> String {
    let house = ort.split(',').next().unwrap_or(ort).trim();
    let without = raum.and_then(|raum| house.strip_suffix(raum.name.as_str())).map(str::trim);
    without.filter(|short| !short.is_empty()).unwrap_or(house).to_owned()
}

/// The how manieth meeting of its team in its year it is, from 1; those called off do not count.
pub(crate) fn nummer_im_jahr(stammdaten: &Stammdaten, sitzung: &Sitzung) -> usize {
    let before = |other: &&Sitzung| {
        other.raum == sitzung.raum
            && other.abgesagt.is_none()
            && other.datum.day().year() == sitzung.datum.day().year()
            && (other.datum, &other.id) < (sitzung.datum, &sitzung.id)
    };
    stammdaten.sitzungen.iter().filter(before).count() + 1
}

/// The last meeting of the team before this one that was not called off.
pub(crate) fn letzte_sitzung<'a>(stammdaten: &'a Stammdaten, sitzung: &Sitzung) -> Option<&'a Sitzung> {
    let before =
        |other: &&Sitzung| other.raum == sitzung.raum && other.abgesagt.is_none() && other.datum < sitzung.datum;
    stammdaten.sitzungen.iter().filter(before).max_by_key(|other| (other.datum, &other.id))
}

/// The next meeting of the team after this one that was not called off.
fn naechste_sitzung<'a>(stammdaten: &'a Stammdaten, sitzung: &Sitzung) -> Option<&'a Sitzung> {
    let after =
        |other: &&Sitzung| other.raum == sitzung.raum && other.abgesagt.is_none() && other.datum > sitzung.datum;
    stammdaten.sitzungen.iter().filter(after).min_by_key(|other| (other.datum, &other.id))
}

/// The member who leads the team.
pub(crate) fn leitung<'a>(stammdaten: &'a Stammdaten, raum: &RaumId) -> Option<&'a Mitglied> {
    let team = stammdaten.sozialraumteam(raum)?;
    team.mitglieder.iter().find(|mitglied| mitglied.voller_name() == team.leitung).or(team.mitglieder.first())
}

/// The first member of the Organisationsteam: whom to ask, and to whom regrets go; else who leads the team.
pub(crate) fn organisation<'a>(stammdaten: &'a Stammdaten, raum: &RaumId) -> Option<&'a Mitglied> {
    let team = stammdaten.sozialraumteam(raum)?;
    let organises = |mitglied: &&Mitglied| mitglied.rolle.contains("Organisationsteam");
    team.mitglieder.iter().find(organises).or_else(|| leitung(stammdaten, raum))
}

/// "2026-09-14" as "14.09.2026".
fn tag(datum: crate::domain::Datum) -> String {
    zahl::tag(datum.day())
}
