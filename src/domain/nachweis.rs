//! A Verwendungsnachweis of a Maßnahme for one Förderjahr, as the Träger hands it in (`data/nachweise/*.toml`).
//!
//! A Förderjahr is the part of the Laufzeit that falls into a Haushaltsjahr. The zahlenmäßige Nachweis is the list of
//! Belege: what was spent for each Einzelansatz of the Finanzierungsplan follows from it and is never written twice.

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::bewilligung::haushaltsjahre;
use super::fristen::after_days;
use super::lebenslauf::{Stillstand, stillstand};
use super::massnahme::Massnahme;
use super::massnahmenregeln::{Liegezeiten, Nachweisfristen, frist_nach};
use super::zuwendung::{EigenanteilForm, ZuwendungsRegeln};
use super::{Betrag, Datum, MassnahmeId, Stammdaten};

/// One Nachweis.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Nachweis {
    /// Which Maßnahme.
    pub massnahme: MassnahmeId,
    /// Which Haushaltsjahr of its Laufzeit.
    pub foerderjahr: i32,
    /// Whether it is the last one, which settles the whole Maßnahme.
    pub schlussnachweis: bool,
    /// Day it came in.
    pub eingang: Datum,
    /// Day on which the WJH checked it; none while it has not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub geprueft_am: Option<Datum>,
    /// What the WJH paid out for the Förderjahr.
    pub ausgezahlt: Betrag,
    /// Every Beleg.
    pub belege: Vec<Beleg>,
    /// All income of the Förderjahr, apart from the Zuwendung.
    #[serde(default)]
    pub einnahmen: Vec<Nachweiseinnahme>,
    /// What the Träger gave as its Eigenanteil.
    #[serde(default)]
    pub eigenleistungen: Vec<Eigenleistung>,
    /// The Sachbericht.
    pub sachbericht: Sachbericht,
    /// What the check found.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub pruefvermerk: String,
}

/// One Beleg (KomHKVO § 38: number, day, amount).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Beleg {
    /// Number.
    pub nr: String,
    /// Day.
    pub datum: Datum,
    /// Einzelansatz: `P1` is the first person of Anlage 2, `S2` the second line of its Sachkosten.
    pub ansatz: String,
    /// What for, without a name.
    pub zweck: String,
    /// How much; what was paid back has a minus.
    pub betrag: Betrag,
}

/// An income.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Nachweiseinnahme {
    /// Where from, as in Anlage 2 if it was planned there.
    pub art: String,
    /// How much.
    pub betrag: Betrag,
}

/// What the Träger gave as its Eigenanteil: an amount, or hours of unpaid work.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Eigenleistung {
    /// In which form.
    pub form: EigenanteilForm,
    /// What it was.
    pub bezeichnung: String,
    /// Its value; none for unpaid work, which counts by the hour.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub betrag: Option<Betrag>,
    /// Hours of unpaid work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stunden: Option<Decimal>,
}

/// The Sachbericht, in the words of the Träger.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Sachbericht {
    /// What was done.
    pub durchfuehrung: String,
    /// What came of it.
    pub ergebnisse: String,
    /// What went otherwise than planned, in deeds and in money.
    pub abweichungen: String,
    /// What will last, what comes next.
    pub ausblick: String,
}

impl Eigenleistung {
    /// What it counts: its value, or hours × the office's value of an hour; nothing in a form that the office does not
    /// count.
    pub fn wert(&self, regeln: &ZuwendungsRegeln) -> Betrag {
        if !regeln.counts(self.form) {
            return Betrag::ZERO;
        }
        match (self.betrag, self.stunden) {
            (Some(betrag), _) => betrag,
            (None, Some(stunden)) => regeln.wert_unbezahlter_arbeit(stunden),
            (None, None) => Betrag::ZERO,
        }
    }
}

/// A Nachweis that is or will be due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Faelligkeit {
    /// Förderjahr.
    pub foerderjahr: i32,
    /// Whether it is the last one.
    pub schlussnachweis: bool,
    /// Last day on which it is in time.
    pub faellig: NaiveDate,
}

/// When the Nachweis of a Förderjahr of a Maßnahme is due.
pub fn faelligkeit(massnahme: &Massnahme, foerderjahr: i32, fristen: &Nachweisfristen) -> Faelligkeit {
    let (_, last) = zeitraum(massnahme, foerderjahr);
    let schlussnachweis = foerderjahr == massnahme.laufzeit.ende.day().year();
    let months = if schlussnachweis { fristen.schlussnachweis_monate } else { fristen.zwischennachweis_monate };
    Faelligkeit { foerderjahr, schlussnachweis, faellig: frist_nach(last, months) }
}

/// The Nachweise that a Maßnahme owes: the last one after its Laufzeit, and where the office asks for them one after each
/// earlier Förderjahr.
pub fn faelligkeiten(massnahme: &Massnahme, fristen: &Nachweisfristen) -> Vec<Faelligkeit> {
    let years = haushaltsjahre(massnahme).map(|jahr| faelligkeit(massnahme, jahr, fristen));
    years.filter(|due| fristen.je_foerderjahr || due.schlussnachweis).collect()
}

/// The Nachweis that a Maßnahme owes for a Förderjahr; none where the office asks for none.
pub fn geschuldet(massnahme: &Massnahme, fristen: &Nachweisfristen, foerderjahr: i32) -> Option<Faelligkeit> {
    faelligkeiten(massnahme, fristen).into_iter().find(|due| due.foerderjahr == foerderjahr)
}

/// How far a Nachweis has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stand {
    /// It has not come.
    Fehlt,
    /// It came in on a day and is not checked.
    Eingegangen(NaiveDate),
    /// It is checked.
    Geprueft,
}

/// The Nachweise that a granted Maßnahme owes, and those that came in without being owed, each with how far it is on a
/// day. None where the last one is checked: that settles the whole Maßnahme.
pub fn nachweisstaende(stammdaten: &Stammdaten, massnahme: &Massnahme, heute: NaiveDate) -> Vec<(Faelligkeit, Stand)> {
    if massnahme.bewilligung.is_none() || massnahme.entscheidungen.kein_leistungsangebot.is_some() {
        return Vec::new();
    }
    let fristen = &stammdaten.einstellungen.regeln.massnahmen.nachweis;
    let owed = faelligkeiten(massnahme, fristen);
    let all = haushaltsjahre(massnahme).filter_map(|jahr| {
        let due = faelligkeit(massnahme, jahr, fristen);
        let stand = stand(stammdaten, massnahme, &due, heute);
        (stand != Stand::Fehlt || owed.contains(&due)).then_some((due, stand))
    });
    let all: Vec<_> = all.collect();
    let is_settled = all.iter().any(|(due, stand)| due.schlussnachweis && *stand == Stand::Geprueft);
    if is_settled { Vec::new() } else { all }
}

/// How far a Nachweis is on a day, by its record; the last one by what is noted at the Maßnahme, if it is. What happens
/// later has not happened yet.
fn stand(stammdaten: &Stammdaten, massnahme: &Massnahme, due: &Faelligkeit, heute: NaiveDate) -> Stand {
    let noted = massnahme.verwendungsnachweis.as_ref().filter(|_| due.schlussnachweis);
    let on_record = stammdaten.nachweise_of(&massnahme.id).find(|record| record.foerderjahr == due.foerderjahr);
    let (eingang, geprueft) = match (noted, on_record) {
        (Some(noted), _) => (noted.eingang, noted.geprueft.then(|| noted.geprueft_am.unwrap_or(noted.eingang))),
        (None, Some(record)) => (record.eingang, record.geprueft_am),
        (None, None) => return Stand::Fehlt,
    };
    if geprueft.is_some_and(|day| day.day() <= heute) {
        Stand::Geprueft
    } else if eingang.day() <= heute {
        Stand::Eingegangen(eingang.day())
    } else {
        Stand::Fehlt
    }
}

/// The Nachweise of a Maßnahme that are overdue on a day: owed, due before it, and neither on record nor, for the last
/// one, noted at the Maßnahme.
pub fn ausstehend(stammdaten: &Stammdaten, massnahme: &Massnahme, heute: NaiveDate) -> Vec<Faelligkeit> {
    let all = nachweisstaende(stammdaten, massnahme, heute).into_iter();
    all.filter(|(due, stand)| *stand == Stand::Fehlt && due.faellig < heute).map(|(due, _)| due).collect()
}

/// The last day on which a Nachweis that came in on a day is checked in time.
pub fn pruefung_bis(eingang: NaiveDate, liegezeiten: &Liegezeiten) -> NaiveDate {
    after_days(eingang, liegezeiten.nachweispruefung)
}

/// What a Maßnahme waits for too long: its next step, or else a Nachweis or the check of one, the most overdue.
pub fn haengt(stammdaten: &Stammdaten, massnahme: &Massnahme, heute: NaiveDate) -> Option<Stillstand> {
    let regeln = &stammdaten.einstellungen.regeln.massnahmen;
    stillstand(massnahme, regeln, heute).or_else(|| {
        let all = nachweisstaende(stammdaten, massnahme, heute).into_iter();
        let waits = all.filter_map(|(due, stand)| wartet_auf(massnahme, &due, stand, &regeln.liegezeit_tage));
        waits.filter(|one| one.faellig <= heute).min_by_key(|one| one.faellig)
    })
}

/// What is missing of a Nachweis, and from when on it is late.
fn wartet_auf(massnahme: &Massnahme, due: &Faelligkeit, stand: Stand, zeiten: &Liegezeiten) -> Option<Stillstand> {
    let jahr = due.foerderjahr;
    let (wartet_auf, seit, bis) = match (stand, due.schlussnachweis) {
        (Stand::Fehlt, true) => ("den Verwendungsnachweis".to_owned(), zeitraum(massnahme, jahr).1, due.faellig),
        (Stand::Fehlt, false) => (format!("den Nachweis für {jahr}"), zeitraum(massnahme, jahr).1, due.faellig),
        (Stand::Eingegangen(am), true) => {
            ("die Prüfung des Verwendungsnachweises".to_owned(), am, pruefung_bis(am, zeiten))
        }
        (Stand::Eingegangen(am), false) => {
            (format!("die Prüfung des Nachweises für {jahr}"), am, pruefung_bis(am, zeiten))
        }
        (Stand::Geprueft, _) => return None,
    };
    Some(Stillstand { wartet_auf, seit, faellig: after_days(bis, 1) })
}

/// The days of the Laufzeit that fall into a Förderjahr.
pub fn zeitraum(massnahme: &Massnahme, foerderjahr: i32) -> (NaiveDate, NaiveDate) {
    let (beginn, ende) = (massnahme.laufzeit.beginn.day(), massnahme.laufzeit.ende.day());
    let first = NaiveDate::from_ymd_opt(foerderjahr, 1, 1).unwrap_or(beginn);
    let last = NaiveDate::from_ymd_opt(foerderjahr, 12, 31).unwrap_or(ende);
    (beginn.max(first), ende.min(last))
}
