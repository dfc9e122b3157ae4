//! Reports: which documents there are, typeset and put into place.

use serde_json::json;

use super::ausgabe::{Datei, write_all};
use super::workspace::{Gegenstand, Grundlage, quartal};
use super::{Antwort, Fortschritt, Status, rechenprobe};
use crate::aggregate;
use crate::domain::auswertung::Auswertung;
use crate::domain::gegenrechnung::Gegenrechnung;
use crate::domain::kennung;
use crate::domain::{Quartal, Stammdaten};
use crate::error::{Error, Result};
use crate::plan::Plan;
use crate::present::probe::Geprueft;
use crate::present::{Dokument, budgetuebersicht};
use crate::render::pdf::{Pdf, Setzer};
use crate::render::vorlagen::Vorlagen;
use crate::store::{Ausgabe, Befehlsart, Bestand, Laufnotiz};

/// `bericht budget`: writes the Budgetübersicht of one or all Räume.
pub(super) fn budget(
    plan: &Plan,
    asked: Option<Quartal>,
    raum: Option<&str>,
    fortschritt: &dyn Fortschritt,
) -> Result<Antwort> {
    let grundlage = Grundlage::open(plan)?;
    let gegenstand = raum.map(|raum| grundlage.gegenstand(raum)).transpose()?;
    let mut bestand = Bestand::open(&plan.bestand(), plan.warten)?;
    let quartal = quartal(&bestand, asked)?;
    let auswertung = aggregate::auswertung(&bestand, &grundlage.stammdaten, quartal)?;
    let dokumente = budgetuebersichten(plan, &grundlage.stammdaten, &auswertung, gegenstand.as_ref());
    if dokumente.is_empty() {
        return Err(Error::new("Für diesen Raum gibt es keine Budgetübersicht")
            .remedy("Einen Sozialraum, eine Region oder „kreis“ angeben"));
    }
    let gegen = rechenprobe::auswertung(&bestand, &grundlage.stammdaten, &auswertung)?;
    let (antwort, ausgaben) = write(plan, dokumente, &gegen.werte, fortschritt)?;
    bestand.note_run(&Laufnotiz {
        befehl: Befehlsart::Bericht,
        zeitraum: &quartal.to_string(),
        heute: plan.heute,
        eingaben: "",
        zu_sehen: "",
        quellen: &auswertung.quellen.iter().map(|quelle| quelle.sha256.clone()).collect::<Vec<_>>(),
        kennzahlen: &kennung::werte(&auswertung),
        ausgaben: &ausgaben,
        veroeffentlicht: &[],
    })?;
    Ok(antwort)
}

/// The Budgetübersichten of a quarter: each Sozialraum, each Region, the Kreis, for each kind of budget.
pub(super) fn budgetuebersichten(
    plan: &Plan,
    stammdaten: &Stammdaten,
    auswertung: &Auswertung,
    only: Option<&Gegenstand>,
) -> Vec<Dokument> {
    let mut arten: Vec<&str> = Vec::new();
    for line in &auswertung.kennzahlen.budget {
        if !arten.contains(&line.budgetart.as_str()) {
            arten.push(&line.budgetart);
        }
    }
    let wanted = |gegenstand: &Gegenstand| only.is_none_or(|only| only == gegenstand);
    let mut dokumente = Vec::new();
    for art in arten {
        for raum in stammdaten.sozialraeume().filter(|raum| wanted(&Gegenstand::Raum(raum.id.clone()))) {
            dokumente.push(budgetuebersicht::raum(stammdaten, auswertung, &raum.id, art, plan.heute));
        }
        for region in stammdaten.regionen.iter().filter(|region| wanted(&Gegenstand::Region(region.id.clone()))) {
            dokumente.push(budgetuebersicht::region(stammdaten, auswertung, &region.id, art, plan.heute));
        }
        if wanted(&Gegenstand::Kreis) {
            dokumente.push(budgetuebersicht::kreis(stammdaten, auswertung, art, plan.heute));
        }
    }
    dokumente
}

/// Typesets documents with the workspace's templates. Only documents that are checked ([`Geprueft`]).
pub(super) fn typeset(plan: &Plan, geprueft: &Geprueft, fortschritt: &dyn Fortschritt) -> Result<Vec<Pdf>> {
    let dokumente = geprueft.dokumente();
    let vorlagen = Vorlagen::with_overrides(&plan.templates())?;
    let setzer = Setzer::new(&vorlagen, plan.heute)?;
    fortschritt.stage("Dokumente setzen", dokumente.len());
    setzer.set_all(dokumente, &|| fortschritt.step())
}

/// Checks and typesets documents, puts them into place and says so. `gegen` is the second computation of their
/// figures; documents without figures need none.
pub(super) fn write(
    plan: &Plan,
    dokumente: Vec<Dokument>,
    gegen: &Gegenrechnung,
    fortschritt: &dyn Fortschritt,
) -> Result<(Antwort, Vec<Ausgabe>)> {
    let geprueft = rechenprobe::geprueft(plan, dokumente, gegen)?;
    let pdfs = typeset(plan, &geprueft, fortschritt)?;
    let zeichen = unprintable(&pdfs);
    let dateien: Vec<_> = pdfs.into_iter().map(|pdf| Datei { pfad: pdf.pfad, bytes: pdf.bytes }).collect();
    let ausgaben = write_all(&plan.reports(), &dateien)?;
    let mut lines: Vec<_> = ausgaben.iter().map(|ausgabe| format!("Geschrieben: {}", shown(plan, ausgabe))).collect();
    lines.extend(zeichen.iter().cloned());
    let antwort = Antwort {
        text: lines.join("\n"),
        json: json!({
            "ausgaben": ausgaben,
            "zeichen": zeichen,
            "rechenprobe": { "gedruckt": geprueft.bilanz().gedruckt },
        }),
        status: Status::of(!zeichen.is_empty()),
    };
    Ok((antwort, ausgaben))
}

fn shown(plan: &Plan, ausgabe: &Ausgabe) -> String {
    plan.reports().join(&ausgabe.pfad).display().to_string()
}

/// A sentence for each place whose characters no font has.
pub(super) fn unprintable(pdfs: &[Pdf]) -> Vec<String> {
    pdfs.iter()
        .flat_map(|pdf| {
            pdf.nicht_druckbar.iter().map(|place| {
                format!(
                    "{}: Zeichen ohne Druckbild in „{place}“, gedruckt als [U+…]. Bitte im Datensatz ersetzen.",
                    pdf.pfad
                )
            })
        })
        .collect()
}
