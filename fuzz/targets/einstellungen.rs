//! Settings and records: any bytes become a value or mistakes with their places, and each mistake can be shown.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sozialraumbericht_fuzz::domain::amt::Einstellungen;
use sozialraumbericht_fuzz::domain::export::Exportlayout;
use sozialraumbericht_fuzz::domain::massnahme::Massnahme;
use sozialraumbericht_fuzz::workspace::{Gelesen, read_bytes};

fuzz_target!(|bytes: &[u8]| {
    show(read_bytes::<Einstellungen>("sozialraumbericht.toml", bytes.to_vec()));
    show(read_bytes::<Massnahme>("data/massnahmen/x.toml", bytes.to_vec()));
    show(read_bytes::<Exportlayout>("data/stammdaten/export/x.toml", bytes.to_vec()));
});

fn show<T>(read: Result<Gelesen<T>, Vec<sozialraumbericht_fuzz::workspace::Fehlerstelle>>) {
    for place in read.err().unwrap_or_default() {
        let _ = place.render(false);
    }
}
