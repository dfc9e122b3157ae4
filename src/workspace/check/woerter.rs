//! Words of the office, kinds of budgets, and the hours that budgets follow from.

use super::Checker;
use crate::domain::budget::Einheit;
use crate::domain::raum::Ebene;
use crate::workspace::file::steps;

impl Checker<'_> {
    /// Words that contradict each other; weeks that no year has.
    pub(super) fn woerter(&mut self) {
        let file = &self.files.einstellungen;
        let settings = &self.st.einstellungen;
        for (key, wort, begriff) in [
            ("raum", &settings.woerter.raum, &settings.amt.begriff_raum),
            ("region", &settings.woerter.region, &settings.amt.begriff_region),
        ] {
            if let Some(wort) = wort.as_ref().filter(|wort| wort.einzahl() != begriff) {
                let message = format!("„{}“ ist ein anderes Wort als begriff_{key}", wort.einzahl());
                let error = file.at_path(steps!["woerter", key], message).expecting(format!("„{begriff}“, gebeugt"));
                self.report(file, error);
            }
        }
        let keys = settings.budgetarten.iter().enumerate();
        let keys = keys.map(|(i, kind)| (kind.id.clone(), steps!["budgetarten", i, "id"].to_vec()));
        self.duplicates(file, "Die Budgetart", keys.collect::<Vec<_>>());
        let weeks = settings.regeln.stundenbudget;
        let is_year = (1..=53).contains(&weeks.wochen_im_jahr) && weeks.freie_wochen < weeks.wochen_im_jahr;
        if !is_year && !file.root.is_damaged(steps!["regeln", "stundenbudget"]) {
            let path = steps!["regeln", "stundenbudget", "wochen_im_jahr"];
            let error = file.at_path(path, "So viele Wochen bleiben in keinem Jahr zum Arbeiten");
            self.report(file, error.expecting("höchstens 53 Wochen und weniger freie Wochen als Wochen"));
        }
    }

    /// Budgets in hours that do not follow from the hours of their team.
    pub(super) fn stundenbudgets(&mut self) {
        let (file, st) = (&self.files.budgets, self.st);
        let weeks = st.einstellungen.regeln.stundenbudget;
        for (i, budget) in st.budgets.iter().enumerate() {
            let hours = st.einstellungen.budgetart(&budget.budgetart).wochenstunden;
            let personal = st.raum(&budget.raum).and_then(|raum| raum.personal.as_ref());
            let (Some(hours), Some(personal)) = (hours, personal) else { continue };
            let per_week = hours.of(personal);
            let expected = weeks.ansatz(per_week);
            if budget.einheit == Einheit::Stunden && budget.ebene == Ebene::Sozialraum && budget.ansatz != expected {
                let error = file
                    .at_path(steps!["budgets", i, "ansatz"], "Der Ansatz folgt nicht aus den Wochenstunden des Teams")
                    .expecting(format!("{expected}: {per_week} Stunden je Woche × {} Wochen", weeks.wochen()))
                    .help("Wochenstunden stehen in raeume.toml bei personal, Wochen in sozialraumbericht.toml.");
                self.report(file, error.warning());
            }
        }
    }
}
