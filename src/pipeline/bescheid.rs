//! `massnahme bescheid`: drafts of the Bescheide, one for each offer that is decided on.

use super::workspace::Grundlage;
use super::{Antwort, Fortschritt, bericht, massnahme};
use crate::domain::gegenrechnung::Gegenrechnung;
use crate::error::{Error, Result};
use crate::plan::Plan;
use crate::present::bescheid as present;

/// Writes the drafts of a Maßnahme, or of one offer.
pub(super) fn bescheid(
    plan: &Plan,
    typed: &str,
    angebot: Option<&str>,
    fortschritt: &dyn Fortschritt,
) -> Result<Antwort> {
    let grundlage = Grundlage::open(plan)?;
    let stammdaten = &grundlage.stammdaten;
    let record = massnahme::find(stammdaten, typed)?;
    let only = angebot.map(|letter| massnahme::find_angebot(record, letter)).transpose()?;
    let wanted = record.angebote.iter().filter(|angebot| only.is_none_or(|only| only.id == angebot.id));
    let dokumente: Vec<_> =
        wanted.filter_map(|angebot| present::bescheid(stammdaten, record, angebot, plan.heute)).collect();
    if dokumente.is_empty() {
        return Err(Error::new(format!("Über {} ist noch nicht entschieden", record.id)).remedy(
            "Ein Bescheid braucht die Entscheidung über die Leistungserbringung und die Zustimmung zum Ressourceneinsatz, oder \
             eine Ablehnung mit Grund",
        ));
    }
    Ok(bericht::write(plan, dokumente, &Gegenrechnung::default(), fortschritt)?.0)
}
