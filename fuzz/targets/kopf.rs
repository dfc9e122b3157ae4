//! Sheets of texts held against every layout: which one fits, and where the header stands.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sozialraumbericht_fuzz::ingest::kopf;
use sozialraumbericht_fuzz::{LAYOUTS, sheet_of};

fuzz_target!(|text: &str| {
    let mappe = sheet_of(text);
    let _ = kopf::recognise(&mappe.blaetter, &LAYOUTS);
    for layout in LAYOUTS.iter() {
        let _ = mappe.blaetter.iter().map(|blatt| kopf::find(blatt, layout)).count();
    }
});
