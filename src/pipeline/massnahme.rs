//! The records of Maßnahmen: list them, check them.

use serde_json::json;

use super::workspace::{Gegenstand, Grundlage};
use super::{Antwort, Status};
use crate::domain::massnahme::Massnahme;
use crate::domain::{RaumId, Stammdaten};
use crate::error::Result;
use crate::plan::Plan;
use crate::present::anlage::rechenprobe_bewertung;
use crate::present::tabelle::Tabelle;
use crate::present::zahl;
use crate::render::terminal;

/// `massnahme liste`: every Maßnahme with its state.
pub(super) fn liste(plan: &Plan, raum: Option<&str>) -> Result<Antwort> {
    let grundlage = Grundlage::open(plan)?;
    let stammdaten = &grundlage.stammdaten;
    let gegenstand = raum.map(|raum| grundlage.gegenstand(raum)).transpose()?;
    let mut tabelle = Tabelle::new("Maßnahmen", &["ID", "Titel", "Räume", "§", "Laufzeit", ">bewilligt €", "Stand"]);
    let mut objects = Vec::new();
    for massnahme in &stammdaten.massnahmen {
        if gegenstand.as_ref().is_some_and(|gegenstand| !concerns(stammdaten, massnahme, gegenstand)) {
            continue;
        }
        let raeume: Vec<_> = massnahme.anteile.iter().map(|anteil| stammdaten.raum_name(&anteil.raum)).collect();
        let bewilligt = massnahme.bewilligung.as_ref().map(|bewilligung| bewilligung.betrag);
        tabelle.push(vec![
            massnahme.id.to_string(),
            shortened(&massnahme.titel),
            raeume.join(", "),
            massnahme.rechtsgrundlage.as_str().replace(" SGB VIII", ""),
            zahl::spanne(massnahme.laufzeit.beginn.day(), massnahme.laufzeit.ende.day()),
            bewilligt.map_or_else(|| zahl::NICHTS.to_owned(), zahl::betrag),
            massnahme.status.as_str().to_owned(),
        ]);
        objects.push(json!({
            "id": massnahme.id,
            "titel": massnahme.titel,
            "raeume": massnahme.anteile.iter().map(|anteil| &anteil.raum).collect::<Vec<_>>(),
            "rechtsgrundlage": massnahme.rechtsgrundlage.as_str(),
            "beginn": massnahme.laufzeit.beginn,
            "ende": massnahme.laufzeit.ende,
            "bewilligt": bewilligt,
            "status": massnahme.status.as_str(),
        }));
    }
    tabelle.hinweise.push(format!("{} Maßnahmen. – noch nicht oder nicht bewilligt.", objects.len()));
    Ok(Antwort { text: terminal::tabelle(&tabelle), json: json!({ "massnahmen": objects }), status: Status::Fertig })
}

fn concerns(stammdaten: &Stammdaten, massnahme: &Massnahme, gegenstand: &Gegenstand) -> bool {
    let names =
        |id: &RaumId| massnahme.sozialraeume.contains(id) || massnahme.anteile.iter().any(|part| &part.raum == id);
    match gegenstand {
        Gegenstand::Raum(raum) => names(raum),
        Gegenstand::Region(region) => {
            names(&RaumId::new(region.as_str())) || stammdaten.sozialraeume_of(region).any(|raum| names(&raum.id))
        }
        Gegenstand::Kreis => true,
    }
}

/// A title that fits a line of the terminal; the record keeps the whole.
fn shortened(titel: &str) -> String {
    const LENGTH: usize = 44;
    if titel.chars().count() <= LENGTH {
        return titel.to_owned();
    }
    let kept: String = titel.chars().take(LENGTH - 1).collect();
    format!("{}…", kept.trim_end())
}

/// `massnahme pruefen`: every mistake of every record. Errors come back as an error, warnings as an answer.
pub(super) fn pruefen(plan: &Plan) -> Result<Antwort> {
    let grundlage = Grundlage::open(plan)?;
    let count = grundlage.stammdaten.massnahmen.len();
    let stammdaten = &grundlage.stammdaten;
    let mut warnungen = grundlage.warnungen.clone();
    for massnahme in &stammdaten.massnahmen {
        warnungen.extend(rechenprobe_bewertung(stammdaten, massnahme).iter().map(|abweichung| {
            format!("Warnung: {}, Anlage 3, {}: {}", massnahme.id, abweichung.stelle, abweichung.hinweis())
        }));
    }
    let text = if warnungen.is_empty() {
        format!("{count} Maßnahmen geprüft, nichts zu beanstanden.")
    } else {
        format!("{}\n\n{count} Maßnahmen geprüft, {} Warnungen.", warnungen.join("\n\n"), warnungen.len())
    };
    Ok(Antwort {
        text,
        json: json!({ "massnahmen": count, "warnungen": warnungen }),
        status: Status::of(!warnungen.is_empty()),
    })
}
