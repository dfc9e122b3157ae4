//! The scoring of Anlage 3 reckoned from points and catalogue: block means, weighted sum, exclusion, rank.
//!
//! Source: Anlage 3 "Festlegung und Gewichtung der Kriterien" of the Sozialraumkonzept; § 74 (4) SGB VIII for ties,
//! § 74 (5) for one catalogue for all offers of a Bedarf.

use rust_decimal::Decimal;

use super::Stammdaten;
use super::angebot::Anlage3;
use super::kriterien::Kriterienkatalog;
use super::massnahme::Massnahme;

/// What points and catalogue make of one offer.
#[derive(Clone, Debug)]
pub struct Ergebnis {
    /// Blocks in the catalogue's order.
    pub bloecke: Vec<Block>,
    /// Σ weight × points / 100.
    pub summe: Decimal,
    /// Everything that excludes the offer; first K.-o.-Kriterien, then blocks, then the sum.
    pub ausschluss: Vec<Ausschluss>,
    /// Kriterien without points; they count as nothing.
    pub fehlend: Vec<String>,
}

/// A block of an offer.
#[derive(Clone, Debug)]
pub struct Block {
    /// Letter.
    pub id: String,
    /// Weighted mean of its points: Σ weight × points / Σ weight.
    pub mittel: Decimal,
    /// Its part of the weighted sum.
    pub beitrag: Decimal,
    /// Whether its minimum is reached.
    pub erreicht: bool,
}

/// Why an offer has no rank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ausschluss {
    /// Nothing in a K.-o.-Kriterium.
    Ko {
        /// Key of the Kriterium.
        kriterium: String,
    },
    /// A block under its minimum.
    Block {
        /// Letter of the block.
        block: String,
        /// Weighted mean.
        mittel: Decimal,
        /// What was to be reached.
        mindestens: Decimal,
    },
    /// The weighted sum under its minimum.
    Summe {
        /// Weighted sum.
        summe: Decimal,
        /// What was to be reached.
        mindestens: Decimal,
    },
}

impl Ausschluss {
    /// As records write it: `A2`, `Mindestpunkte Block A`, `Mindestsumme`.
    pub fn kurz(&self) -> String {
        match self {
            Self::Ko { kriterium } => kriterium.clone(),
            Self::Block { block, .. } => format!("Mindestpunkte Block {block}"),
            Self::Summe { .. } => "Mindestsumme".to_owned(),
        }
    }
}

/// Points of a Kriterium, if it was scored.
pub fn punkte(form: &Anlage3, kriterium: &str) -> Option<Decimal> {
    form.punkte.iter().find(|bewertung| bewertung.kriterium == kriterium).map(|bewertung| bewertung.punkte)
}

/// Reckons the scoring of one offer.
pub fn bewerte(katalog: &Kriterienkatalog, form: &Anlage3) -> Ergebnis {
    let mut ergebnis =
        Ergebnis { bloecke: Vec::new(), summe: Decimal::ZERO, ausschluss: Vec::new(), fehlend: Vec::new() };
    let mut below = Vec::new();
    for block in &katalog.bloecke {
        let (mut weighted, mut weights) = (Decimal::ZERO, Decimal::ZERO);
        for kriterium in &block.kriterien {
            let points = punkte(form, &kriterium.id);
            if points.is_none() {
                ergebnis.fehlend.push(kriterium.id.clone());
            }
            let points = points.unwrap_or_default();
            if kriterium.ko && points <= Decimal::ZERO {
                ergebnis.ausschluss.push(Ausschluss::Ko { kriterium: kriterium.id.clone() });
            }
            weighted += kriterium.gewicht * points;
            weights += kriterium.gewicht;
        }
        let mittel = weighted.checked_div(weights).unwrap_or_default();
        let erreicht = mittel >= block.mindestpunkte;
        if !erreicht {
            below.push(Ausschluss::Block { block: block.id.clone(), mittel, mindestens: block.mindestpunkte });
        }
        let beitrag = weighted / Decimal::ONE_HUNDRED;
        ergebnis.summe += beitrag;
        ergebnis.bloecke.push(Block { id: block.id.clone(), mittel, beitrag, erreicht });
    }
    ergebnis.ausschluss.append(&mut below);
    if ergebnis.summe < katalog.mindestsumme {
        ergebnis.ausschluss.push(Ausschluss::Summe { summe: ergebnis.summe, mindestens: katalog.mindestsumme });
    }
    ergebnis
}

/// The rank of each offer by its sum; equal sums share a rank, excluded and unscored offers have none.
pub fn raenge(ergebnisse: &[Option<Ergebnis>]) -> Vec<Option<u32>> {
    let sum = |ergebnis: &Option<Ergebnis>| {
        ergebnis.as_ref().filter(|ergebnis| ergebnis.ausschluss.is_empty()).map(|ergebnis| ergebnis.summe)
    };
    let sums: Vec<Option<Decimal>> = ergebnisse.iter().map(sum).collect();
    sums.iter()
        .map(|own| {
            let own = (*own)?;
            let better = sums.iter().flatten().filter(|other| **other > own).count();
            u32::try_from(better + 1).ok()
        })
        .collect()
}

/// The catalogue by which the offers were scored; while none is scored, none.
pub fn katalog_of<'a>(stammdaten: &'a Stammdaten, massnahme: &Massnahme) -> Option<&'a Kriterienkatalog> {
    let version = &massnahme.angebote.iter().find_map(|angebot| angebot.anlage3.as_ref())?.katalog;
    stammdaten.kriterien.iter().find(|katalog| &katalog.version == version)
}

/// The scoring of every offer of a Maßnahme by its one catalogue; none where an offer is not scored or the catalogue is
/// not known.
pub fn ergebnisse(stammdaten: &Stammdaten, massnahme: &Massnahme) -> Vec<Option<Ergebnis>> {
    let katalog = katalog_of(stammdaten, massnahme);
    let of = |form: Option<&Anlage3>| Some(bewerte(katalog?, form?));
    massnahme.angebote.iter().map(|angebot| of(angebot.anlage3.as_ref())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kriterien::{Kriterienblock, Kriterium};
    use crate::domain::{Datum, angebot::Bewertung};

    fn dezimal(text: &str) -> Decimal {
        text.parse().expect("a number")
    }

    /// Two blocks, 60 and 40 %; A2 is a K.-o.-Kriterium; A must reach 2, the sum 2.
    fn katalog() -> Kriterienkatalog {
        let kriterium = |id: &str, gewicht: &str, ko| Kriterium {
            id: id.to_owned(),
            titel: id.to_owned(),
            gewicht: dezimal(gewicht),
            ko,
        };
        let block = |id: &str, gewicht: &str, mindestpunkte: &str, kriterien| Kriterienblock {
            id: id.to_owned(),
            titel: id.to_owned(),
            gewicht: dezimal(gewicht),
            mindestpunkte: dezimal(mindestpunkte),
            kriterien,
        };
        let tag = Datum::parse("2026-01-01").expect("a day");
        Kriterienkatalog {
            version: "v".to_owned(),
            gueltig_ab: tag,
            beschlossen: tag,
            skala: Vec::new(),
            teilpunkte: dezimal("0.5"),
            mindestsumme: dezimal("2"),
            bloecke: vec![
                block("A", "60", "2", vec![kriterium("A1", "47.5", false), kriterium("A2", "12.5", true)]),
                block("B", "40", "0", vec![kriterium("B1", "40", false)]),
            ],
        }
    }

    fn form(points: [&str; 3]) -> Anlage3 {
        let punkte = ["A1", "A2", "B1"].into_iter().zip(points).map(|(kriterium, punkte)| Bewertung {
            kriterium: kriterium.to_owned(),
            punkte: dezimal(punkte),
            begruendung: String::new(),
        });
        Anlage3 {
            katalog: "v".to_owned(),
            bewertet_am: None,
            punkte: punkte.collect(),
            bloecke: Vec::new(),
            gewichtete_summe: Decimal::ZERO,
            ausgeschlossen_wegen: None,
            rang: None,
        }
    }

    // By hand, points 2,5 / 3 / 1,5: A = (47,5 × 2,5 + 12,5 × 3) / 60 = 156,25 / 60 = 2,604166…, B = 1,5;
    // sum = (156,25 + 60) / 100 = 2,1625.
    #[test]
    fn fractional_points_are_weighted_exactly() {
        let ergebnis = bewerte(&katalog(), &form(["2.5", "3", "1.5"]));
        assert_eq!(ergebnis.summe, dezimal("2.1625"));
        assert_eq!(ergebnis.bloecke[0].mittel.round_dp(6), dezimal("2.604167"));
        assert!(ergebnis.ausschluss.is_empty());
    }

    // By hand: A1 = 2, A2 = 2 makes exactly 2 in block A and with B1 = 2 exactly 2 as sum: both minima are reached.
    // A1 = 1,5, A2 = 4: (71,25 + 50) / 60 = 2,020833 is reached; A1 = 1,5, A2 = 3,5: (71,25 + 43,75) / 60 = 1,91667 is not.
    #[test]
    fn a_minimum_is_reached_exactly_at_its_value() {
        assert!(bewerte(&katalog(), &form(["2", "2", "2"])).ausschluss.is_empty());
        assert!(bewerte(&katalog(), &form(["1.5", "4", "3"])).ausschluss.is_empty());
        let below = bewerte(&katalog(), &form(["1.5", "3.5", "4"]));
        assert_eq!(below.ausschluss.iter().map(Ausschluss::kurz).collect::<Vec<_>>(), ["Mindestpunkte Block A"]);
    }

    #[test]
    fn nothing_in_a_ko_kriterium_excludes_whatever_the_sum() {
        let all = bewerte(&katalog(), &form(["4", "0", "4"]));
        assert_eq!(all.ausschluss, [Ausschluss::Ko { kriterium: "A2".to_owned() }]);
        assert!(bewerte(&katalog(), &form(["4", "0.5", "4"])).ausschluss.is_empty());
    }

    // By hand: A1 = 4, A2 = 2, B1 = 1,5 makes 1,9 + 0,25 + 0,6 = 2,75; A1 = 3, A2 = 2,6, B1 = 2,5 makes
    // 1,425 + 0,325 + 1 = 2,75: equal.
    #[test]
    fn equal_sums_share_a_rank_and_the_next_is_skipped() {
        let of = |points| Some(bewerte(&katalog(), &form(points)));
        let all = [of(["4", "2", "1.5"]), of(["3", "2.6", "2.5"]), of(["2", "2", "2"]), of(["4", "0", "4"]), None];
        assert_eq!(raenge(&all), [Some(1), Some(1), Some(3), None, None]);
    }
}
