//! What moved in the Räume against the quarter it is held against, as far as the public may know.

use super::bau::beide;
use super::kontext::{Kontext, bestand};
use crate::domain::zelle::{Hilfe, ZellId};
use crate::present::kernsaetze::Richtung;
use crate::present::zahl;

/// What moved in a Raum against the quarter it is held against.
pub(super) struct Bewegung {
    pub name: String,
    pub gruppe: String,
    pub richtung: Richtung,
    pub neu: (i64, ZellId),
    pub alt: (i64, ZellId),
}

/// Both Hilfegruppen between which Hilfen shift, in every Sozialraum; what is kept secret is left out.
pub(super) fn bewegungen(kontext: &Kontext<'_>) -> Vec<Bewegung> {
    let (Some(pole), Some(vergleich)) = (kontext.pole(), kontext.vergleich()) else { return Vec::new() };
    let mut bewegungen = Vec::new();
    for raum in kontext.raeume() {
        for gruppe in [pole.0, pole.1] {
            let id = |quartal| bestand(quartal, &raum.ort, &Hilfe::gruppe(gruppe));
            let (neu, alt) = (id(kontext.quartal()), id(vergleich.quartal));
            let Some((jetzt, damals)) = beide(kontext.zahl(&neu), kontext.zahl(&alt)) else { continue };
            bewegungen.push(Bewegung {
                name: raum.name.clone(),
                gruppe: gruppe.to_owned(),
                richtung: kontext.richtung(jetzt, damals),
                neu: (jetzt, neu),
                alt: (damals, alt),
            });
        }
    }
    bewegungen
}

/// What can be said of how many Räume moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Verschoben {
    /// So many moved in one of the two groups.
    pub raeume: usize,
    /// Whether some Räume are kept secret, so that there may be more.
    pub mindestens: bool,
}

/// How many Räume moved in one of the two groups, as far as the public may know.
pub(super) fn verschoben(kontext: &Kontext<'_>, bewegungen: &[Bewegung]) -> Verschoben {
    let moved = bewegungen.iter().filter(|b| b.richtung != Richtung::Gleich);
    let mut names: Vec<&str> = moved.map(|b| b.name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    Verschoben { raeume: names.len(), mindestens: bewegungen.len() < 2 * kontext.raeume().len() }
}

/// `in fünf Sozialräumen`, `in mindestens fünf Sozialräumen`
pub(super) fn in_wie_vielen(kontext: &Kontext<'_>, verschoben: Verschoben) -> String {
    let text = in_raeumen(kontext, verschoben.raeume);
    if verschoben.mindestens { text.replacen("in ", "in mindestens ", 1) } else { text }
}

/// `in fünf Sozialräumen`, `in einem Sozialraum`
pub(super) fn in_raeumen(kontext: &Kontext<'_>, count: usize) -> String {
    match count {
        1 => format!("in einem {}", kontext.raum_wort()),
        count => format!("in {} {}n", zahl::zahlwort(count), kontext.raeume_wort()),
    }
}
