//! Papers of the meetings: whole runs in copies of the sample office, and every sample of the templates typeset.

use std::fs;
use std::path::Path;

use serde_json::json;
use sozialraumbericht::present::Dokument;
use sozialraumbericht::render::pdf::Setzer;
use sozialraumbericht::render::vorlagen::Vorlagen;

/// Templates of the meetings and how the names of their samples begin; the longer beginning first.
const VORLAGEN: [(&str, &str); 4] = [
    ("jahresplanung-team", "jahresplanung-team.typ"),
    ("jahresplanung", "jahresplanung.typ"),
    ("einladung", "einladung.typ"),
    ("protokoll", "protokoll.typ"),
];

/// With BILDER=folder they are kept to look at.
#[test]
fn every_sample_is_typeset() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/beispiele");
    let setzer = Setzer::new(&Vorlagen::built_in(), "2026-07-20".parse().expect("a day")).expect("templates");
    let mut seen = 0;
    for entry in fs::read_dir(folder).expect("samples").map(|entry| entry.expect("an entry")) {
        let name = entry.file_name().to_string_lossy().trim_end_matches(".json").to_owned();
        let Some((_, template)) = VORLAGEN.iter().find(|(beginning, _)| name.starts_with(beginning)) else { continue };
        let daten = serde_json::from_slice(&fs::read(entry.path()).expect("a sample")).expect("JSON");
        let pdf = setzer
            .set(&Dokument { template, pfad: format!("{name}.pdf"), daten, anhang: json!({}) })
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(pdf.nicht_druckbar, Vec::<String>::new(), "{name}");
        seen += 1;
        if let Some(folder) = std::env::var_os("BILDER") {
            fs::write(Path::new(&folder).join(format!("{name}.pdf")), &pdf.bytes).expect("a file");
        }
    }
    assert_eq!(seen, 9);
}
