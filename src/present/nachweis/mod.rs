//! Verwendungsnachweis and Projektbericht of a Maßnahme for a Förderjahr; the last one settles the whole Maßnahme.
//!
//! The zahlenmäßige Nachweis is laid out like the Finanzierungsplan (Anlage 2), then comes what the Träger gave of its own,
//! the Zuwendung once more, the Sachbericht with the goals of Anlage 1, and every Beleg.

mod angaben;
mod anhang;
mod belege;
mod kopf;
mod proben;
mod sachbericht;
mod zahlen;

#[cfg(test)]
mod tests;

use chrono::NaiveDate;
use serde::Serialize;

use self::kopf::{Kennzahl, Kopf};
use super::Dokument;
use super::evaluation::{Eintrag, Lauf};
use super::rahmen::Rahmen;
use crate::domain::abrechnung::{Abrechnung, Gesamtabrechnung, settle};
use crate::domain::angebot::Angebot;
use crate::domain::massnahme::Massnahme;
use crate::domain::nachweis::{Nachweis, faelligkeit, zeitraum};
use crate::domain::stammdaten::Traeger;
use crate::domain::{Betrag, Stammdaten, Zielgruppe};

/// What `nachweis.typ` prints.
#[derive(Clone, Debug, Serialize)]
struct Daten {
    rahmen: Rahmen,
    kopf: Kopf,
    absatz: Vec<Lauf>,
    kennzahlen: Vec<Kennzahl>,
    angaben_titel: String,
    angaben: Vec<Eintrag>,
    ausgaben: zahlen::Ausgaben,
    einnahmen: zahlen::Einnahmen,
    eigenanteil: Option<zahlen::Eigenanteil>,
    zuwendung: zahlen::Zuwendung,
    gesamt: Option<zahlen::Gesamt>,
    sachbericht: sachbericht::Sachbericht,
    belege: belege::Belege,
    erklaerungen: Vec<angaben::Erklaerung>,
    begriffe: Vec<Eintrag>,
    zeichen: &'static str,
    herkunft: Herkunft,
}

/// Where the figures come from. Nachweise come out of records, so there are no deliveries.
#[derive(Clone, Debug, Serialize)]
struct Herkunft {
    lieferungen: [(); 0],
    texte: Vec<String>,
}

/// A Nachweis with all that it is reckoned from.
struct Kontext<'a> {
    stammdaten: &'a Stammdaten,
    massnahme: &'a Massnahme,
    angebot: &'a Angebot,
    traeger: Option<&'a Traeger>,
    nachweis: &'a Nachweis,
    /// All Nachweise of the Maßnahme up to this one, by Förderjahr.
    alle: Vec<&'a Nachweis>,
    /// The Förderjahr settled.
    jahr: Abrechnung,
    /// The whole Maßnahme settled; only with the last Nachweis of one that has several Förderjahre.
    gesamt: Option<Abrechnung>,
    /// What the WJH booked in the Förderjahr, if its deliveries cover it.
    gebucht: Option<Betrag>,
    heute: NaiveDate,
}

impl Kontext<'_> {
    /// What decides: the whole Maßnahme where it is settled, else the Förderjahr.
    fn massgeblich(&self) -> &Abrechnung {
        self.gesamt.as_ref().unwrap_or(&self.jahr)
    }

    /// The days of the Förderjahr.
    fn tage(&self) -> (NaiveDate, NaiveDate) {
        zeitraum(self.massnahme, self.nachweis.foerderjahr)
    }

    /// Förderjahre before this one without a Nachweis on record.
    fn fehlende(&self) -> Vec<i32> {
        let first = *crate::domain::bewilligung::haushaltsjahre(self.massnahme).start();
        let has = |jahr: i32| self.alle.iter().any(|nachweis| nachweis.foerderjahr == jahr);
        (first..self.nachweis.foerderjahr).filter(|jahr| !has(*jahr)).collect()
    }

    /// The last day on which this Nachweis is in time.
    fn frist(&self) -> NaiveDate {
        let fristen = &self.stammdaten.einstellungen.regeln.massnahmen.nachweis;
        faelligkeit(self.massnahme, self.nachweis.foerderjahr, fristen).faellig
    }
}

/// The document of a Nachweis; none where its Maßnahme has no offer that was granted. `gebucht` is what the WJH booked for the
/// Maßnahme in the Förderjahr, if that is known.
pub fn nachweis(
    stammdaten: &Stammdaten,
    nachweis: &Nachweis,
    gebucht: Option<Betrag>,
    heute: NaiveDate,
) -> Option<Dokument> {
    let massnahme = stammdaten.massnahme(&nachweis.massnahme)?;
    let angebot = massnahme.bewilligtes_angebot()?;
    let traeger = stammdaten.traeger(&angebot.traeger);
    let Gesamtabrechnung { jahr, gesamt } = settle(stammdaten, nachweis)?;
    let alle: Vec<_> =
        stammdaten.nachweise_of(&massnahme.id).filter(|other| other.foerderjahr <= nachweis.foerderjahr).collect();
    let kontext = Kontext { stammdaten, massnahme, angebot, traeger, nachweis, jahr, gesamt, alle, gebucht, heute };
    Some(dokument(&kontext))
}

fn dokument(kontext: &Kontext<'_>) -> Dokument {
    let key = format!("nachweis-{}-{}", kontext.massnahme.id, kontext.nachweis.foerderjahr);
    let anhang_name = format!("{key}.json");
    let daten = Daten {
        rahmen: kopf::rahmen(kontext, &anhang_name),
        kopf: kopf::kopf(kontext),
        absatz: kopf::absatz(kontext),
        kennzahlen: kopf::kennzahlen(kontext),
        angaben_titel: format!("Angaben {}", kontext.stammdaten.woerter().massnahme.dazu()),
        angaben: angaben::angaben(kontext),
        ausgaben: zahlen::ausgaben(kontext),
        einnahmen: zahlen::einnahmen(kontext),
        eigenanteil: zahlen::eigenanteil(kontext),
        zuwendung: zahlen::zuwendung(kontext),
        gesamt: zahlen::gesamt(kontext),
        sachbericht: sachbericht::sachbericht(kontext),
        belege: belege::belege(kontext),
        erklaerungen: angaben::erklaerungen(kontext),
        begriffe: angaben::begriffe(kontext),
        zeichen: angaben::ZEICHEN,
        herkunft: Herkunft { lieferungen: [], texte: angaben::herkunft(kontext, &anhang_name) },
    };
    // Cannot fail on these structs: they hold texts, numbers and lists only.
    let daten = serde_json::to_value(&daten).unwrap_or_default();
    Dokument {
        template: "nachweis.typ",
        zielgruppe: Zielgruppe::Intern,
        proben: proben::proben(&daten),
        pfad: format!("{}/{key}.pdf", kontext.nachweis.foerderjahr),
        anhang: anhang::anhang(kontext),
        daten,
    }
}
