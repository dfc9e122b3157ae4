//! Budgetauslastung of all Räume as a table with bars that can be printed from a terminal.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::tabelle::Tabelle;
use super::zahl;
use crate::domain::budget::Einheit;
use crate::domain::kennzahlen::{Ampel, BudgetKennzahl, Kennzahlen, Quote};
use crate::domain::raum::Ebene;
use crate::domain::{RaumId, Stammdaten};

/// Signs of a bar that stand for 100 %.
const WIDTH: usize = 20;
/// Signs that are kept for what lies over 100 %.
const OVER: usize = 5;

/// One table for each kind of budget.
pub fn tabellen(stammdaten: &Stammdaten, kennzahlen: &Kennzahlen) -> Vec<Tabelle> {
    let mut arten: Vec<(&str, Einheit)> = Vec::new();
    for line in &kennzahlen.budget {
        if !arten.iter().any(|(art, _)| *art == line.budgetart) {
            arten.push((&line.budgetart, line.einheit));
        }
    }
    arten.into_iter().map(|(art, einheit)| tabelle(stammdaten, kennzahlen, art, einheit)).collect()
}

fn tabelle(stammdaten: &Stammdaten, kennzahlen: &Kennzahlen, budgetart: &str, einheit: Einheit) -> Tabelle {
    let unit = match einheit {
        Einheit::Euro => "€",
        Einheit::Stunden => "Std.",
    };
    let titel = format!(
        "{}: Budgetauslastung {}, Stand {} (Budget: {budgetart})",
        stammdaten.einstellungen.amt.name,
        zahl::quartal(kennzahlen.quartal),
        zahl::tag(kennzahlen.stichtag),
    );
    let [verfuegbar, ist, gebunden, frei] =
        ["verfügbar", "Ist", "gebunden", "frei"].map(|name| format!(">{name} {unit}"));
    let mut tabelle = Tabelle::new(
        titel,
        &["Raum", "Ampel", "Ist und gebunden am Budget", ">Ausl. %", &verfuegbar, &ist, &gebunden, &frei],
    );
    let lines: Vec<_> = kennzahlen.budget.iter().filter(|line| line.budgetart == budgetart).collect();
    for (index, line) in lines.iter().enumerate() {
        tabelle.push(vec![
            name(stammdaten, line),
            ampel(line.ampel),
            bar(line),
            line.auslastung.map_or_else(|| zahl::SINNLOS.to_owned(), |quote| zahl::prozent_zahl(quote, 1)),
            zahl::betrag_tabelle(line.verfuegbar),
            zahl::betrag_tabelle(line.ist),
            zahl::betrag_tabelle(line.gebunden),
            zahl::betrag_tabelle(line.frei),
        ]);
        let next_differs = lines.get(index + 1).is_some_and(|next| group(next.ebene) != group(line.ebene));
        if next_differs {
            tabelle.line();
        }
    }
    let zeitanteil = lines.first().map(|line| zahl::prozent(line.zeitanteil)).unwrap_or_default();
    tabelle.hinweise = vec![
        format!("█ Ist   ▒ gebunden   · frei   ! über dem Budget   | vergangener Teil des Jahres ({zeitanteil})"),
        format!(
            "{} = {} und eigenes Budget; {} = alle Teile. – genau null, x nicht sinnvoll.",
            stammdaten.einstellungen.amt.begriff_region,
            stammdaten.einstellungen.wort_raum().mehrzahl(),
            stammdaten.einstellungen.wort_gesamt().einzahl()
        ),
    ];
    tabelle
}

/// Levels between which a line is drawn.
const fn group(ebene: Ebene) -> u8 {
    match ebene {
        Ebene::Sozialraum => 0,
        Ebene::Region => 1,
        Ebene::Kreisweit | Ebene::Ohne => 2,
        Ebene::Kreis => 3,
    }
}

fn name(stammdaten: &Stammdaten, line: &BudgetKennzahl) -> String {
    match line.ebene {
        Ebene::Kreis => stammdaten.einstellungen.amt.name.clone(),
        _ => stammdaten.raum_name(&RaumId::from(line.raum.as_str())).to_owned(),
    }
}

fn ampel(ampel: Ampel) -> String {
    match ampel {
        Ampel::Gruen => "● grün",
        Ampel::Gelb => "▲ gelb",
        Ampel::Rot => "■ rot",
        Ampel::OhneBewertung => "○ –",
    }
    .to_owned()
}

/// The bar of a budget; empty where there is none.
fn bar(line: &BudgetKennzahl) -> String {
    let signs = |quote: Option<Quote>| {
        let share = quote.map_or(Decimal::ZERO, |quote| quote.0) * Decimal::from(WIDTH);
        share.round().to_usize().unwrap_or(0).min(WIDTH + OVER)
    };
    if line.bindungsquote.is_none() {
        return String::new();
    }
    let ist = signs(line.auslastung);
    let used = signs(line.bindungsquote);
    let elapsed = signs(Some(line.zeitanteil)).min(WIDTH);
    let mut bar: Vec<char> = (0..WIDTH.max(used))
        .map(|index| match index {
            _ if index >= WIDTH => '!',
            _ if index < ist => '█',
            _ if index < used => '▒',
            _ => '·',
        })
        .collect();
    bar.insert(elapsed, '|');
    bar.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Betrag;

    fn line(verfuegbar: i64, ist: i64, gebunden: i64) -> BudgetKennzahl {
        let (verfuegbar, ist, gebunden) =
            (Betrag::from_cents(verfuegbar), Betrag::from_cents(ist), Betrag::from_cents(gebunden));
        BudgetKennzahl {
            ebene: Ebene::Sozialraum,
            raum: "x".to_owned(),
            budgetart: "gwa".to_owned(),
            einheit: Einheit::Euro,
            ansatz: verfuegbar,
            nachtrag: Betrag::ZERO,
            uebertrag: Betrag::ZERO,
            umschichtung: Betrag::ZERO,
            verfuegbar,
            bewilligt: ist + gebunden,
            ist,
            gebunden,
            frei: verfuegbar - ist - gebunden,
            auslastung: Quote::of(ist, verfuegbar),
            bindungsquote: Quote::of(ist + gebunden, verfuegbar),
            zeitanteil: Quote(Decimal::new(5, 1)),
            hochrechnung_linear: ist,
            hochrechnung_bindung: ist + gebunden,
            ampel: Ampel::Gruen,
        }
    }

    #[test]
    fn a_bar_shows_parts_of_the_budget_and_the_elapsed_year() {
        assert_eq!(bar(&line(10_000, 2_500, 2_500)), "█████▒▒▒▒▒|··········");
        assert_eq!(bar(&line(10_000, 0, 0)), "··········|··········");
        assert_eq!(bar(&line(10_000, 10_000, 2_000)), "██████████|██████████!!!!");
        assert_eq!(bar(&line(0, 0, 0)), "");
    }
}
