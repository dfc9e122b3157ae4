//! Judging a delivery against what is already in the store.
//!
//! These rules need other deliveries than the file that is checked, so they find nothing in a file alone. What they
//! need to know is a [`Vorgeschichte`]; bookings and cases of a quarter come as two files, in any order, so what needs
//! both is checked when the second one comes ([`super::abgleich`]).

use crate::domain::export::Feld;
use crate::domain::lieferung::{Lieferung, Zeilen};
use crate::domain::vorgeschichte::{Bekannt, Vorgeschichte};
use crate::domain::zeilen::{Buchung, Fall, Herkunftszeile};
use crate::domain::{Betrag, Stammdaten};
use crate::finding::{Befund, Ort};

use super::regel::{euro, quoted};
use super::{
    q007_beleg_frueher_anders, q008_beleg_wieder_geliefert, q009_belege_bekannt, q010_leistung_nach_ende,
    q011_kosten_ohne_fall, q012_fall_ohne_kosten, q013_fall_verschwunden, q014_fall_geaendert, q015_fallzahl_springt,
    q016_kosten_springen, q017_layout_gewechselt, q018_beleg_fehlt_kumuliert,
};

/// Places that one finding names at most; the rest is counted.
pub const ORTE: usize = 20;

type Vergleich = fn(&Lieferung, &Vorgeschichte, &Stammdaten) -> Vec<Befund>;

const VERGLEICHE: &[Vergleich] = &[
    q007_beleg_frueher_anders::against,
    q008_beleg_wieder_geliefert::against,
    q009_belege_bekannt::against,
    q010_leistung_nach_ende::against,
    q011_kosten_ohne_fall::against,
    q012_fall_ohne_kosten::against,
    q013_fall_verschwunden::against,
    q014_fall_geaendert::against,
    q015_fallzahl_springt::against,
    q016_kosten_springen::against,
    q017_layout_gewechselt::against,
    q018_beleg_fehlt_kumuliert::against,
];

/// Everything that a delivery shows only beside others, in the order of the rules.
pub fn gegen_bestand(lieferung: &Lieferung, vorgeschichte: &Vorgeschichte, stammdaten: &Stammdaten) -> Vec<Befund> {
    VERGLEICHE.iter().flat_map(|vergleich| vergleich(lieferung, vorgeschichte, stammdaten)).collect()
}

/// The bookings of a delivery; none where it holds cases.
pub fn buchungen(lieferung: &Lieferung) -> &[Buchung] {
    match &lieferung.zeilen {
        Zeilen::Kosten(rows) => rows,
        Zeilen::Faelle(_) => &[],
    }
}

/// The cases of a delivery; none where it holds bookings.
pub fn faelle(lieferung: &Lieferung) -> &[Fall] {
    match &lieferung.zeilen {
        Zeilen::Faelle(rows) => rows,
        Zeilen::Kosten(_) => &[],
    }
}

/// The cell of a field in a row of the delivery; the whole row where the layout has no column for it.
pub fn ort(lieferung: &Lieferung, herkunft: &Herkunftszeile, feld: Feld) -> Ort {
    let Herkunftszeile { blatt, zeile } = herkunft;
    let spalte = lieferung.spalten.iter().find(|ort| &ort.blatt == blatt && ort.feld == feld.as_str());
    let zelle = spalte.map_or_else(|| format!("{zeile}:{zeile}"), |ort| format!("{}{zeile}", ort.spalte));
    Ort { blatt: (!blatt.is_empty()).then(|| blatt.clone()), zelle: Some(zelle) }
}

/// The cells of a field in the first of some rows, in the order of sheets' names and rows.
pub fn first_places<'a>(
    lieferung: &Lieferung,
    herkunft: impl IntoIterator<Item = &'a Herkunftszeile>,
    feld: Feld,
) -> Vec<Ort> {
    let mut rows: Vec<_> = herkunft.into_iter().collect();
    rows.sort_unstable();
    rows.into_iter().take(ORTE).map(|row| ort(lieferung, row, feld)).collect()
}

/// The first rows of other deliveries: Lieferung „a.xlsx“, Blatt „Kosten“, Zeilen 7, 9; und 3 weitere Zeilen.
pub fn fundstellen<'a, T: 'a>(
    vorgeschichte: &Vorgeschichte,
    bekannte: impl IntoIterator<Item = &'a Bekannt<T>>,
    herkunft: fn(&T) -> &Herkunftszeile,
) -> String {
    let mut rows: Vec<_> = bekannte.into_iter().map(|bekannt| (bekannt.lieferung, herkunft(&bekannt.zeile))).collect();
    rows.sort_unstable();
    let all = rows.len();
    rows.truncate(ORTE);
    let mut texts = Vec::new();
    for sheet in rows.chunk_by(|a, b| (a.0, &a.1.blatt) == (b.0, &b.1.blatt)) {
        let Some((lieferung, first)) = sheet.first() else { continue };
        let datei = vorgeschichte.lieferungen.get(*lieferung).map_or("?", |file| file.datei.as_str());
        let blatt = if first.blatt.is_empty() { String::new() } else { format!("Blatt „{}“, ", first.blatt) };
        let numbers: Vec<_> = sheet.iter().map(|(_, row)| row.zeile.to_string()).collect();
        let word = if numbers.len() == 1 { "Zeile" } else { "Zeilen" };
        texts.push(format!("Lieferung {}, {blatt}{word} {}", quoted([datei]), numbers.join(", ")));
    }
    if all > ORTE {
        texts.push(format!("und {} weitere Zeilen", all - ORTE));
    }
    texts.join("; ")
}

/// "1 Buchung", "12 Buchungen".
pub fn anzahl(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// "1.234,56 €".
pub fn geld(betrag: Betrag) -> String {
    format!("{} €", euro(betrag))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::vergleichshilfe::{buchung, vorgeschichte};

    #[test]
    fn rows_of_other_deliveries_are_grouped_by_file_and_sheet() {
        let before = vorgeschichte();
        let rows = [(1, 9), (0, 12), (1, 7)].map(|(lieferung, zeile)| {
            let mut row = buchung(zeile);
            row.herkunft.zeile = zeile;
            Bekannt { lieferung, zeile: row }
        });
        assert_eq!(
            fundstellen(&before, &rows, |row| &row.herkunft),
            "Lieferung „kosten_2026-Q1.xlsx“, Blatt „Blatt1“, Zeile 12; Lieferung „faelle_2026-Q1.xlsx“, Blatt „Blatt1“, \
             Zeilen 7, 9"
        );
    }

    #[test]
    fn many_rows_are_counted_after_the_first() {
        let rows: Vec<_> = (1..=23).map(|zeile| Bekannt { lieferung: 0, zeile: buchung(zeile) }).collect();
        let text = fundstellen(&vorgeschichte(), &rows, |row| &row.herkunft);
        assert!(text.ends_with("19, 20; und 3 weitere Zeilen"), "{text}");
    }
}
