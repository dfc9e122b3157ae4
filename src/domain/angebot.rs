//! Offers of Träger for a Maßnahme: Anlage 1 (Maßnahmebeschreibung), Anlage 2 (Kostenkalkulation), Anlage 3 (scoring).

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Betrag, Datum, RaumId, TraegerId};

/// One offer of a Träger.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Angebot {
    /// Key, the Maßnahme's with a letter.
    pub id: String,
    /// Who offers.
    pub traeger: TraegerId,
    /// Day it came in.
    pub eingang: Datum,
    /// Maßnahmebeschreibung.
    pub anlage1: Anlage1,
    /// Kostenkalkulation.
    pub anlage2: Anlage2,
    /// Scoring; none while it has not been scored.
    pub anlage3: Option<Anlage3>,
}

/// Anlage 1, Maßnahmebeschreibung.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Anlage1 {
    /// Ticked boxes.
    pub sozialraumteams: Vec<RaumId>,
    /// Which Leistung and how much of it.
    pub leistung: String,
    /// Which Bedarf.
    pub bedarf: String,
    /// Day on which the Sozialraumteam found it.
    pub bedarf_festgestellt_am: Datum,
    /// Who is reached.
    pub zielgruppe: String,
    /// Whether they were involved; none if not answered.
    pub zielgruppe_beteiligt: Option<bool>,
    /// What shall be reached.
    pub ziele: Vec<Ziel>,
    /// Why it lasts.
    pub nachhaltig_weil: String,
    /// Where.
    pub ort: String,
    /// When, in words.
    pub zeitraum: String,
    /// First day.
    pub beginn: Datum,
    /// Last day.
    pub ende: Datum,
    /// How the Träger proposes to evaluate.
    pub evaluation: String,
    /// "Folgendes ist noch zu ergänzen".
    #[serde(default)]
    pub ergaenzungen: String,
}

/// A goal with its measure.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ziel {
    /// Number.
    pub nr: u32,
    /// The goal in words.
    pub ziel: String,
    /// What is counted.
    pub indikator: String,
    /// Count at the start.
    pub ausgangswert: Decimal,
    /// Count aimed at.
    pub sollwert: Decimal,
    /// What the counts are counts of.
    pub einheit: String,
}

/// Anlage 2, Kostenkalkulation.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Anlage2 {
    /// Ticked boxes.
    pub sozialraumteams: Vec<RaumId>,
    /// Who offers.
    pub traeger: TraegerId,
    /// Whom to ask.
    pub ansprechperson: Ansprechperson,
    /// Which Leistung.
    pub leistung: String,
    /// First day calculated.
    pub zeitraum_beginn: Datum,
    /// Last day calculated.
    pub zeitraum_ende: Datum,
    /// Persons.
    #[serde(default)]
    pub personal: Vec<Personalposten>,
    /// Personalkosten gesamt, as the Träger wrote it.
    pub personal_gesamt: Betrag,
    /// Material costs.
    #[serde(default)]
    pub sachkosten: Vec<Sachposten>,
    /// Sachkosten gesamt, as the Träger wrote it.
    pub sachkosten_gesamt: Betrag,
    /// Income.
    #[serde(default)]
    pub einnahmen: Vec<Einnahme>,
    /// Einnahmen gesamt, as the Träger wrote it.
    pub einnahmen_gesamt: Betrag,
    /// Personalkosten + Sachkosten − Einnahmen, as the Träger wrote it.
    pub foerdermittel_gesamt: Betrag,
    /// "Folgendes ist noch zu ergänzen".
    #[serde(default)]
    pub ergaenzungen: String,
    /// Place and day of the signature.
    #[serde(default)]
    pub ort_datum: String,
}

/// Whom to ask at the Träger's.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ansprechperson {
    /// Surname.
    pub name: String,
    /// First name.
    pub vorname: String,
    /// Telephone.
    #[serde(default)]
    pub telefon: String,
    /// Postal address.
    #[serde(default)]
    pub anschrift: String,
    /// E-mail address.
    #[serde(default)]
    pub email: String,
}

/// A person block of Anlage 2.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Personalposten {
    /// Which of the three boxes.
    pub art: PersonalArt,
    /// Qualification.
    pub qualifikation: String,
    /// Hours in the whole period.
    pub stunden: Decimal,
    /// € an hour.
    pub satz: Betrag,
    /// Fachleistungsstunde or Stundensatz.
    pub satzart: Satzart,
    /// Hours × rate, as the Träger wrote it.
    pub summe: Betrag,
}

/// How a person works.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PersonalArt {
    /// As a job.
    Hauptamtlich,
    /// As a volunteer.
    Ehrenamtlich,
    /// As a sonstige Schlüsselperson.
    Schluesselperson,
}

/// What an hour is paid as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Satzart {
    /// Fachleistungsstunde.
    #[serde(rename = "FLS")]
    Fachleistungsstunde,
    /// Stundensatz.
    Stundensatz,
}

/// A line of the Sachkosten.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sachposten {
    /// What for.
    pub bezeichnung: String,
    /// How much.
    pub betrag: Betrag,
}

/// A line of the Einnahmen.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Einnahme {
    /// Where from.
    pub art: String,
    /// How much.
    pub betrag: Betrag,
}

/// Anlage 3, points of one offer.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Anlage3 {
    /// Version of the catalogue.
    pub katalog: String,
    /// Day on which it was scored.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bewertet_am: Option<Datum>,
    /// Points by Kriterium.
    pub punkte: Vec<Bewertung>,
    /// Weighted mean by block, as recorded.
    pub bloecke: Vec<Blockergebnis>,
    /// Σ weight × points / 100, as recorded.
    pub gewichtete_summe: Decimal,
    /// Block or K.-o.-Kriterium that excludes it.
    pub ausgeschlossen_wegen: Option<String>,
    /// Place among the offers; none if excluded.
    pub rang: Option<u32>,
}

/// Points for one Kriterium.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bewertung {
    /// Key of the Kriterium.
    pub kriterium: String,
    /// Points.
    pub punkte: Decimal,
    /// Why.
    #[serde(default)]
    pub begruendung: String,
}

/// Weighted mean of a block.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Blockergebnis {
    /// Letter of the block.
    pub block: String,
    /// Weighted mean.
    pub punkte_mittel: Decimal,
}

impl Personalposten {
    /// Personalkosten = hours in the period × € an hour, rounded to the cent (Anlage 2).
    pub fn kosten(&self) -> Betrag {
        Betrag::rounded(self.stunden * self.satz.to_decimal())
    }
}
