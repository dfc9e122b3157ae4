//! The scoring of Anlage 3 reckoned from points and catalogue.

use rust_decimal::Decimal;

use crate::domain::Stammdaten;
use crate::domain::angebot::Anlage3;
use crate::domain::kriterien::Kriterienkatalog;
use crate::domain::massnahme::Massnahme;
use crate::present::zahl;

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
    /// Weighted mean of its points.
    pub mittel: Decimal,
    /// Its part of the weighted sum.
    pub beitrag: Decimal,
    /// Whether its minimum is reached.
    pub erreicht: bool,
}

/// Why an offer has no rank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ausschluss {
    /// As records write it: `A2`, `Mindestpunkte Block A`, `Mindestsumme`.
    pub kurz: String,
    /// As the form says it.
    pub text: String,
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
                ergebnis.ausschluss.push(Ausschluss {
                    kurz: kriterium.id.clone(),
                    text: format!("K.-o.-Kriterium {} nicht erfüllt", kriterium.id),
                });
            }
            weighted += kriterium.gewicht * points;
            weights += kriterium.gewicht;
        }
        let mittel = weighted.checked_div(weights).unwrap_or_default();
        let erreicht = mittel >= block.mindestpunkte;
        if !erreicht {
            below.push(Ausschluss {
                kurz: format!("Mindestpunkte Block {}", block.id),
                text: format!(
                    "Mindestpunkte Block {} nicht erreicht ({} von {})",
                    block.id,
                    zahl::zahl(mittel, 2),
                    zahl::zahl(block.mindestpunkte, 2)
                ),
            });
        }
        let beitrag = weighted / Decimal::ONE_HUNDRED;
        ergebnis.summe += beitrag;
        ergebnis.bloecke.push(Block { id: block.id.clone(), mittel, beitrag, erreicht });
    }
    ergebnis.ausschluss.append(&mut below);
    if ergebnis.summe < katalog.mindestsumme {
        ergebnis.ausschluss.push(Ausschluss {
            kurz: "Mindestsumme".to_owned(),
            text: format!(
                "Mindestsumme nicht erreicht ({} von {})",
                zahl::zahl(ergebnis.summe, 2),
                zahl::zahl(katalog.mindestsumme, 2)
            ),
        });
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

#[cfg(test)]
mod tests {
    use super::super::proben::{massnahme, stammdaten};
    use super::*;

    fn ergebnisse(id: &str) -> Vec<Option<Ergebnis>> {
        let stammdaten = stammdaten();
        let massnahme = massnahme(&stammdaten, id);
        let katalog = katalog_of(&stammdaten, massnahme).expect("a catalogue");
        massnahme.angebote.iter().map(|angebot| Some(bewerte(katalog, angebot.anlage3.as_ref()?))).collect()
    }

    /// Hand calculation, GWA-2026-01/A, weights 20/10/10, 15/12,5/7,5, 15/10, points 4/3,5/4, 3/3,5/2,5, 2,5/3:
    /// A = (80 + 35 + 40) / 40 = 3,875; B = (45 + 43,75 + 18,75) / 35 = 3,0714…; C = (37,5 + 30) / 25 = 2,7;
    /// sum = (155 + 107,5 + 67,5) / 100 = 3,30.
    #[test]
    fn weighted_means_and_sum_equal_the_hand_calculation() {
        let all = ergebnisse("GWA-2026-01");
        let a = all[0].as_ref().expect("scored");
        assert_eq!(a.summe, Decimal::new(330, 2));
        assert_eq!(
            a.bloecke.iter().map(|block| zahl::zahl(block.mittel, 4)).collect::<Vec<_>>(),
            ["3,8750", "3,0714", "2,7000"]
        );
        let b = all[1].as_ref().expect("scored");
        let reasons: Vec<&str> = b.ausschluss.iter().map(|reason| reason.kurz.as_str()).collect();
        assert_eq!(reasons, ["Mindestpunkte Block A", "Mindestsumme"]);
        assert_eq!(raenge(&all), [Some(1), None]);
    }

    #[test]
    fn equal_sums_share_a_rank_and_the_next_is_skipped() {
        assert_eq!(raenge(&ergebnisse("GWA-2026-05")), [Some(1), Some(1), Some(3)]);
    }

    #[test]
    fn nothing_in_a_ko_kriterium_excludes() {
        let all = ergebnisse("GWA-2026-16");
        assert_eq!(
            all[0].as_ref().map(|a| a.ausschluss[0].text.clone()).as_deref(),
            Some("K.-o.-Kriterium A2 nicht erfüllt")
        );
        assert_eq!(raenge(&all), [None, None]);
    }
}
