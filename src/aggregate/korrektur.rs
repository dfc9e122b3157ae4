//! Figures of today beside those that were reported last from other deliveries.

use crate::domain::auswertung::{Auswertung, Quelle};
use crate::domain::kennung;
use crate::domain::korrektur::{Korrektur, changes};
use crate::error::Result;
use crate::store::Bestand;

/// What changed against the version that was reported last; none where nothing else was reported before.
pub(super) fn korrektur(bestand: &Bestand, auswertung: &Auswertung) -> Result<Option<Korrektur>> {
    let now = hashes(&auswertung.quellen);
    let zeitraum = auswertung.kennzahlen.quartal.to_string();
    let Some(before) = bestand.reported_before(&zeitraum, &now)? else { return Ok(None) };
    let mut ersetzt = Vec::new();
    for sha256 in before.quellen.iter().filter(|sha256| !now.contains(sha256)) {
        ersetzt.extend(bestand.eintrag_by_hash(sha256)?.and_then(|eintrag| eintrag.quelle()));
    }
    let neu = auswertung.quellen.iter().filter(|quelle| !before.quellen.contains(&quelle.sha256)).cloned().collect();
    Ok(Some(Korrektur {
        vorige_vom: before.heute,
        ersetzt,
        neu,
        geaendert: changes(&before.kennzahlen, &kennung::werte(auswertung)),
    }))
}

/// SHA-256 of deliveries.
pub(super) fn hashes(quellen: &[Quelle]) -> Vec<String> {
    quellen.iter().map(|quelle| quelle.sha256.clone()).collect()
}
