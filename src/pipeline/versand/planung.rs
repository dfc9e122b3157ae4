//! What is to be sent against what is known already: nobody gets the same mail twice, a new version once.

use chrono::NaiveDateTime;

use super::anlass::Anlass;
use super::sendung::{Rahmen, Sendung, Versandfall};
use crate::domain::post::{Postart, Zustand, message_id};
use crate::domain::pruefsumme::sha256;
use crate::store::{Posteintrag, Postplan, Terminstand};

/// A mail with its line in the outbox.
#[derive(Debug)]
pub(super) struct Posten {
    pub(super) sendung: Sendung,
    pub(super) eintrag: Posteintrag,
    /// Whether the line is not in the ledger yet.
    pub(super) ist_neu: bool,
    /// The last mail of the occasion that the person has or may have.
    pub(super) vorher: Option<Posteintrag>,
    /// Which mail of the occasion it is to the person.
    pub(super) fassung_nr: u32,
}

/// An occasion, planned.
#[derive(Debug)]
pub(super) struct Planung {
    pub(super) rahmen: Rahmen,
    pub(super) posten: Vec<Posten>,
    pub(super) hinweise: Vec<String>,
    /// What is to be noted before anything leaves.
    pub(super) plan: Postplan,
}

/// Holds an occasion against the outbox.
pub(super) fn plan(
    fall: Versandfall,
    post: &[Posteintrag],
    termin: Option<Terminstand>,
    domain: &str,
    jetzt: NaiveDateTime,
) -> Planung {
    let key = fall.rahmen.anlass.to_string();
    let known: Vec<&Posteintrag> = post.iter().filter(|eintrag| eintrag.anlass == key).collect();
    let mut plan = Postplan::default();
    let (folge, new_termin) = sequence(&fall, termin);
    let mut posten = Vec::new();
    for sendung in fall.sendungen {
        let of_person: Vec<_> =
            known.iter().filter(|eintrag| eintrag.empfaenger.eq_ignore_ascii_case(&sendung.person.email)).collect();
        let latest = of_person.iter().rev().find(|eintrag| eintrag.zustand != Zustand::Ueberholt);
        let fassung = sendung.inhalt.fassung();
        let (eintrag, ist_neu) = match latest {
            Some(latest) if latest.inhalt.fassung() == fassung => ((**latest).clone(), false),
            _ => {
                if let Some(latest) = latest.filter(|latest| !latest.zustand.may_have_arrived()) {
                    plan.ueberholt.push(latest.message_id.clone());
                }
                let nummer = of_person.iter().map(|eintrag| eintrag.nummer).max().unwrap_or(0) + 1;
                (new_entry(&key, &sendung, nummer, folge, &fassung, domain, jetzt), true)
            }
        };
        let arrived: Vec<_> = of_person
            .iter()
            .filter(|before| before.nummer < eintrag.nummer && before.zustand.may_have_arrived())
            .collect();
        posten.push(Posten {
            vorher: arrived.last().map(|before| (***before).clone()),
            fassung_nr: 1 + u32::try_from(arrived.len()).unwrap_or(0),
            sendung,
            eintrag,
            ist_neu,
        });
    }
    plan.neu = posten.iter().filter(|posten| posten.ist_neu).map(|posten| posten.eintrag.clone()).collect();
    plan.termin = new_termin.filter(|_| !plan.neu.is_empty());
    if fall.vollstaendig {
        plan.ueberholt.extend(no_longer_meant(&known, &posten));
    }
    Planung { rahmen: fall.rahmen, posten, hinweise: fall.hinweise, plan }
}

fn new_entry(
    anlass: &str,
    sendung: &Sendung,
    nummer: u32,
    folge: u32,
    fassung: &str,
    domain: &str,
    jetzt: NaiveDateTime,
) -> Posteintrag {
    Posteintrag {
        message_id: message_id(anlass, &sendung.person.email, nummer, fassung, domain),
        anlass: anlass.to_owned(),
        empfaenger: sendung.person.email.clone(),
        nummer,
        folge,
        inhalt: sendung.inhalt.clone(),
        zustand: Zustand::Geplant,
        geplant_am: jetzt,
        stand_am: jetzt,
        versuche: 0,
        naechster_versuch: None,
        antwort: String::new(),
    }
}

/// Planned mails to people who are to get none any more.
fn no_longer_meant(known: &[&Posteintrag], posten: &[Posten]) -> Vec<String> {
    let is_meant = |eintrag: &Posteintrag| {
        posten.iter().any(|posten| posten.sendung.person.email.eq_ignore_ascii_case(&eintrag.empfaenger))
    };
    known
        .iter()
        .filter(|eintrag| eintrag.zustand == Zustand::Geplant && !is_meant(eintrag))
        .map(|eintrag| eintrag.message_id.clone())
        .collect()
}

/// SEQUENCE of the appointment: raised where time, place or whether it takes place has changed since it was sent.
fn sequence(fall: &Versandfall, before: Option<Terminstand>) -> (u32, Option<Terminstand>) {
    let Anlass::Sitzung(sitzung) = &fall.rahmen.anlass else { return (0, None) };
    let Some(first) = fall.sendungen.first() else { return (0, None) };
    let called_off = first.inhalt.art == Postart::Absage;
    let stand = serde_json::to_string(&(&first.inhalt.termin, called_off)).unwrap_or_default();
    let stand = sha256(stand.as_bytes());
    match before {
        Some(before) if before.stand == stand => (before.folge, None),
        before => {
            let folge = before.map_or(0, |before| before.folge + 1);
            (folge, Some(Terminstand { sitzung: sitzung.clone(), folge, stand }))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deliver::Person;
    use crate::domain::Zielgruppe;
    use crate::domain::post::{Postinhalt, Termin};

    fn jetzt() -> NaiveDateTime {
        "2026-09-01T08:00:00".parse().expect("a time")
    }

    fn fall(ort: &str, people: &[&str]) -> Versandfall {
        let sendungen = people
            .iter()
            .map(|email| Sendung {
                person: Person { name: "A".to_owned(), email: (*email).to_owned() },
                gruppe: "sozialraumteam:achim".to_owned(),
                zielgruppe: Zielgruppe::Fachkreis,
                inhalt: Postinhalt {
                    art: Postart::Einladung,
                    termin: Some(Termin {
                        tag: "2026-09-14".parse().expect("a day"),
                        beginn: "14:30".to_owned(),
                        ende: "17:00".to_owned(),
                        ort: ort.to_owned(),
                    }),
                    grund: None,
                    tagesordnung: vec![],
                    anlagen: vec![],
                    mitteilung: None,
                },
                unterlagen: vec![],
            })
            .collect();
        Versandfall {
            rahmen: Rahmen {
                anlass: Anlass::Sitzung("SRT-achim-2026-4".to_owned()),
                raum: "Achim".to_owned(),
                gegenstand: String::new(),
                antwort: vec![],
                liste: (String::new(), String::new()),
                termin: None,
            },
            sendungen,
            hinweise: vec![],
            vollstaendig: true,
        }
    }

    /// Plans and notes it as the ledger would.
    fn planned(fall: Versandfall, post: &mut Vec<Posteintrag>, termin: &mut Option<Terminstand>) -> Planung {
        let planung = plan(fall, post, termin.clone(), "example.org", jetzt());
        for id in &planung.plan.ueberholt {
            let eintrag = post.iter_mut().find(|eintrag| &eintrag.message_id == id).expect("a known mail");
            eintrag.zustand = Zustand::Ueberholt;
        }
        post.extend(planung.plan.neu.iter().cloned());
        if planung.plan.termin.is_some() {
            termin.clone_from(&planung.plan.termin);
        }
        planung
    }

    fn send(post: &mut [Posteintrag]) {
        for eintrag in post.iter_mut().filter(|eintrag| eintrag.zustand == Zustand::Geplant) {
            eintrag.zustand = Zustand::Angenommen;
        }
    }

    #[test]
    fn the_same_again_is_nothing_new() {
        let (mut post, mut termin) = (Vec::new(), None);
        assert_eq!(planned(fall("A", &["x@example.org"]), &mut post, &mut termin).plan.neu.len(), 1);
        for zustand in [Zustand::Geplant, Zustand::Angenommen, Zustand::Abgelehnt, Zustand::Ungewiss, Zustand::Entwurf]
        {
            post[0].zustand = zustand;
            let again = planned(fall("A", &["X@example.org"]), &mut post, &mut termin);
            assert!(again.plan.neu.is_empty() && again.plan.ueberholt.is_empty(), "{zustand:?}");
        }
    }

    #[test]
    fn a_new_version_is_one_correction_and_raises_the_sequence() {
        let (mut post, mut termin) = (Vec::new(), None);
        planned(fall("A", &["x@example.org"]), &mut post, &mut termin);
        send(&mut post);
        let second = planned(fall("B", &["x@example.org", "y@example.org"]), &mut post, &mut termin);
        assert_eq!(second.posten[0].fassung_nr, 2);
        assert!(second.posten[0].vorher.is_some() && second.posten[1].vorher.is_none(), "y has had none before");
        assert_eq!(second.posten.iter().map(|posten| posten.eintrag.folge).collect::<Vec<_>>(), [1, 1]);
        send(&mut post);
        let back = planned(fall("A", &["x@example.org"]), &mut post, &mut termin);
        assert_eq!((back.posten[0].fassung_nr, back.posten[0].eintrag.folge), (3, 2), "back is a change too");
        let ids: std::collections::BTreeSet<_> = post.iter().map(|eintrag| &eintrag.message_id).collect();
        assert_eq!(ids.len(), post.len());
    }

    #[test]
    fn a_version_that_never_left_is_no_version_to_the_person() {
        let (mut post, mut termin) = (Vec::new(), None);
        planned(fall("A", &["x@example.org"]), &mut post, &mut termin);
        let second = planned(fall("B", &["x@example.org"]), &mut post, &mut termin);
        assert_eq!(post[0].zustand, Zustand::Ueberholt);
        assert!(second.posten[0].vorher.is_none() && second.posten[0].fassung_nr == 1);
    }

    #[test]
    fn who_has_left_the_list_gets_no_planned_mail() {
        let (mut post, mut termin) = (Vec::new(), None);
        planned(fall("A", &["x@example.org", "y@example.org"]), &mut post, &mut termin);
        planned(fall("A", &["y@example.org"]), &mut post, &mut termin);
        assert_eq!(post[0].zustand, Zustand::Ueberholt);
        assert_eq!(post[1].zustand, Zustand::Geplant);
    }

    #[test]
    fn who_may_have_had_the_first_gets_the_second_as_a_correction() {
        let (mut post, mut termin) = (Vec::new(), None);
        planned(fall("A", &["x@example.org"]), &mut post, &mut termin);
        post[0].zustand = Zustand::Ungewiss;
        let second = planned(fall("B", &["x@example.org"]), &mut post, &mut termin);
        assert_eq!(second.posten[0].fassung_nr, 2);
        assert_eq!(post[0].zustand, Zustand::Ungewiss, "it stays to be settled");
    }
}
