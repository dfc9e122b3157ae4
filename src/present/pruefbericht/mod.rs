//! The answer to a delivery: which cells to mark, what their notes say, and the list of all findings.
//!
//! Texts of findings are taken as they are: what a Befund hides stays hidden here.

pub mod bereich;
mod liste;
pub mod nachbau;

use std::collections::BTreeMap;

use crate::finding::{Befund, refuses};
use crate::present::befunde::counts;
use crate::rules;

pub use crate::finding::Schwere;
use bereich::Bereich;
pub use liste::Befundzeile;

/// Cells with a note; more would make the file unusable. All others are marked only.
const MOST_NOTES: usize = 2_000;
/// Characters of the text of one note; the list holds the whole text.
const LONGEST_NOTE: usize = 1_200;
/// Findings that say that nothing of the file could be read.
const UNREADABLE: [&str; 5] = ["D001", "D002", "D003", "D004", "D005"];

/// How to get from the list to the cells.
const LINKS: &str = "Ein Klick auf die Adresse in der Spalte „Zelle“ springt zur Stelle; dort ist sie farbig markiert, und die Notiz an der Zelle sagt dasselbe.";
/// What the file holds.
const PRIVACY: &str = "Diese Datei enthält, was geliefert wurde, also auch Sozialdaten: nicht weitergeben, nach der Berichtigung löschen.";

/// The answer to a delivery.
#[derive(Clone, Debug)]
pub struct Pruefbericht {
    /// Title of the list.
    pub titel: String,
    /// Which file it is about, as it lies in the folder of deliveries.
    pub lieferung: String,
    /// One sentence: refused or not, and how many findings.
    pub urteil: String,
    /// Whether the delivery is refused.
    pub abgelehnt: bool,
    /// What to do next, and what this file is.
    pub schritte: Vec<String>,
    /// What the columns of the list are called.
    pub kopf: [&'static str; 9],
    /// What the colours mean.
    pub legende: [(Schwere, &'static str); 3],
    /// Which ranges of which sheets are marked. CSV files have no name of a sheet.
    pub marken: BTreeMap<Option<String>, Vec<Marke>>,
    /// The list of findings.
    pub zeilen: Vec<Befundzeile>,
    /// What the list leaves out.
    pub rest: Vec<String>,
}

/// A range that is marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marke {
    /// The range.
    pub bereich: Bereich,
    /// The worst of its findings.
    pub schwere: Schwere,
    /// What its note says; empty where there are too many notes already.
    pub notiz: Vec<Absatz>,
}

/// One finding in a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Absatz {
    /// "Fehler F001: Text im Betrag".
    pub kopf: String,
    /// What was read and expected, and what to do.
    pub text: String,
}

/// Whether a file with these findings was read at all.
pub fn is_readable(befunde: &[Befund]) -> bool {
    !befunde.iter().any(|befund| UNREADABLE.contains(&befund.regel.as_ref()))
}

impl Pruefbericht {
    /// Puts the answer together. `lieferung` is the delivered file as it lies in the folder of deliveries.
    pub fn new(datei: &str, lieferung: &str, befunde: &[Befund]) -> Self {
        let (zeilen, rest) = liste::rows(befunde);
        let abgelehnt = refuses(befunde);
        Self {
            titel: format!("Prüfbericht zu „{datei}“"),
            lieferung: format!("Geliefert als {lieferung}"),
            urteil: verdict(befunde, abgelehnt),
            abgelehnt,
            schritte: steps(befunde, abgelehnt),
            kopf: ["Nr.", "Schwere", "Blatt", "Zelle", "Befund", "Gelesen", "Erwartet", "Abhilfe", "Regel"],
            legende: [
                (Schwere::Fehler, "muss berichtigt werden, sonst wird die Datei nicht eingelesen"),
                (Schwere::Warnung, "bitte ansehen; die Datei wird deshalb nicht abgelehnt"),
                (Schwere::Hinweis, "nur zur Kenntnis"),
            ],
            marken: marks(befunde),
            zeilen,
            rest,
        }
    }

    /// Says what this file is made from.
    #[must_use]
    pub fn with_source(mut self, sentence: &str) -> Self {
        self.schritte.push(sentence.to_owned());
        self
    }

    /// The same with other names of sheets, where a name cannot be used in a workbook.
    #[must_use]
    pub fn renamed(mut self, names: &BTreeMap<Option<String>, String>) -> Self {
        let rename = |name: Option<String>| names.get(&name).cloned().or(name);
        self.marken = self.marken.into_iter().map(|(name, marken)| (rename(name), marken)).collect();
        for zeile in &mut self.zeilen {
            zeile.blatt =
                if zeile.blatt.is_some() || zeile.bereich.is_some() { rename(zeile.blatt.take()) } else { None };
        }
        self
    }
}

fn verdict(befunde: &[Befund], abgelehnt: bool) -> String {
    let counts = counts(befunde);
    if abgelehnt {
        format!("ABGELEHNT – die Datei ist nicht eingelesen worden: {counts}")
    } else if befunde.is_empty() {
        "OHNE BEFUND – an der Datei ist nichts zu beanstanden".to_owned()
    } else if befunde.iter().any(|befund| befund.schwere == Schwere::Warnung) {
        format!("OHNE FEHLER – die Datei kann gelten, bitte die Warnungen ansehen: {counts}")
    } else {
        format!("OHNE FEHLER – die Datei kann gelten: {counts}")
    }
}

fn steps(befunde: &[Befund], abgelehnt: bool) -> Vec<String> {
    let steps: &[&str] = if !is_readable(befunde) {
        &[
            "Was zu tun ist: Die Spalte „Abhilfe“ sagt, wie die Datei lesbar wird. Danach unter demselben Namen noch einmal in den Eingangsordner legen.",
        ]
    } else if abgelehnt {
        &[
            "Was zu tun ist: 1. Jede als Fehler gemeldete Stelle berichtigen – im Fachverfahren oder in der eigenen Datei, nicht in diesem Prüfbericht. Die Spalte „Abhilfe“ sagt, wie.",
            "2. Die berichtigte Datei unter demselben Namen wieder in den Eingangsordner legen; sie gilt dann als neue Fassung.",
            LINKS,
            PRIVACY,
        ]
    } else if befunde.is_empty() {
        &["Es ist nichts zu tun.", PRIVACY]
    } else {
        &[
            "Was zu tun ist: Die gemeldeten Stellen ansehen. Stimmt eine nicht, die Datei berichtigt noch einmal liefern; sonst ist nichts zu tun.",
            LINKS,
            PRIVACY,
        ]
    };
    steps.iter().map(|step| (*step).to_owned()).collect()
}

/// Ranges with their findings, worst first in each note; several findings of one range are joined.
fn marks(befunde: &[Befund]) -> BTreeMap<Option<String>, Vec<Marke>> {
    let mut found: BTreeMap<Option<String>, BTreeMap<Bereich, Vec<&Befund>>> = BTreeMap::new();
    for befund in befunde {
        for ort in &befund.orte {
            let Some(bereich) = ort.zelle.as_deref().and_then(Bereich::parse) else { continue };
            let here = found.entry(ort.blatt.clone()).or_default().entry(bereich).or_default();
            if !here.iter().any(|known| std::ptr::eq(*known, befund)) {
                here.push(befund);
            }
        }
    }
    let ranges = || found.values().flat_map(BTreeMap::values);
    let count = |schwere| ranges().filter(|here| worst(here) == schwere).count();
    let mut notes_left = MOST_NOTES;
    // How many ranges of each severity get a note: the worst first, and as many as a workbook bears.
    let mut shares = [Schwere::Fehler, Schwere::Warnung, Schwere::Hinweis].map(|schwere| {
        let share = count(schwere).min(notes_left);
        notes_left -= share;
        (schwere, share)
    });
    let mut mark = |bereich: Bereich, mut here: Vec<&Befund>| {
        here.sort_by_key(|befund| std::cmp::Reverse(befund.schwere));
        let schwere = worst(&here);
        let share = shares.iter_mut().find(|(other, left)| *other == schwere && *left > 0);
        let notiz = share.map_or_else(Vec::new, |(_, left)| {
            *left -= 1;
            here.iter().map(|befund| paragraph(befund)).collect()
        });
        Marke { bereich, schwere, notiz }
    };
    let sheets = found.into_iter();
    sheets
        .map(|(blatt, ranges)| (blatt, ranges.into_iter().map(|(bereich, here)| mark(bereich, here)).collect()))
        .collect()
}

/// The worst severity of findings.
fn worst(befunde: &[&Befund]) -> Schwere {
    befunde.iter().map(|befund| befund.schwere).max().unwrap_or(Schwere::Hinweis)
}

fn paragraph(befund: &Befund) -> Absatz {
    let mut text = format!("Gelesen: {}\nErwartet: {}\nAbhilfe: {}", befund.gelesen, befund.erwartet, befund.abhilfe);
    if befund.orte.len() > 1 {
        const NAMED: usize = 4;
        let places: Vec<_> = befund.orte.iter().take(NAMED).map(ToString::to_string).collect();
        let more = if befund.orte.len() > NAMED {
            format!(" und {} weitere", befund.orte.len() - NAMED)
        } else {
            String::new()
        };
        text.push_str(&format!("\nStellen: {}{more}", places.join("; ")));
    }
    if text.chars().count() > LONGEST_NOTE {
        text = text.chars().take(LONGEST_NOTE).collect::<String>() + " … (ganz im Blatt der Befunde)";
    }
    Absatz { kopf: heading(befund), text }
}

fn heading(befund: &Befund) -> String {
    format!("{} {}: {}", befund.schwere.label(), befund.regel, title(befund))
}

/// Title of a finding's rule.
fn title(befund: &Befund) -> &'static str {
    rules::regel(&befund.regel).map_or("Befund", |regel| regel.titel)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    pub(crate) use crate::finding::Befund;
    use crate::finding::Ort;

    pub(crate) fn befund(regel: &'static str, schwere: Schwere, blatt: Option<&str>, zellen: &[&str]) -> Befund {
        let ort = |zelle: &&str| Ort { blatt: blatt.map(str::to_owned), zelle: Some((*zelle).to_owned()) };
        Befund {
            regel: regel.into(),
            schwere,
            orte: zellen.iter().map(ort).collect(),
            gelesen: "s. Anlage".to_owned(),
            erwartet: "ein Betrag wie 1.234,56".to_owned(),
            abhilfe: "Den Betrag als Zahl eintragen.".to_owned(),
        }
    }

    #[test]
    fn several_findings_of_a_cell_are_one_mark_the_worst_first() {
        let befunde = [
            befund("Z003", Schwere::Warnung, Some("Kosten"), &["G12"]),
            befund("F001", Schwere::Fehler, Some("Kosten"), &["G12"]),
        ];
        let bericht = Pruefbericht::new("a.xlsx", "2026-Q2/a.xlsx", &befunde);
        let marken = &bericht.marken[&Some("Kosten".to_owned())];
        assert_eq!(marken.len(), 1);
        assert_eq!((marken[0].schwere, marken[0].bereich), (Schwere::Fehler, Bereich::zelle(6, 12)));
        assert_eq!(marken[0].notiz[0].kopf, "Fehler F001: Text im Betrag");
        assert!(marken[0].notiz[1].kopf.starts_with("Warnung Z003: "), "{:?}", marken[0].notiz[1].kopf);
        assert!(bericht.urteil.starts_with("ABGELEHNT"), "{}", bericht.urteil);
        assert!(bericht.urteil.ends_with("1 Fehler, 1 Warnung"), "{}", bericht.urteil);
    }

    #[test]
    fn a_finding_with_two_places_names_both_in_its_notes() {
        let bericht = Pruefbericht::new("a.csv", "a.csv", &[befund("Q003", Schwere::Warnung, None, &["A9", "A4"])]);
        let marken = &bericht.marken[&None];
        assert_eq!(marken.len(), 2);
        assert!(marken[0].notiz[0].text.contains("Stellen: Zelle A9; Zelle A4"), "{}", marken[0].notiz[0].text);
        assert!(!bericht.abgelehnt && bericht.urteil.starts_with("OHNE FEHLER"));
    }

    #[test]
    fn too_many_notes_are_left_out_but_every_place_stays_marked() {
        let befunde: Vec<_> = (1..=3_000)
            .map(|row| befund("Q003", Schwere::Warnung, None, &[format!("A{row}").as_str()]))
            .chain([befund("F001", Schwere::Fehler, None, &["A3001"])])
            .collect();
        let marken = &Pruefbericht::new("a.csv", "a.csv", &befunde).marken[&None];
        assert_eq!(marken.len(), 3_001);
        assert_eq!(marken.iter().filter(|marke| !marke.notiz.is_empty()).count(), MOST_NOTES);
        assert!(!marken[3_000].notiz.is_empty(), "the error keeps its note");
    }
}
