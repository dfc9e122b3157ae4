//! A rule that the office has set, and where it is laid down.

use serde::Deserialize;

/// A value with its source: the Konzept, the Beschluss or the law that sets it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Festlegung<T> {
    /// The value.
    pub wert: T,
    /// Where it is laid down; findings and documents name it.
    pub quelle: String,
}

impl<T> Festlegung<T> {
    /// A value with its source.
    pub fn new(wert: T, quelle: &str) -> Self {
        Self { wert, quelle: quelle.to_owned() }
    }
}
