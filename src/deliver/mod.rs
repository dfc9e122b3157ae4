//! Finished texts and files out of the house: mails with their appointments, as files or over a mail server.
//!
//! Knows [`crate::present`] and what it is made from, and nothing of how mails are chosen or remembered. The only place
//! that knows the libraries of mail and calendar.

pub mod kalender;
pub mod nachricht;
pub mod smtp;
mod zeit;
pub mod zugang;

pub use kalender::{Kalendertermin, kalender};
pub use nachricht::{Beilage, Nachricht, Person};
pub use smtp::{Antwort, Leitung, Server, Takt};
pub use zugang::Zugang;
