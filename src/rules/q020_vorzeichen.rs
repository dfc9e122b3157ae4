//! Q020: Vorzeichen oder Art passen nicht zum Konto.

use super::regel::{Pruefgut, Regel};
use crate::domain::export::{Feld, Kontoklasse};
use crate::domain::zeilen::Buchungsart;
use crate::finding::{Befund, Schwere};
use crate::ingest::lesung::Rohbuchung;

/// Fewer bookings of a kind say nothing about the signs of the file.
const ENOUGH: usize = 10;

/// The rule.
pub const REGEL: Regel = Regel {
    code: "Q020",
    name: "vorzeichen-passt-nicht",
    titel: "Vorzeichen oder Art passen nicht zum Konto",
    schwere: Schwere::Warnung,
    fest: false,
    geprueft: "Zwei Dinge: Die Spalte Art (Aufwand oder Ertrag) sagt dasselbe wie die Klasse des Kontos. Und von den Aufwendungen wie von den Erträgen der Datei ist, nach dem Vorzeichen des Exportlayouts gelesen, nicht mehr als die Hälfte negativ (ab 10 Buchungen); einzelne negative Beträge sind Stornos.",
    grund: "Ist das Vorzeichen verkehrt, zählt Aufwand als Ertrag: Der Zuschussbedarf wäre um das Doppelte falsch.",
    grundlage: "KomHKVO § 38: Aufwendungen und Erträge werden getrennt gebucht.",
    beispiel: "Ein Kostenbeitrag auf Konto 321110 mit der Art „Aufwand“.",
    abhilfe: "Art und Konto im Fachverfahren abgleichen. Sind alle Beträge verkehrt, im Exportlayout vorzeichen ändern.",
    pruefe,
};

fn pruefe(gut: &Pruefgut<'_>) -> Vec<Befund> {
    let counted = || gut.lesung.buchungen.iter().filter(|buchung| buchung.zaehlt);
    let contradicts = counted().filter(|buchung| {
        let of_account = buchung.klasse.map(art_of);
        of_account.is_some() && buchung.art.is_some() && of_account != buchung.art
    });
    let mut befunde: Vec<Befund> = contradicts.map(|buchung| contradiction(gut, buchung)).collect();
    for (art, word) in [(Buchungsart::Aufwand, "Aufwendungen"), (Buchungsart::Ertrag, "Erträge")] {
        let amounts: Vec<_> = counted().filter(|b| b.art == Some(art)).filter_map(|b| b.betrag).collect();
        let negative = amounts.iter().filter(|betrag| betrag.is_negative()).count();
        if amounts.len() >= ENOUGH && negative * 2 > amounts.len() {
            let gelesen = format!("{negative} von {} {word} sind negativ", amounts.len());
            befunde.push(REGEL.befund(vec![], gelesen, "überwiegend positive Beträge; negativ sind nur Stornos"));
        }
    }
    befunde
}

const fn art_of(klasse: Kontoklasse) -> Buchungsart {
    match klasse {
        Kontoklasse::Aufwand | Kontoklasse::Auszahlung => Buchungsart::Aufwand,
        Kontoklasse::Ertrag | Kontoklasse::Einzahlung => Buchungsart::Ertrag,
    }
}

fn contradiction(gut: &Pruefgut<'_>, buchung: &Rohbuchung) -> Befund {
    let orte = vec![gut.ort(&buchung.herkunft, Feld::Art), gut.ort(&buchung.herkunft, Feld::Konto)];
    let (said, account) = match buchung.art {
        Some(Buchungsart::Ertrag) => ("Ertrag", "Aufwand oder Auszahlung"),
        _ => ("Aufwand", "Ertrag oder Einzahlung"),
    };
    REGEL.befund(orte, format!("Art {said} auf einem Konto für {account}"), "Art und Konto, die zusammenpassen")
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::super::testhilfe::{KOSTEN_KOPF, KOSTEN_ZEILE, findings_csv, findings_kosten};

    #[test]
    fn a_cost_on_an_account_of_earnings_is_a_warning() {
        assert_eq!(findings_kosten(&[("PSK", "363350.321110")]), [("Q020", "E2".to_owned())]);
    }

    #[test]
    fn a_file_of_negative_costs_is_a_warning() {
        let file = |negative: u32| {
            (0..12).fold(KOSTEN_KOPF.to_owned(), |mut text, row| {
                let amount = if row < negative { format!("-{row},50") } else { format!("{row},50") };
                let line = KOSTEN_ZEILE.replace("2026000001", &format!("20260001{row:02}")).replace("100,00", &amount);
                write!(text, "{line}").expect("a string");
                text
            })
        };
        let found = |negative| findings_csv("kosten_2026-Q1.csv", &file(negative));
        assert!(found(7).contains(&"Q020"));
        assert!(!found(6).contains(&"Q020"));
    }
}
