//! Which numbers may be shown to whom.
//!
//! A [`Publikation`] holds all numbers that one audience gets in a run, and what it was given before.
//! [`schuetze`] suppresses what would give somebody away:
//!
//! 1. primary: small counts, amounts of few cases, amounts that are one case's for the most part ([`primaer`]);
//! 2. secondary: whatever the primary ones could be worked out from, cheapest first ([`quader`], [`ergaenzung`]);
//! 3. the attacker check ([`angreifer`]) reads the result as an outsider does, and decides.
//!
//! Nothing is ever changed: a number is shown as it is or not at all, and one cell has one status everywhere.

pub mod ablage;
mod angreifer;
mod aufbau;
mod ergaenzung;
mod grenzen;
mod linear;
mod primaer;
mod publikation;
mod quader;
mod raster;
mod schutz;
mod sicht;
mod system;
#[cfg(test)]
mod tests;
mod verbesserung;
mod zelle;
mod zug;

use angreifer::Angreifer;
use quader::Lage;
use raster::Raster;
use system::System;

pub use aufbau::{publikation, zahlen};
pub use grenzen::Schutzgrenzen;
pub use publikation::{Beziehung, Kopplung, Publikation, Rang, Vergleich};
pub use schutz::{Engste, Fehlschlag, Pruefprotokoll, Schutz};
pub use sicht::Sicht;
pub use zelle::{Beitrag, Frueher, Hilfe, Messgroesse, Ort, Zeitbezug, ZellId, Zellart, Zelle, Zellstatus};

/// Decides what of a publication may be shown. Same publication, same answer.
///
/// Fails if a cell cannot be protected, and names it: as a rule because of what was given out before.
pub fn schuetze(publikation: &Publikation, grenzen: &Schutzgrenzen) -> Result<Schutz, Fehlschlag> {
    let system = System::new(publikation, grenzen)?;
    match decide(&system, publikation) {
        // Rather a report without its headline numbers than a person given away.
        Err(Fehlschlag::Unschuetzbar { .. }) => {
            system.begin_anew();
            decide(&system, publikation)
        }
        answer => answer,
    }
}

fn decide(system: &System, publikation: &Publikation) -> Result<Schutz, Fehlschlag> {
    let raster = Raster::new(system, publikation);
    let status = primaer::status(system);
    let mut lage = Lage::new(system, raster, status);
    protect(&mut lage)?;
    verbesserung::improve(&mut lage);
    let mut angreifer = Angreifer::new(system, &lage.status);
    // A proof that does not hold is none, and the cell is looked at by linear programs.
    for zug in &lage.zuege {
        angreifer.believe(zug);
    }
    for nummer in angreifer.disclosed() {
        if !system.concede(nummer) {
            return Err(Fehlschlag::Unschuetzbar { zelle: system.ids[nummer].clone() });
        }
    }
    let protokoll = angreifer.protocol();
    let status = (0..system.ids.len())
        .filter(|nummer| !system.is_hidden(*nummer))
        .map(|nummer| (system.ids[nummer].clone(), lage.status[nummer]))
        .collect();
    Ok(Schutz { status, protokoll })
}

/// Suppresses more and more until every suppressed cell can be moved far enough.
fn protect(lage: &mut Lage<'_>) -> Result<(), Fehlschlag> {
    loop {
        for nummer in lage.protect_by_hypercubes() {
            let safe = lage.is_safe(nummer) || ergaenzung::protect(lage, nummer);
            if !safe && !lage.system.concede(nummer) {
                return Err(Fehlschlag::Unschuetzbar { zelle: lage.system.ids[nummer].clone() });
            }
        }
        if lage.unsafe_cells().is_empty() {
            return Ok(());
        }
    }
}
