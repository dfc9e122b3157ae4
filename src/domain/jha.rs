//! What the report to the committee says beyond figures and records (`[jha]` of the settings).

use rust_decimal::Decimal;
use serde::Deserialize;

use super::{Datum, HilfeartId, Quartal};

/// Words of the Vorlage, breaks in the series, targets. What is not set has a default.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct JhaRegeln {
    /// Subject; the Vorlage of a session that begins like this is the report's.
    pub titel: String,
    /// Kind of Vorlage where the session has none on record.
    pub art: String,
    /// Who is in charge; the office's organisation where nothing is set.
    pub federfuehrend: Option<String>,
    /// What the committee is asked for.
    pub zustaendigkeit: String,
    /// How often the committee is reported to.
    pub rhythmus: String,
    /// First sentence of the Finanzielle Auswirkungen.
    pub finanzielle_auswirkungen: String,
    /// Bodies that the Vorlage goes to after the committee.
    pub weitere_beratung: Vec<Beratung>,
    /// Hilfearten that the annex shows for every Raum; the more, the more has to be suppressed.
    pub hilfearten_je_raum: Vec<HilfeartId>,
    /// Breaks in the series.
    pub brueche: Vec<Bruch>,
    /// Targets.
    pub ziele: Vec<Zielkennzahl>,
}

impl Default for JhaRegeln {
    fn default() -> Self {
        Self {
            titel: "Bericht zur Sozialraumorientierung".to_owned(),
            art: "Berichtsvorlage".to_owned(),
            federfuehrend: None,
            zustaendigkeit: "Kenntnisnahme".to_owned(),
            rhythmus: "jedes Quartal".to_owned(),
            finanzielle_auswirkungen: "Der Bericht selbst hat keine finanziellen Auswirkungen.".to_owned(),
            weitere_beratung: Vec::new(),
            hilfearten_je_raum: Vec::new(),
            brueche: Vec::new(),
            ziele: Vec::new(),
        }
    }
}

/// A body of the Beratungsfolge.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Beratung {
    /// The body.
    pub gremium: String,
    /// Day of its session, where it is fixed.
    pub datum: Option<Datum>,
    /// What it is asked for.
    pub zustaendigkeit: String,
}

/// A break in the series: figures before it cannot be compared with those from it on.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bruch {
    /// First quarter that is counted in the new way.
    pub quartal: Quartal,
    /// What changed.
    pub text: String,
}

/// A target that the committee or the office has set.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Zielkennzahl {
    /// Name.
    pub name: String,
    /// What is measured.
    pub kennzahl: Zielgroesse,
    /// Hilfegruppe, where the figure is about one.
    pub gruppe: Option<String>,
    /// Whether more or less is better.
    pub richtung: Richtung,
    /// The target, in the unit of the figure.
    pub ziel: Decimal,
    /// Who set it, when.
    pub quelle: String,
}

/// What a target is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Zielgroesse {
    /// Bestand of a Hilfegruppe in percent of all Hilfen.
    Anteil,
    /// Bestand of a Hilfegruppe, or of all, per so many young people.
    Hilfedichte,
    /// Ist of all Sozialraumbudgets in percent of what can be spent.
    Auslastung,
    /// Evaluations that are there, in percent of those due.
    Evaluationen,
    /// Goals reached wholly or for the most part, in percent of those with an answer.
    Ziele,
}

/// Whether more or less is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Richtung {
    /// The target is a lower limit.
    Mindestens,
    /// The target is an upper limit.
    Hoechstens,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_and_breaks_are_read_as_they_are_written() {
        let set: JhaRegeln = toml::from_str(
            "[[brueche]]\nquartal = \"2025-Q3\"\ntext = \"neue Fachsoftware\"\n[[ziele]]\nname = \"Anteil ambulant\"\n\
             kennzahl = \"anteil\"\ngruppe = \"ambulant\"\nrichtung = \"mindestens\"\nziel = \"57.0\"\nquelle = \"JHA\"",
        )
        .expect("settings");
        assert_eq!(set.brueche[0].quartal.to_string(), "2025-Q3");
        assert_eq!((set.ziele[0].kennzahl, set.ziele[0].ziel), (Zielgroesse::Anteil, Decimal::new(570, 1)));
        assert_eq!(set.titel, JhaRegeln::default().titel);
    }
}
