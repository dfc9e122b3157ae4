//! What is wrong in the data of a delivery, where, and what to do: for the person who delivered it.
//!
//! A finding (Befund) is about cells, an error is about a path or the machine; the two never mix. A Befund never
//! repeats a name, a birth date or an Aktenzeichen: for such fields `gelesen` says what kind of text stood there.

use std::borrow::Cow;
use std::fmt;

use serde::Serialize;

pub use crate::domain::befundregeln::Schwere;

/// A place in a delivered file. The whole file if both are missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Ort {
    /// Sheet; none for CSV files.
    pub blatt: Option<String>,
    /// Cell, `G12`; a row is `12:12`, a column `G:G`.
    pub zelle: Option<String>,
}

impl fmt::Display for Ort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.blatt, &self.zelle) {
            (Some(blatt), Some(zelle)) => write!(f, "Blatt „{blatt}“, Zelle {zelle}"),
            (Some(blatt), None) => write!(f, "Blatt „{blatt}“"),
            (None, Some(zelle)) => write!(f, "Zelle {zelle}"),
            (None, None) => f.write_str("ganze Datei"),
        }
    }
}

/// One finding about a delivery.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Befund {
    /// Code of the rule: family (D Datei, B Blatt, K Kopfzeile, Z Zeile, F Feld, Q Querprüfung) and number.
    pub regel: Cow<'static, str>,
    /// How bad it is.
    pub schwere: Schwere,
    /// Where it is; several where cells contradict each other.
    pub orte: Vec<Ort>,
    /// What was read.
    pub gelesen: String,
    /// What was expected.
    pub erwartet: String,
    /// What to do.
    pub abhilfe: String,
}

/// Whether a delivery with these findings must be refused.
pub fn refuses(befunde: &[Befund]) -> bool {
    befunde.iter().any(|befund| befund.schwere == Schwere::Fehler)
}
