//! All integration tests in one binary.

#[path = "all/workspace.rs"]
mod workspace;
