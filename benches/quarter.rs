//! Times the whole program over the sample workspace: everything from nothing, all documents again, nothing to do.
//!
//! `cargo bench --profile release --bench quarter`. Machines differ and are noisy: compare the ratios, not the seconds.

#![allow(
    clippy::disallowed_types,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a measurement prints seconds and fails by panicking"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

const RUNS: usize = 5;

fn main() {
    let workspace = tempfile::tempdir().expect("a folder");
    let root = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    fs::copy(root.join("sozialraumbericht.toml"), workspace.path().join("sozialraumbericht.toml")).expect("copied");
    copy(&root.join("data"), &workspace.path().join("data"));
    let forget = || {
        let _ = fs::remove_dir_all(workspace.path().join("data/bestand"));
        let _ = fs::remove_dir_all(workspace.path().join("reports"));
    };
    let from_nothing = median(|_| {
        forget();
        lauf(workspace.path(), "2026-07-20")
    });
    // Another day makes every document anew, from deliveries that are already in the store.
    let documents = median(|run| lauf(workspace.path(), &format!("2026-08-{:02}", run + 1)));
    lauf(workspace.path(), "2026-07-20");
    let unchanged = median(|_| lauf(workspace.path(), "2026-07-20"));
    println!("six quarters in, all documents   {from_nothing:6.2} s");
    println!("all documents again              {documents:6.2} s   {:5.2} of the first", documents / from_nothing);
    println!("nothing has changed              {unchanged:6.2} s   {:5.2} of the first", unchanged / from_nothing);
}

/// Seconds of one run of the program.
fn lauf(workspace: &Path, heute: &str) -> f64 {
    let started = Instant::now();
    let output = Command::new(env!("CARGO_BIN_EXE_sozialraumbericht"))
        .args(["lauf", "--heute", heute])
        .current_dir(workspace)
        .output()
        .expect("the program runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    started.elapsed().as_secs_f64()
}

fn median(mut measure: impl FnMut(usize) -> f64) -> f64 {
    let mut seconds: Vec<_> = (0..RUNS).map(&mut measure).collect();
    seconds.sort_by(f64::total_cmp);
    seconds[RUNS / 2]
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder").map(|entry| entry.expect("an entry")) {
        let name = entry.file_name();
        if entry.path().is_dir() && name != "bestand" {
            copy(&entry.path(), &to.join(name));
        } else if entry.path().is_file() {
            fs::copy(entry.path(), to.join(name)).expect("copied");
        }
    }
}
