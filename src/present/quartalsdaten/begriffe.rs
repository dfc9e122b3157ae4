//! Terms, signs and sources: what a reader needs to check every number.

use serde::Serialize;

use super::bilder::paar;
use super::faelle::unter_schwelle;
use super::kontext::Kontext;
use crate::domain::auswertung::Quelle;
use crate::domain::lieferung::Lieferart;
use crate::domain::woerter::capitalized;
use crate::present::quellen::Lieferung;
use crate::present::zahl;

/// A term and what it means.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Begriff {
    begriff: String,
    texte: Vec<String>,
}

/// Which deliveries the figures come from.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Herkunft {
    lieferungen: Vec<Lieferung>,
    texte: Vec<String>,
}

/// Every term of the document.
pub(super) fn begriffe(kontext: &Kontext<'_>) -> Vec<Begriff> {
    let regeln = &kontext.stammdaten.einstellungen.regeln.veraenderung;
    let mut begriffe = vec![
        (
            "Bestand",
            "Hilfen, die am Stichtag liefen: begonnen bis zum Stichtag und danach noch nicht beendet. Bestand am Ende = \
             Bestand davor + begonnen − beendet."
                .to_owned(),
        ),
        (
            "begonnen, beendet",
            "Beginn oder Ende fällt in das Quartal; das Ende am Stichtag zählt als beendet.".to_owned(),
        ),
        (
            "Dauer",
            "Monate von Beginn bis Ende der im Quartal beendeten Hilfen, ein Monat zu 30,4375 Tagen. Mittel: \
             arithmetisch; Median: die Hälfte war kürzer."
                .to_owned(),
        ),
        (
            "Zuschussbedarf",
            "Aufwand − Ertrag; Ertrag sind Kostenbeiträge, Erstattungen und Rückforderungen. Es zählt das Buchungsdatum."
                .to_owned(),
        ),
        (
            "nahezu unverändert",
            format!(
                "Veränderung unter {}{}% oder unter {} Hilfen, bei Kosten auch jede von weniger als {} Hilfen; sie wird \
                 nicht als Entwicklung gedeutet.",
                regeln.ab_prozent,
                zahl::NARROW,
                regeln.ab_faellen,
                regeln.ab_faellen
            ),
        ),
    ];
    if paar(kontext).is_some() {
        begriffe.push((
            "ambulant : stationär",
            "Bestand ambulanter Hilfen geteilt durch Bestand stationärer; ohne teilstationäre.".to_owned(),
        ));
    }
    let arbeit = capitalized(&kontext.stammdaten.woerter().arbeit_kurz);
    begriffe.push((
        arbeit.as_str(),
        format!(
            "Ist aus dem Budget der Räume: {} nach §§\u{a0}74, 77 SGB\u{a0}VIII.",
            kontext.stammdaten.woerter().massnahme.mehrzahl()
        ),
    ));
    begriffe.into_iter().map(|(begriff, text)| Begriff { begriff: begriff.to_owned(), texte: vec![text] }).collect()
}

/// What the signs mean.
pub(super) fn zeichen(kontext: &Kontext<'_>) -> String {
    format!(
        "Zeichen: „–“ genau null, „.“ {} oder zum Schutz eines solchen gesperrt, „…“ nicht geliefert, „x“ nicht sinnvoll. \
         Beträge sind auf den Cent genau; Prozente, Monate und Verhältnisse sind einzeln gerundet.",
        unter_schwelle(kontext)
    )
}

/// The deliveries of the quarters that are compared, the records and the attached data.
pub(super) fn herkunft(kontext: &Kontext<'_>, anhang: &str) -> Herkunft {
    let shown = [kontext.vorjahr(), kontext.vorquartal(), kontext.quartal()];
    let (near, far): (Vec<&Quelle>, Vec<&Quelle>) =
        quellen(kontext).into_iter().partition(|quelle| shown.contains(&quelle.quartal));
    let lieferungen = near.into_iter().map(Lieferung::with_art);
    let einstellungen = &kontext.stammdaten.einstellungen;
    let mut texte = vec![format!(
        "Stammdaten vom {}. Die Zahlen dieses Berichts liegen der Datei maschinenlesbar bei: {anhang}.",
        zahl::tag(einstellungen.stand.day())
    )];
    if !far.is_empty() {
        texte.push("Lieferungen anderer Quartale der Reihe stehen in den angehängten Daten.".to_owned());
    }
    if einstellungen.alle_personen_erfunden {
        texte.push("Beispieldaten: Träger, Fälle und Beträge sind erfunden.".to_owned());
    }
    Herkunft { lieferungen: lieferungen.collect(), texte }
}

/// Every delivery that a number of the document comes from: costs, then cases, oldest first.
pub(super) fn quellen<'a>(kontext: &'a Kontext<'_>) -> Vec<&'a Quelle> {
    let kosten = kontext.auswertung.quellen.iter().filter(|quelle| quelle.art == Lieferart::Kosten);
    let faelle = kontext.sicht.quartale().into_iter().flat_map(|quartal| kontext.sicht.fallquellen(quartal));
    kosten.chain(faelle).collect()
}
