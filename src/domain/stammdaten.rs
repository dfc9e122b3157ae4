//! Everything the office keeps on record, once read and checked.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::amt::Einstellungen;
use super::budget::{Budget, Budgetbewegung, Stundennachweis};
use super::evaluation::Evaluation;
use super::export::Kontoklasse;
use super::ferien::Ferienordnung;
use super::kriterien::Kriterienkatalog;
use super::massnahme::Massnahme;
use super::nachweis::Nachweis;
use super::raum::{Ebene, Raum, RaumArt, Region};
use super::sitzung::{Ausschusssitzung, Empfaenger, Sitzung, Sozialraumteam};
use super::{HilfeartId, MassnahmeId, RaumId, RegionId, TraegerId};

/// The office's settings and records. Lists keep the order of their files, which is the order of the reports.
#[derive(Clone, Debug)]
pub struct Stammdaten {
    /// `sozialraumbericht.toml`.
    pub einstellungen: Einstellungen,
    /// Regionen.
    pub regionen: Vec<Region>,
    /// Sozialräume and the two buckets.
    pub raeume: Vec<Raum>,
    /// Hilfearten.
    pub hilfearten: Vec<Hilfeart>,
    /// Accounts.
    pub konten: Konten,
    /// Träger.
    pub traeger: Vec<Traeger>,
    /// Versions of the catalogue of Anlage 3.
    pub kriterien: Vec<Kriterienkatalog>,
    /// Ansätze.
    pub budgets: Vec<Budget>,
    /// Changes of budgets.
    pub budgetbewegungen: Vec<Budgetbewegung>,
    /// Hours worked.
    pub stundennachweise: Vec<Stundennachweis>,
    /// Maßnahmen, by key.
    pub massnahmen: Vec<Massnahme>,
    /// Evaluations, by Maßnahme and half-year.
    pub evaluationen: Vec<Evaluation>,
    /// Verwendungsnachweise, by Maßnahme and Förderjahr.
    pub nachweise: Vec<Nachweis>,
    /// Sozialraumteams.
    pub sozialraumteams: Vec<Sozialraumteam>,
    /// Meetings, by day.
    pub sitzungen: Vec<Sitzung>,
    /// Sessions of the committee, by day.
    pub ausschusssitzungen: Vec<Ausschusssitzung>,
    /// Distribution list.
    pub verteiler: Vec<Empfaenger>,
    /// School holidays.
    pub ferien: Vec<Ferienordnung>,
}

/// A kind of Hilfe.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hilfeart {
    /// Key.
    pub id: HilfeartId,
    /// "§ 31".
    pub paragraf: String,
    /// Code in exports.
    pub code: String,
    /// "SPFH".
    pub kuerzel: String,
    /// "Sozialpädagogische Familienhilfe".
    pub name: String,
    /// Hilfegruppe.
    pub gruppe: String,
    /// What is counted: families or young people.
    pub einheit: String,
    /// Product of the Haushalt; in accounting exports it tells the Hilfeart.
    pub produkt: String,
    /// Kind of account its costs are booked on.
    pub kontoart: String,
    /// Youngest age in whole years at which it can begin.
    #[serde(default)]
    pub alter_von: Option<i32>,
    /// Oldest age in whole years at which it can still run.
    #[serde(default)]
    pub alter_bis: Option<i32>,
    /// Every spelling that occurs in deliveries.
    #[serde(default)]
    pub schreibweisen: Vec<String>,
}

/// Accounts of the Land's Kontenrahmen (`data/stammdaten/konten.toml`).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Konten {
    /// Land whose Kontenrahmen it is.
    pub land: String,
    /// First digit of Erträge.
    pub klasse_ertrag: String,
    /// First digit of Aufwendungen.
    pub klasse_aufwand: String,
    /// First digit of Einzahlungen.
    pub klasse_einzahlung: String,
    /// First digit of Auszahlungen.
    pub klasse_auszahlung: String,
    /// Product of the Maßnahmen.
    pub produkt_gwa: String,
    /// The accounts in use.
    pub konten: Vec<Konto>,
}

/// One account.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Konto {
    /// Key.
    pub schluessel: String,
    /// Aufwand or Ertrag.
    pub art: super::zeilen::Buchungsart,
    /// Account of the Ergebnisrechnung.
    pub konto: String,
    /// Its twin of the Finanzrechnung.
    pub finanzkonto: String,
    /// Name.
    pub bezeichnung: String,
}

impl Konten {
    /// The class of an account by its first digits.
    pub fn klasse_of(&self, konto: &str) -> Option<Kontoklasse> {
        [
            (&self.klasse_aufwand, Kontoklasse::Aufwand),
            (&self.klasse_ertrag, Kontoklasse::Ertrag),
            (&self.klasse_auszahlung, Kontoklasse::Auszahlung),
            (&self.klasse_einzahlung, Kontoklasse::Einzahlung),
        ]
        .into_iter()
        .find_map(|(digits, class)| (!digits.is_empty() && konto.starts_with(digits.as_str())).then_some(class))
    }

    /// Whether an account is one of those in use, of the Ergebnisrechnung or of the Finanzrechnung.
    pub fn knows(&self, konto: &str) -> bool {
        self.konten.iter().any(|known| known.konto == konto || known.finanzkonto == konto)
    }
}

/// A provider of measures.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Traeger {
    /// Key.
    pub id: TraegerId,
    /// Name.
    pub name: String,
    /// Every other spelling that occurs in deliveries.
    #[serde(default)]
    pub aliasse: Vec<String>,
    /// Staff.
    pub mitarbeitende: u32,
    /// Own share by the office's tiers.
    pub eigenanteil_prozent: rust_decimal::Decimal,
    /// Branch.
    pub sparte: String,
    /// Whether it is recognised by § 75 SGB VIII.
    pub anerkannt_75: bool,
    /// How its gemeinnützige Ziele are on record (§ 74 (1) Nr. 3 SGB VIII).
    #[serde(default)]
    pub gemeinnuetzigkeit: Option<Gemeinnuetzigkeit>,
    /// Whether it sends one invoice for many cases.
    pub sammelrechnung: bool,
    /// Postal address.
    pub anschrift: String,
    /// Telephone.
    pub telefon: String,
    /// E-mail address.
    pub email: String,
    /// Whether telephone, e-mail and address of the office may be handed on in the Angebotsübersicht.
    #[serde(default)]
    pub kontakt_freigegeben: bool,
    /// Whom to ask.
    pub ansprechperson: TraegerPerson,
}

/// How the gemeinnützige Ziele of a Träger are on record.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gemeinnuetzigkeit {
    /// The paper: "Freistellungsbescheid vom 12.03.2025".
    pub nachweis: String,
    /// Last day on which it holds; none if it has no end.
    #[serde(default)]
    pub gueltig_bis: Option<super::Datum>,
}

/// Whom to ask at a Träger's.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TraegerPerson {
    /// Surname.
    pub name: String,
    /// First name.
    pub vorname: String,
}

impl Stammdaten {
    /// The office's words.
    pub const fn woerter(&self) -> &super::woerter::Woerter {
        &self.einstellungen.woerter
    }

    /// The Sozialräume in the office's order, without the buckets.
    pub fn sozialraeume(&self) -> impl Iterator<Item = &Raum> {
        self.raeume.iter().filter(|raum| raum.art == RaumArt::Sozialraum)
    }

    /// The Sozialräume of a Region in the office's order.
    pub fn sozialraeume_of<'a>(&'a self, region: &'a RegionId) -> impl Iterator<Item = &'a Raum> {
        self.sozialraeume().filter(move |raum| raum.region.as_ref() == Some(region))
    }

    /// The Raum of a key.
    pub fn raum(&self, id: &RaumId) -> Option<&Raum> {
        self.raeume.iter().find(|raum| &raum.id == id)
    }

    /// The Region of a key as budgets and shares write it.
    pub fn region(&self, id: &RaumId) -> Option<&Region> {
        self.regionen.iter().find(|region| region.id.as_str() == id.as_str())
    }

    /// The printed name of a Raum, a Region or a bucket; the key itself where there is no such thing.
    pub fn raum_name<'a>(&'a self, id: &'a RaumId) -> &'a str {
        self.raum(id)
            .map(|raum| raum.name.as_str())
            .or_else(|| self.region(id).map(|region| region.name.as_str()))
            .unwrap_or(id.as_str())
    }

    /// Where teams have letters: `Nord, Team A`, since letters repeat in each Region.
    fn team(&self, raum: &Raum) -> Option<String> {
        let team = raum.team.as_ref()?;
        let region = self.regionen.iter().find(|region| Some(&region.id) == raum.region.as_ref());
        Some(region.map_or_else(|| format!("Team {team}"), |region| format!("{}, Team {team}", region.kurz)))
    }

    /// The name of a Raum with its team: `Garstedt (Süd, Team A)`.
    pub fn raum_mit_team(&self, raum: &Raum) -> String {
        self.team(raum).map_or_else(|| raum.name.clone(), |team| format!("{} ({team})", raum.name))
    }

    /// The name of a Raum where there is little room: its team's, where teams have letters.
    pub fn raum_kurz(&self, raum: &Raum) -> String {
        self.team(raum).unwrap_or_else(|| raum.name.clone())
    }

    /// The Maßnahme of a key.
    pub fn massnahme(&self, id: &MassnahmeId) -> Option<&Massnahme> {
        self.massnahmen.iter().find(|massnahme| &massnahme.id == id)
    }

    /// The meeting of a key.
    pub fn sitzung(&self, id: &str) -> Option<&Sitzung> {
        self.sitzungen.iter().find(|sitzung| sitzung.id == id)
    }

    /// The Sozialraumteam of a Raum.
    pub fn sozialraumteam(&self, raum: &RaumId) -> Option<&Sozialraumteam> {
        self.sozialraumteams.iter().find(|team| &team.raum == raum)
    }

    /// The Träger of a key.
    pub fn traeger(&self, id: &TraegerId) -> Option<&Traeger> {
        self.traeger.iter().find(|traeger| &traeger.id == id)
    }

    /// The Nachweise of a Maßnahme, by Förderjahr.
    pub fn nachweise_of<'a>(&'a self, id: &'a MassnahmeId) -> impl Iterator<Item = &'a Nachweis> {
        self.nachweise.iter().filter(move |nachweis| nachweis.massnahme == *id)
    }

    /// The Hilfeart of a key.
    pub fn hilfeart(&self, id: &HilfeartId) -> Option<&Hilfeart> {
        self.hilfearten.iter().find(|hilfeart| &hilfeart.id == id)
    }

    /// The version of the catalogue that is used on a day.
    pub fn katalog_at(&self, day: chrono::NaiveDate) -> Option<&Kriterienkatalog> {
        self.kriterien.iter().filter(|katalog| katalog.gueltig_ab.day() <= day).max_by_key(|katalog| katalog.gueltig_ab)
    }

    /// What level a budget's or share's key stands for.
    pub fn ebene(&self, id: &RaumId) -> Option<Ebene> {
        match self.raum(id).map(|raum| raum.art) {
            Some(RaumArt::Sozialraum) => Some(Ebene::Sozialraum),
            Some(RaumArt::Kreisweit) => Some(Ebene::Kreisweit),
            Some(RaumArt::Ohne) => Some(Ebene::Ohne),
            None => self.region(id).map(|_| Ebene::Region),
        }
    }

    /// Each Raum with the key of its Region, for summing up.
    pub fn region_by_raum(&self) -> BTreeMap<&RaumId, &RegionId> {
        self.raeume.iter().filter_map(|raum| Some((&raum.id, raum.region.as_ref()?))).collect()
    }
}
