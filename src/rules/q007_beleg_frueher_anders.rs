//! Q007: Beleg stand in einer früheren Lieferung anders.

use std::collections::BTreeMap;

use super::regel::{Regel, euro, tag};
use crate::domain::export::Feld;
use crate::domain::lieferung::{Lieferung, Zeilen};
use crate::domain::zeilen::{Buchung, FruehererBeleg};
use crate::finding::{Befund, Ort, Schwere};

/// The rule. It needs the deliveries of other quarters, so it finds nothing in a file alone; see [`against_earlier`].
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

/// Finds the bookings that an earlier quarter delivered with another amount, kind or day.
pub fn against_earlier(lieferung: &Lieferung, frueher: &BTreeMap<(String, u32), FruehererBeleg>) -> Vec<Befund> {
    let Zeilen::Kosten(buchungen) = &lieferung.zeilen else { return Vec::new() };
    buchungen
        .iter()
        .filter_map(|buchung| {
            let before = frueher.get(&(buchung.beleg.clone(), buchung.position))?;
            let same = before.betrag == buchung.betrag
                && before.ist_ertrag == buchung.is_ertrag()
                && before.buchungsdatum == buchung.buchungsdatum;
            (!same).then(|| befund(lieferung, buchung, before))
        })
        .collect()
}

fn befund(lieferung: &Lieferung, buchung: &Buchung, before: &FruehererBeleg) -> Befund {
    let blatt = &buchung.herkunft.blatt;
    let spalte = lieferung.spalten.iter().find(|ort| &ort.blatt == blatt && ort.feld == Feld::Betrag.as_str());
    let zeile = buchung.herkunft.zeile;
    let zelle = spalte.map_or_else(|| format!("{zeile}:{zeile}"), |ort| format!("{}{zeile}", ort.spalte));
    let ort = Ort { blatt: (!blatt.is_empty()).then(|| blatt.clone()), zelle: Some(zelle) };
    REGEL.befund(
        vec![ort],
        format!("{} vom {}", euro(buchung.betrag), tag(buchung.buchungsdatum)),
        format!("{} vom {}, wie mit {} geliefert", euro(before.betrag), tag(before.buchungsdatum), before.quartal),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Betrag;
    use crate::domain::lieferung::Spaltenort;
    use crate::domain::zeilen::{Buchungsart, Herkunftszeile};

    fn lieferung(cents: i64) -> Lieferung {
        let buchung = Buchung {
            herkunft: Herkunftszeile { blatt: "Kosten".to_owned(), zeile: 7 },
            beleg: "2026000001".to_owned(),
            position: 1,
            buchungsdatum: "2026-02-03".parse().expect("a day"),
            betrag: Betrag::from_cents(cents),
            art: Buchungsart::Aufwand,
            konto: "363110.431810".to_owned(),
            hilfeart: None,
            massnahme: None,
            raum: None,
            fall: None,
            leistung_von: None,
            leistung_bis: None,
        };
        Lieferung {
            datei: "kosten.xlsx".to_owned(),
            sha256: String::new(),
            layout: "sauber".to_owned(),
            quartal: "2026-Q2".parse().expect("a quarter"),
            von: "2026-01-01".parse().expect("a day"),
            bis: "2026-06-30".parse().expect("a day"),
            kumulativ: true,
            teil: None,
            zeilen: Zeilen::Kosten(vec![buchung]),
            spalten: vec![Spaltenort { blatt: "Kosten".into(), feld: "betrag".into(), spalte: "I".into() }],
            summen: Vec::new(),
        }
    }

    fn frueher() -> BTreeMap<(String, u32), FruehererBeleg> {
        let beleg = FruehererBeleg {
            quartal: "2026-Q1".parse().expect("a quarter"),
            buchungsdatum: "2026-02-03".parse().expect("a day"),
            betrag: Betrag::from_cents(12_345),
            ist_ertrag: false,
        };
        BTreeMap::from([(("2026000001".to_owned(), 1), beleg)])
    }

    #[test]
    fn a_known_beleg_with_the_same_amount_is_recognised() {
        assert!(against_earlier(&lieferung(12_345), &frueher()).is_empty());
    }

    #[test]
    fn a_changed_amount_names_both_and_the_cell() {
        let befunde = against_earlier(&lieferung(12_300), &frueher());
        assert_eq!(befunde.len(), 1);
        assert_eq!(befunde[0].orte[0].to_string(), "Blatt „Kosten“, Zelle I7");
        assert_eq!(befunde[0].gelesen, "123,00 vom 03.02.2026");
        assert_eq!(befunde[0].erwartet, "123,45 vom 03.02.2026, wie mit 2026-Q1 geliefert");
    }
}
