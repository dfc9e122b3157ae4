//! The year's plan of the Sozialraumteams' meetings: what is on record is checked, what is missing is proposed.

mod fristen;
mod gremien;
mod hindernis;
mod regelmass;
mod ueberschneidung;
mod vorschlag;

#[cfg(test)]
mod tests;

use chrono::{Datelike, Days, NaiveDate, NaiveTime, Weekday};

use crate::domain::feiertage::Land;
use crate::domain::sitzung::Sitzung;
use crate::domain::sitzungsplan::{Sitzungsplan, Tageszeit, wochentag_name};
use crate::domain::{Quartal, RaumId, Stammdaten};
use crate::finding::sitzung::Sitzungsbefund;

pub use fristen::{budgetstand, einladung_bis};
pub use hindernis::Hindernis;

/// A meeting of the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Termin {
    /// Key of the meeting.
    pub id: String,
    /// Whose team.
    pub raum: RaumId,
    /// Day.
    pub datum: NaiveDate,
    /// Hour it begins.
    pub beginn: NaiveTime,
    /// Hour it ends.
    pub ende: NaiveTime,
    /// Place.
    pub ort: String,
    /// Whether it is proposed; else it is on record.
    pub vorgeschlagen: bool,
    /// Day on which the invitation went out.
    pub eingeladen_am: Option<NaiveDate>,
}

/// The meetings of a year and what stands against them.
#[derive(Clone, Debug)]
pub struct Jahresplan {
    /// The year.
    pub jahr: i32,
    /// Meetings in the order of their days, then of the office's Räume.
    pub termine: Vec<Termin>,
    /// What was found, conflicts first.
    pub befunde: Vec<Sitzungsbefund>,
    /// What could not be checked, and why: a sentence each.
    pub ungeprueft: Vec<String>,
}

/// All that a meeting is held against.
struct Lage<'a> {
    stammdaten: &'a Stammdaten,
    jahr: i32,
    heute: NaiveDate,
    /// The other meetings of the year.
    termine: &'a [Termin],
}

/// The plan of a year: every meeting on record, and a proposal for each that the rhythm of a team asks for and is not.
pub fn plan(stammdaten: &Stammdaten, jahr: i32, heute: NaiveDate) -> Jahresplan {
    let mut termine = on_record(stammdaten, jahr);
    vorschlag::complete(stammdaten, jahr, heute, &mut termine);
    let order = |raum: &RaumId| stammdaten.raeume.iter().position(|known| &known.id == raum);
    termine.sort_by_key(|termin| (termin.datum, termin.beginn, order(&termin.raum)));
    let lage = Lage { stammdaten, jahr, heute, termine: &termine };
    let mut befunde = ueberschneidung::check(&lage);
    befunde.extend(hindernis::check(&lage));
    befunde.extend(gremien::check(&lage));
    befunde.extend(regelmass::check(&lage, &befunde));
    befunde.extend(fristen::check(&lage));
    befunde.extend(vorschlag::missing(&lage));
    // Stable: within one severity the order of the rules stays.
    befunde.sort_by_key(|befund| std::cmp::Reverse(befund.schwere));
    let ungeprueft = gremien::unchecked(&lage);
    Jahresplan { jahr, befunde, ungeprueft, termine }
}

/// The meetings of a year that have a record and were not called off.
fn on_record(stammdaten: &Stammdaten, jahr: i32) -> Vec<Termin> {
    let of_year = |sitzung: &&Sitzung| sitzung.datum.day().year() == jahr && sitzung.abgesagt.is_none();
    stammdaten.sitzungen.iter().filter(of_year).filter_map(of_record).collect()
}

/// A meeting on record as one of the plan; its hours were checked when the file was read.
fn of_record(sitzung: &Sitzung) -> Option<Termin> {
    let (beginn, ende) = sitzung.zeiten()?;
    Some(Termin {
        id: sitzung.id.clone(),
        raum: sitzung.raum.clone(),
        datum: sitzung.datum.day(),
        beginn,
        ende,
        ort: sitzung.ort.clone(),
        vorgeschlagen: false,
        eingeladen_am: sitzung.einladung_versandt.map(|tag| tag.day()),
    })
}

impl Termin {
    /// Whether two meetings share some time.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.datum == other.datum && self.beginn < other.ende && other.beginn < self.ende
    }

    /// Morning or afternoon.
    pub fn tageszeit(&self) -> Tageszeit {
        Tageszeit::of(self.beginn)
    }

    /// The same on another day.
    fn moved_to(&self, datum: NaiveDate) -> Self {
        Self { datum, ..self.clone() }
    }
}

impl Jahresplan {
    /// How many meetings are in conflict with something.
    pub fn conflicts(&self) -> impl Iterator<Item = &Sitzungsbefund> {
        self.befunde.iter().filter(|befund| befund.is_conflict())
    }

    /// The meetings of a team, in their order.
    pub fn of_team<'a>(&'a self, raum: &'a RaumId) -> impl Iterator<Item = &'a Termin> {
        self.termine.iter().filter(move |termin| &termin.raum == raum)
    }

    /// The findings that name a meeting of a team, and those of the whole plan that name its Raum.
    pub fn befunde_of<'a>(&'a self, raum: &'a RaumId) -> impl Iterator<Item = &'a Sitzungsbefund> {
        let ids: Vec<&str> = self.of_team(raum).map(|termin| termin.id.as_str()).collect();
        self.befunde.iter().filter(move |befund| befund.sitzungen.iter().any(|id| ids.contains(&id.as_str())))
    }
}

impl<'a> Lage<'a> {
    fn regeln(&self) -> &'a Sitzungsplan {
        &self.stammdaten.einstellungen.sitzungsplan
    }

    fn land(&self) -> Option<Land> {
        Land::parse(&self.stammdaten.einstellungen.amt.land)
    }

    /// Days between the latest invitation and the meeting.
    fn frist(&self) -> Days {
        Days::new(u64::from(self.stammdaten.einstellungen.regeln.einladungsfrist_tage))
    }

    fn name(&self, raum: &RaumId) -> &'a str {
        // The plan outlives the key that was asked for, so the name comes from the records.
        self.stammdaten.raum(raum).map_or("", |raum| raum.name.as_str())
    }

    /// The day of the week on which a team meets: as set, or as most of its meetings of the year are.
    fn weekday(&self, raum: &RaumId) -> Option<Weekday> {
        if let Some(team) = self.regeln().team(raum) {
            return Some(team.wochentag.weekday());
        }
        let days: Vec<_> =
            self.termine.iter().filter(|termin| &termin.raum == raum).map(|termin| termin.datum.weekday()).collect();
        let count = |weekday: Weekday| days.iter().filter(|day| **day == weekday).count();
        days.iter().copied().find(|weekday| count(*weekday) * 2 > days.len())
    }

    /// Whether a meeting could be held at its time: no holiday, no other team, no committee, figures that are recent.
    fn is_free(&self, termin: &Termin) -> bool {
        hindernis::of(self, termin.datum).is_none()
            && !self.termine.iter().any(|other| other.id != termin.id && other.overlaps(termin))
            && gremien::in_the_way(self, termin).is_none()
            && fristen::too_old(self, termin).is_none()
    }

    /// The nearest day of the team's usual weekday, three weeks around, on which the meeting could be held instead.
    fn free_day(&self, termin: &Termin) -> Option<NaiveDate> {
        let weekday = self.weekday(&termin.raum).unwrap_or_else(|| termin.datum.weekday());
        // An invitation must still be possible.
        let earliest = self.heute.checked_add_days(self.frist())?;
        let near = (1..=21).flat_map(|days| [termin.datum + Days::new(days), termin.datum - Days::new(days)]);
        near.filter(|day| day.weekday() == weekday && day.year() == self.jahr && *day >= earliest)
            .find(|day| self.is_free(&termin.moved_to(*day)))
    }

    /// What to do about a meeting that cannot stay where it is.
    fn move_away(&self, termin: &Termin) -> String {
        let name = self.name(&termin.raum);
        if termin.datum < self.heute {
            return "Der Termin liegt zurück; bei der nächsten Planung beachten.".to_owned();
        }
        let Some(day) = self.free_day(termin) else {
            return format!("Für {name} ist drei Wochen vor und nach dem {} kein Tag frei.", tag(termin.datum));
        };
        let usual = self.weekday(&termin.raum).filter(|usual| *usual != termin.datum.weekday());
        match usual {
            Some(usual) => format!("{name} trifft sich sonst {}; {} ist frei.", adverb(usual), der_tag(day)),
            None => format!("Für {name} ist {} frei.", der_tag(day)),
        }
    }
}

/// "09.11.2026".
fn tag(day: NaiveDate) -> String {
    day.format("%d.%m.%Y").to_string()
}

/// "Dienstag, der 10.11.2026,".
fn der_tag(day: NaiveDate) -> String {
    format!("{}, der {},", wochentag_name(day.weekday()), tag(day))
}

/// "dienstags".
fn adverb(weekday: Weekday) -> String {
    format!("{}s", wochentag_name(weekday).to_lowercase())
}

/// "09:00".
fn hour(time: NaiveTime) -> String {
    time.format("%H:%M").to_string()
}

/// "2. Quartal 2026".
fn quartal(quartal: Quartal) -> String {
    format!("{}.\u{a0}Quartal {}", quartal.nummer(), quartal.jahr())
}
