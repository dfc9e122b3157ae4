//! School holidays of a Land as dated data (`data/stammdaten/ferien.toml`).

use chrono::NaiveDate;
use serde::Deserialize;

use super::Datum;

/// What a published Ferienordnung says for a span of days.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ferienordnung {
    /// Two letters of the Land.
    pub land: String,
    /// First day that it covers. Outside the span nothing is known, which is not the same as school.
    pub von: Datum,
    /// Last day that it covers.
    pub bis: Datum,
    /// Where the days were read.
    pub quelle: String,
    /// Holidays and single free days.
    pub ferien: Vec<Ferien>,
}

/// Holidays, or a single day without school.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ferien {
    /// "Osterferien".
    pub name: String,
    /// First day.
    pub beginn: Datum,
    /// Last day.
    pub ende: Datum,
}

/// What is known of a day.
#[derive(Clone, Copy, Debug)]
pub enum Schultag<'a> {
    /// School, or a weekend in term.
    Schule,
    /// Holidays.
    Ferien(&'a Ferien),
    /// No Ferienordnung covers the day.
    Unbekannt,
}

/// What the Ferienordnungen of a Land say of a day.
pub fn schultag<'a>(ordnungen: &'a [Ferienordnung], land: &str, tag: NaiveDate) -> Schultag<'a> {
    let covering =
        |ordnung: &&Ferienordnung| ordnung.land == land && (ordnung.von.day()..=ordnung.bis.day()).contains(&tag);
    let Some(ordnung) = ordnungen.iter().find(covering) else { return Schultag::Unbekannt };
    let free = ordnung.ferien.iter().find(|ferien| (ferien.beginn.day()..=ferien.ende.day()).contains(&tag));
    free.map_or(Schultag::Schule, Schultag::Ferien)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn datum(text: &str) -> Datum {
        Datum::parse(text).expect("a day")
    }

    #[test]
    fn a_day_is_school_holiday_or_unknown() {
        let ordnung = Ferienordnung {
            land: "NI".to_owned(),
            von: datum("2026-02-01"),
            bis: datum("2027-01-09"),
            quelle: String::new(),
            ferien: vec![Ferien {
                name: "Osterferien".to_owned(),
                beginn: datum("2026-03-23"),
                ende: datum("2026-04-07"),
            }],
        };
        let list = [ordnung];
        let of = |land: &str, text: &str| schultag(&list, land, datum(text).day());
        assert!(matches!(of("NI", "2026-03-22"), Schultag::Schule));
        assert!(matches!(of("NI", "2026-03-23"), Schultag::Ferien(ferien) if ferien.name == "Osterferien"));
        assert!(matches!(of("NI", "2026-04-07"), Schultag::Ferien(_)));
        assert!(matches!(of("NI", "2026-04-08"), Schultag::Schule));
        assert!(matches!(of("NI", "2026-01-31"), Schultag::Unbekannt));
        assert!(matches!(of("SH", "2026-03-23"), Schultag::Unbekannt));
    }
}
