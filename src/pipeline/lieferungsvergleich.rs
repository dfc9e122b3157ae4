//! Two deliveries beside each other: rows, amounts, and what the new one does to each figure.

use serde_json::json;

use super::workspace::Grundlage;
use super::{Antwort, Status};
use crate::aggregate::{self, Ersatz};
use crate::domain::Quartal;
use crate::domain::kennung;
use crate::domain::korrektur::{Aenderung, changes};
use crate::domain::lieferung::Lieferart;
use crate::error::{Error, Result};
use crate::plan::Plan;
use crate::present::vergleich as present;
use crate::store::{Bestand, Eintrag, Ergebnis};

/// `lieferungen --vergleich ALT NEU`.
pub(super) fn vergleich(plan: &Plan, zwei: &[String]) -> Result<Antwort> {
    let grundlage = Grundlage::open(plan)?;
    let bestand = Bestand::open(&plan.bestand(), plan.warten)?;
    let eintraege = bestand.eintraege()?;
    let [alt, neu] = zwei else { return Err(Error::new("Zum Vergleich gehören zwei Lieferungen")) };
    let (alt, neu) = (find(&eintraege, alt)?, find(&eintraege, neu)?);
    if alt.art != neu.art {
        return Err(Error::new(
            "Verglichen werden zwei Lieferungen derselben Art, Kosten mit Kosten oder Fälle mit Fällen",
        ));
    }
    let zeilen = aggregate::vergleich(&bestand, alt, neu)?;
    let wirkung = effects(&grundlage, &bestand, alt, neu)?;
    Ok(Antwort {
        text: present::text(alt.art, &name(alt), &name(neu), &zeilen, &wirkung, plan.ausfuehrlich),
        json: json!({
            "alt": alt.sha256,
            "neu": neu.sha256,
            "zeilen": zeilen,
            "wirkung": wirkung.iter().map(|(quartal, geaendert)| json!({
                "quartal": quartal,
                "geaendert": geaendert,
            })).collect::<Vec<_>>(),
        }),
        status: Status::Fertig,
    })
}

/// A delivery by its number, the beginning of its SHA-256, or its file name.
fn find<'e>(eintraege: &'e [Eintrag], typed: &str) -> Result<&'e Eintrag> {
    let key = typed.trim().to_lowercase();
    let matches = |eintrag: &&Eintrag| {
        eintrag.id.to_string() == key
            || (key.len() >= 6 && eintrag.sha256.starts_with(&key))
            || eintrag.datei.to_lowercase() == key
    };
    let found: Vec<_> = eintraege.iter().filter(matches).collect();
    let hint = "„lieferungen“ zeigt alle Lieferungen mit ihrer Nummer";
    match found.as_slice() {
        [one] if one.ergebnis == Ergebnis::Abgelehnt => {
            Err(Error::new(format!("Die Lieferung „{typed}“ ist abgelehnt; sie hat keine Zeilen im Bestand"))
                .remedy(hint))
        }
        [one] if one.bestand_datei.is_none() => {
            Err(Error::new(format!("Die Zeilen der Lieferung „{typed}“ sind gelöscht")).remedy(hint))
        }
        [one] => Ok(one),
        [] => Err(Error::new(format!("Eine Lieferung „{typed}“ gibt es nicht")).remedy(hint)),
        _ => Err(Error::new(format!("„{typed}“ passt auf mehrere Lieferungen")).remedy(hint)),
    }
}

fn name(eintrag: &Eintrag) -> String {
    let quartal = eintrag.quartal.map(|quartal| quartal.to_string()).unwrap_or_default();
    let teil = eintrag.teil.map(|teil| format!(", Teil {}", teil.nummer)).unwrap_or_default();
    format!("Nr. {}: {quartal}{teil}, Fassung {}, {}", eintrag.id, eintrag.version.unwrap_or(1), eintrag.datei)
}

/// Figures that differ when the new delivery counts in place of the old one, for every quarter that it reaches.
fn effects(
    grundlage: &Grundlage,
    bestand: &Bestand,
    alt: &Eintrag,
    neu: &Eintrag,
) -> Result<Vec<(Quartal, Vec<Aenderung>)>> {
    let (Some(art), Some(first)) = (alt.art, alt.quartal.max(neu.quartal)) else { return Ok(Vec::new()) };
    if alt.quartal != neu.quartal {
        return Ok(Vec::new());
    }
    let reached: Vec<_> = match art {
        Lieferart::Faelle => vec![first],
        Lieferart::Kosten => {
            let all = bestand.quartale(Lieferart::Kosten)?;
            all.into_iter().filter(|quartal| *quartal >= first && quartal.jahr() <= first.jahr() + 1).collect()
        }
    };
    let mut effects = Vec::new();
    for quartal in reached {
        let with = |one: &Eintrag| {
            let ersatz = Ersatz { art, quartal: first, eintraege: stand_in(bestand, alt, neu, one)? };
            let auswertung = aggregate::auswertung_statt(bestand, &grundlage.stammdaten, quartal, Some(&ersatz));
            Ok::<_, Error>(auswertung.map(|auswertung| kennung::werte(&auswertung)).unwrap_or_default())
        };
        effects.push((quartal, changes(&with(alt)?, &with(neu)?)));
    }
    Ok(effects)
}

/// What would count if `one` were the newest: alone, or with the other parts of its quarter.
fn stand_in(bestand: &Bestand, alt: &Eintrag, neu: &Eintrag, one: &Eintrag) -> Result<Vec<Eintrag>> {
    let (Some(art), Some(quartal), Some(teil)) = (one.art, one.quartal, one.teil) else {
        return Ok(vec![one.clone()]);
    };
    let mut eintraege = bestand.geltend(art, quartal)?.eintraege;
    eintraege.retain(|eintrag| {
        eintrag.id != alt.id && eintrag.id != neu.id && eintrag.teil.is_some_and(|other| other.nummer != teil.nummer)
    });
    eintraege.push(one.clone());
    eintraege.sort_by_key(|eintrag| eintrag.teil.map(|teil| teil.nummer));
    Ok(eintraege)
}
