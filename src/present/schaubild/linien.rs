//! Lines over time: gaps where a value is secret or missing, breaks not joined, direct labels.

use super::alt;
use super::bilder::{Linien, Name, Reihe, Schaubild, Schild};
use super::daten::{Punkt, Reihendaten};
use super::modell::{Lage, Ort, Seite};
use super::platz::{brueche, flaeche, length, middle, missing_sign, push_apart, zeitachse};
use super::skala::Skala;

/// Room that a label beside a point needs above or below it, in hundredths of a millimetre.
const SCHILD: i64 = 520;

/// A line for each series. The plot area is `breite` × `hoehe` mm; names stand in 40 mm right of it, the scale in
/// 12 mm left of it.
pub fn linien(daten: Reihendaten, breite: u16, hoehe: u16) -> Schaubild {
    let values = daten.reihen.iter().flat_map(|reihe| &reihe.punkte).filter_map(|punkt| punkt.wert());
    let skala = Skala::rund(values, daten.form);
    let (zeit, jahre) =
        zeitachse(&daten.kategorien, breite, |index| missing_sign(&daten, index).or_else(|| secret(&daten, index)));
    Schaubild::Linien(Linien {
        alt: alt::by_series("Liniendiagramm", &daten),
        flaeche: flaeche(breite, hoehe),
        achse: daten.achse.clone(),
        skala: skala.marken(daten.form),
        zeit,
        jahre,
        reihen: reihen(&daten, &skala),
        schilder: schilder(&daten, &skala, hoehe),
        namen: namen(&daten, &skala, hoehe),
        brueche: brueche(&daten),
        legende: Vec::new(),
        hinweis: None,
        daten,
    })
}

/// A category in which one of several series is secret or missing has its sign too: the gap alone says nothing.
fn secret(daten: &Reihendaten, kategorie: usize) -> Option<&'static str> {
    let signs: Vec<_> = daten.punkte(kategorie).filter_map(Punkt::zeichen).collect();
    signs.iter().find(|sign| **sign == super::daten::GESPERRT).or(signs.first()).copied()
}

/// Stretches without gap or break.
pub(super) fn reihen(daten: &Reihendaten, skala: &Skala) -> Vec<Reihe> {
    let lines = daten
        .reihen
        .iter()
        .map(|reihe| Reihe { stil: reihe.stil.of_line(), abschnitte: abschnitte(daten, &reihe.punkte, skala) });
    lines.filter(|reihe| !reihe.abschnitte.is_empty()).collect()
}

fn abschnitte(daten: &Reihendaten, punkte: &[Punkt], skala: &Skala) -> Vec<Vec<Ort>> {
    let count = daten.kategorien.len();
    let mut abschnitte: Vec<Vec<Ort>> = vec![Vec::new()];
    for (index, punkt) in punkte.iter().enumerate() {
        let broken = daten.brueche.iter().any(|bruch| bruch.vor == index);
        if broken || punkt.wert().is_none() {
            abschnitte.push(Vec::new());
        }
        if let (Some(value), Some(abschnitt)) = (punkt.wert(), abschnitte.last_mut()) {
            abschnitt.push((middle(index, count), skala.lage(value)));
        }
    }
    abschnitte.retain(|abschnitt| !abschnitt.is_empty());
    abschnitte
}

/// The first value of each line at its point: above it, or below where another line is near above. What has room in
/// neither place is left out; the table beside the chart has it.
fn schilder(daten: &Reihendaten, skala: &Skala, hoehe: u16) -> Vec<Schild> {
    let count = daten.kategorien.len();
    if count < 2 {
        return Vec::new();
    }
    let mut schilder = Vec::new();
    for reihe in &daten.reihen {
        let known = reihe.punkte.iter().enumerate().find_map(|(index, punkt)| punkt.wert().map(|value| (index, value)));
        let Some((index, value)) = known.filter(|(index, _)| index + 1 < count) else { continue };
        let y = skala.lage(value);
        let others = || {
            let others = daten.reihen.iter().filter(|other| other.name != reihe.name);
            others.filter_map(|other| other.punkte.get(index)?.wert()).map(|value| skala.lage(value))
        };
        let free = |lower: Lage, upper: Lage| length(upper.above(lower), hoehe) >= SCHILD;
        let above = others().filter(|other| *other >= y).all(|other| free(y, other));
        let below = free(Lage::NULL, y) && others().filter(|other| *other <= y).all(|other| free(other, y));
        let seite = if above {
            Seite::Oben
        } else if below {
            Seite::Unten
        } else {
            continue;
        };
        let text = Punkt::Wert(value).text(daten.form);
        schilder.push(Schild { x: middle(index, count), y, text, seite, stil: reihe.stil.of_line() });
    }
    schilder
}

/// Names with the value of the last category; a line that ends before stands at its last height with the sign.
fn namen(daten: &Reihendaten, skala: &Skala, hoehe: u16) -> Vec<Name> {
    let mut lagen = Vec::new();
    for reihe in &daten.reihen {
        let last = reihe.punkte.iter().rev().find_map(|punkt| punkt.wert());
        lagen.push(last.map_or(Lage::NULL, |value| skala.lage(value)));
    }
    push_apart(&mut lagen, hoehe);
    let named = daten.reihen.iter().zip(lagen).map(|(reihe, lage)| Name {
        lage,
        wert: reihe.punkte.last().map(|punkt| punkt.text(daten.form)).unwrap_or_default(),
        text: reihe.name.clone(),
        stil: reihe.stil.of_line(),
    });
    named.collect()
}
