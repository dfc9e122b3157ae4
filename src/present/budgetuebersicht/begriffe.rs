//! Terms, signs and sources: what a reader needs to check every number.

use rust_decimal::Decimal;
use serde::Serialize;

use super::Eintrag;
use super::kontext::Kontext;
use crate::domain::budget::Einheit;
use crate::domain::formeln::{days_elapsed, days_of_year};
use crate::domain::lieferung::Lieferart;
use crate::present::quellen::Lieferung;
use crate::present::zahl;

/// Which deliveries the figures come from.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Herkunft {
    lieferungen: Vec<Lieferung>,
    texte: Vec<String>,
}

/// A delivery.
/// Every term of the document, from the office's settings. `mehrere` adds what totals are made of.
pub(super) fn begriffe(kontext: &Kontext<'_>, mehrere: bool) -> Vec<Eintrag> {
    let stichtag = kontext.stichtag();
    let (elapsed, whole) = (days_elapsed(stichtag), days_of_year(stichtag));
    let ist = match kontext.einheit {
        Einheit::Euro => {
            "Von der Wirtschaftlichen Jugendhilfe bis zum Stichtag gebucht; es zählt das Buchungsdatum.".to_owned()
        }
        Einheit::Stunden => "Bis zum Stichtag nachgewiesene Stunden.".to_owned(),
    };
    let mut begriffe = vec![
        Eintrag::new("verfügbar", "Ansatz + Nachtrag + Übertrag + Umschichtung; jede Änderung zählt von ihrem Tag an."),
        Eintrag::new("Ist", ist),
        Eintrag::new(
            "gebunden",
            format!(
                "Bewilligt und noch nicht gebucht; je {}, nie unter null, auch bei beendeten. Es zählt vom Tag des \
                 Bescheids an.",
                kontext.massnahme().einzahl()
            ),
        ),
        Eintrag::new(
            "frei",
            "verfügbar − Ist − gebunden; unter null heißt: mehr zugesagt als verfügbar (überzeichnet).",
        ),
        Eintrag::new("Auslastung", "Ist / verfügbar."),
        Eintrag::new("Bindungsquote", "(Ist + gebunden) / verfügbar."),
        Eintrag::new("Zeitanteil", format!("{elapsed} von {whole} Tagen; der Stichtag zählt mit.")),
        Eintrag::new("Hochrechnung linear", format!("Ist × {whole} / {elapsed}.")),
        Eintrag::new("Hochrechnung nach Bindung", "Ist + gebunden."),
        Eintrag::new("Ampel", schwellen(kontext)),
    ];
    if mehrere {
        let amt = &kontext.stammdaten.einstellungen.amt;
        let summe = kontext.kreis_wort();
        let text = if kontext.stammdaten.regionen.is_empty() {
            format!("{summe} = alle Räume zusammen. Umschichtungen gleichen sich über alle Budgets aus.")
        } else {
            format!(
                "{} = Räume + eigenes Budget. {summe} = alle Zeilen der ersten Ebene. Umschichtungen gleichen sich \
                 über alle Budgets aus.",
                amt.begriff_region
            )
        };
        begriffe.push(Eintrag::new("Summen", text));
    }
    begriffe
}

/// The thresholds of the Ampel as the office has set them.
fn schwellen(kontext: &Kontext<'_>) -> String {
    let regeln = &kontext.stammdaten.einstellungen.regeln.ampel;
    let percent = |limit: Decimal| zahl::prozent_genau(limit * Decimal::ONE_HUNDRED);
    format!(
        "Gelb ab einer Bindungsquote von {} oder einer linearen Hochrechnung über {} des Budgets; rot über {} oder über \
         {}. Ohne Budget: rot, wenn etwas gebucht oder zugesagt ist, sonst ohne Bewertung.",
        percent(regeln.gelb_ab_bindungsquote),
        percent(regeln.gelb_ueber_hochrechnung),
        percent(regeln.rot_ueber_bindungsquote),
        percent(regeln.rot_ueber_hochrechnung)
    )
}

/// What the signs in tables mean.
pub(super) fn zeichen() -> String {
    "Zeichen: „–“ genau null, „…“ noch nicht bekannt, „x“ nicht sinnvoll. Beträge sind auf den Cent genau; Prozente sind \
     einzeln gerundet und ergeben zusammen nicht immer 100."
        .to_owned()
}

/// The deliveries of bookings, the records and the attached data.
pub(super) fn herkunft(kontext: &Kontext<'_>, anhang: &str) -> Herkunft {
    // The chart goes back to the year before; older deliveries stand in the attached data.
    let first = kontext.auswertung.kennzahlen.haushaltsjahr - 1;
    let bookings = kontext.auswertung.quellen.iter().filter(|quelle| quelle.art == Lieferart::Kosten);
    let quellen = bookings.filter(|quelle| quelle.quartal.jahr() >= first);
    let lieferungen = quellen.map(Lieferung::from).collect();
    let einstellungen = &kontext.stammdaten.einstellungen;
    let mut texte = vec![format!(
        "Stammdaten vom {}. Die Zahlen dieses Berichts liegen der Datei maschinenlesbar bei: {anhang}.",
        zahl::tag(einstellungen.stand.day())
    )];
    if einstellungen.alle_personen_erfunden {
        texte.push(format!(
            "Beispieldaten: Träger, {} und Beträge sind erfunden.",
            einstellungen.woerter.massnahme.mehrzahl()
        ));
    }
    Herkunft { lieferungen, texte }
}
