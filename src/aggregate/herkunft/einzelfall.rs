//! Cases and costs of single cases.

use chrono::{Datelike, Days, NaiveDate};

use super::zellen::Posten;
use super::{Spur, contradiction};
use crate::aggregate::kosten::HILFEART_UNBEKANNT;
use crate::aggregate::linie::Linie;
use crate::aggregate::zeilen::Fallzeile;
use crate::domain::export::Feld;
use crate::domain::herkunft::{Datensatz, Knoten};
use crate::domain::kennung::{Kennzahl, Wert};
use crate::domain::kennzahlen::{ALLE, FallKennzahl, KostenKennzahl, Kostenzeitraum};
use crate::domain::{Betrag, RaumId};
use crate::error::Result;

impl Spur<'_> {
    pub(super) fn faelle(&self, kennzahl: &Kennzahl<'_>, line: &FallKennzahl) -> Result<Knoten> {
        let about = format!("{}, {}", self.line_name(line.ebene, &line.raum), what(&line.hilfeart, &line.gruppe));
        let mut node = self.node(kennzahl, &about);
        let linie = self.linie(line.ebene, &line.raum);
        let quartal = self.auswertung.kennzahlen.quartal;
        let all = self.kennungen.faelle(line);
        let eve = quartal.beginn().checked_sub_days(Days::new(1)).unwrap_or(quartal.beginn());
        let in_quarter = |day: NaiveDate| quartal.beginn() <= day && day <= quartal.ende();
        if let Some(gone) = self.faelle.iter().find_map(|eintrag| eintrag.geloescht_am) {
            let day = gone.format("%d.%m.%Y");
            node.filter.push(format!("Fallzeilen gelöscht am {day}; nur die Anzahlen sind noch da"));
            return Ok(node);
        }
        match kennzahl.feld {
            "bestand_anfang" => self.count(&mut node, kennzahl, line, &linie, Feld::Beginn, |row| runs_at(row, eve))?,
            "bestand" => {
                self.count(&mut node, kennzahl, line, &linie, Feld::Beginn, |row| runs_at(row, quartal.ende()))?;
            }
            "begonnen" => {
                self.count(&mut node, kennzahl, line, &linie, Feld::Beginn, |row| in_quarter(row.beginn))?;
            }
            "beendet" => {
                self.count(&mut node, kennzahl, line, &linie, Feld::Ende, |row| row.ende.is_some_and(in_quarter))?;
            }
            "inanspruchnahme" => {
                for part in ["bestand", "beendet"] {
                    node.teile.push(self.faelle(Self::field(&all, part)?, line)?);
                }
            }
            "monatsdurchschnitt" => {
                for end in quartal.month_ends() {
                    let rows = self.cases_of(line, &linie, |row| runs_at(row, end));
                    let name = format!("Bestand am {}", end.format("%d.%m.%Y"));
                    let mut month = Knoten::new(None, name, rows.len().to_string(), "Hilfen, die an diesem Tag liefen");
                    month.zellen = self.cases(&rows, Feld::Beginn);
                    node.teile.push(month);
                }
            }
            _ => {
                node.teile.push(self.faelle(Self::field(&all, "bestand")?, line)?);
                node.datensaetze = self.population(&linie);
            }
        }
        Ok(node)
    }

    fn count(
        &self,
        node: &mut Knoten,
        kennzahl: &Kennzahl<'_>,
        line: &FallKennzahl,
        linie: &Linie,
        feld: Feld,
        counts: impl Fn(&Fallzeile) -> bool,
    ) -> Result<()> {
        node.filter = vec![self.raeume(linie), what(&line.hilfeart, &line.gruppe)];
        let rows = self.cases_of(line, linie, counts);
        if kennzahl.wert != Wert::Anzahl(u32::try_from(rows.len()).unwrap_or(u32::MAX)) {
            return Err(contradiction(kennzahl, &rows.len().to_string()));
        }
        node.zellen = self.cases(&rows, feld);
        Ok(())
    }

    fn cases_of(&self, line: &FallKennzahl, linie: &Linie, counts: impl Fn(&Fallzeile) -> bool) -> Vec<&Fallzeile> {
        self.fallzeilen
            .iter()
            .filter(|row| linie.teile.iter().any(|raum| raum.as_str() == row.raum))
            .filter(|row| self.belongs(&row.hilfeart, &line.hilfeart, &line.gruppe))
            .filter(|row| counts(row))
            .collect()
    }

    /// Whether a Hilfeart belongs to a line; groups that are counted apart are in no total over all.
    fn belongs(&self, hilfeart: &str, wanted: &str, gruppe: &str) -> bool {
        if wanted != ALLE {
            return hilfeart == wanted;
        }
        let stammdaten = self.stammdaten;
        let record = stammdaten.hilfearten.iter().find(|record| record.id.as_str() == hilfeart);
        let own = record.map_or(HILFEART_UNBEKANNT, |record| record.gruppe.as_str());
        if gruppe != ALLE {
            return own == gruppe;
        }
        !stammdaten.einstellungen.regeln.hilfegruppen_getrennt.iter().any(|apart| apart == own)
    }

    fn raeume(&self, linie: &Linie) -> String {
        format!("Raum {}", linie.teile.iter().map(RaumId::as_str).collect::<Vec<_>>().join(", "))
    }

    fn population(&self, linie: &Linie) -> Vec<Datensatz> {
        let stichtag = self.auswertung.kennzahlen.stichtag;
        let tables = linie.teile.iter().filter_map(|id| Some((id, self.stammdaten.raum(id)?.einwohner_at(stichtag)?)));
        tables
            .map(|(id, table)| Datensatz {
                datei: "data/stammdaten/raeume.toml".to_owned(),
                eintrag: format!("Einwohner {id}: insgesamt {}", table.insgesamt),
                wert: table.u21.to_string(),
            })
            .collect()
    }

    pub(super) fn kosten(&self, kennzahl: &Kennzahl<'_>, line: &KostenKennzahl) -> Result<Knoten> {
        let about = format!("{}, {}", self.line_name(line.ebene, &line.raum), what(&line.hilfeart, ALLE));
        let mut node = self.node(kennzahl, &about);
        let linie = self.linie(line.ebene, &line.raum);
        let ertrag = match kennzahl.feld {
            "aufwand" => false,
            "ertrag" => true,
            _ => {
                let all = self.kennungen.kosten(line);
                for part in ["aufwand", "ertrag"] {
                    node.teile.push(self.kosten(Self::field(&all, part)?, line)?);
                }
                return Ok(node);
            }
        };
        let quartal = self.auswertung.kennzahlen.quartal;
        let period = match line.zeitraum {
            Kostenzeitraum::Jahr => self.year_so_far(),
            Kostenzeitraum::Quartal => {
                format!("{} bis {}", quartal.beginn().format("%d.%m.%Y"), quartal.ende().format("%d.%m.%Y"))
            }
        };
        let in_period = |day: NaiveDate| {
            day <= quartal.ende()
                && match line.zeitraum {
                    Kostenzeitraum::Quartal => quartal.beginn() <= day,
                    Kostenzeitraum::Jahr => day.year() == quartal.jahr(),
                }
        };
        node.filter = vec![
            "ohne Maßnahme".to_owned(),
            self.raeume(&linie),
            what(&line.hilfeart, ALLE),
            format!("Buchungsdatum {period}"),
        ];
        let posten: Vec<_> = self
            .buchungen
            .iter()
            .filter(|row| row.massnahme.is_none() && row.ist_ertrag == ertrag && in_period(row.tag))
            .filter(|row| {
                let raum = row.raum.as_deref().unwrap_or(RaumId::OHNE);
                linie.teile.iter().any(|part| part.as_str() == raum)
            })
            .filter(|row| self.belongs(row.hilfeart.as_deref().unwrap_or(HILFEART_UNBEKANNT), &line.hilfeart, ALLE))
            .map(|row| Posten { zeile: row, beitrag: row.betrag, als_saldo: false, anteil: None })
            .collect();
        let sum: Betrag = posten.iter().map(|one| one.beitrag).sum();
        if kennzahl.wert != Wert::Betrag(sum) {
            return Err(contradiction(kennzahl, &sum.to_string()));
        }
        node.zellen = self.amounts(&posten);
        Ok(node)
    }
}

fn runs_at(row: &Fallzeile, day: NaiveDate) -> bool {
    row.beginn <= day && row.ende.is_none_or(|ende| ende > day)
}

fn what(hilfeart: &str, gruppe: &str) -> String {
    match (hilfeart, gruppe) {
        (ALLE, ALLE) => "alle Hilfearten ohne die getrennt gezählten".to_owned(),
        (ALLE, gruppe) => format!("Hilfegruppe {gruppe}"),
        (hilfeart, _) => format!("Hilfeart {hilfeart}"),
    }
}
