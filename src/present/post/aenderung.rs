//! What has changed between two mails of one occasion, in German.

use super::{tag, uhrzeit};
use crate::domain::post::{Postart, Postinhalt, Termin};

/// A sentence for each thing that has changed.
pub(super) fn aenderungen(vorher: &Postinhalt, jetzt: &Postinhalt) -> Vec<String> {
    let mut sentences = Vec::new();
    if vorher.art == Postart::Absage && jetzt.art == Postart::Einladung {
        sentences.push("Die Sitzung findet doch statt.".to_owned());
    }
    if let (Some(before), Some(now)) = (&vorher.termin, &jetzt.termin) {
        sentences.extend(termin(before, now));
    }
    // A mail that called the meeting off held no agenda and no enclosures; that they are back goes without saying.
    if vorher.art == jetzt.art {
        sentences.extend(tagesordnung(&vorher.tagesordnung, &jetzt.tagesordnung));
        sentences.extend(anlagen(vorher, jetzt));
    }
    sentences
}

fn termin(vorher: &Termin, jetzt: &Termin) -> Vec<String> {
    [("Tag", tag(vorher), tag(jetzt)), ("Uhrzeit", uhrzeit(vorher), uhrzeit(jetzt))]
        .into_iter()
        .chain([("Ort", vorher.ort.clone(), jetzt.ort.clone())])
        .filter(|(_, before, now)| before != now)
        .map(|(what, before, now)| format!("{what}: {now} (bisher {before})"))
        .collect()
}

fn tagesordnung(vorher: &[String], jetzt: &[String]) -> Vec<String> {
    let missing = |these: &[String], those: &[String]| -> Vec<String> {
        these.iter().filter(|titel| !those.contains(titel)).map(|titel| format!("„{titel}“")).collect()
    };
    let (new, gone) = (missing(jetzt, vorher), missing(vorher, jetzt));
    let mut sentences = Vec::new();
    if !new.is_empty() {
        sentences.push(format!("Neu auf der Tagesordnung: {}", new.join(", ")));
    }
    if !gone.is_empty() {
        sentences.push(format!("Nicht mehr auf der Tagesordnung: {}", gone.join(", ")));
    }
    if sentences.is_empty() && vorher != jetzt {
        sentences.push("Die Tagesordnung hat eine andere Reihenfolge.".to_owned());
    }
    sentences
}

fn anlagen(vorher: &Postinhalt, jetzt: &Postinhalt) -> Vec<String> {
    let mut sentences = Vec::new();
    for anlage in &jetzt.anlagen {
        match vorher.anlagen.iter().find(|before| before.name == anlage.name) {
            None => sentences.push(format!("Neu beigefügt: {}", anlage.titel)),
            Some(before) if before.fassung != anlage.fassung => {
                sentences.push(format!("Neue Fassung: {}", anlage.titel));
            }
            Some(_) => {}
        }
    }
    let gone = vorher.anlagen.iter().filter(|before| !jetzt.anlagen.iter().any(|now| now.name == before.name));
    sentences.extend(gone.map(|before| format!("Nicht mehr beigefügt: {}", before.titel)));
    sentences
}
