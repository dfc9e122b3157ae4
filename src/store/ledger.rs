//! The ledger: deliveries, findings, runs and outputs with their SHA-256, in one transactional file.

use std::path::Path;

use chrono::NaiveDate;
use rusqlite::{Connection, OpenFlags, OptionalExtension, Row, Transaction, params};

use crate::domain::Quartal;
use crate::domain::lieferung::{Lieferart, Lieferung, Spaltenort, Teil};
use crate::error::{Error, Result};
use crate::finding::{Befund, Ort, Schwere};

const SCHEMA: &str = "
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

/// Whether a file counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ergebnis {
    /// Taken in.
    Angenommen,
    /// Refused.
    Abgelehnt,
}

/// A line of the ledger: a delivered file and what became of it.
#[derive(Clone, Debug)]
pub struct Eintrag {
    /// Number in order of intake.
    pub id: i64,
    /// Whether it counts.
    pub ergebnis: Ergebnis,
    /// Name of the delivered file.
    pub datei: String,
    /// SHA-256 of the delivered file, in hex.
    pub sha256: String,
    /// Bookings or cases; none if a refused file did not tell.
    pub art: Option<Lieferart>,
    /// The quarter it is for; none if a refused file did not tell.
    pub quartal: Option<Quartal>,
    /// Version within kind and quarter, from 1; none if refused.
    pub version: Option<u32>,
    /// Which part it is.
    pub teil: Option<Teil>,
    /// Export layout.
    pub layout: Option<String>,
    /// First and last day of the period it covers.
    pub spanne: Option<(NaiveDate, NaiveDate)>,
    /// Whether it repeats earlier quarters.
    pub kumulativ: bool,
    /// How many rows were kept.
    pub zeilen: u32,
    /// File of its rows below `data/bestand`.
    pub bestand_datei: Option<String>,
    /// SHA-256 of that file.
    pub bestand_sha256: Option<String>,
    /// Where its fields stand.
    pub spalten: Vec<Spaltenort>,
    /// Day on which it was taken in or refused.
    pub eingelesen_am: NaiveDate,
    /// How many findings were noted.
    pub befunde: u32,
}

/// A finished run.
#[derive(Clone, Debug)]
pub struct Laufeintrag {
    /// Hash over everything it was made from.
    pub eingaben: String,
    /// What a person has to see of it, as text; empty if nothing.
    pub zu_sehen: String,
    /// What it wrote.
    pub ausgaben: Vec<Ausgabe>,
}

/// A file that a run wrote.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Ausgabe {
    /// Path below `reports/`.
    pub pfad: String,
    /// SHA-256, in hex.
    pub sha256: String,
    /// Bytes.
    pub groesse: u64,
}

pub(super) struct Ledger {
    connection: Connection,
}

fn sql(cause: &rusqlite::Error) -> Error {
    Error::new(format!("Das Verzeichnis der Lieferungen (ledger.sqlite) meldet einen Fehler: {cause}"))
        .remedy("Prüfen, ob der Datenträger voll oder schreibgeschützt ist; die gelieferten Dateien sind unberührt")
}

const COLUMNS: &str = "id, ergebnis, datei, sha256, art, quartal, version, teil, teile, layout, von, bis, kumulativ, zeilen, \
     bestand_datei, bestand_sha256, spalten, eingelesen_am, \
     (SELECT COUNT(*) FROM befund WHERE befund.lieferung = lieferung.id) AS befunde";

impl Ledger {
    pub(super) fn open(path: &Path) -> Result<Self> {
        let connection = Connection::open(path).map_err(|cause| sql(&cause).at(path))?;
        connection
            .execute_batch("PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL;")
            .and_then(|()| connection.execute_batch(SCHEMA))
            .map_err(|cause| sql(&cause).at(path))?;
        Ok(Self { connection })
    }

    pub(super) fn open_read_only(path: &Path) -> Result<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags).map_err(|cause| sql(&cause).at(path))?;
        Ok(Self { connection })
    }

    pub(super) fn by_hash(&self, sha256: &str) -> Result<Option<Eintrag>> {
        self.connection
            .query_row(&format!("SELECT {COLUMNS} FROM lieferung WHERE sha256 = ?1"), [sha256], eintrag)
            .optional()
            .map_err(|cause| sql(&cause))
    }

    pub(super) fn all(&self) -> Result<Vec<Eintrag>> {
        self.select(&format!("SELECT {COLUMNS} FROM lieferung ORDER BY quartal, art DESC, id"), params![])
    }

    pub(super) fn accepted(&self, art: Lieferart, quartal: Quartal) -> Result<Vec<Eintrag>> {
        self.select(
            &format!(
                "SELECT {COLUMNS} FROM lieferung \
                 WHERE ergebnis = 'angenommen' AND art = ?1 AND quartal = ?2 ORDER BY id"
            ),
            params![art.as_str(), quartal.to_string()],
        )
    }

    fn select(&self, query: &str, values: &[&dyn rusqlite::ToSql]) -> Result<Vec<Eintrag>> {
        let mut statement = self.connection.prepare_cached(query).map_err(|cause| sql(&cause))?;
        let rows = statement.query_map(values, eintrag).map_err(|cause| sql(&cause))?;
        rows.collect::<rusqlite::Result<_>>().map_err(|cause| sql(&cause))
    }

    pub(super) fn accept(
        &mut self,
        lieferung: &Lieferung,
        bestand_datei: &str,
        bestand_sha256: &str,
        befunde: &[Befund],
        heute: NaiveDate,
    ) -> Result<Eintrag> {
        let spalten = serde_json::to_string(&lieferung.spalten).unwrap_or_else(|_| "[]".to_owned());
        let transaction = self.connection.transaction().map_err(|cause| sql(&cause))?;
        let insert = || -> rusqlite::Result<()> {
            // Only a refusal gives way: what was accepted once is never taken out of the ledger.
            transaction
                .execute("DELETE FROM lieferung WHERE sha256 = ?1 AND ergebnis = 'abgelehnt'", [&lieferung.sha256])?;
            let version: u32 = transaction.query_row(
                "SELECT COALESCE(MAX(version), 0) + 1 FROM lieferung WHERE art = ?1 AND quartal = ?2 AND teil IS ?3",
                params![
                    lieferung.art().as_str(),
                    lieferung.quartal.to_string(),
                    lieferung.teil.map(|teil| teil.nummer)
                ],
                |row| row.get(0),
            )?;
            transaction.execute(
                "INSERT INTO lieferung (ergebnis, datei, sha256, art, quartal, version, teil, teile, layout, von, bis, \
                 kumulativ, zeilen, bestand_datei, bestand_sha256, spalten, eingelesen_am) \
                 VALUES ('angenommen', ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
                params![
                    lieferung.datei,
                    lieferung.sha256,
                    lieferung.art().as_str(),
                    lieferung.quartal.to_string(),
                    version,
                    lieferung.teil.map(|teil| teil.nummer),
                    lieferung.teil.map(|teil| teil.von),
                    lieferung.layout,
                    lieferung.von.to_string(),
                    lieferung.bis.to_string(),
                    lieferung.kumulativ,
                    u32::try_from(lieferung.zeilen.len()).unwrap_or(u32::MAX),
                    bestand_datei,
                    bestand_sha256,
                    spalten,
                    heute.to_string(),
                ],
            )?;
            insert_befunde(&transaction, transaction.last_insert_rowid(), befunde)
        };
        insert().map_err(|cause| sql(&cause))?;
        transaction.commit().map_err(|cause| sql(&cause))?;
        self.by_hash(&lieferung.sha256)?.ok_or_else(|| Error::new("Die Lieferung steht nicht im Verzeichnis"))
    }

    pub(super) fn refuse(
        &mut self,
        datei: &str,
        sha256: &str,
        art: Option<Lieferart>,
        quartal: Option<Quartal>,
        befunde: &[Befund],
        heute: NaiveDate,
    ) -> Result<()> {
        let transaction = self.connection.transaction().map_err(|cause| sql(&cause))?;
        let insert = || -> rusqlite::Result<()> {
            transaction.execute("DELETE FROM lieferung WHERE sha256 = ?1 AND ergebnis = 'abgelehnt'", [sha256])?;
            transaction.execute(
                "INSERT INTO lieferung (ergebnis, datei, sha256, art, quartal, eingelesen_am) \
                 VALUES ('abgelehnt', ?1, ?2, ?3, ?4, ?5)",
                params![
                    datei,
                    sha256,
                    art.map(Lieferart::as_str),
                    quartal.map(|quartal| quartal.to_string()),
                    heute.to_string()
                ],
            )?;
            insert_befunde(&transaction, transaction.last_insert_rowid(), befunde)
        };
        insert().map_err(|cause| sql(&cause))?;
        transaction.commit().map_err(|cause| sql(&cause))
    }

    pub(super) fn befunde(&self, lieferung: i64) -> Result<Vec<Befund>> {
        let mut statement = self
            .connection
            .prepare_cached(
                "SELECT regel, schwere, orte, gelesen, erwartet, abhilfe FROM befund WHERE lieferung = ?1 \
                 ORDER BY nummer",
            )
            .map_err(|cause| sql(&cause))?;
        let rows = statement.query_map([lieferung], befund).map_err(|cause| sql(&cause))?;
        rows.collect::<rusqlite::Result<_>>().map_err(|cause| sql(&cause))
    }

    pub(super) fn last_run(&self, zeitraum: &str) -> Result<Option<Laufeintrag>> {
        let last: Option<(i64, String, String)> = self
            .connection
            .query_row(
                "SELECT id, eingaben, zu_sehen FROM lauf WHERE zeitraum = ?1 ORDER BY id DESC LIMIT 1",
                [zeitraum],
                |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
            )
            .optional()
            .map_err(|cause| sql(&cause))?;
        let Some((id, eingaben, zu_sehen)) = last else {
            return Ok(None);
        };
        let mut statement = self
            .connection
            .prepare_cached("SELECT pfad, sha256, groesse FROM ausgabe WHERE lauf = ?1 ORDER BY pfad")
            .map_err(|cause| sql(&cause))?;
        let ausgaben = statement
            .query_map([id], |row| {
                let groesse: i64 = row.get(2)?;
                Ok(Ausgabe { pfad: row.get(0)?, sha256: row.get(1)?, groesse: groesse.unsigned_abs() })
            })
            .and_then(Iterator::collect)
            .map_err(|cause| sql(&cause))?;
        Ok(Some(Laufeintrag { eingaben, zu_sehen, ausgaben }))
    }

    pub(super) fn note_run(
        &mut self,
        zeitraum: &str,
        heute: NaiveDate,
        eingaben: &str,
        zu_sehen: &str,
        ausgaben: &[Ausgabe],
    ) -> Result<()> {
        let transaction = self.connection.transaction().map_err(|cause| sql(&cause))?;
        let insert = || -> rusqlite::Result<()> {
            transaction.execute(
                "INSERT INTO lauf (zeitraum, heute, eingaben, zu_sehen) VALUES (?1, ?2, ?3, ?4)",
                params![zeitraum, heute.to_string(), eingaben, zu_sehen],
            )?;
            let lauf = transaction.last_insert_rowid();
            for ausgabe in ausgaben {
                transaction.execute(
                    "INSERT INTO ausgabe (lauf, pfad, sha256, groesse) VALUES (?1, ?2, ?3, ?4)",
                    params![lauf, ausgabe.pfad, ausgabe.sha256, i64::try_from(ausgabe.groesse).unwrap_or(i64::MAX)],
                )?;
            }
            Ok(())
        };
        insert().map_err(|cause| sql(&cause))?;
        transaction.commit().map_err(|cause| sql(&cause))
    }
}

fn insert_befunde(transaction: &Transaction<'_>, lieferung: i64, befunde: &[Befund]) -> rusqlite::Result<()> {
    let mut statement = transaction.prepare_cached(
        "INSERT INTO befund (lieferung, nummer, regel, schwere, orte, gelesen, erwartet, abhilfe) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?;
    for (nummer, befund) in befunde.iter().enumerate() {
        let orte: Vec<_> = befund.orte.iter().map(|ort| (&ort.blatt, &ort.zelle)).collect();
        statement.execute(params![
            lieferung,
            i64::try_from(nummer).unwrap_or(i64::MAX),
            befund.regel,
            befund.schwere.key(),
            serde_json::to_string(&orte).unwrap_or_default(),
            befund.gelesen,
            befund.erwartet,
            befund.abhilfe,
        ])?;
    }
    Ok(())
}

fn befund(row: &Row<'_>) -> rusqlite::Result<Befund> {
    let orte: String = row.get(2)?;
    let orte: Vec<(Option<String>, Option<String>)> = serde_json::from_str(&orte).unwrap_or_default();
    let schwere: String = row.get(1)?;
    Ok(Befund {
        regel: row.get::<_, String>(0)?.into(),
        schwere: Schwere::from_key(&schwere).unwrap_or(Schwere::Fehler),
        orte: orte.into_iter().map(|(blatt, zelle)| Ort { blatt, zelle }).collect(),
        gelesen: row.get(3)?,
        erwartet: row.get(4)?,
        abhilfe: row.get(5)?,
    })
}

fn eintrag(row: &Row<'_>) -> rusqlite::Result<Eintrag> {
    let ergebnis: String = row.get("ergebnis")?;
    let art: Option<String> = row.get("art")?;
    let quartal: Option<String> = row.get("quartal")?;
    let teil: Option<u32> = row.get("teil")?;
    let teile: Option<u32> = row.get("teile")?;
    let spalten: String = row.get("spalten")?;
    Ok(Eintrag {
        id: row.get("id")?,
        ergebnis: if ergebnis == "angenommen" { Ergebnis::Angenommen } else { Ergebnis::Abgelehnt },
        datei: row.get("datei")?,
        sha256: row.get("sha256")?,
        art: art.and_then(|art| Lieferart::from_key(&art)),
        quartal: quartal.and_then(|quartal| quartal.parse().ok()),
        version: row.get("version")?,
        teil: teil.zip(teile).map(|(nummer, von)| Teil { nummer, von }),
        layout: row.get("layout")?,
        spanne: day(row, "von")?.zip(day(row, "bis")?),
        kumulativ: row.get("kumulativ")?,
        zeilen: row.get("zeilen")?,
        bestand_datei: row.get("bestand_datei")?,
        bestand_sha256: row.get("bestand_sha256")?,
        spalten: serde_json::from_str(&spalten).unwrap_or_default(),
        eingelesen_am: day(row, "eingelesen_am")?.unwrap_or(NaiveDate::MIN),
        befunde: row.get("befunde")?,
    })
}

fn day(row: &Row<'_>, column: &str) -> rusqlite::Result<Option<NaiveDate>> {
    let text: Option<String> = row.get(column)?;
    Ok(text.and_then(|text| text.parse().ok()))
}
