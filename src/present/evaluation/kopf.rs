//! The top of page 1: headline, the answer in two sentences, key figures, what is missing.

use rust_decimal::Decimal;
use serde::Serialize;

use super::Lauf;
use super::auswahl::{Bereich, Kontext, Stufe, Zustand};
use super::worte::{anteil, gezaehlt, gross};
use crate::domain::Betrag;
use crate::domain::evaluation::Evaluation;
use crate::domain::massnahme::Massnahme;
use crate::domain::woerter::{Begleiter, Fall};
use crate::present::rahmen::Rahmen;
use crate::present::zahl;

/// Headlines longer than this are set smaller.
const LANG: usize = 95;

/// Kicker, headline, missing parts.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Kopf {
    thema: String,
    stand: String,
    titel: String,
    lang: bool,
    luecken: Vec<String>,
}

/// A key figure.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Kennzahl {
    name: &'static str,
    wert: String,
    zusatz: String,
}

/// What is missing or late.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Fehlend {
    titel: &'static str,
    zeilen: Vec<FehlendZeile>,
    noten: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
struct FehlendZeile {
    titel: String,
    details: Vec<String>,
    zustand: Zustand,
    wort: String,
    faellig: String,
    letzte: String,
}

/// `Halbjährliche Evaluation Sozialraum Achim`
fn thema(kontext: &Kontext<'_>, bereich: Bereich<'_>) -> String {
    let amt = &kontext.stammdaten.einstellungen.amt;
    match bereich {
        Bereich::Raum(raum) => format!("Halbjährliche Evaluation {} {}", amt.begriff_raum, kontext.name(raum)),
        Bereich::Kreis => format!("Halbjährliche Evaluation {}", amt.name),
    }
}

pub(super) fn rahmen(kontext: &Kontext<'_>, bereich: Bereich<'_>, anhang: &str) -> Rahmen {
    let halbjahr = zahl::halbjahr(kontext.halbjahr);
    let kurz = match bereich {
        Bereich::Raum(raum) => kontext.name(raum).to_owned(),
        Bereich::Kreis => kontext.stammdaten.einstellungen.wort_gesamt().einzahl().to_owned(),
    };
    Rahmen::new(
        &kontext.stammdaten.einstellungen,
        kontext.heute,
        format!("{}, {halbjahr}", thema(kontext, bereich)),
        format!("Halbjährliche Evaluation {kurz} · {halbjahr}"),
        format!("Stand {} · Evaluation {}", zahl::tag(kontext.heute), kontext.stammdaten.woerter().der_arbeit_kurz()),
    )
    .with_anhang(
        anhang.to_owned(),
        "Alle Zahlen dieser Evaluation: Ziele, Umfang, Mittel und Eingänge, Beträge als Dezimaltexte".to_owned(),
    )
}

pub(super) fn kopf(kontext: &Kontext<'_>, bereich: Bereich<'_>, liste: &[&Massnahme]) -> Kopf {
    let satz = schlagzeile(kontext, liste);
    let titel = match bereich {
        Bereich::Raum(raum) => format!("{}: {satz}", kontext.name(raum)),
        Bereich::Kreis => gross(&satz),
    };
    Kopf {
        thema: thema(kontext, bereich),
        stand: format!(
            "{} ({})",
            zahl::halbjahr(kontext.halbjahr),
            zahl::spanne(kontext.halbjahr.beginn(), kontext.halbjahr.ende())
        ),
        lang: titel.chars().count() > LANG,
        titel,
        luecken: Vec::new(),
    }
}

/// The result: what is missing, or else how many goals are reached.
fn schlagzeile(kontext: &Kontext<'_>, liste: &[&Massnahme]) -> String {
    let fehlen = zaehle(kontext, liste, Zustand::Ausstehend);
    let zaehlung = kontext.zaehle(liste);
    if liste.is_empty() {
        format!(
            "{} im {}",
            kontext.stammdaten.woerter().massnahme.mit_beiwort(Begleiter::Kein, "laufend", Fall::Nominativ),
            zahl::halbjahr(kontext.halbjahr)
        )
    } else if fehlen == liste.len() {
        if fehlen == 1 {
            "die Evaluation steht aus".to_owned()
        } else {
            format!("alle {} Evaluationen stehen aus", zahl::zahlwort(fehlen))
        }
    } else if fehlen > 0 {
        let rest = if fehlen == 1 { "eine steht aus".to_owned() } else { format!("{fehlen} stehen aus") };
        format!("{} von {} Evaluationen liegen vor, {rest}", liste.len() - fehlen, liste.len())
    } else if zaehlung.bekannt() == 0 {
        "zu keinem Ziel liegt eine Angabe vor".to_owned()
    } else if zaehlung.erreicht() == 0 {
        "kein Ziel ist bisher vollständig oder größtenteils erreicht".to_owned()
    } else {
        format!("{} von {} Zielen vollständig oder größtenteils erreicht", zaehlung.erreicht(), zaehlung.summe())
    }
}

pub(super) fn zaehle(kontext: &Kontext<'_>, liste: &[&Massnahme], zustand: Zustand) -> usize {
    liste.iter().filter(|massnahme| kontext.zustand(massnahme) == zustand).count()
}

pub(super) fn absatz(kontext: &Kontext<'_>, bereich: Bereich<'_>, liste: &[&Massnahme]) -> Vec<Lauf> {
    let lauf = |text: String, stark: bool| Lauf { text, stark };
    if liste.is_empty() {
        let text =
            "Für diesen Zeitraum ist nichts zu evaluieren; es gibt weder offene Evaluationen noch Entscheidungen.";
        return vec![lauf(text.to_owned(), false)];
    }
    let jetzt = kontext.zaehle(liste);
    let vorher = kontext.zaehle_vorher(&kontext.vorher_laufend(bereich));
    let mut laeufe = vec![lauf(
        format!(
            "Im {} {} {} mit zusammen {} Zielen. ",
            zahl::halbjahr(kontext.halbjahr),
            if liste.len() == 1 { "lief" } else { "liefen" },
            gezaehlt(
                liste.len(),
                &kontext.stammdaten.woerter().massnahme.mit(Begleiter::Ein, Fall::Nominativ),
                kontext.stammdaten.woerter().massnahme.mehrzahl()
            ),
            jetzt.summe()
        ),
        false,
    )];
    laeufe.push(lauf(
        if jetzt.bekannt() == 0 {
            "Zu keinem Ziel liegt eine Angabe vor".to_owned()
        } else {
            format!(
                "{} von {} Zielen mit einer Angabe sind vollständig oder größtenteils erreicht",
                jetzt.erreicht(),
                jetzt.bekannt()
            )
        },
        true,
    ));
    let mut rest = match kontext.vorher {
        Some(halbjahr) if vorher.bekannt() > 0 => {
            format!(", im {} waren es {} von {}. ", zahl::halbjahr(halbjahr), vorher.erreicht(), vorher.bekannt())
        }
        _ => ". ".to_owned(),
    };
    let luecke = |zahl: i64, eins: &str, viele: &str| match zahl {
        0 => String::new(),
        1 => format!("Zu einem Ziel {eins} "),
        viel => format!("Zu {viel} Zielen {viele} "),
    };
    rest.push_str(&luecke(jetzt.zahl(Stufe::Keine), "fehlt die Angabe.", "fehlt die Angabe."));
    rest.push_str(&luecke(jetzt.zahl(Stufe::Ausstehend), "steht die Evaluation aus.", "steht die Evaluation aus."));
    laeufe.push(lauf(rest.trim_end().to_owned(), false));
    laeufe
}

/// Four key figures over the evaluations that are there; none where there is none.
pub(super) fn kennzahlen(kontext: &Kontext<'_>, liste: &[&Massnahme]) -> Vec<Kennzahl> {
    let vorhanden: Vec<&Evaluation> = liste.iter().filter_map(|massnahme| kontext.evaluation(massnahme)).collect();
    if vorhanden.is_empty() {
        return Vec::new();
    }
    let zaehlung = kontext.zaehle(liste);
    let fehlen = zaehle(kontext, liste, Zustand::Ausstehend);
    let spaet = zaehle(kontext, liste, Zustand::Verspaetet);
    let zustaende: Vec<String> = [(fehlen, "ausstehend"), (spaet, "verspätet")]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, wort)| format!("{count} {wort}"))
        .collect();
    let people = |count: fn(&Evaluation) -> u32| -> u64 { vorhanden.iter().map(|e| u64::from(count(e))).sum() };
    let geplant = people(|e| e.teilnehmende_geplant);
    let erreicht = people(|e| e.teilnehmende_erreicht);
    let money = |part: fn(&Evaluation) -> Betrag| -> Betrag { vorhanden.iter().map(|e| part(e)).sum() };
    let bewilligt = money(|e| e.mittel.bewilligt);
    let abgerufen = money(|e| e.mittel.abgerufen);
    vec![
        Kennzahl {
            name: "Evaluationen",
            wert: format!("{} von {}", vorhanden.len(), liste.len()),
            zusatz: if zustaende.is_empty() { "alle fristgerecht".to_owned() } else { zustaende.join(", ") },
        },
        Kennzahl {
            name: "Ziele (größtenteils) erreicht",
            wert: format!("{} von {}", zaehlung.erreicht(), zaehlung.bekannt()),
            zusatz: format!("{} ohne Angabe", zaehlung.zahl(Stufe::Keine)),
        },
        Kennzahl {
            name: "Teilnehmende",
            wert: format!("{erreicht} von {geplant}"),
            zusatz: format!("{} der geplanten", anteil(Decimal::from(erreicht), Decimal::from(geplant))),
        },
        Kennzahl {
            name: "Mittel abgerufen",
            wert: anteil(abgerufen.to_decimal(), bewilligt.to_decimal()),
            zusatz: format!("{} von {}", zahl::euro(abgerufen), zahl::euro(bewilligt)),
        },
    ]
}

/// The Maßnahmen whose evaluation is missing or late; none where all are in time.
pub(super) fn fehlend(kontext: &Kontext<'_>, bereich: Bereich<'_>, liste: &[&Massnahme]) -> Option<Fehlend> {
    let zeilen: Vec<FehlendZeile> = liste
        .iter()
        .filter(|massnahme| kontext.zustand(massnahme) != Zustand::LiegtVor)
        .map(|massnahme| fehlend_zeile(kontext, bereich, massnahme))
        .collect();
    if zeilen.is_empty() {
        return None;
    }
    let noten = vec![format!("Stand der Eingänge: {}.", zahl::tag(kontext.heute))];
    Some(Fehlend { titel: "Ausstehend oder verspätet", zeilen, noten })
}

fn fehlend_zeile(kontext: &Kontext<'_>, bereich: Bereich<'_>, massnahme: &Massnahme) -> FehlendZeile {
    let kennung = match bereich {
        Bereich::Raum(_) => massnahme.id.to_string(),
        Bereich::Kreis => format!("{} · {}", massnahme.id, super::worte::budgets(kontext, massnahme)),
    };
    let wort = match kontext.evaluation(massnahme) {
        Some(evaluation) => format!("verspätet, {}", evaluation.eingang.day().format("%d.%m.")),
        None => "ausstehend".to_owned(),
    };
    FehlendZeile {
        titel: massnahme.titel.clone(),
        details: vec![kennung, kontext.traeger(massnahme)],
        zustand: kontext.zustand(massnahme),
        wort,
        faellig: zahl::tag(kontext.frist),
        letzte: kontext.letzte(massnahme).map_or_else(|| "keine".to_owned(), letzte),
    }
}

/// What the evaluation before said, in one line.
fn letzte(evaluation: &Evaluation) -> String {
    use crate::domain::evaluation::Grad;
    let erreicht = evaluation
        .ziele
        .iter()
        .filter(|ziel| matches!(ziel.grad, Some(Grad::Vollstaendig | Grad::Groesstenteils)))
        .count();
    format!(
        "{}: {erreicht} von {} Zielen erreicht oder größtenteils erreicht",
        zahl::halbjahr(evaluation.halbjahr),
        evaluation.ziele.len()
    )
}
