//! The body that steers what the budgets pay for and is reported to once a year (`[steuerung]`).

use serde::Deserialize;

/// The report to it. An office that has the section gets the report of a year with the run of its last quarter.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Steuerung {
    /// Name of the body.
    pub gremium: String,
}

impl Default for Steuerung {
    fn default() -> Self {
        Self { gremium: "Steuerungsgruppe".to_owned() }
    }
}
