//! Kinds of budgets: what the office calls them, and from which hours of its teams they follow (`[[budgetarten]]` and
//! `[regeln.stundenbudget]` in `sozialraumbericht.toml`).

use serde::Deserialize;

use super::Betrag;
use super::raum::Personal;

/// What a kind of budget is called.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Budgetart {
    /// Key in budgets and Maßnahmen, for instance `gwa`.
    pub id: String,
    /// Name in documents.
    pub name: String,
    /// Name where there is little room; the name itself if there is none.
    pub kurz: Option<String>,
    /// The weekly hours of a team from which its Ansatz follows.
    pub wochenstunden: Option<Wochenstunden>,
}

/// Which of a team's weekly hours a budget is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wochenstunden {
    /// Kollegiale Beratung.
    KollegialeBeratung,
    /// Fallunabhängige Arbeit.
    Fua,
}

impl Wochenstunden {
    /// How the settings write it.
    pub const fn key(self) -> &'static str {
        match self {
            Self::KollegialeBeratung => "kollegiale_beratung",
            Self::Fua => "fua",
        }
    }

    /// Hours a week of a team.
    pub const fn of(self, personal: &Personal) -> u32 {
        match self {
            Self::KollegialeBeratung => personal.davon_kollegiale_beratung,
            Self::Fua => personal.davon_fua,
        }
    }
}

impl Budgetart {
    fn new(id: &str, name: &str, kurz: &str, wochenstunden: Option<Wochenstunden>) -> Self {
        Self { id: id.to_owned(), name: name.to_owned(), kurz: Some(kurz.to_owned()), wochenstunden }
    }

    /// The short name.
    pub fn kurz(&self) -> &str {
        self.kurz.as_deref().unwrap_or(&self.name)
    }

    /// What is written into the settings of a new workspace, and holds where an office has set nothing. A key that
    /// nobody knows is its own name.
    pub fn usual(id: &str) -> Self {
        match id {
            "gwa" => Self::new(id, "Sozialraumbudget Gemeinwesenarbeit", "Sozialraumbudget", None),
            "fua" => Self::new(id, "Budget für fallunabhängige Arbeit", "FuA-Budget", None),
            "fua-stunden" => {
                Self::new(id, "Stundenbudget für fallunabhängige Arbeit", "FuA-Stunden", Some(Wochenstunden::Fua))
            }
            "kb-stunden" => Self::new(
                id,
                "Stundenbudget für kollegiale Beratung",
                "Beratungsstunden",
                Some(Wochenstunden::KollegialeBeratung),
            ),
            "projekt" => Self::new(id, "Projektbudget", "Projektbudget", None),
            other => Self { id: id.to_owned(), name: format!("Budget „{other}“"), kurz: None, wochenstunden: None },
        }
    }
}

/// The weeks of a year in which teams work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Stundenbudget {
    /// Weeks that a year is reckoned with.
    pub wochen_im_jahr: u32,
    /// Of these, weeks without work: holidays, closing days.
    pub freie_wochen: u32,
}

impl Default for Stundenbudget {
    fn default() -> Self {
        Self { wochen_im_jahr: 52, freie_wochen: 0 }
    }
}

impl Stundenbudget {
    /// Weeks with work.
    pub const fn wochen(self) -> u32 {
        self.wochen_im_jahr.saturating_sub(self.freie_wochen)
    }

    /// The Ansatz of a year, in hours.
    pub fn ansatz(self, stunden_je_woche: u32) -> Betrag {
        Betrag::from_cents(i64::from(stunden_je_woche) * i64::from(self.wochen()) * 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 18 and 8 hours a week (Stand der Einführung in Norderstedt, 2013): 18 × 52 = 936, 8 × 52 = 416; with six weeks
    /// off 18 × 46 = 828.
    #[test]
    fn a_year_of_hours_follows_from_weeks() {
        let personal = Personal {
            asd: 2,
            netzwerker: 1,
            feste_mitarbeitende_traeger: 3,
            stunden_woche: 26,
            davon_kollegiale_beratung: 18,
            davon_fua: 8,
        };
        let all = Stundenbudget::default();
        assert_eq!(all.ansatz(Wochenstunden::KollegialeBeratung.of(&personal)), Betrag::from_cents(93_600));
        assert_eq!(all.ansatz(Wochenstunden::Fua.of(&personal)), Betrag::from_cents(41_600));
        let with_holidays = Stundenbudget { freie_wochen: 6, ..all };
        assert_eq!(with_holidays.ansatz(18), Betrag::from_cents(82_800));
    }
}
