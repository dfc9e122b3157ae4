//! The folder list of `src/` is the pipeline: a module knows only what stands to its left.

use std::fs;
use std::path::{Path, PathBuf};

const ORDER: [&str; 15] = [
    "domain",
    "error",
    "finding",
    "workspace",
    "ingest",
    "rules",
    "store",
    "aggregate",
    "disclosure",
    "present",
    "render",
    "deliver",
    "cli",
    "plan",
    "pipeline",
];

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        if entry.is_dir() {
            rust_files(&entry, found);
        } else if entry.extension().is_some_and(|ending| ending == "rs") {
            found.push(entry);
        }
    }
}

fn module_of(path: &Path) -> String {
    let inside = path.strip_prefix(crate::arbeitsbereich::root().join("src")).expect("a source file");
    let first = inside.components().next().expect("a name").as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

/// Names that follow `crate::` in the code of a file, comments left out.
fn crates_named(text: &str) -> Vec<String> {
    let code: String = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    code.split("crate::")
        .skip(1)
        .flat_map(|rest| {
            let names: Vec<String> = match rest.strip_prefix('{') {
                // use crate::{a, b::c};
                Some(group) => group.split(['}', ';']).next().unwrap_or("").split(',').map(str::to_owned).collect(),
                None => vec![rest.to_owned()],
            };
            names.into_iter().map(|name| {
                name.trim().chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect::<String>()
            })
        })
        .collect()
}

#[test]
fn modules_know_only_what_stands_to_their_left() {
    let mut files = Vec::new();
    rust_files(&crate::arbeitsbereich::root().join("src"), &mut files);
    let mut wrong = Vec::new();
    for file in files {
        let module = module_of(&file);
        let Some(place) = ORDER.iter().position(|name| *name == module) else {
            assert!(["lib", "main"].contains(&module.as_str()), "{module} has no place in the pipeline");
            continue;
        };
        let text = fs::read_to_string(&file).expect("a source file");
        for name in crates_named(&text) {
            if let Some(known) = ORDER.iter().position(|other| *other == name)
                && known > place
            {
                wrong.push(format!("{} uses crate::{name}", file.display()));
            }
            let sees_only = ["render", "present", "error"];
            if module == "render" && ORDER.contains(&name.as_str()) && !sees_only.contains(&name.as_str()) {
                wrong.push(format!("{}: render sees present only, not crate::{name}", file.display()));
            }
            let sees_only = ["deliver", "present", "domain", "error"];
            if module == "deliver" && ORDER.contains(&name.as_str()) && !sees_only.contains(&name.as_str()) {
                wrong.push(format!("{}: deliver is handed finished mails, not crate::{name}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_ingest_knows_workbooks_and_only_store_and_aggregate_know_polars() {
    let mut files = Vec::new();
    rust_files(&crate::arbeitsbereich::root().join("src"), &mut files);
    for file in files {
        let text = fs::read_to_string(&file).expect("a source file");
        let module = module_of(&file);
        for (library, homes) in [
            ("calamine", &["ingest"][..]),
            ("csv", &["ingest"]),
            ("rusqlite", &["store"]),
            ("polars", &["store", "aggregate"]),
            ("microlp", &["disclosure"]),
            ("typst", &["render"]),
            ("rust_xlsxwriter", &["render"]),
            ("handlebars", &["render"]),
            ("lettre", &["deliver"]),
            ("icalendar", &["render"]),
            ("clap", &["cli"]),
        ] {
            let names_it = text.lines().any(|line| line.trim_start().starts_with(&format!("use {library}::")));
            assert!(!names_it || homes.contains(&module.as_str()), "{} uses {library}", file.display());
        }
    }
}

/// Files that are compiled for tests only: declared as modules right after `#[cfg(test)]`.
fn test_files(files: &[PathBuf]) -> Vec<String> {
    files
        .iter()
        .flat_map(|file| {
            let text = fs::read_to_string(file).expect("a source file");
            let is_folders =
                ["mod", "lib", "main"].iter().any(|stem| file.file_stem().is_some_and(|name| name == *stem));
            let folder = if is_folders { file.parent().expect("a folder").to_owned() } else { file.with_extension("") };
            let beside = file.parent().expect("a folder").display().to_string();
            let folder = folder.display().to_string();
            let lines: Vec<_> = text.lines().map(str::trim).collect();
            let after_cfg = lines.windows(2).filter(|pair| pair[0] == "#[cfg(test)]");
            after_cfg
                .filter_map(|pair| pair[1].strip_suffix(';')?.rsplit(' ').next().map(str::to_owned))
                .flat_map(|name| [format!("{folder}/{name}.rs"), format!("{beside}/{name}.rs")])
                .collect::<Vec<_>>()
        })
        .collect()
}

/// Names by which an office could be told: its own, and the keys and names of its Sozialräume.
fn office_names() -> Vec<String> {
    let root = crate::arbeitsbereich::root();
    let mut names: Vec<String> = ["verden", "norderstedt", "rheinbrück"].map(str::to_owned).to_vec();
    for office in ["", "examples/norderstedt", "examples/bezirk"] {
        let path = root.join(office).join("data/stammdaten/raeume.toml");
        let table: toml::Table = fs::read_to_string(path).expect("Räume").parse().expect("TOML");
        let raeume = table["raeume"].as_array().expect("Räume").iter();
        for raum in raeume.filter(|raum| raum["art"].as_str() == Some("sozialraum")) {
            names.extend(["id", "name"].iter().filter_map(|key| raum[*key].as_str().map(str::to_lowercase)));
        }
    }
    names.retain(|name| name.chars().count() > 4 && !name.starts_with("nord-") && !name.starts_with("sued-"));
    names
}

/// What an office is called decides nothing: names stand in the samples that the program brings along, and in the
/// examples of helps and of rules.
#[test]
fn no_office_is_named_in_the_code() {
    let mut files = Vec::new();
    rust_files(&crate::arbeitsbereich::root().join("src"), &mut files);
    let only_tests = test_files(&files);
    let names = office_names();
    assert!(names.iter().any(|name| name == "achim") && names.iter().any(|name| name == "garstedt"), "{names:?}");
    let is_read = |file: &&PathBuf| {
        let name = file.display().to_string();
        !only_tests.contains(&name) && !name.ends_with("workspace/create/profile.rs")
    };
    let mut wrong = Vec::new();
    for file in files.iter().filter(is_read) {
        let text = fs::read_to_string(file).expect("a source file");
        let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or("");
        for line in code.lines().map(str::trim) {
            let is_example = ["//", "beispiel:", "after_help"].iter().any(|start| line.starts_with(start));
            let low = line.to_lowercase();
            if !is_example && names.iter().any(|name| low.contains(name.as_str())) {
                wrong.push(format!("{}: {line}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
