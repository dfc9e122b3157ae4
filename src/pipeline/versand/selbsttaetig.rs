//! Mails without a person: for `lauf --faellig`, where the settings say so.

use std::collections::BTreeSet;

use chrono::NaiveDateTime;

use super::anlass::{self, Anlass};
use super::sendung::Neues;
use super::unterlagen::Ablage;
use super::{Ausgang, Auswahl, Ergebnis};
use crate::domain::papier::Papier;
use crate::domain::post::Zustand;
use crate::error::Result;
use crate::pipeline::Fortschritt;
use crate::pipeline::workspace::Grundlage;
use crate::plan::Plan;
use crate::store::{Bestand, Posteintrag, Postplan};

/// What a run sends.
pub(in crate::pipeline) struct Auftrag<'a> {
    pub(in crate::pipeline) plan: &'a Plan,
    pub(in crate::pipeline) grundlage: &'a Grundlage,
    pub(in crate::pipeline) jetzt: NaiveDateTime,
}

/// What was sent, and what somebody should know.
#[derive(Debug, Default)]
pub(in crate::pipeline) struct Gesendet {
    pub(in crate::pipeline) ergebnis: Ergebnis,
    pub(in crate::pipeline) hinweise: Vec<String>,
}

impl Auftrag<'_> {
    /// Sends invitations, minutes, corrections and what is still planned; reports that leave by themselves; these words.
    pub(in crate::pipeline) fn send_due(
        &self,
        bestand: &mut Bestand,
        neues: &[Neues],
        fortschritt: &dyn Fortschritt,
    ) -> Result<Gesendet> {
        super::give_up_begun(bestand, self.jetzt)?;
        let hinweise = super::drop_over(bestand, &self.grundlage.stammdaten, self.jetzt)?;
        let post = bestand.post()?;
        let ablage = Ablage::new(self.plan.reports());
        let mut anlaesse = anlass::due(&self.grundlage.stammdaten, &ablage, &post, self.jetzt);
        let more = self.reports(&ablage, &post).into_iter().chain(words(neues));
        for anlass in more {
            if !anlaesse.contains(&anlass) {
                anlaesse.push(anlass);
            }
        }
        let mut gesendet = self.send(bestand, Auswahl { anlaesse, nur: None, neues }, fortschritt)?;
        gesendet.hinweise.splice(0..0, hinweise);
        Ok(gesendet)
    }

    /// Sends these words only.
    pub(in crate::pipeline) fn send_words(
        &self,
        bestand: &mut Bestand,
        neues: &[Neues],
        fortschritt: &dyn Fortschritt,
    ) -> Result<Gesendet> {
        self.send(bestand, Auswahl { anlaesse: words(neues).collect(), nur: None, neues }, fortschritt)
    }

    fn send(&self, bestand: &mut Bestand, auswahl: Auswahl<'_>, fortschritt: &dyn Fortschritt) -> Result<Gesendet> {
        let (planungen, ergebnis) =
            super::send_these(self.plan, self.grundlage, bestand, &auswahl, Ausgang::Smtp, self.jetzt, fortschritt)?;
        let late = super::late_sentences(&self.grundlage.stammdaten, &planungen, self.jetzt);
        let hinweise = late.into_iter().chain(planungen.into_iter().flat_map(|planung| planung.hinweise)).collect();
        Ok(Gesendet { ergebnis, hinweise })
    }

    /// Reports that leave by themselves: of the newest period that there is, and of every one that somebody has had.
    fn reports(&self, ablage: &Ablage, post: &[Posteintrag]) -> Vec<Anlass> {
        let wanted = &self.grundlage.stammdaten.einstellungen.mail.berichte;
        let mut found = Vec::new();
        for papier in wanted.iter().filter_map(|word| Papier::from_key(word)) {
            let newest = ablage.newest(papier).map(|zeitraum| Anlass::Bericht(papier, zeitraum));
            let had = post.iter().filter_map(|eintrag| Anlass::parse(&eintrag.anlass));
            let had = had.filter(|anlass| matches!(anlass, Anlass::Bericht(of, _) if *of == papier));
            let all: BTreeSet<_> = newest.into_iter().chain(had).collect();
            found.extend(all);
        }
        found
    }
}

fn words(neues: &[Neues]) -> impl Iterator<Item = Anlass> {
    neues.iter().map(|one| Anlass::Mitteilung(one.schluessel.clone()))
}

/// Meetings whose invitation somebody has.
pub(in crate::pipeline) fn invited(post: &[Posteintrag]) -> BTreeSet<String> {
    let arrived = post.iter().filter(|eintrag| eintrag.zustand.may_have_arrived());
    arrived
        .filter_map(|eintrag| match Anlass::parse(&eintrag.anlass) {
            Some(Anlass::Sitzung(id)) => Some(id),
            _ => None,
        })
        .collect()
}

/// Planned reminders of what has been done meanwhile go nowhere any more. Keys of reminders begin with `prefix`.
pub(in crate::pipeline) fn withdraw(
    bestand: &mut Bestand,
    prefix: &str,
    still_due: &BTreeSet<String>,
    jetzt: NaiveDateTime,
) -> Result<()> {
    let mut plan = Postplan::default();
    for eintrag in bestand.post()?.into_iter().filter(|eintrag| eintrag.zustand == Zustand::Geplant) {
        if let Some(Anlass::Mitteilung(key)) = Anlass::parse(&eintrag.anlass)
            && key.starts_with(prefix)
            && !still_due.contains(&key)
        {
            plan.ueberholt.push(eintrag.message_id);
        }
    }
    if plan.ueberholt.is_empty() { Ok(()) } else { bestand.plan_post(&plan, jetzt) }
}
