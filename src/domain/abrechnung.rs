//! The zahlenmäßige Nachweis reckoned: Soll and Ist of each Einzelansatz, what is recognised, the Zuwendung once more, and
//! what is to be paid back or still to be paid.

use rust_decimal::Decimal;

use super::angebot::Anlage2;
use super::bewilligung::{bewilligt_in, haushaltsjahre, jahresgewichte};
use super::formeln::largest_remainder;
use super::kennzahlen::Quote;
use super::massnahme::Massnahme;
use super::nachweis::{Eigenleistung, Nachweis};
use super::stammdaten::Traeger;
use super::zuwendung::{Finanzierungsart, Grundlagen, Rechnung, ZuwendungsRegeln, rechne};
use super::{Betrag, Stammdaten};

/// Which part of the Finanzierungsplan an Einzelansatz belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bereich {
    /// Persons.
    Personal,
    /// Material.
    Sachkosten,
}

/// How far an Einzelansatz is exceeded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ueberschreitung {
    /// Not at all.
    Keine,
    /// Within what the office allows.
    Zulaessig,
    /// Above it: the rest is not recognised.
    Unzulaessig,
}

/// One Einzelansatz.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Einzelansatz {
    /// `P1`, `S2`.
    pub key: String,
    /// Persons or material.
    pub bereich: Bereich,
    /// As the Finanzierungsplan names it.
    pub bezeichnung: String,
    /// Planned.
    pub soll: Betrag,
    /// Spent: the sum of its Belege.
    pub ist: Betrag,
    /// Recognised: min(Ist, Soll × (1 + allowed excess)), by the Förderjahr.
    pub anerkannt: Betrag,
    /// How far it is exceeded.
    pub ueberschreitung: Ueberschreitung,
}

impl Einzelansatz {
    /// Abweichung = Ist − Soll.
    pub fn abweichung(&self) -> Betrag {
        self.ist - self.soll
    }

    /// Abweichung in shares of the Soll; none where nothing was planned.
    pub fn quote(&self) -> Option<Quote> {
        Quote::of(self.abweichung(), self.soll)
    }
}

/// One kind of income.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Einnahmezeile {
    /// Where from.
    pub art: String,
    /// Planned.
    pub soll: Betrag,
    /// Received.
    pub ist: Betrag,
}

/// A Förderjahr, or the whole Maßnahme, settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Abrechnung {
    /// Every Einzelansatz, in the order of Anlage 2.
    pub ansaetze: Vec<Einzelansatz>,
    /// Every kind of income, planned ones first.
    pub einnahmen: Vec<Einnahmezeile>,
    /// Recognised costs in all: Σ of the Einzelansätze, at most the Finanzierungsplan's total.
    pub anerkannt: Betrag,
    /// What the Träger gave of its own.
    pub eigenleistungen: Betrag,
    /// The Zuwendung, once more, from what is recognised and received.
    pub rechnung: Rechnung,
    /// What the WJH paid.
    pub ausgezahlt: Betrag,
}

impl Abrechnung {
    /// Planned costs.
    pub fn ausgaben_soll(&self) -> Betrag {
        self.ansaetze.iter().map(|ansatz| ansatz.soll).sum()
    }

    /// Spent.
    pub fn ausgaben_ist(&self) -> Betrag {
        self.ansaetze.iter().map(|ansatz| ansatz.ist).sum()
    }

    /// Planned income.
    pub fn einnahmen_soll(&self) -> Betrag {
        self.einnahmen.iter().map(|einnahme| einnahme.soll).sum()
    }

    /// Received.
    pub fn einnahmen_ist(&self) -> Betrag {
        self.einnahmen.iter().map(|einnahme| einnahme.ist).sum()
    }

    /// Rückforderung = max(0, ausgezahlt − Zuwendung).
    pub fn rueckforderung(&self) -> Betrag {
        (self.ausgezahlt - self.rechnung.zuwendung).max(Betrag::ZERO)
    }

    /// Restzahlung = max(0, Zuwendung − ausgezahlt).
    pub fn restzahlung(&self) -> Betrag {
        (self.rechnung.zuwendung - self.ausgezahlt).max(Betrag::ZERO)
    }

    /// What is missing of the Eigenanteil.
    pub fn eigenanteil_fehlt(&self) -> Betrag {
        (self.rechnung.eigenanteil - self.eigenleistungen).max(Betrag::ZERO)
    }
}

/// The allowed excess of an Einzelansatz: Soll × percent / 100 above the Soll, rounded to the cent.
///
/// ANBest-P Nr. 1.2: by up to 20 percent, as far as it is saved on others; the total binds.
pub fn hoechstens(soll: Betrag, prozent: u32) -> Betrag {
    Betrag::rounded(soll.to_decimal() * (Decimal::ONE_HUNDRED + Decimal::from(prozent)) / Decimal::ONE_HUNDRED)
}

/// The Finanzierungsplan of a Förderjahr: each line of Anlage 2 split by the Jahresraten, or else by calendar months, to the
/// cent; all of it where no year is given.
fn geplant(massnahme: &Massnahme, foerderjahr: Option<i32>, betrag: Betrag) -> Betrag {
    let Some(jahr) = foerderjahr else { return betrag };
    let weights = jahresgewichte(massnahme);
    let parts = largest_remainder(betrag, &weights.iter().map(|(_, weight)| *weight).collect::<Vec<_>>());
    weights.iter().zip(parts).filter(|((year, _), _)| *year == jahr).map(|(_, part)| part).sum()
}

/// The keys and names of the Einzelansätze of a Finanzierungsplan.
pub fn einzelansaetze(form: &Anlage2) -> Vec<(String, Bereich, String, Betrag)> {
    let personal = form.personal.iter().enumerate();
    let personal = personal.map(|(place, person)| {
        (format!("P{}", place + 1), Bereich::Personal, person.qualifikation.clone(), person.kosten())
    });
    let sachkosten = form.sachkosten.iter().enumerate();
    let sachkosten = sachkosten.map(|(place, posten)| {
        (format!("S{}", place + 1), Bereich::Sachkosten, posten.bezeichnung.clone(), posten.betrag)
    });
    personal.chain(sachkosten).collect()
}

/// Settles a Förderjahr, or with no year the whole Maßnahme by all its Nachweise.
///
/// The percent of the Eigenanteil is the one of the grant; where the record names none, the one of the tier.
pub fn abrechnung(
    regeln: &ZuwendungsRegeln,
    massnahme: &Massnahme,
    form: &Anlage2,
    traeger: Option<&Traeger>,
    foerderjahr: Option<i32>,
    nachweise: &[&Nachweis],
) -> Abrechnung {
    let spent = |key: &str| -> Betrag {
        let belege = nachweise.iter().flat_map(|nachweis| &nachweis.belege);
        belege.filter(|beleg| beleg.ansatz == key).map(|beleg| beleg.betrag).sum()
    };
    let ansaetze: Vec<Einzelansatz> = einzelansaetze(form)
        .into_iter()
        .map(|(key, bereich, bezeichnung, planned)| {
            let soll = geplant(massnahme, foerderjahr, planned);
            let ist = spent(&key);
            let most = hoechstens(soll, regeln.einzelansatz_ueberschreitung_prozent);
            let ueberschreitung = if ist <= soll {
                Ueberschreitung::Keine
            } else if ist <= most {
                Ueberschreitung::Zulaessig
            } else {
                Ueberschreitung::Unzulaessig
            };
            Einzelansatz { key, bereich, bezeichnung, soll, ist, anerkannt: ist.min(most), ueberschreitung }
        })
        .collect();
    let planned: Betrag = ansaetze.iter().map(|ansatz| ansatz.soll).sum();
    let recognised: Betrag = ansaetze.iter().map(|ansatz| ansatz.anerkannt).sum();
    let anerkannt = recognised.min(planned);
    let einnahmen = einnahmen(massnahme, form, foerderjahr, nachweise);
    let received = einnahmen.iter().map(|einnahme| einnahme.ist).sum();
    let given = nachweise.iter().flat_map(|nachweis| &nachweis.eigenleistungen);
    let eigenleistungen = given.map(|leistung| Eigenleistung::wert(leistung, regeln)).sum();
    let record = massnahme.zuwendung.as_ref();
    let tier = traeger.map_or(Decimal::ZERO, |traeger| regeln.eigenanteil_prozent(traeger.mitarbeitende));
    let granted = massnahme.bewilligung.as_ref().map(|bewilligung| match foerderjahr {
        Some(jahr) => bewilligt_in(massnahme, jahr),
        None => bewilligung.betrag,
    });
    let grundlagen = Grundlagen {
        art: record
            .and_then(|record| Finanzierungsart::parse(&record.finanzierungsart))
            .unwrap_or(regeln.finanzierungsart),
        ausgaben: anerkannt,
        einnahmen: received,
        eigenanteil_prozent: record.map_or(tier, |record| record.eigenanteil_prozent),
        anteil_prozent: record.and_then(|record| record.anteil_prozent).unwrap_or(Decimal::ONE_HUNDRED),
        bewilligt: granted,
    };
    Abrechnung {
        ansaetze,
        einnahmen,
        anerkannt,
        eigenleistungen,
        rechnung: rechne(regeln.eigenanteil_basis, grundlagen),
        ausgezahlt: nachweise.iter().map(|nachweis| nachweis.ausgezahlt).sum(),
    }
}

/// A Nachweis settled: its Förderjahr, and the whole Maßnahme with the last of several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gesamtabrechnung {
    /// The Förderjahr.
    pub jahr: Abrechnung,
    /// The whole Maßnahme, by all its Nachweise up to this one; only with the last one of several Förderjahre.
    pub gesamt: Option<Abrechnung>,
}

impl Gesamtabrechnung {
    /// What decides: the whole Maßnahme where it is settled, else the Förderjahr.
    pub fn massgeblich(&self) -> &Abrechnung {
        self.gesamt.as_ref().unwrap_or(&self.jahr)
    }
}

/// Settles a Nachweis; none where its Maßnahme has no offer that was granted.
pub fn settle(stammdaten: &Stammdaten, nachweis: &Nachweis) -> Option<Gesamtabrechnung> {
    let massnahme = stammdaten.massnahme(&nachweis.massnahme)?;
    let angebot = massnahme.bewilligtes_angebot()?;
    let traeger = stammdaten.traeger(&angebot.traeger);
    let regeln = &stammdaten.einstellungen.regeln.zuwendung;
    let of = |jahr: Option<i32>, nachweise: &[&Nachweis]| {
        abrechnung(regeln, massnahme, &angebot.anlage2, traeger, jahr, nachweise)
    };
    let years = haushaltsjahre(massnahme);
    let several = years.start() != years.end();
    let up_to: Vec<_> =
        stammdaten.nachweise_of(&massnahme.id).filter(|other| other.foerderjahr <= nachweis.foerderjahr).collect();
    Some(Gesamtabrechnung {
        jahr: of(Some(nachweis.foerderjahr), &[nachweis]),
        gesamt: (nachweis.schlussnachweis && several).then(|| of(None, &up_to)),
    })
}

/// Income by its kind: the planned kinds in their order, then what came besides.
fn einnahmen(
    massnahme: &Massnahme,
    form: &Anlage2,
    foerderjahr: Option<i32>,
    nachweise: &[&Nachweis],
) -> Vec<Einnahmezeile> {
    let mut lines: Vec<Einnahmezeile> = form
        .einnahmen
        .iter()
        .map(|planned| Einnahmezeile {
            art: planned.art.clone(),
            soll: geplant(massnahme, foerderjahr, planned.betrag),
            ist: Betrag::ZERO,
        })
        .collect();
    for received in nachweise.iter().flat_map(|nachweis| &nachweis.einnahmen) {
        match lines.iter_mut().find(|line| line.art == received.art) {
            Some(line) => line.ist += received.betrag,
            None => {
                lines.push(Einnahmezeile { art: received.art.clone(), soll: Betrag::ZERO, ist: received.betrag });
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests;
