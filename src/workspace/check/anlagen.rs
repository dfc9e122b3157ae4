//! Anlagen 1, 2 and 3 of an offer.

use rust_decimal::Decimal;

use super::{Checker, Ziel, below, euro, german};
use crate::domain::angebot::{Angebot, Anlage2, Anlage3};
use crate::domain::kriterien::{Kriterienkatalog, Kriterium};
use crate::domain::{Betrag, Stammdaten};
use crate::workspace::file::{File, steps};
use crate::workspace::tree::Step;

/// Whether both Träger of an offer exist; else that is the mistake to mend first.
fn knows_both(st: &Stammdaten, angebot: &Angebot) -> bool {
    st.traeger(&angebot.traeger).is_some() && st.traeger(&angebot.anlage2.traeger).is_some()
}

impl Checker<'_> {
    /// One offer.
    pub(super) fn angebot(&mut self, file: &File, i: usize, angebot: &Angebot) {
        let at = |further: &[Step]| below(steps!["angebote", i], further);
        self.reference(file, &at(steps!["traeger"]), Ziel::Traeger, angebot.traeger.as_str());
        self.reference(file, &at(steps!["anlage2", "traeger"]), Ziel::Traeger, angebot.anlage2.traeger.as_str());
        if angebot.traeger != angebot.anlage2.traeger && knows_both(self.st, angebot) {
            let error = file
                .at_path(&at(steps!["anlage2", "traeger"]), "Anlage 2 nennt einen anderen Träger als das Angebot")
                .expecting(format!("\"{}\"", angebot.traeger));
            self.report(file, error.warning());
        }
        for (j, raum) in angebot.anlage1.sozialraumteams.iter().enumerate() {
            self.reference(file, &at(steps!["anlage1", "sozialraumteams", j]), Ziel::Raum, raum.as_str());
        }
        for (j, raum) in angebot.anlage2.sozialraumteams.iter().enumerate() {
            self.reference(file, &at(steps!["anlage2", "sozialraumteams", j]), Ziel::Raum, raum.as_str());
        }
        self.period(file, &at(steps!["anlage1", "ende"]), angebot.anlage1.beginn, angebot.anlage1.ende);
        self.period(
            file,
            &at(steps!["anlage2", "zeitraum_ende"]),
            angebot.anlage2.zeitraum_beginn,
            angebot.anlage2.zeitraum_ende,
        );
        let keys = angebot.anlage1.ziele.iter().enumerate();
        let keys = keys.map(|(j, ziel)| (ziel.nr.to_string(), at(steps!["anlage1", "ziele", j, "nr"])));
        self.duplicates(file, "Das Ziel", keys.collect::<Vec<_>>());
        self.kosten(file, &at(steps!["anlage2"]), &angebot.anlage2);
        if let Some(anlage3) = &angebot.anlage3 {
            self.bewertung(file, &at(steps!["anlage3"]), anlage3);
        }
    }

    /// Sums of the Kostenkalkulation, as the Träger wrote them.
    fn kosten(&mut self, file: &File, at: &[Step], anlage: &Anlage2) {
        for (j, person) in anlage.personal.iter().enumerate() {
            let right = person.kosten();
            let what = format!("{} Stunden zu {}", german(person.stunden), euro(person.satz));
            self.sum(file, &below(at, steps!["personal", j, "summe"]), person.summe, right, &what);
        }
        let personal = anlage.personal.iter().map(|person| person.summe).sum();
        let sachkosten = anlage.sachkosten.iter().map(|posten| posten.betrag).sum();
        let einnahmen = anlage.einnahmen.iter().map(|einnahme| einnahme.betrag).sum();
        self.sum(file, &below(at, steps!["personal_gesamt"]), anlage.personal_gesamt, personal, "Die Personalkosten");
        self.sum(file, &below(at, steps!["sachkosten_gesamt"]), anlage.sachkosten_gesamt, sachkosten, "Die Sachkosten");
        self.sum(file, &below(at, steps!["einnahmen_gesamt"]), anlage.einnahmen_gesamt, einnahmen, "Die Einnahmen");
        let foerdermittel = anlage.personal_gesamt + anlage.sachkosten_gesamt - anlage.einnahmen_gesamt;
        let what = "Personalkosten + Sachkosten − Einnahmen";
        self.sum(file, &below(at, steps!["foerdermittel_gesamt"]), anlage.foerdermittel_gesamt, foerdermittel, what);
    }

    /// A sum that is not what its parts add up to.
    fn sum(&mut self, file: &File, path: &[Step], written: Betrag, right: Betrag, what: &str) {
        let around = path.split_last().map_or(path, |(_, around)| around);
        if written != right && !file.root.is_damaged(around) {
            let error = file
                .at_path(path, format!("{what} ergeben {}, hier steht {}", euro(right), euro(written)))
                .expecting(format!("\"{}\"", crate::workspace::create::german_amount(&right.to_string())));
            self.report(file, error.warning());
        }
    }

    /// Points by the catalogue.
    fn bewertung(&mut self, file: &File, at: &[Step], anlage: &Anlage3) {
        let catalogues = &self.files.kriterien;
        if catalogues.incomplete || catalogues.root.is_damaged(&[]) {
            return;
        }
        let st = self.st;
        let versions: Vec<&str> = st.kriterien.iter().map(|katalog| katalog.version.as_str()).collect();
        let path = below(at, steps!["katalog"]);
        self.word(
            file,
            &path,
            "Die Version",
            &anlage.katalog,
            &versions,
            "eine version aus data/stammdaten/kriterien.toml",
        );
        let Some(katalog) = st.kriterien.iter().find(|katalog| katalog.version == anlage.katalog) else { return };
        let blocks: Vec<&str> = katalog.bloecke.iter().map(|block| block.id.as_str()).collect();
        for (j, block) in anlage.bloecke.iter().enumerate() {
            let path = below(at, steps!["bloecke", j, "block"]);
            self.word(file, &path, "Den Block", &block.block, &blocks, "ein Block des Katalogs");
        }
        self.punkte(file, at, anlage, katalog);
    }

    /// Points of each Kriterium, and their weighted sum.
    fn punkte(&mut self, file: &File, at: &[Step], anlage: &Anlage3, katalog: &Kriterienkatalog) {
        let kriterien: Vec<&Kriterium> = katalog.bloecke.iter().flat_map(|block| &block.kriterien).collect();
        let keys: Vec<&str> = kriterien.iter().map(|kriterium| kriterium.id.as_str()).collect();
        let scale = katalog.skala.iter().map(|stufe| stufe.punkte);
        let (low, high) = (scale.clone().min().unwrap_or_default(), scale.max().unwrap_or_default());
        let (mut weighted, mut all_good) = (Decimal::ZERO, true);
        for (j, bewertung) in anlage.punkte.iter().enumerate() {
            let path = below(at, steps!["punkte", j, "kriterium"]);
            self.word(file, &path, "Das Kriterium", &bewertung.kriterium, &keys, "ein Kriterium des Katalogs");
            let path = below(at, steps!["punkte", j, "punkte"]);
            if bewertung.punkte < low || bewertung.punkte > high {
                all_good = false;
                let error = file
                    .at_path(&path, format!("{} Punkte liegen außerhalb der Skala", german(bewertung.punkte)))
                    .expecting(format!("{} bis {} nach Katalog {}", german(low), german(high), katalog.version));
                self.report(file, error);
            } else if katalog.teilpunkte > Decimal::ZERO && !(bewertung.punkte % katalog.teilpunkte).is_zero() {
                let error = file
                    .at_path(&path, format!("{} ist kein zulässiger Teilpunkt", german(bewertung.punkte)))
                    .expecting(format!("ein Vielfaches von {}", german(katalog.teilpunkte)));
                self.report(file, error);
            }
            if let Some(kriterium) = kriterien.iter().find(|kriterium| kriterium.id == bewertung.kriterium) {
                weighted += kriterium.gewicht * bewertung.punkte / Decimal::ONE_HUNDRED;
            }
        }
        let scored = anlage.punkte.iter().enumerate();
        let scored = scored.map(|(j, b)| (b.kriterium.clone(), below(at, steps!["punkte", j, "kriterium"])));
        self.duplicates(file, "Punkte für", scored.collect::<Vec<_>>());
        if file.root.is_damaged(&below(at, steps!["punkte"])) {
            return;
        }
        let missing: Vec<&str> =
            keys.into_iter().filter(|key| anlage.punkte.iter().all(|bewertung| bewertung.kriterium != *key)).collect();
        if !missing.is_empty() {
            let error = file
                .at_path(&below(at, steps!["punkte"]), format!("Ohne Punkte: {}", missing.join(", ")))
                .expecting("Punkte für jedes Kriterium des Katalogs");
            self.report(file, error.warning());
        } else if all_good && weighted.round_dp(4) != anlage.gewichtete_summe.round_dp(4) {
            let error = file
                .at_path(&below(at, steps!["gewichtete_summe"]), "Die gewichtete Summe passt nicht zu den Punkten")
                .expecting(format!("\"{:.4}\"", weighted));
            self.report(file, error.warning());
        }
    }
}
