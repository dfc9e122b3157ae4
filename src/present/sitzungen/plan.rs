//! The year's plan of all teams at a glance: a row for each team, a column for each month.

use chrono::{Datelike, NaiveDate};
use serde::Serialize;
use serde_json::{Value, json};

use super::super::rahmen::Rahmen;
use super::super::{Dokument, zahl};
use super::{ort_kurz, tag_kurz, uhr, umfeld, wochentag_kurz};
use crate::domain::feiertage::Land;
use crate::domain::raum::Raum;
use crate::domain::sitzungsplan::Tageszeit;
use crate::domain::{Stammdaten, Zielgruppe};
use crate::finding::sitzung::Sitzungsbefund;
use crate::rules::termine::{Jahresplan, Termin, einladung_bis};

/// With more broad columns than this, cells are narrow.
const BROAD: usize = 6;

#[derive(Clone, Debug, Serialize)]
struct Daten {
    rahmen: Rahmen,
    kopf: Kopf,
    kompakt: bool,
    monate: Vec<Monat>,
    teams: Vec<Teamzeile>,
    randzeilen: Vec<umfeld::Randzeile>,
    legende: Vec<Zeichen>,
    entscheiden: Vec<Absatz>,
    eingehalten: String,
    ungeprueft: String,
    hinweise: Vec<Absatz>,
    herkunft: Vec<String>,
}

/// Kicker and headline as every document has them.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Kopf {
    pub(super) thema: String,
    pub(super) stand: String,
    pub(super) titel: String,
    pub(super) lang: bool,
    pub(super) luecken: [(); 0],
}

#[derive(Clone, Debug, Serialize)]
struct Monat {
    name: String,
    breit: bool,
}

#[derive(Clone, Debug, Serialize)]
struct Teamzeile {
    name: String,
    monate: Vec<Vec<Zelle>>,
}

#[derive(Clone, Debug, Serialize)]
struct Zelle {
    tag: String,
    zeit: String,
    ort: String,
    einladung: String,
    nachmittag: bool,
    vorschlag: bool,
    marke: Option<&'static str>,
}

#[derive(Clone, Debug, Serialize)]
struct Zeichen {
    zeichen: &'static str,
    text: String,
}

/// What was found, and what to do.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Absatz {
    pub(super) befund: String,
    pub(super) abhilfe: String,
}

/// The plan of all teams.
pub fn plan(stammdaten: &Stammdaten, plan: &Jahresplan, heute: NaiveDate) -> Dokument {
    let name = format!("jahresplanung-{}.json", plan.jahr);
    let breit = (1..=12).map(|monat| plan.termine.iter().any(|termin| termin.datum.month() == monat));
    let breit: Vec<bool> = breit.collect();
    let kompakt = breit.iter().filter(|breit| **breit).count() > BROAD;
    let daten = Daten {
        rahmen: rahmen(stammdaten, plan, heute)
            .with_anhang(name, "Die Termine dieses Plans in maschinenlesbarer Form".to_owned()),
        kopf: kopf(stammdaten, plan),
        kompakt,
        monate: monate(&breit),
        teams: stammdaten.sozialraeume().map(|raum| teamzeile(stammdaten, plan, raum, kompakt)).collect(),
        randzeilen: umfeld::randzeilen(stammdaten, plan.jahr),
        legende: legende(stammdaten, plan, kompakt),
        entscheiden: plan.conflicts().map(absatz).collect(),
        eingehalten: eingehalten(stammdaten, plan),
        ungeprueft: ungeprueft(plan),
        hinweise: plan.befunde.iter().filter(|befund| !befund.is_conflict()).map(absatz).collect(),
        herkunft: herkunft(stammdaten, plan.jahr),
    };
    Dokument {
        template: "jahresplanung.typ",
        zielgruppe: Zielgruppe::Fachkreis,
        proben: Vec::new(),
        pfad: format!("jahresplanung/{}/jahresplanung.pdf", plan.jahr),
        anhang: anhang(stammdaten, plan, plan.termine.iter()),
        // Cannot fail on these structs: they hold texts and flags only.
        daten: serde_json::to_value(&daten).unwrap_or_default(),
    }
}

fn rahmen(stammdaten: &Stammdaten, plan: &Jahresplan, heute: NaiveDate) -> Rahmen {
    Rahmen::new(
        &stammdaten.einstellungen,
        heute,
        format!("Jahresplanung {} der {}teams", plan.jahr, stammdaten.einstellungen.amt.begriff_raum),
        format!("Jahresplanung {}", plan.jahr),
        format!("Stand {} · Sitzungen der {}teams", zahl::tag(heute), stammdaten.einstellungen.amt.begriff_raum),
    )
}

fn kopf(stammdaten: &Stammdaten, plan: &Jahresplan) -> Kopf {
    let counts: Vec<usize> = stammdaten.sozialraeume().map(|raum| plan.of_team(&raum.id).count()).collect();
    let teams = format!("{} {}teams", zahl::zahlwort(counts.len()), stammdaten.einstellungen.amt.begriff_raum);
    let each = counts.first().filter(|first| counts.iter().all(|count| count == *first));
    let stand = each.map_or_else(
        || format!("{teams}, {} Sitzungen", plan.termine.len()),
        |each| format!("{teams}, je {} Sitzungen", zahl::zahlwort(*each)),
    );
    Kopf {
        thema: format!("Jahresplanung {}", plan.jahr),
        stand,
        titel: format!("{}, {}", titel(plan), konflikte(plan)),
        lang: false,
        luecken: [],
    }
}

/// "40 Sitzungen geplant".
fn titel(plan: &Jahresplan) -> String {
    let (count, proposed) = (plan.termine.len(), plan.termine.iter().filter(|termin| termin.vorgeschlagen).count());
    let sitzungen = if count == 1 { "Sitzung" } else { "Sitzungen" };
    match proposed {
        _ if count == 0 => "Keine Sitzung geplant".to_owned(),
        0 => format!("{count} {sitzungen} geplant"),
        all if all == count => format!("{count} {sitzungen} vorgeschlagen"),
        some => format!("{} Sitzungen geplant, {some} vorgeschlagen", count - some),
    }
}

/// "am 09.11. überschneiden sich zwei".
fn konflikte(plan: &Jahresplan) -> String {
    let conflicts: Vec<&Sitzungsbefund> = plan.conflicts().collect();
    match conflicts[..] {
        [] => "nichts ist zu entscheiden".to_owned(),
        [only] if only.regel == "ueberschneidung" => {
            let day = plan.termine.iter().find(|termin| only.sitzungen.contains(&termin.id));
            format!("am {} überschneiden sich zwei", day.map(|termin| tag_kurz(termin.datum)).unwrap_or_default())
        }
        [_] => "ein Punkt ist zu entscheiden".to_owned(),
        _ => format!("{} Punkte sind zu entscheiden", zahl::zahlwort(conflicts.len())),
    }
}

fn monate(breit: &[bool]) -> Vec<Monat> {
    let names = super::MONATE.iter().zip(breit);
    names
        .map(|(name, breit)| {
            let short: String = name.chars().take(3).collect();
            // A name of four letters is not cut for one letter.
            let name = if *breit || name.chars().count() <= 4 { (*name).to_owned() } else { format!("{short}.") };
            Monat { name, breit: *breit }
        })
        .collect()
}

fn teamzeile(stammdaten: &Stammdaten, plan: &Jahresplan, raum: &Raum, kompakt: bool) -> Teamzeile {
    let zelle = |termin: &Termin| {
        let until = tag_kurz(einladung_bis(stammdaten, termin.datum));
        Zelle {
            tag: format!("{}{}{}", wochentag_kurz(termin.datum), zahl::NBSP, tag_kurz(termin.datum)),
            zeit: uhr(termin.beginn),
            ort: ort_kurz(&termin.ort, Some(raum)),
            einladung: if kompakt { format!("bis {until}") } else { format!("Einl. bis {until}") },
            nachmittag: termin.tageszeit() == Tageszeit::Nachmittag,
            // Where all are proposed the headline says so, and no cell needs to.
            vorschlag: termin.vorgeschlagen && plan.termine.iter().any(|other| !other.vorgeschlagen),
            marke: marke(plan, termin),
        }
    };
    let of_month = |monat: u32| plan.of_team(&raum.id).filter(move |termin| termin.datum.month() == monat);
    Teamzeile { name: raum.name.clone(), monate: (1..=12).map(|monat| of_month(monat).map(zelle).collect()).collect() }
}

/// The word for the first conflict of a meeting.
pub(super) fn marke(plan: &Jahresplan, termin: &Termin) -> Option<&'static str> {
    let mut conflicts = plan.conflicts().filter(|befund| befund.sitzungen.contains(&termin.id));
    // What concerns all meetings alike would mark every cell and so none.
    conflicts.find_map(|befund| wort(befund.regel))
}

/// The word in the cell.
fn wort(regel: &str) -> Option<&'static str> {
    WORTE.iter().find(|(name, ..)| *name == regel).map(|(_, wort, _)| *wort)
}

/// Rule, word in the cell, what it means.
const WORTE: [(&str, &str, &str); 11] = [
    ("ueberschneidung", "zugleich", "zwei Teams zur selben Zeit"),
    ("wochenende", "Wochenende", "kein Werktag"),
    ("feiertag", "Feiertag", "gesetzlicher Feiertag"),
    ("ferien", "Ferien", "Schulferien"),
    ("gremium-zugleich", "Gremium", "ein Gremium zur selben Zeit"),
    ("gremium-zu-nah", "zu nah", "zu kurz vor einem Gremium"),
    ("wochentag", "Wochentag", "nicht am üblichen Wochentag"),
    ("uhrzeit", "Uhrzeit", "nicht zur üblichen Zeit"),
    ("wechsel", "Wechsel", "zweimal zur selben Tageszeit"),
    ("budgetstand", "Zahlen alt", "Budgetübersicht zu alt"),
    ("einladung-zu-spaet", "Einladung", "Einladung überfällig"),
];

fn legende(stammdaten: &Stammdaten, plan: &Jahresplan, kompakt: bool) -> Vec<Zeichen> {
    let zeichen = |zeichen, text: &str| Zeichen { zeichen, text: text.to_owned() };
    let mut list = vec![zeichen("vormittag", "vormittags"), zeichen("nachmittag", "nachmittags")];
    let proposed = plan.termine.iter().filter(|termin| termin.vorgeschlagen).count();
    if proposed > 0 && proposed < plan.termine.len() {
        list.push(zeichen("vorschlag", "vorgeschlagen, noch nicht angelegt"));
    }
    for (regel, wort, bedeutung) in WORTE {
        if plan.conflicts().any(|befund| befund.regel == regel) {
            list.push(Zeichen { zeichen: "konflikt", text: format!("„{wort}“: {bedeutung}") });
        }
    }
    let frist = stammdaten.einstellungen.regeln.einladungsfrist_tage;
    let tage = zahl::zahlwort(usize::try_from(frist).unwrap_or(usize::MAX));
    let einladung = if kompakt { "„bis“" } else { "Einl. bis" };
    list.push(Zeichen { zeichen: "", text: format!("{einladung} = späteste Einladung, {tage} Tage vorher") });
    list.push(zeichen("", "WJH Q4: bis dahin Daten des 4. Quartals"));
    list
}

/// A finding as text for the page.
pub(super) fn absatz(befund: &Sitzungsbefund) -> Absatz {
    Absatz { befund: befund.befund.clone(), abhilfe: befund.abhilfe.clone() }
}

/// What was checked and holds.
fn eingehalten(stammdaten: &Stammdaten, plan: &Jahresplan) -> String {
    let holds = |regeln: &[&str]| !plan.befunde.iter().any(|befund| regeln.contains(&befund.regel));
    let apart = if holds(&["ueberschneidung"]) { "" } else { "sonst " };
    let frist = stammdaten.einstellungen.regeln.einladungsfrist_tage;
    let checks = [
        (&["wochentag", "wochenende"][..], format!("{apart}gleicher Wochentag je Team")),
        (&["uhrzeit"], "feste Uhrzeiten".to_owned()),
        (&["wechsel"], "Vor- und Nachmittag wechseln von Sitzung zu Sitzung".to_owned()),
        (&["feiertag", "feiertage-unbekannt"], "kein gesetzlicher Feiertag".to_owned()),
        (&["ferien", "ferien-unbekannt"], "keine Schulferien".to_owned()),
        (&["gremium-zugleich", "gremium-zu-nah"], "kein Gremium zur selben Zeit".to_owned()),
        (
            &["budgetstand"],
            format!(
                "Budgetübersicht höchstens {} Tage alt",
                stammdaten.einstellungen.sitzungsplan.budgetstand_hoechstens_tage
            ),
        ),
        (&["einladung-zu-spaet"], format!("alle Einladungen mindestens {frist} Tage vorher")),
    ];
    let told: Vec<_> = checks.into_iter().filter(|(regeln, _)| holds(regeln)).map(|(_, text)| text).collect();
    if told.is_empty() || plan.termine.is_empty() { String::new() } else { format!("{}.", told.join("; ")) }
}

/// What could not be checked, as one text.
pub(super) fn ungeprueft(plan: &Jahresplan) -> String {
    if plan.ungeprueft.is_empty() { String::new() } else { format!("{}.", plan.ungeprueft.join("; ")) }
}

/// Where holidays come from.
pub(super) fn herkunft(stammdaten: &Stammdaten, jahr: i32) -> Vec<String> {
    let amt = &stammdaten.einstellungen.amt;
    let mut list = Vec::new();
    if let Some(land) = Land::parse(&amt.land) {
        list.push(format!("Feiertage: {}; 3.{}Oktober: Einigungsvertrag, Art. 2.", land.rechtsquelle(), zahl::NBSP));
    }
    let covers = |von: NaiveDate, bis: NaiveDate| (von.year()..=bis.year()).contains(&jahr);
    let ordnung = stammdaten
        .ferien
        .iter()
        .find(|ordnung| ordnung.land == amt.land && covers(ordnung.von.day(), ordnung.bis.day()));
    if let Some(ordnung) = ordnung {
        list.push(format!("Schulferien: {}.", ordnung.quelle));
    }
    list.push("Sitzungen: data/sitzungen; Rhythmus der Teams: sozialraumbericht.toml.".to_owned());
    list
}

/// The attached data: every date and every finding.
pub(super) fn anhang<'a>(
    stammdaten: &Stammdaten,
    plan: &Jahresplan,
    termine: impl Iterator<Item = &'a Termin>,
) -> Value {
    let termine: Vec<&Termin> = termine.collect();
    let concerns = |befund: &&Sitzungsbefund| {
        befund.sitzungen.is_empty() || termine.iter().any(|termin| befund.sitzungen.contains(&termin.id))
    };
    let befunde: Vec<&Sitzungsbefund> = plan.befunde.iter().filter(concerns).collect();
    let termine: Vec<Value> = termine
        .iter()
        .map(|termin| {
            json!({
                "sitzung": termin.id,
                "raum": termin.raum.as_str(),
                "datum": termin.datum.to_string(),
                "beginn": uhr(termin.beginn),
                "ende": uhr(termin.ende),
                "ort": termin.ort,
                "vorgeschlagen": termin.vorgeschlagen,
                "einladung_bis": einladung_bis(stammdaten, termin.datum).to_string(),
            })
        })
        .collect();
    json!({ "jahr": plan.jahr, "termine": termine, "befunde": befunde, "ungeprueft": plan.ungeprueft })
}
