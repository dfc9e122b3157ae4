//! Reporting of German youth-welfare offices by Sozialraum.
//!
//! The folders are the pipeline, in this order; each knows only what stands before it (a test checks it):
//!
//! | module | does |
//! |---|---|
//! | [`domain`] | nouns of law and administration, amounts, periods, formulas |
//! | [`error`], [`finding`] | what went wrong here; what is wrong in a delivery |
//! | [`workspace`] | the office's settings and records as files |
//! | [`ingest`] | deliveries: open, find the header, cells to values with their places |
//! | [`rules`] | one file per rule: what makes a finding |
//! | [`store`] | deliveries, runs and outputs, kept |
//! | [`aggregate`] | rows in, typed figures out |
//! | [`disclosure`] | which figures may be shown to whom |
//! | [`present`] | one struct per document: finished German strings |
//! | [`render`] | PDF, page, workbook, terminal |
//! | [`cli`], [`plan`], [`pipeline`] | words typed, the resolved run, the stages in their order |
//!
//! # Glossary
//!
//! - **Sozialraum**: a municipality or part of one that is steered as a unit; **Region**: a group of them;
//!   **Raum**: either a Sozialraum or one of the buckets `kreisweit` and `ohne`.
//! - **WJH**: Wirtschaftliche Jugendhilfe, the finance department that delivers the files.
//! - **Maßnahme**: a measure of fallübergreifende Gemeinwesenarbeit (**GWA**), paid from a Sozialraumbudget.
//! - **Hilfeart**: kind of Hilfe in a single case by paragraph of SGB VIII; **Hilfegruppe**: ambulant, teilstationär,
//!   stationär.
//! - **verfügbar, bewilligt, Ist, gebunden, frei, Auslastung, Bindungsquote, Hochrechnung**: see [`domain::formeln`].
//! - **Bestand** (cases): Hilfen running at the end of a day; **Bestand** (store): the accepted deliveries.
//! - **primär, sekundär unterdrückt**: not shown because of what it is; because others could be worked out from it.
//! - **Stichtag**: last day of the quarter. **Stand**: the day up to which something is known.

#![forbid(unsafe_code)]
#![cfg_attr(
    test,
    allow(
        clippy::disallowed_methods,
        clippy::disallowed_types,
        reason = "tests write files that are to be found, and make cells as other programs hold them"
    )
)]

pub mod aggregate;
pub mod cli;
pub mod disclosure;
pub mod domain;
pub mod error;
pub mod finding;
pub mod ingest;
pub mod pipeline;
pub mod plan;
pub mod present;
pub mod render;
pub mod rules;
pub mod store;
pub mod workspace;

/// The checkout that the tests run in, as cargo names it when it starts them: the compiled-in path may belong to
/// another checkout that shared the target folder.
#[cfg(test)]
pub(crate) fn checkout() -> &'static std::path::Path {
    static CHECKOUT: std::sync::LazyLock<std::path::PathBuf> =
        std::sync::LazyLock::new(|| std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default().into());
    &CHECKOUT
}
