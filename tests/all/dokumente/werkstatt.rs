//! One whole run over a copy of the sample office, shared by all tests of documents.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Duration;

use serde_json::Value;
use sozialraumbericht::error::Error;
use sozialraumbericht::pipeline::Antwort;
use sozialraumbericht::present::{
    Dokument, angebote, anlage, bescheid, beschluesse, budgetuebersicht, evaluation, nachweis, steuerung,
};
use sozialraumbericht::store::Bestand;
use sozialraumbericht::{aggregate, workspace};
use tempfile::TempDir;

use super::pdf::Pdf;
use crate::arbeitsbereich::{self, Arbeitsbereich, HEUTE, copy};
use crate::quartalsdaten::Amt;

/// The quarter that they report: the latest with deliveries.
pub(super) const QUARTAL: &str = "2026-Q2";

/// The half-year that ends with it.
pub(super) const HALBJAHR: &str = "2026-H1";

/// Maßnahmen whose drafts of Bescheide are looked at: several years, a tie, nobody taken.
const BESCHIEDEN: [&str; 3] = ["GWA-2024-07", "GWA-2026-05", "GWA-2026-16"];

/// A whole run and all that it left.
pub(super) struct Lauf {
    /// The workspace. Nobody works in it after the run; whoever changes something takes [`fertige_werkstatt`].
    pub(super) root: PathBuf,
    pub(super) antwort: Antwort,
    /// Every PDF by its path below `reports/`.
    pub(super) pdfs: BTreeMap<String, Pdf>,
    /// What each PDF was made from, by the same path.
    pub(super) dokumente: BTreeMap<String, Dokument>,
    /// `kennzahlen.json`.
    pub(super) kennzahlen: Value,
}

impl Lauf {
    pub(super) fn pdf(&self, name: &str) -> &Pdf {
        self.pdfs.get(name).or_else(|| self.pdfs.get(&format!("{QUARTAL}/{name}"))).expect("a PDF of the run")
    }

    /// Every PDF with what it was made from; the Prüfprotokoll is made from the run itself.
    pub(super) fn paare(&self) -> impl Iterator<Item = (&Pdf, &Dokument)> {
        let made_again = self.pdfs.values().filter(|pdf| !pdf.pfad.ends_with("/pruefprotokoll.pdf"));
        made_again.map(|pdf| (pdf, self.dokumente.get(&pdf.pfad).expect("a document of each PDF")))
    }
}

/// The shared run.
pub(super) fn lauf() -> &'static Lauf {
    // A run that fails is not tried again by every test.
    static LAUF: OnceLock<Result<Lauf, Error>> = OnceLock::new();
    let lauf = LAUF.get_or_init(|| {
        // A static is never dropped, so the folder stays behind; each run clears away what older ones left.
        let home = Path::new(env!("CARGO_TARGET_TMPDIR"));
        clear_away_old(home);
        let root = tempfile::Builder::new().prefix("dokumente-").tempdir_in(home).expect("a folder").keep();
        copy(Arbeitsbereich::verden().path(), &root);
        let antwort = run(&root, &["lauf"])?;
        ask_for_more(&root)?;
        let reports = root.join("reports");
        let pdfs = files(&reports)
            .into_iter()
            .filter(|(name, _)| name.ends_with(".pdf"))
            .map(|(name, bytes)| (name.clone(), Pdf::read(name, bytes)))
            .collect();
        let kennzahlen = fs::read(reports.join(QUARTAL).join("kennzahlen.json")).expect("figures");
        let kennzahlen = serde_json::from_slice(&kennzahlen).expect("JSON");
        Ok(Lauf { antwort, pdfs, dokumente: dokumente(&root), kennzahlen, root })
    });
    lauf.as_ref().expect("a run over the sample")
}

/// What no run writes by itself: three Nachweise, a yearly report and seven drafts of Bescheide.
pub(super) fn ask_for_more(root: &Path) -> Result<(), Error> {
    run(root, &["bericht", "nachweis"])?;
    run(root, &["bericht", "steuerung", "--jahr", "2025"])?;
    for massnahme in BESCHIEDEN {
        run(root, &["massnahme", "bescheid", massnahme])?;
    }
    Ok(())
}

/// Whether a file is one of those.
pub(super) fn is_asked_for(name: &str) -> bool {
    name.starts_with("bescheide/") || name.contains("/nachweis-") || name.ends_with("/steuerungsbericht.pdf")
}

fn clear_away_old(home: &Path) {
    const OLD: Duration = Duration::from_secs(3600);
    for entry in fs::read_dir(home).expect("a folder").flatten() {
        let ours = entry.file_name().to_string_lossy().starts_with("dokumente-");
        let age = entry.metadata().and_then(|meta| meta.modified()).ok().and_then(|time| time.elapsed().ok());
        if ours && age.is_some_and(|age| age > OLD) {
            fs::remove_dir_all(entry.path()).expect("an old folder is removed");
        }
    }
}

/// The documents of the run, made once more from the same store: what the templates were told to print.
fn dokumente(root: &Path) -> BTreeMap<String, Dokument> {
    let heute = HEUTE.parse().expect("a day");
    let Ok(office) = workspace::load(root) else { panic!("the sample has findings") };
    let stammdaten = office.stammdaten;
    let bestand =
        Bestand::open(&root.join("data/bestand"), sozialraumbericht::store::Warten::default()).expect("a store");
    let auswertung =
        aggregate::auswertung(&bestand, &stammdaten, QUARTAL.parse().expect("a quarter")).expect("figures");
    let mut dokumente = anlage::leere(&stammdaten, heute);
    for massnahme in &stammdaten.massnahmen {
        dokumente.extend(anlage::alle(&stammdaten, massnahme, QUARTAL, heute));
    }
    for raum in stammdaten.sozialraeume() {
        dokumente.push(budgetuebersicht::raum(&stammdaten, &auswertung, &raum.id, "gwa", heute));
    }
    for region in &stammdaten.regionen {
        dokumente.push(budgetuebersicht::region(&stammdaten, &auswertung, &region.id, "gwa", heute));
    }
    dokumente.push(budgetuebersicht::kreis(&stammdaten, &auswertung, "gwa", heute));
    let quartal = QUARTAL.parse().expect("a quarter");
    for raum in stammdaten.sozialraeume() {
        dokumente.push(angebote::raum(&stammdaten, quartal, &raum.id, heute));
    }
    dokumente.push(angebote::kreis(&stammdaten, quartal, heute));
    for raum in stammdaten.sozialraeume() {
        dokumente.push(beschluesse::raum(&stammdaten, quartal, &raum.id, heute));
    }
    dokumente.push(beschluesse::kreis(&stammdaten, quartal, heute));
    let halbjahr = HALBJAHR.parse().expect("a half-year");
    for raum in stammdaten.sozialraeume() {
        dokumente.push(evaluation::raum(&stammdaten, halbjahr, &raum.id, heute));
    }
    dokumente.push(evaluation::kreis(&stammdaten, halbjahr, heute));
    let nachweise = stammdaten.nachweise.iter();
    dokumente.extend(nachweise.filter_map(|record| {
        let booked = aggregate::gebucht_in(&bestand, &stammdaten, record.foerderjahr).expect("bookings");
        let sum = booked.map(|by_id| by_id.get(&record.massnahme).copied().unwrap_or_default());
        nachweis::nachweis(&stammdaten, record, sum, heute)
    }));
    let of_2025 = aggregate::auswertung(&bestand, &stammdaten, "2025-Q4".parse().expect("a quarter")).expect("figures");
    dokumente.push(steuerung::bericht(&stammdaten, 2025, &of_2025, &steuerung::Gebucht::new(), heute));
    for id in BESCHIEDEN {
        let record = stammdaten.massnahme(&id.into()).expect("a Maßnahme");
        let offers = record.angebote.iter();
        dokumente.extend(offers.filter_map(|offer| bescheid::bescheid(&stammdaten, record, offer, heute)));
    }
    dokumente.extend(Amt::of(&bestand, stammdaten, QUARTAL).of_run());
    dokumente.into_iter().map(|dokument| (dokument.pfad.clone(), dokument)).collect()
}

/// Runs a command in a workspace.
pub(super) fn run(root: &Path, words: &[&str]) -> Result<Antwort, Error> {
    let root = root.to_str().expect("a readable path");
    arbeitsbereich::run(&[words, &["--arbeitsbereich", root, "--heute", HEUTE]].concat())
}

/// A copy of the workspace of the shared run, with its store and reports.
pub(super) fn fertige_werkstatt() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    copy(&lauf().root, folder.path());
    folder
}

/// All files below a folder by their path in it, with their bytes.
pub(super) fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fn walk(folder: &Path, prefix: &str, found: &mut BTreeMap<String, Vec<u8>>) {
        for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry")) {
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() {
                walk(&entry.path(), &format!("{name}/"), found);
            } else {
                found.insert(name, fs::read(entry.path()).expect("a file"));
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(folder, "", &mut found);
    found
}

/// Changes a file of a workspace; what is to be replaced must be there.
pub(super) fn replace(root: &Path, name: &str, old: &str, new: &str) {
    let path = root.join(name);
    let text = fs::read_to_string(&path).expect("a file");
    assert!(text.contains(old), "{name} does not contain {old}");
    put(&path, &text.replace(old, new));
}

/// Writes a file of a workspace.
#[expect(clippy::disallowed_methods, reason = "a test may write its own files as it likes")]
pub(super) fn put(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, text).expect("a file is written");
}
