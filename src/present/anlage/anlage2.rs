//! Anlage 2, Kostenkalkulation: every step of its sum.

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::json as value;

use crate::domain::angebot::{Angebot, Anlage2, Einnahme, PersonalArt, Personalposten, Sachposten, Satzart};
use crate::domain::massnahme::Massnahme;
use crate::domain::{Betrag, Stammdaten, Zielgruppe};
use crate::present::rahmen::Rahmen;
use crate::present::{Dokument, zahl};

use super::abweichungen::{
    Abweichung, Kalkulation, abweichungen, probe_einnahmen, probe_foerdermittel, probe_person, probe_personal,
    probe_sachkosten,
};
use super::kopf::{Ankreuzfeld, Formular, Kopf, Raumfelder, raumfelder, traeger_name};
use super::summen;
use super::worte::euro_in_worten;
use super::{Absaetze, absaetze, antwort, json, pfad};

/// Number and title of the form.
const FORMULAR: Formular = Formular { nummer: 2, titel: "Kostenkalkulation" };
/// Person blocks of the printed form.
const PERSONEN: usize = 4;
/// Lines of the Sachkosten of the printed form.
const SACHZEILEN: usize = 5;
/// Kinds of Einnahmen of the printed form.
const EINNAHMEN: [&str; 4] =
    ["Drittmittelförderung", "Teilnehmerbeiträge", "Spenden", "Eigenmittel/sonstige Einnahmen"];
/// A longer table may break across pages: it would fit on none.
const UNGETEILT: usize = 28;

/// What the template prints. In the blank form all answers are empty.
#[derive(Clone, Debug, Serialize)]
pub struct Daten {
    /// Frame.
    pub rahmen: Rahmen,
    /// Head.
    pub kopf: Kopf,
    /// Tick boxes of the Sozialräume.
    pub raeume: Raumfelder,
    /// Name of the Träger.
    pub traeger: Absaetze,
    /// Whom to ask.
    pub person: Person,
    /// Which Leistung.
    pub leistung: Absaetze,
    /// First day.
    pub beginn: Absaetze,
    /// Last day.
    pub ende: Absaetze,
    /// Person blocks, at least as many as the printed form has.
    pub personal: Vec<Personenblock>,
    /// Personalkosten gesamt.
    pub personal_gesamt: Summe,
    /// Lines of the Sachkosten, at least as many as the printed form has.
    pub sachkosten: Tabelle,
    /// Lines of the Einnahmen, those of the printed form first.
    pub einnahmen: Tabelle,
    /// Fördermittel gesamt.
    pub foerdermittel: Summe,
    /// The sum once more from its parts.
    pub rechnung: Vec<Rechenzeile>,
    /// Fördermittel gesamt in words; none in the blank form.
    pub worte: Option<String>,
    /// What is still missing.
    pub ergaenzungen: Absaetze,
    /// Place and day.
    pub ort_datum: Absaetze,
}

/// Whom to ask at the Träger's.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Person {
    /// Surname.
    pub name: Absaetze,
    /// First name.
    pub vorname: Absaetze,
    /// Telephone.
    pub telefon: Absaetze,
    /// Postal address.
    pub anschrift: Absaetze,
    /// E-mail address.
    pub email: Absaetze,
}

/// One person of the Personalkosten.
#[derive(Clone, Debug, Serialize)]
pub struct Personenblock {
    /// "Person 1".
    pub titel: String,
    /// hauptamtlich, ehrenamtlich, sonstige Schlüsselperson.
    pub arten: [Ankreuzfeld; 3],
    /// Qualification.
    pub qualifikation: Absaetze,
    /// Hours.
    pub stunden: String,
    /// € an hour.
    pub satz: String,
    /// FLS, Stundensatz.
    pub satzarten: [Ankreuzfeld; 2],
    /// Hours × rate as recorded.
    pub summe: Summe,
}

/// An amount with the note of its check.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Summe {
    /// The amount as recorded, without its unit.
    pub betrag: String,
    /// "Rechenprobe: …", if it differs from what the entries make.
    pub probe: Option<String>,
}

/// A table of amounts with its total.
#[derive(Clone, Debug, Serialize)]
pub struct Tabelle {
    /// Its lines.
    pub zeilen: Vec<Zeile>,
    /// Its total.
    pub gesamt: Summe,
    /// Whether it may break across pages: only if it fits on none.
    pub bricht: bool,
}

/// A line of Sachkosten or Einnahmen.
#[derive(Clone, Debug, Serialize)]
pub struct Zeile {
    /// What for, or where from.
    pub name: Absaetze,
    /// How much, without the unit.
    pub betrag: String,
}

/// A line of the final sum.
#[derive(Clone, Debug, Serialize)]
pub struct Rechenzeile {
    /// `+`, `−` or nothing.
    pub zeichen: String,
    /// What is added or taken away.
    pub name: String,
    /// How much, without the unit.
    pub betrag: String,
}

/// Anlage 2 of an offer, filled from its record.
pub fn anlage2(stammdaten: &Stammdaten, massnahme: &Massnahme, angebot: &Angebot, heute: NaiveDate) -> Dokument {
    let (rahmen, kopf) = FORMULAR.gefuellt(stammdaten, massnahme, Some(angebot), heute);
    let form = &angebot.anlage2;
    let sums = Kalkulation::new(form);
    let daten = Daten {
        rahmen,
        kopf,
        raeume: raumfelder(stammdaten, &form.sozialraumteams),
        traeger: antwort(traeger_name(stammdaten, &form.traeger)),
        person: person(form),
        leistung: antwort(&form.leistung),
        beginn: antwort(&zahl::tag(form.zeitraum_beginn.day())),
        ende: antwort(&zahl::tag(form.zeitraum_ende.day())),
        personal: personenbloecke(&form.personal),
        personal_gesamt: summe(form.personal_gesamt, probe_personal(form, &sums)),
        sachkosten: sachkosten(&form.sachkosten, summe(form.sachkosten_gesamt, probe_sachkosten(form, &sums))),
        einnahmen: einnahmen(&form.einnahmen, summe(form.einnahmen_gesamt, probe_einnahmen(form, &sums))),
        foerdermittel: summe(form.foerdermittel_gesamt, probe_foerdermittel(form, &sums)),
        rechnung: rechnung(Some(form)),
        worte: Some(euro_in_worten(form.foerdermittel_gesamt)),
        ergaenzungen: antwort(&form.ergaenzungen),
        ort_datum: absaetze(&form.ort_datum),
    };
    let daten = json(&daten);
    Dokument {
        template: FORMULAR.template(),
        zielgruppe: Zielgruppe::Intern,
        proben: summen::proben(&daten),
        pfad: pfad(massnahme, angebot, FORMULAR.nummer),
        anhang: value!({
            "schema": "anlage-2/1",
            "massnahme": massnahme.id,
            "titel": massnahme.titel,
            "angebot": angebot.id,
            "anlage2": json(form),
            "rechenprobe": abweichungen(form),
        }),
        daten,
    }
}

/// Anlage 2 with lines to write on.
pub fn anlage2_leer(stammdaten: &Stammdaten, heute: NaiveDate) -> Dokument {
    let (rahmen, kopf) = FORMULAR.leer(stammdaten, heute);
    let daten = Daten {
        rahmen,
        kopf,
        raeume: raumfelder(stammdaten, &[]),
        traeger: Absaetze::new(),
        person: Person::default(),
        leistung: Absaetze::new(),
        beginn: Absaetze::new(),
        ende: Absaetze::new(),
        personal: personenbloecke(&[]),
        personal_gesamt: Summe::default(),
        sachkosten: sachkosten(&[], Summe::default()),
        einnahmen: einnahmen(&[], Summe::default()),
        foerdermittel: Summe::default(),
        rechnung: rechnung(None),
        worte: None,
        ergaenzungen: Absaetze::new(),
        ort_datum: Absaetze::new(),
    };
    Dokument {
        template: FORMULAR.template(),
        zielgruppe: Zielgruppe::Oeffentlich,
        proben: Vec::new(),
        pfad: FORMULAR.pfad_leer(),
        daten: json(&daten),
        anhang: value!({ "schema": "anlage-2/1", "anlage2": null }),
    }
}

/// An amount as recorded, with its check.
fn summe(amount: Betrag, probe: Option<Abweichung>) -> Summe {
    Summe { betrag: zahl::betrag(amount), probe: probe.as_ref().map(Abweichung::hinweis) }
}

/// Whom to ask.
fn person(form: &Anlage2) -> Person {
    let person = &form.ansprechperson;
    Person {
        name: antwort(&person.name),
        vorname: antwort(&person.vorname),
        telefon: antwort(&person.telefon),
        anschrift: antwort(&person.anschrift),
        email: antwort(&person.email),
    }
}

/// The person blocks, filled up with empty ones to the number of the printed form.
fn personenbloecke(personal: &[Personalposten]) -> Vec<Personenblock> {
    (0..personal.len().max(PERSONEN)).map(|index| personenblock(index, personal.get(index))).collect()
}

/// One person block; empty without a person.
fn personenblock(index: usize, posten: Option<&Personalposten>) -> Personenblock {
    let is = |art: PersonalArt| posten.is_some_and(|posten| posten.art == art);
    let paid_as = |art: Satzart| posten.is_some_and(|posten| posten.satzart == art);
    Personenblock {
        titel: format!("Person\u{a0}{}", index + 1),
        arten: [
            Ankreuzfeld::new("hauptamtlich tätig", is(PersonalArt::Hauptamtlich)),
            Ankreuzfeld::new("ehrenamtlich tätig", is(PersonalArt::Ehrenamtlich)),
            Ankreuzfeld::new("sonstige Schlüsselperson", is(PersonalArt::Schluesselperson)),
        ],
        qualifikation: posten.map(|posten| antwort(&posten.qualifikation)).unwrap_or_default(),
        stunden: posten.map(|posten| zahl::zahl(posten.stunden, posten.stunden.scale().max(2))).unwrap_or_default(),
        satz: posten.map(|posten| zahl::betrag(posten.satz)).unwrap_or_default(),
        satzarten: [
            Ankreuzfeld::new("FLS", paid_as(Satzart::Fachleistungsstunde)),
            Ankreuzfeld::new("Stundensatz", paid_as(Satzart::Stundensatz)),
        ],
        summe: posten.map(|posten| summe(posten.summe, probe_person(index, posten))).unwrap_or_default(),
    }
}

/// The Sachkosten, filled up with empty lines to the number of the printed form.
fn sachkosten(posten: &[Sachposten], gesamt: Summe) -> Tabelle {
    let mut zeilen: Vec<Zeile> = posten
        .iter()
        .map(|posten| Zeile { name: antwort(&posten.bezeichnung), betrag: zahl::betrag_tabelle(posten.betrag) })
        .collect();
    while zeilen.len() < SACHZEILEN {
        zeilen.push(Zeile { name: Absaetze::new(), betrag: String::new() });
    }
    Tabelle { bricht: zeilen.len() > UNGETEILT, zeilen, gesamt }
}

/// The Einnahmen: the kinds of the printed form in its order, then any other.
fn einnahmen(einnahmen: &[Einnahme], gesamt: Summe) -> Tabelle {
    let mut zeilen = Vec::new();
    for art in EINNAHMEN {
        let mut lines: Vec<Zeile> =
            einnahmen.iter().filter(|einnahme| einnahme.art == art).map(einnahmezeile).collect();
        if lines.is_empty() {
            lines.push(Zeile { name: antwort(art), betrag: String::new() });
        }
        zeilen.append(&mut lines);
    }
    zeilen.extend(einnahmen.iter().filter(|einnahme| !EINNAHMEN.contains(&einnahme.art.as_str())).map(einnahmezeile));
    Tabelle { bricht: zeilen.len() > UNGETEILT, zeilen, gesamt }
}

/// One line of the Einnahmen.
fn einnahmezeile(einnahme: &Einnahme) -> Zeile {
    Zeile { name: antwort(&einnahme.art), betrag: zahl::betrag_tabelle(einnahme.betrag) }
}

/// The final sum from its parts as recorded; without amounts in the blank form.
fn rechnung(form: Option<&Anlage2>) -> Vec<Rechenzeile> {
    let zeile = |zeichen: &str, name: &str, amount: Option<Betrag>| Rechenzeile {
        zeichen: zeichen.to_owned(),
        name: name.to_owned(),
        betrag: amount.map(zahl::betrag).unwrap_or_default(),
    };
    vec![
        zeile("", "Personalkosten gesamt", form.map(|form| form.personal_gesamt)),
        zeile("+", "Sachkosten gesamt", form.map(|form| form.sachkosten_gesamt)),
        zeile("−", "Einnahmen gesamt", form.map(|form| form.einnahmen_gesamt)),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::proben::{angebot, assert_contains_all_strings, heute, massnahme, stammdaten};
    use super::*;

    #[test]
    fn every_text_of_every_record_is_printed() {
        let stammdaten = stammdaten();
        for massnahme in &stammdaten.massnahmen {
            for angebot in &massnahme.angebote {
                let dokument = anlage2(&stammdaten, massnahme, angebot, heute());
                assert_contains_all_strings(&dokument, &dokument.anhang["anlage2"], &angebot.id);
            }
        }
    }

    #[test]
    fn more_persons_and_lines_than_printed_grow_and_fewer_stay_empty() {
        let stammdaten = stammdaten();
        let record = massnahme(&stammdaten, "GWA-2026-01");
        let count = |dokument: &Dokument, pointer: &str| {
            dokument.daten.pointer(pointer).and_then(|v| v.as_array()).map(Vec::len)
        };
        let long = anlage2(&stammdaten, record, angebot(record, "A"), heute());
        assert_eq!((count(&long, "/personal"), count(&long, "/sachkosten/zeilen")), (Some(6), Some(9)));
        let short = anlage2(&stammdaten, record, angebot(record, "B"), heute());
        assert_eq!((count(&short, "/personal"), count(&short, "/sachkosten/zeilen")), (Some(4), Some(5)));
        assert_eq!(short.daten["personal"][3]["stunden"], "");
        let blank = anlage2_leer(&stammdaten, heute());
        assert_eq!((count(&blank, "/personal"), count(&blank, "/einnahmen/zeilen")), (Some(4), Some(4)));
    }

    #[test]
    fn an_income_of_another_kind_is_not_dropped() {
        let other = Einnahme { art: "Stiftung \"X\"".to_owned(), betrag: Betrag::from_cents(1) };
        let table = einnahmen(&[other], Summe::default());
        assert_eq!(table.zeilen.len(), 5);
        assert_eq!(table.zeilen[4].betrag, "0,01");
    }
}
