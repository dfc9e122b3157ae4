//! Case and cost figures of single cases on every level.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::faelle::{Fallzahl, Fallzahlen};
use super::kosten::{Buchungen, HILFEART_UNBEKANNT, Saldo};
use super::linie::{Linie, linien};
use crate::domain::amt::HilfedichteBasis;
use crate::domain::kennzahlen::{ALLE, FallKennzahl, KostenKennzahl, Kostenzeitraum, Quote};
use crate::domain::{Quartal, Stammdaten};

/// Hilfearten with their group, in the office's order; one that no record knows stands at the end.
pub(super) fn hilfearten(stammdaten: &Stammdaten) -> Vec<(&str, &str)> {
    let mut list: Vec<_> =
        stammdaten.hilfearten.iter().map(|hilfeart| (hilfeart.id.as_str(), hilfeart.gruppe.as_str())).collect();
    list.push((HILFEART_UNBEKANNT, HILFEART_UNBEKANNT));
    list
}

/// Whether a group is counted apart and stays out of the totals (§ 28).
pub(super) fn is_apart(stammdaten: &Stammdaten, gruppe: &str) -> bool {
    stammdaten.einstellungen.regeln.hilfegruppen_getrennt.iter().any(|apart| apart == gruppe)
}

/// The case lines of `kennzahlen.json`. Lines without any case are left out, except the total.
pub(super) fn fall_kennzahlen(stammdaten: &Stammdaten, zahlen: &Fallzahlen, quartal: Quartal) -> Vec<FallKennzahl> {
    let mut lines = Vec::new();
    for linie in linien(stammdaten) {
        let base = hilfedichte_base(stammdaten, &linie, quartal);
        let dichte = |bestand| hilfedichte(stammdaten, bestand, base);
        let mut total = Fallzahl::default();
        let mut groups: Vec<(&str, Fallzahl)> = Vec::new();
        for (hilfeart, gruppe) in hilfearten(stammdaten) {
            let mut sum = Fallzahl::default();
            for raum in &linie.teile {
                if let Some(fallzahl) = zahlen.0.get(&(raum.clone(), hilfeart.to_owned())) {
                    sum += *fallzahl;
                }
            }
            if !is_apart(stammdaten, gruppe) {
                total += sum;
            }
            if sum == Fallzahl::default() {
                continue;
            }
            match groups.iter_mut().find(|(known, _)| *known == gruppe) {
                Some((_, group)) => *group += sum,
                None => groups.push((gruppe, sum)),
            }
            lines.push(fall_kennzahl(&linie, hilfeart, gruppe, sum, dichte));
        }
        for (gruppe, sum) in groups {
            lines.push(fall_kennzahl(&linie, ALLE, gruppe, sum, dichte));
        }
        lines.push(fall_kennzahl(&linie, ALLE, ALLE, total, dichte));
    }
    lines
}

fn fall_kennzahl(
    linie: &Linie,
    hilfeart: &str,
    gruppe: &str,
    zahl: Fallzahl,
    dichte: impl Fn(u32) -> Option<Quote>,
) -> FallKennzahl {
    let [first, second, bestand] = zahl.monatsenden;
    FallKennzahl {
        ebene: linie.ebene,
        raum: linie.raum.clone(),
        hilfeart: hilfeart.to_owned(),
        gruppe: gruppe.to_owned(),
        bestand_anfang: zahl.bestand_anfang,
        begonnen: zahl.begonnen,
        beendet: zahl.beendet,
        bestand,
        inanspruchnahme: bestand + zahl.beendet,
        monatsdurchschnitt: Quote(Decimal::from(first + second + bestand) / Decimal::from(3)),
        hilfedichte: dichte(bestand),
    }
}

/// Young people of the line's Sozialräume; none for the buckets.
fn hilfedichte_base(stammdaten: &Stammdaten, linie: &Linie, quartal: Quartal) -> Option<u32> {
    let regeln = &stammdaten.einstellungen.regeln.hilfedichte;
    let tables = linie.teile.iter().filter_map(|id| stammdaten.raum(id)?.einwohner_at(quartal.ende()));
    let base = tables
        .map(|table| match regeln.basis {
            HilfedichteBasis::U21 => table.u21,
            HilfedichteBasis::Insgesamt => table.insgesamt,
        })
        .sum();
    (base >= regeln.mindestbasis.max(1)).then_some(base)
}

/// Hilfedichte = Bestand × factor / base; none on a base that is too small.
fn hilfedichte(stammdaten: &Stammdaten, bestand: u32, base: Option<u32>) -> Option<Quote> {
    let factor = Decimal::from(stammdaten.einstellungen.regeln.hilfedichte.je);
    base.map(|base| Quote(Decimal::from(bestand) * factor / Decimal::from(base)))
}

/// The cost lines of `kennzahlen.json`. Lines without any amount are left out, except the totals.
pub(super) fn kosten_kennzahlen(stammdaten: &Stammdaten, buchungen: &Buchungen) -> Vec<KostenKennzahl> {
    let mut lines = Vec::new();
    for linie in linien(stammdaten) {
        let mut totals: BTreeMap<Kostenzeitraum, Saldo> = BTreeMap::new();
        for (hilfeart, gruppe) in hilfearten(stammdaten) {
            for zeitraum in [Kostenzeitraum::Quartal, Kostenzeitraum::Jahr] {
                let mut sum = Saldo::default();
                for raum in &linie.teile {
                    let key = (zeitraum, raum.clone(), hilfeart.to_owned());
                    if let Some(saldo) = buchungen.einzelfall.get(&key) {
                        sum.aufwand += saldo.aufwand;
                        sum.ertrag += saldo.ertrag;
                    }
                }
                if !is_apart(stammdaten, gruppe) {
                    let total = totals.entry(zeitraum).or_default();
                    total.aufwand += sum.aufwand;
                    total.ertrag += sum.ertrag;
                }
                if sum != Saldo::default() {
                    lines.push(kosten_kennzahl(&linie, hilfeart, zeitraum, sum));
                }
            }
        }
        for (zeitraum, total) in totals {
            lines.push(kosten_kennzahl(&linie, ALLE, zeitraum, total));
        }
    }
    lines
}

fn kosten_kennzahl(linie: &Linie, hilfeart: &str, zeitraum: Kostenzeitraum, saldo: Saldo) -> KostenKennzahl {
    KostenKennzahl {
        ebene: linie.ebene,
        raum: linie.raum.clone(),
        hilfeart: hilfeart.to_owned(),
        zeitraum,
        aufwand: saldo.aufwand,
        ertrag: saldo.ertrag,
        zuschussbedarf: saldo.aufwand - saldo.ertrag,
    }
}
