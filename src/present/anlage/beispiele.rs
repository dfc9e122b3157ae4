//! Sample data for whoever works on the templates, kept fresh by a test.
//!
//! `BEISPIELE=templates/beispiele cargo test --release beispiele` writes them anew; with another folder it writes the
//! forms of every Maßnahme there, to look at them all.

use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::proben::{heute, massnahme, stammdaten};
use super::{Dokument, alle, anlage1, anlage2, anlage3, leere};
use crate::domain::Betrag;
use crate::domain::massnahme::Massnahme;
use crate::domain::stammdaten::Stammdaten;

/// The samples that are kept: the short, the long, the blank.
fn beispiele(stammdaten: &Stammdaten) -> Vec<(String, Dokument)> {
    let kept = |id: &str| alle(stammdaten, massnahme(stammdaten, id), "2026-Q2", heute());
    let named = |name: &str, dokument: Option<Dokument>| Some((name.to_owned(), dokument?));
    let worst = schlimmster_fall(stammdaten);
    let mut list: Vec<(String, Dokument)> = [
        named("anlage-1", kept("GWA-2026-09").into_iter().next()),
        named("anlage-2", kept("GWA-2026-01").into_iter().nth(1)),
        named("anlage-3", kept("GWA-2026-05").pop()),
        named("anlage-3-ko", kept("GWA-2026-16").pop()),
        named("anlage-1-lang", Some(anlage1(stammdaten, &worst, &worst.angebote[0], heute()))),
        named("anlage-2-lang", Some(anlage2(stammdaten, &worst, &worst.angebote[0], heute()))),
        named("anlage-3-lang", Some(anlage3(stammdaten, &worst, heute()))),
    ]
    .into_iter()
    .flatten()
    .collect();
    let blank = leere(stammdaten, heute()).into_iter().zip(["anlage-1-leer", "anlage-2-leer", "anlage-3-leer"]);
    list.extend(blank.map(|(dokument, name)| (name.to_owned(), dokument)));
    list
}

/// Nothing like it is on record: 12 persons, 15 Sachkosten lines, long texts, a word of 70 letters, four offers,
/// wrong sums.
fn schlimmster_fall(stammdaten: &Stammdaten) -> Massnahme {
    const WORD: &str = "Gemeinwesenarbeitsmaßnahmenbewilligungsbescheidausfertigungsverzeichnis";
    let mut record = massnahme(stammdaten, "GWA-2026-01").clone();
    let other = record.angebote[1].clone();
    for letter in ["C", "D"] {
        let mut copy = other.clone();
        copy.id = format!("GWA-2026-01/{letter}");
        record.angebote.push(copy);
    }
    let first = &mut record.angebote[0];
    let long = first.anlage1.bedarf.replace(". ", ".\n").replacen(".\nZur", ".\n\nZur", 3);
    first.anlage1.leistung = format!("{WORD}\nhttps://example.org/{}?a=1&b=2", "x".repeat(80));
    first.anlage1.nachhaltig_weil = long.clone();
    first.anlage1.zielgruppe_beteiligt = None;
    first.anlage1.ziele[0].indikator = WORD.to_owned();
    first.anlage1.ziele[1].einheit = WORD.to_owned();
    first.anlage2.ergaenzungen = long.clone();
    first.anlage2.personal.extend(first.anlage2.personal.clone());
    first.anlage2.personal[1].qualifikation = WORD.to_owned();
    first.anlage2.personal[2].summe = Betrag::from_cents(123_456_789);
    let more = first.anlage2.sachkosten[..6].to_vec();
    first.anlage2.sachkosten.extend(more);
    first.anlage2.sachkosten[3].bezeichnung = format!("{WORD} {}", "und vieles mehr ".repeat(12));
    first.anlage2.ansprechperson.email = format!("{}@example.org", "verwaltung_gemeinwesenarbeit_".repeat(3));
    if let Some(form) = &mut first.anlage3 {
        form.punkte[0].begruendung = long;
        form.punkte[1].begruendung = WORD.to_owned();
        form.gewichtete_summe = Decimal::new(34, 1);
    }
    record
}

/// What a template is handed: the data, as they stand in the file.
fn text(value: &Value) -> String {
    let mut text = serde_json::to_string_pretty(value).expect("plain data");
    text.push('\n');
    text
}

#[test]
#[expect(clippy::disallowed_methods, reason = "writes sample data on demand")]
fn beispiele_are_fresh() {
    let stammdaten = stammdaten();
    let kept = crate::checkout().join("templates/beispiele");
    let wanted = std::env::var_os("BEISPIELE").map(|folder| crate::checkout().join(folder));
    for (name, dokument) in beispiele(&stammdaten) {
        assert_ne!(dokument.daten, json!(null), "{name}");
        let path = kept.join(format!("{name}.json"));
        if wanted.is_some() {
            std::fs::write(&path, text(&dokument.daten)).expect("a sample is written");
        }
        let found = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(found == text(&dokument.daten), "{name}.json is stale: run with BEISPIELE=templates/beispiele");
    }
    let Some(folder) = wanted.filter(|folder| *folder != kept) else { return };
    for massnahme in &stammdaten.massnahmen {
        for dokument in alle(&stammdaten, massnahme, "", heute()) {
            let name = dokument.pfad.trim_start_matches("/anlagen/").replace('/', "_").replace(".pdf", ".json");
            std::fs::write(folder.join(name), text(&dokument.daten)).expect("a sample is written");
        }
    }
}
