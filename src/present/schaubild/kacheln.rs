//! Small multiples: the same small drawing for each Raum, all on one scale from zero.

use rust_decimal::Decimal;

use super::alt::{self, Alttext};
use super::bilder::{Kachel, Kacheln, Linien, Schaubild, Schild};
use super::daten::{Punkt, Reihendaten};
use super::linien::reihen;
use super::modell::{Form, Lage, Legende, Seite};
use super::platz::{flaeche, middle, missing_sign, push_apart, zeitachse};
use super::skala::Skala;
use super::steigung;

/// What each tile shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kachelart {
    /// Lines with the first and the last value.
    Linien,
    /// Slopes between the first and the last category.
    Steigung,
}

/// Width of the page's text and of what a tile keeps beside its plot area, in mm.
const SEITE: u16 = 165;
const NEBEN: u16 = 20;

/// Tiles side by side. `rahmen` says what all show: subject, message, categories; each tile has a name and its series.
///
/// The legend names the series. Tiles are `hoehe` mm high and fill the width of the page.
pub fn kacheln(
    rahmen: &Reihendaten,
    tiles: Vec<(String, Reihendaten)>,
    art: Kachelart,
    spalten: u16,
    hoehe: u16,
) -> Schaubild {
    let spalten = spalten.clamp(2, 4);
    let breite = SEITE / spalten - NEBEN;
    let values = tiles.iter().flat_map(|(_, daten)| &daten.reihen).flat_map(|reihe| &reihe.punkte);
    let skala = Skala::voll(values.filter_map(|punkt| punkt.wert()), 92);
    let kind = match art {
        Kachelart::Linien => "Liniendiagramme",
        Kachelart::Steigung => "Steigungsdiagramme",
    };
    let alt = alt::tiles(kind, rahmen, &tiles);
    let legende = tiles.first().map(|(_, daten)| legende(daten)).unwrap_or_default();
    let kacheln = tiles
        .into_iter()
        .map(|(titel, daten)| {
            let bild = match art {
                Kachelart::Linien => Schaubild::Linien(lines(daten, &skala, breite, hoehe)),
                Kachelart::Steigung => {
                    let size = flaeche(breite, hoehe);
                    Schaubild::Steigung(steigung::drawn(daten, &skala, size, NEBEN / 2, Alttext::default(), false))
                }
            };
            Kachel { titel, bild }
        })
        .collect();
    Schaubild::Kacheln(Kacheln { alt, spalten, kacheln, legende, hinweis: None })
}

fn legende(daten: &Reihendaten) -> Vec<Legende> {
    let entries = daten.reihen.iter().map(|reihe| Legende {
        stil: reihe.stil.of_line(),
        form: Form::Linie,
        text: reihe.name.clone(),
    });
    entries.collect()
}

fn lines(daten: Reihendaten, skala: &Skala, breite: u16, hoehe: u16) -> Linien {
    let (mut zeit, _) = zeitachse(&daten.kategorien, breite, |index| missing_sign(&daten, index));
    for place in &mut zeit {
        place.text = String::new();
    }
    let last = daten.kategorien.len().saturating_sub(1);
    let mut schilder = ends(&daten, skala, 0, Seite::Links, hoehe);
    if last > 0 {
        schilder.extend(ends(&daten, skala, last, Seite::Rechts, hoehe));
    }
    Linien {
        alt: Alttext::default(),
        flaeche: flaeche(breite, hoehe),
        achse: None,
        skala: Vec::new(),
        zeit,
        jahre: Vec::new(),
        reihen: reihen(&daten, skala),
        schilder,
        namen: Vec::new(),
        // The word of a break has no room in a tile; the gap in the lines and the note of all tiles say it.
        brueche: Vec::new(),
        legende: Vec::new(),
        hinweis: None,
        daten,
    }
}

/// Values of a category beside their points, apart.
fn ends(daten: &Reihendaten, skala: &Skala, kategorie: usize, seite: Seite, hoehe: u16) -> Vec<Schild> {
    let known: Vec<(usize, Decimal)> =
        daten.punkte(kategorie).enumerate().filter_map(|(index, punkt)| Some((index, punkt.wert()?))).collect();
    let mut lagen: Vec<Lage> = known.iter().map(|(_, value)| skala.lage(*value)).collect();
    push_apart(&mut lagen, hoehe);
    let x = middle(kategorie, daten.kategorien.len());
    let labels = known.iter().zip(lagen).filter_map(|((index, value), y)| {
        let stil = daten.reihen.get(*index)?.stil.of_line();
        Some(Schild { x, y, text: Punkt::Wert(*value).text(daten.form), seite, stil })
    });
    labels.collect()
}
