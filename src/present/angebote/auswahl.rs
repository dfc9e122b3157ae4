//! Which Maßnahmen are offers on the Stichtag, and under which heading they stand.

use chrono::{Months, NaiveDate};

use crate::domain::massnahme::{Massnahme, Status};
use crate::domain::raum::{Ebene, RaumArt};
use crate::domain::stammdaten::Traeger;
use crate::domain::woerter::{Begleiter, Fall};
use crate::domain::zeitraum::last_of_month;
use crate::domain::{Quartal, RaumId, Stammdaten};
use crate::present::zahl;

/// Said of an offer that ends before the next overview is due.
pub(super) const ENDET_BALD: &str = "endet bald";

/// Records and the days that count.
pub(super) struct Kontext<'a> {
    pub stammdaten: &'a Stammdaten,
    pub quartal: Quartal,
    pub heute: NaiveDate,
}

/// Whom a document is for.
#[derive(Clone, Copy)]
pub(super) enum Bereich<'a> {
    /// One Sozialraum.
    Raum(&'a RaumId),
    /// Everything.
    Kreis,
}

/// Offers under one heading.
pub(super) struct Gruppe<'a> {
    pub titel: String,
    /// The Raum that the heading names; it is not named again with each offer.
    pub eigen: Option<&'a RaumId>,
    pub massnahmen: Vec<&'a Massnahme>,
    /// What stands in place of an empty table.
    pub keine: String,
}

impl<'a> Kontext<'a> {
    pub fn stichtag(&self) -> NaiveDate {
        self.quartal.ende()
    }

    /// The last day that the office looks ahead to.
    pub fn horizont(&self) -> NaiveDate {
        let monate = Months::new(self.stammdaten.einstellungen.regeln.auslaufend_monate);
        self.stichtag().checked_add_months(monate).map_or(NaiveDate::MAX, last_of_month)
    }

    /// Whether it has begun by the Stichtag; what is listed has not ended.
    pub fn is_running(&self, massnahme: &Massnahme) -> bool {
        massnahme.laufzeit.beginn.day() <= self.stichtag()
    }

    pub fn hinweis(&self, massnahme: &Massnahme) -> Option<String> {
        if !self.is_running(massnahme) {
            return Some(format!("beginnt am {}", zahl::tag(massnahme.laufzeit.beginn.day())));
        }
        (massnahme.laufzeit.ende.day() <= self.quartal.next().ende()).then(|| ENDET_BALD.to_owned())
    }

    /// Who got the Maßnahme.
    pub fn traeger(&self, massnahme: &Massnahme) -> Option<&'a Traeger> {
        let bewilligung = massnahme.bewilligung.as_ref()?;
        self.stammdaten.traeger(&bewilligung.traeger)
    }

    /// Where else it is open, beside the Raum that the heading names.
    pub fn raeume(&self, massnahme: &Massnahme, eigen: Option<&RaumId>) -> Option<String> {
        let alle = self.stammdaten.sozialraeume().count();
        if alle > 1 && massnahme.sozialraeume.len() == alle {
            let wort = self.stammdaten.einstellungen.wort_raum();
            return Some(format!("alle {} {}", zahl::zahlwort(alle), wort.mehrzahl()));
        }
        let others = massnahme.sozialraeume.iter().filter(|raum| Some(*raum) != eigen);
        let names: Vec<&str> = others.map(|raum| self.stammdaten.raum_name(raum)).collect();
        match (names.is_empty(), eigen) {
            (true, _) => None,
            (false, Some(_)) => Some(format!("auch {}", names.join(", "))),
            (false, None) => Some(names.join(", ")),
        }
    }

    /// The offers in their groups. In the document of the Kreis each stands once.
    pub fn gruppen(&self, bereich: Bereich<'a>) -> Vec<Gruppe<'a>> {
        match bereich {
            Bereich::Raum(raum) => self.gruppen_of_raum(raum),
            Bereich::Kreis => self.gruppen_of_kreis(),
        }
    }

    fn gruppen_of_raum(&self, raum: &'a RaumId) -> Vec<Gruppe<'a>> {
        let zahlt = |massnahme: &&Massnahme| massnahme.anteile.iter().any(|anteil| anteil.raum == *raum);
        let (eigene, andere): (Vec<_>, Vec<_>) = self.angebote().partition(zahlt);
        let offen: Vec<_> = andere.into_iter().filter(|massnahme| massnahme.sozialraeume.contains(raum)).collect();
        let is_above = |massnahme: &Massnahme| {
            massnahme.anteile.iter().all(|anteil| matches!(anteil.ebene, Ebene::Region | Ebene::Kreisweit))
        };
        let einstellungen = &self.stammdaten.einstellungen;
        let titel = if offen.iter().all(|massnahme| is_above(massnahme)) {
            format!(
                "Angebote {} und {}, offen auch hier",
                einstellungen.wort_region().mit(Begleiter::Der, Fall::Genitiv),
                einstellungen.wort_gesamt().mit(Begleiter::Der, Fall::Genitiv)
            )
        } else {
            "Angebote aus anderen Budgets, offen auch hier".to_owned()
        };
        let mut gruppen = vec![Gruppe {
            titel: format!("Angebote in {}", self.stammdaten.raum_name(raum)),
            eigen: Some(raum),
            massnahmen: eigene,
            keine: format!(
                "Am Stichtag läuft kein Angebot, das {} bezahlt.",
                einstellungen.wort_raum().mit(Begleiter::Dieser, Fall::Nominativ)
            ),
        }];
        if !offen.is_empty() {
            gruppen.push(Gruppe { titel, eigen: Some(raum), massnahmen: offen, keine: String::new() });
        }
        gruppen
    }

    fn gruppen_of_kreis(&self) -> Vec<Gruppe<'a>> {
        let einstellungen = &self.stammdaten.einstellungen;
        let keine = format!(
            "Hier läuft am Stichtag kein eigenes Angebot; siehe {} und {}.",
            einstellungen.wort_region().einzahl(),
            einstellungen.wort_gesamt().einzahl()
        );
        let paid_by = |key: &str| -> Vec<&'a Massnahme> {
            self.angebote()
                .filter(|m| matches!(m.anteile.as_slice(), [anteil] if anteil.raum.as_str() == key))
                .collect()
        };
        let mut gruppen: Vec<Gruppe<'a>> = self
            .stammdaten
            .sozialraeume()
            .map(|raum| Gruppe {
                titel: raum.name.clone(),
                eigen: Some(&raum.id),
                massnahmen: paid_by(raum.id.as_str()),
                keine: keine.clone(),
            })
            .collect();
        let regionen = self.stammdaten.regionen.iter().map(|region| (region.name.clone(), region.id.as_str()));
        let weitere = self.stammdaten.raeume.iter().filter(|raum| raum.art != RaumArt::Sozialraum);
        let weitere = weitere.map(|raum| (raum.name.clone(), raum.id.as_str()));
        let mut mehr: Vec<_> = regionen.chain(weitere).map(|(titel, key)| (titel, paid_by(key))).collect();
        let gemeinsam = self.angebote().filter(|massnahme| massnahme.anteile.len() != 1).collect();
        mehr.push(("Mehrere Budgets gemeinsam".to_owned(), gemeinsam));
        let mehr = mehr.into_iter().filter(|(_, massnahmen)| !massnahmen.is_empty());
        gruppen.extend(mehr.map(|(titel, massnahmen)| Gruppe { titel, eigen: None, massnahmen, keine: String::new() }));
        gruppen
    }

    /// What runs on the Stichtag or is granted by then, by key.
    fn angebote(&self) -> impl Iterator<Item = &'a Massnahme> {
        let stichtag = self.stichtag();
        self.stammdaten.massnahmen.iter().filter(move |massnahme| {
            let bescheid = massnahme.entscheidungen.bescheid.as_ref();
            let granted = bescheid.is_some_and(|bescheid| bescheid.datum.day() <= stichtag);
            massnahme.bewilligung.is_some()
                && massnahme.status != Status::Abgelehnt
                && massnahme.laufzeit.ende.day() >= stichtag
                && (granted || massnahme.laufzeit.beginn.day() <= stichtag)
        })
    }
}
