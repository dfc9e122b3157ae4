//! Series since the first delivery, and ambulant against stationär.

use rust_decimal::Decimal;

use super::kontext::{Kontext, kurz};
use super::{Bildabschnitt, Lauf, lauf};
use crate::domain::zelle::{Hilfe, Messgroesse, Zeitbezug};
use crate::domain::{Angabe, Betrag, Quartal};
use crate::present::hilfen::{self, Gruppe};
use crate::present::probe::{Probe, Proberegel};
use crate::present::schaubild::{self, Kategorie, Punkt, Reihendaten, Schaubild, Stil, ganze};
use crate::present::zahl;
use crate::present::zahlentabelle::{Rang, Spaltenart, Tabellenbau, Zelle};

/// The looks of groups in their order.
const STILE: [Stil; 4] = [Stil::Dunkel, Stil::Weiss, Stil::Hell, Stil::Schraffiert];
/// Quarters that a table beside a chart has room for; the attached data have all.
const SPALTEN: usize = 8;
/// Fewer, where it is amounts.
const SPALTEN_BETRAG: usize = 6;
/// Groups that are held against each other.
const AMBULANT: &str = "ambulant";
const STATIONAER: &str = "stationaer";

/// A group and its values in all quarters of the series.
struct Reihe<T> {
    gruppe: Gruppe,
    stil: Stil,
    werte: Vec<Angabe<T>>,
}

/// Cases at the quarters' ends since the first delivery.
pub(super) fn verlauf(kontext: &Kontext<'_>, botschaft: &str) -> (Bildabschnitt, Vec<Probe>) {
    let titel = "Hilfen im Bestand seit der ersten Lieferung".to_owned();
    let quartale = kontext.reihe();
    let read = |quartal, hilfe: &Hilfe| kontext.bestand(quartal, hilfe);
    let reihen = reihen(kontext, &quartale, &read, |anzahl| *anzahl == 0);
    if let Some(abschnitt) = without_series(&titel, &quartale, &reihen) {
        return (abschnitt, Vec::new());
    }
    let gegenstand = format!("Hilfen im Bestand am Quartalsende, {}", kontext.name());
    let id = |quartal, hilfe: &Hilfe| kontext.id(Messgroesse::Bestand, Zeitbezug::Quartal(quartal), hilfe);
    let daten = werte(kontext, &gegenstand, ganze, &quartale, &reihen, Decimal::from, |quartal, hilfe| {
        Proberegel::Zelle(id(quartal, hilfe))
    });
    let bild = linien(daten.achse("Hilfen"), botschaft);
    let shown = quartale.len().saturating_sub(SPALTEN);
    let mut bau = Tabellenbau::new("/verlauf/tabelle", "Hilfen im Bestand am Quartalsende", "Hilfegruppe");
    for quartal in &quartale[shown..] {
        bau = bau.with_spalte(kurz(*quartal), None, Spaltenart::Zahl);
    }
    for reihe in &reihen {
        let werte = quartale.iter().zip(&reihe.werte).skip(shown);
        let zellen = werte.map(|(quartal, wert)| Zelle::anzahl(*wert, id(*quartal, &reihe.gruppe.hilfe))).collect();
        bau.push(Rang::Einzeln, &reihe.gruppe.name, zellen);
    }
    note(&mut bau, shown);
    let (tabelle, mut proben) = bau.build();
    proben.extend(bild.proben(&titel, "/verlauf/bild"));
    (Bildabschnitt { titel, laeufe: Vec::new(), bild: Some(bild), tabelle: Some(tabelle) }, proben)
}

/// Zuschussbedarf of the quarters since the first delivery.
pub(super) fn kostenverlauf(kontext: &Kontext<'_>) -> (Bildabschnitt, Vec<Probe>) {
    let titel = "Zuschussbedarf je Quartal seit der ersten Lieferung".to_owned();
    let quartale = kontext.reihe();
    let read = |quartal, hilfe: &Hilfe| kontext.betrag(Messgroesse::Zuschussbedarf, Zeitbezug::Quartal(quartal), hilfe);
    let reihen = reihen(kontext, &quartale, &read, |betrag| betrag.is_zero());
    if let Some(abschnitt) = without_series(&titel, &quartale, &reihen) {
        return (abschnitt, Vec::new());
    }
    let gegenstand = format!("Zuschussbedarf je Quartal in Tausend Euro, {}", kontext.name());
    let id = |quartal, hilfe: &Hilfe| kontext.id(Messgroesse::Zuschussbedarf, Zeitbezug::Quartal(quartal), hilfe);
    let thousands = |betrag: Betrag| betrag.to_decimal() / Decimal::ONE_THOUSAND;
    let daten = werte(kontext, &gegenstand, schaubild::zehntel, &quartale, &reihen, thousands, |quartal, hilfe| {
        Proberegel::je(id(quartal, hilfe), 1000)
    });
    let bild = linien(daten.achse("Tsd. €"), "");
    let shown = quartale.len().saturating_sub(SPALTEN_BETRAG);
    let mut bau = Tabellenbau::new("/kostenverlauf/tabelle", "Zuschussbedarf je Quartal", "Zuschussbedarf €");
    for quartal in &quartale[shown..] {
        bau = bau.with_spalte(kurz(*quartal), None, Spaltenart::Betrag);
    }
    for reihe in &reihen {
        let werte = quartale.iter().zip(&reihe.werte).skip(shown);
        let zellen = werte.map(|(quartal, wert)| Zelle::betrag(*wert, id(*quartal, &reihe.gruppe.hilfe))).collect();
        bau.push(Rang::Einzeln, &reihe.gruppe.name, zellen);
    }
    note(&mut bau, shown);
    let (tabelle, mut proben) = bau.build();
    proben.extend(bild.proben(&titel, "/kostenverlauf/bild"));
    (Bildabschnitt { titel, laeufe: Vec::new(), bild: Some(bild), tabelle: Some(tabelle) }, proben)
}

fn note(bau: &mut Tabellenbau, left_out: usize) {
    if left_out > 0 {
        bau.note("Frühere Quartale stehen in den angehängten Daten.");
    }
}

fn reihen<T: Copy>(
    kontext: &Kontext<'_>,
    quartale: &[Quartal],
    read: &dyn Fn(Quartal, &Hilfe) -> Angabe<T>,
    is_nothing: impl Fn(&T) -> bool,
) -> Vec<Reihe<T>> {
    let all = hilfen::gruppen(kontext.stammdaten).into_iter().zip(STILE);
    let all = all.map(|(gruppe, stil)| {
        let werte = quartale.iter().map(|quartal| read(*quartal, &gruppe.hilfe)).collect();
        Reihe { gruppe, stil, werte }
    });
    all.filter(|reihe| reihe.werte.iter().any(|wert| !matches!(wert, Angabe::Wert(wert) if is_nothing(wert)))).collect()
}

/// The section where there is no series to be drawn, and why.
fn without_series<T: Copy>(titel: &str, quartale: &[Quartal], reihen: &[Reihe<T>]) -> Option<Bildabschnitt> {
    let known = reihen.iter().flat_map(|reihe| &reihe.werte).any(|wert| wert.wert().is_some());
    let why = if quartale.len() < 2 {
        "Bisher ist ein Quartal geliefert; eine Reihe entsteht mit dem nächsten."
    } else if reihen.is_empty() {
        "Seit der ersten Lieferung gibt es keine Werte."
    } else if !known {
        "Alle Werte der Reihe sind gesperrt („.“) oder nicht geliefert („…“); eine Abbildung entfällt."
    } else {
        return None;
    };
    Some(Bildabschnitt { titel: titel.to_owned(), laeufe: vec![lauf(why)], bild: None, tabelle: None })
}

/// The series of a chart, and what each value must be.
fn werte<T: Copy>(
    kontext: &Kontext<'_>,
    gegenstand: &str,
    form: schaubild::Zahlform,
    quartale: &[Quartal],
    reihen: &[Reihe<T>],
    decimal: impl Fn(T) -> Decimal,
    regel: impl Fn(Quartal, &Hilfe) -> Proberegel,
) -> Reihendaten {
    let aktuell = kontext.quartal();
    let kategorien = quartale.iter().map(|quartal| Kategorie::quartal(*quartal, aktuell)).collect();
    let mut daten = Reihendaten::new(gegenstand, "", form, kategorien);
    for reihe in reihen {
        let punkte = reihe.werte.iter().map(|wert| punkt(wert.map(&decimal)));
        daten = daten.reihe(&reihe.gruppe.name, reihe.stil, punkte);
        daten = daten.regeln(quartale.iter().map(|quartal| Some(regel(*quartal, &reihe.gruppe.hilfe))));
    }
    daten
}

fn linien(mut daten: Reihendaten, botschaft: &str) -> Schaubild {
    botschaft.clone_into(&mut daten.botschaft);
    schaubild::linien(daten, 112, 48)
}

/// A value as a chart takes it.
pub(super) const fn punkt(angabe: Angabe<Decimal>) -> Punkt {
    match angabe {
        Angabe::Wert(wert) => Punkt::Wert(wert),
        Angabe::Gesperrt => Punkt::Gesperrt,
        Angabe::Fehlt => Punkt::Fehlt,
    }
}

/// Ambulante and stationäre cases of a quarter; none where the office has no such groups.
pub(super) fn ambulant_stationaer(kontext: &Kontext<'_>, quartal: Quartal) -> Option<Angabe<(i64, i64)>> {
    let [ambulant, stationaer] = paar(kontext)?;
    Some(kontext.bestand(quartal, &ambulant.hilfe).zip(kontext.bestand(quartal, &stationaer.hilfe)))
}

/// The two groups; none where the office has no such groups.
pub(super) fn paar(kontext: &Kontext<'_>) -> Option<[Gruppe; 2]> {
    let gruppen = hilfen::gruppen(kontext.stammdaten);
    let find = |key: &str| gruppen.iter().find(|gruppe| gruppe.hilfe == Hilfe::gruppe(key)).cloned();
    Some([find(AMBULANT)?, find(STATIONAER)?])
}

/// So many ambulante cases come to one stationärer: `2,1`; `x` where there is none.
pub(super) fn verhaeltnis_wert(verhaeltnis: Angabe<(i64, i64)>) -> String {
    zahl::angabe(verhaeltnis, |(ambulant, stationaer)| match stationaer {
        0 => zahl::SINNLOS.to_owned(),
        _ => zahl::zahl(Decimal::from(ambulant) / Decimal::from(stationaer), 1),
    })
}

/// The same with its second member: `2,1 : 1`.
fn verhaeltnis_text(verhaeltnis: Angabe<(i64, i64)>) -> String {
    let text = verhaeltnis_wert(verhaeltnis);
    if zahl::is_number(&text) { format!("{text} : 1") } else { text }
}

/// Ambulant against stationär over the quarters.
pub(super) fn verhaeltnis(kontext: &Kontext<'_>) -> Option<(Bildabschnitt, Vec<Probe>)> {
    let [ambulant, stationaer] = paar(kontext)?;
    let titel = "Verhältnis ambulant zu stationär".to_owned();
    // More columns than this have no room for their words.
    let quartale = kontext.reihe();
    let quartale = &quartale[quartale.len().saturating_sub(SPALTEN)..];
    let both: Vec<_> = quartale.iter().filter_map(|quartal| ambulant_stationaer(kontext, *quartal)).collect();
    // Nothing of a column is drawn where one of both is secret: the other one alone is no proportion.
    let values = |pick: fn((i64, i64)) -> i64| -> Vec<Punkt> {
        both.iter().map(|both| punkt(both.map(|both| pick(both).into()))).collect()
    };
    let without = |why: &str| {
        (Bildabschnitt { titel: titel.clone(), laeufe: vec![lauf(why)], bild: None, tabelle: None }, Vec::new())
    };
    let known: Vec<_> = both.iter().filter_map(|both| both.wert()).collect();
    if known.is_empty() {
        return Some(without(
            "Ein Verhältnis lässt sich nicht angeben: Werte sind gesperrt („.“) oder nicht geliefert („…“).",
        ));
    }
    if known.len() < 2 {
        return Some(without("Es lässt sich nur für ein Quartal angeben; eine Abbildung entfällt."));
    }
    if known.iter().all(|(ambulant, stationaer)| ambulant + stationaer == 0) {
        return Some(without("Es gibt weder ambulante noch stationäre Hilfen."));
    }
    let aktuell = kontext.quartal();
    let kategorien = quartale.iter().map(|quartal| Kategorie::quartal(*quartal, aktuell)).collect();
    let gegenstand = format!("Verhältnis ambulanter zu stationären Hilfen, {}", kontext.name());
    let regeln = |gruppe: &Gruppe| -> Vec<Option<Proberegel>> {
        let id = |quartal| kontext.id(Messgroesse::Bestand, Zeitbezug::Quartal(quartal), &gruppe.hilfe);
        quartale.iter().map(|quartal| Some(Proberegel::Zelle(id(*quartal)))).collect()
    };
    let daten = Reihendaten::new(&gegenstand, "", ganze, kategorien)
        .reihe(&ambulant.name, Stil::Dunkel, values(|(ambulant, _)| ambulant))
        .regeln(regeln(&ambulant))
        .reihe(&stationaer.name, Stil::Hell, values(|(_, stationaer)| stationaer))
        .regeln(regeln(&stationaer))
        .koepfe(both.iter().map(|both| verhaeltnis_text(*both)).collect());
    let laeufe: Vec<Lauf> =
        vec![lauf("Über jeder Säule steht, wie viele ambulante Hilfen auf eine stationäre kommen.")];
    let bild = schaubild::gestapelt(daten, 132, 50);
    let proben = bild.proben(&titel, "/verhaeltnis/bild");
    Some((Bildabschnitt { titel, laeufe, bild: Some(bild), tabelle: None }, proben))
}
