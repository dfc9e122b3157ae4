//! The Beschlussübersicht: what was found needed and decided, by whom, when, who sees to it, how it stands; for one
//! Sozialraum or the whole office. What is open stands in front.
//!
//! It goes to the Sozialraumteams, in which people from outside sit: Stellen are named, not persons.

mod auswahl;
mod stellen;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::{Value, json};

use self::auswahl::{Beschluesse, Gefasst, Kontext, Zustand};
use super::kernsaetze::Lauf;
use super::rahmen::Rahmen;
use super::{Dokument, zahl};
use crate::domain::massnahme::{Massnahme, Status};
use crate::domain::woerter::{Begleiter, Fall, with_article};
use crate::domain::{Datum, Quartal, RaumId, Stammdaten, Zielgruppe};

/// Headlines longer than this are set smaller.
const LANG: usize = 88;

/// What `beschluesse.typ` prints.
#[derive(Clone, Debug, Serialize)]
struct Daten {
    wort: String,
    rahmen: Rahmen,
    kopf: Kopf,
    absatz: Vec<Lauf>,
    kennzahlen: Vec<Kennzahl>,
    offen: Abschnitt<Offen>,
    massnahmen: Abschnitt<Massnahmenzeile>,
    beschluesse: Abschnitt<Beschlusszeile>,
    zeichen: &'static str,
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
struct Kennzahl {
    name: String,
    wert: String,
    zusatz: String,
}

#[derive(Clone, Debug, Serialize)]
struct Abschnitt<Zeile> {
    titel: String,
    zeilen: Vec<Zeile>,
    keine: String,
    noten: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
struct Offen {
    titel: String,
    betont: bool,
    details: Vec<String>,
    schritt: String,
    zustaendig: String,
    frist: String,
    zustand: &'static str,
    wort: &'static str,
    #[serde(skip)]
    bis: NaiveDate,
}

#[derive(Clone, Debug, Serialize)]
struct Massnahmenzeile {
    titel: String,
    details: Vec<String>,
    bedarf: Option<Schritt>,
    leistungserbringung: Option<Schritt>,
    ressourceneinsatz: Option<Schritt>,
    bescheid: Option<Schritt>,
    zustand: &'static str,
    stand: String,
}

#[derive(Clone, Debug, Serialize)]
struct Schritt {
    datum: String,
    durch: String,
}

#[derive(Clone, Debug, Serialize)]
struct Beschlusszeile {
    datum: String,
    nummer: String,
    gremium: Option<String>,
    text: String,
    abstimmung: String,
    zustaendig: String,
    frist: String,
    zustand: &'static str,
    stand: String,
}

#[derive(Clone, Debug, Serialize)]
struct Herkunft {
    texte: Vec<String>,
}

/// The Beschlussübersicht of one Sozialraum.
pub fn raum(stammdaten: &Stammdaten, quartal: Quartal, raum: &RaumId, heute: NaiveDate) -> Dokument {
    dokument(&Kontext { stammdaten, quartal, heute, raum: Some(raum) })
}

/// The Beschlussübersicht of the whole office.
pub fn kreis(stammdaten: &Stammdaten, quartal: Quartal, heute: NaiveDate) -> Dokument {
    dokument(&Kontext { stammdaten, quartal, heute, raum: None })
}

fn dokument(kontext: &Kontext<'_>) -> Dokument {
    let name = kontext.raum.map_or_else(|| "beschluesse".to_owned(), |raum| format!("beschluesse-{raum}"));
    let anhang_name = format!("{name}.json");
    let massnahmen = kontext.massnahmen();
    let beschluesse = kontext.beschluesse();
    let offen = offen(kontext, &massnahmen, &beschluesse);
    let daten = Daten {
        wort: kontext.stammdaten.woerter().massnahme.einzahl().to_owned(),
        rahmen: rahmen(kontext, &anhang_name),
        kopf: kopf(kontext, &offen),
        absatz: vec![Lauf { text: wer_entscheidet(kontext), stark: false }],
        kennzahlen: kennzahlen(kontext, &offen, &massnahmen, &beschluesse),
        massnahmen: Abschnitt {
            titel: format!("Bedarfe und {}", kontext.stammdaten.woerter().massnahme.mehrzahl()),
            zeilen: massnahmen.iter().map(|massnahme| massnahmenzeile(kontext, massnahme)).collect(),
            keine: format!(
                "Seit dem {} ist hier kein Bedarf festgestellt und über {} entschieden.",
                zahl::tag(kontext.seit()),
                kontext.stammdaten.woerter().massnahme.mit(Begleiter::Kein, Fall::Akkusativ)
            ),
            noten: Vec::new(),
        },
        beschluesse: Abschnitt {
            titel: "Beschlüsse der Sitzungen".to_owned(),
            zeilen: beschluesse.liste.iter().map(|gefasst| beschlusszeile(kontext, gefasst)).collect(),
            keine: format!("Seit dem {} ist in keiner Sitzung etwas beschlossen.", zahl::tag(kontext.seit())),
            noten: beschlussnoten(kontext, &beschluesse),
        },
        offen: Abschnitt {
            titel: "Offen".to_owned(),
            noten: if offen.iter().any(|zeile| zeile.betont) {
                vec![format!(
                    "Bei Bedarfen und {} gilt als Frist ihr geplanter Beginn.",
                    kontext.stammdaten.woerter().massnahme.viele("", Fall::Dativ)
                )]
            } else {
                Vec::new()
            },
            zeilen: offen,
            keine: "Alles ist entschieden und umgesetzt.".to_owned(),
        },
        zeichen: "Zeichen: „–“ noch nicht geschehen. Zuständig: die Stelle, nicht die Person; Namen stehen im Protokoll.",
        herkunft: herkunft(kontext, &anhang_name),
    };
    Dokument {
        template: "beschluesse.typ",
        zielgruppe: Zielgruppe::Fachkreis,
        proben: Vec::new(),
        pfad: format!("{}/{name}.pdf", kontext.quartal),
        anhang: anhang(kontext, &daten),
        // Cannot fail on these structs: they hold texts and lists only.
        daten: serde_json::to_value(&daten).unwrap_or_default(),
    }
}

fn thema(kontext: &Kontext<'_>) -> String {
    let amt = &kontext.stammdaten.einstellungen.amt;
    match kontext.raum {
        Some(raum) => format!("Beschlussübersicht {} {}", amt.begriff_raum, kontext.stammdaten.raum_name(raum)),
        None => format!("Beschlussübersicht {}", amt.name),
    }
}

fn rahmen(kontext: &Kontext<'_>, anhang: &str) -> Rahmen {
    let stand = zahl::tag(kontext.heute);
    let kurz = kontext.raum.map_or_else(
        || kontext.stammdaten.einstellungen.wort_gesamt().einzahl().to_owned(),
        |raum| kontext.stammdaten.raum_name(raum).to_owned(),
    );
    Rahmen::new(
        &kontext.stammdaten.einstellungen,
        kontext.heute,
        format!("{}, Stand {stand}", thema(kontext)),
        format!("Beschlussübersicht {kurz} · {stand}"),
        format!("Stand {stand} · Bedarfe, {} und Beschlüsse", kontext.stammdaten.woerter().massnahme.mehrzahl()),
    )
    .with_anhang(
        anhang.to_owned(),
        format!(
            "Alle Bedarfe, {} und Beschlüsse dieser Übersicht mit Datum, Gremium, Zuständigkeit und Stand",
            kontext.stammdaten.woerter().massnahme.mehrzahl()
        ),
    )
}

fn kopf(kontext: &Kontext<'_>, offen: &[Offen]) -> Kopf {
    let late = offen.iter().filter(|zeile| zeile.zustand == Zustand::Ueberfaellig.key()).count();
    let satz = match (offen.len(), late) {
        (0, _) => "nichts ist offen".to_owned(),
        (1, 0) => "ein Punkt ist offen".to_owned(),
        (1, _) => "ein Punkt ist offen und überfällig".to_owned(),
        (count, 0) => format!("{} Punkte sind offen", zahl::zahlwort(count)),
        (count, late) if count == late => format!("{} Punkte sind offen, alle überfällig", zahl::zahlwort(count)),
        (count, 1) => format!("{} Punkte sind offen, einer davon überfällig", zahl::zahlwort(count)),
        (count, late) => {
            format!("{} Punkte sind offen, {} davon überfällig", zahl::zahlwort(count), zahl::zahlwort(late))
        }
    };
    let titel = match kontext.raum {
        Some(raum) => format!("{}: {satz}", kontext.stammdaten.raum_name(raum)),
        None => gross(&satz),
    };
    Kopf {
        thema: thema(kontext),
        stand: format!("Stand {}, seit {}", zahl::tag(kontext.heute), zahl::tag(kontext.seit())),
        lang: titel.chars().count() > LANG,
        titel,
        luecken: [],
    }
}

/// With a capital first letter.
fn gross(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

fn wer_entscheidet(kontext: &Kontext<'_>) -> String {
    let amt = &kontext.stammdaten.einstellungen.amt;
    let (raum, geld) = (&amt.begriff_raum, with_article(&amt.entscheider_geld));
    format!(
        "Bedarfe stellt das {raum}team fest; über die Leistungserbringung entscheidet seine Leitung, über den \
         Ressourceneinsatz {geld}, den Bescheid erteilt die Wirtschaftliche Jugendhilfe."
    )
}

fn kennzahlen(
    kontext: &Kontext<'_>,
    offen: &[Offen],
    massnahmen: &[&Massnahme],
    beschluesse: &Beschluesse<'_>,
) -> Vec<Kennzahl> {
    if offen.is_empty() && massnahmen.is_empty() && beschluesse.liste.is_empty() {
        return Vec::new();
    }
    let late = offen.iter().filter(|zeile| zeile.zustand == Zustand::Ueberfaellig.key()).count();
    let of =
        |wanted: fn(Zustand) -> bool| massnahmen.iter().filter(|massnahme| wanted(kontext.zustand(massnahme))).count();
    let decided = of(|zustand| zustand == Zustand::Erledigt);
    let refused = of(|zustand| zustand == Zustand::Abgelehnt);
    let open = of(Zustand::is_open);
    vec![
        Kennzahl {
            name: "offen".to_owned(),
            wert: offen.len().to_string(),
            zusatz: format!("davon {late} überfällig"),
        },
        Kennzahl {
            name: format!("Bedarfe und {}", kontext.stammdaten.woerter().massnahme.mehrzahl()),
            wert: massnahmen.len().to_string(),
            zusatz: format!("{decided} entschieden, {refused} abgelehnt, {open} offen"),
        },
        Kennzahl {
            name: "Beschlüsse der Sitzungen".to_owned(),
            wert: beschluesse.liste.len().to_string(),
            zusatz: format!("seit {} oder noch offen", zahl::tag(kontext.seit())),
        },
    ]
}

/// What is open, by its day. A Beschluss about a Maßnahme that is open itself is not told twice.
fn offen(kontext: &Kontext<'_>, massnahmen: &[&Massnahme], beschluesse: &Beschluesse<'_>) -> Vec<Offen> {
    let open = |massnahme: &&&Massnahme| kontext.zustand(massnahme).is_open();
    let mut zeilen: Vec<Offen> =
        massnahmen.iter().filter(open).map(|massnahme| offene_massnahme(kontext, massnahme)).collect();
    let of_open = |gefasst: &&Gefasst<'_>| {
        let id = gefasst.beschluss.massnahme.as_ref();
        id.is_some_and(|id| massnahmen.iter().filter(open).any(|massnahme| massnahme.id == *id))
    };
    let decisions = beschluesse.liste.iter().filter(|gefasst| gefasst.zustand.is_open());
    zeilen.extend(decisions.filter(|gefasst| !of_open(gefasst)).map(|gefasst| offener_beschluss(kontext, gefasst)));
    zeilen.sort_by_key(|zeile| zeile.bis);
    zeilen
}

fn wort(zustand: Zustand) -> &'static str {
    if zustand == Zustand::Ueberfaellig { "überfällig" } else { "offen" }
}

fn offene_massnahme(kontext: &Kontext<'_>, massnahme: &Massnahme) -> Offen {
    let decisions = &massnahme.entscheidungen;
    let by_now = |datum: Datum| datum.day() <= kontext.heute;
    let chosen = decisions.leistungserbringung.as_ref().is_some_and(|step| by_now(step.datum));
    let paid = decisions.ressourceneinsatz.as_ref().is_some_and(|step| by_now(step.datum));
    let leitung = format!("Leitung des {}teams", kontext.stammdaten.einstellungen.amt.begriff_raum);
    let leitung = leitung.as_str();
    let (schritt, zustaendig) = match (chosen, paid, massnahme.status) {
        (_, true, _) => ("Bescheid erteilen", "Wirtschaftliche Jugendhilfe"),
        (true, false, _) => {
            ("über den Ressourceneinsatz entscheiden", kontext.stammdaten.einstellungen.amt.entscheider_geld.as_str())
        }
        (false, false, Status::InBewertung) => ("Angebote bewerten, über die Leistungserbringung entscheiden", leitung),
        (false, false, _) => ("Angebote einholen", leitung),
    };
    let zustand = kontext.zustand(massnahme);
    let mut details = vec![massnahme.id.to_string(), massnahme.status.as_str().to_owned()];
    details.extend(raeume(kontext, massnahme));
    Offen {
        titel: massnahme.titel.clone(),
        betont: true,
        details: vec![details.join(" · ")],
        schritt: schritt.to_owned(),
        zustaendig: zustaendig.to_owned(),
        frist: zahl::tag(massnahme.laufzeit.beginn.day()),
        zustand: zustand.key(),
        wort: wort(zustand),
        bis: massnahme.laufzeit.beginn.day(),
    }
}

fn offener_beschluss(kontext: &Kontext<'_>, gefasst: &Gefasst<'_>) -> Offen {
    let beschluss = gefasst.beschluss;
    let whose = gremium(kontext, gefasst).map(|whose| format!(", {whose}")).unwrap_or_default();
    Offen {
        titel: stellen::without_names(kontext.stammdaten, &beschluss.text),
        betont: false,
        details: vec![format!("Beschluss {} vom {}{whose}", beschluss.nr, zahl::tag(gefasst.sitzung.datum.day()))],
        schritt: format!("umsetzen und im {}team berichten", kontext.stammdaten.einstellungen.amt.begriff_raum),
        zustaendig: stellen::zustaendig(kontext.stammdaten, &gefasst.sitzung.raum, &beschluss.zustaendig),
        frist: zahl::tag(beschluss.frist.day()),
        zustand: gefasst.zustand.key(),
        wort: wort(gefasst.zustand),
        bis: beschluss.frist.day(),
    }
}

/// Where it is, in the overview of the office.
fn raeume(kontext: &Kontext<'_>, massnahme: &Massnahme) -> Option<String> {
    if kontext.raum.is_some() {
        return None;
    }
    let all = kontext.stammdaten.sozialraeume().count();
    if all > 1 && massnahme.sozialraeume.len() == all {
        return Some("alle Sozialräume".to_owned());
    }
    let names: Vec<&str> = massnahme.sozialraeume.iter().map(|raum| kontext.stammdaten.raum_name(raum)).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

/// Whose meeting it was, in the overview of the office.
fn gremium(kontext: &Kontext<'_>, gefasst: &Gefasst<'_>) -> Option<String> {
    kontext.raum.is_none().then(|| kontext.stammdaten.raum_name(&gefasst.sitzung.raum).to_owned())
}

fn massnahmenzeile(kontext: &Kontext<'_>, massnahme: &Massnahme) -> Massnahmenzeile {
    let decisions = &massnahme.entscheidungen;
    let step = |datum: Datum, durch: String| {
        let durch = stellen::without_names(kontext.stammdaten, &durch);
        (datum.day() <= kontext.heute).then(|| Schritt { datum: zahl::tag(datum.day()), durch })
    };
    // The Raum stands in the headline; which teams found a joint Bedarf stands in the overview of the office.
    let team =
        if massnahme.bedarf.gremium.starts_with("Sozialraumteams") { "Sozialraumteams" } else { "Sozialraumteam" };
    let leistung = decisions.leistungserbringung.as_ref().and_then(|decided| {
        let who = if decided.durch.starts_with("Leitung") { "Leitung" } else { decided.durch.as_str() };
        let what = decided.angebot.as_deref().map_or_else(
            || "kein Angebot".to_owned(),
            |angebot| format!("Angebot {}", angebot.rsplit(['-', '/']).next().unwrap_or(angebot)),
        );
        step(decided.datum, format!("{who}: {what}"))
    });
    let geld = decisions.ressourceneinsatz.as_ref();
    let geld = geld.and_then(|decided| step(decided.datum, format!("{}: {}", decided.gremium, decided.ergebnis)));
    let bescheid = decisions.bescheid.as_ref();
    let bescheid = bescheid.and_then(|bescheid| step(bescheid.datum, zahl::euro(bescheid.betrag)));
    let mut details = vec![massnahme.id.to_string()];
    details.extend(raeume(kontext, massnahme));
    Massnahmenzeile {
        titel: massnahme.titel.clone(),
        details,
        bedarf: step(massnahme.bedarf.festgestellt_am, team.to_owned()),
        leistungserbringung: leistung,
        ressourceneinsatz: geld,
        bescheid,
        zustand: kontext.zustand(massnahme).key(),
        stand: massnahme.status.as_str().to_owned(),
    }
}

fn beschlusszeile(kontext: &Kontext<'_>, gefasst: &Gefasst<'_>) -> Beschlusszeile {
    let beschluss = gefasst.beschluss;
    let stand = match (gefasst.zustand, gefasst.erledigt) {
        (Zustand::Erledigt, Some(day)) => format!("erledigt {}", zahl::tag(day)),
        (Zustand::Erledigt, None) => "bewilligt".to_owned(),
        (Zustand::Abgelehnt, _) => "abgelehnt".to_owned(),
        (Zustand::Ueberfaellig, _) => "überfällig".to_owned(),
        (Zustand::Offen, _) => "offen".to_owned(),
    };
    Beschlusszeile {
        datum: zahl::tag(gefasst.sitzung.datum.day()),
        nummer: format!("Nr.\u{a0}{}", beschluss.nr),
        gremium: gremium(kontext, gefasst),
        text: stellen::without_names(kontext.stammdaten, &beschluss.text),
        abstimmung: beschluss.abstimmung.clone(),
        zustaendig: stellen::zustaendig(kontext.stammdaten, &gefasst.sitzung.raum, &beschluss.zustaendig),
        frist: zahl::tag(beschluss.frist.day()),
        zustand: gefasst.zustand.key(),
        stand,
    }
}

fn beschlussnoten(kontext: &Kontext<'_>, beschluesse: &Beschluesse<'_>) -> Vec<String> {
    let mut noten = Vec::new();
    if !beschluesse.liste.is_empty() {
        noten.push(format!(
            "Ein Beschluss zu {} ist mit dem Bescheid oder der Ablehnung erledigt, jeder andere mit dem vermerkten \
                 Tag.",
            kontext.stammdaten.woerter().massnahme.mit(Begleiter::Ein, Fall::Dativ)
        ));
    }
    match beschluesse.aeltere {
        0 => {}
        1 => noten.push("Ein weiterer Beschluss liegt mehr als ein Jahr zurück und ist ohne Erledigung.".to_owned()),
        count => noten.push(format!(
            "{} weitere Beschlüsse liegen mehr als ein Jahr zurück und sind ohne Erledigung.",
            gross(&zahl::zahlwort(count))
        )),
    }
    noten
}

fn herkunft(kontext: &Kontext<'_>, anhang: &str) -> Herkunft {
    let einstellungen = &kontext.stammdaten.einstellungen;
    let mut texte = vec![format!(
        "{} und Sitzungen in den Stammdaten vom {}; maschinenlesbar in der angehängten Datei {anhang}.",
        einstellungen.woerter.massnahme.mehrzahl(),
        zahl::tag(einstellungen.stand.day())
    )];
    if einstellungen.alle_personen_erfunden {
        texte.push(format!(
            "Beispieldaten: Träger, {} und Beschlüsse sind erfunden.",
            einstellungen.woerter.massnahme.mehrzahl()
        ));
    }
    Herkunft { texte }
}

/// The same for machines.
fn anhang(kontext: &Kontext<'_>, daten: &Daten) -> Value {
    json!({
        "schema": "beschluesse/1",
        "stand": kontext.heute.to_string(),
        "seit": kontext.seit().to_string(),
        "raum": kontext.raum,
        "offen": daten.offen.zeilen,
        "massnahmen": daten.massnahmen.zeilen,
        "beschluesse": daten.beschluesse.zeilen,
    })
}
