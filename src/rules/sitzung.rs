//! One meeting: what is wrong with its invitation, and whether its Beschlüsse agree with the records of the Maßnahmen
//! they decide on.

use chrono::NaiveDate;

use super::aktenzeichen;
use super::termine::einladung_bis;
use crate::domain::massnahme::Massnahme;
use crate::domain::sitzung::{Beschluss, Beschlussgegenstand, Sitzung};
use crate::domain::woerter::{Begleiter, Fall, capitalized};
use crate::domain::{MassnahmeId, Quartal, RaumId, Stammdaten};
use crate::finding::sitzung::Sitzungsbefund;

/// What the invitation of a day and its enclosures are made of.
#[derive(Clone, Copy, Debug)]
pub struct Einladungslage<'a> {
    /// Day on which it goes out.
    pub am: NaiveDate,
    /// The last meeting of the team.
    pub letzte: Option<&'a Sitzung>,
    /// The latest accepted quarter.
    pub budget: Option<Quartal>,
    /// Minutes that the agenda takes.
    pub minuten: u32,
}

/// What is wrong with the invitation to a meeting.
pub fn einladung(stammdaten: &Stammdaten, sitzung: &Sitzung, lage: &Einladungslage<'_>) -> Vec<Sitzungsbefund> {
    let id = sitzung.id.as_str();
    let warnung =
        |regel, befund: String, abhilfe: &str| Sitzungsbefund::warnung(regel, &[id], befund, abhilfe.to_owned());
    let mut befunde = Vec::new();
    let frist = stammdaten.einstellungen.regeln.einladungsfrist_tage;
    if lage.am > einladung_bis(stammdaten, sitzung.datum.day()) {
        let days = sitzung.datum.day().signed_duration_since(lage.am).num_days();
        befunde.push(warnung(
            "einladung-zu-spaet",
            format!(
                "Die Einladung ist vom {} und damit {} vor der Sitzung am {}; vorgesehen sind mindestens {frist} Tage.",
                tag(lage.am),
                if days == 1 { "nur einen Tag".to_owned() } else { format!("nur {days} Tage") },
                tag(sitzung.datum.day())
            ),
            "Sofort versenden; die Einladung nennt die kurze Frist selbst.",
        ));
    }
    if let Some(letzte) = lage.letzte.filter(|letzte| letzte.protokoll.is_none()) {
        befunde.push(warnung(
            "protokoll-fehlt",
            format!("Das Protokoll der letzten Sitzung vom {} ist nicht erfasst.", tag(letzte.datum.day())),
            "In der Sitzungsakte unter protokoll verfasst_von und status ergänzen, dann die Einladung noch einmal schreiben.",
        ));
    }
    if lage.budget.is_none() {
        befunde.push(warnung(
            "budgetuebersicht-fehlt",
            "Es ist noch kein Quartal aufgenommen; die Einladung hat keine Budgetübersicht.".to_owned(),
            "Die Lieferung der WJH mit „einlesen“ aufnehmen, dann die Einladung noch einmal schreiben.",
        ));
    }
    if let Some((beginn, ende)) = sitzung.zeiten()
        && i64::from(lage.minuten) > ende.signed_duration_since(beginn).num_minutes()
    {
        let there = ende.signed_duration_since(beginn).num_minutes();
        befunde.push(warnung(
            "tagesordnung-zu-lang",
            format!("Die Tagesordnung braucht {} Minuten, die Sitzung hat {there}.", lage.minuten),
            "Minuten kürzen, ein Thema verschieben oder das Ende der Sitzung ändern.",
        ));
    }
    befunde.extend(not_reached(stammdaten, sitzung));
    befunde
}

/// Members of the team who are not on the distribution list for invitations.
fn not_reached(stammdaten: &Stammdaten, sitzung: &Sitzung) -> Option<Sitzungsbefund> {
    let team = stammdaten.sozialraumteam(&sitzung.raum)?;
    let gruppe = format!("sozialraumteam:{}", sitzung.raum);
    let is_listed = |email: &str| {
        let of_group = stammdaten.verteiler.iter().filter(|empfaenger| empfaenger.gruppe == gruppe);
        of_group
            .into_iter()
            .any(|empfaenger| empfaenger.email == email && empfaenger.an.iter().any(|an| an == "einladung"))
    };
    let names: Vec<String> = team
        .mitglieder
        .iter()
        .filter(|mitglied| !is_listed(&mitglied.email))
        .map(|mitglied| mitglied.voller_name())
        .collect();
    if names.is_empty() {
        return None;
    }
    Some(Sitzungsbefund::warnung(
        "nicht-im-verteiler",
        &[&sitzung.id],
        format!("Zum Team gehören, ohne die Einladung zu bekommen: {}.", names.join(", ")),
        format!(
            "In data/stammdaten/verteiler.toml unter verteiler in die Gruppe {gruppe} mit an = [\"einladung\"] aufnehmen."
        ),
    ))
}

/// Where a record of a meeting names a case. Such a paper must not be made.
pub fn names_a_case(stammdaten: &Stammdaten, sitzung: &Sitzung) -> Option<String> {
    let muster = &stammdaten.einstellungen.amt.az_muster;
    let punkte = sitzung.tagesordnung.iter().flat_map(|punkt| {
        [&punkt.titel, &punkt.text, &punkt.ergebnis].map(|text| (format!("tagesordnung, Punkt {}", punkt.nr), text))
    });
    let beschluesse =
        sitzung.beschluesse.iter().map(|beschluss| (format!("beschluesse, Nummer {}", beschluss.nr), &beschluss.text));
    punkte.chain(beschluesse).find(|(_, text)| aktenzeichen::occurs(muster, text)).map(|(place, _)| place)
}

/// Beschlüsse of a meeting that contradict the record of their Maßnahme.
pub fn beschluesse(stammdaten: &Stammdaten, sitzung: &Sitzung) -> Vec<Sitzungsbefund> {
    sitzung.beschluesse.iter().flat_map(|beschluss| of_beschluss(stammdaten, sitzung, beschluss)).collect()
}

fn of_beschluss(stammdaten: &Stammdaten, sitzung: &Sitzung, beschluss: &Beschluss) -> Vec<Sitzungsbefund> {
    let Some(id) = &beschluss.massnahme else { return Vec::new() };
    let found = |regel, text: String, abhilfe: String| {
        Sitzungsbefund::warnung(regel, &[&sitzung.id], format!("Beschluss {}: {text}", beschluss.nr), abhilfe)
    };
    let wort = |fall: Fall| stammdaten.woerter().massnahme.mit(Begleiter::Der, fall);
    let Some(massnahme) = stammdaten.massnahme(id) else {
        return vec![found(
            "massnahme-fehlt",
            format!("{} {id} ist nicht erfasst.", capitalized(&wort(Fall::Nominativ))),
            format!("Den Schlüssel {} berichtigen oder die Akte anlegen.", wort(Fall::Genitiv)),
        )];
    };
    let mut befunde = Vec::new();
    if !concerns(massnahme, &sitzung.raum) {
        befunde.push(found(
            "massnahme-anderer-raum",
            format!(
                "{} {id} betrifft {} nicht.",
                capitalized(&wort(Fall::Nominativ)),
                stammdaten.raum_name(&sitzung.raum)
            ),
            format!("Den Schlüssel {} im Beschluss oder die Räume in der Akte berichtigen.", wort(Fall::Genitiv)),
        ));
    }
    let on = sitzung.datum.day();
    match beschluss.gegenstand() {
        Some(Beschlussgegenstand::Bedarf) => befunde.extend(
            bedarf(stammdaten, sitzung, massnahme).map(|(text, remedy)| found("bedarf-anderer-tag", text, remedy)),
        ),
        Some(Beschlussgegenstand::Leistungserbringung) | None => {}
    }
    for (day, what) in later_steps(massnahme, beschluss.gegenstand()) {
        if day < on {
            befunde.push(found(
                "reihenfolge",
                format!(
                    "{what} {} {id} ist vom {}, also vor dem Beschluss vom {}.",
                    wort(Fall::Genitiv),
                    tag(day),
                    tag(on)
                ),
                format!(
                    "Prüfen, welches Datum stimmt, und es in der Sitzungsakte oder der Akte {} berichtigen.",
                    wort(Fall::Genitiv)
                ),
            ));
            break;
        }
    }
    befunde
}

/// Whether a team has to do with a Maßnahme.
fn concerns(massnahme: &Massnahme, raum: &RaumId) -> bool {
    massnahme.sozialraeume.contains(raum)
        || massnahme.gemeinsam_mit.contains(raum)
        || massnahme.anteile.iter().any(|anteil| &anteil.raum == raum)
}

/// Whether the record of a Maßnahme knows the day on which its Bedarf was found.
///
/// A joint one has a single day for several teams: it agrees if any of them met on it, or this team found it too.
fn bedarf(stammdaten: &Stammdaten, sitzung: &Sitzung, massnahme: &Massnahme) -> Option<(String, String)> {
    let on_record = massnahme.bedarf.festgestellt_am;
    let team_met = stammdaten
        .sitzungen
        .iter()
        .any(|other| other.datum == on_record && other.abgesagt.is_none() && concerns(massnahme, &other.raum));
    if on_record == sitzung.datum || (massnahme.sozialraeume.len() > 1 && team_met) {
        return None;
    }
    let id: &MassnahmeId = &massnahme.id;
    let text = format!(
        "Nach der Akte {} {id} ist der Bedarf am {} festgestellt{}, nach dem Beschluss am {}.",
        stammdaten.woerter().massnahme.mit(Begleiter::Der, Fall::Genitiv),
        tag(on_record.day()),
        if team_met { "" } else { ", einem Tag ohne Sitzung" },
        tag(sitzung.datum.day())
    );
    let remedy = format!("In data/massnahmen/{id}.toml festgestellt_am und Anlage 1 prüfen, sonst den Beschluss.");
    Some((text, remedy))
}

/// Steps of a Maßnahme that cannot come before a Beschluss of this kind, in their order.
fn later_steps(massnahme: &Massnahme, gegenstand: Option<Beschlussgegenstand>) -> Vec<(NaiveDate, &'static str)> {
    let decisions = &massnahme.entscheidungen;
    let leistung = decisions
        .leistungserbringung
        .as_ref()
        .map(|step| (step.datum.day(), "Die Entscheidung über die Leistungserbringung"));
    let rest = [
        decisions
            .ressourceneinsatz
            .as_ref()
            .map(|step| (step.datum.day(), "Die Entscheidung über den Ressourceneinsatz")),
        decisions.bescheid.as_ref().map(|step| (step.datum.day(), "Der Bescheid")),
        Some((massnahme.laufzeit.beginn.day(), "Der Beginn")),
    ];
    match gegenstand {
        None => Vec::new(),
        // The team's vote comes before its Leitung decides.
        Some(_) => leistung.into_iter().chain(rest.into_iter().flatten()).collect(),
    }
}

/// "09.11.2026".
fn tag(day: NaiveDate) -> String {
    day.format("%d.%m.%Y").to_string()
}

#[cfg(test)]
mod tests {

    use super::*;
    use crate::domain::Datum;

    fn stammdaten() -> Stammdaten {
        let Ok(office) = crate::workspace::load(crate::checkout()) else { panic!("the sample has findings") };
        office.stammdaten
    }

    fn datum(text: &str) -> Datum {
        Datum::parse(text).expect("a day")
    }

    fn rules(befunde: &[Sitzungsbefund]) -> Vec<&str> {
        befunde.iter().map(|befund| befund.regel).collect()
    }

    /// Achim voted on 08.06.2026 that there is a need; the record of GWA-2026-14 says 29.04.2026, when no team met.
    #[test]
    fn a_bedarf_of_another_day_is_found() {
        let stammdaten = stammdaten();
        let befunde = beschluesse(&stammdaten, stammdaten.sitzung("SRT-achim-2026-3").expect("a meeting"));
        assert_eq!(rules(&befunde), ["bedarf-anderer-tag"]);
        assert_eq!(
            befunde[0].befund,
            "Beschluss 2026-3/1: Nach der Akte der Maßnahme GWA-2026-14 ist der Bedarf am 29.04.2026 festgestellt, \
             einem Tag ohne Sitzung, nach dem Beschluss am 08.06.2026."
        );
    }

    #[test]
    fn a_bedarf_of_the_same_day_agrees() {
        let mut stammdaten = stammdaten();
        let record = stammdaten.massnahmen.iter_mut().find(|m| m.id.as_str() == "GWA-2026-14").expect("a record");
        record.bedarf.festgestellt_am = datum("2026-06-08");
        let sitzung = stammdaten.sitzung("SRT-achim-2026-3").expect("a meeting");
        assert_eq!(beschluesse(&stammdaten, sitzung), []);
    }

    /// A vote in September 2026 on what was granted in the winter before: every later step is too early, the first is
    /// told. Verden's Maßnahme is none of Achim's.
    #[test]
    fn order_and_place_are_checked() {
        let stammdaten = stammdaten();
        let mut sitzung = stammdaten.sitzung("SRT-achim-2026-3").expect("a meeting").clone();
        sitzung.beschluesse[0].massnahme = Some("GWA-2026-01".into());
        sitzung.beschluesse[0].text = "Die Leitung empfiehlt dem Regionalteam die Förderung der Maßnahme.".to_owned();
        let befunde = beschluesse(&stammdaten, &sitzung);
        assert_eq!(rules(&befunde), ["massnahme-anderer-raum", "reihenfolge"]);
        assert!(
            befunde[1].befund.contains("Leistungserbringung der Maßnahme GWA-2026-01 ist vom 05.11.2025"),
            "{}",
            befunde[1].befund
        );
        sitzung.beschluesse[0].massnahme = Some("GWA-2099-01".into());
        assert_eq!(rules(&beschluesse(&stammdaten, &sitzung)), ["massnahme-fehlt"]);
    }

    #[test]
    fn an_invitation_is_checked_for_time_minutes_and_enclosures() {
        let mut stammdaten = stammdaten();
        stammdaten.verteiler.retain(|empfaenger| empfaenger.email != "petra.platzhalter@example.org");
        let sitzung = stammdaten.sitzung("SRT-achim-2026-4").expect("a meeting");
        let letzte = stammdaten.sitzung("SRT-achim-2026-3").expect("a meeting");
        let day = |text: &str| datum(text).day();
        let good = Einladungslage {
            am: day("2026-09-04"),
            letzte: Some(letzte),
            budget: "2026-Q2".parse().ok(),
            minuten: 150,
        };
        assert_eq!(rules(&einladung(&stammdaten, sitzung, &good)), ["nicht-im-verteiler"]);
        let mut unwritten = letzte.clone();
        unwritten.protokoll = None;
        let bad = Einladungslage { am: day("2026-09-05"), letzte: Some(&unwritten), budget: None, minuten: 151 };
        let befunde = einladung(&stammdaten, sitzung, &bad);
        assert_eq!(
            rules(&befunde),
            [
                "einladung-zu-spaet",
                "protokoll-fehlt",
                "budgetuebersicht-fehlt",
                "tagesordnung-zu-lang",
                "nicht-im-verteiler"
            ]
        );
        assert!(befunde[0].befund.contains("nur 9 Tage vor der Sitzung am 14.09.2026"), "{}", befunde[0].befund);
        assert!(befunde[4].befund.ends_with(": Petra Platzhalter."));
    }

    #[test]
    fn a_case_in_a_record_is_told_by_its_place_only() {
        let stammdaten = stammdaten();
        let mut sitzung = stammdaten.sitzung("SRT-achim-2026-4").expect("a meeting").clone();
        assert_eq!(names_a_case(&stammdaten, &sitzung), None);
        sitzung.tagesordnung[4].ergebnis = "Siehe 51.2.07-0815/26.".to_owned();
        assert_eq!(names_a_case(&stammdaten, &sitzung).as_deref(), Some("tagesordnung, Punkt 5"));
    }
}
