//! Words without a paper: reminders, the summary of a run. Once they are planned, they stay as they were planned.

use super::anlass::Anlass;
use super::sendung::{Neues, Quelle, Rahmen, Sendung, Versandfall};
use crate::deliver::Person;
use crate::domain::Zielgruppe;
use crate::domain::post::{Postart, Postinhalt, Zustand};
use crate::error::Result;

impl Quelle<'_> {
    /// The mail with the words of an occasion: as it stands in the outbox, or else as it is to be said.
    pub(super) fn notice(&self, anlass: &Anlass) -> Result<Versandfall> {
        let key = anlass.to_string();
        let known = self.post.iter().filter(|one| one.anlass == key && one.zustand != Zustand::Ueberholt);
        let mut sendungen: Vec<_> = known.map(|one| sendung(&one.empfaenger, one.inhalt.clone())).collect();
        if sendungen.is_empty() {
            let new = self.neues.iter().filter(|one| Anlass::Mitteilung(one.schluessel.clone()) == *anlass);
            sendungen = new.map(|one| sendung(&one.email, inhalt(one))).collect();
        }
        let settings = &self.stammdaten.einstellungen;
        let domain = settings.mail.listendomain(&settings.amt.email);
        let email = settings.mail.antwort.as_ref().unwrap_or(&settings.amt.email).clone();
        let words = sendungen.first().and_then(|one| one.inhalt.mitteilung.as_ref());
        let gegenstand = words.map(|words| words.betreff.clone()).unwrap_or_default();
        Ok(Versandfall {
            rahmen: Rahmen {
                anlass: anlass.clone(),
                raum: String::new(),
                gegenstand,
                antwort: vec![Person { name: settings.amt.organisation.clone(), email }],
                liste: ("mitteilungen".to_owned(), format!("mitteilungen.{domain}")),
                termin: None,
            },
            sendungen,
            hinweise: Vec::new(),
            vollstaendig: false,
        })
    }
}

fn inhalt(neues: &Neues) -> Postinhalt {
    Postinhalt {
        art: Postart::Mitteilung,
        termin: None,
        grund: None,
        tagesordnung: Vec::new(),
        anlagen: Vec::new(),
        mitteilung: Some(neues.mitteilung.clone()),
    }
}

/// Nothing is enclosed, so nothing can be for other eyes.
fn sendung(email: &str, inhalt: Postinhalt) -> Sendung {
    let name = inhalt.mitteilung.as_ref().map(|words| words.name.clone()).unwrap_or_default();
    Sendung {
        person: Person { name, email: email.to_owned() },
        gruppe: "mitteilung".to_owned(),
        zielgruppe: Zielgruppe::Intern,
        inhalt,
        unterlagen: Vec::new(),
    }
}
