//! Q013: Fall aus dem Vorquartal fehlt.

use std::collections::BTreeMap;

use super::abgleich::fall_herkunft;
use super::gegen_bestand::{anzahl, fundstellen};
use super::regel::{Regel, tag};
use super::vorquartal::Veraenderung;
use crate::domain::Stammdaten;
use crate::domain::lieferung::Lieferung;
use crate::domain::vorgeschichte::Vorgeschichte;
use crate::finding::{Befund, Schwere};

/// The rule. It needs the list of the quarter before; see [`against`].
pub const REGEL: Regel = Regel {
    code: "Q013",
    name: "fall-verschwunden",
    titel: "Fall aus dem Vorquartal fehlt",
    schwere: Schwere::Warnung,
    fest: false,
    geprueft: "Jede Hilfe, die am Ende des Vorquartals lief, steht in der neuen Fallliste, laufend oder mit ihrem Ende.",
    grund: "Ein Fall ohne Ende zählt weder im Bestand noch bei den beendeten Hilfen: Bestand, begonnene und beendete \
            Hilfen gehen nicht mehr auf.",
    grundlage: "Die Statistik der Kinder- und Jugendhilfe erfasst Beginn und Ende jeder Hilfe (§ 99 Abs. 1 SGB VIII); eine Hilfe endet mit einem Tag, sie verschwindet nicht.",
    beispiel: "Am 31.03.2026 liefen in Oyten 54 Hilfen; in der Liste des zweiten Quartals fehlen zwei davon.",
    abhilfe: "Die genannten Zeilen der früheren Lieferung nachschlagen und die Fallliste mit diesen Fällen neu liefern.",
    pruefe: |_| Vec::new(),
};

/// Finds cases that are gone: one finding for each Raum, with their rows in the earlier delivery.
pub fn against(lieferung: &Lieferung, vorgeschichte: &Vorgeschichte, stammdaten: &Stammdaten) -> Vec<Befund> {
    let mut by_raum: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for bekannt in Veraenderung::of(lieferung, vorgeschichte).verschwunden {
        by_raum.entry(stammdaten.raum_name(&bekannt.zeile.raum)).or_default().push(bekannt);
    }
    let stichtag = tag(lieferung.quartal.previous().ende());
    by_raum
        .into_iter()
        .map(|(raum, faelle)| {
            let count = anzahl(faelle.len(), "Fall fehlt", "Fälle fehlen");
            let rows = fundstellen(vorgeschichte, faelle, fall_herkunft);
            REGEL.befund(
                Vec::new(),
                format!("{raum}: {count} ({rows})"),
                format!("jeder Fall, der am {stichtag} lief, laufend oder mit seinem Ende"),
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::domain::vorgeschichte::Vorgeschichte;
    use crate::domain::zeilen::Fall;
    use crate::rules::vergleichshilfe::{faelle, fall, findings, tag, with_faelle};

    fn before() -> Vorgeschichte {
        let ended = Fall { ende: Some(tag("2026-03-31")), ..fall("ended", "2025-01-01") };
        with_faelle(vec![(1, fall("a", "2025-01-01")), (1, fall("b", "2025-02-01")), (1, ended)])
    }

    #[test]
    fn a_running_case_that_is_gone_is_named_by_its_row_in_the_earlier_list() {
        let befunde = findings("Q013", &faelle(vec![fall("a", "2025-01-01")]), &before());
        assert_eq!(befunde.len(), 1);
        assert_eq!(
            befunde[0].gelesen,
            "Achim: 1 Fall fehlt (Lieferung „faelle_2026-Q1.xlsx“, Blatt „Blatt1“, Zeile 2)"
        );
        assert_eq!(befunde[0].erwartet, "jeder Fall, der am 31.03.2026 lief, laufend oder mit seinem Ende");
    }

    #[test]
    fn running_and_ended_cases_are_both_there() {
        let ended = Fall { ende: Some(tag("2026-04-03")), ..fall("b", "2025-02-01") };
        assert!(findings("Q013", &faelle(vec![fall("a", "2025-01-01"), ended]), &before()).is_empty());
    }

    #[test]
    fn while_a_part_is_missing_nothing_has_gone() {
        let store = Vorgeschichte { vollstaendig: false, ..before() };
        assert!(findings("Q013", &faelle(vec![fall("a", "2025-01-01")]), &store).is_empty());
    }
}
