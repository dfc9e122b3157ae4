//! Amounts of single cases.

use std::collections::{BTreeMap, BTreeSet};

use super::{Gruppen, link, region_alone, regionen};
use crate::disclosure::publikation::{Publikation, Vergleich};
use crate::disclosure::zelle::{Beitrag, Hilfe, Messgroesse, Ort, Zeitbezug, ZellId, Zellart, Zelle};
use crate::domain::kennzahlen::{Kennzahlen, Kostenzeitraum};
use crate::domain::{Quartal, Stammdaten};

/// Aufwand and Ertrag in cents.
type Saldo = [i64; 2];

/// Lines of costs by period, Raum and Hilfe.
type Zeilen = BTreeMap<(Zeitbezug, Ort, Hilfe), Saldo>;

pub(super) fn add(
    publikation: &mut Publikation,
    quartale: &BTreeMap<Quartal, &Kennzahlen>,
    stammdaten: &Stammdaten,
    gruppen: &Gruppen,
    beitraege: &BTreeMap<ZellId, Beitrag>,
) {
    let mut lines = Zeilen::new();
    for (quartal, figures) in quartale {
        collect(&mut lines, *quartal, figures, gruppen);
    }
    add_regions_alone(&mut lines, stammdaten);
    complete(&mut lines);
    for ((zeit, ort, hilfe), [aufwand, ertrag]) in &lines {
        let id = |groesse| ZellId { groesse, zeit: *zeit, ort: ort.clone(), hilfe: hilfe.clone() };
        let cases = Beitrag::of_cases(cases_of(publikation, quartale, *zeit, ort, hilfe));
        let numbers = [
            (Messgroesse::Aufwand, *aufwand),
            (Messgroesse::Ertrag, *ertrag),
            (Messgroesse::Zuschussbedarf, aufwand - ertrag),
        ];
        for (groesse, wert) in numbers {
            // A Zuschussbedarf says what the Aufwand says, less the Ertrag.
            let asked = if groesse == Messgroesse::Zuschussbedarf { Messgroesse::Aufwand } else { groesse };
            let beitrag = beitraege.get(&id(groesse)).or_else(|| beitraege.get(&id(asked))).copied().unwrap_or(cases);
            publikation.add_zelle(id(groesse), Zelle::betrag(wert, beitrag));
        }
        let parts =
            [(id(Messgroesse::Aufwand), 1), (id(Messgroesse::Ertrag), -1), (id(Messgroesse::Zuschussbedarf), -1)];
        link(publikation, &parts, Vergleich::Gleich);
    }
    link_years(publikation, quartale, &lines);
}

/// The lines of a quarter, and its Hilfegruppen summed up.
fn collect(lines: &mut Zeilen, quartal: Quartal, figures: &Kennzahlen, gruppen: &Gruppen) {
    for line in &figures.kosten {
        let zeit = match line.zeitraum {
            Kostenzeitraum::Quartal => Zeitbezug::Quartal(quartal),
            Kostenzeitraum::Jahr => Zeitbezug::JahrBis(quartal),
        };
        let ort = Ort::new(line.ebene, line.raum.clone());
        let saldo = [line.aufwand.cents(), line.ertrag.cents()];
        let hilfe = gruppen.of(&line.hilfeart);
        if hilfe != Hilfe::alle() {
            let group = lines.entry((zeit, ort.clone(), Hilfe::gruppe(&hilfe.gruppe))).or_default();
            *group = [group[0] + saldo[0], group[1] + saldo[1]];
        }
        lines.insert((zeit, ort, hilfe), saldo);
    }
}

/// A line for what belongs to a Region and to none of its Sozialräume, where there is such a thing.
fn add_regions_alone(lines: &mut Zeilen, stammdaten: &Stammdaten) {
    for (region, raeume) in regionen(stammdaten) {
        let of_region: Vec<_> = lines
            .iter()
            .filter(|((_, ort, _), _)| *ort == region)
            .map(|((zeit, _, hilfe), saldo)| (*zeit, hilfe.clone(), *saldo))
            .collect();
        for (zeit, hilfe, whole) in of_region {
            let parts = raeume.iter().filter_map(|raum| lines.get(&(zeit, raum.clone(), hilfe.clone())));
            let rest = parts.fold(whole, |rest, part| [rest[0] - part[0], rest[1] - part[1]]);
            if rest != Saldo::default() {
                lines.insert((zeit, region_alone(&region), hilfe), rest);
            }
        }
    }
}

/// A line that some period has is a line of every period, so that nothing in one of them can be kept secret.
fn complete(lines: &mut Zeilen) {
    let periods: BTreeSet<Zeitbezug> = lines.keys().map(|(zeit, _, _)| *zeit).collect();
    let places: BTreeSet<(Ort, Hilfe)> = lines.keys().map(|(_, ort, hilfe)| (ort.clone(), hilfe.clone())).collect();
    for zeit in periods {
        for (ort, hilfe) in &places {
            lines.entry((zeit, ort.clone(), hilfe.clone())).or_default();
        }
    }
}

/// Cases of the line; of a year so many as its fullest quarter had, which is not more than the year's.
fn cases_of(
    publikation: &Publikation,
    quartale: &BTreeMap<Quartal, &Kennzahlen>,
    zeit: Zeitbezug,
    ort: &Ort,
    hilfe: &Hilfe,
) -> u32 {
    let quarters: Vec<Quartal> = match zeit {
        Zeitbezug::Quartal(quartal) => vec![quartal],
        Zeitbezug::JahrBis(last) => {
            quartale.keys().copied().filter(|q| q.jahr() == last.jahr() && *q <= last).collect()
        }
    };
    let cases = quarters.into_iter().filter_map(|quartal| {
        let zeit = Zeitbezug::Quartal(quartal);
        let groesse = Messgroesse::Inanspruchnahme;
        let id = ZellId { groesse, zeit, ort: ort.clone(), hilfe: hilfe.clone() };
        u32::try_from(publikation.zelle(&id)?.wert).ok()
    });
    cases.max().unwrap_or(0)
}

/// The year up to a quarter is the year up to the quarter before and the quarter. Where the one before is not
/// published, everybody knows that there was one.
fn link_years(publikation: &mut Publikation, quartale: &BTreeMap<Quartal, &Kennzahlen>, lines: &Zeilen) {
    let places: BTreeSet<(&Ort, &Hilfe)> = lines.keys().map(|(_, ort, hilfe)| (ort, hilfe)).collect();
    for quartal in quartale.keys() {
        for (ort, hilfe) in &places {
            for groesse in [Messgroesse::Aufwand, Messgroesse::Ertrag, Messgroesse::Zuschussbedarf] {
                let id = |zeit| ZellId { groesse, zeit, ort: (*ort).clone(), hilfe: (*hilfe).clone() };
                let year = id(Zeitbezug::JahrBis(*quartal));
                let quarter = id(Zeitbezug::Quartal(*quartal));
                let before = id(Zeitbezug::JahrBis(quartal.previous()));
                if quartal.nummer() > 1 && !quartale.contains_key(&quartal.previous()) {
                    add_hidden(publikation, &before, &year, &quarter);
                }
                let mut parts = vec![(year, 1), (quarter, -1)];
                if quartal.nummer() > 1 {
                    parts.push((before, -1));
                }
                link(publikation, &parts, Vergleich::Gleich);
            }
        }
    }
}

fn add_hidden(publikation: &mut Publikation, before: &ZellId, year: &ZellId, quarter: &ZellId) {
    let wert = |id| publikation.zelle(id).map_or(0, |zelle| zelle.wert);
    let rest = wert(year) - wert(quarter);
    if rest != 0 {
        let nicht_negativ = rest > 0 && before.groesse != Messgroesse::Zuschussbedarf;
        let art = Zellart::Verborgen(nicht_negativ);
        publikation.add_zelle(before.clone(), Zelle { wert: rest, art, frueher: None });
    }
}
