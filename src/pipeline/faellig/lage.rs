//! What is known on a day: records, ledger, figures.

use std::collections::{BTreeMap, BTreeSet};

use super::super::{eingaben, versand};
use crate::aggregate;
use crate::domain::lieferung::Lieferart;
use crate::domain::{Quartal, Stammdaten};
use crate::error::Result;
use crate::finding::Schwere;
use crate::plan::Plan;
use crate::rules::faellig::{Ablehnung, Budgetlage, Lage, Warnungen};
use crate::store::{Bestand, Eintrag, Ergebnis};

/// What is known today.
pub(super) fn lage<'a>(plan: &Plan, stammdaten: &'a Stammdaten, bestand: Option<&Bestand>) -> Result<Lage<'a>> {
    let mut lage = Lage {
        stammdaten,
        heute: plan.heute,
        lieferungen: BTreeMap::new(),
        abgelehnt: Vec::new(),
        warnungen: Vec::new(),
        eingeladen: BTreeSet::new(),
        berichtet: BTreeSet::new(),
        budgets: None,
    };
    let Some(bestand) = bestand else { return Ok(lage) };
    let eintraege = bestand.eintraege()?;
    for (art, quartal) in delivered(&eintraege) {
        let geltend = bestand.geltend(art, quartal)?;
        lage.warnungen.extend(warnings(bestand, art, quartal, &geltend.eintraege)?);
        lage.lieferungen.insert((art, quartal), geltend.fehlende_teile);
    }
    lage.abgelehnt = refused(plan, &eintraege)?;
    lage.eingeladen = versand::invited(&bestand.post()?);
    let quartale = bestand.quartale(Lieferart::Kosten)?;
    for quartal in &quartale {
        let run = bestand.last_run(&quartal.to_string())?;
        if run.is_some_and(|run| run.ausgaben.iter().any(|ausgabe| ausgabe.pfad.ends_with("/jha-bericht.pdf"))) {
            lage.berichtet.insert(*quartal);
        }
    }
    if let Some(quartal) = quartale.last() {
        let budgets = aggregate::auswertung(bestand, stammdaten, *quartal)?.kennzahlen.budget;
        lage.budgets = Some(Budgetlage { quartal: *quartal, budgets });
    }
    Ok(lage)
}

/// The warnings of the deliveries that count for a quarter; none where there are none.
fn warnings(bestand: &Bestand, art: Lieferart, quartal: Quartal, geltend: &[Eintrag]) -> Result<Option<Warnungen>> {
    let mut je_regel = BTreeMap::new();
    let mut am = None;
    for eintrag in geltend {
        let befunde = bestand.befunde(eintrag)?;
        for befund in befunde.into_iter().filter(|befund| befund.schwere == Schwere::Warnung) {
            *je_regel.entry(befund.regel.into_owned()).or_insert(0) += 1;
            am = am.max(Some(eintrag.eingelesen_am));
        }
    }
    Ok(am.map(|am| Warnungen { art, quartal, am, je_regel }))
}

fn delivered(eintraege: &[Eintrag]) -> BTreeSet<(Lieferart, Quartal)> {
    let accepted = eintraege.iter().filter(|eintrag| eintrag.ergebnis == Ergebnis::Angenommen);
    accepted.filter_map(|eintrag| Some((eintrag.art?, eintrag.quartal?))).collect()
}

/// Refused files that nothing has come in place of: no later delivery of their kind and quarter or under their name.
/// One that has been taken away from the folder waits for no answer either; what is missing then is the delivery.
fn refused(plan: &Plan, eintraege: &[Eintrag]) -> Result<Vec<Ablehnung>> {
    let refused: Vec<_> = eintraege.iter().filter(|one| one.ergebnis == Ergebnis::Abgelehnt).collect();
    if refused.is_empty() {
        return Ok(Vec::new());
    }
    let mut there = BTreeSet::new();
    for path in eingaben::deliveries(&plan.eingang())? {
        there.insert(eingaben::sha256_of(&path)?);
    }
    let replaced = |old: &Eintrag| {
        let mut later = eintraege.iter().filter(|new| new.ergebnis == Ergebnis::Angenommen && new.id > old.id);
        later.any(|new| {
            let same_period = old.art.is_some() && old.quartal.is_some();
            new.datei == old.datei || same_period && (new.art, new.quartal) == (old.art, old.quartal)
        })
    };
    let waiting = refused.into_iter().filter(|one| there.contains(&one.sha256) && !replaced(one));
    Ok(waiting
        .map(|one| Ablehnung {
            datei: one.datei.clone(),
            sha256: one.sha256.clone(),
            art: one.art,
            quartal: one.quartal,
            am: one.eingelesen_am,
        })
        .collect())
}
