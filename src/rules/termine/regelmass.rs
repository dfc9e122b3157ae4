//! What people rely on: the same weekday, the same hours, morning and afternoon in turn.

use chrono::Datelike;

use super::{Lage, Termin, adverb, hour, tag, ueberschneidung};
use crate::domain::sitzung::uhrzeit;
use crate::domain::sitzungsplan::wochentag_name;
use crate::finding::sitzung::Sitzungsbefund;

/// Meetings out of their team's rhythm. One that must be moved anyway is not told a second time for its weekday.
pub(super) fn check(lage: &Lage<'_>, before: &[Sitzungsbefund]) -> Vec<Sitzungsbefund> {
    let moved = |termin: &Termin| {
        before.iter().any(|befund| befund.regel == ueberschneidung::REGEL && befund.sitzungen.contains(&termin.id))
    };
    let weekdays = lage.termine.iter().filter(|termin| !moved(termin)).filter_map(|termin| weekday(lage, termin));
    let hours = lage.termine.iter().filter_map(|termin| hours(lage, termin));
    weekdays.chain(hours).chain(turns(lage)).collect()
}

fn weekday(lage: &Lage<'_>, termin: &Termin) -> Option<Sitzungsbefund> {
    let usual = lage.weekday(&termin.raum).filter(|usual| *usual != termin.datum.weekday())?;
    let text = format!(
        "{} trifft sich {}, der {} ist ein {}.",
        lage.name(&termin.raum),
        adverb(usual),
        tag(termin.datum),
        wochentag_name(termin.datum.weekday())
    );
    Some(Sitzungsbefund::warnung("wochentag", &[&termin.id], text, lage.move_away(termin)))
}

fn hours(lage: &Lage<'_>, termin: &Termin) -> Option<Sitzungsbefund> {
    let [from, to] = lage.regeln().zeiten(termin.tageszeit());
    let (from, to) = (uhrzeit(from)?, uhrzeit(to)?);
    if (termin.beginn, termin.ende) == (from, to) {
        return None;
    }
    let text = format!(
        "{} tagt am {} von {} bis {} Uhr, sonst ist {} von {} bis {} Uhr.",
        lage.name(&termin.raum),
        tag(termin.datum),
        hour(termin.beginn),
        hour(termin.ende),
        termin.tageszeit().adverb(),
        hour(from),
        hour(to)
    );
    Some(Sitzungsbefund::warnung(
        "uhrzeit",
        &[&termin.id],
        text,
        "Die übliche Zeit wählen oder die Abweichung im Team vereinbaren.".to_owned(),
    ))
}

/// Two meetings in a row at the same time of the day.
fn turns(lage: &Lage<'_>) -> Vec<Sitzungsbefund> {
    if !lage.regeln().wechsel {
        return Vec::new();
    }
    let mut befunde = Vec::new();
    for raum in lage.stammdaten.sozialraeume() {
        let list: Vec<&Termin> = lage.termine.iter().filter(|termin| termin.raum == raum.id).collect();
        for pair in list.windows(2) {
            let [first, second] = pair else { continue };
            if first.tageszeit() != second.tageszeit() {
                continue;
            }
            let text = format!(
                "{}: Die Sitzungen am {} und {} liegen beide {}.",
                raum.name,
                tag(first.datum),
                tag(second.datum),
                first.tageszeit().adverb()
            );
            let remedy = format!("Die zweite auf {} legen.", second.tageszeit().other().adverb());
            befunde.push(Sitzungsbefund::warnung("wechsel", &[&first.id, &second.id], text, remedy));
        }
    }
    befunde
}
