//! Address and Informationsblock.

use super::{Angabe, Kontext};
use crate::domain::massnahme::Rechtsgrundlage;
use crate::present::zahl::{self, NBSP};

/// The Träger's address, line by line.
pub(super) fn anschrift(kontext: &Kontext<'_>) -> Vec<String> {
    let Some(traeger) = kontext.stammdaten.traeger(&kontext.angebot.traeger) else {
        return vec![kontext.angebot.traeger.to_string()];
    };
    let lines = traeger.anschrift.split(',').map(str::trim).filter(|line| !line.is_empty());
    std::iter::once(traeger.name.clone()).chain(lines.map(str::to_owned)).collect()
}

/// Aktenzeichen, who answers, day of the draft.
pub(super) fn informationen(kontext: &Kontext<'_>) -> Vec<Angabe> {
    let amt = &kontext.stammdaten.einstellungen.amt;
    let bescheid = kontext.massnahme.entscheidungen.bescheid.as_ref();
    let aktenzeichen =
        bescheid.map_or_else(|| format!("{}/{}", amt.kuerzel, kontext.massnahme.id), |b| b.aktenzeichen.clone());
    let entry = |begriff, wert: String| Angabe { begriff, wert };
    vec![
        entry("Aktenzeichen", aktenzeichen),
        entry("Ihr Angebot", format!("{} vom {}", kontext.angebot.id, zahl::tag(kontext.angebot.eingang.day()))),
        entry("Auskunft", format!("{}, {}", amt.kuerzel, kontext.stammdaten.einstellungen.bescheid.stelle)),
        entry("E-Mail", amt.email.clone()),
        entry("Entwurf vom", zahl::tag(kontext.heute)),
    ]
}

/// On what ground the office decides at all; nothing for § 77, where a Vereinbarung is made.
pub(super) fn ermessen(kontext: &Kontext<'_>) -> Option<String> {
    (kontext.massnahme.rechtsgrundlage == Rechtsgrundlage::Paragraf74).then(|| {
        format!(
            "Über Art und Höhe der Förderung entscheiden wir im Rahmen der verfügbaren Haushaltsmittel nach pflichtgemäßem \
             Ermessen (§{NBSP}74 Abs.{NBSP}3 SGB{NBSP}VIII)."
        )
    })
}
