//! The table of Anlage 3: Kriterien down, offers across, and the reasons below it.

use rust_decimal::Decimal;
use serde::Serialize;

use crate::domain::angebot::Bewertung;
use crate::domain::kriterien::{Kriterienblock, Kriterienkatalog, Kriterium};
use crate::present::zahl;

use super::anlage3::Spalte;
use super::{Absaetze, absaetze};
use crate::domain::bewertung::{Block, punkte};

/// Points, contributions, means, sums and ranks of all offers.
#[derive(Clone, Debug, Serialize)]
pub struct Matrix {
    /// Letters of the offers.
    pub spalten: Vec<String>,
    /// Rows in the catalogue's order, then sum, minimum and rank.
    pub zeilen: Vec<Zeile>,
}

/// A row of the matrix.
#[derive(Clone, Debug, Serialize)]
pub struct Zeile {
    /// `block`, `kriterium`, `pruefung`, `mittel`, `summe` or `rang`: how it looks.
    pub art: &'static str,
    /// Letter and number; empty where there is none.
    pub kennung: String,
    /// What the row is about.
    pub name: String,
    /// Weight in percent; empty where there is none.
    pub gewicht: String,
    /// One cell for each offer; none in the row that opens a block.
    pub zellen: Vec<Zelle>,
}

/// What a row says about one offer.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Zelle {
    /// Points, mean, or a word.
    pub punkte: String,
    /// Weight × points / 100; empty where the cell is one word over both columns.
    pub beitrag: String,
    /// Whether a requirement is missed: set off by weight and word.
    pub verfehlt: bool,
}

/// The reasons for the points of one Kriterium.
#[derive(Clone, Debug, Serialize)]
pub struct Begruendung {
    /// Letter and number.
    pub kennung: String,
    /// Title.
    pub titel: String,
    /// One entry for each offer.
    pub eintraege: Vec<Eintrag>,
}

/// The reason for the points of one offer.
#[derive(Clone, Debug, Serialize)]
pub struct Eintrag {
    /// Letter of the offer.
    pub angebot: String,
    /// Points.
    pub punkte: String,
    /// Why.
    pub text: Absaetze,
}

/// How many decimals weights and points are printed with: the same in the whole table.
struct Stellen {
    gewicht: u32,
    punkte: u32,
}

impl Stellen {
    /// As many as the catalogue and the records need.
    fn new(katalog: Option<&Kriterienkatalog>, spalten: &[Spalte]) -> Self {
        let scale = |value: Decimal| value.normalize().scale();
        let kriterien = || katalog.into_iter().flat_map(|katalog| &katalog.bloecke).flat_map(|block| &block.kriterien);
        let scored = spalten.iter().filter_map(|spalte| spalte.angebot?.anlage3.as_ref()).flat_map(|form| &form.punkte);
        Self {
            gewicht: kriterien().map(|kriterium| scale(kriterium.gewicht)).max().unwrap_or(0),
            punkte: scored
                .map(|bewertung| scale(bewertung.punkte))
                .chain(katalog.map(|katalog| scale(katalog.teilpunkte)))
                .max()
                .unwrap_or(0),
        }
    }
}

/// The whole table. Points for Kriterien that the catalogue does not know stand in a block of their own.
pub(super) fn matrix(katalog: Option<&Kriterienkatalog>, spalten: &[Spalte]) -> Matrix {
    let stellen = Stellen::new(katalog, spalten);
    let mut zeilen = Vec::new();
    for (place, block) in katalog.iter().flat_map(|katalog| &katalog.bloecke).enumerate() {
        zeilen.extend(blockzeilen(block, place, spalten, &stellen));
    }
    zeilen.extend(fremde_zeilen(katalog, spalten, &stellen));
    zeilen.extend(schlusszeilen(katalog, spalten));
    Matrix { spalten: spalten.iter().map(|spalte| spalte.buchstabe.clone()).collect(), zeilen }
}

/// The rows of a block: title, Kriterien, mean, minimum.
fn blockzeilen(block: &Kriterienblock, place: usize, spalten: &[Spalte], stellen: &Stellen) -> Vec<Zeile> {
    let mut zeilen = vec![Zeile {
        art: "block",
        kennung: block.id.clone(),
        name: block.titel.clone(),
        gewicht: zahl::zahl(block.gewicht, stellen.gewicht),
        zellen: Vec::new(),
    }];
    for kriterium in &block.kriterien {
        zeilen.push(kriteriumzeile(kriterium, spalten, stellen));
        if kriterium.ko {
            zeilen.push(ko_zeile(kriterium, spalten));
        }
    }
    let of = |spalte: &Spalte| spalte.ergebnis.as_ref().and_then(|ergebnis| ergebnis.bloecke.get(place)).cloned();
    zeilen.push(zeile("mittel", &format!("gewichtetes Mittel Block {}", block.id), spalten, |spalte| {
        let recorded = spalte.angebot.and_then(|angebot| angebot.anlage3.as_ref()).and_then(|form| {
            form.bloecke.iter().find(|recorded| recorded.block == block.id).map(|recorded| recorded.punkte_mittel)
        });
        of(spalte).map(|found: Block| Zelle {
            punkte: zahl::zahl(recorded.unwrap_or(found.mittel), 4),
            beitrag: zahl::zahl(found.beitrag, 4),
            verfehlt: false,
        })
    }));
    if !block.mindestpunkte.is_zero() {
        let name = format!("Mindestpunkte Block {}: {}", block.id, zahl::zahl(block.mindestpunkte, 2));
        zeilen.push(zeile("pruefung", &name, spalten, |spalte| {
            of(spalte).map(|found| pruefung(found.erreicht, "erreicht"))
        }));
    }
    zeilen
}

/// The row of a Kriterium: points, and weight × points / 100.
fn kriteriumzeile(kriterium: &Kriterium, spalten: &[Spalte], stellen: &Stellen) -> Zeile {
    let name = kriterium.titel.as_str();
    let row = zeile("kriterium", name, spalten, |spalte| {
        let points = punkte(spalte.angebot?.anlage3.as_ref()?, &kriterium.id)?;
        Some(Zelle {
            punkte: zahl::zahl(points, stellen.punkte),
            beitrag: zahl::zahl(kriterium.gewicht * points / Decimal::ONE_HUNDRED, 4),
            verfehlt: false,
        })
    });
    Zeile { kennung: kriterium.id.clone(), gewicht: zahl::zahl(kriterium.gewicht, stellen.gewicht), ..row }
}

/// Whether a K.-o.-Kriterium is met.
fn ko_zeile(kriterium: &Kriterium, spalten: &[Spalte]) -> Zeile {
    zeile("pruefung", &format!("K.-o.-Kriterium {}", kriterium.id), spalten, |spalte| {
        let points = punkte(spalte.angebot?.anlage3.as_ref()?, &kriterium.id).unwrap_or_default();
        Some(pruefung(points > Decimal::ZERO, "erfüllt"))
    })
}

/// Points for Kriterien that the catalogue does not know: printed, but they count nowhere.
fn fremde_zeilen(katalog: Option<&Kriterienkatalog>, spalten: &[Spalte], stellen: &Stellen) -> Vec<Zeile> {
    let keys = fremde_kriterien(katalog, spalten);
    let mut zeilen = Vec::new();
    if !keys.is_empty() {
        zeilen.push(Zeile {
            art: "block",
            kennung: String::new(),
            name: "Nicht im Katalog".to_owned(),
            gewicht: String::new(),
            zellen: Vec::new(),
        });
    }
    for key in keys {
        let row = zeile("kriterium", "ohne Gewicht", spalten, |spalte| {
            let points = punkte(spalte.angebot?.anlage3.as_ref()?, &key)?;
            Some(Zelle {
                punkte: zahl::zahl(points, stellen.punkte),
                beitrag: zahl::SINNLOS.to_owned(),
                verfehlt: false,
            })
        });
        zeilen.push(Zeile { kennung: key, ..row });
    }
    zeilen
}

/// Keys of Kriterien in records that the catalogue does not know, each once.
fn fremde_kriterien(katalog: Option<&Kriterienkatalog>, spalten: &[Spalte]) -> Vec<String> {
    let known = |key: &str| kriterien(katalog).any(|kriterium| kriterium.id == key);
    let mut keys: Vec<String> = Vec::new();
    for bewertung in bewertungen(spalten) {
        if !known(&bewertung.kriterium) && !keys.contains(&bewertung.kriterium) {
            keys.push(bewertung.kriterium.clone());
        }
    }
    keys
}

/// Sum, its minimum, rank.
fn schlusszeilen(katalog: Option<&Kriterienkatalog>, spalten: &[Spalte]) -> Vec<Zeile> {
    let mut zeilen = vec![zeile("summe", "Gewichtete Summe", spalten, |spalte| {
        let sum = spalte.angebot?.anlage3.as_ref()?.gewichtete_summe;
        Some(Zelle { beitrag: zahl::zahl(sum, 4), ..Zelle::default() })
    })];
    if let Some(katalog) = katalog {
        let name = format!("Mindestsumme: {}", zahl::zahl(katalog.mindestsumme, 2));
        zeilen.push(zeile("pruefung", &name, spalten, |spalte| {
            Some(pruefung(spalte.ergebnis.as_ref()?.summe >= katalog.mindestsumme, "erreicht"))
        }));
    }
    zeilen.push(zeile("rang", "Rang", spalten, |spalte| {
        let form = spalte.angebot?.anlage3.as_ref()?;
        Some(match form.rang {
            Some(rank) => Zelle { beitrag: rank.to_string(), ..Zelle::default() },
            None => Zelle { punkte: "ausgeschlossen".to_owned(), verfehlt: true, ..Zelle::default() },
        })
    }));
    zeilen
}

/// A row with one cell for each offer: `…` while an offer is not scored, empty in the blank form.
fn zeile(art: &'static str, name: &str, spalten: &[Spalte], cell: impl Fn(&Spalte) -> Option<Zelle>) -> Zeile {
    let open = |spalte: &Spalte| match spalte.angebot {
        Some(_) => Zelle { beitrag: zahl::UNBEKANNT.to_owned(), ..Zelle::default() },
        None => Zelle::default(),
    };
    Zeile {
        art,
        kennung: String::new(),
        name: name.to_owned(),
        gewicht: String::new(),
        zellen: spalten.iter().map(|spalte| cell(spalte).unwrap_or_else(|| open(spalte))).collect(),
    }
}

/// A requirement met or missed, in words.
fn pruefung(met: bool, word: &str) -> Zelle {
    Zelle {
        punkte: if met { word.to_owned() } else { format!("nicht {word}") },
        beitrag: String::new(),
        verfehlt: !met,
    }
}

/// The reasons by Kriterium; in the blank form empty entries to write in.
pub(super) fn begruendungen(katalog: Option<&Kriterienkatalog>, spalten: &[Spalte]) -> Vec<Begruendung> {
    let stellen = Stellen::new(katalog, spalten);
    let known = kriterien(katalog).map(|kriterium| (kriterium.id.clone(), kriterium.titel.clone()));
    let unknown = fremde_kriterien(katalog, spalten).into_iter().map(|key| (key, "nicht im Katalog".to_owned()));
    known
        .chain(unknown)
        .map(|(kennung, titel)| {
            let eintraege = spalten.iter().filter_map(|spalte| eintrag(spalte, &kennung, &stellen)).collect();
            Begruendung { kennung, titel, eintraege }
        })
        .collect()
}

/// The reason of one offer; none while it is not scored.
fn eintrag(spalte: &Spalte, kennung: &str, stellen: &Stellen) -> Option<Eintrag> {
    let angebot = spalte.buchstabe.clone();
    let Some(offer) = spalte.angebot else {
        return Some(Eintrag { angebot, punkte: String::new(), text: Absaetze::new() });
    };
    let bewertung = offer.anlage3.as_ref()?.punkte.iter().find(|bewertung| bewertung.kriterium == kennung)?;
    Some(Eintrag {
        angebot,
        punkte: zahl::zahl(bewertung.punkte, stellen.punkte),
        text: absaetze(&bewertung.begruendung),
    })
}

/// The Kriterien of a catalogue in its order.
fn kriterien(katalog: Option<&Kriterienkatalog>) -> impl Iterator<Item = &Kriterium> {
    katalog.into_iter().flat_map(|katalog| &katalog.bloecke).flat_map(|block| &block.kriterien)
}

/// All points of all offers.
fn bewertungen<'a>(spalten: &'a [Spalte]) -> impl Iterator<Item = &'a Bewertung> {
    spalten.iter().filter_map(|spalte| spalte.angebot?.anlage3.as_ref()).flat_map(|form| &form.punkte)
}

#[cfg(test)]
mod tests {
    use super::super::anlage3::anlage3;
    use super::super::proben::{heute, massnahme, stammdaten};

    /// GWA-2026-05, B2: 12,5 × 3,5 / 100 = 0,4375.
    #[test]
    fn a_contribution_is_weight_times_points() {
        let stammdaten = stammdaten();
        let dokument = anlage3(&stammdaten, massnahme(&stammdaten, "GWA-2026-05"), heute());
        let rows = dokument.daten["matrix"]["zeilen"].as_array().cloned().unwrap_or_default();
        let row = rows.iter().find(|row| row["kennung"] == "B2").expect("a row");
        assert_eq!((row["gewicht"].as_str(), row["zellen"][0]["beitrag"].as_str()), (Some("12,5"), Some("0,4375")));
    }

    #[test]
    fn points_outside_the_catalogue_are_shown_and_count_nowhere() {
        let stammdaten = stammdaten();
        let mut record = massnahme(&stammdaten, "GWA-2026-09").clone();
        let form = record.angebote[0].anlage3.as_mut().expect("scored");
        form.punkte[0].kriterium = "Z9".to_owned();
        let dokument = anlage3(&stammdaten, &record, heute());
        let rows = dokument.daten["matrix"]["zeilen"].as_array().cloned().unwrap_or_default();
        assert!(rows.iter().any(|row| row["kennung"] == "Z9" && row["zellen"][0]["beitrag"] == "x"));
        assert!(dokument.daten["proben"].as_array().is_some_and(|notes| !notes.is_empty()));
    }
}
