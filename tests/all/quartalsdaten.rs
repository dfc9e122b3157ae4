//! Quartalsdaten of the sample office, as the Fachkreis sees them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use chrono::NaiveDate;
use sozialraumbericht::disclosure::{self, Publikation, Schutz, Schutzgrenzen, Sicht};
use sozialraumbericht::domain::auswertung::Auswertung;
use sozialraumbericht::domain::reihe::Reihe;
use sozialraumbericht::domain::{Quartal, Stammdaten, Zielgruppe};
use sozialraumbericht::present::{Dokument, quartalsdaten};
use sozialraumbericht::render::pdf::Setzer;
use sozialraumbericht::render::vorlagen::Vorlagen;
use sozialraumbericht::store::{Bestand, Warten};
use sozialraumbericht::{aggregate, workspace};

use crate::arbeitsbereich::Arbeitsbereich;

/// Everything that a run knows before it makes documents.
struct Amt {
    stammdaten: Stammdaten,
    auswertung: Auswertung,
    reihe: Reihe,
    zahlen: Publikation,
    heute: NaiveDate,
}

impl Amt {
    fn new(folder: &Arbeitsbereich, quartal: &str) -> Self {
        folder.run(&["einlesen"]).expect("taken in");
        let stammdaten = workspace::load(folder.path()).expect("a workspace").stammdaten;
        let bestand = Bestand::open(&folder.path().join("data/bestand"), Warten::default()).expect("a store");
        let quartal: Quartal = quartal.parse().expect("a quarter");
        let auswertung = aggregate::auswertung(&bestand, &stammdaten, quartal).expect("figures");
        let reihe = aggregate::reihe(&bestand, &stammdaten, quartal).expect("figures");
        let zahlen = disclosure::zahlen(&reihe, &stammdaten);
        let heute = NaiveDate::from_ymd_opt(2026, 7, 20).expect("a day");
        Self { stammdaten, auswertung, reihe, zahlen, heute }
    }

    fn open(&self) -> Sicht<'_> {
        Sicht::open(&self.reihe, &self.zahlen, Zielgruppe::Fachkreis)
    }

    fn protected<'a>(&'a self, schutz: &'a Schutz) -> Sicht<'a> {
        Sicht::protected(&self.reihe, &self.zahlen, Zielgruppe::Fachkreis, schutz)
    }

    fn documents(&self, sicht: &Sicht<'_>) -> Vec<Dokument> {
        let raeume = self.stammdaten.sozialraeume();
        let one = |raum| quartalsdaten::quartalsdaten(&self.stammdaten, &self.auswertung, sicht, raum, self.heute);
        raeume.map(|raum| one(&raum.id)).collect()
    }

    /// What may be shown, decided over all documents together.
    fn schutz(&self) -> Schutz {
        let sicht = self.open();
        self.documents(&sicht);
        let asked = sicht.asked();
        let mut publikation = self.zahlen.clone();
        publikation.hide_unless(|id| asked.contains(id));
        publikation.drop_silent_periods();
        let regeln = &self.stammdaten.einstellungen.regeln.kleine_zellen;
        let grenzen = Schutzgrenzen::of(regeln, Zielgruppe::Fachkreis).expect("limits");
        let start = std::time::Instant::now();
        let schutz = disclosure::schuetze(&publikation, &grenzen).expect("protected");
        println!("{} asked, {:?}, {:?}", asked.len(), start.elapsed(), schutz.pruefprotokoll());
        schutz
    }
}

#[test]
fn schau() {
    let folder = Arbeitsbereich::verden();
    let amt = Amt::new(&folder, "2026-Q2");
    let schutz = amt.schutz();
    let sicht = amt.protected(&schutz);
    let mut all = amt.documents(&sicht);
    for region in &amt.stammdaten.regionen {
        all.extend(quartalsdaten::region(&amt.stammdaten, &amt.auswertung, &amt.open(), &region.id, amt.heute));
    }
    all.push(quartalsdaten::kreis(&amt.stammdaten, &amt.auswertung, &amt.open(), amt.heute));
    let vorlagen = Vorlagen::with_overrides(Path::new("/work/wt-quartal/templates")).expect("templates");
    let setzer = Setzer::new(&vorlagen, amt.heute).expect("a press");
    let pdfs = setzer.set_all(&all, &|| ()).expect("typeset");
    fs::create_dir_all("/tmp/qd").expect("a folder");
    for (pdf, dokument) in pdfs.iter().zip(&all) {
        let name = pdf.pfad.replace('/', "_");
        fs::write(format!("/tmp/qd/{name}"), &pdf.bytes).expect("written");
        fs::write(format!("/tmp/qd/{name}.json"), format!("{:#}", dokument.daten)).expect("written");
        fs::write(format!("/tmp/qd/{name}.anhang.json"), format!("{:#}", dokument.anhang)).expect("written");
        println!("{name} {} proben", dokument.proben.len());
    }
    let _: BTreeMap<(), ()> = BTreeMap::new();
}
