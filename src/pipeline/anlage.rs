//! Anlagen 1, 2 and 3: filled from the record, or blank.

use super::workspace::{Grundlage, die_massnahme, quartal, unknown};
use super::{Antwort, Fortschritt, bericht};
use crate::domain::gegenrechnung::Gegenrechnung;
use crate::domain::woerter::{Begleiter, Fall};
use crate::domain::{MassnahmeId, Quartal, Stammdaten};
use crate::error::{Error, Result};
use crate::plan::Plan;
use crate::present::{Dokument, anlage as present};
use crate::store::Bestand;

/// `anlage`: one form of one or all Maßnahmen, or the blank form.
pub(super) fn anlage(
    plan: &Plan,
    nummer: u8,
    massnahme: Option<&str>,
    leer: bool,
    asked: Option<Quartal>,
    fortschritt: &dyn Fortschritt,
) -> Result<Antwort> {
    let grundlage = Grundlage::open(plan)?;
    let stammdaten = &grundlage.stammdaten;
    let mut dokumente = if leer {
        present::leere(stammdaten, plan.heute)
    } else {
        let only = massnahme.map(|typed| find(stammdaten, typed)).transpose()?;
        let folder = match asked {
            Some(quartal) => quartal.to_string(),
            None => quartal(&Bestand::open(&plan.bestand(), plan.warten)?, None)?.to_string(),
        };
        filled(plan, stammdaten, &folder, only.as_ref())
    };
    let template = format!("anlage-{nummer}.typ");
    dokumente.retain(|dokument| dokument.template == template);
    if dokumente.is_empty() {
        return Err(Error::new(format!(
            "Für {} gibt es keine Anlage {nummer}",
            stammdaten.woerter().massnahme.mit(Begleiter::Dieser, Fall::Akkusativ)
        ))
        .remedy("Eine Anlage entsteht aus dem Angebot eines Trägers; der Datensatz enthält noch keines"));
    }
    Ok(bericht::write(plan, dokumente, &Gegenrechnung::default(), fortschritt)?.0)
}

/// The filled forms of one or all Maßnahmen.
pub(super) fn filled(plan: &Plan, stammdaten: &Stammdaten, folder: &str, only: Option<&MassnahmeId>) -> Vec<Dokument> {
    stammdaten
        .massnahmen
        .iter()
        .filter(|massnahme| only.is_none_or(|only| &massnahme.id == only))
        .flat_map(|massnahme| present::alle(stammdaten, massnahme, folder, plan.heute))
        .collect()
}

fn find(stammdaten: &Stammdaten, typed: &str) -> Result<MassnahmeId> {
    let known: Vec<_> = stammdaten.massnahmen.iter().map(|massnahme| massnahme.id.as_str()).collect();
    known
        .iter()
        .find(|id| id.eq_ignore_ascii_case(typed.trim()))
        .map(|id| MassnahmeId::from(*id))
        .ok_or_else(|| unknown(&die_massnahme(stammdaten), typed, &known))
}
