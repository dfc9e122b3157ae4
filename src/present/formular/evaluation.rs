//! The Evaluationsbogen: what a Maßnahme reached in a half-year, pre-filled with its goals and its money.

use rust_decimal::Decimal;

use super::bau::{Bau, Feld, GANZ, Spalten, adresse, betrag, hoehe, text_or_nothing, worte, zahl};
use super::hinweise::{hinweise, kopf, listen};
use super::{Amt, Blatt, Eingabeart, Formular, Inhalt, Stil, Zahlform};
use crate::domain::evaluation::{Angabe, Evaluation, Stunden, Zielerreichung};
use crate::domain::formular::{ANGABEN, EMPFEHLUNGEN, Formularart, GRADE, JA_NEIN, Kennung, word, zeile};
use crate::domain::massnahme::Massnahme;
use crate::domain::woerter::{Begleiter, Fall};
use crate::domain::{Betrag, Halbjahr, Stammdaten};
use crate::present::anlage::kopf::traeger_name;
use crate::present::zahl as texte;

/// Name of the sheet.
pub const BLATT: &str = "Evaluation";
/// Goals that the blank form has room for.
const ZIELE: usize = 6;

/// What the form is filled from.
#[derive(Clone, Copy)]
struct Quelle<'a> {
    massnahme: Option<(&'a Massnahme, Halbjahr)>,
    evaluation: Option<&'a Evaluation>,
}

/// The form of a Maßnahme and a half-year, with the answers that are on record.
pub fn evaluationsbogen(stammdaten: &Stammdaten, massnahme: &Massnahme, halbjahr: Halbjahr) -> Formular {
    let evaluation = stammdaten
        .evaluationen
        .iter()
        .find(|evaluation| evaluation.massnahme == massnahme.id && evaluation.halbjahr == halbjahr);
    form(stammdaten, Quelle { massnahme: Some((massnahme, halbjahr)), evaluation })
}

/// The form for any Maßnahme.
pub fn blank_evaluationsbogen(stammdaten: &Stammdaten) -> Formular {
    form(stammdaten, Quelle { massnahme: None, evaluation: None })
}

fn form(stammdaten: &Stammdaten, quelle: Quelle<'_>) -> Formular {
    let kennung = Kennung {
        massnahme: quelle.massnahme.map(|(massnahme, _)| massnahme.id.clone()),
        halbjahr: quelle.massnahme.map(|(_, halbjahr)| halbjahr),
        ..Kennung::new(Formularart::Evaluationsbogen)
    };
    let amt = Amt { stammdaten, kennung };
    // Only the blank form lets choose among all of them; the one for a Träger names no Maßnahme of others.
    let lists = match quelle.massnahme {
        Some(_) => Vec::new(),
        None => vec![stammdaten.massnahmen.iter().map(|massnahme| massnahme.id.to_string()).collect()],
    };
    let (listen, formulas) = listen(&lists);
    let (datei, titel) = quelle.massnahme.map_or_else(
        || ("Evaluationsbogen.xlsx".to_owned(), "Evaluationsbogen".to_owned()),
        |(massnahme, halbjahr)| {
            let datei = format!("Evaluationsbogen_{}_{halbjahr}.xlsx", massnahme.id);
            (datei, format!("Evaluationsbogen: {} ({}, {halbjahr})", massnahme.titel, massnahme.id))
        },
    );
    let mut steps = vec![
        "Für jedes Ziel: die erreichte Zahl, ob sie gezählt oder geschätzt ist, und der Grad. Liegt keine Zahl vor, \
         bleibt das Feld leer und als Art steht „keine Angabe“."
            .to_owned(),
    ];
    if let Some((massnahme, halbjahr)) = quelle.massnahme {
        let what = format!("{} „{}“ im {}", massnahme.id, massnahme.titel, texte::halbjahr(halbjahr));
        steps.insert(
            0,
            format!(
                "Dieses Formular gehört zu {} {what}.",
                stammdaten.woerter().massnahme.mit(Begleiter::Der, Fall::Dativ)
            ),
        );
    }
    let about =
        format!("halbjährliche Evaluation {}", stammdaten.woerter().massnahme.mit(Begleiter::Ein, Fall::Genitiv));
    let first = hinweise(&amt, "Evaluationsbogen", &about, &steps);
    let second = sheet(&amt, quelle, formulas.first().map_or("", String::as_str));
    let blaetter = [first, second].into_iter().chain((!lists.is_empty()).then_some(listen)).collect();
    amt.formular(datei, titel, blaetter)
}

fn sheet(amt: &Amt<'_>, quelle: Quelle<'_>, massnahmen: &str) -> Blatt {
    let mut bau = Bau::new(BLATT, amt.fuss("Evaluation"));
    let wort = &amt.stammdaten.woerter().massnahme;
    let titel = format!("Evaluation {}", wort.mit(Begleiter::Der, Fall::Genitiv));
    kopf(&mut bau, amt, "Evaluationsbogen", &titel, &amt.stammdaten.woerter().arbeit);
    match quelle.massnahme {
        Some((massnahme, halbjahr)) => about(&mut bau, amt.stammdaten, massnahme, halbjahr),
        None => asked(&mut bau, wort.einzahl(), massnahmen),
    }
    last_one(&mut bau, quelle);
    goals(&mut bau, quelle);
    let evaluation = quelle.evaluation;
    let text = |get: fn(&Evaluation) -> &String| evaluation.map(get).cloned().unwrap_or_default();
    bau.frage("Was ist anders gelaufen als geplant, und warum?", "");
    bau.textfeld(&text(|e| &e.abweichung), 3, long("abweichung", "Abweichung", "Was wich ab, was war die Ursache?"));
    numbers(&mut bau, evaluation);
    money(&mut bau, quelle);
    for (name, frage, get) in [
        ("beteiligung", "Wie war die Zielgruppe beteiligt?", (|e| &e.beteiligung) as fn(&Evaluation) -> &String),
        ("nachhaltigkeit", "Was wirkt nach?", |e| &e.nachhaltigkeit),
        ("umsteuerung", "Was wird im nächsten Halbjahr anders gemacht?", |e| &e.umsteuerung),
    ] {
        bau.frage(frage, "");
        bau.textfeld(&text(get), 3, long(name, "Antwort", "In eigenen Worten; so steht es im Bericht."));
    }
    bau.abstand(9);
    let row = bau.zeile(24);
    bau.text(row, (0, 9), "Empfehlung des Trägers:", Stil::Frage);
    let answer = text_or_nothing(evaluation.map_or("", |e| word(&e.empfehlung, &EMPFEHLUNGEN)));
    let hilfe =
        format!("Soll {} fortgeführt, angepasst oder beendet werden?", wort.mit(Begleiter::Der, Fall::Nominativ));
    bau.feld(row, (10, 16), answer, Feld::new("evaluation_empfehlung", worte(&EMPFEHLUNGEN), "Empfehlung", &hilfe));
    bau.frage("Folgendes ist noch zu ergänzen ...", "");
    bau.textfeld(&text(|e| &e.ergaenzungen), 3, long("ergaenzungen", "Ergänzungen", "Alles, was sonst wichtig ist."));
    bau.fertig()
}

/// A field for a long text.
fn long(name: &str, titel: &str, hilfe: &str) -> Feld {
    Feld::new(format!("evaluation_{name}"), Eingabeart::Text, titel, hilfe)
}

/// What the form is about, as far as the office knows it.
fn about(bau: &mut Bau, stammdaten: &Stammdaten, massnahme: &Massnahme, halbjahr: Halbjahr) {
    let traeger = massnahme.bewilligung.as_ref().map_or("", |b| traeger_name(stammdaten, &b.traeger));
    let laufzeit = texte::spanne(massnahme.laufzeit.beginn.day(), massnahme.laufzeit.ende.day());
    bau.abstand(4);
    for (label, value, name) in [
        (stammdaten.woerter().massnahme.einzahl(), massnahme.id.to_string(), "evaluation_massnahme"),
        ("Titel", massnahme.titel.clone(), ""),
        ("Träger", traeger.to_owned(), ""),
        ("Laufzeit", laufzeit, ""),
        ("Halbjahr", halbjahr.to_string(), "evaluation_halbjahr"),
    ] {
        let row = bau.zeile(hoehe(&value, (6, GANZ.1), 1));
        bau.text(row, (0, 5), label, Stil::Feldname);
        let cell = bau.setze(row, (6, GANZ.1), Inhalt::Text(value), Stil::Fest);
        cell.name = Some(name.to_owned()).filter(|name| !name.is_empty());
    }
}

/// What the form is about, asked for.
fn asked(bau: &mut Bau, wort: &str, massnahmen: &str) {
    bau.abstand(6);
    let row = bau.zeile(24);
    bau.text(row, (0, 5), wort, Stil::Feldname);
    let art = Eingabeart::Liste(massnahmen.to_owned());
    let feld = Feld::new("evaluation_massnahme", art, wort, "Die Nummer aus dem Bescheid, zum Beispiel GWA-2026-03.");
    bau.feld(row, (6, 15), Inhalt::Leer, feld);
    bau.text(row, (18, 22), "Halbjahr", Stil::Feldname);
    let feld = Feld::new(
        "evaluation_halbjahr",
        Eingabeart::Text,
        "Halbjahr",
        "Zum Beispiel 2026-H1 für Januar bis Juni 2026.",
    );
    bau.feld(row, (23, 30), Inhalt::Leer, feld);
}

/// Whether it is the last evaluation.
fn last_one(bau: &mut Bau, quelle: Quelle<'_>) {
    bau.abstand(9);
    let row = bau.zeile(24);
    bau.text(row, (0, 22), "Ist dies die Schlussbewertung?", Stil::Frage);
    let ends = quelle.massnahme.map(|(massnahme, halbjahr)| massnahme.laufzeit.ende.day() <= halbjahr.ende());
    let answer = quelle.evaluation.map(|evaluation| evaluation.schlussbewertung).or(ends);
    let answer = answer.map_or(Inhalt::Leer, |answer| Inhalt::Text(word(&answer, &JA_NEIN).to_owned()));
    let hilfe = "ja, wenn die Laufzeit in diesem Halbjahr endet.";
    bau.feld(
        row,
        (24, 27),
        answer,
        Feld::new("evaluation_schlussbewertung", worte(&JA_NEIN), "Schlussbewertung", hilfe),
    );
}

/// The goals on record, or those of the approved offer, each without an answer.
fn goals_of(quelle: Quelle<'_>) -> Vec<Zielerreichung> {
    if let Some(evaluation) = quelle.evaluation {
        return evaluation.ziele.clone();
    }
    let offer = quelle.massnahme.and_then(|(massnahme, _)| massnahme.bewilligtes_angebot());
    let goals = offer.map_or(&[][..], |offer| offer.anlage1.ziele.as_slice()).iter();
    goals
        .map(|ziel| Zielerreichung {
            nr: ziel.nr,
            indikator: ziel.indikator.clone(),
            ausgangswert: ziel.ausgangswert,
            sollwert: ziel.sollwert,
            istwert: None,
            angabe: Angabe::Keine,
            grad: None,
        })
        .collect()
}

/// The table of goals.
fn goals(bau: &mut Bau, quelle: Quelle<'_>) {
    bau.frage("Was wurde bei den Zielen erreicht?", "(Ziele, Start und Soll aus Anlage 1)");
    let columns = [(0, 1), (2, 13), (14, 16), (17, 19), (20, 22), (23, 27), (28, GANZ.1)];
    let head = bau.zeile(36);
    let words = ["Nr.", "Indikator", "Start", "Soll", "Ist", "Art der Angabe", "Grad der Erreichung"];
    for (place, (spalten, word)) in columns.into_iter().zip(words).enumerate() {
        bau.text(
            head,
            spalten,
            word,
            match place {
                2..5 => Stil::KopfRechts,
                5.. => Stil::KopfMitte,
                _ => Stil::Kopf,
            },
        );
    }
    let ziele = goals_of(quelle);
    let lines = if quelle.massnahme.is_some() && !ziele.is_empty() { ziele.len() } else { ZIELE };
    for number in 0..lines {
        goal(bau, columns, number + 1, ziele.get(number), quelle.evaluation.is_some());
    }
}

/// A goal's line: fixed where Anlage 1 has it, else to be filled in.
fn goal(bau: &mut Bau, columns: [Spalten; 7], line: usize, ziel: Option<&Zielerreichung>, answered: bool) {
    let name = |feld: &str| zeile("evaluation_ziel", line, feld);
    let indikator = ziel.map_or("", |ziel| ziel.indikator.as_str());
    let row = bau.zeile(hoehe(indikator, columns[1], 2));
    let nr = ziel.map_or_else(|| Decimal::from(line), |ziel| Decimal::from(ziel.nr));
    bau.fest(row, columns[0], Inhalt::Zahl(nr), name("nr")).stil = Stil::Fest;
    let feld = |key: &str, art, titel: &str, hilfe: &str| Feld::new(name(key), art, titel, hilfe);
    match ziel {
        Some(ziel) => {
            bau.fest(row, columns[1], Inhalt::Text(ziel.indikator.clone()), name("indikator"));
            bau.fest(row, columns[2], zahl(Some(ziel.ausgangswert)), name("ausgangswert"));
            bau.fest(row, columns[3], zahl(Some(ziel.sollwert)), name("sollwert"));
        }
        None => {
            let hilfe = "Was gezählt wird, wie in Anlage 1.";
            bau.feld(row, columns[1], Inhalt::Leer, feld("indikator", Eingabeart::Text, "Indikator", hilfe));
            bau.feld(row, columns[2], Inhalt::Leer, feld("ausgangswert", Eingabeart::Zahl, "Start", "Zahl zu Beginn."));
            bau.feld(row, columns[3], Inhalt::Leer, feld("sollwert", Eingabeart::Zahl, "Soll", "Angestrebte Zahl."));
        }
    }
    let reached = zahl(ziel.and_then(|ziel| ziel.istwert));
    let hilfe = "Die Zahl am Ende des Halbjahres; leer, wenn keine vorliegt.";
    bau.feld(row, columns[4], reached, feld("istwert", Eingabeart::Zahl, "Ist", hilfe));
    let sure = ziel.filter(|_| answered).map_or("", |ziel| word(&ziel.angabe, &ANGABEN));
    let hilfe = "gezählt, geschätzt oder keine Angabe.";
    bau.feld(row, columns[5], text_or_nothing(sure), feld("angabe", worte(&ANGABEN), "Art der Angabe", hilfe));
    let degree = ziel.and_then(|ziel| ziel.grad.as_ref()).map_or("", |grad| word(grad, &GRADE));
    let hilfe = "In welchem Grad das Ziel nach Einschätzung des Trägers erreicht ist.";
    bau.feld(row, columns[6], text_or_nothing(degree), feld("grad", worte(&GRADE), "Grad", hilfe));
}

/// People, meetings, hours.
fn numbers(bau: &mut Bau, evaluation: Option<&Evaluation>) {
    bau.frage("Umfang im Halbjahr", "");
    let count = |get: fn(&Evaluation) -> u32| zahl(evaluation.map(get).map(Decimal::from));
    let hours = |get: fn(&Stunden) -> Decimal| zahl(evaluation.map(|evaluation| get(&evaluation.stunden)));
    let whole = |name: &str| (format!("evaluation_{name}"), Eingabeart::Anzahl);
    let part = |name: &str| (format!("evaluation_stunden_{name}"), Eingabeart::Betrag);
    let lines = [
        ("Teilnehmende geplant", whole("teilnehmende_geplant"), count(|e| e.teilnehmende_geplant)),
        ("Teilnehmende erreicht", whole("teilnehmende_erreicht"), count(|e| e.teilnehmende_erreicht)),
        ("Termine", whole("termine"), count(|e| e.termine)),
        ("Stunden hauptamtlich", part("hauptamtlich"), hours(|s| s.hauptamtlich)),
        ("Stunden ehrenamtlich", part("ehrenamtlich"), hours(|s| s.ehrenamtlich)),
        ("Stunden sonstige Schlüsselpersonen", part("schluesselperson"), hours(|s| s.schluesselperson)),
    ];
    for (label, (name, art), value) in lines {
        let row = bau.zeile(24);
        bau.text(row, (0, 20), label, Stil::Text);
        let is_hours = art == Eingabeart::Betrag;
        let feld = Feld::new(name, art, label, "Im ganzen Halbjahr; 0, wenn keine.");
        let cell = bau.feld(row, (28, GANZ.1), value, feld);
        if is_hours {
            cell.zahlform = Zahlform::Betrag;
        }
    }
}

/// Money at the end of the half-year, and what of it is still to be called for.
fn money(bau: &mut Bau, quelle: Quelle<'_>) {
    bau.frage("Mittel am Ende des Halbjahres", "(seit Beginn der Laufzeit, in Euro)");
    let recorded = quelle.evaluation.map(|evaluation| &evaluation.mittel);
    let approved = quelle.massnahme.and_then(|(massnahme, _)| massnahme.bewilligung.as_ref()).map(|b| b.betrag);
    let approved = recorded.map(|mittel| mittel.bewilligt).or(approved);
    let lines: [(&str, &str, Option<Betrag>); 3] = [
        ("bewilligt", "bewilligt", approved),
        ("abgerufen", "abgerufen", recorded.map(|mittel| mittel.abgerufen)),
        ("belegt", "durch Belege nachgewiesen", recorded.map(|mittel| mittel.belegt)),
    ];
    let first = bau.naechste();
    for (name, label, amount) in lines {
        let row = bau.zeile(24);
        bau.text(row, (0, 20), label, Stil::Text);
        let feld = Feld::new(format!("evaluation_{name}"), Eingabeart::Betrag, label, "Zum Beispiel 1234,56.");
        bau.feld(row, (28, GANZ.1), betrag(amount), feld);
    }
    let row = bau.zeile(24);
    bau.text(row, (0, 27), "noch nicht abgerufen", Stil::Summenname);
    let (all, called) = (adresse(28, first), adresse(28, first + 1));
    let rest = approved.zip(recorded.map(|mittel| mittel.abgerufen)).map(|(all, called)| all - called);
    let formula = format!("IF(OR({all}=\"\",{called}=\"\"),\"\",{all}-{called})");
    bau.setze(row, (28, GANZ.1), Inhalt::Formel(formula, Box::new(betrag(rest))), Stil::Summe).zahlform =
        Zahlform::Betrag;
}
