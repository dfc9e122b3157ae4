//! Whole runs and whole files, in one binary: linking typst and polars is slow.

#[path = "all/architecture.rs"]
mod architecture;
#[path = "all/ingest.rs"]
mod ingest;
#[path = "all/workspace.rs"]
mod workspace;
