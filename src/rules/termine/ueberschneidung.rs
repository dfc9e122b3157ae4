//! Two Sozialraumteams at the same time: whoever belongs to both, or advises both, can be in one only.

use super::{Lage, Termin, hour, tag};
use crate::finding::sitzung::Sitzungsbefund;

/// Name of the rule.
pub(super) const REGEL: &str = "ueberschneidung";

/// Every pair of meetings that share some time.
pub(super) fn check(lage: &Lage<'_>) -> Vec<Sitzungsbefund> {
    let pairs = lage.termine.iter().enumerate().flat_map(|(index, first)| {
        lage.termine[index + 1..].iter().filter(|second| first.overlaps(second)).map(move |second| (first, second))
    });
    pairs.map(|(first, second)| befund(lage, first, second)).collect()
}

fn befund(lage: &Lage<'_>, first: &Termin, second: &Termin) -> Sitzungsbefund {
    let names = format!("{} und {}", lage.name(&first.raum), lage.name(&second.raum));
    let day = tag(first.datum);
    let text = if first.beginn == second.beginn {
        format!("{names} tagen am {day} beide um {} Uhr.", hour(first.beginn))
    } else {
        let span = |termin: &Termin| format!("{}–{}", hour(termin.beginn), hour(termin.ende));
        format!("{names} tagen am {day} zur selben Zeit ({} und {} Uhr).", span(first), span(second))
    };
    let gives_way = if is_elsewhere(lage, first) && !is_elsewhere(lage, second) { first } else { second };
    Sitzungsbefund::warnung(REGEL, &[&first.id, &second.id], text, lage.move_away(gives_way))
}

/// Whether a meeting is not on its team's usual weekday: then it is the one that gives way.
fn is_elsewhere(lage: &Lage<'_>, termin: &Termin) -> bool {
    use chrono::Datelike;
    lage.weekday(&termin.raum).is_some_and(|usual| usual != termin.datum.weekday())
}
