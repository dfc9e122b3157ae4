//! The Bewertungsbogen: points and reasons of all offers for one Bedarf.

use rust_decimal::Decimal;

use super::leser::Leser;
use super::{ANGABE_FEHLT, PUNKTE_FALSCH, UNBEKANNTER_KATALOG};
use crate::domain::Stammdaten;
use crate::domain::angebot::Bewertung;
use crate::domain::formular::{Kennung, as_name, lines, zeile};
use crate::domain::kriterien::{Kriterienkatalog, Kriterium};
use crate::finding::Ort;

/// The points of a form.
#[derive(Clone, Debug)]
pub struct Bewertungsblatt {
    /// Version of the catalogue.
    pub katalog: String,
    /// Columns with points.
    pub spalten: Vec<Angebotsspalte>,
}

/// The points of one offer.
#[derive(Clone, Debug)]
pub struct Angebotsspalte {
    /// Key of the offer, where the form was made for it.
    pub angebot: Option<String>,
    /// Name of the Träger.
    pub traeger: String,
    /// Where that stands.
    pub orte: Vec<Ort>,
    /// Points by Kriterium, in the catalogue's order.
    pub punkte: Vec<Bewertung>,
}

/// Reads the columns that have points.
pub fn read(leser: &mut Leser<'_>, stammdaten: &Stammdaten, kennung: &Kennung) -> Option<Bewertungsblatt> {
    let version = kennung.katalog.clone().unwrap_or_default();
    let Some(katalog) = stammdaten.kriterien.iter().find(|katalog| katalog.version == version) else {
        let known: Vec<_> = stammdaten.kriterien.iter().map(|katalog| katalog.version.as_str()).collect();
        let expected = format!("einer von: {}", known.join(", "));
        let befund = UNBEKANNTER_KATALOG.befund(Vec::new(), format!("Katalog „{version}“"), expected);
        leser.befunde.push(befund);
        return None;
    };
    let mut spalten = Vec::new();
    for number in 1..=lines(leser.bogen.felder.keys().map(String::as_str), "angebot") {
        spalten.extend(spalte(leser, katalog, number));
    }
    if spalten.is_empty() {
        let first = katalog.bloecke.iter().flat_map(|block| &block.kriterien).next();
        let name = first.map(|kriterium| field(1, kriterium, "punkte")).unwrap_or_default();
        leser.fehlt(&name, "Punkte für mindestens ein Angebot");
    }
    Some(Bewertungsblatt { katalog: version, spalten })
}

/// Name of a field of a column.
fn field(number: usize, kriterium: &Kriterium, what: &str) -> String {
    zeile("angebot", number, &format!("{}_{what}", as_name(&kriterium.id)))
}

/// One column; none where it has no points at all.
fn spalte(leser: &mut Leser<'_>, katalog: &Kriterienkatalog, number: usize) -> Option<Angebotsspalte> {
    let kriterien = || katalog.bloecke.iter().flat_map(|block| &block.kriterien);
    if kriterien().all(|kriterium| leser.is_empty(&field(number, kriterium, "punkte"))) {
        return None;
    }
    let mut punkte = Vec::new();
    for kriterium in kriterien() {
        let name = field(number, kriterium, "punkte");
        if leser.is_empty(&name) {
            leser.melde(ANGABE_FEHLT, &name, "nichts", "Punkte; ohne sie zählt das Kriterium nichts");
            continue;
        }
        let begruendung = leser.text(&field(number, kriterium, "begruendung"));
        if let Some(points) = leser.zahl(&name).filter(|points| is_on_scale(leser, katalog, &name, *points)) {
            punkte.push(Bewertung { kriterium: kriterium.id.clone(), punkte: points, begruendung });
        }
    }
    let (id, traeger) = (zeile("angebot", number, "id"), zeile("angebot", number, "traeger"));
    let angebot = if leser.is_empty(&id) { None } else { Some(leser.text(&id)) };
    Some(Angebotsspalte { angebot, traeger: leser.text(&traeger), orte: leser.orte(&traeger), punkte })
}

/// Points lie between the lowest and the highest step, in the steps that the catalogue allows.
fn is_on_scale(leser: &mut Leser<'_>, katalog: &Kriterienkatalog, name: &str, points: Decimal) -> bool {
    let scale = katalog.skala.iter().map(|stufe| stufe.punkte);
    let (low, high) = (scale.clone().min().unwrap_or_default(), scale.max().unwrap_or_default());
    let fits = katalog.teilpunkte.is_zero() || (points % katalog.teilpunkte).is_zero();
    if points >= low && points <= high && fits {
        return true;
    }
    let german = |number: Decimal| number.normalize().to_string().replace('.', ",");
    let step = german(katalog.teilpunkte);
    let expected = format!("{} bis {} Punkte in Schritten von {step}", german(low), german(high));
    leser.melde(PUNKTE_FALSCH, name, &german(points), &expected);
    false
}
