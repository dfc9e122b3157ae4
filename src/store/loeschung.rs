//! Retention: raw files and case rows go, aggregates and the ledger stay.
//!
//! Bookings themselves stay, without what ties them to a case: they are accounting records with a longer period of
//! their own. Case rows go as a whole; their counts stay.

use std::fs;

use chrono::NaiveDate;

use super::{Bestand, Eintrag, Ergebnis, Fallsumme, parquet, persist, remove, sha256};
use crate::domain::lieferung::Lieferart;
use crate::error::Result;

/// A delivery whose raw file and case rows are to go.
#[derive(Clone, Debug)]
pub struct Loeschposten {
    /// Its line in the ledger.
    pub eintrag: Eintrag,
    /// What stays of a case list.
    pub fallsummen: Vec<Fallsumme>,
}

impl Bestand {
    /// Deliveries up to a day that still hold raw files or case rows: accepted ones by the end of their quarter,
    /// refused ones by the day on which they came.
    pub fn deletable(&self, bis: NaiveDate) -> Result<Vec<Eintrag>> {
        let up_to = |eintrag: &Eintrag| match (eintrag.ergebnis, eintrag.quartal) {
            (Ergebnis::Angenommen, Some(quartal)) => quartal.ende() <= bis,
            (Ergebnis::Angenommen, None) | (Ergebnis::Abgelehnt, _) => eintrag.eingelesen_am <= bis,
        };
        Ok(self.eintraege()?.into_iter().filter(|eintrag| eintrag.geloescht_am.is_none() && up_to(eintrag)).collect())
    }

    /// Deletes the raw file and the case rows of a delivery.
    ///
    /// What stays is written first, then the ledger says what is to go, then it goes: a run that is cut off in between
    /// is finished when the store is opened next.
    pub fn delete(&mut self, posten: &Loeschposten, heute: NaiveDate) -> Result<()> {
        let eintrag = &posten.eintrag;
        let bare = match (eintrag.art, self.rows_path(eintrag)) {
            (Some(Lieferart::Kosten), Some(path)) => {
                let datei = format!("kosten/{}-ohne-faelle.parquet", eintrag.sha256.get(..16).unwrap_or_default());
                let bytes = parquet::without_cases(&path)?;
                persist(&bytes, &self.folder.join(&datei))?;
                Some((datei, sha256(&bytes)))
            }
            _ => None,
        };
        let rows = bare.as_ref().map(|(datei, sha256)| (datei.as_str(), sha256.as_str()));
        self.ledger.note_deletion(eintrag.id, heute, rows, &posten.fallsummen)?;
        self.remove_files_of(eintrag)
    }

    /// What stays of a deleted case list.
    pub fn fallsummen(&self, eintrag: &Eintrag) -> Result<Vec<Fallsumme>> {
        self.ledger.fallsummen(eintrag.id)
    }

    fn remove_files_of(&self, eintrag: &Eintrag) -> Result<()> {
        let start = eintrag.sha256.get(..16).unwrap_or(&eintrag.sha256);
        if let (Some(art), Some(quartal)) = (eintrag.art, eintrag.quartal) {
            remove(&self.folder.join(format!("{art}/{quartal}-{start}.parquet")))?;
        }
        let raw = self.folder.join("roh").join(start);
        remove(&raw.join(&eintrag.datei))?;
        // The folder of the one file; that it is gone already or not empty changes nothing.
        let _ = fs::remove_dir(raw);
        Ok(())
    }

    /// Removes files that the ledger says are deleted.
    pub(super) fn finish_deletions(&self) -> Result<()> {
        let eintraege = self.eintraege()?;
        eintraege
            .iter()
            .filter(|eintrag| eintrag.geloescht_am.is_some())
            .try_for_each(|eintrag| self.remove_files_of(eintrag))
    }
}
