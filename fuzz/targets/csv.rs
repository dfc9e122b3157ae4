//! Tables as text, from their bytes to every cell.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sozialraumbericht_fuzz::read_all;

fuzz_target!(|bytes: &[u8]| read_all("kosten_2026-Q1.csv", bytes));
