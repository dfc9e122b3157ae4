//! The Evaluationsbogen: what a Maßnahme reached in a half-year.

use chrono::NaiveDate;

use super::leser::Leser;
use super::{ANGABE_WIDERSPRICHT, KENNUNG_WIDERSPRICHT, UNBEKANNTE_MASSNAHME, UNVOLLSTAENDIGE_ZEILE};
use crate::domain::evaluation::{Angabe, Evaluation, Mittel, Stunden, Zielerreichung};
use crate::domain::formular::{ANGABEN, EMPFEHLUNGEN, GRADE, JA_NEIN, Kennung, lines, zeile};
use crate::domain::{Datum, Halbjahr, MassnahmeId, Stammdaten};

/// Reads the fields. None where one is missing without which there is no evaluation.
pub fn read(leser: &mut Leser<'_>, stammdaten: &Stammdaten, kennung: &Kennung, heute: NaiveDate) -> Option<Evaluation> {
    let massnahme = massnahme(leser, stammdaten, kennung);
    let halbjahr = halbjahr(leser, kennung);
    let schlussbewertung =
        needed(leser, "evaluation_schlussbewertung", "ja oder nein", |leser, name| leser.wahl(name, &JA_NEIN));
    let ziele = ziele(leser);
    let abweichung = leser.text("evaluation_abweichung");
    let mut count = |name: &str, was: &str| needed(leser, name, was, |leser, name| leser.anzahl(name));
    let geplant = count("evaluation_teilnehmende_geplant", "die Zahl der geplanten Teilnehmenden");
    let erreicht = count("evaluation_teilnehmende_erreicht", "die Zahl der erreichten Teilnehmenden");
    let termine = count("evaluation_termine", "die Zahl der Termine");
    let mut hours = |name: &str| needed(leser, name, "Stunden, auch 0", |leser, name| leser.menge(name));
    let hauptamtlich = hours("evaluation_stunden_hauptamtlich");
    let ehrenamtlich = hours("evaluation_stunden_ehrenamtlich");
    let schluesselperson = hours("evaluation_stunden_schluesselperson");
    let mut money = |name: &str| needed(leser, name, "ein Betrag, auch 0", |leser, name| leser.betrag(name));
    let bewilligt = money("evaluation_bewilligt");
    let abgerufen = money("evaluation_abgerufen");
    let belegt = money("evaluation_belegt");
    let beteiligung = leser.sollte("evaluation_beteiligung", "wie die Zielgruppe beteiligt war");
    let nachhaltigkeit = leser.sollte("evaluation_nachhaltigkeit", "was nachwirkt");
    let umsteuerung = leser.text("evaluation_umsteuerung");
    let empfehlung = needed(leser, "evaluation_empfehlung", "fortführen, anpassen oder beenden", |leser, name| {
        leser.wahl(name, &EMPFEHLUNGEN)
    });
    let ergaenzungen = leser.text("evaluation_ergaenzungen");
    Some(Evaluation {
        massnahme: massnahme?,
        halbjahr: halbjahr?,
        eingang: Datum::parse(&heute.to_string())?,
        schlussbewertung: schlussbewertung?,
        ziele,
        abweichung,
        teilnehmende_geplant: geplant?,
        teilnehmende_erreicht: erreicht?,
        termine: termine?,
        stunden: Stunden {
            hauptamtlich: hauptamtlich?,
            ehrenamtlich: ehrenamtlich?,
            schluesselperson: schluesselperson?,
        },
        mittel: Mittel { bewilligt: bewilligt?, abgerufen: abgerufen?, belegt: belegt? },
        beteiligung,
        nachhaltigkeit,
        umsteuerung,
        empfehlung: empfehlung?,
        kommentar_stabsstelle: String::new(),
        ergaenzungen,
    })
}

/// A value without which there is no evaluation.
fn needed<'a, T>(
    leser: &mut Leser<'a>,
    name: &str,
    was: &str,
    read: impl Fn(&mut Leser<'a>, &str) -> Option<T>,
) -> Option<T> {
    if leser.is_empty(name) && leser.bogen.felder.contains_key(name) {
        leser.fehlt(name, was);
        return None;
    }
    read(leser, name)
}

/// The Maßnahme that the form was made for, or that was chosen.
fn massnahme(leser: &mut Leser<'_>, stammdaten: &Stammdaten, kennung: &Kennung) -> Option<MassnahmeId> {
    const NAME: &str = "evaluation_massnahme";
    let typed = leser.muss(NAME, "die Nummer der Maßnahme")?;
    if let Some(made_for) = kennung.massnahme.as_ref().filter(|id| !id.as_str().eq_ignore_ascii_case(typed.trim())) {
        leser.melde(KENNUNG_WIDERSPRICHT, NAME, &format!("„{typed}“"), made_for.as_str());
        return None;
    }
    let mut known = stammdaten.massnahmen.iter();
    let found = known.find(|massnahme| massnahme.id.as_str().eq_ignore_ascii_case(typed.trim()));
    if found.is_none() {
        leser.melde(UNBEKANNTE_MASSNAHME, NAME, &format!("„{typed}“"), "eine Maßnahme aus data/massnahmen");
    }
    found.map(|massnahme| massnahme.id.clone())
}

/// The half-year that the form was made for, or that was typed.
fn halbjahr(leser: &mut Leser<'_>, kennung: &Kennung) -> Option<Halbjahr> {
    const NAME: &str = "evaluation_halbjahr";
    let typed = leser.muss(NAME, "das Halbjahr, zum Beispiel 2026-H1")?;
    let read: Option<Halbjahr> = typed.trim().parse().ok();
    if read.is_none() || kennung.halbjahr.is_some_and(|made_for| Some(made_for) != read) {
        let expected = kennung.halbjahr.map_or_else(|| "ein Halbjahr wie 2026-H1".to_owned(), |made| made.to_string());
        leser.melde(KENNUNG_WIDERSPRICHT, NAME, &format!("„{typed}“"), &expected);
        return None;
    }
    read
}

/// The goals, line by line.
fn ziele(leser: &mut Leser<'_>) -> Vec<Zielerreichung> {
    const LISTE: &str = "evaluation_ziel";
    let mut ziele = Vec::new();
    for number in 1..=lines(leser.bogen.felder.keys().map(String::as_str), LISTE) {
        let name = |feld: &str| zeile(LISTE, number, feld);
        let felder = ["indikator", "ausgangswert", "sollwert", "istwert", "angabe", "grad"];
        if felder.iter().all(|feld| leser.is_empty(&name(feld))) {
            continue;
        }
        for (feld, was) in [
            ("ausgangswert", "die Zahl zu Beginn"),
            ("sollwert", "die angestrebte Zahl"),
            ("angabe", "gezählt, geschätzt oder keine Angabe"),
        ] {
            if leser.is_empty(&name(feld)) {
                leser.melde(UNVOLLSTAENDIGE_ZEILE, &name(feld), "nichts", was);
            }
        }
        let nr = leser.anzahl(&name("nr")).or_else(|| u32::try_from(number).ok());
        let indikator = leser.sollte(&name("indikator"), "was gezählt wurde");
        let (start, soll) = (leser.zahl(&name("ausgangswert")), leser.zahl(&name("sollwert")));
        let istwert = leser.zahl(&name("istwert"));
        let angabe = leser.wahl(&name("angabe"), &ANGABEN);
        let grad = leser.wahl(&name("grad"), &GRADE);
        if let Some(angabe) = angabe
            && (angabe == Angabe::Keine) != leser.is_empty(&name("istwert"))
        {
            let gelesen = if angabe == Angabe::Keine { "eine Zahl und „keine Angabe“" } else { "keine Zahl" };
            leser.melde(ANGABE_WIDERSPRICHT, &name("istwert"), gelesen, "eine Zahl, oder „keine Angabe“ ohne Zahl");
        }
        if let (Some(nr), Some(ausgangswert), Some(sollwert), Some(angabe)) = (nr, start, soll, angabe) {
            ziele.push(Zielerreichung { nr, indikator, ausgangswert, sollwert, istwert, angabe, grad });
        }
    }
    ziele
}
