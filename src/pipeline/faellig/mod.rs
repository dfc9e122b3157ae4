//! What is due: shown, and done as far as it needs no person.

mod erinnerung;
mod lage;
mod lauf;
mod perioden;
mod sitzungen;

use serde_json::json;

use super::workspace::Grundlage;
use super::{Antwort, Status};
use crate::domain::faellig::Dringlichkeit;
use crate::error::Result;
use crate::plan::Plan;
use crate::present::faellig as present;
use crate::rules;
use crate::store::Bestand;

pub(super) use lauf::lauf;

/// `faellig`: what is due, why, since when. Changes nothing.
pub(super) fn faellig(plan: &Plan) -> Result<Antwort> {
    let grundlage = Grundlage::open(plan)?;
    let bestand = Bestand::open_read_only(&plan.bestand())?;
    let lage = lage::lage(plan, &grundlage.stammdaten, bestand.as_ref())?;
    let found = rules::faellig::faellig(&lage);
    let zeilen = present::zeilen(&grundlage.stammdaten, &found, plan.heute);
    let text = if zeilen.is_empty() {
        format!("Am {} ist nichts fällig.", crate::present::zahl::tag(plan.heute))
    } else {
        format!("{}\n\n{}", present::liste(&zeilen, plan.heute), present::satz(&zeilen))
    };
    let is_late = found.iter().any(|one| one.dringlichkeit == Dringlichkeit::Ueberfaellig);
    Ok(Antwort { text, json: json!({ "heute": plan.heute, "faellig": zeilen }), status: Status::of(is_late) })
}
