//! Workbooks as .xls, from their bytes to every cell. Inputs are whole files, or the stream of records within one.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sozialraumbericht_fuzz::{bauen, read_workbook};

/// So many sectors fit into the files that are built here.
const MOST: usize = 120 * 512;

fuzz_target!(|bytes: &[u8]| {
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) || bytes.len() > MOST {
        return read_workbook("kosten_2026-Q1.xls", bytes);
    }
    let mut stream = bytes.to_vec();
    stream.resize(4096.max(stream.len().next_multiple_of(512)), 0);
    read_workbook("kosten_2026-Q1.xls", &bauen::ole(&stream, |_| {}));
});
