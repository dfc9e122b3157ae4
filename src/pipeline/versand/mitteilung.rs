//! Words: reminders, the summary of a run; a reminder of an evaluation brings its form. Once they are planned, they stay
//! as they were planned.

use super::anlass::Anlass;
use super::beilage::{Begleitung, begleitung};
use super::sendung::{Neues, Quelle, Rahmen, Sendung, Versandfall};
use crate::deliver::Person;
use crate::domain::post::{Postart, Postinhalt, Zustand};
use crate::error::Result;
use crate::store::Posteintrag;

impl Quelle<'_> {
    /// The mail with the words of an occasion: as it stands in the outbox, or else as it is to be said.
    pub(super) fn notice(&self, anlass: &Anlass, schluessel: &str) -> Result<Versandfall> {
        let key = anlass.to_string();
        let known = self.post.iter().filter(|one| one.anlass == key && one.zustand != Zustand::Ueberholt);
        let (mut sendungen, mut hinweise) = (Vec::new(), Vec::new());
        for one in known {
            match self.as_planned(schluessel, one)? {
                Some(sendung) => sendungen.push(sendung),
                None => hinweise.push(format!(
                    "Die Mail an {} ist nicht mehr gesendet worden ({schluessel}): Träger oder Adresse haben sich \
                     geändert.",
                    one.empfaenger
                )),
            }
        }
        if sendungen.is_empty() {
            let new = self.neues.iter().filter(|one| one.schluessel == schluessel);
            for one in new {
                let with = begleitung(self.stammdaten, schluessel, &one.email)?;
                sendungen.extend(with.map(|with| sendung(&one.email, inhalt(one, &with), with)));
            }
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
            // What is planned for an address that it is not for any more goes nowhere.
            vollstaendig: !hinweise.is_empty(),
            hinweise,
        })
    }

    /// A mail as it stands in the outbox; none where it has not left and its form is not for the address any more. While
    /// it has not left, its form is the one of today's records.
    fn as_planned(&self, schluessel: &str, eintrag: &Posteintrag) -> Result<Option<Sendung>> {
        let has_left = !matches!(eintrag.zustand, Zustand::Geplant | Zustand::Entwurf);
        let mut inhalt = eintrag.inhalt.clone();
        if inhalt.anlagen.is_empty() || has_left {
            // Nothing is written of it any more, or there is nothing to be enclosed.
            let with = Begleitung::without_papers();
            return Ok(Some(sendung(&eintrag.empfaenger, inhalt, with)));
        }
        let with = begleitung(self.stammdaten, schluessel, &eintrag.empfaenger)?;
        if eintrag.zustand == Zustand::Geplant
            && let Some(with) = &with
        {
            inhalt.anlagen = with.staende();
        }
        Ok(with.map(|with| sendung(&eintrag.empfaenger, inhalt, with)))
    }
}

fn inhalt(neues: &Neues, with: &Begleitung) -> Postinhalt {
    Postinhalt {
        art: Postart::Mitteilung,
        termin: None,
        grund: None,
        tagesordnung: Vec::new(),
        anlagen: with.staende(),
        mitteilung: Some(neues.mitteilung.clone()),
    }
}

fn sendung(email: &str, inhalt: Postinhalt, with: Begleitung) -> Sendung {
    let name = inhalt.mitteilung.as_ref().map(|words| words.name.clone()).unwrap_or_default();
    Sendung {
        person: Person { name, email: email.to_owned() },
        gruppe: with.gruppe,
        zielgruppe: with.zielgruppe,
        inhalt,
        unterlagen: with.unterlagen,
    }
}
