//! Writes the first inputs of each target to `seeds/`: `cargo run --example saat`. All of them are made up here.

use std::fs;
use std::path::Path;

use sozialraumbericht_fuzz::bauen::{self, ods_content, xls_stream, xlsb_sheet, xlsx_parts, xlsx_sheet};
use sozialraumbericht_fuzz::{NAHT, ODS, XLSB, XLSX};

const KOSTEN: &str =
    "BELEGNR;POS;BUCHDAT;BETRAG;ART;PSK;LEISTUNG;AKTENZEICHEN;MASSNAHME;SR;LZVON;LZBIS;KREDITOR;VERWENDUNG;NAME";
const BUCHUNG: &str =
    "2026000001;1;05.01.2026;1.234,56;Auszahlung;363350.433110;§ 31;51.2.01-0001/26;;SR Oyten;01.01.2026;31.01.2026;;;";
const FAELLE: &str = "AKTENZEICHEN;NAME;GEBDAT;GESCHL;LEISTUNG;SR;BEGINN;ENDE;KREDITOR;UMFANG;UMA;ERSTATTUNG";
const FALL: &str = "51.2.01-0001/26;;01.05.2015;w;§ 31;SR Oyten;01.02.2025;31.12.9999;;;;";

fn main() {
    let text = |list: &[&str]| list.iter().map(|text| text.as_bytes().to_vec()).collect::<Vec<_>>();
    write(
        "betrag",
        &text(&[
            "1.234,56",
            "-0,5",
            "1,234.56",
            "12 345,00 €",
            "(17,20)",
            "1e3",
            "+7",
            "'12,5-",
            "EUR 3",
            "1\u{a0}000",
        ]),
    );
    write(
        "tag",
        &text(&[
            "31.12.9999",
            "1.2.26",
            "2026-02-28",
            "29/02/2024",
            "46023",
            "Jan 26",
            "03.2026",
            "März 2026",
            "20260101",
            "offen",
            "2026-Q2",
        ]),
    );
    let table = |head: &str, row: &str| format!("{head}\n{row}\n");
    write(
        "kopf",
        &[table(KOSTEN, BUCHUNG).into_bytes(), format!("Stand 31.03.2026\n\n{}", table(FAELLE, FALL)).into_bytes()],
    );
    let wide: Vec<u8> = table(FAELLE, FALL).encode_utf16().flat_map(u16::to_le_bytes).collect();
    let latin: Vec<u8> = table(KOSTEN, BUCHUNG).chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect();
    write(
        "csv",
        &[
            table(KOSTEN, BUCHUNG).into_bytes(),
            latin,
            [&[0xff, 0xfe][..], &wide].concat(),
            b"\"a\";\"b\n\"\"c\"\"\"\r\n1\t2,5\r\n\r\nSumme;;;1,00".to_vec(),
        ],
    );
    write(
        "einstellungen",
        &[
            include_bytes!("../../sozialraumbericht.toml").to_vec(),
            include_bytes!("../../data/stammdaten/export/sauber-kosten.toml").to_vec(),
            b"a = [[[[{b = 1.5e3, c = 'x'}]]]]\n[[d]]\n\"e.f\" = 2026-01-01\n".to_vec(),
        ],
    );
    workbooks();
}

fn workbooks() {
    let cells = |line: &str| {
        let cells = line.split(';').map(|cell| format!("<c t=\"inlineStr\"><is><t>{cell}</t></is></c>"));
        format!("<row>{}</row>", cells.collect::<String>())
    };
    let kosten = xlsx_sheet("A1:O2", &[cells(KOSTEN), cells(BUCHUNG)].concat());
    let small = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" s=\"1\"><v>46023</v></c><c r=\"C1\" t=\"e\"><v>#REF!</v></c><c r=\"D1\" t=\"b\"><v>1</v></c><c r=\"E1\"><f>SUM(B1)</f><v>1.5</v></c></row>";
    let strings = "<si><t>Betrag</t></si><si><r><t>a</t></r><r><t>b</t></r></si>";
    let sheets = [kosten, xlsx_sheet("A1:E1", small)];
    let mut inputs: Vec<_> = sheets.iter().map(|sheet| joined(XLSX, &xlsx_parts(&[sheet.clone()], strings))).collect();
    inputs.push(bauen::xlsx(&sheets[1], strings));
    write("xlsx", &inputs);
    let xlsb = bauen::xlsb(&xlsb_sheet(0));
    write("xlsb", &[joined(XLSB, &bauen::xlsb_parts(&xlsb_sheet(3))), xlsb]);
    let stream = xls_stream(2, 3);
    write("xls", &[bauen::ole(&stream, |_| {}), stream]);
    let row = |line: &str| {
        let cells = line.split(';').map(|cell| {
            format!("<table:table-cell office:value-type=\"string\"><text:p>{cell}</text:p></table:table-cell>")
        });
        format!("<table:table-row>{}</table:table-row>", cells.collect::<String>())
    };
    let content = ods_content(&[row(FAELLE), row(FALL)].concat());
    let repeated = ods_content(
        "<table:table-row table:number-rows-repeated=\"3\"><table:table-cell office:value-type=\"date\" office:date-value=\"2026-01-01\" table:number-columns-repeated=\"2\"/><table:covered-table-cell/></table:table-row>",
    );
    let inputs = [&content, &repeated].map(|content| joined(ODS, &bauen::ods_parts(content)));
    write("ods", &[&inputs[..], &[bauen::ods(&repeated)]].concat());
}

/// The parts in the order of the names, with marks between them.
fn joined(names: &[&str], parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let part =
        |name: &&str| parts.iter().find(|(known, _)| known == name).map(|(_, bytes)| bytes.clone()).unwrap_or_default();
    names.iter().map(part).collect::<Vec<_>>().join(NAHT)
}

fn write(target: &str, inputs: &[Vec<u8>]) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds").join(target);
    fs::create_dir_all(&folder).expect("a folder");
    for (number, input) in (1..).zip(inputs) {
        fs::write(folder.join(format!("{number:02}")), input).expect("a seed");
    }
}
