//! `zeitplan`: files that make the regular run happen.

use std::fs;
use std::path::Path;

use serde_json::json;

use super::ausgabe::write_private;
use super::workspace::Grundlage;
use super::{Antwort, Status};
use crate::cli::Zeitplanworte;
use crate::error::{Error, Result};
use crate::plan::Plan;
use crate::present::zeitplan::{self as present, Auftrag, Planfile};

/// Shows the files for a system, or writes them into a folder.
pub(super) fn zeitplan(plan: &Plan, worte: &Zeitplanworte) -> Result<Antwort> {
    let grundlage = Grundlage::open(plan)?;
    let settings = &grundlage.stammdaten.einstellungen;
    let auftrag = Auftrag {
        programm: program()?,
        arbeitsbereich: absolute(&plan.arbeitsbereich)?,
        benutzer: owner(&plan.arbeitsbereich),
        amt: settings.amt.name.clone(),
        mails: settings.mail.sends_by_itself(),
        ab: plan.heute.to_string(),
    };
    let files: Vec<Planfile> = match (worte.windows, worte.cron) {
        (true, _) => vec![present::windows(&auftrag)],
        (_, true) => vec![present::cron(&auftrag)],
        _ => present::systemd(&auftrag).into(),
    };
    let text = match &worte.nach {
        None => shown(&files),
        Some(folder) => {
            for file in &files {
                let bytes = if worte.windows { utf16(&file.text) } else { file.text.clone().into_bytes() };
                write_private("Der Zeitplan", &folder.join(file.name), &bytes)?;
            }
            let lines = files.iter().map(|one| format!("{}: {}", folder.join(one.name).display(), one.hinweis));
            lines.collect::<Vec<_>>().join("\n")
        }
    };
    let objects: Vec<_> = files.iter().map(|file| json!({ "name": file.name, "text": file.text })).collect();
    Ok(Antwort { text, json: json!({ "dateien": objects }), status: Status::Fertig })
}

/// One file as it is; several each under its name.
fn shown(files: &[Planfile]) -> String {
    match files {
        [one] => one.text.clone(),
        many => {
            let parts = many.iter().map(|file| format!("# ==== {} ({})\n{}", file.name, file.hinweis, file.text));
            parts.collect::<Vec<_>>().join("\n")
        }
    }
}

/// UTF-16 with its mark, as Windows reads it; line ends of Windows.
fn utf16(text: &str) -> Vec<u8> {
    let text = text.replace('\n', "\r\n");
    std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

fn program() -> Result<String> {
    let path = std::env::current_exe().map_err(|cause| {
        Error::new(format!("Der Ort des Programms ist nicht zu erfahren (Meldung des Systems: {cause})"))
    })?;
    absolute(&path)
}

fn absolute(path: &Path) -> Result<String> {
    let path = fs::canonicalize(path).map_err(|cause| Error::io("Der Ort lässt sich nicht bestimmen", path, &cause))?;
    // Windows puts this before whole paths; its own programs do not all understand it.
    Ok(path.display().to_string().trim_start_matches(r"\\?\").to_owned())
}

/// The number of the user that the workspace belongs to.
fn owner(folder: &Path) -> Option<u32> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        fs::metadata(folder).ok().map(|meta| meta.uid())
    }
    #[cfg(not(unix))]
    {
        let _ = folder;
        None
    }
}
