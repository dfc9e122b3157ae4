//! How the cells of an opened file pass from the process that reads it to the one that checks them.
//!
//! Bytes on a pipe; nothing of it ever lies in a file. A delivery has millions of cells, so the encoding is as short
//! as can be and is read while it is still being written; what is in it is derived from the types.

mod lesen;
mod schreiben;
mod werte;

use std::fmt;
use std::io::{self, Read, Write};

use serde::{Deserialize, Serialize};

use super::mappe::Mappe;
use super::oeffnen::Hindernis;
pub use werte::{datum, zahl};

/// Who answers: another version might mean something else by the same bytes.
const PROGRAMM: &str = concat!("sozialraumbericht ", env!("CARGO_PKG_VERSION"), "\n");

/// Writes what opening a file gave.
///
/// # Errors
///
/// Fails where nobody reads any more.
pub fn write(mut out: impl Write, ergebnis: &Result<Mappe, Hindernis>) -> io::Result<()> {
    out.write_all(PROGRAMM.as_bytes())?;
    ergebnis.serialize(&mut schreiben::Schreiber { out: &mut out }).map_err(io::Error::other)
}

/// Why there is no whole answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeineAntwort {
    /// The bytes end too early or mean nothing.
    Unvollstaendig,
    /// Another program answers.
    Fremd,
}

/// Reads what opening a file gave.
///
/// # Errors
///
/// Fails where the bytes are no whole answer of this program.
pub fn read(mut source: impl Read) -> Result<Result<Mappe, Hindernis>, KeineAntwort> {
    let mut programm = [0; PROGRAMM.len()];
    source.read_exact(&mut programm).map_err(|_| KeineAntwort::Unvollstaendig)?;
    if programm != PROGRAMM.as_bytes() {
        return Err(KeineAntwort::Fremd);
    }
    let mut leser = lesen::Leser::new(source);
    let ergebnis = Deserialize::deserialize(&mut leser).map_err(|_| KeineAntwort::Unvollstaendig)?;
    if leser.is_at_end() { Ok(ergebnis) } else { Err(KeineAntwort::Unvollstaendig) }
}

/// What does not fit the encoding. Nobody sees its text.
#[derive(Debug)]
struct Kodierfehler(String);

impl fmt::Display for Kodierfehler {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Kodierfehler {}

impl serde::ser::Error for Kodierfehler {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

impl serde::de::Error for Kodierfehler {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

impl From<io::Error> for Kodierfehler {
    fn from(cause: io::Error) -> Self {
        Self(cause.to_string())
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use rust_decimal::Decimal;

    use super::super::mappe::{Blatt, Rohzeile, Zelle, Zellwert};
    use super::*;

    fn written(ergebnis: &Result<Mappe, Hindernis>) -> Vec<u8> {
        let mut bytes = Vec::new();
        write(&mut bytes, ergebnis).expect("written");
        bytes
    }

    fn mappe() -> Mappe {
        let texts = ["", "t", "Ümläut €\u{0}\"\\\n\u{1f600}"].map(str::to_owned);
        let long = Zellwert::Text("ß".repeat(100_000));
        let numbers = ["0", "-0.00", "-1.50", "79228162514264337593543950335", "0.0000000000000000000000000001"]
            .map(|number| Zellwert::Zahl(number.parse::<Decimal>().expect("a number")));
        let days = [NaiveDate::MIN, NaiveDate::MAX, NaiveDate::from_ymd_opt(2026, 2, 28).expect("a day")];
        let others = [long, Zellwert::Wahr(true), Zellwert::Wahr(false), Zellwert::Fehlerwert("#BEZUG!".into())];
        let werte = texts.map(Zellwert::Text).into_iter().chain(numbers).chain(days.map(Zellwert::Datum)).chain(others);
        let zellen: Vec<_> = (0..).step_by(1000).zip(werte).map(|(spalte, wert)| Zelle { spalte, wert }).collect();
        let zeilen = vec![Rohzeile { nummer: u32::MAX, zellen }, Rohzeile::default()];
        let blatt = Blatt { name: "Kosten".to_owned(), versteckt: true, zeilen, ..Blatt::default() };
        Mappe { blaetter: vec![blatt, Blatt::default()], ab_1904: true, ..Mappe::default() }
    }

    #[test]
    fn every_kind_of_value_comes_back_as_it_was() {
        let ergebnis = Ok(mappe());
        let back = read(&*written(&ergebnis)).expect("a whole answer");
        assert_eq!(back, ergebnis);
        // Equal numbers may still be written in different ways.
        assert_eq!(format!("{back:?}"), format!("{ergebnis:?}"));
    }

    #[test]
    fn every_reason_comes_back_as_it_was() {
        for hindernis in [
            Hindernis::KeinZugriff("kein Zugriff".to_owned()),
            Hindernis::FalscheArt("ein PDF".into()),
            Hindernis::Beschaedigt,
            Hindernis::ZuGross,
            Hindernis::Speicher,
        ] {
            let ergebnis = Err(hindernis);
            assert_eq!(read(&*written(&ergebnis)), Ok(ergebnis));
        }
    }

    #[test]
    fn what_is_cut_off_or_goes_on_is_no_answer() {
        let bytes = written(&Ok(Mappe { blaetter: vec![Blatt::default()], ab_1904: false, ..Mappe::default() }));
        for length in 0..bytes.len() {
            assert_eq!(read(&bytes[..length]), Err(KeineAntwort::Unvollstaendig), "{length}");
        }
        let more = [&*bytes, b"x"].concat();
        assert_eq!(read(&*more), Err(KeineAntwort::Unvollstaendig));
        assert_eq!(read(&b"sozialraumbericht 0.0.0-alt und noch viel mehr"[..]), Err(KeineAntwort::Fremd));
    }

    #[test]
    fn a_length_that_nothing_follows_takes_no_memory() {
        // Ok, and then a list of 2^63 sheets or a name of 2^63 bytes.
        for start in [&[0][..], &[0, 1]] {
            let mut bytes = PROGRAMM.as_bytes().to_vec();
            bytes.extend(start);
            bytes.extend([0xff; 8]);
            bytes.push(0x7f);
            assert_eq!(read(&*bytes), Err(KeineAntwort::Unvollstaendig));
        }
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_are_a_panic(rest: Vec<u8>) {
            let mut bytes = PROGRAMM.as_bytes().to_vec();
            bytes.extend(rest);
            let _ = read(&*bytes);
        }
    }
}
