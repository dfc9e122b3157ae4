//! Rules on Maßnahmen and Zuwendungen: values that no office can mean, rules without a source.

use rust_decimal::Decimal;

use super::Checker;
use crate::workspace::file::{File, steps};
use crate::workspace::tree::Step;

impl Checker<'_> {
    /// `[regeln.massnahmen]` and `[regeln.zuwendung]`.
    pub(super) fn massnahmenregeln(&mut self, file: &File) {
        let regeln = &self.st.einstellungen.regeln;
        let rules = &regeln.massnahmen;
        let months = [
            ("hoechstlaufzeit_monate", rules.hoechstlaufzeit_monate.as_ref().map(|rule| rule.wert)),
            ("verlaengerung_monate", rules.verlaengerung_monate.as_ref().map(|rule| rule.wert)),
        ];
        for (key, value) in months {
            if value.is_some_and(|months| !(1..=240).contains(&months)) {
                let error = file.at_path(steps!["regeln", "massnahmen", key, "wert"], "So lange läuft keine Maßnahme");
                self.report(file, error.expecting("Monate von 1 bis 240"));
            }
        }
        for (key, value) in [
            ("zwischennachweis_monate", rules.nachweis.zwischennachweis_monate),
            ("schlussnachweis_monate", rules.nachweis.schlussnachweis_monate),
        ] {
            if !(1..=24).contains(&value) {
                let path = steps!["regeln", "massnahmen", "nachweis", key];
                let error = file.at_path(path, "Mit dieser Frist würde kein Nachweis angemahnt");
                self.report(file, error.expecting("Monate von 1 bis 24"));
            }
        }
        let quellen = [
            ("hoechstlaufzeit_monate", rules.hoechstlaufzeit_monate.as_ref().map(|rule| &rule.quelle)),
            ("verlaengerung_monate", rules.verlaengerung_monate.as_ref().map(|rule| &rule.quelle)),
            ("beginn_nicht_vor", rules.beginn_nicht_vor.as_ref().map(|rule| &rule.quelle)),
            ("paragraf_74", rules.paragraf_74.as_ref().map(|rule| &rule.quelle)),
            ("paragraf_77", rules.paragraf_77.as_ref().map(|rule| &rule.quelle)),
            ("institutionelle_foerderung", rules.institutionelle_foerderung.as_ref().map(|rule| &rule.quelle)),
            ("budgetdeckung", rules.budgetdeckung.as_ref().map(|rule| &rule.quelle)),
            ("beschluesse", rules.beschluesse.as_ref().map(|rule| &rule.quelle)),
        ];
        for (key, quelle) in quellen {
            self.quelle(file, steps!["regeln", "massnahmen", key, "quelle"], quelle);
        }
        self.zuwendungsregeln(file);
    }

    fn zuwendungsregeln(&mut self, file: &File) {
        let rules = &self.st.einstellungen.regeln.zuwendung;
        let at =
            |key: &'static str| [Step::from("regeln"), Step::from("zuwendung"), Step::from(key), Step::from("quelle")];
        self.quelle(file, &at("eigenanteil_staffel"), rules.eigenanteil_staffel.as_ref().map(|rule| &rule.quelle));
        self.quelle(file, &at("eigenanteil_anerkannt"), rules.eigenanteil_anerkannt.as_ref().map(|rule| &rule.quelle));
        let hour = rules.stundenwert_unbezahlte_arbeit.as_ref();
        self.quelle(file, &at("stundenwert_unbezahlte_arbeit"), hour.map(|rule| &rule.quelle));
        let full = rules.vollfinanzierung_mit_grund.as_ref();
        self.quelle(file, &at("vollfinanzierung_mit_grund"), full.map(|rule| &rule.quelle));
        if hour.is_some_and(|rule| rule.wert.is_negative()) {
            let path = steps!["regeln", "zuwendung", "stundenwert_unbezahlte_arbeit", "wert"];
            let error = file.at_path(path, "Eine Stunde unbezahlter Arbeit ist nicht weniger als nichts wert");
            self.report(file, error.expecting("ein Betrag ab 0,00"));
        }
        if rules.einzelansatz_ueberschreitung_prozent > 100 {
            let path = steps!["regeln", "zuwendung", "einzelansatz_ueberschreitung_prozent"];
            let error = file.at_path(path, "Damit bände der Finanzierungsplan nichts");
            self.report(file, error.expecting("Prozent von 0 bis 100, üblich ist 20"));
        }
        let Some(staffel) = &rules.eigenanteil_staffel else { return };
        if staffel.wert.is_empty() || !staffel.wert.is_sorted_by(|a, b| a.ab_mitarbeitenden < b.ab_mitarbeitenden) {
            let path = steps!["regeln", "zuwendung", "eigenanteil_staffel", "wert"];
            let error = file.at_path(path, "Die Stufen der Staffel stehen nicht aufsteigend");
            self.report(file, error.expecting("mindestens eine Stufe, jede ab mehr Mitarbeitenden als die vorige"));
        }
        for (i, stufe) in staffel.wert.iter().enumerate() {
            if stufe.prozent < Decimal::ZERO || stufe.prozent > Decimal::ONE_HUNDRED {
                let path = steps!["regeln", "zuwendung", "eigenanteil_staffel", "wert", i, "prozent"];
                let error = file.at_path(path, "Ein Eigenanteil liegt zwischen 0 und 100 %");
                self.report(file, error.expecting("Prozent als Dezimalzahl, zum Beispiel \"2.5\""));
            }
        }
    }

    /// A rule says where it is laid down, else nobody can look it up.
    fn quelle(&mut self, file: &File, path: &[Step], quelle: Option<&String>) {
        if quelle.is_some_and(|quelle| quelle.trim().is_empty()) {
            let error = file.at_path(path, "Die Regel nennt keine Quelle");
            self.report(
                file,
                error.expecting("Konzept, Richtlinie, Beschluss oder Paragraf, wo die Regel festgelegt ist"),
            );
        }
    }
}
