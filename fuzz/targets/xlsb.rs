//! Workbooks as .xlsb, from their bytes to every cell.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sozialraumbericht_fuzz::{XLSB, archive_of, read_workbook};

fuzz_target!(|bytes: &[u8]| read_workbook("kosten_2026-Q1.xlsb", &archive_of(XLSB, bytes)));
