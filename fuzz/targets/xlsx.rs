//! Workbooks as .xlsx, from their bytes to every cell.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sozialraumbericht_fuzz::{XLSX, archive_of, read_workbook};

fuzz_target!(|bytes: &[u8]| read_workbook("kosten_2026-Q1.xlsx", &archive_of(XLSX, bytes)));
