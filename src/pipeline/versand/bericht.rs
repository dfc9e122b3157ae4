//! Reports of a period: who gets which.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::anlass::Anlass;
use super::sendung::{Quelle, Rahmen, Versandfall, gets, refuse_wider, sendung};
use super::unterlagen::{Unterlage, zeitraum_in_words};
use crate::deliver::Person;
use crate::domain::papier::Papier;
use crate::domain::post::{Postart, Postinhalt};
use crate::domain::sitzung::Empfaenger;
use crate::error::{Error, Result};
use crate::pipeline::workspace::Gegenstand;

impl Quelle<'_> {
    /// The mails with a report of a period.
    pub(super) fn report(&self, anlass: &Anlass, papier: Papier, zeitraum: &str) -> Result<Versandfall> {
        let settings = &self.stammdaten.einstellungen;
        let mut hinweise = Vec::new();
        let mut by_person: BTreeMap<String, (Vec<&Empfaenger>, Vec<Rc<Unterlage>>)> = BTreeMap::new();
        for line in self.stammdaten.verteiler.iter().filter(|line| gets(line, papier)) {
            let key = key_of_line(line, papier);
            if self.nur.is_some_and(|nur| key != key_of(nur)) {
                continue;
            }
            let papers = self.papers(papier, zeitraum, &key)?;
            if papers.is_empty() {
                hinweise.push(format!("{} ({}): dazu liegt in reports/{zeitraum} nichts", line.name, line.gruppe));
                continue;
            }
            for paper in &papers {
                refuse_wider(line, paper)?;
            }
            let (lines, held) = by_person.entry(line.email.to_lowercase()).or_default();
            lines.push(line);
            for paper in papers {
                if !held.iter().any(|known| known.pfad == paper.pfad) {
                    held.push(paper);
                }
            }
        }
        if by_person.is_empty() && !hinweise.is_empty() {
            return Err(Error::new(format!("In reports/{zeitraum} liegt nichts der Art „{}“", papier.label()))
                .remedy("Zuerst die Berichte schreiben, zum Beispiel mit „lauf“"));
        }
        let mut sendungen = Vec::new();
        for (lines, unterlagen) in by_person.into_values() {
            let Some(first) = lines.first() else { continue };
            let inhalt = Postinhalt {
                art: Postart::Bericht,
                termin: None,
                grund: None,
                tagesordnung: Vec::new(),
                anlagen: unterlagen.iter().map(|unterlage| unterlage.stand.clone()).collect(),
                mitteilung: None,
            };
            let mut sendung = sendung(first, inhalt, Vec::new())?;
            sendung.unterlagen = unterlagen;
            sendung.gruppe = lines.iter().map(|line| line.gruppe.as_str()).collect::<Vec<_>>().join(", ");
            sendungen.push(sendung);
        }
        let domain = settings.mail.listendomain(&settings.amt.email);
        let email = settings.mail.antwort.as_ref().unwrap_or(&settings.amt.email).clone();
        let what = match papier {
            Papier::JhaBericht => format!("Bericht an den {}", settings.amt.gremium),
            other => other.label().to_owned(),
        };
        Ok(Versandfall {
            rahmen: Rahmen {
                anlass: anlass.clone(),
                raum: String::new(),
                gegenstand: format!("{what}, {}", zeitraum_in_words(zeitraum)),
                antwort: vec![Person { name: settings.amt.organisation.clone(), email }],
                liste: (papier.key().to_owned(), format!("{}.{domain}", papier.key())),
                termin: None,
            },
            sendungen,
            hinweise,
            vollstaendig: self.nur.is_none(),
        })
    }

    /// The papers of a key. A Region that has none of its own gets those of its Sozialräume.
    fn papers(&self, papier: Papier, zeitraum: &str, key: &str) -> Result<Vec<Rc<Unterlage>>> {
        let mut papers = self.ablage.papers(self.stammdaten, papier, zeitraum, key)?;
        if let Some(region) = key.strip_prefix("region-").filter(|_| papers.is_empty()) {
            for raum in self.stammdaten.sozialraeume() {
                if raum.region.as_ref().is_some_and(|of| of.as_str() == region) {
                    papers.extend(self.ablage.papers(self.stammdaten, papier, zeitraum, raum.id.as_str())?);
                }
            }
        }
        Ok(papers)
    }
}

/// The Raum whose papers a line of the list gets, by the key of their files.
fn key_of_line(line: &Empfaenger, papier: Papier) -> String {
    let team = line.gruppe.strip_prefix("sozialraumteam:").map(str::to_owned);
    let region = line.gruppe.strip_prefix("region:").map(|region| format!("region-{region}"));
    // There is one report to the committee, whoever gets it.
    team.or(region).filter(|_| papier != Papier::JhaBericht).unwrap_or_else(|| "kreis".to_owned())
}

fn key_of(gegenstand: &Gegenstand) -> String {
    match gegenstand {
        Gegenstand::Raum(raum) => raum.to_string(),
        Gegenstand::Region(region) => format!("region-{region}"),
        Gegenstand::Kreis => "kreis".to_owned(),
    }
}
