//! The final account: not before the end, and not without its day.

use super::{Lage, tag};
use crate::finding::massnahme::Massnahmebefund;

pub(super) fn check(lage: &Lage<'_>) -> Vec<Massnahmebefund> {
    let mut found = Vec::new();
    let Some(nachweis) = &lage.massnahme.verwendungsnachweis else { return found };
    let ende = lage.massnahme.laufzeit.ende;
    if nachweis.geprueft && nachweis.eingang < lage.massnahme.laufzeit.beginn {
        found.push(
            lage.fehler(
                "nachweis-vor-beginn",
                format!("Der Verwendungsnachweis vom {} liegt vor dem Beginn", tag(nachweis.eingang.day())),
            )
            .abhilfe("Das Datum des Eingangs prüfen."),
        );
    } else if nachweis.geprueft && nachweis.geprueft_am.unwrap_or(nachweis.eingang) <= ende {
        found.push(
            lage.fehler(
                "abgerechnet-vor-ende",
                format!("Abgerechnet, obwohl die Maßnahme bis {} läuft", tag(ende.day())),
            )
            .abhilfe("geprueft = false setzen; Nachweise einzelner Förderjahre stehen in data/nachweise."),
        );
    }
    if nachweis.geprueft_am.is_some_and(|day| day < nachweis.eingang) {
        found.push(
            lage.fehler("nachweis-vor-eingang-geprueft", "Der Verwendungsnachweis ist vor seinem Eingang geprüft")
                .abhilfe("Die Daten von eingang und geprueft_am prüfen."),
        );
    }
    found
}
