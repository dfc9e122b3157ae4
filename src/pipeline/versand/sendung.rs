//! Who is to have what of an occasion, as the records and papers are now.

use std::rc::Rc;

use chrono::NaiveDateTime;

use super::anlass::{Anlass, zeiten};
use super::unterlagen::{Ablage, Unterlage};
use crate::deliver::Person;
use crate::domain::papier::{Papier, may_see, zielgruppe_of_empfaenger};
use crate::domain::post::{Mitteilung, Postart, Postinhalt, Termin};
use crate::domain::sitzung::{Empfaenger, Sitzung};
use crate::domain::{Stammdaten, Zielgruppe};
use crate::error::{Error, Result};
use crate::pipeline::workspace::Gegenstand;
use crate::present::kalender;
use crate::store::Posteintrag;

/// A mail that somebody is to have.
#[derive(Debug)]
pub(super) struct Sendung {
    pub(super) person: Person,
    /// Groups of the distribution list by which the person gets it.
    pub(super) gruppe: String,
    pub(super) zielgruppe: Zielgruppe,
    pub(super) inhalt: Postinhalt,
    pub(super) unterlagen: Vec<Rc<Unterlage>>,
}

/// What all mails of an occasion have in common.
#[derive(Clone, Debug)]
pub(super) struct Rahmen {
    pub(super) anlass: Anlass,
    /// Name of the team's Sozialraum; empty for reports.
    pub(super) raum: String,
    /// Subject of a report; empty for meetings.
    pub(super) gegenstand: String,
    pub(super) antwort: Vec<Person>,
    /// Name and identifier of the list.
    pub(super) liste: (String, String),
    /// UID and times of the appointment.
    pub(super) termin: Option<(String, NaiveDateTime, NaiveDateTime)>,
}

/// All mails of an occasion, and what somebody should know.
#[derive(Debug)]
pub(super) struct Versandfall {
    pub(super) rahmen: Rahmen,
    pub(super) sendungen: Vec<Sendung>,
    pub(super) hinweise: Vec<String>,
    /// Whether these are all: who has a planned mail and is not among them is to get none.
    pub(super) vollstaendig: bool,
}

/// Words to somebody, for an occasion that is known by its key; a form goes along where the key asks for one
/// ([`super::beilage`]).
#[derive(Clone, Debug)]
pub(in crate::pipeline) struct Neues {
    /// Key of the occasion, without its kind.
    pub(in crate::pipeline) schluessel: String,
    /// Address.
    pub(in crate::pipeline) email: String,
    /// What is said.
    pub(in crate::pipeline) mitteilung: Mitteilung,
}

/// Everything an occasion is made from.
pub(super) struct Quelle<'a> {
    pub(super) stammdaten: &'a Stammdaten,
    pub(super) ablage: &'a Ablage,
    pub(super) post: &'a [Posteintrag],
    /// Only recipients of this Raum.
    pub(super) nur: Option<&'a Gegenstand>,
    /// Words that are to be said for the first time.
    pub(super) neues: &'a [Neues],
}

impl Quelle<'_> {
    /// The mails of an occasion.
    pub(super) fn versandfall(&self, anlass: &Anlass) -> Result<Versandfall> {
        match anlass {
            Anlass::Sitzung(id) => self.meeting(anlass, self.sitzung(id)?),
            Anlass::Protokoll(id) => self.minutes(anlass, self.sitzung(id)?),
            Anlass::Bericht(papier, zeitraum) => self.report(anlass, *papier, zeitraum),
            Anlass::Mitteilung(schluessel) => self.notice(anlass, schluessel),
        }
    }

    fn sitzung(&self, id: &str) -> Result<&Sitzung> {
        self.stammdaten
            .sitzungen
            .iter()
            .find(|sitzung| sitzung.id == id)
            .ok_or_else(|| Error::new(format!("Die Sitzung „{id}“ gibt es nicht mehr in data/sitzungen")))
    }

    fn meeting(&self, anlass: &Anlass, sitzung: &Sitzung) -> Result<Versandfall> {
        if let Some(absage) = &sitzung.abgesagt {
            return Ok(self.called_off(anlass, sitzung, &absage.grund));
        }
        let mut hinweise = Vec::new();
        let einladung = self.ablage.einladung(sitzung)?;
        if einladung.is_none() {
            hinweise.push(format!(
                "Für {} ist noch keine Einladung als PDF geschrieben; die Mail geht ohne sie.",
                sitzung.id
            ));
        }
        let letzte = self.last_minutes(sitzung)?;
        let budget = self.newest_budget(sitzung)?;
        let mut sendungen = Vec::new();
        for line in self.team(sitzung, Papier::Einladung) {
            let mut unterlagen: Vec<_> = einladung.iter().cloned().collect();
            if gets(line, Papier::Protokoll) {
                unterlagen.extend(letzte.iter().cloned());
            }
            if gets(line, Papier::Budgetuebersicht) {
                unterlagen.extend(budget.iter().cloned());
            }
            let inhalt = Postinhalt {
                art: Postart::Einladung,
                termin: Some(termin(sitzung)),
                grund: None,
                tagesordnung: sitzung.tagesordnung.iter().map(|punkt| punkt.titel.clone()).collect(),
                anlagen: unterlagen.iter().map(|unterlage| unterlage.stand.clone()).collect(),
                mitteilung: None,
            };
            sendungen.push(sendung(line, inhalt, unterlagen)?);
        }
        let missing: Vec<_> = sitzung
            .teilnehmende
            .iter()
            .filter(|person| !sendungen.iter().any(|sendung| same(&sendung.person.email, &person.email)))
            .map(|person| person.email.as_str())
            .collect();
        if !missing.is_empty() {
            hinweise.push(format!(
                "Zu {} eingetragen, aber nicht im Verteiler der Einladungen: {}",
                sitzung.id,
                missing.join(", ")
            ));
        }
        let sendungen = without_doubles(sendungen);
        Ok(Versandfall { rahmen: self.of_meeting(anlass, sitzung), sendungen, hinweise, vollstaendig: true })
    }

    /// That a meeting does not take place is told to all who have its invitation, also to who has left the list since.
    fn called_off(&self, anlass: &Anlass, sitzung: &Sitzung, grund: &str) -> Versandfall {
        let key = anlass.to_string();
        let mut people: Vec<&str> = self
            .post
            .iter()
            .filter(|eintrag| eintrag.anlass == key && eintrag.zustand.may_have_arrived())
            .map(|eintrag| eintrag.empfaenger.as_str())
            .collect();
        people.dedup();
        let sendungen: Vec<_> = people
            .into_iter()
            .map(|email| {
                let line = self.stammdaten.verteiler.iter().find(|line| same(&line.email, email));
                Sendung {
                    person: Person {
                        name: line.map_or_else(String::new, |line| line.name.clone()),
                        email: email.to_owned(),
                    },
                    gruppe: format!("sozialraumteam:{}", sitzung.raum),
                    zielgruppe: Zielgruppe::Fachkreis,
                    inhalt: Postinhalt {
                        art: Postart::Absage,
                        termin: Some(termin(sitzung)),
                        grund: Some(grund.to_owned()),
                        tagesordnung: Vec::new(),
                        anlagen: Vec::new(),
                        mitteilung: None,
                    },
                    unterlagen: Vec::new(),
                }
            })
            .collect();
        let mut hinweise = Vec::new();
        if sendungen.is_empty() {
            hinweise.push(format!("{} ist abgesagt; eine Einladung hatte noch niemand.", sitzung.id));
        }
        Versandfall { rahmen: self.of_meeting(anlass, sitzung), sendungen, hinweise, vollstaendig: true }
    }

    fn minutes(&self, anlass: &Anlass, sitzung: &Sitzung) -> Result<Versandfall> {
        let Some(protokoll) = self.ablage.protokoll(sitzung)? else {
            return Err(Error::new(format!("Das Protokoll zu {} ist noch nicht als PDF geschrieben", sitzung.id))
                .remedy(format!("Zuerst: sozialraumbericht protokoll {}", sitzung.id)));
        };
        let mut sendungen = Vec::new();
        for line in self.team(sitzung, Papier::Protokoll) {
            let inhalt = Postinhalt {
                art: Postart::Protokoll,
                termin: Some(termin(sitzung)),
                grund: None,
                tagesordnung: Vec::new(),
                anlagen: vec![protokoll.stand.clone()],
                mitteilung: None,
            };
            sendungen.push(sendung(line, inhalt, vec![Rc::clone(&protokoll)])?);
        }
        let mut rahmen = self.of_meeting(anlass, sitzung);
        rahmen.termin = None;
        Ok(Versandfall { rahmen, sendungen: without_doubles(sendungen), hinweise: Vec::new(), vollstaendig: true })
    }

    /// Lines of a team's list that get a paper.
    fn team(&self, sitzung: &Sitzung, papier: Papier) -> impl Iterator<Item = &Empfaenger> {
        let gruppe = format!("sozialraumteam:{}", sitzung.raum);
        self.stammdaten.verteiler.iter().filter(move |line| line.gruppe == gruppe && gets(line, papier))
    }

    /// The minutes of the last meeting of the team before this one.
    fn last_minutes(&self, sitzung: &Sitzung) -> Result<Option<Rc<Unterlage>>> {
        let before = self
            .stammdaten
            .sitzungen
            .iter()
            .filter(|other| other.raum == sitzung.raum && other.datum < sitzung.datum && other.protokoll.is_some());
        before.max_by_key(|other| other.datum).map_or(Ok(None), |last| self.ablage.protokoll(last))
    }

    /// The newest Budgetübersicht of the team's Raum.
    fn newest_budget(&self, sitzung: &Sitzung) -> Result<Vec<Rc<Unterlage>>> {
        match self.ablage.newest(Papier::Budgetuebersicht) {
            Some(zeitraum) => {
                self.ablage.papers(self.stammdaten, Papier::Budgetuebersicht, &zeitraum, sitzung.raum.as_str())
            }
            None => Ok(Vec::new()),
        }
    }

    fn of_meeting(&self, anlass: &Anlass, sitzung: &Sitzung) -> Rahmen {
        let settings = &self.stammdaten.einstellungen;
        let domain = settings.mail.listendomain(&settings.amt.email);
        let (beginn, ende) = zeiten(sitzung);
        Rahmen {
            anlass: anlass.clone(),
            raum: self.stammdaten.raum_name(&sitzung.raum).to_owned(),
            gegenstand: String::new(),
            antwort: self.reply_to_team(sitzung),
            liste: (format!("Sozialraumteam {}", sitzung.raum), format!("sozialraumteam-{}.{domain}", sitzung.raum)),
            termin: Some((kalender::uid(settings, &sitzung.id), beginn, ende)),
        }
    }

    /// Who answers for a team: as the settings say, else its Organisationsteam, else the office.
    fn reply_to_team(&self, sitzung: &Sitzung) -> Vec<Person> {
        let settings = &self.stammdaten.einstellungen;
        let name = format!("Organisationsteam {}", self.stammdaten.raum_name(&sitzung.raum));
        let set = settings.mail.antwort_je_team.get(&sitzung.raum).or(settings.mail.antwort.as_ref());
        if let Some(email) = set {
            return vec![Person { name, email: email.clone() }];
        }
        let teams = self.stammdaten.sozialraumteams.iter().filter(|team| team.raum == sitzung.raum);
        let people: Vec<_> = teams
            .flat_map(|team| &team.mitglieder)
            .filter(|mitglied| mitglied.rolle == "Organisationsteam")
            .map(|mitglied| Person {
                name: format!("{} {}", mitglied.vorname, mitglied.name),
                email: mitglied.email.clone(),
            })
            .collect();
        if people.is_empty() { vec![Person { name, email: settings.amt.email.clone() }] } else { people }
    }
}

pub(super) fn gets(line: &Empfaenger, papier: Papier) -> bool {
    line.an.iter().any(|word| word == papier.key())
}

pub(super) fn same(a: &str, b: &str) -> bool {
    a.eq_ignore_ascii_case(b)
}

fn termin(sitzung: &Sitzung) -> Termin {
    Termin {
        tag: sitzung.datum.day(),
        beginn: sitzung.beginn.clone(),
        ende: sitzung.ende.clone(),
        ort: sitzung.ort.clone(),
    }
}

/// A mail to a line of the list. Refused if an enclosure is not for the eyes of its circle.
pub(super) fn sendung(line: &Empfaenger, inhalt: Postinhalt, unterlagen: Vec<Rc<Unterlage>>) -> Result<Sendung> {
    for unterlage in &unterlagen {
        refuse_wider(line, unterlage)?;
    }
    Ok(Sendung {
        person: Person { name: line.name.clone(), email: line.email.clone() },
        gruppe: line.gruppe.clone(),
        zielgruppe: zielgruppe_of_empfaenger(line),
        inhalt,
        unterlagen,
    })
}

pub(super) fn refuse_wider(line: &Empfaenger, unterlage: &Unterlage) -> Result<()> {
    let leser = zielgruppe_of_empfaenger(line);
    if may_see(leser, unterlage.zielgruppe) {
        return Ok(());
    }
    Err(Error::new(format!(
        "Die Mail an {} ({}, Kreis „{}“) enthielte „{}“; diese Unterlage ist nur für den Kreis „{}“",
        line.name,
        line.gruppe,
        leser.label(),
        unterlage.pfad,
        unterlage.zielgruppe.label()
    ))
    .remedy("Es ging keine Mail hinaus. Die Zeile in data/stammdaten/verteiler.toml (gruppe, an, extern) berichtigen"))
}

/// Nobody gets two mails because of standing in a list twice.
fn without_doubles(sendungen: Vec<Sendung>) -> Vec<Sendung> {
    let mut kept: Vec<Sendung> = Vec::new();
    for sendung in sendungen {
        if !kept.iter().any(|known| same(&known.person.email, &sendung.person.email)) {
            kept.push(sendung);
        }
    }
    kept
}
