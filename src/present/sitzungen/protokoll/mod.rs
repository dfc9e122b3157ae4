//! The minutes of a meeting: pre-filled before it, with room to write; from the record after it.

mod offene;

use serde::Serialize;
use serde_json::json;

use chrono::{Datelike, NaiveDate};

use self::offene::{Offene, offene};
use super::super::rahmen::Rahmen;
use super::super::{Dokument, zahl};
use super::einladung::with_stelle;
use super::plan::Kopf;
use super::tagesordnung::{Punkt, gehalten, tagesordnung};
use super::{leitung, naechste_sitzung, nummer_im_jahr, tag, tag_in_worten, team_genitiv, team_name, uhr};
use crate::domain::sitzung::{Beschluss, Mitglied, Sitzung};
use crate::domain::{Stammdaten, Zielgruppe};

/// Lines to write on below an item of the agenda.
const WRITING_LINES: u32 = 3;

#[derive(Clone, Debug, Serialize)]
struct Daten {
    rahmen: Rahmen,
    kopf: Kopf,
    vorher: bool,
    angaben: Vec<Angabe>,
    teilnahme: Teilnahme,
    offen: Offene,
    punkte: Vec<Zeile>,
    beschluesse: Beschluesse,
    naechste: String,
    unterschriften: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
struct Angabe {
    begriff: &'static str,
    texte: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
struct Teilnahme {
    titel: String,
    personen: Vec<Person>,
    gaeste: String,
}

#[derive(Clone, Debug, Serialize)]
struct Person {
    name: String,
    stelle: String,
    rolle: String,
    /// Empty before the meeting.
    anwesend: &'static str,
    war_da: bool,
}

#[derive(Clone, Debug, Serialize)]
struct Zeile {
    nr: String,
    beginn: String,
    titel: String,
    zustaendig: String,
    minuten: String,
    text: Vec<String>,
    ergebnis: Vec<String>,
    zeilen: u32,
}

#[derive(Clone, Debug, Serialize)]
struct Beschluesse {
    zeilen: Vec<Beschlusszeile>,
    keine: &'static str,
}

#[derive(Clone, Debug, Serialize)]
struct Beschlusszeile {
    nr: String,
    text: String,
    massnahme: Option<String>,
    abstimmung: String,
    zustaendig: String,
    frist: String,
}

/// The minutes of a meeting. `heute` is the day of the document.
pub fn protokoll(stammdaten: &Stammdaten, sitzung: &Sitzung, heute: NaiveDate) -> Dokument {
    let vorher = !sitzung.has_record();
    let name = stammdaten.raum_name(&sitzung.raum);
    let punkte = if vorher { tagesordnung(stammdaten, sitzung) } else { gehalten(stammdaten, sitzung) };
    let offen = offene(stammdaten, sitzung);
    let rahmen = Rahmen::new(
        &stammdaten.einstellungen,
        heute,
        format!("Protokoll der Sitzung des {} am {}", team_genitiv(stammdaten, &sitzung.raum), tag(sitzung.datum)),
        format!("Protokoll {name} · {}", tag(sitzung.datum)),
        fuss(sitzung, heute, vorher),
    );
    let daten = Daten {
        rahmen: rahmen.with_anhang(
            format!("protokoll-{}.json", sitzung.id),
            "Tagesordnung, Ergebnisse und Beschlüsse in maschinenlesbarer Form".to_owned(),
        ),
        kopf: Kopf {
            thema: format!(
                "{} {}",
                if vorher { "Vordruck für das Protokoll" } else { "Protokoll" },
                team_name(stammdaten, &sitzung.raum)
            ),
            stand: format!(
                "{}. Sitzung {} · {}",
                nummer_im_jahr(stammdaten, sitzung),
                sitzung.datum.day().year(),
                tag(sitzung.datum)
            ),
            titel: if vorher { titel_vorher(name, &punkte, &offen) } else { titel_nachher(sitzung, name) },
            lang: false,
            luecken: [],
        },
        vorher,
        angaben: angaben(stammdaten, sitzung, vorher),
        teilnahme: teilnahme(stammdaten, sitzung, vorher),
        offen,
        beschluesse: beschluesse(stammdaten, sitzung),
        naechste: naechste(stammdaten, sitzung),
        unterschriften: vec![
            format!("Leitung des {}teams", stammdaten.einstellungen.amt.begriff_raum),
            "Protokoll".to_owned(),
        ],
        punkte: punkte.iter().map(|punkt| zeile(punkt, vorher)).collect(),
    };
    Dokument {
        template: "protokoll.typ",
        zielgruppe: Zielgruppe::Fachkreis,
        proben: Vec::new(),
        // The form has a name of its own: nobody gets it by mail as the minutes.
        pfad: format!("sitzungen/{}/protokoll{}.pdf", sitzung.id, if vorher { "-vordruck" } else { "" }),
        anhang: json!({
            "sitzung": sitzung.id,
            "raum": sitzung.raum.as_str(),
            "datum": sitzung.datum.to_string(),
            "vorausgefuellt": vorher,
            "punkte": daten.punkte,
            "beschluesse": daten.beschluesse.zeilen,
            "offen": daten.offen.zeilen,
        }),
        // Cannot fail on these structs: they hold texts and flags only.
        daten: serde_json::to_value(&daten).unwrap_or_default(),
    }
}

fn fuss(sitzung: &Sitzung, heute: NaiveDate, vorher: bool) -> String {
    let what =
        if vorher { "Vordruck zum Ausfüllen".to_owned() } else { format!("Protokoll der Sitzung {}", sitzung.id) };
    format!("Stand {} · {what}", zahl::tag(heute))
}

/// "Achim: sechs Punkte, zwei Beschlüsse sind offen".
fn titel_vorher(name: &str, punkte: &[Punkt], offen: &Offene) -> String {
    let items = match punkte.len() {
        1 => "ein Punkt".to_owned(),
        many => format!("{} Punkte", zahl::zahlwort(many)),
    };
    let open = match offen.anzahl {
        0 => "kein Beschluss ist offen".to_owned(),
        1 => "ein Beschluss ist offen".to_owned(),
        many => format!("{} Beschlüsse sind offen", zahl::zahlwort(many)),
    };
    format!("{name}: {items}, {open}")
}

/// "Achim: ein Beschluss, acht von zwölf waren da".
fn titel_nachher(sitzung: &Sitzung, name: &str) -> String {
    let decided = match sitzung.beschluesse.len() {
        0 => "kein Beschluss".to_owned(),
        1 => "ein Beschluss".to_owned(),
        many => format!("{} Beschlüsse", zahl::zahlwort(many)),
    };
    let all = sitzung.teilnehmende.len();
    let there = sitzung.teilnehmende.iter().filter(|person| person.anwesend == Some(true)).count();
    let attendance = if all == 0 {
        String::new()
    } else if there == all {
        format!(", alle {} waren da", zahl::zahlwort(all))
    } else {
        format!(
            ", {} von {} waren da",
            if there == 1 { "eine Person".to_owned() } else { zahl::zahlwort(there) },
            zahl::zahlwort(all)
        )
    };
    format!("{name}: {decided}{attendance}")
}

fn angaben(stammdaten: &Stammdaten, sitzung: &Sitzung, vorher: bool) -> Vec<Angabe> {
    let one = |begriff, text: String| Angabe { begriff, texte: vec![text] };
    let mut list = vec![
        one("Wann", format!("{}, {}–{} Uhr", tag_in_worten(sitzung.datum.day()), sitzung.beginn, sitzung.ende)),
        one("Wo", sitzung.ort.clone()),
    ];
    if let Some(person) = leitung(stammdaten, &sitzung.raum) {
        list.push(one("Leitung", person.voller_name()));
    }
    if let (false, Some(protokoll)) = (vorher, &sitzung.protokoll) {
        list.push(one("Protokoll", format!("{}, {}", protokoll.verfasst_von, protokoll.status)));
    } else if !vorher {
        list.push(one("Protokoll", "noch nicht verfasst; dies ist der Stand der Sitzungsakte".to_owned()));
    }
    if let Some(absage) = &sitzung.abgesagt {
        list.push(one("Abgesagt", format!("am {}: {}", tag(absage.am), absage.grund)));
    }
    list
}

fn teilnahme(stammdaten: &Stammdaten, sitzung: &Sitzung, vorher: bool) -> Teilnahme {
    let team = stammdaten.sozialraumteam(&sitzung.raum);
    let members = team.map(|team| team.mitglieder.as_slice()).unwrap_or_default();
    let known = |email: &str| members.iter().find(|mitglied| mitglied.email == email);
    let personen = if sitzung.teilnehmende.is_empty() {
        members.iter().map(|mitglied| person(Some(mitglied), "", None)).collect()
    } else {
        let list = sitzung.teilnehmende.iter();
        list.map(|teilnahme| {
            let anwesend = teilnahme.anwesend.filter(|_| !vorher);
            person(known(&teilnahme.email), &listed_name(stammdaten, &teilnahme.email), anwesend)
        })
        .collect()
    };
    let guests: Vec<String> = sitzung.gaeste.iter().map(|gast| with_stelle(&gast.name, &gast.stelle)).collect();
    Teilnahme {
        titel: if vorher { "Eingeladen sind" } else { "Teilnahme" }.to_owned(),
        personen,
        gaeste: guests.join("; "),
    }
}

/// The name of somebody who is no member: from the distribution list, or only that there is somebody.
fn listed_name(stammdaten: &Stammdaten, email: &str) -> String {
    let listed = stammdaten.verteiler.iter().find(|empfaenger| empfaenger.email == email);
    listed.map_or_else(|| "nicht mehr im Team".to_owned(), |empfaenger| empfaenger.name.clone())
}

fn person(mitglied: Option<&Mitglied>, name: &str, anwesend: Option<bool>) -> Person {
    Person {
        name: mitglied.map_or_else(|| name.to_owned(), Mitglied::voller_name),
        stelle: mitglied.map(|mitglied| mitglied.stelle.clone()).unwrap_or_default(),
        rolle: mitglied.map(|mitglied| mitglied.rolle.clone()).filter(|rolle| rolle != "Mitglied").unwrap_or_default(),
        anwesend: match anwesend {
            Some(true) => "war da",
            Some(false) => "fehlte",
            None => "",
        },
        war_da: anwesend == Some(true),
    }
}

fn zeile(punkt: &Punkt, vorher: bool) -> Zeile {
    let lines = |text: &str| -> Vec<String> {
        text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
    };
    Zeile {
        nr: punkt.nr.to_string(),
        beginn: punkt.beginn.map(uhr).unwrap_or_default(),
        titel: punkt.titel.clone(),
        zustaendig: punkt.zustaendig.clone(),
        minuten: punkt.minuten.to_string(),
        text: lines(&punkt.text),
        ergebnis: lines(&punkt.ergebnis),
        zeilen: if vorher { WRITING_LINES } else { 0 },
    }
}

fn beschluesse(stammdaten: &Stammdaten, sitzung: &Sitzung) -> Beschluesse {
    let zeile = |beschluss: &Beschluss| Beschlusszeile {
        nr: beschluss.nr.clone(),
        text: beschluss.text.clone(),
        massnahme: massnahme(stammdaten, beschluss),
        abstimmung: beschluss.abstimmung.clone(),
        zustaendig: beschluss.zustaendig.clone(),
        frist: tag(beschluss.frist),
    };
    Beschluesse {
        zeilen: sitzung.beschluesse.iter().map(zeile).collect(),
        keine: "In dieser Sitzung wurde nichts beschlossen.",
    }
}

/// "Maßnahme GWA-2026-14, in Bewertung".
fn massnahme(stammdaten: &Stammdaten, beschluss: &Beschluss) -> Option<String> {
    let id = beschluss.massnahme.as_ref()?;
    let status = stammdaten.massnahme(id).map(|massnahme| massnahme.status.as_str());
    let wort = stammdaten.woerter().massnahme.einzahl();
    Some(status.map_or_else(|| format!("{wort} {id}"), |status| format!("{wort} {id}, {status}")))
}

fn naechste(stammdaten: &Stammdaten, sitzung: &Sitzung) -> String {
    naechste_sitzung(stammdaten, sitzung).map_or_else(
        || "Ein Termin für die nächste Sitzung ist noch nicht erfasst.".to_owned(),
        |next| format!("{}, {}–{} Uhr, {}", tag_in_worten(next.datum.day()), next.beginn, next.ende, next.ort),
    )
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::super::beispiele::{heute, stammdaten};
    use super::*;

    fn of(id: &str) -> Dokument {
        let stammdaten = stammdaten();
        protokoll(&stammdaten, stammdaten.sitzung(id).expect("a meeting"), heute())
    }

    fn texts(list: &Value, key: &str) -> Vec<String> {
        let list = list.as_array().expect("a list");
        list.iter().map(|entry| entry[key].as_str().unwrap_or_default().to_owned()).collect()
    }

    /// Counted by hand in the record: eight came of twelve, one Beschluss.
    #[test]
    fn a_meeting_that_was_held_is_told_from_its_record() {
        let dokument = of("SRT-achim-2026-3");
        let daten = &dokument.daten;
        assert_eq!(dokument.pfad, "sitzungen/SRT-achim-2026-3/protokoll.pdf");
        assert_eq!(daten["vorher"], false);
        assert_eq!(daten["kopf"]["titel"], "Achim: ein Beschluss, acht von zwölf waren da");
        assert_eq!(
            texts(&daten["teilnahme"]["personen"], "anwesend").iter().filter(|word| *word == "fehlte").count(),
            4
        );
        assert_eq!(texts(&daten["beschluesse"]["zeilen"], "nr"), ["2026-3/1"]);
        assert_eq!(daten["beschluesse"]["zeilen"][0]["massnahme"], "Maßnahme GWA-2026-14, in Bewertung");
        assert_eq!(daten["naechste"], "Montag, 14.\u{a0}September 2026, 14:30–17:00 Uhr, Rathaus Achim, Sitzungssaal");
    }

    /// The last Beschluss (08.06.2026) is not done, its Maßnahme is not decided, its day is over. Those of 09.02.2026 and
    /// 10.11.2025 are about GWA-2026-08 and GWA-2026-09, which were granted; without a Maßnahme and so without an end are
    /// six, of 08.09., 09.06., 14.04., 10.02.2025 and two of 2024, all more than a year before 14.09.2026.
    #[test]
    fn before_a_meeting_what_is_open_is_told() {
        let dokument = of("SRT-achim-2026-4");
        let daten = &dokument.daten;
        assert_eq!(daten["vorher"], true);
        assert_eq!(texts(&daten["offen"]["zeilen"], "nr"), ["2026-3/1"]);
        assert_eq!(
            daten["offen"]["note"],
            "6 weitere Beschlüsse liegen mehr als ein Jahr zurück und sind ohne Erledigung."
        );
        assert_eq!(texts(&daten["offen"]["zeilen"], "wort"), ["überfällig"]);
        assert_eq!(daten["kopf"]["titel"], "Achim: sechs Punkte, ein Beschluss ist offen");
        assert!(texts(&daten["teilnahme"]["personen"], "anwesend").iter().all(String::is_empty));
        assert!(daten["punkte"].as_array().expect("items").iter().all(|punkt| punkt["zeilen"] == 3));
    }

    #[test]
    fn results_and_who_sees_to_them_come_from_the_record() {
        let mut stammdaten = stammdaten();
        let sitzung = stammdaten.sitzungen.iter_mut().find(|s| s.id == "SRT-achim-2026-3").expect("a meeting");
        sitzung.tagesordnung[4].ergebnis = "Zahlen vorgestellt.\nAG gebildet.".to_owned();
        sitzung.tagesordnung[4].zustaendig = Some("Platzhalter".to_owned());
        let dokument = protokoll(&stammdaten, stammdaten.sitzung("SRT-achim-2026-3").expect("a meeting"), heute());
        let punkt = &dokument.daten["punkte"][4];
        assert_eq!(punkt["ergebnis"], json!(["Zahlen vorgestellt.", "AG gebildet."]));
        assert_eq!((&punkt["zustaendig"], &punkt["nr"]), (&json!("Platzhalter"), &json!("5")));
        assert_eq!(dokument.daten["punkte"][5]["zustaendig"], "Beispielsen", "who presents it sees to it");
    }
}
