//! Who gets a document.

use serde::{Deserialize, Serialize};

/// Who gets a document, and so what may stand in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Zielgruppe {
    /// WJH and Stabsstelle: nothing is suppressed.
    Intern,
    /// Sozialraumteams, in which outsiders sit.
    Fachkreis,
    /// The committee and everybody who reads its papers.
    Oeffentlich,
}

impl Zielgruppe {
    /// The word that is printed.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Intern => "intern",
            Self::Fachkreis => "Fachkreis",
            Self::Oeffentlich => "öffentlich",
        }
    }
}
