//! What is wrong in the life of a Maßnahme: a step too early, a decision without its reason, a rule of the office that is
//! not kept. For who keeps the records; it stops no report.

use serde::Serialize;

use super::Schwere;
use crate::domain::MassnahmeId;

/// One finding about a Maßnahme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Massnahmebefund {
    /// Which rule: `beginn-vor-bewilligung`.
    pub regel: &'static str,
    /// How bad it is.
    pub schwere: Schwere,
    /// Which Maßnahme.
    pub massnahme: MassnahmeId,
    /// What was found, one sentence.
    pub befund: String,
    /// What to do.
    pub abhilfe: String,
    /// Where the rule is laid down.
    pub quelle: String,
}

impl Massnahmebefund {
    /// A finding that must be mended.
    pub fn fehler(regel: &'static str, massnahme: &MassnahmeId, befund: impl Into<String>) -> Self {
        Self {
            regel,
            schwere: Schwere::Fehler,
            massnahme: massnahme.clone(),
            befund: befund.into(),
            abhilfe: String::new(),
            quelle: String::new(),
        }
    }

    /// A finding that somebody should look at.
    pub fn warnung(regel: &'static str, massnahme: &MassnahmeId, befund: impl Into<String>) -> Self {
        Self { schwere: Schwere::Warnung, ..Self::fehler(regel, massnahme, befund) }
    }

    /// The same with what to do.
    #[must_use]
    pub fn abhilfe(mut self, abhilfe: impl Into<String>) -> Self {
        self.abhilfe = abhilfe.into();
        self
    }

    /// The same with where the rule is laid down.
    #[must_use]
    pub fn nach(mut self, quelle: impl Into<String>) -> Self {
        self.quelle = quelle.into();
        self
    }
}
