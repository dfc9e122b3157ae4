//! The scale of values: round ticks, room for labels above the largest value, places from values.

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

use super::daten::Zahlform;
use super::modell::{Lage, Marke};

/// Steps are made coarser at most so often: over six powers of ten.
const COARSER: u32 = 20;

/// From where to where values are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Skala {
    von: Decimal,
    bis: Decimal,
    schritt: Decimal,
}

impl Skala {
    /// A scale from zero with round ticks on which these values keep about a twelfth of the height free above them, and
    /// whose numbers differ when they are written in a form. It begins below zero only where a value does.
    pub fn rund(values: impl Iterator<Item = Decimal> + Clone, form: Zahlform) -> Self {
        let top = values.clone().max().unwrap_or_default().max(Decimal::ZERO);
        let bottom = values.min().unwrap_or_default().min(Decimal::ZERO);
        let top = if top.is_zero() && bottom.is_zero() { Decimal::ONE } else { top };
        let mut skala = Self::stepped(top, bottom, step(top - bottom));
        // A count of 1 has no tick at a half; a form in millions may need steps of ten thousands.
        for _ in 0..COARSER {
            if skala.differs(form) {
                break;
            }
            skala = Self::stepped(top, bottom, coarser(skala.schritt));
        }
        skala
    }

    fn stepped(top: Decimal, bottom: Decimal, schritt: Decimal) -> Self {
        let mut bis = up(top, schritt);
        let von = -up(-bottom, schritt);
        if !top.is_zero() && (top - von) * Decimal::from(100) > (bis - von) * Decimal::from(92) {
            bis += schritt;
        }
        Self { von, bis, schritt }
    }

    /// Whether the numbers at the ticks say what the ticks are.
    fn differs(&self, form: Zahlform) -> bool {
        let marken = self.ticks(form);
        marken.windows(2).all(|pair| matches!(pair, [one, next] if one.text != next.text))
    }

    /// A scale from zero on which the largest value reaches so many hundredths of the height. For drawings whose
    /// values are written beside them.
    pub fn voll(values: impl Iterator<Item = Decimal>, hundredths: u32) -> Self {
        let top = values.max().unwrap_or_default();
        let top = if top > Decimal::ZERO { top } else { Decimal::ONE };
        let bis = top * Decimal::ONE_HUNDRED / Decimal::from(hundredths.max(1));
        Self { von: Decimal::ZERO, bis, schritt: step(bis) }
    }

    /// The place of a value; below the scale is its base line.
    pub fn lage(&self, value: Decimal) -> Lage {
        let whole = Decimal::from(Lage::GANZ);
        let place = (value - self.von) * whole / (self.bis - self.von);
        Lage::of(place.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero).to_i64().unwrap_or(0))
    }

    /// The ticks written in a form, without decimals that none of them needs: `0 %`, `50 %`.
    pub fn marken(&self, form: Zahlform) -> Vec<Marke> {
        let mut marken = self.ticks(form);
        while marken.iter().all(|marke| shorter(&marke.text).is_some()) && !marken.is_empty() {
            for marke in &mut marken {
                marke.text = shorter(&marke.text).unwrap_or_default();
            }
        }
        marken
    }

    fn ticks(&self, text: Zahlform) -> Vec<Marke> {
        let mut marken = Vec::new();
        let mut value = self.von;
        while value <= self.bis {
            marken.push(Marke { lage: self.lage(value), text: text(value) });
            value += self.schritt;
        }
        marken
    }
}

/// A number without its last decimal, which is a zero, its unit kept: `50,0 %` to `50 %`.
fn shorter(text: &str) -> Option<String> {
    let comma = text.rfind(',')?;
    let (whole, rest) = text.split_at(comma);
    let digits = rest.chars().skip(1).take_while(char::is_ascii_digit).count();
    let (decimals, unit) = rest.split_at_checked(1 + digits)?;
    let kept = decimals.strip_suffix('0')?;
    Some(format!("{whole}{}{unit}", if kept == "," { "" } else { kept }))
}

/// The smallest of 1, 2, 5 times a power of ten that parts a length into at most five.
fn step(length: Decimal) -> Decimal {
    let mut power = Decimal::ONE;
    while power * Decimal::from(5) < length {
        power *= Decimal::TEN;
    }
    while power * Decimal::from(5) >= length * Decimal::TEN && power.scale() < 6 {
        power /= Decimal::TEN;
    }
    // Now the power of ten may be too coarse by one place.
    let candidates = [power / Decimal::TEN, power, power * Decimal::TEN];
    candidates
        .into_iter()
        .flat_map(|power| [power, power * Decimal::TWO, power * Decimal::from(5)])
        .find(|step| *step * Decimal::from(5) >= length)
        .unwrap_or(power)
        .normalize()
}

/// The next of 1, 2, 5 times a power of ten.
fn coarser(schritt: Decimal) -> Decimal {
    step(schritt * Decimal::from(5) + schritt / Decimal::TEN)
}

/// The next multiple of a step.
fn up(value: Decimal, step: Decimal) -> Decimal {
    (value / step).ceil() * step
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::schaubild::{anteil, ganze, tausend};

    fn texts(values: &[i64]) -> Vec<String> {
        let values = values.iter().map(|value| Decimal::from(*value));
        Skala::rund(values, ganze).marken(ganze).into_iter().map(|marke| marke.text).collect()
    }

    #[test]
    fn ticks_are_round_and_begin_at_zero() {
        // 148 of 150 would leave no room for its label, so one more step.
        assert_eq!(texts(&[16, 148, 72]), ["0", "50", "100", "150", "200"]);
        assert_eq!(texts(&[3]), ["0", "1", "2", "3", "4"]);
        assert_eq!(texts(&[8_320_000]), ["0", "2.000.000", "4.000.000", "6.000.000", "8.000.000", "10.000.000"]);
        // No halves of a Hilfe.
        assert_eq!(texts(&[]), ["0", "1", "2"]);
        assert_eq!(texts(&[1]), ["0", "1", "2"]);
        assert_eq!(texts(&[-30, 40]), ["−40", "−20", "0", "20", "40", "60"]);
    }

    #[test]
    fn ticks_in_a_form_lose_decimals_that_none_needs() {
        let texts = |values: &[i64]| {
            let skala = Skala::rund(values.iter().map(|value| Decimal::new(*value, 2)), anteil);
            let marken = skala.marken(anteil);
            marken.into_iter().map(|marke| marke.text.replace('\u{202f}', " ")).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(texts(&[123]), "0 % 50 % 100 % 150 %");
        assert_eq!(texts(&[1]), "0,0 % 0,2 % 0,4 % 0,6 % 0,8 % 1,0 % 1,2 %");
        let skala = Skala::rund([Decimal::from(43_100)].into_iter(), tausend);
        let marken: Vec<_> = skala.marken(tausend).into_iter().map(|marke| marke.text).collect();
        assert_eq!(marken, ["0", "10", "20", "30", "40", "50"], "the scale has the unit of the labels");
    }

    #[test]
    fn places_are_fractions_rounded_to_four_decimals() {
        let skala = Skala::rund([Decimal::from(148)].into_iter(), ganze);
        assert_eq!(skala.lage(Decimal::from(148)), Lage::of(7400));
        assert_eq!(skala.lage(Decimal::from(1)), Lage::of(50));
        assert_eq!(skala.lage(Decimal::from(-5)), Lage::NULL);
        // 62 / (1081 / 0,92) = 0,05276…
        let voll = Skala::voll([Decimal::from(1081)].into_iter(), 92);
        assert_eq!(voll.lage(Decimal::from(62)), Lage::of(528));
        assert_eq!(voll.lage(Decimal::from(1081)), Lage::of(9200));
    }
}
