//! Finished texts in, finished files out: PDF by Typst, workbooks, pages, calendars, texts of mails.
//!
//! Knows [`crate::present`] only, and does no arithmetic on figures.

pub mod anhang;
pub mod formular;
pub mod html;
pub mod kalender;
pub mod pdf;
pub mod post;
pub mod pruefbericht;
pub mod schrift;
pub mod svg;
pub mod terminal;
pub mod vorlagen;
pub mod xlsx;
