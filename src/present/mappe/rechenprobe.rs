//! Every formula is reckoned here, exactly, before the workbook is written: it must give the figure beside it.
//!
//! A formula over a cell that holds no number is a fault as well: so none can reach over a suppressed cell.

use rust_decimal::{Decimal, RoundingStrategy};

use super::modell::{Bedingung, Glied, Mappe, Rechnung, Tabelle, Wert, Zelle};

impl Mappe {
    /// Formulas that do not give the figure that stands in their cell, in German; none if all is well.
    pub fn widersprueche(&self) -> Vec<String> {
        let mut found = Vec::new();
        for blatt in &self.blaetter {
            let head = blatt.kopfzeile();
            for (index, zeile) in blatt.tabelle.zeilen.iter().enumerate() {
                for (zelle, spalte) in zeile.iter().zip(&blatt.tabelle.spalten) {
                    let Some(rechnung) = &zelle.rechnung else { continue };
                    let result = self.reckon(rechnung, zeile);
                    if !result.as_ref().is_ok_and(|result| is_same(&zelle.wert, *result)) {
                        found.push(format!(
                            "Blatt „{}“, Zeile {}, Spalte „{}“: {}",
                            blatt.name,
                            head + index + 2,
                            spalte.kopf,
                            fault(&zelle.wert, result)
                        ));
                    }
                }
            }
        }
        found
    }

    /// The table of a name.
    pub fn tabelle(&self, name: &str) -> Option<&Tabelle> {
        self.blaetter.iter().map(|blatt| &blatt.tabelle).find(|tabelle| tabelle.name == name)
    }

    /// The result of a formula; none where it is `x`.
    fn reckon(&self, rechnung: &Rechnung, zeile: &[Zelle]) -> Result<Option<Decimal>, String> {
        let of = |spalte: &usize| number(zeile, *spalte);
        match rechnung {
            Rechnung::Summe(glieder) => {
                let part = |glied: &Glied| match glied {
                    Glied::Plus(spalte) => of(spalte),
                    Glied::Minus(spalte) => of(spalte).map(|value| -value),
                };
                glieder.iter().map(part).sum::<Result<Decimal, _>>().map(Some)
            }
            Rechnung::NieUnterNull(whole, part) => Ok(Some((of(whole)? - of(part)?).max(Decimal::ZERO))),
            Rechnung::Anteil(parts, whole) => {
                let sum = parts.iter().map(of).sum::<Result<Decimal, _>>()?;
                let whole = of(whole)?;
                Ok((whole > Decimal::ZERO).then(|| sum / whole))
            }
            Rechnung::Hochgerechnet { spalte, ganzes, teil } => {
                let exact = of(spalte)? * Decimal::from(*ganzes) / Decimal::from((*teil).max(1));
                Ok(Some(exact.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)))
            }
            Rechnung::Aus { tabelle, spalte, wo } => {
                let other = self.tabelle(tabelle).ok_or_else(|| format!("keine Tabelle {tabelle}"))?;
                let fits = |row: &&Vec<Zelle>| {
                    wo.iter().all(|(column, bedingung)| match bedingung {
                        Bedingung::Spalte(own) => text(row, *column) == text(zeile, *own),
                        Bedingung::Text(wanted) => text(row, *column) == Some(wanted),
                    })
                };
                let rows = other.zeilen.iter().filter(fits);
                rows.map(|row| number(row, *spalte)).sum::<Result<Decimal, _>>().map(Some)
            }
        }
    }
}

/// The number in a column; what holds none cannot be reckoned with.
fn number(zeile: &[Zelle], spalte: usize) -> Result<Decimal, String> {
    match zeile.get(spalte).map(|zelle| &zelle.wert) {
        Some(Wert::Betrag(betrag)) => Ok(betrag.to_decimal()),
        Some(Wert::Anzahl(anzahl)) => Ok(Decimal::from(*anzahl)),
        Some(Wert::Anteil(quote) | Wert::Zahl(quote)) => Ok(quote.0),
        _ => Err(format!("in der {}. Spalte der Formel steht keine Zahl", spalte + 1)),
    }
}

fn text(zeile: &[Zelle], spalte: usize) -> Option<&str> {
    match zeile.get(spalte).map(|zelle| &zelle.wert) {
        Some(Wert::Text(text)) => Some(text),
        _ => None,
    }
}

/// Amounts and counts to their last place, shares to the six places that are kept.
fn is_same(wert: &Wert, result: Option<Decimal>) -> bool {
    let six = |value: Decimal| value.round_dp_with_strategy(6, RoundingStrategy::MidpointAwayFromZero);
    match (wert, result) {
        (Wert::Betrag(betrag), Some(result)) => betrag.to_decimal() == result,
        (Wert::Anzahl(anzahl), Some(result)) => Decimal::from(*anzahl) == result,
        (Wert::Anteil(quote) | Wert::Zahl(quote), Some(result)) => six(quote.0) == six(result),
        (Wert::Zeichen(zeichen), None) => *zeichen == crate::present::zahl::SINNLOS,
        _ => false,
    }
}

fn fault(wert: &Wert, result: Result<Option<Decimal>, String>) -> String {
    let held = match wert {
        Wert::Betrag(betrag) => betrag.to_decimal().to_string(),
        Wert::Anzahl(anzahl) => anzahl.to_string(),
        Wert::Anteil(quote) | Wert::Zahl(quote) => quote.rounded(6).to_string(),
        Wert::Zeichen(zeichen) => (*zeichen).to_owned(),
        _ => "keine Zahl".to_owned(),
    };
    match result {
        Ok(Some(result)) => format!("die Formel ergibt {}, da steht {held}", result.round_dp(6)),
        Ok(None) => format!("die Formel ergibt x, da steht {held}"),
        Err(fault) => fault,
    }
}
