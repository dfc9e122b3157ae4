//! Charts: one model that is drawn by Typst, as SVG, and by a workbook.
//!
//! Callers say what there is to see ([`Reihendaten`]: categories, series, values that may be secret or missing, and the
//! message) and how large it is; here places, ticks, labels and the alt text are made of it. The finished [`Schaubild`]
//! serialises to what `templates/teile/schaubild.typ` draws, and keeps the values for native charts.
//!
//! ```
//! use sozialraumbericht::present::schaubild::{self, Kategorie, Punkt, Reihendaten, Stil, ganze};
//!
//! let [vorher, jetzt] = ["2026-Q1", "2026-Q2"].map(|quartal| quartal.parse().expect("a quarter"));
//! let quartale = [vorher, jetzt].map(|quartal| Kategorie::quartal(quartal, jetzt));
//! let daten = Reihendaten::new("Hilfen im Bestand, Achim", "Mehr ambulante Hilfen", ganze, quartale.to_vec())
//!     .reihe("ambulant", Stil::Dunkel, [Punkt::from(128), Punkt::from(148)])
//!     .reihe("stationär", Stil::Hell, [Punkt::Gesperrt, Punkt::from(72)])
//!     .achse("Hilfen");
//! let bild = schaubild::linien(daten, 112, 58);
//! assert!(bild.alt().contains("stationär: gesperrt, 72."));
//! ```

mod alt;
mod bilder;
mod daten;
mod kacheln;
mod linien;
mod modell;
mod platz;
mod saeulen;
mod skala;
mod steigung;
mod streifen;
#[cfg(test)]
mod tests;

pub use alt::Alttext;
pub use bilder::*;
pub use daten::*;
pub use kacheln::{Kachelart, kacheln};
pub use linien::linien;
pub use modell::*;
pub use saeulen::{gestapelt, saeulen};
pub use steigung::steigung;
pub use streifen::{Balken, Streifendaten, streifen};
