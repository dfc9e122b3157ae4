//! The tests' dependencies add no feature to what the program itself is built from: else polars and typst would be
//! compiled a second time for `cargo test`, and a fresh machine would wait twice.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

/// Packages of a tree, each with the sets of features it is built with.
fn packages(edges: &str) -> BTreeMap<String, BTreeSet<String>> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["tree", "--offline", "--locked", "--prefix", "none", "--format", "{p}|{f}", "--edges", edges])
        .current_dir(crate::arbeitsbereich::root())
        .output()
        .expect("cargo");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut packages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line in String::from_utf8(output.stdout).expect("a text").lines() {
        let Some((package, features)) = line.trim_end_matches(" (*)").split_once('|') else { continue };
        packages.entry(package.to_owned()).or_default().insert(features.to_owned());
    }
    packages
}

#[test]
fn the_tests_dependencies_add_no_feature_to_the_program() {
    let program = packages("normal,build");
    let tests = packages("normal,build,dev");
    assert!(program.len() > 200, "{} packages", program.len());
    let grown: Vec<_> = program
        .iter()
        // Every variant that the program builds is the one that tests use; a build script of the tests' dependencies
        // may take a further one of some small crate.
        .filter(|(package, features)| !tests.get(*package).is_some_and(|all| features.is_subset(all)))
        .map(|(package, features)| format!("{package}: {features:?} in the program, {:?} in tests", tests.get(package)))
        .collect();
    assert!(grown.is_empty(), "{}", grown.join("\n"));
}
