//! What the scoring of Anlage 3 says, in words; it is reckoned in [`crate::domain::bewertung`].

use crate::domain::bewertung::Ausschluss;
use crate::present::zahl;

/// Why an offer has no rank, as the form says it.
pub fn ausschluss_text(grund: &Ausschluss) -> String {
    match grund {
        Ausschluss::Ko { kriterium } => format!("K.-o.-Kriterium {kriterium} nicht erfüllt"),
        Ausschluss::Block { block, mittel, mindestens } => format!(
            "Mindestpunkte Block {block} nicht erreicht ({} von {})",
            zahl::zahl(*mittel, 2),
            zahl::zahl(*mindestens, 2)
        ),
        Ausschluss::Summe { summe, mindestens } => {
            format!("Mindestsumme nicht erreicht ({} von {})", zahl::zahl(*summe, 2), zahl::zahl(*mindestens, 2))
        }
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::super::proben::{massnahme, stammdaten};
    use super::*;
    use crate::domain::bewertung::{Ergebnis, bewerte, katalog_of, raenge};

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
        let reasons: Vec<String> = b.ausschluss.iter().map(Ausschluss::kurz).collect();
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
            all[0].as_ref().map(|a| ausschluss_text(&a.ausschluss[0])).as_deref(),
            Some("K.-o.-Kriterium A2 nicht erfüllt")
        );
        assert_eq!(raenge(&all), [None, None]);
    }
}
