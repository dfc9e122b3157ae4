//! Whole runs and whole files, in one binary: linking typst and polars is slow.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "helpers of tests fail by panicking, write files that are to be found, and read what other libraries hand out"
)]

#[path = "all/anlagen.rs"]
mod anlagen;
#[path = "all/arbeitsbereich.rs"]
mod arbeitsbereich;
#[path = "all/arbeitsmappe.rs"]
mod arbeitsmappe;
#[path = "all/architecture.rs"]
mod architecture;
#[path = "all/ausfall.rs"]
mod ausfall;
#[path = "all/befehle.rs"]
mod befehle;
#[path = "all/dokumente.rs"]
mod dokumente;
#[path = "all/faellig.rs"]
mod faellig;
#[path = "all/feindlich.rs"]
mod feindlich;
#[path = "all/formulare.rs"]
mod formulare;
#[path = "all/geschichte.rs"]
mod geschichte;
#[path = "all/herkunft.rs"]
mod herkunft;
#[path = "all/ingest.rs"]
mod ingest;
#[path = "all/jahr.rs"]
mod jahr;
#[path = "all/jha.rs"]
mod jha;
#[path = "all/kennzahlen.rs"]
mod kennzahlen;
#[path = "all/massnahmen.rs"]
mod massnahmen;
#[path = "all/merkmale.rs"]
mod merkmale;
#[path = "all/offenlegung.rs"]
mod offenlegung;
#[path = "all/post.rs"]
mod post;
#[path = "all/pruefbericht.rs"]
mod pruefbericht;
#[path = "all/quartalsdaten.rs"]
mod quartalsdaten;
#[path = "all/rechenprobe.rs"]
mod rechenprobe;
#[path = "all/schaubilder.rs"]
mod schaubilder;
#[path = "all/sitzungen.rs"]
mod sitzungen;
#[path = "all/vergleich.rs"]
mod vergleich;
#[path = "all/workspace.rs"]
mod workspace;
