//! Texts of records are data: whatever an office or a Träger writes is printed as written, never read as markup.

use super::pdf::Pdf;
use super::werkstatt::{QUARTAL, fertige_werkstatt, files, lauf, replace, run};

/// A text without spaces, line breaks and hyphens: what is left when lines are broken elsewhere.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !['-', '\u{ad}', '\u{200b}'].contains(c)).collect()
}

fn contains(pdf: &Pdf, text: &str) -> bool {
    squeezed(&pdf.struktur().text()).contains(&squeezed(text))
}

/// The sample's own trap, in the supplements of the form.
const SAMPLE: &str = r##"Rückfragen an @Orga-Team „Wir“ & Co. (Kürzel #GWA_2026, Ablage \\server\jufa\gwa\plan_*.xlsx): Kosten < 5.000 $ oder > 4.000 €, ca. 50 % "bar", *nicht* _vorab_; Quelle: https://example.org/a_b?c=1&d=2#e [Stand: ~2026] {{name}} $x^2$ `code` <b>fett</b> /* offen */ // Ende \"##;

/// Everything that means something to Typst, PDF or XML.
const TITEL: &str =
    r##"#let x = $1$ *fett* _kursiv_ @ref \ "Zitat" & <b> // kein /* Kommentar */ `code` = - + ~ [#] {} ]"##;

#[test]
fn signs_of_markup_are_printed_as_written() {
    let form = lauf().pdf("anlagen/GWA-2026-01/anlage-1.pdf");
    assert!(contains(form, SAMPLE), "{}", form.struktur().text());

    let folder = fertige_werkstatt();
    let record = "data/massnahmen/GWA-2026-01.toml";
    let old = "titel = \"Offenes Eltern-Café „Auszeit“ Verden (Aller)\"";
    replace(folder.path(), record, old, &format!("titel = '{TITEL}'"));
    let old = "ziel = \"Eltern kennen andere Eltern und unterstützen sich gegenseitig.\"";
    replace(folder.path(), record, old, &format!("ziel = '{TITEL}'"));
    replace(
        folder.path(),
        record,
        "begruendung = \"Höchste gewichtete Punktzahl.\"",
        &format!("begruendung = '{TITEL}'"),
    );
    let old = "qualifikation = \"Verwaltungskraft\"";
    replace(folder.path(), record, old, &format!("qualifikation = '{TITEL}'"));
    for number in ["1", "2", "3"] {
        run(folder.path(), &["anlage", number, "--massnahme", "GWA-2026-01"]).expect("a form");
    }
    run(folder.path(), &["bericht", "budget", "--raum", "verden"]).expect("a report");
    let files = files(&folder.path().join("reports"));
    // In the title of each, and once more in a field of each form.
    for (name, times) in [
        ("anlagen/GWA-2026-01/anlage-1.pdf", 2),
        ("anlagen/GWA-2026-01/anlage-2.pdf", 2),
        ("anlagen/GWA-2026-01/anlage-3.pdf", 2),
        ("budgetuebersicht-verden.pdf", 1),
    ] {
        let name = format!("{QUARTAL}/{name}");
        let pdf = Pdf::read(name.clone(), files[&name].clone());
        let text = pdf.struktur().text();
        let found = squeezed(&text).matches(&squeezed(TITEL)).count();
        assert!(found >= times, "{name}: {found} times\n{text}");
    }
}

#[test]
fn line_breaks_and_paragraphs_stay() {
    let folder = fertige_werkstatt();
    let record = "data/massnahmen/GWA-2026-01.toml";
    let old = "ort = \"Familienzentrum Verden (Aller), Mehrzweckraum im Erdgeschoss (barrierefrei)\"";
    replace(folder.path(), record, old, "ort = \"Zeile eins\\nZeile zwei\\n\\nAbsatz zwei\"");
    run(folder.path(), &["anlage", "1", "--massnahme", "GWA-2026-01"]).expect("a form");
    let name = format!("{QUARTAL}/anlagen/GWA-2026-01/anlage-1.pdf");
    let pdf = Pdf::read(name.clone(), files(&folder.path().join("reports"))[&name].clone());
    // Each line is drawn by itself; the paragraph is an element of its own.
    assert!(pdf.text().contains("Zeile eins\nZeile zwei\nAbsatz zwei"), "{}", pdf.text());
    let root = pdf.struktur();
    let paragraphs: Vec<String> = root.alle().iter().filter(|element| element.art == "P").map(|p| p.text()).collect();
    assert!(paragraphs.iter().any(|text| text.trim() == "Absatz zwei"), "{paragraphs:?}");
}
