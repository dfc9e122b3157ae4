//! Names of Räume, Hilfearten and groups as the sheets print them, and sentences that several sheets need.

use std::collections::BTreeMap;

use crate::domain::auswertung::Auswertung;
use crate::domain::kennung;
use crate::domain::kennzahlen::{ALLE, OHNE_HILFEART};
use crate::domain::raum::Ebene;
use crate::domain::woerter::{Begleiter, Fall};
use crate::domain::zelle::{Hilfe, Ort};
use crate::domain::{RaumId, Stammdaten};
use crate::present::{hilfen, zahl};

/// In the place of a Region where there is none.
const KEINE: &str = "keine";

/// Records and figures, and the words for them.
pub(super) struct Worte<'a> {
    pub(super) stammdaten: &'a Stammdaten,
    pub(super) auswertung: &'a Auswertung,
    hilfearten: BTreeMap<&'a str, String>,
}

impl<'a> Worte<'a> {
    pub(super) fn new(stammdaten: &'a Stammdaten, auswertung: &'a Auswertung) -> Self {
        let short = |art: &crate::domain::stammdaten::Hilfeart| format!("{} {}", art.paragraf, art.kuerzel);
        let all = &stammdaten.hilfearten;
        // Sums are made by this name, so no two may be the same.
        let name = |art| {
            let several = all.iter().filter(|other| short(other) == short(art)).count() > 1;
            if several { format!("{} ({})", short(art), art.id) } else { short(art) }
        };
        Self { stammdaten, auswertung, hilfearten: all.iter().map(|art| (art.id.as_str(), name(art))).collect() }
    }

    /// The office's word for everything together.
    pub(super) fn kreis(&self) -> &'a str {
        &self.stammdaten.einstellungen.amt.name
    }

    /// The printed name of a line.
    pub(super) fn raum(&self, ebene: Ebene, raum: &str) -> String {
        match ebene {
            Ebene::Kreis => self.kreis().to_owned(),
            _ => self.stammdaten.raum_name(&RaumId::from(raum)).to_owned(),
        }
    }

    /// The key of a line, as it stands in the keys of figures.
    pub(super) fn schluessel(ebene: Ebene, raum: &str) -> String {
        kennung::linie(ebene, raum)
    }

    /// The Region of a line that is part of one.
    pub(super) fn region(&self, ebene: Ebene, raum: &str) -> String {
        let id = RaumId::from(raum);
        let name = match ebene {
            Ebene::Region => self.stammdaten.region(&id).map(|region| region.name.clone()),
            _ => {
                let region = self.stammdaten.raum(&id).and_then(|raum| raum.region.as_ref());
                region.map(|region| self.stammdaten.raum_name(&RaumId::new(region.as_str())).to_owned())
            }
        };
        name.unwrap_or_else(|| KEINE.to_owned())
    }

    /// The name of what belongs to a Region and to none of its Sozialräume.
    pub(super) fn nur_region(&self, raum: &str, was: &str) -> String {
        format!("{}, {was}", self.raum(Ebene::Region, raum))
    }

    /// A Hilfeart: `§ 31 SPFH`.
    pub(super) fn hilfeart(&self, key: &str) -> String {
        match self.hilfearten.get(key) {
            Some(name) => name.clone(),
            None if key == ALLE => "alle Hilfearten".to_owned(),
            None if key == OHNE_HILFEART => "ohne Hilfeart".to_owned(),
            None => key.to_owned(),
        }
    }

    /// What a Hilfeart is called in full, and what is counted of it.
    pub(super) fn bezeichnung(&self, key: &str) -> (String, String) {
        let known = self.stammdaten.hilfearten.iter().find(|art| art.id.as_str() == key);
        known.map_or_else(
            || ("Hilfeart nicht angegeben oder nicht bekannt".to_owned(), "Hilfen".to_owned()),
            |art| (art.name.clone(), art.einheit.clone()),
        )
    }

    /// The group of a Hilfeart, as its key.
    pub(super) fn gruppe_of(&self, hilfeart: &str) -> String {
        let known = self.stammdaten.hilfearten.iter().find(|art| art.id.as_str() == hilfeart);
        known.map_or_else(|| hilfeart.to_owned(), |art| art.gruppe.clone())
    }

    /// Whether a group is part of the totals.
    pub(super) fn is_summed(&self, gruppe: &str) -> bool {
        !self.stammdaten.einstellungen.regeln.hilfegruppen_getrennt.iter().any(|apart| apart == gruppe)
    }

    /// Groups in the office's order: those that are summed up, what is of none, all of these, those apart.
    pub(super) fn gruppen(&self) -> Vec<Hilfe> {
        let regeln = &self.stammdaten.einstellungen.regeln;
        let summed = regeln.hilfegruppen.iter().map(Hilfe::gruppe);
        summed
            .chain([hilfen::ohne_hilfeart(), Hilfe::alle()])
            .chain(regeln.hilfegruppen_getrennt.iter().map(Hilfe::gruppe))
            .collect()
    }

    /// Sozialräume and buckets in the office's order.
    pub(super) fn raeume(&self) -> Vec<Ort> {
        let raeume = self.stammdaten.raeume.iter();
        raeume.filter_map(|raum| Some(Ort::new(self.stammdaten.ebene(&raum.id)?, raum.id.as_str()))).collect()
    }

    /// What is missing of the deliveries, as lines above a table.
    pub(super) fn luecken(&self) -> Vec<String> {
        self.auswertung.luecken.iter().map(|luecke| format!("Achtung: {luecke}")).collect()
    }

    /// What belongs to a Region and to none of its Sozialräume.
    pub(super) fn ohne_zuordnung(&self) -> String {
        let settings = &self.stammdaten.einstellungen;
        let region = settings.wort_region().mit(Begleiter::Der, Fall::Dativ);
        format!("ohne {} in {region}", settings.amt.begriff_raum)
    }

    /// The office's word of a level.
    pub(super) fn ebene(&self, ebene: Ebene) -> String {
        let amt = &self.stammdaten.einstellungen.amt;
        match ebene {
            Ebene::Sozialraum => amt.begriff_raum.clone(),
            Ebene::Region => amt.begriff_region.clone(),
            Ebene::Kreisweit => "kreisweit".to_owned(),
            Ebene::Ohne => format!("ohne {}", amt.begriff_raum),
            Ebene::Kreis => "Gesamt".to_owned(),
        }
    }

    /// `2. Quartal 2026, Stand 30.06.2026`.
    pub(super) fn stand(&self) -> String {
        let kennzahlen = &self.auswertung.kennzahlen;
        format!("{}, Stand {}", zahl::quartal(kennzahlen.quartal), zahl::tag(kennzahlen.stichtag))
    }
}

/// A group as it is written: keys are ASCII.
pub(super) fn gruppe(key: &str) -> String {
    match key {
        ALLE => "alle Hilfen".to_owned(),
        OHNE_HILFEART => "ohne Hilfeart".to_owned(),
        _ => hilfen::gruppe_name(key),
    }
}

/// `ja` or `nein`.
pub(super) const fn ja_nein(truth: bool) -> &'static str {
    if truth { JA } else { "nein" }
}

/// Stands in the column that says whether a line is part of the totals.
pub(super) const JA: &str = "ja";
