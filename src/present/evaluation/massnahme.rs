//! One Maßnahme: state, goals, people, hours, money, and what the Träger and the Stabsstelle say.

use chrono::NaiveDate;
use rust_decimal::{Decimal, RoundingStrategy};
use serde::Serialize;

use super::Eintrag;
use super::auswahl::{Bereich, Kontext, Stufe, Zustand};
use super::raeume::{einziges_budget, gruppentitel, reihenfolge};
use super::worte::{OHNE_ANGABE, anteil, budgets, empfehlung, gross};
use super::ziele::{Ziele, wants_less, ziele};
use crate::domain::angebot::PersonalArt;
use crate::domain::evaluation::Evaluation;
use crate::domain::massnahme::Massnahme;
use crate::present::zahl::{self, NBSP, NICHTS, SINNLOS};

/// Maßnahmen under one heading.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Gruppe {
    titel: String,
    massnahmen: Vec<Abschnitt>,
}

/// One Maßnahme.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Abschnitt {
    titel: String,
    details: Vec<String>,
    zustand: Zustand,
    zustand_text: String,
    aussage: String,
    ziele: Option<Ziele>,
    ohne_ziele: String,
    noten: Vec<String>,
    umfang: Option<Umfang>,
    geld: Option<Geld>,
    texte: Vec<Eintrag>,
}

/// People and meetings, and hours, planned and done.
#[derive(Clone, Debug, Serialize)]
struct Umfang {
    zeilen: Vec<UmfangZeile>,
    stunden: Vec<UmfangZeile>,
    noten: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
struct UmfangZeile {
    name: &'static str,
    geplant: String,
    erreicht: String,
    anteil: String,
}

/// Money of the Maßnahme.
#[derive(Clone, Debug, Serialize)]
struct Geld {
    einheit: &'static str,
    zeilen: Vec<GeldZeile>,
    noten: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
struct GeldZeile {
    name: &'static str,
    betrag: String,
    anteil: String,
}

/// All Maßnahmen: in one group for a Raum, by budget for the whole office.
pub(super) fn gruppen(kontext: &Kontext<'_>, bereich: Bereich<'_>, liste: &[&Massnahme]) -> Vec<Gruppe> {
    let abschnitte = |auswahl: Vec<&Massnahme>| auswahl.into_iter().map(|m| abschnitt(kontext, m)).collect::<Vec<_>>();
    let mut gruppen = match bereich {
        Bereich::Raum(_) => {
            vec![Gruppe { titel: gruppentitel(kontext, bereich, None), massnahmen: abschnitte(liste.to_vec()) }]
        }
        Bereich::Kreis => reihenfolge(kontext)
            .into_iter()
            .map(|key| {
                let eigene = liste.iter().copied().filter(|m| einziges_budget(m) == key.as_ref()).collect();
                Gruppe { titel: gruppentitel(kontext, bereich, key.as_ref()), massnahmen: abschnitte(eigene) }
            })
            .collect(),
    };
    gruppen.retain(|gruppe| !gruppe.massnahmen.is_empty());
    gruppen
}

fn abschnitt(kontext: &Kontext<'_>, massnahme: &Massnahme) -> Abschnitt {
    let evaluation = kontext.evaluation(massnahme);
    let laufzeit = massnahme.laufzeit;
    let zustand = kontext.zustand(massnahme);
    let zustand_text = match (evaluation, zustand) {
        (Some(evaluation), Zustand::Verspaetet) => {
            format!("Verspätet eingegangen am {}.", zahl::tag(evaluation.eingang.day()))
        }
        (Some(evaluation), _) => format!("Eingegangen am {}.", zahl::tag(evaluation.eingang.day())),
        (None, _) => format!("Ausstehend, fällig am {}.", zahl::tag(kontext.frist)),
    };
    let (beginn, ende) = (laufzeit.beginn.day(), laufzeit.ende.day());
    Abschnitt {
        titel: massnahme.titel.clone(),
        details: vec![
            format!(
                "{} · {} · {}",
                massnahme.id,
                kontext.traeger(massnahme),
                massnahme.rechtsgrundlage.as_str().replace(' ', &NBSP.to_string())
            ),
            format!("{} · Budget: {}", zahl::spanne(beginn, ende), budgets(kontext, massnahme)),
        ],
        zustand,
        zustand_text,
        aussage: aussage(kontext, massnahme),
        ziele: ziele(kontext, massnahme),
        ohne_ziele: format!("Die {} nennt keine Ziele.", kontext.stammdaten.woerter().beschreibung),
        noten: noten(kontext, massnahme),
        umfang: evaluation.map(|evaluation| umfang(kontext, massnahme, evaluation)),
        geld: evaluation.map(geld),
        texte: texte(massnahme, evaluation),
    }
}

/// The degrees in one sentence, and the recommendation.
fn aussage(kontext: &Kontext<'_>, massnahme: &Massnahme) -> String {
    let Some(evaluation) = kontext.evaluation(massnahme) else {
        return kontext.letzte(massnahme).map_or_else(
            || "Bisher liegt keine Evaluation vor.".to_owned(),
            |letzte| format!("Zuletzt evaluiert: {}.", zahl::halbjahr(letzte.halbjahr)),
        );
    };
    let zaehlung = kontext.zaehle(&[massnahme]);
    let mut teile: Vec<String> = Vec::new();
    for stufe in Stufe::ALLE {
        let menge = usize::try_from(zaehlung.zahl(stufe)).unwrap_or(0);
        let erste = teile.is_empty();
        let wort = match (menge, erste) {
            (0, _) => continue,
            (1, true) => "ein Ziel".to_owned(),
            (1, false) => "eines".to_owned(),
            (_, true) => format!("{} Ziele", zahl::zahlwort(menge)),
            (_, false) => zahl::zahlwort(menge),
        };
        teile.push(format!("{wort} {}", stufe.satz()));
    }
    let ziele = if teile.is_empty() { String::new() } else { format!("{}. ", gross(&teile.join(", "))) };
    let schluss = if evaluation.schlussbewertung { "; Schlussbewertung" } else { "" };
    format!("{ziele}Empfehlung: {}{schluss}.", empfehlung(evaluation.empfehlung))
}

/// Days of the span, both ends counted; nothing if it ends before it begins.
fn tage(beginn: NaiveDate, ende: NaiveDate) -> i64 {
    (ende.signed_duration_since(beginn).num_days() + 1).max(0)
}

fn noten(kontext: &Kontext<'_>, massnahme: &Massnahme) -> Vec<String> {
    let (beginn, ende) = (massnahme.laufzeit.beginn.day(), massnahme.laufzeit.ende.day());
    let alle = tage(beginn, ende);
    let vergangen = tage(beginn, kontext.halbjahr.ende().min(ende));
    let mut noten = vec![format!(
        "Rahmen = Soll zum Ende der Laufzeit; vergangen sind {} der Laufzeit ({vergangen} von {alle} Tagen).",
        anteil(vergangen.into(), alle.into())
    )];
    if wants_less(kontext, massnahme) {
        noten.push("Wo weniger besser ist, zeigt der Balken den zurückgelegten Weg vom Start zum Soll.".to_owned());
    }
    noten
}

fn umfang(kontext: &Kontext<'_>, massnahme: &Massnahme, evaluation: &Evaluation) -> Umfang {
    let ganz = |count: u32| if count == 0 { NICHTS.to_owned() } else { zahl::zahl(count.into(), 0) };
    let zeilen = vec![
        UmfangZeile {
            name: "Teilnehmende",
            geplant: ganz(evaluation.teilnehmende_geplant),
            erreicht: ganz(evaluation.teilnehmende_erreicht),
            anteil: anteil(evaluation.teilnehmende_erreicht.into(), evaluation.teilnehmende_geplant.into()),
        },
        UmfangZeile {
            name: "Termine",
            geplant: OHNE_ANGABE.to_owned(),
            erreicht: ganz(evaluation.termine),
            anteil: SINNLOS.to_owned(),
        },
    ];
    let rollen = [
        ("hauptamtlich", PersonalArt::Hauptamtlich, evaluation.stunden.hauptamtlich),
        ("ehrenamtlich", PersonalArt::Ehrenamtlich, evaluation.stunden.ehrenamtlich),
        ("Schlüsselpersonen", PersonalArt::Schluesselperson, evaluation.stunden.schluesselperson),
    ];
    let plan = massnahme.bewilligtes_angebot().map(|angebot| &angebot.anlage2);
    let (im_halbjahr, alle) = plan.map_or((0, 0), |plan| {
        let (beginn, ende) = (plan.zeitraum_beginn.day(), plan.zeitraum_ende.day());
        let halbjahr = kontext.halbjahr;
        (tage(beginn.max(halbjahr.beginn()), ende.min(halbjahr.ende())), tage(beginn, ende))
    });
    let stunden = rollen.map(|(name, art, geleistet)| {
        let posten = plan.iter().flat_map(|plan| &plan.personal).filter(|posten| posten.art == art);
        let gesamt: Decimal = posten.map(|posten| posten.stunden).sum();
        let geplant = (gesamt * Decimal::from(im_halbjahr)).checked_div(alle.into()).unwrap_or_default();
        // As it is printed, so that everybody can reckon the percentage again.
        let geplant = geplant.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
        let stunden = |hours: Decimal| if hours.is_zero() { NICHTS.to_owned() } else { zahl::zahl(hours, 2) };
        UmfangZeile {
            name,
            geplant: stunden(geplant),
            erreicht: stunden(geleistet),
            anteil: anteil(geleistet, geplant),
        }
    });
    Umfang {
        zeilen,
        stunden: stunden.to_vec(),
        noten: vec![format!("Stunden geplant: Kostenkalkulation, anteilig {im_halbjahr} von {alle} Tagen.")],
    }
}

fn geld(evaluation: &Evaluation) -> Geld {
    let mittel = &evaluation.mittel;
    let zeilen = [("bewilligt", mittel.bewilligt), ("abgerufen", mittel.abgerufen), ("belegt", mittel.belegt)];
    Geld {
        einheit: "€",
        zeilen: zeilen
            .map(|(name, betrag)| GeldZeile {
                name,
                betrag: zahl::betrag_tabelle(betrag),
                anteil: anteil(betrag.to_decimal(), mittel.bewilligt.to_decimal()),
            })
            .to_vec(),
        noten: Vec::new(),
    }
}

/// What was written, in the order of the form; without an evaluation what is known of the money.
fn texte(massnahme: &Massnahme, evaluation: Option<&Evaluation>) -> Vec<Eintrag> {
    let Some(evaluation) = evaluation else {
        return massnahme
            .bewilligung
            .iter()
            .map(|bewilligung| {
                let betrag = zahl::euro(bewilligung.betrag);
                Eintrag::new("Bewilligt", format!("{betrag}; was abgerufen und belegt ist, sagt erst die Evaluation."))
            })
            .collect();
    };
    let antworten = [
        ("Abweichung", &evaluation.abweichung),
        ("Umsteuerung", &evaluation.umsteuerung),
        ("Beteiligung", &evaluation.beteiligung),
        ("Nachhaltigkeit", &evaluation.nachhaltigkeit),
        ("Ergänzungen", &evaluation.ergaenzungen),
    ];
    let mut texte: Vec<Eintrag> = antworten
        .into_iter()
        .filter(|(_, text)| !text.trim().is_empty())
        .map(|(begriff, text)| Eintrag::new(begriff, text.trim()))
        .collect();
    let kommentar = evaluation.kommentar_stabsstelle.trim();
    texte.push(Eintrag::new("Stabsstelle", if kommentar.is_empty() { "noch ohne Kommentar" } else { kommentar }));
    texte
}
