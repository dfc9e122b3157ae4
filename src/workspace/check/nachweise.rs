//! Verwendungsnachweise: their Maßnahme, their Belege.

use super::{Checker, Ziel};
use crate::domain::abrechnung::einzelansaetze;
use crate::domain::bewilligung::haushaltsjahre;
use crate::domain::nachweis::{Eigenleistung, Nachweis};
use crate::domain::woerter::{Begleiter, Fall};
use crate::domain::zuwendung::EigenanteilForm;
use crate::workspace::file::{File, steps};

impl Checker<'_> {
    /// Every Nachweis.
    pub(super) fn nachweise(&mut self) {
        let (files, st) = (self.files, self.st);
        for (file, nachweis) in files.nachweise.iter().zip(&st.nachweise) {
            self.reference(file, steps!["massnahme"], Ziel::Massnahme, nachweis.massnahme.as_str());
            let key = format!("{}_{}", nachweis.massnahme, nachweis.foerderjahr);
            self.file_name(file, steps!["massnahme"], &key);
            let keys = nachweis.belege.iter().enumerate();
            let keys = keys.map(|(i, beleg)| (beleg.nr.clone(), steps!["belege", i, "nr"].to_vec()));
            self.duplicates(file, "Den Beleg", keys.collect::<Vec<_>>());
            for (i, leistung) in nachweis.eigenleistungen.iter().enumerate() {
                self.eigenleistung(file, i, leistung);
            }
            self.nachweis_of_massnahme(file, nachweis);
        }
    }

    /// The Förderjahr and the Einzelansätze of its Maßnahme.
    fn nachweis_of_massnahme(&mut self, file: &File, nachweis: &Nachweis) {
        let Some(massnahme) = self.st.massnahme(&nachweis.massnahme) else { return };
        let wort = |begleiter, fall| self.st.woerter().massnahme.mit(begleiter, fall);
        let years = haushaltsjahre(massnahme);
        if !years.contains(&nachweis.foerderjahr) {
            let error = file
                .at_path(
                    steps!["foerderjahr"],
                    format!("Im Jahr {} läuft {} nicht", nachweis.foerderjahr, wort(Begleiter::Der, Fall::Nominativ)),
                )
                .expecting(format!("ein Jahr von {} bis {}", years.start(), years.end()));
            self.report(file, error);
        } else if nachweis.schlussnachweis != (nachweis.foerderjahr == *years.end()) {
            let last = nachweis.foerderjahr == *years.end();
            let text = if last {
                "Das letzte Förderjahr hat den Schlussnachweis"
            } else {
                "Der Schlussnachweis gehört zum letzten Förderjahr"
            };
            let error = file.at_path(steps!["schlussnachweis"], text).expecting(last.to_string());
            self.report(file, error);
        }
        let Some(angebot) = massnahme.bewilligtes_angebot() else {
            let error = file
                .at_path(
                    steps!["massnahme"],
                    format!("Zu {} ist kein Angebot bewilligt", wort(Begleiter::Dieser, Fall::Dativ)),
                )
                .expecting(format!("{} mit bewilligung", wort(Begleiter::Ein, Fall::Akkusativ)));
            self.report(file, error);
            return;
        };
        let ansaetze = einzelansaetze(&angebot.anlage2);
        let keys: Vec<&str> = ansaetze.iter().map(|(key, ..)| key.as_str()).collect();
        for (i, beleg) in nachweis.belege.iter().enumerate() {
            let home = "P und S mit Nummer, wie die Zeilen in Anlage 2 des bewilligten Angebots";
            self.word(file, steps!["belege", i, "ansatz"], "Den Einzelansatz", &beleg.ansatz, &keys, home);
        }
    }

    /// Unpaid work counts by the hour, everything else by its value.
    fn eigenleistung(&mut self, file: &File, i: usize, leistung: &Eigenleistung) {
        let (right, expected) = match leistung.form {
            EigenanteilForm::UnbezahlteArbeit => (leistung.stunden.is_some() && leistung.betrag.is_none(), "stunden"),
            EigenanteilForm::EigeneMittel | EigenanteilForm::Sachleistung | EigenanteilForm::Arbeitsleistung => {
                (leistung.betrag.is_some() && leistung.stunden.is_none(), "betrag")
            }
        };
        if !right {
            let text = format!("Für {} wird {expected} angegeben, und nur das", leistung.form.wort());
            let error = file.at_path(steps!["eigenleistungen", i, "form"], text);
            self.report(file, error.expecting(expected));
        }
    }
}
