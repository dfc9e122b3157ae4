//! Until when something has to be done (`[fristen]` in `sozialraumbericht.toml`).
//!
//! Deadlines that other sections know stay there: the delivery of the WJH and the invitation in `[sitzungsplan]` and
//! `[regeln]`, the evaluation in `[regeln]`, Nachweise and their check in `[regeln.massnahmen]`.

use chrono::{Days, Months, NaiveDate};
use serde::Deserialize;

/// Deadlines. All may be missing.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Fristen {
    /// Days in which the WJH answers a refused delivery.
    pub befunde_tage: u32,
    /// Days in which the warnings of an accepted delivery are named as questions to be settled.
    pub warnungen_tage: u32,
    /// Days before a session on which the report to the committee is there.
    pub jha_bericht_tage: u32,
    /// Days after a meeting in which its minutes are written.
    pub protokoll_tage: u32,
    /// Days ahead in which a deadline is named.
    pub ausblick_tage: u32,
    /// Periods that ended longer ago are not caught up on.
    pub nachholen_monate: u32,
}

impl Default for Fristen {
    fn default() -> Self {
        Self {
            befunde_tage: 14,
            warnungen_tage: 28,
            jha_bericht_tage: 14,
            protokoll_tage: 14,
            ausblick_tage: 28,
            nachholen_monate: 12,
        }
    }
}

impl Fristen {
    /// Most that any of these may be.
    pub const HOECHSTENS: u32 = 366;

    /// The first day on which a period may have ended to be caught up on.
    pub fn nachholen_ab(&self, heute: NaiveDate) -> NaiveDate {
        heute.checked_sub_months(Months::new(self.nachholen_monate)).unwrap_or(heute)
    }
}

/// So many days later.
pub fn after_days(day: NaiveDate, tage: u32) -> NaiveDate {
    day.checked_add_days(Days::new(tage.into())).unwrap_or(day)
}

/// So many days earlier.
pub fn before_days(day: NaiveDate, tage: u32) -> NaiveDate {
    day.checked_sub_days(Days::new(tage.into())).unwrap_or(day)
}

/// So many months later; the last day of a shorter month.
pub fn after_months(day: NaiveDate, monate: u32) -> NaiveDate {
    day.checked_add_months(Months::new(monate)).unwrap_or(day)
}

/// So many months earlier; the last day of a shorter month.
pub fn before_months(day: NaiveDate, monate: u32) -> NaiveDate {
    day.checked_sub_months(Months::new(monate)).unwrap_or(day)
}
