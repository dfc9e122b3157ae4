//! How deliveries, runs and outputs are kept: rows as Parquet, one immutable file per accepted delivery, and a
//! transactional ledger beside them.
//!
//! A delivery counts only once its line in the ledger is committed; a file without a line is no delivery. Beside the
//! rows lies the file as it was delivered, so that all can be built anew.

mod dateien;
mod ledger;
mod lock;
mod loeschung;
pub mod parquet;
mod postausgang;
mod pruefung;

use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

pub use dateien::remove_temporary;
pub use ledger::{
    Ausgabe, Befehlsart, Berichtet, Eintrag, Ergebnis, Fallsumme, Laufeintrag, Laufnotiz, Veroeffentlichung,
};
pub use ledger::{Posteintrag, Postplan, Terminstand};
pub use lock::Warten;
pub use loeschung::Loeschposten;
pub use pruefung::{Mangel, Neuaufbau};

use crate::domain::auswertung::Quelle;
use crate::domain::lieferung::{Lieferart, Lieferung};
use crate::domain::pruefsumme::sha256;
use crate::domain::{Quartal, Zielgruppe};
use crate::error::{Error, Result};
use crate::finding::Befund;
use dateien::{persist, remove};
use ledger::{Ledger, Zugang};
use lock::Sperre;

/// The store of a workspace, open for one run at a time.
pub struct Bestand {
    folder: PathBuf,
    ledger: Ledger,
    /// None where the store is only read.
    _sperre: Option<Sperre>,
}

/// A file as it was delivered.
#[derive(Clone, Copy, Debug)]
pub struct Rohdatei<'a> {
    /// Its content.
    pub bytes: &'a [u8],
    /// The quarter that was asked for when it was read.
    pub vorgabe: Option<Quartal>,
}

/// A file that was refused.
#[derive(Clone, Copy, Debug)]
pub struct Abgelehnt<'a> {
    /// Its name.
    pub datei: &'a str,
    /// Its SHA-256, in hex.
    pub sha256: &'a str,
    /// Bookings or cases, if it told.
    pub art: Option<Lieferart>,
    /// The quarter, if it told.
    pub quartal: Option<Quartal>,
    /// Its content, if it could be read from the disk.
    pub roh: Option<Rohdatei<'a>>,
}

/// The deliveries that count for one quarter and kind, and what is missing of them.
#[derive(Clone, Debug, Default)]
pub struct Geltend {
    /// They complete each other; in the order of their parts.
    pub eintraege: Vec<Eintrag>,
    /// Numbers of the parts that have not come.
    pub fehlende_teile: Vec<u32>,
}

impl Bestand {
    /// Opens or makes the store in `folder` (`data/bestand`). While another run holds it, waits as long as it may.
    ///
    /// What a run that was cut off left behind is put right here.
    pub fn open(folder: &Path, warten: Warten) -> Result<Self> {
        fs::create_dir_all(folder)
            .map_err(|cause| Error::io("Der Bestand lässt sich nicht anlegen", folder, &cause))?;
        keep_private(folder)?;
        let sperre = Sperre::take(folder, warten)?;
        remove_temporary(folder);
        let ledger = Ledger::open(&folder.join("ledger.sqlite"))?;
        let bestand = Self { folder: folder.to_owned(), ledger, _sperre: Some(sperre) };
        bestand.finish_deletions()?;
        Ok(bestand)
    }

    /// Opens a store to read in it only: nothing in the folder is made or changed, and no run is kept waiting. None
    /// where there is no store, or one of an older version that only a run brings up to date.
    pub fn open_read_only(folder: &Path) -> Result<Option<Self>> {
        let path = folder.join("ledger.sqlite");
        if !path.is_file() {
            return Ok(None);
        }
        let ledger = Ledger::open_read_only(&path)?;
        Ok(ledger.map(|ledger| Self { folder: folder.to_owned(), ledger, _sperre: None }))
    }

    /// Where the key for the hashes of Aktenzeichen lies.
    pub fn key_path(&self) -> PathBuf {
        self.folder.join("aktenzeichen.key")
    }

    /// The line of a file that was taken in or refused before, found by its SHA-256.
    pub fn eintrag_by_hash(&self, sha256: &str) -> Result<Option<Eintrag>> {
        self.ledger.by_hash(sha256)
    }

    /// Takes a delivery in: the delivered file and its rows become files, then a line of the ledger.
    pub fn take_in(
        &mut self,
        lieferung: &Lieferung,
        roh: &Rohdatei<'_>,
        befunde: &[Befund],
        heute: NaiveDate,
    ) -> Result<Eintrag> {
        let roh_datei = self.keep_raw(&lieferung.datei, &lieferung.sha256, roh)?;
        let datei = format!(
            "{}/{}-{}.parquet",
            lieferung.art(),
            lieferung.quartal,
            lieferung.sha256.get(..16).unwrap_or(&lieferung.sha256)
        );
        let path = self.folder.join(&datei);
        let bestand_sha256 = parquet::write(&lieferung.zeilen, &path)?;
        let zugang = Zugang { roh_datei: Some(&roh_datei), vorgabe: roh.vorgabe, befunde, heute };
        self.ledger.accept(lieferung, &datei, &bestand_sha256, zugang)
    }

    /// Notes that a file was refused, and why. It never counts, but it is kept too.
    pub fn refuse(&mut self, abgelehnt: &Abgelehnt<'_>, befunde: &[Befund], heute: NaiveDate) -> Result<()> {
        let Abgelehnt { datei, sha256, art, quartal, roh } = *abgelehnt;
        let roh_datei = roh.map(|roh| self.keep_raw(datei, sha256, &roh)).transpose()?;
        let vorgabe = roh.and_then(|roh| roh.vorgabe);
        let zugang = Zugang { roh_datei: roh_datei.as_deref(), vorgabe, befunde, heute };
        self.ledger.refuse(datei, sha256, art, quartal, zugang)
    }

    /// Keeps the file as it was delivered. Its name stays, because it may tell the period.
    fn keep_raw(&self, name: &str, sha256: &str, roh: &Rohdatei<'_>) -> Result<String> {
        let datei = format!("roh/{}/{name}", sha256.get(..16).unwrap_or(sha256));
        persist(roh.bytes, &self.folder.join(&datei))?;
        Ok(datei)
    }

    /// Every line of the ledger, by quarter, kind and order of intake.
    pub fn eintraege(&self) -> Result<Vec<Eintrag>> {
        self.ledger.all()
    }

    /// The findings that were noted with a line of the ledger.
    pub fn befunde(&self, eintrag: &Eintrag) -> Result<Vec<Befund>> {
        self.ledger.befunde(eintrag.id)
    }

    /// Quarters that have an accepted delivery of a kind, in order.
    pub fn quartale(&self, art: Lieferart) -> Result<Vec<Quartal>> {
        let mut quartale: Vec<_> = self
            .eintraege()?
            .into_iter()
            .filter(|eintrag| eintrag.ergebnis == Ergebnis::Angenommen && eintrag.art == Some(art))
            .filter_map(|eintrag| eintrag.quartal)
            .collect();
        quartale.sort();
        quartale.dedup();
        Ok(quartale)
    }

    /// The deliveries that count for a quarter: the newest accepted one, or the newest of each of its parts.
    pub fn geltend(&self, art: Lieferart, quartal: Quartal) -> Result<Geltend> {
        let eintraege = self.ledger.accepted(art, quartal)?;
        Ok(counting(eintraege))
    }

    /// Where the rows of a delivery lie.
    pub fn rows_path(&self, eintrag: &Eintrag) -> Option<PathBuf> {
        eintrag.bestand_datei.as_ref().map(|datei| self.folder.join(datei))
    }

    /// The last finished run for a period.
    pub fn last_run(&self, zeitraum: &str) -> Result<Option<Laufeintrag>> {
        self.ledger.last_run(zeitraum)
    }

    /// What was reported last of a period from other deliveries than these; none if nothing was.
    pub fn reported_before(&self, zeitraum: &str, quellen: &[String]) -> Result<Option<Berichtet>> {
        self.ledger.reported_before(zeitraum, quellen)
    }

    /// Everything that an audience was given of cases and costs, oldest first.
    pub fn given_out(&self, zielgruppe: Zielgruppe) -> Result<Vec<Veroeffentlichung>> {
        self.ledger.given_out(zielgruppe)
    }

    /// Notes a finished run.
    pub fn note_run(&mut self, notiz: &Laufnotiz<'_>) -> Result<()> {
        self.ledger.note_run(notiz)
    }
}

/// Rows of cases are for their owner only, even as hashes.
fn keep_private(folder: &Path) -> Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(folder, fs::Permissions::from_mode(0o700))
            .map_err(|cause| Error::io("Der Bestand lässt sich nicht vor Fremden schützen", folder, &cause))?;
    }
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}

/// Which of a quarter's accepted deliveries count. The newest decides: a whole one counts alone; a part counts with
/// the newest of each other part since the last whole one.
fn counting(eintraege: Vec<Eintrag>) -> Geltend {
    let last_whole = eintraege.iter().rposition(|eintrag| eintrag.teil.is_none());
    let since = last_whole.map_or(0, |index| index + 1);
    if since == eintraege.len() {
        return Geltend { eintraege: eintraege.into_iter().next_back().into_iter().collect(), fehlende_teile: vec![] };
    }
    let parts = &eintraege[since..];
    let expected = parts.iter().filter_map(|eintrag| eintrag.teil).map(|teil| teil.von).max().unwrap_or(0);
    let mut geltend = Geltend::default();
    for nummer in 1..=expected {
        let newest = parts.iter().rev().find(|eintrag| eintrag.teil.is_some_and(|teil| teil.nummer == nummer));
        match newest {
            Some(eintrag) => geltend.eintraege.push(eintrag.clone()),
            None => geltend.fehlende_teile.push(nummer),
        }
    }
    geltend
}

impl Eintrag {
    /// The line as a source of figures.
    pub fn quelle(&self) -> Option<Quelle> {
        Some(Quelle {
            art: self.art?,
            quartal: self.quartal?,
            teil: self.teil,
            version: self.version?,
            datei: self.datei.clone(),
            sha256: self.sha256.clone(),
            eingelesen_am: self.eingelesen_am,
        })
    }
}

#[cfg(test)]
mod tests;
