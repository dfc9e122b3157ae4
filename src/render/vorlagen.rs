//! The templates: built into the binary, a file in the workspace's `templates/` overrides its twin.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::error::{Error, Result};

macro_rules! built_in {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../templates/", $name)))),*]
    };
}

/// Every template and part by its path below `templates/`.
const BUILT_IN: &[(&str, &str)] = built_in![
    "angebote.typ",
    "anlage-1.typ",
    "anlage-2.typ",
    "anlage-3.typ",
    "bescheid.typ",
    "beschluesse.typ",
    "budgetuebersicht-kreis.typ",
    "budgetuebersicht.typ",
    "einladung.typ",
    "evaluation.typ",
    "index.hbs",
    "jahresplanung-team.typ",
    "jahresplanung.typ",
    "jha-bericht.typ",
    "protokoll.typ",
    "nachweis.typ",
    "pruefprotokoll.typ",
    "quartalsdaten.typ",
    "steuerung.typ",
    "teile/ampel.typ",
    "teile/auslastung.typ",
    "teile/begriffe.typ",
    "teile/beschriftung.typ",
    "teile/bewertung.typ",
    "teile/brief.typ",
    "teile/budget.typ",
    "teile/diagramm.typ",
    "teile/farben.typ",
    "teile/formular.typ",
    "teile/kennzahlen.typ",
    "teile/kernsaetze.typ",
    "teile/massnahme.typ",
    "teile/schaubild.typ",
    "teile/schreibfeld.typ",
    "teile/seite.typ",
    "teile/tabelle.typ",
    "teile/vorlage.typ",
    "teile/zahlentabelle.typ",
    "teile/zeitstrahl.typ",
    "teile/ziele.typ",
];

/// Every template and part of a mail by its path below `templates/`.
const BUILT_IN_MAIL: &[(&str, &str)] = built_in![
    "mail/absage.html.hbs",
    "mail/absage.txt.hbs",
    "mail/bericht.html.hbs",
    "mail/bericht.txt.hbs",
    "mail/einladung.html.hbs",
    "mail/einladung.txt.hbs",
    "mail/fuss.txt.hbs",
    "mail/kopf.txt.hbs",
    "mail/mitteilung.html.hbs",
    "mail/mitteilung.txt.hbs",
    "mail/protokoll.html.hbs",
    "mail/protokoll.txt.hbs",
    "mail/rahmen.html.hbs",
    "mail/termin.html.hbs",
];

/// The largest file that is taken as a template.
const LARGEST: u64 = 1 << 20;

/// Templates and their parts by path, as a run uses them.
#[derive(Clone, Debug)]
pub struct Vorlagen {
    texts: BTreeMap<String, String>,
    overridden: Vec<String>,
}

impl Vorlagen {
    /// The built-in templates alone.
    pub fn built_in() -> Self {
        let texts =
            BUILT_IN.iter().chain(BUILT_IN_MAIL).map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        Self { texts, overridden: Vec::new() }
    }

    /// The built-in templates, each replaced by its twin in `folder` where there is one. The folder may be missing.
    pub fn with_overrides(folder: &Path) -> Result<Self> {
        let mut vorlagen = Self::built_in();
        for (name, text) in &mut vorlagen.texts {
            let path = folder.join(name);
            let Ok(meta) = fs::metadata(&path) else {
                continue;
            };
            if meta.len() > LARGEST {
                return Err(Error::new("Die Vorlage ist größer als 1 MB").at(&path));
            }
            let own = fs::read_to_string(&path)
                .map_err(|cause| Error::io("Die Vorlage lässt sich nicht lesen", &path, &cause))?;
            if own != *text {
                *text = own;
                vorlagen.overridden.push(name.clone());
            }
        }
        Ok(vorlagen)
    }

    /// The text of a template or part.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.texts.get(name).map(String::as_str)
    }

    /// All templates and parts of documents that are typeset.
    pub fn typst(&self) -> impl Iterator<Item = (&str, &str)> {
        self.matching(|name| name.ends_with(".typ"))
    }

    /// All templates and parts of mails.
    pub fn mail(&self) -> impl Iterator<Item = (&str, &str)> {
        self.matching(|name| name.starts_with("mail/"))
    }

    fn matching(&self, wanted: fn(&str) -> bool) -> impl Iterator<Item = (&str, &str)> {
        self.texts.iter().filter(move |(name, _)| wanted(name)).map(|(name, text)| (name.as_str(), text.as_str()))
    }

    /// Names of the templates that the workspace overrides.
    pub fn overridden(&self) -> &[String] {
        &self.overridden
    }
}

#[cfg(test)]
mod tests {

    use super::*;

    fn template_files(folder: &Path, prefix: &str, found: &mut Vec<String>) {
        for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry")) {
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() {
                template_files(&entry.path(), &format!("{name}/"), found);
            } else if name.ends_with(".typ") || name.ends_with(".hbs") {
                found.push(name);
            }
        }
    }

    #[test]
    fn every_template_file_is_built_in() {
        let mut found = Vec::new();
        template_files(&crate::checkout().join("templates"), "", &mut found);
        found.sort();
        let mut known: Vec<_> = BUILT_IN.iter().chain(BUILT_IN_MAIL).map(|(name, _)| (*name).to_owned()).collect();
        known.sort();
        assert_eq!(known, found);
    }

    #[test]
    fn a_file_in_the_workspace_overrides_its_twin() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir(folder.path().join("teile")).expect("a folder");
        fs::write(folder.path().join("teile/farben.typ"), "#let tinte = black").expect("a file");
        let vorlagen = Vorlagen::with_overrides(folder.path()).expect("templates");
        assert_eq!(vorlagen.text("teile/farben.typ"), Some("#let tinte = black"));
        assert_eq!(vorlagen.overridden(), ["teile/farben.typ"]);
    }
}
