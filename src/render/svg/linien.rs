//! Lines and slopes.

use super::leinwand::{Anker, Leinwand, MM, Schnitt, laenge, teil};
use super::{Rahmen, farbe};
use crate::present::schaubild::{Linien, Marke, Ort, Schild, Seite, Steigung, Stil};

/// Draws lines; their size. A tile has no scale and its first and last values beside the lines.
pub(super) fn draw(blatt: &mut Leinwand, bild: &Linien, (x, y): (i64, i64), kachel: bool) -> (i64, i64) {
    let rahmen = Rahmen::of_linien(bild);
    let mut feld = rahmen.feld((x, y));
    if kachel {
        feld.links = x + 950;
        feld.oben = y + 2 * MM;
    }
    let ort = |ort: Ort| (feld.links + teil(ort.0, feld.breite), feld.grund() - teil(ort.1, feld.hoehe));
    rahmen.raster(blatt, &feld, x);
    rahmen.brueche(blatt, &feld);
    rahmen.achse(blatt, &feld);
    for reihe in &bild.reihen {
        for abschnitt in &reihe.abschnitte {
            let punkte: Vec<_> = abschnitt.iter().copied().map(ort).collect();
            if punkte.len() > 1 {
                blatt.zug(reihe.stil, &punkte);
            }
            for punkt in punkte.first().into_iter().chain(punkte.get(1..).and_then(<[_]>::last)) {
                blatt.marke(reihe.stil, *punkt);
            }
        }
    }
    for schild in &bild.schilder {
        label(blatt, schild, ort((schild.x, schild.y)));
    }
    let right = feld.links + feld.breite;
    let mut beside = if kachel { 950 } else { 0 };
    for name in &bild.namen {
        let y = feld.grund() - teil(name.lage, feld.hoehe);
        blatt.wert_und_name((right + 260, y), &name.wert, &name.text, farbe(name.stil));
        beside = beside.max(350 + laenge(&name.wert) + laenge(&name.text));
    }
    let ende = if kachel { feld.grund() + 2 * MM } else { rahmen.ende(&feld) };
    (right + beside - x, ende - y)
}

fn label(blatt: &mut Leinwand, schild: &Schild, (x, y): (i64, i64)) {
    let (anker, dx, dy) = match schild.seite {
        Seite::Oben => (Anker::Mitte, 0, -290),
        Seite::Unten => (Anker::Mitte, 0, 290),
        Seite::Links => (Anker::Rechts, -160, 0),
        Seite::Rechts => (Anker::Links, 160, 0),
    };
    let weight = if schild.stil == Stil::Dunkel { "f " } else { "" };
    blatt.schrift(x + dx, y + dy, &schild.text, anker, format!("{weight}k {}", farbe(schild.stil)).trim_end());
}

/// Draws slopes; their size.
pub(super) fn steigung(blatt: &mut Leinwand, bild: &Steigung, (x, y): (i64, i64)) -> (i64, i64) {
    let seite = i64::from(bild.seiten_mm) * MM;
    let breite = i64::from(bild.flaeche.breite) * MM;
    let hoehe = i64::from(bild.flaeche.hoehe) * MM;
    let oben = y + 6 * MM;
    let grund = oben + hoehe;
    let links = x + seite;
    for spalte in &bild.spalten {
        let at = links + teil(spalte.lage, breite);
        blatt.linie("fein", (at, oben), (at, grund));
        blatt.wort(at, oben - 3 * MM, &spalte.text, Anker::Mitte, Schnitt::Weich, false);
    }
    for neigung in &bild.linien {
        let ort = |ort: &Ort| (links + teil(ort.0, breite), grund - teil(ort.1, hoehe));
        let punkte: Vec<_> = neigung.punkte.iter().map(ort).collect();
        if punkte.len() > 1 {
            blatt.zug(neigung.stil, &punkte);
        }
        for punkt in &punkte {
            blatt.marke(neigung.stil, *punkt);
        }
        let weight = if neigung.stil == Stil::Dunkel { "f " } else { "" };
        let classes = format!("{weight}{}", farbe(neigung.stil));
        let mut word = |marke: &Option<Marke>, at: i64, anker: Anker| {
            if let Some(marke) = marke {
                blatt.schrift(at, grund - teil(marke.lage, hoehe), &marke.text, anker, classes.trim_end());
            }
        };
        word(&neigung.links, links - 180, Anker::Rechts);
        word(&neigung.rechts, links + breite + 180, Anker::Links);
    }
    (2 * seite + breite, grund + 150 - y)
}
