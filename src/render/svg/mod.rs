//! Charts as SVG: the model that Typst draws, self-contained and readable by a screen reader.
//!
//! Colours are variables that the page may set and that have their own values for light and dark; patterns and markers
//! tell groups apart without them. No script, nothing from outside, the same bytes for the same chart.

mod leinwand;
mod linien;
mod saeulen;
mod streifen;

use leinwand::{Anker, Leinwand, MM, Schnitt, laenge, teil};

use crate::present::schaubild::{
    Bruch, Flaeche, Form, Jahr, Kacheln, Legende, Linien, Marke, Saeulen, Schaubild, Seite, Stil, Zeit,
};

/// Distance of two lines of words.
const ZEILE: i64 = 4 * MM;

/// A chart as one `svg` element. `id` is its own in the page; `titel` names it, the alt text describes it.
pub fn svg(bild: &Schaubild, id: &str, titel: &str) -> String {
    let mut blatt = Leinwand::new(id);
    let (breite, hoehe) = draw(&mut blatt, bild, (0, 0), true);
    let legende = match bild {
        Schaubild::Saeulen(bild) => &bild.legende,
        Schaubild::Streifen(bild) => &bild.legende,
        Schaubild::Linien(bild) => &bild.legende,
        Schaubild::Steigung(bild) => &bild.legende,
        Schaubild::Kacheln(bild) => &bild.legende,
    };
    let hoehe = legend(&mut blatt, legende, breite, hoehe);
    blatt.finish(breite, hoehe, titel, bild.alt())
}

/// Draws a chart from its upper left corner; its size. `frei`: it stands by itself, not in a tile.
fn draw(blatt: &mut Leinwand, bild: &Schaubild, ort: (i64, i64), frei: bool) -> (i64, i64) {
    match bild {
        Schaubild::Saeulen(bild) => saeulen::draw(blatt, bild, ort),
        Schaubild::Streifen(bild) => streifen::draw(blatt, bild, ort),
        Schaubild::Linien(bild) => linien::draw(blatt, bild, ort, !frei),
        Schaubild::Steigung(bild) => linien::steigung(blatt, bild, ort),
        Schaubild::Kacheln(bild) => kacheln(blatt, bild, ort),
    }
}

/// Tiles in rows; the name above each.
fn kacheln(blatt: &mut Leinwand, bild: &Kacheln, (x, y): (i64, i64)) -> (i64, i64) {
    let spalten = usize::from(bild.spalten.max(1));
    let mut top = y;
    let mut width = 0;
    for row in bild.kacheln.chunks(spalten) {
        let mut left = x;
        let mut high = 0;
        for kachel in row {
            blatt.wort(left, top + 2 * MM, &kachel.titel, Anker::Links, Schnitt::Fett, false);
            let (wide, tall) = draw(blatt, &kachel.bild, (left, top + 5 * MM), false);
            left += wide.max(laenge(&kachel.titel)) + 2 * MM;
            high = high.max(tall);
        }
        width = width.max(left - x - 2 * MM);
        top += high + 8 * MM;
    }
    (width.max(MM), (top - y - 3 * MM).max(MM))
}

/// Entries of the legend below a chart, as many in a line as fit; the height with them.
fn legend(blatt: &mut Leinwand, legende: &[Legende], breite: i64, hoehe: i64) -> i64 {
    let mut x = 0;
    let mut y = hoehe + ZEILE;
    for eintrag in legende {
        let sign = match eintrag.form {
            Form::Flaeche => 440,
            Form::Linie => 800,
            Form::Marke => 90,
        };
        let wide = sign + 140 + laenge(&eintrag.text);
        if x > 0 && x + wide > breite {
            x = 0;
            y += ZEILE + MM;
        }
        match eintrag.form {
            Form::Flaeche => blatt.flaeche(eintrag.stil, x + 10, y - 120, sign - 20, 240),
            Form::Linie => {
                blatt.zug(eintrag.stil, &[(x, y), (x + sign, y)]);
                blatt.marke(eintrag.stil, (x + sign / 2, y));
            }
            Form::Marke => blatt.kasten("zeit", x, y - 170, sign, 340),
        }
        blatt.wort(x + sign + 140, y, &eintrag.text, Anker::Links, Schnitt::Normal, false);
        x += wide + 4 * MM;
    }
    if legende.is_empty() { hoehe } else { y + 2 * MM }
}

/// Where a plot area with a time axis stands.
struct Feld {
    links: i64,
    oben: i64,
    breite: i64,
    hoehe: i64,
}

impl Feld {
    /// Its base line.
    const fn grund(&self) -> i64 {
        self.oben + self.hoehe
    }
}

/// The parts that columns and lines share.
struct Rahmen<'a> {
    flaeche: Flaeche,
    achse: Option<&'a str>,
    skala: &'a [Marke],
    zeit: &'a [Zeit],
    jahre: &'a [Jahr],
    brueche: &'a [Bruch],
}

impl<'a> Rahmen<'a> {
    fn of_saeulen(bild: &'a Saeulen) -> Self {
        Self {
            flaeche: bild.flaeche,
            achse: bild.achse.as_deref(),
            skala: &bild.skala,
            zeit: &bild.zeit,
            jahre: &bild.jahre,
            brueche: &bild.brueche,
        }
    }

    fn of_linien(bild: &'a Linien) -> Self {
        Self {
            flaeche: bild.flaeche,
            achse: bild.achse.as_deref(),
            skala: &bild.skala,
            zeit: &bild.zeit,
            jahre: &bild.jahre,
            brueche: &bild.brueche,
        }
    }

    fn feld(&self, (x, y): (i64, i64)) -> Feld {
        let above = if self.achse.is_some() || !self.brueche.is_empty() { 650 } else { 400 };
        Feld {
            links: x + if self.skala.is_empty() { 0 } else { 12 * MM },
            oben: y + above,
            breite: i64::from(self.flaeche.breite) * MM,
            hoehe: i64::from(self.flaeche.hoehe) * MM,
        }
    }

    /// Lower end of axis and years.
    fn ende(&self, feld: &Feld) -> i64 {
        feld.grund() + if self.jahre.is_empty() { 550 } else { 950 }
    }

    /// Grid and scale, behind everything.
    fn raster(&self, blatt: &mut Leinwand, feld: &Feld, x: i64) {
        if let Some(achse) = self.achse {
            blatt.wort(x, feld.oben - 480, achse, Anker::Links, Schnitt::Weich, false);
        }
        for marke in self.skala {
            let y = feld.grund() - teil(marke.lage, feld.hoehe);
            blatt.linie("haar", (feld.links, y), (feld.links + feld.breite, y));
            blatt.wort(feld.links - 180, y, &marke.text, Anker::Rechts, Schnitt::Weich, false);
        }
    }

    /// A gap in everything, two strokes on the axis, the word above.
    fn brueche(&self, blatt: &mut Leinwand, feld: &Feld) {
        for bruch in self.brueche {
            let x = feld.links + teil(bruch.lage, feld.breite);
            blatt.kasten("grund", x - MM, feld.oben, 2 * MM, feld.hoehe);
            for shift in [-MM, MM] {
                blatt.linie("achse", (x + shift - 70, feld.grund() + 130), (x + shift + 70, feld.grund() - 130));
            }
            let (anker, dx) = if bruch.seite == Seite::Links { (Anker::Rechts, MM) } else { (Anker::Links, -MM) };
            blatt.wort(x + dx, feld.oben - 200, &bruch.text, anker, Schnitt::Fett, true);
        }
    }

    /// Base line, categories, signs of what is not shown, years.
    fn achse(&self, blatt: &mut Leinwand, feld: &Feld) {
        let grund = feld.grund();
        blatt.linie("achse", (feld.links, grund), (feld.links + feld.breite, grund));
        for zeit in self.zeit {
            let x = feld.links + teil(zeit.lage, feld.breite);
            if !zeit.text.is_empty() {
                let schnitt = if zeit.aktuell { Schnitt::Fett } else { Schnitt::Weich };
                blatt.wort(x, grund + 270, &zeit.text, Anker::Mitte, schnitt, false);
            }
            if let Some(sign) = zeit.fehlt {
                blatt.wort(x, grund - 200, sign, Anker::Mitte, Schnitt::Weich, false);
            }
        }
        for jahr in self.jahre {
            let [von, bis] = [jahr.von, jahr.bis].map(|lage| feld.links + teil(lage, feld.breite));
            blatt.linie("fein", (von + 60, grund + 520), (bis - 60, grund + 520));
            blatt.wort((von + bis) / 2, grund + 750, &jahr.text, Anker::Mitte, Schnitt::Weich, false);
        }
    }
}

/// The colour of the words of a line.
const fn farbe(stil: Stil) -> &'static str {
    match stil {
        Stil::Dunkel | Stil::Schraffiert => "i",
        Stil::Weiss | Stil::Vorjahr => "w",
        _ => "",
    }
}

#[cfg(test)]
mod tests;
