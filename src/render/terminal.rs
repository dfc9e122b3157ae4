//! Tables as text for a terminal or a plain printer.

use unicode_width::UnicodeWidthStr;

use crate::present::tabelle::Tabelle;

/// Blanks between columns.
const GAP: &str = "  ";

/// A table as text: title, a rule under the head, a rule after each group, no vertical lines.
pub fn tabelle(tabelle: &Tabelle) -> String {
    let koepfe: Vec<_> = tabelle.spalten.iter().map(|spalte| spalte.kopf.clone()).collect();
    let widths: Vec<_> = (0..koepfe.len())
        .map(|column| {
            let cells = tabelle.zeilen.iter().filter_map(|zeile| zeile.get(column)).chain(koepfe.get(column));
            cells.map(|text| text.width()).max().unwrap_or(0)
        })
        .collect();
    let rule = "─".repeat(widths.iter().sum::<usize>() + GAP.len() * widths.len().saturating_sub(1));
    let mut lines = vec![tabelle.titel.clone(), String::new(), row(tabelle, &koepfe, &widths), rule.clone()];
    for (index, zeile) in tabelle.zeilen.iter().enumerate() {
        lines.push(row(tabelle, zeile, &widths));
        if tabelle.linien_nach.contains(&index) {
            lines.push(rule.clone());
        }
    }
    lines.push(String::new());
    lines.extend(tabelle.hinweise.iter().cloned());
    lines.join("\n").trim_end().to_owned()
}

fn row(tabelle: &Tabelle, texts: &[String], widths: &[usize]) -> String {
    let cells: Vec<_> = texts
        .iter()
        .zip(&tabelle.spalten)
        .zip(widths)
        .map(|((text, spalte), width)| {
            let blanks = " ".repeat(width.saturating_sub(text.width()));
            if spalte.rechts { format!("{blanks}{text}") } else { format!("{text}{blanks}") }
        })
        .collect();
    cells.join(GAP).trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stand_at_the_right_and_umlauts_count_once() {
        let mut table = Tabelle::new("Titel", &["Raum", ">Ist €"]);
        table.push(vec!["Dörverden".to_owned(), "1,00".to_owned()]);
        table.line();
        table.push(vec!["Kreis".to_owned(), "1.000,00".to_owned()]);
        let expected = "Titel\n\nRaum          Ist €\n───────────────────\nDörverden      1,00\n───────────────────\nKreis      1.000,00";
        assert_eq!(tabelle(&table), expected);
    }
}
