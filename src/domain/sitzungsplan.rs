//! When and where the Sozialraumteams meet, and what stands on every agenda (`[sitzungsplan]` of the settings).

use chrono::{NaiveDate, NaiveTime, Weekday};
use serde::Deserialize;

use super::sitzung::uhrzeit;
use super::{Datum, RaumId, RegionId};

/// Rules of the year's plan. What is not set has a default.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Sitzungsplan {
    /// Hours in which a meeting in the morning begins and ends.
    pub vormittag: [String; 2],
    /// The same in the afternoon.
    pub nachmittag: [String; 2],
    /// Whether morning and afternoon alternate from meeting to meeting.
    pub wechsel: bool,
    /// When the first meeting of a year is; with `wechsel` off, when every one is.
    pub erste_sitzung: Tageszeit,
    /// Whether a meeting in school holidays is a conflict.
    pub ferien_meiden: bool,
    /// A meeting is at least so many days before the next session of the committee; 0: they only must not overlap.
    pub abstand_ausschuss_tage: u32,
    /// The same for the next meeting of the Regionalteam, which decides on what the team has found.
    pub abstand_regionalteam_tage: u32,
    /// So many days after a quarter's end the WJH has delivered it.
    pub zulieferung_tage: u32,
    /// The figures of the Budgetübersicht are at most so many days old in the meeting.
    pub budgetstand_hoechstens_tage: u32,
    /// Regrets are asked for until so many days before.
    pub absage_bis_tage: u32,
    /// What stands on every agenda, in order.
    pub tagesordnung: Vec<FesterPunkt>,
    /// When the teams meet.
    pub teams: Vec<Teamrhythmus>,
    /// Dates of the Regionalteams; dated data, a year's dates are added when they are known.
    pub regionalteams: Vec<Regionalteamtermin>,
}

/// Morning or afternoon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tageszeit {
    /// Before noon.
    Vormittag,
    /// After noon.
    Nachmittag,
}

/// An item that stands on every agenda.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FesterPunkt {
    /// Title.
    pub titel: String,
    /// Minutes planned.
    pub minuten: u32,
    /// Who presents it: a role or a Stelle in the team.
    pub von: String,
    /// Whether it stands behind the topics that were handed in.
    #[serde(default)]
    pub nach_themen: bool,
    /// The enclosure that it is about.
    pub anlage: Option<Sitzungsanlage>,
}

/// An enclosure of every invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sitzungsanlage {
    /// Minutes of the last meeting.
    Protokoll,
    /// Budgetübersicht of the latest accepted quarter.
    Budgetuebersicht,
}

impl Sitzungsanlage {
    /// The word of the settings.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Protokoll => "protokoll",
            Self::Budgetuebersicht => "budgetuebersicht",
        }
    }
}

/// When a Sozialraumteam meets: in a week of certain months, or every so many weeks.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Teamrhythmus {
    /// Whose team.
    pub raum: RaumId,
    /// Day of the week.
    pub wochentag: Wochentag,
    /// The how manieth such day of the month.
    pub woche: Option<u32>,
    /// Months with a meeting.
    #[serde(default)]
    pub monate: Vec<u32>,
    /// Weeks from one meeting to the next.
    pub rhythmus_wochen: Option<u32>,
    /// Calendar week (ISO 8601) of the first meeting, with `rhythmus_wochen`.
    pub erste_kalenderwoche: Option<u32>,
    /// Places, taken in turn.
    pub orte: Vec<String>,
}

/// A date of a Regionalteam.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Regionalteamtermin {
    /// Whose team.
    pub region: RegionId,
    /// Day.
    pub datum: Datum,
    /// Hour it begins.
    pub beginn: String,
    /// Hour it ends.
    pub ende: String,
}

/// A working day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Wochentag {
    /// Monday.
    Montag,
    /// Tuesday.
    Dienstag,
    /// Wednesday.
    Mittwoch,
    /// Thursday.
    Donnerstag,
    /// Friday.
    Freitag,
}

impl Wochentag {
    /// The day of the week as the calendar has it.
    pub const fn weekday(self) -> Weekday {
        match self {
            Self::Montag => Weekday::Mon,
            Self::Dienstag => Weekday::Tue,
            Self::Mittwoch => Weekday::Wed,
            Self::Donnerstag => Weekday::Thu,
            Self::Freitag => Weekday::Fri,
        }
    }
}

/// A day of the week in German: "Montag".
pub const fn wochentag_name(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Mon => "Montag",
        Weekday::Tue => "Dienstag",
        Weekday::Wed => "Mittwoch",
        Weekday::Thu => "Donnerstag",
        Weekday::Fri => "Freitag",
        Weekday::Sat => "Samstag",
        Weekday::Sun => "Sonntag",
    }
}

impl Tageszeit {
    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Vormittag => Self::Nachmittag,
            Self::Nachmittag => Self::Vormittag,
        }
    }

    /// When an hour is: noon and later is the afternoon.
    pub fn of(beginn: NaiveTime) -> Self {
        use chrono::Timelike;
        if beginn.hour() < 12 { Self::Vormittag } else { Self::Nachmittag }
    }

    /// "vormittags".
    pub const fn adverb(self) -> &'static str {
        match self {
            Self::Vormittag => "vormittags",
            Self::Nachmittag => "nachmittags",
        }
    }
}

impl Sitzungsplan {
    /// Begin and end of a meeting at this time of the day.
    pub fn zeiten(&self, tageszeit: Tageszeit) -> &[String; 2] {
        match tageszeit {
            Tageszeit::Vormittag => &self.vormittag,
            Tageszeit::Nachmittag => &self.nachmittag,
        }
    }

    /// The time of the day of a team's meeting, by its place in the year (from 0).
    pub const fn tageszeit(&self, nummer: usize) -> Tageszeit {
        if self.wechsel && nummer % 2 == 1 { self.erste_sitzung.other() } else { self.erste_sitzung }
    }

    /// The rhythm of a team.
    pub fn team(&self, raum: &RaumId) -> Option<&Teamrhythmus> {
        self.teams.iter().find(|team| &team.raum == raum)
    }
}

impl Teamrhythmus {
    /// The days on which the team would meet in a year if nothing stood against it, in their order.
    pub fn wunschtage(&self, jahr: i32) -> Vec<NaiveDate> {
        let weekday = self.wochentag.weekday();
        let mut days: Vec<NaiveDate> = match (self.rhythmus_wochen, self.woche) {
            (Some(weeks), _) => {
                let first = NaiveDate::from_isoywd_opt(jahr, self.erste_kalenderwoche.unwrap_or(2), weekday);
                let step = usize::try_from(weeks.max(1)).unwrap_or(1);
                let all = first.into_iter().flat_map(|first| first.iter_weeks().step_by(step));
                all.take_while(|day| chrono::Datelike::year(day) <= jahr).collect()
            }
            (None, Some(woche)) => {
                let nth = |month: &u32| {
                    NaiveDate::from_weekday_of_month_opt(jahr, *month, weekday, u8::try_from(woche).unwrap_or(0))
                };
                self.monate.iter().filter_map(nth).collect()
            }
            (None, None) => Vec::new(),
        };
        days.retain(|day| chrono::Datelike::year(day) == jahr);
        days.sort_unstable();
        days
    }

    /// The place of a meeting, by its place in the year (from 0).
    pub fn ort(&self, nummer: usize) -> &str {
        self.orte.get(nummer % self.orte.len().max(1)).map_or("", String::as_str)
    }
}

impl Regionalteamtermin {
    /// Hours of begin and end.
    pub fn zeiten(&self) -> Option<(NaiveTime, NaiveTime)> {
        Some((uhrzeit(&self.beginn)?, uhrzeit(&self.ende)?))
    }
}

impl Default for Sitzungsplan {
    fn default() -> Self {
        let punkt = |titel: &str, minuten, von: &str| FesterPunkt {
            titel: titel.to_owned(),
            minuten,
            von: von.to_owned(),
            nach_themen: false,
            anlage: None,
        };
        let leitung = "Leitung Sozialraumteam";
        Self {
            vormittag: ["09:00".to_owned(), "11:30".to_owned()],
            nachmittag: ["14:30".to_owned(), "17:00".to_owned()],
            wechsel: true,
            erste_sitzung: Tageszeit::Vormittag,
            ferien_meiden: true,
            abstand_ausschuss_tage: 0,
            abstand_regionalteam_tage: 0,
            zulieferung_tage: 28,
            budgetstand_hoechstens_tage: 120,
            absage_bis_tage: 4,
            tagesordnung: vec![
                FesterPunkt {
                    anlage: Some(Sitzungsanlage::Protokoll),
                    ..punkt("Begrüßung und Verabschiedung des Protokolls", 10, leitung)
                },
                punkt("Berichte aus dem Sozialraum / der Lokalen AG", 30, "Organisationsteam"),
                punkt("Bericht aus dem Netzwerkmanagement", 15, "Netzwerkmanagement"),
                FesterPunkt {
                    anlage: Some(Sitzungsanlage::Budgetuebersicht), ..punkt("Budgetübersicht", 15, leitung)
                },
                FesterPunkt { nach_themen: true, ..punkt("Verschiedenes", 10, leitung) },
            ],
            teams: Vec::new(),
            regionalteams: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn team(toml: &str) -> Teamrhythmus {
        toml::from_str(toml).expect("a rhythm")
    }

    fn days(team: &Teamrhythmus, jahr: i32) -> Vec<String> {
        team.wunschtage(jahr).iter().map(ToString::to_string).collect()
    }

    /// The sample's own meetings of 2024, 2025 and 2026: always the second Monday of these months.
    #[test]
    fn the_second_monday_of_some_months() {
        let achim = team("raum='achim'\nwochentag='montag'\nwoche=2\nmonate=[11,2,4,6,9]\norte=['A','B']");
        assert_eq!(days(&achim, 2024), ["2024-02-12", "2024-04-08", "2024-06-10", "2024-09-09", "2024-11-11"]);
        assert_eq!(days(&achim, 2026), ["2026-02-09", "2026-04-13", "2026-06-08", "2026-09-14", "2026-11-09"]);
        assert_eq!([achim.ort(0), achim.ort(1), achim.ort(2)], ["A", "B", "A"]);
    }

    /// Week 2 of 2026 begins on Monday, 5 January (ISO 8601); ten weeks on are 19 March, 28 May, 6 August, 15 October,
    /// 24 December.
    #[test]
    fn every_ten_weeks_from_a_calendar_week_on() {
        let team = team("raum='x'\nwochentag='donnerstag'\nrhythmus_wochen=10\nerste_kalenderwoche=2\norte=['A']");
        assert_eq!(
            days(&team, 2026),
            ["2026-01-08", "2026-03-19", "2026-05-28", "2026-08-06", "2026-10-15", "2026-12-24"]
        );
    }

    #[test]
    fn a_fifth_monday_that_a_month_lacks_gives_no_day() {
        let team = team("raum='x'\nwochentag='montag'\nwoche=5\nmonate=[2,3]\norte=[]");
        assert_eq!(days(&team, 2026), ["2026-03-30"]);
        assert_eq!(team.ort(3), "");
    }

    #[test]
    fn morning_and_afternoon_alternate_from_the_first_meeting_on() {
        let plan = Sitzungsplan::default();
        let times: Vec<_> = (0..3).map(|nummer| plan.zeiten(plan.tageszeit(nummer))[0].as_str()).collect();
        assert_eq!(times, ["09:00", "14:30", "09:00"]);
    }
}
