//! Who opens delivered files, within which limits, and how many at a time.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::{OnceLock, RwLock};
use std::time::{Duration, Instant};

use super::kindprozess::{self, Abbruch, Grenzen};
use super::mappe::Mappe;
use super::oeffnen::{self, Hindernis};
use crate::domain::lesegrenzen::Lesegrenzen;
use crate::error::Error;

/// Where a file is opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lesart {
    /// In this process: for tests of the library and for files of one's own making.
    ImProgramm,
    /// In a process of its own, made from this program.
    Kindprozess(PathBuf),
}

/// Opens delivered files. Several threads may share it.
#[derive(Debug)]
pub struct Oeffner {
    lesart: Lesart,
    grenzen: Lesegrenzen,
    /// Held for reading by small files, which share the memory, and for writing by one that gets all of it.
    speicher: RwLock<()>,
    /// Why no reading process can be started.
    gestoert: OnceLock<String>,
}

/// As many small files are read at a time; each gets such a part of the memory.
pub const GLEICHZEITIG: u32 = 4;
/// A larger file gets all of the memory at once.
const KLEIN: usize = 4 << 20;
/// An answer may have such a part of the reader's memory.
const ANTWORT: u64 = 4;

impl Oeffner {
    /// Opens files in this way and within these limits.
    pub const fn new(lesart: Lesart, grenzen: Lesegrenzen) -> Self {
        Self { lesart, grenzen, speicher: RwLock::new(()), gestoert: OnceLock::new() }
    }

    /// Opens files in this process, within the usual limits.
    pub fn im_programm() -> Self {
        Self::new(Lesart::ImProgramm, Lesegrenzen::default())
    }

    /// The bytes of a delivered file, if it is not larger than allowed.
    ///
    /// # Errors
    ///
    /// Says why there are none.
    pub fn bytes_of(&self, path: &Path) -> Result<Vec<u8>, Hindernis> {
        let no_access = |cause: &std::io::Error| Hindernis::KeinZugriff(format!("kein Zugriff ({})", cause.kind()));
        let most = self.grenzen.hoechstens();
        let mut bytes = Vec::new();
        let meta = fs::metadata(path).map_err(|cause| no_access(&cause))?;
        if meta.len() > most {
            return Err(Hindernis::ZuGross);
        }
        if !meta.is_file() {
            return Err(Hindernis::KeinZugriff("keine Datei".to_owned()));
        }
        let file = File::open(path).map_err(|cause| no_access(&cause))?;
        file.take(most.saturating_add(1)).read_to_end(&mut bytes).map_err(|cause| no_access(&cause))?;
        self.require_size(&bytes).map(|()| bytes)
    }

    /// Opens a file by its bytes. The name only helps to recognise lock files.
    ///
    /// # Errors
    ///
    /// Says what keeps the file from being read; bad content of cells never does.
    pub fn open(&self, name: &str, bytes: &[u8]) -> Result<Mappe, Hindernis> {
        self.require_size(bytes)?;
        if oeffnen::is_lock_file(name) {
            return Err(Hindernis::Sperrdatei);
        }
        match &self.lesart {
            Lesart::ImProgramm => oeffnen::open(name, bytes),
            Lesart::Kindprozess(programm) => self.open_apart(programm, bytes),
        }
    }

    /// Why files could not be opened through no fault of theirs. To be asked after the last one.
    pub fn failure(&self) -> Option<Error> {
        let cause = self.gestoert.get()?;
        let message =
            format!("Die Lieferungen lassen sich nicht lesen: Das Programm kann sich nicht selbst aufrufen ({cause})");
        let error = match &self.lesart {
            Lesart::Kindprozess(programm) => Error::new(message).at(programm),
            Lesart::ImProgramm => Error::new(message),
        };
        Some(error.remedy("Das Programm neu starten. Wurde es gerade aktualisiert, verschoben oder gelöscht?"))
    }

    fn require_size(&self, bytes: &[u8]) -> Result<(), Hindernis> {
        let fits = u64::try_from(bytes.len()).is_ok_and(|length| length <= self.grenzen.hoechstens());
        if fits { Ok(()) } else { Err(Hindernis::ZuGross) }
    }

    fn open_apart(&self, programm: &Path, bytes: &[u8]) -> Result<Mappe, Hindernis> {
        let all = self.grenzen.speicher();
        let most = Duration::from_secs(self.grenzen.sekunden.into());
        let mut spent = Duration::ZERO;
        if bytes.len() <= KLEIN {
            let shared = self.speicher.read();
            let started = Instant::now();
            let opened = self.try_open(programm, bytes, all / u64::from(GLEICHZEITIG), most);
            drop(shared);
            // Little in a file may become much once it is unpacked: such a one is read again, alone.
            if opened != Err(Hindernis::Speicher) {
                return opened;
            }
            spent = started.elapsed();
        }
        let _alone = self.speicher.write();
        self.try_open(programm, bytes, all, most.saturating_sub(spent))
    }

    fn try_open(&self, programm: &Path, bytes: &[u8], speicher: u64, zeit: Duration) -> Result<Mappe, Hindernis> {
        let grenzen = Grenzen { speicher, antwort: speicher / ANTWORT, zeit };
        kindprozess::open(programm, bytes, grenzen).map_err(|abbruch| match abbruch {
            Abbruch::Datei(hindernis) => hindernis,
            Abbruch::Programm(cause) => {
                // The first cause is the one to tell.
                let _ = self.gestoert.set(cause);
                Hindernis::Lesefehler
            }
        })
    }
}
