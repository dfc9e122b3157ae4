//! Q015: Fallzahl weicht stark von früheren Quartalen ab.

use super::regel::Regel;
use super::sprung::{by_raum_and_gruppe, of_number, zahl};
use crate::domain::Stammdaten;
use crate::domain::lieferung::{Lieferart, Lieferung};
use crate::domain::vorgeschichte::Vorgeschichte;
use crate::finding::{Befund, Schwere};

/// The rule. It needs the lists of earlier quarters; see [`against`].
pub const REGEL: Regel = Regel {
    code: "Q015",
    name: "fallzahl-springt",
    titel: "Fallzahl weicht stark von früheren Quartalen ab",
    schwere: Schwere::Warnung,
    fest: false,
    geprueft: "Der Bestand am Stichtag liegt je Raum und Hilfegruppe und im Ganzen nahe am Median der Quartale davor. \
               Stark heißt: über alle drei Schwellen in [vergleich] hinaus (Vielfaches der üblichen Streuung, Anteil \
               am Median, kleinste Fallzahl); geprüft wird ab vier früheren Quartalen.",
    grund: "Ein Sprung ist oft ein unvollständiger Auszug, ein anderer Filter oder ein falsch zugeordneter Raum.",
    grundlage: "fachlich, keine Vorschrift: Ausreißer gegen Median und MAD (B. Iglewicz, D. C. Hoaglin, How to Detect and Handle Outliers, 1993); Schwellen in [vergleich] von sozialraumbericht.toml.",
    beispiel: "In Thedinghausen liefen stationär 28, 29, 31 und 37 Hilfen, jetzt 12.",
    abhilfe: "Mit der Fallliste des Vorquartals vergleichen; ist die Änderung echt, ist nichts zu tun.",
    pruefe: |_| Vec::new(),
};

/// Finds Räume and Hilfegruppen whose Bestand jumps: one finding for each.
pub fn against(lieferung: &Lieferung, vorgeschichte: &Vorgeschichte, stammdaten: &Stammdaten) -> Vec<Befund> {
    if lieferung.art() != Lieferart::Faelle {
        return Vec::new();
    }
    let mindestens = stammdaten.einstellungen.vergleich.mindestzahl_faelle;
    let all = of_number(lieferung, vorgeschichte, stammdaten, "Fälle im Ganzen", mindestens);
    let groups = by_raum_and_gruppe(lieferung, vorgeschichte, stammdaten, mindestens.into());
    let befund = |sprung: super::sprung::Sprung| REGEL.befund(Vec::new(), sprung.gelesen(zahl), sprung.erwartet(zahl));
    all.into_iter().chain(groups).map(befund).collect()
}

#[cfg(test)]
mod tests {
    use crate::domain::vorgeschichte::{Bekannt, Vorgeschichte};
    use crate::domain::zeilen::Fall;
    use crate::rules::vergleichshilfe::{faelle, fall, findings, with_reihe};

    fn rows(count: usize) -> Vec<Fall> {
        (0..count).map(|number| fall(&format!("fall {number}"), "2025-01-01")).collect()
    }

    fn store() -> Vorgeschichte {
        with_reihe(&[("2025-Q2", 30), ("2025-Q3", 31), ("2025-Q4", 28), ("2026-Q1", 30)])
    }

    #[test]
    fn a_jump_is_named_with_the_usual_number() {
        let befunde = findings("Q015", &faelle(rows(12)), &store());
        assert_eq!(befunde.len(), 2, "the whole and the Raum");
        assert_eq!(befunde[0].gelesen, "Fälle im Ganzen: 12, das sind 18 weniger");
        assert_eq!(befunde[1].gelesen, "Achim, ambulant: 12, das sind 18 weniger");
        assert_eq!(befunde[1].erwartet, "etwa 30, der Median der 4 Quartale davor");
    }

    #[test]
    fn usual_numbers_and_short_series_are_silent() {
        assert!(findings("Q015", &faelle(rows(33)), &store()).is_empty());
        assert!(findings("Q015", &faelle(rows(3)), &with_reihe(&[("2026-Q1", 30), ("2025-Q4", 31)])).is_empty());
    }

    #[test]
    fn the_other_parts_of_the_quarter_count_too() {
        let mut others = store();
        others.faelle = rows(18)
            .into_iter()
            .map(|row| Bekannt { lieferung: 2, zeile: Fall { fall: format!("teil {}", row.fall), ..row } })
            .collect();
        assert!(findings("Q015", &faelle(rows(12)), &others).is_empty());
        let incomplete = Vorgeschichte { vollstaendig: false, ..store() };
        assert!(findings("Q015", &faelle(rows(12)), &incomplete).is_empty());
    }
}
