//! What is given out of cases and costs: the check of an attacker over everything that a run of the sample publishes,
//! one quarter after the other, and that no document says more than was decided.

use std::collections::BTreeMap;

use serde_json::Value;
use sozialraumbericht::disclosure::ablage;
use sozialraumbericht::disclosure::{Frueher, Schutz};
use sozialraumbericht::domain::Zielgruppe;
use sozialraumbericht::domain::zelle::ZellId;
use sozialraumbericht::store::{Bestand, Veroeffentlichung, Warten};

use crate::arbeitsbereich::{Arbeitsbereich, root};

/// One year without a gap: sums of the year before, quarters that only a later report asks for.
const QUARTALE: [&str; 4] = ["2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2"];

fn given_out(workspace: &Arbeitsbereich, zielgruppe: Zielgruppe) -> Vec<Veroeffentlichung> {
    let bestand = Bestand::open(&workspace.path().join("data/bestand"), Warten::default()).expect("a store");
    bestand.given_out(zielgruppe).expect("publications")
}

fn schutz(given: &Veroeffentlichung) -> Schutz {
    ablage::restore(&given.zellen, &given.protokoll).expect("a publication")
}

/// Every suppressed number lies far enough from what is known of it.
fn assert_protected(given: &Veroeffentlichung) {
    let schutz = schutz(given);
    let protokoll = schutz.pruefprotokoll();
    let suppressed = protokoll.primaer + protokoll.sekundaer;
    assert!(protokoll.zellen > 250, "{} cells", protokoll.zellen);
    // Those that only protect others may be known more closely; none that is small by itself.
    assert!(protokoll.frueher_erschlossen.is_empty(), "{:?}", protokoll.frueher_erschlossen);
    let narrow = protokoll.frueher_eingegrenzt.len();
    assert_eq!(protokoll.belegt + narrow, suppressed, "the distance of every other suppressed cell is proven");
    assert!(narrow * 10 < suppressed, "{narrow} of {suppressed} suppressed cells are known more closely than wished");
    let engste = protokoll.engste.as_ref().expect("a narrowest cell");
    assert!(engste.bis - engste.von >= engste.verlangt, "{engste:?}");
}

#[test]
fn quarter_after_quarter_is_protected_together_with_what_was_given_out_before() {
    let workspace = Arbeitsbereich::verden();
    for quartal in QUARTALE {
        workspace.run(&["lauf", "--quartal", quartal]).expect("a run");
    }
    for zielgruppe in [Zielgruppe::Fachkreis, Zielgruppe::Oeffentlich] {
        let given = given_out(&workspace, zielgruppe);
        let periods: Vec<_> = given.iter().map(|given| given.zeitraum.as_str()).collect();
        assert_eq!(periods, QUARTALE);
        given.iter().for_each(assert_protected);
        // A number has one status in every report: what was kept secret stays secret, what was shown stays shown.
        let mut known: BTreeMap<ZellId, Frueher> = BTreeMap::new();
        for given in &given {
            let now = ablage::earlier([given.zellen.as_str()]);
            for (id, frueher) in &now {
                if let Some(before) = known.get(id) {
                    assert_eq!(before, frueher, "{}: {id}", given.zeitraum);
                }
            }
            known.extend(now);
        }
    }
}

#[test]
fn what_is_kept_from_the_fachkreis_is_kept_from_everybody() {
    let workspace = Arbeitsbereich::verden();
    workspace.run(&["lauf"]).expect("a run");
    let fachkreis = schutz(&given_out(&workspace, Zielgruppe::Fachkreis)[0]);
    let public = schutz(&given_out(&workspace, Zielgruppe::Oeffentlich)[0]);
    let mut open = 0;
    for (id, _) in public.iter().filter(|(id, _)| public.shows(id)) {
        assert!(fachkreis.shows(id), "{id}");
        open += 1;
    }
    assert!(open > 200, "{open} public numbers");
}

#[test]
fn the_same_numbers_are_not_decided_twice() {
    let workspace = Arbeitsbereich::verden();
    workspace.run(&["lauf"]).expect("a run");
    let first = given_out(&workspace, Zielgruppe::Oeffentlich);
    workspace.run(&["lauf", "--heute", "2026-07-21"]).expect("a run on another day");
    workspace.run(&["bericht", "jha"]).expect("a report");
    assert_eq!(given_out(&workspace, Zielgruppe::Oeffentlich), first);
}

#[test]
fn the_protocol_of_a_run_says_how_well_small_numbers_are_protected() {
    let workspace = Arbeitsbereich::verden();
    workspace.run(&["lauf"]).expect("a run");
    let bytes = std::fs::read(workspace.path().join("reports/2026-Q2/lauf.json")).expect("a protocol");
    let lauf: Value = serde_json::from_slice(&bytes).expect("JSON");
    for zielgruppe in ["Fachkreis", "öffentlich"] {
        let lines = lauf["geheimhaltung"].as_array().expect("audiences");
        let line = lines.iter().find(|line| line["zielgruppe"] == zielgruppe).expect("an audience");
        assert!(line["pruefung"]["zellen"].as_u64().expect("a count") > 300);
        assert!(line["pruefung"]["engste"].is_object());
    }
}

/// Reports on Hilfen reach their numbers through one door: `disclosure::Sicht`.
#[test]
fn no_report_for_outside_reads_the_figures_themselves() {
    let folders = ["quartalsdaten", "jha", "evaluation", "angebote", "beschluesse", "budgetuebersicht"];
    for folder in folders {
        for entry in std::fs::read_dir(root().join("src/present").join(folder)).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.file_name().is_some_and(|name| name == "tests.rs" || name == "tests") || path.is_dir() {
                continue;
            }
            let text = std::fs::read_to_string(&path).expect("a source");
            for figure in ["kennzahlen.faelle", "kennzahlen.kosten"] {
                assert!(!text.contains(figure), "{} reads {figure}", path.display());
            }
        }
    }
}
