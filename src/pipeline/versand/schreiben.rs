//! A planned mail as bytes.

use chrono::{NaiveDate, NaiveDateTime};

use super::planung::{Planung, Posten};
use crate::deliver::{Beilage, Nachricht, Person};
use crate::domain::Stammdaten;
use crate::domain::post::Postart;
use crate::error::{Error, Result};
use crate::present::kalender::{self, Kalender, Kalendertermin, Methode, Zusage};
use crate::present::post::{Brief, Postsache, termintitel};
use crate::render::kalender::{ics, method};
use crate::render::post::Postsetzer;

/// Writes mails.
pub(super) struct Schreiber<'a> {
    pub(super) stammdaten: &'a Stammdaten,
    pub(super) setzer: &'a Postsetzer,
    pub(super) heute: NaiveDate,
}

impl Schreiber<'_> {
    /// A mail as it leaves. `datum` is its date; a draft is opened as one by mail programs.
    pub(super) fn write(
        &self,
        planung: &Planung,
        posten: &Posten,
        datum: NaiveDateTime,
        entwurf: bool,
    ) -> Result<Vec<u8>> {
        let rahmen = &planung.rahmen;
        let settings = &self.stammdaten.einstellungen;
        let inhalt = &posten.eintrag.inhalt;
        let antwort = rahmen.antwort.iter().map(|person| person.email.as_str()).collect::<Vec<_>>().join(" und ");
        let is_notice = inhalt.art == Postart::Mitteilung;
        let name = if posten.sendung.person.name.is_empty() && !is_notice {
            &posten.sendung.person.email
        } else {
            &posten.sendung.person.name
        };
        let brief = Brief::new(
            self.stammdaten,
            &Postsache {
                inhalt,
                raum: &rahmen.raum,
                gegenstand: &rahmen.gegenstand,
                vorher: posten.vorher.as_ref().map(|before| &before.inhalt),
                nummer: posten.fassung_nr,
                name,
                antwort: &antwort,
                heute: self.heute,
            },
        );
        let text = self.setzer.set(&brief)?;
        let termin = appointment(planung, posten, datum, &brief);
        refuse_case_numbers(&settings.amt.az_muster, &brief.betreff, &text.text)?;
        Nachricht {
            message_id: &posten.eintrag.message_id,
            folgt_auf: posten.vorher.as_ref().map(|before| before.message_id.as_str()),
            datum,
            absender: &Person {
                name: settings.amt.name.clone(),
                email: settings.mail.absender(&settings.amt.email).to_owned(),
            },
            empfaenger: &posten.sendung.person,
            antwort: &rahmen.antwort,
            liste: (&rahmen.liste.0, &rahmen.liste.1),
            betreff: &brief.betreff,
            text: &text.text,
            html: &text.html,
            kalender: termin.as_ref().map(|(methode, ics)| (*methode, ics.as_str())),
            beilagen: posten
                .sendung
                .unterlagen
                .iter()
                .map(|unterlage| Beilage { name: &unterlage.stand.name, bytes: &unterlage.bytes })
                .collect(),
            entwurf,
        }
        .bytes()
    }
}

/// The appointment of a meeting for one guest: nobody reads who else is invited.
fn appointment(
    planung: &Planung,
    posten: &Posten,
    datum: NaiveDateTime,
    brief: &Brief,
) -> Option<(&'static str, String)> {
    let rahmen = &planung.rahmen;
    let inhalt = &posten.eintrag.inhalt;
    let ((uid, beginn, ende), termin) = (rahmen.termin.as_ref()?, inhalt.termin.as_ref()?);
    let einladend = rahmen.antwort.first()?;
    let mut text: Vec<_> = brief.tagesordnung.iter().map(|punkt| format!("{}. {}", punkt.nr, punkt.titel)).collect();
    text.extend(inhalt.grund.clone());
    let is_off = inhalt.art == Postart::Absage;
    let methode = if is_off { Methode::Absagen } else { Methode::Einladen };
    let kalender = Kalender {
        name: None,
        methode,
        stand: datum,
        termine: vec![Kalendertermin {
            uid: uid.clone(),
            folge: posten.eintrag.folge,
            beginn: *beginn,
            ende: *ende,
            titel: termintitel(&rahmen.raum),
            ort: termin.ort.clone(),
            beschreibung: text.join("\n"),
            zusage: if is_off { Zusage::Abgesagt } else { Zusage::Fest },
            einladend: Some(in_calendar(einladend)),
            eingeladen: vec![in_calendar(&posten.sendung.person)],
        }],
    };
    Some((method(methode), ics(&kalender)))
}

fn in_calendar(person: &Person) -> kalender::Person {
    kalender::Person { name: person.name.clone(), email: person.email.clone() }
}

/// No mail leaves in whose words a case file number stands, for instance in a topic that somebody handed in.
fn refuse_case_numbers(muster: &str, betreff: &str, text: &str) -> Result<()> {
    if has_case_number(muster, betreff) || has_case_number(muster, text) {
        return Err(Error::new("Im Text der Mail steht etwas, das wie das Aktenzeichen eines Falles aussieht")
            .remedy("Es ging keine Mail hinaus. Tagesordnung, Ort und Grund im Datensatz der Sitzung prüfen"));
    }
    Ok(())
}

/// Whether a text holds something of a pattern: `N`, `J`, `T` a digit, all else itself.
fn has_case_number(muster: &str, text: &str) -> bool {
    let muster: Vec<char> = muster.chars().collect();
    let text: Vec<char> = text.chars().collect();
    if muster.is_empty() || !muster.iter().any(|c| matches!(c, 'N' | 'J' | 'T')) {
        return false;
    }
    let fits = |(m, c): (&char, &char)| if matches!(m, 'N' | 'J' | 'T') { c.is_ascii_digit() } else { m == c };
    text.windows(muster.len()).any(|window| muster.iter().zip(window).all(fits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_a_case_number_is_found() {
        let muster = "51.2.TT-NNNN/JJ";
        assert!(has_case_number(muster, "Vorstellung des Falls 51.2.03-0417/26 durch den ASD"));
        assert!(!has_case_number(muster, "Sitzung am 14.09.2026, Tel. 04231 15-0"));
        assert!(!has_case_number("", "51.2.03-0417/26") && !has_case_number("Az", "Az"));
    }
}
