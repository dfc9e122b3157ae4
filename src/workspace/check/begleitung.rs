//! Evaluations, meetings, teams and the distribution list.

use super::{AUSSCHUSS, Checker, Ziel};
use crate::workspace::file::{File, steps};
use crate::workspace::tree::Step;

impl Checker<'_> {
    /// Evaluations belong to a Maßnahme and its goals.
    pub(super) fn evaluationen(&mut self) {
        let (files, st) = (self.files, self.st);
        for (file, evaluation) in files.evaluationen.iter().zip(&st.evaluationen) {
            self.reference(file, steps!["massnahme"], Ziel::Massnahme, evaluation.massnahme.as_str());
            if !file.root.is_damaged(steps!["halbjahr"]) {
                self.file_name(file, steps!["massnahme"], &format!("{}_{}", evaluation.massnahme, evaluation.halbjahr));
            }
            let keys = evaluation
                .ziele
                .iter()
                .enumerate()
                .map(|(i, ziel)| (ziel.nr.to_string(), steps!["ziele", i, "nr"].to_vec()));
            self.duplicates(file, "Das Ziel", keys.collect::<Vec<_>>());
            let Some(massnahme) = st.massnahme(&evaluation.massnahme) else { continue };
            let Some(angebot) = massnahme.bewilligtes_angebot() else { continue };
            for (i, ziel) in evaluation.ziele.iter().enumerate() {
                if angebot.anlage1.ziele.iter().all(|known| known.nr != ziel.nr) {
                    let error = file
                        .at_path(steps!["ziele", i, "nr"], format!("Ein Ziel Nr. {} hat die Maßnahme nicht", ziel.nr))
                        .expecting("die Nummer eines Ziels aus Anlage 1 des bewilligten Angebots");
                    self.report(file, error.warning());
                }
            }
        }
    }

    /// Meetings of the Sozialraumteams and of the committee.
    pub(super) fn sitzungen(&mut self) {
        let (files, st) = (self.files, self.st);
        for (file, sitzung) in files.sitzungen.iter().zip(&st.sitzungen) {
            self.file_name(file, steps!["id"], &sitzung.id);
            let arten = ["sozialraumteam", AUSSCHUSS];
            self.word(
                file,
                steps!["art"],
                "Eine Sitzung der Art",
                &sitzung.art,
                &arten,
                "\"sozialraumteam\" oder \"ausschuss\"",
            );
            self.reference(file, steps!["raum"], Ziel::Raum, sitzung.raum.as_str());
            self.time(file, steps!["beginn"], &sitzung.beginn);
            self.time(file, steps!["ende"], &sitzung.ende);
            if is_time(&sitzung.beginn) && is_time(&sitzung.ende) && sitzung.ende <= sitzung.beginn {
                let error = file.at_path(steps!["ende"], "Die Sitzung endet, bevor sie beginnt");
                self.report(file, error.expecting(format!("eine Uhrzeit nach {}", sitzung.beginn)));
            }
            for (i, beschluss) in sitzung.beschluesse.iter().enumerate() {
                if let Some(massnahme) = &beschluss.massnahme {
                    self.reference(file, steps!["beschluesse", i, "massnahme"], Ziel::Massnahme, massnahme.as_str());
                }
            }
            let keys = sitzung.tagesordnung.iter().enumerate();
            let keys = keys.map(|(i, punkt)| (punkt.nr.to_string(), steps!["tagesordnung", i, "nr"].to_vec()));
            self.duplicates(file, "Den Tagesordnungspunkt", keys.collect::<Vec<_>>());
        }
        for (file, sitzung) in files.ausschuss.iter().zip(&st.ausschusssitzungen) {
            self.file_name(file, steps!["id"], &sitzung.id);
            self.time(file, steps!["beginn"], &sitzung.beginn);
        }
    }

    /// A time of day.
    pub(super) fn time(&mut self, file: &File, path: &[Step], text: &str) {
        if !is_time(text) {
            let error = file.at_path(path, format!("„{text}“ ist keine Uhrzeit"));
            self.report(file, error.expecting("Stunde:Minute mit zwei Ziffern, zum Beispiel \"09:00\""));
        }
    }

    /// Teams and the groups of the distribution list belong to Räume.
    pub(super) fn teams_und_verteiler(&mut self) {
        let (file, st) = (&self.files.verteiler, self.st);
        let keys = st.sozialraumteams.iter().enumerate();
        let keys = keys.map(|(i, team)| (team.raum.to_string(), steps!["sozialraumteams", i, "raum"].to_vec()));
        self.duplicates(file, "Das Sozialraumteam", keys.collect::<Vec<_>>());
        for (i, team) in st.sozialraumteams.iter().enumerate() {
            self.reference(file, steps!["sozialraumteams", i, "raum"], Ziel::Raum, team.raum.as_str());
            for (j, mitglied) in team.mitglieder.iter().enumerate() {
                self.email(file, steps!["sozialraumteams", i, "mitglieder", j, "email"], &mitglied.email);
            }
        }
        for (i, empfaenger) in st.verteiler.iter().enumerate() {
            if let Some(raum) = empfaenger.gruppe.strip_prefix("sozialraumteam:") {
                self.reference(file, steps!["verteiler", i, "gruppe"], Ziel::Raum, raum);
            }
            self.email(file, steps!["verteiler", i, "email"], &empfaenger.email);
            self.papiere(file, i, empfaenger);
        }
    }

    /// An address without which no mail would go out.
    pub(super) fn email(&mut self, file: &File, path: &[Step], address: &str) {
        let good = address.split_once('@').is_some_and(|(name, host)| {
            !name.is_empty() && host.contains('.') && !host.contains('@') && !address.contains(char::is_whitespace)
        });
        if !good {
            let error = file.at_path(path, format!("„{address}“ ist keine E-Mail-Adresse"));
            self.report(file, error.expecting("eine Adresse wie \"vorname.name@example.org\""));
        }
    }
}

/// Whether it is a time of day, `09:00`.
fn is_time(text: &str) -> bool {
    let Some((hour, minute)) = text.split_once(':') else { return false };
    let below = |part: &str, end: u8| part.len() == 2 && part.parse::<u8>().is_ok_and(|number| number < end);
    below(hour, 24) && below(minute, 60)
}
