//! Answers to deliveries: the delivered file with marks, in `data/rueckmeldung`.
//!
//! An answer holds what was delivered, so only its owner may read it and it never lies in `reports/`. Its name is
//! that of the delivery and `.pruefbericht.xlsx`. Where deliveries in several folders have one name, the first one
//! answered has the plain name; for the others the folder stands behind it: `Kosten.xlsx (2026-Q2).pruefbericht.xlsx`.

use std::fs;
use std::path::{Component, Path, PathBuf};

use super::ausgabe::write_private;
use crate::domain::lesegrenzen::Lesegrenzen;
use crate::error::{Error, Result};
use crate::finding::Befund;
use crate::ingest::oeffner::Oeffner;
use crate::plan::Plan;
use crate::present::pruefbericht::nachbau::Nachbau;
use crate::present::pruefbericht::{Pruefbericht, is_readable};
use crate::render::pruefbericht::{has_macros, is_about, marked, only_list, rebuilt};

/// Larger files are no answers of ours.
const LARGEST_ANSWER: u64 = 1024 * 1024 * 1024;

/// Answers a delivery that has findings, and takes away the answer to an earlier file of this name and place.
///
/// Returns where the answer lies.
pub(super) fn answer(plan: &Plan, datei: &Path, befunde: &[Befund], lesen: Lesegrenzen) -> Result<Option<PathBuf>> {
    let lieferung = Lieferort::of(plan, datei);
    let folder = plan.rueckmeldung();
    let mut place = None;
    if !befunde.is_empty() {
        let (bytes, bericht) = make(plan, datei, &lieferung, befunde, lesen)?;
        let target = free_place(&folder, &lieferung, &bericht, has_macros(&bytes));
        write_private("Der Prüfbericht", &target, &bytes)?;
        place = Some(target);
    }
    remove_outdated(plan, &lieferung, place.as_deref())?;
    Ok(place)
}

/// Writes the answer to a delivery where it was asked for, and says so.
pub(super) fn write_to(
    plan: &Plan,
    target: &Path,
    datei: &Path,
    befunde: &[Befund],
    lesen: Lesegrenzen,
) -> Result<Vec<String>> {
    let (bytes, _) = make(plan, datei, &Lieferort::of(plan, datei), befunde, lesen)?;
    write_private("Der Prüfbericht", target, &bytes)?;
    let mut lines = vec![told(target)];
    let is_xlsm = target.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsm"));
    if has_macros(&bytes) && !is_xlsm {
        lines.push("  Die Lieferung enthält Makros; Excel öffnet den Prüfbericht nur mit der Endung .xlsm.".to_owned());
    }
    Ok(lines)
}

/// Refuses places where an answer must not lie.
pub(super) fn check_target(plan: &Plan, target: &Path, dateien: &[PathBuf]) -> Result<()> {
    let here = real(target);
    if dateien.iter().any(|datei| real(datei) == here) {
        return Err(Error::new("Der Prüfbericht würde die Lieferung überschreiben")
            .at(target)
            .remedy("Einen anderen Namen angeben"));
    }
    for (folder, what) in [(plan.reports(), "Berichten"), (plan.eingang(), "Lieferungen")] {
        if here.starts_with(real(&folder)) {
            let message = format!("Ein Prüfbericht gehört nicht in den Ordner mit den {what}");
            let remedy = "Er enthält Sozialdaten; sein Ordner ist data/rueckmeldung";
            return Err(Error::new(message).at(target).remedy(remedy));
        }
    }
    Ok(())
}

/// A line of an answer's place.
pub(super) fn told(place: &Path) -> String {
    format!("  Prüfbericht: {}", place.display())
}

/// Which file an answer is about.
struct Lieferort {
    name: String,
    /// The folder it lies in below `data/eingang`, or elsewhere.
    folder: String,
}

impl Lieferort {
    fn of(plan: &Plan, datei: &Path) -> Self {
        let name = datei.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let path = real(datei);
        let folder = path.parent().unwrap_or(Path::new(""));
        let folder = folder.strip_prefix(real(&plan.eingang())).unwrap_or(folder);
        let steps = folder.components().filter(|step| matches!(step, Component::Normal(_)));
        let folder = steps.map(|step| step.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
        Self { name, folder }
    }

    /// As the answer names it.
    fn shown(&self) -> String {
        if self.folder.is_empty() { self.name.clone() } else { format!("{}/{}", self.folder, self.name) }
    }

    /// Names that its answer may have, the plain one first.
    fn answers(&self, ending: &str) -> Vec<String> {
        let folder = self.folder.replace('/', "_");
        let plain = format!("{}.pruefbericht.{ending}", self.name);
        if folder.is_empty() {
            vec![plain]
        } else {
            vec![plain, format!("{} ({folder}).pruefbericht.{ending}", self.name)]
        }
    }
}

/// The answer: the delivered workbook with marks, else one built anew, else only the list.
fn make(
    plan: &Plan,
    datei: &Path,
    lieferung: &Lieferort,
    befunde: &[Befund],
    lesen: Lesegrenzen,
) -> Result<(Vec<u8>, Pruefbericht)> {
    let bericht = Pruefbericht::new(&lieferung.name, &lieferung.shown(), befunde);
    if !is_readable(befunde) {
        let bericht = bericht.with_source("Die Datei ließ sich nicht öffnen; darum stehen hier nur die Befunde.");
        return Ok((only_list(&bericht)?, bericht));
    }
    let bytes = fs::read(datei).map_err(|cause| Error::io("Die Lieferung lässt sich nicht lesen", datei, &cause))?;
    let as_delivered = bericht
        .clone()
        .with_source("Außer Markierungen, Notizen und diesem Blatt ist alles unverändert, wie es geliefert wurde.");
    if let Some(bytes) = marked(&as_delivered, &bytes) {
        return Ok((bytes, as_delivered));
    }
    let Ok(mappe) = Oeffner::new(plan.lesart.clone(), lesen).open(&lieferung.name, &bytes) else {
        let bericht = bericht
            .with_source("Die Zellen der Datei ließen sich nicht übernehmen; darum stehen hier nur die Befunde.");
        return Ok((only_list(&bericht)?, bericht));
    };
    let (nachbau, names) = Nachbau::new(mappe);
    let mut bericht =
        bericht.with_source("Die Zellen sind aus der gelieferten Datei übernommen; Formate und Formeln fehlen.");
    if nachbau.blaetter.iter().any(|blatt| blatt.gekuerzt) {
        bericht =
            bericht.with_source("Die Datei ist größer als ein Tabellenblatt; was darüber hinausgeht, fehlt hier.");
    }
    let bericht = bericht.renamed(&names);
    Ok((rebuilt(&bericht, &nachbau, plan.heute)?, bericht))
}

/// The first name that is free, or that holds an answer to the same delivery.
fn free_place(folder: &Path, lieferung: &Lieferort, bericht: &Pruefbericht, macros: bool) -> PathBuf {
    let mut places = lieferung.answers(if macros { "xlsm" } else { "xlsx" }).into_iter().map(|name| folder.join(name));
    let first = places.next();
    let second = places.next();
    let is_ours = |place: &PathBuf| !place.exists() || answers(place, &bericht.lieferung);
    match (first, second) {
        (Some(first), Some(second)) => {
            if is_ours(&first) {
                first
            } else {
                second
            }
        }
        (first, second) => first.or(second).unwrap_or_default(),
    }
}

/// Whether a file answers a delivery.
fn answers(place: &Path, lieferung: &str) -> bool {
    fs::metadata(place).is_ok_and(|meta| meta.len() <= LARGEST_ANSWER)
        && fs::read(place).is_ok_and(|bytes| is_about(&bytes, lieferung))
}

/// Takes away the answers to deliveries that were deleted, unless one of the same name is still kept.
pub(super) fn remove_answers_to(plan: &Plan, gone: &[String], kept: &[String]) -> Result<()> {
    let Ok(entries) = fs::read_dir(plan.rueckmeldung()) else { return Ok(()) };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let answers = |datei: &String| {
            name.strip_prefix(datei.as_str()).is_some_and(|rest| {
                rest.contains(".pruefbericht.") && (rest.starts_with('.') || rest.starts_with(" ("))
            })
        };
        if gone.iter().any(answers) && !kept.iter().any(answers) {
            let place = entry.path();
            fs::remove_file(&place)
                .map_err(|cause| Error::io("Der Prüfbericht lässt sich nicht entfernen", &place, &cause))?;
        }
    }
    Ok(())
}

/// Takes away answers to this delivery other than the one that counts.
fn remove_outdated(plan: &Plan, lieferung: &Lieferort, keep: Option<&Path>) -> Result<()> {
    let line = Pruefbericht::new(&lieferung.name, &lieferung.shown(), &[]).lieferung;
    for name in ["xlsx", "xlsm"].iter().flat_map(|ending| lieferung.answers(ending)) {
        let place = plan.rueckmeldung().join(name);
        if Some(place.as_path()) != keep && place.exists() && answers(&place, &line) {
            fs::remove_file(&place)
                .map_err(|cause| Error::io("Der überholte Prüfbericht lässt sich nicht entfernen", &place, &cause))?;
        }
    }
    Ok(())
}

/// The real path of a file that may not be there yet.
fn real(path: &Path) -> PathBuf {
    if let Ok(path) = fs::canonicalize(path) {
        return path;
    }
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    match (absolute.parent(), absolute.file_name()) {
        (Some(folder), Some(name)) => real(folder).join(name),
        _ => absolute,
    }
}
