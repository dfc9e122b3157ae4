//! Mail: settings of the way out, what a mail holds, and how far it has come.

mod einstellungen;
mod inhalt;
mod zustand;

pub use einstellungen::{Posteinstellungen, Verschluesselung};
pub use inhalt::{Anlagenstand, Mitteilung, Postart, Postinhalt, Termin, message_id};
pub use zustand::{HOECHSTENS_VERSUCHE, Zustand, naechster_versuch};
