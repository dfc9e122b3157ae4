//! Columns: stacked with count and share, or side by side.

use rust_decimal::Decimal;

use super::alt;
use super::bilder::{Saeule, Saeulen, Schaubild, Teil};
use super::daten::{Datenreihe, GESPERRT, Punkt, Reihendaten, anteil};
use super::modell::{Form, Lage, Legende, Marke, Stil};
use super::platz::{brueche, flaeche, length, missing_sign, part, push_apart, wide, zeitachse};
use super::skala::Skala;

/// Height of one line and of two lines of words in a part, in hundredths of a millimetre.
const EINE_ZEILE: i64 = 310;
const ZWEI_ZEILEN: i64 = 780;
/// Said below where a value under zero is written and cannot be drawn.
const UNTER_NULL: &str = "Werte unter null stehen als Zahl, ohne Säule.";

/// Stacked columns: value and share in each part, the total above, names beside the last column.
///
/// Secret parts of a known total are drawn as one part with a dashed edge and `.`, if there are at least two of them:
/// one alone could be read off. Plot area `breite` × `hoehe` mm; names stand in 34 mm right of it.
pub fn gestapelt(daten: Reihendaten, breite: u16, hoehe: u16) -> Schaubild {
    let count = daten.kategorien.len();
    let heights = (0..count).map(|index| match daten.summe(index) {
        Punkt::Wert(sum) => sum.max(known(&daten, index)),
        Punkt::Gesperrt | Punkt::Fehlt => known(&daten, index),
    });
    let heights: Vec<_> = heights.collect();
    let skala = skala(&daten, heights.iter().copied());
    let (zeit, jahre) = zeitachse(&daten.kategorien, breite, |index| missing_sign(&daten, index));
    let saeulen: Vec<_> = (0..count).filter_map(|index| stapel(&daten, &skala, index, breite, hoehe)).collect();
    let namen = namen(&daten, &skala, hoehe);
    let legende = if namen.is_empty() { legende(&daten.reihen) } else { Vec::new() };
    Schaubild::Saeulen(Saeulen {
        alt: alt::by_category("Gestapelte Säulen", &daten, true),
        flaeche: flaeche(breite, hoehe),
        achse: daten.achse.clone(),
        skala: if daten.achse.is_some() { skala.marken(daten.form) } else { Vec::new() },
        saeulen,
        zeit,
        jahre,
        namen,
        brueche: brueche(&daten),
        legende,
        hinweis: hint(&daten),
        daten,
    })
}

/// Columns side by side, one for each series, its value above. A value of nothing is `–`, secret `.`, missing `…`.
pub fn saeulen(daten: Reihendaten, breite: u16, hoehe: u16) -> Schaubild {
    let values = daten.reihen.iter().flat_map(|reihe| &reihe.punkte).filter_map(|punkt| punkt.wert());
    let skala = skala(&daten, values);
    let (zeit, jahre) = zeitachse(&daten.kategorien, breite, |_| None);
    let count = daten.kategorien.len();
    let columns = (0..count).flat_map(|index| nebeneinander(&daten, &skala, index, breite)).collect();
    Schaubild::Saeulen(Saeulen {
        alt: alt::by_category("Säulendiagramm", &daten, false),
        flaeche: flaeche(breite, hoehe),
        achse: daten.achse.clone(),
        skala: if daten.achse.is_some() { skala.marken(daten.form) } else { Vec::new() },
        saeulen: columns,
        zeit,
        jahre,
        namen: Vec::new(),
        brueche: brueche(&daten),
        legende: if daten.reihen.len() > 1 { legende(&daten.reihen) } else { Vec::new() },
        hinweis: hint(&daten),
        daten,
    })
}

/// Round where a scale is drawn, else as high as there is room.
fn skala(daten: &Reihendaten, values: impl Iterator<Item = Decimal> + Clone) -> Skala {
    let values = values.map(|value| value.max(Decimal::ZERO));
    if daten.achse.is_some() { Skala::rund(values, daten.form) } else { Skala::voll(values, 92) }
}

fn hint(daten: &Reihendaten) -> Option<String> {
    let mut values = daten.reihen.iter().flat_map(|reihe| &reihe.punkte).filter_map(|punkt| punkt.wert());
    values.any(|value| value.is_sign_negative() && !value.is_zero()).then(|| UNTER_NULL.to_owned())
}

/// What of a category is drawn: its known parts above zero.
fn known(daten: &Reihendaten, kategorie: usize) -> Decimal {
    daten.punkte(kategorie).filter_map(Punkt::wert).map(|value| value.max(Decimal::ZERO)).sum()
}

/// Left edge and width of a column that takes five sixths of its category.
fn column(index: usize, count: usize) -> (Lage, Lage) {
    let left = part(12 * index + 1, 12 * count);
    (left, part(12 * index + 11, 12 * count).above(left))
}

fn stapel(daten: &Reihendaten, skala: &Skala, index: usize, breite: u16, hoehe: u16) -> Option<Saeule> {
    // Its sign stands on the axis.
    if missing_sign(daten, index).is_some() {
        return None;
    }
    let (x, width) = column(index, daten.kategorien.len());
    let room = length(width, breite);
    let summe = daten.summe(index);
    let mut upper = Decimal::ZERO;
    let mut teile = Vec::new();
    for (reihe, punkt) in daten.reihen.iter().zip(daten.punkte(index)) {
        let Some(value) = punkt.wert().filter(|value| *value > Decimal::ZERO) else { continue };
        let y = skala.lage(upper);
        upper += value;
        let hoch = skala.lage(upper).above(y);
        let high = length(hoch, hoehe);
        let text = Some(punkt.text(daten.form)).filter(|text| high >= EINE_ZEILE && wide(text) + 60 <= room);
        let share = summe.wert().filter(|sum| *sum > Decimal::ZERO).map(|sum| anteil(value / sum));
        let detail = share.filter(|share| text.is_some() && high >= ZWEI_ZEILEN && wide(share) + 60 <= room);
        teile.push(Teil { stil: reihe.stil, y, hoehe: hoch, text, detail });
    }
    let secret = daten.punkte(index).filter(|punkt| *punkt == Punkt::Gesperrt).count();
    if let Some(sum) = summe.wert().filter(|sum| secret > 1 && *sum > upper) {
        let y = skala.lage(upper);
        upper = sum;
        let hoch = skala.lage(upper).above(y);
        teile.push(Teil { stil: Stil::Gesperrt, y, hoehe: hoch, text: Some(GESPERRT.to_owned()), detail: None });
    }
    let kopf = daten.koepfe.as_ref().and_then(|koepfe| koepfe.get(index).cloned());
    let kopf = kopf.unwrap_or_else(|| summe.text(daten.form));
    Some(Saeule { x, breite: width, teile, kopf: Some(kopf), kopf_lage: skala.lage(upper) })
}

fn nebeneinander(daten: &Reihendaten, skala: &Skala, index: usize, breite: u16) -> Vec<Saeule> {
    let count = daten.kategorien.len();
    let (left, width) = column(index, count);
    let many = i64::try_from(daten.reihen.len().max(1)).unwrap_or(1);
    let at = |place: i64| Lage::of(left.ten_thousandths() + width.ten_thousandths() * place / many);
    let slot = length(width, breite) / many;
    let columns = (0..).zip(daten.reihen.iter().zip(daten.punkte(index))).map(|(place, (reihe, punkt))| {
        let (x, end) = (at(place), at(place + 1));
        let hoehe = punkt.wert().map_or(Lage::NULL, |value| skala.lage(value.max(Decimal::ZERO)));
        let part = Teil { stil: reihe.stil, y: Lage::NULL, hoehe, text: None, detail: None };
        let text = punkt.text(daten.form);
        Saeule {
            x,
            breite: end.above(x),
            teile: if hoehe == Lage::NULL { Vec::new() } else { vec![part] },
            // A sign always has room.
            kopf: Some(text.clone()).filter(|text| text.chars().count() == 1 || wide(text) <= slot),
            kopf_lage: hoehe,
        }
    });
    columns.collect()
}

/// Names at the height of the parts of the last column, `zusammen` at its head; none where a part is not drawn there.
fn namen(daten: &Reihendaten, skala: &Skala, hoehe: u16) -> Vec<Marke> {
    let Some(last) = daten.kategorien.len().checked_sub(1) else { return Vec::new() };
    let mut upper = Decimal::ZERO;
    let mut namen = Vec::new();
    for (reihe, punkt) in daten.reihen.iter().zip(daten.punkte(last)) {
        let Some(value) = punkt.wert().filter(|value| *value > Decimal::ZERO) else { return Vec::new() };
        let lower = skala.lage(upper);
        upper += value;
        namen.push((reihe.name.clone(), lower.middle(skala.lage(upper))));
    }
    if daten.koepfe.is_none() && daten.reihen.len() > 1 {
        // The middle of the word above the column.
        let head = Lage::of(skala.lage(upper).ten_thousandths() + 26_000 / i64::from(hoehe.max(1)));
        namen.push(("zusammen".to_owned(), head));
    }
    let mut lagen: Vec<_> = namen.iter().map(|(_, lage)| *lage).collect();
    push_apart(&mut lagen, hoehe);
    namen.into_iter().zip(lagen).map(|((text, _), lage)| Marke { lage, text }).collect()
}

pub(super) fn legende(reihen: &[Datenreihe]) -> Vec<Legende> {
    let entries =
        reihen.iter().map(|reihe| Legende { stil: reihe.stil, form: Form::Flaeche, text: reihe.name.clone() });
    entries.collect()
}
