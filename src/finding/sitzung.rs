//! What is wrong with a meeting or a plan of meetings, and what to do: for whoever invites.

use serde::Serialize;

use super::Schwere;

/// One finding about meetings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Sitzungsbefund {
    /// Name of the rule, for instance `ueberschneidung`.
    pub regel: &'static str,
    /// How bad it is. A warning is a conflict, a hint something to know.
    pub schwere: Schwere,
    /// Keys of the meetings it is about; none where it is about the whole plan.
    pub sitzungen: Vec<String>,
    /// What was found, one sentence or two.
    pub befund: String,
    /// What to do.
    pub abhilfe: String,
}

impl Sitzungsbefund {
    /// A conflict of some meetings.
    pub fn warnung(regel: &'static str, sitzungen: &[&str], befund: String, abhilfe: String) -> Self {
        let sitzungen = sitzungen.iter().map(|id| (*id).to_owned()).collect();
        Self { regel, schwere: Schwere::Warnung, sitzungen, befund, abhilfe }
    }

    /// The same as something to know only.
    #[must_use]
    pub fn as_hinweis(self) -> Self {
        Self { schwere: Schwere::Hinweis, ..self }
    }

    /// Whether somebody has to decide.
    pub fn is_conflict(&self) -> bool {
        self.schwere >= Schwere::Warnung
    }
}
