//! The lines of tables about Hilfen: Hilfegruppen in the office's order, their Hilfearten, and what people call them.

use crate::domain::Stammdaten;
use crate::domain::kennzahlen::OHNE_HILFEART;
use crate::domain::stammdaten::Hilfeart;
use crate::domain::zelle::Hilfe;

/// A Hilfegruppe with its Hilfearten.
#[derive(Clone, Debug)]
pub struct Gruppe {
    /// Key of the group as a whole.
    pub hilfe: Hilfe,
    /// `stationär`.
    pub name: String,
    /// Its Hilfearten in the office's order.
    pub arten: Vec<Art>,
}

/// A Hilfeart.
#[derive(Clone, Debug)]
pub struct Art {
    /// Key.
    pub hilfe: Hilfe,
    /// `§ 31 Sozialpädagogische Familienhilfe`.
    pub name: String,
    /// `§ 31 SPFH`.
    pub kurz: String,
    /// What is counted, in short: `Fam.`.
    pub einheit: String,
}

impl Gruppe {
    /// The group with the word for its Hilfen: `stationäre Hilfen`.
    pub fn hilfen(&self) -> String {
        self.adjektiv().map_or_else(|| format!("Hilfen „{}“", self.name), |adjektiv| format!("{adjektiv} Hilfen"))
    }

    /// The word before „Hilfen“: `stationäre`; none where the office calls the group by a noun.
    pub fn adjektiv(&self) -> Option<String> {
        (self.name.ends_with("ant") || self.name.ends_with("är")).then(|| format!("{}e", self.name))
    }
}

/// The groups that are summed up, in the office's order.
pub fn gruppen(stammdaten: &Stammdaten) -> Vec<Gruppe> {
    let keys = &stammdaten.einstellungen.regeln.hilfegruppen;
    keys.iter().map(|key| gruppe(stammdaten, key)).collect()
}

/// The groups that stay out of the totals (§ 28).
pub fn getrennte(stammdaten: &Stammdaten) -> Vec<Gruppe> {
    let keys = &stammdaten.einstellungen.regeln.hilfegruppen_getrennt;
    keys.iter().map(|key| gruppe(stammdaten, key)).collect()
}

/// The group of bookings of which nobody said for which Hilfeart they are.
pub fn ohne_hilfeart() -> Hilfe {
    Hilfe::gruppe(OHNE_HILFEART)
}

/// What people call a Hilfegruppe.
pub fn gruppe_name(key: &str) -> String {
    key.replace("stationaer", "stationär")
}

fn gruppe(stammdaten: &Stammdaten, key: &str) -> Gruppe {
    let arten = stammdaten.hilfearten.iter().filter(|hilfeart| hilfeart.gruppe == key).map(art).collect();
    Gruppe { hilfe: Hilfe::gruppe(key), name: gruppe_name(key), arten }
}

fn art(hilfeart: &Hilfeart) -> Art {
    Art {
        hilfe: Hilfe::art(hilfeart.id.as_str(), &hilfeart.gruppe),
        name: format!("{} {}", hilfeart.paragraf, hilfeart.name).replace("§ ", "§\u{a0}"),
        kurz: format!("{} {}", hilfeart.paragraf, hilfeart.kuerzel).replace("§ ", "§\u{a0}"),
        einheit: einheit(&hilfeart.einheit),
    }
}

fn einheit(word: &str) -> String {
    match word {
        "junge Menschen" => "j.\u{a0}M.".to_owned(),
        "Familien" => "Fam.".to_owned(),
        other => other.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_words_of_a_sentence() {
        let named = |key: &str| Gruppe { hilfe: Hilfe::gruppe(key), name: gruppe_name(key), arten: Vec::new() };
        assert_eq!(named("ambulant").hilfen(), "ambulante Hilfen");
        assert_eq!(named("teilstationaer").hilfen(), "teilstationäre Hilfen");
        assert_eq!(named("Beratung").hilfen(), "Hilfen „Beratung“");
        assert_eq!(named("Beratung").adjektiv(), None);
    }
}
