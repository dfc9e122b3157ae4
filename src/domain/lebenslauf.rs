//! The life of a Maßnahme: which steps its record proves, which state follows on a day, what it waits for and since when.
//!
//! Nothing here is kept: every state follows from the dated decisions of the record, so the two cannot disagree.

use chrono::{Days, NaiveDate};
use serde::Serialize;

use super::massnahme::{Massnahme, Ressourceneinsatz, Status};
use super::massnahmenregeln::Massnahmenregeln;

/// States of a Maßnahme, in the order in which they follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Zustand {
    /// The Sozialraumteam found a need.
    BedarfFestgestellt,
    /// A Träger made an offer.
    Interessenbekundung,
    /// All offers are scored.
    Bewertet,
    /// The Leitung decided who delivers.
    Entschieden,
    /// The money is decided.
    Bewilligt,
    /// The WJH gave the Bescheid.
    Beschieden,
    /// It has begun.
    Laeuft,
    /// Its Laufzeit was extended.
    Verlaengert,
    /// Its last day is over.
    Beendet,
    /// Its last Nachweis is checked.
    Abgerechnet,
    /// It is rejected, for a reason.
    Abgelehnt,
}

impl Zustand {
    /// Every state.
    pub const ALL: [Self; 11] = [
        Self::BedarfFestgestellt,
        Self::Interessenbekundung,
        Self::Bewertet,
        Self::Entschieden,
        Self::Bewilligt,
        Self::Beschieden,
        Self::Laeuft,
        Self::Verlaengert,
        Self::Beendet,
        Self::Abgerechnet,
        Self::Abgelehnt,
    ];

    /// The word that is printed.
    pub const fn wort(self) -> &'static str {
        match self {
            Self::BedarfFestgestellt => "Bedarf festgestellt",
            Self::Interessenbekundung => "Interessenbekundung",
            Self::Bewertet => "bewertet",
            Self::Entschieden => "entschieden",
            Self::Bewilligt => "bewilligt",
            Self::Beschieden => "beschieden",
            Self::Laeuft => "läuft",
            Self::Verlaengert => "verlängert",
            Self::Beendet => "beendet",
            Self::Abgerechnet => "abgerechnet",
            Self::Abgelehnt => "abgelehnt",
        }
    }

    /// The word that is typed: ASCII, one word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::BedarfFestgestellt => "bedarf",
            Self::Interessenbekundung => "interessenbekundung",
            Self::Bewertet => "bewertet",
            Self::Entschieden => "entschieden",
            Self::Bewilligt => "bewilligt",
            Self::Beschieden => "beschieden",
            Self::Laeuft => "laeuft",
            Self::Verlaengert => "verlaengert",
            Self::Beendet => "beendet",
            Self::Abgerechnet => "abgerechnet",
            Self::Abgelehnt => "abgelehnt",
        }
    }

    /// Whether nothing more has to follow.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Abgerechnet | Self::Abgelehnt)
    }

    /// What the record's own word of its state must be.
    pub const fn status(self) -> Status {
        match self {
            Self::BedarfFestgestellt => Status::BedarfFestgestellt,
            Self::Interessenbekundung | Self::Bewertet | Self::Entschieden => Status::InBewertung,
            Self::Bewilligt | Self::Beschieden => Status::Bewilligt,
            Self::Laeuft | Self::Verlaengert => Status::Laufend,
            Self::Beendet | Self::Abgerechnet => Status::Beendet,
            Self::Abgelehnt => Status::Abgelehnt,
        }
    }
}

/// A step of the life of a Maßnahme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Schritt {
    /// The state that it leads to.
    pub zustand: Zustand,
    /// Day; none where the record does not say.
    pub datum: Option<NaiveDate>,
    /// Who did it.
    pub durch: String,
    /// Where it is on record.
    pub beleg: String,
    /// Why; only where it needs a reason.
    pub grund: String,
}

impl Schritt {
    fn new(zustand: Zustand, datum: impl Into<Option<NaiveDate>>, durch: &str, beleg: &str, grund: &str) -> Self {
        Self { zustand, datum: datum.into(), durch: durch.to_owned(), beleg: beleg.to_owned(), grund: grund.to_owned() }
    }
}

/// What a decision on money says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Geldentscheidung {
    /// The money is granted.
    Zugestimmt,
    /// It is not.
    Abgelehnt,
    /// It was put off.
    Zurueckgestellt,
    /// The record's word says none of these.
    Unklar,
}

impl Ressourceneinsatz {
    /// What the decision says.
    pub fn entscheidung(&self) -> Geldentscheidung {
        let word = self.ergebnis.to_lowercase();
        let has = |parts: &[&str]| parts.iter().any(|part| word.contains(part));
        if has(&["abgelehnt", "nicht ", "kein"]) {
            Geldentscheidung::Abgelehnt
        } else if has(&["zurückgestellt", "zurueckgestellt", "vertagt"]) {
            Geldentscheidung::Zurueckgestellt
        } else if has(&["zugestimmt", "bewilligt", "genehmigt"]) {
            Geldentscheidung::Zugestimmt
        } else {
            Geldentscheidung::Unklar
        }
    }
}

/// The steps that a record proves up to a day, in the order of the states.
pub fn schritte(massnahme: &Massnahme, heute: NaiveDate) -> Vec<Schritt> {
    let mut steps = before_the_money(massnahme);
    let decisions = &massnahme.entscheidungen;
    if let Some(geld) = &decisions.ressourceneinsatz {
        let step = |zustand, grund| Schritt::new(zustand, geld.datum.day(), &geld.gremium, &geld.beleg, grund);
        match geld.entscheidung() {
            Geldentscheidung::Zugestimmt => steps.push(step(Zustand::Bewilligt, "")),
            Geldentscheidung::Abgelehnt => steps.push(step(Zustand::Abgelehnt, &geld.bemerkung)),
            Geldentscheidung::Zurueckgestellt | Geldentscheidung::Unklar => {}
        }
    }
    if let Some(bescheid) = &decisions.bescheid {
        steps.push(Schritt::new(
            Zustand::Beschieden,
            bescheid.datum.day(),
            "Wirtschaftliche Jugendhilfe",
            &bescheid.aktenzeichen,
            "",
        ));
    }
    if massnahme.bewilligung.is_some() && decisions.kein_leistungsangebot.is_none() {
        steps.extend(after_the_grant(massnahme));
    }
    if let Some(ablehnung) = &decisions.kein_leistungsangebot {
        let durch = decisions.leistungserbringung.as_ref().map_or("", |decision| decision.durch.as_str());
        steps.push(Schritt::new(Zustand::Abgelehnt, ablehnung.datum.day(), durch, &ablehnung.beleg, &ablehnung.grund));
    }
    // A step of a later day has not happened yet; a scoring without a day of its own not before the last offer.
    let offered = massnahme.angebote.iter().map(|angebot| angebot.eingang.day()).max();
    steps.retain(|step| step.datum.or(offered).is_none_or(|day| day <= heute));
    steps.sort_by_key(|step| step.zustand);
    steps
}

/// From the Bedarf to the decision of the Leitung.
fn before_the_money(massnahme: &Massnahme) -> Vec<Schritt> {
    let bedarf = &massnahme.bedarf;
    let mut steps = vec![Schritt::new(
        Zustand::BedarfFestgestellt,
        bedarf.festgestellt_am.day(),
        &bedarf.gremium,
        &bedarf.beleg,
        "",
    )];
    if let Some(first) = massnahme.angebote.iter().map(|angebot| angebot.eingang.day()).min() {
        let durch = match massnahme.angebote.len() {
            1 => "ein Träger".to_owned(),
            count => format!("{count} Träger"),
        };
        steps.push(Schritt::new(Zustand::Interessenbekundung, first, &durch, "Anlagen 1 und 2", ""));
        if massnahme.angebote.iter().all(|angebot| angebot.anlage3.is_some()) {
            let scored = massnahme.angebote.iter().filter_map(|angebot| angebot.anlage3.as_ref());
            let days: Option<Vec<_>> = scored.map(|form| form.bewertet_am.map(|day| day.day())).collect();
            let last = days.and_then(|days| days.into_iter().max());
            steps.push(Schritt::new(Zustand::Bewertet, last, "Sozialraumteam", "Anlage 3", ""));
        }
    }
    if let Some(decision) = &massnahme.entscheidungen.leistungserbringung {
        steps.push(Schritt::new(
            Zustand::Entschieden,
            decision.datum.day(),
            &decision.durch,
            &decision.beleg,
            &decision.begruendung,
        ));
    }
    steps
}

/// From the first day to the last Nachweis.
fn after_the_grant(massnahme: &Massnahme) -> Vec<Schritt> {
    let traeger = "Träger";
    let mut steps = vec![Schritt::new(Zustand::Laeuft, massnahme.laufzeit.beginn.day(), traeger, "", "")];
    if let Some(verlaengerung) = &massnahme.verlaengerung {
        steps.push(Schritt::new(
            Zustand::Verlaengert,
            verlaengerung.entschieden_am.day(),
            &verlaengerung.durch,
            &verlaengerung.beleg,
            &verlaengerung.grund,
        ));
    }
    let over = massnahme.laufzeit.ende.day().checked_add_days(Days::new(1)).unwrap_or(NaiveDate::MAX);
    steps.push(Schritt::new(Zustand::Beendet, over, traeger, "", ""));
    if let Some(nachweis) = massnahme.verwendungsnachweis.as_ref().filter(|nachweis| nachweis.geprueft) {
        steps.push(Schritt::new(
            Zustand::Abgerechnet,
            nachweis.geprueft_am.unwrap_or(nachweis.eingang).day(),
            "Wirtschaftliche Jugendhilfe",
            "",
            &nachweis.bemerkung,
        ));
    }
    steps
}

/// The state on a day: the last step in the order of the states.
pub fn zustand(massnahme: &Massnahme, heute: NaiveDate) -> Zustand {
    schritte(massnahme, heute).last().map_or(Zustand::BedarfFestgestellt, |step| step.zustand)
}

/// What a Maßnahme waits for longer than the office allows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Stillstand {
    /// What is missing.
    pub wartet_auf: String,
    /// Since when it waits: the day of the last step.
    pub seit: NaiveDate,
    /// The first day on which it is late.
    pub faellig: NaiveDate,
}

impl Stillstand {
    /// Days from the last step to a day.
    pub fn tage(&self, heute: NaiveDate) -> i64 {
        heute.signed_duration_since(self.seit).num_days()
    }
}

/// The next step that a Maßnahme waits for longer than the office's Liegezeiten allow.
pub fn stillstand(massnahme: &Massnahme, regeln: &Massnahmenregeln, heute: NaiveDate) -> Option<Stillstand> {
    let steps = schritte(massnahme, heute);
    let zeit = &regeln.liegezeit_tage;
    let last = steps.iter().rev().find_map(|step| step.datum).unwrap_or(massnahme.bedarf.festgestellt_am.day());
    let days = |wartet_auf: &str, seit: NaiveDate, tage: u32| Stillstand {
        wartet_auf: wartet_auf.to_owned(),
        seit,
        faellig: seit.checked_add_days(Days::new(u64::from(tage) + 1)).unwrap_or(NaiveDate::MAX),
    };
    let waits = match steps.last()?.zustand {
        Zustand::BedarfFestgestellt => days("ein Angebot eines Trägers", last, zeit.bedarf_festgestellt),
        Zustand::Interessenbekundung => {
            let offered = massnahme.angebote.iter().map(|angebot| angebot.eingang.day()).max().unwrap_or(last);
            days("die Bewertung nach Anlage 3", offered, zeit.interessenbekundung)
        }
        Zustand::Bewertet => days("die Entscheidung über die Leistungserbringung", last, zeit.bewertet),
        Zustand::Entschieden => days("die Entscheidung über den Ressourceneinsatz", last, zeit.entschieden),
        Zustand::Bewilligt => days("den Bescheid", last, zeit.bewilligt),
        // A Maßnahme that runs without a Bescheid waits for it as one that does not.
        Zustand::Laeuft | Zustand::Verlaengert if massnahme.entscheidungen.bescheid.is_none() => {
            days("den Bescheid", last, 0)
        }
        // What an ended one waits for are its Nachweise, see `super::nachweis::haengt`.
        Zustand::Beschieden
        | Zustand::Laeuft
        | Zustand::Verlaengert
        | Zustand::Beendet
        | Zustand::Abgerechnet
        | Zustand::Abgelehnt => return None,
    };
    (waits.faellig <= heute).then_some(waits)
}

#[cfg(test)]
mod tests;
