//! The document of one Sozialraum.

use serde::Serialize;

use super::arten::{Arten, arten, stunden};
use super::begriffe::{Herkunft, begriffe, herkunft, zeichen};
use super::beschluesse::{Beschluesse, beschluesse};
use super::bullet::{Bullet, bullet};
use super::jahr::{Jahr, jahr};
use super::kontext::{Bereich, Kontext};
use super::kopf::{AmpelText, Glied, Kopf, ampel, anhang_name, gleichung, kopf, rahmen};
use super::massnahmen::{Auslaufend, Massnahmen, auslauf_zeilen, massnahmen, posten};
use super::meldung::{absatz, schlagzeile};
use super::zusammensetzung::{Zusammensetzung, zusammensetzung};
use super::{Absatz, Eintrag, anhang, proben, to_value, wichtig};
use crate::domain::raum::{Raum, RaumArt};
use crate::domain::{RaumId, Zielgruppe};
use crate::present::Dokument;
use crate::present::rahmen::Rahmen;
use crate::present::zahl;

/// What `budgetuebersicht.typ` prints.
#[derive(Clone, Debug, Serialize)]
struct Daten {
    rahmen: Rahmen,
    kopf: Kopf,
    ampel: AmpelText,
    gleichung: Vec<Glied>,
    bullet: Option<Bullet>,
    ohne_bullet: String,
    absatz: Absatz,
    verlauf_titel: String,
    jahr: Option<Jahr>,
    ohne_jahr: String,
    zusammensetzung: Zusammensetzung,
    arten: Option<Arten>,
    wichtig: Vec<Eintrag>,
    massnahmen: Massnahmen,
    beschluesse: Beschluesse,
    auslauf_titel: String,
    auslauf: Vec<Auslaufend>,
    einheit: &'static str,
    begriffe: Vec<Eintrag>,
    zeichen: String,
    herkunft: Herkunft,
}

/// The document of a Raum; of one without figures where the key is not on record.
pub(super) fn dokument(kontext: &Kontext<'_>, id: &RaumId) -> Dokument {
    let unknown = unknown(id);
    let raum = kontext.stammdaten.raum(id).unwrap_or(&unknown);
    // A Kontext of the shorter life, because an unknown Raum lives only here.
    let kontext = &Kontext { ..*kontext };
    let bereich = Bereich::Raum(raum);
    let zeile = kontext.kennzahl(bereich);
    let liste = posten(kontext, bereich);
    let budget = [&zeile];
    let gedruckt = anhang::gedruckt(kontext, &budget, &liste);
    let meldung = schlagzeile(kontext, &raum.name, &zeile);
    let word = &kontext.stammdaten.einstellungen.amt.begriff_raum;
    let thema = match raum.art {
        RaumArt::Sozialraum => format!("Budgetübersicht {word} {}", kontext.stammdaten.raum_mit_team(raum)),
        RaumArt::Kreisweit | RaumArt::Ohne => format!("Budgetübersicht {}", raum.name),
    };
    let datei = format!("{id}{}", kontext.suffix());
    let daten = Daten {
        rahmen: rahmen(kontext, &thema, &kontext.stammdaten.raum_kurz(raum), &datei),
        ampel: ampel(kontext, &zeile),
        gleichung: gleichung(kontext, &zeile),
        bullet: bullet(kontext, &raum.name, &zeile, &meldung),
        ohne_bullet: "Ohne Budget gibt es nichts, woran Ist und Zusagen zu messen wären; eine Abbildung entfällt."
            .to_owned(),
        absatz: absatz(kontext, &zeile),
        verlauf_titel: format!("{} seit Jahresbeginn", kontext.ausgaben()),
        jahr: jahr(kontext, id.as_str(), &raum.name, &zeile),
        ohne_jahr: format!(
            "Weder {} noch {} sind hier ein Budget oder Buchungen verzeichnet.",
            kontext.haushaltsjahr() - 1,
            kontext.haushaltsjahr()
        ),
        zusammensetzung: zusammensetzung(kontext, id, &zeile),
        arten: arten(kontext, raum),
        wichtig: wichtig::raum(kontext, raum, &zeile, &liste),
        massnahmen: massnahmen(kontext, bereich, &liste),
        beschluesse: beschluesse(kontext, bereich),
        auslauf_titel: format!("Endet bis {}", zahl::tag(kontext.auslauf_bis())),
        auslauf: auslauf_zeilen(kontext, &liste),
        einheit: zahl::einheit(kontext.einheit),
        begriffe: stunden(kontext, raum).into_iter().chain(begriffe(kontext, false)).collect(),
        zeichen: zeichen(),
        herkunft: herkunft(kontext, &anhang_name(&datei)),
        kopf: kopf(kontext, thema.clone(), meldung, &gedruckt),
    };
    let daten = to_value(&daten);
    Dokument {
        template: "budgetuebersicht.typ",
        zielgruppe: Zielgruppe::Fachkreis,
        proben: proben::raum(kontext, (raum, &zeile), &liste, &daten),
        pfad: format!("{}/budgetuebersicht-{datei}.pdf", kontext.quartal()),
        anhang: anhang::anhang(kontext, &thema, &budget, &gedruckt, &liste, &[id.as_str()]),
        daten,
    }
}

/// A Raum of which only the key is known. Callers check keys; a wrong one must not print another Raum's figures.
fn unknown(id: &RaumId) -> Raum {
    Raum {
        id: id.clone(),
        art: RaumArt::Sozialraum,
        name: id.to_string(),
        region: None,
        code: String::new(),
        team: None,
        ags: Vec::new(),
        plz: Vec::new(),
        gemeinden: Vec::new(),
        aliasse: Vec::new(),
        einwohner: Vec::new(),
        personal: None,
    }
}
