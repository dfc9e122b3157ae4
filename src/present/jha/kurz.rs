//! Chapter 1: key figures and key sentences.

use super::bau::{Abschnitt, Bericht, Kapitelbau, beide, zahl_in, zahl_in_zeile};
use super::bewegung::{Bewegung, bewegungen, in_wie_vielen, verschoben};
use super::blick;
use super::budget;
use super::faelle::joint;
use super::kontext::{Kontext, bestand, hilfen_wort, prozent, prozent_text};
use super::kosten::{Jahr, mio};
use super::massnahmen::{Bilanz, ausstehend_satz};
use super::ziele;
use crate::domain::Angabe;
use crate::domain::budget::Einheit;
use crate::domain::formeln::zeitanteil;
use crate::domain::woerter::Fall;
use crate::domain::zelle::Messgroesse::Zuschussbedarf;
use crate::domain::zelle::{Hilfe, Ort};
use crate::present::budgetuebersicht::kontext::Bereich;
use crate::present::budgetuebersicht::vergleich::budgetzeilen;
use crate::present::kernsaetze::{Richtung, Satz, Zeile};
use crate::present::probe::Proberegel;
use crate::present::zahl;

pub(super) fn kapitel(kontext: &Kontext<'_>, bericht: &mut Bericht) {
    let mut bau = Kapitelbau::new(bericht, Abschnitt::Kurz, "Das Wichtigste in Kürze");
    bau.zusatz(format!("Stand {}", zahl::tag(kontext.stichtag())));
    let bilanz = Bilanz::new(kontext).filter(|bilanz| !bilanz.liste.is_empty());
    bau.aussage(Zeile::new().text(&aussage(kontext)));
    let kacheln = kennzahlen(kontext, bau.bericht(), bilanz.as_ref());
    if !kacheln.is_empty() {
        bau.kennzahlen(kacheln);
    }
    let saetze = saetze(kontext, bau.bericht(), bilanz.as_ref());
    if kontext.vergleich().is_none() {
        bau.absatz(Satz::new().text(
            "Ein Vergleich mit früheren Quartalen ist noch nicht möglich; was mehr oder weniger wird, zeigen die nächsten \
             Berichte.",
        ));
    }
    if !saetze.is_empty() {
        bau.kernsaetze(saetze);
    }
    bau.finish();
}

/// Cases, shifts and budgets in one sentence.
fn aussage(kontext: &Kontext<'_>) -> String {
    let mut teile = Vec::new();
    if let Some((neu, alt)) = hilfen(kontext) {
        teile.push(match kontext.richtung(neu, alt) {
            Richtung::Mehr => "Mehr Hilfen".to_owned(),
            Richtung::Weniger => "Weniger Hilfen".to_owned(),
            _ => "Hilfen nahezu unverändert".to_owned(),
        });
        let verschoben = verschoben(kontext, &bewegungen(kontext));
        if verschoben.raeume > 0 {
            teile.push(format!("Verschiebungen {}", in_wie_vielen(kontext, verschoben)));
        }
    }
    if teile.is_empty()
        && let Angabe::Wert(count) = kontext.zahl(&bestand(kontext.quartal(), &Ort::kreis(), &Hilfe::alle()))
    {
        teile.push(format!("{} Hilfen im Bestand", zahl::anzahl(count)));
    }
    let over = budget::arten(kontext).first().map(|budget| {
        let lines = budgetzeilen(budget, None);
        budget::teile(&lines).filter(|line| line.zeile.frei.is_negative()).count()
    });
    teile.push(match over {
        None => "kein Budget erfasst".to_owned(),
        Some(0) => "kein Budget überzeichnet".to_owned(),
        Some(1) => "ein Budget überzeichnet".to_owned(),
        Some(count) => format!("{} Budgets überzeichnet", zahl::zahlwort(count)),
    });
    super::kontext::gross(&teile.join(", "))
}

/// Bestand of the Kreis now and in the compared quarter.
fn hilfen(kontext: &Kontext<'_>) -> Option<(i64, i64)> {
    let id = |quartal| bestand(quartal, &Ort::kreis(), &Hilfe::alle());
    let with = kontext.vergleich()?;
    beide(kontext.zahl(&id(kontext.quartal())), kontext.zahl(&id(with.quartal)))
}

fn kennzahlen(kontext: &Kontext<'_>, bericht: &Bericht, bilanz: Option<&Bilanz<'_>>) -> Vec<(String, Zeile, Zeile)> {
    let mut kacheln = Vec::new();
    if kontext.sicht().has_faelle(kontext.quartal()) {
        let neu = bestand(kontext.quartal(), &Ort::kreis(), &Hilfe::alle());
        let wert = zahl::angabe(kontext.zahl(&neu), zahl::anzahl);
        let mut detail = Zeile::new();
        if let (Some(with), Some((jetzt, damals))) = (kontext.vergleich(), hilfen(kontext)) {
            let alt = bestand(with.quartal, &Ort::kreis(), &Hilfe::alle());
            detail = detail.text(&format!("{} ", with.damals));
            detail = detail.zahl(&zahl::anzahl(damals), Proberegel::Zelle(alt.clone()));
            if let Some(change) = prozent(jetzt, damals) {
                let regel = bericht.veraenderung(&neu, &alt);
                detail = zahl_in_zeile(detail.text(" ("), &prozent_text(change), regel).text(")");
            }
        }
        kacheln.push(("Hilfen im Bestand".to_owned(), Zeile::new().zahl(&wert, Proberegel::Zelle(neu)), detail));
    }
    if kontext.sicht().has_kosten(kontext.quartal()) {
        let jahr = Jahr::new(kontext, Zuschussbedarf);
        let wert = Zeile::new().zahl(&zahl::angabe(jahr.jetzt, mio), Proberegel::Zelle(jahr.neu.clone()));
        let mut detail = Zeile::new();
        if let (Some((_, damals)), Some((alt, _))) = (jahr.beide(), &jahr.alt) {
            detail = detail.text("im Vorjahr ").zahl(&mio(damals), Proberegel::Zelle(alt.clone()));
            if let Some((change, regel)) = jahr.veraenderung(bericht) {
                detail = zahl_in_zeile(detail.text(" ("), &prozent_text(change), regel).text(")");
            }
        }
        kacheln.push((format!("Zuschussbedarf, {}", kontext.jahr_bis(kontext.quartal())), wert, detail));
    }
    if let Some(budget) = budget::arten(kontext).into_iter().find(|budget| budget.einheit == Einheit::Euro) {
        let kreis = budget.kennzahl(Bereich::Kreis);
        let wert = kreis.auslastung.map_or_else(|| zahl::SINNLOS.to_owned(), zahl::prozent);
        let detail = format!("Zeitanteil {}", zahl::prozent(zeitanteil(kontext.stichtag())));
        kacheln.push((
            format!("Auslastung: {}", budget.budgetkurz()),
            Zeile::new().text(&wert),
            Zeile::new().text(&detail),
        ));
    }
    if let Some(bilanz) = bilanz.filter(|bilanz| bilanz.jetzt.summe() > 0) {
        let wert = format!("{} von {}", bilanz.jetzt.erreicht(), bilanz.jetzt.bekannt());
        let open = bilanz.jetzt.summe() - bilanz.jetzt.bekannt();
        let detail = if open == 0 { "alle mit Angabe".to_owned() } else { format!("{open} weitere ohne Angabe") };
        let name = format!(
            "Ziele {} (größtenteils) erreicht",
            kontext.stammdaten.woerter().massnahme.die_vielen("", Fall::Genitiv)
        );
        kacheln.push((name, Zeile::new().text(&wert), Zeile::new().text(&detail)));
    }
    kacheln
}

fn saetze(kontext: &Kontext<'_>, bericht: &Bericht, bilanz: Option<&Bilanz<'_>>) -> Vec<(Richtung, Satz)> {
    let mut saetze = Vec::new();
    if let (Some(with), Some((jetzt, damals))) = (kontext.vergleich(), hilfen(kontext)) {
        let id = |quartal| bestand(quartal, &Ort::kreis(), &Hilfe::alle());
        let (neu, alt) = (id(kontext.quartal()), id(with.quartal));
        let mut satz = Satz::new()
            .stark("Hilfen im Bestand:")
            .text(" ")
            .zahl(zahl::anzahl(jetzt), Proberegel::Zelle(neu.clone()))
            .text(" nach ")
            .zahl(zahl::anzahl(damals), Proberegel::Zelle(alt.clone()))
            .text(format!(" {}", with.damals));
        if let Some(change) = prozent(jetzt, damals) {
            satz = zahl_in(satz.text(" ("), prozent_text(change), bericht.veraenderung(&neu, &alt));
            satz = satz.text(format!("; {}).", Abschnitt::Faelle.verweis()));
        }
        saetze.push((kontext.richtung(jetzt, damals), satz));
    }
    saetze.extend(verschiebungen(kontext));
    if let Some((richtung, satz)) = zuschuss(kontext, bericht) {
        saetze.push((richtung, satz));
    }
    saetze.extend(budgets(kontext));
    if let Some(bilanz) = bilanz {
        let satz = Satz::new().stark("Evaluation:").text(format!(
            " Im {} haben {} von {} {} berichtet, {} ({}).",
            bilanz.halbjahr(),
            bilanz.vorhanden,
            bilanz.liste.len(),
            kontext.stammdaten.woerter().massnahme.viele("", Fall::Dativ),
            ausstehend_satz(bilanz.ausstehend()),
            Abschnitt::Massnahmen.verweis()
        ));
        saetze.push((Richtung::Hinweis, satz));
    }
    let staende = ziele::staende(kontext, bilanz);
    if !staende.is_empty() {
        let text = format!(" {} ({}).", ziele::satz(&staende), Abschnitt::Ziele.verweis());
        saetze.push((Richtung::Hinweis, Satz::new().stark("Zielkennzahlen:").text(text)));
    }
    saetze
}

/// One sentence for each group and direction, with all Räume.
fn verschiebungen(kontext: &Kontext<'_>) -> Vec<(Richtung, Satz)> {
    let Some(pole) = kontext.pole() else { return Vec::new() };
    let bewegungen = bewegungen(kontext);
    let mut saetze = Vec::new();
    for gruppe in [pole.1, pole.0] {
        for richtung in [Richtung::Weniger, Richtung::Mehr] {
            let of: Vec<&Bewegung> =
                bewegungen.iter().filter(|b| b.gruppe == gruppe && b.richtung == richtung).collect();
            if of.is_empty() {
                continue;
            }
            let mut satz = Satz::new().stark(format!("{}:", super::kontext::gross(&hilfen_wort(gruppe)))).text(" in ");
            for (place, bewegung) in of.iter().enumerate() {
                satz = satz
                    .text(format!("{}{} ", joint(place, of.len()), bewegung.name))
                    .zahl(zahl::anzahl(bewegung.neu.0), Proberegel::Zelle(bewegung.neu.1.clone()))
                    .text(" nach ")
                    .zahl(zahl::anzahl(bewegung.alt.0), Proberegel::Zelle(bewegung.alt.1.clone()));
            }
            let verweis = Abschnitt::Verschiebung.verweis();
            saetze.push((richtung, satz.text(format!(" ({verweis})."))));
        }
    }
    saetze
}

fn zuschuss(kontext: &Kontext<'_>, bericht: &Bericht) -> Option<(Richtung, Satz)> {
    let jahr = Jahr::new(kontext, Zuschussbedarf);
    let (neu, damals) = jahr.beide()?;
    let (alt, _) = jahr.alt.as_ref()?;
    let mut satz = Satz::new()
        .stark("Zuschussbedarf:")
        .text(" ")
        .zahl(zahl::euro(neu), Proberegel::Zelle(jahr.neu.clone()))
        .text(format!(" im {} nach ", kontext.jahr_bis(kontext.quartal())))
        .zahl(zahl::euro(damals), Proberegel::Zelle(alt.clone()))
        .text(" im Vorjahr (");
    if let Some((change, regel)) = jahr.veraenderung(bericht) {
        satz = zahl_in(satz, prozent_text(change), regel).text("; ");
    }
    Some((kontext.richtung_betrag(neu, damals), satz.text(format!("{}).", Abschnitt::Kosten.verweis()))))
}

/// Budgets that are over.
fn budgets(kontext: &Kontext<'_>) -> Vec<(Richtung, Satz)> {
    let mut saetze = Vec::new();
    for budget in budget::arten(kontext) {
        let lines = budgetzeilen(&budget, None);
        for line in budget::teile(&lines).filter(|line| line.zeile.frei.is_negative()) {
            let satz =
                Satz::new().stark(format!("{} {}:", blick::budget_wort(&budget), line.voller_name)).text(format!(
                    " Ausgaben und Zusagen liegen {} über dem Budget ({}).",
                    budget.betrag(line.zeile.frei.abs()),
                    Abschnitt::Budget.verweis()
                ));
            saetze.push((Richtung::Hinweis, satz));
        }
    }
    saetze
}
