//! `formulare`: the workbooks that Träger fill in.

use std::path::Path;

use serde_json::json;

use super::ausgabe::{Datei, write_all};
use super::workspace::{Grundlage, die_massnahme, unknown};
use super::{Antwort, Fortschritt, Status};
use crate::domain::massnahme::Massnahme;
use crate::domain::{Halbjahr, Stammdaten};
use crate::error::{Error, Result};
use crate::plan::Plan;
use crate::present::formular::{self, Formular, Vorgabe};
use crate::render::formular::workbook;

/// Folder of the forms below `reports/`.
const ORDNER: &str = "formulare";

/// `formulare`: blank forms and the evaluations that are due; of one Maßnahme those that are filled from its record.
pub(super) fn formulare(
    plan: &Plan,
    nach: Option<&Path>,
    massnahme: Option<&str>,
    halbjahr: Option<Halbjahr>,
    fortschritt: &dyn Fortschritt,
) -> Result<Antwort> {
    let grundlage = Grundlage::open(plan)?;
    let stammdaten = &grundlage.stammdaten;
    let halbjahr_or_last = halbjahr.unwrap_or_else(|| Halbjahr::last_over_on(plan.heute));
    let forms = match massnahme {
        Some(typed) => {
            let massnahme = find(stammdaten, typed)?;
            let runs = runs_in(massnahme, halbjahr_or_last);
            if halbjahr.is_some() && !runs {
                let what = die_massnahme(stammdaten);
                let message = format!("{what} {} läuft nicht im Halbjahr {halbjahr_or_last}", massnahme.id);
                return Err(Error::new(message).remedy("Ein Halbjahr angeben, das in der Laufzeit liegt"));
            }
            of_massnahme(plan, stammdaten, massnahme, runs.then_some(halbjahr_or_last))
        }
        None => blank_and_due(plan, stammdaten, halbjahr_or_last),
    };
    fortschritt.stage("Formulare schreiben", forms.len());
    let folder = nach.map_or_else(|| plan.reports().join(ORDNER), Path::to_owned);
    let mut dateien = Vec::with_capacity(forms.len());
    for form in &forms {
        dateien.push(Datei { pfad: form.datei.clone(), bytes: workbook(form, plan.heute)? });
        fortschritt.step();
    }
    let ausgaben = write_all(&folder, &dateien)?;
    let lines: Vec<String> =
        ausgaben.iter().map(|ausgabe| format!("Geschrieben: {}", folder.join(&ausgabe.pfad).display())).collect();
    Ok(Antwort {
        text: lines.join("\n"),
        json: json!({ "ordner": folder, "ausgaben": ausgaben }),
        status: Status::Fertig,
    })
}

/// The Maßnahme that somebody typed.
pub(super) fn find<'a>(stammdaten: &'a Stammdaten, typed: &str) -> Result<&'a Massnahme> {
    let known: Vec<_> = stammdaten.massnahmen.iter().map(|massnahme| massnahme.id.as_str()).collect();
    let found = stammdaten.massnahmen.iter().find(|massnahme| massnahme.id.as_str().eq_ignore_ascii_case(typed.trim()));
    found.ok_or_else(|| unknown(&die_massnahme(stammdaten), typed, &known))
}

/// Whether an approved Maßnahme runs on a day of a half-year.
fn runs_in(massnahme: &Massnahme, halbjahr: Halbjahr) -> bool {
    massnahme.bewilligung.is_some()
        && massnahme.laufzeit.beginn.day() <= halbjahr.ende()
        && massnahme.laufzeit.ende.day() >= halbjahr.beginn()
}

/// The forms of one Maßnahme.
fn of_massnahme(
    plan: &Plan,
    stammdaten: &Stammdaten,
    massnahme: &Massnahme,
    halbjahr: Option<Halbjahr>,
) -> Vec<Formular> {
    let offers = massnahme.angebote.iter().map(Some).chain([None]);
    let mut forms: Vec<Formular> = offers
        .map(|angebot| formular::antragsbogen(stammdaten, Vorgabe { massnahme: Some(massnahme), angebot }))
        .collect();
    forms.extend(formular::bewertungsbogen(stammdaten, Some(massnahme), plan.heute));
    forms.extend(halbjahr.map(|halbjahr| formular::evaluationsbogen(stammdaten, massnahme, halbjahr)));
    forms
}

/// The blank forms, and an Evaluationsbogen for each Maßnahme of a half-year that has sent in none.
fn blank_and_due(plan: &Plan, stammdaten: &Stammdaten, halbjahr: Halbjahr) -> Vec<Formular> {
    let mut forms = vec![formular::antragsbogen(stammdaten, Vorgabe::default())];
    forms.extend(formular::bewertungsbogen(stammdaten, None, plan.heute));
    forms.push(formular::blank_evaluationsbogen(stammdaten));
    let is_there = |massnahme: &Massnahme| {
        let same = |known: &&crate::domain::evaluation::Evaluation| known.massnahme == massnahme.id;
        stammdaten.evaluationen.iter().filter(same).any(|evaluation| evaluation.halbjahr == halbjahr)
    };
    let due = stammdaten.massnahmen.iter().filter(|massnahme| runs_in(massnahme, halbjahr) && !is_there(massnahme));
    forms.extend(due.map(|massnahme| formular::evaluationsbogen(stammdaten, massnahme, halbjahr)));
    forms
}
