//! Bars in rows.

use super::leinwand::{Anker, Leinwand, MM, Schnitt, laenge, teil};
use crate::present::schaubild::{Streifen, Zeile};

/// A row, and the bar in it.
const ZEILE: i64 = 660;
const DOPPELT: i64 = 860;
const BALKEN: i64 = 440;

/// Draws rows; their size.
pub(super) fn draw(blatt: &mut Leinwand, bild: &Streifen, (x, y): (i64, i64)) -> (i64, i64) {
    let links = x + i64::from(bild.namen_mm) * MM;
    let breite = i64::from(bild.flaeche.breite) * MM;
    let rechts = links + breite + i64::from(bild.werte_mm) * MM;
    let oben = y + if bild.linie.is_some() { 450 } else { 0 };
    let room = i64::from(bild.namen_mm) * MM - 250;
    let names: Vec<Vec<&str>> = bild.zeilen.iter().map(|zeile| lines(zeile, room)).collect();
    let tall = names.iter().map(Vec::len).max().unwrap_or(1);
    let zeile = match tall {
        0 | 1 => ZEILE,
        2 => DOPPELT,
        _ => DOPPELT + 290,
    };
    let ende = oben + zeile * i64::try_from(bild.zeilen.len()).unwrap_or(0);
    for marke in &bild.skala {
        let at = links + teil(marke.lage, breite);
        blatt.linie("haar", (at, oben), (at, ende));
        blatt.wort(at, ende + 230, &marke.text, Anker::Mitte, Schnitt::Weich, false);
    }
    let mut top = oben;
    for (row, name) in bild.zeilen.iter().zip(names) {
        if row.trennt {
            blatt.linie("haar", (x, top), (rechts, top));
        }
        let mitte = top + zeile / 2;
        let count = i64::try_from(name.len()).unwrap_or(1);
        let mut line = mitte - (count - 1) * 165;
        for (index, text) in name.iter().enumerate() {
            let detail = row.detail.is_some() && index + 1 == name.len();
            let schnitt = if detail {
                Schnitt::Weich
            } else if row.stark {
                Schnitt::Fett
            } else {
                Schnitt::Normal
            };
            blatt.wort(x, line, text, Anker::Links, schnitt, false);
            line += 330;
        }
        bar(blatt, row, links, breite, mitte);
        if let Some(wert) = &row.wert {
            let schnitt = if row.stark { Schnitt::Fett } else { Schnitt::Normal };
            blatt.wort(rechts, mitte, wert, Anker::Rechts, schnitt, false);
        }
        top += zeile;
    }
    blatt.linie("achse", (links, oben), (links, ende));
    if let Some(linie) = &bild.linie {
        let at = links + teil(linie.lage, breite);
        blatt.linie("achse", (at, oben - 80), (at, ende));
        // At the edge the word keeps within the drawing.
        let half = laenge(&linie.text) / 2;
        blatt.wort(at.min(rechts - half), oben - 260, &linie.text, Anker::Mitte, Schnitt::Fett, false);
    }
    (rechts - x, ende + if bild.skala.is_empty() { 50 } else { 500 } - y)
}

fn bar(blatt: &mut Leinwand, row: &Zeile, links: i64, breite: i64, mitte: i64) {
    let kante = mitte - BALKEN / 2;
    for stueck in &row.teile {
        let (left, wide) = (links + teil(stueck.x, breite), teil(stueck.breite, breite));
        blatt.flaeche(stueck.stil, left, kante, wide, BALKEN);
        if let Some(text) = &stueck.text {
            blatt.in_flaeche(stueck.stil, (left + wide / 2, mitte), text, None);
        }
    }
    if let Some(rahmen) = row.rahmen {
        blatt.kasten("rahmen", links, kante, teil(rahmen, breite), BALKEN);
    }
    if let Some(marke) = row.marke {
        blatt.kasten("zeit", links + teil(marke, breite) - 45, kante - 80, 90, BALKEN + 160);
    }
    if let Some(zeichen) = &row.zeichen {
        blatt.wort(links + 2 * MM, mitte, zeichen, Anker::Links, Schnitt::Weich, false);
    }
}

/// A name on as many lines as it needs, and its detail.
fn lines(zeile: &Zeile, room: i64) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut rest = zeile.name.as_str();
    while laenge(rest) > room {
        let fits =
            rest.match_indices(' ').map(|(at, _)| at).take_while(|at| laenge(rest.get(..*at).unwrap_or(rest)) <= room);
        let Some((first, more)) = fits.last().and_then(|at| Some((rest.get(..at)?, rest.get(at + 1..)?))) else {
            break;
        };
        lines.push(first);
        rest = more;
    }
    lines.push(rest);
    lines.extend(zeile.detail.as_deref());
    lines
}
