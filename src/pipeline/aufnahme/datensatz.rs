//! Which record a form belongs to, and what it says with the form's answers in it.

use std::collections::BTreeSet;

use chrono::Datelike;
use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::{Vorhaben, massnahme_datei, record_file};
use crate::domain::angebot::{Angebot, Anlage3, Blockergebnis};
use crate::domain::bewertung::{Block, Ergebnis, bewerte, raenge};
use crate::domain::budget::Einheit;
use crate::domain::evaluation::Evaluation;
use crate::domain::formular::Kennung;
use crate::domain::massnahme::{Buchungsweise, Massnahme, Status};
use crate::domain::text::key;
use crate::domain::{Datum, MassnahmeId, RaumId, Stammdaten};
use crate::error::{Error, Result};
use crate::finding::Befund;
use crate::plan::Plan;
use crate::rules::formular::{
    ANDERER_KATALOG, Antrag, Bewertungsblatt, Inhalt, KENNUNG_WIDERSPRICHT, PFLICHTANGABE_FEHLT, SCHON_ENTSCHIEDEN,
    UNBEKANNTE_MASSNAHME,
};

/// The record of a form; none where a finding says why there is none.
pub(super) fn vorhaben(
    plan: &Plan,
    stammdaten: &Stammdaten,
    kennung: &Kennung,
    inhalt: Inhalt,
    asked: Option<&MassnahmeId>,
    befunde: &mut Vec<Befund>,
) -> Result<Option<Vorhaben>> {
    if let (Some(asked), Some(made_for)) = (asked, kennung.massnahme.as_ref())
        && asked != made_for
    {
        let expected = format!("ein Formular für {asked}, wie mit „--massnahme“ verlangt");
        befunde.push(KENNUNG_WIDERSPRICHT.befund(Vec::new(), format!("ein Formular für {made_for}"), expected));
        return Ok(None);
    }
    let wanted = kennung.massnahme.as_ref().or(asked);
    let massnahme = wanted.and_then(|id| stammdaten.massnahme(id));
    if let (Some(id), None) = (wanted, massnahme) {
        befunde.push(UNBEKANNTE_MASSNAHME.befund(Vec::new(), format!("Maßnahme {id}"), "eine aus data/massnahmen"));
        return Ok(None);
    }
    match inhalt {
        Inhalt::Antrag(antrag) => match massnahme.or_else(|| same_request(stammdaten, &antrag)) {
            Some(massnahme) => offer(plan, kennung, massnahme, *antrag, befunde),
            None => new_massnahme(plan, stammdaten, *antrag, befunde),
        },
        Inhalt::Bewertung(blatt) => match massnahme {
            Some(massnahme) => scores(plan, stammdaten, massnahme, &blatt, befunde),
            None => {
                let expected = "die Maßnahme, deren Angebote bewertet sind";
                befunde.push(UNBEKANNTE_MASSNAHME.befund(Vec::new(), "ein Bewertungsbogen ohne Maßnahme", expected));
                Ok(None)
            }
        },
        Inhalt::Evaluation(evaluation) => self::evaluation(plan, stammdaten, *evaluation),
    }
}

/// The Maßnahme that this very form has made before: the same Träger, title and first day.
fn same_request<'a>(stammdaten: &'a Stammdaten, antrag: &Antrag) -> Option<&'a Massnahme> {
    stammdaten.massnahmen.iter().find(|massnahme| {
        key(&massnahme.titel) == key(&antrag.titel)
            && massnahme.angebote.iter().any(|angebot| {
                angebot.traeger == antrag.anlage2.traeger && angebot.anlage1.beginn == antrag.anlage1.beginn
            })
    })
}

/// Plain data as JSON. Strings, numbers and flags only, so there is nothing that could fail.
fn data(value: &impl Serialize) -> Value {
    serde_json::to_value(value).unwrap_or(Value::Null)
}

/// A table of plain data.
fn table(value: Value) -> Map<String, Value> {
    if let Value::Object(table) = value { table } else { Map::new() }
}

/// Today as records write days.
fn today(plan: &Plan) -> Result<Datum> {
    Datum::parse(&plan.heute.to_string()).ok_or_else(|| Error::new("Der heutige Tag ist kein Tag eines Datensatzes"))
}

/// The same Räume in the order that the record has them.
fn in_old_order(old: &[RaumId], new: Vec<RaumId>) -> Vec<RaumId> {
    let same = old.iter().collect::<BTreeSet<_>>() == new.iter().collect::<BTreeSet<_>>();
    if same { old.to_vec() } else { new }
}

/// An offer of a Maßnahme: a new one, or one on record with other answers.
fn offer(
    plan: &Plan,
    kennung: &Kennung,
    massnahme: &Massnahme,
    antrag: Antrag,
    befunde: &mut Vec<Befund>,
) -> Result<Option<Vorhaben>> {
    let place = match &kennung.angebot {
        Some(id) => {
            let place = massnahme.angebote.iter().position(|angebot| &angebot.id == id);
            if place.is_none() {
                let expected = format!("ein Angebot der Maßnahme {}", massnahme.id);
                befunde.push(UNBEKANNTE_MASSNAHME.befund(Vec::new(), format!("Angebot {id}"), expected));
                return Ok(None);
            }
            place
        }
        // A Träger has one offer for a Bedarf: a second form of it is a new version of the first.
        None => massnahme.angebote.iter().position(|angebot| angebot.traeger == antrag.anlage2.traeger),
    };
    let old = place.and_then(|place| massnahme.angebote.get(place));
    let mut hinweise = Vec::new();
    if key(&antrag.titel) != key(&massnahme.titel) {
        hinweise.push(format!("Der Titel bleibt „{}“; im Formular steht „{}“.", massnahme.titel, antrag.titel));
    }
    let angebot = merged(plan, massnahme, old, antrag)?;
    let was = format!("Angebot {}", angebot.id);
    let datei = massnahme_datei(&massnahme.id);
    let Some(file) = record_file::<Massnahme>(plan, &datei)? else { return Ok(None) };
    let mut neu = table(file.root.to_json());
    let offers = neu.entry("angebote").or_insert_with(|| Value::Array(Vec::new()));
    if let Value::Array(offers) = offers {
        match place.and_then(|place| offers.get_mut(place)) {
            Some(slot) => replace(slot, table(data(&angebot))),
            None => offers.push(data(&angebot)),
        }
    }
    let changes = !crate::workspace::unterschiede(&file, &neu).is_empty();
    if let Some(old) = old.filter(|old| changes && is_decided(massnahme, old)) {
        let expected = "ein Angebot vor der Entscheidung";
        befunde.push(SCHON_ENTSCHIEDEN.befund(Vec::new(), format!("Angebot {}", old.id), expected));
    }
    Ok(Some(Vorhaben { art: "massnahme", datei, alt: Some(file), neu, was, ist_neu: old.is_none(), hinweise }))
}

/// Gives a recorded table the values of another; what the other does not have stays.
fn replace(slot: &mut Value, with: Map<String, Value>) {
    match slot {
        Value::Object(table) => {
            for (key, value) in with {
                table.insert(key, value);
            }
        }
        slot => *slot = Value::Object(with),
    }
}

/// Whether the office has decided about an offer.
fn is_decided(massnahme: &Massnahme, angebot: &Angebot) -> bool {
    let chosen = massnahme.entscheidungen.leistungserbringung.as_ref().and_then(|decision| decision.angebot.as_ref());
    massnahme.bewilligung.as_ref().is_some_and(|bewilligung| bewilligung.angebot == angebot.id)
        || chosen.is_some_and(|chosen| chosen == &angebot.id)
}

/// The offer with the form's answers; what the office added stays.
fn merged(plan: &Plan, massnahme: &Massnahme, old: Option<&Angebot>, antrag: Antrag) -> Result<Angebot> {
    let Antrag { mut anlage1, mut anlage2, .. } = antrag;
    let Some(old) = old else {
        let id = free_key(massnahme);
        return Ok(Angebot {
            id,
            traeger: anlage2.traeger.clone(),
            eingang: today(plan)?,
            anlage1,
            anlage2,
            anlage3: None,
        });
    };
    anlage1.sozialraumteams = in_old_order(&old.anlage1.sozialraumteams, anlage1.sozialraumteams);
    anlage2.sozialraumteams = in_old_order(&old.anlage2.sozialraumteams, anlage2.sozialraumteams);
    Ok(Angebot { traeger: anlage2.traeger.clone(), anlage1, anlage2, ..old.clone() })
}

/// The first key that no offer of a Maßnahme has: `GWA-2026-15/A`, `GWA-2026-15/B`.
fn free_key(massnahme: &Massnahme) -> String {
    (0..)
        .map(|number| format!("{}/{}", massnahme.id, crate::ingest::mappe::column_letters(number)))
        .find(|id| massnahme.angebote.iter().all(|angebot| &angebot.id != id))
        .unwrap_or_default()
}

/// A Maßnahme that was not on record. What only the office can know gets the plainest value, and is told.
fn new_massnahme(
    plan: &Plan,
    stammdaten: &Stammdaten,
    antrag: Antrag,
    befunde: &mut Vec<Befund>,
) -> Result<Option<Vorhaben>> {
    let Some(rechtsgrundlage) = antrag.rechtsgrundlage else {
        let expected = "§ 74 oder § 77 im Feld „Rechtsgrundlage“ auf dem Blatt „Anlage 1“";
        befunde.push(PFLICHTANGABE_FEHLT.befund(Vec::new(), "keine Rechtsgrundlage", expected));
        return Ok(None);
    };
    let id = new_key(stammdaten, antrag.anlage1.beginn.day().year());
    let form = &antrag.anlage1;
    let team = format!("{}team", stammdaten.einstellungen.amt.begriff_raum);
    let names: Vec<&str> = form.sozialraumteams.iter().map(|raum| stammdaten.raum_name(raum)).collect();
    let gremium = match antrag.gremium.trim() {
        "" => format!("{team} {}", names.join(", ")),
        typed if key(typed).starts_with(&key(&team)) => typed.to_owned(),
        typed => format!("{team} {typed}"),
    };
    let mut neu = table(json!({
        "id": id,
        "titel": antrag.titel,
        "rechtsgrundlage": data(&rechtsgrundlage),
        "budgetart": usual_budgetart(stammdaten),
        "sozialraeume": form.sozialraumteams,
        "anteile": shares(stammdaten, &form.sozialraumteams),
        "laufzeit": { "beginn": form.beginn, "ende": form.ende },
        "buchungsweise": data(&Buchungsweise::JeRaum),
        "status": data(&Status::InBewertung),
        "bedarf": { "festgestellt_am": form.bedarf_festgestellt_am, "gremium": gremium, "text": form.bedarf },
    }));
    let angebot = Angebot {
        id: format!("{id}/A"),
        traeger: antrag.anlage2.traeger.clone(),
        eingang: today(plan)?,
        anlage1: antrag.anlage1,
        anlage2: antrag.anlage2,
        anlage3: None,
    };
    neu.insert("angebote".to_owned(), Value::Array(vec![data(&angebot)]));
    let hinweise = vec![
        "Bitte prüfen: Budgetart, Anteile der Budgets und Buchungsweise stehen auf den üblichen Werten.".to_owned(),
    ];
    let datei = massnahme_datei(&MassnahmeId::from(id.as_str()));
    Ok(Some(Vorhaben {
        art: "massnahme",
        datei,
        alt: None,
        neu,
        was: format!("Maßnahme {id}"),
        ist_neu: true,
        hinweise,
    }))
}

/// The next key: `GWA-2026-17` after `GWA-2026-16`. The word before the year is the one that most Maßnahmen have.
fn new_key(stammdaten: &Stammdaten, jahr: i32) -> String {
    let parts = |id: &MassnahmeId| {
        let mut parts = id.as_str().rsplitn(3, '-').map(str::to_owned);
        let (number, year, word) = (parts.next()?, parts.next()?, parts.next()?);
        Some((word, year.parse::<i32>().ok()?, number.parse::<u32>().ok()?))
    };
    let known: Vec<_> = stammdaten.massnahmen.iter().filter_map(|massnahme| parts(&massnahme.id)).collect();
    let words: BTreeSet<&String> = known.iter().map(|(word, ..)| word).collect();
    let usual = words.into_iter().max_by_key(|word| known.iter().filter(|(other, ..)| other == *word).count());
    let word = usual.map_or("GWA", String::as_str);
    let last = known.iter().filter(|(other, year, _)| other == word && *year == jahr).map(|(.., number)| *number).max();
    format!("{word}-{jahr}-{:02}", last.unwrap_or(0) + 1)
}

/// The kind of budget that pays most Maßnahmen; without any, the first in €.
fn usual_budgetart(stammdaten: &Stammdaten) -> String {
    let kinds: BTreeSet<&str> = stammdaten.massnahmen.iter().map(|massnahme| massnahme.budgetart.as_str()).collect();
    let count = |kind: &str| stammdaten.massnahmen.iter().filter(|massnahme| massnahme.budgetart == kind).count();
    let usual = kinds.into_iter().max_by_key(|kind| count(kind));
    let in_euro = || stammdaten.budgets.iter().find(|budget| budget.einheit == Einheit::Euro);
    usual.or_else(|| in_euro().map(|budget| budget.budgetart.as_str())).unwrap_or("gwa").to_owned()
}

/// Equal shares in whole percents; the first ones take what is left over.
fn shares(stammdaten: &Stammdaten, raeume: &[RaumId]) -> Value {
    let count = raeume.len().max(1);
    let (each, rest) = (100 / count, 100 % count);
    let share = |(place, raum): (usize, &RaumId)| {
        let percent = each + usize::from(place < rest);
        json!({ "ebene": stammdaten.ebene(raum).map(|ebene| data(&ebene)), "raum": raum, "prozent": percent.to_string() })
    };
    raeume.iter().enumerate().map(share).collect()
}

/// The points of the offers of a Maßnahme; blocks, sums, exclusions and ranks follow from them.
fn scores(
    plan: &Plan,
    stammdaten: &Stammdaten,
    massnahme: &Massnahme,
    blatt: &Bewertungsblatt,
    befunde: &mut Vec<Befund>,
) -> Result<Option<Vorhaben>> {
    let Some(katalog) = stammdaten.kriterien.iter().find(|katalog| katalog.version == blatt.katalog) else {
        return Ok(None);
    };
    let mut forms: Vec<Option<Anlage3>> = massnahme.angebote.iter().map(|angebot| angebot.anlage3.clone()).collect();
    for spalte in &blatt.spalten {
        let by_name = |angebot: &&Angebot| {
            let traeger = stammdaten.traeger(&angebot.traeger);
            traeger.is_some_and(|traeger| key(&traeger.name) == key(&spalte.traeger))
        };
        let by_key = |angebot: &&Angebot| Some(&angebot.id) == spalte.angebot.as_ref();
        let mut offers = massnahme.angebote.iter();
        let found = if spalte.angebot.is_some() { offers.find(by_key) } else { offers.find(by_name) };
        let Some(place) = found.and_then(|found| massnahme.angebote.iter().position(|one| one.id == found.id)) else {
            let read = spalte.angebot.clone().unwrap_or_else(|| format!("„{}“", spalte.traeger));
            let expected = format!("ein Angebot der Maßnahme {} oder sein Träger", massnahme.id);
            befunde.push(UNBEKANNTE_MASSNAHME.befund(spalte.orte.clone(), read, expected));
            continue;
        };
        if let Some(slot) = forms.get_mut(place) {
            // The day of the first scoring stays.
            let bewertet_am = slot.as_ref().map_or(Some(Datum(plan.heute)), |form| form.bewertet_am);
            *slot = Some(Anlage3 {
                katalog: blatt.katalog.clone(),
                bewertet_am,
                punkte: spalte.punkte.clone(),
                bloecke: Vec::new(),
                gewichtete_summe: Decimal::ZERO,
                ausgeschlossen_wegen: None,
                rang: None,
            });
        }
    }
    if let Some(other) = forms.iter().flatten().find(|form| form.katalog != blatt.katalog) {
        befunde.push(ANDERER_KATALOG.befund(Vec::new(), format!("Katalog {}", blatt.katalog), other.katalog.clone()));
        return Ok(None);
    }
    let results: Vec<Option<Ergebnis>> = forms.iter().map(|form| Some(bewerte(katalog, form.as_ref()?))).collect();
    for ((form, result), rang) in forms.iter_mut().zip(&results).zip(raenge(&results)) {
        if let (Some(form), Some(result)) = (form, result) {
            reckon(form, result, rang);
        }
    }
    let datei = massnahme_datei(&massnahme.id);
    let Some(file) = record_file::<Massnahme>(plan, &datei)? else { return Ok(None) };
    let mut neu = table(file.root.to_json());
    if let Some(Value::Array(offers)) = neu.get_mut("angebote") {
        for (offer, form) in offers.iter_mut().zip(&forms) {
            if let (Value::Object(offer), Some(form)) = (offer, form) {
                offer.insert("anlage3".to_owned(), data(form));
            }
        }
    }
    let was = format!("Bewertung der Angebote für {}", massnahme.id);
    Ok(Some(Vorhaben { art: "massnahme", datei, alt: Some(file), neu, was, ist_neu: false, hinweise: Vec::new() }))
}

/// What follows from the points, with four places as records hold it.
fn reckon(form: &mut Anlage3, result: &Ergebnis, rang: Option<u32>) {
    let rounded = |value: Decimal| {
        let mut value = value.round_dp_with_strategy(4, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
        value.rescale(4);
        value
    };
    let block = |block: &Block| Blockergebnis { block: block.id.clone(), punkte_mittel: rounded(block.mittel) };
    form.bloecke = result.bloecke.iter().map(block).collect();
    form.gewichtete_summe = rounded(result.summe);
    form.ausgeschlossen_wegen = result.ausschluss.first().map(|reason| reason.kurz());
    form.rang = rang;
}

/// The evaluation of a half-year. The day of the first form and the office's comment stay.
fn evaluation(plan: &Plan, stammdaten: &Stammdaten, form: Evaluation) -> Result<Option<Vorhaben>> {
    let datei = format!("data/evaluationen/{}_{}.toml", form.massnahme, form.halbjahr);
    let file = record_file::<Evaluation>(plan, &datei)?;
    let mut known = stammdaten.evaluationen.iter();
    let old = known.find(|known| known.massnahme == form.massnahme && known.halbjahr == form.halbjahr);
    let mut form = form;
    if let Some(old) = old {
        form.eingang = old.eingang;
        form.kommentar_stabsstelle.clone_from(&old.kommentar_stabsstelle);
    }
    let was = format!("Evaluation {} {}", form.massnahme, form.halbjahr);
    let (ist_neu, neu) = (file.is_none(), table(data(&form)));
    Ok(Some(Vorhaben { art: "evaluation", datei, alt: file, neu, was, ist_neu, hinweise: Vec::new() }))
}
