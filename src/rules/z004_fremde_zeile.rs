//! Z004: Zeile ist weder Daten noch Summe.

use super::regel::{Pruefgut, Regel};
use crate::finding::{Befund, Schwere};

/// The rule.
pub const REGEL: Regel = Regel {
    code: "Z004",
    name: "fremde-zeile",
    titel: "Zeile ist weder Daten noch Summe",
    schwere: Schwere::Fehler,
    fest: true,
    geprueft: "Jede Zeile ist ein Datensatz, eine bekannte Summe oder ein bekannter Zwischentitel.",
    grund: "Eine Zeile, die nicht erkannt wird, könnte Geld enthalten; ohne Betrag ist es eine Warnung.",
    grundlage: "KomHKVO § 38: Keine Buchung darf verloren gehen.",
    beispiel: "Eine Zeile, in der nur 100,00 steht.",
    abhilfe: "Die Zeile vervollständigen oder löschen. Kommt sie in jedem Export vor, ihre Beschriftung im Exportlayout unter summen oder zwischentitel eintragen.",
    pruefe,
};

fn pruefe(gut: &Pruefgut<'_>) -> Vec<Befund> {
    let finding = |zeile: &crate::ingest::lesung::Fremdzeile| {
        // What stands in the row is not repeated: it may be a name.
        let gelesen = format!(
            "eine Zeile mit {} gefüllten Zellen{}",
            zeile.gefuellt,
            if zeile.mit_betrag { ", darunter ein Betrag" } else { "" }
        );
        let befund = REGEL.befund(
            vec![gut.lesung.zeile(&zeile.herkunft)],
            gelesen,
            "ein vollständiger Datensatz, eine Summe oder ein Zwischentitel",
        );
        if zeile.mit_betrag { befund } else { Befund { schwere: Schwere::Warnung, ..befund } }
    };
    gut.lesung.fremdzeilen.iter().map(finding).collect()
}

#[cfg(test)]
mod tests {
    use super::super::testhilfe::{KOSTEN_KOPF, KOSTEN_ZEILE, findings_csv};

    #[test]
    fn a_row_with_nothing_but_an_amount_is_refused() {
        let csv = format!("{KOSTEN_KOPF}{KOSTEN_ZEILE};;;100,00\r\n");
        assert_eq!(findings_csv("kosten_2026-Q1.csv", &csv), ["Z004"]);
    }
}
