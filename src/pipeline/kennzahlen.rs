//! The figures of a quarter in the form asked for.

use serde_json::json;

use super::ausgabe::write_all;
use super::workspace::{Grundlage, quartal};
use super::{Antwort, Status, mappe, rechenprobe};
use crate::aggregate;
use crate::cli::Kennzahlform;
use crate::disclosure::{self, Sicht};
use crate::domain::{Quartal, Zielgruppe};
use crate::error::{Error, Result};
use crate::plan::Plan;
use crate::present::{budgettabelle, kennzahlen as present};
use crate::render::terminal;
use crate::store::Bestand;

/// `kennzahlen`: table, JSON, CSV or workbook.
pub(super) fn kennzahlen(plan: &Plan, asked: Option<Quartal>, als: Kennzahlform) -> Result<Antwort> {
    let grundlage = Grundlage::open(plan)?;
    let bestand = Bestand::open(&plan.bestand(), plan.warten)?;
    let quartal = quartal(&bestand, asked)?;
    let auswertung = aggregate::auswertung(&bestand, &grundlage.stammdaten, quartal)?;
    rechenprobe::auswertung(&bestand, &grundlage.stammdaten, &auswertung)?;
    let kennzahlen = &auswertung.kennzahlen;
    let json = serde_json::to_value(kennzahlen)
        .map_err(|cause| Error::new(format!("Die Kennzahlen lassen sich nicht schreiben: {cause}")))?;
    let text = match als {
        Kennzahlform::Json => format!("{json:#}"),
        Kennzahlform::Csv => present::csv(kennzahlen),
        Kennzahlform::Tabelle => {
            let tabellen = budgettabelle::tabellen(&grundlage.stammdaten, kennzahlen);
            tabellen.iter().map(terminal::tabelle).collect::<Vec<_>>().join("\n\n")
        }
        Kennzahlform::Xlsx => {
            let stammdaten = &grundlage.stammdaten;
            let reihe = aggregate::reihe(&bestand, stammdaten, quartal)?;
            let zahlen = disclosure::zahlen(&reihe, stammdaten);
            let sicht = Sicht::open(&reihe, &zahlen, Zielgruppe::Intern);
            let datei = mappe::intern(plan, stammdaten, &auswertung, &sicht)?;
            let pfad = datei.pfad.clone();
            write_all(&plan.reports(), &[datei])?;
            return Ok(Antwort {
                text: format!("Geschrieben: {}", plan.reports().join(&pfad).display()),
                json: json!({ "datei": pfad }),
                status: Status::Fertig,
            });
        }
    };
    Ok(Antwort { text, json, status: Status::Fertig })
}
