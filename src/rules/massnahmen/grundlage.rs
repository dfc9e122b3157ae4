//! What § 74 and § 77 SGB VIII ask for, and what is funded at all.

use super::{Lage, tag};
use crate::domain::Betrag;
use crate::domain::angebot::{Angebot, PersonalArt, Satzart};
use crate::domain::massnahme::{Foerderart, Rechtsgrundlage};
use crate::domain::massnahmenregeln::{Voraussetzung74, Voraussetzung77};
use crate::domain::woerter::{Begleiter, Fall, capitalized};
use crate::finding::massnahme::Massnahmebefund;

pub(super) fn check(lage: &Lage<'_>) -> Vec<Massnahmebefund> {
    let mut found: Vec<_> = institutionell(lage).into_iter().collect();
    // Before an offer is taken nobody is known who could fulfil anything.
    let Some(angebot) = lage.massnahme.bewilligtes_angebot() else { return found };
    match lage.massnahme.rechtsgrundlage {
        Rechtsgrundlage::Paragraf74 => found.extend(paragraf_74(lage, angebot)),
        Rechtsgrundlage::Paragraf77 => found.extend(paragraf_77(lage, angebot)),
    }
    found
}

/// A Träger funded as such, where the office funds Maßnahmen only.
fn institutionell(lage: &Lage<'_>) -> Option<Massnahmebefund> {
    let rule = lage.regeln().institutionelle_foerderung.as_ref()?;
    (lage.massnahme.foerderart == Foerderart::Institutionell && !rule.wert).then(|| {
        lage.fehler("institutionelle-foerderung", "Eine institutionelle Förderung ist nicht vorgesehen")
            .abhilfe(format!(
                "{} mit Ziel, Laufzeit und Kosten fördern (foerderart = \"projekt\").",
                capitalized(&lage.stammdaten.woerter().massnahme.mit_beiwort(
                    Begleiter::Ein,
                    "abgegrenzt",
                    Fall::Akkusativ
                ))
            ))
            .nach(&rule.quelle)
    })
}

fn paragraf_74(lage: &Lage<'_>, angebot: &Angebot) -> Vec<Massnahmebefund> {
    let mut found = Vec::new();
    // § 74 money never pays single cases, so no person of it is paid by Fachleistungsstunde.
    if angebot.anlage2.personal.iter().any(|person| person.satzart == Satzart::Fachleistungsstunde) {
        found.push(
            lage.fehler("rechtsgrundlage-vermischt", "§ 74 SGB VIII, und doch Personal nach Fachleistungsstunden")
                .abhilfe(format!(
                    "In Anlage 2 den Stundensatz angeben, oder {} ganz nach § 77 SGB VIII führen.",
                    lage.wort(Begleiter::Der, Fall::Akkusativ)
                ))
                .nach(format!(
                    "Sozialraumkonzept: je {} genau eine Rechtsgrundlage; § 74 bezahlt keine Einzelfälle",
                    lage.stammdaten.woerter().massnahme.einzahl()
                )),
        );
    }
    let Some(rule) = &lage.regeln().paragraf_74 else { return found };
    for demand in &rule.wert {
        let missing = match demand {
            Voraussetzung74::Gemeinnuetzigkeit => gemeinnuetzigkeit(lage, angebot),
            Voraussetzung74::Eigenleistung => eigenleistung(lage, angebot),
        };
        found.extend(missing.map(|befund| befund.nach(&rule.quelle)));
    }
    found
}

/// The Träger's gemeinnützige Ziele on the first day of the Maßnahme.
fn gemeinnuetzigkeit(lage: &Lage<'_>, angebot: &Angebot) -> Option<Massnahmebefund> {
    let traeger = lage.stammdaten.traeger(&angebot.traeger)?;
    let begin = lage.massnahme.laufzeit.beginn;
    let befund = match &traeger.gemeinnuetzigkeit {
        None => format!("Für {} ist die Gemeinnützigkeit nicht nachgewiesen", traeger.name),
        Some(proof) => {
            let until = proof.gueltig_bis.filter(|until| *until < begin)?;
            format!("Für {} galt der Nachweis der Gemeinnützigkeit nur bis {}", traeger.name, tag(until.day()))
        }
    };
    Some(lage.warnung("gemeinnuetzigkeit-fehlt", befund).abhilfe(
        "Den Nachweis in data/stammdaten/traeger.toml eintragen: gemeinnuetzigkeit = { nachweis = \"Freistellungsbescheid vom …\" }.",
    ))
}

/// Some Eigenleistung on record: an Eigenanteil, Eigenmittel among the income, volunteers, or in words.
fn eigenleistung(lage: &Lage<'_>, angebot: &Angebot) -> Option<Massnahmebefund> {
    let record = lage.massnahme;
    let share = record.zuwendung.as_ref().is_some_and(|zuwendung| zuwendung.eigenanteil > Betrag::ZERO);
    let money = angebot.anlage2.einnahmen.iter();
    let money = money.filter(|entry| entry.art.contains("Eigenmittel")).any(|entry| entry.betrag > Betrag::ZERO);
    let volunteers = angebot.anlage2.personal.iter().any(|person| person.art == PersonalArt::Ehrenamtlich);
    if share || money || volunteers || !record.eigenleistung.trim().is_empty() {
        return None;
    }
    Some(lage.warnung("eigenleistung-fehlt", "Keine Eigenleistung des Trägers auf Akte").abhilfe(format!(
        "Eigenmittel oder Ehrenamtliche in Anlage 2, einen Eigenanteil, oder bei {} eigenleistung = \"…\" eintragen.",
        lage.wort(Begleiter::Der, Fall::Dativ)
    )))
}

fn paragraf_77(lage: &Lage<'_>, angebot: &Angebot) -> Vec<Massnahmebefund> {
    let Some(rule) = &lage.regeln().paragraf_77 else { return Vec::new() };
    let demand = |demand: &Voraussetzung77| match demand {
        Voraussetzung77::Fachleistungsstunden => {
            let has = angebot.anlage2.personal.iter().any(|person| person.satzart == Satzart::Fachleistungsstunde);
            (!has).then(|| {
                lage.fehler("fachleistungsstunden-fehlen", "§ 77 SGB VIII ohne Fachleistungsstunden in Anlage 2")
                    .abhilfe(format!(
                        "Das Personal mit satzart = \"FLS\" angeben, oder {} nach § 74 SGB VIII führen.",
                        lage.wort(Begleiter::Der, Fall::Akkusativ)
                    ))
            })
        }
        Voraussetzung77::Hilfeplan => lage.massnahme.hilfeplanbezug.trim().is_empty().then(|| {
            lage.warnung("hilfeplan-fehlt", "§ 77 SGB VIII ohne Bezug zu Hilfeplänen").abhilfe(format!(
                "Bei {} hilfeplanbezug = \"…\" eintragen, ohne Namen und Aktenzeichen.",
                lage.wort(Begleiter::Der, Fall::Dativ)
            ))
        }),
    };
    rule.wert.iter().filter_map(demand).map(|befund| befund.nach(&rule.quelle)).collect()
}
