//! The settings.

use super::Checker;
use crate::domain::farbe;
use crate::domain::lesegrenzen::Lesegrenzen;
use crate::workspace::file::{File, steps};

impl Checker<'_> {
    /// Settings whose values no type can say.
    pub(super) fn einstellungen(&mut self) {
        let file = &self.files.einstellungen;
        let settings = &self.st.einstellungen;
        let regeln = &settings.regeln;
        if settings.schema != "stammdaten/1" {
            let error = file
                .at_path(steps!["schema"], format!("Die Form „{}“ ist diesem Programm nicht bekannt", settings.schema));
            self.report(file, error.expecting("\"stammdaten/1\""));
        }
        if regeln.haushaltsjahr_beginn != "01-01" {
            let error = file
                .at_path(steps!["regeln", "haushaltsjahr_beginn"], "Das Haushaltsjahr beginnt immer am 1. Januar")
                .expecting("\"01-01\" (Monat-Tag)")
                .help("In der kommunalen Haushaltswirtschaft ist das Haushaltsjahr das Kalenderjahr; ein anderer Beginn ist nicht vorgesehen.");
            self.report(file, error);
        }
        for (low, high, low_key, high_key) in [
            (
                regeln.ampel.gelb_ab_bindungsquote,
                regeln.ampel.rot_ueber_bindungsquote,
                "gelb_ab_bindungsquote",
                "rot_ueber_bindungsquote",
            ),
            (
                regeln.ampel.gelb_ueber_hochrechnung,
                regeln.ampel.rot_ueber_hochrechnung,
                "gelb_ueber_hochrechnung",
                "rot_ueber_hochrechnung",
            ),
        ] {
            if low > high && !file.root.is_damaged(steps!["regeln", "ampel"]) {
                let error = file
                    .at_path(steps!["regeln", "ampel", high_key], "Die Ampel würde rot, bevor sie gelb wird")
                    .expecting(format!("mindestens {low}, der Wert von {low_key}"))
                    .other(file, file.span(steps!["regeln", "ampel", low_key]), "gelb ab hier");
                self.report(file, error);
            }
        }
        if regeln.kleine_zellen.oeffentlich < regeln.kleine_zellen.intern
            && !file.root.is_damaged(steps!["regeln", "kleine_zellen"])
        {
            let error = file
                .at_path(
                    steps!["regeln", "kleine_zellen", "oeffentlich"],
                    "Öffentliche Berichte zeigten mehr als interne",
                )
                .expecting(format!("mindestens {}, der Wert von intern", regeln.kleine_zellen.intern));
            self.report(file, error);
        }
        let kleine_zellen = &regeln.kleine_zellen;
        for (percent, most, key) in [
            (kleine_zellen.dominanz_groesster_prozent, 100, "dominanz_groesster_prozent"),
            (kleine_zellen.dominanz_zwei_groesste_prozent, 100, "dominanz_zwei_groesste_prozent"),
            (kleine_zellen.schutzabstand_betraege_prozent, 100, "schutzabstand_betraege_prozent"),
            // No count could be protected if all others had to be this far away.
            (kleine_zellen.schutzabstand_faelle.unwrap_or(1), 50, "schutzabstand_faelle"),
        ] {
            if !(1..=most).contains(&percent) && !file.root.is_damaged(steps!["regeln", "kleine_zellen"]) {
                let error = file.at_path(steps!["regeln", "kleine_zellen", key], "Damit schützt die Regel nichts");
                self.report(file, error.expecting(format!("eine Zahl von 1 bis {most}")));
            }
        }
        if regeln.veraenderung.ab_prozent > 100 && !file.root.is_damaged(steps!["regeln", "veraenderung"]) {
            let path = steps!["regeln", "veraenderung", "ab_prozent"];
            let error = file.at_path(path, "Damit gälte auch eine Verdopplung als nahezu unverändert");
            self.report(file, error.expecting("eine Zahl von 0 bis 100, üblich ist 10"));
        }
        if settings.steuerung.as_ref().is_some_and(|steuerung| steuerung.gremium.trim().is_empty()) {
            let error = file.at_path(steps!["steuerung", "gremium"], "Das Gremium hat keinen Namen");
            self.report(file, error.expecting("ein Name, üblich ist „Steuerungsgruppe“"));
        }
        if regeln.hilfedichte.je == 0 {
            let error = file.at_path(steps!["regeln", "hilfedichte", "je"], "Die Hilfedichte braucht eine Bezugsgröße");
            self.report(file, error.expecting("eine Zahl über 0, üblich ist 1000"));
        }
        if settings.befunde.hoechstens_je_regel == 0 {
            let path = steps!["befunde", "hoechstens_je_regel"];
            let error = file.at_path(path, "Von jeder Regel muss mindestens ein Befund gezeigt werden");
            self.report(file, error.expecting("eine Zahl über 0, üblich ist 20"));
        }
        self.akzentfarbe(file);
        self.vergleich(file);
        self.lesen(file);
        self.jha(file);
        self.fristen(file);
        self.mail(file);
        self.massnahmenregeln(file);
        self.hilfegruppen_settings();
        if !settings.jahre.is_sorted() || settings.jahre.is_empty() {
            let error = file.at_path(steps!["jahre"], "Die Haushaltsjahre fehlen oder stehen nicht der Reihe nach");
            self.report(file, error.expecting("erstes und letztes Haushaltsjahr, zum Beispiel [2024, 2026]"));
        }
    }

    /// Limits that would call everything a jump, or nothing.
    fn vergleich(&mut self, file: &File) {
        let grenzen = &self.st.einstellungen.vergleich;
        if file.root.is_damaged(steps!["vergleich"]) {
            return;
        }
        if grenzen.mindestquartale < 3 || grenzen.hoechstquartale < grenzen.mindestquartale {
            let error = file
                .at_path(steps!["vergleich", "mindestquartale"], "Aus so wenigen Quartalen folgt nicht, was üblich ist")
                .expecting("mindestquartale ab 3, hoechstquartale nicht kleiner");
            self.report(file, error);
        }
        for (key, value) in [("streuungen", grenzen.streuungen), ("mindestanteil", grenzen.mindestanteil)] {
            if value.is_sign_negative() && !value.is_zero() {
                let error = file.at_path(steps!["vergleich", key], format!("„{value}“ ist als Schwelle zu klein"));
                self.report(file, error.expecting("eine Zahl ab 0"));
            }
        }
        if grenzen.mindestbetrag.is_negative() {
            let error = file.at_path(steps!["vergleich", "mindestbetrag"], "Der kleinste Betrag ist negativ");
            self.report(file, error.expecting("ein Betrag ab 0,00"));
        }
    }

    /// The accent colour: a colour at all, and one that can be read.
    fn akzentfarbe(&mut self, file: &File) {
        let set = &self.st.einstellungen.gestaltung.akzentfarbe;
        let path = steps!["gestaltung", "akzentfarbe"];
        let Some(colour) = farbe::parse(set) else {
            let error = file
                .at_path(path, format!("„{set}“ ist keine Farbe"))
                .expecting("\"#rrggbb\": ein # und sechs Ziffern 0–9, a–f")
                .help("Voreingestellt ist \"#17466b\", ein dunkles Blau.");
            self.report(file, error);
            return;
        };
        if !farbe::is_dark_enough(colour) {
            let error = file
                .at_path(path, format!("„{set}“ ist auf Weiß zu hell; die Berichte nehmen die voreingestellte Farbe"))
                .expecting("eine dunklere Farbe (Kontrast mindestens 4,5 : 1, auch in Grau)")
                .help("Voreingestellt ist \"#17466b\", ein dunkles Blau.");
            self.report(file, error.warning());
        }
    }

    /// Limits of reading that would let nothing through, or everything.
    fn lesen(&mut self, file: &File) {
        let set = self.st.einstellungen.lesen;
        for (key, value, (least, most), unit) in [
            ("speicher_mib", set.speicher_mib, Lesegrenzen::SPEICHER_MIB, "MiB"),
            ("sekunden", set.sekunden, Lesegrenzen::SEKUNDEN, "Sekunden"),
            ("hoechstens_mib", set.hoechstens_mib, Lesegrenzen::HOECHSTENS_MIB, "MiB"),
        ] {
            if !(least..=most).contains(&value) {
                let error = file
                    .at_path(steps!["lesen", key], "Mit dieser Grenze lassen sich Lieferungen nicht sicher lesen")
                    .expecting(format!("{least} bis {most} {unit}"));
                self.report(file, error);
            }
        }
        if set.hoechstens_mib > set.speicher_mib {
            let error = file
                .at_path(steps!["lesen", "hoechstens_mib"], "So große Dateien passten nicht in den Speicher zum Lesen")
                .expecting(format!("höchstens {}, der Wert von speicher_mib", set.speicher_mib));
            self.report(file, error);
        }
    }

    /// Hilfegruppen are summed up or counted apart, not both.
    fn hilfegruppen_settings(&mut self) {
        let file = &self.files.einstellungen;
        let regeln = &self.st.einstellungen.regeln;
        let summed = regeln.hilfegruppen.iter().enumerate();
        let apart = regeln.hilfegruppen_getrennt.iter().enumerate();
        let keys = summed
            .map(|(i, group)| (group.clone(), steps!["regeln", "hilfegruppen", i].to_vec()))
            .chain(apart.map(|(i, group)| (group.clone(), steps!["regeln", "hilfegruppen_getrennt", i].to_vec())));
        self.duplicates(file, "Die Hilfegruppe", keys.collect::<Vec<_>>());
    }
}
