//! Q007: Beleg stand in einer früheren Lieferung anders.

use super::gegen_bestand::{buchungen, ort};
use super::regel::{Regel, euro, tag};
use crate::domain::Stammdaten;
use crate::domain::export::Feld;
use crate::domain::lieferung::Lieferung;
use crate::domain::vorgeschichte::{Bekannt, Vorgeschichte};
use crate::domain::zeilen::Buchung;
use crate::finding::{Befund, Schwere};

/// The rule. It needs the deliveries of other quarters, so it finds nothing in a file alone; see [`against`].
pub const REGEL: Regel = Regel {
    code: "Q007",
    name: "beleg-frueher-anders",
    titel: "Beleg stand in einer früheren Lieferung anders",
    schwere: Schwere::Warnung,
    fest: false,
    geprueft: "Ein Beleg, der schon mit einem früheren Quartal geliefert wurde, hat denselben Betrag und dasselbe Datum.",
    grund: "Was ein früheres Quartal geliefert hat, bleibt; die Änderung wirkt erst mit einer neuen Lieferung jenes Quartals.",
    grundlage: "Grundsätze ordnungsmäßiger Buchführung: Was gebucht ist, wird nicht verändert, sondern storniert und neu gebucht.",
    beispiel: "Beleg 2026000001 kam im 1. Quartal mit 100,00 und steht jetzt mit 120,00 da.",
    abhilfe: "Bei der WJH klären; stimmt der neue Betrag, das frühere Quartal neu liefern lassen.",
    pruefe: |_| Vec::new(),
};

/// Whether two deliveries of a Beleg say the same of it.
pub fn is_same(a: &Buchung, b: &Buchung) -> bool {
    a.betrag == b.betrag && a.art == b.art && a.buchungsdatum == b.buchungsdatum
}

/// Finds the bookings that an earlier quarter delivered with another amount, kind or day.
pub fn against(lieferung: &Lieferung, vorgeschichte: &Vorgeschichte, _: &Stammdaten) -> Vec<Befund> {
    buchungen(lieferung)
        .iter()
        .filter_map(|buchung| {
            let before = vorgeschichte.belege.get(&buchung.schluessel())?;
            (!is_same(buchung, &before.zeile)).then(|| befund(lieferung, vorgeschichte, buchung, before))
        })
        .collect()
}

fn befund(
    lieferung: &Lieferung,
    vorgeschichte: &Vorgeschichte,
    buchung: &Buchung,
    before: &Bekannt<Buchung>,
) -> Befund {
    let quartal = vorgeschichte.lieferung_of(before).map(|file| file.quartal.to_string()).unwrap_or_default();
    let amount = |row: &Buchung| format!("{} vom {}", euro(row.betrag), tag(row.buchungsdatum));
    REGEL.befund(
        vec![ort(lieferung, &buchung.herkunft, Feld::Betrag)],
        amount(buchung),
        format!("{}, wie mit {quartal} geliefert", amount(&before.zeile)),
    )
}

#[cfg(test)]
mod tests {
    use crate::domain::Betrag;
    use crate::rules::vergleichshilfe::{buchung, findings, kosten, with_belege};

    #[test]
    fn a_known_beleg_with_the_same_amount_is_recognised() {
        assert!(findings("Q007", &kosten(vec![buchung(7)]), &with_belege(vec![buchung(7)])).is_empty());
    }

    #[test]
    fn a_changed_amount_names_both_and_the_cell() {
        let mut before = buchung(7);
        before.betrag = Betrag::from_cents(12_345);
        let befunde = findings("Q007", &kosten(vec![buchung(7)]), &with_belege(vec![before]));
        assert_eq!(befunde.len(), 1);
        assert_eq!(befunde[0].orte[0].to_string(), "Blatt „Blatt1“, Zelle C7");
        assert_eq!(befunde[0].gelesen, "100,00 vom 05.05.2026");
        assert_eq!(befunde[0].erwartet, "123,45 vom 05.05.2026, wie mit 2026-Q1 geliefert");
    }
}
