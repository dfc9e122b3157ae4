//! The grant: how much, for which years, from what it is reckoned, what is demanded, what is due when, and why.

use chrono::{Days, NaiveDate};

use super::worte::ermessen;
use super::{Abschnitt, Inhalt, Kontext, Rate, Raten};
use crate::domain::angebot::Angebot;
use crate::domain::bewertung::{ergebnisse, raenge};
use crate::domain::bewilligung::{bewilligt_by_year, split_by_year};
use crate::domain::lebenslauf::Geldentscheidung;
use crate::domain::massnahme::{Massnahme, Rechtsgrundlage};
use crate::domain::nachweis::faelligkeiten;
use crate::domain::woerter::{Begleiter, Fall};
use crate::domain::zuwendung::{self, Grundlagen, Rechnung, rechne};
use crate::domain::{Betrag, Quartal};
use crate::present::evaluation::Eintrag;
use crate::present::zahl::{self, NARROW, NBSP};
use crate::present::zuwendung::rechenweg;

/// Whether an offer was taken and its money is decided.
pub fn grants(massnahme: &Massnahme, angebot: &Angebot) -> bool {
    let decisions = &massnahme.entscheidungen;
    let taken = decisions.leistungserbringung.as_ref().and_then(|decision| decision.angebot.as_deref());
    let money = decisions.ressourceneinsatz.as_ref().map(|geld| geld.entscheidung());
    taken == Some(angebot.id.as_str())
        && money == Some(Geldentscheidung::Zugestimmt)
        && decisions.kein_leistungsangebot.is_none()
}

/// The sum: granted, or else what was decided.
fn betrag(massnahme: &Massnahme) -> Betrag {
    let decided = massnahme.entscheidungen.ressourceneinsatz.as_ref().map(|geld| geld.betrag);
    let granted = massnahme.bewilligung.as_ref().map(|bewilligung| bewilligung.betrag);
    granted.or(decided).unwrap_or_default()
}

/// The reckoning with the sum as its cap.
fn rechnung(kontext: &Kontext<'_>) -> Rechnung {
    let regeln = &kontext.stammdaten.einstellungen.regeln.zuwendung;
    let traeger = kontext.stammdaten.traeger(&kontext.angebot.traeger);
    let found = zuwendung::fuer(regeln, kontext.massnahme, &kontext.angebot.anlage2, traeger);
    let bewilligt = Some(betrag(kontext.massnahme));
    rechne(regeln.eigenanteil_basis, Grundlagen { bewilligt, ..found.grundlagen })
}

pub(super) fn inhalt(kontext: &Kontext<'_>) -> Inhalt {
    let found = rechnung(kontext);
    let anlagen = vec![
        format!("{} (Anlage 1)", kontext.stammdaten.woerter().beschreibung),
        "Kostenkalkulation als Finanzierungsplan (Anlage 2)".to_owned(),
    ];
    Inhalt {
        betreff: format!("Bewilligung einer Zuwendung nach {}", kontext.paragraf()),
        einleitung: einleitung(kontext, &found),
        abschnitte: vec![
            raten(kontext),
            finanzierung(&found),
            auflagen(kontext),
            termine(kontext),
            auszahlung(kontext),
            begruendung(kontext),
        ],
        anlagen,
    }
}

fn einleitung(kontext: &Kontext<'_>, found: &Rechnung) -> Vec<String> {
    vec![
        format!(
            "auf Ihr Angebot vom {} bewilligen wir Ihnen für {} {} eine Zuwendung bis zur Höhe von {} als {}.",
            zahl::tag(kontext.angebot.eingang.day()),
            kontext.stammdaten.woerter().massnahme.mit(Begleiter::Der, Fall::Akkusativ),
            kontext.name(),
            zahl::euro(betrag(kontext.massnahme)),
            found.grundlagen.art.wort()
        ),
        format!(
            "Rechtsgrundlage ist {}. Der Bewilligungszeitraum dauert {}.",
            match kontext.massnahme.rechtsgrundlage {
                Rechtsgrundlage::Paragraf74 => format!("{} (Förderung der freien Jugendhilfe)", kontext.paragraf()),
                Rechtsgrundlage::Paragraf77 => format!("{} (Vereinbarung über die Kosten)", kontext.paragraf()),
            },
            kontext.zeitraum()
        ),
    ]
}

fn raten(kontext: &Kontext<'_>) -> Abschnitt {
    let sum = betrag(kontext.massnahme);
    let by_year = match &kontext.massnahme.bewilligung {
        Some(_) => bewilligt_by_year(kontext.massnahme),
        None => split_by_year(kontext.massnahme, sum),
    };
    let line = |(jahr, betrag): (i32, Betrag)| Rate { jahr: jahr.to_string(), betrag: zahl::betrag(betrag) };
    Abschnitt {
        titel: "Höhe der Zuwendung".to_owned(),
        absaetze: vec![
            "Die Zuwendung verteilt sich auf die Haushaltsjahre wie folgt. Was in einem Jahr nicht gebraucht \
                        wird, steht im nächsten nur mit unserer Zustimmung zur Verfügung."
                .to_owned(),
        ],
        raten: Some(Raten { zeilen: by_year.into_iter().map(line).collect(), summe: zahl::betrag(sum) }),
        ..Abschnitt::default()
    }
}

fn finanzierung(found: &Rechnung) -> Abschnitt {
    Abschnitt {
        titel: "Berechnung".to_owned(),
        absaetze: vec![
            "Grundlage ist Ihre Kostenkalkulation (Anlage 2). Sie ist als Finanzierungsplan verbindlich.".to_owned(),
        ],
        rechnung: rechenweg(found),
        ..Abschnitt::default()
    }
}

fn auflagen(kontext: &Kontext<'_>) -> Abschnitt {
    let regeln = &kontext.stammdaten.einstellungen.regeln;
    let limit = regeln.zuwendung.einzelansatz_ueberschreitung_prozent;
    let mut punkte = vec![
        format!(
            "Die Zuwendung ist zweckgebunden und wirtschaftlich und sparsam zu verwenden. Ein Einzelansatz des \
             Finanzierungsplans darf um bis zu {limit}{NARROW}% überschritten werden, soweit an anderer Stelle gespart wird."
        ),
        "Einnahmen und ein Eigenanteil sind zuerst einzusetzen. Sinken die Ausgaben oder steigen die Einnahmen, ermäßigt \
         sich die Zuwendung."
            .to_owned(),
    ];
    if regeln.massnahmen.beginn_nicht_vor.is_some() {
        punkte.push(format!(
            "Ausgaben vor dem {} sind nicht zuwendungsfähig.",
            zahl::tag(kontext.massnahme.laufzeit.beginn.day())
        ));
    }
    punkte.extend(kontext.stammdaten.einstellungen.bescheid.auflagen.iter().cloned());
    Abschnitt { titel: "Bedingungen und Auflagen".to_owned(), punkte, ..Abschnitt::default() }
}

/// Evaluations by half-year and Nachweise by Förderjahr, each with its day.
fn termine(kontext: &Kontext<'_>) -> Abschnitt {
    let regeln = &kontext.stammdaten.einstellungen.regeln;
    let laufzeit = kontext.massnahme.laufzeit;
    let mut dated: Vec<(NaiveDate, String)> = Vec::new();
    let mut quartal = Quartal::of(laufzeit.beginn.day());
    // One quarter beyond the Laufzeit: it may end the half-year in which the Laufzeit ends.
    while quartal.previous().beginn() <= laufzeit.ende.day() {
        if let Some(half) = quartal.ends_halbjahr().filter(|half| half.beginn() <= laufzeit.ende.day()) {
            let due = half.ende().checked_add_days(Days::new(regeln.evaluation_frist_tage.into()));
            dated.extend(due.map(|due| (due, format!("Evaluation für das {}", zahl::halbjahr(half)))));
        }
        quartal = quartal.next();
    }
    dated.extend(faelligkeiten(kontext.massnahme, &regeln.massnahmen.nachweis).into_iter().map(|due| {
        let text = if due.schlussnachweis {
            format!(
                "Verwendungsnachweis für {} mit Sachbericht",
                kontext.stammdaten.woerter().massnahme.mit_beiwort(Begleiter::Der, "ganz", Fall::Akkusativ)
            )
        } else {
            format!("Verwendungsnachweis und Projektbericht für {}", due.foerderjahr)
        };
        (due.faellig, text)
    }));
    dated.sort_by_key(|(due, _)| *due);
    let entry = |(due, text)| Eintrag { begriff: format!("bis {}", zahl::tag(due)), texte: vec![text] };
    let eintraege = dated.into_iter().map(entry).collect();
    Abschnitt {
        titel: "Evaluation und Verwendungsnachweis".to_owned(),
        absaetze: vec![
            "Der Verwendungsnachweis besteht aus einem Sachbericht und einem zahlenmäßigen Nachweis, der wie der \
                        Finanzierungsplan gegliedert ist und alle Einnahmen und Ausgaben mit Belegen enthält."
                .to_owned(),
        ],
        termine: eintraege,
        ..Abschnitt::default()
    }
}

fn auszahlung(kontext: &Kontext<'_>) -> Abschnitt {
    Abschnitt {
        titel: "Auszahlung".to_owned(),
        absaetze: vec![kontext.stammdaten.einstellungen.bescheid.auszahlung.clone()],
        ..Abschnitt::default()
    }
}

/// Bedarf, choice, money: the three decisions with their days.
fn begruendung(kontext: &Kontext<'_>) -> Abschnitt {
    let record = kontext.massnahme;
    let mut absaetze = vec![format!(
        "Der Bedarf ist am {} festgestellt worden ({}).",
        zahl::tag(record.bedarf.festgestellt_am.day()),
        record.bedarf.gremium
    )];
    if let Some(decision) = &record.entscheidungen.leistungserbringung {
        let ranks = raenge(&ergebnisse(kontext.stammdaten, record));
        let place = record.angebote.iter().position(|angebot| angebot.id == kontext.angebot.id);
        let rank = place.and_then(|place| ranks.get(place).copied().flatten());
        let count = record.angebote.len();
        let scored = match rank {
            Some(rank) if count > 1 => {
                format!("Nach der Bewertung (Anlage{NBSP}3) steht Ihr Angebot auf Rang{NBSP}{rank} von {count}. ")
            }
            _ => String::new(),
        };
        absaetze.push(format!(
            "{scored}Über die Leistungserbringung ist am {} entschieden worden ({}).",
            zahl::tag(decision.datum.day()),
            decision.durch
        ));
    }
    if let Some(geld) = &record.entscheidungen.ressourceneinsatz {
        absaetze.push(format!(
            "Dem Einsatz der Mittel ist am {} zugestimmt worden ({}).",
            zahl::tag(geld.datum.day()),
            geld.gremium
        ));
    }
    absaetze.extend(ermessen(kontext));
    Abschnitt { titel: "Begründung".to_owned(), absaetze, ..Abschnitt::default() }
}
