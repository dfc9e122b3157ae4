//! Chapter 2: the Bestand over the quarters, in the Kreis and behind its total in the Räume.

use rust_decimal::Decimal;

use super::bau::{Abschnitt, Bericht, Kapitelbau, beide, zahl_in, zahl_in_zeile, zelle};
use super::bewegung::{Bewegung, bewegungen, in_wie_vielen, verschoben};
use super::kontext::{
    Kontext, Vergleichsquartal, bestand, gruppe_wort, hilfen_wort, kurz, prozent, prozent_text, punkt,
};
use super::raeume::{dichten, raumtabelle};
use crate::domain::zelle::{Hilfe, Ort, ZellId};
use crate::domain::{Angabe, Quartal};
use crate::present::kernsaetze::{Richtung, Satz, Zeile};
use crate::present::probe::Proberegel;
use crate::present::schaubild::{Reihendaten, Schaubild, ganze, gestapelt};
use crate::present::zahl;
use crate::present::zahlentabelle::{Bezug, Rang, Spaltenart, Tabellenbau, Zelle};

pub(super) fn kapitel(kontext: &Kontext<'_>, bericht: &mut Bericht) {
    let mut bau = Kapitelbau::new(bericht, Abschnitt::Faelle, "Entwicklung der Fälle");
    bau.zusatz("Bestand am letzten Tag des Quartals");
    if !kontext.sicht().has_faelle(kontext.quartal()) {
        bau.absatz(Satz::new().text(format!(
            "Für das {} liegt keine Fallliste vor; Fallzahlen sind deshalb „…“, noch nicht bekannt.",
            zahl::quartal(kontext.quartal())
        )));
        return bau.finish();
    }
    let bewegungen = bewegungen(kontext);
    bau.aussage(aussage(kontext, &bewegungen));
    let saetze = saetze(kontext, &bewegungen);
    let satz = ueberblick(kontext, bau.bericht(), !saetze.is_empty());
    bau.absatz(satz);
    bau.liste(saetze);
    let quartale = kontext.quartale();
    let spanne = spanne(&quartale);
    bau.abbildung(format!("Hilfen im Bestand nach Hilfegruppen, Anzahl und Anteil, {spanne}"), saeulen(kontext));
    bau.tabelle(
        format!("Hilfen im Bestand nach Hilfegruppe, {}", kontext.kreis_wort()),
        "Hilfegruppe",
        |bau, bericht| gruppentabelle(kontext, bau, bericht),
    );
    if !kontext.raeume().is_empty() {
        bau.zwischentitel(format!(
            "Was der Gesamtwert verdeckt: die {} {}",
            zahl::zahlwort(kontext.raeume().len()),
            kontext.raeume_wort()
        ));
        if quartale.len() > 1 {
            let titel = format!("Hilfen je {} {}, {spanne}", kontext.je(), kontext.junge_wort());
            let bild = dichten(kontext, bau.bericht());
            bau.abbildung(titel, bild);
        }
        let titel = format!("Hilfen im Bestand je {}", kontext.raum_wort());
        bau.tabelle(titel, kontext.raum_wort(), |bau, _| raumtabelle(kontext, bau));
    }
    bau.finish();
}

/// `1. Quartal 2025 bis 2. Quartal 2026`
pub(super) fn spanne(quartale: &[Quartal]) -> String {
    match quartale {
        [first, .., last] => format!("{} bis {}", zahl::quartal(*first), zahl::quartal(*last)),
        [einziges] => zahl::quartal(*einziges),
        [] => String::new(),
    }
}

fn alle(quartal: Quartal) -> ZellId {
    bestand(quartal, &Ort::kreis(), &Hilfe::alle())
}

fn aussage(kontext: &Kontext<'_>, bewegungen: &[Bewegung]) -> Zeile {
    let jetzt = kontext.zahl(&alle(kontext.quartal()));
    let compared = kontext.vergleich().and_then(|with| beide(jetzt, kontext.zahl(&alle(with.quartal))));
    let Some((neu, alt)) = compared else {
        let day = zahl::tag(kontext.stichtag());
        let Angabe::Wert(count) = jetzt else { return Zeile::new().text(&format!("Hilfen am {day}")) };
        let text = zahl::anzahl(count);
        return zahl_in_zeile(Zeile::new(), &text, Some(Proberegel::Zelle(alle(kontext.quartal()))))
            .text(&format!(" Hilfen am {day}"));
    };
    let kreis = match kontext.richtung(neu, alt) {
        Richtung::Mehr => "mehr Hilfen",
        Richtung::Weniger => "weniger Hilfen",
        _ => "nahezu unverändert",
    };
    let wo = super::kontext::gross(&kontext.im_kreis());
    let verschoben = verschoben(kontext, bewegungen);
    match (verschoben.raeume, verschoben.mindestens) {
        (0, true) => Zeile::new().text(&format!("{wo} {kreis}")),
        (0, false) => {
            Zeile::new().text(&format!("{wo} {kreis}, ohne größere Verschiebung in den {}n", kontext.raeume_wort()))
        }
        _ => Zeile::new().text(&format!("{wo} {kreis}, {} verschoben", in_wie_vielen(kontext, verschoben))),
    }
}

/// The Bestand of the Kreis and the share of the first Hilfegruppe.
fn ueberblick(kontext: &Kontext<'_>, bericht: &Bericht, more: bool) -> Satz {
    use crate::present::probe::Proberegel::Zelle as Regel;
    let neu = alle(kontext.quartal());
    let jetzt = kontext.zahl(&neu);
    let Angabe::Wert(count) = jetzt else {
        return Satz::new().text("Der Gesamtwert ist gesperrt; die Tabellen zeigen, was ausgewiesen werden darf.");
    };
    let satz = Satz::new()
        .text(format!("Am {} liefen ", zahl::tag(kontext.stichtag())))
        .zahl_stark(zahl::anzahl(count), Regel(neu.clone()))
        .stark(" Hilfen");
    let Some(with) = kontext.vergleich() else {
        return satz.text(". Ein Vergleich mit früheren Quartalen ist noch nicht möglich.");
    };
    let alt = alle(with.quartal);
    let damals = kontext.zahl(&alt);
    let mut satz = satz;
    if let Angabe::Wert(damals) = damals {
        satz = satz.text(format!(", {} ", with.damals)).zahl(zahl::anzahl(damals), Regel(alt.clone()));
    }
    if let Some(change) = beide(jetzt, damals).and_then(|(neu, alt)| prozent(neu, alt)) {
        satz = zahl_in(satz.text(" ("), prozent_text(change), bericht.veraenderung(&neu, &alt)).text(")");
    }
    satz = satz.text(". ");
    if let Some((erste, _)) = kontext.pole() {
        satz = anteile(kontext, bericht, satz, erste, with);
    }
    if more {
        satz = satz.text(format!(
            "Der Gesamtwert verdeckt Bewegungen in den Räumen. Benannt wird, was sich um mindestens {} und {} Hilfen \
             verändert hat:",
            kontext.ab_prozent(),
            kontext.ab_faellen()
        ));
    }
    satz
}

/// `Ambulante Hilfen machen 55,5 % aus (53,7 %).`
fn anteile(kontext: &Kontext<'_>, bericht: &Bericht, satz: Satz, gruppe: &str, with: Vergleichsquartal) -> Satz {
    let share = |quartal: Quartal| {
        let teil = bestand(quartal, &Ort::kreis(), &Hilfe::gruppe(gruppe));
        let (part, whole) = beide(kontext.zahl(&teil), kontext.zahl(&alle(quartal)))?;
        let share = Decimal::from(part * 100).checked_div(Decimal::from(whole))?;
        Some((format!("{}{}%", zahl::zahl(share, 1), zahl::NARROW), bericht.anteil(&teil, &[alle(quartal)])))
    };
    let (Some(neu), Some(alt)) = (share(kontext.quartal()), share(with.quartal)) else { return satz };
    let satz = satz.text(format!("{} machen ", super::kontext::gross(&hilfen_wort(gruppe))));
    let satz = zahl_in(satz, neu.0, neu.1).text(format!(" davon aus ({} ", with.damals));
    zahl_in(satz, alt.0, alt.1).text("). ")
}

/// One sentence for each group and direction.
fn saetze(kontext: &Kontext<'_>, bewegungen: &[Bewegung]) -> Vec<Satz> {
    use crate::present::probe::Proberegel::Zelle as Regel;
    let Some(pole) = kontext.pole() else { return Vec::new() };
    let mut saetze = Vec::new();
    for gruppe in [pole.1, pole.0] {
        for richtung in [Richtung::Weniger, Richtung::Mehr] {
            let of: Vec<_> = bewegungen.iter().filter(|b| b.gruppe == gruppe && b.richtung == richtung).collect();
            if of.is_empty() {
                continue;
            }
            let mut satz = Satz::new();
            for (place, bewegung) in of.iter().enumerate() {
                satz = satz.text(joint(place, of.len())).stark(&bewegung.name);
            }
            let hat = if of.len() == 1 { "hat" } else { "haben" };
            satz = satz.text(format!(" {hat} {} {}: ", richtung.wort(), hilfen_wort(gruppe)));
            for (place, bewegung) in of.iter().enumerate() {
                satz = satz
                    .text(joint(place, of.len()))
                    .zahl(zahl::anzahl(bewegung.neu.0), Regel(bewegung.neu.1.clone()))
                    .text(" nach ")
                    .zahl(zahl::anzahl(bewegung.alt.0), Regel(bewegung.alt.1.clone()));
            }
            saetze.push(satz.text("."));
        }
    }
    saetze
}

/// What stands before a member of an enumeration.
pub(super) fn joint(place: usize, count: usize) -> &'static str {
    match place {
        0 => "",
        place if place + 1 == count => " und ",
        _ => ", ",
    }
}

/// Width of a chart of so many columns in mm: few columns stay columns.
pub(super) fn breite(columns: usize) -> u16 {
    u16::try_from(columns).unwrap_or(u16::MAX).saturating_mul(24).clamp(36, 130)
}

/// Stacks over the quarters.
fn saeulen(kontext: &Kontext<'_>) -> Schaubild {
    let quartale = kontext.quartale();
    let botschaft = match kontext.vergleich().and_then(|with| {
        beide(kontext.zahl(&alle(kontext.quartal())), kontext.zahl(&alle(with.quartal))).map(|zahlen| (with, zahlen))
    }) {
        Some((with, (neu, alt))) => format!(
            "{} Hilfen, {} {}: {}",
            zahl::anzahl(neu),
            with.damals,
            zahl::anzahl(alt),
            kontext.richtung(neu, alt).wort()
        ),
        None => String::new(),
    };
    let mut daten = Reihendaten::new(
        &format!("Hilfen im Bestand am Quartalsende nach Hilfegruppen, {}", kontext.kreis_wort()),
        &botschaft,
        ganze,
        kontext.achse(&quartale),
    );
    for gruppe in kontext.gruppen() {
        let ids: Vec<_> =
            quartale.iter().map(|quartal| bestand(*quartal, &Ort::kreis(), &Hilfe::gruppe(gruppe))).collect();
        let punkte = ids.iter().map(|id| punkt(kontext.zahl(id).map(Decimal::from)));
        daten = daten.reihe(&gruppe_wort(gruppe), kontext.stil(gruppe), punkte);
        daten = daten.regeln(ids.into_iter().map(|id| Some(Proberegel::Zelle(id))));
    }
    let summen = quartale.iter().map(|quartal| punkt(kontext.zahl(&alle(*quartal)).map(Decimal::from)));
    daten = daten.summen(summen.collect::<Vec<_>>());
    daten = daten.summenregeln(quartale.iter().map(|quartal| Some(Proberegel::Zelle(alle(*quartal)))));
    for (place, grund) in kontext.brueche(&quartale) {
        daten = daten.bruch(place, grund);
    }
    gestapelt(daten, breite(quartale.len()), 74)
}

/// Heads of the columns of compared quarters.
pub(super) fn vergleichsquartale(kontext: &Kontext<'_>) -> Vec<Quartal> {
    [kontext.vorjahr(), kontext.vorquartal(), Some(kontext.quartal())].into_iter().flatten().collect()
}

/// The Hilfegruppen of the Kreis: Bestand of the compared quarters, changes, Hilfedichte.
fn gruppentabelle(kontext: &Kontext<'_>, mut bau: Tabellenbau, bericht: &Bericht) -> Tabellenbau {
    let quartale = vergleichsquartale(kontext);
    let count = quartale.len();
    for quartal in &quartale {
        bau = bau.with_spalte(kurz(*quartal), Some("Bestand"), Spaltenart::Zahl);
    }
    let against = gegen(kontext, &quartale);
    for (_, kopf) in &against {
        bau = bau.with_spalte(*kopf, Some("Veränderung"), Spaltenart::Zahl);
        bau = bau.with_spalte(format!("{kopf} %"), Some("Veränderung"), Spaltenart::Zahl);
    }
    bau = bau.with_spalte(kurz(kontext.quartal()), Some("Hilfedichte"), Spaltenart::Zahl);
    let mut teile = Vec::new();
    let lines = kontext.gruppen().iter().map(|gruppe| (gruppe_wort(gruppe), Hilfe::gruppe(gruppe)));
    let lines: Vec<_> = lines.chain([(kontext.kreis_wort(), Hilfe::alle())]).collect();
    for (name, hilfe) in lines {
        let ids: Vec<_> = quartale.iter().map(|quartal| bestand(*quartal, &Ort::kreis(), &hilfe)).collect();
        let werte: Vec<_> = ids.iter().map(|id| kontext.zahl(id)).collect();
        let mut zellen: Vec<_> = ids.iter().zip(&werte).map(|(id, wert)| Zelle::anzahl(*wert, id.clone())).collect();
        for (place, _) in &against {
            let both = werte[count - 1].zip(werte[*place]);
            let (neu, alt) = (Bezug::Spalte(count - 1), Bezug::Spalte(*place));
            zellen.push(Zelle::aenderung(both.map(|(neu, alt)| neu - alt), neu.clone(), alt.clone()));
            zellen.push(Zelle::aenderung_prozent(both.map(|(neu, alt)| prozent(neu, alt)), neu, alt));
        }
        let dichte = kontext.dichte(&ids[count - 1], kontext.quartal());
        let je = kontext.stammdaten.einstellungen.regeln.hilfedichte.je;
        zellen.push(zelle(dichte_text(dichte), bericht.dichte(&ids[count - 1], kontext.quartal(), je)));
        let rang = if hilfe == Hilfe::alle() { Rang::Summe } else { Rang::Einzeln };
        let line = bau.push(rang, name, zellen);
        if hilfe == Hilfe::alle() {
            bau.is_summe(line, &teile, 0..count);
        } else {
            teile.push(line);
        }
    }
    bau.note(format!(
        "Hilfedichte = Hilfen je {} {} ({}). {}Ohne Erziehungsberatung (§\u{a0}28), die in {} für sich steht.",
        kontext.je(),
        kontext.junge_wort(),
        Abschnitt::Anhang.verweis(),
        legende_vergleich(&against),
        Abschnitt::Besondere.verweis(),
    ));
    zeichen(&mut bau);
    bau
}

/// Columns that the last one is held against, with their word.
fn gegen(kontext: &Kontext<'_>, quartale: &[Quartal]) -> Vec<(usize, &'static str)> {
    let place = |quartal: Option<Quartal>| {
        let quartal = quartal.filter(|quartal| !kontext.is_bruch_between(*quartal, kontext.quartal()))?;
        quartale.iter().position(|column| *column == quartal)
    };
    let both = [(place(kontext.vorquartal()), "VQ"), (place(kontext.vorjahr()), "VJ")];
    both.into_iter().filter_map(|(place, kopf)| Some((place?, kopf))).collect()
}

fn legende_vergleich(against: &[(usize, &'static str)]) -> String {
    let words: Vec<String> = against
        .iter()
        .map(|(_, kopf)| match *kopf {
            "VQ" => "VQ = gegenüber dem Vorquartal".to_owned(),
            _ => "VJ = gegenüber dem Vorjahresquartal".to_owned(),
        })
        .collect();
    if words.is_empty() { String::new() } else { format!("{}. ", words.join(", ")) }
}

/// `15,1`, `x` where there is no base.
pub(super) fn dichte_text(dichte: Angabe<Option<crate::domain::kennzahlen::Quote>>) -> String {
    zahl::angabe(dichte, |quote| match quote {
        Some(quote) if quote.0.is_zero() => zahl::NICHTS.to_owned(),
        Some(quote) => zahl::zahl(quote.0, 1),
        None => zahl::SINNLOS.to_owned(),
    })
}

/// Notes the signs that the table prints.
pub(super) fn zeichen(bau: &mut Tabellenbau) {
    let mut words = Vec::new();
    if bau.prints(zahl::GESPERRT) {
        words.push("„.“ gesperrt, um niemanden erkennbar zu machen");
    }
    if bau.prints(zahl::NICHTS) {
        words.push("„–“ genau null");
    }
    if bau.prints(zahl::UNBEKANNT) {
        words.push("„…“ nicht geliefert");
    }
    if bau.prints(zahl::SINNLOS) {
        words.push("„x“ nicht sinnvoll");
    }
    if !words.is_empty() {
        bau.note(format!("Zeichen: {}.", words.join(", ")));
    }
}
