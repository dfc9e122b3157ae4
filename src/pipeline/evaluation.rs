//! The halbjährliche Evaluation: with the run of the quarter that ends the half-year, in a run of its own, or alone.

use std::collections::BTreeMap;

use serde_json::json;

use super::ausgabe::{Datei, remove_stale, write_all};
use super::lauf::nothing_to_do;
use super::workspace::{Gegenstand, Grundlage};
use super::{Antwort, Fortschritt, Status, bericht, eingaben, rechenprobe};
use crate::domain::gegenrechnung::Gegenrechnung;
use crate::domain::{Halbjahr, Stammdaten};
use crate::error::{Error, Result};
use crate::plan::Plan;
use crate::present::{Dokument, evaluation};
use crate::store::{Ausgabe, Befehlsart, Bestand, Laufnotiz, remove_temporary};

/// `bericht evaluation`: writes the Evaluation of one or all Sozialräume and the Kreis.
pub(super) fn bericht(
    plan: &Plan,
    asked: Option<Halbjahr>,
    raum: Option<&str>,
    fortschritt: &dyn Fortschritt,
) -> Result<Antwort> {
    let grundlage = Grundlage::open(plan)?;
    let gegenstand = raum.map(|raum| grundlage.gegenstand(raum)).transpose()?;
    let halbjahr = asked.unwrap_or_else(|| Halbjahr::last_over_on(plan.heute));
    let dokumente = evaluationen(plan, &grundlage.stammdaten, halbjahr, gegenstand.as_ref());
    if dokumente.is_empty() {
        return Err(Error::new("Für diesen Raum gibt es keine Evaluation").remedy(
            "Einen Sozialraum oder „kreis“ angeben; was eine Region bezahlt, steht in der Evaluation des Kreises",
        ));
    }
    let mut bestand = Bestand::open(&plan.bestand(), plan.warten)?;
    let (antwort, ausgaben) = bericht::write(plan, dokumente, &Gegenrechnung::default(), fortschritt)?;
    bestand.note_run(&notiz(plan, Befehlsart::Bericht, &halbjahr.to_string(), "", "", &ausgaben))?;
    Ok(antwort)
}

/// `lauf --halbjahr`: the evaluations of a half-year and nothing else; deliveries are left where they lie.
pub(super) fn lauf(plan: &Plan, halbjahr: Halbjahr, fortschritt: &dyn Fortschritt) -> Result<Antwort> {
    super::workspace::require(plan)?;
    let fingerprint = eingaben::fingerprint(&eingaben::collect(plan)?, plan);
    let mut bestand = Bestand::open(&plan.bestand(), plan.warten)?;
    remove_temporary(&plan.reports());
    if let Some(antwort) = nothing_to_do(plan, &bestand, &[halbjahr.to_string()], &fingerprint)? {
        return Ok(antwort);
    }
    let grundlage = Grundlage::open(plan)?;
    let dokumente = evaluationen(plan, &grundlage.stammdaten, halbjahr, None);
    let geprueft = rechenprobe::geprueft(plan, dokumente, &Gegenrechnung::default())?;
    let pdfs = bericht::typeset(plan, &geprueft, fortschritt)?;
    let zeichen = bericht::unprintable(&pdfs);
    let dateien: Vec<_> = pdfs.into_iter().map(|pdf| Datei { pfad: pdf.pfad, bytes: pdf.bytes }).collect();
    let ausgaben = write_all(&plan.reports(), &dateien)?;
    note(plan, &mut bestand, halbjahr, &fingerprint, &zeichen, &ausgaben)?;
    let mut lines: Vec<_> = zeichen.iter().map(|place| format!("Achtung: {place}")).collect();
    lines.push(format!("Geschrieben: {} Dateien zu {halbjahr}", ausgaben.len()));
    lines.push(format!("Ordner: {}", plan.reports().join(halbjahr.to_string()).display()));
    Ok(Antwort {
        text: lines.join("\n"),
        json: json!({
            "halbjahr": halbjahr,
            "zeichen": zeichen,
            "warnungen": grundlage.warnungen,
            "ausgaben": ausgaben,
            "unveraendert": false,
        }),
        status: Status::of(!zeichen.is_empty()),
    })
}

/// The evaluations of a half-year: each Sozialraum and the Kreis.
pub(super) fn evaluationen(
    plan: &Plan,
    stammdaten: &Stammdaten,
    halbjahr: Halbjahr,
    only: Option<&Gegenstand>,
) -> Vec<Dokument> {
    let wanted = |gegenstand: &Gegenstand| only.is_none_or(|only| only == gegenstand);
    let raeume = stammdaten.sozialraeume().filter(|raum| wanted(&Gegenstand::Raum(raum.id.clone())));
    let mut dokumente: Vec<_> =
        raeume.map(|raum| evaluation::raum(stammdaten, halbjahr, &raum.id, plan.heute)).collect();
    if wanted(&Gegenstand::Kreis) {
        dokumente.push(evaluation::kreis(stammdaten, halbjahr, plan.heute));
    }
    dokumente
}

/// Whether a report belongs to a half-year.
pub(super) fn is_of(halbjahr: Halbjahr, pfad: &str) -> bool {
    pfad.starts_with(&format!("{halbjahr}/"))
}

/// Notes the reports of a half-year and clears away those of its last run that are no longer made.
///
/// The half-year is noted by itself, so that the run of its quarter and a run of its own know of each other.
pub(super) fn note(
    plan: &Plan,
    bestand: &mut Bestand,
    halbjahr: Halbjahr,
    fingerprint: &str,
    zeichen: &[String],
    ausgaben: &[Ausgabe],
) -> Result<()> {
    let zeitraum = halbjahr.to_string();
    let before = bestand.last_run(&zeitraum)?.map(|run| run.ausgaben).unwrap_or_default();
    remove_stale(&plan.reports(), &before, ausgaben)?;
    let to_see: Vec<_> = zeichen.iter().filter(|place| is_of(halbjahr, place)).cloned().collect();
    bestand.note_run(&notiz(plan, Befehlsart::Lauf, &zeitraum, fingerprint, &to_see.join("\n"), ausgaben))
}

/// Evaluations come out of records: no deliveries, no figures of deliveries.
fn notiz<'a>(
    plan: &Plan,
    befehl: Befehlsart,
    zeitraum: &'a str,
    eingaben: &'a str,
    zu_sehen: &'a str,
    ausgaben: &'a [Ausgabe],
) -> Laufnotiz<'a> {
    static KEINE: BTreeMap<String, String> = BTreeMap::new();
    Laufnotiz {
        befehl,
        zeitraum,
        heute: plan.heute,
        eingaben,
        zu_sehen,
        quellen: &[],
        kennzahlen: &KEINE,
        ausgaben,
        veroeffentlicht: &[],
    }
}
