//! Copies of the sample workspace, and commands run in them through the library.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use sozialraumbericht::cli::Cli;
use sozialraumbericht::error::Error;
use sozialraumbericht::pipeline::{self, Antwort, Still};
use sozialraumbericht::plan::Plan;
use tempfile::TempDir;

/// The day that runs in tests take as today: the day of the sample's master data.
pub const HEUTE: &str = "2026-07-20";

/// The repository's root, the sample workspace of Landkreis Verden: as cargo names it when it starts the tests, since
/// the compiled-in path may belong to another checkout that shared the target folder.
pub fn root() -> &'static Path {
    static ROOT: LazyLock<PathBuf> =
        LazyLock::new(|| std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default().into());
    &ROOT
}

/// A workspace of its own in a temporary folder.
pub struct Arbeitsbereich {
    folder: TempDir,
}

impl Arbeitsbereich {
    /// A copy of the sample workspace with its deliveries, without a store.
    pub fn verden() -> Self {
        let made = Self::verden_without_deliveries();
        copy(&root().join("data/eingang"), &made.path().join("data/eingang"));
        made
    }

    /// A copy of the sample workspace that has received nothing yet.
    pub fn verden_without_deliveries() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let made = Self { folder };
        fs::copy(root().join("sozialraumbericht.toml"), made.path().join("sozialraumbericht.toml")).expect("copied");
        for part in ["stammdaten", "massnahmen", "evaluationen", "nachweise", "sitzungen"] {
            copy(&root().join("data").join(part), &made.path().join("data").join(part));
        }
        made
    }

    /// A workspace made from another office's master data, with its deliveries.
    pub fn taken_over(office: &str) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let made = Self { folder };
        let json = root().join(format!("tests/stammdaten/{office}.json"));
        let words = ["neu", &made.path().to_string_lossy(), "--aus", &json.to_string_lossy()].map(str::to_owned);
        run(&words.iter().map(String::as_str).collect::<Vec<_>>()).expect("a workspace");
        copy(&root().join("tests/lieferungen").join(office), &made.path().join("data/eingang"));
        made
    }

    /// A sample that the program brings along, with its deliveries.
    pub fn of_profile(name: &str) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let made = Self { folder };
        run(&["neu", &made.path().to_string_lossy(), "--profil", name]).expect("a workspace");
        made
    }

    /// Its folder.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Puts a delivered file of the tests into data/eingang.
    pub fn deliver(&self, file: &Path) {
        let folder = self.path().join("data/eingang");
        fs::create_dir_all(&folder).expect("a folder");
        fs::copy(file, folder.join(file.file_name().expect("a name"))).expect("copied");
    }

    /// Runs a command here, on the day of the tests.
    pub fn run(&self, words: &[&str]) -> Result<Antwort, Error> {
        let here = self.path().to_string_lossy().into_owned();
        let mut all = words.to_vec();
        all.extend(["--arbeitsbereich", &here]);
        if !words.contains(&"--heute") {
            all.extend(["--heute", HEUTE]);
        }
        run(&all)
    }

    /// The files below a folder of the workspace with their bytes, by path.
    pub fn files(&self, folder: &str) -> Vec<(String, Vec<u8>)> {
        let mut files = Vec::new();
        collect(&self.path().join(folder), "", &mut files);
        files.sort();
        files
    }
}

/// Runs a command as `main` does.
pub fn run(words: &[&str]) -> Result<Antwort, Error> {
    let cli = Cli::read(std::iter::once("sozialraumbericht").chain(words.iter().copied())).expect("a right call");
    let clock = HEUTE.parse().expect("a day");
    let plan = Plan::resolve(&cli.allgemein, clock, true);
    pipeline::run(&cli.befehl, &plan, &Still)
}

/// Copies a folder with all below it.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder").map(|entry| entry.expect("an entry")) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("copied");
        }
    }
}

fn collect(folder: &Path, prefix: &str, files: &mut Vec<(String, Vec<u8>)>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.map(|entry| entry.expect("an entry")) {
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{name}/"), files);
        } else {
            files.push((name, fs::read(entry.path()).expect("a file")));
        }
    }
}
