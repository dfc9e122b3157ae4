//! Properties that somebody gave a document: forms say by them which form they are.
//!
//! Only names and plain values are taken, few and short; nothing is expanded or followed.

use std::io::{BufReader, Cursor, Read};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use zip::ZipArchive;

/// More of the part is not looked at.
const MOST_BYTES: u64 = 1 << 20;
/// More properties are not kept.
const MOST: usize = 100;
/// Longer names and values are not kept.
const LONGEST: usize = 1000;

/// The properties of an .xlsx or .xlsm file.
pub fn of_xlsx(bytes: &[u8]) -> Vec<(String, String)> {
    read(bytes, "docProps/custom.xml", "property", "name")
}

/// The properties of an .ods file.
pub fn of_ods(bytes: &[u8]) -> Vec<(String, String)> {
    read(bytes, "meta.xml", "user-defined", "name")
}

/// The texts in the elements of a name, each with the value of an attribute.
fn read(bytes: &[u8], part: &str, element: &str, attribute: &str) -> Vec<(String, String)> {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return Vec::new() };
    let Ok(file) = archive.by_name(part) else { return Vec::new() };
    let mut xml = Reader::from_reader(BufReader::new(file.take(MOST_BYTES)));
    xml.config_mut().check_end_names = false;
    let mut found: Vec<(String, String)> = Vec::new();
    let mut open: Option<(String, String)> = None;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer) {
            Ok(Event::Start(start)) if start.local_name().as_ref() == element => {
                open = name_of(&start, attribute).map(|name| (name, String::new()));
            }
            Ok(Event::Text(text)) => {
                if let Some((_, value)) = &mut open
                    && value.len() <= LONGEST
                {
                    value.push_str(&text.xml10_content());
                }
            }
            Ok(Event::GeneralRef(reference)) => {
                if let (Some((_, value)), Some(c)) = (&mut open, character(&reference)) {
                    value.push(c);
                }
            }
            Ok(Event::End(end)) if end.local_name().as_ref() == element => {
                found.extend(open.take().filter(|(name, value)| name.len() <= LONGEST && value.len() <= LONGEST));
            }
            Ok(Event::Eof) | Err(_) => return found,
            Ok(_) => {}
        }
        if found.len() >= MOST {
            return found;
        }
    }
}

/// The character that a reference stands for, as far as texts of forms hold any.
fn character(reference: &str) -> Option<char> {
    match reference {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        number => char::from_u32(number.strip_prefix('#')?.parse().ok()?),
    }
}

/// An attribute as text; prefixes of names do not matter.
fn name_of(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    let attribute =
        attributes.with_checks(false).flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    attribute.normalized_value(XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn archive(part: &str, text: &str) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file(part, zip::write::SimpleFileOptions::default()).expect("a part");
        zip.write_all(text.as_bytes()).expect("its text");
        zip.finish().expect("an archive").into_inner()
    }

    #[test]
    fn properties_of_both_kinds_of_workbook_are_read() {
        let xlsx = archive(
            "docProps/custom.xml",
            r#"<Properties xmlns:vt="x"><property fmtid="{D}" pid="2" name="Formular"><vt:lpwstr>antragsbogen/1</vt:lpwstr></property></Properties>"#,
        );
        assert_eq!(of_xlsx(&xlsx), [("Formular".to_owned(), "antragsbogen/1".to_owned())]);
        let ods = archive(
            "meta.xml",
            r#"<o:meta><meta:user-defined meta:name="Ma&#223;nahme">A&amp;B</meta:user-defined></o:meta>"#,
        );
        assert_eq!(of_ods(&ods), [("Maßnahme".to_owned(), "A&B".to_owned())]);
    }

    #[test]
    fn what_is_no_such_part_has_no_properties() {
        assert!(of_xlsx(b"PK").is_empty());
        assert!(of_ods(&archive("meta.xml", "<o:meta><meta:user-defined meta:name=")).is_empty());
        let many: String = (0..500).map(|n| format!(r#"<property name="p{n}"><a>{n}</a></property>"#)).collect();
        assert_eq!(of_xlsx(&archive("docProps/custom.xml", &many)).len(), MOST);
    }
}
