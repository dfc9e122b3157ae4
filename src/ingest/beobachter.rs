//! What is worth a word although every cell gave a value: gathered by text, so that one word stands for many rows.

use std::collections::HashMap;

use crate::domain::export::Feld;
use crate::domain::text::{has_glyph, key};
use crate::domain::zeilen::Herkunftszeile;

use super::mappe::Dateiart;

/// The place of a cell: row, and column from 0.
pub type Stelle = (Herkunftszeile, u32);

/// What was noticed while reading a file.
#[derive(Clone, Debug, Default)]
pub struct Beobachtungen {
    /// What kind of file it is by its content; none where it could not be opened.
    pub dateiart: Option<Dateiart>,
    /// Whether its calendar begins in 1904.
    pub ab_1904: bool,
    /// Places of each Träger that the master data do not know. Their names are gone.
    pub unbekannte_traeger: Vec<Vec<Stelle>>,
    /// Texts that were cut and could be completed.
    pub kuerzungen: Vec<Kuerzung>,
    /// Characters that documents cannot print.
    pub zeichen: Vec<Zeichen>,
}

/// A text that was cut and can mean only one thing.
#[derive(Clone, Debug)]
pub struct Kuerzung {
    /// Its field.
    pub feld: Feld,
    /// The text as it stands there.
    pub text: String,
    /// Key of what it means.
    pub bedeutung: String,
    /// Where it stands.
    pub stellen: Vec<Stelle>,
}

/// A character that documents cannot print.
#[derive(Clone, Debug)]
pub struct Zeichen {
    /// The field in whose texts it stands.
    pub feld: Feld,
    /// The character.
    pub zeichen: char,
    /// Where it stands.
    pub stellen: Vec<Stelle>,
}

/// Gathers what is noticed.
#[derive(Debug, Default)]
pub struct Beobachter {
    found: Beobachtungen,
    traeger: HashMap<String, usize>,
    kuerzungen: HashMap<(Feld, String), usize>,
}

impl Beobachter {
    /// A Träger that the master data do not know. Its name tells equal ones apart and is kept nowhere.
    pub fn unbekannter_traeger(&mut self, name: &str, stelle: Stelle) {
        let groups = &mut self.found.unbekannte_traeger;
        let place = *self.traeger.entry(key(name)).or_insert_with(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        if let Some(group) = groups.get_mut(place) {
            group.push(stelle);
        }
    }

    /// A text that was cut and completed.
    pub fn kuerzung(&mut self, feld: Feld, text: &str, bedeutung: &str, stelle: Stelle) {
        let found = &mut self.found.kuerzungen;
        let place = *self.kuerzungen.entry((feld, key(text))).or_insert_with(|| {
            let (text, bedeutung) = (text.to_owned(), bedeutung.to_owned());
            found.push(Kuerzung { feld, text, bedeutung, stellen: Vec::new() });
            found.len() - 1
        });
        if let Some(kuerzung) = found.get_mut(place) {
            kuerzung.stellen.push(stelle);
        }
    }

    /// Looks for characters that cannot be printed; at most one of a text is told.
    pub fn text(&mut self, feld: Feld, text: &str, stelle: impl FnOnce() -> Stelle) {
        if text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
            return;
        }
        let Some(zeichen) = text.chars().find(|c| !has_glyph(*c)) else { return };
        let found = &mut self.found.zeichen;
        let room = found.len() < 100;
        match found.iter_mut().find(|known| known.feld == feld && known.zeichen == zeichen) {
            Some(known) => known.stellen.push(stelle()),
            // A file in another script is one finding, not thousands.
            None if room => found.push(Zeichen { feld, zeichen, stellen: vec![stelle()] }),
            None => {}
        }
    }

    /// Everything that was noticed.
    pub fn finish(self) -> Beobachtungen {
        self.found
    }
}
