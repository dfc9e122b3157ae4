//! The agenda of a meeting: what stands on every one, with the topics that were handed in under it.

use chrono::{NaiveTime, TimeDelta};

use crate::domain::sitzung::{Sitzung, Tagesordnungspunkt};
use crate::domain::sitzungsplan::{FesterPunkt, Sitzungsanlage};
use crate::domain::text::key;
use crate::domain::{RaumId, Stammdaten};

/// An item of the agenda as it is printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Punkt {
    /// Its number on paper.
    pub(crate) nr: u32,
    /// Its number on record; none where it comes from the settings alone.
    pub(crate) nr_akte: Option<u32>,
    /// When it begins.
    pub(crate) beginn: Option<NaiveTime>,
    pub(crate) titel: String,
    pub(crate) minuten: u32,
    /// Who presents it.
    pub(crate) von: String,
    /// Who sees to it.
    pub(crate) zustaendig: String,
    pub(crate) text: String,
    pub(crate) ergebnis: String,
    /// The enclosure that it is about.
    pub(crate) anlage: Option<Sitzungsanlage>,
}

/// The agenda before a meeting: every fixed item of the settings, whether the record has it or not; topics before those
/// fixed items that end a meeting. So a meeting without any topic has its agenda too.
pub(crate) fn tagesordnung(stammdaten: &Stammdaten, sitzung: &Sitzung) -> Vec<Punkt> {
    let fixed = &stammdaten.einstellungen.sitzungsplan.tagesordnung;
    let of_record = |punkt: &FesterPunkt| {
        let same = |other: &&Tagesordnungspunkt| key(&other.titel) == key(&punkt.titel);
        match sitzung.tagesordnung.iter().find(same) {
            Some(known) => recorded(stammdaten, known),
            None => Punkt {
                nr: 0,
                nr_akte: None,
                beginn: None,
                titel: punkt.titel.clone(),
                minuten: punkt.minuten,
                von: person(stammdaten, &sitzung.raum, &punkt.von),
                zustaendig: person(stammdaten, &sitzung.raum, &punkt.von),
                text: String::new(),
                ergebnis: String::new(),
                anlage: punkt.anlage,
            },
        }
    };
    let is_fixed = |punkt: &Tagesordnungspunkt| fixed.iter().any(|known| key(&known.titel) == key(&punkt.titel));
    let mut topics: Vec<&Tagesordnungspunkt> = sitzung.tagesordnung.iter().filter(|punkt| !is_fixed(punkt)).collect();
    topics.sort_by_key(|punkt| punkt.nr);
    let first = fixed.iter().filter(|punkt| !punkt.nach_themen).map(of_record);
    let topics = topics.into_iter().map(|punkt| recorded(stammdaten, punkt));
    let last = fixed.iter().filter(|punkt| punkt.nach_themen).map(of_record);
    numbered(sitzung, first.chain(topics).chain(last).collect())
}

/// The agenda that a meeting had: its record alone, in the order of its numbers.
pub(crate) fn gehalten(stammdaten: &Stammdaten, sitzung: &Sitzung) -> Vec<Punkt> {
    let mut punkte: Vec<&Tagesordnungspunkt> = sitzung.tagesordnung.iter().collect();
    punkte.sort_by_key(|punkt| punkt.nr);
    let list = numbered(sitzung, punkte.iter().map(|punkt| recorded(stammdaten, punkt)).collect());
    list.into_iter().map(|punkt| Punkt { nr: punkt.nr_akte.unwrap_or(punkt.nr), ..punkt }).collect()
}

fn recorded(stammdaten: &Stammdaten, punkt: &Tagesordnungspunkt) -> Punkt {
    let fixed = &stammdaten.einstellungen.sitzungsplan.tagesordnung;
    Punkt {
        nr: punkt.nr,
        nr_akte: Some(punkt.nr),
        beginn: None,
        titel: punkt.titel.clone(),
        minuten: punkt.minuten,
        von: punkt.von.clone(),
        zustaendig: punkt.zustaendig().to_owned(),
        text: punkt.text.clone(),
        ergebnis: punkt.ergebnis.clone(),
        anlage: fixed.iter().find(|known| key(&known.titel) == key(&punkt.titel)).and_then(|known| known.anlage),
    }
}

/// Numbers from 1, and hours reckoned from the minutes.
fn numbered(sitzung: &Sitzung, mut punkte: Vec<Punkt>) -> Vec<Punkt> {
    let mut begin = sitzung.zeiten().map(|(beginn, _)| beginn);
    for (nr, punkt) in (1..).zip(&mut punkte) {
        punkt.nr = nr;
        punkt.beginn = begin;
        begin = begin.map(|begin| begin + TimeDelta::minutes(i64::from(punkt.minuten)));
    }
    punkte
}

/// The surname of who has this role or Stelle in the team; the words themselves where nobody has.
fn person(stammdaten: &Stammdaten, raum: &RaumId, von: &str) -> String {
    let Some(team) = stammdaten.sozialraumteam(raum) else { return von.to_owned() };
    let has = |text: &str| key(text).contains(&key(von));
    let found = team
        .mitglieder
        .iter()
        .find(|mitglied| has(&mitglied.rolle))
        .or_else(|| team.mitglieder.iter().find(|mitglied| has(&mitglied.stelle)));
    found.map_or_else(|| von.to_owned(), |mitglied| mitglied.name.clone())
}

/// Minutes of all items.
pub(crate) fn minuten(punkte: &[Punkt]) -> u32 {
    punkte.iter().map(|punkt| punkt.minuten).sum()
}

#[cfg(test)]
mod tests {
    use super::super::beispiele::stammdaten;
    use super::*;

    fn sitzung(stammdaten: &Stammdaten) -> Sitzung {
        stammdaten.sitzung("SRT-achim-2026-4").expect("a meeting").clone()
    }

    fn lines(punkte: &[Punkt]) -> Vec<String> {
        punkte
            .iter()
            .map(|punkt| {
                format!(
                    "{} {} {} {}",
                    punkt.nr,
                    super::super::uhr(punkt.beginn.expect("an hour")),
                    punkt.titel,
                    punkt.von
                )
            })
            .collect()
    }

    /// The record's own agenda, hours reckoned by hand: 14:30 + 10, + 30, + 15, + 15, + 20 minutes.
    #[test]
    fn the_agenda_of_the_record_with_its_hours() {
        let stammdaten = stammdaten();
        assert_eq!(
            lines(&tagesordnung(&stammdaten, &sitzung(&stammdaten))),
            [
                "1 14:30 Begrüßung und Verabschiedung des Protokolls Schablon",
                "2 14:40 Berichte aus dem Sozialraum / der Lokalen AG Platzhalter",
                "3 15:10 Bericht aus dem Netzwerkmanagement Fiktion",
                "4 15:25 Budgetübersicht Schablon",
                "5 15:40 Kita-Sozialarbeit: Bilanz nach einem Jahr Irgendwer",
                "6 16:00 Verschiedenes Schablon",
            ]
        );
    }

    #[test]
    fn a_meeting_without_a_record_of_its_agenda_has_the_fixed_items_with_their_people() {
        let stammdaten = stammdaten();
        let mut sitzung = sitzung(&stammdaten);
        sitzung.tagesordnung.clear();
        assert_eq!(
            lines(&tagesordnung(&stammdaten, &sitzung)),
            [
                "1 14:30 Begrüßung und Verabschiedung des Protokolls Schablon",
                "2 14:40 Berichte aus dem Sozialraum / der Lokalen AG Platzhalter",
                "3 15:10 Bericht aus dem Netzwerkmanagement Fiktion",
                "4 15:25 Budgetübersicht Schablon",
                "5 15:40 Verschiedenes Schablon",
            ]
        );
    }

    #[test]
    fn a_topic_alone_gets_the_fixed_items_around_it() {
        let stammdaten = stammdaten();
        let mut sitzung = sitzung(&stammdaten);
        sitzung.tagesordnung.retain(|punkt| !punkt.fest);
        let punkte = tagesordnung(&stammdaten, &sitzung);
        assert_eq!(punkte.len(), 6);
        assert_eq!((punkte[4].nr, punkte[4].nr_akte), (5, Some(5)));
        assert_eq!(punkte[3].anlage, Some(Sitzungsanlage::Budgetuebersicht));
        assert_eq!(minuten(&punkte), 100);
    }
}
