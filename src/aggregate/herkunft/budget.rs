//! Budgets: movements and grants from the records, the Ist from bookings.

use chrono::Datelike;

use super::zellen::Posten;
use super::{Spur, contradiction};
use crate::aggregate::linie::Linie;
use crate::domain::auswertung::MassnahmeKennzahl;
use crate::domain::budget::Budgetbewegung;
use crate::domain::formeln::largest_remainder;
use crate::domain::herkunft::{Datensatz, Knoten};
use crate::domain::kennung::{Kennzahl, Wert};
use crate::domain::kennzahlen::BudgetKennzahl;
use crate::domain::{Betrag, MassnahmeId};
use crate::error::Result;

const BUDGETS: &str = "data/stammdaten/budgets.toml";

impl Spur<'_> {
    pub(super) fn budget(&self, kennzahl: &Kennzahl<'_>, line: &BudgetKennzahl) -> Result<Knoten> {
        let mut node = self.node(kennzahl, &self.line_name(line.ebene, &line.raum));
        let linie = self.linie(line.ebene, &line.raum);
        let all = self.kennungen.budget(line);
        let parts: &[&str] = match kennzahl.feld {
            "verfuegbar" => &["ansatz", "nachtrag", "uebertrag", "umschichtung"],
            "frei" => &["verfuegbar", "ist", "gebunden"],
            "auslastung" => &["ist", "verfuegbar"],
            "bindungsquote" => &["ist", "gebunden", "verfuegbar"],
            "hochrechnung_linear" => &["ist", "zeitanteil"],
            "hochrechnung_bindung" => &["ist", "gebunden"],
            "ampel" => &["bindungsquote", "hochrechnung_linear"],
            _ => &[],
        };
        for part in parts {
            node.teile.push(self.budget(Self::field(&all, part)?, line)?);
        }
        match kennzahl.feld {
            "ansatz" => node.datensaetze = self.ansaetze(&linie, line),
            "nachtrag" | "uebertrag" | "umschichtung" => {
                node.datensaetze = self.movements(&linie, line, kennzahl.feld);
            }
            "zeitanteil" => {
                let stichtag = self.auswertung.kennzahlen.stichtag;
                node.filter.push(format!("Stichtag {}", stichtag.format("%d.%m.%Y")));
            }
            "bewilligt" | "ist" | "gebunden" => {
                for massnahme in self.massnahmen_of(&linie, line) {
                    let all = self.kennungen.massnahme(massnahme);
                    node.teile.push(self.massnahme(Self::field(&all, kennzahl.feld)?, massnahme)?);
                }
                if kennzahl.feld == "ist" {
                    node.datensaetze = self.hours(&linie, line);
                }
            }
            _ => {}
        }
        Ok(node)
    }

    fn massnahmen_of<'s>(
        &'s self,
        linie: &'s Linie,
        line: &'s BudgetKennzahl,
    ) -> impl Iterator<Item = &'s MassnahmeKennzahl> {
        self.auswertung.massnahmen.iter().filter(|massnahme| {
            massnahme.budgetart == line.budgetart && linie.teile.iter().any(|raum| raum.as_str() == massnahme.raum)
        })
    }

    fn ansaetze(&self, linie: &Linie, line: &BudgetKennzahl) -> Vec<Datensatz> {
        let jahr = self.auswertung.kennzahlen.haushaltsjahr;
        let of_line = self.stammdaten.budgets.iter().filter(|budget| {
            budget.jahr == jahr && budget.budgetart == line.budgetart && linie.teile.contains(&budget.raum)
        });
        of_line
            .map(|budget| Datensatz {
                datei: BUDGETS.to_owned(),
                eintrag: format!("Ansatz {jahr}, {}, {}", budget.budgetart, budget.raum),
                wert: budget.ansatz.to_string(),
            })
            .collect()
    }

    fn movements(&self, linie: &Linie, line: &BudgetKennzahl, feld: &str) -> Vec<Datensatz> {
        let kennzahlen = &self.auswertung.kennzahlen;
        let counted = self.stammdaten.budgetbewegungen.iter().filter(|bewegung| {
            bewegung.jahr() == kennzahlen.haushaltsjahr
                && bewegung.budgetart() == line.budgetart
                && bewegung.datum().day() <= kennzahlen.stichtag
        });
        let mut records = Vec::new();
        for bewegung in counted {
            let mut push = |betrag: Betrag| {
                records.push(Datensatz {
                    datei: BUDGETS.to_owned(),
                    eintrag: format!("Bewegung {} vom {}", bewegung.id(), bewegung.datum().day().format("%d.%m.%Y")),
                    wert: betrag.to_string(),
                });
            };
            match bewegung {
                Budgetbewegung::Nachtrag { raum, betrag, .. } if feld == "nachtrag" && linie.teile.contains(raum) => {
                    push(*betrag);
                }
                Budgetbewegung::Uebertrag { raum, betrag, .. } if feld == "uebertrag" && linie.teile.contains(raum) => {
                    push(*betrag);
                }
                Budgetbewegung::Umschichtung { von, nach, betrag, .. } if feld == "umschichtung" => {
                    if linie.teile.contains(nach) {
                        push(*betrag);
                    }
                    if linie.teile.contains(von) {
                        push(-*betrag);
                    }
                }
                _ => {}
            }
        }
        records
    }

    fn hours(&self, linie: &Linie, line: &BudgetKennzahl) -> Vec<Datensatz> {
        let kennzahlen = &self.auswertung.kennzahlen;
        let counted = self.stammdaten.stundennachweise.iter().filter(|nachweis| {
            let day = nachweis.datum.day();
            nachweis.budgetart == line.budgetart
                && linie.teile.contains(&nachweis.raum)
                && day.year() == kennzahlen.haushaltsjahr
                && day <= kennzahlen.stichtag
        });
        counted
            .map(|nachweis| Datensatz {
                datei: BUDGETS.to_owned(),
                eintrag: format!("Stunden {}, {}, {}", nachweis.monat, nachweis.budgetart, nachweis.raum),
                wert: nachweis.stunden.to_string(),
            })
            .collect()
    }

    pub(super) fn massnahme(&self, kennzahl: &Kennzahl<'_>, line: &MassnahmeKennzahl) -> Result<Knoten> {
        let record = self.stammdaten.massnahme(&line.massnahme);
        let title = record.map_or("", |record| record.titel.as_str());
        let about = format!("{} „{title}“, {}", line.massnahme, self.line_name(line.ebene, &line.raum));
        let mut node = self.node(kennzahl, &about);
        match kennzahl.feld {
            "gebunden" => {
                let all = self.kennungen.massnahme(line);
                for part in ["bewilligt", "ist"] {
                    node.teile.push(self.massnahme(Self::field(&all, part)?, line)?);
                }
            }
            "bewilligt" => node.datensaetze = self.grant(&line.massnahme, &line.raum),
            _ => {
                node.filter = vec![
                    format!("Maßnahme {}", line.massnahme),
                    format!("Raum {} oder Anteil daran", line.raum),
                    format!("Buchungsdatum {}", self.year_so_far()),
                ];
                let posten = self.bookings_of(&line.massnahme, &line.raum);
                let sum: Betrag = posten.iter().map(|one| one.beitrag).sum();
                if kennzahl.wert != Wert::Betrag(sum) {
                    return Err(contradiction(kennzahl, &sum.to_string()));
                }
                node.zellen = self.amounts(&posten);
            }
        }
        Ok(node)
    }

    pub(super) fn year_so_far(&self) -> String {
        let kennzahlen = &self.auswertung.kennzahlen;
        format!("01.01.{} bis {}", kennzahlen.haushaltsjahr, kennzahlen.stichtag.format("%d.%m.%Y"))
    }

    /// Bookings of a Maßnahme that one budget pays, whole or by its share.
    fn bookings_of(&self, id: &MassnahmeId, raum: &str) -> Vec<Posten<'_>> {
        let kennzahlen = &self.auswertung.kennzahlen;
        let anteile = self.stammdaten.massnahme(id).map(|record| record.anteile.as_slice()).unwrap_or_default();
        let shares: Vec<_> = anteile.iter().map(|anteil| anteil.prozent).collect();
        let of_massnahme = self.buchungen.iter().filter(|row| {
            row.massnahme.as_deref() == Some(id.as_str())
                && row.tag.year() == kennzahlen.haushaltsjahr
                && row.tag <= kennzahlen.stichtag
        });
        let mut posten = Vec::new();
        for row in of_massnahme {
            match row.raum.as_deref() {
                Some(whose) if whose == raum => {
                    posten.push(Posten { zeile: row, beitrag: row.saldo(), als_saldo: true, anteil: None });
                }
                Some(_) => {}
                None => {
                    let parts = largest_remainder(row.saldo(), &shares);
                    for (anteil, part) in anteile.iter().zip(parts).filter(|(anteil, _)| anteil.raum.as_str() == raum) {
                        // Of a whole nothing is split off, so the cell counts as it is.
                        let share = (anteile.len() > 1).then(|| anteil.prozent.normalize().to_string());
                        posten.push(Posten { zeile: row, beitrag: part, als_saldo: true, anteil: share });
                    }
                }
            }
        }
        posten
    }

    fn grant(&self, id: &MassnahmeId, raum: &str) -> Vec<Datensatz> {
        let Some(record) = self.stammdaten.massnahme(id) else { return Vec::new() };
        let datei = format!("data/massnahmen/{id}.toml");
        let mut records = Vec::new();
        if let Some(bewilligung) = &record.bewilligung {
            let jahr = self.auswertung.kennzahlen.haushaltsjahr;
            match &bewilligung.jahresraten {
                Some(raten) => records.extend(raten.iter().filter(|rate| rate.jahr == jahr).map(|rate| Datensatz {
                    datei: datei.clone(),
                    eintrag: format!("Jahresrate {jahr}"),
                    wert: rate.betrag.to_string(),
                })),
                None => records.push(Datensatz {
                    datei: datei.clone(),
                    eintrag: "Bewilligung, nach Monaten auf die Jahre verteilt".to_owned(),
                    wert: bewilligung.betrag.to_string(),
                }),
            }
        }
        records.extend(record.anteile.iter().filter(|anteil| anteil.raum.as_str() == raum).map(|anteil| Datensatz {
            datei: datei.clone(),
            eintrag: format!("Anteil {raum} in Prozent"),
            wert: anteil.prozent.normalize().to_string(),
        }));
        records
    }
}
