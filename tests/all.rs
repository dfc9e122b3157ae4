//! The one integration binary: a module for each stage.

#[path = "all/ingest.rs"]
mod ingest;
