//! Cases, row by row: counts at the end of days, what began and ended, how long it lasted, who stands apart.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Karte, without_line};
use crate::aggregate::zeilen::{Fallzeile, faelle};
use crate::domain::amt::HilfedichteBasis;
use crate::domain::gegenrechnung::{Gegenrechnung, Gegenwert};
use crate::domain::kennung::linie;
use crate::domain::kennzahlen::ALLE;
use crate::domain::reihe::Dauer;
use crate::domain::zelle::{Hilfe, Messgroesse, Ort, Zeitbezug, ZellId};
use crate::domain::{Quartal, Stammdaten};
use crate::error::Result;
use crate::store::{Bestand, Eintrag};

/// Bestand before, begonnen, beendet, Bestand at the three month-ends, umA, refunded.
type Zahlen = [i64; 8];

/// Counts and days of ended Hilfen by line of Räume and of Hilfen.
#[derive(Default)]
struct Zeile {
    zahlen: Zahlen,
    tage: Vec<i64>,
}

/// Adds the cases of a quarter.
pub(super) fn add(
    ergebnis: &mut Gegenrechnung,
    bestand: &Bestand,
    stammdaten: &Stammdaten,
    karte: &Karte,
    eintraege: &[Eintrag],
    quartal: Quartal,
) -> Result<()> {
    let mut zeilen: BTreeMap<(usize, usize), Zeile> = BTreeMap::new();
    for case in faelle(bestand, eintraege)? {
        let zahlen = counts(&case, quartal);
        let ended = case.ende.filter(|ende| Quartal::of(*ende) == quartal);
        for line in lines(karte, &case.raum, &case.hilfeart)? {
            let zeile = zeilen.entry(line).or_default();
            add_to(&mut zeile.zahlen, &zahlen);
            // Both days count.
            zeile.tage.extend(ended.map(|ende| (ende - case.beginn).num_days() + 1));
        }
    }
    // Of deleted lists the counts stayed, in this order.
    for eintrag in eintraege.iter().filter(|eintrag| eintrag.geloescht_am.is_some()) {
        for summe in bestand.fallsummen(eintrag)? {
            let mut zahlen = Zahlen::default();
            for (zahl, kept) in zahlen.iter_mut().zip(&summe.zahlen) {
                *zahl = i64::from(*kept);
            }
            for line in lines(karte, &summe.raum, &summe.hilfeart)? {
                add_to(&mut zeilen.entry(line).or_default().zahlen, &zahlen);
            }
        }
    }
    for (ort, line) in karte.orte.iter().enumerate() {
        let base = base(stammdaten, line, quartal.ende());
        for (hilfe, which) in karte.hilfen.iter().enumerate() {
            let zeile = zeilen.remove(&(ort, hilfe)).unwrap_or_default();
            let has_line = zeile.zahlen[..6].iter().any(|zahl| *zahl != 0) || *which == Hilfe::alle();
            if has_line && karte.has_key(ort) {
                note_kennzahlen(ergebnis, line, which, &zeile.zahlen, base.map(|base| (je(stammdaten), base)), quartal);
            }
            note_zellen(ergebnis, line, which, zeile, quartal);
        }
    }
    Ok(())
}

fn lines(karte: &Karte, raum: &str, hilfeart: &str) -> Result<Vec<(usize, usize)>> {
    let lines = karte.lines(raum, hilfeart).map(Iterator::collect);
    lines.ok_or_else(|| match karte.orte_of(raum) {
        None => without_line("dem Raum", raum),
        Some(_) => without_line("der Hilfeart", hilfeart),
    })
}

fn add_to(sum: &mut Zahlen, more: &Zahlen) {
    for (sum, more) in sum.iter_mut().zip(more) {
        *sum += more;
    }
}

/// What one case counts. A Hilfe that ends on a day is not part of the Bestand at the end of that day.
fn counts(case: &Fallzeile, quartal: Quartal) -> Zahlen {
    let runs = |end_of: NaiveDate| i64::from(case.beginn <= end_of && case.ende.is_none_or(|ende| end_of < ende));
    let begins = case.beginn >= quartal.beginn() && case.beginn <= quartal.ende();
    let ends = case.ende.is_some_and(|ende| ende >= quartal.beginn() && ende <= quartal.ende());
    let last = runs(quartal.ende());
    let month = |number: u32| {
        let first_of_next = quartal.beginn() + chrono::Months::new(number);
        runs(first_of_next.pred_opt().unwrap_or(first_of_next))
    };
    [
        runs(quartal.beginn().pred_opt().unwrap_or(quartal.beginn())),
        i64::from(begins),
        i64::from(ends),
        month(1),
        month(2),
        last,
        last * i64::from(case.uma),
        last * i64::from(case.erstattung),
    ]
}

fn je(stammdaten: &Stammdaten) -> i128 {
    i128::from(stammdaten.einstellungen.regeln.hilfedichte.je)
}

/// Young people of a line by the last table before the day; none where there are too few for a rate.
fn base(stammdaten: &Stammdaten, line: &Ort, day: NaiveDate) -> Option<i128> {
    use crate::domain::raum::Ebene;
    let regeln = &stammdaten.einstellungen.regeln.hilfedichte;
    let mut base = 0;
    for raum in &stammdaten.raeume {
        let is_part = match line.ebene {
            Ebene::Kreis => true,
            Ebene::Region => raum.region.as_ref().is_some_and(|region| region.as_str() == line.raum),
            Ebene::Sozialraum | Ebene::Kreisweit | Ebene::Ohne => raum.id.as_str() == line.raum,
        };
        let mut newest = None;
        for table in raum.einwohner.iter().filter(|table| is_part && table.stichtag.day() <= day) {
            if newest.is_none_or(|(stichtag, _)| stichtag <= table.stichtag) {
                let count = match regeln.basis {
                    HilfedichteBasis::U21 => table.u21,
                    HilfedichteBasis::Insgesamt => table.insgesamt,
                };
                newest = Some((table.stichtag, count));
            }
        }
        base += newest.map_or(0, |(_, count)| i128::from(count));
    }
    (base > 0 && base >= i128::from(regeln.mindestbasis)).then_some(base)
}

fn note_kennzahlen(
    ergebnis: &mut Gegenrechnung,
    line: &Ort,
    which: &Hilfe,
    zahlen: &Zahlen,
    dichte: Option<(i128, i128)>,
    quartal: Quartal,
) {
    let [anfang, begonnen, beendet, first, second, bestand, ..] = *zahlen;
    let what = match (which.hilfeart.as_str(), which.gruppe.as_str()) {
        (ALLE, ALLE) => ALLE.to_owned(),
        (ALLE, gruppe) => format!("gruppe-{gruppe}"),
        (hilfeart, _) => hilfeart.to_owned(),
    };
    let tail = format!("{}.{what}.{quartal}", linie(line.ebene, &line.raum));
    let fields = [
        ("bestand_anfang", Gegenwert::Anzahl(anfang)),
        ("begonnen", Gegenwert::Anzahl(begonnen)),
        ("beendet", Gegenwert::Anzahl(beendet)),
        ("bestand", Gegenwert::Anzahl(bestand)),
        ("inanspruchnahme", Gegenwert::Anzahl(bestand + beendet)),
        ("monatsdurchschnitt", Gegenwert::Bruch(i128::from(first + second + bestand), 3)),
        ("hilfedichte", dichte.map_or(Gegenwert::Ohne, |(je, base)| Gegenwert::Bruch(i128::from(bestand) * je, base))),
    ];
    for (feld, wert) in fields {
        ergebnis.kennzahlen.insert(format!("faelle.{feld}.{tail}"), wert);
    }
}

fn note_zellen(ergebnis: &mut Gegenrechnung, line: &Ort, which: &Hilfe, zeile: Zeile, quartal: Quartal) {
    use Messgroesse::{
        Beendet, Begonnen, Bestand, BestandAnfang, Erstattung, Hilfetage, Inanspruchnahme, Monatsbestaende, Uma,
    };
    let [anfang, begonnen, beendet, first, second, bestand, uma, erstattung] = zeile.zahlen;
    let apart = *which == Hilfe::alle();
    let numbers = [
        (BestandAnfang, anfang),
        (Begonnen, begonnen),
        (Beendet, beendet),
        (Bestand, bestand),
        (Inanspruchnahme, bestand + beendet),
        (Monatsbestaende, first + second + bestand),
        (Hilfetage, zeile.tage.iter().sum()),
        (Uma, if apart { uma } else { 0 }),
        (Erstattung, if apart { erstattung } else { 0 }),
    ];
    for (groesse, zahl) in numbers.into_iter().filter(|(_, zahl)| *zahl != 0) {
        ergebnis.zellen.insert(ZellId::new(groesse, Zeitbezug::Quartal(quartal), line, which), zahl);
    }
    if let Some(dauer) = dauer(zeile.tage) {
        ergebnis.dauern.insert((quartal, line.clone(), which.clone()), dauer);
    }
}

/// Days of ended Hilfen; none where none ended.
fn dauer(mut tage: Vec<i64>) -> Option<Dauer> {
    tage.sort_unstable_by_key(|days| std::cmp::Reverse(*days));
    let laengste = *tage.first()?;
    let count = tage.len();
    // The middle one twice, or the two in the middle.
    let median_doppelt = tage[(count - 1) / 2] + tage[count / 2];
    Some(Dauer {
        anzahl: u32::try_from(count).unwrap_or(u32::MAX),
        tage: tage.iter().sum(),
        median_doppelt,
        laengste,
        zwei_laengste: laengste + tage.get(1).copied().unwrap_or_default(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::zeilen::Herkunftszeile;

    fn case(beginn: &str, ende: Option<&str>) -> Fallzeile {
        Fallzeile {
            lieferung: 0,
            herkunft: Herkunftszeile { blatt: String::new(), zeile: 1 },
            hilfeart: "31".to_owned(),
            raum: "achim".to_owned(),
            beginn: beginn.parse().expect("a day"),
            ende: ende.map(|day| day.parse().expect("a day")),
            uma: true,
            erstattung: false,
        }
    }

    // By hand, for April to June: a Hilfe that ends on the Stichtag is ended and not in the Bestand; one that ends on
    // 30 April is not in April's Bestand; one that begins and ends on the same day is begun, ended, and never there.
    #[test]
    fn the_end_of_the_day_decides() {
        let quartal = "2026-Q2".parse().expect("a quarter");
        assert_eq!(counts(&case("2026-01-01", Some("2026-06-30")), quartal), [1, 0, 1, 1, 1, 0, 0, 0]);
        assert_eq!(counts(&case("2026-04-01", Some("2026-04-30")), quartal), [0, 1, 1, 0, 0, 0, 0, 0]);
        assert_eq!(counts(&case("2026-05-31", Some("2026-05-31")), quartal), [0, 1, 1, 0, 0, 0, 0, 0]);
        assert_eq!(counts(&case("2026-03-31", None), quartal), [1, 0, 0, 1, 1, 1, 1, 0]);
        assert_eq!(counts(&case("2026-07-01", None), quartal), [0; 8]);
    }

    #[test]
    fn the_median_lies_in_the_middle() {
        let four = dauer(vec![400, 10, 30, 20]).expect("ended ones");
        assert_eq!((four.tage, four.median_doppelt, four.laengste, four.zwei_laengste), (460, 50, 400, 430));
        assert_eq!(dauer(vec![7, 5, 6]).expect("ended ones").median_doppelt, 12);
        assert_eq!(dauer(Vec::new()), None);
    }
}
