//! Every formula of the budget figures, once, with its definition and source.
//!
//! Sources: Sozialraumkonzept of the office (what a Sozialraumbudget is), § 17 KomHKVO Niedersachsen and its twins
//! (Ermächtigungsübertragung), the office's own conventions where the law leaves a choice.

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use super::Betrag;
use super::amt::AmpelRegeln;
use super::kennzahlen::{Ampel, Quote};

/// verfügbar = Ansatz + Nachtrag + Übertrag + Umschichtung (received less given).
pub fn verfuegbar(ansatz: Betrag, nachtrag: Betrag, uebertrag: Betrag, umschichtung: Betrag) -> Betrag {
    ansatz + nachtrag + uebertrag + umschichtung
}

/// gebunden = max(0, bewilligt − Ist), for one Maßnahme, Raum and year; sums are made of these, never of totals.
pub fn gebunden(bewilligt: Betrag, ist: Betrag) -> Betrag {
    (bewilligt - ist).max(Betrag::ZERO)
}

/// frei = verfügbar − Ist − gebunden. Below nothing means overspent.
pub fn frei(verfuegbar: Betrag, ist: Betrag, gebunden: Betrag) -> Betrag {
    verfuegbar - ist - gebunden
}

/// Days of the Haushaltsjahr of `stichtag` up to it, the Stichtag included.
pub fn days_elapsed(stichtag: NaiveDate) -> u32 {
    stichtag.ordinal()
}

/// Days of the Haushaltsjahr of `stichtag`.
pub fn days_of_year(stichtag: NaiveDate) -> u32 {
    if stichtag.leap_year() { 366 } else { 365 }
}

/// Zeitanteil = elapsed days / days of the Haushaltsjahr.
pub fn zeitanteil(stichtag: NaiveDate) -> Quote {
    Quote(Decimal::from(days_elapsed(stichtag)) / Decimal::from(days_of_year(stichtag)))
}

/// Linear Hochrechnung = Ist × days of the year / elapsed days, rounded to the cent. A total's comes from its own Ist.
pub fn hochrechnung_linear(ist: Betrag, stichtag: NaiveDate) -> Betrag {
    let days = Decimal::from(days_of_year(stichtag));
    Betrag::rounded(ist.to_decimal() * days / Decimal::from(days_elapsed(stichtag)))
}

/// Hochrechnung by commitment = Ist + gebunden.
pub fn hochrechnung_bindung(ist: Betrag, gebunden: Betrag) -> Betrag {
    ist + gebunden
}

/// The Ampel from Bindungsquote and linear Hochrechnung; thresholds are the office's.
///
/// Without a budget it is rot if something is spent or bound, else without a judgement.
pub fn ampel(regeln: &AmpelRegeln, verfuegbar: Betrag, ist: Betrag, gebunden: Betrag, linear: Betrag) -> Ampel {
    let Some(bindungsquote) = Quote::of(ist + gebunden, verfuegbar) else {
        let untouched = ist.is_zero() && gebunden.is_zero();
        return if untouched { Ampel::OhneBewertung } else { Ampel::Rot };
    };
    let linear = linear.to_decimal();
    let verfuegbar = verfuegbar.to_decimal();
    if bindungsquote.0 > regeln.rot_ueber_bindungsquote || linear > regeln.rot_ueber_hochrechnung * verfuegbar {
        Ampel::Rot
    } else if bindungsquote.0 >= regeln.gelb_ab_bindungsquote || linear > regeln.gelb_ueber_hochrechnung * verfuegbar {
        Ampel::Gelb
    } else {
        Ampel::Gruen
    }
}

/// Splits an amount by weights so that the parts sum to it to the cent: each gets its rounded-down share, the cents
/// left over go to the largest remainders, at a tie to the earlier part.
///
/// Returns nothing for everybody where the weights sum to nothing.
pub fn largest_remainder(betrag: Betrag, weights: &[Decimal]) -> Vec<Betrag> {
    let total: Decimal = weights.iter().sum();
    if total.is_zero() {
        return vec![Betrag::ZERO; weights.len()];
    }
    let sign = if betrag.is_negative() { -1 } else { 1 };
    let cents = Decimal::from(betrag.abs().cents());
    // Remainders of products are exact; quotients would be rounded, and ties decided by their last digit.
    let products: Vec<Decimal> = weights.iter().map(|weight| cents * weight).collect();
    let rests: Vec<Decimal> = products.iter().map(|product| product % total).collect();
    let whole = |(product, rest): (&Decimal, &Decimal)| i64::try_from(((product - rest) / total).round()).unwrap_or(0);
    let mut parts: Vec<i64> = products.iter().zip(&rests).map(whole).collect();
    let left = betrag.abs().cents() - parts.iter().sum::<i64>();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by(|&a, &b| rests[b].cmp(&rests[a]).then(a.cmp(&b)));
    for &part in order.iter().take(usize::try_from(left).unwrap_or(0)) {
        parts[part] += 1;
    }
    parts.into_iter().map(|cents| Betrag::from_cents(sign * cents)).collect()
}

/// Calendar months of each Haushaltsjahr that a Laufzeit touches; a month counts as one even if touched for a day.
pub fn months_by_year(beginn: NaiveDate, ende: NaiveDate) -> Vec<(i32, u32)> {
    (beginn.year()..=ende.year())
        .map(|jahr| {
            let first = if jahr == beginn.year() { beginn.month() } else { 1 };
            let last = if jahr == ende.year() { ende.month() } else { 12 };
            (jahr, (last + 1).saturating_sub(first))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn euro(text: &str) -> Betrag {
        Betrag::parse(text).expect("an amount")
    }

    fn regeln() -> AmpelRegeln {
        AmpelRegeln {
            gelb_ab_bindungsquote: Decimal::new(90, 2),
            rot_ueber_bindungsquote: Decimal::new(100, 2),
            gelb_ueber_hochrechnung: Decimal::new(100, 2),
            rot_ueber_hochrechnung: Decimal::new(110, 2),
        }
    }

    // By hand: 100,00 € by 33/33/34: 33,00 + 33,00 + 34,00; 0,10 € : 3,3 + 3,3 + 3,4 cents, the cent left over goes
    // to the third.
    #[test]
    fn shares_of_33_33_34_sum_to_the_cent() {
        let shares = [33, 33, 34].map(Decimal::from);
        assert_eq!(largest_remainder(euro("100,00"), &shares), [euro("33"), euro("33"), euro("34")]);
        assert_eq!(largest_remainder(euro("0,10"), &shares), [euro("0,03"), euro("0,03"), euro("0,04")]);
        assert_eq!(largest_remainder(euro("-0,10"), &shares), [euro("-0,03"), euro("-0,03"), euro("-0,04")]);
    }

    // By hand: 7.994.670.453 is 77 times 103.826.889, and 77 times (44,90 − 20,06) is six times the sum of weights, 318,78:
    // both parts leave the same remainder, and the earlier one gets the cent.
    #[test]
    fn a_tie_between_uneven_weights_is_seen_as_one() {
        let weights = [6286, 5945, 1241, 4490, 2006, 9294, 990, 1626].map(|share| Decimal::new(share, 2));
        let parts = largest_remainder(Betrag::from_cents(7_994_670_453), &weights);
        assert_eq!([parts[3].cents(), parts[4].cents()], [1_126_045_246, 503_083_911]);
    }

    // By hand: one cent by halves has equal remainders, the earlier part gets it.
    #[test]
    fn at_a_tie_the_earlier_part_gets_the_cent() {
        let halves = [50, 50].map(Decimal::from);
        assert_eq!(largest_remainder(euro("0,01"), &halves), [euro("0,01"), Betrag::ZERO]);
    }

    // By hand: 15.11.2025 to 03.02.2026 touches November, December, January, February.
    #[test]
    fn a_touched_month_counts_whole() {
        assert_eq!(months_by_year(day("2025-11-15"), day("2026-02-03")), [(2025, 2), (2026, 2)]);
        assert_eq!(months_by_year(day("2026-05-01"), day("2026-05-01")), [(2026, 1)]);
        assert_eq!(months_by_year(day("2024-03-01"), day("2026-01-31")), [(2024, 10), (2025, 12), (2026, 1)]);
    }

    // By hand: 181 of 365 days; 1.000,00 € × 365 / 181 = 2.016,574…
    #[test]
    fn the_year_is_carried_on_day_by_day() {
        let stichtag = day("2026-06-30");
        assert_eq!(hochrechnung_linear(euro("1.000,00"), stichtag), euro("2016,57"));
        assert_eq!(zeitanteil(stichtag).rounded(6), Decimal::new(495_890, 6));
        assert_eq!(days_of_year(day("2024-12-31")), 366);
        assert_eq!(hochrechnung_linear(euro("7,77"), day("2024-12-31")), euro("7,77"));
    }

    #[test]
    fn the_ampel_changes_exactly_at_its_thresholds() {
        let verfuegbar = euro("1.000,00");
        let with = |ist: &str, gebunden: &str, linear: &str| {
            ampel(&regeln(), verfuegbar, euro(ist), euro(gebunden), euro(linear))
        };
        assert_eq!(with("0", "899,99", "1.000,00"), Ampel::Gruen);
        assert_eq!(with("0", "900,00", "0"), Ampel::Gelb);
        assert_eq!(with("0", "1.000,00", "0"), Ampel::Gelb);
        assert_eq!(with("0", "1.000,01", "0"), Ampel::Rot);
        assert_eq!(with("0", "0", "1.000,01"), Ampel::Gelb);
        assert_eq!(with("0", "0", "1.100,00"), Ampel::Gelb);
        assert_eq!(with("0", "0", "1.100,01"), Ampel::Rot);
    }

    #[test]
    fn without_a_budget_only_spending_is_red() {
        let nothing = Betrag::ZERO;
        assert_eq!(ampel(&regeln(), nothing, nothing, nothing, nothing), Ampel::OhneBewertung);
        assert_eq!(ampel(&regeln(), nothing, euro("0,01"), nothing, nothing), Ampel::Rot);
        assert_eq!(ampel(&regeln(), euro("-5"), nothing, euro("1"), nothing), Ampel::Rot);
        assert_eq!(Quote::of(euro("1"), nothing), None);
    }

    proptest! {
        #[test]
        fn parts_always_sum_to_the_whole(
            cents in -10_000_000_000_i64..10_000_000_000,
            weights in proptest::collection::vec(1_u32..1000, 1..12),
        ) {
            let betrag = Betrag::from_cents(cents);
            let weights: Vec<Decimal> = weights.into_iter().map(Decimal::from).collect();
            let parts = largest_remainder(betrag, &weights);
            prop_assert_eq!(parts.iter().sum::<Betrag>(), betrag);
            let total: Decimal = weights.iter().sum();
            for (part, weight) in parts.iter().zip(&weights) {
                let exact = betrag.to_decimal() * weight / total;
                prop_assert!((part.to_decimal() - exact).abs() < Decimal::new(1, 2));
            }
        }
    }
}
