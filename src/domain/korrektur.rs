//! What a new version of a delivery does to figures that were reported before.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::auswertung::Quelle;

/// A figure that is not what it was.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Aenderung {
    /// Key of the figure.
    pub id: String,
    /// What it was, as `kennzahlen.json` writes it; none where there was no such figure.
    pub vorher: Option<String>,
    /// What it is; none where there is no such figure any more.
    pub nachher: Option<String>,
}

/// A report made from other deliveries than the version that was reported last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Korrektur {
    /// The day of the version that was reported last.
    pub vorige_vom: NaiveDate,
    /// Deliveries that counted then and count no more.
    pub ersetzt: Vec<Quelle>,
    /// Deliveries that count now and did not then.
    pub neu: Vec<Quelle>,
    /// Figures that changed, by their key.
    pub geaendert: Vec<Aenderung>,
}

impl Korrektur {
    /// Whether a delivery was replaced; else something only came in addition.
    pub fn replaces(&self) -> bool {
        !self.ersetzt.is_empty()
    }
}

/// Figures that differ, by their key.
pub fn changes(vorher: &BTreeMap<String, String>, nachher: &BTreeMap<String, String>) -> Vec<Aenderung> {
    let mut ids: Vec<&String> = vorher.keys().chain(nachher.keys()).collect();
    ids.sort_unstable();
    ids.dedup();
    ids.into_iter()
        .filter(|id| vorher.get(*id) != nachher.get(*id))
        .map(|id| Aenderung { id: id.clone(), vorher: vorher.get(id).cloned(), nachher: nachher.get(id).cloned() })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changed_new_and_gone_figures_are_told_apart() {
        let map = |pairs: &[(&str, &str)]| {
            pairs.iter().map(|(id, wert)| ((*id).to_owned(), (*wert).to_owned())).collect::<BTreeMap<_, _>>()
        };
        let found = changes(&map(&[("a", "1"), ("b", "2"), ("c", "3")]), &map(&[("a", "1"), ("b", "5"), ("d", "4")]));
        let ids: Vec<_> = found.iter().map(|a| (a.id.as_str(), a.vorher.as_deref(), a.nachher.as_deref())).collect();
        assert_eq!(ids, [("b", Some("2"), Some("5")), ("c", Some("3"), None), ("d", None, Some("4"))]);
    }
}
