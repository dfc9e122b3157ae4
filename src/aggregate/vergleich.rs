//! Two deliveries of one kind, row by row.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use polars::prelude::*;

use super::frame::{betraege, collect, counts, dates, scan, texts};
use crate::domain::Betrag;
use crate::domain::lieferung::Lieferart;
use crate::domain::vergleich::{Einzeln, Feldvergleich, Geaendert, Stelle, Zeilenvergleich};
use crate::error::{Error, Result};
use crate::store::{Bestand, Eintrag};

/// A row by its key.
struct Zeile {
    stelle: Stelle,
    betrag: Option<Betrag>,
    felder: Vec<(&'static str, Option<String>)>,
}

/// What a delivery has that the other has not, and what differs.
pub fn vergleich(bestand: &Bestand, alt: &Eintrag, neu: &Eintrag) -> Result<Zeilenvergleich> {
    let is_kosten = alt.art == Some(Lieferart::Kosten);
    let read = |eintrag: &Eintrag| if is_kosten { kosten(bestand, eintrag) } else { faelle(bestand, eintrag) };
    let (old, mut new) = (read(alt)?, read(neu)?);
    // The hash of an Aktenzeichen tells nothing to anybody, so cases are only named by their row.
    let shown = |key: &str| is_kosten.then(|| key.to_owned());
    let total = |rows: &BTreeMap<String, Zeile>| rows.values().filter_map(|row| row.betrag).sum::<Betrag>();
    let mut result =
        Zeilenvergleich { summen: is_kosten.then(|| (total(&old), total(&new))), ..Zeilenvergleich::default() };
    for (key, before) in old {
        let Some(after) = new.remove(&key) else {
            result.weg.push(Einzeln { schluessel: shown(&key), stelle: before.stelle, betrag: before.betrag });
            continue;
        };
        let felder: Vec<_> = before
            .felder
            .into_iter()
            .zip(after.felder)
            .filter(|((_, vorher), (_, nachher))| vorher != nachher)
            .map(|((feld, vorher), (_, nachher))| Feldvergleich {
                feld,
                vorher: vorher.filter(|_| is_kosten),
                nachher: nachher.filter(|_| is_kosten),
            })
            .collect();
        if felder.is_empty() {
            result.gleich += 1;
        } else {
            result.geaendert.push(Geaendert {
                schluessel: shown(&key),
                vorher: before.stelle,
                nachher: after.stelle,
                felder,
            });
        }
    }
    let added = new.into_iter();
    result.neu =
        added.map(|(key, row)| Einzeln { schluessel: shown(&key), stelle: row.stelle, betrag: row.betrag }).collect();
    let place = |stelle: &Stelle| (stelle.blatt.clone(), stelle.zeile);
    result.neu.sort_by_key(|row| place(&row.stelle));
    result.weg.sort_by_key(|row| place(&row.stelle));
    result.geaendert.sort_by_key(|row| place(&row.nachher));
    Ok(result)
}

fn rows_of(bestand: &Bestand, eintrag: &Eintrag) -> Result<DataFrame> {
    let frame = scan(bestand, std::slice::from_ref(eintrag))?
        .ok_or_else(|| Error::new("Die Zeilen der Lieferung sind nicht mehr im Bestand"))?;
    collect(frame)
}

fn kosten(bestand: &Bestand, eintrag: &Eintrag) -> Result<BTreeMap<String, Zeile>> {
    let frame = rows_of(bestand, eintrag)?;
    let (sheets, rows) = (texts(&frame, "blatt")?, counts(&frame, "zeile")?);
    let (belege, positions) = (texts(&frame, "beleg")?, counts(&frame, "position")?);
    let (days, amounts, kinds) = (dates(&frame, "buchungsdatum")?, betraege(&frame, "betrag")?, texts(&frame, "art")?);
    let named = ["konto", "hilfeart", "massnahme", "raum"].map(|name| texts(&frame, name));
    let [konto, hilfeart, massnahme, raum] = named;
    let (konto, hilfeart, massnahme, raum) = (konto?, hilfeart?, massnahme?, raum?);
    let mut map = BTreeMap::new();
    for index in 0..frame.height() {
        let ertrag = kinds[index].as_deref() == Some("ertrag");
        let betrag = if ertrag { -amounts[index] } else { amounts[index] };
        let key = format!("{}/{}", belege[index].as_deref().unwrap_or_default(), positions[index]);
        let felder = vec![
            ("Betrag", Some(betrag.to_string())),
            ("Buchungsdatum", day(days[index])),
            ("Konto", konto[index].clone()),
            ("Hilfeart", hilfeart[index].clone()),
            ("Maßnahme", massnahme[index].clone()),
            ("Raum", raum[index].clone()),
        ];
        let stelle = Stelle { blatt: sheets[index].clone().unwrap_or_default(), zeile: rows[index] };
        map.insert(key, Zeile { stelle, betrag: Some(betrag), felder });
    }
    Ok(map)
}

fn faelle(bestand: &Bestand, eintrag: &Eintrag) -> Result<BTreeMap<String, Zeile>> {
    let frame = rows_of(bestand, eintrag)?;
    let (sheets, rows) = (texts(&frame, "blatt")?, counts(&frame, "zeile")?);
    let (keys, hilfearten, raeume) = (texts(&frame, "fall")?, texts(&frame, "hilfeart")?, texts(&frame, "raum")?);
    let (begins, ends) = (dates(&frame, "beginn")?, dates(&frame, "ende")?);
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    let mut map = BTreeMap::new();
    for index in 0..frame.height() {
        let start = format!(
            "{} {}",
            keys[index].as_deref().unwrap_or_default(),
            hilfearten[index].as_deref().unwrap_or_default()
        );
        // The Beginn is compared, not part of the key: a corrected Beginn is a change. Later Hilfen are numbered.
        let number = seen.entry(start.clone()).or_insert(0);
        *number += 1;
        let felder = vec![("Raum", raeume[index].clone()), ("Beginn", day(begins[index])), ("Ende", day(ends[index]))];
        let stelle = Stelle { blatt: sheets[index].clone().unwrap_or_default(), zeile: rows[index] };
        map.insert(format!("{start} {number}"), Zeile { stelle, betrag: None, felder });
    }
    Ok(map)
}

fn day(day: Option<NaiveDate>) -> Option<String> {
    day.map(|day| day.to_string())
}
