//! What is due next, from the records: meetings with their invitations, evaluations, ends of Maßnahmen, deliveries.

use chrono::{Days, Months, NaiveDate};
use serde::Serialize;

use crate::domain::massnahme::Massnahme;
use crate::domain::woerter::{Begleiter, Fall};
use crate::domain::zeitraum::last_of_month;
use crate::domain::{Halbjahr, Quartal, Stammdaten};
use crate::present::evaluation;
use crate::present::zahl;

/// Meetings that are listed.
const SITZUNGEN: usize = 10;

/// What is due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Termine {
    /// Meetings to come.
    pub sitzungen: Vec<Sitzungszeile>,
    /// How many are not listed.
    pub weitere: Option<String>,
    /// Evaluations that are missing or came late.
    pub evaluationen: Vec<Faelliges>,
    /// About the evaluations, where none is missing or as the heading of those.
    pub evaluationen_satz: String,
    /// Maßnahmen that end.
    pub auslaufend: Vec<Faelliges>,
    /// Up to which day.
    pub auslaufend_satz: String,
    /// The next delivery of the WJH.
    pub lieferung: String,
}

/// A meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Sitzungszeile {
    /// Day and hour.
    pub wann: String,
    /// Whose.
    pub wer: String,
    /// Where.
    pub ort: String,
    /// The invitation: until when, or that it is out.
    pub einladung: String,
    /// The last day is over and it is not out.
    pub ueberfaellig: bool,
}

/// Something due on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Faelliges {
    /// Day or state.
    pub wann: String,
    /// Title.
    pub was: String,
    /// Key and more.
    pub detail: String,
    /// Late.
    pub ueberfaellig: bool,
}

pub(super) fn termine(stammdaten: &Stammdaten, stichtag: NaiveDate, geliefert: Quartal, heute: NaiveDate) -> Termine {
    let mut sitzungen = sitzungen(stammdaten, heute);
    let more = sitzungen.split_off(SITZUNGEN.min(sitzungen.len())).len();
    let bis = horizont(stammdaten, stichtag);
    let auslaufend = auslaufend(stammdaten, stichtag, bis);
    let (evaluationen, evaluationen_satz) = evaluationen(stammdaten, heute);
    Termine {
        weitere: (more > 0).then(|| format!("Dazu {more} spätere Sitzungen.")),
        sitzungen,
        evaluationen,
        evaluationen_satz,
        auslaufend_satz: if auslaufend.is_empty() {
            format!(
                "Bis {} endet {}.",
                zahl::tag(bis),
                stammdaten.woerter().massnahme.mit_beiwort(Begleiter::Kein, "bewilligt", Fall::Nominativ)
            )
        } else {
            format!("Bewilligte {}, die bis {} enden:", stammdaten.woerter().massnahme.mehrzahl(), zahl::tag(bis))
        },
        auslaufend,
        lieferung: lieferung(geliefert.next(), heute),
    }
}

fn lieferung(next: Quartal, heute: NaiveDate) -> String {
    let what = format!("Kosten und Fälle zum {}", zahl::quartal(next));
    let stichtag = zahl::tag(next.ende());
    if heute > next.ende() {
        format!("{what} sind noch nicht eingelesen; der Stichtag {stichtag} ist vorbei.")
    } else {
        format!("{what}, Stichtag {stichtag}.")
    }
}

/// Meetings from today on, the committee's among them.
fn sitzungen(stammdaten: &Stammdaten, heute: NaiveDate) -> Vec<Sitzungszeile> {
    let frist = Days::new(stammdaten.einstellungen.regeln.einladungsfrist_tage.into());
    let begriff = &stammdaten.einstellungen.amt.begriff_raum;
    let teams = stammdaten.sitzungen.iter().map(|sitzung| {
        let tag = sitzung.datum.day();
        let bis = tag.checked_sub_days(frist).unwrap_or(tag);
        let zeile = Sitzungszeile {
            wann: wann(tag, &sitzung.beginn),
            wer: format!("{begriff}team {}", stammdaten.raum_name(&sitzung.raum)),
            ort: sitzung.ort.clone(),
            einladung: match sitzung.einladung_versandt {
                Some(day) => format!("versandt am {}", zahl::tag(day.day())),
                None if bis < heute => format!("war bis {} zu versenden", zahl::tag(bis)),
                None => format!("bis {} zu versenden", zahl::tag(bis)),
            },
            ueberfaellig: sitzung.einladung_versandt.is_none() && bis < heute,
        };
        (tag, sitzung.beginn.clone(), sitzung.id.clone(), zeile)
    });
    let ausschuss = stammdaten.ausschusssitzungen.iter().map(|sitzung| {
        let papers: Vec<_> = sitzung.vorlagen.iter().map(|vorlage| vorlage.nummer.as_str()).collect();
        let zeile = Sitzungszeile {
            wann: wann(sitzung.datum.day(), &sitzung.beginn),
            wer: stammdaten.einstellungen.amt.gremium.clone(),
            ort: sitzung.ort.clone(),
            einladung: match papers.as_slice() {
                [] => zahl::NICHTS.to_owned(),
                [one] => format!("Vorlage {one}"),
                many => format!("Vorlagen {}", many.join(", ")),
            },
            ueberfaellig: false,
        };
        (sitzung.datum.day(), sitzung.beginn.clone(), sitzung.id.clone(), zeile)
    });
    let mut all: Vec<_> = teams.chain(ausschuss).filter(|(tag, ..)| *tag >= heute).collect();
    all.sort_by(|a, b| (a.0, &a.1, &a.2).cmp(&(b.0, &b.1, &b.2)));
    all.into_iter().map(|(_, _, _, zeile)| zeile).collect()
}

fn wann(tag: NaiveDate, beginn: &str) -> String {
    format!("{}, {beginn}{}Uhr", zahl::tag(tag), zahl::NBSP)
}

/// Of the half-year that ended last: what is missing, and since when.
fn evaluationen(stammdaten: &Stammdaten, heute: NaiveDate) -> (Vec<Faelliges>, String) {
    let halbjahr = Halbjahr::last_over_on(heute);
    let offen = evaluation::offene(stammdaten, halbjahr, heute);
    let over = heute > offen.frist;
    let list: Vec<_> = offen
        .ausstehend
        .iter()
        .map(|massnahme| Faelliges {
            wann: format!("{} {}", if over { "war fällig am" } else { "fällig am" }, zahl::tag(offen.frist)),
            was: massnahme.titel.clone(),
            detail: detail(stammdaten, massnahme),
            ueberfaellig: over,
        })
        .collect();
    let name = zahl::halbjahr(halbjahr);
    let late = match offen.verspaetet {
        0 => String::new(),
        1 => " Eine weitere kam verspätet.".to_owned(),
        count => format!(" {count} weitere kamen verspätet."),
    };
    let satz = match (list.len(), offen.laufend) {
        (_, 0) => format!("Im {name} lief {}.", stammdaten.woerter().massnahme.mit(Begleiter::Kein, Fall::Nominativ)),
        (0, running) => format!("Zum {name} liegen alle {running} Evaluationen vor.{late}"),
        (1, running) => format!("Zum {name} fehlt eine von {running} Evaluationen.{late}"),
        (count, running) => format!("Zum {name} fehlen {count} von {running} Evaluationen.{late}"),
    };
    (list, satz)
}

/// As in the Budgetübersicht: so many months after the Stichtag, to the month's end.
fn horizont(stammdaten: &Stammdaten, stichtag: NaiveDate) -> NaiveDate {
    let monate = Months::new(stammdaten.einstellungen.regeln.auslaufend_monate);
    stichtag.checked_add_months(monate).map_or(stichtag, last_of_month)
}

fn auslaufend(stammdaten: &Stammdaten, stichtag: NaiveDate, bis: NaiveDate) -> Vec<Faelliges> {
    let mut soon: Vec<_> = stammdaten
        .massnahmen
        .iter()
        .filter(|massnahme| massnahme.bewilligung.is_some())
        .filter(|massnahme| (massnahme.laufzeit.ende.day() > stichtag) && (massnahme.laufzeit.ende.day() <= bis))
        .collect();
    soon.sort_by_key(|massnahme| (massnahme.laufzeit.ende, massnahme.id.clone()));
    let lines = soon.into_iter().map(|massnahme| Faelliges {
        wann: zahl::tag(massnahme.laufzeit.ende.day()),
        was: massnahme.titel.clone(),
        detail: detail(stammdaten, massnahme),
        ueberfaellig: false,
    });
    lines.collect()
}

fn detail(stammdaten: &Stammdaten, massnahme: &Massnahme) -> String {
    let raeume: Vec<_> = massnahme.sozialraeume.iter().map(|raum| stammdaten.raum_name(raum)).collect();
    let alle = stammdaten.sozialraeume().count();
    let raeume = if raeume.len() == alle && alle > 3 { "alle Räume".to_owned() } else { raeume.join(", ") };
    format!("{}, {raeume}", massnahme.id)
}
