//! F013: Unbekannte Maßnahme.

use super::regel::{Pruefgut, Regel};
use crate::domain::text::nearest;
use crate::finding::{Befund, Schwere};
use crate::ingest::lesung::Mangel;
use crate::ingest::lesung::Mangelart;

/// The rule.
pub const REGEL: Regel = Regel {
    code: "F013",
    name: "unbekannte-massnahme",
    titel: "Unbekannte Maßnahme",
    schwere: Schwere::Fehler,
    fest: true,
    geprueft: "Die Maßnahme ist unter data/massnahmen erfasst.",
    grund: "Das Geld des Sozialraumbudgets gehörte sonst zu keiner Maßnahme: Ist, Bindung und freies Budget wären falsch. Darum wird die Lieferung abgelehnt und nicht nur gewarnt.",
    grundlage: "§§ 74, 77 SGB VIII: Mittel der Gemeinwesenarbeit werden je Maßnahme bewilligt.",
    beispiel: "Projekt „GWA-2026-99“, das nicht erfasst ist.",
    abhilfe: "Die Kennung berichtigen oder die Maßnahme vor der Lieferung erfassen.",
    pruefe,
};

fn pruefe(gut: &Pruefgut<'_>) -> Vec<Befund> {
    REGEL.maengel(gut, Mangelart::MassnahmeUnbekannt, |mangel| expected(gut, mangel))
}

/// Names the likeliest Maßnahme, but never guesses.
fn expected(gut: &Pruefgut<'_>, mangel: &Mangel) -> String {
    let keys = gut.stammdaten.massnahmen.iter().map(|massnahme| massnahme.id.as_str());
    match nearest(&mangel.gelesen, keys) {
        Some(key) => format!("die Kennung einer Maßnahme; ähnlich ist „{key}“"),
        None => "die Kennung einer Maßnahme".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testhilfe::findings_kosten;

    #[test]
    fn an_unknown_key_is_refused() {
        let befunde = findings_kosten(&[("LEISTUNG", ""), ("MASSNAHME", "GWA-1999-01")]);
        assert_eq!(befunde, [("F013", "I2".to_owned())]);
    }
}
