//! Rows in, typed figures out: the only place beside the store's files that knows polars.
//!
//! Polars sums exact decimals; ratios, splits and everything that has a definition of its own stand in
//! [`crate::domain::formeln`].

mod budget;
mod einzelfall;
mod faelle;
mod frame;
mod gebucht;
mod gegenrechnung;
mod herkunft;
mod korrektur;
mod kosten;
mod linie;
mod probe;
mod reihe;
mod vergleich;
mod vorgeschichte;
mod zeilen;

use crate::domain::Stammdaten;
pub use faelle::fallsummen;
pub use gebucht::gebucht_in;
pub use gegenrechnung::{compare, compare_reihe, gegenrechnung};
pub use herkunft::herkunft;
pub use reihe::reihe;
pub use vergleich::vergleich;
pub use vorgeschichte::vorgeschichte;

use crate::domain::auswertung::{Auswertung, Quelle};
use crate::domain::kennzahlen::Kennzahlen;
use crate::domain::lieferung::Lieferart;
use crate::domain::zeitraum::Quartal;
use crate::error::{Error, Result};
use crate::store::{Bestand, Eintrag, Geltend};

/// All figures of a quarter from the deliveries that count up to it.
///
/// Fails if no bookings are there for the quarter, or if a total does not equal its parts.
pub fn auswertung(bestand: &Bestand, stammdaten: &Stammdaten, quartal: Quartal) -> Result<Auswertung> {
    let mut auswertung = auswertung_statt(bestand, stammdaten, quartal, None)?;
    auswertung.korrektur = korrektur::korrektur(bestand, &auswertung)?;
    Ok(auswertung)
}

/// The budgets of a year of which no bookings are delivered: what is planned and granted up to a quarter's end.
pub fn ohne_buchungen(stammdaten: &Stammdaten, quartal: Quartal) -> Auswertung {
    let buchungen = kosten::Buchungen::default();
    let budgets = budget::Budgets::new(stammdaten, &buchungen, quartal);
    Auswertung {
        kennzahlen: Kennzahlen {
            schema: "kennzahlen/1",
            quartal,
            stichtag: quartal.ende(),
            haushaltsjahr: quartal.jahr(),
            budget: budgets.kennzahlen(),
            faelle: Vec::new(),
            kosten: Vec::new(),
        },
        massnahmen: budgets.massnahmen().to_vec(),
        verlauf: Vec::new(),
        quellen: Vec::new(),
        luecken: Vec::new(),
        korrektur: None,
    }
}

/// SHA-256 of the deliveries that the figures of a quarter come from, as a run notes them.
pub fn quellen(bestand: &Bestand, quartal: Quartal) -> Result<Vec<String>> {
    let lieferungen = Lieferungen::collect(bestand, quartal, None)?;
    Ok(lieferungen.quellen().into_iter().map(|quelle| quelle.sha256).collect())
}

/// Deliveries that stand in for those that count.
#[derive(Clone, Debug)]
pub struct Ersatz {
    /// Bookings or cases.
    pub art: Lieferart,
    /// The quarter they are for.
    pub quartal: Quartal,
    /// What counts instead.
    pub eintraege: Vec<Eintrag>,
}

/// The same, as if other deliveries counted for one kind and quarter.
pub fn auswertung_statt(
    bestand: &Bestand,
    stammdaten: &Stammdaten,
    quartal: Quartal,
    ersatz: Option<&Ersatz>,
) -> Result<Auswertung> {
    let lieferungen = Lieferungen::collect(bestand, quartal, ersatz)?;
    if !lieferungen.covers(quartal) {
        return Err(Error::new(format!("Für {quartal} ist keine Kostenlieferung eingelesen")).remedy(
            "Die Datei der WJH in data/eingang ablegen und „sozialraumbericht einlesen“ aufrufen, \
             oder mit --quartal ein anderes Quartal wählen",
        ));
    }
    let buchungen = kosten::Buchungen::sum(bestand, &lieferungen.kosten, stammdaten, quartal)?;
    let fallzahlen = faelle::Fallzahlen::count(bestand, &lieferungen.faelle, quartal)?;
    let budgets = budget::Budgets::new(stammdaten, &buchungen, quartal);
    let kennzahlen = Kennzahlen {
        schema: "kennzahlen/1",
        quartal,
        stichtag: quartal.ende(),
        haushaltsjahr: quartal.jahr(),
        budget: budgets.kennzahlen(),
        faelle: if lieferungen.faelle.is_empty() {
            Vec::new()
        } else {
            einzelfall::fall_kennzahlen(stammdaten, &fallzahlen, quartal)
        },
        kosten: einzelfall::kosten_kennzahlen(stammdaten, &buchungen),
    };
    probe::check(stammdaten, &kennzahlen, &buchungen)?;
    Ok(Auswertung {
        kennzahlen,
        massnahmen: budgets.massnahmen().to_vec(),
        verlauf: budgets.verlauf(|quartal| lieferungen.covers_year_up_to(quartal)),
        quellen: lieferungen.quellen(),
        luecken: lieferungen.luecken,
        korrektur: None,
    })
}

/// The deliveries that count for the figures of a quarter, and what is missing.
struct Lieferungen {
    /// Bookings of this quarter and all before it, oldest quarter first: what came first stays.
    kosten: Vec<Eintrag>,
    /// Cases of this quarter.
    faelle: Vec<Eintrag>,
    luecken: Vec<String>,
}

impl Lieferungen {
    fn collect(bestand: &Bestand, quartal: Quartal, ersatz: Option<&Ersatz>) -> Result<Self> {
        let geltend = |art, of| match ersatz {
            Some(ersatz) if ersatz.art == art && ersatz.quartal == of => {
                Ok(Geltend { eintraege: ersatz.eintraege.clone(), ..Geltend::default() })
            }
            _ => bestand.geltend(art, of),
        };
        let mut all = Self { kosten: Vec::new(), faelle: Vec::new(), luecken: Vec::new() };
        for earlier in bestand.quartale(Lieferart::Kosten)?.into_iter().filter(|earlier| *earlier <= quartal) {
            let geltend = geltend(Lieferart::Kosten, earlier)?;
            // Reports go back to the year before; what is missing of older years changes nothing in them.
            if earlier.jahr() + 1 >= quartal.jahr() {
                all.note_missing_parts(Lieferart::Kosten, earlier, &geltend.fehlende_teile);
            }
            all.kosten.extend(geltend.eintraege);
        }
        let geltend = geltend(Lieferart::Faelle, quartal)?;
        all.note_missing_parts(Lieferart::Faelle, quartal, &geltend.fehlende_teile);
        all.faelle = geltend.eintraege;
        if all.faelle.is_empty() {
            all.luecken.push(format!("Für {quartal} ist keine Fallliste eingelesen; Fallzahlen fehlen."));
        }
        for earlier in quartal.of_same_year().into_iter().filter(|earlier| *earlier < quartal) {
            if !all.covers(earlier) {
                all.luecken
                    .push(format!("Für {earlier} ist keine Kostenlieferung eingelesen; das Ist ist unvollständig."));
            }
        }
        Ok(all)
    }

    fn note_missing_parts(&mut self, art: Lieferart, quartal: Quartal, missing: &[u32]) {
        for teil in missing {
            self.luecken.push(format!(
                "{} {quartal}: Teil {teil} der Lieferung fehlt; die Zahlen sind unvollständig.",
                art.label()
            ));
        }
    }

    /// Whether bookings of the whole quarter were delivered, by its own or by a cumulative file.
    fn covers(&self, quartal: Quartal) -> bool {
        self.kosten.iter().any(|eintrag| {
            eintrag.quartal == Some(quartal)
                || eintrag.spanne.is_some_and(|(von, bis)| von <= quartal.beginn() && quartal.ende() <= bis)
        })
    }

    fn covers_year_up_to(&self, quartal: Quartal) -> bool {
        quartal.of_same_year().into_iter().filter(|earlier| *earlier <= quartal).all(|earlier| self.covers(earlier))
    }

    fn quellen(&self) -> Vec<Quelle> {
        self.kosten.iter().chain(&self.faelle).filter_map(Eintrag::quelle).collect()
    }
}
