//! Regionen, Räume, Hilfearten, accounts and Träger.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{Checker, Ziel, german};
use crate::domain::raum::RaumArt;
use crate::domain::text;
use crate::workspace::file::{File, steps};
use crate::workspace::tree::Step;

impl Checker<'_> {
    /// Regionen and Räume: keys, spellings, the two buckets, population.
    pub(super) fn regionen_und_raeume(&mut self) {
        let file = &self.files.raeume;
        let st = self.st;
        let keys = st
            .regionen
            .iter()
            .enumerate()
            .map(|(i, region)| (region.id.to_string(), steps!["regionen", i, "id"].to_vec()));
        let keys = keys.chain(
            st.raeume.iter().enumerate().map(|(i, raum)| (raum.id.to_string(), steps!["raeume", i, "id"].to_vec())),
        );
        self.duplicates(file, "Den Schlüssel", keys.collect::<Vec<_>>());
        self.spellings(file, "Raum", self.raum_spellings());
        let ags = st.raeume.iter().enumerate().flat_map(|(i, raum)| {
            raum.ags.iter().enumerate().map(move |(j, ags)| (ags.clone(), steps!["raeume", i, "ags", j].to_vec()))
        });
        self.duplicates(file, "Den Gemeindeschlüssel", ags.collect::<Vec<_>>());
        for art in [RaumArt::Kreisweit, RaumArt::Ohne] {
            self.bucket(art);
        }
        for (i, raum) in st.raeume.iter().enumerate() {
            match (&raum.region, raum.art) {
                (Some(region), _) => self.reference(file, steps!["raeume", i, "region"], Ziel::Region, region.as_str()),
                (None, RaumArt::Sozialraum) => {
                    let error = file.at_path(
                        steps!["raeume", i, "id"],
                        format!("Der Sozialraum „{}“ gehört zu keiner Region", raum.id),
                    );
                    self.report(file, error.expecting("eine Zeile `region = \"…\"` in diesem Abschnitt"));
                }
                (None, _) => {}
            }
            self.einwohner(i);
        }
    }

    /// Every spelling of every Raum and Region, with its owner.
    fn raum_spellings(&self) -> Vec<(String, String, Vec<Step>)> {
        let mut all = Vec::new();
        for (i, region) in self.st.regionen.iter().enumerate() {
            all.push((region.name.clone(), region.id.to_string(), steps!["regionen", i, "name"].to_vec()));
            for (j, alias) in region.aliasse.iter().enumerate() {
                all.push((alias.clone(), region.id.to_string(), steps!["regionen", i, "aliasse", j].to_vec()));
            }
        }
        for (i, raum) in self.st.raeume.iter().enumerate() {
            all.push((raum.name.clone(), raum.id.to_string(), steps!["raeume", i, "name"].to_vec()));
            for (j, alias) in raum.aliasse.iter().enumerate() {
                all.push((alias.clone(), raum.id.to_string(), steps!["raeume", i, "aliasse", j].to_vec()));
            }
        }
        all
    }

    /// A spelling that two things share says nothing any more.
    fn spellings(&mut self, file: &File, what: &str, spellings: Vec<(String, String, Vec<Step>)>) {
        let mut owners: BTreeMap<String, (String, Vec<Step>)> = BTreeMap::new();
        for (spelling, owner, path) in spellings {
            let key = text::key(&spelling);
            match owners.get(&key) {
                Some((other, first)) if *other != owner => {
                    let error = file
                        .at_path(&path, format!("Die Schreibweise „{spelling}“ ist mehrdeutig"))
                        .expecting(format!("eine Schreibweise, die nur bei „{owner}“ vorkommt"))
                        .other(file, file.span(first), format!("steht auch bei „{other}“"))
                        .help(format!("In einer Lieferung könnte niemand sagen, welcher {what} gemeint ist. Eine der beiden entfernen."));
                    self.report(file, error);
                }
                Some(_) => {}
                None => {
                    owners.insert(key, (owner, path));
                }
            }
        }
    }

    /// `kreisweit` and `ohne` exist exactly once, under these keys.
    fn bucket(&mut self, art: RaumArt) {
        let file = &self.files.raeume;
        let key = if art == RaumArt::Ohne { "ohne" } else { "kreisweit" };
        let all: Vec<usize> =
            (0..self.st.raeume.len()).filter(|i| self.st.raeume.get(*i).is_some_and(|raum| raum.art == art)).collect();
        if all.is_empty() && !file.root.is_damaged(steps!["raeume"]) {
            let error = file
                .at_path(steps!["raeume"], format!("Der Sammelraum „{key}“ fehlt"))
                .expecting(format!("ein Abschnitt [[raeume]] mit id = \"{key}\" und art = \"{key}\""))
                .help("Was in keinen Sozialraum gehört, wird nie weggelassen: es steht in einer eigenen Zeile.");
            self.report(file, error);
        }
        for i in all {
            if let Some(raum) = self.st.raeume.get(i).filter(|raum| raum.id.as_str() != key) {
                let error = file.at_path(steps!["raeume", i, "id"], format!("Der Sammelraum heißt „{}“", raum.id));
                self.report(file, error.expecting(format!("\"{key}\"")));
            }
        }
    }

    /// Population tables and shares of municipalities.
    fn einwohner(&mut self, i: usize) {
        let file = &self.files.raeume;
        let Some(raum) = self.st.raeume.get(i) else { return };
        let days = raum.einwohner.iter().enumerate();
        let days = days
            .map(|(j, table)| (table.stichtag.to_string(), steps!["raeume", i, "einwohner", j, "stichtag"].to_vec()));
        self.duplicates(file, "Den Stichtag", days.collect::<Vec<_>>());
        for (j, table) in raum.einwohner.iter().enumerate() {
            if table.u21 > table.insgesamt && !file.root.is_damaged(steps!["raeume", i, "einwohner", j]) {
                let error = file
                    .at_path(steps!["raeume", i, "einwohner", j, "u21"], "Mehr junge Menschen als Einwohner")
                    .expecting(format!("höchstens {}", table.insgesamt));
                self.report(file, error);
            }
        }
        let sum: Decimal = raum.gemeinden.iter().map(|gemeinde| gemeinde.anteil).sum();
        if !raum.gemeinden.is_empty() && sum != Decimal::ONE {
            let error = file
                .at_path(
                    steps!["raeume", i, "gemeinden"],
                    format!("Die Anteile der Gemeinden ergeben zusammen {}", german(sum)),
                )
                .expecting("zusammen 1");
            self.report(file, error.warning());
        }
    }

    /// Hilfearten: keys, spellings, groups, kinds of account.
    pub(super) fn hilfearten_und_konten(&mut self) {
        let (file, st) = (&self.files.hilfearten, self.st);
        let keys = st.hilfearten.iter().enumerate();
        let keys = keys.map(|(i, hilfeart)| (hilfeart.id.to_string(), steps!["hilfearten", i, "id"].to_vec()));
        self.duplicates(file, "Die Hilfeart", keys.collect::<Vec<_>>());
        let mut spellings = Vec::new();
        for (i, hilfeart) in st.hilfearten.iter().enumerate() {
            for (j, spelling) in hilfeart.schreibweisen.iter().enumerate() {
                spellings.push((
                    spelling.clone(),
                    hilfeart.id.to_string(),
                    steps!["hilfearten", i, "schreibweisen", j].to_vec(),
                ));
            }
        }
        self.spellings(file, "Hilfefall", spellings);
        let regeln = &st.einstellungen.regeln;
        let groups: Vec<&str> =
            regeln.hilfegruppen.iter().chain(&regeln.hilfegruppen_getrennt).map(String::as_str).collect();
        let accounts: Vec<&str> = st.konten.konten.iter().map(|konto| konto.schluessel.as_str()).collect();
        let sure = |file: &File, key: &'static str| !file.incomplete && !file.root.is_damaged(steps![key]);
        for (i, hilfeart) in st.hilfearten.iter().enumerate() {
            if hilfeart.alter_von.zip(hilfeart.alter_bis).is_some_and(|(von, bis)| von > bis) {
                let error =
                    file.at_path(steps!["hilfearten", i, "alter_bis"], "Das höchste Alter liegt unter dem niedrigsten");
                self.report(file, error.expecting("mindestens der Wert von alter_von"));
            }
            if sure(&self.files.einstellungen, "regeln") {
                let home = "eine Hilfegruppe aus sozialraumbericht.toml, [regeln]";
                self.word(file, steps!["hilfearten", i, "gruppe"], "Die Hilfegruppe", &hilfeart.gruppe, &groups, home);
            }
            if sure(&self.files.konten, "konten") {
                let home = "ein schluessel aus data/stammdaten/konten.toml";
                self.word(
                    file,
                    steps!["hilfearten", i, "kontoart"],
                    "Die Kontoart",
                    &hilfeart.kontoart,
                    &accounts,
                    home,
                );
            }
        }
        let keys = st.konten.konten.iter().enumerate();
        let keys = keys.map(|(i, konto)| (konto.schluessel.clone(), steps!["konten", i, "schluessel"].to_vec()));
        self.duplicates(&self.files.konten, "Das Konto", keys.collect::<Vec<_>>());
    }

    /// Träger: keys and spellings.
    pub(super) fn traeger(&mut self) {
        let (file, st) = (&self.files.traeger, self.st);
        let keys = st
            .traeger
            .iter()
            .enumerate()
            .map(|(i, traeger)| (traeger.id.to_string(), steps!["traeger", i, "id"].to_vec()));
        self.duplicates(file, "Den Träger", keys.collect::<Vec<_>>());
        let mut spellings = Vec::new();
        for (i, traeger) in st.traeger.iter().enumerate() {
            spellings.push((traeger.name.clone(), traeger.id.to_string(), steps!["traeger", i, "name"].to_vec()));
            for (j, alias) in traeger.aliasse.iter().enumerate() {
                spellings.push((alias.clone(), traeger.id.to_string(), steps!["traeger", i, "aliasse", j].to_vec()));
            }
        }
        self.spellings(file, "Träger", spellings);
    }
}
