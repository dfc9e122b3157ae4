//! The Angebotsübersicht: what runs on the Stichtag, for whom, where, how long, by whom; for one Sozialraum or the
//! whole office.
//!
//! It is made to be handed on, so of a Träger it names the office, never a person, and its contact only where the
//! record says that it is released.

mod auswahl;
mod zeitstrahl;

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::{Value, json};

use self::auswahl::{Bereich, Gruppe, Kontext};
use self::zeitstrahl::{Balken, Zeitstrahl};
use super::rahmen::Rahmen;
use super::{Dokument, zahl};
use crate::domain::massnahme::Massnahme;
use crate::domain::stammdaten::Traeger;
use crate::domain::{Quartal, RaumId, Stammdaten, Zielgruppe};

/// Headlines longer than this are set smaller.
const LANG: usize = 95;

/// What `angebote.typ` prints.
#[derive(Clone, Debug, Serialize)]
struct Daten {
    rahmen: Rahmen,
    kopf: Kopf,
    absatz: Vec<Lauf>,
    zeitstrahl: Zeitstrahl,
    legende: Vec<Zeichen>,
    gruppen: Vec<Gruppendaten>,
    noten: Vec<String>,
    herkunft: Herkunft,
}

#[derive(Clone, Debug, Serialize)]
struct Kopf {
    thema: String,
    stand: String,
    titel: String,
    lang: bool,
    luecken: [(); 0],
}

#[derive(Clone, Debug, Serialize)]
struct Lauf {
    text: String,
    stark: bool,
}

#[derive(Clone, Debug, Serialize)]
struct Zeichen {
    zeichen: &'static str,
    text: String,
}

#[derive(Clone, Debug, Serialize)]
struct Gruppendaten {
    titel: String,
    angebote: Vec<Angebot>,
    keine: String,
}

#[derive(Clone, Debug, Serialize)]
struct Angebot {
    titel: String,
    id: String,
    raeume: Option<String>,
    zielgruppe: Option<String>,
    ort: Option<String>,
    laufzeit: String,
    hinweis: Option<String>,
    balken: Balken,
    traeger: String,
    kontakt: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
struct Herkunft {
    texte: Vec<String>,
}

/// The offers of one Sozialraum: those that its budget pays, and those of others that are open here too.
pub fn raum(stammdaten: &Stammdaten, quartal: Quartal, raum: &RaumId, heute: NaiveDate) -> Dokument {
    dokument(&Kontext { stammdaten, quartal, heute }, Bereich::Raum(raum))
}

/// The offers of the whole office, by the budgets that pay for them.
pub fn kreis(stammdaten: &Stammdaten, quartal: Quartal, heute: NaiveDate) -> Dokument {
    dokument(&Kontext { stammdaten, quartal, heute }, Bereich::Kreis)
}

fn dokument(kontext: &Kontext<'_>, bereich: Bereich<'_>) -> Dokument {
    let gruppen = kontext.gruppen(bereich);
    let liste: Vec<&Massnahme> = gruppen.iter().flat_map(|gruppe| gruppe.massnahmen.iter().copied()).collect();
    let name = match bereich {
        Bereich::Raum(raum) => format!("angebote-{raum}"),
        Bereich::Kreis => "angebote".to_owned(),
    };
    let anhang_name = format!("{name}.json");
    let strahl = Zeitstrahl::new(kontext.stichtag());
    let gruppen: Vec<Gruppendaten> = gruppen.iter().map(|gruppe| gruppendaten(kontext, &strahl, gruppe)).collect();
    let daten = Daten {
        rahmen: rahmen(kontext, bereich, &anhang_name),
        kopf: kopf(kontext, bereich, &liste),
        absatz: absatz(kontext, &liste),
        legende: legende(kontext, &liste),
        noten: noten(&gruppen),
        gruppen,
        zeitstrahl: strahl,
        herkunft: herkunft(kontext, &anhang_name),
    };
    Dokument {
        template: "angebote.typ",
        zielgruppe: Zielgruppe::Fachkreis,
        proben: Vec::new(),
        pfad: format!("{}/{name}.pdf", kontext.quartal),
        anhang: anhang(kontext, &liste),
        // Cannot fail on these structs: they hold texts, numbers and lists only.
        daten: serde_json::to_value(&daten).unwrap_or_default(),
    }
}

fn thema(kontext: &Kontext<'_>, bereich: Bereich<'_>) -> String {
    let amt = &kontext.stammdaten.einstellungen.amt;
    match bereich {
        Bereich::Raum(raum) => {
            format!("Angebotsübersicht {} {}", amt.begriff_raum, kontext.stammdaten.raum_name(raum))
        }
        Bereich::Kreis => format!("Angebotsübersicht {}", amt.name),
    }
}

fn rahmen(kontext: &Kontext<'_>, bereich: Bereich<'_>, anhang: &str) -> Rahmen {
    let stand = zahl::tag(kontext.stichtag());
    let kurz = match bereich {
        Bereich::Raum(raum) => kontext.stammdaten.raum_name(raum).to_owned(),
        Bereich::Kreis => kontext.stammdaten.einstellungen.wort_gesamt().einzahl().to_owned(),
    };
    Rahmen::new(
        &kontext.stammdaten.einstellungen,
        kontext.heute,
        format!("{}, Stand {stand}", thema(kontext, bereich)),
        format!("Angebotsübersicht {kurz} · {stand}"),
        format!("Stand {stand} · Angebote {}", kontext.stammdaten.woerter().der_arbeit_kurz()),
    )
    .with_anhang(
        anhang.to_owned(),
        "Alle Angebote dieser Übersicht mit Zielgruppe, Ort, Laufzeit und Träger".to_owned(),
    )
}

fn kopf(kontext: &Kontext<'_>, bereich: Bereich<'_>, liste: &[&Massnahme]) -> Kopf {
    let satz = gross(&schlagzeile(kontext, liste));
    let titel = match bereich {
        Bereich::Raum(raum) => format!("{}: {satz}", kontext.stammdaten.raum_name(raum)),
        Bereich::Kreis => satz,
    };
    Kopf {
        thema: thema(kontext, bereich),
        stand: format!("Stand {}", zahl::tag(kontext.stichtag())),
        lang: titel.chars().count() > LANG,
        titel,
        luecken: [],
    }
}

/// How many run, and how many of them end within the months that the office looks ahead.
fn schlagzeile(kontext: &Kontext<'_>, liste: &[&Massnahme]) -> String {
    let laufend = liste.iter().filter(|massnahme| kontext.is_running(massnahme));
    let horizont = kontext.horizont();
    let (mut count, mut enden) = (0, 0);
    for massnahme in laufend {
        count += 1;
        enden += usize::from(massnahme.laufzeit.ende.day() <= horizont);
    }
    let laufen = match count {
        0 => "kein Angebot läuft".to_owned(),
        1 => "ein Angebot läuft".to_owned(),
        _ => format!("{} Angebote laufen", zahl::zahlwort(count)),
    };
    let bis = zahl::tag(horizont);
    match (count, enden) {
        (_, 0) => laufen,
        (1, 1) => format!("{laufen} und endet bis {bis}"),
        _ if enden == count => format!("{laufen}, alle enden bis {bis}"),
        (_, 1) => format!("{laufen}, eines endet bis {bis}"),
        _ => format!("{laufen}, {} enden bis {bis}", zahl::zahlwort(enden)),
    }
}

/// With a capital first letter.
fn gross(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

fn absatz(kontext: &Kontext<'_>, liste: &[&Massnahme]) -> Vec<Lauf> {
    let tag = zahl::tag(kontext.stichtag());
    let text = format!(
        "{} {}, die am {tag} liefen oder bewilligt waren.",
        kontext.stammdaten.woerter().massnahme.mehrzahl(),
        kontext.stammdaten.woerter().der_arbeit()
    );
    let geplant = liste.iter().filter(|massnahme| !kontext.is_running(massnahme)).count();
    let mehr = match geplant {
        0 => None,
        1 => Some(" Eine ist bewilligt und noch nicht begonnen.".to_owned()),
        _ => Some(format!(" {} sind bewilligt und noch nicht begonnen.", gross(&zahl::zahlwort(geplant)))),
    };
    [Some(text), mehr].into_iter().flatten().map(|text| Lauf { text, stark: false }).collect()
}

fn legende(kontext: &Kontext<'_>, liste: &[&Massnahme]) -> Vec<Zeichen> {
    let geplant = liste.iter().any(|massnahme| !kontext.is_running(massnahme));
    let mut legende = vec![("ist", "vergangene Laufzeit".to_owned()), ("gebunden", "künftige Laufzeit".to_owned())];
    if geplant {
        legende.push(("hochrechnung", "bewilligt, noch nicht begonnen".to_owned()));
    }
    legende.push(("zeit", format!("Stand {}", zahl::tag(kontext.stichtag()))));
    legende.into_iter().map(|(zeichen, text)| Zeichen { zeichen, text }).collect()
}

fn gruppendaten(kontext: &Kontext<'_>, strahl: &Zeitstrahl, gruppe: &Gruppe<'_>) -> Gruppendaten {
    let angebote = gruppe.massnahmen.iter().map(|massnahme| angebot(kontext, strahl, gruppe, massnahme)).collect();
    Gruppendaten { titel: gruppe.titel.clone(), angebote, keine: gruppe.keine.clone() }
}

fn angebot(kontext: &Kontext<'_>, strahl: &Zeitstrahl, gruppe: &Gruppe<'_>, massnahme: &Massnahme) -> Angebot {
    let beschreibung = massnahme.bewilligtes_angebot().map(|angebot| &angebot.anlage1);
    let (beginn, ende) = (massnahme.laufzeit.beginn.day(), massnahme.laufzeit.ende.day());
    let given = |text: Option<&String>| text.filter(|text| !text.trim().is_empty()).cloned();
    let traeger = kontext.traeger(massnahme);
    Angebot {
        titel: massnahme.titel.clone(),
        id: massnahme.id.to_string(),
        raeume: kontext.raeume(massnahme, gruppe.eigen),
        zielgruppe: given(beschreibung.map(|beschreibung| &beschreibung.zielgruppe)),
        ort: given(beschreibung.map(|beschreibung| &beschreibung.ort)),
        laufzeit: zahl::spanne(beginn, ende),
        hinweis: kontext.hinweis(massnahme),
        balken: strahl.balken(beginn, ende),
        traeger: traeger.map_or_else(|| zahl::UNBEKANNT.to_owned(), |traeger| traeger.name.clone()),
        kontakt: traeger.map(kontakt).unwrap_or_default(),
    }
}

/// The contact of a Träger's office, if it may be handed on. Whom to ask there is a person and stays inside.
fn kontakt(traeger: &Traeger) -> Vec<String> {
    if !traeger.kontakt_freigegeben {
        return Vec::new();
    }
    let lines = [&traeger.telefon, &traeger.email, &traeger.anschrift];
    lines.into_iter().filter(|line| !line.trim().is_empty()).cloned().collect()
}

fn noten(gruppen: &[Gruppendaten]) -> Vec<String> {
    let any = |what: fn(&Angebot) -> bool| gruppen.iter().flat_map(|gruppe| &gruppe.angebote).any(what);
    let mut noten = Vec::new();
    if any(|angebot| angebot.hinweis.as_deref() == Some(auswahl::ENDET_BALD)) {
        noten.push(format!("„{}“: bis zum Ende des nächsten Quartals.", auswahl::ENDET_BALD));
    }
    if any(|angebot| angebot.balken.vorher || angebot.balken.danach) {
        noten.push("Ein Pfeil heißt: Die Laufzeit reicht über das Bild hinaus.".to_owned());
    }
    if any(|angebot| angebot.kontakt.is_empty()) {
        noten.push("Ohne Kontakt: Der Träger hat ihn nicht zur Weitergabe freigegeben.".to_owned());
    }
    noten
}

fn herkunft(kontext: &Kontext<'_>, anhang: &str) -> Herkunft {
    let einstellungen = &kontext.stammdaten.einstellungen;
    let mut texte = vec![format!(
        "{}en (Anlage 1) und Stammdaten der Träger vom {}; maschinenlesbar in der angehängten Datei {anhang}.",
        einstellungen.woerter.beschreibung,
        zahl::tag(einstellungen.stand.day())
    )];
    if einstellungen.alle_personen_erfunden {
        texte.push(format!(
            "Beispieldaten: Träger, {} und Anschriften sind erfunden.",
            einstellungen.woerter.massnahme.mehrzahl()
        ));
    }
    Herkunft { texte }
}

/// The same for machines.
fn anhang(kontext: &Kontext<'_>, liste: &[&Massnahme]) -> Value {
    let angebote: Vec<Value> = liste
        .iter()
        .map(|massnahme| {
            let beschreibung = massnahme.bewilligtes_angebot().map(|angebot| &angebot.anlage1);
            let traeger = kontext.traeger(massnahme);
            json!({
                "id": massnahme.id,
                "titel": massnahme.titel,
                "sozialraeume": massnahme.sozialraeume,
                "zielgruppe": beschreibung.map(|beschreibung| &beschreibung.zielgruppe),
                "ort": beschreibung.map(|beschreibung| &beschreibung.ort),
                "beginn": massnahme.laufzeit.beginn.to_string(),
                "ende": massnahme.laufzeit.ende.to_string(),
                "begonnen": kontext.is_running(massnahme),
                "traeger": traeger.map(|traeger| &traeger.name),
                "kontakt": traeger.map(kontakt).filter(|kontakt| !kontakt.is_empty()),
            })
        })
        .collect();
    json!({ "schema": "angebote/1", "stichtag": kontext.stichtag().to_string(), "angebote": angebote })
}

#[cfg(test)]
mod tests;
