//! What Anlage 3 says about the outcome: the result in one sentence, ties, decisions.

use serde::Serialize;

use crate::domain::angebot::Angebot;
use crate::domain::massnahme::{Massnahme, Status};
use crate::domain::{Datum, Stammdaten};
use crate::present::zahl::{self, NBSP};

use super::kopf::traeger_name;
use super::{Absaetze, absaetze, buchstabe};

/// One decision of the way from the Bedarf to the Bescheid.
#[derive(Clone, Debug, Serialize)]
pub struct Entscheidung {
    /// What is decided.
    pub was: String,
    /// Day; `…` while it is open, empty in the blank form.
    pub datum: String,
    /// Who decides.
    pub durch: String,
    /// What was decided, and why.
    pub ergebnis: Absaetze,
}

/// The names of the decisions and who takes them, for the blank form.
pub fn entscheidungen_leer(stammdaten: &Stammdaten) -> Vec<Entscheidung> {
    let amt = &stammdaten.einstellungen.amt;
    let leer = |was: &str, durch: &str| Entscheidung {
        was: was.to_owned(),
        datum: String::new(),
        durch: durch.to_owned(),
        ergebnis: Absaetze::new(),
    };
    vec![
        leer(LEISTUNG, &format!("Leitung des {}teams", amt.begriff_raum)),
        leer(RESSOURCEN, &amt.entscheider_geld),
        leer(BESCHEID, WJH),
    ]
}

/// The decision on who delivers.
const LEISTUNG: &str = "Leistungserbringung";
/// The decision on money.
const RESSOURCEN: &str = "Ressourceneinsatz";
/// The Bescheid.
const BESCHEID: &str = "Bescheid";
/// Who issues it.
const WJH: &str = "Wirtschaftliche Jugendhilfe";

/// The decisions on record; open ones are said to be open.
pub fn entscheidungen(stammdaten: &Stammdaten, massnahme: &Massnahme) -> Vec<Entscheidung> {
    let rejected = massnahme.status == Status::Abgelehnt;
    let mut list: Vec<Entscheidung> = entscheidungen_leer(stammdaten)
        .into_iter()
        .map(|open| Entscheidung {
            datum: if rejected { zahl::NICHTS } else { zahl::UNBEKANNT }.to_owned(),
            ergebnis: vec![vec![if rejected { "entfällt" } else { "steht aus" }.to_owned()]],
            ..open
        })
        .collect();
    let found = &massnahme.entscheidungen;
    if let (Some(decision), Some(entry)) = (&found.leistungserbringung, list.get_mut(0)) {
        let chosen = decision.angebot.as_deref().map_or_else(
            || "Kein Angebot ausgewählt.".to_owned(),
            |id| format!("{} ausgewählt.", angebot_name(stammdaten, massnahme, id)),
        );
        *entry = entscheidung(LEISTUNG, decision.datum, &decision.durch, chosen, &decision.begruendung);
    }
    if let (Some(decision), Some(entry)) = (&found.ressourceneinsatz, list.get_mut(1)) {
        let money = format!("{}: {}", decision.ergebnis, zahl::euro(decision.betrag));
        *entry = entscheidung(RESSOURCEN, decision.datum, &decision.gremium, money, &decision.bemerkung);
    }
    if let (Some(decision), Some(entry)) = (&found.bescheid, list.get_mut(2)) {
        let money = format!("{} an {}", zahl::euro(decision.betrag), empfaenger(stammdaten, massnahme));
        let file = format!("Aktenzeichen {}{}", decision.aktenzeichen, jahresraten(massnahme));
        *entry = entscheidung(BESCHEID, decision.datum, WJH, money, &file);
    }
    if let Some(decision) = &found.kein_leistungsangebot {
        list.push(entscheidung("Kein Leistungsangebot", decision.datum, zahl::NICHTS, String::new(), &decision.grund));
    }
    list
}

/// One decision: what, when, who, and its reason as paragraphs.
fn entscheidung(was: &str, datum: Datum, durch: &str, ergebnis: String, grund: &str) -> Entscheidung {
    let mut text = absaetze(&ergebnis);
    text.extend(absaetze(grund));
    Entscheidung { was: was.to_owned(), datum: zahl::tag(datum.day()), durch: durch.to_owned(), ergebnis: text }
}

/// Who receives the money.
fn empfaenger(stammdaten: &Stammdaten, massnahme: &Massnahme) -> String {
    massnahme.bewilligung.as_ref().map_or_else(
        || "den Träger".to_owned(),
        |bewilligung| traeger_name(stammdaten, &bewilligung.traeger).to_owned(),
    )
}

/// The parts by Haushaltsjahr, where there are several: `; davon 2026: 1.000,00 €, 2027: …`.
fn jahresraten(massnahme: &Massnahme) -> String {
    let parts = massnahme.bewilligung.as_ref().and_then(|bewilligung| bewilligung.jahresraten.as_ref());
    let parts: Vec<String> =
        parts.into_iter().flatten().map(|rate| format!("{}:{NBSP}{}", rate.jahr, zahl::euro(rate.betrag))).collect();
    if parts.len() > 1 { format!("; davon {}", parts.join(", ")) } else { String::new() }
}

/// "Angebot B (Träger)".
fn angebot_name(stammdaten: &Stammdaten, massnahme: &Massnahme, id: &str) -> String {
    massnahme.angebote.iter().find(|angebot| angebot.id == id).map_or_else(
        || format!("Angebot {id}"),
        |angebot| {
            let traeger = traeger_name(stammdaten, &angebot.traeger);
            format!("Angebot{NBSP}{} ({traeger})", buchstabe(massnahme, angebot))
        },
    )
}

/// The result in one sentence, the first thing a reader wants to know.
pub fn ergebnis(stammdaten: &Stammdaten, massnahme: &Massnahme) -> String {
    if let Some(decision) = &massnahme.entscheidungen.leistungserbringung {
        let Some(chosen) = decision.angebot.as_deref() else {
            return "Kein Angebot ist ausgewählt.".to_owned();
        };
        let scored = massnahme.angebote.iter().find(|angebot| angebot.id == chosen);
        let place = scored.map(|angebot| platz(massnahme, angebot)).unwrap_or_default();
        return format!("Ausgewählt ist {}{place}.", angebot_name(stammdaten, massnahme, chosen));
    }
    let first: Vec<&Angebot> = massnahme.angebote.iter().filter(|angebot| rang(angebot) == Some(1)).collect();
    match first.as_slice() {
        [] if massnahme.angebote.iter().all(|angebot| angebot.anlage3.is_none()) => {
            "Noch nicht bewertet und nicht entschieden.".to_owned()
        }
        [] => "Noch nicht entschieden; kein Angebot erfüllt die Mindestanforderungen.".to_owned(),
        [only] => format!(
            "Noch nicht entschieden; vorn liegt {}{}.",
            angebot_name(stammdaten, massnahme, &only.id),
            platz(massnahme, only)
        ),
        several => format!(
            "Noch nicht entschieden; die Angebote {} liegen gleichauf.",
            aufzaehlung(several.iter().map(|angebot| buchstabe(massnahme, angebot)).collect())
        ),
    }
}

/// `: Rang 1 von 3 mit 3,2250 Punkten`; nothing for an offer that is not scored.
fn platz(massnahme: &Massnahme, angebot: &Angebot) -> String {
    let Some(form) = &angebot.anlage3 else { return String::new() };
    let points = format!("{}{NBSP}Punkten", zahl::zahl(form.gewichtete_summe, 4));
    match (form.rang, massnahme.angebote.len()) {
        (Some(_), 1) => format!(": einziges Angebot, {points}"),
        (Some(rank), count) => format!(": Rang{NBSP}{rank} von {count} mit {points}"),
        (None, _) => format!(": ohne Rang mit {points}"),
    }
}

/// The recorded rank.
fn rang(angebot: &Angebot) -> Option<u32> {
    angebot.anlage3.as_ref()?.rang
}

/// The rule of § 74 (4) SGB VIII for offers of the same rank.
pub const GLEICHSTANDSREGEL: &str = "Bei Gleichstand hat nach § 74 Abs. 4 SGB VIII das Angebot den Vorzug, das stärker \
     an den Interessen der Betroffenen orientiert ist und ihre Einflussnahme auf die Ausgestaltung der Maßnahme \
     gewährleistet.";

/// Where the tie rule applied: which offers, on which rank, and which was preferred.
pub fn gleichstand(massnahme: &Massnahme) -> Vec<String> {
    let mut ranks: Vec<u32> = massnahme.angebote.iter().filter_map(rang).collect();
    ranks.sort_unstable();
    ranks.dedup();
    ranks.into_iter().filter_map(|rank| gleichstand_auf(massnahme, rank)).collect()
}

/// The sentence about one rank, if several offers hold it.
fn gleichstand_auf(massnahme: &Massnahme, rank: u32) -> Option<String> {
    let tied: Vec<&Angebot> = massnahme.angebote.iter().filter(|angebot| rang(angebot) == Some(rank)).collect();
    let [first, _, ..] = tied.as_slice() else { return None };
    let points = zahl::zahl(first.anlage3.as_ref()?.gewichtete_summe, 4);
    let names = aufzaehlung(tied.iter().map(|angebot| buchstabe(massnahme, angebot)).collect());
    let decision = massnahme.entscheidungen.leistungserbringung.as_ref();
    let chosen =
        tied.iter().find(|angebot| decision.and_then(|decision| decision.angebot.as_ref()) == Some(&angebot.id));
    let outcome = match (chosen, decision) {
        (Some(chosen), _) => {
            format!("Die Regel ist angewandt: Vorgezogen ist Angebot{NBSP}{}.", buchstabe(massnahme, chosen))
        }
        (None, Some(_)) => "Für die Auswahl war er ohne Bedeutung.".to_owned(),
        (None, None) => "Über den Vorzug ist noch nicht entschieden.".to_owned(),
    };
    Some(format!("Gleichstand auf Rang{NBSP}{rank}: Angebote {names} mit je {points}{NBSP}Punkten. {outcome}"))
}

/// `A, B und C`.
fn aufzaehlung(mut names: Vec<String>) -> String {
    match names.pop() {
        Some(last) if names.is_empty() => last,
        Some(last) => format!("{} und {last}", names.join(", ")),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::proben::{massnahme, stammdaten};
    use super::*;

    #[test]
    fn the_result_is_said_first() {
        let stammdaten = stammdaten();
        let result = |id: &str| ergebnis(&stammdaten, massnahme(&stammdaten, id)).replace(NBSP, " ");
        assert_eq!(
            result("GWA-2026-05"),
            "Ausgewählt ist Angebot B (Träger „Anker & Segel“ e. V.): Rang 1 von 3 mit 3,2250 Punkten."
        );
        assert_eq!(result("GWA-2026-16"), "Kein Angebot ist ausgewählt.");
        assert_eq!(result("GWA-2026-14"), "Noch nicht bewertet und nicht entschieden.");
        assert!(result("GWA-2026-12").starts_with("Noch nicht entschieden; vorn liegt Angebot A"));
    }

    #[test]
    fn the_tie_rule_is_named_where_it_applied() {
        let stammdaten = stammdaten();
        let ties = gleichstand(massnahme(&stammdaten, "GWA-2026-05"));
        assert_eq!(ties.len(), 1);
        assert!(
            ties[0].contains("Angebote A und B mit je 3,2250") && ties[0].contains("Vorgezogen ist Angebot\u{a0}B.")
        );
        assert!(gleichstand(massnahme(&stammdaten, "GWA-2025-09")).is_empty());
    }

    #[test]
    fn open_decisions_are_said_to_be_open() {
        let stammdaten = stammdaten();
        let open = entscheidungen(&stammdaten, massnahme(&stammdaten, "GWA-2026-12"));
        assert!(open.iter().all(|entry| entry.ergebnis == [["steht aus"]]));
        let rejected = entscheidungen(&stammdaten, massnahme(&stammdaten, "GWA-2026-16"));
        assert_eq!(rejected.len(), 4);
        assert_eq!(rejected[1].ergebnis, [["entfällt"]]);
    }
}
