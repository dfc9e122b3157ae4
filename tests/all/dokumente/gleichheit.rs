//! The same deliveries and records on the same day give the same files, to the byte: whoever asks later what a report
//! was made from can make it again.

use std::collections::BTreeMap;
use std::path::Path;

use sozialraumbericht::pipeline::Status;

use super::werkstatt::{ask_for_more, files, lauf, run};
use crate::arbeitsbereich::Arbeitsbereich;

fn differing(a: &BTreeMap<String, Vec<u8>>, b: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let names = a.keys().chain(b.keys().filter(|name| !a.contains_key(*name)));
    names.filter(|name| a.get(*name) != b.get(*name)).cloned().collect()
}

/// All that a run may leave, but for the lock, which names the process that holds it.
fn kept(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut kept = files(root);
    kept.retain(|name, _| !name.ends_with(".sperre"));
    kept
}

#[test]
fn another_machine_makes_the_same_files_and_a_second_run_changes_none() {
    let first = files(&lauf().root.join("reports"));
    assert_eq!(first.keys().filter(|name| name.ends_with(".pdf")).count(), 137 + 9 + 9 + 8 + 9 + 1 + 1 + 3 + 1 + 7);
    let elsewhere = Arbeitsbereich::verden();
    run(elsewhere.path(), &["lauf"]).expect("a run");
    ask_for_more(elsewhere.path()).expect("more");
    assert_eq!(differing(&first, &files(&elsewhere.path().join("reports"))), Vec::<String>::new());
    // Another key for Aktenzeichen: nothing that is printed hangs on it.
    let key = "data/bestand/aktenzeichen.key";
    let (ours, theirs) = (kept(&lauf().root), kept(elsewhere.path()));
    assert_ne!(ours[key], theirs[key]);

    let again = run(elsewhere.path(), &["lauf"]).expect("a second run");
    assert!(again.text.starts_with("Nichts zu tun"), "{}", again.text);
    assert_eq!(again.json["unveraendert"], true);
    assert_eq!(again.status, Status::Fertig);
    assert_eq!(differing(&theirs, &kept(elsewhere.path())), Vec::<String>::new());
}
