//! Deliveries and their findings.

use chrono::NaiveDate;
use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::{Ledger, day, sql};
use crate::domain::lieferung::{Lieferart, Lieferung, Spaltenort, Teil, Zeilen};
use crate::domain::{Betrag, Quartal};
use crate::error::{Error, Result};
use crate::finding::{Befund, Ort, Schwere};

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
    /// The file as it was delivered, below `data/bestand`; none where an older version kept none.
    pub roh_datei: Option<String>,
    /// The quarter that was asked for when it was read.
    pub vorgabe: Option<Quartal>,
    /// Sum of the kept amounts; none for cases.
    pub summe: Option<Betrag>,
    /// Day on which its raw file and case rows were deleted.
    pub geloescht_am: Option<NaiveDate>,
}

/// What the ledger notes of a file beside its content.
#[derive(Clone, Copy, Debug)]
pub(in crate::store) struct Zugang<'a> {
    /// Where the delivered file is kept.
    pub(in crate::store) roh_datei: Option<&'a str>,
    /// The quarter that was asked for.
    pub(in crate::store) vorgabe: Option<Quartal>,
    /// Findings.
    pub(in crate::store) befunde: &'a [Befund],
    /// Day of intake.
    pub(in crate::store) heute: NaiveDate,
}

const COLUMNS: &str = "id, ergebnis, datei, sha256, art, quartal, version, teil, teile, layout, von, bis, kumulativ, zeilen, \
     bestand_datei, bestand_sha256, spalten, eingelesen_am, roh_datei, vorgabe, summe, geloescht_am, \
     (SELECT COUNT(*) FROM befund WHERE befund.lieferung = lieferung.id) AS befunde";

impl Ledger {
    pub(in crate::store) fn by_hash(&self, sha256: &str) -> Result<Option<Eintrag>> {
        self.connection
            .query_row(&format!("SELECT {COLUMNS} FROM lieferung WHERE sha256 = ?1"), [sha256], eintrag)
            .optional()
            .map_err(|cause| sql(&cause))
    }

    pub(in crate::store) fn all(&self) -> Result<Vec<Eintrag>> {
        self.select(&format!("SELECT {COLUMNS} FROM lieferung ORDER BY quartal, art DESC, id"), params![])
    }

    pub(in crate::store) fn accepted(&self, art: Lieferart, quartal: Quartal) -> Result<Vec<Eintrag>> {
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

    pub(in crate::store) fn accept(
        &mut self,
        lieferung: &Lieferung,
        bestand_datei: &str,
        bestand_sha256: &str,
        zugang: Zugang<'_>,
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
                 kumulativ, zeilen, bestand_datei, bestand_sha256, spalten, eingelesen_am, roh_datei, vorgabe, summe) \
                 VALUES ('angenommen', ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)",
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
                    zugang.heute.to_string(),
                    zugang.roh_datei,
                    zugang.vorgabe.map(|quartal| quartal.to_string()),
                    summe(&lieferung.zeilen).map(Betrag::cents),
                ],
            )?;
            insert_befunde(&transaction, transaction.last_insert_rowid(), zugang.befunde)
        };
        insert().map_err(|cause| sql(&cause))?;
        transaction.commit().map_err(|cause| sql(&cause))?;
        self.by_hash(&lieferung.sha256)?.ok_or_else(|| Error::new("Die Lieferung steht nicht im Verzeichnis"))
    }

    /// Notes a refusal. A file that was refused before keeps its line, its number and its day; the reasons are today's.
    pub(in crate::store) fn refuse(
        &mut self,
        datei: &str,
        sha256: &str,
        art: Option<Lieferart>,
        quartal: Option<Quartal>,
        zugang: Zugang<'_>,
    ) -> Result<()> {
        let transaction = self.connection.transaction().map_err(|cause| sql(&cause))?;
        let insert = || -> rusqlite::Result<()> {
            let quartal = quartal.map(|quartal| quartal.to_string());
            let vorgabe = zugang.vorgabe.map(|quartal| quartal.to_string());
            let art = art.map(Lieferart::as_str);
            // Not as one INSERT … ON CONFLICT: that would use up a number each time.
            let known = transaction.execute(
                "UPDATE lieferung SET datei = ?2, art = ?3, quartal = ?4, roh_datei = ?5, vorgabe = ?6 \
                 WHERE sha256 = ?1 AND ergebnis = 'abgelehnt'",
                params![sha256, datei, art, quartal, zugang.roh_datei, vorgabe],
            )?;
            if known == 0 {
                transaction.execute(
                    "INSERT INTO lieferung (ergebnis, datei, sha256, art, quartal, eingelesen_am, roh_datei, vorgabe) \
                     VALUES ('abgelehnt', ?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                    params![datei, sha256, art, quartal, zugang.heute.to_string(), zugang.roh_datei, vorgabe],
                )?;
            }
            let line: i64 =
                transaction.query_row("SELECT id FROM lieferung WHERE sha256 = ?1", [sha256], |row| row.get(0))?;
            transaction.execute("DELETE FROM befund WHERE lieferung = ?1", [line])?;
            insert_befunde(&transaction, line, zugang.befunde)
        };
        insert().map_err(|cause| sql(&cause))?;
        transaction.commit().map_err(|cause| sql(&cause))
    }

    pub(in crate::store) fn befunde(&self, lieferung: i64) -> Result<Vec<Befund>> {
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
    let vorgabe: Option<String> = row.get("vorgabe")?;
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
        roh_datei: row.get("roh_datei")?,
        vorgabe: vorgabe.and_then(|quartal| quartal.parse().ok()),
        summe: row.get::<_, Option<i64>>("summe")?.map(Betrag::from_cents),
        geloescht_am: day(row, "geloescht_am")?,
    })
}

/// What the kept rows sum to.
fn summe(zeilen: &Zeilen) -> Option<Betrag> {
    match zeilen {
        Zeilen::Kosten(rows) => Some(rows.iter().map(|row| row.betrag).sum()),
        Zeilen::Faelle(_) => None,
    }
}
