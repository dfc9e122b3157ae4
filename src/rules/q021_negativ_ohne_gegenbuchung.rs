//! Q021: Negativer Betrag ohne Gegenbuchung.

use std::collections::HashSet;

use super::regel::{Pruefgut, Regel};
use crate::domain::Betrag;
use crate::domain::export::Feld;
use crate::finding::{Befund, Schwere};
use crate::ingest::lesung::Rohbuchung;

/// The rule.
pub const REGEL: Regel = Regel {
    code: "Q021",
    name: "negativ-ohne-gegenbuchung",
    titel: "Negativer Betrag ohne Gegenbuchung",
    schwere: Schwere::Hinweis,
    fest: false,
    geprueft: "Zu einem negativen Betrag steht in derselben Datei die Buchung, die er aufhebt: gleiches Konto, gleicher Fall oder gleiche Maßnahme, gleicher Betrag. Alle Stellen einer Datei stehen in einem Hinweis.",
    grund: "Ein Storno hebt meist eine Buchung eines früheren Quartals auf, dann ist es in Ordnung. Es kann aber auch ein Vorzeichenfehler sein.",
    grundlage: "Grundsätze ordnungsmäßiger Buchführung: Ein Storno nennt, was es aufhebt.",
    beispiel: "-712,73 auf 433110, ohne dass 712,73 für denselben Fall gebucht ist.",
    abhilfe: "Stichproben ansehen: Hebt der Betrag eine frühere Buchung auf, ist nichts zu tun.",
    pruefe,
};

fn pruefe(gut: &Pruefgut<'_>) -> Vec<Befund> {
    let counted = || gut.lesung.buchungen.iter().filter(|buchung| buchung.zaehlt);
    let positive: HashSet<_> = counted().filter_map(|buchung| Some((purpose(buchung), buchung.betrag?))).collect();
    let alone: Vec<_> = counted()
        .filter_map(|buchung| Some((buchung, buchung.betrag.filter(|betrag| betrag.is_negative())?)))
        .filter(|(buchung, betrag)| !positive.contains(&(purpose(buchung), -*betrag)))
        .collect();
    if alone.is_empty() {
        return Vec::new();
    }
    let sum: Betrag = alone.iter().map(|(_, betrag)| *betrag).sum();
    let orte = alone.iter().map(|(buchung, _)| gut.ort(&buchung.herkunft, Feld::Betrag)).collect();
    let what = if alone.len() == 1 { "ein negativer Betrag" } else { "negative Beträge" };
    let gelesen = match alone.len() {
        1 => format!("{what}, {}", super::regel::euro(sum)),
        many => format!("{many} {what}, zusammen {}", super::regel::euro(sum)),
    };
    vec![REGEL.befund(orte, gelesen, "die Buchung, die jeweils aufgehoben wird")]
}

/// What a booking is for: account, case, Maßnahme, Hilfeart.
fn purpose(buchung: &Rohbuchung) -> (Option<&str>, Option<&str>, Option<&str>, Option<&str>) {
    (
        buchung.konto.as_deref(),
        buchung.fall.as_deref(),
        buchung.massnahme.as_ref().map(crate::domain::MassnahmeId::as_str),
        buchung.hilfeart.as_ref().map(crate::domain::HilfeartId::as_str),
    )
}

#[cfg(test)]
mod tests {
    use super::super::testhilfe::{KOSTEN_KOPF, KOSTEN_ZEILE, findings_csv};

    #[test]
    fn a_storno_beside_its_booking_is_in_order_and_one_alone_is_mentioned() {
        let storno = KOSTEN_ZEILE.replace("2026000001", "2026000002").replace("100,00", "-100,00");
        assert!(findings_csv("kosten_2026-Q1.csv", &format!("{KOSTEN_KOPF}{KOSTEN_ZEILE}{storno}")).is_empty());
        let other = storno.replace("-100,00", "-100,01");
        assert_eq!(findings_csv("kosten_2026-Q1.csv", &format!("{KOSTEN_KOPF}{KOSTEN_ZEILE}{other}")), ["Q021"]);
    }
}
