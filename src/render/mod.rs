//! Finished texts in, finished files out: PDF by Typst, workbooks.
//!
//! Knows [`crate::present`] only, and does no arithmetic on figures.

pub mod anhang;
pub mod formular;
pub mod html;
pub mod pdf;
pub mod pruefbericht;
pub mod schrift;
pub mod svg;
pub mod terminal;
pub mod vorlagen;
pub mod xlsx;
