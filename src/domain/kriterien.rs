//! The versioned catalogue by which offers are scored, Anlage 3 (`data/stammdaten/kriterien.toml`).

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::Datum;

/// One version of the catalogue. All offers for one Bedarf are scored by the same one (§ 74 (5) SGB VIII).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kriterienkatalog {
    /// Name of the version, `2026-01`.
    pub version: String,
    /// First day on which it is used.
    pub gueltig_ab: Datum,
    /// Day on which it was decided.
    pub beschlossen: Datum,
    /// Points and what each stands for.
    pub skala: Vec<Skalenstufe>,
    /// Smallest step between points.
    pub teilpunkte: Decimal,
    /// Weighted sum that an offer must reach.
    pub mindestsumme: Decimal,
    /// Blocks of Kriterien; their weights sum to 100.
    pub bloecke: Vec<Kriterienblock>,
}

/// One step of the scale.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Skalenstufe {
    /// Points.
    pub punkte: Decimal,
    /// What they stand for.
    pub anker: String,
}

/// Kriterien that belong together.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kriterienblock {
    /// Letter.
    pub id: String,
    /// Title.
    pub titel: String,
    /// Weight in percent: the sum of its Kriterien.
    pub gewicht: Decimal,
    /// Weighted mean that an offer must reach here.
    pub mindestpunkte: Decimal,
    /// Its Kriterien.
    pub kriterien: Vec<Kriterium>,
}

/// One Kriterium.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kriterium {
    /// Letter and number.
    pub id: String,
    /// Title.
    pub titel: String,
    /// Weight in percent of the whole.
    pub gewicht: Decimal,
    /// Nothing scored here excludes the offer.
    pub ko: bool,
}
