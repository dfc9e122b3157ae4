//! The halbjährliche Evaluation: with the run of the quarter that ends the half-year, in a run of its own, or alone.

use std::collections::BTreeMap;

use serde_json::json;

use super::ausgabe::{Datei, remove_stale, write_all};
use super::eingaben::Eingabe;
use super::lauf::nothing_to_do;
use super::laufprotokoll::Pruefung;
use super::quartalslauf::{Gemacht, Vorgang};
use super::workspace::{Gegenstand, Grundlage};
use super::{Antwort, Fortschritt, Status, bericht, eingaben, rechenprobe};
use crate::domain::gegenrechnung::Gegenrechnung;
use crate::domain::pruefsumme::sha256;
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
    let eingaben = eingaben::collect(plan)?;
    let fingerprint = eingaben::fingerprint(&eingaben, plan);
    let mut bestand = Bestand::open(&plan.bestand(), plan.warten)?;
    remove_temporary(&plan.reports());
    if let Some(antwort) = nothing_to_do(plan, &bestand, &[halbjahr.to_string()], &fingerprint)? {
        return Ok(antwort);
    }
    let grundlage = Grundlage::open(plan)?;
    let vorgang = Vorgang {
        plan,
        grundlage: &grundlage,
        eingelesen: &[],
        eingaben: &eingaben,
        fingerprint: &fingerprint,
        nur_neues: false,
    };
    let Gemacht { ausgaben, zeichen, .. } = make(&vorgang, &mut bestand, halbjahr, fortschritt)?;
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

/// Makes the evaluations of a half-year.
pub(super) fn make(
    vorgang: &Vorgang<'_>,
    bestand: &mut Bestand,
    halbjahr: Halbjahr,
    fortschritt: &dyn Fortschritt,
) -> Result<Gemacht> {
    let Vorgang { plan, grundlage, eingaben, fingerprint, .. } = *vorgang;
    let dokumente = evaluationen(plan, &grundlage.stammdaten, halbjahr, None);
    let geprueft = rechenprobe::geprueft(plan, dokumente, &Gegenrechnung::default())?;
    let pdfs = bericht::typeset(plan, &geprueft, fortschritt)?;
    let zeichen = bericht::unprintable(&pdfs);
    let dateien: Vec<_> = pdfs.into_iter().map(|pdf| Datei { pfad: pdf.pfad, bytes: pdf.bytes }).collect();
    let ausgaben = write_all(&plan.reports(), &dateien)?;
    note(plan, bestand, halbjahr, eingaben, fingerprint, &zeichen, &ausgaben)?;
    let pruefung = Pruefung { bilanz: geprueft.bilanz(), ..Pruefung::default() };
    Ok(Gemacht { ausgaben, luecken: Vec::new(), zu_sehen: zeichen.clone(), zeichen, pruefung })
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
    eingaben: &[Eingabe],
    fingerprint: &str,
    zeichen: &[String],
    ausgaben: &[Ausgabe],
) -> Result<()> {
    let zeitraum = halbjahr.to_string();
    let before = bestand.last_run(&zeitraum)?.map(|run| run.ausgaben).unwrap_or_default();
    remove_stale(&plan.reports(), &before, ausgaben)?;
    let to_see: Vec<_> = zeichen.iter().filter(|place| is_of(halbjahr, place)).cloned().collect();
    let quellen = [records(eingaben, halbjahr)];
    let to_see = to_see.join("\n");
    bestand.note_run(&Laufnotiz {
        quellen: &quellen,
        ..notiz(plan, Befehlsart::Lauf, &zeitraum, fingerprint, &to_see, ausgaben)
    })
}

/// One hash over the evaluations of a half-year and the one before it: what its reports come out of. A file is named for
/// its Maßnahme and its half-year, which is checked when it is read.
pub(super) fn records(eingaben: &[Eingabe], halbjahr: Halbjahr) -> String {
    let endings = [halbjahr, Halbjahr::last_over_on(halbjahr.beginn())].map(|of| format!("_{of}.toml"));
    let is_of_it = |eingabe: &&Eingabe| {
        eingabe.pfad.starts_with("data/evaluationen/") && endings.iter().any(|ending| eingabe.pfad.ends_with(ending))
    };
    let lines: Vec<_> = eingaben.iter().filter(is_of_it).map(|one| format!("{} {}", one.sha256, one.pfad)).collect();
    sha256(lines.join("\n").as_bytes())
}

/// The reports of a half-year, if they are there and made from these very evaluations.
pub(super) fn made(
    plan: &Plan,
    bestand: &Bestand,
    eingaben: &[Eingabe],
    halbjahr: Halbjahr,
) -> Result<Option<Vec<Ausgabe>>> {
    let Some(run) = bestand.last_run(&halbjahr.to_string())? else { return Ok(None) };
    let there = run.ausgaben.iter().all(|ausgabe| plan.reports().join(&ausgabe.pfad).is_file());
    Ok((there && run.quellen == [records(eingaben, halbjahr)]).then_some(run.ausgaben))
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
