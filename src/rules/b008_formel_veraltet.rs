//! B008: Gespeichertes Ergebnis einer Formel ist veraltet.

use rust_decimal::Decimal;

use super::regel::{Pruefgut, Regel};
use crate::domain::zeilen::Herkunftszeile;
use crate::finding::{Befund, Schwere};

/// The rule.
pub const REGEL: Regel = Regel {
    code: "B008",
    name: "formel-veraltet",
    titel: "Gespeichertes Ergebnis einer Formel ist veraltet",
    schwere: Schwere::Fehler,
    fest: false,
    geprueft: "Einfache Summen, SUMME(D4:D157) oder A2+B2, ergeben nachgerechnet das Gespeicherte. Andere Formeln und Summen über Beträge, die als Text dastehen, werden nicht beurteilt. In Summenzeilen ist es eine Warnung, weil Q001 sie mit den Zeilen vergleicht.",
    grund: "Gelesen wird das gespeicherte Ergebnis. Excel rechnet beim Öffnen neu und zeigt einen anderen Betrag als die Berichte.",
    grundlage: "Fachlicher Grund: Bericht und Lieferung müssen dieselbe Zahl zeigen.",
    beispiel: "=SUMME(D4:D6) mit dem Ergebnis 100,00, die Zellen ergeben 120,00.",
    abhilfe: "Die Mappe in Excel öffnen, neu berechnen lassen (F9), prüfen und speichern.",
    pruefe,
};

fn pruefe(gut: &Pruefgut<'_>) -> Vec<Befund> {
    let mut befunde = Vec::new();
    for tabelle in &gut.lesung.tabellen {
        for stale in &tabelle.auffaelligkeiten.veraltet {
            let herkunft = Herkunftszeile { blatt: tabelle.blatt.clone(), zeile: stale.zeile };
            let ort = gut.lesung.ort(&herkunft, stale.spalte);
            let erwartet = format!("{}, das Ergebnis der Formel", german(stale.gerechnet));
            let befund = REGEL.befund(vec![ort], german(stale.gespeichert), erwartet);
            let lowered = Befund { schwere: Schwere::Warnung, ..befund.clone() };
            befunde.push(if stale.in_datensatz { befund } else { lowered });
        }
    }
    befunde
}

/// A number as people read it, without trailing zeros.
fn german(number: Decimal) -> String {
    number.round_dp(6).normalize().to_string().replace('.', ",")
}

#[cfg(test)]
mod tests {
    use super::super::testhilfe::findings_sheet;

    fn amount(formula: &str, result: &str) -> Vec<(&'static str, String)> {
        findings_sheet(|sheet| {
            sheet.write_number(7, 20, 60.1).expect("a number");
            sheet.write_number(8, 20, 39.9).expect("a number");
            let formula = rust_xlsxwriter::Formula::new(formula).set_result(result);
            sheet.write_formula(1, 3, formula).expect("a formula");
        })
    }

    #[test]
    fn a_sum_that_was_not_computed_anew_is_refused() {
        let stale = |found: Vec<(&'static str, String)>| found.into_iter().filter(|(code, _)| *code == "B008").count();
        assert_eq!(stale(amount("=SUM(U8:U9)", "100")), 0);
        assert_eq!(stale(amount("=SUM(U8:U9)", "99.99")), 1);
        assert_eq!(stale(amount("=U8+U9", "60.1")), 1);
        assert_eq!(stale(amount("=U8*U9", "1")), 0, "no simple sum");
    }
}
