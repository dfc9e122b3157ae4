//! `schema`: what the files of a workspace may say, for editors.

use std::path::Path;

use serde_json::json;

use super::ausgabe::{Datei, write_all};
use super::workspace::require;
use super::{Antwort, Status};
use crate::error::{Error, Result};
use crate::plan::Plan;
use crate::workspace::schema::{schemata, taplo};

/// Folder of the schemas below the workspace.
const ORDNER: &str = "schema";
/// Where Taplo and its extensions look up which schema is for which file.
const TAPLO: &str = ".taplo.toml";

/// `schema`: writes a JSON Schema for each kind of file. With the usual folder also the file that tells editors which
/// is for which, unless somebody has one already.
pub(super) fn schema(plan: &Plan, nach: Option<&Path>) -> Result<Antwort> {
    require(plan)?;
    let folder = nach.map_or_else(|| plan.arbeitsbereich.join(ORDNER), Path::to_owned);
    let mut dateien = Vec::new();
    for (name, schema) in schemata() {
        let mut text = serde_json::to_string_pretty(&schema)
            .map_err(|cause| Error::new(format!("Das Schema {name} lässt sich nicht schreiben: {cause}")))?;
        text.push('\n');
        dateien.push(Datei { pfad: name, bytes: text.into_bytes() });
    }
    let mut ausgaben = write_all(&folder, &dateien)?;
    let mut lines = vec![format!("Geschrieben: {} Schemas nach {}", ausgaben.len(), folder.display())];
    let settings = plan.arbeitsbereich.join(TAPLO);
    if nach.is_none() {
        if settings.exists() {
            lines.push(format!("{} ist schon da und bleibt, wie es ist.", settings.display()));
        } else {
            let datei = Datei { pfad: TAPLO.to_owned(), bytes: taplo(ORDNER).into_bytes() };
            ausgaben.extend(write_all(&plan.arbeitsbereich, &[datei])?);
            lines.push(format!("Geschrieben: {} (Even Better TOML, Taplo)", settings.display()));
        }
    }
    Ok(Antwort {
        text: lines.join("\n"),
        json: json!({ "ordner": folder, "ausgaben": ausgaben }),
        status: Status::Fertig,
    })
}
