//! Which Maßnahmen a year is about, what was decided and paid for them by Förderjahr, and which Nachweise are missing.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use crate::domain::abrechnung::{Gesamtabrechnung, settle};
use crate::domain::auswertung::Auswertung;
use crate::domain::bewilligung::{bewilligt_in, haushaltsjahre};
use crate::domain::lebenslauf::{Geldentscheidung, Zustand, zustand};
use crate::domain::lieferung::Lieferart;
use crate::domain::massnahme::Massnahme;
use crate::domain::nachweis::{Faelligkeit, Nachweis, ausstehend, geschuldet};
use crate::domain::woerter::Wort;
use crate::domain::{Betrag, Halbjahr, MassnahmeId, Quartal, Stammdaten};

/// Bookings by Maßnahme of the Haushaltsjahre that the deliveries cover wholly.
pub type Gebucht = BTreeMap<i32, BTreeMap<MassnahmeId, Betrag>>;

/// Records, figures, the year and the days that count.
pub(super) struct Kontext<'a> {
    pub stammdaten: &'a Stammdaten,
    pub jahr: i32,
    pub heute: NaiveDate,
    /// Budget figures of the year's last quarter with a delivery.
    pub auswertung: &'a Auswertung,
    /// Bookings of earlier years.
    pub gebucht: &'a Gebucht,
    /// The Maßnahmen of the year: granted ones, those that wait for a decision, refused ones.
    pub massnahmen: Vec<(Art, &'a Massnahme)>,
    /// Granted Maßnahmen of earlier years whose Nachweis is overdue.
    pub fruehere: Vec<&'a Massnahme>,
}

/// Why a Maßnahme belongs to the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Art {
    /// Granted, and its Laufzeit touches the year.
    Gefoerdert,
    /// Not decided yet.
    Vorbereitung,
    /// Refused in the year.
    Abgelehnt,
}

/// One Förderjahr of a Maßnahme.
pub(super) struct Foerderjahr<'a> {
    pub massnahme: &'a Massnahme,
    pub jahr: i32,
    pub bewilligt: Betrag,
    /// What was paid: as the Nachweis says, else as the WJH booked it; none where neither is known.
    pub ausgezahlt: Option<Betrag>,
    pub lage: Nachweislage<'a>,
}

/// How the Nachweis of a Förderjahr stands.
pub(super) enum Nachweislage<'a> {
    /// The office asks for none.
    NichtVerlangt,
    /// Not due yet.
    NichtFaellig(Faelligkeit),
    /// Due, and not there.
    Ausstehend(Faelligkeit),
    /// There by the record of the Maßnahme, but without its figures.
    OhneZahlen(Faelligkeit),
    /// There.
    Liegt { faellig: Faelligkeit, nachweis: &'a Nachweis, abrechnung: Box<Gesamtabrechnung> },
}

impl<'a> Kontext<'a> {
    pub fn new(
        stammdaten: &'a Stammdaten,
        jahr: i32,
        auswertung: &'a Auswertung,
        gebucht: &'a Gebucht,
        heute: NaiveDate,
    ) -> Self {
        let mut massnahmen: Vec<(Art, &Massnahme)> = stammdaten
            .massnahmen
            .iter()
            .filter_map(|massnahme| Some((art(massnahme, jahr, heute)?, massnahme)))
            .collect();
        massnahmen.sort_by(|(one, a), (other, b)| (one, &a.id).cmp(&(other, &b.id)));
        let fruehere = stammdaten
            .massnahmen
            .iter()
            .filter(|massnahme| *haushaltsjahre(massnahme).end() < jahr)
            .filter(|massnahme| !ausstehend(stammdaten, massnahme, heute).is_empty())
            .collect();
        Self { stammdaten, jahr, heute, auswertung, gebucht, massnahmen, fruehere }
    }

    /// The office's word.
    pub fn wort(&self) -> &'a Wort {
        &self.stammdaten.einstellungen.woerter.massnahme
    }

    /// Name of the body.
    pub fn gremium(&self) -> String {
        self.stammdaten.einstellungen.steuerungsgremium()
    }

    /// The half-years of the year, the earlier first.
    pub fn halbjahre(&self) -> Vec<Halbjahr> {
        [2, 4].into_iter().filter_map(|nummer| Quartal::new(self.jahr, nummer)?.ends_halbjahr()).collect()
    }

    /// The last one of the year.
    pub fn letztes_halbjahr(&self) -> Halbjahr {
        self.halbjahre().pop().unwrap_or_else(|| Halbjahr::last_over_on(self.heute))
    }

    pub fn von_art(&self, wanted: Art) -> impl Iterator<Item = &'a Massnahme> {
        self.massnahmen.iter().filter(move |(art, _)| *art == wanted).map(|(_, massnahme)| *massnahme)
    }

    pub fn gefoerdert(&self) -> Vec<&'a Massnahme> {
        self.von_art(Art::Gefoerdert).collect()
    }

    pub fn zustand(&self, massnahme: &Massnahme) -> Zustand {
        zustand(massnahme, self.heute)
    }

    /// Whether a delivery of bookings of the year is there, so that its Ist is known.
    pub fn kennt_ist(&self) -> bool {
        let mut quellen = self.auswertung.quellen.iter();
        quellen.any(|quelle| quelle.art == Lieferart::Kosten && quelle.quartal.jahr() == self.jahr)
    }

    /// What was booked for a Maßnahme in a year, if it is known.
    pub fn gebucht(&self, id: &MassnahmeId, jahr: i32) -> Option<Betrag> {
        if jahr == self.jahr {
            let lines = self.auswertung.massnahmen.iter().filter(|line| line.massnahme == *id);
            return self.kennt_ist().then(|| lines.map(|line| line.ist).sum());
        }
        self.gebucht.get(&jahr).map(|by_id| by_id.get(id).copied().unwrap_or_default())
    }

    /// The Förderjahre of a Maßnahme up to the year of the report.
    pub fn foerderjahre(&self, massnahme: &'a Massnahme) -> Vec<Foerderjahr<'a>> {
        haushaltsjahre(massnahme)
            .filter(|jahr| *jahr <= self.jahr)
            .map(|jahr| self.foerderjahr(massnahme, jahr))
            .collect()
    }

    fn foerderjahr(&self, massnahme: &'a Massnahme, jahr: i32) -> Foerderjahr<'a> {
        let lage = self.lage(massnahme, jahr);
        let ausgezahlt = match &lage {
            Nachweislage::Liegt { nachweis, .. } => Some(nachweis.ausgezahlt),
            _ => self.gebucht(&massnahme.id, jahr),
        };
        Foerderjahr { massnahme, jahr, bewilligt: bewilligt_in(massnahme, jahr), ausgezahlt, lage }
    }

    fn lage(&self, massnahme: &'a Massnahme, jahr: i32) -> Nachweislage<'a> {
        let fristen = &self.stammdaten.einstellungen.regeln.massnahmen.nachweis;
        let due = geschuldet(massnahme, fristen, jahr);
        let record = self.stammdaten.nachweise_of(&massnahme.id).find(|record| record.foerderjahr == jahr);
        let settled = record.and_then(|record| Some((record, settle(self.stammdaten, record)?)));
        let Some(faellig) = due else { return Nachweislage::NichtVerlangt };
        if let Some((nachweis, abrechnung)) = settled {
            return Nachweislage::Liegt { faellig, nachweis, abrechnung: Box::new(abrechnung) };
        }
        if faellig.schlussnachweis && massnahme.verwendungsnachweis.is_some() {
            Nachweislage::OhneZahlen(faellig)
        } else if faellig.faellig < self.heute {
            Nachweislage::Ausstehend(faellig)
        } else {
            Nachweislage::NichtFaellig(faellig)
        }
    }
}

/// Why a Maßnahme belongs to a year; none if it does not.
fn art(massnahme: &Massnahme, jahr: i32, heute: NaiveDate) -> Option<Art> {
    let in_year = |day: NaiveDate| day.year() == jahr;
    let state = zustand(massnahme, heute);
    if state == Zustand::Abgelehnt {
        return refused_on(massnahme).filter(|day| in_year(*day)).map(|_| Art::Abgelehnt);
    }
    let touches = haushaltsjahre(massnahme).contains(&jahr);
    if massnahme.bewilligung.is_some() {
        return touches.then_some(Art::Gefoerdert);
    }
    let found = massnahme.bedarf.festgestellt_am.day();
    let known = found.year() <= jahr && found <= heute;
    (known && (touches || in_year(found))).then_some(Art::Vorbereitung)
}

/// The day on which a Maßnahme was refused.
pub(super) fn refused_on(massnahme: &Massnahme) -> Option<NaiveDate> {
    let decisions = &massnahme.entscheidungen;
    let no_offer = decisions.kein_leistungsangebot.as_ref().map(|step| step.datum.day());
    let money = decisions.ressourceneinsatz.as_ref();
    let no_money = money.filter(|step| step.entscheidung() == Geldentscheidung::Abgelehnt).map(|step| step.datum.day());
    let rejected = decisions.leistungserbringung.as_ref().filter(|step| step.angebot.is_none());
    no_offer.or(no_money).or_else(|| rejected.map(|step| step.datum.day()))
}
