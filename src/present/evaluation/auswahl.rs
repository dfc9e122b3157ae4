//! Which Maßnahmen run in the half-year, what is known of their goals, and what is missing.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use serde::Serialize;

use crate::domain::angebot::{Angebot, Ziel};
use crate::domain::evaluation::{Evaluation, Grad, Zielerreichung};
use crate::domain::massnahme::{Massnahme, Status};
use crate::domain::{Halbjahr, Quartal, RaumId, Stammdaten};
use crate::present::zahl;

/// Records, the half-year and the days that count.
pub(in crate::present) struct Kontext<'a> {
    pub stammdaten: &'a Stammdaten,
    pub halbjahr: Halbjahr,
    pub vorher: Option<Halbjahr>,
    pub frist: NaiveDate,
    pub heute: NaiveDate,
}

/// Whom a document is for.
#[derive(Clone, Copy)]
pub(in crate::present) enum Bereich<'a> {
    /// One Sozialraum.
    Raum(&'a RaumId),
    /// Everything.
    Kreis,
}

/// Whether an evaluation is there. In the order in which documents show them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::present) enum Zustand {
    /// Not yet.
    Ausstehend,
    /// After the day on which it was due.
    Verspaetet,
    /// In time.
    LiegtVor,
}

/// To which degree a goal is reached, or why nobody knows. In the order of the stack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub(in crate::present) enum Stufe {
    /// Wholly.
    Vollstaendig,
    /// For the most part.
    Groesstenteils,
    /// In part.
    Teilweise,
    /// Not.
    Nicht,
    /// Asked, but not answered.
    Keine,
    /// The whole evaluation is missing.
    Ausstehend,
}

impl Stufe {
    /// All, from dark to open.
    pub const ALLE: [Self; 6] =
        [Self::Vollstaendig, Self::Groesstenteils, Self::Teilweise, Self::Nicht, Self::Keine, Self::Ausstehend];

    /// As it is printed.
    pub const fn wort(self) -> &'static str {
        match self {
            Self::Vollstaendig => "vollständig",
            Self::Groesstenteils => "größtenteils",
            Self::Teilweise => "teilweise",
            Self::Nicht => "nicht erreicht",
            Self::Keine => "keine Angabe",
            Self::Ausstehend => "ausstehend",
        }
    }

    /// Behind a count of goals.
    pub const fn satz(self) -> &'static str {
        match self {
            Self::Vollstaendig => "vollständig erreicht",
            Self::Groesstenteils => "größtenteils erreicht",
            Self::Teilweise => "teilweise erreicht",
            Self::Nicht => "nicht erreicht",
            Self::Keine => "ohne Angabe",
            Self::Ausstehend => "ausstehend",
        }
    }

    fn of(ziel: &Zielerreichung) -> Self {
        match ziel.grad {
            Some(Grad::Vollstaendig) => Self::Vollstaendig,
            Some(Grad::Groesstenteils) => Self::Groesstenteils,
            Some(Grad::Teilweise) => Self::Teilweise,
            Some(Grad::Nicht) => Self::Nicht,
            None => Self::Keine,
        }
    }
}

/// A goal of a Maßnahme with what is known of it.
pub(in crate::present) struct Ziellage<'a> {
    pub ziel: &'a Ziel,
    pub jetzt: Option<&'a Zielerreichung>,
    pub vorher: Option<&'a Zielerreichung>,
    pub stufe: Stufe,
}

/// How many goals stand at which degree.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::present) struct Zaehlung(BTreeMap<Stufe, i64>);

impl Zaehlung {
    pub fn zahl(&self, stufe: Stufe) -> i64 {
        self.0.get(&stufe).copied().unwrap_or(0)
    }

    /// All goals.
    pub fn summe(&self) -> i64 {
        self.0.values().sum()
    }

    /// Wholly or for the most part.
    pub fn erreicht(&self) -> i64 {
        self.zahl(Stufe::Vollstaendig) + self.zahl(Stufe::Groesstenteils)
    }

    /// Goals with a degree.
    pub fn bekannt(&self) -> i64 {
        self.summe() - self.zahl(Stufe::Keine) - self.zahl(Stufe::Ausstehend)
    }

    pub fn add(&mut self, stufe: Stufe) {
        *self.0.entry(stufe).or_default() += 1;
    }
}

impl<'a> Kontext<'a> {
    pub fn new(stammdaten: &'a Stammdaten, halbjahr: Halbjahr, heute: NaiveDate) -> Self {
        let frist_tage = stammdaten.einstellungen.regeln.evaluation_frist_tage;
        let frist = halbjahr.ende().checked_add_days(Days::new(frist_tage.into())).unwrap_or(halbjahr.ende());
        let vorher = Quartal::of(halbjahr.beginn()).previous().ends_halbjahr();
        Self { stammdaten, halbjahr, vorher, frist, heute }
    }

    /// The part of the file name.
    pub fn key(&self, bereich: Bereich<'_>) -> String {
        match bereich {
            Bereich::Raum(raum) => raum.to_string(),
            Bereich::Kreis => "kreis".to_owned(),
        }
    }

    /// The Maßnahmen of a Bereich that run in the half-year: missing ones first, then late ones, then by key.
    pub fn laufend(&self, bereich: Bereich<'_>) -> Vec<&'a Massnahme> {
        let mut liste = self.laufend_in(self.halbjahr, bereich);
        liste.sort_by_key(|massnahme| (self.zustand(massnahme), massnahme.id.clone()));
        liste
    }

    /// The Maßnahmen that ran in the half-year before.
    pub fn vorher_laufend(&self, bereich: Bereich<'_>) -> Vec<&'a Massnahme> {
        self.vorher.map_or_else(Vec::new, |halbjahr| self.laufend_in(halbjahr, bereich))
    }

    /// What runs in a Raum but is paid by another budget.
    pub fn weitere(&self, raum: &RaumId) -> Vec<&'a Massnahme> {
        let mut liste = self.laufend_in(self.halbjahr, Bereich::Kreis);
        liste.retain(|massnahme| massnahme.sozialraeume.contains(raum) && !zahlt(massnahme, raum));
        liste.sort_by_key(|massnahme| (self.zustand(massnahme), massnahme.id.clone()));
        liste
    }

    fn laufend_in(&self, halbjahr: Halbjahr, bereich: Bereich<'_>) -> Vec<&'a Massnahme> {
        let massnahmen = self.stammdaten.massnahmen.iter();
        massnahmen
            .filter(|massnahme| matches!(massnahme.status, Status::Laufend | Status::Beendet))
            .filter(|massnahme| {
                let laufzeit = massnahme.laufzeit;
                laufzeit.beginn.day() <= halbjahr.ende() && laufzeit.ende.day() >= halbjahr.beginn()
            })
            .filter(|massnahme| match bereich {
                Bereich::Raum(raum) => zahlt(massnahme, raum),
                Bereich::Kreis => true,
            })
            .collect()
    }

    /// The evaluation of this half-year.
    pub fn evaluation(&self, massnahme: &Massnahme) -> Option<&'a Evaluation> {
        self.evaluation_of(massnahme, self.halbjahr)
    }

    /// The evaluation of the half-year before.
    pub fn vorige(&self, massnahme: &Massnahme) -> Option<&'a Evaluation> {
        self.evaluation_of(massnahme, self.vorher?)
    }

    /// The latest evaluation of an earlier half-year.
    pub fn letzte(&self, massnahme: &Massnahme) -> Option<&'a Evaluation> {
        let evaluationen = self.stammdaten.evaluationen.iter();
        evaluationen
            .filter(|evaluation| evaluation.massnahme == massnahme.id && evaluation.halbjahr < self.halbjahr)
            .max_by_key(|evaluation| evaluation.halbjahr)
    }

    fn evaluation_of(&self, massnahme: &Massnahme, halbjahr: Halbjahr) -> Option<&'a Evaluation> {
        let mut evaluationen = self.stammdaten.evaluationen.iter();
        evaluationen.find(|evaluation| evaluation.massnahme == massnahme.id && evaluation.halbjahr == halbjahr)
    }

    /// Whether the evaluation is there, and in time.
    pub fn zustand(&self, massnahme: &Massnahme) -> Zustand {
        match self.evaluation(massnahme) {
            None => Zustand::Ausstehend,
            Some(evaluation) if evaluation.eingang.day() > self.frist => Zustand::Verspaetet,
            Some(_) => Zustand::LiegtVor,
        }
    }

    /// The goals of Anlage 1 with what the evaluations say of them.
    pub fn ziele(&self, massnahme: &'a Massnahme) -> Vec<Ziellage<'a>> {
        let jetzt = self.evaluation(massnahme);
        let vorige = self.vorige(massnahme);
        let Some(angebot) = massnahme.bewilligtes_angebot() else { return Vec::new() };
        let find = |evaluation: Option<&'a Evaluation>, nr: u32| evaluation?.ziele.iter().find(|ziel| ziel.nr == nr);
        let ziele = angebot.anlage1.ziele.iter();
        ziele
            .map(|ziel| {
                let erreicht = find(jetzt, ziel.nr);
                let stufe = match (jetzt, erreicht) {
                    (None, _) => Stufe::Ausstehend,
                    (Some(_), None) => Stufe::Keine,
                    (Some(_), Some(erreicht)) => Stufe::of(erreicht),
                };
                Ziellage { ziel, jetzt: erreicht, vorher: find(vorige, ziel.nr), stufe }
            })
            .collect()
    }

    /// Goals by degree over Maßnahmen in this half-year.
    pub fn zaehle(&self, liste: &[&'a Massnahme]) -> Zaehlung {
        let mut zaehlung = Zaehlung::default();
        for lage in liste.iter().flat_map(|massnahme| self.ziele(massnahme)) {
            zaehlung.add(lage.stufe);
        }
        zaehlung
    }

    /// Goals by degree over Maßnahmen in the half-year before.
    pub fn zaehle_vorher(&self, liste: &[&'a Massnahme]) -> Zaehlung {
        let Some(vorher) = self.vorher else { return Zaehlung::default() };
        let damals = Self { halbjahr: vorher, vorher: None, ..*self };
        damals.zaehle(liste)
    }

    /// The printed name of a budget's key.
    pub fn name(&self, raum: &RaumId) -> &'a str {
        self.stammdaten
            .raum(raum)
            .map(|raum| raum.name.as_str())
            .or_else(|| self.stammdaten.region(raum).map(|region| region.name.as_str()))
            .unwrap_or("")
    }

    /// The Träger of the offer that was taken.
    pub fn traeger(&self, massnahme: &Massnahme) -> String {
        let traeger =
            massnahme.bewilligtes_angebot().and_then(|angebot: &Angebot| self.stammdaten.traeger(&angebot.traeger));
        traeger.map_or_else(|| zahl::UNBEKANNT.to_owned(), |traeger| traeger.name.clone())
    }
}

/// Whether the budget of a Raum pays for a Maßnahme.
fn zahlt(massnahme: &Massnahme, raum: &RaumId) -> bool {
    massnahme.anteile.iter().any(|anteil| anteil.raum == *raum)
}
