//! Which lines a row counts in: from the row upwards, not from the line down.

use std::collections::HashMap;

use crate::domain::Stammdaten;
use crate::domain::raum::{Ebene, RaumArt};
use crate::domain::zelle::{Hilfe, Ort};

/// Lines by the keys that rows and records carry.
pub(super) struct Karte {
    /// Every line of Räume.
    pub(super) orte: Vec<Ort>,
    /// Every line of Hilfen.
    pub(super) hilfen: Vec<Hilfe>,
    /// Lines of what belongs to a Region and to none of its Sozialräume: reports may show them, figures have no key.
    eigene: Vec<usize>,
    orte_of: HashMap<String, Vec<usize>>,
    hilfen_of: HashMap<String, Vec<usize>>,
}

impl Karte {
    pub(super) fn new(stammdaten: &Stammdaten) -> Self {
        let mut karte = Self {
            orte: Vec::new(),
            hilfen: Vec::new(),
            eigene: Vec::new(),
            orte_of: HashMap::new(),
            hilfen_of: HashMap::new(),
        };
        karte.add_orte(stammdaten);
        karte.add_hilfen(stammdaten);
        karte
    }

    /// A Raum is part of its Region and of the Kreis; the buckets and the own money of a Region too.
    fn add_orte(&mut self, stammdaten: &Stammdaten) {
        let kreis = place(&mut self.orte, Ort::kreis());
        for region in &stammdaten.regionen {
            let whole = place(&mut self.orte, Ort::new(Ebene::Region, region.id.as_str()));
            let own = place(&mut self.orte, Ort::new(Ebene::Sozialraum, region.id.as_str()));
            self.eigene.push(own);
            self.orte_of.insert(region.id.to_string(), vec![own, whole, kreis]);
        }
        for raum in &stammdaten.raeume {
            let ebene = match raum.art {
                RaumArt::Sozialraum => Ebene::Sozialraum,
                RaumArt::Kreisweit => Ebene::Kreisweit,
                RaumArt::Ohne => Ebene::Ohne,
            };
            let mut lines = vec![place(&mut self.orte, Ort::new(ebene, raum.id.as_str())), kreis];
            if let (RaumArt::Sozialraum, Some(region)) = (raum.art, &raum.region) {
                let region = Ort::new(Ebene::Region, region.as_str());
                lines.extend(self.orte.iter().position(|ort| *ort == region));
            }
            self.orte_of.insert(raum.id.to_string(), lines);
        }
    }

    /// A Hilfeart is part of its group and, unless the group is counted apart, of everything.
    fn add_hilfen(&mut self, stammdaten: &Stammdaten) {
        let unknown = super::UNBEKANNT;
        let known = stammdaten.hilfearten.iter().map(|art| (art.id.as_str(), art.gruppe.as_str()));
        for (art, gruppe) in known.chain([(unknown, unknown)]) {
            let mut lines =
                vec![place(&mut self.hilfen, Hilfe::art(art, gruppe)), place(&mut self.hilfen, Hilfe::gruppe(gruppe))];
            if !stammdaten.einstellungen.regeln.hilfegruppen_getrennt.iter().any(|apart| apart == gruppe) {
                lines.push(place(&mut self.hilfen, Hilfe::alle()));
            }
            self.hilfen_of.insert(art.to_owned(), lines);
        }
        place(&mut self.hilfen, Hilfe::alle());
    }

    /// Whether the figures of a line have keys.
    pub(super) fn has_key(&self, ort: usize) -> bool {
        !self.eigene.contains(&ort)
    }

    /// Lines of Räume that a key counts in; none where the records do not know it.
    pub(super) fn orte_of(&self, key: &str) -> Option<&[usize]> {
        self.orte_of.get(key).map(Vec::as_slice)
    }

    /// Lines of Hilfen that a key counts in; none where the records do not know it.
    pub(super) fn hilfen_of(&self, key: &str) -> Option<&[usize]> {
        self.hilfen_of.get(key).map(Vec::as_slice)
    }

    /// Every line of Räume and Hilfen that a row counts in.
    pub(super) fn lines(&self, raum: &str, hilfeart: &str) -> Option<impl Iterator<Item = (usize, usize)>> {
        let hilfen = self.hilfen_of(hilfeart)?;
        let orte = self.orte_of(raum)?;
        Some(orte.iter().flat_map(move |ort| hilfen.iter().map(move |hilfe| (*ort, *hilfe))))
    }
}

/// The place of a line, which is added where it is new.
fn place<T: PartialEq>(list: &mut Vec<T>, line: T) -> usize {
    list.iter().position(|known| *known == line).unwrap_or_else(|| {
        list.push(line);
        list.len() - 1
    })
}
