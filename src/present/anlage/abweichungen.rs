//! The sums of Anlagen 2 and 3 reckoned again, and where a record says otherwise.

use rust_decimal::Decimal;
use serde::Serialize;

use crate::domain::angebot::{Anlage2, Personalposten};
use crate::domain::kriterien::Kriterienkatalog;
use crate::domain::massnahme::Massnahme;
use crate::domain::{Betrag, Stammdaten};
use crate::present::zahl;

use super::buchstabe;
use crate::domain::bewertung::{Ausschluss, Ergebnis, bewerte, katalog_of, raenge};

/// A place of a form where the record and the reckoning differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Abweichung {
    /// Where in the form: "Person 2", "Sachkosten gesamt", "Angebot B, Block A".
    pub stelle: String,
    /// What the record says, as it is printed.
    pub angegeben: String,
    /// What follows from the other entries, as it is printed.
    pub gerechnet: String,
    /// How it was reckoned: "116,50 × 62,75".
    pub rechnung: String,
}

impl Abweichung {
    /// The note beside the entry: `Rechenprobe: 116,50 × 62,75 = 7.310,38 (angegeben 7.310,37)`.
    pub fn hinweis(&self) -> String {
        format!("Rechenprobe: {} = {} (angegeben: {})", self.rechnung, self.gerechnet, self.angegeben)
    }
}

/// The sums of an Anlage 2, each reckoned from the entries above it.
#[derive(Clone, Debug)]
pub struct Kalkulation {
    /// Hours × rate by person.
    pub personal: Vec<Betrag>,
    /// Personalkosten gesamt.
    pub personal_gesamt: Betrag,
    /// Sachkosten gesamt.
    pub sachkosten_gesamt: Betrag,
    /// Einnahmen gesamt.
    pub einnahmen_gesamt: Betrag,
    /// Personalkosten + Sachkosten − Einnahmen.
    pub foerdermittel_gesamt: Betrag,
}

impl Kalkulation {
    /// Reckons the sums of an Anlage 2; hours × rate is rounded to cents, half away from zero.
    pub fn new(form: &Anlage2) -> Self {
        let personal: Vec<Betrag> = form.personal.iter().map(Personalposten::kosten).collect();
        let personal_gesamt: Betrag = personal.iter().sum();
        let sachkosten_gesamt: Betrag = form.sachkosten.iter().map(|posten| posten.betrag).sum();
        let einnahmen_gesamt: Betrag = form.einnahmen.iter().map(|einnahme| einnahme.betrag).sum();
        Self {
            personal,
            personal_gesamt,
            sachkosten_gesamt,
            einnahmen_gesamt,
            foerdermittel_gesamt: personal_gesamt + sachkosten_gesamt - einnahmen_gesamt,
        }
    }
}

/// Every sum of an Anlage 2 that differs from what its entries make.
pub fn abweichungen(form: &Anlage2) -> Vec<Abweichung> {
    let sums = Kalkulation::new(form);
    let mut differences: Vec<Abweichung> =
        form.personal.iter().enumerate().filter_map(|(index, posten)| probe_person(index, posten)).collect();
    differences.extend(
        [
            probe_personal(form, &sums),
            probe_sachkosten(form, &sums),
            probe_einnahmen(form, &sums),
            probe_foerdermittel(form, &sums),
        ]
        .into_iter()
        .flatten(),
    );
    differences
}

/// The check of one person block.
pub(super) fn probe_person(index: usize, posten: &Personalposten) -> Option<Abweichung> {
    let rechnung = format!("{} × {}", zahl::zahl(posten.stunden, 2), zahl::betrag(posten.satz));
    differing(format!("Person {}", index + 1), posten.summe, Personalposten::kosten(posten), rechnung)
}

/// The check of Personalkosten gesamt.
pub(super) fn probe_personal(form: &Anlage2, sums: &Kalkulation) -> Option<Abweichung> {
    differing(
        "Personalkosten gesamt",
        form.personal_gesamt,
        sums.personal_gesamt,
        "Summe der Personalkosten".to_owned(),
    )
}

/// The check of Sachkosten gesamt.
pub(super) fn probe_sachkosten(form: &Anlage2, sums: &Kalkulation) -> Option<Abweichung> {
    differing("Sachkosten gesamt", form.sachkosten_gesamt, sums.sachkosten_gesamt, "Summe der Sachkosten".to_owned())
}

/// The check of Einnahmen gesamt.
pub(super) fn probe_einnahmen(form: &Anlage2, sums: &Kalkulation) -> Option<Abweichung> {
    differing("Einnahmen gesamt", form.einnahmen_gesamt, sums.einnahmen_gesamt, "Summe der Einnahmen".to_owned())
}

/// The check of Fördermittel gesamt.
pub(super) fn probe_foerdermittel(form: &Anlage2, sums: &Kalkulation) -> Option<Abweichung> {
    let rechnung = format!(
        "{} + {} − {}",
        zahl::betrag(sums.personal_gesamt),
        zahl::betrag(sums.sachkosten_gesamt),
        zahl::betrag(sums.einnahmen_gesamt)
    );
    differing("Fördermittel gesamt", form.foerdermittel_gesamt, sums.foerdermittel_gesamt, rechnung)
}

/// A difference of two amounts, if there is one.
fn differing(stelle: impl Into<String>, angegeben: Betrag, gerechnet: Betrag, rechnung: String) -> Option<Abweichung> {
    (angegeben != gerechnet).then(|| Abweichung {
        stelle: stelle.into(),
        angegeben: zahl::betrag(angegeben),
        gerechnet: zahl::betrag(gerechnet),
        rechnung,
    })
}

/// Every figure of the Anlagen 3 of a Maßnahme that differs from what points and catalogue make.
pub fn abweichungen_bewertung(stammdaten: &Stammdaten, massnahme: &Massnahme) -> Vec<Abweichung> {
    let Some(katalog) = katalog_of(stammdaten, massnahme) else { return unbekannter_katalog(massnahme) };
    let ergebnisse: Vec<Option<Ergebnis>> =
        massnahme.angebote.iter().map(|angebot| angebot.anlage3.as_ref().map(|form| bewerte(katalog, form))).collect();
    let ranks = raenge(&ergebnisse);
    let mut differences = Vec::new();
    for (place, angebot) in massnahme.angebote.iter().enumerate() {
        let name = format!("Angebot {}", buchstabe(massnahme, angebot));
        let (Some(form), Some(Some(ergebnis))) = (&angebot.anlage3, ergebnisse.get(place)) else { continue };
        if form.katalog != katalog.version {
            differences.push(text(
                format!("{name}, Katalog"),
                &form.katalog,
                &katalog.version,
                "alle Angebote nach einem Katalog (§ 74 Abs. 5 SGB VIII)",
            ));
        }
        differences.extend(probe_punkte(&name, katalog, ergebnis, form));
        differences.extend(probe_bloecke(&name, ergebnis, form));
        if gerundet(form.gewichtete_summe) != gerundet(ergebnis.summe) {
            let (recorded, reckoned) = (zahl::zahl(form.gewichtete_summe, 4), zahl::zahl(ergebnis.summe, 4));
            differences.push(text(
                format!("{name}, gewichtete Summe"),
                &recorded,
                &reckoned,
                "Summe aus Gewicht × Punkte ÷ 100",
            ));
        }
        differences.extend(probe_ausschluss(&name, ergebnis, form.ausgeschlossen_wegen.as_deref()));
        let rank = ranks.get(place).copied().flatten();
        if form.rang != rank {
            differences.push(text(
                format!("{name}, Rang"),
                &rang(form.rang),
                &rang(rank),
                "Rang nach der gewichteten Summe",
            ));
        }
    }
    differences
}

/// Points are steps of the scale; every Kriterium has some.
fn probe_punkte(
    name: &str,
    katalog: &Kriterienkatalog,
    ergebnis: &Ergebnis,
    form: &crate::domain::angebot::Anlage3,
) -> Vec<Abweichung> {
    let missing = ergebnis.fehlend.iter().map(|kriterium| {
        text(format!("{name}, {kriterium}"), "keine Punkte", zahl::UNBEKANNT, "jedes Kriterium hat Punkte")
    });
    let highest = katalog.skala.iter().map(|stufe| stufe.punkte).max().unwrap_or(Decimal::MAX);
    let step = katalog.teilpunkte;
    let off = form.punkte.iter().filter(move |bewertung| {
        let points = bewertung.punkte;
        points.is_sign_negative() && !points.is_zero()
            || points > highest
            || (!step.is_zero() && !(points % step).is_zero())
    });
    let off = off.map(|bewertung| {
        let rule = format!(
            "von 0 bis {} in Schritten von {}",
            zahl::zahl(highest, highest.normalize().scale()),
            zahl::zahl(step, step.normalize().scale())
        );
        text(
            format!("{name}, {}", bewertung.kriterium),
            &zahl::zahl(bewertung.punkte, bewertung.punkte.normalize().scale()),
            zahl::UNBEKANNT,
            &rule,
        )
    });
    missing.chain(off).collect()
}

/// The weighted mean of each block.
fn probe_bloecke(name: &str, ergebnis: &Ergebnis, form: &crate::domain::angebot::Anlage3) -> Vec<Abweichung> {
    ergebnis
        .bloecke
        .iter()
        .filter_map(|block| {
            let recorded =
                form.bloecke.iter().find(|recorded| recorded.block == block.id).map(|recorded| recorded.punkte_mittel);
            (recorded.map(gerundet) != Some(gerundet(block.mittel))).then(|| {
                let recorded = recorded.map_or_else(|| zahl::UNBEKANNT.to_owned(), |mean| zahl::zahl(mean, 4));
                text(
                    format!("{name}, Block {}", block.id),
                    &recorded,
                    &zahl::zahl(block.mittel, 4),
                    "gewichtetes Mittel der Punkte",
                )
            })
        })
        .collect()
}

/// The recorded reason of an exclusion is one of those that apply, and none is recorded where none applies.
fn probe_ausschluss(name: &str, ergebnis: &Ergebnis, recorded: Option<&str>) -> Option<Abweichung> {
    let reasons: Vec<String> = ergebnis.ausschluss.iter().map(Ausschluss::kurz).collect();
    let agrees = match recorded {
        Some(reason) => reasons.iter().any(|known| known == reason),
        None => reasons.is_empty(),
    };
    let reckoned = if reasons.is_empty() { "kein Ausschluss".to_owned() } else { reasons.join(", ") };
    (!agrees).then(|| {
        text(
            format!("{name}, Ausschluss"),
            recorded.unwrap_or("kein Ausschluss"),
            &reckoned,
            "Mindestpunkte und K.-o.-Kriterien",
        )
    })
}

/// What to say where no catalogue of that version is on record.
fn unbekannter_katalog(massnahme: &Massnahme) -> Vec<Abweichung> {
    massnahme
        .angebote
        .iter()
        .filter_map(|angebot| Some((angebot, angebot.anlage3.as_ref()?)))
        .map(|(angebot, form)| {
            let stelle = format!("Angebot {}, Katalog", buchstabe(massnahme, angebot));
            text(stelle, &form.katalog, zahl::UNBEKANNT, "Katalog in kriterien.toml")
        })
        .collect()
}

/// Four places, as records hold them.
fn gerundet(value: Decimal) -> Decimal {
    value.round_dp_with_strategy(4, rust_decimal::RoundingStrategy::MidpointAwayFromZero)
}

/// A rank as it is printed.
fn rang(rank: Option<u32>) -> String {
    rank.map_or_else(|| "ohne Rang".to_owned(), |rank| format!("Rang {rank}"))
}

/// A difference of two printed values.
fn text(stelle: String, angegeben: &str, gerechnet: &str, rechnung: &str) -> Abweichung {
    Abweichung {
        stelle,
        angegeben: angegeben.to_owned(),
        gerechnet: gerechnet.to_owned(),
        rechnung: rechnung.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::proben::{angebot, massnahme, stammdaten};
    use super::*;

    /// Hand calculation from the record of GWA-2026-01/A: 250,25 × 58,40 = 14.614,60; 116,50 × 62,75 = 7.310,375,
    /// rounded 7.310,38; 240,75 × 8,50 = 2.046,375 → 2.046,38; 69,75 × 62,75 = 4.376,8125 → 4.376,81;
    /// 46,50 × 62,75 = 2.917,875 → 2.917,88; 29,50 × 74,20 = 2.188,90; together 33.454,95.
    /// Sachkosten 550 + 1.660 + 831,12 + 1.390 + 830 + 831,12 + 1.110 + 1.662,25 + 1.660 = 10.524,49.
    /// Einnahmen 0 + 1.760 + 880 + 1.760 = 4.400. Fördermittel 33.454,95 + 10.524,49 − 4.400 = 39.579,44.
    #[test]
    fn sums_equal_the_hand_calculation() {
        let stammdaten = stammdaten();
        let form = &angebot(massnahme(&stammdaten, "GWA-2026-01"), "A").anlage2;
        let sums = Kalkulation::new(form);
        let cents: Vec<i64> = sums.personal.iter().map(|sum| sum.cents()).collect();
        assert_eq!(cents, [1_461_460, 731_038, 204_638, 437_681, 291_788, 218_890]);
        assert_eq!(sums.personal_gesamt.cents(), 3_345_495);
        assert_eq!(sums.sachkosten_gesamt.cents(), 1_052_449);
        assert_eq!(sums.einnahmen_gesamt.cents(), 440_000);
        assert_eq!(sums.foerdermittel_gesamt.cents(), 3_957_944);
    }

    #[test]
    fn no_record_of_the_sample_contradicts_its_own_entries() {
        let stammdaten = stammdaten();
        for massnahme in &stammdaten.massnahmen {
            for angebot in &massnahme.angebote {
                assert_eq!(abweichungen(&angebot.anlage2), [], "{}", angebot.id);
            }
            assert_eq!(abweichungen_bewertung(&stammdaten, massnahme), [], "{}", massnahme.id);
        }
    }

    /// One cent too much in person 2 and in nothing else: 116,50 × 62,75 = 7.310,38, the record says 7.310,39.
    #[test]
    fn a_wrong_person_sum_is_named_with_its_calculation() {
        let stammdaten = stammdaten();
        let mut form = angebot(massnahme(&stammdaten, "GWA-2026-01"), "A").anlage2.clone();
        form.personal[1].summe = Betrag::from_cents(731_039);
        let differences = abweichungen(&form);
        assert_eq!(differences.len(), 1);
        assert_eq!(differences[0].hinweis(), "Rechenprobe: 116,50 × 62,75 = 7.310,38 (angegeben: 7.310,39)");
        assert_eq!(differences[0].stelle, "Person 2");
    }

    #[test]
    fn a_wrong_total_and_a_wrong_rank_are_named() {
        let stammdaten = stammdaten();
        let mut massnahme = massnahme(&stammdaten, "GWA-2026-05").clone();
        massnahme.angebote[0].anlage2.foerdermittel_gesamt = Betrag::from_cents(2_022_666);
        assert_eq!(
            abweichungen(&massnahme.angebote[0].anlage2)[0].hinweis(),
            "Rechenprobe: 17.417,80 + 5.058,87 − 2.250,00 = 20.226,67 (angegeben: 20.226,66)"
        );
        let form = massnahme.angebote[2].anlage3.as_mut().expect("scored");
        form.rang = Some(2);
        form.punkte[0].punkte = Decimal::new(26, 1);
        let places: Vec<String> =
            abweichungen_bewertung(&stammdaten, &massnahme).into_iter().map(|d| d.stelle).collect();
        assert_eq!(places, ["Angebot C, A1", "Angebot C, Block A", "Angebot C, gewichtete Summe", "Angebot C, Rang"]);
    }
}
