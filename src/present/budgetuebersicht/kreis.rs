//! The document of a Region or of the whole office: all Räume side by side.

use serde::Serialize;

use super::begriffe::{Herkunft, begriffe, herkunft, zeichen};
use super::beschluesse::{Beschluesse, beschluesse};
use super::kacheln::{Feld, Kacheln, kacheln};
use super::kontext::{Bereich, Kontext};
use super::kopf::{AmpelText, Glied, Kopf, ampel, anhang_name, gleichung, kopf, rahmen};
use super::massnahmen::{Auslaufend, Massnahmen, auslauf_zeilen, massnahmen, posten};
use super::meldung::{absatz_gesamt, schlagzeile_gesamt};
use super::vergleich::{Budgetzeile, Vergleich, budgetzeilen, vergleich};
use super::zusammensetzung::{self, Bewegung, Zeile};
use super::{Absatz, Eintrag, anhang, proben, to_value, wichtig};
use crate::domain::kennzahlen::BudgetKennzahl;
use crate::domain::{RegionId, Zielgruppe};
use crate::present::Dokument;
use crate::present::rahmen::Rahmen;
use crate::present::zahl;

/// What `budgetuebersicht-kreis.typ` prints.
#[derive(Clone, Debug, Serialize)]
struct Daten {
    rahmen: Rahmen,
    kopf: Kopf,
    ampel: AmpelText,
    gleichung: Vec<Glied>,
    absatz: Absatz,
    raum_wort: String,
    vergleich: Vergleich,
    wichtig: Vec<Eintrag>,
    kacheln_titel: String,
    kacheln: Option<Kacheln>,
    zusammensetzung: Vec<Zeile>,
    bewegungen: Vec<Bewegung>,
    massnahmen: Massnahmen,
    beschluesse: Beschluesse,
    auslauf_titel: String,
    auslauf: Vec<Auslaufend>,
    einheit: &'static str,
    begriffe: Vec<Eintrag>,
    zeichen: String,
    herkunft: Herkunft,
}

/// The document of a Region, or of everything where none is named.
pub(super) fn dokument(kontext: &Kontext<'_>, region: Option<&RegionId>) -> Dokument {
    let record = region.and_then(|id| kontext.stammdaten.regionen.iter().find(|region| &region.id == id));
    let bereich = record.map_or(Bereich::Kreis, Bereich::Region);
    let name = record.map_or(kontext.stammdaten.einstellungen.amt.name.as_str(), |region| region.name.as_str());
    let lines = budgetzeilen(kontext, region);
    let zeile = kontext.kennzahl(bereich);
    let liste = posten(kontext, bereich);
    let teile = teile(&lines);
    let meldung = schlagzeile_gesamt(kontext, record.map(|region| region.name.as_str()), &zeile, &teile);
    let thema = format!("Budgetübersicht {name}");
    let datei = match region {
        Some(id) => format!("region-{id}{}", kontext.suffix()),
        None => format!("kreis{}", kontext.suffix()),
    };
    let kurz = record.map_or_else(|| kontext.kreis_wort(), |region| region.name.clone());
    let vergleich = vergleich(kontext, &lines);
    let felder = felder(kontext, &lines, record.is_some());
    let keys: Vec<&str> = lines.iter().map(|line| line.key.as_str()).collect();
    let budget: Vec<&BudgetKennzahl> =
        lines.iter().filter(|line| !line.key.starts_with("eigen:")).map(|line| &line.zeile).collect();
    let gedruckt = anhang::gedruckt(kontext, &budget, &liste);
    let daten = Daten {
        rahmen: rahmen(kontext, &thema, &kurz, &datei),
        ampel: ampel(kontext, &zeile),
        gleichung: gleichung(kontext, &zeile),
        absatz: absatz_gesamt(kontext, &zeile, &teile),
        raum_wort: "Raum".to_owned(),
        vergleich,
        wichtig: wichtig::gesamt(kontext, bereich, &lines, &liste),
        kacheln_titel: format!("{} seit Jahresbeginn in Prozent des Budgets", kontext.ausgaben()),
        kacheln: kacheln(kontext, &felder),
        zusammensetzung: zusammensetzung::alle(&lines),
        bewegungen: zusammensetzung::mit_grund(kontext, bereich),
        massnahmen: massnahmen(kontext, bereich, &liste),
        beschluesse: beschluesse(kontext, bereich),
        auslauf_titel: format!("Endet bis {}", zahl::tag(kontext.auslauf_bis())),
        auslauf: auslauf_zeilen(kontext, &liste),
        einheit: zahl::einheit(kontext.einheit),
        begriffe: begriffe(kontext, true),
        zeichen: zeichen(),
        herkunft: herkunft(kontext, &anhang_name(&datei)),
        kopf: kopf(kontext, thema.clone(), meldung, &gedruckt),
    };
    let daten = to_value(&daten);
    Dokument {
        template: "budgetuebersicht-kreis.typ",
        zielgruppe: Zielgruppe::Fachkreis,
        proben: proben::gesamt(kontext, &zeile, &lines, &liste, &daten),
        pfad: format!("{}/budgetuebersicht-{datei}.pdf", kontext.quartal()),
        anhang: anhang::anhang(kontext, &thema, &budget, &gedruckt, &liste, &keys),
        daten,
    }
}

/// The budgets that a total is made of, with the names they have where no Region stands above them.
pub(super) fn teile(lines: &[Budgetzeile]) -> Vec<(String, BudgetKennzahl)> {
    lines.iter().filter(|line| line.ist_teil).map(|line| (line.voller_name.clone(), line.zeile.clone())).collect()
}

/// Who gets a panel: the Räume; in a Region its own budget too; everybody where no Raum has a budget.
fn felder(kontext: &Kontext<'_>, lines: &[Budgetzeile], region: bool) -> Vec<Feld> {
    let any_raum = lines.iter().any(|line| line.ist_raum && line.zeile.verfuegbar.cents() > 0);
    lines
        .iter()
        .filter(|line| line.ist_teil && (line.ist_raum || region || !any_raum))
        .map(|line| Feld { name: panel_name(kontext, line, region), key: line.key.clone(), zeile: line.zeile.clone() })
        .collect()
}

/// Longest name above a panel.
const PANEL_NAME: usize = 20;

/// What stands above a panel: the team where teams have letters; of a Region's own budget its short name, where the
/// long one has no room.
fn panel_name(kontext: &Kontext<'_>, line: &Budgetzeile, region: bool) -> String {
    let name = if region { &line.name } else { &line.voller_name };
    let own = line.key.strip_prefix("eigen:");
    let own = own.and_then(|id| kontext.stammdaten.regionen.iter().find(|region| region.id.as_str() == id));
    match (own, kontext.stammdaten.raum(&line.key.as_str().into())) {
        (Some(region), _) if name.chars().count() > PANEL_NAME => format!("{} (eigenes)", region.kurz),
        (None, Some(raum)) => kontext.stammdaten.raum_kurz(raum),
        _ => name.clone(),
    }
}
