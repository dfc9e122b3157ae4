//! The report to the committee over the sample office: what everybody may read, and nothing else.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde_json::Value;
use sozialraumbericht::aggregate;
use sozialraumbericht::disclosure::{self, Publikation, Schutz, Schutzgrenzen, Sicht};
use sozialraumbericht::domain::auswertung::Auswertung;
use sozialraumbericht::domain::reihe::Reihe;
use sozialraumbericht::domain::{Quartal, Stammdaten, Zielgruppe};
use sozialraumbericht::present::Dokument;
use sozialraumbericht::present::jha::jha_bericht;
use sozialraumbericht::render::pdf::Setzer;
use sozialraumbericht::render::vorlagen::Vorlagen;
use sozialraumbericht::store::{Bestand, Warten};
use sozialraumbericht::workspace;

use crate::arbeitsbereich::{Arbeitsbereich, HEUTE};

/// Everything that the report is made from.
struct Grundlage {
    stammdaten: Stammdaten,
    auswertung: Auswertung,
    reihe: Reihe,
    zahlen: Publikation,
}

fn heute() -> NaiveDate {
    HEUTE.parse().expect("a day")
}

impl Grundlage {
    fn new(folder: &Arbeitsbereich, quartal: &str) -> Self {
        folder.run(&["einlesen"]).expect("taken in");
        let stammdaten = workspace::load(folder.path()).expect("a workspace").stammdaten;
        Self::of(folder, stammdaten, quartal)
    }

    fn of(folder: &Arbeitsbereich, stammdaten: Stammdaten, quartal: &str) -> Self {
        let bestand = Bestand::open(&folder.path().join("data/bestand"), Warten::default()).expect("a store");
        let quartal: Quartal = quartal.parse().expect("a quarter");
        let auswertung = aggregate::auswertung(&bestand, &stammdaten, quartal).expect("figures");
        let reihe = aggregate::reihe(&bestand, &stammdaten, quartal).expect("figures");
        let zahlen = disclosure::zahlen(&reihe, &stammdaten);
        Self { stammdaten, auswertung, reihe, zahlen }
    }

    fn open(&self) -> Dokument {
        let sicht = Sicht::open(&self.reihe, &self.zahlen, Zielgruppe::Oeffentlich);
        jha_bericht(&self.stammdaten, &self.auswertung, &sicht, heute())
    }

    /// What may be shown of what the report asks for.
    fn schutz(&self) -> Schutz {
        let sicht = Sicht::open(&self.reihe, &self.zahlen, Zielgruppe::Oeffentlich);
        jha_bericht(&self.stammdaten, &self.auswertung, &sicht, heute());
        let asked = sicht.asked();
        let regeln = &self.stammdaten.einstellungen.regeln.kleine_zellen;
        let grenzen = Schutzgrenzen::of(regeln, Zielgruppe::Oeffentlich).expect("limits");
        let mut publikation = self.zahlen.clone();
        publikation.hide_unless(|id| asked.contains(id));
        publikation.drop_silent_periods();
        disclosure::schuetze(&publikation, &grenzen).expect("protected")
    }

    fn protected(&self, schutz: &Schutz) -> Dokument {
        let sicht = Sicht::protected(&self.reihe, &self.zahlen, Zielgruppe::Oeffentlich, schutz);
        jha_bericht(&self.stammdaten, &self.auswertung, &sicht, heute())
    }
}

fn pdf(dokument: &Dokument) -> Vec<u8> {
    let vorlagen = Vorlagen::built_in();
    let setzer = Setzer::new(&vorlagen, heute()).expect("fonts");
    let mut pdfs = setzer.set_all(std::slice::from_ref(dokument), &|| ()).expect("typeset");
    pdfs.pop().expect("a document").bytes
}

#[test]
fn schau() {
    let grundlage = Grundlage::new(&Arbeitsbereich::verden(), "2026-Q2");
    let start = std::time::Instant::now();
    let schutz = grundlage.schutz();
    println!("{:?} {:?}", start.elapsed(), schutz.pruefprotokoll());
    let dokument = grundlage.protected(&schutz);
    for (id, status) in schutz.iter() {
        if !matches!(status, disclosure::Zellstatus::Offen) {
            println!("{status:?} {id}");
        }
    }
    std::fs::write("/tmp/jha/daten.json", format!("{:#}", dokument.daten)).expect("a file");
    std::fs::write("/tmp/jha/anhang.json", format!("{:#}", dokument.anhang)).expect("a file");
    println!("{} proben", dokument.proben.len());
    std::fs::write("/tmp/jha/bericht.pdf", pdf(&dokument)).expect("a file");
    let _: BTreeSet<Value> = BTreeSet::new();
}
