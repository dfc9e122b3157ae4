//! `einladung` and `protokoll`: the papers of one meeting.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::super::bericht;
use super::super::workspace::{Grundlage, unknown};
use super::super::{Antwort, Fortschritt};
use super::Ergebnis;
use crate::domain::gegenrechnung::Gegenrechnung;
use crate::domain::lieferung::Lieferart;
use crate::domain::sitzung::Sitzung;
use crate::domain::sitzungsplan::Sitzungsanlage;
use crate::domain::{Quartal, Stammdaten};
use crate::error::{Error, Result};
use crate::finding::sitzung::Sitzungsbefund;
use crate::plan::Plan;
use crate::present::Dokument;
use crate::present::sitzungen::einladung::{self as present, Anlage};
use crate::present::sitzungen::protokoll as present_protokoll;
use crate::rules;
use crate::store::Bestand;

/// Writes the invitation to a meeting, and the last minutes if they are not written yet.
pub(in crate::pipeline) fn einladung(plan: &Plan, typed: &str, fortschritt: &dyn Fortschritt) -> Result<Antwort> {
    let grundlage = Grundlage::open(plan)?;
    let stammdaten = &grundlage.stammdaten;
    let sitzung = find(stammdaten, typed)?;
    let am = day_of_invitation(plan, sitzung)?;
    let bestand = Bestand::open_read_only(&plan.bestand())?;
    let budget = bestand.map_or(Ok(None), |bestand| latest_quarter(&bestand, sitzung, am))?;
    let anlagen = present::anlagen(stammdaten, sitzung, budget);
    let mut dokumente = vec![present::einladung(stammdaten, sitzung, am, budget)];
    dokumente.extend(missing_minutes(plan, stammdaten, sitzung, &anlagen)?);
    let mut befunde = rules::sitzung::einladung(stammdaten, sitzung, &present::lage(stammdaten, sitzung, am, budget));
    let geschrieben = write(plan, dokumente, fortschritt)?;
    befunde.extend(anlagen.iter().filter_map(|anlage| missing(plan, sitzung, anlage, budget)));
    let empfaenger = recipients(stammdaten, sitzung);
    let extern_count = empfaenger.iter().filter(|line| line["extern"] == true).count();
    let saetze = vec![format!(
        "Einladung vom {} zur Sitzung am {}; im Verteiler stehen {} Personen, {extern_count} davon von außerhalb.",
        day(am),
        day(sitzung.datum.day()),
        empfaenger.len()
    )];
    let listed: Vec<Value> = anlagen
        .iter()
        .map(|anlage| {
            json!({ "name": anlage.name, "pfad": anlage.pfad, "vorhanden": plan.reports().join(&anlage.pfad).is_file() })
        })
        .collect();
    let ergebnis = Ergebnis {
        befunde,
        saetze,
        mehr: vec![
            ("sitzung", json!(sitzung.id)),
            ("datum", json!(sitzung.datum.to_string())),
            ("einladung_vom", json!(am.to_string())),
            ("einladung_bis", json!(rules::termine::einladung_bis(stammdaten, sitzung.datum.day()).to_string())),
            ("anlagen", Value::Array(listed)),
            ("verteiler", Value::Array(empfaenger)),
        ],
        ..geschrieben
    };
    Ok(ergebnis.antwort(plan))
}

/// Writes the minutes of a meeting; before it, the form to fill in.
pub(in crate::pipeline) fn protokoll(plan: &Plan, typed: &str, fortschritt: &dyn Fortschritt) -> Result<Antwort> {
    let grundlage = Grundlage::open(plan)?;
    let stammdaten = &grundlage.stammdaten;
    let sitzung = find(stammdaten, typed)?;
    let dokument = present_protokoll::protokoll(stammdaten, sitzung, plan.heute);
    let mut befunde = rules::sitzung::beschluesse(stammdaten, sitzung);
    if sitzung.datum.day() < plan.heute && !sitzung.has_record() {
        befunde.push(Sitzungsbefund::warnung(
            "protokoll-fehlt",
            &[&sitzung.id],
            format!("Die Sitzung war am {}; in ihrer Akte steht noch nichts.", day(sitzung.datum.day())),
            format!("Anwesenheit, Ergebnisse und Beschlüsse in data/sitzungen/{}.toml eintragen.", sitzung.id),
        ));
    }
    let what = if sitzung.has_record() { "Protokoll aus der Sitzungsakte." } else { "Vordruck zum Ausfüllen." };
    let geschrieben = write(plan, vec![dokument], fortschritt)?;
    let ergebnis = Ergebnis {
        befunde,
        saetze: vec![what.to_owned()],
        mehr: vec![("sitzung", json!(sitzung.id)), ("vorausgefuellt", json!(!sitzung.has_record()))],
        ..geschrieben
    };
    Ok(ergebnis.antwort(plan))
}

/// Typesets and writes; the findings are added by who knows them.
fn write(plan: &Plan, dokumente: Vec<Dokument>, fortschritt: &dyn Fortschritt) -> Result<Ergebnis> {
    let (antwort, ausgaben) = bericht::write(plan, dokumente, &Gegenrechnung::default(), fortschritt)?;
    let zeichen = antwort.json["zeichen"].as_array().into_iter().flatten();
    let zeichen = zeichen.filter_map(Value::as_str).map(str::to_owned).collect();
    Ok(Ergebnis { befunde: Vec::new(), ausgaben, zeichen, saetze: Vec::new(), mehr: Vec::new() })
}

/// The meeting that was typed. One that was called off has no papers, and none may name a case.
fn find<'a>(stammdaten: &'a Stammdaten, typed: &str) -> Result<&'a Sitzung> {
    let found = stammdaten.sitzungen.iter().find(|sitzung| sitzung.id.eq_ignore_ascii_case(typed.trim()));
    let Some(sitzung) = found else {
        let known: Vec<_> = stammdaten.sitzungen.iter().map(|sitzung| sitzung.id.as_str()).collect();
        return Err(unknown("Die Sitzung", typed, &known));
    };
    if let Some(absage) = &sitzung.abgesagt {
        return Err(Error::new(format!(
            "Die Sitzung {} am {} ist seit {} abgesagt",
            sitzung.id,
            day(sitzung.datum.day()),
            day(absage.am.day())
        ))
        .remedy("Findet sie doch statt, in der Sitzungsakte den Eintrag abgesagt entfernen"));
    }
    if let Some(place) = rules::sitzung::names_a_case(stammdaten, sitzung) {
        return Err(Error::new(format!("In der Akte der Sitzung {} steht ein Aktenzeichen: {place}", sitzung.id))
            .remedy("Einzelfälle gehören nicht in die Unterlagen der Teams: den Text ohne Aktenzeichen fassen"));
    }
    Ok(sitzung)
}

/// The day of the letter: the one on which it went out, else today. After a meeting nobody is invited to it.
fn day_of_invitation(plan: &Plan, sitzung: &Sitzung) -> Result<NaiveDate> {
    match sitzung.einladung_versandt {
        Some(sent) => Ok(sent.day()),
        None if plan.heute > sitzung.datum.day() => Err(Error::new(format!(
            "Die Sitzung {} war am {}; eine Einladung dazu entsteht nicht mehr",
            sitzung.id,
            day(sitzung.datum.day())
        ))
        .remedy("Ist sie versandt worden, in der Sitzungsakte einladung_versandt eintragen")),
        None => Ok(plan.heute),
    }
}

/// The latest quarter that was over on the day of the letter and whose bookings are accepted.
fn latest_quarter(bestand: &Bestand, sitzung: &Sitzung, am: NaiveDate) -> Result<Option<Quartal>> {
    let until = am.min(sitzung.datum.day());
    Ok(bestand.quartale(Lieferart::Kosten)?.into_iter().filter(|quartal| quartal.ende() < until).max())
}

/// The last minutes as a document, if they are to go along and are not there yet.
fn missing_minutes(
    plan: &Plan,
    stammdaten: &Stammdaten,
    sitzung: &Sitzung,
    anlagen: &[Anlage],
) -> Result<Option<Dokument>> {
    let wanted = anlagen.iter().find(|anlage| anlage.art == Sitzungsanlage::Protokoll);
    let Some(_) = wanted.filter(|anlage| !plan.reports().join(&anlage.pfad).is_file()) else { return Ok(None) };
    let Some(letzte) = crate::present::sitzungen::letzte_sitzung(stammdaten, sitzung) else { return Ok(None) };
    find(stammdaten, &letzte.id)?;
    Ok(Some(present_protokoll::protokoll(stammdaten, letzte, plan.heute)))
}

/// That an enclosure which the letter names is not there.
fn missing(plan: &Plan, sitzung: &Sitzung, anlage: &Anlage, budget: Option<Quartal>) -> Option<Sitzungsbefund> {
    if plan.reports().join(&anlage.pfad).is_file() {
        return None;
    }
    let command = match anlage.art {
        Sitzungsanlage::Protokoll => "protokoll".to_owned(),
        Sitzungsanlage::Budgetuebersicht => {
            let quartal = budget.map(|quartal| format!(" --quartal {quartal}")).unwrap_or_default();
            format!("bericht budget --raum {}{quartal}", sitzung.raum)
        }
    };
    Some(Sitzungsbefund::warnung(
        "anlage-fehlt",
        &[&sitzung.id],
        format!("Die Anlage „{}“ ist genannt, aber noch nicht geschrieben.", anlage.name),
        format!("Mit „{command}“ schreiben."),
    ))
}

/// Who gets the invitation by the distribution list, with the role in the team.
fn recipients(stammdaten: &Stammdaten, sitzung: &Sitzung) -> Vec<Value> {
    let gruppe = format!("sozialraumteam:{}", sitzung.raum);
    let members = stammdaten.sozialraumteam(&sitzung.raum).map(|team| team.mitglieder.as_slice()).unwrap_or_default();
    let listed = stammdaten.verteiler.iter().filter(|line| line.gruppe == gruppe);
    listed
        .filter(|line| line.an.iter().any(|an| an == "einladung"))
        .map(|line| {
            let role = members.iter().find(|mitglied| mitglied.email == line.email).map(|mitglied| &mitglied.rolle);
            json!({ "name": line.name, "email": line.email, "rolle": role, "extern": line.ist_extern, "an": line.an })
        })
        .collect()
}

fn day(day: NaiveDate) -> String {
    crate::present::zahl::tag(day)
}
