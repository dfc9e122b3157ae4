//! The year's plan of meetings and the school holidays.

use std::collections::BTreeSet;

use super::{Checker, Ziel, below};
use crate::domain::feiertage::Land;
use crate::domain::sitzung::uhrzeit;
use crate::domain::sitzungsplan::Teamrhythmus;
use crate::workspace::file::{File, steps};
use crate::workspace::tree::Step;

/// Weeks of a year at most, and so the longest rhythm.
const WEEKS: u32 = 53;

impl Checker<'_> {
    /// Rhythms that give days, hours that lie in order, keys that there are.
    pub(super) fn sitzungsplan(&mut self) {
        let (file, plan) = (&self.files.einstellungen, &self.st.einstellungen.sitzungsplan);
        if file.root.is_damaged(steps!["sitzungsplan"]) {
            return;
        }
        for (key, [beginn, ende]) in [("vormittag", &plan.vormittag), ("nachmittag", &plan.nachmittag)] {
            self.hours(file, &[steps!["sitzungsplan", key, 0], steps!["sitzungsplan", key, 1]], beginn, ende);
        }
        let keys = plan.teams.iter().enumerate();
        let keys = keys.map(|(i, team)| (team.raum.to_string(), steps!["sitzungsplan", "teams", i, "raum"].to_vec()));
        self.duplicates(file, "Der Rhythmus für", keys.collect::<Vec<_>>());
        for (i, team) in plan.teams.iter().enumerate() {
            let path = steps!["sitzungsplan", "teams", i];
            self.reference(file, &below(path, steps!["raum"]), Ziel::Raum, team.raum.as_str());
            self.rhythm(file, path, team);
        }
        for (i, termin) in plan.regionalteams.iter().enumerate() {
            let path = steps!["sitzungsplan", "regionalteams", i];
            self.reference(file, &below(path, steps!["region"]), Ziel::Region, termin.region.as_str());
            let places = [below(path, steps!["beginn"]), below(path, steps!["ende"])];
            self.hours(file, &[&places[0], &places[1]], &termin.beginn, &termin.ende);
        }
    }

    /// One of the two kinds of rhythm, with numbers that a calendar has.
    fn rhythm(&mut self, file: &File, path: &[Step], team: &Teamrhythmus) {
        let by_months = team.woche.is_some() || !team.monate.is_empty();
        let by_weeks = team.rhythmus_wochen.is_some();
        if by_months == by_weeks || (by_months && (team.woche.is_none() || team.monate.is_empty())) {
            let error = file
                .at_path(path, "Aus diesem Rhythmus folgen keine Termine")
                .expecting("entweder woche und monate oder rhythmus_wochen")
                .help("Zum Beispiel woche = 2, monate = [2, 4, 6, 9, 11]: am zweiten solchen Wochentag dieser Monate.");
            self.report(file, error);
            return;
        }
        let numbers = [
            ("woche", team.woche, 5),
            ("rhythmus_wochen", team.rhythmus_wochen, WEEKS),
            ("erste_kalenderwoche", team.erste_kalenderwoche, WEEKS),
        ];
        for (key, number, most) in numbers {
            if number.is_some_and(|number| !(1..=most).contains(&number)) {
                let error = file.at_path(&below(path, steps![key]), "Diese Zahl gibt es im Kalender nicht");
                self.report(file, error.expecting(format!("eine Zahl von 1 bis {most}")));
            }
        }
        let mut seen = BTreeSet::new();
        for (i, month) in team.monate.iter().enumerate() {
            if !(1..=12).contains(month) || !seen.insert(*month) {
                let error = file.at_path(&below(path, steps!["monate", i]), format!("Der Monat {month} geht nicht"));
                self.report(file, error.expecting("Monate von 1 bis 12, jeder einmal"));
            }
        }
        if team.orte.is_empty() {
            let error = file.at_path(&below(path, steps!["orte"]), "Ohne Ort kann niemand kommen");
            self.report(file, error.expecting("mindestens ein Ort; mehrere wechseln sich ab"));
        }
    }

    /// Two hours in their order; the paths of both.
    fn hours(&mut self, file: &File, paths: &[&[Step]; 2], beginn: &str, ende: &str) {
        self.time(file, paths[0], beginn);
        self.time(file, paths[1], ende);
        if let (Some(first), Some(last)) = (uhrzeit(beginn), uhrzeit(ende))
            && last <= first
        {
            let error = file.at_path(paths[1], "Das Ende liegt vor dem Beginn");
            self.report(file, error.expecting(format!("eine Uhrzeit nach {beginn}")));
        }
    }

    /// Holidays that lie in their span, one behind the other.
    pub(super) fn ferien(&mut self) {
        let (file, st) = (&self.files.ferien, self.st);
        for (i, ordnung) in st.ferien.iter().enumerate() {
            if ordnung.bis < ordnung.von {
                let error = file.at_path(steps!["ferienordnungen", i, "bis"], "Der letzte Tag liegt vor dem ersten");
                self.report(file, error.expecting(format!("ein Tag nach {}", ordnung.von)));
            }
            if ordnung.quelle.trim().is_empty() {
                let error = file.at_path(steps!["ferienordnungen", i, "quelle"], "Die Quelle der Ferien fehlt");
                self.report(file, error.expecting("wo die Ferien veröffentlicht sind"));
            }
            for (j, ferien) in ordnung.ferien.iter().enumerate() {
                if ferien.ende < ferien.beginn || ferien.beginn < ordnung.von || ferien.ende > ordnung.bis {
                    let path = steps!["ferienordnungen", i, "ferien", j];
                    let error = file.at_path(path, format!("„{}“ liegen nicht in ihrem Zeitraum", ferien.name));
                    self.report(
                        file,
                        error.expecting(format!("beginn vor ende, beide von {} bis {}", ordnung.von, ordnung.bis)),
                    );
                }
            }
        }
        let land = &st.einstellungen.amt.land;
        let file = &self.files.einstellungen;
        if !st.einstellungen.sitzungsplan.teams.is_empty() && Land::parse(land).is_none() {
            let error = file
                .at_path(steps!["amt", "land"], format!("Die Feiertage des Landes „{land}“ sind nicht hinterlegt"))
                .expecting("NI, NW oder SH")
                .help("Ohne sie plant die Jahresplanung auch auf Feiertage.");
            self.report(file, error.warning());
        }
    }
}
