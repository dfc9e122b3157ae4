//! The reports on Hilfen: Quartalsdaten for the Sozialraumteams, the report to the committee, the workbook for outside.

use super::offenlegung::Offenlegung;
use super::workspace::{Gegenstand, Grundlage, quartal};
use super::{Antwort, Fortschritt, bericht, rechenprobe};
use crate::aggregate;
use crate::cli::Bericht;
use crate::disclosure::Sicht;
use crate::domain::auswertung::Auswertung;
use crate::domain::kennung;
use crate::domain::reihe::Reihe;
use crate::domain::{Quartal, Stammdaten, Zielgruppe};
use crate::error::{Error, Result};
use crate::plan::Plan;
use crate::present::{Dokument, jha, mappe, quartalsdaten};
use crate::store::{Befehlsart, Bestand, Laufnotiz};

/// `bericht quartal` and `bericht jha`: writes the Quartalsdaten of one or all Räume, or the report to the committee.
pub(super) fn bericht(
    plan: &Plan,
    which: Bericht,
    asked: Option<Quartal>,
    raum: Option<&str>,
    fortschritt: &dyn Fortschritt,
) -> Result<Antwort> {
    let grundlage = Grundlage::open(plan)?;
    let gegenstand = raum.map(|raum| grundlage.gegenstand(raum)).transpose()?;
    let mut bestand = Bestand::open(&plan.bestand(), plan.warten)?;
    let quartal = quartal(&bestand, asked)?;
    let stammdaten = &grundlage.stammdaten;
    let auswertung = aggregate::auswertung(&bestand, stammdaten, quartal)?;
    // What may be shown is decided over all documents of the quarter, whichever of them is written.
    let reihe = aggregate::reihe(&bestand, stammdaten, quartal)?;
    let gegen = rechenprobe::auswertung(&bestand, stammdaten, &auswertung)?.with_reihe(stammdaten, &reihe)?;
    let offenlegung = decide(plan, &bestand, stammdaten, &auswertung, reihe)?;
    let zielgruppe = if which == Bericht::Jha { Zielgruppe::Oeffentlich } else { Zielgruppe::Fachkreis };
    let dokumente = dokumente(plan, stammdaten, &auswertung, &offenlegung.sicht(zielgruppe), gegenstand.as_ref());
    if dokumente.is_empty() {
        return Err(Error::new("Für diesen Raum gibt es keine Quartalsdaten").remedy("Einen Sozialraum angeben"));
    }
    let (antwort, ausgaben) = bericht::write(plan, dokumente, &gegen.werte, fortschritt)?;
    bestand.note_run(&Laufnotiz {
        befehl: Befehlsart::Bericht,
        zeitraum: &quartal.to_string(),
        heute: plan.heute,
        eingaben: "",
        zu_sehen: "",
        quellen: &auswertung.quellen.iter().map(|quelle| quelle.sha256.clone()).collect::<Vec<_>>(),
        kennzahlen: &kennung::werte(&auswertung),
        ausgaben: &ausgaben,
        veroeffentlicht: &offenlegung.veroeffentlicht,
    })?;
    Ok(antwort)
}

/// What each audience may see of a quarter, over all its documents.
pub(super) fn decide(
    plan: &Plan,
    bestand: &Bestand,
    stammdaten: &Stammdaten,
    auswertung: &Auswertung,
    reihe: Reihe,
) -> Result<Offenlegung> {
    Offenlegung::decide(bestand, stammdaten, reihe, &|sicht| {
        dokumente(plan, stammdaten, auswertung, sicht, None);
        if sicht.zielgruppe() == Zielgruppe::Oeffentlich {
            mappe::mappe_oeffentlich(stammdaten, auswertung, sicht);
        }
    })
}

/// The documents of one audience.
pub(super) fn dokumente(
    plan: &Plan,
    stammdaten: &Stammdaten,
    auswertung: &Auswertung,
    sicht: &Sicht<'_>,
    only: Option<&Gegenstand>,
) -> Vec<Dokument> {
    match sicht.zielgruppe() {
        Zielgruppe::Intern => Vec::new(),
        Zielgruppe::Fachkreis => {
            let wanted = |gegenstand: &Gegenstand| only.is_none_or(|only| only == gegenstand);
            let raeume = stammdaten.sozialraeume().filter(|raum| wanted(&Gegenstand::Raum(raum.id.clone())));
            raeume
                .map(|raum| quartalsdaten::quartalsdaten(stammdaten, auswertung, sicht, &raum.id, plan.heute))
                .collect()
        }
        Zielgruppe::Oeffentlich => vec![jha::jha_bericht(stammdaten, auswertung, sicht, plan.heute)],
    }
}
