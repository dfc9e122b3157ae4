//! Texts as amounts: whatever is read as an amount is shown as text that is read as the same amount.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sozialraumbericht_fuzz::ingest::betrag;
use sozialraumbericht_fuzz::ingest::mappe::Zellwert;

fuzz_target!(|text: &str| {
    if let Ok(amount) = betrag::parse(text) {
        assert_eq!(betrag::parse(&amount.to_string().replace('.', ",")), Ok(amount), "{text:?}");
    }
    let _ = betrag::read(&Zellwert::Text(text.to_owned()));
    if let Ok(number) = text.parse() {
        let _ = betrag::read(&Zellwert::Zahl(number));
    }
});
