//! The bullet figure of page 1: Ist, gebunden and frei against the budget, both Hochrechnungen, the elapsed year.
//!
//! All lengths are hundredths of a millimetre from the left edge of the plot.

use rust_decimal::Decimal;
use serde::Serialize;

use super::kontext::Kontext;
use super::platz::{MM, anteil, breite, clamp, ticks};
use crate::domain::Betrag;
use crate::domain::kennzahlen::{BudgetKennzahl, Quote};
use crate::present::zahl;

/// Width of the plot.
pub(super) const PLOT: i64 = 98 * MM;
/// How far labels below the bar may reach to the right of the plot.
const RAND_RECHTS: i64 = 34 * MM;
/// Distance that words keep from the marker of the elapsed year.
const ABSTAND: i64 = 2 * MM;
/// Padding of words inside a segment.
const INNEN: i64 = 100;
/// Narrowest segment that words stand in.
const SCHMALSTES: i64 = 12 * MM;

/// The figure.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Bullet {
    alt: String,
    stand: String,
    auslastung: String,
    belegt: String,
    rahmen: i64,
    rahmen_text: Wort,
    segmente: Vec<Segment>,
    worte: Vec<Wort>,
    marke: Option<i64>,
    marke_text: Option<Wort>,
    ueber_text: Option<Wort>,
    hochrechnungen: Vec<Hochrechnung>,
    skala: Vec<Wort>,
}

/// A part of the bar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Segment {
    art: Art,
    x: i64,
    breite: i64,
}

/// What a part of the bar stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Art {
    /// Booked.
    Ist,
    /// Approved and not yet booked.
    Gebunden,
    /// Over the budget.
    Ueber,
    /// Left.
    Frei,
}

/// A label.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Wort {
    text: String,
    /// Left edge, or the centre of a label of the scale.
    x: i64,
    breite: i64,
    /// Whether it stands in its segment; else above it.
    innen: bool,
    hell: bool,
}

#[derive(Clone, Debug, Serialize)]
struct Hochrechnung {
    name: &'static str,
    breite: i64,
    betrag: String,
}

/// Shares of the budget become lengths.
pub(super) struct Skala {
    top: Decimal,
    length: i64,
}

impl Skala {
    /// To 104 %, or to the round value that the largest share reaches.
    pub(super) fn new(largest: Decimal, length: i64) -> Self {
        let top = if largest <= Decimal::new(104, 2) {
            Decimal::new(104, 2)
        } else {
            ticks(largest, 6).last().copied().unwrap_or(Decimal::ONE)
        };
        Self { top, length }
    }

    /// To exactly this share.
    pub(super) fn exact(top: Decimal, length: i64) -> Self {
        Self { top, length }
    }

    /// Where a share of the budget lies.
    pub(super) fn x(&self, share: Decimal) -> i64 {
        anteil(share / self.top, self.length)
    }

    fn labels(&self) -> Vec<Wort> {
        let steps = if self.top == Decimal::new(104, 2) {
            [25, 50, 75, 100].map(|n| Decimal::new(n, 2)).to_vec()
        } else {
            ticks(self.top, 6)
        };
        std::iter::once(Decimal::ZERO)
            .chain(steps)
            .map(|share| label(zahl::prozent_genau(share * Decimal::ONE_HUNDRED), self.x(share)))
            .collect()
    }
}

fn label(text: String, x: i64) -> Wort {
    Wort { breite: breite(&text), text, x, innen: false, hell: false }
}

/// The figure of a budget; none without a budget.
pub(super) fn bullet(kontext: &Kontext<'_>, name: &str, zeile: &BudgetKennzahl, meldung: &str) -> Option<Bullet> {
    let auslastung = zeile.auslastung?.0;
    let bindung = zeile.bindungsquote?.0;
    let linear = Quote::of(zeile.hochrechnung_linear, zeile.verfuegbar)?.0;
    let zeit = zeile.zeitanteil.0;
    let skala = Skala::new(auslastung.max(bindung).max(linear), PLOT);
    let segmente = segmente(&skala, auslastung, bindung);
    let marke = (!kontext.is_year_over()).then(|| skala.x(zeit));
    let marke_text = marke.map(|x| {
        let text = format!("Zeitanteil {}", zahl::prozent(zeile.zeitanteil));
        let width = breite(&text);
        Wort { x: clamp(x, width, 0, PLOT), breite: width, text, innen: false, hell: false }
    });
    let ueber_text = ueber_text(kontext, zeile, skala.x(bindung.max(auslastung)), marke_text.as_ref());
    let rahmen = skala.x(Decimal::ONE);
    let rahmen_text = format!("verfügbar = 100{}%", zahl::NARROW);
    let rahmen_breite = breite(&rahmen_text);
    let hochrechnungen = vec![
        Hochrechnung {
            name: "Hochrechnung linear",
            breite: skala.x(linear),
            betrag: kontext.betrag_oder_strich(zeile.hochrechnung_linear),
        },
        Hochrechnung {
            name: "nach Bindung",
            breite: skala.x(bindung),
            betrag: kontext.betrag_oder_strich(zeile.hochrechnung_bindung),
        },
    ];
    Some(Bullet {
        alt: alt(kontext, name, zeile, meldung),
        stand: format!("Stand {}", kontext.stichtag().format("%d.%m.")),
        auslastung: format!("Auslastung {}", zahl::prozent(Quote(auslastung))),
        belegt: kontext.betrag_oder_strich(zeile.ist + zeile.gebunden),
        rahmen,
        rahmen_text: Wort {
            x: clamp(rahmen, rahmen_breite, 0, PLOT + RAND_RECHTS),
            breite: rahmen_breite,
            text: rahmen_text,
            innen: false,
            hell: false,
        },
        worte: worte(&segmente, marke),
        segmente,
        marke,
        marke_text,
        ueber_text,
        hochrechnungen,
        skala: skala.labels(),
    })
}

/// Ist and gebunden up to 100 %, what lies over it apart, what is left.
pub(super) fn segmente(skala: &Skala, auslastung: Decimal, bindung: Decimal) -> Vec<Segment> {
    let one = Decimal::ONE;
    let edges = [
        (Art::Ist, Decimal::ZERO, auslastung.min(one)),
        (Art::Gebunden, auslastung.max(Decimal::ZERO), bindung.min(one)),
        (Art::Ueber, one, auslastung),
        (Art::Ueber, auslastung.max(one), bindung),
        (Art::Frei, bindung.max(Decimal::ZERO), one),
    ];
    edges
        .into_iter()
        .map(|(art, from, to)| Segment { art, x: skala.x(from), breite: skala.x(to) - skala.x(from) })
        .filter(|segment| segment.breite > 0)
        .collect()
}

/// Words stand in their segment where there is room beside the marker, else above it; never two over each other.
fn worte(segmente: &[Segment], marke: Option<i64>) -> Vec<Wort> {
    let mut worte: Vec<Wort> = Vec::new();
    let mut above_from = i64::MIN;
    for segment in segmente {
        let text = match segment.art {
            Art::Ist => "Ist",
            Art::Gebunden => "gebunden",
            Art::Frei => "frei",
            Art::Ueber => continue,
        };
        let width = breite(text);
        let wort =
            |x, innen| Wort { text: text.to_owned(), x, breite: width, innen, hell: innen && segment.art == Art::Ist };
        if let Some(x) = inside(segment, width, marke) {
            worte.push(wort(x, true));
        } else if segment.art != Art::Frei {
            // What does not fit is dropped from the right; the equation above the figure has the value anyway.
            let x = segment.x.max(above_from);
            if x <= segment.x + segment.breite {
                worte.push(wort(x, false));
                above_from = x + width + ABSTAND;
            }
        }
    }
    worte
}

/// The left edge of a word in a segment: at its beginning (frei: at its end), or beyond the marker.
fn inside(segment: &Segment, width: i64, marke: Option<i64>) -> Option<i64> {
    if segment.breite < SCHMALSTES {
        return None;
    }
    let (first, last) = (segment.x + INNEN, segment.x + segment.breite - INNEN - width);
    let free = |x: i64| marke.is_none_or(|marke| x + width + ABSTAND <= marke || x >= marke + ABSTAND);
    let beside = marke.map_or([first, last], |marke| [marke - ABSTAND - width, marke + ABSTAND]);
    let wishes = match segment.art {
        Art::Frei => [last, beside[0], beside[1]],
        _ => [first, beside[1], beside[0]],
    };
    wishes.into_iter().find(|&x| first <= x && x <= last && free(x))
}

/// What lies over the budget, below the bar and clear of the label of the elapsed year.
fn ueber_text(kontext: &Kontext<'_>, zeile: &BudgetKennzahl, ende: i64, marke_text: Option<&Wort>) -> Option<Wort> {
    let ueber = zeile.ist + zeile.gebunden - zeile.verfuegbar;
    if ueber <= Betrag::ZERO {
        return None;
    }
    let text = format!("über dem Budget {}", kontext.betrag(ueber));
    let width = breite(&text);
    let clear = marke_text.map_or(0, |wort| wort.x + wort.breite + 3 * MM);
    let x = (ende - width).max(clear).min(PLOT + RAND_RECHTS - width);
    Some(Wort { text, x, breite: width, innen: false, hell: false })
}

fn alt(kontext: &Kontext<'_>, name: &str, zeile: &BudgetKennzahl, meldung: &str) -> String {
    let share = |betrag: Betrag| {
        Quote::of(betrag, zeile.verfuegbar).map_or_else(String::new, |quote| zahl::prozent_zahl(quote, 1))
    };
    format!(
        "Balkendiagramm: Budget {name} am {}, gemessen am verfügbaren Budget von {}. Ist {} oder {} Prozent, gebunden \
         {} oder {} Prozent, frei {} oder {} Prozent. Zeitanteil {} Prozent. Hochrechnung linear {}, nach Bindung {}. \
         Aussage: {}.",
        zahl::tag(kontext.stichtag()),
        kontext.gesprochen(zeile.verfuegbar),
        kontext.gesprochen(zeile.ist),
        share(zeile.ist),
        kontext.gesprochen(zeile.gebunden),
        share(zeile.gebunden),
        kontext.gesprochen(zeile.frei),
        share(zeile.frei),
        zahl::prozent_zahl(zeile.zeitanteil, 1),
        kontext.gesprochen(zeile.hochrechnung_linear),
        kontext.gesprochen(zeile.hochrechnung_bindung),
        zahl::gesprochen(meldung),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segment(art: Art, x: i64, breite: i64) -> Segment {
        Segment { art, x, breite }
    }

    // Plot 98 mm for 125 %: 1 % = 78.4 hundredths. Dörverden 2026-Q2: Ist 49.937 % = 3915, bound 123.213 % = 9660.
    #[test]
    fn what_lies_over_the_budget_is_a_part_of_its_own() {
        let skala = Skala::new(Decimal::new(123_213, 5), PLOT);
        let parts = segmente(&skala, Decimal::new(49_937, 5), Decimal::new(123_213, 5));
        assert_eq!(
            parts,
            [segment(Art::Ist, 0, 3915), segment(Art::Gebunden, 3915, 3925), segment(Art::Ueber, 7840, 1820)]
        );
    }

    // Both Ist and gebunden lie over the budget: two hatched parts, nothing left.
    #[test]
    fn an_overspent_budget_keeps_ist_and_gebunden_apart() {
        let skala = Skala::new(Decimal::new(150, 2), 1500);
        let parts = segmente(&skala, Decimal::new(120, 2), Decimal::new(150, 2));
        assert_eq!(parts, [segment(Art::Ist, 0, 1000), segment(Art::Ueber, 1000, 200), segment(Art::Ueber, 1200, 300)]);
    }

    #[test]
    fn a_word_moves_to_the_other_side_of_the_marker() {
        let gebunden = segment(Art::Gebunden, 3000, 4000);
        assert_eq!(inside(&gebunden, 1400, None), Some(3100));
        assert_eq!(inside(&gebunden, 1400, Some(3500)), Some(3700));
        // 3100 + 1400 + 200 = 4700: from there on the marker does not disturb.
        assert_eq!(inside(&gebunden, 1400, Some(4699)), Some(4899));
        assert_eq!(inside(&gebunden, 1400, Some(4700)), Some(3100));
        assert_eq!(inside(&segment(Art::Frei, 7000, 2400), 600, Some(8900)), Some(8100));
    }

    #[test]
    fn a_segment_under_twelve_millimetres_has_its_word_above() {
        let words = worte(&[segment(Art::Ist, 0, 1199), segment(Art::Gebunden, 1199, 300)], None);
        assert_eq!(words.len(), 2);
        assert!(words.iter().all(|wort| !wort.innen));
        assert!(words[1].x >= words[0].x + words[0].breite + ABSTAND);
        assert!(worte(&[segment(Art::Ist, 0, 1200)], None)[0].innen);
    }
}
