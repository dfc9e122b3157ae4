//! The lines of every table of figures: Sozialräume, Regionen, kreisweit, ohne, Kreis.

use crate::domain::raum::{Ebene, RaumArt};
use crate::domain::{RaumId, Stammdaten};

/// A line of figures: a level, and the keys of the Räume and Regionen it sums up.
pub(super) struct Linie {
    pub(super) ebene: Ebene,
    pub(super) raum: String,
    pub(super) teile: Vec<RaumId>,
}

/// All lines in the office's order. A Region is its Sozialräume and what belongs to the Region alone.
pub(super) fn linien(stammdaten: &Stammdaten) -> Vec<Linie> {
    let single = |ebene, id: &RaumId| Linie { ebene, raum: id.to_string(), teile: vec![id.clone()] };
    let mut linien: Vec<_> = stammdaten.sozialraeume().map(|raum| single(Ebene::Sozialraum, &raum.id)).collect();
    for region in &stammdaten.regionen {
        let own = RaumId::new(region.id.as_str());
        let teile = stammdaten.sozialraeume_of(&region.id).map(|raum| raum.id.clone()).chain([own]).collect();
        linien.push(Linie { ebene: Ebene::Region, raum: region.id.to_string(), teile });
    }
    for raum in &stammdaten.raeume {
        match raum.art {
            RaumArt::Sozialraum => {}
            RaumArt::Kreisweit => linien.push(single(Ebene::Kreisweit, &raum.id)),
            RaumArt::Ohne => linien.push(single(Ebene::Ohne, &raum.id)),
        }
    }
    let regionen = stammdaten.regionen.iter().map(|region| RaumId::new(region.id.as_str()));
    let teile = stammdaten.raeume.iter().map(|raum| raum.id.clone()).chain(regionen).collect();
    linien.push(Linie { ebene: Ebene::Kreis, raum: "kreis".to_owned(), teile });
    linien
}
