//! Durations of ended Hilfen, umA and refunded cases.

use std::collections::BTreeMap;

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
        add_lines(publikation, groesse, zeit, lines, stammdaten);
        let is_line = |id: &&ZellId| id.groesse == groesse && id.zeit == zeit;
        let orte: Vec<Ort> = publikation.ids().filter(is_line).map(|id| id.ort.clone()).collect();
        for ort in orte {
            let id = |groesse| ZellId::new(groesse, zeit, &ort, &Hilfe::alle());
            link(publikation, &[(id(Messgroesse::Bestand), 1), (id(groesse), -1)], Vergleich::Mindestens);
        }
    }
}

/// Adds the lines, and what belongs to a Region and to none of its Sozialräume. Where something could be and is not,
/// stands nothing: that there is nothing may have to be kept secret too.
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
    let asked = if groesse == Messgroesse::Hilfetage { Messgroesse::Beendet } else { Messgroesse::Bestand };
    let is_line = |id: &&ZellId| {
        id.groesse == asked && id.zeit == zeit && (groesse == Messgroesse::Hilfetage || id.hilfe == Hilfe::alle())
    };
    let possible: Vec<_> = publikation.ids().filter(is_line).map(|id| (id.ort.clone(), id.hilfe.clone())).collect();
    for line in possible {
        lines.entry(line).or_insert_with(|| match groesse {
            Messgroesse::Hilfetage => Zelle::betrag(0, Beitrag::of_cases(0)),
            _ => Zelle::anzahl(0),
        });
    }
    for ((ort, hilfe), zelle) in lines {
        publikation.add_zelle(ZellId { groesse, zeit, ort, hilfe }, zelle);
    }
}
