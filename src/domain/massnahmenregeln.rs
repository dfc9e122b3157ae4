//! What an office demands of a Maßnahme before and while it runs (`[regeln.massnahmen]`). What is not set is not
//! checked.

use chrono::{Datelike, Months, NaiveDate};
use serde::Deserialize;

use super::festlegung::Festlegung;

/// Rules on the life of a Maßnahme, each with its source.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Massnahmenregeln {
    /// Longest Laufzeit in months, without an extension.
    pub hoechstlaufzeit_monate: Option<Festlegung<u32>>,
    /// Longest extension in months.
    pub verlaengerung_monate: Option<Festlegung<u32>>,
    /// The decision that must be made before a Maßnahme begins.
    pub beginn_nicht_vor: Option<Festlegung<Beginnregel>>,
    /// What must be on record of a Maßnahme after § 74 SGB VIII.
    pub paragraf_74: Option<Festlegung<Vec<Voraussetzung74>>>,
    /// What must be on record of a Maßnahme after § 77 SGB VIII.
    pub paragraf_77: Option<Festlegung<Vec<Voraussetzung77>>>,
    /// Whether a Träger may be funded as such, not only for a Maßnahme.
    pub institutionelle_foerderung: Option<Festlegung<bool>>,
    /// Whether the budgets that pay must cover a Maßnahme on the day of the decision on money.
    pub budgetdeckung: Option<Festlegung<bool>>,
    /// The steps that must be on record before the Bescheid.
    pub beschluesse: Option<Festlegung<Vec<Beschlussschritt>>>,
    /// After how many days without the next step a Maßnahme is stuck.
    pub liegezeit_tage: Liegezeiten,
    /// When the Nachweise are due.
    pub nachweis: Nachweisfristen,
}

/// The decision that must be made before a Maßnahme begins. It may begin on the day of the decision itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Beginnregel {
    /// The decision on money.
    Bewilligung,
    /// The Bescheid.
    Bescheid,
}

/// What § 74 SGB VIII asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Voraussetzung74 {
    /// The Träger pursues gemeinnützige Ziele (§ 74 (1) Nr. 3).
    Gemeinnuetzigkeit,
    /// The Träger gives an angemessene Eigenleistung (§ 74 (1) Nr. 4).
    Eigenleistung,
}

/// What an office asks for where § 77 SGB VIII pays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Voraussetzung77 {
    /// Persons are paid by Fachleistungsstunde.
    Fachleistungsstunden,
    /// The record says of which Hilfepläne the group work is a part.
    Hilfeplan,
}

/// A step that must be on record before the Bescheid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Beschlussschritt {
    /// The offers are scored.
    Bewertung,
    /// The Leitung decided who delivers.
    Leistungserbringung,
    /// The money is decided.
    Ressourceneinsatz,
}

/// Days that a Maßnahme may stay in a state; after them it is stuck.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Liegezeiten {
    /// From the Bedarf to the first offer.
    pub bedarf_festgestellt: u32,
    /// From the last offer to the scoring.
    pub interessenbekundung: u32,
    /// From the scoring to the decision of the Leitung.
    pub bewertet: u32,
    /// From the decision of the Leitung to the decision on money.
    pub entschieden: u32,
    /// From the decision on money to the Bescheid.
    pub bewilligt: u32,
    /// From the Nachweis coming in to its check.
    pub nachweispruefung: u32,
}

impl Default for Liegezeiten {
    fn default() -> Self {
        Self {
            bedarf_festgestellt: 90,
            interessenbekundung: 60,
            bewertet: 30,
            entschieden: 30,
            bewilligt: 14,
            nachweispruefung: 60,
        }
    }
}

/// Months until a Nachweis is due; Zwischennachweise count from the end of the Förderjahr, the last one from the end of
/// the Laufzeit.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Nachweisfristen {
    /// Whether each Förderjahr has its Nachweis; else there is only the last one.
    pub je_foerderjahr: bool,
    /// Months after a Förderjahr that is not the last.
    pub zwischennachweis_monate: u32,
    /// Months after the Laufzeit.
    pub schlussnachweis_monate: u32,
    /// Where it is laid down.
    pub quelle: String,
}

impl Default for Nachweisfristen {
    fn default() -> Self {
        Self {
            je_foerderjahr: false,
            zwischennachweis_monate: 4,
            schlussnachweis_monate: 6,
            quelle: "ANBest-P Nr. 6.1, sinngemäß".to_owned(),
        }
    }
}

/// The last day of a period of so many months that begins with a day.
///
/// §§ 187 (2), 188 (2), (3) BGB: the day before the one of the same number, or the month's last day where it is shorter.
pub fn letzter_tag(beginn: NaiveDate, monate: u32) -> NaiveDate {
    let same = beginn.checked_add_months(Months::new(monate)).unwrap_or(NaiveDate::MAX);
    if same.day() < beginn.day() { same } else { same.pred_opt().unwrap_or(same) }
}

/// The last day of a period of so many months after the end of a Förderjahr or a Laufzeit: the period begins on the day
/// after it, [`letzter_tag`].
pub fn frist_nach(ende: NaiveDate, monate: u32) -> NaiveDate {
    letzter_tag(ende.succ_opt().unwrap_or(ende), monate)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    // By hand, §§ 187 (2), 188 BGB: from 01.03.2024 two years end with 28.02.2026, three with 28.02.2027; six months from
    // 31.08.2024 end with 28.02.2025, as there is no 31.02.
    #[test]
    fn months_end_on_the_day_before() {
        assert_eq!(letzter_tag(day("2024-03-01"), 24), day("2026-02-28"));
        assert_eq!(letzter_tag(day("2024-03-01"), 36), day("2027-02-28"));
        assert_eq!(letzter_tag(day("2024-01-15"), 24), day("2026-01-14"));
        assert_eq!(letzter_tag(day("2024-08-31"), 6), day("2025-02-28"));
        assert_eq!(letzter_tag(day("2023-03-01"), 12), day("2024-02-29"));
    }

    // By hand: four months after 31.12.2025 is 30.04.2026; six after 30.06.2026 is 31.12.2026, after 14.06.2026 14.12.2026.
    #[test]
    fn deadlines_end_on_the_same_day_of_a_later_month() {
        assert_eq!(frist_nach(day("2025-12-31"), 4), day("2026-04-30"));
        assert_eq!(frist_nach(day("2026-06-30"), 6), day("2026-12-31"));
        assert_eq!(frist_nach(day("2026-06-14"), 6), day("2026-12-14"));
    }
}
