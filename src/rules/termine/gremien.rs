//! The committee and the Regionalteams: no meeting at their time, and none so shortly before that its results come
//! too late for their papers.

use chrono::{NaiveDate, NaiveTime};

use super::{Lage, Termin, hour, tag};
use crate::domain::sitzung::uhrzeit;
use crate::finding::sitzung::Sitzungsbefund;

/// A session that decides on what the teams find.
struct Gremium {
    name: String,
    datum: NaiveDate,
    beginn: NaiveTime,
    /// None where the record does not say: then to the end of the day.
    ende: Option<NaiveTime>,
    abstand: u32,
}

/// How a session is in the way of a meeting.
pub(super) struct ImWeg {
    regel: &'static str,
    text: String,
}

/// The first session that is in the way of a meeting.
pub(super) fn in_the_way(lage: &Lage<'_>, termin: &Termin) -> Option<ImWeg> {
    of_team(lage, termin).iter().find_map(|gremium| {
        let days = gremium.datum.signed_duration_since(termin.datum).num_days();
        let overlaps =
            days == 0 && termin.ende > gremium.beginn && gremium.ende.is_none_or(|ende| termin.beginn < ende);
        if overlaps {
            let text = format!(
                "{} tagt am {} um {} Uhr, zur selben Zeit wie {} (ab {} Uhr).",
                lage.name(&termin.raum),
                tag(termin.datum),
                hour(termin.beginn),
                gremium.name,
                hour(gremium.beginn)
            );
            return Some(ImWeg { regel: "gremium-zugleich", text });
        }
        // On the day of the session itself nothing can be prepared for it any more, so that day counts as too near.
        let too_near = (0..i64::from(gremium.abstand)).contains(&days);
        too_near.then(|| ImWeg {
            regel: "gremium-zu-nah",
            text: format!(
                "{} tagt am {}, {} vor der Sitzung von {} am {}; vorgesehen sind {} Tage.",
                lage.name(&termin.raum),
                tag(termin.datum),
                if days == 1 { "einen Tag".to_owned() } else { format!("{days} Tage") },
                gremium.name,
                tag(gremium.datum),
                gremium.abstand
            ),
        })
    })
}

/// The sessions that matter to a team, in the order of their days.
fn of_team(lage: &Lage<'_>, termin: &Termin) -> Vec<Gremium> {
    let stammdaten = lage.stammdaten;
    let amt = &stammdaten.einstellungen.amt;
    let ausschuss = stammdaten.ausschusssitzungen.iter().filter_map(|sitzung| {
        Some(Gremium {
            name: amt.gremium.clone(),
            datum: sitzung.datum.day(),
            beginn: uhrzeit(&sitzung.beginn)?,
            ende: None,
            abstand: lage.regeln().abstand_ausschuss_tage,
        })
    });
    let region = stammdaten.raum(&termin.raum).and_then(|raum| raum.region.as_ref());
    let regionalteams = lage.regeln().regionalteams.iter().filter(|sitzung| Some(&sitzung.region) == region);
    let regionalteams = regionalteams.filter_map(|sitzung| {
        let (beginn, ende) = sitzung.zeiten()?;
        Some(Gremium {
            name: amt.entscheider_geld.clone(),
            datum: sitzung.datum.day(),
            beginn,
            ende: Some(ende),
            abstand: lage.regeln().abstand_regionalteam_tage,
        })
    });
    let mut list: Vec<_> = ausschuss.chain(regionalteams).collect();
    list.sort_by_key(|gremium| (gremium.datum, gremium.beginn));
    list
}

/// Meetings in whose way a session is.
pub(super) fn check(lage: &Lage<'_>) -> Vec<Sitzungsbefund> {
    let of = |termin: &Termin| {
        let found = in_the_way(lage, termin)?;
        Some(Sitzungsbefund::warnung(found.regel, &[&termin.id], found.text, lage.move_away(termin)))
    };
    lage.termine.iter().filter_map(of).collect()
}

/// What the plan could not be held against.
pub(super) fn unchecked(lage: &Lage<'_>) -> Vec<String> {
    use chrono::Datelike;
    let amt = &lage.stammdaten.einstellungen.amt;
    let mut sentences = Vec::new();
    if !lage.stammdaten.ausschusssitzungen.iter().any(|sitzung| sitzung.datum.day().year() == lage.jahr) {
        sentences.push(format!("Termine des Gremiums „{}“ für {} sind nicht erfasst", amt.gremium, lage.jahr));
    }
    if !lage.regeln().regionalteams.iter().any(|sitzung| sitzung.datum.day().year() == lage.jahr) {
        sentences
            .push(format!("Termine des Gremiums „{}“ für {} sind nicht hinterlegt", amt.entscheider_geld, lage.jahr));
    }
    sentences
}
