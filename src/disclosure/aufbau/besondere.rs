//! Durations of ended Hilfen, umA and refunded cases.

use std::collections::{BTreeMap, BTreeSet};

use super::{link, region_alone, regionen};
use crate::disclosure::publikation::{Publikation, Vergleich};
use crate::disclosure::zelle::{Beitrag, Hilfe, Messgroesse, Ort, Zeitbezug, ZellId, Zelle};
use crate::domain::reihe::Quartalszahlen;
use crate::domain::{Quartal, Stammdaten};

/// Numbers of one quantity by line.
type Zeilen = BTreeMap<(Ort, Hilfe), Zelle>;

/// Adds them for one quarter; its counts of cases are there already.
pub(super) fn add(publikation: &mut Publikation, quartal: Quartal, zahlen: &Quartalszahlen, stammdaten: &Stammdaten) {
    let zeit = Zeitbezug::Quartal(quartal);
    let days = zahlen.dauern.iter().map(|(line, dauer)| {
        let beitrag =
            Beitrag { faelle: dauer.anzahl, groesster: Some(dauer.laengste), zwei_groesste: Some(dauer.zwei_laengste) };
        (line.clone(), Zelle::betrag(dauer.tage, beitrag))
    });
    add_lines(publikation, Messgroesse::Hilfetage, zeit, days.collect(), stammdaten);
    let apart = |count: fn(&Quartalszahlen, &Ort) -> u32| {
        let lines = zahlen.besondere.keys().map(|ort| (ort.clone(), i64::from(count(zahlen, ort))));
        lines
            .filter(|(_, count)| *count != 0)
            .map(|(ort, count)| ((ort, Hilfe::alle()), Zelle::anzahl(count)))
            .collect()
    };
    let uma = apart(|zahlen, ort| zahlen.besondere.get(ort).map_or(0, |besondere| besondere.uma));
    let refunded = apart(|zahlen, ort| zahlen.besondere.get(ort).map_or(0, |besondere| besondere.erstattung));
    for (groesse, lines) in [(Messgroesse::Uma, uma), (Messgroesse::Erstattung, refunded)] {
        let orte: BTreeSet<Ort> = Zeilen::keys(&lines).map(|(ort, _)| ort.clone()).collect();
        add_lines(publikation, groesse, zeit, lines, stammdaten);
        for ort in orte {
            let id = |groesse| ZellId::new(groesse, zeit, &ort, &Hilfe::alle());
            link(publikation, &[(id(Messgroesse::Bestand), 1), (id(groesse), -1)], Vergleich::Mindestens);
        }
    }
}

/// Adds the lines, and what belongs to a Region and to none of its Sozialräume.
fn add_lines(
    publikation: &mut Publikation,
    groesse: Messgroesse,
    zeit: Zeitbezug,
    mut lines: Zeilen,
    stammdaten: &Stammdaten,
) {
    for (region, raeume) in regionen(stammdaten) {
        let of_region: Vec<_> =
            lines.iter().filter(|((ort, _), _)| *ort == region).map(|(line, zelle)| (line.1.clone(), *zelle)).collect();
        for (hilfe, whole) in of_region {
            let parts = raeume.iter().filter_map(|raum| lines.get(&(raum.clone(), hilfe.clone())));
            let rest = parts.fold(whole.wert, |rest, part| rest - part.wert);
            if rest != 0 {
                lines.insert((region_alone(&region), hilfe), Zelle { wert: rest, ..whole });
            }
        }
    }
    for ((ort, hilfe), zelle) in lines {
        publikation.add_zelle(ZellId { groesse, zeit, ort, hilfe }, zelle);
    }
}
