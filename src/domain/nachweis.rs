//! A Verwendungsnachweis of a Maßnahme for one Förderjahr, as the Träger hands it in (`data/nachweise/*.toml`).
//!
//! A Förderjahr is the part of the Laufzeit that falls into a Haushaltsjahr. The zahlenmäßige Nachweis is the list of
//! Belege: what was spent for each Einzelansatz of the Finanzierungsplan follows from it and is never written twice.

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::bewilligung::haushaltsjahre;
use super::lebenslauf::{Stillstand, stillstand};
use super::massnahme::Massnahme;
use super::massnahmenregeln::{Nachweisfristen, frist_nach};
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

/// The Nachweise that a Maßnahme owes: the last one after its Laufzeit, and where the office asks for them one after each
/// earlier Förderjahr.
pub fn faelligkeiten(massnahme: &Massnahme, fristen: &Nachweisfristen) -> Vec<Faelligkeit> {
    let ende = massnahme.laufzeit.ende.day();
    let years = haushaltsjahre(massnahme);
    years
        .filter(|jahr| fristen.je_foerderjahr || *jahr == ende.year())
        .map(|jahr| {
            let schlussnachweis = jahr == ende.year();
            let (last, months) = if schlussnachweis {
                (ende, fristen.schlussnachweis_monate)
            } else {
                (NaiveDate::from_ymd_opt(jahr, 12, 31).unwrap_or(ende), fristen.zwischennachweis_monate)
            };
            Faelligkeit { foerderjahr: jahr, schlussnachweis, faellig: frist_nach(last, months) }
        })
        .collect()
}

/// The Nachweis that a Maßnahme owes for a Förderjahr; none where the office asks for none.
pub fn faelligkeit(massnahme: &Massnahme, fristen: &Nachweisfristen, foerderjahr: i32) -> Option<Faelligkeit> {
    faelligkeiten(massnahme, fristen).into_iter().find(|due| due.foerderjahr == foerderjahr)
}

/// The Nachweise of a Maßnahme that are overdue on a day: granted, due before it, and neither on record nor, for the last one,
/// noted at the Maßnahme.
pub fn ausstehend(stammdaten: &Stammdaten, massnahme: &Massnahme, heute: NaiveDate) -> Vec<Faelligkeit> {
    if massnahme.bewilligung.is_none() {
        return Vec::new();
    }
    let mut open = faelligkeiten(massnahme, &stammdaten.einstellungen.regeln.massnahmen.nachweis);
    open.retain(|due| {
        let noted = due.schlussnachweis && massnahme.verwendungsnachweis.is_some();
        let on_record = stammdaten.nachweise_of(&massnahme.id).any(|record| record.foerderjahr == due.foerderjahr);
        due.faellig < heute && !noted && !on_record
    });
    open
}

/// What a Maßnahme waits for too long: its next step, or else the Nachweis of a Förderjahr.
pub fn haengt(stammdaten: &Stammdaten, massnahme: &Massnahme, heute: NaiveDate) -> Option<Stillstand> {
    let regeln = &stammdaten.einstellungen.regeln.massnahmen;
    stillstand(massnahme, regeln, heute).or_else(|| {
        let first = ausstehend(stammdaten, massnahme, heute).into_iter().next()?;
        Some(Stillstand {
            wartet_auf: format!("den Nachweis für {}", first.foerderjahr),
            seit: zeitraum(massnahme, first.foerderjahr).1,
            faellig: first.faellig.succ_opt().unwrap_or(first.faellig),
        })
    })
}

/// The days of the Laufzeit that fall into a Förderjahr.
pub fn zeitraum(massnahme: &Massnahme, foerderjahr: i32) -> (NaiveDate, NaiveDate) {
    let (beginn, ende) = (massnahme.laufzeit.beginn.day(), massnahme.laufzeit.ende.day());
    let first = NaiveDate::from_ymd_opt(foerderjahr, 1, 1).unwrap_or(beginn);
    let last = NaiveDate::from_ymd_opt(foerderjahr, 12, 31).unwrap_or(ende);
    (beginn.max(first), ende.min(last))
}
