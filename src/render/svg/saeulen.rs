//! Columns.

use super::Rahmen;
use super::leinwand::{Anker, Leinwand, MM, Schnitt, laenge, teil};
use crate::present::schaubild::Saeulen;

/// Draws columns; their size.
pub(super) fn draw(blatt: &mut Leinwand, bild: &Saeulen, (x, y): (i64, i64)) -> (i64, i64) {
    let rahmen = Rahmen::of_saeulen(bild);
    let feld = rahmen.feld((x, y));
    rahmen.raster(blatt, &feld, x);
    for saeule in &bild.saeulen {
        let left = feld.links + teil(saeule.x, feld.breite);
        let width = teil(saeule.breite, feld.breite);
        for part in &saeule.teile {
            let high = teil(part.hoehe, feld.hoehe);
            let top = feld.grund() - teil(part.y, feld.hoehe) - high;
            blatt.flaeche(part.stil, left, top, width, high);
            if let Some(text) = &part.text {
                blatt.in_flaeche(part.stil, (left + width / 2, top + high / 2), text, part.detail.as_deref());
            }
        }
    }
    // Above all columns: a neighbour may be higher.
    for saeule in &bild.saeulen {
        let left = feld.links + teil(saeule.x, feld.breite);
        let width = teil(saeule.breite, feld.breite);
        if let Some(kopf) = &saeule.kopf {
            let top = feld.grund() - teil(saeule.kopf_lage, feld.hoehe);
            blatt.wort(left + width / 2, top - 210, kopf, Anker::Mitte, Schnitt::Fett, true);
        }
    }
    rahmen.brueche(blatt, &feld);
    rahmen.achse(blatt, &feld);
    let right = feld.links + feld.breite;
    for name in &bild.namen {
        let y = feld.grund() - teil(name.lage, feld.hoehe);
        blatt.wort(right + 2 * MM, y, &name.text, Anker::Links, Schnitt::Fett, false);
    }
    let beside = bild.namen.iter().map(|name| laenge(&name.text) + 3 * MM).max().unwrap_or(0);
    (right + beside - x, rahmen.ende(&feld) - y)
}
