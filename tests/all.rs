//! Whole runs and whole files, in one binary: linking typst and polars is slow.

#[path = "all/anlagen.rs"]
mod anlagen;
#[path = "all/architecture.rs"]
mod architecture;
#[path = "all/dokumente.rs"]
mod dokumente;
#[path = "all/ingest.rs"]
mod ingest;
#[path = "all/merkmale.rs"]
mod merkmale;
#[path = "all/workspace.rs"]
mod workspace;
