//! Moves: other numbers that an attacker must take for possible, because all that is published stays the same.

use std::collections::BTreeMap;

use super::publikation::Vergleich;
use super::system::{Nummer, System};
use super::zelle::{Messgroesse, Zellart, Zellstatus};

/// Further than this no move is followed: no amount is larger.
const FAR: i64 = 1_000_000_000_000;

/// Adding the factors `k` times to the true numbers gives possible numbers for every `k` from `von` to `bis`.
#[derive(Clone, Debug)]
pub(super) struct Zug {
    pub(super) glieder: Vec<(Nummer, i64)>,
    pub(super) von: i64,
    pub(super) bis: i64,
}

impl Zug {
    /// The longest move along these factors from the true numbers if all its cells were suppressed; none if a row
    /// forbids it or if it is not `enough`. Exact: no number here is rounded.
    pub(super) fn longest(
        system: &System,
        status: &[Zellstatus],
        glieder: Vec<(Nummer, i64)>,
        enough: impl Fn(&Self) -> bool,
    ) -> Option<Self> {
        let mut zug = Self { glieder, von: -FAR, bis: FAR };
        for &(nummer, faktor) in &zug.glieder {
            let known = match status[nummer] {
                Zellstatus::Offen => system.known_span(nummer, Zellstatus::Sekundaer),
                suppressed => system.known_span(nummer, suppressed),
            };
            let wert = system.zellen[nummer].wert;
            let down = known.0.map(|low| i128::from(low - wert));
            let up = known.1.map(|high| i128::from(high - wert));
            narrow(&mut zug.von, &mut zug.bis, i128::from(faktor), down, up);
        }
        if zug.von >= zug.bis || !enough(&zug) {
            return None;
        }
        let mut rows: Vec<(usize, i128)> = zug
            .glieder
            .iter()
            .flat_map(|(nummer, faktor)| {
                system.zeilen_of[*nummer].iter().map(|(row, in_row)| (*row, i128::from(*in_row) * i128::from(*faktor)))
            })
            .collect();
        rows.sort_unstable_by_key(|(row, _)| *row);
        for parts in rows.chunk_by(|a, b| a.0 == b.0) {
            let change: i128 = parts.iter().map(|(_, change)| change).sum();
            let zeile = &system.zeilen[parts[0].0];
            match zeile.vergleich {
                _ if change == 0 => {}
                Vergleich::Gleich => return None,
                Vergleich::Mindestens => {
                    let slack = zeile.value(|nummer| system.zellen[nummer].wert) - i128::from(zeile.summe);
                    narrow(&mut zug.von, &mut zug.bis, change, Some(-slack), None);
                }
            }
        }
        (zug.von < zug.bis && enough(&zug)).then_some(zug)
    }

    /// Smallest and largest possible value of a cell by this move.
    pub(super) fn reach(&self, wert: i64, faktor: i64) -> (i64, i64) {
        let ends = [self.von, self.bis].map(|k| wert.saturating_add(faktor.saturating_mul(k)));
        (ends[0].min(ends[1]), ends[0].max(ends[1]))
    }

    /// Whether everything that is published stays the same all along the move. Looks at nothing but the publication.
    pub(super) fn is_possible(&self, system: &System, status: &[Zellstatus]) -> bool {
        let step: BTreeMap<Nummer, i64> = self.glieder.iter().copied().collect();
        if step.len() != self.glieder.len() {
            return false;
        }
        [self.von, self.bis].into_iter().all(|k| {
            let wert = |nummer: Nummer| {
                let moved = step.get(&nummer).copied().unwrap_or(0);
                system.zellen[nummer].wert.saturating_add(moved.saturating_mul(k))
            };
            let cells_possible = step.keys().all(|&nummer| {
                let (low, high) = system.known_span(nummer, status[nummer]);
                let value = wert(nummer);
                low.is_none_or(|low| low <= value) && high.is_none_or(|high| value <= high)
            });
            let rows = step.keys().flat_map(|nummer| &system.zeilen_of[*nummer]);
            cells_possible && rows.map(|(row, _)| &system.zeilen[*row]).all(|zeile| zeile.holds(zeile.value(wert)))
        })
    }
}

/// Narrows the `k` for which `down <= faktor * k <= up` holds.
fn narrow(von: &mut i64, bis: &mut i64, faktor: i128, down: Option<i128>, up: Option<i128>) {
    let (down, up, size) =
        if faktor < 0 { (up.map(|up| -up), down.map(|down| -down), -faktor) } else { (down, up, faktor) };
    // The true numbers are possible, so `down` is not above and `up` not below nothing: division cuts towards it.
    if let Some(down) = down {
        *von = (*von).max(i64::try_from(down / size).unwrap_or(-FAR));
    }
    if let Some(up) = up {
        *bis = (*bis).min(i64::try_from(up / size).unwrap_or(FAR));
    }
}

/// How much it costs readers to lose a cell: totals more than details, large numbers more than small ones.
pub(super) fn cost(system: &System, nummer: Nummer, levels: u64) -> u64 {
    let zelle = &system.zellen[nummer];
    let size = match zelle.art {
        Zellart::Verborgen(_) => return 0,
        Zellart::Anzahl => zelle.wert,
        Zellart::Summe(teile) => zelle.wert / i64::from(teile.max(1)),
        Zellart::Betrag(_) => zelle.wert / 100_000,
    };
    let digits = u64::from(size.unsigned_abs().saturating_add(1).ilog2());
    // An open nothing tells readers much and protects little.
    let base = if zelle.wert == 0 { 12 } else { 4 + digits };
    let latest = if system.is_latest(nummer) { 3 } else { 1 };
    // Lost here, it is lost in the papers for everybody as well.
    let wanted = if system.is_wanted(nummer) { 4 } else { 1 };
    base * levels * weight(system.ids[nummer].groesse) * latest * wanted
}

/// What readers look for first: what runs and what it costs; what began and ended explains it.
const fn weight(groesse: Messgroesse) -> u64 {
    match groesse {
        Messgroesse::Bestand => 10,
        Messgroesse::Zuschussbedarf => 8,
        Messgroesse::Aufwand => 4,
        Messgroesse::Begonnen | Messgroesse::Beendet | Messgroesse::Ertrag => 2,
        Messgroesse::BestandAnfang
        | Messgroesse::Inanspruchnahme
        | Messgroesse::Monatsbestaende
        | Messgroesse::Hilfetage
        | Messgroesse::Uma
        | Messgroesse::Erstattung => 1,
    }
}
