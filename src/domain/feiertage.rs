//! Public holidays by Land, each with the law that makes it one.
//!
//! Only Länder whose law was read are here. For another Land there is no table: a plan then says that its days were
//! not held against public holidays, instead of guessing.

use chrono::{Days, NaiveDate};

/// A Land whose public holidays are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Land {
    /// Niedersachsen.
    Niedersachsen,
    /// Nordrhein-Westfalen.
    NordrheinWestfalen,
    /// Schleswig-Holstein.
    SchleswigHolstein,
}

/// A public holiday.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feiertag {
    /// Day.
    pub tag: NaiveDate,
    /// Name as the law has it.
    pub name: &'static str,
}

/// The first year whose holidays are told: from here on the Reformationstag is one in the north for good
/// (Niedersachsen: Gesetz vom 22.06.2018; Schleswig-Holstein: Gesetz vom 20.03.2018), and before it nobody plans.
const FIRST_YEAR: i32 = 2018;

impl Land {
    /// The Land of the two letters in the settings, if its holidays are known.
    pub fn parse(kuerzel: &str) -> Option<Self> {
        match kuerzel.trim() {
            "NI" => Some(Self::Niedersachsen),
            "NW" => Some(Self::NordrheinWestfalen),
            "SH" => Some(Self::SchleswigHolstein),
            _ => None,
        }
    }

    /// The law that says which days are public holidays; the 3rd of October is one by the Einigungsvertrag, Art. 2.
    pub const fn rechtsquelle(self) -> &'static str {
        match self {
            Self::Niedersachsen => "§ 2 Niedersächsisches Feiertagsgesetz (NFeiertagsG)",
            Self::NordrheinWestfalen => "§ 2 Feiertagsgesetz NW",
            Self::SchleswigHolstein => "§ 2 Gesetz über Sonn- und Feiertage (SFTG) Schleswig-Holstein",
        }
    }

    /// The public holidays of a year that can fall on a working day, in their order. None for years before 2018.
    pub fn feiertage(self, jahr: i32) -> Vec<Feiertag> {
        let Some(ostern) = ostersonntag(jahr).filter(|_| jahr >= FIRST_YEAR) else { return Vec::new() };
        let fixed = |month, day| NaiveDate::from_ymd_opt(jahr, month, day);
        let after = |days| ostern.checked_add_days(Days::new(days));
        let mut found = vec![
            (fixed(1, 1), "Neujahr"),
            (ostern.checked_sub_days(Days::new(2)), "Karfreitag"),
            (after(1), "Ostermontag"),
            (fixed(5, 1), "1. Mai"),
            (after(39), "Christi Himmelfahrt"),
            (after(50), "Pfingstmontag"),
            (fixed(10, 3), "Tag der Deutschen Einheit"),
            (fixed(12, 25), "1. Weihnachtstag"),
            (fixed(12, 26), "2. Weihnachtstag"),
        ];
        match self {
            Self::Niedersachsen | Self::SchleswigHolstein => found.push((fixed(10, 31), "Reformationstag")),
            Self::NordrheinWestfalen => {
                found.extend([(after(60), "Fronleichnam"), (fixed(11, 1), "Allerheiligen")]);
            }
        }
        let mut list: Vec<_> =
            found.into_iter().filter_map(|(tag, name)| tag.map(|tag| Feiertag { tag, name })).collect();
        list.sort_by_key(|feiertag| feiertag.tag);
        list
    }
}

/// Easter Sunday of the Gregorian calendar: the anonymous algorithm (Meeus, Astronomical Algorithms, chapter 8).
pub fn ostersonntag(jahr: i32) -> Option<NaiveDate> {
    let year = u32::try_from(jahr).ok().filter(|year| *year >= 1583)?;
    let (century, in_century) = (year / 100, year % 100);
    let golden = year % 19;
    let moon_shift = (century + 8) / 25;
    let moon_correction = (century - moon_shift + 1) / 3;
    let epact = (19 * golden + century - century / 4 - moon_correction + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (in_century / 4) - epact - in_century % 4) % 7;
    let late = (golden + 11 * epact + 22 * weekday) / 451;
    let day = epact + weekday + 114 - 7 * late;
    NaiveDate::from_ymd_opt(jahr, day / 31, day % 31 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    /// Physikalisch-Technische Bundesanstalt, "Wann ist Ostern?", table of Easter Sundays; the two ends of the range
    /// (22 March, 25 April) from Meeus, chapter 8.
    #[test]
    fn easter_falls_on_the_published_days() {
        for text in [
            "1818-03-22",
            "1943-04-25",
            "2000-04-23",
            "2008-03-23",
            "2018-04-01",
            "2019-04-21",
            "2020-04-12",
            "2021-04-04",
            "2022-04-17",
            "2023-04-09",
            "2024-03-31",
            "2025-04-20",
            "2026-04-05",
            "2027-03-28",
            "2028-04-16",
            "2029-04-01",
            "2030-04-21",
            "2038-04-25",
            "2285-03-22",
        ] {
            let day = day(text);
            assert_eq!(ostersonntag(chrono::Datelike::year(&day)), Some(day));
        }
        assert_eq!(ostersonntag(1582), None);
    }

    /// The calendars of public holidays that the three Landesregierungen publish for 2026.
    #[test]
    fn the_holidays_of_2026_are_the_published_ones() {
        let common = [
            "2026-01-01",
            "2026-04-03",
            "2026-04-06",
            "2026-05-01",
            "2026-05-14",
            "2026-05-25",
            "2026-10-03",
            "2026-12-25",
            "2026-12-26",
        ];
        for (land, own) in [("NI", &["2026-10-31"][..]), ("SH", &["2026-10-31"]), ("NW", &["2026-06-04", "2026-11-01"])]
        {
            let mut expected: Vec<_> = common.iter().chain(own).map(|text| day(text)).collect();
            expected.sort();
            let found: Vec<_> =
                Land::parse(land).expect("a Land").feiertage(2026).iter().map(|feiertag| feiertag.tag).collect();
            assert_eq!(found, expected, "{land}");
        }
    }

    /// Himmelfahrt and Pfingstmontag as the school holidays of Niedersachsen presuppose them: the Ferienordnung frees
    /// the day after (07.05.2027, 26.05.2028; 18.05.2027, 06.06.2028).
    #[test]
    fn movable_days_agree_with_the_ferienordnung() {
        for (jahr, name, tag) in [
            (2027, "Christi Himmelfahrt", "2027-05-06"),
            (2027, "Pfingstmontag", "2027-05-17"),
            (2028, "Christi Himmelfahrt", "2028-05-25"),
            (2028, "Pfingstmontag", "2028-06-05"),
        ] {
            let list = Land::Niedersachsen.feiertage(jahr);
            assert!(
                list.contains(&Feiertag {
                    tag: day(tag),
                    name: list.iter().find(|f| f.name == name).expect("it").name
                })
            );
        }
    }

    #[test]
    fn an_unknown_land_and_a_year_long_ago_have_no_table() {
        assert_eq!(Land::parse("BY"), None);
        assert!(Land::Niedersachsen.feiertage(2017).is_empty());
    }
}
