//! Nouns of law and administration, amounts, periods and formulas.
//!
//! Depends on nothing else in this crate. Everything here is plain data or a pure function; reading,
//! keeping and showing are the business of later stages.

pub mod abrechnung;
pub mod amt;
pub mod angabe;
pub mod angebot;
pub mod auswertung;
pub mod befundregeln;
pub mod bescheidregeln;
pub mod betrag;
pub mod bewertung;
pub mod bewilligung;
pub mod budget;
pub mod budgetrest;
pub mod datum;
pub mod evaluation;
pub mod export;
pub mod farbe;
pub mod festlegung;
pub mod formeln;
pub mod gegenrechnung;
pub mod herkunft;
pub mod id;
pub mod jha;
pub mod kennung;
pub mod kennzahlen;
pub mod korrektur;
pub mod kriterien;
pub mod lebenslauf;
pub mod lesegrenzen;
pub mod lieferung;
pub mod massnahme;
pub mod massnahmenregeln;
pub mod nachweis;
pub mod pruefsumme;
pub mod raum;
pub mod reihe;
pub mod robust;
pub mod sitzung;
pub mod stammdaten;
pub mod text;
pub mod umschichtung;
pub mod veraenderung;
pub mod vergleich;
pub mod vergleichsgrenzen;
pub mod vorgeschichte;
pub mod zeilen;
pub mod zeitraum;
pub mod zelle;
pub mod zielgruppe;
pub mod zuwendung;

pub use angabe::Angabe;
pub use befundregeln::Befundregeln;
pub use betrag::Betrag;
pub use datum::Datum;
pub use id::{HilfeartId, MassnahmeId, RaumId, RegionId, TraegerId};
pub use stammdaten::Stammdaten;
pub use zeitraum::{Halbjahr, Quartal};
pub use zielgruppe::Zielgruppe;
