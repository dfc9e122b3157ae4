//! Occasions of mails: what is sent for which reason, and its key in the ledger.

use std::fmt;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use super::unterlagen::Ablage;
use crate::cli::{Versandbericht, Versandworte};
use crate::domain::papier::Papier;
use crate::domain::post::Zustand;
use crate::domain::sitzung::Sitzung;
use crate::domain::{Datum, Halbjahr, Quartal, Stammdaten};
use crate::error::{Error, Result};
use crate::present::zahl;
use crate::store::Posteintrag;

/// So many days after a meeting its minutes still go out without being asked for.
pub(in crate::pipeline) const PROTOKOLL_TAGE: i64 = 28;

/// An occasion. All mails of one occasion to one person are versions of each other.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Anlass {
    /// A meeting to come: its invitation, or that it does not take place.
    Sitzung(String),
    /// The minutes of a meeting.
    Protokoll(String),
    /// Reports of a period.
    Bericht(Papier, String),
    /// Words: a reminder of a deadline, the summary of a run.
    Mitteilung(String),
}

impl fmt::Display for Anlass {
    /// The key in the ledger.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sitzung(id) => write!(f, "sitzung/{id}"),
            Self::Protokoll(id) => write!(f, "protokoll/{id}"),
            Self::Bericht(papier, zeitraum) => write!(f, "bericht/{}/{zeitraum}", papier.key()),
            Self::Mitteilung(key) => write!(f, "mitteilung/{key}"),
        }
    }
}

impl Anlass {
    /// The occasion of a key.
    pub(super) fn parse(key: &str) -> Option<Self> {
        let (kind, rest) = key.split_once('/')?;
        match kind {
            "sitzung" => Some(Self::Sitzung(rest.to_owned())),
            "protokoll" => Some(Self::Protokoll(rest.to_owned())),
            "mitteilung" => Some(Self::Mitteilung(rest.to_owned())),
            "bericht" => {
                let (papier, zeitraum) = rest.split_once('/')?;
                Some(Self::Bericht(Papier::from_key(papier)?, zeitraum.to_owned()))
            }
            _ => None,
        }
    }
}

/// Times of a meeting. The workspace is checked, so its hours can be read.
pub(super) fn zeiten(sitzung: &Sitzung) -> (NaiveDateTime, NaiveDateTime) {
    let at = |text: &str| sitzung.datum.day().and_time(NaiveTime::parse_from_str(text, "%H:%M").unwrap_or_default());
    (at(&sitzung.beginn), at(&sitzung.ende))
}

/// The last day on which the invitation is in time.
pub(super) fn frist(stammdaten: &Stammdaten, sitzung: &Sitzung) -> NaiveDate {
    let days = i64::from(stammdaten.einstellungen.regeln.einladungsfrist_tage);
    sitzung.datum.day() - TimeDelta::days(days)
}

/// The occasions that somebody asked for, or all that are due.
pub(super) fn selected(
    worte: &Versandworte,
    stammdaten: &Stammdaten,
    ablage: &Ablage,
    post: &[Posteintrag],
    jetzt: NaiveDateTime,
) -> Result<Vec<Anlass>> {
    if let Some(typed) = &worte.sitzung {
        let known: Vec<_> = stammdaten.sitzungen.iter().map(|sitzung| sitzung.id.as_str()).collect();
        let sitzung = stammdaten
            .sitzungen
            .iter()
            .find(|sitzung| sitzung.id.eq_ignore_ascii_case(typed.trim()))
            .ok_or_else(|| super::super::workspace::unknown("Die Sitzung", typed, &known))?;
        return of_meeting(sitzung, post, jetzt).map(|anlass| vec![anlass]);
    }
    if let Some(bericht) = worte.bericht {
        return of_report(bericht, worte, ablage).map(|anlass| vec![anlass]);
    }
    Ok(due(stammdaten, ablage, post, jetzt))
}

/// What is to be sent of a meeting now.
fn of_meeting(sitzung: &Sitzung, post: &[Posteintrag], jetzt: NaiveDateTime) -> Result<Anlass> {
    let anlass = Anlass::Sitzung(sitzung.id.clone());
    let (beginn, _) = zeiten(sitzung);
    let tag = zahl::tag(sitzung.datum.day());
    if jetzt >= beginn {
        return if sitzung.abgesagt.is_some() {
            Err(Error::new(format!("Die Sitzung {} wäre am {tag} gewesen; eine Absage käme zu spät", sitzung.id)))
        } else if sitzung.protokoll.is_some() {
            Ok(Anlass::Protokoll(sitzung.id.clone()))
        } else {
            Err(Error::new(format!("Die Sitzung {} war am {tag}; eine Einladung geht nicht mehr hinaus", sitzung.id))
                .remedy("Nach der Sitzung geht mit demselben Befehl das Protokoll hinaus, sobald es geschrieben ist"))
        };
    }
    let sent_otherwise = sitzung.einladung_versandt.filter(|_| sitzung.abgesagt.is_none() && rows(post, &anlass) == 0);
    match sent_otherwise {
        Some(day) => Err(sent_by_hand(sitzung, day)),
        None => Ok(anlass),
    }
}

fn sent_by_hand(sitzung: &Sitzung, day: Datum) -> Error {
    Error::new(format!(
        "Die Einladung zu {} ist laut Datensatz am {} schon auf anderem Weg versandt worden",
        sitzung.id,
        zahl::tag(day.day())
    ))
    .remedy(format!("Soll sie von hier noch einmal hinausgehen, einladung_versandt in {}.toml entfernen", sitzung.id))
}

fn rows(post: &[Posteintrag], anlass: &Anlass) -> usize {
    let key = anlass.to_string();
    post.iter().filter(|eintrag| eintrag.anlass == key && eintrag.zustand != Zustand::Ueberholt).count()
}

fn of_report(bericht: Versandbericht, worte: &Versandworte, ablage: &Ablage) -> Result<Anlass> {
    let papier = match bericht {
        Versandbericht::Budget => Papier::Budgetuebersicht,
        Versandbericht::Quartal => Papier::Quartalsdaten,
        Versandbericht::Evaluation => Papier::Evaluation,
        Versandbericht::Angebote => Papier::Angebote,
        Versandbericht::Beschluesse => Papier::Beschluesse,
        Versandbericht::Jha => Papier::JhaBericht,
    };
    let asked = match (papier, worte.quartal, worte.halbjahr) {
        (Papier::Evaluation, Some(_), _) => {
            return Err(Error::new("Die Evaluation gehört zu einem Halbjahr")
                .remedy("Statt „--quartal“ „--halbjahr 2026-H1“ angeben"));
        }
        (Papier::Evaluation, None, halbjahr) => halbjahr.as_ref().map(Halbjahr::to_string),
        (_, _, Some(_)) => {
            return Err(Error::new(format!("„{}“ gehört zu einem Quartal", papier.label()))
                .remedy("Statt „--halbjahr“ „--quartal 2026-Q2“ angeben"));
        }
        (_, quartal, None) => quartal.as_ref().map(Quartal::to_string),
    };
    let zeitraum = match asked {
        Some(zeitraum) => zeitraum,
        None => ablage.newest(papier).ok_or_else(|| {
            Error::new(format!("In reports/ liegt noch nichts der Art „{}“", papier.label()))
                .remedy("Zuerst die Berichte schreiben, zum Beispiel mit „lauf“")
        })?,
    };
    Ok(Anlass::Bericht(papier, zeitraum))
}

/// Everything that is due without being asked for: invitations whose time has come, changes of what was sent, minutes, what is still planned.
pub(super) fn due(stammdaten: &Stammdaten, ablage: &Ablage, post: &[Posteintrag], jetzt: NaiveDateTime) -> Vec<Anlass> {
    let lead = i64::from(stammdaten.einstellungen.mail.vorlauf_tage);
    let mut found = Vec::new();
    for sitzung in &stammdaten.sitzungen {
        let anlass = Anlass::Sitzung(sitzung.id.clone());
        if jetzt < zeiten(sitzung).0 {
            let has_time_come = jetzt.date() >= frist(stammdaten, sitzung) - TimeDelta::days(lead);
            let is_new = sitzung.einladung_versandt.is_none() && sitzung.abgesagt.is_none() && has_time_come;
            if is_new || rows(post, &anlass) > 0 {
                found.push(anlass);
            }
        } else if sitzung.protokoll.is_some()
            && sitzung.abgesagt.is_none()
            && (jetzt.date() - sitzung.datum.day()).num_days() <= PROTOKOLL_TAGE
            && ablage.exists(&super::unterlagen::protokoll(&sitzung.id))
        {
            found.push(Anlass::Protokoll(sitzung.id.clone()));
        }
    }
    for eintrag in post.iter().filter(|eintrag| eintrag.zustand == Zustand::Geplant) {
        match Anlass::parse(&eintrag.anlass) {
            Some(Anlass::Sitzung(_)) | None => {}
            Some(anlass) if found.contains(&anlass) => {}
            Some(anlass) => found.push(anlass),
        }
    }
    found
}
