//! Every PDF can be archived (PDF/A-3a) and read aloud (PDF/UA-1), says a validator.

use lopdf::Object;
use lopdf::xref::XrefEntry;
use page_validation::{SafetyLimits, ValidationOptions, ValidationProfile, validate_pdf_bytes};

use super::pdf::Pdf;
use super::werkstatt::lauf;

/// The rule that a stream is as long as it says.
const LENGTH_RULE: &str = "ISO 19005-3:2012:6.1.7.1:1";

/// What a validator finds wrong in all PDFs of the run, by one standard.
fn failures(profile: ValidationProfile) -> Vec<String> {
    let limits = SafetyLimits::default().with_max_table_grid_rows(10_000);
    let options = ValidationOptions::default().profile(profile).limits(limits);
    let mut failures = Vec::new();
    for pdf in lauf().pdfs.values() {
        let report = validate_pdf_bytes(&pdf.bytes, &options).expect("a PDF that can be validated");
        assert_eq!(report.profile, profile);
        assert!(report.rules.total > 50, "{}: only {} rules", pdf.pfad, report.rules.total);
        // A known false alarm. The validator measures a stream backwards from `endstream`; if the last byte of the
        // compressed data happens to be 0x0D, it takes this byte and the line feed behind it for one end of line and
        // finds the stream one byte too short. Compressed data end with any byte, so one stream in 256 is hit.
        // PDF 32000-1, 7.3.8.2 counts forwards: /Length bytes, then an end of line, then `endstream`. So we do that.
        let alarm = |rule: &str| rule == LENGTH_RULE && streams_of_wrong_length(&pdf.bytes, pdf).is_empty();
        let real = report.failures.iter().filter(|failure| !alarm(&failure.rule_id));
        failures.extend(real.map(|failure| format!("{}: {failure}", pdf.pfad)));
    }
    failures
}

/// Streams behind whose /Length bytes there is no end of line with `endstream`.
fn streams_of_wrong_length(bytes: &[u8], pdf: &Pdf) -> Vec<u32> {
    let mut wrong = Vec::new();
    for (number, entry) in &pdf.document.reference_table.entries {
        let XrefEntry::Normal { offset, generation } = entry else { continue };
        let Ok(Object::Stream(stream)) = pdf.document.get_object((*number, *generation)) else { continue };
        let length = pdf.resolve(stream.dict.get(b"Length").expect("a length")).as_i64().expect("a number");
        let start = start_of_data(bytes, usize::try_from(*offset).expect("an offset"));
        let rest = &bytes[start + usize::try_from(length).expect("a length")..];
        let ends = [&b"\nendstream"[..], b"\r\nendstream", b"\rendstream"];
        if !ends.iter().any(|end| rest.starts_with(end)) {
            wrong.push(*number);
        }
    }
    wrong
}

/// Where the data of the stream object begin that stands at `offset`.
fn start_of_data(bytes: &[u8], offset: usize) -> usize {
    let rest = &bytes[offset..];
    let dictionary_end = |at: &usize| rest[..*at].trim_ascii_end().ends_with(b">>");
    let found =
        rest.windows(6).enumerate().filter(|(_, word)| *word == b"stream").map(|(at, _)| at).find(dictionary_end);
    let data = offset + found.expect("the word stream") + b"stream".len();
    if bytes[data..].starts_with(b"\r\n") { data + 2 } else { data + 1 }
}

#[test]
fn every_pdf_can_be_archived_as_pdf_a_3a() {
    let failures = failures(ValidationProfile::PdfA3a);
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn every_pdf_is_accessible_by_pdf_ua_1() {
    let failures = failures(ValidationProfile::PdfUa1);
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Else the exception for the false alarm would let everything through.
#[test]
fn a_stream_of_wrong_length_is_noticed() {
    let pdf = lauf().pdfs.values().next().expect("a PDF");
    assert_eq!(streams_of_wrong_length(&pdf.bytes, pdf), Vec::<u32>::new());
    let mut longer = pdf.bytes.clone();
    let end = longer.windows(10).position(|word| word == b"\nendstream").expect("a stream");
    // Its length still says what it said, but the data go on where the end should be.
    longer[end] = b'x';
    assert_eq!(streams_of_wrong_length(&longer, pdf).len(), 1);
}
