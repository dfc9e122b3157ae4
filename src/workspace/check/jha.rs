//! The settings of the report to the committee.

use super::Checker;
use crate::domain::jha::Zielgroesse;
use crate::workspace::file::{File, steps};

impl Checker<'_> {
    /// Targets that no figure can reach or that are about no Hilfegruppe; breaks that stand twice.
    pub(super) fn jha(&mut self, file: &File) {
        if file.root.is_damaged(steps!["jha"]) {
            return;
        }
        let settings = &self.st.einstellungen;
        let known: Vec<&str> = settings.regeln.hilfegruppen.iter().map(String::as_str).collect();
        for (i, ziel) in settings.jha.ziele.iter().enumerate() {
            if ziel.ziel.is_zero() || ziel.ziel.is_sign_negative() {
                let error = file.at_path(steps!["jha", "ziele", i, "ziel"], "An diesem Ziel lässt sich nichts messen");
                self.report(file, error.expecting("eine Zahl über 0"));
            }
            let of_group = matches!(ziel.kennzahl, Zielgroesse::Anteil | Zielgroesse::Hilfedichte);
            match &ziel.gruppe {
                Some(gruppe) if of_group => {
                    let path = steps!["jha", "ziele", i, "gruppe"];
                    self.word(file, path, "Die Hilfegruppe", gruppe, &known, "eine aus [regeln] hilfegruppen");
                }
                Some(_) => {
                    let error = file
                        .at_path(steps!["jha", "ziele", i, "gruppe"], "Diese Kennzahl gibt es nicht je Hilfegruppe");
                    self.report(file, error.expecting("gruppe nur bei anteil und hilfedichte"));
                }
                None if ziel.kennzahl == Zielgroesse::Anteil => {
                    let error = file.at_path(
                        steps!["jha", "ziele", i, "kennzahl"],
                        "Ein Anteil braucht die Hilfegruppe, deren Anteil er ist",
                    );
                    self.report(file, error.expecting("zum Beispiel gruppe = \"ambulant\""));
                }
                None => {}
            }
        }
        let arten: Vec<&str> = self.st.hilfearten.iter().map(|art| art.id.as_str()).collect();
        for (i, art) in settings.jha.hilfearten_je_raum.iter().enumerate() {
            let path = steps!["jha", "hilfearten_je_raum", i];
            self.word(
                file,
                path,
                "Die Hilfeart",
                art.as_str(),
                &arten,
                "ein Schlüssel aus data/stammdaten/hilfearten.toml",
            );
        }
        let brueche = settings.jha.brueche.iter().enumerate();
        let keys: Vec<_> = brueche
            .map(|(i, bruch)| (bruch.quartal.to_string(), steps!["jha", "brueche", i, "quartal"].to_vec()))
            .collect();
        self.duplicates(file, "Den Bruch im Quartal", keys);
    }
}
