//! Mail: the way out, and which papers people get; deadlines.

use super::{Checker, Ziel};
use crate::domain::fristen::Fristen;
use crate::domain::papier::Papier;
use crate::domain::post::{Posteinstellungen, Verschluesselung};
use crate::domain::sitzung::Empfaenger;
use crate::workspace::file::{File, steps};

/// Words of the distribution list that are no paper to be mailed.
const NOT_MAILED: [&str; 1] = ["kennzahlen"];

impl Checker<'_> {
    /// Settings with which no mail would leave, or one that others could read on its way.
    pub(super) fn mail(&mut self, file: &File) {
        let set = &self.st.einstellungen.mail;
        for (key, address) in [
            ("absender", &set.absender),
            ("antwort", &set.antwort),
            ("wjh", &set.wjh),
            ("zusammenfassung", &set.zusammenfassung),
        ] {
            if let Some(address) = address {
                self.email(file, steps!["mail", key], address);
            }
        }
        for (raum, address) in &set.antwort_je_team {
            let path = steps!["mail", "antwort_je_team", raum.as_str().to_owned()];
            self.reference(file, path, Ziel::Raum, raum.as_str());
            self.email(file, path, address);
        }
        let known: Vec<_> = Papier::BERICHTE.into_iter().map(Papier::key).collect();
        for (i, word) in set.berichte.iter().enumerate() {
            if !known.contains(&word.as_str()) {
                let path = steps!["mail", "berichte", i];
                let error = file.at_path(path, format!("Einen Bericht „{word}“ gibt es nicht"));
                self.report(file, super::with_candidates(error, word, &known));
            }
        }
        if set.selbsttaetig && set.server.is_none() {
            let error = file
                .at_path(steps!["mail", "selbsttaetig"], "Ohne server geht keine Mail von selbst hinaus")
                .expecting("ein Mailserver: server = \"mail.example.org\"");
            self.report(file, error);
        }
        let domain = |text: &str| {
            !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':'))
        };
        for (key, name) in [("listendomain", &set.listendomain), ("server", &set.server)] {
            if name.as_deref().is_some_and(|name| !domain(name)) {
                let error = file.at_path(steps!["mail", key], "Das ist kein Name im Netz");
                self.report(file, error.expecting("ein Name wie \"mail.example.org\""));
            }
        }
        let remote = set.server.as_deref().is_some_and(|server| !Posteinstellungen::is_local(server));
        if set.verschluesselung == Verschluesselung::Ohne && remote {
            let error = file
                .at_path(steps!["mail", "verschluesselung"], "Mails und Kennwort gingen unverschlüsselt durch das Netz")
                .expecting("\"tls\" oder \"starttls\"")
                .help("\"ohne\" ist nur für einen Server auf diesem Rechner erlaubt (server = \"localhost\").");
            self.report(file, error);
        }
        for (key, value, (least, most), unit) in [
            ("zeitgrenze_sekunden", set.zeitgrenze_sekunden, Posteinstellungen::ZEITGRENZE, "Sekunden"),
            ("hoechstens_je_minute", set.hoechstens_je_minute, Posteinstellungen::JE_MINUTE, "Mails je Minute"),
            ("vorlauf_tage", set.vorlauf_tage, Posteinstellungen::VORLAUF, "Tage"),
        ] {
            if !(least..=most).contains(&value) {
                let error = file.at_path(steps!["mail", key], "So lassen sich keine Mails versenden");
                self.report(file, error.expecting(format!("{least} bis {most} {unit}")));
            }
        }
    }

    /// Deadlines that nobody could mean.
    pub(super) fn fristen(&mut self, file: &File) {
        let set = &self.st.einstellungen.fristen;
        for (key, value, unit) in [
            ("befunde_tage", set.befunde_tage, "Tage"),
            ("warnungen_tage", set.warnungen_tage, "Tage"),
            ("jha_bericht_tage", set.jha_bericht_tage, "Tage"),
            ("protokoll_tage", set.protokoll_tage, "Tage"),
            ("ausblick_tage", set.ausblick_tage, "Tage"),
            ("nachholen_monate", set.nachholen_monate, "Monate"),
        ] {
            if value > Fristen::HOECHSTENS {
                let error = file.at_path(steps!["fristen", key], "So weit reicht keine Frist");
                self.report(file, error.expecting(format!("höchstens {} {unit}", Fristen::HOECHSTENS)));
            }
        }
    }

    /// Words of a line of the distribution list that are no paper: who stands there would wait in vain.
    pub(super) fn papiere(&mut self, file: &File, line: usize, empfaenger: &Empfaenger) {
        let known: Vec<_> = Papier::ALLE.into_iter().map(Papier::key).chain(NOT_MAILED).collect();
        for (i, word) in empfaenger.an.iter().enumerate() {
            if !known.contains(&word.as_str()) {
                let path = steps!["verteiler", line, "an", i];
                let error = file.at_path(path, format!("Eine Unterlage „{word}“ gibt es nicht"));
                let error = super::with_candidates(error, word, &known);
                self.report(file, error.warning());
            }
        }
    }
}
