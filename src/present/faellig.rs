//! What is due, in words: for the terminal, for mails, for the page of a run.

use chrono::NaiveDate;
use serde::Serialize;

use super::zahl;
use crate::domain::faellig::{Dringlichkeit, Faelliges, Sache};
use crate::domain::lieferung::Lieferart;
use crate::domain::massnahme::Massnahme;
use crate::domain::raum::Ebene;
use crate::domain::woerter::{Begleiter, Fall, capitalized};
use crate::domain::{MassnahmeId, Quartal, RaumId, Stammdaten};
use crate::rules;

/// So many rules with warnings are named.
const REGELN: usize = 3;

/// Something due, in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Zeile {
    /// Key: the same for the same deadline, always.
    pub schluessel: String,
    /// Kind, one word.
    pub art: &'static str,
    /// How much it presses.
    pub dringlichkeit: Dringlichkeit,
    /// Since when it is to be done.
    pub seit: NaiveDate,
    /// The last day in time; none where nothing sets one.
    pub bis: Option<NaiveDate>,
    /// Days that it is late; none where it is not.
    pub tage_zu_spaet: Option<i64>,
    /// What is due.
    pub was: String,
    /// Why.
    pub warum: String,
    /// What to do.
    pub tun: String,
}

/// Everything that is due, in words, in its order.
pub fn zeilen(stammdaten: &Stammdaten, faellig: &[Faelliges], heute: NaiveDate) -> Vec<Zeile> {
    faellig.iter().map(|one| zeile(stammdaten, one, heute)).collect()
}

fn zeile(stammdaten: &Stammdaten, faelliges: &Faelliges, heute: NaiveDate) -> Zeile {
    let Worte { was, warum, tun } = worte(stammdaten, faelliges);
    let late = faelliges.bis.map(|bis| (heute - bis).num_days()).filter(|days| *days > 0);
    Zeile {
        schluessel: faelliges.sache.to_string(),
        art: faelliges.sache.art(),
        dringlichkeit: faelliges.dringlichkeit,
        seit: faelliges.seit,
        bis: faelliges.bis,
        tage_zu_spaet: late,
        was,
        warum,
        tun,
    }
}

struct Worte {
    was: String,
    warum: String,
    tun: String,
}

fn worte(stammdaten: &Stammdaten, faelliges: &Faelliges) -> Worte {
    let bis = faelliges.bis.map(zahl::tag).unwrap_or_default();
    match &faelliges.sache {
        Sache::Lieferung { quartal, art, fehlende_teile } => Worte {
            was: lieferung(*quartal, *art, fehlende_teile),
            warum: format!("Das Quartal endete am {}; geliefert wird bis {bis}.", zahl::tag(quartal.ende())),
            tun: "Die WJH liefert nach data/eingang.".to_owned(),
        },
        Sache::Befunde { datei, quartal, art, .. } => Worte {
            was: match (art, quartal) {
                (Some(art), Some(quartal)) => format!("Neue {} {}", lieferwort(*art), zahl::quartal(*quartal)),
                _ => format!("Neue Fassung von „{datei}“"),
            },
            warum: format!("Die Lieferung wurde am {} abgelehnt.", zahl::tag(faelliges.seit)),
            tun: "Die WJH berichtigt sie nach dem Prüfbericht in data/rueckmeldung.".to_owned(),
        },
        Sache::Warnungen { quartal, art, anzahl, regeln } => Worte {
            was: format!("Rückfragen: {}, {}", lieferung(*quartal, *art, &[]), warnungen(*anzahl)),
            warum: format!("Die Lieferung vom {} zählt; zu klären: {}.", zahl::tag(faelliges.seit), gruende(regeln)),
            tun: "Mit der WJH nach dem Prüfbericht in data/rueckmeldung besprechen.".to_owned(),
        },
        Sache::Einladung { sitzung } => Worte {
            was: format!("Einladung {}", team(stammdaten, sitzung)),
            warum: format!("Einladung und Tagesordnung sind bis {bis} hinaus."),
            tun: format!("Schreiben mit „einladung {sitzung}“, senden mit „versand --sitzung {sitzung}“."),
        },
        Sache::Protokoll { sitzung } => Worte {
            was: format!("Protokoll {}", team(stammdaten, sitzung)),
            warum: "In der Sitzungsakte steht noch kein Protokoll.".to_owned(),
            tun: format!("data/sitzungen/{sitzung}.toml ergänzen, dann „protokoll {sitzung}“."),
        },
        Sache::JhaBericht { sitzung, quartal } => Worte {
            was: format!("Bericht an den {}, {}", stammdaten.einstellungen.amt.gremium, zahl::quartal(*quartal)),
            warum: format!("{}; der Bericht liegt bis {bis} vor.", session(stammdaten, sitzung)),
            tun: format!("Schreiben mit „lauf --quartal {quartal}“."),
        },
        Sache::Evaluation { massnahme, halbjahr } => Worte {
            was: format!("Evaluation {}, {}", titel(stammdaten, massnahme), zahl::halbjahr(*halbjahr)),
            warum: format!(
                "{} lief im Halbjahr; fällig bis {bis}.",
                capitalized(&stammdaten.woerter().massnahme.mit(Begleiter::Der, Fall::Nominativ))
            ),
            tun: format!("Träger: {}.", sentence_end(&traeger(stammdaten, massnahme))),
        },
        Sache::Nachweis { massnahme, foerderjahr, schlussnachweis } => Worte {
            was: if *schlussnachweis {
                format!("Verwendungsnachweis {}", titel(stammdaten, massnahme))
            } else {
                format!("Zwischennachweis {foerderjahr} {}", titel(stammdaten, massnahme))
            },
            warum: if *schlussnachweis {
                format!("Die Laufzeit endete am {}; fällig bis {bis}.", end_of(stammdaten, massnahme))
            } else {
                format!("Das Förderjahr {foerderjahr} ist vorbei; fällig bis {bis}.")
            },
            tun: format!("Träger: {}.", sentence_end(&traeger(stammdaten, massnahme))),
        },
        Sache::Nachweispruefung { massnahme, foerderjahr, schlussnachweis } => Worte {
            was: if *schlussnachweis {
                format!("Prüfung des Verwendungsnachweises {}", titel(stammdaten, massnahme))
            } else {
                format!("Prüfung des Zwischennachweises {foerderjahr} {}", titel(stammdaten, massnahme))
            },
            warum: format!("Er ist am {} eingegangen; geprüft bis {bis}.", zahl::tag(faelliges.seit)),
            tun: pruefung(stammdaten, massnahme, *foerderjahr, *schlussnachweis),
        },
        Sache::Budget { ebene, raum, budgetart, quartal } => Worte {
            was: format!("Budget {} ({}): rot", budgetname(stammdaten, *ebene, raum), budgetart),
            warum: format!("Stand {}, {}.", zahl::tag(quartal.ende()), zahl::quartal(*quartal)),
            tun: format!("Budgetübersicht in reports/{quartal} lesen, Umsteuerung entscheiden."),
        },
        Sache::Laufzeit { massnahme } => Worte {
            was: format!("Laufzeit endet: {}", titel(stammdaten, massnahme)),
            warum: format!("Letzter Tag ist der {}.", end_of(stammdaten, massnahme)),
            tun: "Verlängerung oder Abschluss entscheiden.".to_owned(),
        },
    }
}

/// Where to note that a Nachweis is checked: at its record, the last one also at the Maßnahme, as far as they are there.
fn pruefung(stammdaten: &Stammdaten, massnahme: &MassnahmeId, foerderjahr: i32, schlussnachweis: bool) -> String {
    let noted = stammdaten.massnahme(massnahme).is_some_and(|record| record.verwendungsnachweis.is_some());
    let on_record = stammdaten.nachweise_of(massnahme).any(|record| record.foerderjahr == foerderjahr);
    let mut places = Vec::new();
    if on_record {
        places.push(format!("in data/nachweise/{massnahme}_{foerderjahr}.toml geprueft_am eintragen"));
    }
    if noted && schlussnachweis {
        places.push(format!("in data/massnahmen/{massnahme}.toml geprueft = true setzen"));
    }
    format!("Prüfen und {}.", places.join(", "))
}

/// "Kostenlieferung".
fn lieferwort(art: Lieferart) -> &'static str {
    match art {
        Lieferart::Kosten => "Kostenlieferung",
        Lieferart::Faelle => "Fallliste",
    }
}

/// "3 Warnungen".
fn warnungen(anzahl: usize) -> String {
    if anzahl == 1 { "eine Warnung".to_owned() } else { format!("{} Warnungen", zahl::menge(anzahl)) }
}

/// "„Unbekannter Sozialraum“ (F009), „Beleg steht zweimal da“ (Q003) und 2 weitere Regeln": the first ones by name.
fn gruende(regeln: &[String]) -> String {
    let name = |code: &String| rules::titel(code).map_or_else(|| code.clone(), |titel| format!("„{titel}“ ({code})"));
    let named: Vec<_> = regeln.iter().take(REGELN).map(name).collect();
    let named = named.join(", ");
    match regeln.len().saturating_sub(REGELN) {
        0 => named,
        1 => format!("{named} und eine weitere Regel"),
        more => format!("{named} und {more} weitere Regeln"),
    }
}

/// "Kostenlieferung, 2. Quartal 2026, Teil 2".
pub fn lieferung(quartal: Quartal, art: Lieferart, fehlende_teile: &[u32]) -> String {
    let what = format!("{}, {}", lieferwort(art), zahl::quartal(quartal));
    let parts: Vec<_> = fehlende_teile.iter().map(ToString::to_string).collect();
    match parts.as_slice() {
        [] => what,
        [one] => format!("{what}, Teil {one}"),
        many => format!("{what}, Teile {}", many.join(" und ")),
    }
}

/// "Achim am 14.09.2026".
fn team(stammdaten: &Stammdaten, id: &str) -> String {
    stammdaten.sitzung(id).map_or_else(
        || id.to_owned(),
        |sitzung| format!("{} zum {}", stammdaten.raum_name(&sitzung.raum), zahl::tag(sitzung.datum.day())),
    )
}

fn session(stammdaten: &Stammdaten, id: &str) -> String {
    let sitzung = stammdaten.ausschusssitzungen.iter().find(|sitzung| sitzung.id == id);
    sitzung.map_or_else(|| id.to_owned(), |sitzung| format!("Die Sitzung ist am {}", zahl::tag(sitzung.datum.day())))
}

fn end_of(stammdaten: &Stammdaten, id: &MassnahmeId) -> String {
    stammdaten.massnahme(id).map_or_else(String::new, |massnahme| zahl::tag(massnahme.laufzeit.ende.day()))
}

/// "„Spielmobil ‚Rollende Wiese‘“ (GWA-2026-07)": quotes within quotes are single ones.
pub fn titel(stammdaten: &Stammdaten, id: &MassnahmeId) -> String {
    let quoted = |titel: &str| titel.replace('„', "‚").replace('“', "‘");
    let name = |massnahme: &Massnahme| format!("„{}“ ({id})", quoted(&massnahme.titel));
    stammdaten.massnahme(id).map_or_else(|| id.to_string(), name)
}

fn traeger(stammdaten: &Stammdaten, id: &MassnahmeId) -> String {
    let of = |massnahme: &Massnahme| Some(massnahme.bewilligung.as_ref()?.traeger.clone());
    let traeger = stammdaten.massnahme(id).and_then(of);
    let traeger = traeger.as_ref().and_then(|traeger| stammdaten.traeger(traeger));
    traeger.map_or_else(|| zahl::UNBEKANNT.to_owned(), |traeger| traeger.name.clone())
}

fn budgetname(stammdaten: &Stammdaten, ebene: Ebene, raum: &str) -> String {
    let id: RaumId = RaumId::from(raum);
    match ebene {
        Ebene::Kreis => stammdaten.einstellungen.amt.name.clone(),
        Ebene::Region => stammdaten.region(&id).map_or_else(|| raum.to_owned(), |region| region.name.clone()),
        Ebene::Sozialraum | Ebene::Kreisweit | Ebene::Ohne => stammdaten.raum_name(&id).to_owned(),
    }
}

/// A name before a full stop: "… e. V" of "… e. V.".
fn sentence_end(name: &str) -> &str {
    name.trim_end_matches('.')
}

/// "seit 12 Tagen", "bis 14.08.2026", "seit 30.06.2026".
fn wann(zeile: &Zeile) -> String {
    match (zeile.tage_zu_spaet, zeile.bis) {
        (Some(1), _) => "seit einem Tag überfällig".to_owned(),
        (Some(days), _) => format!("seit {days} Tagen überfällig"),
        (None, Some(bis)) if zeile.dringlichkeit == Dringlichkeit::Demnaechst => format!("am {}", zahl::tag(bis)),
        (None, Some(bis)) => format!("bis {}", zahl::tag(bis)),
        (None, None) => format!("seit {}", zahl::tag(zeile.seit)),
    }
}

/// What is due as a list, most urgent first: what and when, below it why and what to do.
pub fn liste(zeilen: &[Zeile], heute: NaiveDate) -> String {
    let mut lines = vec![format!("Fällig am {}", zahl::tag(heute))];
    let mut last = None;
    for zeile in zeilen {
        if last != Some(zeile.dringlichkeit) {
            let heading = zeile.dringlichkeit.label();
            lines.push(format!("\n{}", heading.to_uppercase()));
            last = Some(zeile.dringlichkeit);
        }
        lines.push(format!("  {} – {}", zeile.was, wann(zeile)));
        lines.push(format!("      {} {}", zeile.warum, zeile.tun));
    }
    lines.join("\n")
}

/// "3 überfällig, 5 fällig, 1 zu klären, 2 demnächst."
pub fn satz(zeilen: &[Zeile]) -> String {
    let count = |wanted| zeilen.iter().filter(|zeile| zeile.dringlichkeit == wanted).count();
    let parts: Vec<_> = Dringlichkeit::ALLE
        .into_iter()
        .map(|which| (count(which), which.label()))
        .filter(|(count, _)| *count > 0)
        .map(|(count, label)| format!("{count} {label}"))
        .collect();
    if parts.is_empty() { "Nichts ist fällig.".to_owned() } else { format!("{}.", parts.join(", ")) }
}
