//! „Auf einen Blick“: the results with the section that proves each.

use serde::Serialize;

use super::bau::{Abschnitt, Bericht, beide, zahl_in};
use super::bewegung::{bewegungen, verschoben};
use super::budget;
use super::kontext::{Kontext, aufzaehlung, bestand};
use super::kosten::{Jahr, mio};
use super::massnahmen::{Bilanz, ausstehend_satz};
use super::ziele;
use crate::domain::Angabe;
use crate::domain::budget::Einheit;
use crate::domain::formeln::zeitanteil;
use crate::domain::kennzahlen::Ampel;
use crate::domain::woerter::Fall;
use crate::domain::zelle::Messgroesse::{Aufwand, Ertrag, Zuschussbedarf};
use crate::domain::zelle::{Hilfe, Ort};
use crate::present::budgetuebersicht::kontext::{Bereich, Kontext as Budgetkontext};
use crate::present::budgetuebersicht::vergleich::budgetzeilen;
use crate::present::kernsaetze::{Lauf, Richtung, Satz};
use crate::present::probe::Proberegel;
use crate::present::zahl;

/// The table on page 1.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Blick {
    kopf: String,
    zeilen: Vec<Zeile>,
}

#[derive(Clone, Debug, Serialize)]
struct Zeile {
    thema: &'static str,
    laeufe: Vec<Lauf>,
    abschnitt: String,
}

/// The table; what must hold goes to the report.
pub(super) fn blick(kontext: &Kontext<'_>, bericht: &mut Bericht) -> Blick {
    let bilanz = Bilanz::new(kontext).filter(|bilanz| !bilanz.liste.is_empty());
    let staende = ziele::staende(kontext, bilanz.as_ref());
    let mut zeilen: Vec<(&'static str, Satz, Abschnitt)> = Vec::new();
    zeilen.extend(hilfen(kontext).map(|satz| ("Hilfen im Bestand", satz, Abschnitt::Faelle)));
    zeilen.extend(kosten(kontext).map(|satz| ("Kosten", satz, Abschnitt::Kosten)));
    zeilen.extend(verschiebung(kontext).map(|satz| ("Verschiebungen", satz, Abschnitt::Verschiebung)));
    zeilen.extend(budgets(kontext).map(|satz| ("Budget", satz, Abschnitt::Budget)));
    if let Some(bilanz) = &bilanz {
        zeilen.push(("Wirkung", wirkung(bilanz), Abschnitt::Massnahmen));
    }
    if !staende.is_empty() {
        let satz = Satz::new().text(format!("{}.", ziele::satz(&staende)));
        zeilen.push(("Zielkennzahlen", satz, Abschnitt::Ziele));
    }
    let mut built = Vec::new();
    for (place, (thema, satz, abschnitt)) in zeilen.into_iter().enumerate() {
        let wo = format!("Auf einen Blick, {thema}");
        let (laeufe, proben) = satz.build(&format!("/vorlage/blick/zeilen/{place}/laeufe"), &wo);
        bericht.prove(proben);
        built.push(Zeile { thema, laeufe, abschnitt: abschnitt.nummer() });
    }
    Blick { kopf: format!("Ergebnis zum {}", zahl::tag(kontext.stichtag())), zeilen: built }
}

/// What a kind of budget is called in a sentence.
pub(super) fn budget_wort(budget: &Budgetkontext<'_>) -> String {
    budget.budgetkurz()
}

fn hilfen(kontext: &Kontext<'_>) -> Option<Satz> {
    if !kontext.sicht().has_faelle(kontext.quartal()) {
        return None;
    }
    let id = |quartal| bestand(quartal, &Ort::kreis(), &Hilfe::alle());
    let neu = id(kontext.quartal());
    let jetzt = kontext.zahl(&neu);
    let Angabe::Wert(count) = jetzt else { return None };
    let satz = Satz::new().zahl(zahl::anzahl(count), Proberegel::Zelle(neu));
    let Some(with) = kontext.vergleich() else {
        return Some(satz.text(" Hilfen; ein Vergleich ist noch nicht möglich."));
    };
    let Some((neu, alt)) = beide(jetzt, kontext.zahl(&id(with.quartal))) else {
        return Some(satz.text(" Hilfen."));
    };
    let satz = satz.text(format!(" Hilfen, {} ", with.damals));
    let satz = satz.zahl(zahl::anzahl(alt), Proberegel::Zelle(id(with.quartal)));
    Some(satz.text(format!(": {}.", kontext.richtung(neu, alt).wort())))
}

fn kosten(kontext: &Kontext<'_>) -> Option<Satz> {
    if !kontext.sicht().has_kosten(kontext.quartal()) {
        return None;
    }
    let mut satz = Satz::new();
    for (groesse, what) in [(Zuschussbedarf, "Zuschussbedarf"), (Aufwand, "Aufwand"), (Ertrag, "Ertrag")] {
        let jahr = Jahr::new(kontext, groesse);
        // What is kept secret is not named.
        let Angabe::Wert(betrag) = jahr.jetzt else { continue };
        satz = match satz.declared() {
            0 => satz,
            1 => satz.text(" ("),
            _ => satz.text(", "),
        };
        satz = satz.zahl(mio(betrag), Proberegel::Zelle(jahr.neu)).text(format!(" {what}"));
        if groesse == Zuschussbedarf {
            satz = satz.text(format!(" im {}", kontext.jahr_bis(kontext.quartal())));
        }
    }
    satz = match satz.declared() {
        0 => return None,
        1 => satz,
        _ => satz.text(")"),
    };
    let jahr = Jahr::new(kontext, Zuschussbedarf);
    Some(match (jahr.beide(), jahr.alt) {
        (Some((neu, damals)), Some((alt, _))) => {
            let satz = satz.text(", im Vorjahr ").zahl(mio(damals), Proberegel::Zelle(alt));
            satz.text(format!(": {}.", kontext.richtung_betrag(neu, damals).wort()))
        }
        _ => satz.text("."),
    })
}

fn verschiebung(kontext: &Kontext<'_>) -> Option<Satz> {
    kontext.vergleich()?;
    let pole = kontext.pole()?;
    let bewegungen = bewegungen(kontext);
    if bewegungen.is_empty() {
        return None;
    }
    let named = |gruppe: &str, richtung| -> Vec<String> {
        let of = bewegungen.iter().filter(|b| b.gruppe == gruppe && b.richtung == richtung);
        of.map(|bewegung| bewegung.name.clone()).collect()
    };
    let mut teile = Vec::new();
    for gruppe in [pole.1, pole.0] {
        for richtung in [Richtung::Weniger, Richtung::Mehr] {
            let names = named(gruppe, richtung);
            if !names.is_empty() {
                let hilfen = super::kontext::hilfen_wort(gruppe);
                teile.push(format!("{} {hilfen} in {}", richtung.wort(), aufzaehlung(&names)));
            }
        }
    }
    let verschoben = verschoben(kontext, &bewegungen);
    Some(Satz::new().text(match (verschoben.raeume, verschoben.mindestens) {
        (0, true) => "Keine zu benennen, soweit die Zahlen ausgewiesen sind.".to_owned(),
        (0, false) => format!("In keinem {} eine, die sich benennen lässt.", kontext.raum_wort()),
        _ => format!("{}.", super::kontext::gross(&teile.join("; "))),
    }))
}

fn budgets(kontext: &Kontext<'_>) -> Option<Satz> {
    let arten = budget::arten(kontext);
    let budget = arten.iter().find(|budget| budget.einheit == Einheit::Euro).or(arten.first())?;
    let kreis = budget.kennzahl(Bereich::Kreis);
    let quote = kreis.auslastung?;
    let mut satz = Satz::new().text(format!("{} von ", zahl::prozent(quote)));
    satz = zahl_in(satz, budget.betrag(kreis.verfuegbar), budget::kreis_regel(budget, "verfuegbar"));
    satz = satz.text(format!(" {}", budget.ausgegeben()));
    if !budget.is_year_over() {
        satz = satz.text(format!(" bei {} Zeitanteil", zahl::prozent(zeitanteil(budget.stichtag()))));
    }
    let lines = budgetzeilen(budget, None);
    satz = satz.text(". Ampel: ");
    let mut seen = 0;
    for (ampel, wort) in [(Ampel::Rot, "rot"), (Ampel::Gelb, "gelb")] {
        let names = budget::mit_ampel(&lines, ampel);
        if !names.is_empty() {
            satz = satz.stark(format!("{} {wort}", aufzaehlung(&names))).text(", ");
            seen += names.len();
        }
    }
    Some(satz.text(if seen == 0 { "alle grün." } else { "sonst grün." }))
}

fn wirkung(bilanz: &Bilanz<'_>) -> Satz {
    let mut text = String::new();
    if bilanz.jetzt.bekannt() > 0 {
        text.push_str(&format!(
            "{} von {} Zielen {} vollständig oder größtenteils erreicht. ",
            bilanz.jetzt.erreicht(),
            bilanz.jetzt.bekannt(),
            bilanz.kontext.stammdaten.woerter().massnahme.die_vielen("", Fall::Genitiv)
        ));
    }
    text.push_str(&format!(
        "{} von {} Evaluationen liegen vor, {}.",
        bilanz.vorhanden,
        bilanz.liste.len(),
        ausstehend_satz(bilanz.ausstehend())
    ));
    Satz::new().text(text)
}
