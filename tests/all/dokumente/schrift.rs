//! One typeface in all documents. What it cannot print is shown by its code and reported, never guessed from another.

use std::collections::BTreeSet;

use sozialraumbericht::pipeline::Status;

use super::pdf::Pdf;
use super::werkstatt::{QUARTAL, fertige_werkstatt, files, lauf, put, replace, run};

#[test]
fn every_font_in_every_pdf_is_noto_sans() {
    let mut names = BTreeSet::new();
    for pdf in lauf().pdfs.values() {
        let schriften = pdf.schriften();
        assert!(!schriften.is_empty(), "{}", pdf.pfad);
        names.extend(schriften);
    }
    assert!(names.iter().all(|name| name.starts_with("NotoSans")), "{names:?}");
}

/// Typst carries fonts of its own that would fill in silently if fallback were on.
#[test]
fn a_template_with_a_sign_that_noto_sans_lacks_is_refused() {
    let folder = fertige_werkstatt();
    let built_in = include_str!("../../../templates/anlage-1.typ");
    put(&folder.path().join("templates/anlage-1.typ"), &format!("{built_in}\n#par[☐]\n"));
    let error = run(folder.path(), &["anlage", "1", "--massnahme", "GWA-2026-01"]).expect_err("a missing glyph");
    let error = error.to_string();
    assert!(error.contains("anlagen/GWA-2026-01/anlage-1.pdf“ lässt sich nicht setzen"), "{error}");
}

#[test]
fn a_record_with_an_emoji_is_printed_with_its_code_and_reported() {
    let folder = fertige_werkstatt();
    let old = "ort = \"Familienzentrum Verden (Aller), Mehrzweckraum im Erdgeschoss (barrierefrei)\"";
    let new = "ort = \"Familienzentrum Verden (Aller) \u{1F600} im Erdgeschoss\"";
    replace(folder.path(), "data/massnahmen/GWA-2026-01.toml", old, new);
    let antwort = run(folder.path(), &["lauf"]).expect("a run");
    assert_eq!(antwort.status, Status::Befunde);
    assert_eq!(antwort.status.code(), 3);
    let form = format!("{QUARTAL}/anlagen/GWA-2026-01/anlage-1.pdf");
    let named = antwort.json["zeichen"].as_array().expect("a list").iter().map(|place| place.as_str().expect("a text"));
    let named: Vec<_> = named.collect();
    let places = [format!("{QUARTAL}/angebote-verden.pdf"), format!("{QUARTAL}/angebote.pdf"), form.clone()];
    let is_told = |(place, pdf): (&&str, &String)| place.starts_with(pdf.as_str()) && place.contains("ort");
    assert!(named.len() == places.len() && named.iter().zip(&places).all(is_told), "{named:?}");
    assert!(named.iter().all(|place| antwort.text.contains(place)), "{}", antwort.text);
    let warnings = antwort.json["warnungen"].to_string();
    assert!(warnings.contains("data/massnahmen/GWA-2026-01.toml, Zeile") && warnings.contains("U+1F600"), "{warnings}");

    let now = files(&folder.path().join("reports"));
    let pdf = Pdf::read(form.clone(), now[&form].clone());
    assert!(pdf.struktur().text().contains("Familienzentrum Verden (Aller) [U+1F600] im Erdgeschoss"));
    // Nothing else is touched by it.
    let before = files(&lauf().root.join("reports"));
    assert!(before.keys().eq(now.keys()));
    let changed: Vec<_> = now.iter().filter(|(name, bytes)| before[*name] != **bytes).map(|(name, _)| name).collect();
    let protocols = ["lauf.json", "pruefprotokoll.pdf"].map(|name| format!("{QUARTAL}/{name}"));
    // The overview page says the place too.
    let page = format!("{QUARTAL}/index.html");
    assert_eq!(changed, places.iter().chain([&page]).chain(&protocols).collect::<Vec<_>>());
}
