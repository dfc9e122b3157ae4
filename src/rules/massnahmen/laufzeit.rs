//! When a Maßnahme may begin, how long it may run, how it may be extended.

use super::{Lage, tag};
use crate::domain::massnahmenregeln::{Beginnregel, letzter_tag};
use crate::domain::woerter::{Begleiter, Fall};
use crate::finding::massnahme::Massnahmebefund;

pub(super) fn check(lage: &Lage<'_>) -> Vec<Massnahmebefund> {
    [beginn(lage), laenge(lage), verlaengerung(lage), zu_spaet_verlaengert(lage)].into_iter().flatten().collect()
}

/// A Maßnahme that begins before it is decided. It may begin on the day of the decision.
fn beginn(lage: &Lage<'_>) -> Option<Massnahmebefund> {
    let rule = lage.regeln().beginn_nicht_vor.as_ref()?;
    let decisions = &lage.massnahme.entscheidungen;
    let begin = lage.massnahme.laufzeit.beginn.day();
    let (word, decided) = match rule.wert {
        Beginnregel::Bewilligung => {
            ("Bewilligung", decisions.ressourceneinsatz.as_ref().map(|decision| decision.datum.day()))
        }
        Beginnregel::Bescheid => ("Bescheid", decisions.bescheid.as_ref().map(|decision| decision.datum.day())),
    };
    match decided {
        Some(day) if begin < day => Some(
            lage.fehler("beginn-vor-bewilligung", format!("Beginn am {}, {word} erst am {}", tag(begin), tag(day)))
                .abhilfe(format!(
                    "Den Beginn auf den {} oder später legen; was davor ausgegeben wurde, ist nicht zuwendungsfähig.",
                    tag(day)
                ))
                .nach(&rule.quelle),
        ),
        // A plan may lie before its decision; only what has begun without one is wrong.
        None if begin <= lage.heute && lage.massnahme.bewilligung.is_some() => Some(
            lage.fehler("beginn-vor-bewilligung", format!("Beginn am {} ohne {word} auf Akte", tag(begin)))
                .abhilfe("Die Entscheidung mit Datum nachtragen.")
                .nach(&rule.quelle),
        ),
        Some(_) | None => None,
    }
}

/// A Laufzeit above the longest one; with an extension the one before it.
fn laenge(lage: &Lage<'_>) -> Option<Massnahmebefund> {
    let rule = lage.regeln().hoechstlaufzeit_monate.as_ref()?;
    let record = lage.massnahme;
    let ende = record.verlaengerung.as_ref().map_or(record.laufzeit.ende, |more| more.urspruengliches_ende).day();
    let last = letzter_tag(record.laufzeit.beginn.day(), rule.wert);
    (ende > last).then(|| {
        let way_out = match &lage.regeln().verlaengerung_monate {
            Some(more) => {
                format!(" Darüber hinaus ist eine Verlängerung um höchstens {} Monate zu entscheiden.", more.wert)
            }
            None => String::new(),
        };
        lage.fehler(
            "laufzeit-zu-lang",
            format!(
                "Die Laufzeit vom {} bis {} ist länger als {} Monate",
                tag(record.laufzeit.beginn.day()),
                tag(ende),
                rule.wert
            ),
        )
        .abhilfe(format!("Das Ende auf den {} oder früher legen.{way_out}", tag(last)))
        .nach(&rule.quelle)
    })
}

/// An extension above the longest one.
fn verlaengerung(lage: &Lage<'_>) -> Option<Massnahmebefund> {
    let rule = lage.regeln().verlaengerung_monate.as_ref()?;
    let more = lage.massnahme.verlaengerung.as_ref()?;
    let first = more.urspruengliches_ende.day().succ_opt()?;
    let last = letzter_tag(first, rule.wert);
    (more.neues_ende.day() > last).then(|| {
        lage.fehler(
            "verlaengerung-zu-lang",
            format!(
                "Verlängert vom {} bis {}: mehr als {} Monate",
                tag(more.urspruengliches_ende.day()),
                tag(more.neues_ende.day()),
                rule.wert
            ),
        )
        .abhilfe(format!("Das neue Ende auf den {} oder früher legen.", tag(last)))
        .nach(&rule.quelle)
    })
}

/// An extension that was decided only when the Maßnahme was over, or that the Laufzeit does not show.
fn zu_spaet_verlaengert(lage: &Lage<'_>) -> Option<Massnahmebefund> {
    let more = lage.massnahme.verlaengerung.as_ref()?;
    if more.neues_ende != lage.massnahme.laufzeit.ende {
        return Some(
            lage.fehler(
                "verlaengerung-ohne-laufzeit",
                format!(
                    "Verlängert bis {}, die Laufzeit endet am {}",
                    tag(more.neues_ende.day()),
                    tag(lage.massnahme.laufzeit.ende.day())
                ),
            )
            .abhilfe("Bei laufzeit.ende und verlaengerung.neues_ende denselben Tag eintragen."),
        );
    }
    (more.entschieden_am > more.urspruengliches_ende).then(|| {
        lage.fehler(
            "verlaengerung-zu-spaet",
            format!(
                "Am {} verlängert, das Ende war schon der {}",
                tag(more.entschieden_am.day()),
                tag(more.urspruengliches_ende.day())
            ),
        )
        .abhilfe(format!(
            "Eine Verlängerung vor dem Ende entscheiden; danach ist es {}.",
            lage.stammdaten.woerter().massnahme.mit_beiwort(Begleiter::Ein, "neu", Fall::Nominativ)
        ))
    })
}
