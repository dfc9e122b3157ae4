//! The workspace of a run: settings and records, read and checked.

use crate::domain::export::Exportlayout;
use crate::domain::{Quartal, RaumId, Stammdaten, text};
use crate::domain::lieferung::Lieferart;
use crate::error::{Error, Result};
use crate::plan::Plan;
use crate::store::Bestand;

/// Settings, records and export layouts.
pub(super) struct Arbeitsbereich {
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

impl Arbeitsbereich {
    /// Reads everything, or fails with all mistakes of all files.
    pub(super) fn open(plan: &Plan) -> Result<Self> {
        if !plan.arbeitsbereich.join("sozialraumbericht.toml").is_file() {
            return Err(Error::new("Hier ist kein Arbeitsbereich: sozialraumbericht.toml fehlt")
                .at(&plan.arbeitsbereich)
                .remedy("In den richtigen Ordner wechseln, --arbeitsbereich angeben oder mit „neu“ einen anlegen"));
        }
        todo!()
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
        let region = stammdaten.regionen.iter().find(|region| {
            text::key(region.id.as_str()) == region_key || same(&region.kurz, &region.name)
        });
        if let Some(region) = region {
            return Ok(Gegenstand::Region(region.id.clone()));
        }
        let raeume = stammdaten.raeume.iter().flat_map(|raum| [raum.id.as_str(), raum.name.as_str()]);
        let regionen = stammdaten.regionen.iter().flat_map(|region| [region.id.as_str(), region.name.as_str()]);
        let known: Vec<_> = raeume.chain(regionen).chain(["kreis"]).collect();
        Err(unknown("Den Raum", typed, &known))
    }
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
