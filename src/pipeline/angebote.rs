//! The Angebotsübersicht: with the run of a quarter, or alone.

use super::workspace::{Gegenstand, Grundlage, quartal};
use super::{Antwort, Fortschritt, bericht};
use crate::domain::gegenrechnung::Gegenrechnung;
use crate::domain::{Quartal, Stammdaten};
use crate::error::{Error, Result};
use crate::plan::Plan;
use crate::present::{Dokument, angebote};
use crate::store::Bestand;

/// `bericht angebote`: writes the overview of one or all Sozialräume and the Kreis.
pub(super) fn bericht(
    plan: &Plan,
    asked: Option<Quartal>,
    raum: Option<&str>,
    fortschritt: &dyn Fortschritt,
) -> Result<Antwort> {
    let grundlage = Grundlage::open(plan)?;
    let gegenstand = raum.map(|raum| grundlage.gegenstand(raum)).transpose()?;
    // It comes out of records alone, so a quarter that is asked for needs no delivery.
    let quartal = match asked {
        Some(asked) => asked,
        None => quartal(&Bestand::open(&plan.bestand(), plan.warten)?, None)?,
    };
    let dokumente = uebersichten(plan, &grundlage.stammdaten, quartal, gegenstand.as_ref());
    if dokumente.is_empty() {
        return Err(Error::new("Für diesen Raum gibt es keine Angebotsübersicht")
            .remedy("Einen Sozialraum oder „kreis“ angeben"));
    }
    // Not noted as a report of the quarter: it reports no figure that a later delivery could correct.
    Ok(bericht::write(plan, dokumente, &Gegenrechnung::default(), fortschritt)?.0)
}

/// The overviews of a quarter: each Sozialraum and the Kreis.
pub(super) fn uebersichten(
    plan: &Plan,
    stammdaten: &Stammdaten,
    quartal: Quartal,
    only: Option<&Gegenstand>,
) -> Vec<Dokument> {
    let wanted = |gegenstand: &Gegenstand| only.is_none_or(|only| only == gegenstand);
    let raeume = stammdaten.sozialraeume().filter(|raum| wanted(&Gegenstand::Raum(raum.id.clone())));
    let mut dokumente: Vec<_> = raeume.map(|raum| angebote::raum(stammdaten, quartal, &raum.id, plan.heute)).collect();
    if wanted(&Gegenstand::Kreis) {
        dokumente.push(angebote::kreis(stammdaten, quartal, plan.heute));
    }
    dokumente
}
