//! Looks up what an export writes for Räume, Hilfearten, Maßnahmen and accounts in the master data.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use crate::domain::export::{Exportlayout, Kontoklasse, Raumschluessel};
use crate::domain::text::key;
use crate::domain::zeilen::Buchungsart;
use crate::domain::{HilfeartId, MassnahmeId, RaumId, Stammdaten};

/// Texts and what they mean; `None` where a text means two things.
#[derive(Debug)]
struct Woerter<T> {
    words: HashMap<String, Option<T>>,
    /// Exports cut texts at so many characters.
    cut: Option<usize>,
}

impl<T: Clone + PartialEq> Woerter<T> {
    fn new(cut: Option<usize>) -> Self {
        Self { words: HashMap::new(), cut }
    }

    fn add(&mut self, word: &str, meaning: &T) {
        let word = key(word);
        if word.is_empty() {
            return;
        }
        match self.words.entry(word) {
            Entry::Vacant(entry) => {
                entry.insert(Some(meaning.clone()));
            }
            Entry::Occupied(mut entry) => {
                if entry.get().as_ref() != Some(meaning) {
                    entry.insert(None);
                }
            }
        }
    }

    /// Looks up a key.
    fn get(&self, word: &str) -> Option<T> {
        self.find(word).map(|(meaning, _)| meaning)
    }

    /// Looks up a key, and says whether it was cut: a text that is as long as the cut may go on.
    fn find(&self, word: &str) -> Option<(T, bool)> {
        if let Some(meaning) = self.words.get(word) {
            return meaning.clone().map(|meaning| (meaning, false));
        }
        if self.cut != Some(word.chars().count()) {
            return None;
        }
        let mut meanings = self.words.iter().filter(|(long, _)| long.starts_with(word)).map(|(_, meaning)| meaning);
        let first = meanings.next()?;
        let meaning = meanings.all(|other| other == first).then(|| first.clone()).flatten()?;
        Some((meaning, true))
    }
}

/// The master data as an export of one layout writes them.
#[derive(Debug)]
pub struct Verzeichnis<'a> {
    raum_werte: Woerter<RaumId>,
    raeume: Vec<(Raumschluessel, Woerter<RaumId>)>,
    hilfearten: Woerter<HilfeartId>,
    produkte: Woerter<HilfeartId>,
    massnahmen: Woerter<MassnahmeId>,
    arten: Woerter<Buchungsart>,
    traeger: HashSet<String>,
    stammdaten: &'a Stammdaten,
}

impl<'a> Verzeichnis<'a> {
    /// Gathers every spelling of the master data and of the layout.
    pub fn new(stammdaten: &'a Stammdaten, layout: &Exportlayout) -> Self {
        let cut = layout.texte_gekuerzt_auf;
        let mut raum_werte = Woerter::new(cut);
        for (word, raum) in &layout.raum.werte {
            raum_werte.add(word, &RaumId::new(raum.as_str()));
        }
        let mut massnahmen = Woerter::new(cut);
        for massnahme in &stammdaten.massnahmen {
            massnahmen.add(massnahme.id.as_str(), &massnahme.id);
        }
        let mut arten = Woerter::new(cut);
        for (word, art) in &layout.buchungsart.werte {
            arten.add(word, art);
        }
        let mut produkte = Woerter::new(None);
        for hilfeart in &stammdaten.hilfearten {
            produkte.add(&hilfeart.produkt, &hilfeart.id);
        }
        Self {
            raum_werte,
            raeume: layout.raum.ueber.iter().map(|kind| (*kind, raum_words(stammdaten, *kind, cut))).collect(),
            hilfearten: hilfeart_words(stammdaten, layout),
            produkte,
            massnahmen,
            arten,
            traeger: traeger_words(stammdaten, layout),
            stammdaten,
        }
    }

    /// The Raum, the Region or the bucket that a text means, and whether the text was cut.
    pub fn raum(&self, text: &str) -> Option<(RaumId, bool)> {
        let word = key(text);
        self.raum_werte.find(&word).or_else(|| {
            self.raeume.iter().find_map(|(kind, words)| {
                words.find(&word).or_else(|| {
                    // Numbers lose their leading zeros in spreadsheets.
                    let number = kind.is_number() && word.bytes().all(|byte| byte.is_ascii_digit());
                    if number { words.find(&without_zeros(&word)) } else { None }
                })
            })
        })
    }

    /// The Hilfeart that a text means, and whether the text was cut.
    pub fn hilfeart(&self, text: &str) -> Option<(HilfeartId, bool)> {
        self.hilfearten.find(&key(text)).or_else(|| self.hilfearten.find(&squeezed(text)))
    }

    /// The Hilfeart of a product.
    pub fn hilfeart_of_produkt(&self, produkt: &str) -> Option<HilfeartId> {
        self.produkte.get(&key(produkt))
    }

    /// Whether a product is the one of the Maßnahmen.
    pub fn is_produkt_of_massnahmen(&self, produkt: &str) -> bool {
        key(produkt) == key(&self.stammdaten.konten.produkt_gwa)
    }

    /// The Maßnahme of a key, and whether the text was cut.
    pub fn massnahme(&self, text: &str) -> Option<(MassnahmeId, bool)> {
        self.massnahmen.find(&key(text))
    }

    /// Whether a Träger is one of the master data or of the layout. Where there are none, none is judged.
    pub fn knows_traeger(&self, text: &str) -> bool {
        self.traeger.is_empty() || self.traeger.contains(&key(text))
    }

    /// What a value of the column `art` means.
    pub fn art(&self, text: &str) -> Option<Buchungsart> {
        self.arten.get(&key(text))
    }

    /// The class of an account.
    pub fn kontoklasse(&self, konto: &str) -> Option<Kontoklasse> {
        self.stammdaten.konten.klasse_of(konto)
    }
}

impl Raumschluessel {
    /// Whether its keys are digits, which spreadsheets may take for numbers.
    const fn is_number(self) -> bool {
        matches!(self, Self::Code | Self::Ags | Self::Plz)
    }
}

/// The spellings of one kind of key of all Räume and Regionen.
fn raum_words(stammdaten: &Stammdaten, kind: Raumschluessel, cut: Option<usize>) -> Woerter<RaumId> {
    let mut words = Woerter::new(cut);
    let mut add = |word: &str, id: &RaumId| {
        words.add(word, id);
        if kind.is_number() {
            let bare = without_zeros(word);
            if bare != word {
                words.add(&bare, id);
            }
        }
    };
    for raum in &stammdaten.raeume {
        match kind {
            Raumschluessel::Name => {
                std::iter::once(&raum.name).chain(&raum.aliasse).for_each(|word| add(word, &raum.id));
            }
            Raumschluessel::Gemeinde => raum.gemeinden.iter().for_each(|gemeinde| add(&gemeinde.name, &raum.id)),
            Raumschluessel::Code => add(&raum.code, &raum.id),
            Raumschluessel::Ags => raum.ags.iter().for_each(|word| add(word, &raum.id)),
            Raumschluessel::Plz => raum.plz.iter().for_each(|word| add(word, &raum.id)),
        }
    }
    for region in &stammdaten.regionen {
        let id = RaumId::new(region.id.as_str());
        match kind {
            Raumschluessel::Name => {
                [&region.name, &region.kurz].into_iter().chain(&region.aliasse).for_each(|word| add(word, &id));
            }
            Raumschluessel::Code => add(&region.code, &id),
            Raumschluessel::Gemeinde | Raumschluessel::Ags | Raumschluessel::Plz => {}
        }
    }
    words
}

/// Every spelling of the Träger; empty where the master data have none or the layout does not ask.
fn traeger_words(stammdaten: &Stammdaten, layout: &Exportlayout) -> HashSet<String> {
    if !layout.traeger.pruefen || stammdaten.traeger.is_empty() {
        return HashSet::new();
    }
    let names = stammdaten.traeger.iter().flat_map(|traeger| std::iter::once(&traeger.name).chain(&traeger.aliasse));
    names.chain(&layout.traeger.bekannt).map(|word| key(word)).collect()
}

fn hilfeart_words(stammdaten: &Stammdaten, layout: &Exportlayout) -> Woerter<HilfeartId> {
    let mut words = Woerter::new(layout.texte_gekuerzt_auf);
    let mut add = |word: &str, id: &HilfeartId| {
        words.add(word, id);
        let squeezed = squeezed(word);
        if squeezed != key(word) {
            words.add(&squeezed, id);
        }
    };
    for (word, id) in &layout.hilfeart.werte {
        add(word, &HilfeartId::new(id.as_str()));
    }
    for art in &stammdaten.hilfearten {
        for word in [art.id.as_str(), &art.paragraf, &art.code, &art.kuerzel, &art.name] {
            add(word, &art.id);
        }
        art.schreibweisen.iter().for_each(|word| add(word, &art.id));
    }
    words
}

/// The key without any space: "§ 41 i.V.m. § 34" and "§41 i.V.m. §34" are one.
fn squeezed(text: &str) -> String {
    key(text).replace(' ', "")
}

fn without_zeros(text: &str) -> String {
    text.trim_start_matches('0').to_owned()
}
