//! Q022: Dieselbe Buchung in Ergebnis- und Finanzrechnung.

use std::collections::HashMap;

use super::regel::{Pruefgut, Regel};
use crate::domain::export::{Feld, Kontoklasse};
use crate::finding::{Befund, Schwere};
use crate::ingest::lesung::Rohbuchung;

/// The rule.
pub const REGEL: Regel = Regel {
    code: "Q022",
    name: "ergebnis-und-finanz",
    titel: "Dieselbe Buchung in Ergebnis- und Finanzrechnung",
    schwere: Schwere::Fehler,
    fest: false,
    geprueft: "Kein Beleg zählt mit demselben Betrag, Datum, Fall und Zweck auf einem Konto der Ergebnisrechnung (Aufwand, Ertrag) und noch einmal auf einem der Finanzrechnung (Auszahlung, Einzahlung). Nennen beide Zeilen verschiedene Belege, aber denselben Fall oder dieselbe Maßnahme, ist es eine Warnung.",
    grund: "In der Doppik steht jede Zahlung in beiden Rechnungen. Zählten beide, wäre das Geld doppelt.",
    grundlage: "Doppisches Haushaltsrecht: Ergebnis- und Finanzrechnung zeigen denselben Vorgang (KomHKVO).",
    beispiel: "Beleg 2026000001 mit 100,00 auf 433110 und auf 733110.",
    abhilfe: "Den Export auf eine der beiden Rechnungen eingrenzen oder im Exportlayout unter konto.nur_klassen sagen, welche zählt.",
    pruefe,
};

/// What both bookings have in common.
type Vorgang<'a> = (i64, chrono::NaiveDate, Option<&'a str>, Option<&'a str>, Option<&'a str>, bool);

fn pruefe(gut: &Pruefgut<'_>) -> Vec<Befund> {
    let counted = || gut.lesung.buchungen.iter().filter(|buchung| buchung.zaehlt);
    let mut ergebnis: HashMap<Vorgang<'_>, Vec<&Rohbuchung>> = HashMap::new();
    for buchung in counted().filter(|buchung| is_ergebnis(buchung)) {
        if let Some(vorgang) = vorgang(buchung) {
            ergebnis.entry(vorgang).or_default().push(buchung);
        }
    }
    if ergebnis.is_empty() {
        return Vec::new();
    }
    let twins = counted().filter(|buchung| is_finanz(buchung)).filter_map(|buchung| {
        let twins = ergebnis.get(&vorgang(buchung)?)?;
        let same_beleg = twins.iter().find(|twin| twin.beleg == buchung.beleg);
        let has_purpose = buchung.fall.is_some() || buchung.massnahme.is_some();
        let twin = same_beleg.or_else(|| twins.first().filter(|_| has_purpose))?;
        Some(befund(gut, buchung, twin, same_beleg.is_some()))
    });
    twins.collect()
}

const fn is_ergebnis(buchung: &Rohbuchung) -> bool {
    matches!(buchung.klasse, Some(Kontoklasse::Aufwand | Kontoklasse::Ertrag))
}

const fn is_finanz(buchung: &Rohbuchung) -> bool {
    matches!(buchung.klasse, Some(Kontoklasse::Auszahlung | Kontoklasse::Einzahlung))
}

fn vorgang(buchung: &Rohbuchung) -> Option<Vorgang<'_>> {
    Some((
        buchung.betrag?.cents(),
        buchung.buchungsdatum?,
        buchung.fall.as_deref(),
        buchung.massnahme.as_ref().map(crate::domain::MassnahmeId::as_str),
        buchung.hilfeart.as_ref().map(crate::domain::HilfeartId::as_str),
        buchung.art? == crate::domain::zeilen::Buchungsart::Ertrag,
    ))
}

fn befund(gut: &Pruefgut<'_>, buchung: &Rohbuchung, twin: &Rohbuchung, same_beleg: bool) -> Befund {
    let orte = vec![gut.ort(&buchung.herkunft, Feld::Konto), gut.ort(&twin.herkunft, Feld::Konto)];
    let account = |buchung: &Rohbuchung| buchung.sachkonto.clone().unwrap_or_default();
    let beleg = if same_beleg { "derselbe Beleg" } else { "derselbe Betrag für denselben Zweck am selben Tag" };
    let gelesen = format!(
        "{beleg} auf {} (Zeile {}) und auf {} (Zeile {})",
        account(twin),
        twin.herkunft.zeile,
        account(buchung),
        buchung.herkunft.zeile
    );
    let befund = REGEL.befund(orte, gelesen, "jede Buchung in einer der beiden Rechnungen");
    if same_beleg { befund } else { Befund { schwere: Schwere::Warnung, ..befund } }
}

#[cfg(test)]
mod tests {
    use super::super::testhilfe::{KOSTEN_KOPF, KOSTEN_ZEILE, findings_csv};

    #[test]
    fn a_beleg_on_both_accounts_is_refused() {
        let finanz = KOSTEN_ZEILE.replace(";1;", ";2;").replace(".433110", ".733110");
        let found = |rows: &str| findings_csv("kosten_2026-Q1.csv", &format!("{KOSTEN_KOPF}{KOSTEN_ZEILE}{rows}"));
        assert_eq!(found(&finanz), ["Q022"]);
        assert!(found(&finanz.replace("100,00", "100,01")).is_empty(), "another amount");
        assert!(found(&finanz.replace(".733110", ".433110")).is_empty(), "the same class");
    }
}
