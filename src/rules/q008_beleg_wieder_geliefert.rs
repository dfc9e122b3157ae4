//! Q008: Beleg wurde schon mit einem früheren Quartal geliefert.

use super::abgleich::buchung_herkunft;
use super::gegen_bestand::{anzahl, buchungen, first_places, fundstellen, geld};
use super::q007_beleg_frueher_anders::is_same;
use super::regel::Regel;
use crate::domain::Stammdaten;
use crate::domain::export::Feld;
use crate::domain::lieferung::Lieferung;
use crate::domain::vorgeschichte::Vorgeschichte;
use crate::finding::{Befund, Schwere};

/// The rule. It needs the deliveries of other quarters; see [`against`].
pub const REGEL: Regel = Regel {
    code: "Q008",
    name: "beleg-wieder-geliefert",
    titel: "Beleg wurde schon mit einem früheren Quartal geliefert",
    schwere: Schwere::Warnung,
    fest: false,
    geprueft: "Eine Lieferung, die nur ihr Quartal umfasst, wiederholt keinen Beleg, den ein früheres Quartal mit \
               gleichem Betrag und Datum geliefert hat.",
    grund: "Ein Beleg in zwei Quartalen kann eine doppelte Buchung sein, oder der Auszug hat den falschen Zeitraum. \
            Gezählt wird er einmal, wie zuerst geliefert.",
    grundlage: "Jede Buchung ist durch ihre Belegnummer eindeutig nachgewiesen (in Niedersachsen § 38 KomHKVO).",
    beispiel: "Beleg 2025012901 steht mit demselben Betrag und Tag in den Lieferungen 2025-Q4 und 2026-Q1.",
    abhilfe: "Bei der WJH klären, ob doppelt gebucht wurde; sonst den Zeitraum des Auszugs berichtigen.",
    pruefe: |_| Vec::new(),
};

/// Finds the bookings of a delivery that repeats nothing by its nature, but does; one finding for all of them.
pub fn against(lieferung: &Lieferung, vorgeschichte: &Vorgeschichte, _: &Stammdaten) -> Vec<Befund> {
    if lieferung.kumulativ {
        return Vec::new();
    }
    let twice: Vec<_> = buchungen(lieferung)
        .iter()
        .filter_map(|row| Some((row, vorgeschichte.belege.get(&row.schluessel())?)))
        .filter(|(row, before)| is_same(row, &before.zeile))
        .collect();
    if twice.is_empty() {
        return Vec::new();
    }
    let orte = first_places(lieferung, twice.iter().map(|(row, _)| &row.herkunft), Feld::Belegnummer);
    let gelesen = format!(
        "{} über zusammen {}, schon geliefert mit {}",
        anzahl(twice.len(), "Buchung", "Buchungen"),
        geld(twice.iter().map(|(row, _)| row.betrag).sum()),
        fundstellen(vorgeschichte, twice.iter().map(|(_, before)| *before), buchung_herkunft),
    );
    vec![REGEL.befund(orte, gelesen, "jeder Beleg in einem Quartal")]
}

#[cfg(test)]
mod tests {
    use crate::domain::Betrag;
    use crate::domain::lieferung::Lieferung;
    use crate::rules::vergleichshilfe::{buchung, findings, kosten, with_belege};

    #[test]
    fn repeated_belege_are_one_finding_with_both_places() {
        let store = with_belege(vec![buchung(7), buchung(9)]);
        let befunde = findings("Q008", &kosten(vec![buchung(7), buchung(8), buchung(9)]), &store);
        assert_eq!(befunde.len(), 1);
        let orte: Vec<_> = befunde[0].orte.iter().filter_map(|ort| ort.zelle.as_deref()).collect();
        assert_eq!(orte, ["A7", "A9"]);
        assert_eq!(
            befunde[0].gelesen,
            "2 Buchungen über zusammen 200,00 €, schon geliefert mit Lieferung „kosten_2026-Q1.xlsx“, Blatt „Blatt1“, \
             Zeilen 7, 9"
        );
    }

    #[test]
    fn other_amounts_and_cumulative_files_are_other_rules() {
        let mut before = buchung(7);
        before.betrag = Betrag::from_cents(1);
        assert!(findings("Q008", &kosten(vec![buchung(7)]), &with_belege(vec![before])).is_empty());
        let kumulativ = Lieferung { kumulativ: true, ..kosten(vec![buchung(7)]) };
        assert!(findings("Q008", &kumulativ, &with_belege(vec![buchung(7)])).is_empty());
    }
}
