//! F009: Unbekannter Sozialraum.

use super::regel::{Pruefgut, Regel};
use crate::domain::text::nearest;
use crate::finding::{Befund, Schwere};
use crate::ingest::lesung::Mangel;
use crate::ingest::lesung::Mangelart;

/// The rule.
pub const REGEL: Regel = Regel {
    code: "F009",
    name: "unbekannter-raum",
    titel: "Unbekannter Sozialraum",
    schwere: Schwere::Warnung,
    fest: false,
    geprueft: "Der Raum steht in den Stammdaten, mit Namen, Alias, Code, Gemeindeschlüssel oder Postleitzahl.",
    grund: "Die Zeile wird unter „ohne Sozialraum“ geführt und fehlt in ihrem Sozialraum.",
    grundlage: "§ 80 SGB VIII: Bestand und Bedarf werden nach Sozialräumen geplant.",
    beispiel: "„SR Ahcim“ statt „SR Achim“.",
    abhilfe: "Den Raum berichtigen oder die Schreibweise in raeume.toml bei den aliasse ergänzen. Gleichnamige Orte außerhalb des Kreises bleiben „ohne Sozialraum“.",
    pruefe,
};

fn pruefe(gut: &Pruefgut<'_>) -> Vec<Befund> {
    REGEL.maengel(gut, Mangelart::RaumUnbekannt, |mangel| expected(gut, mangel))
}

/// Names the likeliest Raum, but never guesses.
fn expected(gut: &Pruefgut<'_>, mangel: &Mangel) -> String {
    let names = gut.stammdaten.raeume.iter().map(|raum| raum.name.as_str());
    match nearest(&mangel.gelesen, names) {
        Some(name) => format!("ein Raum der Stammdaten; ähnlich ist „{name}“"),
        None => "ein Raum der Stammdaten".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testhilfe::findings_kosten;

    #[test]
    fn an_unknown_raum_is_a_warning() {
        let befunde = findings_kosten(&[("SR", "SR Kanarienstedt")]);
        assert_eq!(befunde, [("F009", "J2".to_owned())]);
    }
}
