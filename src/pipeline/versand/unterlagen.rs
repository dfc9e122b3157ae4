//! Papers below `reports/` as enclosures: where they lie, what they are called in a mail, which version they are.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::rc::Rc;

use crate::domain::papier::{Papier, zielgruppe_of};
use crate::domain::post::Anlagenstand;
use crate::domain::pruefsumme::sha256;
use crate::domain::sitzung::Sitzung;
use crate::domain::{Halbjahr, Quartal, Stammdaten, Zielgruppe};
use crate::error::{Error, Result};
use crate::present::zahl;
use crate::render::anhang;

/// A paper, read, or a form, made.
#[derive(Debug)]
pub(super) struct Unterlage {
    /// Path below `reports/`; of a form its name.
    pub(super) pfad: String,
    /// What stands of it in the ledger.
    pub(super) stand: Anlagenstand,
    /// Who may see it.
    pub(super) zielgruppe: Zielgruppe,
    /// The file.
    pub(super) bytes: Vec<u8>,
}

/// The papers of a workspace. Each is read once.
pub(super) struct Ablage {
    reports: PathBuf,
    read: RefCell<BTreeMap<String, Rc<Unterlage>>>,
}

/// Where the invitation to a meeting lies.
pub(super) fn einladung(sitzung: &str) -> String {
    format!("sitzungen/{sitzung}/einladung.pdf")
}

/// Where the minutes of a meeting lie.
pub(super) fn protokoll(sitzung: &str) -> String {
    format!("sitzungen/{sitzung}/protokoll.pdf")
}

impl Ablage {
    pub(super) fn new(reports: PathBuf) -> Self {
        Self { reports, read: RefCell::default() }
    }

    /// Whether there is a paper at a path.
    pub(super) fn exists(&self, pfad: &str) -> bool {
        self.reports.join(pfad).is_file()
    }

    /// The newest period of which there is a paper of a kind.
    pub(super) fn newest(&self, papier: Papier) -> Option<String> {
        self.periods(papier).into_iter().rev().find(|zeitraum| {
            let files = self.files_of(zeitraum);
            files.iter().any(|pfad| Papier::of(pfad) == Some(papier))
        })
    }

    /// The periods of a kind of paper that have a folder, oldest first.
    fn periods(&self, papier: Papier) -> Vec<String> {
        let Ok(entries) = fs::read_dir(&self.reports) else { return Vec::new() };
        let names = entries.flatten().filter_map(|entry| entry.file_name().into_string().ok());
        let is_period = |name: &String| match papier {
            Papier::Evaluation => name.parse::<Halbjahr>().is_ok(),
            _ => name.parse::<Quartal>().is_ok(),
        };
        let mut names: Vec<_> = names.filter(is_period).collect();
        names.sort();
        names
    }

    /// The files of a period, by path below `reports/`.
    fn files_of(&self, zeitraum: &str) -> Vec<String> {
        let Ok(entries) = fs::read_dir(self.reports.join(zeitraum)) else { return Vec::new() };
        let names = entries.flatten().filter_map(|entry| entry.file_name().into_string().ok());
        let mut paths: Vec<_> = names.map(|name| format!("{zeitraum}/{name}")).collect();
        paths.sort();
        paths
    }

    /// The papers of a kind, period and Raum (also `region-nord`, `kreis`), one for each kind of budget.
    pub(super) fn papers(
        &self,
        stammdaten: &Stammdaten,
        papier: Papier,
        zeitraum: &str,
        key: &str,
    ) -> Result<Vec<Rc<Unterlage>>> {
        let keys = keys(stammdaten);
        let of_key = |pfad: &&String| {
            let name = pfad.rsplit('/').next().unwrap_or_default().trim_end_matches(".pdf");
            let rest = name.strip_prefix(papier.key()).map(|rest| rest.trim_start_matches('-'));
            Papier::of(pfad) == Some(papier) && rest.and_then(|rest| key_of(rest, &keys)) == Some(key)
        };
        let files = self.files_of(zeitraum);
        files.iter().filter(of_key).map(|pfad| self.report(stammdaten, papier, zeitraum, key, pfad)).collect()
    }

    fn report(
        &self,
        stammdaten: &Stammdaten,
        papier: Papier,
        zeitraum: &str,
        key: &str,
        pfad: &str,
    ) -> Result<Rc<Unterlage>> {
        let stem = pfad.rsplit('/').next().unwrap_or_default().trim_end_matches(".pdf");
        let rest = stem.strip_prefix(papier.key()).unwrap_or_default().trim_start_matches('-');
        // What stands behind the Raum is the kind of budget.
        let art = rest.strip_prefix(key).unwrap_or_default().trim_start_matches('-');
        let art = if art.is_empty() { String::new() } else { format!(" ({art})") };
        let titel = format!("{}{art}, {}", subject(stammdaten, papier, key), zeitraum_in_words(zeitraum));
        self.get(pfad, &format!("{stem}-{zeitraum}"), &titel)
    }

    /// The invitation to a meeting, if it is typeset.
    pub(super) fn einladung(&self, sitzung: &Sitzung) -> Result<Option<Rc<Unterlage>>> {
        let pfad = einladung(&sitzung.id);
        let name = format!("einladung-{}", sitzung.id);
        self.exists(&pfad).then(|| self.get(&pfad, &name, "Einladung mit Tagesordnung")).transpose()
    }

    /// The minutes of a meeting, if they are typeset.
    pub(super) fn protokoll(&self, sitzung: &Sitzung) -> Result<Option<Rc<Unterlage>>> {
        let pfad = protokoll(&sitzung.id);
        let titel = format!("Protokoll der Sitzung vom {}", zahl::tag(sitzung.datum.day()));
        self.exists(&pfad).then(|| self.get(&pfad, &format!("protokoll-{}", sitzung.id), &titel)).transpose()
    }

    fn get(&self, pfad: &str, stem: &str, titel: &str) -> Result<Rc<Unterlage>> {
        if let Some(known) = self.read.borrow().get(pfad) {
            return Ok(Rc::clone(known));
        }
        let path = self.reports.join(pfad);
        let bytes = fs::read(&path).map_err(|cause| Error::io("Die Anlage lässt sich nicht lesen", &path, &cause))?;
        if !bytes.starts_with(b"%PDF-") {
            return Err(Error::new("Die Anlage ist kein PDF").at(&path).remedy("Den Bericht neu schreiben"));
        }
        let unterlage = Rc::new(Unterlage {
            pfad: pfad.to_owned(),
            stand: Anlagenstand {
                name: format!("{}.pdf", ascii(stem)),
                titel: titel.to_owned(),
                fassung: sha256(&anhang::aussage(&bytes)),
            },
            zielgruppe: zielgruppe_of(pfad),
            bytes,
        });
        self.read.borrow_mut().insert(pfad.to_owned(), Rc::clone(&unterlage));
        Ok(unterlage)
    }
}

/// Every key that files of reports are named by.
fn keys(stammdaten: &Stammdaten) -> Vec<String> {
    let raeume = stammdaten.raeume.iter().map(|raum| raum.id.to_string());
    let regionen = stammdaten.regionen.iter().map(|region| format!("region-{}", region.id));
    raeume.chain(regionen).chain(["kreis".to_owned()]).collect()
}

/// The key that the rest of a file's name begins with: the longest, as `nord` and `nord-a` may both be keys. Nothing
/// means the Kreis.
fn key_of<'a>(rest: &str, keys: &'a [String]) -> Option<&'a str> {
    if rest.is_empty() {
        return Some("kreis");
    }
    let begins = |key: &&String| rest.strip_prefix(key.as_str()).is_some_and(|r| r.is_empty() || r.starts_with('-'));
    keys.iter().filter(begins).max_by_key(|key| key.len()).map(String::as_str)
}

/// "Budgetübersicht Achim".
fn subject(stammdaten: &Stammdaten, papier: Papier, key: &str) -> String {
    let region = key.strip_prefix("region-").and_then(|id| stammdaten.regionen.iter().find(|r| r.id.as_str() == id));
    let raum = stammdaten.raeume.iter().find(|raum| raum.id.as_str() == key).map(|raum| raum.name.as_str());
    let of = region.map(|region| region.name.as_str()).or(raum).unwrap_or(&stammdaten.einstellungen.amt.name);
    match papier {
        Papier::JhaBericht => format!("Bericht an den {}", stammdaten.einstellungen.amt.gremium),
        _ => format!("{} {of}", papier.label()),
    }
}

/// "2. Quartal 2026".
pub(super) fn zeitraum_in_words(zeitraum: &str) -> String {
    let quartal = zeitraum.parse().map(zahl::quartal);
    quartal.or_else(|_| zeitraum.parse().map(zahl::halbjahr)).unwrap_or_else(|_| zeitraum.to_owned())
}

/// A file's name that every mail program shows as it is.
pub(super) fn ascii(text: &str) -> String {
    let plain = text.to_lowercase().replace('ä', "ae").replace('ö', "oe").replace('ü', "ue").replace('ß', "ss");
    plain.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' || c == '_' { c } else { '-' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_key_counts() {
        let keys = ["nord", "nord-a", "kreis", "region-nord"].map(str::to_owned);
        assert_eq!(key_of("nord-a", &keys), Some("nord-a"));
        assert_eq!(key_of("nord-a-fua", &keys), Some("nord-a"));
        assert_eq!(key_of("nord-fua", &keys), Some("nord"));
        assert_eq!(key_of("", &keys), Some("kreis"));
        assert_eq!(key_of("norden", &keys), None);
    }

    #[test]
    fn names_of_enclosures_are_ascii() {
        assert_eq!(ascii("Einladung-SRT-dörverden-2026/4"), "einladung-srt-doerverden-2026-4");
    }
}
