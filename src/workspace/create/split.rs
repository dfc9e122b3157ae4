//! Which part of the master data goes into which file.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::NeuError;
use super::emit::document;
use crate::domain::bescheidregeln::Bescheidregeln;
use crate::domain::budgetart::{Budgetart, Stundenbudget, Wochenstunden};
use crate::domain::fristen::Fristen;
use crate::domain::jha::JhaRegeln;
use crate::domain::lesegrenzen::Lesegrenzen;
use crate::domain::massnahmenregeln::{Liegezeiten, Nachweisfristen};
use crate::domain::post::Posteinstellungen;
use crate::domain::sitzungsplan::Sitzungsplan;
use crate::domain::text::nearest;
use crate::domain::veraenderung::Veraenderungsregeln;
use crate::domain::woerter::{Woerter, Wort};
use crate::workspace::check::AUSSCHUSS;
use crate::workspace::load::EINSTELLUNGEN;

/// Keys that stay in the settings file.
const SETTINGS: &[&str] = &[
    "schema",
    "stand",
    "jahre",
    "alle_personen_erfunden",
    "amt",
    "woerter",
    "budgetarten",
    "regeln",
    "gestaltung",
    "befunde",
    "vergleich",
    "lesen",
    "sitzungsplan",
    "fristen",
    "mail",
    "bescheid",
];

/// Master data files and the keys that stand in them.
const MASTER: &[(&str, &[&str])] = &[
    ("raeume", &["regionen", "raeume"]),
    ("hilfearten", &["hilfearten"]),
    ("traeger", &["traeger"]),
    ("kriterien", &["kriterien"]),
    ("budgets", &["budgets", "budgetbewegungen", "stundennachweise"]),
    ("verteiler", &["sozialraumteams", "verteiler"]),
];

/// Keys with a file for each record: the key, the folder, the kind for comments.
const RECORDS: &[(&str, &str, &str)] = &[
    ("massnahmen", "massnahmen", "massnahme"),
    ("evaluationen", "evaluationen", "evaluation"),
    ("nachweise", "nachweise", "nachweis"),
    ("sitzungen", "sitzungen", "sitzung"),
    ("jha", "sitzungen", "ausschuss"),
];

/// A file's name below the root, and its text.
pub type NewFile = (String, String);

/// The files of some master data.
pub fn files(mut stammdaten: Map<String, Value>) -> Result<Vec<NewFile>, NeuError> {
    for (key, value) in &stammdaten {
        null_in_list(key, value)?;
    }
    let mut files = vec![(EINSTELLUNGEN.to_owned(), document("einstellungen", &settings(&mut stammdaten)))];
    for (stem, keys) in MASTER {
        let table = take(&mut stammdaten, keys);
        if !table.is_empty() {
            files.push((format!("data/stammdaten/{stem}.toml"), document(stem, &table)));
        }
    }
    match stammdaten.remove("konten") {
        Some(Value::Object(konten)) => {
            files.push(("data/stammdaten/konten.toml".to_owned(), document("konten", &konten)))
        }
        Some(_) => return Err(NeuError::KeineStammdaten),
        None => {}
    }
    for (key, folder, kind) in RECORDS {
        match stammdaten.remove(*key) {
            Some(Value::Array(records)) => {
                for record in records {
                    files.push(record_file(key, folder, kind, record)?);
                }
            }
            Some(Value::Null) | None => {}
            Some(_) => return Err(NeuError::KeineStammdaten),
        }
    }
    if let Some((key, _)) = stammdaten.into_iter().next() {
        let near = nearest(&key, known_keys());
        return Err(NeuError::UnbekannterSchluessel(key, near));
    }
    let mut names = BTreeSet::new();
    match files.iter().find(|(name, _)| !names.insert(name.to_lowercase())) {
        Some((name, _)) => Err(NeuError::Doppelt(name.clone())),
        None => Ok(files),
    }
}

/// Every key that master data may have at the top.
fn known_keys() -> impl Iterator<Item = &'static str> {
    let master = MASTER.iter().flat_map(|(_, keys)| keys.iter().copied());
    SETTINGS.iter().copied().chain(master).chain(["konten"]).chain(RECORDS.iter().map(|(key, ..)| *key))
}

/// Takes some keys out, in this order.
fn take(stammdaten: &mut Map<String, Value>, keys: &[&str]) -> Map<String, Value> {
    keys.iter().filter_map(|key| stammdaten.remove(*key).map(|value| ((*key).to_owned(), value))).collect()
}

/// The settings, with the defaults of what the office may decide beyond its master data.
fn settings(stammdaten: &mut Map<String, Value>) -> Map<String, Value> {
    let budgetarten = budgetarten(stammdaten);
    stammdaten.entry("budgetarten").or_insert(budgetarten);
    let woerter = woerter(stammdaten);
    stammdaten.entry("woerter").or_insert(woerter);
    let mut settings = take(stammdaten, SETTINGS);
    if let Some(Value::Object(regeln)) = settings.get_mut("regeln") {
        regeln.entry("evaluation_frist_tage").or_insert(json!(14));
        regeln.entry("auslaufend_monate").or_insert(json!(6));
        let veraenderung = Veraenderungsregeln::default();
        regeln.entry("veraenderung").or_insert(json!({
            "ab_prozent": veraenderung.ab_prozent,
            "ab_faellen": veraenderung.ab_faellen,
        }));
        let weeks = Stundenbudget::default();
        regeln.entry("stundenbudget").or_insert(json!({
            "wochen_im_jahr": weeks.wochen_im_jahr,
            "freie_wochen": weeks.freie_wochen,
        }));
        regeln.entry("zuwendung").or_insert(json!({
            "eigenanteil_basis": "zuwendungsfaehige_gesamtkosten",
            "einzelansatz_ueberschreitung_prozent": 20,
        }));
        regeln.entry("massnahmen").or_insert(massnahmen());
    }
    settings.entry("gestaltung").or_insert(json!({ "akzentfarbe": "#17466b" }));
    settings.entry("befunde").or_insert(json!({ "hoechstens_je_regel": 20 }));
    settings.entry("vergleich").or_insert(json!({
        "mindestquartale": 4,
        "hoechstquartale": 8,
        "streuungen": "3.5",
        "mindestanteil": "0.25",
        "mindestzahl_faelle": 5,
        "mindestzahl_buchungen": 100,
        "mindestbetrag": "20000.00",
        "nachlauf_tage": 365,
        "vorlauf_tage": 14,
    }));
    let lesen = Lesegrenzen::default();
    settings.entry("lesen").or_insert(json!({
        "speicher_mib": lesen.speicher_mib,
        "sekunden": lesen.sekunden,
        "hoechstens_mib": lesen.hoechstens_mib,
    }));
    let bescheid = Bescheidregeln::default();
    settings.entry("bescheid").or_insert(json!({
        "stelle": bescheid.stelle,
        "auszahlung": bescheid.auszahlung,
        "auflagen": bescheid.auflagen,
        "rechtsbehelf": bescheid.rechtsbehelf,
        "zeichnung": bescheid.zeichnung,
    }));
    let invented = settings.get("alle_personen_erfunden") == Some(&Value::Bool(true));
    settings.insert("jha".to_owned(), jha(invented));
    settings.entry("sitzungsplan").or_insert_with(sitzungsplan);
    let fristen = Fristen::default();
    settings.entry("fristen").or_insert(json!({
        "befunde_tage": fristen.befunde_tage,
        "warnungen_tage": fristen.warnungen_tage,
        "jha_bericht_tage": fristen.jha_bericht_tage,
        "protokoll_tage": fristen.protokoll_tage,
        "ausblick_tage": fristen.ausblick_tage,
        "nachholen_monate": fristen.nachholen_monate,
    }));
    let mail = Posteinstellungen::default();
    settings.entry("mail").or_insert(json!({
        "vorlauf_tage": mail.vorlauf_tage,
        "verschluesselung": "starttls",
        "zeitgrenze_sekunden": mail.zeitgrenze_sekunden,
        "hoechstens_je_minute": mail.hoechstens_je_minute,
        "selbsttaetig": mail.selbsttaetig,
        "berichte": mail.berichte,
    }));
    settings
}

/// The words of the office: the usual ones, and for its whole area the one that its official key says.
fn woerter(stammdaten: &Map<String, Value>) -> Value {
    let kreisschluessel = stammdaten.get("amt").and_then(|amt| amt.get("kreisschluessel")).and_then(Value::as_str);
    let woerter = Woerter::default();
    json!({
        "massnahme": woerter.massnahme.written(),
        "gesamt": Wort::of_key(kreisschluessel.unwrap_or_default()).written(),
        "arbeit": woerter.arbeit,
        "arbeit_kurz": woerter.arbeit_kurz,
        "beschreibung": woerter.beschreibung,
    })
}

/// The kinds of budgets that occur, with their usual names.
fn budgetarten(stammdaten: &Map<String, Value>) -> Value {
    let mut kinds: Vec<&str> = Vec::new();
    for budget in stammdaten.get("budgets").and_then(Value::as_array).into_iter().flatten() {
        if let Some(kind) = budget.get("budgetart").and_then(Value::as_str).filter(|kind| !kinds.contains(kind)) {
            kinds.push(kind);
        }
    }
    let entry = |kind: &str| {
        let known = Budgetart::usual(kind);
        json!({
            "id": known.id,
            "name": known.name,
            "kurz": known.kurz,
            "wochenstunden": known.wochenstunden.map(Wochenstunden::key),
        })
    };
    kinds.into_iter().map(entry).collect()
}

/// What is demanded of a Maßnahme: what the law says, and the order of the steps. How long one may run, and who bears
/// what, the office sets itself.
fn massnahmen() -> Value {
    let rule = |wert: Value, quelle: &str| json!({ "wert": wert, "quelle": quelle });
    let liegezeit = Liegezeiten::default();
    let nachweis = Nachweisfristen::default();
    json!({
        "beginn_nicht_vor": rule(json!("bewilligung"), "Verfahrenswege: kein Beginn vor der Genehmigung"),
        "paragraf_74": rule(json!(["gemeinnuetzigkeit", "eigenleistung"]), "§ 74 Abs. 1 Satz 1 Nr. 3 und 4 SGB VIII"),
        "paragraf_77": rule(json!(["fachleistungsstunden", "hilfeplan"]), "§ 77 i. V. m. § 36 Abs. 2 SGB VIII"),
        "beschluesse": rule(
            json!(["bewertung", "leistungserbringung", "ressourceneinsatz"]),
            "Ablauf der Sozialraumteams; § 74 Abs. 5 SGB VIII",
        ),
        "budgetdeckung": rule(json!(true), "Sozialraumbudget als Obergrenze"),
        "liegezeit_tage": {
            "bedarf_festgestellt": liegezeit.bedarf_festgestellt,
            "interessenbekundung": liegezeit.interessenbekundung,
            "bewertet": liegezeit.bewertet,
            "entschieden": liegezeit.entschieden,
            "bewilligt": liegezeit.bewilligt,
            "nachweispruefung": liegezeit.nachweispruefung,
        },
        "nachweis": {
            "je_foerderjahr": nachweis.je_foerderjahr,
            "zwischennachweis_monate": nachweis.zwischennachweis_monate,
            "schlussnachweis_monate": nachweis.schlussnachweis_monate,
            "quelle": nachweis.quelle,
        },
    })
}

/// The report to the committee. In the master data `jha` are its sessions, so its settings always begin as defaults;
/// an office with invented people gets invented targets,
/// any other one none.
fn jha(invented: bool) -> Value {
    let defaults = JhaRegeln::default();
    let mut settings = json!({
        "titel": defaults.titel,
        "art": defaults.art,
        "zustaendigkeit": defaults.zustaendigkeit,
        "rhythmus": defaults.rhythmus,
        "finanzielle_auswirkungen": defaults.finanzielle_auswirkungen,
    });
    if invented {
        let ziel = |name: &str, kennzahl: &str, gruppe: Option<&str>, richtung: &str, ziel: &str| {
            json!({
                "name": name,
                "kennzahl": kennzahl,
                "gruppe": gruppe,
                "richtung": richtung,
                "ziel": ziel,
                "quelle": "Beispiel, nicht beschlossen",
            })
        };
        settings["ziele"] = json!([
            ziel("Anteil ambulanter Hilfen", "anteil", Some("ambulant"), "mindestens", "57.0"),
            ziel("Hilfedichte stationär", "hilfedichte", Some("stationaer"), "hoechstens", "15.5"),
            ziel("Auslastung der Sozialraumbudgets", "auslastung", None, "mindestens", "45.0"),
            ziel("Evaluationen liegen vor", "evaluationen", None, "mindestens", "100.0"),
            ziel("Ziele der Maßnahmen erreicht", "ziele", None, "mindestens", "60.0"),
        ]);
    }
    settings
}

/// The year's plan with its defaults; the teams' rhythms are the office's.
fn sitzungsplan() -> Value {
    let plan = Sitzungsplan::default();
    let punkte = plan.tagesordnung.iter().map(|punkt| {
        let mut table = Map::new();
        table.insert("titel".to_owned(), json!(punkt.titel));
        table.insert("minuten".to_owned(), json!(punkt.minuten));
        table.insert("von".to_owned(), json!(punkt.von));
        if punkt.nach_themen {
            table.insert("nach_themen".to_owned(), json!(true));
        }
        if let Some(anlage) = punkt.anlage {
            table.insert("anlage".to_owned(), json!(anlage.as_str()));
        }
        Value::Object(table)
    });
    json!({
        "vormittag": plan.vormittag,
        "nachmittag": plan.nachmittag,
        "wechsel": plan.wechsel,
        "erste_sitzung": "vormittag",
        "ferien_meiden": plan.ferien_meiden,
        "abstand_ausschuss_tage": plan.abstand_ausschuss_tage,
        "abstand_regionalteam_tage": plan.abstand_regionalteam_tage,
        "zulieferung_tage": plan.zulieferung_tage,
        "budgetstand_hoechstens_tage": plan.budgetstand_hoechstens_tage,
        "absage_bis_tage": plan.absage_bis_tage,
        "tagesordnung": punkte.collect::<Vec<_>>(),
        "teams": [],
        "regionalteams": [],
    })
}

/// The file of one record.
pub fn record_file(list: &'static str, folder: &str, kind: &str, record: Value) -> Result<NewFile, NeuError> {
    let Value::Object(mut record) = record else { return Err(NeuError::KeineStammdaten) };
    let text = |key: &str| record.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let name = match kind {
        "evaluation" => format!("{}_{}", text("massnahme"), text("halbjahr")),
        "nachweis" => format!("{}_{}", text("massnahme"), record.get("foerderjahr").unwrap_or(&Value::Null)),
        _ => text("id"),
    };
    let safe = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    if name.is_empty() || name.starts_with('.') || name.len() > 100 || !name.chars().all(safe) {
        return Err(NeuError::KeinDateiname(list, name));
    }
    if kind == "ausschuss" && !record.contains_key("art") {
        // The word that tells its file from a Sozialraumteam's stands right after the key.
        let mut with_art = Map::new();
        with_art.insert("id".to_owned(), json!(name));
        with_art.insert("art".to_owned(), json!(AUSSCHUSS));
        record.shift_remove("id");
        with_art.append(&mut record);
        record = with_art;
    }
    Ok((format!("data/{folder}/{name}.toml"), document(kind, &record)))
}

/// TOML has no null; a key is left out instead, but an entry of a list cannot be.
fn null_in_list(path: &str, value: &Value) -> Result<(), NeuError> {
    match value {
        Value::Array(items) if items.iter().any(Value::is_null) => Err(NeuError::NichtDarstellbar(path.to_owned())),
        Value::Array(items) => items.iter().try_for_each(|item| null_in_list(path, item)),
        Value::Object(table) => table.iter().try_for_each(|(key, value)| null_in_list(&format!("{path}.{key}"), value)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limits_that_are_written_are_the_ones_that_hold_without_them() {
        let written = settings(&mut Map::new()).remove("vergleich").expect("the section");
        let read: crate::domain::vergleichsgrenzen::Vergleichsgrenzen =
            serde_json::from_value(written).expect("limits");
        assert_eq!(read, crate::domain::vergleichsgrenzen::Vergleichsgrenzen::default());
        let written = settings(&mut Map::new()).remove("sitzungsplan").expect("the section");
        assert_eq!(serde_json::from_value::<Sitzungsplan>(written).expect("a plan"), Sitzungsplan::default());
        let written = settings(&mut Map::new()).remove("fristen").expect("the section");
        assert_eq!(serde_json::from_value::<Fristen>(written).expect("deadlines"), Fristen::default());
        let written = settings(&mut Map::new()).remove("mail").expect("the section");
        let read: Posteinstellungen = serde_json::from_value(written).expect("settings");
        assert_eq!(read, Posteinstellungen::default());
    }
}
