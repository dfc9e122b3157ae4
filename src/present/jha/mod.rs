//! The report to the Jugendhilfeausschuss as a public Vorlage.
//!
//! The administrative head with the results comes first, then chapters in a fixed order, then full tables. All figures
//! on cases and costs come through [`Sicht`]: what is kept secret can be in no sentence, chart, alt text or attachment,
//! and nothing is asked for that is not printed.

mod anhang;
mod auslastung;
mod bau;
mod besondere;
mod bewegung;
mod blick;
mod budget;
mod daten;
mod faelle;
mod hilfearten;
mod kontext;
mod kosten;
mod kurz;
mod massnahmen;
mod methodik;
mod raeume;
mod verschiebung;
mod vorlage;
mod ziele;

use chrono::NaiveDate;
use serde::Serialize;

use self::bau::{Bericht, Kapitel};
use self::kontext::Kontext;
use self::vorlage::Vorlage;
use super::Dokument;
use super::rahmen::Rahmen;
use crate::disclosure::Sicht;
use crate::domain::auswertung::Auswertung;
use crate::domain::{Stammdaten, Zielgruppe};

/// File name of the attached figures.
const ANHANG: &str = "kennzahlen-jha.json";

/// What `jha-bericht.typ` prints.
#[derive(Clone, Debug, Serialize)]
struct Daten {
    rahmen: Rahmen,
    vorlage: Vorlage,
    kapitel: Vec<Kapitel>,
}

/// The report on a quarter.
pub fn jha_bericht(stammdaten: &Stammdaten, auswertung: &Auswertung, sicht: &Sicht<'_>, heute: NaiveDate) -> Dokument {
    let kontext = Kontext::new(stammdaten, auswertung, sicht, heute);
    let mut bericht = Bericht::default();
    // The annex first, since the chapters refer to its numbers; the Methodik last, since it counts what was printed.
    anhang::kapitel(&kontext, &mut bericht);
    faelle::kapitel(&kontext, &mut bericht);
    kosten::kapitel(&kontext, &mut bericht);
    verschiebung::kapitel(&kontext, &mut bericht);
    budget::kapitel(&kontext, &mut bericht);
    massnahmen::kapitel(&kontext, &mut bericht);
    ziele::kapitel(&kontext, &mut bericht);
    besondere::kapitel(&kontext, &mut bericht);
    kurz::kapitel(&kontext, &mut bericht);
    let vorlage = vorlage::vorlage(&kontext, &mut bericht);
    methodik::kapitel(&kontext, &mut bericht);
    let (kapitel, proben) = bericht.build();
    let daten = Daten { rahmen: vorlage::rahmen(&kontext), vorlage, kapitel };
    Dokument {
        template: "jha-bericht.typ",
        zielgruppe: Zielgruppe::Oeffentlich,
        proben,
        pfad: format!("{}/jha-bericht.pdf", kontext.quartal()),
        anhang: daten::anhang(&kontext),
        // Cannot fail on these structs: they hold texts, numbers and lists only.
        daten: serde_json::to_value(&daten).unwrap_or_default(),
    }
}
