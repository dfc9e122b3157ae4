//! `bericht nachweis`: the Nachweise on record as documents, and what is due and has not come.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use serde_json::{Value, json};

use super::workspace::Grundlage;
use super::{Antwort, Fortschritt, Status, bericht, massnahme};
use crate::aggregate;
use crate::domain::gegenrechnung::Gegenrechnung;
use crate::domain::massnahme::Massnahme;
use crate::domain::nachweis::{Faelligkeit, ausstehend};
use crate::domain::{Betrag, MassnahmeId, Stammdaten};
use crate::error::{Error, Result};
use crate::plan::Plan;
use crate::present::{Dokument, nachweis as present, zahl};
use crate::store::Bestand;

/// Writes the Nachweise of a Förderjahr, of a Maßnahme, or all.
pub(super) fn bericht(
    plan: &Plan,
    jahr: Option<i32>,
    massnahme: Option<&str>,
    fortschritt: &dyn Fortschritt,
) -> Result<Antwort> {
    let grundlage = Grundlage::open(plan)?;
    let stammdaten = &grundlage.stammdaten;
    let only = massnahme.map(|typed| massnahme::find(stammdaten, typed)).transpose()?.map(|record| record.id.clone());
    let wanted = |id: &MassnahmeId, year: i32| {
        jahr.is_none_or(|jahr| jahr == year) && only.as_ref().is_none_or(|only| only == id)
    };
    let records: Vec<_> =
        stammdaten.nachweise.iter().filter(|record| wanted(&record.massnahme, record.foerderjahr)).collect();
    let booked = gebucht(plan, stammdaten, records.iter().map(|record| record.foerderjahr))?;
    let dokumente: Vec<Dokument> = records
        .iter()
        .filter_map(|record| {
            let of_year = booked.get(&record.foerderjahr).and_then(Option::as_ref);
            let sum = of_year.map(|by_id| by_id.get(&record.massnahme).copied().unwrap_or_default());
            present::nachweis(stammdaten, record, sum, plan.heute)
        })
        .collect();
    let records = stammdaten.massnahmen.iter();
    let open: Vec<_> = records
        .flat_map(|record| ausstehend(stammdaten, record, plan.heute).into_iter().map(move |due| (record, due)))
        .filter(|(record, due)| wanted(&record.id, due.foerderjahr))
        .collect();
    if dokumente.is_empty() && open.is_empty() {
        return Err(Error::new("Dazu liegt kein Verwendungsnachweis vor, und keiner ist fällig")
            .remedy("Nachweise stehen in data/nachweise, je Maßnahme und Förderjahr eine Datei: ID_JAHR.toml"));
    }
    let mut antwort = if dokumente.is_empty() {
        Antwort { text: String::new(), json: json!({ "ausgaben": [] }), status: Status::Fertig }
    } else {
        bericht::write(plan, dokumente, &Gegenrechnung::default(), fortschritt)?.0
    };
    let overdue: Vec<String> = open.iter().map(|(record, due)| zeile(record, due, plan)).collect();
    if !overdue.is_empty() {
        let gap = if antwort.text.is_empty() { "" } else { "\n\n" };
        antwort.text = format!("{}{gap}Ausstehend:\n{}", antwort.text, overdue.join("\n"));
        antwort.status = Status::Befunde;
    }
    if let Value::Object(object) = &mut antwort.json {
        let list: Vec<Value> =
            open.iter().map(|(record, due)| json!({ "massnahme": record.id, "nachweis": due })).collect();
        object.insert("ausstehend".to_owned(), Value::Array(list));
    }
    Ok(antwort)
}

/// Bookings of Haushaltsjahre by Maßnahme, as a year's deliveries have them; none for a year that they do not cover.
type Gebucht = BTreeMap<i32, Option<BTreeMap<MassnahmeId, Betrag>>>;

fn gebucht(plan: &Plan, stammdaten: &Stammdaten, jahre: impl Iterator<Item = i32>) -> Result<Gebucht> {
    let Some(bestand) = Bestand::open_read_only(&plan.bestand())? else { return Ok(Gebucht::new()) };
    let mut booked = Gebucht::new();
    for jahr in jahre {
        if let Entry::Vacant(free) = booked.entry(jahr) {
            free.insert(aggregate::gebucht_in(&bestand, stammdaten, jahr)?);
        }
    }
    Ok(booked)
}

fn zeile(record: &Massnahme, due: &Faelligkeit, plan: &Plan) -> String {
    let days = plan.heute.signed_duration_since(due.faellig).num_days();
    let art = if due.schlussnachweis { "Schlussnachweis" } else { "Zwischennachweis" };
    let days = if days == 1 { "einem Tag".to_owned() } else { format!("{days} Tagen") };
    format!("  {} {art} {}: seit {days} überfällig (fällig am {})", record.id, due.foerderjahr, zahl::tag(due.faellig))
}
