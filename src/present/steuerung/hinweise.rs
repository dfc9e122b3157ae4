//! What the body should look at: sentences made by plain rules from the figures of the report. They name facts and
//! options, never a decision.

use chrono::Months;
use serde::Serialize;

use super::auswahl::{Art, Kontext, Nachweislage};
use super::budget;
use super::kopf::{Lage, zurueck};
use crate::domain::Betrag;
use crate::domain::evaluation::Empfehlung;
use crate::domain::nachweis::haengt;
use crate::domain::woerter::{Begleiter, Fall};
use crate::present::evaluation::Eintrag;
use crate::present::zahl;

/// The list.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Hinweise {
    titel: String,
    eintraege: Vec<Eintrag>,
    keine: String,
}

pub(super) fn hinweise(kontext: &Kontext<'_>, lage: &Lage<'_>) -> Hinweise {
    let parts: [(&str, Vec<String>); 6] = [
        ("Nachweise", nachweise(kontext, lage)),
        ("Budget", budgets(kontext, lage)),
        ("Laufzeit", laufzeit(kontext)),
        ("Wirkung", wirkung(kontext, lage)),
        ("Regeln", regeln(kontext, lage)),
        ("Verfahren", verfahren(kontext)),
    ];
    let eintraege = parts
        .into_iter()
        .filter(|(_, texte)| !texte.is_empty())
        .map(|(begriff, texte)| Eintrag { begriff: begriff.to_owned(), texte })
        .collect();
    Hinweise {
        titel: "Worauf zu achten ist".to_owned(),
        eintraege,
        keine: "Aus den Zahlen dieses Jahres folgt nichts, das zu beraten wäre.".to_owned(),
    }
}

/// Keys as a list.
fn ids<'a>(keys: impl IntoIterator<Item = &'a str>) -> String {
    keys.into_iter().collect::<Vec<_>>().join(", ")
}

fn nachweise(kontext: &Kontext<'_>, lage: &Lage<'_>) -> Vec<String> {
    let mut texte = Vec::new();
    let open = lage.ausstehend();
    if !open.is_empty() {
        let granted: Betrag = open.iter().map(|jahr| jahr.bewilligt).sum();
        let list: Vec<_> =
            open.iter().map(|jahr| format!("{} ({})", ids([jahr.massnahme.id.as_str()]), jahr.jahr)).collect();
        let what = match open.len() {
            1 => "Ein Nachweis ist überfällig".to_owned(),
            count => {
                format!("{} Nachweise sind überfällig", crate::domain::woerter::capitalized(&zahl::zahlwort(count)))
            }
        };
        texte.push(format!("{what}: {}; bewilligt sind dafür {}.", list.join(", "), zahl::euro(granted)));
    }
    let unchecked: Vec<_> = lage
        .foerderjahre
        .iter()
        .filter(|jahr| match &jahr.lage {
            Nachweislage::Liegt { nachweis, .. } => nachweis.geprueft_am.is_none(),
            Nachweislage::OhneZahlen(_) => {
                jahr.massnahme.verwendungsnachweis.as_ref().is_some_and(|noted| !noted.geprueft)
            }
            _ => false,
        })
        .map(|jahr| format!("{} ({})", ids([jahr.massnahme.id.as_str()]), jahr.jahr))
        .collect();
    if !unchecked.is_empty() {
        texte.push(format!("Eingegangen, aber nicht geprüft: {}.", unchecked.join(", ")));
    }
    let back = zurueck(lage);
    if back > Betrag::ZERO {
        texte.push(format!("Zurückzuzahlen sind nach den Schlussnachweisen {}.", zahl::euro(back)));
    }
    let too_much =
        lage.foerderjahre.iter().filter(|jahr| jahr.jahr == kontext.jahr).filter_map(|jahr| match &jahr.lage {
            Nachweislage::Liegt { nachweis, abrechnung, .. } if !nachweis.schlussnachweis => {
                Some((jahr.massnahme.id.as_str(), abrechnung.jahr.rueckforderung()))
                    .filter(|(_, sum)| *sum > Betrag::ZERO)
            }
            _ => None,
        });
    for (id, sum) in too_much {
        texte.push(format!(
            "{}: {} sind mehr ausgezahlt als belegt; der nächste Abruf kann entsprechend niedriger sein.",
            ids([id]),
            zahl::euro(sum)
        ));
    }
    texte
}

fn budgets(kontext: &Kontext<'_>, lage: &Lage<'_>) -> Vec<String> {
    let mut texte = Vec::new();
    let mut half: Vec<String> = Vec::new();
    for (name, verfuegbar, rest) in budget::auffaellig(kontext) {
        if rest.is_negative() {
            texte.push(format!("{name}: Die Zusagen liegen {} über dem Budget.", zahl::euro(rest.abs())));
        } else if verfuegbar > Betrag::ZERO {
            half.push(format!("{name} {}", zahl::euro(rest)));
        }
    }
    if !half.is_empty() {
        let word = if kontext.kennt_ist() { "frei" } else { "nicht zugesagt" };
        texte.push(format!("Über die Hälfte {word}: {}.", half.join(", ")));
    }
    if lage.abgelehnt > 0 && lage.verfuegbar > lage.bewilligt {
        let one = kontext.wort().mit(Begleiter::Ein, Fall::Nominativ);
        let what = if lage.abgelehnt == 1 {
            format!("Abgelehnt wurde {one}")
        } else {
            format!("Abgelehnt wurden {} {}", zahl::zahlwort(lage.abgelehnt), kontext.wort().mehrzahl())
        };
        texte.push(format!("{what}; nicht bewilligt blieben {}.", zahl::euro(lage.verfuegbar - lage.bewilligt)));
    }
    texte
}

/// What ends soon.
fn laufzeit(kontext: &Kontext<'_>) -> Vec<String> {
    let regeln = &kontext.stammdaten.einstellungen.regeln;
    let until = kontext.heute.checked_add_months(Months::new(regeln.auslaufend_monate)).unwrap_or(kontext.heute);
    let ending: Vec<_> = kontext
        .gefoerdert()
        .into_iter()
        .filter(|massnahme| (kontext.heute..=until).contains(&massnahme.laufzeit.ende.day()))
        .map(|massnahme| {
            let end = zahl::tag(massnahme.laufzeit.ende.day());
            let extended = if massnahme.verlaengerung.is_some() { ", schon verlängert" } else { "" };
            format!("{} ({end}{extended})", ids([massnahme.id.as_str()]))
        })
        .collect();
    if ending.is_empty() {
        return Vec::new();
    }
    let more = regeln.massnahmen.verlaengerung_monate.as_ref().map_or_else(String::new, |more| {
        format!(" Wo noch nicht verlängert ist, lassen die Regeln höchstens {} Monate zu.", more.wert)
    });
    vec![format!("Bis {} enden: {}.{more}", zahl::tag(until), ending.join(", "))]
}

fn wirkung(kontext: &Kontext<'_>, lage: &Lage<'_>) -> Vec<String> {
    let mut texte = Vec::new();
    let missing: Vec<_> = lage
        .ergebnisse
        .iter()
        .filter(|one| one.evaluation.is_none() && !one.fehlend.is_empty())
        .map(|one| one.massnahme.id.as_str())
        .collect();
    if !missing.is_empty() {
        texte.push(format!("Ohne Evaluation im ganzen Jahr: {}.", ids(missing)));
    }
    let none_reached: Vec<_> = lage
        .ergebnisse
        .iter()
        .filter(|one| one.zaehlung.bekannt() > 0 && one.zaehlung.erreicht() == 0)
        .map(|one| one.massnahme.id.as_str())
        .collect();
    if !none_reached.is_empty() {
        texte.push(format!("Kein Ziel vollständig oder größtenteils erreicht: {}.", ids(none_reached)));
    }
    for (which, text) in [
        (Empfehlung::Anpassen, "Die Träger empfehlen, anzupassen"),
        (Empfehlung::Beenden, "Die Träger empfehlen, zu beenden"),
    ] {
        let of: Vec<_> = lage
            .ergebnisse
            .iter()
            .filter(|one| one.evaluation.is_some_and(|evaluation| evaluation.empfehlung == which))
            .filter(|one| one.massnahme.laufzeit.ende.day() >= kontext.heute)
            .map(|one| one.massnahme.id.as_str())
            .collect();
        if !of.is_empty() {
            texte.push(format!("{text}: {}.", ids(of)));
        }
    }
    texte
}

fn regeln(kontext: &Kontext<'_>, lage: &Lage<'_>) -> Vec<String> {
    if lage.regelfehler == 0 {
        return Vec::new();
    }
    let what = if lage.regelfehler == 1 { "Eine Akte zeigt" } else { "Die Akten zeigen" };
    vec![format!(
        "{what} {} von den Regeln des Amtes, die zu beheben {} ({}).",
        if lage.regelfehler == 1 {
            "eine Abweichung".to_owned()
        } else {
            format!("{} Abweichungen", zahl::zahlwort(lage.regelfehler))
        },
        if lage.regelfehler == 1 { "ist" } else { "sind" },
        format_args!("Abschnitt „Einhaltung der Regeln“, {}", kontext.stammdaten.einstellungen.amt.entscheider_geld)
    )]
}

/// What waits for too long for its next step before it begins.
fn verfahren(kontext: &Kontext<'_>) -> Vec<String> {
    kontext
        .von_art(Art::Vorbereitung)
        .filter_map(|massnahme| {
            let stuck = haengt(kontext.stammdaten, massnahme, kontext.heute)?;
            Some(format!(
                "{} wartet seit {} auf {}.",
                ids([massnahme.id.as_str()]),
                zahl::tag(stuck.seit),
                stuck.wartet_auf
            ))
        })
        .collect()
}
