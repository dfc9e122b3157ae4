//! The Antragsbogen: Anlage 1 and Anlage 2 of one offer as sheets of one workbook.

use super::anlage1::anlage1;
use super::anlage2::anlage2;
use super::hinweise::{hinweise, listen};
use super::{Amt, Formular};
use crate::domain::Stammdaten;
use crate::domain::angebot::Angebot;
use crate::domain::formular::{Formularart, Kennung, as_name};
use crate::domain::massnahme::Massnahme;
use crate::domain::woerter::{Begleiter, Fall};

/// From what a form is filled.
#[derive(Clone, Copy, Debug, Default)]
pub struct Vorgabe<'a> {
    /// The Maßnahme whose need it answers; none for a need that is not on record.
    pub massnahme: Option<&'a Massnahme>,
    /// The offer that is on record.
    pub angebot: Option<&'a Angebot>,
}

/// The form: blank, for an offer on a Maßnahme, or filled from the record of one.
pub fn antragsbogen(stammdaten: &Stammdaten, vorgabe: Vorgabe<'_>) -> Formular {
    let kennung = Kennung {
        massnahme: vorgabe.massnahme.map(|massnahme| massnahme.id.clone()),
        angebot: vorgabe.angebot.map(|angebot| angebot.id.clone()),
        ..Kennung::new(Formularart::Antragsbogen)
    };
    let amt = Amt { stammdaten, kennung };
    let traeger: Vec<String> = stammdaten.traeger.iter().map(|traeger| traeger.name.clone()).collect();
    let (listen, formulas) = listen(&[traeger]);
    let begriff = &stammdaten.einstellungen.amt.begriff_raum;
    let was = stammdaten.woerter().massnahme.mit(Begleiter::Der, Fall::Akkusativ);
    let nominativ = stammdaten.woerter().massnahme.mit(Begleiter::Der, Fall::Nominativ);
    let mut steps = vec![
        format!(
            "Blatt „Anlage 1“ beschreibt {was}, Blatt „Anlage 2“ die Kosten. Angaben aus Anlage 1 übernimmt Anlage 2 von \
             selbst; sie lassen sich dort überschreiben."
        ),
        format!("Im Feld eines jeden {begriff}teams, für das {nominativ} gedacht ist, steht ein x."),
    ];
    if let Some(massnahme) = vorgabe.massnahme {
        steps.insert(
            0,
            format!(
                "Dieses Formular gehört zu {} {} „{}“.",
                stammdaten.woerter().massnahme.mit(Begleiter::Der, Fall::Dativ),
                massnahme.id,
                massnahme.titel
            ),
        );
    }
    let first = hinweise(&amt, "Antragsbogen", &stammdaten.woerter().arbeit, &steps);
    let description = anlage1(&amt, vorgabe);
    let costs = anlage2(&amt, vorgabe, &description, formulas.first().map_or("", String::as_str));
    let blaetter = vec![first, description, costs, listen];
    amt.formular(datei(vorgabe), titel(vorgabe), blaetter)
}

/// File name: `Antragsbogen.xlsx`, `Antragsbogen_GWA-2026-15.xlsx`, `Antragsbogen_GWA-2026-16_b.xlsx`.
fn datei(vorgabe: Vorgabe<'_>) -> String {
    let mut name = "Antragsbogen".to_owned();
    if let Some(massnahme) = vorgabe.massnahme {
        name = format!("{name}_{}", massnahme.id);
        if let Some(angebot) = vorgabe.angebot {
            let rest = angebot.id.strip_prefix(massnahme.id.as_str()).unwrap_or(&angebot.id);
            name = format!("{name}_{}", as_name(rest).trim_matches('_'));
        } else {
            name.push_str("_neues-Angebot");
        }
    }
    format!("{name}.xlsx")
}

fn titel(vorgabe: Vorgabe<'_>) -> String {
    let about = vorgabe.massnahme.map(|massnahme| format!(": {} ({})", massnahme.titel, massnahme.id));
    format!("Antragsbogen{}", about.unwrap_or_default())
}
