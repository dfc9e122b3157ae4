//! Formulas as a workbook writes them: by the names of tables and columns, so that sorting and filtering do no harm.

use crate::present::mappe::{Bedingung, Glied, Mappe, Rechnung, Tabelle};

/// The text of a formula in a row of `tabelle`.
pub(super) fn text(mappe: &Mappe, tabelle: &Tabelle, rechnung: &Rechnung) -> String {
    let cell = |spalte: usize| format!("{}[[#This Row],[{}]]", tabelle.name, column(tabelle, spalte));
    let added = |spalten: &[usize]| spalten.iter().map(|spalte| cell(*spalte)).collect::<Vec<_>>().join("+");
    match rechnung {
        Rechnung::Summe(glieder) => {
            let parts = glieder.iter().enumerate().map(|(index, glied)| match glied {
                Glied::Plus(spalte) if index == 0 => cell(*spalte),
                Glied::Plus(spalte) => format!("+{}", cell(*spalte)),
                Glied::Minus(spalte) => format!("-{}", cell(*spalte)),
            });
            parts.collect()
        }
        Rechnung::NieUnterNull(whole, part) => format!("MAX(0,{}-{})", cell(*whole), cell(*part)),
        Rechnung::Anteil(parts, whole) => {
            let (parts, whole) = (added(parts), cell(*whole));
            format!("IF({whole}>0,({parts})/{whole},\"x\")")
        }
        Rechnung::Hochgerechnet { spalte, ganzes, teil } => format!("ROUND({}*{ganzes}/{teil},2)", cell(*spalte)),
        Rechnung::Aus { tabelle: name, spalte, wo } => {
            let Some(other) = mappe.tabelle(name) else { return String::new() };
            let range = |spalte: usize| format!("{}[{}]", other.name, column(other, spalte));
            if wo.is_empty() {
                return format!("SUM({})", range(*spalte));
            }
            let conditions = wo.iter().map(|(spalte, bedingung)| match bedingung {
                Bedingung::Spalte(own) => format!(",{},{}", range(*spalte), cell(*own)),
                Bedingung::Text(text) => format!(",{},\"{}\"", range(*spalte), text.replace('"', "\"\"")),
            });
            format!("SUMIFS({}{})", range(*spalte), conditions.collect::<String>())
        }
    }
}

/// The name of a column with its special signs escaped.
fn column(tabelle: &Tabelle, spalte: usize) -> String {
    let kopf = tabelle.spalten.get(spalte).map(|spalte| spalte.kopf.as_str()).unwrap_or_default();
    let mut name = String::with_capacity(kopf.len());
    for sign in kopf.chars() {
        if matches!(sign, '[' | ']' | '#' | '\'' | '@') {
            name.push('\'');
        }
        name.push(sign);
    }
    name
}
