//! Budgets, their movements, hours.

use super::{Checker, Ziel};
use crate::domain::budget::Budgetbewegung;
use crate::domain::raum::Ebene;
use crate::domain::{Betrag, RaumId};
use crate::workspace::file::{File, steps};
use crate::workspace::tree::Step;

impl Checker<'_> {
    /// Ansätze, movements and hours.
    pub(super) fn budgets(&mut self) {
        let (file, st) = (&self.files.budgets, self.st);
        let keys = st.budgets.iter().enumerate();
        let keys = keys
            .map(|(i, b)| (format!("{} {} {}", b.jahr, b.budgetart, b.raum), steps!["budgets", i, "raum"].to_vec()));
        self.duplicates(file, "Das Budget", keys.collect::<Vec<_>>());
        for (i, budget) in st.budgets.iter().enumerate() {
            self.reference(file, steps!["budgets", i, "raum"], Ziel::RaumOderRegion, budget.raum.as_str());
            self.ebene(file, steps!["budgets", i, "ebene"], budget.ebene, &budget.raum);
            if budget.ansatz.is_negative() {
                let error = file.at_path(steps!["budgets", i, "ansatz"], "Ein Ansatz ist nie negativ");
                self.report(
                    file,
                    error.expecting(
                        "ein Betrag ab 0,00; eine Sperre steht als Nachtrag mit Minus bei den Budgetbewegungen",
                    ),
                );
            }
        }
        let keys = st.budgetbewegungen.iter().enumerate();
        let keys = keys.map(|(i, bewegung)| (bewegung.id().to_owned(), steps!["budgetbewegungen", i, "id"].to_vec()));
        self.duplicates(file, "Die Budgetbewegung", keys.collect::<Vec<_>>());
        for (i, bewegung) in st.budgetbewegungen.iter().enumerate() {
            self.bewegung(i, bewegung);
        }
        for (i, nachweis) in st.stundennachweise.iter().enumerate() {
            self.reference(file, steps!["stundennachweise", i, "raum"], Ziel::Raum, nachweis.raum.as_str());
            self.budgetart(file, steps!["stundennachweise", i, "budgetart"], &nachweis.budgetart);
            if !nachweis.datum.to_string().starts_with(&nachweis.monat) || nachweis.monat.len() != 7 {
                let error = file
                    .at_path(
                        steps!["stundennachweise", i, "monat"],
                        "Monat und Datum des Stundennachweises passen nicht zusammen",
                    )
                    .expecting(format!("\"{}\", der Monat des Datums", nachweis.datum.day().format("%Y-%m")));
                self.report(file, error);
            }
        }
    }

    /// One movement.
    fn bewegung(&mut self, i: usize, bewegung: &Budgetbewegung) {
        let file = &self.files.budgets;
        self.budgetart(file, steps!["budgetbewegungen", i, "budgetart"], bewegung.budgetart());
        match bewegung {
            Budgetbewegung::Nachtrag { raum, .. } => {
                self.reference(file, steps!["budgetbewegungen", i, "raum"], Ziel::RaumOderRegion, raum.as_str());
            }
            Budgetbewegung::Uebertrag { raum, jahr, aus_jahr, .. } => {
                self.reference(file, steps!["budgetbewegungen", i, "raum"], Ziel::RaumOderRegion, raum.as_str());
                if i64::from(*aus_jahr) + 1 != i64::from(*jahr) && !file.root.is_damaged(steps!["budgetbewegungen", i])
                {
                    let error = file
                        .at_path(
                            steps!["budgetbewegungen", i, "aus_jahr"],
                            format!("Übertrag aus {aus_jahr} nach {jahr}"),
                        )
                        .expecting(format!(
                            "{}, das Vorjahr: Ermächtigungen werden höchstens ein Jahr übertragen",
                            i64::from(*jahr) - 1
                        ));
                    self.report(file, error);
                }
            }
            Budgetbewegung::Umschichtung { von, nach, betrag, massnahme, .. } => {
                self.reference(file, steps!["budgetbewegungen", i, "von"], Ziel::RaumOderRegion, von.as_str());
                self.reference(file, steps!["budgetbewegungen", i, "nach"], Ziel::RaumOderRegion, nach.as_str());
                if von == nach {
                    let error = file
                        .at_path(
                            steps!["budgetbewegungen", i, "nach"],
                            format!("Die Umschichtung geht von „{von}“ nach „{nach}“"),
                        )
                        .expecting("ein anderer Raum als bei von");
                    self.report(file, error);
                }
                if *betrag <= Betrag::ZERO {
                    let error = file
                        .at_path(
                            steps!["budgetbewegungen", i, "betrag"],
                            "Eine Umschichtung bewegt einen Betrag über 0",
                        )
                        .expecting("ein Betrag ohne Minus; für die Gegenrichtung von und nach tauschen");
                    self.report(file, error);
                }
                if let Some(massnahme) = massnahme {
                    self.reference(
                        file,
                        steps!["budgetbewegungen", i, "massnahme"],
                        Ziel::Massnahme,
                        massnahme.as_str(),
                    );
                }
            }
        }
    }

    /// The level that a record names must be the one that its Raum is.
    pub(super) fn ebene(&mut self, file: &File, path: &[Step], ebene: Ebene, raum: &RaumId) {
        let Some(right) = self.st.ebene(raum).filter(|right| *right != ebene) else { return };
        let word = match right {
            Ebene::Sozialraum => "sozialraum",
            Ebene::Region => "region",
            Ebene::Kreisweit => "kreisweit",
            Ebene::Ohne => "ohne",
            Ebene::Kreis => "kreis",
        };
        if self.known(Ziel::RaumOderRegion).2 {
            let error =
                file.at_path(path, format!("Die Ebene passt nicht zu „{raum}“")).expecting(format!("\"{word}\""));
            self.report(file, error);
        }
    }

    /// A kind of budget that no Ansatz has is probably misspelt.
    pub(super) fn budgetart(&mut self, file: &File, path: &[Step], budgetart: &str) {
        let budgets = &self.files.budgets;
        if budgets.incomplete || budgets.root.is_damaged(steps!["budgets"]) {
            return;
        }
        let mut known: Vec<&str> = self.st.budgets.iter().map(|budget| budget.budgetart.as_str()).collect();
        known.sort_unstable();
        known.dedup();
        self.word(
            file,
            path,
            "Die Budgetart",
            budgetart,
            &known,
            "eine budgetart aus data/stammdaten/budgets.toml, [[budgets]]",
        );
    }
}
