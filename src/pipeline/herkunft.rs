//! From a figure or a report to the cells it came from.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::ausgabe::write_private;
use super::workspace::{Grundlage, quartal};
use super::{Antwort, Status};
use crate::aggregate;
use crate::domain::auswertung::Auswertung;
use crate::domain::herkunft::Knoten;
use crate::domain::kennung::{Kennungen, Kennzahl};
use crate::domain::{Quartal, text};
use crate::error::{Error, Result};
use crate::plan::Plan;
use crate::present::herkunft as present;
use crate::render::{anhang, xlsx};
use crate::store::Bestand;

/// Keys shown where only the beginning of one was typed.
const SHOWN: usize = 40;

/// `herkunft`: a figure's key, the beginning of one, or a PDF.
pub(super) fn herkunft(plan: &Plan, what: &str, mappe: Option<&Path>) -> Result<Antwort> {
    let grundlage = Grundlage::open(plan)?;
    let bestand = Bestand::open(&plan.bestand(), plan.warten)?;
    let path = Path::new(what);
    let is_pdf = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("pdf"));
    let (knoten, notes) = if is_pdf {
        from_pdf(&grundlage, &bestand, path)?
    } else {
        match from_key(&grundlage, &bestand, what)? {
            Found::One(knoten) => (vec![knoten], Vec::new()),
            Found::Several(ids) => return Ok(completions(what, &ids)),
        }
    };
    let mut parts: Vec<_> = knoten.iter().map(|knoten| present::text(knoten, plan.ausfuehrlich)).collect();
    parts.extend(notes.iter().cloned());
    if let Some(path) = mappe {
        let bytes = xlsx::kennzahlen(&present::mappe(&grundlage.stammdaten, &knoten), plan.heute)?;
        write_private("Die Arbeitsmappe", path, &bytes)?;
        parts.push(format!("Geschrieben: {}", path.display()));
    }
    Ok(Antwort {
        text: parts.join("\n\n"),
        json: json!({ "kennzahlen": knoten, "hinweise": notes }),
        status: Status::of(!notes.is_empty()),
    })
}

enum Found {
    One(Knoten),
    Several(Vec<String>),
}

fn from_key(grundlage: &Grundlage, bestand: &Bestand, typed: &str) -> Result<Found> {
    let wanted = typed.trim();
    let asked = wanted.rsplit('.').next().and_then(|last| last.parse::<Quartal>().ok());
    let auswertung = aggregate::auswertung(bestand, &grundlage.stammdaten, quartal(bestand, asked)?)?;
    let all = Kennungen::new(&auswertung).all(&auswertung);
    // Without its quarter a key means the latest one.
    let exact = |kennzahl: &&Kennzahl<'_>| {
        kennzahl.id == wanted
            || kennzahl.id.strip_suffix(&format!(".{}", auswertung.kennzahlen.quartal)) == Some(wanted)
    };
    if let Some(kennzahl) = all.iter().find(exact) {
        return Ok(Found::One(follow(grundlage, bestand, &auswertung, std::slice::from_ref(kennzahl))?.remove(0)));
    }
    let start: Vec<_> = all.iter().filter(|kennzahl| kennzahl.id.starts_with(wanted)).collect();
    match start.as_slice() {
        [] => Err(unknown(wanted, &all)),
        [only] => Ok(Found::One(follow(grundlage, bestand, &auswertung, &[(*only).clone()])?.remove(0))),
        several => Ok(Found::Several(several.iter().map(|kennzahl| kennzahl.id.clone()).collect())),
    }
}

fn follow(
    grundlage: &Grundlage,
    bestand: &Bestand,
    auswertung: &Auswertung,
    kennzahlen: &[Kennzahl<'_>],
) -> Result<Vec<Knoten>> {
    aggregate::herkunft(bestand, &grundlage.stammdaten, &grundlage.layouts, auswertung, kennzahlen)
}

fn unknown(typed: &str, all: &[Kennzahl<'_>]) -> Error {
    let error = Error::new(format!("Die Kennzahl „{typed}“ gibt es nicht"));
    match text::nearest(typed, all.iter().map(|kennzahl| kennzahl.id.as_str())) {
        Some(guess) => error.remedy(format!("Meinten Sie „{guess}“?")),
        None => error.remedy(
            "Kennungen beginnen mit budget., massnahme., faelle. oder kosten.; „herkunft budget.“ zeigt, wie es weitergeht",
        ),
    }
}

/// The keys that begin as typed, as completions.
fn completions(typed: &str, ids: &[String]) -> Antwort {
    let mut lines = vec![format!("{} Kennzahlen beginnen mit „{typed}“:", ids.len())];
    lines.extend(ids.iter().take(SHOWN).cloned());
    if ids.len() > SHOWN {
        lines.push(format!("… und {} weitere; ein längerer Anfang zeigt weniger", ids.len() - SHOWN));
    }
    Antwort { text: lines.join("\n"), json: json!({ "kennungen": ids }), status: Status::Fertig }
}

/// Every figure that a report lists in its attached data; beside it what would be printed otherwise today.
fn from_pdf(grundlage: &Grundlage, bestand: &Bestand, path: &Path) -> Result<(Vec<Knoten>, Vec<String>)> {
    let bytes = fs::read(path).map_err(|cause| Error::io("Das PDF lässt sich nicht lesen", path, &cause))?;
    let daten = anhang::attached_json(&bytes).map_err(|error| error.at(path))?;
    let listed = daten.get("kennzahlen").and_then(Value::as_array).cloned().unwrap_or_default();
    let mut by_quarter: BTreeMap<Quartal, Vec<(String, String)>> = BTreeMap::new();
    for one in &listed {
        let field = |key: &str| one.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let id = field("id");
        if let Some(quartal) = id.rsplit('.').next().and_then(|last| last.parse().ok()) {
            by_quarter.entry(quartal).or_default().push((id, field("wert")));
        }
    }
    if by_quarter.is_empty() {
        return Err(Error::new("Dieses PDF nennt keine Kennzahlen")
            .at(path)
            .remedy("Anlagen und Formulare enthalten keine; gebraucht wird ein Bericht über ein Quartal"));
    }
    let (mut knoten, mut notes) = (Vec::new(), Vec::new());
    for (quartal, wanted) in by_quarter {
        let auswertung = aggregate::auswertung(bestand, &grundlage.stammdaten, quartal)?;
        let all = Kennungen::new(&auswertung).all(&auswertung);
        let mut found = Vec::new();
        for (id, printed) in wanted {
            match all.iter().find(|kennzahl| kennzahl.id == id) {
                Some(kennzahl) => {
                    let today = kennzahl.wert.text();
                    if today != printed {
                        notes.push(format!("Im PDF steht für {id} {printed}, heute ergibt sich {today}."));
                    }
                    found.push(kennzahl.clone());
                }
                None => notes.push(format!("Die Kennzahl {id} des PDF gibt es heute nicht mehr.")),
            }
        }
        knoten.extend(follow(grundlage, bestand, &auswertung, &found)?);
    }
    Ok((knoten, notes))
}
