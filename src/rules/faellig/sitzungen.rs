//! Meetings: invitations, minutes, reports to the committee.

use super::Lage;
use crate::domain::Quartal;
use crate::domain::faellig::{Faelliges, Sache};
use crate::domain::fristen::{after_days, before_days};
use crate::domain::sitzung::{Ausschusssitzung, Sitzung};

/// A no-break space, as finished texts have it.
const NBSP: char = '\u{a0}';

/// Invitations whose time has come and that are not out.
pub(super) fn invitations(lage: &Lage<'_>) -> Vec<Faelliges> {
    let settings = &lage.stammdaten.einstellungen;
    let wanted = |sitzung: &&Sitzung| {
        sitzung.datum.day() >= lage.heute
            && sitzung.abgesagt.is_none()
            && sitzung.einladung_versandt.is_none()
            && !lage.eingeladen.contains(&sitzung.id)
    };
    let of = |sitzung: &Sitzung| {
        let bis = before_days(sitzung.datum.day(), settings.regeln.einladungsfrist_tage);
        let seit = before_days(bis, settings.mail.vorlauf_tage);
        let sache = Sache::Einladung { sitzung: sitzung.id.clone() };
        (seit <= lage.heute).then(|| lage.open(sache, seit, bis))
    };
    lage.stammdaten.sitzungen.iter().filter(wanted).filter_map(of).collect()
}

/// Meetings that are over and have nothing on record.
pub(super) fn minutes(lage: &Lage<'_>) -> Vec<Faelliges> {
    let from = lage.fristen().nachholen_ab(lage.heute);
    let held = |sitzung: &&Sitzung| {
        let tag = sitzung.datum.day();
        from <= tag && tag < lage.heute && sitzung.abgesagt.is_none() && sitzung.protokoll.is_none()
    };
    let of = |sitzung: &Sitzung| {
        let tag = sitzung.datum.day();
        let sache = Sache::Protokoll { sitzung: sitzung.id.clone() };
        lage.open(sache, after_days(tag, 1), after_days(tag, lage.fristen().protokoll_tage))
    };
    lage.stammdaten.sitzungen.iter().filter(held).map(of).collect()
}

/// Reports that a session of the committee waits for.
pub(super) fn reports(lage: &Lage<'_>) -> Vec<Faelliges> {
    let ahead = lage.stammdaten.ausschusssitzungen.iter().filter(|sitzung| sitzung.datum.day() >= lage.heute);
    let of = |sitzung: &Ausschusssitzung| {
        let quartal = reported(lage, sitzung)?;
        if lage.berichtet.contains(&quartal) {
            return None;
        }
        let bis = before_days(sitzung.datum.day(), lage.fristen().jha_bericht_tage);
        let sache = Sache::JhaBericht { sitzung: sitzung.id.clone(), quartal };
        lage.near(sache, after_days(quartal.ende(), 1), bis)
    };
    ahead.filter_map(of).collect()
}

/// The quarter that a session is reported on: the one that its Vorlage names; where none is on record yet, the one that
/// is over last on its day; none where the session has papers and the report is not among them.
fn reported(lage: &Lage<'_>, sitzung: &Ausschusssitzung) -> Option<Quartal> {
    let titel = &lage.stammdaten.einstellungen.jha.titel;
    let report = sitzung.vorlagen.iter().map(|vorlage| vorlage.betreff.replace(NBSP, " "));
    match report.into_iter().find(|betreff| betreff.starts_with(titel)) {
        Some(betreff) => named(&betreff).or_else(|| Some(Quartal::last_over_on(sitzung.datum.day()))),
        None => sitzung.vorlagen.is_empty().then(|| Quartal::last_over_on(sitzung.datum.day())),
    }
}

/// The quarter in "… – 2. Quartal 2026".
fn named(betreff: &str) -> Option<Quartal> {
    let (before, after) = betreff.split_once(". Quartal ")?;
    let nummer = before.chars().next_back()?.to_digit(10)?;
    let jahr = after.split_whitespace().next()?.parse().ok()?;
    Quartal::new(jahr, nummer)
}
