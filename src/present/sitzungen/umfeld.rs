//! What a year holds beside the teams' meetings: sessions of the committee and the Regionalteams, deliveries of the WJH,
//! school holidays.

use chrono::{Datelike, Days, NaiveDate};
use serde::Serialize;

use super::tag_kurz;
use crate::domain::{Quartal, Stammdaten};

/// A row with an entry in some months.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Randzeile {
    name: String,
    monate: Vec<Vec<Eintrag>>,
}

#[derive(Clone, Debug, Serialize)]
struct Eintrag {
    wert: String,
    zusatz: String,
    stark: bool,
}

/// Rows below those of the teams.
pub(super) fn randzeilen(stammdaten: &Stammdaten, jahr: i32) -> Vec<Randzeile> {
    let mut rows = Vec::new();
    let row = |name: String, entries: Vec<(NaiveDate, Eintrag)>| Randzeile {
        name,
        monate: (1..=12)
            .map(|monat| entries.iter().filter(|(day, _)| day.month() == monat).map(|(_, e)| e.clone()).collect())
            .collect(),
    };
    let gremium: Vec<_> = gremien(stammdaten, jahr);
    if !gremium.is_empty() {
        rows.push(row(ausschuss_kurz(stammdaten), gremium));
    }
    for region in &stammdaten.regionen {
        let of_region = stammdaten.einstellungen.sitzungsplan.regionalteams.iter();
        let entries: Vec<_> = of_region
            .filter(|termin| termin.region == region.id && termin.datum.day().year() == jahr)
            .map(|termin| (termin.datum.day(), session(termin.datum.day(), &termin.beginn)))
            .collect();
        if !entries.is_empty() {
            rows.push(row(format!("{} {}", stammdaten.einstellungen.amt.entscheider_geld, region.kurz), entries));
        }
    }
    let zulieferung = zulieferungen(stammdaten, jahr).into_iter().map(|(day, quartal)| {
        let eintrag = Eintrag { wert: tag_kurz(day), zusatz: format!("WJH Q{}", quartal.nummer()), stark: false };
        (day, eintrag)
    });
    rows.push(row("Zulieferung".to_owned(), zulieferung.collect()));
    let ferien: Vec<_> = ferien(stammdaten, jahr)
        .into_iter()
        .map(|(beginn, ende, _)| {
            let (wert, zusatz) = if beginn == ende {
                (tag_kurz(beginn), String::new())
            } else {
                (format!("{}–", tag_kurz(beginn)), tag_kurz(ende))
            };
            (beginn, Eintrag { wert, zusatz, stark: false })
        })
        .collect();
    if !ferien.is_empty() {
        rows.push(row("Schulferien".to_owned(), ferien));
    }
    rows
}

fn session(day: NaiveDate, beginn: &str) -> Eintrag {
    Eintrag { wert: tag_kurz(day), zusatz: beginn.to_owned(), stark: true }
}

fn gremien(stammdaten: &Stammdaten, jahr: i32) -> Vec<(NaiveDate, Eintrag)> {
    let of_year = stammdaten.ausschusssitzungen.iter().filter(|sitzung| sitzung.datum.day().year() == jahr);
    of_year.map(|sitzung| (sitzung.datum.day(), session(sitzung.datum.day(), &sitzung.beginn))).collect()
}

/// What the committee is called in keys ("JHA-2026-3"), where that is an abbreviation; else its name.
pub(super) fn ausschuss_kurz(stammdaten: &Stammdaten) -> String {
    let prefix = stammdaten.ausschusssitzungen.first().and_then(|sitzung| sitzung.id.split('-').next());
    let short = prefix.filter(|prefix| !prefix.is_empty() && prefix.bytes().all(|byte| byte.is_ascii_uppercase()));
    short.unwrap_or(&stammdaten.einstellungen.amt.gremium).to_owned()
}

/// Until when which quarter is delivered in a year.
pub(super) fn zulieferungen(stammdaten: &Stammdaten, jahr: i32) -> Vec<(NaiveDate, Quartal)> {
    let days = Days::new(u64::from(stammdaten.einstellungen.sitzungsplan.zulieferung_tage));
    let quartale = (jahr - 1..=jahr).flat_map(|jahr| (1..=4).filter_map(move |nummer| Quartal::new(jahr, nummer)));
    let delivered = quartale.map(|quartal| (quartal.ende() + days, quartal));
    delivered.filter(|(day, _)| day.year() == jahr).collect()
}

/// School holidays that begin in a year: first day, last day, name.
pub(super) fn ferien(stammdaten: &Stammdaten, jahr: i32) -> Vec<(NaiveDate, NaiveDate, String)> {
    let land = &stammdaten.einstellungen.amt.land;
    let of_land = stammdaten.ferien.iter().filter(|ordnung| &ordnung.land == land);
    let mut list: Vec<_> = of_land
        .flat_map(|ordnung| &ordnung.ferien)
        .map(|ferien| (ferien.beginn.day(), ferien.ende.day(), ferien.name.clone()))
        .filter(|(beginn, ..)| beginn.year() == jahr)
        .collect();
    list.sort();
    list
}
