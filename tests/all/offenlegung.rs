//! What is given out of cases and costs.

use std::collections::BTreeSet;
use std::time::Instant;

use sozialraumbericht::disclosure::{self, Schutzgrenzen};
use sozialraumbericht::domain::raum::Ebene;
use sozialraumbericht::domain::zelle::{Messgroesse, Zeitbezug, ZellId};
use sozialraumbericht::domain::{Quartal, Zielgruppe};
use sozialraumbericht::store::{Bestand, Warten};
use sozialraumbericht::{aggregate, workspace};

use crate::arbeitsbereich::Arbeitsbereich;

#[test]
fn probe_der_zeit() {
    let folder = Arbeitsbereich::verden();
    folder.run(&["einlesen"]).expect("taken in");
    let stammdaten = workspace::load(folder.path()).expect("a workspace").stammdaten;
    let bestand = Bestand::open(&folder.path().join("data/bestand"), Warten::default()).expect("a store");
    let quartal: Quartal = "2026-Q2".parse().expect("a quarter");
    let start = Instant::now();
    let reihe = aggregate::reihe(&bestand, &stammdaten, quartal).expect("figures");
    println!("reihe {:?}", start.elapsed());
    let zahlen = disclosure::zahlen(&reihe, &stammdaten);
    println!("zahlen {:?} {}", start.elapsed(), zahlen.ids().count());
    let (vq, vj): (Quartal, Quartal) = ("2026-Q1".parse().expect("a quarter"), "2025-Q2".parse().expect("a quarter"));
    let shared = |id: &ZellId| {
        let detail = |q: Quartal| q == quartal || q == vq || q == vj;
        match (id.groesse, id.zeit) {
            (Messgroesse::Bestand, Zeitbezug::Quartal(q)) => detail(q) || id.hilfe.hilfeart == "alle",
            (Messgroesse::Begonnen | Messgroesse::Beendet | Messgroesse::Hilfetage, Zeitbezug::Quartal(q)) => {
                q == quartal
            }
            (Messgroesse::Aufwand | Messgroesse::Ertrag | Messgroesse::Zuschussbedarf, Zeitbezug::Quartal(q)) => {
                q == quartal
                    || (id.groesse == Messgroesse::Zuschussbedarf && (detail(q) || id.hilfe.hilfeart == "alle"))
            }
            (Messgroesse::Zuschussbedarf, Zeitbezug::JahrBis(q)) => q == quartal,
            (Messgroesse::Uma | Messgroesse::Erstattung, Zeitbezug::Quartal(q)) => q == quartal,
            _ => false,
        }
    };
    let public = |id: &ZellId| shared(id) && (id.hilfe.hilfeart == "alle" || id.ort.ebene == Ebene::Kreis);
    for (zielgruppe, shown) in
        [(Zielgruppe::Fachkreis, &shared as &dyn Fn(&ZellId) -> bool), (Zielgruppe::Oeffentlich, &public)]
    {
        let grenzen = Schutzgrenzen::of(&stammdaten.einstellungen.regeln.kleine_zellen, zielgruppe).expect("limits");
        let mut publikation = zahlen.clone();
        publikation.hide_unless(shown);
        publikation.drop_silent_periods();
        let asked: BTreeSet<_> = publikation.ids().filter(|id| shown(id)).cloned().collect();
        let start = Instant::now();
        let schutz = disclosure::schuetze(&publikation, &grenzen);
        println!(
            "{zielgruppe:?} {} of {} cells: {:?}: {:?}",
            asked.len(),
            publikation.ids().count(),
            start.elapsed(),
            schutz.map(|s| s.pruefprotokoll().clone())
        );
    }
}
