//! Reporting of German youth-welfare offices by Sozialraum.

#![forbid(unsafe_code)]

pub mod aggregate;
pub mod cli;
pub mod domain;
pub mod error;
pub mod finding;
pub mod plan;
pub mod present;
pub mod render;
pub mod store;
