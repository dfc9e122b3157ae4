//! A Zuwendung step by step, as texts: for the terminal, the Bescheid and the Nachweis.

use serde::Serialize;

use crate::domain::Betrag;
use crate::domain::zuwendung::{EigenanteilBasis, Finanzierungsart, Rechnung, anteil, fehlbedarf};
use crate::present::zahl;

/// One line of the reckoning.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rechenzeile {
    /// `wert`, `summe` or `ergebnis`: how it looks.
    pub art: &'static str,
    /// What it is.
    pub text: String,
    /// How it is reckoned; empty for what is given.
    pub rechnung: String,
    /// The amount, with its sign.
    pub betrag: String,
}

fn line(art: &'static str, text: impl Into<String>, rechnung: impl Into<String>, betrag: Betrag) -> Rechenzeile {
    Rechenzeile { art, text: text.into(), rechnung: rechnung.into(), betrag: zahl::betrag(betrag) }
}

/// The lines of a Zuwendung, each with its sum; a line that is taken away has a minus.
pub fn rechenweg(rechnung: &Rechnung) -> Vec<Rechenzeile> {
    let given = &rechnung.grundlagen;
    let mut lines = vec![line("wert", "Zuwendungsfähige Ausgaben", "", given.ausgaben)];
    if given.art != Finanzierungsart::Festbetrag {
        lines.push(line("wert", "Einnahmen", "", -given.einnahmen));
        if given.art != Finanzierungsart::Voll && !given.eigenanteil_prozent.is_zero() {
            lines.push(eigenanteil(rechnung));
        }
        let gap = given.ausgaben - given.einnahmen - rechnung.eigenanteil;
        let word =
            if gap.is_negative() { "Fehlbedarf: keiner, die Einnahmen decken die Ausgaben" } else { "Fehlbedarf" };
        lines.push(line("summe", word, "", fehlbedarf(given.ausgaben, given.einnahmen, rechnung.eigenanteil)));
    }
    if given.art == Finanzierungsart::Anteil {
        let percent = zahl::prozent_genau(given.anteil_prozent);
        lines.push(line(
            "wert",
            format!("Anteil von {percent}"),
            format!("{} × {percent}", zahl::betrag(given.ausgaben)),
            anteil(given.ausgaben, given.anteil_prozent),
        ));
    }
    if let Some(cap) = given.bewilligt {
        lines.push(line("wert", cap_word(given.art), "", cap));
    }
    lines.push(line("ergebnis", format!("Zuwendung ({})", given.art.wort()), smallest(rechnung), rechnung.zuwendung));
    lines
}

/// What caps the Zuwendung.
fn cap_word(art: Finanzierungsart) -> &'static str {
    match art {
        Finanzierungsart::Festbetrag => "Bewilligter Festbetrag",
        Finanzierungsart::Fehlbedarf | Finanzierungsart::Voll | Finanzierungsart::Anteil => "Bewilligt (höchstens)",
    }
}

/// The Eigenanteil with its base and share.
fn eigenanteil(rechnung: &Rechnung) -> Rechenzeile {
    let given = &rechnung.grundlagen;
    let percent = zahl::prozent_genau(given.eigenanteil_prozent);
    let (of, base) = match rechnung.basis {
        EigenanteilBasis::ZuwendungsfaehigeGesamtkosten => ("der zuwendungsfähigen Ausgaben", given.ausgaben),
        EigenanteilBasis::BeantragteZuwendung => {
            ("der Ausgaben nach Abzug der Einnahmen", (given.ausgaben - given.einnahmen).max(Betrag::ZERO))
        }
    };
    line(
        "wert",
        format!("Eigenanteil, {percent} {of}"),
        format!("{} × {percent}", zahl::betrag(base)),
        -rechnung.eigenanteil,
    )
}

/// Which of the amounts above is the smallest and so decides.
fn smallest(rechnung: &Rechnung) -> &'static str {
    match rechnung.grundlagen.bewilligt {
        Some(cap) if cap < rechnung.hoechstens => "der kleinere Betrag: bewilligt",
        Some(cap) if cap > rechnung.hoechstens => match rechnung.grundlagen.art {
            Finanzierungsart::Festbetrag => "der kleinere Betrag: die Ausgaben",
            Finanzierungsart::Anteil => "der kleinere Betrag: der Anteil, höchstens der Fehlbedarf",
            Finanzierungsart::Fehlbedarf | Finanzierungsart::Voll => "der kleinere Betrag: der Fehlbedarf",
        },
        _ => "",
    }
}
