//! Retention: raw deliveries and case rows up to a day go, sums and the ledger stay.

use std::fs;

use chrono::NaiveDate;
use serde_json::json;

use super::workspace::require;
use super::{Antwort, Fortschritt, Status, eingaben, rueckmeldung};
use crate::aggregate;
use crate::domain::lieferung::Lieferart;
use crate::domain::pruefsumme::sha256;
use crate::error::{Error, Result};
use crate::plan::Plan;
use crate::present::zahl;
use crate::store::{Bestand, Eintrag, Ergebnis, Loeschposten};

/// `loeschen`: says what goes, asks, and does it.
pub(super) fn loeschen(plan: &Plan, bis: NaiveDate, ja: bool, fortschritt: &dyn Fortschritt) -> Result<Antwort> {
    require(plan)?;
    if bis >= plan.heute {
        return Err(Error::new(format!("Bis {} lässt sich nicht löschen: der Tag liegt nicht zurück", zahl::tag(bis)))
            .remedy("Einen vergangenen Tag angeben, zum Beispiel das Ende eines früheren Jahres"));
    }
    let mut bestand = Bestand::open(&plan.bestand(), plan.warten)?;
    let eintraege = bestand.deletable(bis)?;
    let left = left_in_eingang(plan, &bestand, bis)?;
    if eintraege.is_empty() {
        let mut text = format!("Bis {} ist nichts mehr zu löschen.", zahl::tag(bis));
        text.push_str(&hint(&left));
        return Ok(Antwort { text, json: json!({ "geloescht": [], "in_eingang": left }), status: Status::Fertig });
    }
    let announcement = announcement(&eintraege, bis);
    if !ja && !fortschritt.agrees(&format!("{announcement}\n\nJetzt löschen?")) {
        return Ok(Antwort {
            text: format!("{announcement}\n\nNichts wurde gelöscht. Zum Löschen mit --ja aufrufen.{}", hint(&left)),
            json: json!({ "geloescht": [], "vorgesehen": names(&eintraege), "in_eingang": left }),
            status: Status::Befunde,
        });
    }
    let geloescht = names(&eintraege);
    for eintrag in eintraege {
        let fallsummen = aggregate::fallsummen(&bestand, &eintrag)?;
        bestand.delete(&Loeschposten { eintrag, fallsummen }, plan.heute)?;
    }
    let kept: Vec<_> = bestand
        .eintraege()?
        .into_iter()
        .filter(|eintrag| eintrag.geloescht_am.is_none())
        .map(|eintrag| eintrag.datei)
        .collect();
    rueckmeldung::remove_answers_to(plan, &geloescht, &kept)?;
    Ok(Antwort {
        text: format!(
            "{announcement}\n\nGelöscht: {} Lieferungen. Summen, Nachweise und Berichte sind unverändert.{}",
            geloescht.len(),
            hint(&left)
        ),
        json: json!({ "geloescht": geloescht, "in_eingang": left }),
        status: Status::Fertig,
    })
}

fn names(eintraege: &[Eintrag]) -> Vec<String> {
    eintraege.iter().map(|eintrag| eintrag.datei.clone()).collect()
}

/// What goes and what stays, before anything is done.
fn announcement(eintraege: &[Eintrag], bis: NaiveDate) -> String {
    let mut lines = vec![format!(
        "Gelöscht werden die Rohdateien und Fallzeilen von {} Lieferungen bis {}:",
        eintraege.len(),
        zahl::tag(bis)
    )];
    for eintrag in eintraege {
        let quartal = eintrag.quartal.map(|quartal| quartal.to_string()).unwrap_or_default();
        let what = match (eintrag.ergebnis, eintrag.art) {
            (Ergebnis::Abgelehnt, _) => "abgelehnt; die Datei".to_owned(),
            (_, Some(Lieferart::Faelle)) => format!("Fälle {quartal}; die Datei und {} Fallzeilen", eintrag.zeilen),
            _ => format!("Kosten {quartal}; die Datei und der Bezug zum Fall in {} Buchungen", eintrag.zeilen),
        };
        lines.push(format!("  Nr. {} {}: {what}", eintrag.id, eintrag.datei));
    }
    lines.push(
        "Es bleiben: das Verzeichnis der Lieferungen mit Prüfsummen und Befunden, Buchungen ohne Bezug zum Fall, \
         Fallzahlen je Raum und Hilfeart, alle berichteten Kennzahlen und die Berichte. Einzelne Zellen lassen sich \
         danach nicht mehr verfolgen."
            .to_owned(),
    );
    lines.join("\n")
}

/// Deliveries up to the day that still lie in data/eingang: they belong to the WJH, so people take them away.
fn left_in_eingang(plan: &Plan, bestand: &Bestand, bis: NaiveDate) -> Result<Vec<String>> {
    let mut left = Vec::new();
    for path in eingaben::deliveries(&plan.eingang())? {
        let bytes =
            fs::read(&path).map_err(|cause| Error::io("Die Lieferung lässt sich nicht lesen", &path, &cause))?;
        let known = bestand.eintrag_by_hash(&sha256(&bytes))?;
        if known.and_then(|eintrag| eintrag.quartal).is_some_and(|quartal| quartal.ende() <= bis) {
            left.push(path.strip_prefix(&plan.arbeitsbereich).unwrap_or(&path).display().to_string());
        }
    }
    Ok(left)
}

fn hint(left: &[String]) -> String {
    if left.is_empty() {
        return String::new();
    }
    format!(
        "\n\nVon Hand zu entfernen, denn data/eingang gehört der WJH und bleibt unberührt:\n  {}",
        left.join("\n  ")
    )
}
