//! Days for meetings that a team's rhythm asks for and that are not on record.

use chrono::{Datelike, NaiveDate, TimeDelta};

use super::{Lage, Termin};
use crate::domain::sitzung::uhrzeit;
use crate::domain::sitzungsplan::Teamrhythmus;
use crate::domain::{RaumId, Stammdaten};
use crate::finding::sitzung::Sitzungsbefund;

/// Weeks by which a proposal may leave the wished day, in the order in which they are tried.
const WEEKS: [i64; 5] = [0, 1, -1, 2, -2];
/// A meeting on record stands for a wished day if it is not further away, nor more than half way to the next one.
const NEAR: TimeDelta = TimeDelta::days(24);

/// Adds a proposal for each wished day of each team that no meeting stands for, team by team in the office's order.
///
/// The first of five days is taken that nothing stands against; where there is none, the wished day, so that the plan
/// shows what is in its way. Days that are over are not proposed.
pub(super) fn complete(stammdaten: &Stammdaten, jahr: i32, heute: NaiveDate, termine: &mut Vec<Termin>) {
    let plan = &stammdaten.einstellungen.sitzungsplan;
    for raum in stammdaten.sozialraeume() {
        let Some(team) = plan.team(&raum.id) else { continue };
        for (nummer, wunsch) in open(team, jahr, stammdaten) {
            if wunsch <= heute {
                continue;
            }
            let [beginn, ende] = plan.zeiten(plan.tageszeit(nummer));
            let (Some(beginn), Some(ende)) = (uhrzeit(beginn), uhrzeit(ende)) else { continue };
            let id = next_id(stammdaten, termine, &raum.id, jahr);
            let wished = Termin {
                id,
                raum: raum.id.clone(),
                datum: wunsch,
                beginn,
                ende,
                ort: team.ort(nummer).to_owned(),
                vorgeschlagen: true,
                eingeladen_am: None,
            };
            let lage = Lage { stammdaten, jahr, heute, termine };
            let candidates = WEEKS.iter().filter_map(|weeks| wunsch.checked_add_signed(TimeDelta::weeks(*weeks)));
            let earliest = heute + lage.frist();
            let found = candidates
                .filter(|day| day.year() == jahr && *day >= earliest)
                .map(|day| wished.moved_to(day))
                .find(|termin| lage.is_free(termin));
            termine.push(found.unwrap_or(wished));
        }
    }
}

/// The wished days of a team for which there is no record, each with its place in the year.
///
/// A meeting that was called off stands for its day too: whoever called it off decides on another.
fn open(team: &Teamrhythmus, jahr: i32, stammdaten: &Stammdaten) -> Vec<(usize, NaiveDate)> {
    let of_team = stammdaten.sitzungen.iter().filter(|sitzung| sitzung.raum == team.raum);
    let mut held: Vec<NaiveDate> =
        of_team.map(|sitzung| sitzung.datum.day()).filter(|day| day.year() == jahr).collect();
    let wishes = team.wunschtage(jahr);
    let gaps = wishes.windows(2).filter_map(|pair| Some(pair.last()?.signed_duration_since(*pair.first()?)));
    let near = gaps.map(|gap| gap / 2).min().unwrap_or(NEAR).min(NEAR);
    let mut open = Vec::new();
    for (nummer, wunsch) in wishes.into_iter().enumerate() {
        let distance = |day: &NaiveDate| day.signed_duration_since(wunsch).abs();
        let nearest = (0..held.len()).min_by_key(|index| distance(&held[*index]));
        match nearest.filter(|index| distance(&held[*index]) <= near) {
            Some(index) => drop(held.remove(index)),
            None => open.push((nummer, wunsch)),
        }
    }
    open
}

/// The next key of a team's meetings of a year: `SRT-achim-2027-1`.
fn next_id(stammdaten: &Stammdaten, termine: &[Termin], raum: &RaumId, jahr: i32) -> String {
    let taken = |id: &str| stammdaten.sitzung(id).is_some() || termine.iter().any(|termin| termin.id == id);
    let ids = (1_u32..).map(|nummer| format!("SRT-{raum}-{jahr}-{nummer}"));
    ids.into_iter().find(|id| !taken(id)).unwrap_or_default()
}

/// Teams for which nothing could be proposed.
pub(super) fn missing(lage: &Lage<'_>) -> Vec<Sitzungsbefund> {
    let has_plan =
        |raum: &RaumId| lage.regeln().team(raum).is_some() || lage.termine.iter().any(|termin| &termin.raum == raum);
    let names: Vec<&str> =
        lage.stammdaten.sozialraeume().filter(|raum| !has_plan(&raum.id)).map(|raum| raum.name.as_str()).collect();
    if names.is_empty() {
        return Vec::new();
    }
    vec![Sitzungsbefund::warnung(
        "ohne-rhythmus",
        &[],
        format!("Ohne Sitzung und ohne Rhythmus in {}: {}.", lage.jahr, names.join(", ")),
        "In sozialraumbericht.toml unter [sitzungsplan] teams Wochentag, Rhythmus und Ort angeben.".to_owned(),
    )]
}
