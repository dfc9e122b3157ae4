//! What a file says about its period and its part: in its name, above its header, on a sheet of parameters.

use chrono::NaiveDate;

use crate::domain::Quartal;
use crate::domain::export::Exportlayout;
use crate::domain::lieferung::Teil;
use crate::domain::zeitraum::last_of_month;
use crate::finding::Ort;

use super::lesung::{Zeitangabe, Zeitraum, blatt_of};
use super::mappe::{Rohzeile, address};
use super::muster::{Fund, Muster, patterns};

/// Collects what is said about period and part.
#[derive(Debug)]
pub struct Sucher {
    name_patterns: Vec<Muster>,
    cell_patterns: Vec<Muster>,
    part_in_name: Vec<Muster>,
    part_in_cells: Vec<Muster>,
    kumulativ: bool,
    /// What was found so far.
    pub angaben: Vec<Zeitangabe>,
    /// The part, if one was named.
    pub teil: Option<Teil>,
}

impl Sucher {
    /// Begins with the name of the file.
    pub fn new(layout: &Exportlayout, datei: &str) -> Self {
        let parts = layout.teile.clone().unwrap_or_default();
        let mut sucher = Self {
            name_patterns: patterns(&layout.zeitraum.dateiname),
            cell_patterns: patterns(&layout.zeitraum.zellen),
            part_in_name: patterns(&parts.dateiname),
            part_in_cells: patterns(&parts.zellen),
            kumulativ: layout.zeitraum.kumulativ,
            angaben: Vec::new(),
            teil: None,
        };
        if let Some(fund) = first_match(&sucher.name_patterns, datei) {
            sucher.take(&fund, datei, None);
        }
        sucher.teil = first_match(&sucher.part_in_name, datei).and_then(|fund| teil_of(&fund));
        sucher
    }

    /// Looks at a row above a header, or of a sheet of parameters: its first cell, and all of it in one.
    pub fn look_at(&mut self, blatt: &str, row: &Rohzeile) {
        let shown: Vec<String> = row.zellen.iter().map(|zelle| zelle.wert.shown()).collect();
        let mut places: Vec<(u32, String)> =
            row.zellen.iter().map(|zelle| zelle.spalte).zip(shown.iter().cloned()).collect();
        if let (true, Some(first)) = (shown.len() > 1, row.zellen.first()) {
            places.push((first.spalte, shown.join(" ")));
        }
        for (spalte, text) in places {
            if let Some(fund) = first_match(&self.cell_patterns, &text) {
                let ort = Ort { blatt: blatt_of(blatt), zelle: Some(address(spalte, row.nummer)) };
                self.take(&fund, &text, Some(ort));
            }
            if self.teil.is_none() {
                self.teil = first_match(&self.part_in_cells, &text).and_then(|fund| teil_of(&fund));
            }
        }
    }

    fn take(&mut self, fund: &Fund, text: &str, ort: Option<Ort>) {
        let (von, bis) = days_of(fund, self.kumulativ);
        if von.is_some() || bis.is_some() {
            self.angaben.push(Zeitangabe { ort, text: text.to_owned(), von, bis });
        }
    }
}

fn first_match(patterns: &[Muster], text: &str) -> Option<Fund> {
    patterns.iter().find_map(|pattern| pattern.find(text))
}

fn teil_of(fund: &Fund) -> Option<Teil> {
    let (nummer, von) = (fund.teil?, fund.teile?);
    (1..=von).contains(&nummer).then_some(Teil { nummer, von })
}

fn days_of(fund: &Fund, kumulativ: bool) -> (Option<NaiveDate>, Option<NaiveDate>) {
    if let (Some(jahr), Some(nummer)) = (fund.jahr, fund.quartal) {
        let Some(quartal) = Quartal::new(jahr, nummer) else { return (None, None) };
        return ((!kumulativ).then(|| quartal.beginn()), Some(quartal.ende()));
    }
    if let (Some(jahr), Some(monat)) = (fund.jahr, fund.monat) {
        let bis = match fund.tag {
            Some(tag) => NaiveDate::from_ymd_opt(jahr, monat, tag),
            None => NaiveDate::from_ymd_opt(jahr, monat, 1).map(last_of_month),
        };
        return (fund.von, bis);
    }
    (fund.von, fund.bis)
}

/// The period that all places agree on; none where they are silent or contradict each other.
pub fn agree(angaben: &[Zeitangabe], kumulativ: bool, vorgabe: Option<Quartal>) -> Option<Zeitraum> {
    let bis = single(angaben.iter().filter_map(|angabe| angabe.bis));
    let von = single(angaben.iter().filter_map(|angabe| angabe.von));
    let (von, bis) = match (von, bis) {
        (Err(()), _) | (_, Err(())) => return None,
        (Ok(von), Ok(Some(bis))) => (von, bis),
        (Ok(von), Ok(None)) => (von, vorgabe?.ende()),
    };
    let quartal = Quartal::of(bis);
    if vorgabe.is_some_and(|vorgabe| vorgabe != quartal) {
        return None;
    }
    let usual = if kumulativ { quartal.of_same_year()[0].beginn() } else { quartal.beginn() };
    let von = von.unwrap_or(usual);
    (von <= bis).then_some(Zeitraum { quartal, von, bis })
}

/// The one value of all; an error where there are two.
fn single(mut values: impl Iterator<Item = NaiveDate>) -> Result<Option<NaiveDate>, ()> {
    let Some(first) = values.next() else { return Ok(None) };
    if values.all(|other| other == first) { Ok(Some(first)) } else { Err(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn angabe(von: Option<&str>, bis: Option<&str>) -> Zeitangabe {
        let day = |text: &str| text.parse().expect("a day");
        Zeitangabe { ort: None, text: String::new(), von: von.map(day), bis: bis.map(day) }
    }

    #[test]
    fn places_that_agree_give_the_period() {
        let both = [angabe(Some("2026-01-01"), None), angabe(None, Some("2026-03-31"))];
        let zeitraum = agree(&both, false, None).expect("a period");
        assert_eq!(zeitraum.quartal.to_string(), "2026-Q1");
        let zeitraum = agree(&[angabe(None, Some("2026-06-30"))], true, None).expect("a period");
        assert_eq!(zeitraum.von.to_string(), "2026-01-01");
    }

    #[test]
    fn silence_and_contradiction_give_none() {
        assert_eq!(agree(&[], false, None), None);
        assert!(agree(&[], false, "2026-Q2".parse().ok()).is_some());
        let both = [angabe(None, Some("2026-03-31")), angabe(None, Some("2026-06-30"))];
        assert_eq!(agree(&both, false, None), None);
        assert_eq!(agree(&both[..1], false, "2026-Q2".parse().ok()), None);
    }
}
