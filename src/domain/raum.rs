//! Räume and Regionen, and how many people live in them (`data/stammdaten/raeume.toml`).

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Datum, RaumId, RegionId};

/// A group of Sozialräume that decides on money together.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Region {
    /// Key.
    pub id: RegionId,
    /// "Region Nord".
    pub name: String,
    /// "Nord".
    pub kurz: String,
    /// Code in exports that number their Räume.
    pub code: String,
    /// Every other spelling that occurs in deliveries.
    #[serde(default)]
    pub aliasse: Vec<String>,
    /// The body that approves money.
    pub regionalteam: String,
}

/// What kind of place a [`Raum`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RaumArt {
    /// A Sozialraum.
    Sozialraum,
    /// The bucket for offers of the whole Kreis.
    Kreisweit,
    /// The bucket for everything that belongs nowhere else.
    Ohne,
}

/// A Sozialraum or one of the two buckets beside them.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Raum {
    /// Key.
    pub id: RaumId,
    /// What kind of place it is.
    pub art: RaumArt,
    /// Name as documents print it.
    pub name: String,
    /// The Region it belongs to; none for the buckets.
    pub region: Option<RegionId>,
    /// Code in exports that number their Räume.
    pub code: String,
    /// Name of its team, where teams have letters.
    pub team: Option<String>,
    /// Amtliche Gemeindeschlüssel that belong to it.
    #[serde(default)]
    pub ags: Vec<String>,
    /// Postcodes that belong to it.
    #[serde(default)]
    pub plz: Vec<String>,
    /// Municipalities in it.
    #[serde(default)]
    pub gemeinden: Vec<Gemeinde>,
    /// Every other spelling that occurs in deliveries.
    #[serde(default)]
    pub aliasse: Vec<String>,
    /// Population tables, each with its own Stichtag.
    #[serde(default)]
    pub einwohner: Vec<Einwohner>,
    /// Staff of the team, where budgets in hours follow from it.
    pub personal: Option<Personal>,
}

/// A municipality in a Raum.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gemeinde {
    /// Amtlicher Gemeindeschlüssel.
    pub ags: String,
    /// Name.
    pub name: String,
    /// Postcode; one may serve several municipalities.
    pub plz: String,
    /// Its share of the Raum's inhabitants, of 1.
    pub anteil: Decimal,
}

/// Inhabitants of a Raum on a day.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Einwohner {
    /// The day that was counted.
    pub stichtag: Datum,
    /// All inhabitants.
    pub insgesamt: u32,
    /// Those under 21.
    pub u21: u32,
}

/// Staff of a team and its weekly hours.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Personal {
    /// People of the Allgemeiner Sozialer Dienst.
    pub asd: u32,
    /// Netzwerker.
    pub netzwerker: u32,
    /// Fixed people of freie Träger.
    pub feste_mitarbeitende_traeger: u32,
    /// Hours a week.
    pub stunden_woche: u32,
    /// Of these, kollegiale Beratung.
    pub davon_kollegiale_beratung: u32,
    /// Of these, fallunabhängige Arbeit.
    pub davon_fua: u32,
}

impl Raum {
    /// The population table with the latest Stichtag not after `day`.
    pub fn einwohner_at(&self, day: NaiveDate) -> Option<&Einwohner> {
        self.einwohner.iter().filter(|table| table.stichtag.day() <= day).max_by_key(|table| table.stichtag)
    }
}

/// The level a figure belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Ebene {
    /// One Sozialraum.
    Sozialraum,
    /// A Region with its Sozialräume and its own budget.
    Region,
    /// Offers of the whole Kreis.
    Kreisweit,
    /// What belongs to no Sozialraum.
    Ohne,
    /// Everything.
    Kreis,
}

impl Ebene {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Sozialraum, Self::Region, Self::Kreisweit, Self::Ohne, Self::Kreis];

    /// The word in keys and files.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Sozialraum => "sozialraum",
            Self::Region => "region",
            Self::Kreisweit => "kreisweit",
            Self::Ohne => "ohne",
            Self::Kreis => "kreis",
        }
    }
}
