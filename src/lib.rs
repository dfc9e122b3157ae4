//! Reporting of German youth-welfare offices by Sozialraum.

#![forbid(unsafe_code)]

pub mod domain;
pub mod finding;
pub mod ingest;
pub mod rules;
