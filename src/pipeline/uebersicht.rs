//! `index.html`: the overview page, made when every other file of the run but its protocol is there.

use super::ausgabe::Datei;
use super::eingang::{Aufnahme, Eingelesen};
use crate::aggregate;
use crate::domain::auswertung::Auswertung;
use crate::domain::lieferung::Lieferart;
use crate::domain::{Quartal, Stammdaten};
use crate::error::Result;
use crate::plan::Plan;
use crate::present::uebersicht::{self as present, Lieferungsbefunde, Quartalsbestand, Quellen};
use crate::render::html;
use crate::render::vorlagen::Vorlagen;
use crate::store::{Ausgabe, Bestand, Ergebnis};

/// The page of a quarter's run. It links every file of the run; its protocols too, which are written after it.
pub(super) fn seite(
    plan: &Plan,
    bestand: &Bestand,
    stammdaten: &Stammdaten,
    auswertung: &Auswertung,
    dateien: &[Ausgabe],
    eingelesen: &[Eingelesen],
    zeichen: &[String],
) -> Result<Datei> {
    let quartal = auswertung.kennzahlen.quartal;
    let links: Vec<_> =
        dateien.iter().map(|datei| present::Datei { pfad: datei.pfad.clone(), groesse: Some(datei.groesse) }).collect();
    let quellen = Quellen {
        dateien: &links,
        protokolle: &[format!("{quartal}/pruefprotokoll.pdf"), format!("{quartal}/lauf.json")],
        bestaende: &bestaende(bestand, stammdaten, auswertung)?,
        lieferungen: &lieferungen(bestand, quartal, eingelesen)?,
        geliefert: bestand.quartale(Lieferart::Kosten)?.into_iter().max().unwrap_or(quartal),
        zeichen,
    };
    let uebersicht = present::uebersicht(stammdaten, auswertung, &quellen, plan.heute);
    let bytes = html::uebersicht(&Vorlagen::with_overrides(&plan.templates())?, &uebersicht)?;
    Ok(Datei { pfad: format!("{quartal}/index.html"), bytes })
}

/// Cases of every quarter with a case list up to the reported one.
fn bestaende(bestand: &Bestand, stammdaten: &Stammdaten, auswertung: &Auswertung) -> Result<Vec<Quartalsbestand>> {
    let reported = auswertung.kennzahlen.quartal;
    let kosten = bestand.quartale(Lieferart::Kosten)?;
    let mut bestaende = Vec::new();
    for quartal in bestand.quartale(Lieferart::Faelle)?.into_iter().filter(|quartal| *quartal < reported) {
        // Without bookings of the quarter there are no figures of it.
        if kosten.contains(&quartal) {
            let faelle = aggregate::auswertung_statt(bestand, stammdaten, quartal, None)?.kennzahlen.faelle;
            bestaende.push(Quartalsbestand { quartal, faelle });
        }
    }
    bestaende.push(Quartalsbestand { quartal: reported, faelle: auswertung.kennzahlen.faelle.clone() });
    Ok(bestaende)
}

/// What was taken in for the quarter, with its findings, and what of this run was refused.
fn lieferungen(bestand: &Bestand, quartal: Quartal, eingelesen: &[Eingelesen]) -> Result<Vec<Lieferungsbefunde>> {
    let mut lieferungen = Vec::new();
    for eintrag in bestand.eintraege()? {
        if eintrag.ergebnis == Ergebnis::Angenommen && eintrag.quartal == Some(quartal) {
            lieferungen.push(Lieferungsbefunde {
                befunde: bestand.befunde(&eintrag)?,
                datei: eintrag.datei,
                art: eintrag.art,
                quartal: eintrag.quartal,
                fassung: eintrag.version,
                eingelesen_am: Some(eintrag.eingelesen_am),
                abgelehnt: false,
            });
        }
    }
    for file in eingelesen {
        if let Aufnahme::Abgelehnt(befunde) = &file.aufnahme {
            lieferungen.push(Lieferungsbefunde {
                befunde: befunde.clone(),
                datei: file.datei.clone(),
                art: None,
                quartal: None,
                fassung: None,
                eingelesen_am: None,
                abgelehnt: true,
            });
        }
    }
    Ok(lieferungen)
}
