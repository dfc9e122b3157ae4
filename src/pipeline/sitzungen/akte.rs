//! A proposed meeting as a record.

use std::fs;
use std::io::Write;

use serde_json::{Map, Value, json};

use crate::domain::sitzung::Sitzung;
use crate::domain::{Datum, Stammdaten};
use crate::error::{Error, Result};
use crate::plan::Plan;
use crate::present::sitzungen::tagesordnung::{Punkt, tagesordnung};
use crate::rules::termine::{Jahresplan, Termin};
use crate::workspace;

/// Writes the record of a proposed meeting, with the fixed agenda and the members of the team; its path. A record that
/// is there already is never touched.
pub(super) fn create(plan: &Plan, stammdaten: &Stammdaten, jahresplan: &Jahresplan, termin: &Termin) -> Result<String> {
    let (name, text) = workspace::sitzungsakte(record(stammdaten, jahresplan, termin))
        .map_err(|cause| Error::new(cause.to_string()))?;
    let path = plan.arbeitsbereich.join(&name);
    let fail = |cause: &std::io::Error| Error::io("Die Sitzungsakte lässt sich nicht anlegen", &path, cause);
    let folder = path.parent().unwrap_or(&plan.arbeitsbereich);
    fs::create_dir_all(folder).map_err(|cause| fail(&cause))?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(".neu-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o644));
    }
    let mut file = builder.tempfile_in(folder).map_err(|cause| fail(&cause))?;
    file.write_all(text.as_bytes()).map_err(|cause| fail(&cause))?;
    file.persist_noclobber(&path).map_err(|cause| fail(&cause.error))?;
    Ok(name)
}

fn record(stammdaten: &Stammdaten, jahresplan: &Jahresplan, termin: &Termin) -> Value {
    let hour = |time: chrono::NaiveTime| time.format("%H:%M").to_string();
    let blank = Sitzung {
        id: termin.id.clone(),
        art: "sozialraumteam".to_owned(),
        raum: termin.raum.clone(),
        datum: Datum(termin.datum),
        beginn: hour(termin.beginn),
        ende: hour(termin.ende),
        ort: termin.ort.clone(),
        einladung_versandt: None,
        abgesagt: None,
        tagesordnung: Vec::new(),
        teilnehmende: Vec::new(),
        beschluesse: Vec::new(),
        gaeste: Vec::new(),
        protokoll: None,
        jahresplanung_folgejahr: false,
    };
    let members = stammdaten.sozialraumteam(&termin.raum).map(|team| team.mitglieder.as_slice()).unwrap_or_default();
    let last = jahresplan.of_team(&termin.raum).last().is_some_and(|last| last.id == termin.id);
    let mut table = Map::new();
    for (key, value) in [
        ("id", json!(blank.id)),
        ("art", json!(blank.art)),
        ("raum", json!(blank.raum.as_str())),
        ("datum", json!(blank.datum.to_string())),
        ("beginn", json!(blank.beginn)),
        ("ende", json!(blank.ende)),
        ("ort", json!(blank.ort)),
        ("tagesordnung", tagesordnung(stammdaten, &blank).iter().map(item).collect()),
        ("teilnehmende", members.iter().map(|mitglied| json!({ "email": mitglied.email })).collect()),
        ("beschluesse", json!([])),
        // The next year's dates are fixed in the last meeting of a year.
        ("jahresplanung_folgejahr", json!(last)),
    ] {
        table.insert(key.to_owned(), value);
    }
    Value::Object(table)
}

fn item(punkt: &Punkt) -> Value {
    json!({
        "nr": punkt.nr,
        "titel": punkt.titel,
        "fest": true,
        "minuten": punkt.minuten,
        "von": punkt.von,
        "text": "",
    })
}
