//! Finished texts in, finished files out: PDF by Typst, workbooks, texts of mails.
//!
//! Knows [`crate::present`] only, and does no arithmetic on figures.

pub mod anhang;
pub mod pdf;
pub mod post;
pub mod pruefbericht;
pub mod schrift;
pub mod terminal;
pub mod vorlagen;
pub mod xlsx;
