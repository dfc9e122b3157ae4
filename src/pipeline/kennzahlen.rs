//! The figures of a quarter in the form asked for.

use serde_json::json;

use super::ausgabe::{Datei, write_all};
use super::workspace::{Grundlage, quartal};
use super::{Antwort, Status, rechenprobe};
use crate::aggregate;
use crate::cli::Kennzahlform;
use crate::domain::Quartal;
use crate::error::{Error, Result};
use crate::plan::Plan;
use crate::present::{budgettabelle, kennzahlen as present};
use crate::render::{terminal, xlsx};
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
            let bytes = xlsx::kennzahlen(&present::mappe(&grundlage.stammdaten, &auswertung), plan.heute)?;
            let datei = Datei { pfad: format!("{quartal}/kennzahlen.xlsx"), bytes };
            write_all(&plan.reports(), &[datei])?;
            let text =
                format!("Geschrieben: {}", plan.reports().join(quartal.to_string()).join("kennzahlen.xlsx").display());
            return Ok(Antwort {
                text,
                json: json!({ "datei": format!("{quartal}/kennzahlen.xlsx") }),
                status: Status::Fertig,
            });
        }
    };
    Ok(Antwort { text, json, status: Status::Fertig })
}
