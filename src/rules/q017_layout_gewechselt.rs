//! Q017: Anderes Layout als im letzten Quartal.

use super::regel::{Regel, quoted};
use crate::domain::Stammdaten;
use crate::domain::lieferung::Lieferung;
use crate::domain::vorgeschichte::Vorgeschichte;
use crate::finding::{Befund, Schwere};

/// The rule. It needs the deliveries of other quarters; see [`against`].
pub const REGEL: Regel = Regel {
    code: "Q017",
    name: "layout-gewechselt",
    titel: "Anderes Layout als im letzten Quartal",
    schwere: Schwere::Hinweis,
    fest: false,
    geprueft: "Die Lieferung hat dasselbe Layout wie die letzte Lieferung derselben Art für ein früheres Quartal.",
    grund: "Mit einem neuen Auszug können sich Filter, Vorzeichen und Zuordnungen ändern; Vergleiche mit früheren \
            Quartalen sind dann mit Vorsicht zu lesen.",
    grundlage: "fachlich: Ein Wechsel des Verfahrens ist ein möglicher Bruch in der Zeitreihe und wird benannt.",
    beispiel: "Die Kosten kamen 2025-Q4 im Layout „geteilt“, 2026-Q1 im Layout „vierzehnplus“.",
    abhilfe: "Ist der Wechsel gewollt, ist nichts zu tun; sonst bei der WJH nach dem gewohnten Auszug fragen.",
    pruefe: |_| Vec::new(),
};

/// Compares the layout with the one of the newest earlier delivery of the kind.
pub fn against(lieferung: &Lieferung, vorgeschichte: &Vorgeschichte, _: &Stammdaten) -> Vec<Befund> {
    let Some(vorige) = vorgeschichte.vorige.and_then(|place| vorgeschichte.lieferungen.get(place)) else {
        return Vec::new();
    };
    if vorige.layout == lieferung.layout {
        return Vec::new();
    }
    let erwartet =
        format!("Layout {} wie {}, Lieferung {}", quoted([&vorige.layout]), vorige.quartal, quoted([&vorige.datei]));
    vec![REGEL.befund(Vec::new(), format!("Layout {}", quoted([&lieferung.layout])), erwartet)]
}

#[cfg(test)]
mod tests {
    use crate::domain::lieferung::Lieferung;
    use crate::domain::vorgeschichte::Vorgeschichte;
    use crate::rules::vergleichshilfe::{findings, kosten, vorgeschichte};

    #[test]
    fn another_layout_names_both() {
        let store = Vorgeschichte { vorige: Some(0), ..vorgeschichte() };
        assert!(findings("Q017", &kosten(Vec::new()), &store).is_empty());
        let other = Lieferung { layout: "okjus".to_owned(), ..kosten(Vec::new()) };
        let befunde = findings("Q017", &other, &store);
        assert_eq!(befunde[0].gelesen, "Layout „okjus“");
        assert_eq!(befunde[0].erwartet, "Layout „sauber“ wie 2026-Q1, Lieferung „kosten_2026-Q1.xlsx“");
        assert!(findings("Q017", &other, &vorgeschichte()).is_empty(), "the first delivery has nothing to differ from");
    }
}
