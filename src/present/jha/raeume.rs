//! The Bestand in the Räume, behind the total of the Kreis: Hilfedichten over the quarters and the table.

use super::bau::{Abschnitt, Bericht};
use super::bewegung::{bewegungen, in_wie_vielen, verschoben};
use super::faelle::{vergleichsquartale, zeichen};
use super::kontext::{Kontext, Zeilenort, aufzaehlung, bestand, gruppe_wort, kurz, punkt};
use crate::domain::Angabe;
use crate::domain::zelle::{Hilfe, Ort};
use crate::present::schaubild::{Kachelart, Reihendaten, Schaubild, kacheln, zehntel};
use crate::present::zahlentabelle::{Bezug, Rang, Spaltenart, Tabellenbau, Zelle};

/// Hilfedichte of every Raum over the quarters.
pub(super) fn dichten(kontext: &Kontext<'_>, bericht: &Bericht) -> Schaubild {
    let quartale = kontext.quartale();
    let bewegt = verschoben(kontext, &bewegungen(kontext));
    let botschaft = match bewegt.raeume {
        0 => String::new(),
        _ => format!("{} haben sich Hilfen verschoben", super::kontext::gross(&in_wie_vielen(kontext, bewegt))),
    };
    let gegenstand = format!("Hilfen im Bestand je {} {}", kontext.je(), kontext.junge_wort());
    let leer = Reihendaten::new(&gegenstand, &botschaft, zehntel, kontext.achse(&quartale));
    let pole = kontext.pole();
    let tiles = kontext.raeume().into_iter().map(|raum| {
        let mut daten = leer.clone();
        for gruppe in pole.iter().flat_map(|pole| [pole.0, pole.1]) {
            let id = |quartal| bestand(quartal, &raum.ort, &Hilfe::gruppe(gruppe));
            let punkte = quartale.iter().map(|quartal| match kontext.dichte(&id(*quartal), *quartal) {
                Angabe::Wert(Some(quote)) => punkt(Angabe::Wert(quote.0)),
                Angabe::Wert(None) | Angabe::Fehlt => punkt(Angabe::Fehlt),
                Angabe::Gesperrt => punkt(Angabe::Gesperrt),
            });
            daten = daten.reihe(&gruppe_wort(gruppe), kontext.stil(gruppe), punkte);
            let je = kontext.stammdaten.einstellungen.regeln.hilfedichte.je;
            daten = daten.regeln(quartale.iter().map(|quartal| bericht.dichte_ungedruckt(&id(*quartal), *quartal, je)));
        }
        for (place, grund) in kontext.brueche(&quartale) {
            daten = daten.bruch(place, grund);
        }
        (raum.name, daten)
    });
    kacheln(&leer, tiles.collect(), Kachelart::Linien, 4, 24)
        .with_hinweis("Gleicher Maßstab in allen Bildern, Achse ab null.")
}

/// Bestand of the Räume: both groups in the compared quarters. Others are small in a Raum, and with them or with totals
/// these two would have to be suppressed too.
pub(super) fn raumtabelle(kontext: &Kontext<'_>, mut bau: Tabellenbau) -> Tabellenbau {
    let quartale = vergleichsquartale(kontext);
    let count = quartale.len();
    let Some(pole) = kontext.pole() else { return bau };
    let vergleich = kontext.vergleich();
    let against = vergleich.and_then(|with| Some((quartale.iter().position(|q| *q == with.quartal)?, with.kopf)));
    for gruppe in [pole.0, pole.1] {
        for quartal in &quartale {
            bau = bau.with_spalte(kurz(*quartal), Some(&gruppe_wort(gruppe)), Spaltenart::Zahl);
        }
        if let Some((_, kopf)) = against {
            bau = bau.with_spalte(format!("ggü. {kopf}"), Some(&gruppe_wort(gruppe)), Spaltenart::Zahl);
        }
    }
    let mut teile = Vec::new();
    let kreis = Zeilenort { name: kontext.kreis_wort(), ort: Ort::kreis() };
    let lines = kontext.raeume().into_iter().chain(daneben_mit_faellen(kontext)).chain([kreis]);
    for line in lines.collect::<Vec<_>>() {
        let mut zellen = Vec::new();
        for gruppe in [pole.0, pole.1] {
            let start = zellen.len();
            let ids: Vec<_> =
                quartale.iter().map(|quartal| bestand(*quartal, &line.ort, &Hilfe::gruppe(gruppe))).collect();
            let werte: Vec<_> = ids.iter().map(|id| kontext.zahl(id)).collect();
            zellen.extend(ids.iter().zip(&werte).map(|(id, wert)| Zelle::anzahl(*wert, id.clone())));
            if let Some((place, _)) = against {
                let both = werte[count - 1].zip(werte[place]).map(|(neu, alt)| neu - alt);
                zellen.push(Zelle::aenderung(both, Bezug::Spalte(start + count - 1), Bezug::Spalte(start + place)));
            }
        }
        let columns = zellen.len();
        let is_kreis = line.ort == Ort::kreis();
        let row = bau.push(if is_kreis { Rang::Summe } else { Rang::Einzeln }, line.name, zellen);
        if is_kreis {
            bau.is_summe(row, &teile, 0..columns);
        } else {
            teile.push(row);
        }
    }
    let buckets = daneben_mit_faellen(kontext).into_iter();
    let names: Vec<String> = buckets.map(|bucket| format!("„{}“", bucket.name)).collect();
    let mut note = String::new();
    if let Some((_, kopf)) = against {
        let what = if kopf == "VJ" { "Vorjahresquartal" } else { "Vorquartal" };
        note.push_str(&format!("ggü. {kopf} = Veränderung gegenüber dem {what}, Anzahl. "));
    }
    if !names.is_empty() {
        note.push_str(&format!(
            "{}: Fälle, die keinem {} zuzuordnen sind, darunter die in {}.",
            aufzaehlung(&names),
            kontext.raum_wort(),
            Abschnitt::Besondere.verweis()
        ));
    }
    if !note.is_empty() {
        bau.note(note);
    }
    bau.note(format!(
        "Summen je {} und je {} und die übrigen Hilfegruppen je {} sind nicht ausgewiesen: Aus ihnen ließen sich kleine \
         Zahlen errechnen.",
        kontext.raum_wort(),
        kontext.stammdaten.einstellungen.amt.begriff_region,
        kontext.raum_wort()
    ));
    zeichen(&mut bau);
    bau
}

/// The buckets that have a case in any quarter, as far as the public may know.
pub(super) fn daneben_mit_faellen(kontext: &Kontext<'_>) -> Vec<Zeilenort> {
    let has_cases = |line: &Zeilenort| {
        let mut quartale = vergleichsquartale(kontext).into_iter();
        quartale.any(|quartal| {
            kontext.pole().into_iter().flat_map(|pole| [pole.0, pole.1]).any(|gruppe| {
                kontext.sicht().zahl(&bestand(quartal, &line.ort, &Hilfe::gruppe(gruppe))) != Angabe::Wert(0)
            })
        })
    };
    kontext.daneben().into_iter().filter(has_cases).collect()
}
