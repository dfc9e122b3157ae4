//! The forms of the sample office, typeset.

use std::fs;
use std::path::Path;

use chrono::NaiveDate;
use sozialraumbericht::present::anlage;
use sozialraumbericht::render::pdf::Setzer;
use sozialraumbericht::render::vorlagen::Vorlagen;
use sozialraumbericht::workspace;

/// The day of the sample's forms.
fn heute() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 7, 20).expect("a day")
}

/// Every form of an office, filled and blank; their number. With FORMULARE=folder they are kept to look at.
fn typeset(root: &Path, name: &str) -> usize {
    let Ok(office) = workspace::load(root) else { panic!("{name}: the workspace has findings") };
    let mut forms = anlage::leere(&office.stammdaten, heute());
    for massnahme in &office.stammdaten.massnahmen {
        forms.extend(anlage::alle(&office.stammdaten, massnahme, "2026-Q2", heute()));
    }
    let setzer = Setzer::new(&Vorlagen::built_in(), heute()).expect("templates");
    let pdfs = setzer.set_all(&forms, &|| {}).expect("every form is typeset");
    if let Some(folder) = std::env::var_os("FORMULARE") {
        for pdf in &pdfs {
            let file = format!("{name}_{}", pdf.pfad.replace('/', "_"));
            fs::write(Path::new(&folder).join(file), &pdf.bytes).expect("a form is written");
        }
    }
    pdfs.len()
}

/// Verden: 3 blank; 36 decided Maßnahmen or single offers with 3 each; GWA-2025-14, -2026-12, -2026-16 with two
/// undecided offers and 5 each; GWA-2026-15 without an offer.
#[test]
fn every_form_of_the_sample_is_typeset() {
    assert_eq!(typeset(crate::arbeitsbereich::root(), "verden"), 3 + 36 * 3 + 3 * 5);
}

/// Other offices have other words, teams with letters and long names of Räume.
#[test]
fn forms_of_other_offices_are_typeset() {
    for name in ["norderstedt", "bezirk"] {
        let home = tempfile::tempdir().expect("a folder");
        let root = home.path().join("arbeitsbereich");
        let json = crate::arbeitsbereich::root().join(format!("tests/stammdaten/{name}.json"));
        let json = fs::read(json).expect("master data");
        assert!(workspace::neu_aus_json(&root, &json).is_ok(), "{name}");
        assert!(typeset(&root, name) > 20, "{name}");
    }
}
