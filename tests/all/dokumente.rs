//! The finished documents of a whole run over the sample office: what a Landrat, a Träger, a screen reader and an
//! archive get, read back from the files and compared with what they were made from.

#[path = "dokumente/aemter.rs"]
mod aemter;
#[path = "dokumente/gleichheit.rs"]
mod gleichheit;
#[path = "dokumente/gueltigkeit.rs"]
pub(crate) mod gueltigkeit;
#[path = "dokumente/kanarienvoegel.rs"]
mod kanarienvoegel;
#[path = "dokumente/pdf.rs"]
pub(crate) mod pdf;
#[path = "dokumente/schrift.rs"]
mod schrift;
#[path = "dokumente/struktur.rs"]
pub(crate) mod struktur;
#[path = "dokumente/texte.rs"]
mod texte;
#[path = "dokumente/uebersicht.rs"]
mod uebersicht;
#[path = "dokumente/vorlagen.rs"]
mod vorlagen;
#[path = "dokumente/werkstatt.rs"]
mod werkstatt;
#[path = "dokumente/zahlen.rs"]
mod zahlen;
