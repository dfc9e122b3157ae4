//! Which files there are, and how they become the office's [`Stammdaten`].

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::check::{self, Files};
use super::diagnostic::Fehlerstelle;
use super::file::File;
use super::parse::{LARGEST, parse};
use super::tree::{Node, Value};
use super::typed::read;
use crate::domain::Stammdaten;
use crate::domain::amt::Einstellungen;
use crate::domain::budget::{Budget, Budgetbewegung, Stundennachweis};
use crate::domain::evaluation::Evaluation;
use crate::domain::ferien::Ferienordnung;
use crate::domain::kriterien::Kriterienkatalog;
use crate::domain::massnahme::Massnahme;
use crate::domain::nachweis::Nachweis;
use crate::domain::raum::{Raum, Region};
use crate::domain::sitzung::{Ausschusssitzung, Empfaenger, Sitzung, Sozialraumteam};
use crate::domain::stammdaten::{Hilfeart, Konten, Traeger};
use crate::finding::Schwere;

/// The settings file; a folder that has it is a workspace.
pub const EINSTELLUNGEN: &str = "sozialraumbericht.toml";
/// Folder of the master data.
const STAMMDATEN: &str = "data/stammdaten";
/// Folder of the export layouts.
pub const EXPORT: &str = "data/stammdaten/export";

/// The folders of the records.
pub const RECORDS: [&str; 5] =
    ["data/stammdaten", "data/massnahmen", "data/evaluationen", "data/nachweise", "data/sitzungen"];

/// A workspace that was read without an error.
#[derive(Clone, Debug)]
pub struct Arbeitsbereich {
    /// Its folder.
    pub root: PathBuf,
    /// What its files say.
    pub stammdaten: Stammdaten,
    /// What somebody should look at; it stops nothing.
    pub warnungen: Vec<Fehlerstelle>,
}

/// A file that was read into a type, still with its places.
#[derive(Clone, Debug)]
pub struct Gelesen<T> {
    /// What it says.
    pub wert: T,
    /// Where each value stands.
    pub file: File,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RaeumeFile {
    regionen: Vec<Region>,
    raeume: Vec<Raum>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HilfeartenFile {
    hilfearten: Vec<Hilfeart>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TraegerFile {
    traeger: Vec<Traeger>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct KriterienFile {
    kriterien: Vec<Kriterienkatalog>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BudgetsFile {
    budgets: Vec<Budget>,
    #[serde(default)]
    budgetbewegungen: Vec<Budgetbewegung>,
    #[serde(default)]
    stundennachweise: Vec<Stundennachweis>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct VerteilerFile {
    #[serde(default)]
    sozialraumteams: Vec<Sozialraumteam>,
    #[serde(default)]
    verteiler: Vec<Empfaenger>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FerienFile {
    #[serde(default)]
    ferienordnungen: Vec<Ferienordnung>,
}

/// Reads and checks a whole workspace. All mistakes of all files come at once; only warnings let it pass.
///
/// # Errors
/// Everything that is wrong, warnings included, in the order of the files.
pub fn load(root: &Path) -> Result<Arbeitsbereich, Vec<Fehlerstelle>> {
    load_with(root, None)
}

/// The same as if one file already said something else; a name that is not there yet is a new file.
///
/// # Errors
/// Everything that would be wrong.
pub fn load_with(root: &Path, statt: Option<(&str, &str)>) -> Result<Arbeitsbereich, Vec<Fehlerstelle>> {
    let mut out = Vec::new();
    let loaded = read_all(Quelle { root, statt }, &mut out);
    if let Some((files, stammdaten)) = &loaded {
        check::check(files, stammdaten, &mut out);
    }
    out.retain(|place| !place.suppressed);
    out.sort_by_key(|place| (&*place.datei != EINSTELLUNGEN, place.datei.clone(), place.zeile()));
    let has_error = out.iter().any(|place| place.schwere == Schwere::Fehler);
    match loaded {
        Some((_, stammdaten)) if !has_error => Ok(Arbeitsbereich { root: root.to_owned(), stammdaten, warnungen: out }),
        _ => Err(out),
    }
}

/// Reads one file of the workspace into a type, with the same diagnostics as everything else.
///
/// `name` is the path below the root, with `/`.
///
/// # Errors
/// Everything in the file that does not fit the type.
pub fn read_typed<T: for<'de> Deserialize<'de>>(root: &Path, name: &str) -> Result<Gelesen<T>, Vec<Fehlerstelle>> {
    let mut out = Vec::new();
    let file = open(Quelle { root, statt: None }, name, &mut out);
    typed(file, out)
}

/// The same for bytes that are at hand; `name` is what mistakes are told of.
///
/// # Errors
/// Everything in the bytes that does not fit the type.
pub fn read_bytes<T: for<'de> Deserialize<'de>>(name: &str, bytes: Vec<u8>) -> Result<Gelesen<T>, Vec<Fehlerstelle>> {
    let mut out = Vec::new();
    let file = parse(name, bytes, &mut out);
    typed(file, out)
}

fn typed<T: for<'de> Deserialize<'de>>(
    mut file: File,
    mut out: Vec<Fehlerstelle>,
) -> Result<Gelesen<T>, Vec<Fehlerstelle>> {
    match read(&mut file, &mut out) {
        Some(wert) if out.is_empty() => Ok(Gelesen { wert, file }),
        _ => Err(out),
    }
}

/// Where files come from: a folder, and one file that is to be taken as if it said something else.
#[derive(Clone, Copy)]
struct Quelle<'a> {
    root: &'a Path,
    statt: Option<(&'a str, &'a str)>,
}

/// Reads every file. `None` only if one of them is so wrong that nothing can be put in its place.
fn read_all(root: Quelle<'_>, out: &mut Vec<Fehlerstelle>) -> Option<(Files, Stammdaten)> {
    if !root.root.join(EINSTELLUNGEN).is_file() {
        out.push(no_workspace(root.root));
        return None;
    }
    let (einstellungen_file, einstellungen) = one::<Einstellungen>(root, EINSTELLUNGEN, out);
    let (raeume_file, raeume) = one::<RaeumeFile>(root, &master("raeume"), out);
    let (hilfearten_file, hilfearten) = one::<HilfeartenFile>(root, &master("hilfearten"), out);
    let (konten_file, konten) = one::<Konten>(root, &master("konten"), out);
    let (traeger_file, traeger) = one::<TraegerFile>(root, &master("traeger"), out);
    let (kriterien_file, kriterien) = one::<KriterienFile>(root, &master("kriterien"), out);
    let (budgets_file, budgets) = one::<BudgetsFile>(root, &master("budgets"), out);
    let (verteiler_file, verteiler) = one::<VerteilerFile>(root, &master("verteiler"), out);
    let (ferien_file, ferien) = optional::<FerienFile>(root, &master("ferien"), out);
    let (massnahmen_files, massnahmen) = many::<Massnahme, _>(root, "data/massnahmen", out, |m| m.id.clone());
    let (evaluationen_files, evaluationen) =
        many::<Evaluation, _>(root, "data/evaluationen", out, |e| (e.massnahme.clone(), e.halbjahr));
    let (nachweise_files, nachweise) =
        many::<Nachweis, _>(root, "data/nachweise", out, |n| (n.massnahme.clone(), n.foerderjahr));
    let meetings = open_folder(root, "data/sitzungen", out);
    let (ausschuss, teams): (Vec<File>, Vec<File>) = meetings.into_iter().partition(is_ausschuss);
    let ausschuss = ausschuss.into_iter().map(without_art).collect();
    let (sitzungen_files, sitzungen) = sorted::<Sitzung, _>(teams, out, |s| (s.datum, s.id.clone()));
    let (ausschuss_files, ausschusssitzungen) =
        sorted::<Ausschusssitzung, _>(ausschuss, out, |s| (s.datum, s.id.clone()));
    let (raeume, budgets, verteiler) = (raeume?, budgets?, verteiler?);
    let stammdaten = Stammdaten {
        einstellungen: einstellungen?,
        regionen: raeume.regionen,
        raeume: raeume.raeume,
        hilfearten: hilfearten?.hilfearten,
        konten: konten?,
        traeger: traeger?.traeger,
        kriterien: kriterien?.kriterien,
        budgets: budgets.budgets,
        budgetbewegungen: budgets.budgetbewegungen,
        stundennachweise: budgets.stundennachweise,
        massnahmen,
        evaluationen,
        nachweise,
        sozialraumteams: verteiler.sozialraumteams,
        sitzungen,
        ausschusssitzungen,
        verteiler: verteiler.verteiler,
        ferien: ferien?.ferienordnungen,
    };
    let files = Files {
        einstellungen: einstellungen_file,
        raeume: raeume_file,
        hilfearten: hilfearten_file,
        konten: konten_file,
        traeger: traeger_file,
        kriterien: kriterien_file,
        budgets: budgets_file,
        verteiler: verteiler_file,
        ferien: ferien_file,
        massnahmen: massnahmen_files,
        evaluationen: evaluationen_files,
        nachweise: nachweise_files,
        sitzungen: sitzungen_files,
        ausschuss: ausschuss_files,
    };
    Some((files, stammdaten))
}

/// The folder is none of ours.
fn no_workspace(root: &Path) -> Fehlerstelle {
    Fehlerstelle::file_error(EINSTELLUNGEN, "Dieser Ordner ist kein Arbeitsbereich")
        .expecting(format!("die Datei {EINSTELLUNGEN} im Ordner {}", root.display()))
        .help("Mit `--arbeitsbereich ORDNER` den richtigen Ordner angeben oder mit `sozialraumbericht neu ORDNER` einen anlegen.")
}

/// Name of a master data file.
fn master(stem: &str) -> String {
    format!("{STAMMDATEN}/{stem}.toml")
}

/// Opens and parses a file; one that cannot be opened is a mistake and an empty tree.
fn open(quelle: Quelle<'_>, name: &str, out: &mut Vec<Fehlerstelle>) -> File {
    if let Some((_, text)) = quelle.statt.filter(|(changed, _)| *changed == name) {
        return parse(name, text.as_bytes().to_vec(), out);
    }
    match bytes_of(&quelle.root.join(name)) {
        Ok(bytes) => parse(name, bytes, out),
        Err(error) => {
            out.push(cannot_open(name, &error));
            File::damaged(name)
        }
    }
}

/// The file's bytes, at most one more than are allowed.
fn bytes_of(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let most = u64::try_from(LARGEST).unwrap_or(u64::MAX).saturating_add(1);
    let meta = fs::metadata(path)?;
    if !meta.is_file() && !meta.is_dir() {
        // Reading a pipe might never end.
        return Err(std::io::ErrorKind::InvalidInput.into());
    }
    fs::File::open(path)?.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A file or folder that cannot be opened, in German.
fn cannot_open(name: &str, error: &std::io::Error) -> Fehlerstelle {
    match error.kind() {
        std::io::ErrorKind::NotFound => Fehlerstelle::file_error(name, "Die Datei fehlt").help(
            "Mit `sozialraumbericht neu ORDNER --profil leer` entsteht ein Muster, aus dem sie kopiert werden kann.",
        ),
        std::io::ErrorKind::PermissionDenied => Fehlerstelle::file_error(name, "Die Datei darf nicht gelesen werden")
            .expecting("Leserechte für diese Datei"),
        _ => Fehlerstelle::file_error(name, "Die Datei kann nicht gelesen werden")
            .expecting(format!("eine lesbare Datei (Meldung des Betriebssystems: {error})")),
    }
}

/// Reads one file into a type.
fn one<T: for<'de> Deserialize<'de>>(root: Quelle<'_>, name: &str, out: &mut Vec<Fehlerstelle>) -> (File, Option<T>) {
    let mut file = open(root, name, out);
    let value = read(&mut file, out);
    (file, value)
}

/// The same for a file that may be missing: then nothing is in it.
fn optional<T: for<'de> Deserialize<'de> + Default>(
    root: Quelle<'_>,
    name: &str,
    out: &mut Vec<Fehlerstelle>,
) -> (File, Option<T>) {
    if root.root.join(name).exists() { one(root, name, out) } else { (File::damaged(name), Some(T::default())) }
}

/// Opens every record file of a folder, by name. The folder may be missing.
fn open_folder(quelle: Quelle<'_>, folder: &str, out: &mut Vec<Fehlerstelle>) -> Vec<File> {
    let entries = match fs::read_dir(quelle.root.join(folder)) {
        Ok(entries) => Some(entries),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
        Err(error) => {
            out.push(cannot_open(folder, &error));
            return Vec::new();
        }
    };
    let is_here = |name: &str| name.rsplit_once('/').is_some_and(|(parent, _)| parent == folder);
    let mut names: Vec<String> =
        quelle.statt.iter().filter(|(name, _)| is_here(name)).map(|(name, _)| (*name).to_owned()).collect();
    for entry in entries.into_iter().flatten().flatten() {
        match entry.file_name().into_string() {
            Ok(name) if name.starts_with(['.', '~', '#']) || name.ends_with('~') => {}
            Ok(name) if name.ends_with(".toml") => names.push(format!("{folder}/{name}")),
            Ok(name) => out.push(stray(&format!("{folder}/{name}"))),
            Err(name) => out.push(stray(&format!("{folder}/{}", name.to_string_lossy()))),
        }
    }
    names.sort_unstable();
    names.dedup();
    names.iter().map(|name| open(quelle, name, out)).collect()
}

/// Something that lies among the records and is none.
fn stray(name: &str) -> Fehlerstelle {
    Fehlerstelle::file_error(name, "In diesem Ordner werden nur Dateien gelesen, die auf .toml enden").warning()
}

/// Reads every record of a folder, in the order of a key.
fn many<T: for<'de> Deserialize<'de>, K: Ord>(
    root: Quelle<'_>,
    folder: &str,
    out: &mut Vec<Fehlerstelle>,
    key: impl Fn(&T) -> K,
) -> (Vec<File>, Vec<T>) {
    let files = open_folder(root, folder, out);
    sorted(files, out, key)
}

/// Reads every record of some files, in the order of a key.
fn sorted<T: for<'de> Deserialize<'de>, K: Ord>(
    files: Vec<File>,
    out: &mut Vec<Fehlerstelle>,
    key: impl Fn(&T) -> K,
) -> (Vec<File>, Vec<T>) {
    let mut records: Vec<(File, T)> = Vec::with_capacity(files.len());
    for mut file in files {
        if let Some(value) = read(&mut file, out) {
            records.push((file, value));
        }
    }
    records.sort_by_key(|(_, value)| key(value));
    records.into_iter().unzip()
}

/// Whether a meeting's file says that it is a session of the committee.
fn is_ausschuss(file: &File) -> bool {
    file.root.get("art").is_some_and(|entry| matches!(&entry.node.value, Value::Text(art) if art == check::AUSSCHUSS))
}

/// The file without the key that told it apart; the type has none.
fn without_art(mut file: File) -> File {
    if let Node { value: Value::Table(entries), .. } = &mut file.root {
        entries.retain(|entry| entry.key != "art");
    }
    file
}
