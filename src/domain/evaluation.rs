//! The half-yearly evaluation of a Maßnahme by its Träger (`data/evaluationen/*.toml`).

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Betrag, Datum, Halbjahr, MassnahmeId};

/// One evaluation.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evaluation {
    /// Which Maßnahme.
    pub massnahme: MassnahmeId,
    /// Which half-year.
    pub halbjahr: Halbjahr,
    /// Day it came in.
    pub eingang: Datum,
    /// Whether it is the last one.
    pub schlussbewertung: bool,
    /// Goals of Anlage 1 with what was reached.
    pub ziele: Vec<Zielerreichung>,
    /// What went otherwise, and why.
    #[serde(default)]
    pub abweichung: String,
    /// People planned for.
    pub teilnehmende_geplant: u32,
    /// People reached.
    pub teilnehmende_erreicht: u32,
    /// Meetings held.
    pub termine: u32,
    /// Hours by role.
    pub stunden: Stunden,
    /// Money.
    pub mittel: Mittel,
    /// How the Zielgruppe took part.
    #[serde(default)]
    pub beteiligung: String,
    /// What will last.
    #[serde(default)]
    pub nachhaltigkeit: String,
    /// What is changed.
    #[serde(default)]
    pub umsteuerung: String,
    /// What the Träger recommends.
    pub empfehlung: Empfehlung,
    /// Comment of the Stabsstelle.
    #[serde(default)]
    pub kommentar_stabsstelle: String,
    /// Anything else.
    #[serde(default)]
    pub ergaenzungen: String,
}

/// What was reached of one goal.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Zielerreichung {
    /// Number of the goal in Anlage 1.
    pub nr: u32,
    /// What is counted.
    pub indikator: String,
    /// Count at the start.
    pub ausgangswert: Decimal,
    /// Count aimed at.
    pub sollwert: Decimal,
    /// Count reached; none if there is no answer.
    pub istwert: Option<Decimal>,
    /// How sure the count is.
    pub angabe: Angabe,
    /// To which degree the goal is reached.
    pub grad: Option<Grad>,
}

/// How sure a count is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Angabe {
    /// Counted.
    Exakt,
    /// Estimated.
    Schaetzung,
    /// No answer.
    Keine,
}

/// To which degree a goal is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Grad {
    /// Wholly.
    Vollstaendig,
    /// For the most part.
    Groesstenteils,
    /// In part.
    Teilweise,
    /// Not.
    Nicht,
}

/// Hours by role.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stunden {
    /// By people who do it as a job.
    pub hauptamtlich: Decimal,
    /// By volunteers.
    pub ehrenamtlich: Decimal,
    /// By sonstige Schlüsselpersonen.
    pub schluesselperson: Decimal,
}

/// Money of a Maßnahme at the end of the half-year.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mittel {
    /// Approved.
    pub bewilligt: Betrag,
    /// Called for.
    pub abgerufen: Betrag,
    /// Proven by Belege.
    pub belegt: Betrag,
}

/// What the Träger recommends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Empfehlung {
    /// Go on.
    Fortfuehren,
    /// Change.
    Anpassen,
    /// End.
    Beenden,
}
