//! The records of Maßnahmen: list them, check them, reckon how one of them is paid.

use serde_json::json;

use super::workspace::{Gegenstand, Grundlage, die_massnahme, unknown};
use super::{Antwort, Status};
use crate::cli::Listenfilter;
use crate::domain::angebot::Angebot;
use crate::domain::bewilligung::haushaltsjahre;
use crate::domain::budgetrest::budgetreste;
use crate::domain::lebenslauf::zustand;
use crate::domain::massnahme::Massnahme;
use crate::domain::nachweis::haengt;
use crate::domain::umschichtung::ausgleich;
use crate::domain::zuwendung;
use crate::domain::{RaumId, Stammdaten, TraegerId, text};
use crate::error::{Error, Result};
use crate::finding::Schwere;
use crate::plan::Plan;
use crate::present::anlage::abweichungen_bewertung;
use crate::present::{massnahmen as present, zuwendung as schritte};
use crate::render::terminal;
use crate::rules::massnahmen::befunde;

/// `massnahme liste`: every Maßnahme that the filters let through, with its state and what it waits for.
pub(super) fn liste(plan: &Plan, filter: &Listenfilter) -> Result<Antwort> {
    let grundlage = Grundlage::open(plan)?;
    let stammdaten = &grundlage.stammdaten;
    let gegenstand = filter.raum.as_deref().map(|raum| grundlage.gegenstand(raum)).transpose()?;
    let traeger = filter.traeger.as_deref().map(|typed| find_traeger(stammdaten, typed)).transpose()?;
    let wanted = |massnahme: &&Massnahme| {
        gegenstand.as_ref().is_none_or(|gegenstand| concerns(stammdaten, massnahme, gegenstand))
            && traeger.as_ref().is_none_or(|id| massnahme.angebote.iter().any(|angebot| angebot.traeger == *id))
            && filter.jahr.is_none_or(|jahr| haushaltsjahre(massnahme).contains(&jahr))
            && filter.stand.is_none_or(|stand| zustand(massnahme, plan.heute) == stand.zustand())
            && (!filter.haengt || haengt(stammdaten, massnahme, plan.heute).is_some())
    };
    let massnahmen: Vec<_> = stammdaten.massnahmen.iter().filter(wanted).collect();
    let (tabelle, objects) = present::liste(stammdaten, &massnahmen, plan.heute);
    Ok(Antwort { text: terminal::tabelle(&tabelle), json: json!({ "massnahmen": objects }), status: Status::Fertig })
}

/// The Träger that somebody typed, by key or name.
fn find_traeger(stammdaten: &Stammdaten, typed: &str) -> Result<TraegerId> {
    let key = text::key(typed);
    let found = stammdaten.traeger.iter().find(|traeger| {
        text::key(traeger.id.as_str()) == key
            || text::key(&traeger.name) == key
            || traeger.aliasse.iter().any(|alias| text::key(alias) == key)
    });
    found.map(|traeger| traeger.id.clone()).ok_or_else(|| {
        let known = stammdaten.traeger.iter().flat_map(|traeger| [traeger.id.as_str(), traeger.name.as_str()]);
        unknown("Den Träger", typed, &known.collect::<Vec<_>>())
    })
}

fn concerns(stammdaten: &Stammdaten, massnahme: &Massnahme, gegenstand: &Gegenstand) -> bool {
    let names =
        |id: &RaumId| massnahme.sozialraeume.contains(id) || massnahme.anteile.iter().any(|part| &part.raum == id);
    match gegenstand {
        Gegenstand::Raum(raum) => names(raum),
        Gegenstand::Region(region) => {
            names(&RaumId::new(region.as_str())) || stammdaten.sozialraeume_of(region).any(|raum| names(&raum.id))
        }
        Gegenstand::Kreis => true,
    }
}

/// `massnahme pruefen`: every mistake of every record. Errors of the files come back as an error, all else as an answer.
pub(super) fn pruefen(plan: &Plan) -> Result<Antwort> {
    let grundlage = Grundlage::open(plan)?;
    let count = grundlage.stammdaten.massnahmen.len();
    let stammdaten = &grundlage.stammdaten;
    let mut warnungen = grundlage.warnungen.clone();
    for massnahme in &stammdaten.massnahmen {
        warnungen.extend(abweichungen_bewertung(stammdaten, massnahme).iter().map(|abweichung| {
            format!("Warnung: {}, Anlage 3, {}: {}", massnahme.id, abweichung.stelle, abweichung.hinweis())
        }));
    }
    let found: Vec<_> =
        stammdaten.massnahmen.iter().flat_map(|massnahme| befunde(stammdaten, massnahme, plan.heute)).collect();
    let total = warnungen.len() + found.len();
    let texts: Vec<_> = warnungen.iter().cloned().chain(found.iter().map(present::befund)).collect();
    let words = stammdaten.woerter().massnahme.mehrzahl();
    let text = match total {
        0 => format!("{count} {words} geprüft, nichts zu beanstanden."),
        1 => format!("{}\n\n{count} {words} geprüft, ein Befund.", texts.join("\n\n")),
        _ => format!("{}\n\n{count} {words} geprüft, {total} Befunde.", texts.join("\n\n")),
    };
    Ok(Antwort {
        text,
        json: json!({ "massnahmen": count, "warnungen": warnungen, "befunde": found }),
        // A Hinweis is nothing that somebody has to act on.
        status: Status::of(!warnungen.is_empty() || found.iter().any(|befund| befund.schwere != Schwere::Hinweis)),
    })
}

/// The Maßnahme that somebody typed.
pub(super) fn find<'a>(stammdaten: &'a Stammdaten, typed: &str) -> Result<&'a Massnahme> {
    let massnahmen = &stammdaten.massnahmen;
    massnahmen.iter().find(|massnahme| massnahme.id.as_str().eq_ignore_ascii_case(typed.trim())).ok_or_else(|| {
        let known: Vec<_> = massnahmen.iter().map(|massnahme| massnahme.id.as_str()).collect();
        unknown(&die_massnahme(stammdaten), typed, &known)
    })
}

/// `massnahme verlauf`: the steps of one Maßnahme, what it waits for, and what is wrong in it.
pub(super) fn verlauf(plan: &Plan, typed: &str) -> Result<Antwort> {
    let grundlage = Grundlage::open(plan)?;
    let stammdaten = &grundlage.stammdaten;
    let massnahme = find(stammdaten, typed)?;
    let (tabelle, mut object) = present::verlauf(stammdaten, massnahme, plan.heute);
    let found = befunde(stammdaten, massnahme, plan.heute);
    let texts: Vec<String> =
        std::iter::once(terminal::tabelle(&tabelle)).chain(found.iter().map(present::befund)).collect();
    if let serde_json::Value::Object(fields) = &mut object {
        fields.insert("befunde".to_owned(), json!(found));
    }
    Ok(Antwort { text: texts.join("\n\n"), json: object, status: Status::Fertig })
}

/// The offer that somebody typed, by its letter or key.
pub(super) fn find_angebot<'a>(massnahme: &'a Massnahme, typed: &str) -> Result<&'a Angebot> {
    let typed = typed.trim();
    let is_meant = |id: &str| {
        id.eq_ignore_ascii_case(typed) || id.rsplit('/').next().is_some_and(|own| own.eq_ignore_ascii_case(typed))
    };
    massnahme.angebote.iter().find(|angebot| is_meant(&angebot.id)).ok_or_else(|| {
        let known: Vec<_> = massnahme.angebote.iter().map(|angebot| angebot.id.as_str()).collect();
        unknown("Das Angebot", typed, &known)
    })
}

/// `massnahme zuwendung`: the Zuwendung step by step, and what the budgets that pay had left.
pub(super) fn zuwendung(plan: &Plan, typed: &str, angebot: Option<&str>) -> Result<Antwort> {
    let grundlage = Grundlage::open(plan)?;
    let stammdaten = &grundlage.stammdaten;
    let massnahme = find(stammdaten, typed)?;
    let offer = match angebot {
        Some(letter) => find_angebot(massnahme, letter)?,
        None => massnahme.bewilligtes_angebot().or_else(|| massnahme.angebote.first()).ok_or_else(|| {
            Error::new(format!("Für {} liegt noch kein Angebot vor", massnahme.id))
                .remedy("Eine Zuwendung wird aus der Kostenkalkulation (Anlage 2) eines Angebots gerechnet")
        })?,
    };
    let regeln = &stammdaten.einstellungen.regeln.zuwendung;
    let rechnung = zuwendung::fuer(regeln, massnahme, &offer.anlage2, stammdaten.traeger(&offer.traeger));
    let mut quellen = vec!["Kostenkalkulation (Anlage 2) des Angebots ".to_owned() + &offer.id];
    quellen.extend(regeln.eigenanteil_staffel.as_ref().map(|set| set.quelle.clone()));
    let day = massnahme.entscheidungen.ressourceneinsatz.as_ref().map_or(plan.heute, |geld| geld.datum.day());
    let reste = budgetreste(stammdaten, massnahme, rechnung.zuwendung, day);
    let mut text = terminal::tabelle(&present::zuwendungstabelle(massnahme, &rechnung, &quellen));
    if !reste.is_empty() {
        text = format!("{text}\n\n{}", terminal::tabelle(&present::resttabelle(stammdaten, &reste, day)));
    }
    Ok(Antwort {
        text,
        json: json!({
            "massnahme": massnahme.id,
            "angebot": offer.id,
            "finanzierungsart": rechnung.grundlagen.art.wort(),
            "ausgaben": rechnung.grundlagen.ausgaben,
            "einnahmen": rechnung.grundlagen.einnahmen,
            "eigenanteil_prozent": rechnung.grundlagen.eigenanteil_prozent,
            "eigenanteil": rechnung.eigenanteil,
            "hoechstens": rechnung.hoechstens,
            "bewilligt": rechnung.grundlagen.bewilligt,
            "zuwendung": rechnung.zuwendung,
            "schritte": schritte::rechenweg(&rechnung),
            "budgets": reste,
            "quellen": quellen,
        }),
        status: Status::Fertig,
    })
}

/// `massnahme umschichtung`: what would have to move between budgets to pay a joint Maßnahme, on the day of the decision
/// on money or today.
pub(super) fn umschichtung(plan: &Plan, typed: &str) -> Result<Antwort> {
    let grundlage = Grundlage::open(plan)?;
    let stammdaten = &grundlage.stammdaten;
    let massnahme = find(stammdaten, typed)?;
    let betrag = zuwendung::voraussichtlich(stammdaten, massnahme).ok_or_else(|| {
        Error::new(format!("Für {} steht noch kein Betrag fest", massnahme.id)).remedy(
            "Eine Umschichtung wird aus dem bewilligten Betrag gerechnet, sonst aus der Anlage 2 eines Angebots",
        )
    })?;
    let day = massnahme.entscheidungen.ressourceneinsatz.as_ref().map_or(plan.heute, |geld| geld.datum.day());
    let lines = ausgleich(stammdaten, massnahme, betrag, day);
    let some = lines.iter().any(|line| !line.vorschlaege.is_empty());
    let uncovered = lines.iter().any(|line| !line.ungedeckt.is_zero());
    let tabelle = present::umschichtungstabelle(stammdaten, massnahme, &lines);
    let mut text = if some {
        terminal::tabelle(&tabelle)
    } else {
        let hints = tabelle.hinweise.join("\n");
        format!("{}: Eine Umschichtung ist nicht nötig oder nicht möglich.\n{hints}", massnahme.id)
    };
    if some {
        let zeilen: Vec<String> = lines
            .iter()
            .flat_map(|line| &line.vorschlaege)
            .map(|line| {
                format!(
                    "  {{ id = \"…\", jahr = {}, budgetart = \"{}\", art = \"umschichtung\", von = \"{}\", nach = \"{}\", \
                     betrag = \"{}\", datum = {}, beschluss = \"…\", massnahme = \"{}\" }},",
                    line.jahr,
                    massnahme.budgetart,
                    line.von,
                    line.nach,
                    crate::workspace::german_amount(&line.betrag.to_string()),
                    plan.heute,
                    massnahme.id
                )
            })
            .collect();
        text = format!(
            "{text}\n\nÜber eine Umschichtung entscheidet: {}. Danach in data/stammdaten/budgets.toml bei budgetbewegungen \
             eintragen:\n{}",
            stammdaten.einstellungen.amt.entscheider_geld,
            zeilen.join("\n")
        );
    }
    Ok(Antwort {
        text,
        json: json!({ "massnahme": massnahme.id, "betrag": betrag, "tag": day, "budgets": lines }),
        status: Status::of(uncovered),
    })
}
