//! The administrative first page: number, Beratungsfolge, Beschlussvorschlag, results, facts, money, annexes.
//!
//! Number, day and item of the agenda come from the session on record; what no record gives is a setting or `…`.

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use super::bau::{Abschnitt, Bericht};
use super::blick::{Blick, blick};
use super::budget;
use super::kontext::{Kontext, aufzaehlung};
use crate::domain::korrektur::Korrektur;
use crate::domain::sitzung::{Ausschusssitzung, Vorlage as Vorlagensatz};
use crate::present::budgetuebersicht::vergleich::budgetzeilen;
use crate::present::rahmen::Rahmen;
use crate::present::zahl;

/// What the first page prints.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Vorlage {
    thema: String,
    stand: &'static str,
    titel: String,
    angaben: Vec<Angabe>,
    beratungsfolge: Vec<Beratungszeile>,
    beschlussvorschlag: Vec<String>,
    blick: Blick,
    sachverhalt: Vec<String>,
    finanzen: Vec<String>,
    anlagen: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
struct Angabe {
    begriff: &'static str,
    text: String,
}

#[derive(Clone, Debug, Serialize)]
struct Beratungszeile {
    gremium: String,
    sitzung: String,
    top: String,
    zustaendigkeit: String,
}

/// The session that the report is for: the next one, else the last one on record.
pub(super) fn sitzung<'a>(kontext: &Kontext<'a>) -> Option<&'a Ausschusssitzung> {
    let sitzungen = &kontext.stammdaten.ausschusssitzungen;
    let next = sitzungen.iter().filter(|sitzung| sitzung.datum.day() >= kontext.heute).min_by_key(|s| s.datum);
    next.or_else(|| sitzungen.iter().max_by_key(|sitzung| sitzung.datum))
}

/// The Vorlage of the session that is about this quarter. One that names another quarter is another report's.
fn vorlagensatz<'a>(kontext: &Kontext<'a>) -> Option<&'a Vorlagensatz> {
    let words = |text: &str| text.replace(zahl::NBSP, " ");
    let titel = words(&kontext.regeln().titel);
    let quartal = words(&zahl::quartal(kontext.quartal()));
    let mut vorlagen = sitzung(kontext)?.vorlagen.iter();
    vorlagen.find(|vorlage| {
        let betreff = words(&vorlage.betreff);
        betreff.starts_with(&titel) && (betreff.contains(&quartal) || !betreff.contains("Quartal"))
    })
}

fn titel(kontext: &Kontext<'_>) -> String {
    format!("{} – {}", kontext.regeln().titel, zahl::quartal(kontext.quartal()))
}

/// `Vorlage 2026/114`, or the subject where there is no number.
fn name(kontext: &Kontext<'_>) -> String {
    match vorlagensatz(kontext) {
        Some(vorlage) => format!("Vorlage {}", vorlage.nummer),
        None => kontext.regeln().titel.clone(),
    }
}

fn status(kontext: &Kontext<'_>) -> &'static str {
    match sitzung(kontext) {
        Some(sitzung) if !sitzung.oeffentlich => "nichtöffentlich",
        _ => "öffentlich",
    }
}

pub(super) fn rahmen(kontext: &Kontext<'_>) -> Rahmen {
    let name = name(kontext);
    let titel = titel(kontext);
    Rahmen::new(
        &kontext.stammdaten.einstellungen,
        kontext.heute,
        if titel.starts_with(&name) { titel } else { format!("{titel} ({name})") },
        name.clone(),
        format!("Stand {} · {name}, {}", zahl::tag(kontext.stichtag()), status(kontext)),
    )
    .with_anhang(
        super::ANHANG.to_owned(),
        "Alle Zahlen dieses Berichts mit ihrem Schlüssel, Beträge als Dezimaltexte; gesperrte Werte als Punkt"
            .to_owned(),
    )
}

pub(super) fn vorlage(kontext: &Kontext<'_>, bericht: &mut Bericht) -> Vorlage {
    let amt = &kontext.stammdaten.einstellungen.amt;
    let regeln = kontext.regeln();
    let satz = vorlagensatz(kontext);
    let art = satz.map_or(&regeln.art, |vorlage| &vorlage.art);
    let federfuehrend = regeln.federfuehrend.clone();
    let angabe = |begriff, text: String| Angabe { begriff, text };
    Vorlage {
        thema: art.clone(),
        stand: status(kontext),
        titel: titel(kontext),
        angaben: vec![
            angabe("Vorlagen-Nr.", satz.map_or_else(|| zahl::UNBEKANNT.to_owned(), |vorlage| vorlage.nummer.clone())),
            angabe("Art", art.clone()),
            angabe("Status", status(kontext).to_owned()),
            angabe("Federführend", federfuehrend.unwrap_or_else(|| format!("{} ({})", amt.organisation, amt.kuerzel))),
            angabe("Datum", zahl::tag(kontext.heute)),
            angabe("Stand der Zahlen", zahl::tag(kontext.stichtag())),
        ],
        beratungsfolge: beratungsfolge(kontext, satz),
        beschlussvorschlag: vec![format!(
            "Der {} nimmt den {} für das {} zur Kenntnis.",
            amt.gremium,
            regeln.titel,
            zahl::quartal(kontext.quartal())
        )],
        blick: blick(kontext, bericht),
        sachverhalt: sachverhalt(kontext),
        finanzen: finanzen(kontext),
        anlagen: vec![
            format!("Bericht (Abschnitte {} bis {})", Abschnitt::Kurz.nummer(), Abschnitt::Methodik.nummer()),
            format!("Tabellen ({})", Abschnitt::Anhang.verweis()),
            format!("Zahlen des Berichts als Datei ({}, in der PDF-Datei enthalten)", super::ANHANG),
        ],
    }
}

fn beratungsfolge(kontext: &Kontext<'_>, satz: Option<&Vorlagensatz>) -> Vec<Beratungszeile> {
    let regeln = kontext.regeln();
    let first = Beratungszeile {
        gremium: kontext.stammdaten.einstellungen.amt.gremium.clone(),
        sitzung: sitzung(kontext).map_or_else(
            || zahl::UNBEKANNT.to_owned(),
            |sitzung| format!("{}, {} Uhr", tag(sitzung.datum.day()), sitzung.beginn),
        ),
        top: satz.map_or_else(|| zahl::UNBEKANNT.to_owned(), |vorlage| vorlage.top.to_string()),
        zustaendigkeit: regeln.zustaendigkeit.clone(),
    };
    let more = regeln.weitere_beratung.iter().map(|beratung| Beratungszeile {
        gremium: beratung.gremium.clone(),
        sitzung: beratung.datum.map_or_else(|| zahl::UNBEKANNT.to_owned(), |datum| tag(datum.day())),
        top: zahl::UNBEKANNT.to_owned(),
        zustaendigkeit: beratung.zustaendigkeit.clone(),
    });
    std::iter::once(first).chain(more).collect()
}

/// `Mi., 02.09.2026`
fn tag(day: NaiveDate) -> String {
    const TAGE: [&str; 7] = ["Mo.", "Di.", "Mi.", "Do.", "Fr.", "Sa.", "So."];
    let index = usize::try_from(day.weekday().num_days_from_monday()).unwrap_or(0);
    format!("{}, {}", TAGE[index], zahl::tag(day))
}

fn sachverhalt(kontext: &Kontext<'_>) -> Vec<String> {
    let amt = &kontext.stammdaten.einstellungen.amt;
    let count = kontext.raeume().len();
    let raeume = match count {
        0 => String::new(),
        1 => format!(" in einem {}", kontext.raum_wort()),
        count => format!(" in den {} {}n", zahl::zahlwort(count), kontext.raeume_wort()),
    };
    let mut texte = vec![format!(
        "Dem {} wird {} über die Entwicklung der Hilfen zur Erziehung, ihre Kosten und die {}{raeume} \
         berichtet. Grundlage sind die Lieferungen der Wirtschaftlichen Jugendhilfe zum {} und die \
         Evaluationen der Träger. Der Bericht folgt auf den nächsten Seiten.",
        amt.gremium,
        kontext.regeln().rhythmus,
        kontext.stammdaten.woerter().arbeit,
        zahl::tag(kontext.stichtag())
    )];
    if let Some(korrektur) = &kontext.auswertung.korrektur {
        texte.push(fassung(korrektur));
    }
    if !kontext.auswertung.luecken.is_empty() {
        texte.push(kontext.auswertung.luecken.join(" "));
    }
    texte
}

/// Says that an earlier version is replaced. Which figures changed stays out: they may be secret ones.
fn fassung(korrektur: &Korrektur) -> String {
    let vom = zahl::tag(korrektur.vorige_vom);
    let names: Vec<String> = korrektur
        .neu
        .iter()
        .map(|quelle| format!("{} {}, Fassung {}", quelle.art.label(), quelle.quartal, quelle.version))
        .collect();
    let was = if names.is_empty() { String::new() } else { format!(" Neu geliefert: {}.", aufzaehlung(&names)) };
    if korrektur.replaces() {
        format!("Korrekturfassung: Dieser Bericht ersetzt die Fassung vom {vom}.{was}")
    } else {
        format!("Ergänzte Fassung: Dieser Bericht ergänzt die Fassung vom {vom}.{was}")
    }
}

fn finanzen(kontext: &Kontext<'_>) -> Vec<String> {
    let mut text = kontext.regeln().finanzielle_auswirkungen.clone();
    for budget in budget::arten(kontext).iter().filter(|budget| !budget.is_year_over()) {
        let lines = budgetzeilen(budget, None);
        for line in budget::teile(&lines).filter(|line| line.zeile.frei.is_negative()) {
            text.push_str(&format!(
                " Für {} ist bis zum Jahresende über die Deckung von {} zu entscheiden ({}).",
                line.voller_name,
                budget.betrag(line.zeile.frei.abs()),
                Abschnitt::Budget.verweis()
            ));
        }
    }
    vec![text]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_carry_their_weekday() {
        // 2 September 2026 is a Wednesday.
        assert_eq!(tag(NaiveDate::from_ymd_opt(2026, 9, 2).expect("a day")), "Mi., 02.09.2026");
    }
}
