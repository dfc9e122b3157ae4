//! The workspace: the office's settings and records as files that people edit.
//!
//! [`load`] reads all of them, checks what they say about each other and answers mistakes as a compiler would: file,
//! line, the line itself, what was expected, what was probably meant; all mistakes of all files at once.
//! [`neu_aus_json`] and [`neu_aus_profil`] make a workspace; [`aendern`] changes a record and leaves alone what people
//! wrote beside it.

mod aendern;
mod check;
mod create;
mod de;
mod diagnostic;
mod file;
mod load;
mod parse;
pub mod schema;
mod tree;
mod typed;

pub use aendern::{Unterschied, aendern, is_amount, is_number, neuer_datensatz, unterschiede};
pub use create::{Neu, NeuError, Profil, german_amount, neu_aus_json, neu_aus_profil, sitzungsakte};
pub use diagnostic::{AndereStelle, Fehlerstelle};
pub use file::File;
pub use load::{Arbeitsbereich, EINSTELLUNGEN, EXPORT, Gelesen, RECORDS, load, load_with, read_bytes, read_typed};
pub use parse::LARGEST;
pub use tree::Step;
