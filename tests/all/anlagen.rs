//! The forms of the sample office, typeset.

use std::path::Path;

use chrono::NaiveDate;
use sozialraumbericht::present::anlage;
use sozialraumbericht::render::pdf::Setzer;
use sozialraumbericht::render::vorlagen::Vorlagen;
use sozialraumbericht::workspace;

#[test]
fn every_form_of_the_sample_is_typeset() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let Ok(office) = workspace::load(root) else { panic!("the sample workspace has findings") };
    let heute = NaiveDate::from_ymd_opt(2026, 7, 20).expect("a day");
    let mut forms = anlage::leere(&office.stammdaten, heute);
    for massnahme in &office.stammdaten.massnahmen {
        forms.extend(anlage::alle(&office.stammdaten, massnahme, "2026-Q2", heute));
    }
    let setzer = Setzer::new(&Vorlagen::built_in(), heute).expect("templates");
    let pdfs = setzer.set_all(&forms, &|| {}).expect("every form is typeset");
    assert_eq!(pdfs.len(), forms.len());
    if let Some(folder) = std::env::var_os("FORMULARE") {
        for pdf in &pdfs {
            let name = pdf.pfad.replace('/', "_");
            std::fs::write(Path::new(&folder).join(name), &pdf.bytes).expect("a form is written");
        }
    }
}
