//! The refusal: that nothing is granted, and why. It speaks of this offer alone, never of another Träger.

use super::worte::ermessen;
use super::{Abschnitt, Inhalt, Kontext};
use crate::domain::angebot::Angebot;
use crate::domain::bewertung::{Ausschluss, ergebnisse, katalog_of, raenge};
use crate::domain::lebenslauf::Geldentscheidung;
use crate::domain::massnahme::Massnahme;
use crate::domain::woerter::{Begleiter, Fall};
use crate::present::anlage::ausschluss_text;
use crate::present::zahl::{self, NBSP};

/// Whether it is decided that an offer gets nothing: another one was taken, none was, or the money was refused.
pub(super) fn refuses(massnahme: &Massnahme, angebot: &Angebot) -> bool {
    let decisions = &massnahme.entscheidungen;
    let refused =
        decisions.ressourceneinsatz.as_ref().map(|geld| geld.entscheidung()) == Some(Geldentscheidung::Abgelehnt);
    let other_taken = decisions
        .leistungserbringung
        .as_ref()
        .and_then(|decision| decision.angebot.as_deref())
        .is_some_and(|taken| taken != angebot.id);
    decisions.kein_leistungsangebot.is_some() || refused || other_taken
}

pub(super) fn inhalt(kontext: &Kontext<'_>) -> Inhalt {
    Inhalt {
        betreff: format!("Ablehnung einer Zuwendung nach {}", kontext.paragraf()),
        einleitung: vec![format!(
            "Ihrem Angebot vom {} für {} {} können wir nicht entsprechen. Eine Zuwendung wird nicht bewilligt.",
            zahl::tag(kontext.angebot.eingang.day()),
            kontext.stammdaten.woerter().massnahme.mit(Begleiter::Der, Fall::Akkusativ),
            kontext.name()
        )],
        abschnitte: vec![
            gruende(kontext),
            Abschnitt {
                titel: "Weitere Beteiligung".to_owned(),
                absaetze: vec![
                    "Auf einen künftigen Bedarf können Sie sich wieder mit einem Angebot melden. Die Bewertung \
                            erläutern wir Ihnen auf Wunsch."
                        .to_owned(),
                ],
                ..Abschnitt::default()
            },
        ],
        anlagen: Vec::new(),
    }
}

fn gruende(kontext: &Kontext<'_>) -> Abschnitt {
    let record = kontext.massnahme;
    let decisions = &record.entscheidungen;
    let results = ergebnisse(kontext.stammdaten, record);
    let place = record.angebote.iter().position(|angebot| angebot.id == kontext.angebot.id);
    let own = place.and_then(|place| results.get(place)?.as_ref());
    let reasons: Vec<String> =
        own.into_iter().flat_map(|own| &own.ausschluss).map(|found| grund(kontext, found)).collect();
    let mut absaetze = vec![format!(
        "Der Bedarf ist am {} festgestellt worden ({}). Alle Angebote dazu sind nach demselben Katalog bewertet worden \
         (Anlage{NBSP}3, §{NBSP}74 Abs.{NBSP}5 SGB{NBSP}VIII).",
        zahl::tag(record.bedarf.festgestellt_am.day()),
        record.bedarf.gremium
    )];
    let rank = place.and_then(|place| raenge(&results).get(place).copied().flatten());
    if !reasons.is_empty() {
        absaetze.push(format!("Ihr Angebot erfüllt die Mindestanforderungen nicht: {}.", reasons.join("; ")));
    } else if let (Some(ablehnung), None) = (&decisions.kein_leistungsangebot, chosen(record)) {
        absaetze.push(ablehnung.grund.clone());
    } else if let Some(rank) = rank.filter(|rank| *rank > 1) {
        absaetze.push(format!(
            "Ihr Angebot steht nach der Bewertung auf Rang{NBSP}{rank}. Ausgewählt ist ein höher bewertetes Angebot; für ein \
             zweites besteht kein Bedarf."
        ));
    } else if chosen(record).is_some() {
        absaetze.push(format!(
            "Bei gleicher Bewertung hat nach §{NBSP}74 Abs.{NBSP}4 SGB{NBSP}VIII das Angebot den Vorzug, das stärker an den \
             Interessen der Betroffenen orientiert ist und ihre Einflussnahme gewährleistet."
        ));
    } else {
        absaetze.push(format!(
            "Für {} stehen keine Mittel zur Verfügung.",
            kontext.stammdaten.woerter().massnahme.mit(Begleiter::Der, Fall::Akkusativ)
        ));
    }
    let decided = decisions.leistungserbringung.as_ref().map(|decision| (decision.datum, decision.durch.as_str()));
    if let Some((day, who)) = decided {
        absaetze.push(format!("Darüber ist am {} entschieden worden ({who}).", zahl::tag(day.day())));
    }
    absaetze.extend(ermessen(kontext));
    Abschnitt { titel: "Begründung".to_owned(), absaetze, ..Abschnitt::default() }
}

/// Why the offer is excluded, with the Kriterium or block by its title.
fn grund(kontext: &Kontext<'_>, found: &Ausschluss) -> String {
    let katalog = katalog_of(kontext.stammdaten, kontext.massnahme);
    let bloecke = || katalog.into_iter().flat_map(|katalog| &katalog.bloecke);
    let titel = match found {
        Ausschluss::Ko { kriterium } => bloecke()
            .flat_map(|block| &block.kriterien)
            .find(|known| known.id == *kriterium)
            .map(|known| known.titel.as_str()),
        Ausschluss::Block { block, .. } => bloecke().find(|known| known.id == *block).map(|known| known.titel.as_str()),
        Ausschluss::Summe { .. } => None,
    };
    let text = ausschluss_text(found);
    titel.map_or_else(|| text.clone(), |titel| format!("{text}: „{titel}“"))
}

/// The offer that was taken.
fn chosen(massnahme: &Massnahme) -> Option<&str> {
    massnahme.entscheidungen.leistungserbringung.as_ref()?.angebot.as_deref()
}
