//! The store held against its ledger, and built anew from the raw deliveries.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::{Bestand, Eintrag, Ergebnis, parquet, persist, sha256};
use crate::domain::Quartal;
use crate::domain::lieferung::Lieferung;
use crate::error::{Error, Result};

/// Something in the store that is not as the ledger says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mangel {
    /// The file below `data/bestand`, or `ledger.sqlite`.
    pub datei: String,
    /// What is wrong, in German.
    pub was: String,
    /// What to do, in German.
    pub abhilfe: String,
}

/// What became of the rows of a delivery when the store was built anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Neuaufbau {
    /// They are as they were.
    Unversehrt,
    /// They are back, byte by byte.
    Wiederhergestellt,
    /// They are not: the sentence says why. What was there stays.
    NichtMoeglich(String),
}

const REBUILD: &str = "„sozialraumbericht bestand neu“ baut die Datei aus der aufbewahrten Lieferung neu auf";

impl Bestand {
    /// Everything in the store that is not as the ledger says: hashes, counts, sums, missing and foreign files.
    pub fn check(&self) -> Result<Vec<Mangel>> {
        let mut maengel = Vec::new();
        if !self.ledger.is_sound()? {
            maengel.push(Mangel {
                datei: "ledger.sqlite".to_owned(),
                was: "das Verzeichnis der Lieferungen ist beschädigt".to_owned(),
                abhilfe: "Aus der Datensicherung zurückholen; ohne sie die Dateien aus data/bestand/roh in einen \
                          neuen Arbeitsbereich einlesen"
                    .to_owned(),
            });
        }
        let mut known = BTreeSet::new();
        for eintrag in self.eintraege()? {
            if let Some(datei) = &eintrag.bestand_datei {
                known.insert(datei.clone());
                maengel.extend(self.check_rows(&eintrag, datei));
            }
            if let Some(datei) = &eintrag.roh_datei {
                known.insert(datei.clone());
                maengel.extend(self.check_raw(&eintrag, datei));
            }
        }
        for datei in self.files()?.into_iter().filter(|datei| !known.contains(datei)) {
            maengel.push(Mangel {
                datei,
                was: "die Datei gehört zu keiner Lieferung".to_owned(),
                abhilfe: "Sie zählt nicht und schadet nicht; ein abgebrochener Lauf kann sie hinterlassen haben. Das \
                          nächste „einlesen“ nimmt die Lieferung neu auf"
                    .to_owned(),
            });
        }
        Ok(maengel)
    }

    fn check_rows(&self, eintrag: &Eintrag, datei: &str) -> Option<Mangel> {
        let mangel = |was: String| Some(Mangel { datei: datei.to_owned(), was, abhilfe: REBUILD.to_owned() });
        let path = self.folder.join(datei);
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(cause) => return mangel(Error::io("fehlt oder ist nicht lesbar", &path, &cause).to_string()),
        };
        if Some(sha256(&bytes)) != eintrag.bestand_sha256 {
            return mangel("der Inhalt ist nicht der, der aufgenommen wurde (SHA-256 weicht ab)".to_owned());
        }
        match parquet::totals(&path) {
            Ok((rows, sum)) => {
                if u32::try_from(rows).ok() != Some(eintrag.zeilen) {
                    return mangel(format!("{rows} Zeilen, im Verzeichnis stehen {}", eintrag.zeilen));
                }
                match (sum, eintrag.summe) {
                    (Some(sum), Some(noted)) if sum != noted => {
                        mangel(format!("Summe {sum}, im Verzeichnis steht {noted}"))
                    }
                    _ => None,
                }
            }
            Err(error) => mangel(error.to_string()),
        }
    }

    fn check_raw(&self, eintrag: &Eintrag, datei: &str) -> Option<Mangel> {
        let path = self.folder.join(datei);
        let was = match fs::read(&path) {
            Ok(bytes) if sha256(&bytes) == eintrag.sha256 => return None,
            Ok(_) => "die aufbewahrte Lieferung ist verändert (SHA-256 weicht ab)".to_owned(),
            Err(_) => "die aufbewahrte Lieferung fehlt oder ist nicht lesbar".to_owned(),
        };
        let abhilfe = format!(
            "„{}“ aus der Datensicherung oder aus data/eingang dorthin zurückkopieren; die Zahlen selbst hängen nicht \
             daran",
            eintrag.datei
        );
        Some(Mangel { datei: datei.to_owned(), was, abhilfe })
    }

    /// Files of rows and of raw deliveries, below the store's folder.
    fn files(&self) -> Result<Vec<String>> {
        let mut files = Vec::new();
        for part in ["kosten", "faelle", "roh"] {
            list(&self.folder.join(part), part, &mut files)?;
        }
        files.sort();
        Ok(files)
    }

    /// The kept file of a delivery and the quarter that was asked for; none where it is not kept or has changed.
    pub fn raw(&self, eintrag: &Eintrag) -> Option<(Vec<u8>, Option<Quartal>)> {
        let bytes = fs::read(self.folder.join(eintrag.roh_datei.as_ref()?)).ok()?;
        (sha256(&bytes) == eintrag.sha256).then_some((bytes, eintrag.vorgabe))
    }

    /// Whether the rows of a delivery are as they were taken in.
    pub fn rows_are_intact(&self, eintrag: &Eintrag) -> bool {
        eintrag.bestand_datei.as_ref().is_none_or(|datei| self.check_rows(eintrag, datei).is_none())
    }

    /// Fails if the rows of a delivery are not as they were taken in: by hash, number and control sum.
    pub fn require_intact(&self, eintrag: &Eintrag) -> Result<()> {
        let Some(datei) = &eintrag.bestand_datei else { return Ok(()) };
        match self.check_rows(eintrag, datei) {
            None => Ok(()),
            Some(mangel) => Err(Error::new(format!(
                "Die Zeilen der Lieferung „{}“ im Bestand sind nicht die, die aufgenommen wurden: {}",
                eintrag.datei, mangel.was
            ))
            .at(&self.folder.join(datei))
            .remedy(
                "Nichts wurde geschrieben. „sozialraumbericht bestand pruefen“ zeigt, was beschädigt ist, \
                 „sozialraumbericht bestand neu“ baut die Datei aus der aufbewahrten Lieferung neu auf",
            )),
        }
    }

    /// Puts the rows of an accepted delivery back, if they come out byte by byte as they were taken in.
    pub fn restore_rows(&self, eintrag: &Eintrag, lieferung: &Lieferung) -> Result<Neuaufbau> {
        let Some(datei) = eintrag.bestand_datei.as_ref().filter(|_| eintrag.ergebnis == Ergebnis::Angenommen) else {
            return Ok(Neuaufbau::NichtMoeglich("die Lieferung hat keine Zeilen im Bestand".to_owned()));
        };
        let bytes = parquet::bytes(&lieferung.zeilen)?;
        if Some(sha256(&bytes)) != eintrag.bestand_sha256 {
            return Ok(Neuaufbau::NichtMoeglich(
                "die Zeilen kämen heute anders heraus als beim Einlesen: Stammdaten, Exportlayout oder der Schlüssel \
                 der Aktenzeichen haben sich seither geändert"
                    .to_owned(),
            ));
        }
        persist(&bytes, &self.folder.join(datei))?;
        Ok(Neuaufbau::Wiederhergestellt)
    }
}

fn list(folder: &Path, name: &str, files: &mut Vec<String>) -> Result<()> {
    let Ok(entries) = fs::read_dir(folder) else { return Ok(()) };
    for entry in entries {
        let entry = entry.map_err(|cause| Error::io("Der Ordner lässt sich nicht lesen", folder, &cause))?;
        let below = format!("{name}/{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            list(&entry.path(), &below, files)?;
        } else {
            files.push(below);
        }
    }
    Ok(())
}
