//! Q018: Beleg früherer Quartale fehlt in der kumulierten Lieferung.

use super::abgleich::buchung_herkunft;
use super::gegen_bestand::{anzahl, fundstellen, geld};
use super::regel::Regel;
use crate::domain::Stammdaten;
use crate::domain::lieferung::Lieferung;
use crate::domain::vorgeschichte::Vorgeschichte;
use crate::finding::{Befund, Schwere};

/// The rule. It needs the deliveries of other quarters; see [`against`].
pub const REGEL: Regel = Regel {
    code: "Q018",
    name: "beleg-fehlt-kumuliert",
    titel: "Beleg früherer Quartale fehlt in der kumulierten Lieferung",
    schwere: Schwere::Warnung,
    fest: false,
    geprueft: "Eine kumulierte Lieferung wiederholt jede Buchung ihres Zeitraums, die frühere Quartale geliefert haben.",
    grund: "Der Auszug kann unvollständig sein, oder eine Buchung wurde nachträglich entfernt. Sie zählt weiter, bis das \
            frühere Quartal neu geliefert wird.",
    grundlage: "Gebuchtes wird nicht gelöscht, sondern storniert; der Beleg bleibt nachgewiesen (in Niedersachsen § 38 KomHKVO).",
    beispiel: "Im ersten Quartal kam Beleg 2026000417; im Auszug Januar bis Juni fehlt er.",
    abhilfe: "Bei der WJH klären; wurde die Buchung entfernt, das frühere Quartal neu liefern lassen.",
    pruefe: |_| Vec::new(),
};

/// Finds bookings that a cumulative delivery should repeat and does not; one finding for all of them.
pub fn against(lieferung: &Lieferung, vorgeschichte: &Vorgeschichte, _: &Stammdaten) -> Vec<Befund> {
    let fehlende = &vorgeschichte.fehlende;
    if !lieferung.kumulativ || !vorgeschichte.vollstaendig || fehlende.is_empty() {
        return Vec::new();
    }
    let gelesen = format!(
        "{} über zusammen {} ({})",
        anzahl(fehlende.len(), "Buchung fehlt", "Buchungen fehlen"),
        geld(fehlende.iter().map(|row| row.zeile.betrag).sum()),
        fundstellen(vorgeschichte, fehlende, buchung_herkunft),
    );
    vec![REGEL.befund(Vec::new(), gelesen, "jede schon gelieferte Buchung des Zeitraums")]
}

#[cfg(test)]
mod tests {
    use crate::domain::lieferung::Lieferung;
    use crate::domain::vorgeschichte::{Bekannt, Vorgeschichte};
    use crate::rules::vergleichshilfe::{buchung, findings, kosten, vorgeschichte};

    #[test]
    fn a_booking_that_is_not_repeated_is_named_by_its_earlier_row() {
        let store = Vorgeschichte { fehlende: vec![Bekannt { lieferung: 0, zeile: buchung(7) }], ..vorgeschichte() };
        let kumulativ = Lieferung { kumulativ: true, ..kosten(vec![buchung(8)]) };
        let befunde = findings("Q018", &kumulativ, &store);
        assert_eq!(
            befunde[0].gelesen,
            "1 Buchung fehlt über zusammen 100,00 € (Lieferung „kosten_2026-Q1.xlsx“, Blatt „Blatt1“, Zeile 7)"
        );
        assert!(findings("Q018", &kumulativ, &vorgeschichte()).is_empty());
    }
}
