//! The days before a meeting: until when to invite, and how old the figures are that go with the invitation.

use chrono::{Days, NaiveDate};

use super::{Lage, Termin, quartal, tag};
use crate::domain::sitzungsplan::Sitzungsplan;
use crate::domain::{Quartal, Stammdaten};
use crate::finding::sitzung::Sitzungsbefund;

/// The latest day on which the invitation to a meeting goes out.
pub fn einladung_bis(stammdaten: &Stammdaten, datum: NaiveDate) -> NaiveDate {
    datum - Days::new(u64::from(stammdaten.einstellungen.regeln.einladungsfrist_tage))
}

/// The quarter whose Budgetübersicht goes with an invitation that is sent on this day: the latest one that the WJH has
/// delivered by then.
pub fn budgetstand(plan: &Sitzungsplan, einladung: NaiveDate) -> Quartal {
    let mut found = Quartal::of(einladung).previous();
    let delivered = |quartal: Quartal| quartal.ende() + Days::new(u64::from(plan.zulieferung_tage));
    // A delivery that takes longer than five years is a slip of the pen; the search ends there.
    for _ in 0..20 {
        if delivered(found) <= einladung {
            break;
        }
        found = found.previous();
    }
    found
}

/// The quarter and the days it is old, if the figures of a meeting are older than they should be.
pub(super) fn too_old(lage: &Lage<'_>, termin: &Termin) -> Option<(Quartal, i64)> {
    let stand = budgetstand(lage.regeln(), einladung_bis(lage.stammdaten, termin.datum));
    let days = termin.datum.signed_duration_since(stand.ende()).num_days();
    (days > i64::from(lage.regeln().budgetstand_hoechstens_tage)).then_some((stand, days))
}

/// Meetings with old figures, invitations that were or will be late.
pub(super) fn check(lage: &Lage<'_>) -> Vec<Sitzungsbefund> {
    let figures = lage.termine.iter().filter_map(|termin| figures(lage, termin));
    let invitations = lage.termine.iter().filter_map(|termin| invitation(lage, termin));
    figures.chain(invitations).collect()
}

fn figures(lage: &Lage<'_>, termin: &Termin) -> Option<Sitzungsbefund> {
    let (stand, days) = too_old(lage, termin)?;
    let text = format!(
        "{} tagt am {} mit der Budgetübersicht für das {}; sie ist dann {days} Tage alt, vorgesehen sind höchstens {}.",
        lage.name(&termin.raum),
        tag(termin.datum),
        quartal(stand),
        lage.regeln().budgetstand_hoechstens_tage
    );
    Some(Sitzungsbefund::warnung("budgetstand", &[&termin.id], text, lage.move_away(termin)))
}

/// An invitation that went out late is something to know; one that will be late can still be hurried.
fn invitation(lage: &Lage<'_>, termin: &Termin) -> Option<Sitzungsbefund> {
    let until = einladung_bis(lage.stammdaten, termin.datum);
    let name = lage.name(&termin.raum);
    let frist = lage.stammdaten.einstellungen.regeln.einladungsfrist_tage;
    let late = |sent: NaiveDate| termin.datum.signed_duration_since(sent).num_days();
    match termin.eingeladen_am {
        Some(sent) if sent > until => {
            let text = format!(
                "{name}: Einladung zum {} erst am {} versandt, {} statt {frist} Tage vorher.",
                tag(termin.datum),
                tag(sent),
                late(sent)
            );
            let remedy = format!("Die Einladungen künftig bis {frist} Tage vorher versenden.");
            Some(Sitzungsbefund::warnung("einladung-zu-spaet", &[&termin.id], text, remedy).as_hinweis())
        }
        None if lage.heute > until && lage.heute <= termin.datum => {
            let text = format!(
                "{name}: Die Einladung zum {} war bis {} zu versenden und ist noch nicht versandt.",
                tag(termin.datum),
                tag(until)
            );
            let remedy = "Sofort einladen und die kurze Frist nennen, oder die Sitzung verlegen.".to_owned();
            Some(Sitzungsbefund::warnung("einladung-zu-spaet", &[&termin.id], text, remedy))
        }
        _ => None,
    }
}
