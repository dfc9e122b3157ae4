//! Q016: Kosten weichen stark von früheren Quartalen ab.

use super::regel::Regel;
use super::sprung::{Sprung, betrag, by_raum_and_gruppe, of_number, zahl};
use crate::domain::Stammdaten;
use crate::domain::lieferung::{Lieferart, Lieferung};
use crate::domain::vorgeschichte::Vorgeschichte;
use crate::finding::{Befund, Schwere};

/// The rule. It needs the bookings of earlier quarters; see [`against`].
pub const REGEL: Regel = Regel {
    code: "Q016",
    name: "kosten-springen",
    titel: "Kosten weichen stark von früheren Quartalen ab",
    schwere: Schwere::Warnung,
    fest: false,
    geprueft: "Der im Quartal gebuchte Aufwand liegt je Raum und Hilfegruppe, die Zahl der Buchungen im Ganzen nahe am \
               Median der Quartale davor. Stark heißt: über alle drei Schwellen in [vergleich] hinaus (Vielfaches der \
               üblichen Streuung, Anteil am Median, kleinster Betrag); geprüft wird ab vier früheren Quartalen.",
    grund: "Ein Sprung ist oft ein unvollständiger Auszug, ein anderer Filter, ein falsches Vorzeichen oder ein falsch \
            zugeordneter Raum.",
    grundlage: "fachlich, keine Vorschrift: Ausreißer gegen Median und MAD (B. Iglewicz, D. C. Hoaglin, How to Detect and Handle Outliers, 1993); Schwellen in [vergleich] von sozialraumbericht.toml.",
    beispiel: "In Oyten kosteten teilstationäre Hilfen 58.948 bis 83.264 € im Quartal, jetzt 34.899 €.",
    abhilfe: "Mit den Buchungen des Vorquartals vergleichen; ist die Änderung echt, ist nichts zu tun.",
    pruefe: |_| Vec::new(),
};

/// Finds Räume and Hilfegruppen whose Aufwand jumps, and a jump of the number of bookings: one finding for each.
pub fn against(lieferung: &Lieferung, vorgeschichte: &Vorgeschichte, stammdaten: &Stammdaten) -> Vec<Befund> {
    if lieferung.art() != Lieferart::Kosten {
        return Vec::new();
    }
    let grenzen = &stammdaten.einstellungen.vergleich;
    let number = of_number(lieferung, vorgeschichte, stammdaten, "Buchungen im Ganzen", grenzen.mindestzahl_buchungen);
    let sums = by_raum_and_gruppe(lieferung, vorgeschichte, stammdaten, grenzen.mindestbetrag.to_decimal());
    let befund = |sprung: Sprung, show| REGEL.befund(Vec::new(), sprung.gelesen(show), sprung.erwartet(show));
    let number = number.map(|sprung| befund(sprung, zahl));
    number.into_iter().chain(sums.into_iter().map(|sprung| befund(sprung, betrag))).collect()
}

#[cfg(test)]
mod tests {
    use crate::domain::Betrag;
    use crate::domain::vorgeschichte::Vorgeschichte;
    use crate::domain::zeilen::Buchung;
    use crate::rules::vergleichshilfe::{buchung, findings, kosten, with_reihe};

    fn store() -> Vorgeschichte {
        with_reihe(&[("2025-Q2", 90_000), ("2025-Q3", 93_000), ("2025-Q4", 84_000), ("2026-Q1", 90_000)])
    }

    fn of_euros(euros: i64) -> Vec<Buchung> {
        vec![Buchung { betrag: Betrag::from_cents(euros * 100), ..buchung(7) }]
    }

    #[test]
    fn a_jump_is_named_with_the_usual_sum() {
        let befunde = findings("Q016", &kosten(of_euros(150_000)), &store());
        let sums: Vec<_> = befunde.iter().filter(|befund| befund.gelesen.contains('€')).collect();
        assert_eq!(sums.len(), 1);
        assert_eq!(sums[0].gelesen, "Achim, ambulant: 150.000,00 €, das sind 60.000,00 € mehr");
        assert_eq!(sums[0].erwartet, "etwa 90.000,00 €, der Median der 4 Quartale davor");
        assert_eq!(befunde[0].gelesen, "Buchungen im Ganzen: 1, das sind 89999 weniger");
    }

    #[test]
    fn usual_sums_are_silent() {
        let befunde = findings("Q016", &kosten(of_euros(95_000)), &store());
        assert!(befunde.iter().all(|befund| !befund.gelesen.contains('€')));
    }
}
