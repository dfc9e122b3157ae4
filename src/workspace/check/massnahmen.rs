//! Maßnahmen: shares, Laufzeit, decisions, approved sums. Their Anlagen are checked beside.

use chrono::Datelike;
use rust_decimal::Decimal;

use super::{Checker, Ziel, euro, german, stem};
use crate::domain::massnahme::{Bewilligung, Massnahme};
use crate::domain::{Betrag, Datum};
use crate::workspace::file::{File, steps};
use crate::workspace::tree::Step;

impl Checker<'_> {
    /// Every Maßnahme.
    pub(super) fn massnahmen(&mut self) {
        let (files, st) = (self.files, self.st);
        for (file, massnahme) in files.massnahmen.iter().zip(&st.massnahmen) {
            self.file_name(file, steps!["id"], massnahme.id.as_str());
            for (i, raum) in massnahme.sozialraeume.iter().enumerate() {
                self.reference(file, steps!["sozialraeume", i], Ziel::Raum, raum.as_str());
            }
            for (i, raum) in massnahme.gemeinsam_mit.iter().enumerate() {
                self.reference(file, steps!["gemeinsam_mit", i], Ziel::Raum, raum.as_str());
            }
            self.budgetart(file, steps!["budgetart"], &massnahme.budgetart);
            self.anteile(file, massnahme);
            self.period(file, steps!["laufzeit", "ende"], massnahme.laufzeit.beginn, massnahme.laufzeit.ende);
            let keys = massnahme.angebote.iter().enumerate();
            let keys = keys.map(|(i, angebot)| (angebot.id.clone(), steps!["angebote", i, "id"].to_vec()));
            self.duplicates(file, "Das Angebot", keys.collect::<Vec<_>>());
            for (i, angebot) in massnahme.angebote.iter().enumerate() {
                self.angebot(file, i, angebot);
            }
            self.ein_katalog(file, massnahme);
            if let Some(angebot) =
                massnahme.entscheidungen.leistungserbringung.as_ref().and_then(|e| e.angebot.as_ref())
            {
                self.angebot_reference(
                    file,
                    steps!["entscheidungen", "leistungserbringung", "angebot"],
                    massnahme,
                    angebot,
                );
            }
            if let Some(bewilligung) = &massnahme.bewilligung {
                self.bewilligung(file, massnahme, bewilligung);
            }
            if let Some(verlaengerung) = &massnahme.verlaengerung {
                let path = steps!["verlaengerung", "neues_ende"];
                self.period(file, path, verlaengerung.urspruengliches_ende, verlaengerung.neues_ende);
            }
        }
    }

    /// The file is named for its record, so that people and the program mean the same.
    pub(super) fn file_name(&mut self, file: &File, path: &[Step], key: &str) {
        let stem = stem(file);
        if stem != key {
            let error = file
                .at_path(path, format!("Die Datei heißt „{stem}.toml“, ihr Inhalt „{key}“"))
                .expecting(format!("\"{stem}\", oder die Datei heißt „{key}.toml“"));
            self.report(file, error);
        }
    }

    /// An end before its beginning.
    pub(super) fn period(&mut self, file: &File, path: &[Step], beginn: Datum, ende: Datum) {
        let around = path.split_last().map_or(path, |(_, around)| around);
        if ende < beginn && !file.root.is_damaged(around) {
            let day = |datum: Datum| datum.day().format("%d.%m.%Y").to_string();
            let error = file
                .at_path(path, format!("Das Ende ({}) liegt vor dem Beginn ({})", day(ende), day(beginn)))
                .expecting(format!("ein Tag ab dem {}", day(beginn)));
            self.report(file, error);
        }
    }

    /// Shares name budgets that exist and sum to 100 %.
    fn anteile(&mut self, file: &File, massnahme: &Massnahme) {
        for (i, anteil) in massnahme.anteile.iter().enumerate() {
            self.reference(file, steps!["anteile", i, "raum"], Ziel::RaumOderRegion, anteil.raum.as_str());
            self.ebene(file, steps!["anteile", i, "ebene"], anteil.ebene, &anteil.raum);
            if anteil.prozent <= Decimal::ZERO {
                let error = file.at_path(steps!["anteile", i, "prozent"], "Ein Anteil liegt über 0 %");
                self.report(file, error.expecting("eine Dezimalzahl über 0"));
            }
        }
        let keys = massnahme.anteile.iter().enumerate();
        let keys = keys.map(|(i, anteil)| (anteil.raum.to_string(), steps!["anteile", i, "raum"].to_vec()));
        self.duplicates(file, "Den Anteil von", keys.collect::<Vec<_>>());
        let sum: Decimal = massnahme.anteile.iter().map(|anteil| anteil.prozent).sum();
        if sum != Decimal::ONE_HUNDRED {
            let error = file
                .at_path(steps!["anteile"], format!("Die Anteile ergeben zusammen {} %", german(sum)))
                .expecting("zusammen genau 100 %")
                .help("Bei Dritteln zum Beispiel 33, 33 und 34: der Betrag wird danach auf den Cent genau verteilt.");
            self.report(file, error);
        }
    }

    /// All offers for one Bedarf are scored by the same version (§ 74 (5) SGB VIII).
    fn ein_katalog(&mut self, file: &File, massnahme: &Massnahme) {
        let mut scored =
            massnahme.angebote.iter().enumerate().filter_map(|(i, a)| Some((i, &a.anlage3.as_ref()?.katalog)));
        let Some((first, katalog)) = scored.next() else { return };
        if let Some((i, other)) = scored.find(|(_, other)| *other != katalog) {
            let error = file
                .at_path(
                    steps!["angebote", i, "anlage3", "katalog"],
                    "Die Angebote sind nach verschiedenen Katalogen bewertet",
                )
                .expecting(format!("\"{katalog}\" wie beim ersten Angebot, gefunden „{other}“"))
                .other(file, file.span(steps!["angebote", first, "anlage3", "katalog"]), "erstes Angebot")
                .help(
                    "Für alle Angebote zu einem Bedarf gelten gleiche Grundsätze und Maßstäbe (§ 74 Abs. 5 SGB VIII).",
                );
            self.report(file, error);
        }
    }

    /// A key that must be one of the Maßnahme's offers.
    fn angebot_reference(&mut self, file: &File, path: &[Step], massnahme: &Massnahme, angebot: &str) {
        if file.root.is_damaged(steps!["angebote"]) {
            return;
        }
        let known: Vec<&str> = massnahme.angebote.iter().map(|angebot| angebot.id.as_str()).collect();
        self.word(file, path, "Das Angebot", angebot, &known, "die id eines der Angebote dieser Maßnahme");
    }

    /// The approved sum, its Jahresraten, its offer.
    fn bewilligung(&mut self, file: &File, massnahme: &Massnahme, bewilligung: &Bewilligung) {
        self.angebot_reference(file, steps!["bewilligung", "angebot"], massnahme, &bewilligung.angebot);
        self.reference(file, steps!["bewilligung", "traeger"], Ziel::Traeger, bewilligung.traeger.as_str());
        if let Some(bescheid) = massnahme.entscheidungen.bescheid.as_ref().filter(|b| b.betrag != bewilligung.betrag) {
            let error = file
                .at_path(
                    steps!["bewilligung", "betrag"],
                    format!(
                        "Bewilligt sind {}, der Bescheid nennt {}",
                        euro(bewilligung.betrag),
                        euro(bescheid.betrag)
                    ),
                )
                .expecting("derselbe Betrag wie im Bescheid")
                .other(file, file.span(steps!["entscheidungen", "bescheid", "betrag"]), "Bescheid");
            self.report(file, error.warning());
        }
        let Some(raten) = &bewilligung.jahresraten else { return };
        let (first, last) = (massnahme.laufzeit.beginn.day().year(), massnahme.laufzeit.ende.day().year());
        let keys = raten.iter().enumerate();
        let keys =
            keys.map(|(i, rate)| (rate.jahr.to_string(), steps!["bewilligung", "jahresraten", i, "jahr"].to_vec()));
        self.duplicates(file, "Die Jahresrate", keys.collect::<Vec<_>>());
        for (i, rate) in raten.iter().enumerate() {
            if first <= last && !(first..=last).contains(&rate.jahr) && !file.root.is_damaged(steps!["laufzeit"]) {
                let years = if first == last { first.to_string() } else { format!("{first} bis {last}") };
                let error = file
                    .at_path(
                        steps!["bewilligung", "jahresraten", i, "jahr"],
                        format!("Die Jahresrate {} liegt außerhalb der Laufzeit", rate.jahr),
                    )
                    .expecting(format!("ein Jahr der Laufzeit: {years}"))
                    .other(file, file.span(steps!["laufzeit"]), "Laufzeit");
                self.report(file, error);
            }
        }
        let sum: Betrag = raten.iter().map(|rate| rate.betrag).sum();
        if sum != bewilligung.betrag && !file.root.is_damaged(steps!["bewilligung", "betrag"]) {
            let error = file
                .at_path(
                    steps!["bewilligung", "jahresraten"],
                    format!("Die Jahresraten ergeben zusammen {}", euro(sum)),
                )
                .expecting(format!("zusammen {}, der bewilligte Betrag", euro(bewilligung.betrag)))
                .other(file, file.span(steps!["bewilligung", "betrag"]), "bewilligt");
            self.report(file, error);
        }
    }
}
