//! Linear programs: the only place with binary fractions. What comes back is whole numbers, to be checked exactly.

#![expect(clippy::disallowed_types, reason = "the solver reckons in f64; nothing it says is believed unchecked")]

use microlp::{ComparisonOp, OptimizationDirection, Problem, SolveOptions};

use super::publikation::Vergleich;

/// Further than this a solver's answer is not looked at.
const FAR: f64 = 1e12;

/// An unknown: how far it may go down and up, and what a step costs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spalte {
    pub(super) von: Option<i64>,
    pub(super) bis: Option<i64>,
    pub(super) gewicht: i64,
}

/// Factors times unknowns make exactly or at least a sum.
pub(super) type Reihe = (Vec<(usize, i64)>, Vergleich, i64);

/// A way to the smallest sum.
pub(super) type Loeser = fn(&[Spalte], &[Reihe]) -> Antwort;

/// What a solver says.
#[derive(Clone, Debug)]
pub(super) enum Antwort {
    /// The smallest sum of weights, cut off towards larger ones, and unknowns with that sum, rounded.
    Kleinstes(i64, Vec<i64>),
    /// It can be as small as one likes.
    Unbeschraenkt,
    /// There are no such unknowns.
    Unloesbar,
    /// The solver gave up.
    Keine,
}

/// So many branches a search for whole numbers may take; counted, not timed, so that every run ends alike.
const BRANCHES: u64 = 100;

/// The smallest sum of weights. Rounded unknowns may break rows: the caller checks them.
pub(super) fn minimise(spalten: &[Spalte], reihen: &[Reihe]) -> Antwort {
    solve(spalten, reihen, false)
}

/// A small sum of weights, the smallest if it is found in time, with unknowns that are whole numbers.
pub(super) fn minimise_whole(spalten: &[Spalte], reihen: &[Reihe]) -> Antwort {
    solve(spalten, reihen, true)
}

fn solve(spalten: &[Spalte], reihen: &[Reihe], ganz: bool) -> Antwort {
    let mut problem = Problem::new(OptimizationDirection::Minimize);
    let variables: Vec<_> = spalten
        .iter()
        .map(|spalte| {
            if ganz && let Some(bounds) = small_bounds(spalte) {
                return problem.add_integer_var(float(spalte.gewicht), bounds);
            }
            let von = spalte.von.map_or(f64::NEG_INFINITY, float);
            let bis = spalte.bis.map_or(f64::INFINITY, float);
            problem.add_var(float(spalte.gewicht), (von, bis))
        })
        .collect();
    for (glieder, vergleich, summe) in reihen {
        let terms: Vec<_> = glieder.iter().map(|(spalte, faktor)| (variables[*spalte], float(*faktor))).collect();
        let op = match vergleich {
            Vergleich::Gleich => ComparisonOp::Eq,
            Vergleich::Mindestens => ComparisonOp::Ge,
        };
        problem.add_constraint(&terms[..], op, float(*summe));
    }
    let mut options = SolveOptions::default();
    options.node_limit = ganz.then_some(BRANCHES);
    let solution = match problem.solve_with(options) {
        Ok(outcome) => outcome.into_solution(),
        Err(microlp::Error::Unbounded) => return Antwort::Unbeschraenkt,
        Err(microlp::Error::Infeasible) => return Antwort::Unloesbar,
        Err(_) => return Antwort::Keine,
    };
    let Ok(solution) = solution else { return Antwort::Keine };
    let values: Option<Vec<i64>> = variables.iter().map(|variable| whole(solution.var_value(*variable))).collect();
    match (whole((solution.objective() - 1e-6).ceil()), values) {
        (Some(smallest), Some(values)) => Antwort::Kleinstes(smallest, values),
        _ => Antwort::Keine,
    }
}

/// The bounds of an unknown that is to be whole, where they are near enough.
fn small_bounds(spalte: &Spalte) -> Option<(i32, i32)> {
    Some((i32::try_from(spalte.von?).ok()?, i32::try_from(spalte.bis?).ok()?))
}

#[expect(clippy::cast_precision_loss, reason = "amounts stay below 2^53")]
fn float(value: i64) -> f64 {
    value as f64
}

#[expect(clippy::cast_possible_truncation, reason = "rounded and inside FAR")]
fn whole(value: f64) -> Option<i64> {
    (value.abs() <= FAR).then(|| value.round() as i64)
}
