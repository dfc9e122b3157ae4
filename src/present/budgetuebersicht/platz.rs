//! Where labels fit: widths of texts and lengths on scales, all in hundredths of a millimetre.

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

/// A length of 1 mm.
pub(super) const MM: i64 = 100;

/// About how wide a text of 8 pt in bold is. Errs on the wide side, so that what fits by it fits in print.
pub(super) fn breite(text: &str) -> i64 {
    // Advance widths of Noto Sans Bold in thousandths of the type size, in groups.
    let thousandths: i64 = text
        .chars()
        .map(|c| match c {
            ' ' | '\u{a0}' => 260,
            '\u{202f}' => 200,
            '.' | ',' | ':' | ';' | 'i' | 'j' | 'l' | 'I' | '|' => 310,
            'f' | 't' | 'r' | '(' | ')' | '-' => 440,
            's' | 'c' | 'z' => 510,
            'm' | 'w' | 'M' | 'W' | '%' | '…' => 960,
            c if c.is_uppercase() => 690,
            c if c.is_ascii_digit() => 572,
            _ => 640,
        })
        .sum();
    // 8 pt are 2.82 mm.
    thousandths * 282 / 1000
}

/// `share` of a length, at least nothing.
pub(super) fn anteil(share: Decimal, length: i64) -> i64 {
    (share * Decimal::from(length))
        .round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero)
        .to_i64()
        .unwrap_or(0)
        .max(0)
}

/// Steps of a scale from 0: at most `steps`, each 1, 2, 2.5 or 5 times a power of ten, the last not under `largest`.
///
/// Returns the ticks without 0; one tick of 1 where there is nothing to measure.
pub(super) fn ticks(largest: Decimal, steps: usize) -> Vec<Decimal> {
    if largest <= Decimal::ZERO {
        return vec![Decimal::ONE];
    }
    let mut power = Decimal::new(1, 4);
    while power * Decimal::TEN * Decimal::from(steps) < largest {
        power *= Decimal::TEN;
    }
    let limit = Decimal::from(steps);
    let step = [10_u32, 20, 25, 50, 100, 200, 250, 500, 1000]
        .map(|factor| power * Decimal::new(i64::from(factor), 1))
        .into_iter()
        .find(|step| *step * limit >= largest)
        .unwrap_or(largest);
    let count = (largest / step).ceil().to_i64().unwrap_or(1);
    (1..=count).map(|number| (step * Decimal::from(number)).normalize()).collect()
}

/// Where a label of a width goes that wants to be centred on `centre`, inside `left..right`.
pub(super) fn clamp(centre: i64, width: i64, left: i64, right: i64) -> i64 {
    (centre - width / 2).min(right - width).max(left)
}

#[cfg(test)]
mod tests {
    use super::*;

    // Measured by Typst with the typeface itself, 8 pt bold, in hundredths of a millimetre.
    #[test]
    fn widths_err_on_the_wide_side() {
        for (text, measured) in [
            ("gebunden", 1426),
            ("Ist", 373),
            ("frei", 488),
            ("Zeitanteil 49,6\u{202f}%", 2305),
            ("verfügbar = 100\u{202f}%", 2509),
            ("verfügbar 99,5", 2044),
            ("über dem Budget 10.677,81\u{202f}€", 4031),
        ] {
            let reckoned = breite(text);
            assert!((measured..measured + measured / 8).contains(&reckoned), "{text}: {reckoned}");
        }
    }

    // By hand: 99,5 in at most six steps: 20 is the smallest step that reaches it, 5 steps.
    #[test]
    fn scales_have_round_steps_and_reach_the_largest() {
        let numbers = |list: &[i64]| list.iter().map(|n| Decimal::from(*n)).collect::<Vec<_>>();
        assert_eq!(ticks(Decimal::new(995, 1), 6), numbers(&[20, 40, 60, 80, 100]));
        assert_eq!(ticks(Decimal::new(463, 1), 6), numbers(&[10, 20, 30, 40, 50]));
        assert_eq!(ticks(Decimal::from(936), 6), numbers(&[200, 400, 600, 800, 1000]));
        assert_eq!(ticks(Decimal::new(55, 1), 6), numbers(&[1, 2, 3, 4, 5, 6]));
        assert_eq!(ticks(Decimal::ZERO, 6), numbers(&[1]));
    }

    #[test]
    fn labels_stay_inside() {
        assert_eq!(clamp(500, 400, 0, 1000), 300);
        assert_eq!(clamp(100, 400, 0, 1000), 0);
        assert_eq!(clamp(950, 400, 0, 1000), 600);
    }
}
