//! The final account: not before the end, and not without its day.

use super::{Lage, tag};
use crate::domain::nachweis::ausstehend;
use crate::domain::woerter::{Begleiter, Fall};
use crate::finding::massnahme::Massnahmebefund;

pub(super) fn check(lage: &Lage<'_>) -> Vec<Massnahmebefund> {
    let mut found = overdue(lage);
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
                format!(
                    "Abgerechnet, obwohl {} bis {} läuft",
                    lage.wort(Begleiter::Der, Fall::Nominativ),
                    tag(ende.day())
                ),
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

/// Nachweise that are due and have not come.
fn overdue(lage: &Lage<'_>) -> Vec<Massnahmebefund> {
    ausstehend(lage.stammdaten, lage.massnahme, lage.heute)
        .into_iter()
        .map(|due| {
            let art = if due.schlussnachweis { "Schlussnachweis" } else { "Zwischennachweis" };
            lage.warnung(
                "nachweis-ueberfaellig",
                format!("Der {art} {} war am {} fällig und liegt nicht vor", due.foerderjahr, tag(due.faellig)),
            )
            .abhilfe("Den Träger erinnern; ein eingegangener Nachweis gehört nach data/nachweise.")
            .nach(&lage.regeln().nachweis.quelle)
        })
        .collect()
}
