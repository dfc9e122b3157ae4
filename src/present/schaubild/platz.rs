//! Room for words: how wide they run, and how far they have to stand apart.

use super::daten::{Kategorie, Reihendaten};
use super::modell::{Bruch, Flaeche, Jahr, Lage, Seite, Zeit};

/// Words nearer than this are pushed apart, in hundredths of a millimetre: the height of a line at 8 pt.
const ABSTAND: i64 = 320;
/// Width of a bold digit at 8 pt in hundredths of a millimetre; few letters are wider.
const ZEICHEN: i64 = 170;
/// Width that a segment in a bar needs for a word.
pub(super) const WORT_MM: i64 = 12;

/// About how many hundredths of a millimetre a word runs at 8 pt.
pub(super) fn wide(text: &str) -> i64 {
    let narrow =
        |c: char| matches!(c, '.' | ',' | ' ' | '\u{202f}' | '\u{a0}' | 'i' | 'l' | 'j' | 't' | 'f' | 'I' | ':');
    text.chars()
        .map(|c| {
            if narrow(c) {
                ZEICHEN / 2
            } else if c == 'm' || c == 'W' || c == 'M' {
                ZEICHEN * 3 / 2
            } else {
                ZEICHEN
            }
        })
        .sum()
}

/// Whole millimetres that a word needs, with so many to spare, between a least and a most.
pub(super) fn room<'a>(texts: impl Iterator<Item = &'a str>, spare: i64, least: u16, most: u16) -> u16 {
    let widest = texts.map(wide).max().unwrap_or(0);
    u16::try_from((widest + 99) / 100 + spare).unwrap_or(most).clamp(least, most)
}

/// Hundredths of a millimetre of a fraction of so many millimetres.
pub(super) fn length(lage: Lage, mm: u16) -> i64 {
    lage.ten_thousandths() * i64::from(mm) / 100
}

/// Pushes words apart that would touch: each keeps its order, moves as little as it must and stays in the area.
/// Where there is no room for all, they stand evenly.
pub(super) fn push_apart(lagen: &mut [Lage], mm: u16) {
    let count = i64::try_from(lagen.len()).unwrap_or(0);
    if count < 2 || mm == 0 {
        return;
    }
    let whole = i64::from(Lage::GANZ);
    // Rounded up, so that no pair stands nearer for rounding's sake.
    let gap = ((ABSTAND * 100 + i64::from(mm) - 1) / i64::from(mm)).min(whole / (count - 1));
    let mut order: Vec<usize> = (0..lagen.len()).collect();
    // Of two at one height the first named stands above.
    order.sort_by_key(|index| (lagen.get(*index).copied(), std::cmp::Reverse(*index)));
    let wanted: Vec<i64> =
        order.iter().filter_map(|index| lagen.get(*index)).map(|lage| lage.ten_thousandths()).collect();
    for (index, place) in order.iter().zip(settle(&wanted, gap, whole)) {
        if let Some(lage) = lagen.get_mut(*index) {
            *lage = Lage::of(place);
        }
    }
}

/// Groups that touch move together around the mean of what their members want.
fn settle(wanted: &[i64], gap: i64, whole: i64) -> Vec<i64> {
    // Each group: how many members, and where its first one stands.
    let mut groups: Vec<(i64, i64, i64)> = Vec::new();
    for place in wanted {
        let mut group = (1, *place, *place);
        while let Some((count, sum, first)) = groups.last().copied() {
            if first + count * gap <= group.2 {
                break;
            }
            groups.pop();
            // What the members want of the first place: each its own less the gaps before it.
            let joined = count + group.0;
            let sum = sum + group.1 - count * group.0 * gap;
            group = (joined, sum, (sum / joined).clamp(0, whole - (joined - 1) * gap));
        }
        groups.push(group);
    }
    groups.iter().flat_map(|(count, _, first)| (0..*count).map(move |member| first + member * gap)).collect()
}

/// Middle of a category.
pub(super) fn middle(index: usize, count: usize) -> Lage {
    part(2 * index + 1, 2 * count)
}

/// Where a category begins.
pub(super) fn edge(index: usize, count: usize) -> Lage {
    part(index, count)
}

/// A fraction, rounded half up to four decimals.
pub(super) fn part(numerator: usize, denominator: usize) -> Lage {
    let [numerator, denominator] =
        [numerator, denominator.max(1)].map(|n| i64::try_from(n).unwrap_or(i64::MAX / 100_000));
    Lage::of((numerator * i64::from(Lage::GANZ) * 2 + denominator) / (2 * denominator))
}

/// The axis of categories: names where they have room, else numbers with years below, else only some of them.
/// `missing` says the sign of a category of which nothing can be drawn.
pub(super) fn zeitachse(
    kategorien: &[Kategorie],
    breite: u16,
    missing: impl Fn(usize) -> Option<&'static str>,
) -> (Vec<Zeit>, Vec<Jahr>) {
    let count = kategorien.len();
    let slot = i64::from(breite) * 100 / i64::try_from(count.max(1)).unwrap_or(1);
    let fits = kategorien.iter().all(|kategorie| wide(&kategorie.text) + 200 <= slot);
    let dense = !fits && kategorien.iter().all(|kategorie| kategorie.eng.is_some());
    let text = |kategorie: &Kategorie| match &kategorie.eng {
        Some((short, _)) if dense => short.clone(),
        _ => kategorie.text.clone(),
    };
    let widest = kategorien.iter().map(|kategorie| wide(&text(kategorie))).max().unwrap_or(0) + 100;
    let every = usize::try_from((widest + slot - 1) / slot.max(1)).unwrap_or(1).max(1);
    let zeit = kategorien.iter().enumerate().map(|(index, kategorie)| Zeit {
        lage: middle(index, count),
        // Counted from the end, where the current one stands.
        text: if (count - 1 - index).is_multiple_of(every) { text(kategorie) } else { String::new() },
        aktuell: kategorie.aktuell,
        fehlt: missing(index),
    });
    (zeit.collect(), if dense { jahre(kategorien) } else { Vec::new() })
}

fn jahre(kategorien: &[Kategorie]) -> Vec<Jahr> {
    let count = kategorien.len();
    let mut jahre: Vec<Jahr> = Vec::new();
    for (index, kategorie) in kategorien.iter().enumerate() {
        let Some((_, jahr)) = &kategorie.eng else { continue };
        let bis = edge(index + 1, count);
        match jahre.last_mut() {
            Some(last) if last.text == *jahr => last.bis = bis,
            _ => jahre.push(Jahr { von: edge(index, count), bis, text: jahr.clone() }),
        }
    }
    jahre
}

/// Breaks of the series between two categories; the word stands where it has more room.
pub(super) fn brueche(daten: &Reihendaten) -> Vec<Bruch> {
    let count = daten.kategorien.len();
    let inside = daten.brueche.iter().filter(|bruch| bruch.vor > 0 && bruch.vor < count);
    let drawn = inside.map(|bruch| Bruch {
        lage: edge(bruch.vor, count),
        text: format!("Bruch: {}", bruch.grund),
        seite: if bruch.vor * 2 > count { Seite::Links } else { Seite::Rechts },
    });
    drawn.collect()
}

/// The sign of a category of which no series has a value: `.` if one of them is kept secret.
pub(super) fn missing_sign(daten: &Reihendaten, kategorie: usize) -> Option<&'static str> {
    let signs: Option<Vec<_>> = daten.punkte(kategorie).map(super::Punkt::zeichen).collect();
    let signs = signs.filter(|signs| !signs.is_empty())?;
    Some(if signs.contains(&super::daten::GESPERRT) { super::daten::GESPERRT } else { crate::present::zahl::UNBEKANNT })
}

/// An area of this size.
pub(super) const fn flaeche(breite: u16, hoehe: u16) -> Flaeche {
    Flaeche { breite, hoehe }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pushed(lagen: &[i64], mm: u16) -> Vec<i64> {
        let mut lagen: Vec<_> = lagen.iter().map(|lage| Lage::of(*lage)).collect();
        push_apart(&mut lagen, mm);
        lagen.into_iter().map(Lage::ten_thousandths).collect()
    }

    #[test]
    fn labels_move_apart_evenly_and_no_further_than_they_must() {
        // 3,2 mm of 64 mm are 0,05.
        assert_eq!(pushed(&[3000, 8000], 64), [3000, 8000]);
        assert_eq!(pushed(&[5000, 5100], 64), [4800, 5300]);
        assert_eq!(pushed(&[5100, 5000], 64), [5300, 4800]);
        assert_eq!(pushed(&[0, 0, 9000], 64), [500, 0, 9000]);
        assert_eq!(pushed(&[10_000, 10_000, 9900], 64), [10_000, 9500, 9000]);
    }

    #[test]
    fn a_pair_that_is_pushed_pushes_its_neighbour() {
        // The pair wants 4800 and 5300; the third at 5500 is nearer than 500 to it, so the three stand around the mean
        // of 5000, 5100 − 500, 5500 − 1000 = 4700.
        assert_eq!(pushed(&[5000, 5100, 5500], 64), [4700, 5200, 5700]);
    }

    #[test]
    fn too_many_labels_stand_evenly() {
        assert_eq!(pushed(&[5000; 5], 8), [10_000, 7500, 5000, 2500, 0]);
    }
}
