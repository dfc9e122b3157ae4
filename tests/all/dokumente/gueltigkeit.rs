//! Every PDF can be archived (PDF/A-3a) and read aloud (PDF/UA-1), says a validator.

use lopdf::Object;
use lopdf::xref::XrefEntry;
use page_validation::{SafetyLimits, ValidationOptions, ValidationProfile, validate_pdf_bytes};

use super::pdf::Pdf;
use super::werkstatt::lauf;

/// The rule that a stream is as long as it says.
const LENGTH_RULE: &str = "ISO 19005-3:2012:6.1.7.1:1";

/// What a validator finds wrong in a PDF, by one standard.
pub(crate) fn failures(pdf: &Pdf, bytes: &[u8], profile: ValidationProfile) -> Vec<String> {
    let limits = SafetyLimits::default().with_max_table_grid_rows(10_000);
    let options = ValidationOptions::default().profile(profile).limits(limits);
    let report = validate_pdf_bytes(bytes, &options).expect("a PDF that can be validated");
    assert_eq!(report.profile, profile);
    assert!(report.rules.total > 50, "{}: only {} rules", pdf.pfad, report.rules.total);
    // A known false alarm. The validator measures a stream backwards from `endstream`; if the last byte of the
    // compressed data happens to be 0x0D, it takes this byte and the line feed behind it for one end of line and
    // finds the stream one byte too short. Compressed data end with any byte, so one stream in 256 is hit.
    // PDF 32000-1, 7.3.8.2 counts forwards: /Length bytes, then an end of line, then `endstream`. So we do that.
    let is_false_alarm = |rule: &str| {
        let streams = || streams(bytes, pdf);
        rule == LENGTH_RULE && streams().all(|stream| stream.is_whole) && streams().any(|stream| stream.ends_with_0x0d)
    };
    let real = report.failures.iter().filter(|failure| !is_false_alarm(&failure.rule_id));
    real.map(|failure| format!("{}: {failure}", pdf.pfad)).collect()
}

/// The same for all PDFs of the run.
fn failures_of_all(profile: ValidationProfile) -> String {
    let pdfs = lauf().pdfs.values();
    pdfs.flat_map(|pdf| failures(pdf, &pdf.bytes, profile)).collect::<Vec<_>>().join("\n")
}

/// A stream as the file has it.
struct Strom {
    /// Behind its /Length bytes stand an end of line and `endstream`.
    is_whole: bool,
    ends_with_0x0d: bool,
}

/// Every stream of a file, read forwards by its /Length.
fn streams<'a>(bytes: &'a [u8], pdf: &'a Pdf) -> impl Iterator<Item = Strom> + 'a {
    pdf.document.reference_table.entries.iter().filter_map(|(number, entry)| {
        let XrefEntry::Normal { offset, generation } = entry else { return None };
        let Ok(Object::Stream(stream)) = pdf.document.get_object((*number, *generation)) else { return None };
        let length = pdf.resolve(stream.dict.get(b"Length").expect("a length")).as_i64().expect("a number");
        let start = start_of_data(bytes, usize::try_from(*offset).expect("an offset"));
        let (data, rest) = bytes[start..].split_at(usize::try_from(length).expect("a length"));
        let ends = [&b"\nendstream"[..], b"\r\nendstream", b"\rendstream"];
        let is_whole = ends.iter().any(|end| rest.starts_with(end));
        Some(Strom { is_whole, ends_with_0x0d: data.ends_with(b"\r") })
    })
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
    assert_eq!(failures_of_all(ValidationProfile::PdfA3a), "");
}

#[test]
fn every_pdf_is_accessible_by_pdf_ua_1() {
    assert_eq!(failures_of_all(ValidationProfile::PdfUa1), "");
}

/// Else the two tests above would prove nothing.
#[test]
fn a_pdf_that_only_claims_another_standard_is_noticed() {
    let pdf = lauf().pdf("budgetuebersicht-achim.pdf");
    for (claim, wrong, profile) in [
        ("<pdfaid:part>3<", "<pdfaid:part>1<", ValidationProfile::PdfA3a),
        ("<pdfuaid:part>1<", "<pdfuaid:part>2<", ValidationProfile::PdfUa1),
    ] {
        let mut bytes = pdf.bytes.clone();
        let at = bytes.windows(claim.len()).position(|word| word == claim.as_bytes()).expect("the claim");
        bytes[at..at + wrong.len()].copy_from_slice(wrong.as_bytes());
        assert_eq!(failures(pdf, &bytes, profile).len(), 1, "{claim}");
    }
}

/// Else the exception for the false alarm would let everything through.
#[test]
fn a_stream_of_wrong_length_is_noticed() {
    let pdf = lauf().pdfs.values().next().expect("a PDF");
    assert!(streams(&pdf.bytes, pdf).count() > 5 && streams(&pdf.bytes, pdf).all(|stream| stream.is_whole));
    let mut longer = pdf.bytes.clone();
    let end = longer.windows(10).position(|word| word == b"\nendstream").expect("a stream");
    // Its length still says what it said, but the data go on where the end should be.
    longer[end] = b'x';
    assert_eq!(streams(&longer, pdf).filter(|stream| !stream.is_whole).count(), 1);
}
