//! What was delivered when, and what counts.

use serde_json::json;

use super::{Antwort, Status};
use crate::domain::Quartal;
use crate::error::Result;
use crate::plan::Plan;
use crate::present::tabelle::Tabelle;
use crate::present::zahl;
use crate::render::terminal;
use crate::store::{Bestand, Eintrag, Ergebnis};

/// `lieferungen`: every version, and which one counts.
pub(super) fn lieferungen(plan: &Plan, quartal: Option<Quartal>) -> Result<Antwort> {
    let bestand = Bestand::open(&plan.bestand())?;
    let mut eintraege = bestand.eintraege()?;
    if let Some(quartal) = quartal {
        eintraege.retain(|eintrag| eintrag.quartal == Some(quartal));
    }
    let mut tabelle = Tabelle::new(
        "Lieferungen",
        &["Quartal", "Art", "Teil", ">Fassung", "gilt", "eingelesen", ">Zeilen", ">Befunde", "SHA-256", "Datei"],
    );
    let mut objects = Vec::new();
    for eintrag in &eintraege {
        let gilt = counts(&bestand, eintrag)?;
        let state = match (eintrag.ergebnis, gilt) {
            (Ergebnis::Abgelehnt, _) => "abgelehnt",
            (Ergebnis::Angenommen, true) => "ja",
            (Ergebnis::Angenommen, false) => "ersetzt",
        };
        let teil = eintrag.teil.map(|teil| format!("{} von {}", teil.nummer, teil.von)).unwrap_or_default();
        tabelle.push(vec![
            eintrag.quartal.map_or_else(|| zahl::UNBEKANNT.to_owned(), |quartal| quartal.to_string()),
            eintrag.art.map_or(zahl::UNBEKANNT, |art| art.label()).to_owned(),
            teil,
            eintrag.version.map(|version| version.to_string()).unwrap_or_default(),
            state.to_owned(),
            zahl::tag(eintrag.eingelesen_am),
            zahl::zahl(eintrag.zeilen.into(), 0),
            eintrag.befunde.to_string(),
            zahl::hash_kurz(&eintrag.sha256),
            eintrag.datei.clone(),
        ]);
        objects.push(json!({
            "quartal": eintrag.quartal,
            "art": eintrag.art,
            "teil": eintrag.teil.map(|teil| teil.nummer),
            "fassung": eintrag.version,
            "gilt": gilt,
            "ergebnis": if eintrag.ergebnis == Ergebnis::Angenommen { "angenommen" } else { "abgelehnt" },
            "eingelesen_am": eintrag.eingelesen_am,
            "zeilen": eintrag.zeilen,
            "befunde": eintrag.befunde,
            "layout": eintrag.layout,
            "datei": eintrag.datei,
            "sha256": eintrag.sha256,
        }));
    }
    let text = if eintraege.is_empty() {
        "Noch ist keine Lieferung eingelesen.".to_owned()
    } else {
        terminal::tabelle(&tabelle)
    };
    Ok(Antwort { text, json: json!({ "lieferungen": objects }), status: Status::Fertig })
}

fn counts(bestand: &Bestand, eintrag: &Eintrag) -> Result<bool> {
    let (Some(art), Some(quartal)) = (eintrag.art, eintrag.quartal) else { return Ok(false) };
    Ok(bestand.geltend(art, quartal)?.eintraege.iter().any(|geltend| geltend.id == eintrag.id))
}
