//! The workspace of a run: settings and records, read and checked.

use std::fs;
use std::path::Path;

use crate::domain::export::Exportlayout;
use crate::domain::lieferung::Lieferart;
use crate::domain::woerter::{Begleiter, Fall, capitalized};
use crate::domain::{Quartal, RaumId, Stammdaten, text};
use crate::error::{Error, Result};
use crate::finding::Schwere;
use crate::plan::Plan;
use crate::render::schrift;
use crate::store::Bestand;
use crate::workspace;

/// Settings, records and export layouts.
pub(super) struct Grundlage {
    pub(super) stammdaten: Stammdaten,
    pub(super) layouts: Vec<Exportlayout>,
    /// Warnings about records, as text.
    pub(super) warnungen: Vec<String>,
}

/// What a report is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Gegenstand {
    Raum(RaumId),
    Region(crate::domain::RegionId),
    Kreis,
}

/// Fails if the folder is no workspace.
pub(super) fn require(plan: &Plan) -> Result<()> {
    if plan.arbeitsbereich.join(workspace::EINSTELLUNGEN).is_file() {
        return Ok(());
    }
    Err(Error::new("Hier ist kein Arbeitsbereich: sozialraumbericht.toml fehlt")
        .at(&plan.arbeitsbereich)
        .remedy("In den richtigen Ordner wechseln, --arbeitsbereich angeben oder mit „neu“ einen anlegen"))
}

impl Grundlage {
    /// Reads everything, or fails with all mistakes of all files.
    pub(super) fn open(plan: &Plan) -> Result<Self> {
        require(plan)?;
        let root = &plan.arbeitsbereich;
        let mut places = Vec::new();
        let mut layouts = Vec::new();
        for name in toml_files(root, workspace::EXPORT)? {
            match workspace::read_typed::<Exportlayout>(root, &name) {
                Ok(read) => layouts.push(read.wert),
                Err(more) => places.extend(more),
            }
        }
        let loaded = workspace::load(root);
        if let Ok(loaded) = &loaded {
            places.splice(0..0, super::regeln::mistakes(root, &loaded.stammdaten.einstellungen.befunde));
        }
        let loaded = match loaded {
            Ok(loaded) if places.is_empty() => loaded,
            Ok(_) => return Err(mistakes(&places, plan)),
            Err(more) => {
                places.splice(0..0, more);
                return Err(mistakes(&places, plan));
            }
        };
        let mut warnungen: Vec<_> = loaded.warnungen.iter().map(|place| place.render(plan.farbe)).collect();
        warnungen.extend(unprintable(root)?);
        Ok(Self { stammdaten: loaded.stammdaten, layouts, warnungen })
    }

    /// The Raum, Region or Kreis that somebody typed.
    pub(super) fn gegenstand(&self, typed: &str) -> Result<Gegenstand> {
        let key = text::key(typed);
        if key == "kreis" {
            return Ok(Gegenstand::Kreis);
        }
        let stammdaten = &self.stammdaten;
        let same = |id: &str, name: &str| text::key(id) == key || text::key(name) == key;
        if let Some(raum) = stammdaten.raeume.iter().find(|raum| same(raum.id.as_str(), &raum.name)) {
            return Ok(Gegenstand::Raum(raum.id.clone()));
        }
        let region_key = key.strip_prefix("region-").unwrap_or(&key);
        let region = stammdaten
            .regionen
            .iter()
            .find(|region| text::key(region.id.as_str()) == region_key || same(&region.kurz, &region.name));
        if let Some(region) = region {
            return Ok(Gegenstand::Region(region.id.clone()));
        }
        let raeume = stammdaten.raeume.iter().flat_map(|raum| [raum.id.as_str(), raum.name.as_str()]);
        let regionen = stammdaten.regionen.iter().flat_map(|region| [region.id.as_str(), region.name.as_str()]);
        let known: Vec<_> = raeume.chain(regionen).chain(["kreis"]).collect();
        Err(unknown("Den Raum", typed, &known))
    }
}

/// All mistakes as one error, errors and warnings in the order of the files.
fn mistakes(places: &[workspace::Fehlerstelle], plan: &Plan) -> Error {
    let texts: Vec<_> = places.iter().map(|place| place.render(plan.farbe)).collect();
    let count = places.iter().filter(|place| place.schwere == Schwere::Fehler).count();
    let what = if count == 1 { "Ein Fehler".to_owned() } else { format!("{count} Fehler") };
    Error::new(format!("{what} in den Einstellungen und Datensätzen\n\n{}", texts.join("\n\n")))
}

/// The TOML files of a folder of the workspace, by name.
pub(super) fn toml_files(root: &Path, folder: &str) -> Result<Vec<String>> {
    let path = root.join(folder);
    let Ok(entries) = fs::read_dir(&path) else { return Ok(Vec::new()) };
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|cause| Error::io("Der Ordner lässt sich nicht lesen", &path, &cause))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.ends_with(".toml") && !name.starts_with('.') {
            names.push(format!("{folder}/{name}"));
        }
    }
    names.sort();
    Ok(names)
}

/// A sentence for each line of a record whose characters no font has: they would be printed as codes.
fn unprintable(root: &Path) -> Result<Vec<String>> {
    let mut sentences = Vec::new();
    for folder in workspace::RECORDS {
        for name in toml_files(root, folder)? {
            let path = root.join(&name);
            let text = fs::read_to_string(&path)
                .map_err(|cause| Error::io("Die Datei lässt sich nicht lesen", &path, &cause))?;
            for (number, line) in (1..).zip(text.lines()) {
                if let Some(c) = line.chars().find(|c| !schrift::is_printable(*c)) {
                    sentences.push(format!(
                        "Warnung: Für ein Zeichen gibt es kein Druckbild\n  Ort: {name}, Zeile {number}\n  Zeichen: {c} (U+{:04X}); \
                         gedruckt wird der Code\n  Abhilfe: das Zeichen ersetzen",
                        u32::from(c)
                    ));
                }
            }
        }
    }
    Ok(sentences)
}

/// The office's word for a Maßnahme at the beginning of a sentence: `Die Maßnahme`, `Das Projekt`.
pub(super) fn die_massnahme(stammdaten: &Stammdaten) -> String {
    capitalized(&stammdaten.woerter().massnahme.mit(Begleiter::Der, Fall::Nominativ))
}

/// "Den Raum „achmi“ gibt es nicht. Meinten Sie „achim“?"
pub(super) fn unknown(what: &str, typed: &str, known: &[&str]) -> Error {
    let error = Error::new(format!("{what} „{typed}“ gibt es nicht"));
    match text::nearest(typed, known.iter().copied()) {
        Some(guess) => error.remedy(format!("Meinten Sie „{guess}“?")),
        None => {
            let mut known = known.to_vec();
            known.sort_unstable();
            known.truncate(40);
            error.remedy(format!("Bekannt sind: {}", known.join(", ")))
        }
    }
}

/// The quarter asked for, or the latest with bookings.
pub(super) fn quartal(bestand: &Bestand, asked: Option<Quartal>) -> Result<Quartal> {
    let known = bestand.quartale(Lieferart::Kosten)?;
    match asked {
        Some(quartal) if known.contains(&quartal) => Ok(quartal),
        Some(quartal) => {
            let texts: Vec<_> = known.iter().map(ToString::to_string).collect();
            Err(Error::new(format!("Für {quartal} ist keine Kostenlieferung eingelesen")).remedy(if texts.is_empty() {
                "Zuerst mit „einlesen“ Lieferungen aufnehmen".to_owned()
            } else {
                format!("Eingelesen sind: {}", texts.join(", "))
            }))
        }
        None => known.last().copied().ok_or_else(|| {
            Error::new("Es ist noch keine Kostenlieferung eingelesen")
                .remedy("Die Dateien der WJH in data/eingang ablegen und den Befehl wiederholen")
        }),
    }
}
