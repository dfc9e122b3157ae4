//! A delivery beside what the store already holds.

use super::workspace::Grundlage;
use crate::aggregate;
use crate::domain::lieferung::Lieferung;
use crate::error::{Error, Result};
use crate::finding::Befund;
use crate::ingest::AktenzeichenKey;
use crate::plan::Plan;
use crate::rules;
use crate::store::Bestand;

/// Everything that a delivery shows only beside others.
pub(super) fn findings(bestand: &Bestand, grundlage: &Grundlage, lieferung: &Lieferung) -> Result<Vec<Befund>> {
    let stammdaten = &grundlage.stammdaten;
    let vorgeschichte = aggregate::vorgeschichte(bestand, lieferung, &stammdaten.einstellungen.vergleich)?;
    Ok(rules::gegen_bestand(lieferung, &vorgeschichte, stammdaten))
}

/// The store as a check sees it: it only looks, and goes on where it cannot.
pub(super) struct Einsicht {
    bestand: Option<Bestand>,
    /// None where the store has none: then hashes of Aktenzeichen cannot be compared.
    key: Option<AktenzeichenKey>,
    /// Why deliveries were not compared, if they could not be.
    hindernis: Option<String>,
}

impl Einsicht {
    /// Opens what is there. Nothing is made or changed, no key either.
    pub(super) fn open(plan: &Plan) -> Self {
        let mut einsicht = Self { bestand: None, key: None, hindernis: None };
        match Bestand::open_read_only(&plan.bestand()) {
            Ok(bestand) => einsicht.bestand = bestand,
            Err(cause) => einsicht.note(&cause),
        }
        if let Some(path) = einsicht.bestand.as_ref().map(Bestand::key_path).filter(|path| path.is_file()) {
            match AktenzeichenKey::load_or_make(&path) {
                Ok(key) => einsicht.key = Some(key),
                Err(cause) => {
                    einsicht.note(&Error::io("Der Schlüssel für Aktenzeichen ist nicht verfügbar", &path, &cause));
                }
            }
        }
        einsicht
    }

    /// The store's key; without one any will do, since the hashes are thrown away.
    pub(super) fn key(&self) -> AktenzeichenKey {
        self.key.clone().unwrap_or_else(|| AktenzeichenKey::from_bytes([0; 32]))
    }

    /// The same as [`findings`], as far as it can be told.
    pub(super) fn findings(&mut self, grundlage: &Grundlage, lieferung: &Lieferung) -> Vec<Befund> {
        let Some(bestand) = &self.bestand else { return Vec::new() };
        let stammdaten = &grundlage.stammdaten;
        match aggregate::vorgeschichte(bestand, lieferung, &stammdaten.einstellungen.vergleich) {
            Ok(known) if self.key.is_some() => rules::gegen_bestand(lieferung, &known, stammdaten),
            Ok(known) => rules::gegen_bestand(lieferung, &known.without_cases(), stammdaten),
            Err(cause) => {
                self.note(&cause);
                Vec::new()
            }
        }
    }

    fn note(&mut self, cause: &Error) {
        self.hindernis.get_or_insert_with(|| cause.to_string());
    }

    /// A sentence for the person who checks, if something could not be compared.
    pub(super) fn hinweis(&self) -> Option<String> {
        let hindernis = self.hindernis.as_ref()?;
        Some(format!("Mit früheren Lieferungen konnte nicht alles verglichen werden. {hindernis}"))
    }
}
