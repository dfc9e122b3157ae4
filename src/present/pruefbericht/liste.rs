//! The list of all findings: one row for each place.

use std::collections::BTreeMap;

use crate::finding::{Befund, Ort, Schwere};

use super::bereich::Bereich;
use super::title;

/// Rows of one rule; the rest is counted.
const MOST_ROWS_OF_RULE: usize = 500;
/// Places of one finding; the rest is counted.
const MOST_PLACES: usize = 20;
/// Characters of one cell of the list.
const LONGEST_TEXT: usize = 2_000;

/// A row of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Befundzeile {
    /// Number of the finding; the same for all of its places.
    pub nummer: usize,
    /// How bad it is.
    pub schwere: Schwere,
    /// Sheet; none for CSV files and for findings about the whole file.
    pub blatt: Option<String>,
    /// The place as people read it.
    pub zelle: String,
    /// The range that the row leads to.
    pub bereich: Option<Bereich>,
    /// Title of the rule.
    pub befund: &'static str,
    /// What was read.
    pub gelesen: String,
    /// What was expected.
    pub erwartet: String,
    /// What to do.
    pub abhilfe: String,
    /// Code of the rule.
    pub regel: String,
}

/// A row for each place, in the order of the findings, and sentences about what is left out.
pub(super) fn rows(befunde: &[Befund]) -> (Vec<Befundzeile>, Vec<String>) {
    let mut rows = Vec::new();
    let mut of_rule: BTreeMap<&str, usize> = BTreeMap::new();
    let mut left_out: BTreeMap<&str, (usize, &'static str)> = BTreeMap::new();
    for (index, befund) in befunde.iter().enumerate() {
        let whole_file = [Ort::default()];
        let orte = if befund.orte.is_empty() { whole_file.as_slice() } else { &befund.orte };
        for (place, ort) in orte.iter().enumerate() {
            let count = of_rule.entry(&befund.regel).or_default();
            if *count >= MOST_ROWS_OF_RULE || place >= MOST_PLACES {
                left_out.entry(&befund.regel).or_insert((0, title(befund))).0 += 1;
                continue;
            }
            *count += 1;
            rows.push(row(index + 1, befund, ort));
        }
    }
    let sentence = |(regel, (count, titel)): (&str, (usize, &str))| {
        format!("… und {count} weitere Stellen zu {regel} „{titel}“; sie sind im Blatt markiert.")
    };
    (rows, left_out.into_iter().map(sentence).collect())
}

fn row(nummer: usize, befund: &Befund, ort: &Ort) -> Befundzeile {
    let bereich = ort.zelle.as_deref().and_then(Bereich::parse);
    let zelle = match (&ort.zelle, &ort.blatt) {
        (Some(zelle), _) => shown(zelle),
        (None, Some(_)) => "ganzes Blatt".to_owned(),
        (None, None) => "ganze Datei".to_owned(),
    };
    Befundzeile {
        nummer,
        schwere: befund.schwere,
        blatt: ort.blatt.clone(),
        zelle,
        bereich,
        befund: title(befund),
        gelesen: cut(&befund.gelesen),
        erwartet: cut(&befund.erwartet),
        abhilfe: cut(&befund.abhilfe),
        regel: befund.regel.to_string(),
    }
}

/// `12:12` is a row and `G:G` a column to people.
fn shown(zelle: &str) -> String {
    match zelle.split_once(':') {
        Some((first, last)) if first == last && first.bytes().all(|byte| byte.is_ascii_digit()) => {
            format!("Zeile {first}")
        }
        Some((first, last)) if first.bytes().chain(last.bytes()).all(|byte| byte.is_ascii_digit()) => {
            format!("Zeilen {first}–{last}")
        }
        Some((first, last)) if first == last && first.bytes().all(|byte| byte.is_ascii_alphabetic()) => {
            format!("Spalte {first}")
        }
        _ => zelle.to_owned(),
    }
}

fn cut(text: &str) -> String {
    if text.chars().count() <= LONGEST_TEXT {
        return text.to_owned();
    }
    text.chars().take(LONGEST_TEXT).collect::<String>() + " …"
}

#[cfg(test)]
mod tests {
    use super::super::tests::befund;
    use super::*;

    #[test]
    fn each_place_has_a_row_and_places_read_as_people_say_them() {
        let mut whole = befund("D006", Schwere::Fehler, None, &[]);
        whole.orte.clear();
        let befunde = [whole, befund("Z004", Schwere::Warnung, Some("Kosten"), &["12:12", "6:7", "G:G", "B3"])];
        let (rows, rest) = rows(&befunde);
        let places: Vec<_> = rows.iter().map(|row| row.zelle.as_str()).collect();
        assert_eq!(places, ["ganze Datei", "Zeile 12", "Zeilen 6–7", "Spalte G", "B3"]);
        assert_eq!(rows.iter().map(|row| row.nummer).collect::<Vec<_>>(), [1, 2, 2, 2, 2]);
        assert!(rest.is_empty());
    }

    #[test]
    fn a_rule_with_very_many_places_is_counted() {
        let befunde: Vec<_> =
            (1..=700).map(|row| befund("F001", Schwere::Fehler, None, &[format!("A{row}").as_str()])).collect();
        let (rows, rest) = rows(&befunde);
        assert_eq!(rows.len(), 500);
        assert_eq!(rest, ["… und 200 weitere Stellen zu F001 „Text im Betrag“; sie sind im Blatt markiert."]);
    }
}
