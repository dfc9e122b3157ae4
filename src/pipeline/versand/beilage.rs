//! Forms that go with words: with the reminder of an evaluation its Evaluationsbogen, filled with what is on record.
//!
//! They lie nowhere: each is made when its mail is written. It is dated by the half-year and not by the day, so the same
//! records give the same bytes.

use std::rc::Rc;

use chrono::NaiveDate;

use super::ERINNERUNG;
use super::sendung::same;
use super::unterlagen::{Unterlage, ascii};
use crate::domain::faellig::evaluation_of;
use crate::domain::fristen::after_days;
use crate::domain::papier::{AUSGEFUELLTES_FORMULAR, TRAEGER, may_see};
use crate::domain::post::Anlagenstand;
use crate::domain::pruefsumme::sha256;
use crate::domain::{Halbjahr, MassnahmeId, Stammdaten, Zielgruppe};
use crate::error::Result;
use crate::present::formular;
use crate::present::zahl;
use crate::render::formular::workbook;

/// Who gets words, and what goes along.
#[derive(Debug)]
pub(super) struct Begleitung {
    pub(super) gruppe: String,
    pub(super) zielgruppe: Zielgruppe,
    pub(super) unterlagen: Vec<Rc<Unterlage>>,
}

impl Begleitung {
    /// Words alone, which are for those to whom they are written.
    pub(super) fn without_papers() -> Self {
        Self { gruppe: "mitteilung".to_owned(), zielgruppe: Zielgruppe::Intern, unterlagen: Vec::new() }
    }

    /// What stands of the forms in the ledger.
    pub(super) fn staende(&self) -> Vec<Anlagenstand> {
        self.unterlagen.iter().map(|unterlage| unterlage.stand.clone()).collect()
    }
}

/// The form that the key of words asks for: of which Maßnahme and half-year.
fn form_of(schluessel: &str) -> Option<(MassnahmeId, Halbjahr)> {
    evaluation_of(schluessel.strip_prefix(ERINNERUNG)?)
}

/// What goes with words to an address; none where the form that they speak of is not for it: the Maßnahme has another
/// Träger by now, or the Träger another address.
pub(super) fn begleitung(stammdaten: &Stammdaten, schluessel: &str, email: &str) -> Result<Option<Begleitung>> {
    let Some((id, halbjahr)) = form_of(schluessel) else {
        return Ok(Some(Begleitung::without_papers()));
    };
    let massnahme = stammdaten.massnahme(&id);
    let bewilligung = massnahme.and_then(|massnahme| massnahme.bewilligung.as_ref());
    let traeger = bewilligung.and_then(|bewilligung| stammdaten.traeger(&bewilligung.traeger));
    let (Some(massnahme), Some(traeger)) = (massnahme, traeger) else { return Ok(None) };
    if !same(&traeger.email, email) || !may_see(TRAEGER, AUSGEFUELLTES_FORMULAR) {
        return Ok(None);
    }
    let form = formular::evaluationsbogen(stammdaten, massnahme, halbjahr);
    let bytes = workbook(&form, day_of(halbjahr))?;
    let stem = form.datei.strip_suffix(".xlsx").unwrap_or(&form.datei);
    let unterlage = Unterlage {
        stand: Anlagenstand {
            name: format!("{}.xlsx", ascii(stem)),
            titel: format!("Evaluationsbogen {id}, {}", zahl::halbjahr(halbjahr)),
            fassung: sha256(&bytes),
        },
        zielgruppe: AUSGEFUELLTES_FORMULAR,
        bytes,
        pfad: form.datei,
    };
    Ok(Some(Begleitung {
        gruppe: format!("traeger:{}", traeger.id),
        zielgruppe: TRAEGER,
        unterlagen: vec![Rc::new(unterlage)],
    }))
}

/// The day that a form is dated by: the first on which it can be filled in.
fn day_of(halbjahr: Halbjahr) -> NaiveDate {
    after_days(halbjahr.ende(), 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "erinnerung/evaluation/GWA-2026-01/2026-H1";

    fn office() -> Stammdaten {
        let Ok(office) = crate::workspace::load(crate::checkout()) else { panic!("the sample has findings") };
        office.stammdaten
    }

    /// Address of the Träger of GWA-2026-01.
    fn email(stammdaten: &Stammdaten) -> String {
        let granted = stammdaten.massnahme(&"GWA-2026-01".into()).and_then(|one| one.bewilligung.clone()).expect("one");
        stammdaten.traeger(&granted.traeger).expect("a Träger").email.clone()
    }

    #[test]
    fn the_form_goes_to_the_traeger_alone() {
        let mut stammdaten = office();
        let email = email(&stammdaten);
        let with = begleitung(&stammdaten, KEY, &email.to_uppercase()).expect("a form").expect("for them");
        assert_eq!(with.unterlagen[0].stand.name, "evaluationsbogen_gwa-2026-01_2026-h1.xlsx");
        assert_eq!((with.zielgruppe, with.unterlagen[0].zielgruppe), (Zielgruppe::Fachkreis, Zielgruppe::Fachkreis));
        assert!(begleitung(&stammdaten, KEY, "wjh@example.org").expect("an answer").is_none());
        let words = begleitung(&stammdaten, "erinnerung/lieferung/2026-Q2", "wjh@example.org");
        assert!(words.expect("an answer").expect("for them").unterlagen.is_empty());
        stammdaten.massnahmen.clear();
        assert!(begleitung(&stammdaten, KEY, &email).expect("an answer").is_none(), "it is gone");
    }

    #[test]
    fn the_same_records_give_the_same_form() {
        let mut stammdaten = office();
        let email = email(&stammdaten);
        let made = |stammdaten: &Stammdaten| begleitung(stammdaten, KEY, &email).expect("a form").expect("for them");
        let first = made(&stammdaten);
        assert_eq!(first.unterlagen[0].bytes, made(&stammdaten).unterlagen[0].bytes);
        let record = stammdaten.massnahmen.iter_mut().find(|one| one.id.as_str() == "GWA-2026-01").expect("a record");
        record.titel = "Anderer Titel".to_owned();
        assert_ne!(first.unterlagen[0].stand.fassung, made(&stammdaten).unterlagen[0].stand.fassung);
    }
}
