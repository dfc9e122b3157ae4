//! What the files say about each other, and what no type can say: references, sums, periods, thresholds.
//!
//! Every mistake points at the value that has to be changed. Where a place has been reported already, or follows
//! from a file that could not be read, nothing more is said about it.

mod amt;
mod anlagen;
mod begleitung;
mod budgets;
mod jha;
mod kriterien;
mod massnahmen;
mod massnahmenregeln;
mod nachweise;
mod post;
mod raeume;
mod sitzungsplan;
mod woerter;

use std::collections::BTreeMap;

use super::diagnostic::Fehlerstelle;
use super::file::File;
use super::tree::Step;
use rust_decimal::Decimal;

use crate::domain::text::nearest;
use crate::domain::{Betrag, Stammdaten};

/// `art` of a meeting of the committee; the word that tells its file from a Sozialraumteam's.
pub const AUSSCHUSS: &str = "ausschuss";

/// The files that the [`Stammdaten`] were read from; lists in the same order as theirs.
pub struct Files {
    /// Settings.
    pub einstellungen: File,
    /// Regionen and Räume.
    pub raeume: File,
    /// Hilfearten.
    pub hilfearten: File,
    /// Accounts.
    pub konten: File,
    /// Träger.
    pub traeger: File,
    /// Catalogues.
    pub kriterien: File,
    /// Budgets, movements, hours.
    pub budgets: File,
    /// Teams and distribution list.
    pub verteiler: File,
    /// School holidays; empty where there is no such file.
    pub ferien: File,
    /// Maßnahmen.
    pub massnahmen: Vec<File>,
    /// Evaluations.
    pub evaluationen: Vec<File>,
    /// Verwendungsnachweise.
    pub nachweise: Vec<File>,
    /// Meetings of teams.
    pub sitzungen: Vec<File>,
    /// Sessions of the committee.
    pub ausschuss: Vec<File>,
}

/// Checks everything.
pub fn check(files: &Files, stammdaten: &Stammdaten, out: &mut Vec<Fehlerstelle>) {
    let mut checker = Checker { files, st: stammdaten, out: Vec::new() };
    checker.einstellungen();
    checker.woerter();
    checker.regionen_und_raeume();
    checker.hilfearten_und_konten();
    checker.traeger();
    checker.kriterien();
    checker.budgets();
    checker.stundenbudgets();
    checker.teams_und_verteiler();
    checker.massnahmen();
    checker.evaluationen();
    checker.nachweise();
    checker.sitzungen();
    checker.sitzungsplan();
    checker.ferien();
    out.append(&mut checker.out);
}

/// The check under way.
struct Checker<'a> {
    files: &'a Files,
    st: &'a Stammdaten,
    out: Vec<Fehlerstelle>,
}

/// What a key can refer to.
#[derive(Clone, Copy)]
enum Ziel {
    Raum,
    RaumOderRegion,
    Region,
    Traeger,
    Massnahme,
}

impl<'a> Checker<'a> {
    /// Reports a mistake, unless its file is known to be incomplete.
    fn report(&mut self, file: &File, error: Fehlerstelle) {
        if !file.incomplete {
            self.out.push(error);
        }
    }

    /// The keys of a kind of thing, the word for it, and whether all of them are known for sure.
    fn known(&self, ziel: Ziel) -> (Vec<&'a str>, &'static str, bool) {
        let (st, files) = (self.st, self.files);
        let raeume = st.raeume.iter().map(|raum| raum.id.as_str());
        let regionen = st.regionen.iter().map(|region| region.id.as_str());
        let sure = |file: &File| !file.incomplete && !file.root.is_damaged(&[]);
        match ziel {
            Ziel::Raum => (raeume.collect(), "Raum", sure(&files.raeume)),
            Ziel::RaumOderRegion => (raeume.chain(regionen).collect(), "Raum", sure(&files.raeume)),
            Ziel::Region => (regionen.collect(), "Region", sure(&files.raeume)),
            Ziel::Traeger => {
                (st.traeger.iter().map(|traeger| traeger.id.as_str()).collect(), "Träger", sure(&files.traeger))
            }
            Ziel::Massnahme => {
                // A record whose key and file name differ is reported once, there; under either name it exists.
                let stems = files.massnahmen.iter().map(stem);
                let keys = st.massnahmen.iter().map(|massnahme| massnahme.id.as_str());
                (keys.chain(stems).collect(), "Maßnahme", true)
            }
        }
    }

    /// Reports a key that refers to nothing.
    fn reference(&mut self, file: &File, path: &[Step], ziel: Ziel, key: &str) {
        let (known, word, sure) = self.known(ziel);
        if !sure || known.contains(&key) {
            return;
        }
        let home = match ziel {
            Ziel::Raum | Ziel::RaumOderRegion | Ziel::Region => "data/stammdaten/raeume.toml",
            Ziel::Traeger => "data/stammdaten/traeger.toml",
            Ziel::Massnahme => "data/massnahmen",
        };
        let article = if matches!(ziel, Ziel::Region | Ziel::Massnahme) { "Eine" } else { "Einen" };
        let error = file
            .at_path(path, format!("{article} {word} „{key}“ gibt es nicht"))
            .expecting(format!("ein Schlüssel (id) aus {home}"));
        let error = with_candidates(error, key, &known);
        self.report(file, error);
    }

    /// Reports a word that is not one of some others of the records.
    fn word(&mut self, file: &File, path: &[Step], what: &str, word: &str, known: &[&str], home: &str) {
        if known.contains(&word) {
            return;
        }
        let error = file.at_path(path, format!("{what} „{word}“ gibt es nicht")).expecting(home);
        let error = with_candidates(error, word, known);
        self.report(file, error);
    }

    /// Reports keys that occur twice. Each comes with the path of the value that holds it.
    fn duplicates(&mut self, file: &File, what: &str, keys: impl IntoIterator<Item = (String, Vec<Step>)>) {
        let mut seen: BTreeMap<String, Vec<Step>> = BTreeMap::new();
        for (key, path) in keys {
            if let Some(first) = seen.get(&key) {
                let error = file
                    .at_path(&path, format!("{what} „{key}“ gibt es schon"))
                    .expecting("ein Schlüssel, der nur einmal vorkommt")
                    .other(file, file.span(first), "hier zum ersten Mal");
                self.report(file, error);
            } else {
                seen.insert(key, path);
            }
        }
    }
}

/// The file's name without folder and ending.
fn stem(file: &File) -> &str {
    let name = file.name.rsplit('/').next().unwrap_or_default();
    name.strip_suffix(".toml").unwrap_or(name)
}

/// A number as people write it.
fn german(number: Decimal) -> String {
    number.normalize().to_string().replace('.', ",")
}

/// Adds what was probably meant, or else all there is if that is little.
fn with_candidates(error: Fehlerstelle, typed: &str, known: &[&str]) -> Fehlerstelle {
    match nearest(typed, known.iter().copied()) {
        Some(candidate) => error.help(format!("Meinten Sie „{candidate}“?")),
        None if known.is_empty() => error,
        None if known.len() <= 20 => error.help(format!("Bekannt sind: {}.", known.join(", "))),
        None => error,
    }
}

/// An amount as people write it: `1.234,56 €`.
fn euro(betrag: Betrag) -> String {
    format!("{} €", super::create::german_amount(&betrag.to_string()))
}

/// A path that goes on.
fn below(path: &[Step], further: &[Step]) -> Vec<Step> {
    path.iter().chain(further).cloned().collect()
}
