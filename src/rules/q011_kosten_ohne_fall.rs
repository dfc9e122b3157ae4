//! Q011: Kosten ohne Fall.

use std::collections::BTreeSet;

use super::abgleich::{Abgleich, Leistungszeit, befund_of_buchungen, summe};
use super::gegen_bestand::{anzahl, geld};
use super::regel::Regel;
use crate::domain::Stammdaten;
use crate::domain::lieferung::Lieferung;
use crate::domain::vorgeschichte::Vorgeschichte;
use crate::finding::{Befund, Schwere};

/// The rule. It needs bookings and cases of a quarter; see [`against`].
pub const REGEL: Regel = Regel {
    code: "Q011",
    name: "kosten-ohne-fall",
    titel: "Kosten ohne Fall",
    schwere: Schwere::Warnung,
    fest: false,
    geprueft: "Zu jedem Aufwand mit Aktenzeichen kennt die Fallliste des Quartals oder eines früheren eine Hilfe dieser \
               Art. Zahlungen im Voraus und Leistungen vor der ersten Fallliste bleiben außer Betracht, Stornos werden \
               abgezogen.",
    grund: "Fehlt der Fall, sind Fallzahl und Fallkosten falsch, oder die Buchung gehört zu einem anderen Aktenzeichen \
            oder einer anderen Hilfeart.",
    grundlage: "Das Jugendamt trägt die Kosten einer Hilfe, die es gewährt (§ 36a Abs. 1 SGB VIII); jede gewährte Hilfe steht in der Fallliste.",
    beispiel: "Gebucht ist Vollzeitpflege für April; unter diesem Aktenzeichen kennt keine Fallliste eine Vollzeitpflege.",
    abhilfe: "Aktenzeichen und Hilfeart der Buchungen mit der Fallliste vergleichen; fehlende Fälle nachliefern.",
    pruefe: |_| Vec::new(),
};

/// Finds bookings that belong to no known case; one finding for all of them.
pub fn against(lieferung: &Lieferung, vorgeschichte: &Vorgeschichte, stammdaten: &Stammdaten) -> Vec<Befund> {
    let Some(abgleich) = Abgleich::of(lieferung, vorgeschichte) else { return Vec::new() };
    let grenzen = &stammdaten.einstellungen.vergleich;
    let mut without = Vec::new();
    let mut cases = BTreeSet::new();
    for (schluessel, buchungen) in abgleich.aufwand() {
        if abgleich.faelle.contains_key(&schluessel) {
            continue;
        }
        let (from, stichtag) = (abgleich.ab, abgleich.stichtag);
        let told = buchungen.into_iter().filter(|stelle| {
            let zeit = Leistungszeit::of(stelle.zeile(), grenzen);
            zeit.von >= from && !zeit.is_ahead_of(stichtag)
        });
        let told: Vec<_> = told.collect();
        if summe(&told).cents() > 0 {
            cases.insert(schluessel);
            without.extend(told);
        }
    }
    if without.is_empty() {
        return Vec::new();
    }
    let gelesen = format!(
        "{} für {}, zusammen {}",
        anzahl(without.len(), "Buchung", "Buchungen"),
        anzahl(cases.len(), "unbekannte Hilfe", "unbekannte Hilfen"),
        geld(summe(&without)),
    );
    let erwartet = "zu jedem Aufwand eine Hilfe dieser Art in der Fallliste";
    vec![befund_of_buchungen(&REGEL, lieferung, vorgeschichte, &without, gelesen, erwartet)]
}

#[cfg(test)]
mod tests {
    use crate::domain::vorgeschichte::{Bekannt, Vorgeschichte};
    use crate::domain::zeilen::Buchung;
    use crate::rules::vergleichshilfe::{buchung, faelle, fall, findings, kosten, tag, vorgeschichte, with_faelle};

    fn of(name: &str, beleg: u32) -> Buchung {
        Buchung { fall: Some(name.to_owned()), ..buchung(beleg) }
    }

    #[test]
    fn bookings_of_unknown_cases_are_one_finding() {
        let store = with_faelle(vec![(2, fall("a", "2025-01-01"))]);
        let befunde = findings("Q011", &kosten(vec![of("a", 7), of("b", 9), of("b", 8)]), &store);
        assert_eq!(befunde.len(), 1);
        assert_eq!(befunde[0].gelesen, "2 Buchungen für 1 unbekannte Hilfe, zusammen 200,00 €");
        let cells: Vec<_> = befunde[0].orte.iter().filter_map(|ort| ort.zelle.as_deref()).collect();
        assert_eq!(cells, ["B8", "B9"]);
    }

    #[test]
    fn cases_that_come_second_name_the_rows_of_the_bookings() {
        let buchungen = vec![Bekannt { lieferung: 3, zeile: of("b", 8) }];
        let store = Vorgeschichte { buchungen, ..vorgeschichte() };
        let befunde = findings("Q011", &faelle(vec![fall("a", "2025-01-01")]), &store);
        assert!(befunde[0].orte.is_empty());
        assert!(befunde[0].gelesen.ends_with("(Lieferung „kosten_2026-Q2.xlsx“, Blatt „Blatt1“, Zeile 8)"));
        assert!(findings("Q011", &faelle(vec![fall("b", "2025-01-01")]), &store).is_empty());
    }

    #[test]
    fn payments_in_advance_and_for_the_time_before_the_lists_are_right() {
        let store = with_faelle(vec![(2, fall("a", "2025-01-01"))]);
        for (von, bis) in [("2026-07-01", "2026-07-31"), ("2025-12-01", "2025-12-31")] {
            let mut row = of("b", 8);
            (row.leistung_von, row.leistung_bis) = (Some(tag(von)), Some(tag(bis)));
            assert!(findings("Q011", &kosten(vec![row]), &store).is_empty(), "{von}");
        }
        let mut untold = of("b", 8);
        (untold.leistung_von, untold.leistung_bis) = (None, None);
        assert!(findings("Q011", &kosten(vec![untold.clone()]), &store).is_empty(), "may be older than the lists");
        let store = Vorgeschichte { faelle_ab: Some(tag("2024-01-01")), ..store };
        assert_eq!(findings("Q011", &kosten(vec![untold]), &store).len(), 1);
    }

    #[test]
    fn without_the_other_delivery_nothing_can_be_said() {
        let store = Vorgeschichte { faelle_ab: None, ..vorgeschichte() };
        assert!(findings("Q011", &kosten(vec![of("b", 8)]), &store).is_empty());
        let store = Vorgeschichte { buchungen_vollstaendig: false, ..vorgeschichte() };
        assert!(findings("Q011", &faelle(vec![fall("a", "2025-01-01")]), &store).is_empty());
    }
}
