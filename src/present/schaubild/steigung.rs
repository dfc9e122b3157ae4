//! Slopes: the first and the last category with what lies between, from zero.

use super::alt::{self, Alttext};
use super::bilder::{Neigung, Schaubild, Steigung};
use super::daten::{Punkt, Reihendaten};
use super::modell::{Flaeche, Lage, Marke, Ort};
use super::platz::{part, push_apart, room};
use super::skala::Skala;

/// A slope for each series, `breite` mm with the words at both sides, the lines `hoehe` mm high.
pub fn steigung(daten: Reihendaten, breite: u16, hoehe: u16) -> Schaubild {
    let values = daten.reihen.iter().flat_map(|reihe| &reihe.punkte).filter_map(|punkt| punkt.wert());
    let skala = Skala::voll(values, 92);
    let names = words(&daten, true);
    let seiten_mm = room(names.iter().map(|(text, _)| text.as_str()), 3, 14, breite / 3);
    let flaeche = Flaeche { breite: breite - 2 * seiten_mm, hoehe };
    let alt = alt::by_series("Steigungsdiagramm", &daten);
    Schaubild::Steigung(drawn(daten, &skala, flaeche, seiten_mm, alt, true))
}

/// A slope on a given scale; `named` writes the names at the left.
pub(super) fn drawn(
    daten: Reihendaten,
    skala: &Skala,
    flaeche: Flaeche,
    seiten_mm: u16,
    alt: Alttext,
    named: bool,
) -> Steigung {
    let last = daten.kategorien.len().saturating_sub(1);
    let links = labels(&daten, skala, 0, flaeche.hoehe, &words(&daten, named));
    let right: Vec<_> = ends(&daten, last).map(|punkt| (punkt.text(daten.form), punkt)).collect();
    let rechts = labels(&daten, skala, last, flaeche.hoehe, &right);
    let mut linien = Vec::new();
    for ((reihe, links), rechts) in daten.reihen.iter().zip(links).zip(rechts) {
        let mut stretches = stretches(&reihe.punkte, skala);
        let count = stretches.len();
        for (index, punkte) in stretches.drain(..).enumerate() {
            linien.push(Neigung {
                stil: reihe.stil.of_line(),
                punkte,
                links: links.clone().filter(|_| index == 0),
                rechts: rechts.clone().filter(|_| index + 1 == count),
            });
        }
    }
    let unseen = daten.reihen.iter().filter(|reihe| reihe.punkte.iter().all(|punkt| punkt.wert().is_none()));
    let unseen: Vec<_> = unseen
        .map(|reihe| {
            let why = reihe.punkte.first().copied().unwrap_or(Punkt::Fehlt).gesprochen(daten.form);
            format!("{}: {why}.", reihe.name)
        })
        .collect();
    let column =
        |lage, index: usize| daten.kategorien.get(index).map(|kategorie| Marke { lage, text: kategorie.text.clone() });
    Steigung {
        alt,
        flaeche,
        seiten_mm,
        spalten: [column(Lage::NULL, 0), column(Lage::EINS, last).filter(|_| last > 0)].into_iter().flatten().collect(),
        linien,
        legende: Vec::new(),
        hinweis: (!unseen.is_empty()).then(|| unseen.join(" ")),
        daten,
    }
}

fn ends(daten: &Reihendaten, kategorie: usize) -> impl Iterator<Item = Punkt> {
    daten.punkte(kategorie)
}

/// What stands at the left: name and value, or the value alone.
fn words(daten: &Reihendaten, named: bool) -> Vec<(String, Punkt)> {
    let words = daten.reihen.iter().zip(ends(daten, 0)).map(|(reihe, punkt)| {
        let value = punkt.text(daten.form);
        (if named { format!("{} {value}", reihe.name) } else { value }, punkt)
    });
    words.collect()
}

/// Words at the height of their ends, apart; where the end is not shown its sign stands at the nearest known height.
fn labels(
    daten: &Reihendaten,
    skala: &Skala,
    kategorie: usize,
    hoehe: u16,
    words: &[(String, Punkt)],
) -> Vec<Option<Marke>> {
    let heights = daten.reihen.iter().zip(words).map(|(reihe, (_, punkt))| {
        let mut known = reihe.punkte.iter().filter_map(|punkt| punkt.wert());
        let nearest = if kategorie == 0 { known.next() } else { known.next_back() };
        punkt.wert().or(nearest).map(|value| skala.lage(value))
    });
    let heights: Vec<Option<Lage>> = heights.collect();
    let mut lagen: Vec<_> = heights.iter().copied().flatten().collect();
    push_apart(&mut lagen, hoehe);
    let mut lagen = lagen.into_iter();
    let marks = heights.iter().zip(words).map(|(height, (text, _))| {
        let lage = height.and_then(|_| lagen.next())?;
        Some(Marke { lage, text: text.clone() })
    });
    marks.collect()
}

fn stretches(punkte: &[Punkt], skala: &Skala) -> Vec<Vec<Ort>> {
    let last = punkte.len().saturating_sub(1);
    let mut stretches: Vec<Vec<Ort>> = vec![Vec::new()];
    for (index, punkt) in punkte.iter().enumerate() {
        match (punkt.wert(), stretches.last_mut()) {
            (Some(value), Some(stretch)) => stretch.push((part(index, last.max(1)), skala.lage(value))),
            _ => stretches.push(Vec::new()),
        }
    }
    stretches.retain(|stretch| !stretch.is_empty());
    stretches
}
