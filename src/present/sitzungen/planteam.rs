//! The year's plan of one team, for its members, and the plans as calendars.

use chrono::{Datelike, NaiveDate, NaiveTime, Weekday};
use serde::Serialize;

use super::super::kalender::{self, Kalender, Kalendertermin, Methode, Zusage};
use super::super::rahmen::Rahmen;
use super::super::{Dokument, zahl};
use super::plan::{Absatz, Kopf, absatz, anhang, herkunft, ungeprueft};
use super::umfeld::{ausschuss_kurz, ferien, zulieferungen};
use super::{team_genitiv, team_name, uhr, wochentag_kurz};
use crate::domain::feiertage::Land;
use crate::domain::raum::Raum;
use crate::domain::sitzungsplan::wochentag_name;
use crate::domain::{RaumId, Stammdaten, Zielgruppe};
use crate::rules::termine::{Jahresplan, Termin, budgetstand, einladung_bis};

#[derive(Clone, Debug, Serialize)]
struct Daten {
    rahmen: Rahmen,
    kopf: Kopf,
    absatz: String,
    termine: Vec<Zeile>,
    entscheiden: Vec<Absatz>,
    hinweise: Vec<Absatz>,
    umfeld: Vec<Umfeld>,
    ungeprueft: String,
    herkunft: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
struct Zeile {
    nummer: String,
    tag: String,
    zeit: String,
    ort: String,
    einladung: String,
    budget: String,
    stand: String,
    marke: Option<&'static str>,
}

#[derive(Clone, Debug, Serialize)]
struct Umfeld {
    tag: String,
    was: String,
}

/// The plan of one team.
pub fn plan_of_team(stammdaten: &Stammdaten, plan: &Jahresplan, raum: &Raum, heute: NaiveDate) -> Dokument {
    let termine: Vec<&Termin> = plan.of_team(&raum.id).collect();
    let team = team_name(stammdaten, &raum.id);
    let name = format!("jahresplanung-{}", raum.id);
    let rahmen = Rahmen::new(
        &stammdaten.einstellungen,
        heute,
        format!("Jahresplanung {} des {}", plan.jahr, team_genitiv(stammdaten, &raum.id)),
        format!("Jahresplanung {} · {}", plan.jahr, raum.name),
        format!("Stand {} · Sitzungen des Teams {}", zahl::tag(heute), raum.name),
    );
    let befunde: Vec<_> = plan.befunde_of(&raum.id).collect();
    let daten = Daten {
        rahmen: rahmen.with_anhang(
            format!("{name}-{}.json", plan.jahr),
            "Die Termine dieses Plans in maschinenlesbarer Form".to_owned(),
        ),
        kopf: Kopf {
            thema: format!("Jahresplanung {}", plan.jahr),
            stand: team,
            titel: titel(&raum.name, &termine),
            lang: false,
            luecken: [],
        },
        absatz: einleitung(stammdaten),
        termine: termine.iter().enumerate().map(|(index, termin)| zeile(stammdaten, plan, index, termin)).collect(),
        entscheiden: befunde.iter().filter(|befund| befund.is_conflict()).map(|befund| absatz(befund)).collect(),
        hinweise: befunde.iter().filter(|befund| !befund.is_conflict()).map(|befund| absatz(befund)).collect(),
        umfeld: umfeld(stammdaten, plan.jahr, raum),
        ungeprueft: ungeprueft(plan),
        herkunft: herkunft(stammdaten, plan.jahr),
    };
    Dokument {
        template: "jahresplanung-team.typ",
        zielgruppe: Zielgruppe::Fachkreis,
        proben: Vec::new(),
        pfad: format!("jahresplanung/{}/{name}.pdf", plan.jahr),
        anhang: anhang(stammdaten, plan, termine.into_iter()),
        daten: serde_json::to_value(&daten).unwrap_or_default(),
    }
}

/// "Achim: Fünf Sitzungen, immer montags, im Wechsel vor- und nachmittags".
fn titel(name: &str, termine: &[&Termin]) -> String {
    let count = match termine.len() {
        0 => return format!("{name}: noch keine Sitzung geplant"),
        1 => "Eine Sitzung".to_owned(),
        many => format!("{} Sitzungen", capital(&zahl::zahlwort(many))),
    };
    let weekdays: Vec<Weekday> = termine.iter().map(|termin| termin.datum.weekday()).collect();
    let usual = weekdays.iter().copied().max_by_key(|day| weekdays.iter().filter(|other| *other == day).count());
    let mut parts = vec![format!("{name}: {count}")];
    if let Some(usual) = usual {
        let always = weekdays.iter().all(|day| *day == usual);
        let adverb = format!("{}s", wochentag_name(usual).to_lowercase());
        parts.push(if always { format!("immer {adverb}") } else { format!("meist {adverb}") });
    }
    let turns =
        termine.windows(2).all(|pair| pair.first().map(|t| t.tageszeit()) != pair.last().map(|t| t.tageszeit()));
    if turns && termine.len() > 1 {
        parts.push("vormittags und nachmittags im Wechsel".to_owned());
    }
    parts.join(", ")
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

fn einleitung(stammdaten: &Stammdaten) -> String {
    let regeln = &stammdaten.einstellungen.regeln;
    format!(
        "Einladung, Tagesordnung und letztes Protokoll gehen spätestens {} Tage vorher hinaus; bis dahin können Themen \
         beim Organisationsteam eingereicht werden. Sitzungen finden auch ohne eingereichtes Thema statt.",
        zahl::zahlwort(usize::try_from(regeln.einladungsfrist_tage).unwrap_or(usize::MAX))
    )
}

fn zeile(stammdaten: &Stammdaten, plan: &Jahresplan, index: usize, termin: &Termin) -> Zeile {
    let until = einladung_bis(stammdaten, termin.datum);
    let quartal = budgetstand(&stammdaten.einstellungen.sitzungsplan, until);
    Zeile {
        nummer: (index + 1).to_string(),
        tag: mit_wochentag(termin.datum),
        zeit: format!("{}–{}", uhr(termin.beginn), uhr(termin.ende)),
        ort: termin.ort.clone(),
        einladung: mit_wochentag(until),
        budget: zahl::quartal(quartal),
        stand: match (termin.vorgeschlagen, termin.eingeladen_am) {
            (true, _) => "vorgeschlagen".to_owned(),
            (false, Some(day)) => format!("eingeladen am {}", zahl::tag(day)),
            (false, None) => "geplant".to_owned(),
        },
        marke: super::plan::marke(plan, termin),
    }
}

/// "Mo. 09.02.2026", kept together.
fn mit_wochentag(day: NaiveDate) -> String {
    format!("{}{}{}", wochentag_kurz(day), zahl::NBSP, zahl::tag(day))
}

/// What else the year holds: sessions, deliveries, holidays, in the order of their days.
fn umfeld(stammdaten: &Stammdaten, jahr: i32, raum: &Raum) -> Vec<Umfeld> {
    let mut list: Vec<(NaiveDate, String, String)> = Vec::new();
    let gremium = ausschuss_kurz(stammdaten);
    for sitzung in stammdaten.ausschusssitzungen.iter().filter(|sitzung| sitzung.datum.day().year() == jahr) {
        let day = sitzung.datum.day();
        list.push((day, mit_wochentag(day), format!("{gremium}, {} Uhr, {}", sitzung.beginn, sitzung.ort)));
    }
    let amt = &stammdaten.einstellungen.amt;
    for termin in &stammdaten.einstellungen.sitzungsplan.regionalteams {
        let day = termin.datum.day();
        if Some(&termin.region) == raum.region.as_ref() && day.year() == jahr {
            list.push((
                day,
                mit_wochentag(day),
                format!("{}, {}–{} Uhr", amt.entscheider_geld, termin.beginn, termin.ende),
            ));
        }
    }
    for (day, quartal) in zulieferungen(stammdaten, jahr) {
        list.push((
            day,
            format!("bis {}", mit_wochentag(day)),
            format!("Daten der WJH für das {}", zahl::quartal(quartal)),
        ));
    }
    for (beginn, ende, name) in ferien(stammdaten, jahr) {
        let span = if beginn == ende { mit_wochentag(beginn) } else { zahl::spanne(beginn, ende) };
        list.push((beginn, span, format!("{name} (schulfrei)")));
    }
    for feiertag in Land::parse(&amt.land).map(|land| land.feiertage(jahr)).unwrap_or_default() {
        if !matches!(feiertag.tag.weekday(), Weekday::Sat | Weekday::Sun) {
            list.push((feiertag.tag, mit_wochentag(feiertag.tag), format!("{} (Feiertag)", feiertag.name)));
        }
    }
    list.sort();
    list.into_iter().map(|(_, tag, was)| Umfeld { tag, was }).collect()
}

/// The plan as a calendar: of one team, or of all.
pub fn kalender(stammdaten: &Stammdaten, plan: &Jahresplan, raum: Option<&RaumId>, heute: NaiveDate) -> Kalender {
    let amt = &stammdaten.einstellungen.amt;
    let name = raum.map_or_else(|| format!("{}teams", amt.begriff_raum), |raum| team_name(stammdaten, raum));
    let wanted = plan.termine.iter().filter(|termin| raum.is_none_or(|raum| raum == &termin.raum));
    Kalender {
        name: Some(format!("{name} {}", plan.jahr)),
        methode: Methode::Veroeffentlichen,
        // No clock: the first moment of the day.
        stand: heute.and_time(NaiveTime::MIN),
        termine: wanted.map(|termin| kalendertermin(stammdaten, plan, termin)).collect(),
    }
}

fn kalendertermin(stammdaten: &Stammdaten, plan: &Jahresplan, termin: &Termin) -> Kalendertermin {
    let nummer = plan.of_team(&termin.raum).take_while(|other| other.id != termin.id).count() + 1;
    let team = team_name(stammdaten, &termin.raum);
    let at = |time: NaiveTime| termin.datum.and_time(time);
    Kalendertermin {
        uid: kalender::uid(&stammdaten.einstellungen, &termin.id),
        folge: 0,
        beginn: at(termin.beginn),
        ende: at(termin.ende),
        titel: format!("{team}, {nummer}. Sitzung {}", plan.jahr),
        ort: termin.ort.clone(),
        beschreibung: format!("Einladung und Tagesordnung bis {}.", zahl::tag(einladung_bis(stammdaten, termin.datum))),
        zusage: if termin.vorgeschlagen { Zusage::Vorlaeufig } else { Zusage::Fest },
        einladend: None,
        eingeladen: Vec::new(),
    }
}
