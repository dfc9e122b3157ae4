//! Counts of cases.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::{link, region_alone, regionen};
use crate::disclosure::publikation::{Kopplung, Publikation, Vergleich};
use crate::disclosure::zelle::{Hilfe, Messgroesse, Ort, Zeitbezug, ZellId, Zellart, Zelle};
use crate::domain::kennzahlen::{FallKennzahl, Kennzahlen};
use crate::domain::{Quartal, Stammdaten};

/// Month-ends of a quarter.
const MONTHS: u32 = 3;

const GROESSEN: [Messgroesse; 6] = [
    Messgroesse::BestandAnfang,
    Messgroesse::Begonnen,
    Messgroesse::Beendet,
    Messgroesse::Bestand,
    Messgroesse::Inanspruchnahme,
    Messgroesse::Monatsbestaende,
];

/// The counts of a line in the order of [`GROESSEN`].
type Zahlen = [i64; 6];

pub(super) fn add(publikation: &mut Publikation, quartale: &BTreeMap<Quartal, &Kennzahlen>, stammdaten: &Stammdaten) {
    let mut by_quarter: BTreeMap<Quartal, BTreeMap<(Ort, Hilfe), Zahlen>> = BTreeMap::new();
    for (quartal, figures) in quartale.iter().filter(|(_, figures)| !figures.faelle.is_empty()) {
        let mut lines = figures.faelle.iter().map(numbers).collect();
        add_regions_alone(&mut lines, stammdaten);
        by_quarter.insert(*quartal, lines);
    }
    // A line that some quarter has is a line of every quarter, so that its end at nothing can be kept secret.
    let all: BTreeSet<(Ort, Hilfe)> = by_quarter.values().flat_map(BTreeMap::keys).cloned().collect();
    for (quartal, lines) in &mut by_quarter {
        for line in &all {
            lines.entry(line.clone()).or_default();
        }
        for ((ort, hilfe), zahlen) in &*lines {
            let id = |groesse| cell(groesse, *quartal, ort, hilfe);
            for (groesse, wert) in GROESSEN.into_iter().zip(zahlen) {
                let art = match groesse {
                    Messgroesse::Monatsbestaende => Zellart::Summe(MONTHS),
                    _ => Zellart::Anzahl,
                };
                publikation.add_zelle(id(groesse), Zelle { wert: *wert, art, frueher: None });
            }
            link_line(publikation, id);
        }
    }
    link_quarters(publikation, quartale);
}

fn cell(groesse: Messgroesse, quartal: Quartal, ort: &Ort, hilfe: &Hilfe) -> ZellId {
    ZellId { groesse, zeit: Zeitbezug::Quartal(quartal), ort: ort.clone(), hilfe: hilfe.clone() }
}

fn numbers(line: &FallKennzahl) -> ((Ort, Hilfe), Zahlen) {
    let month_ends = (line.monatsdurchschnitt.0 * Decimal::from(MONTHS)).round().normalize();
    let zahlen = [
        i64::from(line.bestand_anfang),
        i64::from(line.begonnen),
        i64::from(line.beendet),
        i64::from(line.bestand),
        i64::from(line.inanspruchnahme),
        i64::try_from(month_ends.mantissa()).unwrap_or(0),
    ];
    ((Ort::new(line.ebene, line.raum.clone()), Hilfe::art(&line.hilfeart, &line.gruppe)), zahlen)
}

/// A line for what belongs to a Region and to none of its Sozialräume, where there is such a thing.
fn add_regions_alone(lines: &mut BTreeMap<(Ort, Hilfe), Zahlen>, stammdaten: &Stammdaten) {
    for (region, raeume) in regionen(stammdaten) {
        let of_region: Vec<_> = lines
            .iter()
            .filter(|((ort, _), _)| *ort == region)
            .map(|((_, hilfe), zahlen)| (hilfe.clone(), *zahlen))
            .collect();
        for (hilfe, mut rest) in of_region {
            for raum in &raeume {
                let Some(zahlen) = lines.get(&(raum.clone(), hilfe.clone())) else { continue };
                for (rest, zahl) in rest.iter_mut().zip(zahlen) {
                    *rest -= zahl;
                }
            }
            if rest != Zahlen::default() {
                lines.insert((region_alone(&region), hilfe), rest);
            }
        }
    }
}

/// How the numbers of a line hang together.
fn link_line(publikation: &mut Publikation, id: impl Fn(Messgroesse) -> ZellId) {
    use Messgroesse::{Beendet, Begonnen, Bestand, BestandAnfang, Inanspruchnahme, Monatsbestaende};
    let rows: [(&[(Messgroesse, i64)], Vergleich); 5] = [
        (&[(BestandAnfang, 1), (Begonnen, 1), (Beendet, -1), (Bestand, -1)], Vergleich::Gleich),
        (&[(Bestand, 1), (Beendet, 1), (Inanspruchnahme, -1)], Vergleich::Gleich),
        // At each of the three month-ends ran what runs at the last one, less what began since, more what ended since.
        (&[(Monatsbestaende, 1), (Bestand, -1)], Vergleich::Mindestens),
        (&[(Monatsbestaende, 1), (Bestand, -3), (Begonnen, 2)], Vergleich::Mindestens),
        (&[(Monatsbestaende, -1), (Bestand, 3), (Beendet, 2)], Vergleich::Mindestens),
    ];
    for (row, vergleich) in rows {
        let glieder: Vec<_> = row.iter().map(|(groesse, faktor)| (id(*groesse), *faktor)).collect();
        link(publikation, &glieder, vergleich);
    }
    let kopplung = Kopplung { zelle: id(Monatsbestaende), an: id(Bestand), faktor: i64::from(MONTHS) };
    publikation.add_kopplung(kopplung);
}

/// What stood at the end of a quarter stands at the beginning of the next.
fn link_quarters(publikation: &mut Publikation, quartale: &BTreeMap<Quartal, &Kennzahlen>) {
    let lines: BTreeSet<(Ort, Hilfe)> = publikation.ids().map(|id| (id.ort.clone(), id.hilfe.clone())).collect();
    for quartal in quartale.keys().filter(|quartal| quartale.contains_key(&quartal.next())) {
        for (ort, hilfe) in &lines {
            let end = cell(Messgroesse::Bestand, *quartal, ort, hilfe);
            let begin = cell(Messgroesse::BestandAnfang, quartal.next(), ort, hilfe);
            link(publikation, &[(end, 1), (begin, -1)], Vergleich::Gleich);
        }
    }
}
