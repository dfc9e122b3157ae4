//! The invitation to a meeting: one letter for all teams.

use chrono::{Days, NaiveDate};
use serde::Serialize;
use serde_json::json;

use super::super::rahmen::Rahmen;
use super::super::{Dokument, zahl};
use super::tagesordnung::{Punkt, minuten, tagesordnung};
use super::{leitung, letzte_sitzung, nummer_im_jahr, organisation, tag, tag_in_worten, team_genitiv, uhr};
use crate::domain::sitzung::Sitzung;
use crate::domain::sitzungsplan::Sitzungsanlage;
use crate::domain::{Quartal, Stammdaten, Zielgruppe};
use crate::rules::sitzung::Einladungslage;
use crate::rules::termine::einladung_bis;

/// A paper that goes with the invitation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Anlage {
    /// What it is called in the letter.
    pub name: String,
    /// Where it is, below `reports/`.
    pub pfad: String,
    /// What it is.
    #[serde(skip)]
    pub art: Sitzungsanlage,
}

#[derive(Clone, Debug, Serialize)]
struct Daten {
    rahmen: Rahmen,
    absender: String,
    anschrift: Vec<String>,
    informationen: Vec<Angabe>,
    betreff: String,
    anrede: &'static str,
    einleitung: String,
    eckdaten: Vec<Angabe>,
    tagesordnung: Vec<Zeile>,
    zeitnote: String,
    saetze: Vec<String>,
    gruss: [&'static str; 2],
    unterschrift: Vec<String>,
    anlagen: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
struct Angabe {
    begriff: &'static str,
    wert: String,
    stark: bool,
}

#[derive(Clone, Debug, Serialize)]
struct Zeile {
    nr: String,
    beginn: String,
    thema: String,
    zusatz: String,
    absaetze: Vec<String>,
    bericht: String,
    minuten: String,
}

/// The papers that go with an invitation: the last minutes, the Budgetübersicht of a quarter.
pub fn anlagen(stammdaten: &Stammdaten, sitzung: &Sitzung, budget: Option<Quartal>) -> Vec<Anlage> {
    let letzte = letzte_sitzung(stammdaten, sitzung).filter(|letzte| letzte.protokoll.is_some());
    let protokoll = letzte.map(|letzte| Anlage {
        name: format!("Protokoll der Sitzung vom {}", tag(letzte.datum)),
        pfad: format!("sitzungen/{}/protokoll.pdf", letzte.id),
        art: Sitzungsanlage::Protokoll,
    });
    let budget = budget.map(|quartal| Anlage {
        name: format!("Budgetübersicht {}, {}", stammdaten.raum_name(&sitzung.raum), zahl::quartal(quartal)),
        pfad: format!("{quartal}/budgetuebersicht-{}.pdf", sitzung.raum),
        art: Sitzungsanlage::Budgetuebersicht,
    });
    protokoll.into_iter().chain(budget).collect()
}

/// What an invitation of a day is made of, for its checks.
pub fn lage<'a>(
    stammdaten: &'a Stammdaten,
    sitzung: &Sitzung,
    am: NaiveDate,
    budget: Option<Quartal>,
) -> Einladungslage<'a> {
    Einladungslage {
        am,
        letzte: letzte_sitzung(stammdaten, sitzung),
        budget,
        minuten: minuten(&tagesordnung(stammdaten, sitzung)),
    }
}

/// The letter, dated `am`.
pub fn einladung(stammdaten: &Stammdaten, sitzung: &Sitzung, am: NaiveDate, budget: Option<Quartal>) -> Dokument {
    let amt = &stammdaten.einstellungen.amt;
    let absender = format!("{} · {} · {} {}", amt.name, amt.strasse, amt.plz, amt.ort);
    let name = stammdaten.raum_name(&sitzung.raum);
    let anlagen = anlagen(stammdaten, sitzung, budget);
    let punkte = tagesordnung(stammdaten, sitzung);
    let rahmen = Rahmen::new(
        &stammdaten.einstellungen,
        am,
        format!("Einladung zur Sitzung des {} am {}", team_genitiv(stammdaten, &sitzung.raum), tag(sitzung.datum)),
        format!("Einladung {name} · {}", tag(sitzung.datum)),
        absender.clone(),
    );
    let daten = Daten {
        rahmen: rahmen.with_anhang(
            format!("einladung-{}.json", sitzung.id),
            "Ort, Zeit und Tagesordnung in maschinenlesbarer Form".to_owned(),
        ),
        absender,
        anschrift: anschrift(stammdaten, sitzung),
        informationen: informationen(stammdaten, sitzung, am),
        betreff: format!("Einladung zur Sitzung des {}", team_genitiv(stammdaten, &sitzung.raum)),
        anrede: "Sehr geehrte Damen und Herren,",
        einleitung: format!(
            "im Namen des Organisationsteams lade ich Sie herzlich zur {} Sitzung des Jahres ein:",
            ordnungszahl(nummer_im_jahr(stammdaten, sitzung))
        ),
        eckdaten: eckdaten(stammdaten, sitzung, am),
        zeitnote: zeitnote(sitzung, &punkte),
        saetze: saetze(stammdaten, sitzung, am, budget),
        gruss: ["Mit freundlichen Grüßen", "im Auftrag"],
        unterschrift: unterschrift(stammdaten, sitzung),
        anlagen: (1..).zip(&anlagen).map(|(nummer, anlage)| format!("{nummer} {}", anlage.name)).collect(),
        tagesordnung: punkte.iter().map(|punkt| zeile(sitzung, punkt, &anlagen, budget)).collect(),
    };
    Dokument {
        template: "einladung.typ",
        zielgruppe: Zielgruppe::Fachkreis,
        proben: Vec::new(),
        pfad: format!("sitzungen/{}/einladung.pdf", sitzung.id),
        anhang: json!({
            "sitzung": sitzung.id,
            "raum": sitzung.raum.as_str(),
            "datum": sitzung.datum.to_string(),
            "beginn": sitzung.beginn,
            "ende": sitzung.ende,
            "ort": sitzung.ort,
            "tagesordnung": daten.tagesordnung,
            "anlagen": anlagen,
        }),
        // Cannot fail on these structs: they hold texts and flags only.
        daten: serde_json::to_value(&daten).unwrap_or_default(),
    }
}

/// To all at once: the paper goes to each by mail, so it bears no single address.
fn anschrift(stammdaten: &Stammdaten, sitzung: &Sitzung) -> Vec<String> {
    let guests = if sitzung.gaeste.is_empty() { "" } else { " und Gäste" };
    vec![
        format!("An die Mitglieder{guests}"),
        format!("des {}", team_genitiv(stammdaten, &sitzung.raum)),
        "per E-Mail".to_owned(),
    ]
}

fn informationen(stammdaten: &Stammdaten, sitzung: &Sitzung, am: NaiveDate) -> Vec<Angabe> {
    let angabe = |begriff, wert: String| Angabe { begriff, wert, stark: false };
    let amt = &stammdaten.einstellungen.amt;
    let mut list = vec![angabe("Mein Zeichen", format!("{}/{}", amt.kuerzel, sitzung.id))];
    match organisation(stammdaten, &sitzung.raum) {
        Some(person) => {
            list.push(angabe("Auskunft", person.voller_name()));
            list.push(angabe("E-Mail", person.email.clone()));
        }
        None => list.push(angabe("E-Mail", amt.email.clone())),
    }
    list.push(angabe("Datum", zahl::tag(am)));
    list
}

fn eckdaten(stammdaten: &Stammdaten, sitzung: &Sitzung, am: NaiveDate) -> Vec<Angabe> {
    let plan = &stammdaten.einstellungen.sitzungsplan;
    let until = sitzung.datum.day() - Days::new(u64::from(plan.absage_bis_tage));
    let address =
        organisation(stammdaten, &sitzung.raum).map_or(&stammdaten.einstellungen.amt.email, |person| &person.email);
    let until = if until > am { format!("bis {}", zahl::tag(until)) } else { "umgehend".to_owned() };
    let mut list = vec![
        Angabe {
            begriff: "Wann",
            wert: format!("{}, {}–{} Uhr", tag_in_worten(sitzung.datum.day()), sitzung.beginn, sitzung.ende),
            stark: true,
        },
        Angabe { begriff: "Wo", wert: sitzung.ort.clone(), stark: false },
    ];
    let guests: Vec<String> = sitzung.gaeste.iter().map(|gast| with_stelle(&gast.name, &gast.stelle)).collect();
    if !guests.is_empty() {
        let begriff = if guests.len() == 1 { "Gast" } else { "Gäste" };
        list.push(Angabe { begriff, wert: guests.join("; "), stark: false });
    }
    list.push(Angabe { begriff: "Absagen", wert: format!("bitte {until} an {address}"), stark: false });
    list
}

/// "Ute Beispiel, Frühe Hilfen".
pub(super) fn with_stelle(name: &str, stelle: &str) -> String {
    if stelle.is_empty() { name.to_owned() } else { format!("{name}, {stelle}") }
}

fn zeile(sitzung: &Sitzung, punkt: &Punkt, anlagen: &[Anlage], budget: Option<Quartal>) -> Zeile {
    let number = anlagen.iter().position(|anlage| Some(anlage.art) == punkt.anlage).map(|index| index + 1);
    let zusatz = match (punkt.anlage, number, budget) {
        (Some(Sitzungsanlage::Budgetuebersicht), Some(number), Some(quartal)) => {
            format!("(Stand {}, Anlage {number})", zahl::tag(quartal.ende()))
        }
        (_, Some(number), _) => format!("(Anlage {number})"),
        _ => String::new(),
    };
    let mut absaetze: Vec<String> =
        punkt.text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
    let guests = sitzung.gaeste.iter().filter(|gast| gast.top.is_some() && gast.top == punkt.nr_akte);
    absaetze.extend(guests.map(|gast| format!("Gast: {}", with_stelle(&gast.name, &gast.stelle))));
    Zeile {
        nr: punkt.nr.to_string(),
        beginn: punkt.beginn.map(uhr).unwrap_or_default(),
        thema: punkt.titel.clone(),
        zusatz,
        absaetze,
        bericht: punkt.von.clone(),
        minuten: punkt.minuten.to_string(),
    }
}

/// How much time is left.
fn zeitnote(sitzung: &Sitzung, punkte: &[Punkt]) -> String {
    let Some((beginn, ende)) = sitzung.zeiten() else { return String::new() };
    let (planned, there) = (i64::from(minuten(punkte)), ende.signed_duration_since(beginn).num_minutes());
    match there - planned {
        0 => format!("Geplant sind alle {there} Minuten."),
        left if left > 0 => {
            format!("Geplant sind {planned} von {there} Minuten; die übrigen {left} bleiben für Aussprache.")
        }
        over => {
            format!("Geplant sind {planned} Minuten bei {there} Minuten Sitzungszeit; {} Minuten werden fehlen.", -over)
        }
    }
}

/// What else there is to say.
fn saetze(stammdaten: &Stammdaten, sitzung: &Sitzung, am: NaiveDate, budget: Option<Quartal>) -> Vec<String> {
    let mut list = Vec::new();
    if am > einladung_bis(stammdaten, sitzung.datum.day()) {
        list.push(format!(
            "Diese Einladung erreicht Sie weniger als {} Tage vor der Sitzung. Wir bitten dafür um Verständnis.",
            zahl::zahlwort(usize::try_from(stammdaten.einstellungen.regeln.einladungsfrist_tage).unwrap_or(usize::MAX))
        ));
    }
    if let Some(letzte) = letzte_sitzung(stammdaten, sitzung).filter(|letzte| letzte.protokoll.is_none()) {
        list.push(format!("Das Protokoll der Sitzung vom {} reichen wir nach.", tag(letzte.datum)));
    }
    if budget.is_none() {
        list.push("Eine Budgetübersicht liegt noch nicht vor.".to_owned());
    }
    if sitzung.jahresplanung_folgejahr {
        use chrono::Datelike;
        list.push(format!(
            "In dieser Sitzung legen wir Termine und Orte für {} fest; bitte bringen Sie Ihren Kalender mit.",
            sitzung.datum.day().year() + 1
        ));
    }
    list
}

fn unterschrift(stammdaten: &Stammdaten, sitzung: &Sitzung) -> Vec<String> {
    match leitung(stammdaten, &sitzung.raum) {
        Some(person) => {
            vec![person.voller_name(), format!("Leitung des {}teams", stammdaten.einstellungen.amt.begriff_raum)]
        }
        None => vec![format!("Für das {}team", stammdaten.einstellungen.amt.begriff_raum)],
    }
}

/// "vierten", "13.".
fn ordnungszahl(nummer: usize) -> String {
    const WORDS: [&str; 12] = [
        "ersten",
        "zweiten",
        "dritten",
        "vierten",
        "fünften",
        "sechsten",
        "siebten",
        "achten",
        "neunten",
        "zehnten",
        "elften",
        "zwölften",
    ];
    let word = nummer.checked_sub(1).and_then(|index| WORDS.get(index));
    word.map_or_else(|| format!("{nummer}."), |word| (*word).to_owned())
}
