//! Whole workbooks, small and made here: what is put in, and that all else stays.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::{has_macros, is_about, marked, only_list};
use crate::present::pruefbericht::tests::{Befund, befund as found};
use crate::present::pruefbericht::{Pruefbericht, Schwere};

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

type Parts = Vec<(String, Vec<u8>)>;

fn package(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(name.as_str(), SimpleFileOptions::default()).expect("a part");
        writer.write_all(bytes).expect("written");
    }
    writer.finish().expect("a package").into_inner()
}

fn parts_of(bytes: &[u8]) -> Parts {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a package");
    (0..archive.len())
        .map(|place| {
            let mut part = archive.by_index(place).expect("a part");
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).expect("read");
            (String::from_utf8(part.name_raw().to_vec()).expect("a name"), bytes)
        })
        .collect()
}

fn text<'a>(parts: &'a Parts, name: &str) -> &'a str {
    let found = parts.iter().find(|(part, _)| part == name);
    let (_, bytes) = found.unwrap_or_else(|| panic!("no part {name}: {:?}", names(parts)));
    std::str::from_utf8(bytes).expect("text")
}

fn names(parts: &Parts) -> Vec<&str> {
    parts.iter().map(|(name, _)| name.as_str()).collect()
}

fn relation(id: &str, kind: &str, target: &str) -> String {
    format!("<Relationship Id=\"{id}\" Type=\"{RELATIONS}/{kind}\" Target=\"{target}\"/>")
}

fn relations(lines: &[String]) -> Vec<u8> {
    format!("<Relationships xmlns=\"{PACKAGE}/relationships\">{}</Relationships>", lines.concat()).into_bytes()
}

const STYLES: &str = concat!(
    "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><fonts count=\"1\"><font/></fonts>",
    "<fills count=\"2\"><fill/><fill/></fills><borders count=\"1\"><border/></borders>",
    "<cellXfs count=\"2\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/><xf numFmtId=\"4\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellXfs></styleSheet>"
);

/// A workbook with two sheets, macros, a defined name, and on its first sheet a comment, a table and a chart.
fn workbook() -> Parts {
    let sheet = format!(
        concat!(
            "<worksheet xmlns=\"{}\" xmlns:r=\"{}\"><sheetViews><sheetView tabSelected=\"1\" workbookViewId=\"0\"/></sheetViews>",
            "<cols><col min=\"1\" max=\"2\" width=\"20\"/></cols><sheetData>",
            "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"inlineStr\"><is><t>Betrag</t></is></c></row>",
            "<row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"B2\" s=\"1\"><f>A2*2</f><v>2</v></c></row></sheetData>",
            "<sheetProtection sheet=\"1\"/><drawing r:id=\"rId1\"/><legacyDrawing r:id=\"rId2\"/><tableParts count=\"1\"><tablePart r:id=\"rId4\"/></tableParts></worksheet>"
        ),
        MAIN, RELATIONS
    );
    let comments = format!(
        "<comments xmlns=\"{MAIN}\"><authors><author>WJH</author></authors><commentList><comment ref=\"A1\" authorId=\"0\"><text><t>alt</t></text></comment></commentList></comments>"
    );
    let part = |name: &str, text: &str| (name.to_owned(), text.as_bytes().to_vec());
    vec![
        part(
            "[Content_Types].xml",
            &format!(
                "<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"vml\" ContentType=\"x\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.ms-excel.sheet.macroEnabled.main+xml\"/></Types>"
            ),
        ),
        ("_rels/.rels".to_owned(), relations(&[relation("rId1", "officeDocument", "/xl/workbook.xml")])),
        part(
            "xl/workbook.xml",
            &format!(
                "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><bookViews><workbookView activeTab=\"0\"/></bookViews><sheets><sheet name=\"Kosten &amp; mehr\" sheetId=\"3\" r:id=\"rId1\"/><sheet name=\"befunde\" sheetId=\"7\" state=\"hidden\" r:id=\"rId2\"/></sheets><definedNames><definedName name=\"_xlnm.Print_Titles\" localSheetId=\"1\">befunde!$1:$1</definedName></definedNames></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels".to_owned(),
            relations(&[
                relation("rId1", "worksheet", "/xl/worksheets/sheet1.xml"),
                relation("rId2", "worksheet", "worksheets/sheet2.xml"),
                relation("rId3", "styles", "styles.xml"),
            ]),
        ),
        part("xl/worksheets/sheet1.xml", &sheet),
        part(
            "xl/worksheets/sheet2.xml",
            &format!("<worksheet xmlns=\"{MAIN}\"><sheetData><row><c><v>5</v></c></row></sheetData></worksheet>"),
        ),
        (
            "xl/worksheets/_rels/sheet1.xml.rels".to_owned(),
            relations(&[
                relation("rId1", "drawing", "../drawings/drawing1.xml"),
                relation("rId2", "vmlDrawing", "../drawings/vmlDrawing1.vml"),
                relation("rId3", "comments", "../comments1.xml"),
                relation("rId4", "table", "../tables/table1.xml"),
            ]),
        ),
        part("xl/comments1.xml", &comments),
        part("xl/drawings/vmlDrawing1.vml", "<xml><v:shape id=\"_x0000_s1030\"/><br></xml>"),
        part("xl/drawings/drawing1.xml", "<wsDr/>"),
        part("xl/charts/chart1.xml", "<chartSpace/>"),
        part("xl/tables/table1.xml", "<table/>"),
        part("xl/styles.xml", STYLES),
        part("xl/vbaProject.bin", "\u{1}\u{2}Makros"),
        part("xl/calcChain.xml", "<calcChain/>"),
    ]
}

fn befund(regel: &'static str, schwere: Schwere, blatt: &str, zelle: &str) -> Befund {
    Befund { gelesen: "s. <Anlage>".to_owned(), ..found(regel, schwere, Some(blatt), &[zelle]) }
}

fn bericht(befunde: &[Befund]) -> Pruefbericht {
    Pruefbericht::new("Kosten.xlsm", "2026-Q2/Kosten.xlsm", befunde)
}

const SHEET: &str = "Kosten & mehr";

#[test]
fn only_what_marks_need_is_changed() {
    let before = workbook();
    let bytes = package(&before);
    let befunde = [befund("F001", Schwere::Fehler, SHEET, "B2"), befund("F009", Schwere::Warnung, SHEET, "D4")];
    let answer = marked(&bericht(&befunde), &bytes).expect("marked");
    assert_eq!(answer, marked(&bericht(&befunde), &bytes).expect("marked"), "the same again");
    let after = parts_of(&answer);
    let changed = [
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/worksheets/sheet1.xml",
        "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
        "xl/styles.xml",
    ];
    for ((name, bytes), (new_name, new)) in before.iter().zip(&after) {
        assert_eq!(name, new_name, "parts stay in their order");
        assert_eq!(bytes != new, changed.contains(&name.as_str()), "{name}");
    }
    assert_eq!(names(&after)[before.len()..], ["xl/worksheets/befunde1.xml"]);
    assert!(has_macros(&answer), "macros stay");
}

#[test]
fn marked_cells_keep_their_format_and_their_content() {
    let befunde = [befund("F001", Schwere::Fehler, SHEET, "B2")];
    let after = parts_of(&marked(&bericht(&befunde), &package(&workbook())).expect("marked"));
    let sheet = text(&after, "xl/worksheets/sheet1.xml");
    let style: usize = sheet
        .split("<c r=\"B2\" s=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .expect("a style")
        .parse()
        .expect("a number");
    assert!(sheet.contains(&format!("<c r=\"B2\" s=\"{style}\"><f>A2*2</f><v>2</v></c>")), "{sheet}");
    let styles = text(&after, "xl/styles.xml");
    let list = styles.split("<cellXfs").nth(1).expect("the list");
    let xf = list.split("<xf ").nth(style + 1).expect("the style");
    assert!(xf.contains("numFmtId=\"4\"") && xf.contains("applyFill=\"1\"") && xf.contains("fillId=\"2\""), "{xf}");
}

#[test]
fn comments_of_others_stay_and_their_cells_get_no_note() {
    let befunde = [befund("K004", Schwere::Fehler, SHEET, "A1"), befund("F001", Schwere::Fehler, SHEET, "B2")];
    let after = parts_of(&marked(&bericht(&befunde), &package(&workbook())).expect("marked"));
    let comments = text(&after, "xl/comments1.xml");
    assert!(comments.contains("<comment ref=\"A1\" authorId=\"0\"><text><t>alt</t></text></comment>"), "{comments}");
    assert_eq!(comments.matches("<comment ref=").count(), 2);
    assert!(comments.contains("<comment ref=\"B2\" authorId=\"1\">"), "{comments}");
    assert!(comments.contains("Fehler F001: Text im Betrag") && comments.contains("s. &lt;Anlage&gt;"), "{comments}");
    let drawing = text(&after, "xl/drawings/vmlDrawing1.vml");
    assert!(drawing.starts_with("<xml><v:shape id=\"_x0000_s1030\"/><br><v:shapetype "), "{drawing}");
    assert!(drawing.contains("id=\"_x0000_s1031\"") && drawing.contains("<x:Row>1</x:Row><x:Column>1</x:Column>"));
    assert!(text(&after, "xl/worksheets/befunde1.xml").contains("hat schon einen Kommentar"));
}

#[test]
fn the_list_is_the_last_sheet_and_its_links_lead_to_cells() {
    let befunde = [
        befund("F001", Schwere::Fehler, SHEET, "B2"),
        befund("Z004", Schwere::Warnung, SHEET, "2:2"),
        befund("K005", Schwere::Hinweis, SHEET, "B:B"),
        befund("Z004", Schwere::Warnung, SHEET, "9:9"),
        befund("B002", Schwere::Hinweis, "befunde", "A1"),
    ];
    let after = parts_of(&marked(&bericht(&befunde), &package(&workbook())).expect("marked"));
    let book = text(&after, "xl/workbook.xml");
    assert!(book.contains("name=\"Befunde (2)\" sheetId=\"8\" r:id=\"rIdBefunde1\"/></sheets>"), "{book}");
    assert!(book.contains("activeTab=\"2\"") && book.contains("localSheetId=\"1\""), "{book}");
    let list = text(&after, "xl/worksheets/befunde1.xml");
    let links: Vec<_> = list.split(" location=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let sheet = "'Kosten &amp; mehr'!";
    assert_eq!(links, ["B2", "A2", "B1", "A9"].map(|cell| format!("{sheet}{cell}")));
    let marked = text(&after, "xl/worksheets/sheet1.xml");
    for cell in ["B2", "A2", "B1", "A9"] {
        assert!(marked.contains(&format!("r=\"{cell}\"")), "{cell} is there: {marked}");
    }
    assert!(list.contains("befunde (ausgeblendet)"), "a hidden sheet is named, not linked: {list}");
    assert!(is_about(&package(&after), "Geliefert als 2026-Q2/Kosten.xlsm"));
    assert!(!is_about(&package(&after), "Geliefert als 2026-Q1/Kosten.xlsm"));
}

#[test]
fn an_untouched_sheet_that_is_chosen_stays_the_one_that_opens() {
    let befunde = [befund("B002", Schwere::Hinweis, "befunde", "A1")];
    let before = workbook();
    let after = parts_of(&marked(&bericht(&befunde), &package(&before)).expect("marked"));
    assert!(text(&after, "xl/workbook.xml").contains("activeTab=\"0\""));
    assert_eq!(text(&after, "xl/worksheets/sheet1.xml"), text(&before, "xl/worksheets/sheet1.xml"));
    assert!(!text(&after, "xl/worksheets/befunde1.xml").contains("tabSelected"));
}

#[test]
fn a_sheet_without_notes_gets_them_as_new_parts() {
    let befunde = [befund("F002", Schwere::Fehler, "befunde", "A1")];
    let after = parts_of(&marked(&bericht(&befunde), &package(&workbook())).expect("marked"));
    let sheet = text(&after, "xl/worksheets/sheet2.xml");
    assert!(
        sheet.contains("</sheetData><legacyDrawing xmlns:r=") && sheet.ends_with("r:id=\"rIdBefunde2\"/></worksheet>"),
        "{sheet}"
    );
    let links = text(&after, "xl/worksheets/_rels/sheet2.xml.rels");
    assert!(
        links.contains("Target=\"/xl/comments_befunde1.xml\"")
            && links.contains("Target=\"/xl/drawings/vmlDrawing_befunde1.vml\"")
    );
    let types = text(&after, "[Content_Types].xml");
    assert!(types.contains("PartName=\"/xl/comments_befunde1.xml\""), "{types}");
    assert_eq!(types.matches("Extension=\"vml\"").count(), 1, "said once");
    assert!(text(&after, "xl/comments_befunde1.xml").contains("<comment ref=\"A1\""));
}

#[test]
fn prefixes_and_the_strict_words_are_kept() {
    let mut parts = workbook();
    for (name, bytes) in &mut parts {
        if name.starts_with("xl/") && name != "xl/vbaProject.bin" {
            let text = String::from_utf8(bytes.clone()).expect("text");
            *bytes = text
                .replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")
                .replace(RELATIONS, "http://purl.oclc.org/ooxml/officeDocument/relationships")
                .into_bytes();
        }
    }
    let sheet = "<x:worksheet xmlns:x=\"http://purl.oclc.org/ooxml/spreadsheetml/main\"><x:sheetData><x:row><x:c><x:v>5</x:v></x:c></x:row></x:sheetData></x:worksheet>";
    parts[5].1 = sheet.into();
    let befunde = [befund("F002", Schwere::Fehler, "befunde", "C1")];
    let after = parts_of(&marked(&bericht(&befunde), &package(&parts)).expect("marked"));
    let sheet = text(&after, "xl/worksheets/sheet2.xml");
    assert!(
        sheet.contains("<x:c r=\"C1\" s=") && sheet.contains("<x:legacyDrawing xmlns:r=\"http://purl.oclc.org/"),
        "{sheet}"
    );
    assert!(
        text(&after, "xl/worksheets/befunde1.xml").contains("xmlns=\"http://purl.oclc.org/ooxml/spreadsheetml/main\"")
    );
    assert!(
        text(&after, "xl/_rels/workbook.xml.rels")
            .contains("http://purl.oclc.org/ooxml/officeDocument/relationships/worksheet")
    );
}

#[test]
fn what_cannot_be_changed_safely_is_left_to_a_new_workbook() {
    let befunde = [befund("F001", Schwere::Fehler, SHEET, "B2")];
    let broken = |name: &str, bytes: &[u8]| {
        let mut parts = workbook();
        parts.iter_mut().filter(|(part, _)| part == name).for_each(|(_, old)| *old = bytes.to_vec());
        marked(&bericht(&befunde), &package(&parts))
    };
    assert!(broken("nirgends", b"").is_some());
    assert!(
        broken(
            "xl/worksheets/sheet1.xml",
            b"<worksheet><sheetData><row r=\"2\"/><row r=\"1\"/></sheetData></worksheet>"
        )
        .is_none()
    );
    assert!(broken("xl/worksheets/sheet1.xml", b"<worksheet><sheetData>").is_none());
    assert!(broken("xl/styles.xml", b"<styleSheet/>").is_none());
    assert!(broken("xl/workbook.xml", b"<!DOCTYPE a><workbook/>").is_none());
    assert!(broken("xl/comments1.xml", b"\xff\xfe<\0").is_none());
    assert!(marked(&bericht(&befunde), b"Beleg;Betrag\r\n").is_none());
}

#[test]
fn a_file_that_cannot_be_read_is_answered_by_the_list_alone() {
    let mut befund = befund("D001", Schwere::Fehler, SHEET, "A1");
    befund.orte.clear();
    let parts = parts_of(&only_list(&bericht(&[befund])).expect("a list"));
    assert_eq!(text(&parts, "xl/workbook.xml").matches("<sheet ").count(), 1);
    let list = text(&parts, "xl/worksheets/befunde1.xml");
    assert!(list.contains("ganze Datei") && list.contains("Datei ist nicht lesbar"), "{list}");
    assert!(!list.contains("<hyperlink"), "there is no cell to lead to");
}

#[test]
fn every_number_of_a_style_is_that_of_a_style() {
    let befunde = [befund("F001", Schwere::Fehler, SHEET, "B2"), befund("F009", Schwere::Warnung, "befunde", "A1")];
    let after = parts_of(&marked(&bericht(&befunde), &package(&workbook())).expect("marked"));
    let styles = text(&after, "xl/styles.xml");
    let counts: BTreeMap<&str, usize> =
        [("fonts", "<font"), ("fills", "<fill"), ("borders", "<border"), ("cellXfs", "<xf ")]
            .into_iter()
            .map(|(list, entry)| {
                let inside =
                    styles.split(&format!("<{list} ")).nth(1).and_then(|rest| rest.split(&format!("</{list}>")).next());
                let inside = inside.expect("the list");
                let count = inside.split('"').nth(1).expect("a count").parse().expect("a number");
                let entries = inside.matches(entry).count();
                assert_eq!(entries, count, "{list}");
                (list, count)
            })
            .collect();
    for sheet in ["xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/worksheets/befunde1.xml"] {
        for number in text(&after, sheet).split(" s=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(number.parse::<usize>().expect("a number") < counts["cellXfs"], "{sheet}: {number}");
        }
    }
}
