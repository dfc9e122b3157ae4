//! The office: who it is, the words it uses, and the rules it has set for itself (`sozialraumbericht.toml`).

use rust_decimal::Decimal;
use serde::Deserialize;

use super::bescheidregeln::Bescheidregeln;
use super::budgetart::{Budgetart, Stundenbudget};
use super::fristen::Fristen;
use super::jha::JhaRegeln;
use super::lesegrenzen::Lesegrenzen;
use super::massnahmenregeln::Massnahmenregeln;
use super::post::Posteinstellungen;
use super::sitzungsplan::Sitzungsplan;
use super::steuerung::Steuerung;
use super::veraenderung::Veraenderungsregeln;
use super::vergleichsgrenzen::Vergleichsgrenzen;
use super::woerter::{Woerter, Wort};
use super::zuwendung::ZuwendungsRegeln;
use super::{Befundregeln, Datum, farbe};

/// The settings file of a workspace.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Einstellungen {
    /// Shape of the records, `stammdaten/1`.
    pub schema: String,
    /// Day on which the master data were last true; printed as "Stammdaten vom …".
    pub stand: Datum,
    /// Haushaltsjahre that the records cover.
    pub jahre: Vec<i32>,
    /// Set in sample workspaces only: every person in the records is invented.
    #[serde(default)]
    pub alle_personen_erfunden: bool,
    /// Name, address and words of the office.
    pub amt: Amt,
    /// Words of the office that bend.
    #[serde(default)]
    pub woerter: Woerter,
    /// What kinds of budgets are called.
    #[serde(default)]
    pub budgetarten: Vec<Budgetart>,
    /// Rules that the office decides itself.
    pub regeln: Regeln,
    /// Looks that the office decides itself.
    #[serde(default)]
    pub gestaltung: Gestaltung,
    /// How findings of deliveries are judged and shown.
    #[serde(default)]
    pub befunde: Befundregeln,
    /// When a delivery differs so much from earlier ones that somebody should look.
    #[serde(default)]
    pub vergleich: Vergleichsgrenzen,
    /// What reading a delivered file may cost.
    #[serde(default)]
    pub lesen: Lesegrenzen,
    /// The report to the committee.
    #[serde(default)]
    pub jha: JhaRegeln,
    /// When the Sozialraumteams meet, and what stands on every agenda.
    #[serde(default)]
    pub sitzungsplan: Sitzungsplan,
    /// Until when something has to be done.
    #[serde(default)]
    pub fristen: Fristen,
    /// How mail leaves the office.
    #[serde(default)]
    pub mail: Posteinstellungen,
    /// The Bescheide to Träger.
    #[serde(default)]
    pub bescheid: Bescheidregeln,
    /// The yearly report to the body that steers; none where there is no such body.
    #[serde(default)]
    pub steuerung: Option<Steuerung>,
}

impl Einstellungen {
    /// The office's word for a Sozialraum.
    pub fn wort_raum(&self) -> Wort {
        self.woerter.raum.clone().unwrap_or_else(|| Wort::guess_or_plain(&self.amt.begriff_raum))
    }

    /// The office's word for a Region.
    pub fn wort_region(&self) -> Wort {
        self.woerter.region.clone().unwrap_or_else(|| Wort::guess_or_plain(&self.amt.begriff_region))
    }

    /// The office's word for everything together.
    pub fn wort_gesamt(&self) -> Wort {
        self.woerter.gesamt.clone().unwrap_or_else(|| Wort::of_key(&self.amt.kreisschluessel))
    }

    /// The body that is reported to once a year.
    pub fn steuerungsgremium(&self) -> String {
        self.steuerung.clone().unwrap_or_default().gremium
    }

    /// What a kind of budget is called.
    pub fn budgetart(&self, id: &str) -> Budgetart {
        self.budgetarten.iter().find(|known| known.id == id).cloned().unwrap_or_else(|| Budgetart::usual(id))
    }
}

/// Name, address and words of the office.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Amt {
    /// "Landkreis Verden".
    pub name: String,
    /// "Fachdienst Jugend und Familie".
    pub organisation: String,
    /// "FD 51".
    pub kuerzel: String,
    /// Two letters of the Land, for instance `NI`.
    pub land: String,
    /// Street and number.
    pub strasse: String,
    /// Postcode.
    pub plz: String,
    /// Town.
    pub ort: String,
    /// Key of the Kreis or city in the Gemeindeverzeichnis.
    pub kreisschluessel: String,
    /// The committee that is reported to.
    pub gremium: String,
    /// The office's word for a Sozialraum.
    pub begriff_raum: String,
    /// The office's word for a Region.
    pub begriff_region: String,
    /// Who decides on money.
    pub entscheider_geld: String,
    /// Who evaluates and reports.
    pub stabsstelle: String,
    /// Reply address.
    pub email: String,
    /// Pattern of the office's case file numbers; `N` a digit, `J` a digit of the year, `T` a digit of the team.
    pub az_muster: String,
}

/// Rules that the office decides itself. What has a default may be missing.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Regeln {
    /// Month and day on which the Haushaltsjahr begins; only `01-01` is supported.
    pub haushaltsjahr_beginn: String,
    /// Thresholds of the Ampel.
    pub ampel: AmpelRegeln,
    /// Base and factor of the Hilfedichte.
    pub hilfedichte: HilfedichteRegeln,
    /// Thresholds under which counts are suppressed.
    pub kleine_zellen: KleineZellen,
    /// Hilfegruppen that are summed up, in the order in which reports show them.
    pub hilfegruppen: Vec<String>,
    /// Hilfegruppen that are counted apart (§ 28).
    pub hilfegruppen_getrennt: Vec<String>,
    /// Days before a meeting on which invitation and agenda must be out.
    pub einladungsfrist_tage: u32,
    /// Rhythm of the evaluations.
    pub evaluation: String,
    /// Days after the half-year on which its evaluations are due.
    #[serde(default = "fourteen")]
    pub evaluation_frist_tage: u32,
    /// Months ahead in which an ending Maßnahme is named in the Budgetübersicht.
    #[serde(default = "six")]
    pub auslaufend_monate: u32,
    /// When a change of cases or costs is put into words.
    #[serde(default)]
    pub veraenderung: Veraenderungsregeln,
    /// The weeks of a year from which budgets in hours follow.
    #[serde(default)]
    pub stundenbudget: Stundenbudget,
    /// Rules of the Zuwendung.
    #[serde(default)]
    pub zuwendung: ZuwendungsRegeln,
    /// What is demanded of a Maßnahme before and while it runs.
    #[serde(default)]
    pub massnahmen: Massnahmenregeln,
}

/// Months ahead, if nothing is set.
const fn six() -> u32 {
    6
}

/// Days until an evaluation is due, if nothing is set.
const fn fourteen() -> u32 {
    14
}

/// Thresholds of the Ampel, as shares of 1.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AmpelRegeln {
    /// Gelb from this Bindungsquote on.
    pub gelb_ab_bindungsquote: Decimal,
    /// Rot above this Bindungsquote.
    pub rot_ueber_bindungsquote: Decimal,
    /// Gelb above this share of verfügbar in the linear Hochrechnung.
    pub gelb_ueber_hochrechnung: Decimal,
    /// Rot above this share of verfügbar in the linear Hochrechnung.
    pub rot_ueber_hochrechnung: Decimal,
}

/// Base and factor of the Hilfedichte.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HilfedichteRegeln {
    /// Who counts as base: `u21` (young people under 21) or `insgesamt`.
    pub basis: HilfedichteBasis,
    /// Cases per so many people.
    pub je: u32,
    /// On a smaller base no rate is given.
    pub mindestbasis: u32,
}

/// Who counts as base of the Hilfedichte.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum HilfedichteBasis {
    /// Young people under 21.
    U21,
    /// All inhabitants.
    Insgesamt,
}

/// What is suppressed in papers that leave the office. Thresholds are the smallest counts that may be shown.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KleineZellen {
    /// Threshold for papers of the Sozialraumteams ([`super::Zielgruppe::Fachkreis`]).
    pub intern: u32,
    /// Threshold for papers of the public committee.
    pub oeffentlich: u32,
    /// Whether "nobody" may be shown.
    #[serde(default)]
    pub nullen: Nullen,
    /// An amount is suppressed if one case makes up more than so many percent of it.
    #[serde(default = "three_quarters")]
    pub dominanz_groesster_prozent: u32,
    /// An amount is suppressed if two cases make up more than so many percent of it.
    #[serde(default = "nine_tenths")]
    pub dominanz_zwei_groesste_prozent: u32,
    /// So far apart are the smallest and the largest value that a suppressed count may still have; the threshold less
    /// two where nothing is set, as the rule itself leaves so much open.
    #[serde(default)]
    pub schutzabstand_faelle: Option<u32>,
    /// So many percent of a suppressed amount lie between the smallest and the largest value that it may still have.
    #[serde(default = "one_fifth")]
    pub schutzabstand_betraege_prozent: u32,
    /// What a run does about a number that earlier papers give away.
    #[serde(default)]
    pub erschlossen: Erschlossen,
}

/// What becomes of a run that meets a small number which can be worked out from papers given out before, whatever is
/// suppressed now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Erschlossen {
    /// It stops and names the number; nothing is written.
    #[default]
    Anhalten,
    /// It goes on without printing the number, names it and ends with a status of its own: the office has decided that
    /// what is out cannot be taken back.
    Nennen,
}

/// Whether a count of nothing may be shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Nullen {
    /// Nobody is given away by nobody: shown, and suppressed only where nothing else protects a small count.
    #[default]
    Offen,
    /// Suppressed like a small count.
    Geschuetzt,
}

/// Share of the largest case, if nothing is set.
const fn three_quarters() -> u32 {
    75
}

/// Share of the two largest cases, if nothing is set.
const fn nine_tenths() -> u32 {
    90
}

/// Distance of possible amounts in percent, if nothing is set.
const fn one_fifth() -> u32 {
    20
}

/// Looks that the office decides itself.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Gestaltung {
    /// Accent colour of the documents, `#rrggbb`; must be dark enough to read on white.
    pub akzentfarbe: String,
}

/// The accent colour where none is set, or one that cannot be read on white.
const AKZENTFARBE: &str = "#17466b";

impl Default for Gestaltung {
    fn default() -> Self {
        Self { akzentfarbe: AKZENTFARBE.to_owned() }
    }
}

impl Gestaltung {
    /// The accent colour that documents use: the one that is set, if it can be read on white.
    pub fn akzent(&self) -> &str {
        match farbe::parse(&self.akzentfarbe) {
            Some(colour) if farbe::is_dark_enough(colour) => &self.akzentfarbe,
            _ => AKZENTFARBE,
        }
    }
}
