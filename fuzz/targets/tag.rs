//! Texts and serial numbers as days and months.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sozialraumbericht_fuzz::domain::{Datum, Quartal};
use sozialraumbericht_fuzz::ingest::mappe::Zellwert;
use sozialraumbericht_fuzz::ingest::tag::{Kalender, read_month};

fuzz_target!(|text: &str| {
    let mut values = vec![Zellwert::Text(text.to_owned())];
    values.extend(text.parse().map(Zellwert::Zahl));
    for serial in [false, true] {
        for from_1904 in [false, true] {
            let kalender = Kalender::new(serial, from_1904, &["31.12.9999".to_owned(), "offen".to_owned()]);
            for value in &values {
                let _ = (kalender.is_open(value), kalender.read(value), read_month(&kalender, value));
            }
        }
    }
    let _ = (Datum::parse(text), text.parse::<Quartal>());
});
