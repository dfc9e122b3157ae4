//! Simple sums, `SUM(D4:D157)` or `A2+B2-C2`, computed anew from the cells of the file.
//!
//! Everything else is not judged: a formula that only the spreadsheet understands is not computed at all rather than
//! nearly right.

use std::collections::HashSet;

use rust_decimal::Decimal;

use super::betrag;
use super::gestalt::{Bereich, Formel, bereich_of, place_of};
use super::mappe::{Blatt, Rohzeile, Zellwert};

/// More cells are not looked at for the formulas of one sheet.
const MOST_STEPS: u32 = 5_000_000;

/// What is added up.
#[derive(Debug, PartialEq, Eq)]
enum Glied {
    /// A number in the formula.
    Zahl(Decimal),
    /// A cell that must hold a number.
    Zelle(u32, u32),
    /// Cells of a `SUM`, which leaves texts out.
    Summe(Bereich),
}

/// Computes simple sums of one sheet.
#[derive(Debug)]
pub struct Rechner<'a> {
    blatt: &'a Blatt,
    formulas: HashSet<(u32, u32)>,
    steps: u32,
}

impl<'a> Rechner<'a> {
    /// Begins a sheet.
    pub fn new(blatt: &'a Blatt) -> Self {
        let formulas = blatt.gestalt.formeln.iter().map(|formel| (formel.zeile, formel.spalte)).collect();
        Self { blatt, formulas, steps: 0 }
    }

    /// What the formula comes to; none where it is no simple sum of plain numbers.
    pub fn compute(&mut self, formel: &Formel) -> Option<Decimal> {
        let terms = parse(&formel.text)?;
        let mut sum = Decimal::ZERO;
        for (negative, term) in terms {
            let value = match term {
                Glied::Zahl(number) => number,
                Glied::Zelle(zeile, spalte) => self.cell(zeile, spalte)?,
                Glied::Summe(bereich) => self.sum(&bereich)?,
            };
            sum = if negative { sum.checked_sub(value)? } else { sum.checked_add(value)? };
        }
        Some(sum)
    }

    fn cell(&self, zeile: u32, spalte: u32) -> Option<Decimal> {
        if self.formulas.contains(&(zeile, spalte)) {
            return None;
        }
        match row(self.blatt, zeile).and_then(|row| row.get(spalte)) {
            Some(Zellwert::Zahl(number)) => Some(*number),
            None => Some(Decimal::ZERO),
            Some(_) => None,
        }
    }

    fn sum(&mut self, bereich: &Bereich) -> Option<Decimal> {
        let rows = &self.blatt.zeilen;
        let start = rows.partition_point(|row| row.nummer < bereich.erste_zeile);
        let mut sum = Decimal::ZERO;
        for row in rows.iter().skip(start).take_while(|row| row.nummer <= bereich.letzte_zeile) {
            self.steps += 1;
            if self.steps > MOST_STEPS {
                return None;
            }
            let first = row.zellen.partition_point(|zelle| zelle.spalte < bereich.erste_spalte);
            for zelle in row.zellen.iter().skip(first).take_while(|zelle| zelle.spalte <= bereich.letzte_spalte) {
                self.steps += 1;
                match &zelle.wert {
                    _ if self.formulas.contains(&(row.nummer, zelle.spalte)) => return None,
                    Zellwert::Zahl(number) => sum = sum.checked_add(*number)?,
                    // Amounts kept as text are left out by a spreadsheet, and meant to be summed by whoever wrote them.
                    wert @ Zellwert::Text(_) if betrag::read(wert).is_ok() => return None,
                    Zellwert::Text(_) | Zellwert::Wahr(_) => {}
                    Zellwert::Datum(_) | Zellwert::Fehlerwert(_) => return None,
                }
            }
        }
        Some(sum)
    }
}

fn row(blatt: &Blatt, zeile: u32) -> Option<&Rohzeile> {
    let place = blatt.zeilen.binary_search_by_key(&zeile, |row| row.nummer).ok()?;
    blatt.zeilen.get(place)
}

/// The terms of a simple sum with their signs; none where it is anything else.
fn parse(text: &str) -> Option<Vec<(bool, Glied)>> {
    let mut rest: String = text.chars().filter(|c| !c.is_whitespace() && *c != '$').collect();
    rest.make_ascii_uppercase();
    let mut rest = rest.as_str();
    let mut terms = Vec::new();
    while !rest.is_empty() {
        let negative = rest.starts_with('-');
        if let Some(after) = rest.strip_prefix(['+', '-']) {
            rest = after;
        } else if !terms.is_empty() {
            return None;
        }
        if let Some(inner) = rest.strip_prefix("SUM(") {
            let (arguments, after) = inner.split_once(')')?;
            for argument in arguments.split(',') {
                terms.push((negative, Glied::Summe(bereich_of(argument)?)));
            }
            rest = after;
        } else {
            let end = rest.find(['+', '-']).unwrap_or(rest.len());
            let (operand, after) = rest.split_at(end);
            let term = match place_of(operand) {
                Some((zeile, spalte)) => Glied::Zelle(zeile, spalte),
                None => Glied::Zahl(number(operand)?),
            };
            terms.push((negative, term));
            rest = after;
        }
    }
    let has_cell = terms.iter().any(|(_, term)| !matches!(term, Glied::Zahl(_)));
    has_cell.then_some(terms)
}

/// Digits with at most one point. `1E5` could as well be a cell.
fn number(text: &str) -> Option<Decimal> {
    let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    plain.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::super::mappe::Zelle;
    use super::*;

    fn blatt(rows: &[&[(u32, &str)]]) -> Blatt {
        let cell = |(spalte, text): &(u32, &str)| {
            let wert = text.parse().map_or_else(|_| Zellwert::Text((*text).to_owned()), Zellwert::Zahl);
            Zelle { spalte: *spalte, wert }
        };
        let zeilen = (1..).zip(rows).map(|(nummer, row)| Rohzeile { nummer, zellen: row.iter().map(cell).collect() });
        Blatt { zeilen: zeilen.collect(), ..Blatt::default() }
    }

    fn computed(blatt: &Blatt, text: &str) -> Option<String> {
        let formel = Formel { zeile: 99, spalte: 9, text: text.to_owned(), ohne_wert: false };
        Rechner::new(blatt).compute(&formel).map(|sum| sum.normalize().to_string())
    }

    #[test]
    fn sums_are_computed_to_the_last_digit() {
        let blatt = blatt(&[&[(0, "0.1"), (1, "Text")], &[(0, "0.2"), (1, "3")], &[(0, "1000000000.01")]]);
        for (text, sum) in [
            ("SUM(A1:A3)", "1000000000.31"),
            ("SUM(A1:B2)", "3.3"),
            ("sum($A$1:$A$2, B2)", "3.3"),
            ("A1+A2", "0.3"),
            ("-A1+B2-0.5", "2.4"),
            ("SUM(A1:A2)-A2", "0.1"),
            ("A1+C7", "0.1"),
        ] {
            assert_eq!(computed(&blatt, text).as_deref(), Some(sum), "{text}");
        }
    }

    #[test]
    fn what_is_no_simple_sum_is_not_judged() {
        let mut blatt = blatt(&[&[(0, "1"), (1, "Text")], &[(0, "2")]]);
        for text in [
            "",
            "1+1",
            "A1*2",
            "B1+1",
            "SUM(A1:A2",
            "SUMIF(A1:A2,1)",
            "Blatt2!A1+1",
            "A1A2",
            "SUM(A:A)",
            "A1+",
            "1E5",
            "A1-(A2)",
        ] {
            assert_eq!(computed(&blatt, text), None, "{text}");
        }
        blatt.gestalt.formula(2, 0, "A1", false);
        assert_eq!(computed(&blatt, "SUM(A1:A2)"), None, "a formula may be stale itself");
        blatt.zeilen[0].zellen[1].wert = Zellwert::Text("1.446,90".to_owned());
        assert_eq!(computed(&blatt, "SUM(B1:B2)"), None, "an amount kept as text");
    }

    #[test]
    fn many_long_sums_do_not_take_for_ever() {
        let rows: Vec<[(u32, &str); 1]> = vec![[(0, "1")]; 3000];
        let rows: Vec<&[(u32, &str)]> = rows.iter().map(<[(u32, &str); 1]>::as_slice).collect();
        let blatt = blatt(&rows);
        let mut rechner = Rechner::new(&blatt);
        let formel = Formel { zeile: 1, spalte: 9, text: "SUM(A1:A3000)".to_owned(), ohne_wert: false };
        let done = (0..3000).filter(|_| rechner.compute(&formel).is_some()).count();
        assert!(done > 100 && done < 3000, "{done}");
    }
}
