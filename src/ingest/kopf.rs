//! Finds the header of a sheet and tells by it which layout fits.

use std::collections::{BTreeMap, HashMap};

use crate::domain::export::{Exportlayout, Feld};
use crate::domain::text::{key, tidy};

use super::mappe::{Blatt, Rohzeile, Zellwert};

/// At least so many of 1000 headings must agree for a row to be a header of a layout.
const LEAST_LIKENESS: usize = 500;
/// Layouts that are as close as this cannot be told apart.
const TOO_CLOSE: usize = 20;

/// The header of a sheet, as one layout reads it.
#[derive(Clone, Debug)]
pub struct Kopf {
    /// First row of the header, from 1.
    pub erste_zeile: u32,
    /// Last row of the header.
    pub letzte_zeile: u32,
    /// Columns of the fields, from 0.
    pub spalten: BTreeMap<Feld, u32>,
    /// Fields that have several columns.
    pub doppelt: Vec<(Feld, Vec<u32>)>,
    /// Required fields without a column.
    pub fehlend: Vec<Feld>,
    /// Headings that the layout does not know.
    pub unbekannt: Vec<(u32, String)>,
    /// All headings, by column.
    pub ueberschriften: Vec<(u32, String)>,
    /// How well the layout fits, of 1000.
    likeness: usize,
}

/// Which layout fits a file.
#[derive(Clone, Debug)]
pub enum Erkennung {
    /// This one, by its place in the list.
    Passt(usize),
    /// Several fit as well.
    Mehrdeutig(Vec<usize>),
    /// None does. The headings that came closest, if any row looked like a header.
    Keines {
        /// Sheet and row of the closest headings.
        ort: Option<(String, u32)>,
        /// The closest headings.
        ueberschriften: Vec<String>,
        /// The closest layout.
        naechstes: Option<usize>,
    },
}

/// What the headings of a layout mean.
struct Vokabular {
    words: HashMap<String, Option<Feld>>,
    size: usize,
}

impl Vokabular {
    fn new(layout: &Exportlayout) -> Self {
        let mut words = HashMap::new();
        for word in &layout.nicht_gelesen {
            words.insert(key(word), None);
        }
        for (feld, synonyms) in &layout.spalten {
            for word in synonyms {
                words.insert(key(word), Some(*feld));
            }
        }
        Self { words, size: layout.spalten.len() + layout.nicht_gelesen.len() }
    }
}

/// A layout that may fit, with the row that speaks for it.
struct Anwaerter {
    likeness: usize,
    place: usize,
    ort: (String, u32),
    ueberschriften: Vec<String>,
}

/// Tells by the headers of all sheets which layout fits.
pub fn recognise(blaetter: &[Blatt], layouts: &[Exportlayout]) -> Erkennung {
    let mut ranking: Vec<Anwaerter> = Vec::new();
    for (place, layout) in layouts.iter().enumerate() {
        let best = blaetter
            .iter()
            .filter_map(|blatt| Some((closest(blatt, layout)?, blatt)))
            .max_by(|(a, _), (b, _)| a.likeness.cmp(&b.likeness));
        if let Some((kopf, blatt)) = best {
            let headings = kopf.ueberschriften.iter().map(|(_, heading)| heading.clone()).collect();
            ranking.push(Anwaerter {
                likeness: kopf.likeness,
                place,
                ort: (blatt.name.clone(), kopf.erste_zeile),
                ueberschriften: headings,
            });
        }
    }
    ranking.sort_by(|a, b| b.likeness.cmp(&a.likeness).then(a.place.cmp(&b.place)));
    let Some(best) = ranking.first() else {
        return Erkennung::Keines { ort: None, ueberschriften: Vec::new(), naechstes: None };
    };
    if best.likeness < LEAST_LIKENESS {
        let best = ranking.swap_remove(0);
        return Erkennung::Keines {
            ort: Some(best.ort),
            ueberschriften: best.ueberschriften,
            naechstes: Some(best.place),
        };
    }
    let equals = ranking.iter().filter(|other| best.likeness - other.likeness < TOO_CLOSE);
    let equals: Vec<usize> = equals.map(|other| other.place).collect();
    if equals.len() > 1 { Erkennung::Mehrdeutig(equals) } else { Erkennung::Passt(best.place) }
}

/// The header of a sheet, if it has one of this layout.
pub fn find(blatt: &Blatt, layout: &Exportlayout) -> Option<Kopf> {
    closest(blatt, layout).filter(|kopf| kopf.likeness >= LEAST_LIKENESS)
}

/// The row that is most like a header of the layout; at least two headings must be known.
fn closest(blatt: &Blatt, layout: &Exportlayout) -> Option<Kopf> {
    let vocabulary = Vokabular::new(layout);
    let mut best: Option<Kopf> = None;
    for (place, row) in blatt.zeilen.iter().enumerate().take_while(|(_, row)| row.nummer <= layout.kopf.bis_zeile) {
        let headings = match layout.kopf.zeilen {
            2 => {
                let Some(below) = blatt.zeilen.get(place + 1).filter(|below| below.nummer == row.nummer + 1) else {
                    continue;
                };
                joined(row, below)
            }
            _ => texts(row).map(|(column, text)| (column, tidy(text))).collect(),
        };
        let known = headings.iter().filter(|(_, text)| vocabulary.words.contains_key(&key(text))).count();
        if known < 2 {
            continue;
        }
        let likeness = 2000 * known / (headings.len() + vocabulary.size);
        if best.as_ref().is_none_or(|best| likeness > best.likeness) {
            best = Some(header_of(row.nummer, layout, &vocabulary, headings, likeness));
        }
    }
    best
}

fn header_of(
    erste_zeile: u32,
    layout: &Exportlayout,
    vocabulary: &Vokabular,
    ueberschriften: Vec<(u32, String)>,
    likeness: usize,
) -> Kopf {
    let mut places: BTreeMap<Feld, Vec<u32>> = BTreeMap::new();
    let mut unbekannt = Vec::new();
    for (column, heading) in &ueberschriften {
        match vocabulary.words.get(&key(heading)) {
            Some(Some(feld)) => places.entry(*feld).or_default().push(*column),
            Some(None) => {}
            None => unbekannt.push((*column, heading.clone())),
        }
    }
    let given_otherwise = |feld: &Feld| {
        layout.konstanten.contains_key(feld) || (*feld == Feld::Raum && !layout.blaetter.raum_aus_name.is_empty())
    };
    let fehlend = layout.pflichtspalten.iter().filter(|feld| !places.contains_key(feld) && !given_otherwise(feld));
    Kopf {
        erste_zeile,
        letzte_zeile: erste_zeile + layout.kopf.zeilen.max(1) - 1,
        fehlend: fehlend.copied().collect(),
        doppelt: places
            .iter()
            .filter(|(_, columns)| columns.len() > 1)
            .map(|(feld, columns)| (*feld, columns.clone()))
            .collect(),
        spalten: places.into_iter().filter_map(|(feld, columns)| Some((feld, *columns.first()?))).collect(),
        unbekannt,
        ueberschriften,
        likeness,
    }
}

fn texts(row: &Rohzeile) -> impl Iterator<Item = (u32, &str)> {
    row.zellen.iter().filter_map(|zelle| match &zelle.wert {
        Zellwert::Text(text) => Some((zelle.spalte, text.as_str())),
        _ => None,
    })
}

/// Joins two header rows: "Buchung" over "Pos." is "Buchung Pos.".
///
/// A group reaches to the right as far as columns below it are named; a column without a lower name stands for itself.
fn joined(upper: &Rohzeile, lower: &Rohzeile) -> Vec<(u32, String)> {
    let above: BTreeMap<u32, &str> = texts(upper).collect();
    let below: BTreeMap<u32, &str> = texts(lower).collect();
    let last = above.keys().chain(below.keys()).max().copied().unwrap_or(0);
    let mut group: Option<&str> = None;
    let mut headings = Vec::new();
    for column in above.keys().chain(below.keys()).min().copied().unwrap_or(0)..=last.min(16_384) {
        match (above.get(&column), below.get(&column)) {
            (Some(top), Some(bottom)) => {
                group = Some(top);
                headings.push((column, tidy(&format!("{top} {bottom}"))));
            }
            (Some(top), None) => {
                group = None;
                headings.push((column, tidy(top)));
            }
            (None, Some(bottom)) => {
                headings.push((column, group.map_or_else(|| tidy(bottom), |top| tidy(&format!("{top} {bottom}")))));
            }
            (None, None) => group = None,
        }
    }
    headings
}

#[cfg(test)]
mod tests {
    use super::super::mappe::Zelle;
    use super::*;

    fn row(nummer: u32, cells: &[(u32, &str)]) -> Rohzeile {
        let cell = |(spalte, text): &(u32, &str)| Zelle { spalte: *spalte, wert: Zellwert::Text((*text).to_owned()) };
        Rohzeile { nummer, zellen: cells.iter().map(cell).collect() }
    }

    #[test]
    fn groups_reach_over_their_columns_and_not_beyond() {
        let upper = row(6, &[(0, "lfd. Nr."), (1, "Buchung"), (4, "Haushalt"), (6, "Zweck")]);
        let lower = row(7, &[(1, "Beleg-Nr."), (2, "Pos."), (4, "PSK"), (5, "E/A")]);
        let headings: Vec<String> = joined(&upper, &lower).into_iter().map(|(_, heading)| heading).collect();
        let expected = ["lfd. Nr.", "Buchung Beleg-Nr.", "Buchung Pos.", "Haushalt PSK", "Haushalt E/A", "Zweck"];
        assert_eq!(headings, expected);
    }

    fn layout(name: &str, extra: &str) -> Exportlayout {
        let text = format!(
            "name = \"{name}\"\nart = \"kosten\"\nbeschreibung = \"\"\npflichtspalten = [\"betrag\", \"konto\"]\n\
             pflichtangaben = []\n[spalten]\nbetrag = [\"Betrag\", \"Summe in €\"]\nkonto = [\"Konto\"]\n{extra}"
        );
        toml::from_str(&text).expect("a layout")
    }

    #[test]
    fn a_header_below_titles_is_found_in_any_spelling() {
        let blatt = Blatt {
            zeilen: vec![row(1, &[(0, "Titel")]), row(4, &[(2, "BETRAG "), (3, "konto"), (5, "Neu")])],
            ..Blatt::default()
        };
        let kopf = find(&blatt, &layout("a", "")).expect("a header");
        assert_eq!((kopf.erste_zeile, kopf.spalten[&Feld::Betrag], kopf.spalten[&Feld::Konto]), (4, 2, 3));
        assert_eq!(kopf.unbekannt, [(5, "Neu".to_owned())]);
        assert!(kopf.fehlend.is_empty() && kopf.doppelt.is_empty());
    }

    #[test]
    fn equal_layouts_are_ambiguous_and_strange_headers_fit_none() {
        let blatt = Blatt { zeilen: vec![row(1, &[(0, "Betrag"), (1, "Konto")])], ..Blatt::default() };
        let layouts = [layout("a", ""), layout("b", ""), layout("c", "art = [\"Art\"]")];
        assert!(
            matches!(recognise(std::slice::from_ref(&blatt), &layouts), Erkennung::Mehrdeutig(found) if found == [0, 1])
        );
        assert!(matches!(recognise(&[blatt], &layouts[1..]), Erkennung::Passt(0)));
        let other = Blatt { zeilen: vec![row(1, &[(0, "Name"), (1, "Ort")])], ..Blatt::default() };
        assert!(matches!(recognise(&[other], &layouts), Erkennung::Keines { ort: None, .. }));
    }
}
