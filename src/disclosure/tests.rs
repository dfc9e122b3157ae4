use std::collections::BTreeMap;

use proptest::prelude::*;

use super::angreifer::Angreifer;
use super::system::System;
use super::*;
use crate::domain::amt::{Erschlossen, Nullen};
use crate::domain::raum::Ebene;

pub(super) fn grenzen(schwelle: u32) -> Schutzgrenzen {
    Schutzgrenzen {
        schwelle,
        nullen: Nullen::Offen,
        dominanz_groesster_prozent: 75,
        dominanz_zwei_groesste_prozent: 90,
        abstand_faelle: schwelle.saturating_sub(2),
        abstand_betraege_prozent: 20,
        erschlossen: Erschlossen::Anhalten,
    }
}

fn id(groesse: Messgroesse, raum: Option<usize>, hilfe: Option<usize>) -> ZellId {
    let ort =
        raum.map_or_else(|| Ort::new(Ebene::Kreis, "kreis"), |raum| Ort::new(Ebene::Sozialraum, format!("r{raum}")));
    let hilfe = hilfe.map_or_else(Hilfe::alle, |hilfe| Hilfe::art(format!("h{hilfe}"), "g"));
    ZellId { groesse, zeit: Zeitbezug::Quartal("2026-Q2".parse().expect("a quarter")), ort, hilfe }
}

pub(super) fn bestand(raum: Option<usize>, hilfe: Option<usize>) -> ZellId {
    id(Messgroesse::Bestand, raum, hilfe)
}

/// Räume by Hilfearten with all totals.
pub(super) fn tabelle(werte: &[Vec<i64>]) -> Publikation {
    let mut publikation = Publikation::default();
    add_tabelle(&mut publikation, Messgroesse::Bestand, werte, Zelle::anzahl);
    publikation
}

fn add_tabelle(publikation: &mut Publikation, groesse: Messgroesse, werte: &[Vec<i64>], zelle: impl Fn(i64) -> Zelle) {
    let raeume = (0..werte.len()).map(Some).chain([None]);
    for raum in raeume {
        for hilfe in (0..werte[0].len()).map(Some).chain([None]) {
            let rows = werte.iter().enumerate().filter(|(row, _)| raum.is_none_or(|raum| raum == *row));
            let sum = rows
                .flat_map(|(_, row)| row.iter().enumerate())
                .filter(|(column, _)| hilfe.is_none_or(|hilfe| hilfe == *column))
                .map(|(_, wert)| wert)
                .sum();
            let id = id(groesse, raum, hilfe);
            if raum.is_some() {
                publikation.add_ort(id.ort.clone(), Ort::new(Ebene::Kreis, "kreis"));
            }
            if hilfe.is_some() {
                publikation.add_hilfe(id.hilfe.clone(), Hilfe::alle());
            }
            publikation.add_zelle(id, zelle(sum));
        }
    }
}

/// The smallest and the largest value of each cell over all tables that look like what is shown, found by trying all
/// of them with details up to a little above the true ones. Shares no code with the program.
fn try_all(werte: &[Vec<i64>], shown: &dyn Fn(Option<usize>, Option<usize>) -> bool) -> BTreeMap<ZellId, (i64, i64)> {
    struct Versuch<'a> {
        werte: &'a [Vec<i64>],
        shown: &'a dyn Fn(Option<usize>, Option<usize>) -> bool,
        jetzt: Vec<Vec<i64>>,
        found: BTreeMap<ZellId, (i64, i64)>,
    }
    fn row(w: &[Vec<i64>], r: usize) -> i64 {
        w[r].iter().sum()
    }
    fn column(w: &[Vec<i64>], c: usize) -> i64 {
        w.iter().map(|row| row[c]).sum()
    }
    impl Versuch<'_> {
        fn next(&mut self, place: usize) {
            let columns = self.werte[0].len();
            let (r, c) = (place / columns, place % columns);
            if c == 0 && r > 0 && (self.shown)(Some(r - 1), None) && row(&self.jetzt, r - 1) != row(self.werte, r - 1) {
                return;
            }
            if r == self.werte.len() {
                self.note();
                return;
            }
            let truth = self.werte[r][c];
            let candidates = if (self.shown)(Some(r), Some(c)) { truth..=truth } else { truth.min(1)..=truth + 4 };
            for value in candidates {
                self.jetzt[r][c] = value;
                self.next(place + 1);
            }
        }
        fn note(&mut self) {
            let (rows, columns) = (self.werte.len(), self.werte[0].len());
            let fits =
                (0..columns).all(|c| !(self.shown)(None, Some(c)) || column(&self.jetzt, c) == column(self.werte, c));
            let total = |w: &[Vec<i64>]| (0..rows).map(|r| row(w, r)).sum::<i64>();
            if !fits || ((self.shown)(None, None) && total(&self.jetzt) != total(self.werte)) {
                return;
            }
            for r in (0..rows).map(Some).chain([None]) {
                for c in (0..columns).map(Some).chain([None]) {
                    let value = match (r, c) {
                        (Some(r), Some(c)) => self.jetzt[r][c],
                        (Some(r), None) => row(&self.jetzt, r),
                        (None, Some(c)) => column(&self.jetzt, c),
                        (None, None) => total(&self.jetzt),
                    };
                    let span = self.found.entry(bestand(r, c)).or_insert((value, value));
                    *span = (span.0.min(value), span.1.max(value));
                }
            }
        }
    }
    let mut versuch = Versuch { werte, shown, jetzt: werte.to_vec(), found: BTreeMap::new() };
    versuch.next(0);
    versuch.found
}

fn random_table() -> impl Strategy<Value = Vec<Vec<i64>>> {
    (2_usize..=3, 2_usize..=3).prop_flat_map(|(rows, columns)| {
        let value = prop_oneof![Just(0_i64), 1_i64..=4, 5_i64..=20];
        proptest::collection::vec(proptest::collection::vec(value, columns), rows)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn nobody_is_found_by_trying_all_tables(werte in random_table(), schwelle in 3_u32..=5) {
        let publikation = tabelle(&werte);
        // Where all that is not nothing is one number, nothing can hide it.
        let Ok(schutz) = schuetze(&publikation, &grenzen(schwelle)) else { return Ok(()) };
        let shown = |raum, hilfe| schutz.shows(&bestand(raum, hilfe));
        for (id, (low, high)) in try_all(&werte, &shown) {
            let wert = publikation.zelle(&id).expect("a cell").wert;
            if schutz.shows(&id) {
                prop_assert!(!(1..i64::from(schwelle)).contains(&wert), "{id} = {wert} is shown");
                prop_assert_eq!((low, high), (wert, wert));
            } else {
                prop_assert!(high - low >= i64::from(schwelle) - 2, "{} = {} is known to be {} to {}", id, wert, low, high);
            }
        }
    }

    #[test]
    fn linear_programs_find_no_less_than_what_was_proven(werte in random_table()) {
        let publikation = tabelle(&werte);
        let grenzen = grenzen(5);
        let Ok(schutz) = schuetze(&publikation, &grenzen) else { return Ok(()) };
        let system = System::new(&publikation, &grenzen).expect("a system");
        let status: Vec<_> = system.ids.iter().map(|id| schutz.status(id)).collect();
        let mut angreifer = Angreifer::new(&system, &status);
        for nummer in (0..status.len()).filter(|nummer| status[*nummer] != Zellstatus::Offen) {
            let (low, high) = angreifer.span(nummer, usize::MAX);
            let distance = high.unwrap_or(i64::MAX).saturating_sub(low.unwrap_or(0));
            prop_assert!(distance >= system.required_width(nummer), "{} {:?} {:?}", system.ids[nummer], low, high);
        }
    }
}

// By hand: 1 + 1 = 2 says all; so does 2 alone in its row once the other row is shown.
#[test]
fn a_small_total_does_not_give_its_parts_away() {
    let publikation = tabelle(&[vec![1, 1, 7], vec![9, 8, 6]]);
    let schutz = schuetze(&publikation, &grenzen(3)).expect("protected");
    assert_eq!(schutz.status(&bestand(Some(0), Some(0))), Zellstatus::Primaer);
    assert_eq!(schutz.status(&bestand(Some(0), Some(1))), Zellstatus::Primaer);
    // Row of 9 with 7 shown would leave 1 + 1 = 2 with nothing below one: 7 or the total must go too.
    assert!(!schutz.shows(&bestand(Some(0), Some(2))) || !schutz.shows(&bestand(Some(0), None)));
    let protokoll = schutz.pruefprotokoll();
    assert_eq!((protokoll.zellen, protokoll.primaer), (12, 2));
    assert_eq!(protokoll.belegt, protokoll.primaer + protokoll.sekundaer);
}

#[test]
fn without_small_counts_everything_is_shown() {
    let publikation = tabelle(&[vec![5, 0], vec![9, 8]]);
    let schutz = schuetze(&publikation, &grenzen(5)).expect("protected");
    assert!(schutz.shows_all(publikation.ids()));
    assert_eq!(schutz.pruefprotokoll().engste, None);
}

#[test]
fn nothing_is_suppressed_like_a_small_count_if_the_office_says_so() {
    let publikation = tabelle(&[vec![5, 0, 7], vec![9, 8, 6]]);
    let strict = Schutzgrenzen { nullen: Nullen::Geschuetzt, ..grenzen(5) };
    assert_eq!(
        schuetze(&publikation, &strict).expect("protected").status(&bestand(Some(0), Some(1))),
        Zellstatus::Primaer
    );
}

#[test]
fn the_same_publication_gives_the_same_answer() {
    let publikation = tabelle(&[vec![1, 12, 7], vec![9, 2, 6], vec![4, 5, 30]]);
    let [first, second] = [0, 1].map(|_| schuetze(&publikation, &grenzen(5)).expect("protected"));
    assert!(first.iter().eq(second.iter()));
    assert_eq!(first.pruefprotokoll(), second.pruefprotokoll());
}

#[test]
fn what_was_suppressed_stays_suppressed_and_what_was_shown_stays_shown() {
    let mut publikation = tabelle(&[vec![2, 12, 7], vec![9, 20, 6], vec![40, 50, 30]]);
    publikation.set_frueher(&bestand(Some(2), Some(2)), Frueher::Unterdrueckt);
    publikation.set_frueher(&bestand(Some(0), Some(2)), Frueher::Gezeigt(7));
    let schutz = schuetze(&publikation, &grenzen(5)).expect("protected");
    assert!(!schutz.shows(&bestand(Some(2), Some(2))));
    assert!(schutz.shows(&bestand(Some(0), Some(2))));
}

/// The run goes on where earlier papers give a number away.
fn nennen(schwelle: u32) -> Schutzgrenzen {
    Schutzgrenzen { erschlossen: Erschlossen::Nennen, ..grenzen(schwelle) }
}

#[test]
fn a_cell_that_earlier_reports_give_away_stops_the_run_or_is_named_and_not_shown() {
    let mut publikation = tabelle(&[vec![2, 12], vec![9, 20]]);
    let all: Vec<_> = publikation.ids().filter(|id| **id != bestand(Some(0), Some(0))).cloned().collect();
    for id in all {
        let wert = publikation.zelle(&id).expect("a cell").wert;
        publikation.set_frueher(&id, Frueher::Gezeigt(wert));
    }
    let cell = bestand(Some(0), Some(0));
    let fehlschlag = schuetze(&publikation, &grenzen(5)).expect_err("a number given away");
    assert_eq!(fehlschlag, Fehlschlag::Unschuetzbar { zelle: cell.clone() });
    let schutz = schuetze(&publikation, &nennen(5)).expect("an answer");
    assert!(!schutz.shows(&cell));
    assert_eq!(schutz.pruefprotokoll().frueher_erschlossen, [cell]);
}

#[test]
fn a_number_that_was_corrected_since_is_free_again() {
    let mut publikation = tabelle(&[vec![2, 12], vec![9, 20]]);
    publikation.set_frueher(&bestand(Some(0), Some(1)), Frueher::Gezeigt(11));
    assert!(!schuetze(&publikation, &grenzen(5)).expect("protected").shows(&bestand(Some(0), Some(1))));
}

#[test]
fn a_total_that_is_not_its_parts_is_refused() {
    let mut publikation = tabelle(&[vec![2, 12], vec![9, 20]]);
    publikation.add_zelle(bestand(Some(0), None), Zelle::anzahl(15));
    let fehlschlag = schuetze(&publikation, &grenzen(5)).expect_err("contradiction");
    assert!(matches!(fehlschlag, Fehlschlag::Widerspruch { .. }));
}

// By hand: 10 % rounded to whole percent of 20 is 1.9 to 2.1, so 2; only an unknown total leaves more.
#[test]
fn a_rounded_share_is_a_constraint() {
    let row = [vec![2, 8, 10]];
    let (small, total) = (bestand(Some(0), Some(0)), bestand(Some(0), None));
    let mut publikation = tabelle(&row);
    let [a, b] = [&small, &total].map(std::slice::from_ref);
    publikation.add_gerundet(a, b, (95, 105), 1000);
    let schutz = schuetze(&publikation, &grenzen(3)).expect("protected");
    assert!(!schutz.shows(&small) && !schutz.shows(&total));
    publikation.set_frueher(&total, Frueher::Gezeigt(20));
    publikation.set_frueher(&bestand(None, None), Frueher::Gezeigt(20));
    assert!(schuetze(&publikation, &grenzen(3)).is_err());
    let schutz = schuetze(&publikation, &nennen(3)).expect("an answer");
    assert!(schutz.pruefprotokoll().frueher_erschlossen.contains(&small), "the share gives the count away");
}

#[test]
fn amounts_of_few_cases_and_of_one_large_case_are_suppressed() {
    let werte = [vec![100_000, 200_000, 300_000], vec![150_000, 250_000, 350_000]];
    let mut publikation = Publikation::default();
    add_tabelle(&mut publikation, Messgroesse::Aufwand, &werte, |wert| Zelle::betrag(wert, Beitrag::of_cases(9)));
    let [few, large, two] = [(0, 0), (0, 1), (1, 2)].map(|(r, c)| id(Messgroesse::Aufwand, Some(r), Some(c)));
    publikation.add_zelle(few.clone(), Zelle::betrag(100_000, Beitrag::of_cases(4)));
    let one_large = Beitrag { faelle: 9, groesster: Some(150_001), zwei_groesste: Some(160_000) };
    publikation.add_zelle(large.clone(), Zelle::betrag(200_000, one_large));
    let two_large = Beitrag { faelle: 9, groesster: Some(175_000), zwei_groesste: Some(315_001) };
    publikation.add_zelle(two.clone(), Zelle::betrag(350_000, two_large));
    let schutz = schuetze(&publikation, &grenzen(5)).expect("protected");
    for id in [few, large, two] {
        assert_eq!(schutz.status(&id), Zellstatus::Primaer, "{id}");
    }
    let engste = schutz.pruefprotokoll().engste.clone().expect("a narrowest cell");
    assert!(engste.bis - engste.von >= engste.verlangt);
}

#[test]
fn an_average_goes_with_the_count_it_hangs_on() {
    let mut publikation = tabelle(&[vec![2, 12, 7], vec![9, 20, 6]]);
    let werte = [vec![7, 37, 20], vec![26, 60, 19]];
    add_tabelle(&mut publikation, Messgroesse::Monatsbestaende, &werte, |wert| Zelle {
        wert,
        art: Zellart::Summe(3),
        frueher: None,
    });
    let pairs: Vec<_> = publikation.ids().filter(|id| id.groesse == Messgroesse::Bestand).cloned().collect();
    for an in pairs {
        let zelle = ZellId { groesse: Messgroesse::Monatsbestaende, ..an.clone() };
        publikation.add_kopplung(Kopplung { zelle, an, faktor: 3 });
    }
    let schutz = schuetze(&publikation, &grenzen(3)).expect("protected");
    for (an, _) in
        schutz.iter().filter(|(id, status)| id.groesse == Messgroesse::Bestand && *status != Zellstatus::Offen)
    {
        assert!(!schutz.shows(&ZellId { groesse: Messgroesse::Monatsbestaende, ..an.clone() }), "{an}");
    }
    assert!(!schutz.shows(&bestand(Some(7), None)), "what was not checked may not be shown");
}

/// How many cells more than needed are suppressed.
mod sparsamkeit {
    use super::*;

    /// The fewest cells that must be suppressed besides the primary ones, by trying all sets; none above `most`.
    fn fewest(publikation: &Publikation, grenzen: &Schutzgrenzen, most: usize) -> Option<usize> {
        let system = System::new(publikation, grenzen).expect("a system");
        let primary = primaer::status(&system);
        let open: Vec<usize> = (0..primary.len()).filter(|nummer| primary[*nummer] == Zellstatus::Offen).collect();
        (0..=most).find(|count| {
            let mut status = primary.clone();
            any_set(&system, &open, *count, &mut status)
        })
    }

    fn any_set(system: &System, open: &[usize], count: usize, status: &mut Vec<Zellstatus>) -> bool {
        if count == 0 {
            return is_safe(system, status);
        }
        (0..open.len()).any(|place| {
            status[open[place]] = Zellstatus::Sekundaer;
            let safe = any_set(system, &open[place + 1..], count - 1, status);
            status[open[place]] = Zellstatus::Offen;
            safe
        })
    }

    fn is_safe(system: &System, status: &[Zellstatus]) -> bool {
        let alone = |zeile: &system::Zeile| {
            zeile.glieder.iter().filter(|(nummer, _)| status[*nummer] != Zellstatus::Offen).count() == 1
        };
        !system.zeilen.iter().any(alone) && Angreifer::new(system, status).disclosed().is_empty()
    }

    /// Numbers that look random and are the same in every run.
    fn tables() -> Vec<Vec<Vec<i64>>> {
        let mut state = 20_260_630_u64;
        let mut next = move |below: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            i64::try_from((state >> 33) % below).expect("small")
        };
        [(3, 3), (3, 4), (4, 4), (4, 5)]
            .into_iter()
            .flat_map(|size| std::iter::repeat_n(size, 10))
            .map(|(rows, columns)| {
                let mut value = || if next(6) == 0 { 1 + next(4) } else { 5 + next(30) };
                (0..rows).map(|_| (0..columns).map(|_| value()).collect()).collect()
            })
            .collect()
    }

    #[test]
    fn little_more_is_suppressed_than_must_be() {
        let grenzen = grenzen(5);
        let (mut needed, mut taken, mut primary, mut compared) = (0, 0, 0, 0);
        for werte in tables() {
            let publikation = tabelle(&werte);
            let protokoll = schuetze(&publikation, &grenzen).expect("protected").pruefprotokoll().clone();
            if protokoll.primaer == 0 {
                continue;
            }
            let Some(fewest) = fewest(&publikation, &grenzen, protokoll.sekundaer.min(4)) else { continue };
            needed += fewest;
            taken += protokoll.sekundaer;
            primary += protokoll.primaer;
            compared += 1;
        }
        println!("{compared} tables, {primary} small counts: {taken} more cells suppressed, {needed} are the fewest");
        assert!(compared >= 20, "{compared} tables compared");
        assert!(taken * 10 <= needed * 13, "{taken} more cells are suppressed, {needed} would do");
    }
}
