//! Makes a [`Publikation`] of the figures of one or more quarters.
//!
//! Money of the Maßnahmen is no Sozialdatum: budget lines are not part of it and are always shown.

mod besondere;
mod faelle;
mod kosten;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use super::publikation::{Beziehung, Publikation, Rang, Vergleich};
use super::zelle::{Beitrag, Hilfe, Messgroesse, Ort, ZellId};
use crate::domain::kennzahlen::{ALLE, Kennzahlen};
use crate::domain::raum::Ebene;
use crate::domain::reihe::Reihe;
use crate::domain::{Quartal, Stammdaten};

/// Key of the line over everything.
const KREIS: &str = "kreis";

/// All numbers of these quarters that an audience gets, with everything that readers know of how they hang together.
///
/// Quarters that follow each other are linked: what stood at the end of one stands at the beginning of the next, and
/// the year up to a quarter is the year up to the one before and the quarter. A line of one of the quarters has cells
/// in all of them, also where there is nothing. `beitraege` says how many cases are
/// behind an amount and how large the largest are; where it says nothing, the cases of the line are taken. `is_shown`
/// says which numbers the documents for the audience have a place for at all: the fewer, the less is suppressed.
pub fn publikation(
    kennzahlen: &[&Kennzahlen],
    stammdaten: &Stammdaten,
    beitraege: &BTreeMap<ZellId, Beitrag>,
    is_shown: impl Fn(&ZellId) -> bool,
) -> Publikation {
    let quartale: BTreeMap<Quartal, &Kennzahlen> =
        kennzahlen.iter().map(|figures| (figures.quartal, *figures)).collect();
    let mut publikation = Publikation::default();
    add_orte(&mut publikation, stammdaten);
    let gruppen = Gruppen::new(&quartale, stammdaten);
    gruppen.add_hilfen(&mut publikation, stammdaten);
    faelle::add(&mut publikation, &quartale, stammdaten);
    kosten::add(&mut publikation, &quartale, stammdaten, &gruppen, beitraege);
    publikation.hide_unless(is_shown);
    publikation
}

/// All numbers on cases and costs of a Reihe, with everything that readers know of how they hang together.
pub fn zahlen(reihe: &Reihe, stammdaten: &Stammdaten) -> Publikation {
    let kennzahlen: Vec<_> = reihe.quartale.values().map(|zahlen| &zahlen.kennzahlen).collect();
    let beitraege = reihe.quartale.values().flat_map(|zahlen| &zahlen.beitraege);
    let beitraege = beitraege.map(|(id, beitrag)| (id.clone(), *beitrag)).collect();
    let mut publikation = publikation(&kennzahlen, stammdaten, &beitraege, |_| true);
    for (quartal, zahlen) in &reihe.quartale {
        besondere::add(&mut publikation, *quartal, zahlen, stammdaten);
    }
    let ranks: Vec<_> = publikation.ids().map(|id| (id.clone(), rang(id))).collect();
    for (id, rang) in ranks.into_iter().filter(|(_, rang)| *rang > Rang::Entbehrlich) {
        publikation.add_tragend(id, rang);
    }
    publikation
}

/// What reports are hardly worth reading without: everything over all Hilfen of the office, what runs and what it costs
/// there by Hilfegruppe, and what runs in each Sozialraum and Region.
fn rang(id: &ZellId) -> Rang {
    let is_bestand = id.groesse == Messgroesse::Bestand;
    match id.ort.ebene {
        Ebene::Kreis
            if id.hilfe == Hilfe::alle() && id.groesse != Messgroesse::Ertrag && (id.is_betrag() || is_bestand) =>
        {
            Rang::Unentbehrlich
        }
        Ebene::Kreis if id.hilfe == Hilfe::alle() => Rang::Wesentlich,
        Ebene::Kreis if id.hilfe.hilfeart == ALLE && is_bestand => Rang::Unentbehrlich,
        Ebene::Kreis if id.hilfe.hilfeart == ALLE && id.groesse == Messgroesse::Aufwand => Rang::Wesentlich,
        Ebene::Kreis if id.hilfe.hilfeart == ALLE && id.is_betrag() => Rang::Wichtig,
        Ebene::Region | Ebene::Sozialraum if id.hilfe == Hilfe::alle() && is_bestand => Rang::Wesentlich,
        _ => Rang::Entbehrlich,
    }
}

/// Sozialräume are parts of their Region, all else of the Kreis.
fn add_orte(publikation: &mut Publikation, stammdaten: &Stammdaten) {
    let kreis = || Ort::new(Ebene::Kreis, KREIS);
    for raum in &stammdaten.raeume {
        let Some(ebene) = stammdaten.ebene(&raum.id) else { continue };
        let ganzes = match &raum.region {
            Some(region) => Ort::new(Ebene::Region, region.as_str()),
            None => kreis(),
        };
        publikation.add_ort(Ort::new(ebene, raum.id.as_str()), ganzes);
    }
    for region in &stammdaten.regionen {
        let ganzes = Ort::new(Ebene::Region, region.id.as_str());
        publikation.add_ort(region_alone(&ganzes), ganzes.clone());
        publikation.add_ort(ganzes, kreis());
    }
}

/// What belongs to a Region and to none of its Sozialräume. No table shows it, but everybody can work it out.
fn region_alone(region: &Ort) -> Ort {
    Ort::new(Ebene::Sozialraum, region.raum.clone())
}

/// The Regionen of the records with their Sozialräume.
fn regionen(stammdaten: &Stammdaten) -> Vec<(Ort, Vec<Ort>)> {
    let raeume = |region: &crate::domain::raum::Region| {
        stammdaten.sozialraeume_of(&region.id).map(|raum| Ort::new(Ebene::Sozialraum, raum.id.as_str())).collect()
    };
    stammdaten.regionen.iter().map(|region| (Ort::new(Ebene::Region, region.id.as_str()), raeume(region))).collect()
}

/// The Hilfegruppe of each Hilfeart that occurs.
struct Gruppen(BTreeMap<String, String>);

impl Gruppen {
    fn new(quartale: &BTreeMap<Quartal, &Kennzahlen>, stammdaten: &Stammdaten) -> Self {
        let known = stammdaten.hilfearten.iter().map(|art| (art.id.to_string(), art.gruppe.clone()));
        let mut gruppen: BTreeMap<String, String> = known.collect();
        for line in quartale.values().flat_map(|figures| &figures.kosten) {
            gruppen.entry(line.hilfeart.clone()).or_insert_with(|| line.hilfeart.clone());
        }
        Self(gruppen)
    }

    fn of(&self, hilfeart: &str) -> Hilfe {
        match self.0.get(hilfeart) {
            Some(gruppe) if hilfeart != ALLE => Hilfe::art(hilfeart, gruppe.clone()),
            _ => Hilfe::alle(),
        }
    }

    /// Hilfearten are parts of their group, groups of everything unless they are counted apart.
    fn add_hilfen(&self, publikation: &mut Publikation, stammdaten: &Stammdaten) {
        let apart = &stammdaten.einstellungen.regeln.hilfegruppen_getrennt;
        for (hilfeart, gruppe) in self.0.iter().filter(|(art, _)| *art != ALLE) {
            publikation.add_hilfe(Hilfe::art(hilfeart, gruppe), Hilfe::gruppe(gruppe));
            if !apart.contains(gruppe) {
                publikation.add_hilfe(Hilfe::gruppe(gruppe), Hilfe::alle());
            }
        }
    }
}

/// Says that some cells make up nothing, if they do; a cell that is not there is nothing. What the deliveries
/// contradict, nobody can reckon with: a Hilfe that moved with its family is at the end of one quarter in one Raum
/// and at the beginning of the next in another.
fn link(publikation: &mut Publikation, glieder: &[(ZellId, i64)], vergleich: Vergleich) {
    let present: Vec<_> =
        glieder.iter().filter_map(|(id, faktor)| Some((id.clone(), *faktor, publikation.zelle(id)?.wert))).collect();
    let sum: i64 = present.iter().map(|(_, faktor, wert)| faktor * wert).sum();
    let holds = match vergleich {
        Vergleich::Gleich => sum == 0,
        Vergleich::Mindestens => sum >= 0,
    };
    if holds && !present.is_empty() {
        let glieder = present.into_iter().map(|(id, faktor, _)| (id, faktor)).collect();
        publikation.add_beziehung(Beziehung { glieder, vergleich, summe: 0 });
    }
}
