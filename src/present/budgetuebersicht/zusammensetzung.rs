//! What a budget is made of: Ansatz, Nachtrag, Übertrag, Umschichtungen with their reasons.

use serde::Serialize;

use super::kontext::{Bereich, Kontext};
use crate::domain::budget::Budgetbewegung;
use crate::domain::kennzahlen::BudgetKennzahl;
use crate::domain::{Betrag, RaumId};
use crate::present::zahl;

/// More movements than this are summed up by kind; the table of decisions has each of them.
const EINZELN_HOECHSTENS: usize = 6;

/// The small table beside the chart.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Zusammensetzung {
    einheit: &'static str,
    zeilen: Vec<Bestandteil>,
    verfuegbar: String,
    hinweis: Option<String>,
}

/// A line of it.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Bestandteil {
    name: String,
    detail: Option<String>,
    betrag: String,
    #[cfg(test)]
    #[serde(skip)]
    pub wert: Betrag,
}

/// The movements of the Haushaltsjahr that count on the Stichtag and touch one budget.
pub(super) fn bewegungen<'a>(kontext: &Kontext<'a>, key: &RaumId) -> Vec<&'a Budgetbewegung> {
    let bewegungen = kontext.stammdaten.budgetbewegungen.iter();
    bewegungen
        .filter(|bewegung| bewegung.jahr() == kontext.haushaltsjahr() && bewegung.budgetart() == kontext.budgetart)
        .filter(|bewegung| bewegung.datum().day() <= kontext.stichtag())
        .filter(|bewegung| touches(bewegung, |raum| raum == key))
        .collect()
}

/// Whether a movement gives to or takes from a budget.
pub(super) fn touches(bewegung: &Budgetbewegung, wanted: impl Fn(&RaumId) -> bool) -> bool {
    match bewegung {
        Budgetbewegung::Nachtrag { raum, .. } | Budgetbewegung::Uebertrag { raum, .. } => wanted(raum),
        Budgetbewegung::Umschichtung { von, nach, .. } => wanted(von) || wanted(nach),
    }
}

/// The composition of one budget.
pub(super) fn zusammensetzung(kontext: &Kontext<'_>, key: &RaumId, zeile: &BudgetKennzahl) -> Zusammensetzung {
    let bewegungen = bewegungen(kontext, key);
    let single = bewegungen.len() <= EINZELN_HOECHSTENS;
    let mut zeilen = vec![bestandteil(
        format!("Ansatz {}", kontext.haushaltsjahr()),
        None,
        zahl::betrag_tabelle(zeile.ansatz),
        zeile.ansatz,
    )];
    if single {
        zeilen.extend(einzeln(kontext, key, zeile, &bewegungen));
    } else {
        zeilen.extend(
            [("Nachtrag", zeile.nachtrag), ("Übertrag", zeile.uebertrag), ("Umschichtung", zeile.umschichtung)]
                .map(|(name, wert)| bestandteil(name.to_owned(), None, zahl::aenderung_tabelle(wert), wert)),
        );
    }
    Zusammensetzung {
        einheit: zahl::einheit(kontext.einheit),
        zeilen,
        verfuegbar: zahl::betrag_tabelle(zeile.verfuegbar),
        hinweis: (!single).then(|| {
            format!(
                "{} Bewegungen, nach Art summiert; jede einzelne steht unter „Beschlossen und geplant“.",
                super::meldung::capital(&zahl::zahlwort(bewegungen.len()))
            )
        }),
    }
}

/// A kind of movement: its word, its sum, and which movements are of it.
type Kind<'a> = (&'a str, Betrag, fn(&Budgetbewegung) -> bool);

/// Each movement with its reason; a dash for each kind that did not occur.
fn einzeln(
    kontext: &Kontext<'_>,
    key: &RaumId,
    zeile: &BudgetKennzahl,
    bewegungen: &[&Budgetbewegung],
) -> Vec<Bestandteil> {
    let mut zeilen = Vec::new();
    let kinds: [Kind<'_>; 3] = [
        ("Nachtrag", zeile.nachtrag, |bewegung| matches!(bewegung, Budgetbewegung::Nachtrag { .. })),
        ("Übertrag", zeile.uebertrag, |bewegung| matches!(bewegung, Budgetbewegung::Uebertrag { .. })),
        ("Umschichtung", zeile.umschichtung, |bewegung| matches!(bewegung, Budgetbewegung::Umschichtung { .. })),
    ];
    for (name, summe, is_kind) in kinds {
        let of_kind: Vec<_> = bewegungen.iter().filter(|bewegung| is_kind(bewegung)).collect();
        if of_kind.is_empty() {
            zeilen.push(bestandteil(name.to_owned(), None, zahl::aenderung_tabelle(summe), summe));
        }
        for bewegung in of_kind {
            let (name, wert) = wirkung(kontext, bewegung, key);
            let detail = format!("{}, {}", grund(bewegung), zahl::tag(bewegung.datum().day()));
            zeilen.push(bestandteil(name, Some(detail), zahl::aenderung_tabelle(wert), wert));
        }
    }
    zeilen
}

fn bestandteil(name: String, detail: Option<String>, betrag: String, wert: Betrag) -> Bestandteil {
    #[cfg(not(test))]
    let _ = wert;
    Bestandteil {
        name,
        detail,
        betrag,
        #[cfg(test)]
        wert,
    }
}

/// What a movement is called and does, seen from one budget.
fn wirkung(kontext: &Kontext<'_>, bewegung: &Budgetbewegung, key: &RaumId) -> (String, Betrag) {
    match bewegung {
        Budgetbewegung::Nachtrag { betrag, beschluss, .. } if betrag.is_negative() => {
            let name = if beschluss.contains("sperre") { "Haushaltssperre" } else { "Kürzung" };
            (name.to_owned(), *betrag)
        }
        Budgetbewegung::Nachtrag { betrag, .. } => ("Nachtrag".to_owned(), *betrag),
        Budgetbewegung::Uebertrag { betrag, aus_jahr, .. } => (format!("Übertrag aus {aus_jahr}"), *betrag),
        Budgetbewegung::Umschichtung { von, nach, betrag, .. } if von == key => {
            (format!("Umschichtung an {}", kontext.name(nach)), -*betrag)
        }
        Budgetbewegung::Umschichtung { von, betrag, .. } => {
            (format!("Umschichtung von {}", kontext.name(von)), *betrag)
        }
    }
}

/// Why: the decision, and the Maßnahme it is for.
pub(super) fn grund(bewegung: &Budgetbewegung) -> String {
    match bewegung {
        Budgetbewegung::Umschichtung { massnahme: Some(massnahme), beschluss, .. } => {
            format!("{beschluss} für {massnahme}")
        }
        other => other.beschluss().to_owned(),
    }
}

/// A line of the table of all budgets.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Zeile {
    name: String,
    rang: super::vergleich::Rang,
    ansatz: String,
    nachtrag: String,
    uebertrag: String,
    umschichtung: String,
    verfuegbar: String,
}

/// The composition of all budgets of a Bereich, in the lines of the comparison.
pub(super) fn alle(lines: &[super::vergleich::Budgetzeile]) -> Vec<Zeile> {
    lines
        .iter()
        .map(|line| Zeile {
            name: line.name.clone(),
            rang: line.rang,
            ansatz: zahl::betrag_tabelle(line.zeile.ansatz),
            nachtrag: zahl::aenderung_tabelle(line.zeile.nachtrag),
            uebertrag: zahl::aenderung_tabelle(line.zeile.uebertrag),
            umschichtung: zahl::aenderung_tabelle(line.zeile.umschichtung),
            verfuegbar: zahl::betrag_tabelle(line.zeile.verfuegbar),
        })
        .collect()
}

/// A movement with its reason, below the table of all budgets.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Bewegung {
    datum: String,
    was: String,
    grund: String,
    betrag: String,
}

/// Every movement of the budgets of a Bereich up to the Stichtag, by day, with its reason.
pub(super) fn mit_grund(kontext: &Kontext<'_>, bereich: Bereich<'_>) -> Vec<Bewegung> {
    let mut bewegungen: Vec<_> = kontext
        .stammdaten
        .budgetbewegungen
        .iter()
        .filter(|bewegung| bewegung.jahr() == kontext.haushaltsjahr() && bewegung.budgetart() == kontext.budgetart)
        .filter(|bewegung| bewegung.datum().day() <= kontext.stichtag())
        .filter(|bewegung| touches(bewegung, |raum| kontext.belongs_key(bereich, raum)))
        .collect();
    bewegungen.sort_by_key(|bewegung| bewegung.datum());
    bewegungen
        .into_iter()
        .map(|bewegung| {
            let (was, betrag) = match bewegung {
                Budgetbewegung::Umschichtung { von, nach, betrag, .. } => {
                    (format!("Umschichtung von {} an {}", kontext.name(von), kontext.name(nach)), zahl::betrag(*betrag))
                }
                Budgetbewegung::Nachtrag { raum, betrag, .. } => {
                    let word = if betrag.is_negative() { "Kürzung für" } else { "Nachtrag für" };
                    (format!("{word} {}", kontext.name(raum)), zahl::aenderung_tabelle(*betrag))
                }
                Budgetbewegung::Uebertrag { raum, betrag, aus_jahr, .. } => {
                    (format!("Übertrag aus {aus_jahr} für {}", kontext.name(raum)), zahl::aenderung_tabelle(*betrag))
                }
            };
            Bewegung { datum: zahl::tag(bewegung.datum().day()), was, grund: grund(bewegung), betrag }
        })
        .collect()
}

impl Zusammensetzung {
    /// The lines, for checking that they sum up.
    #[cfg(test)]
    pub(super) fn zeilen(&self) -> &[Bestandteil] {
        &self.zeilen
    }
}
