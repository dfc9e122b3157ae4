//! Finished texts and files out of the house: mails as files or over a mail server.
//!
//! Knows [`crate::present`] and what it is made from, and nothing of how mails are chosen or remembered. The only place
//! that knows the library of mail.

pub mod nachricht;
pub mod smtp;
pub mod zugang;

pub use nachricht::{Beilage, Nachricht, Person};
pub use smtp::{Antwort, Leitung, Server, Takt};
pub use zugang::Zugang;
