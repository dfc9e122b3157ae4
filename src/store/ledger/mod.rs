//! The ledger: deliveries, findings, runs, reported figures and outputs with their SHA-256, in one transactional file.

mod laeufe;
mod lieferungen;
mod loeschung;
mod postausgang;
mod veroeffentlichung;

use std::path::Path;

use chrono::NaiveDate;
use rusqlite::{Connection, OpenFlags, Row};

pub use laeufe::{Ausgabe, Befehlsart, Berichtet, Laufeintrag, Laufnotiz};
pub(super) use lieferungen::Zugang;
pub use lieferungen::{Eintrag, Ergebnis};
pub use loeschung::Fallsumme;
pub use postausgang::{Posteintrag, Postplan, Terminstand};
pub use veroeffentlichung::Veroeffentlichung;

use crate::error::{Error, Result};

/// What the first version of the program made.
const SCHEMA_1: &str = "
CREATE TABLE IF NOT EXISTS lieferung (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    ergebnis TEXT NOT NULL CHECK (ergebnis IN ('angenommen', 'abgelehnt')),
    datei TEXT NOT NULL,
    sha256 TEXT NOT NULL UNIQUE,
    art TEXT,
    quartal TEXT,
    version INTEGER,
    teil INTEGER,
    teile INTEGER,
    layout TEXT,
    von TEXT,
    bis TEXT,
    kumulativ INTEGER NOT NULL DEFAULT 0,
    zeilen INTEGER NOT NULL DEFAULT 0,
    bestand_datei TEXT,
    bestand_sha256 TEXT,
    spalten TEXT NOT NULL DEFAULT '[]',
    eingelesen_am TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS befund (
    lieferung INTEGER NOT NULL REFERENCES lieferung (id) ON DELETE CASCADE,
    nummer INTEGER NOT NULL,
    regel TEXT NOT NULL,
    schwere TEXT NOT NULL,
    orte TEXT NOT NULL,
    gelesen TEXT NOT NULL,
    erwartet TEXT NOT NULL,
    abhilfe TEXT NOT NULL,
    PRIMARY KEY (lieferung, nummer)
);
CREATE TABLE IF NOT EXISTS lauf (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    zeitraum TEXT NOT NULL,
    heute TEXT NOT NULL,
    eingaben TEXT NOT NULL,
    zu_sehen TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS ausgabe (
    lauf INTEGER NOT NULL REFERENCES lauf (id) ON DELETE CASCADE,
    pfad TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    groesse INTEGER NOT NULL,
    PRIMARY KEY (lauf, pfad)
);
";

/// What later versions added, one step each. A ledger is brought up to date when it is opened; steps never change.
const STEPS: &[&str] = &[STEP_1, veroeffentlichung::SCHEMA, postausgang::SCHEMA];

const STEP_1: &str = "
ALTER TABLE lieferung ADD COLUMN roh_datei TEXT;
ALTER TABLE lieferung ADD COLUMN vorgabe TEXT;
ALTER TABLE lieferung ADD COLUMN summe INTEGER;
ALTER TABLE lieferung ADD COLUMN geloescht_am TEXT;
ALTER TABLE lauf ADD COLUMN befehl TEXT NOT NULL DEFAULT 'lauf';
ALTER TABLE lauf ADD COLUMN quellen TEXT NOT NULL DEFAULT '[]';
ALTER TABLE lauf ADD COLUMN kennzahlen TEXT;
CREATE TABLE kennzahlenstand (
    sha256 TEXT PRIMARY KEY,
    werte TEXT NOT NULL
);
CREATE TABLE fallsumme (
    lieferung INTEGER NOT NULL REFERENCES lieferung (id),
    raum TEXT NOT NULL,
    hilfeart TEXT NOT NULL,
    zahlen TEXT NOT NULL,
    PRIMARY KEY (lieferung, raum, hilfeart)
);
";

pub(super) struct Ledger {
    connection: Connection,
}

fn sql(cause: &rusqlite::Error) -> Error {
    Error::new(format!("Das Verzeichnis der Lieferungen (ledger.sqlite) meldet einen Fehler: {cause}"))
        .remedy("Prüfen, ob der Datenträger voll oder schreibgeschützt ist; die gelieferten Dateien sind unberührt")
}

impl Ledger {
    pub(super) fn open(path: &Path) -> Result<Self> {
        let mut connection = Connection::open(path).map_err(|cause| sql(&cause).at(path))?;
        connection
            .execute_batch("PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL;")
            .and_then(|()| bring_up_to_date(&mut connection))
            .map_err(|cause| sql(&cause).at(path))?;
        Ok(Self { connection })
    }

    /// A ledger to read in only; none where it is of an older version, which only a run may bring up to date.
    pub(super) fn open_read_only(path: &Path) -> Result<Option<Self>> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags).map_err(|cause| sql(&cause).at(path))?;
        let version: u32 =
            connection.query_row("PRAGMA user_version", [], |row| row.get(0)).map_err(|cause| sql(&cause).at(path))?;
        Ok((usize::try_from(version) == Ok(STEPS.len())).then_some(Self { connection }))
    }

    /// Whether the file itself is sound.
    pub(super) fn is_sound(&self) -> Result<bool> {
        let answer: String =
            self.connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).map_err(|cause| sql(&cause))?;
        Ok(answer == "ok")
    }
}

fn bring_up_to_date(connection: &mut Connection) -> rusqlite::Result<()> {
    let version: u32 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if version == 0 {
        connection.execute_batch(SCHEMA_1)?;
    }
    for (number, step) in (1_u32..).zip(STEPS).filter(|(number, _)| *number > version) {
        let transaction = connection.transaction()?;
        transaction.execute_batch(step)?;
        transaction.execute_batch(&format!("PRAGMA user_version = {number}"))?;
        transaction.commit()?;
    }
    Ok(())
}

fn day(row: &Row<'_>, column: &str) -> rusqlite::Result<Option<NaiveDate>> {
    let text: Option<String> = row.get(column)?;
    Ok(text.and_then(|text| text.parse().ok()))
}
