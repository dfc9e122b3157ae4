//! Chapter 3: what the Hilfen cost, over the quarters, by Hilfegruppe and by Raum.

use rust_decimal::{Decimal, RoundingStrategy};

use super::bau::{Abschnitt, Bericht, Kapitelbau, beide, zahl_in, zahl_in_zeile};
use super::budget;
use super::faelle::{spanne, zeichen};
use super::kontext::{Kontext, gruppe_wort, im_jahr, im_quartal, kurz, prozent_text, punkt};
use crate::domain::budget::Einheit;
use crate::domain::zelle::Messgroesse::{Aufwand, Ertrag, Inanspruchnahme, Zuschussbedarf};
use crate::domain::zelle::{Hilfe, Messgroesse, Ort, ZellId};
use crate::domain::{Angabe, Betrag, Quartal};
use crate::present::budgetuebersicht::kontext::Bereich;
use crate::present::hilfen;
use crate::present::kernsaetze::{Richtung, Satz, Zeile};
use crate::present::probe::Proberegel;
use crate::present::schaubild::{Punkt, Reihendaten, Schaubild, gestapelt, millionen};
use crate::present::zahl;
use crate::present::zahlentabelle::{Bezug, Rang, Spaltenart, Tabellenbau, Zelle};

/// Zuschussbedarf of the Kreis in the year so far and in the same part of the year before.
pub(super) struct Jahr {
    pub neu: ZellId,
    pub jetzt: Angabe<Betrag>,
    pub alt: Option<(ZellId, Angabe<Betrag>)>,
}

impl Jahr {
    pub fn new(kontext: &Kontext<'_>, groesse: Messgroesse) -> Self {
        let id = |quartal| im_jahr(groesse, quartal, &Ort::kreis(), &Hilfe::alle());
        let neu = id(kontext.quartal());
        let vorjahr = kontext.vorjahr_kosten().filter(|alt| !kontext.is_bruch_between(*alt, kontext.quartal()));
        let alt = vorjahr.map(|quartal| (id(quartal), kontext.betrag(&id(quartal))));
        Self { jetzt: kontext.betrag(&neu), neu, alt }
    }

    /// Both amounts, where both may be shown.
    pub fn beide(&self) -> Option<(Betrag, Betrag)> {
        beide(self.jetzt, self.alt.as_ref()?.1)
    }

    /// The change in percent, with its rule.
    pub fn veraenderung(&self, bericht: &Bericht) -> Option<(Decimal, Option<Proberegel>)> {
        let (neu, alt) = self.beide()?;
        let change = prozent(neu, alt)?;
        Some((change, bericht.veraenderung(&self.neu, &self.alt.as_ref()?.0)))
    }
}

/// The change from `alt` to `neu` in percent; none where it makes no sense.
pub(super) fn prozent(neu: Betrag, alt: Betrag) -> Option<Decimal> {
    (alt.cents() > 0).then(|| (neu - alt).to_decimal() * Decimal::ONE_HUNDRED / alt.to_decimal())
}

/// `16,52 Mio. €`; small amounts in whole euros.
pub(super) fn mio(betrag: Betrag) -> String {
    let million = Decimal::from(1_000_000);
    if betrag.to_decimal().abs() < million {
        return zahl::euro_ganz(betrag);
    }
    format!("{}\u{a0}Mio.{}€", zahl::zahl(betrag.to_decimal() / million, 2), zahl::NARROW)
}

pub(super) fn kapitel(kontext: &Kontext<'_>, bericht: &mut Bericht) {
    let mut bau = Kapitelbau::new(bericht, Abschnitt::Kosten, "Entwicklung der Kosten");
    bau.zusatz("Aufwand, Ertrag, Zuschussbedarf");
    if !kontext.sicht().has_kosten(kontext.quartal()) {
        bau.absatz(Satz::new().text(format!("Für das {} liegen keine Kosten vor.", zahl::quartal(kontext.quartal()))));
        return bau.finish();
    }
    let aussage = aussage(kontext);
    bau.aussage(aussage);
    let quartale = kontext.quartale();
    let titel = format!("Aufwand je Quartal nach Hilfegruppen in Millionen Euro, {}", spanne(&quartale));
    let satz = ueberblick(kontext, bau.bericht());
    bau.absatz(satz);
    bau.abbildung(titel, saeulen(kontext, &quartale));
    let kreis = kontext.kreis_wort();
    bau.tabelle(format!("Kosten und Fälle je Quartal, {kreis}"), "Quartal", |bau, _| quartalstabelle(kontext, bau));
    let titel = format!("Kosten nach Hilfegruppe, {kreis}, {}", kontext.jahr_bis(kontext.quartal()));
    bau.tabelle(titel, "Hilfegruppe", |bau, _| gruppentabelle(kontext, bau));
    if !kontext.raeume().is_empty() {
        let titel = format!("Kosten je {}, {}", kontext.raum_wort(), kontext.jahr_bis(kontext.quartal()));
        bau.tabelle(titel, kontext.raum_wort(), |bau, _| raumtabelle(kontext, bau));
    }
    bau.finish();
}

fn aussage(kontext: &Kontext<'_>) -> Zeile {
    let jahr = Jahr::new(kontext, Zuschussbedarf);
    let Angabe::Wert(betrag) = jahr.jetzt else {
        return Zeile::new().text(&format!("Kosten im {}", kontext.jahr_bis(kontext.quartal())));
    };
    let zeile = zahl_in_zeile(Zeile::new(), &mio(betrag), Some(Proberegel::Zelle(jahr.neu.clone())))
        .text(&format!(" Zuschussbedarf im {}", kontext.jahr_bis(kontext.quartal())));
    match jahr.beide().and_then(|(neu, alt)| Some((neu, alt, prozent(neu, alt)?))) {
        None => zeile,
        Some((neu, alt, change)) => {
            let text = format!("{}{}%", zahl::zahl(change.abs(), 1), zahl::NARROW);
            match kontext.richtung_betrag(neu, alt) {
                Richtung::Mehr => zeile.text(&format!(", {text} mehr als im Vorjahr")),
                Richtung::Weniger => zeile.text(&format!(", {text} weniger als im Vorjahr")),
                _ => zeile.text(&format!(", nahezu unverändert zum Vorjahr ({})", prozent_text(change))),
            }
        }
    }
}

fn ueberblick(kontext: &Kontext<'_>, bericht: &Bericht) -> Satz {
    let mut satz = Satz::new();
    for (groesse, what) in
        [(Aufwand, "der Aufwand"), (Ertrag, "der Ertrag (Kostenbeiträge, Kostenerstattung, Rückforderungen)")]
    {
        let jahr = Jahr::new(kontext, groesse);
        // What is kept secret is not named.
        let Angabe::Wert(betrag) = jahr.jetzt else { continue };
        satz = match satz.declared() {
            0 => satz.text(format!("Im {} beträgt {what} ", kontext.jahr_bis(kontext.quartal()))),
            _ => satz.text(format!(", {what} ")),
        };
        satz = satz.zahl(zahl::euro(betrag), Proberegel::Zelle(jahr.neu));
    }
    if satz.declared() > 0 {
        satz = satz.text(". ");
    }
    let jahr = Jahr::new(kontext, Zuschussbedarf);
    match jahr.jetzt {
        Angabe::Wert(betrag) => {
            satz = satz.text("Es bleibt ein Zuschussbedarf von ");
            satz = satz.zahl_stark(zahl::euro(betrag), Proberegel::Zelle(jahr.neu.clone()));
        }
        _ => satz = satz.text("Der Zuschussbedarf ist nicht ausgewiesen"),
    }
    if let (Some((neu, damals)), Some((alt, _))) = (jahr.beide(), &jahr.alt) {
        satz = satz.text(" nach ").zahl(zahl::euro(damals), Proberegel::Zelle(alt.clone()));
        satz = satz.text(" in der gleichen Zeit des Vorjahres");
        if let Some((change, regel)) = jahr.veraenderung(bericht) {
            satz = zahl_in(satz.text(" ("), prozent_text(change), regel).text(")");
        }
        satz = satz.text(". ");
        if kontext.richtung_betrag(neu, damals) == Richtung::Gleich {
            satz = satz.text("Das gilt nach den Regeln dieses Berichts als nahezu unverändert. ");
        }
    } else {
        satz = satz.text(". Ein Vergleich mit dem Vorjahr ist noch nicht möglich. ");
    }
    satz = satz.text(
        "Es zählt der Tag der Buchung: Späte Rechnungen verschieben Aufwand in das nächste Quartal, ohne dass sich an \
         den Hilfen etwas ändert. ",
    );
    let gwa = budget::arten(kontext).into_iter().find(|budget| budget.einheit == Einheit::Euro);
    if let Some(budget) = gwa {
        let ist = budget.kennzahl(Bereich::Kreis).ist;
        satz = satz.text(format!(
            "Für {}, die Einzelfallhilfen vermeiden oder verkürzen soll, sind im selben Jahr ",
            kontext.stammdaten.woerter().arbeit_kurz
        ));
        satz = zahl_in(satz, zahl::euro(ist), budget::kreis_regel(&budget, "ist"));
        satz = satz.text(format!(" ausgegeben ({}).", Abschnitt::Budget.verweis()));
    }
    satz
}

fn saeulen(kontext: &Kontext<'_>, quartale: &[Quartal]) -> Schaubild {
    let jahr = Jahr::new(kontext, Aufwand);
    let botschaft = match jahr.beide() {
        Some((neu, alt)) => format!(
            "Aufwand im {} {}, im Vorjahr {}: {}",
            kontext.jahr_bis(kontext.quartal()),
            mio(neu),
            mio(alt),
            kontext.richtung_betrag(neu, alt).wort()
        ),
        None => String::new(),
    };
    let gegenstand = format!("Aufwand je Quartal nach Hilfegruppen in Millionen Euro, {}", kontext.kreis_wort());
    let mut daten = Reihendaten::new(&gegenstand, &botschaft, millionen, kontext.achse(quartale));
    if let (Some((neu, damals)), Some((alt, _))) = (jahr.beide(), &jahr.alt) {
        daten = daten.botschaftsregel(&mio(neu), Proberegel::Zelle(jahr.neu.clone()));
        daten = daten.botschaftsregel(&mio(damals), Proberegel::Zelle(alt.clone()));
    }
    for gruppe in kontext.gruppen() {
        let (punkte, regeln) = aufwand(kontext, quartale, &Hilfe::gruppe(gruppe));
        daten = daten.reihe(&gruppe_wort(gruppe), kontext.stil(gruppe), punkte).regeln(regeln);
    }
    let (summen, regeln) = aufwand(kontext, quartale, &Hilfe::alle());
    daten = daten.summen(summen).summenregeln(regeln);
    for (place, grund) in kontext.brueche(quartale) {
        daten = daten.bruch(place, grund);
    }
    gestapelt(daten, super::faelle::breite(quartale.len()), 56)
}

/// The Aufwand of the quarters, and what it must be in millions.
fn aufwand(kontext: &Kontext<'_>, quartale: &[Quartal], hilfe: &Hilfe) -> (Vec<Punkt>, Vec<Option<Proberegel>>) {
    let ids = quartale.iter().map(|quartal| im_quartal(Aufwand, *quartal, &Ort::kreis(), hilfe));
    ids.map(|id| (punkt(kontext.betrag(&id).map(Betrag::to_decimal)), Some(Proberegel::je(id, 1_000_000)))).unzip()
}

/// Aufwand, Ertrag, Zuschussbedarf, cases and Aufwand per case of each quarter.
fn quartalstabelle(kontext: &Kontext<'_>, bau: Tabellenbau) -> Tabellenbau {
    let mut bau = bau
        .with_spalte("Aufwand €", None, Spaltenart::Betrag)
        .with_spalte("Ertrag €", None, Spaltenart::Betrag)
        .with_spalte("Zuschussbedarf €", None, Spaltenart::Betrag)
        .with_spalte("Inanspruchnahme", None, Spaltenart::Zahl)
        .with_spalte("Aufwand je Hilfe €", None, Spaltenart::Betrag);
    let (ort, hilfe) = (Ort::kreis(), Hilfe::alle());
    for quartal in Kontext::spalten(&kontext.quartale()) {
        let id = |groesse| im_quartal(groesse, *quartal, &ort, &hilfe);
        let amounts = [Aufwand, Ertrag, Zuschussbedarf].map(|groesse| kontext.betrag(&id(groesse)));
        let cases = kontext.zahl(&id(Inanspruchnahme));
        let each = amounts[0].zip(cases).map(|(aufwand, cases)| {
            let each = aufwand.to_decimal().checked_div(Decimal::from(cases));
            each.map(|each| each.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero))
        });
        let each = zahl::angabe(each, |each| each.map_or_else(|| zahl::SINNLOS.to_owned(), |each| zahl::zahl(each, 2)));
        let mut zellen: Vec<_> = [Aufwand, Ertrag, Zuschussbedarf]
            .into_iter()
            .zip(amounts)
            .map(|(groesse, betrag)| Zelle::betrag(betrag, id(groesse)))
            .collect();
        zellen[2] = zellen[2].clone().and_summe(vec![(1, Bezug::Spalte(0)), (-1, Bezug::Spalte(1))]);
        zellen.push(Zelle::anzahl(cases, id(Inanspruchnahme)));
        let quotient = Zelle::text(each).and_quotient(vec![(1, Bezug::Spalte(0))], vec![(1, Bezug::Spalte(3))], 1);
        zellen.push(quotient);
        bau.push(Rang::Einzeln, kurz(*quartal), zellen);
    }
    bau.note(
        "Inanspruchnahme = Bestand am Quartalsende + im Quartal beendete Hilfen. Aufwand je Hilfe = Aufwand des Quartals \
         / Inanspruchnahme; es mischt kurze und lange, ambulante und stationäre Hilfen.",
    );
    zeichen(&mut bau);
    bau
}

/// Columns of the year so far against the year before.
fn with_year_columns(kontext: &Kontext<'_>, mut bau: Tabellenbau, alt: Option<Quartal>) -> Tabellenbau {
    let jahr = kontext.quartal().jahr().to_string();
    bau = bau.with_spalte("Aufwand €", Some(&jahr), Spaltenart::Betrag);
    if let Some(alt) = alt {
        let jahr = alt.jahr().to_string();
        bau = bau.with_spalte("Aufwand €", Some(&jahr), Spaltenart::Betrag);
        bau = bau.with_spalte("Veränd. %", None, Spaltenart::Zahl);
    }
    bau
}

/// The Aufwand only: an Ertrag of a group comes from a few cases nearly always, and keeping it would cost the totals.
fn year_cells(kontext: &Kontext<'_>, ort: &Ort, hilfe: &Hilfe, alt: Option<Quartal>) -> Vec<Zelle> {
    let id = |quartal| im_jahr(Aufwand, quartal, ort, hilfe);
    let now = kontext.quartal();
    let jetzt = kontext.betrag(&id(now));
    let mut zellen = vec![Zelle::betrag(jetzt, id(now))];
    if let Some(alt) = alt {
        let damals = kontext.betrag(&id(alt));
        zellen.push(Zelle::betrag(damals, id(alt)));
        let change = jetzt.zip(damals).map(|(neu, alt)| prozent(neu, alt));
        zellen.push(Zelle::aenderung_prozent(change, Bezug::Spalte(0), Bezug::Spalte(1)));
    }
    zellen
}

/// The year before, if its costs are there and no break lies between.
pub(super) fn alt(kontext: &Kontext<'_>) -> Option<Quartal> {
    kontext.vorjahr_kosten().filter(|alt| !kontext.is_bruch_between(*alt, kontext.quartal()))
}

fn gruppentabelle(kontext: &Kontext<'_>, bau: Tabellenbau) -> Tabellenbau {
    let alt = alt(kontext);
    let mut bau = with_year_columns(kontext, bau, alt);
    let mut teile = Vec::new();
    for gruppe in kontext.gruppen() {
        let zellen = year_cells(kontext, &Ort::kreis(), &Hilfe::gruppe(gruppe), alt);
        teile.push(bau.push(Rang::Einzeln, gruppe_wort(gruppe), zellen));
    }
    if let Some(zellen) = unbekannt(kontext, alt) {
        teile.push(bau.push(Rang::Einzeln, "ohne Hilfeart", zellen));
    }
    let summe = bau.push(Rang::Summe, kontext.kreis_wort(), year_cells(kontext, &Ort::kreis(), &Hilfe::alle(), alt));
    bau.is_summe(summe, &teile, 0..(if alt.is_some() { 2 } else { 1 }));
    bau.note(format!(
        "Ohne Erziehungsberatung (§\u{a0}28) und ohne Mittel {}. Nach Hilfearten: {}.",
        kontext.stammdaten.woerter().der_arbeit_kurz(),
        Abschnitt::Anhang.verweis()
    ));
    zeichen(&mut bau);
    bau
}

/// Costs whose Hilfeart no record knows; none where there are none.
fn unbekannt(kontext: &Kontext<'_>, alt: Option<Quartal>) -> Option<Vec<Zelle>> {
    let hilfe = hilfen::ohne_hilfeart();
    let ids = [Some(kontext.quartal()), alt].into_iter().flatten();
    let mut ids = ids.map(|quartal| im_jahr(Aufwand, quartal, &Ort::kreis(), &hilfe));
    let any = ids.any(|id| !matches!(kontext.sicht().zahl(&id), Angabe::Wert(0)));
    any.then(|| year_cells(kontext, &Ort::kreis(), &hilfe, alt))
}

fn raumtabelle(kontext: &Kontext<'_>, bau: Tabellenbau) -> Tabellenbau {
    let alt = alt(kontext);
    let jahr = kontext.quartal().jahr().to_string();
    let mut bau = bau.with_spalte("Aufwand €", Some(&jahr), Spaltenart::Betrag).with_spalte(
        "Zuschussbedarf €",
        Some(&jahr),
        Spaltenart::Betrag,
    );
    if let Some(alt) = alt {
        let jahr = alt.jahr().to_string();
        bau = bau
            .with_spalte("Aufwand €", Some(&jahr), Spaltenart::Betrag)
            .with_spalte("Zuschussbedarf €", Some(&jahr), Spaltenart::Betrag)
            .with_spalte("Veränd. %", Some("Aufwand"), Spaltenart::Zahl);
    }
    let hilfe = Hilfe::alle();
    for line in kontext.raeume() {
        let mut zellen = Vec::new();
        let mut aufwand = Vec::new();
        for quartal in [Some(kontext.quartal()), alt].into_iter().flatten() {
            for groesse in [Aufwand, Zuschussbedarf] {
                let id = im_jahr(groesse, quartal, &line.ort, &hilfe);
                let betrag = kontext.betrag(&id);
                if groesse == Aufwand {
                    aufwand.push(betrag);
                }
                zellen.push(Zelle::betrag(betrag, id));
            }
        }
        if let [neu, alt] = aufwand.as_slice() {
            let change = neu.zip(*alt).map(|(neu, alt)| prozent(neu, alt));
            zellen.push(Zelle::aenderung_prozent(change, Bezug::Spalte(0), Bezug::Spalte(2)));
        }
        bau.push(Rang::Einzeln, line.name, zellen);
    }
    bau.note(format!(
        "Beträge ohne {} und die Summe sind hier nicht ausgewiesen: Mit ihnen müsste mehr gesperrt werden. Die Kosten {} \
         stehen in der Tabelle darüber.",
        kontext.raum_wort(),
        kontext.im_kreis()
    ));
    zeichen(&mut bau);
    bau
}
