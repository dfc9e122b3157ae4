//! What the office decides about findings: how bad a rule is here, and how many findings of one rule are shown.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Schwere {
    /// Worth knowing.
    Hinweis,
    /// The delivery is taken in, somebody should look.
    Warnung,
    /// The delivery is refused.
    Fehler,
}

impl Schwere {
    /// The word that people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Hinweis => "Hinweis",
            Self::Warnung => "Warnung",
            Self::Fehler => "Fehler",
        }
    }

    /// The key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Hinweis => "hinweis",
            Self::Warnung => "warnung",
            Self::Fehler => "fehler",
        }
    }

    /// The severity of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Hinweis, Self::Warnung, Self::Fehler].into_iter().find(|schwere| schwere.key() == key)
    }
}

/// Section `[befunde]` of the settings. Which rules there are is known to the rules alone; they check the names.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Befundregeln {
    /// Severity by code or name of a rule, where it is not the rule's own.
    pub schwere: BTreeMap<String, Schwere>,
    /// So many findings of one rule are shown of a file; the rest is counted.
    pub hoechstens_je_regel: u32,
}

impl Default for Befundregeln {
    fn default() -> Self {
        Self { schwere: BTreeMap::new(), hoechstens_je_regel: 20 }
    }
}
