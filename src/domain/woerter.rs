//! The words that an office uses, and how they bend: reports of one office speak of „Maßnahmen“, of another of
//! „Projekten“ (`[woerter]` in `sozialraumbericht.toml`).

use serde::Deserialize;

/// The words of the office.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Woerter {
    /// What the Sozialraumbudget pays for.
    pub massnahme: Wort,
    /// A Sozialraum, where its word bends otherwise than words that end like it.
    pub raum: Option<Wort>,
    /// A group of Sozialräume, likewise.
    pub region: Option<Wort>,
    /// All of them together; what the key of the office says, where nothing is set.
    pub gesamt: Option<Wort>,
    /// The work that the budgets are for, a feminine noun, perhaps with an adjective before it.
    pub arbeit: String,
    /// The same where there is little room.
    pub arbeit_kurz: String,
    /// Title of Anlage 1.
    pub beschreibung: String,
}

impl Default for Woerter {
    fn default() -> Self {
        Self {
            massnahme: Wort::new(Geschlecht::Weiblich, "Maßnahme", "Maßnahmen"),
            raum: None,
            region: None,
            gesamt: None,
            arbeit: "fallübergreifende Gemeinwesenarbeit".to_owned(),
            arbeit_kurz: "Gemeinwesenarbeit".to_owned(),
            beschreibung: "Maßnahmebeschreibung".to_owned(),
        }
    }
}

impl Woerter {
    /// The work where it is not the subject: `der fallübergreifenden Gemeinwesenarbeit`.
    pub fn der_arbeit(&self) -> String {
        oblique(&self.arbeit)
    }

    /// The same where there is little room.
    pub fn der_arbeit_kurz(&self) -> String {
        oblique(&self.arbeit_kurz)
    }

    /// The work at the beginning of a line.
    pub fn arbeit_gross(&self) -> String {
        capitalized(&self.arbeit)
    }
}

/// A body of the office with its article, `das Regionalteam`; without where its gender is not known.
pub fn with_article(text: &str) -> String {
    let (first, rest) = text.split_once(' ').map_or((text, ""), |(first, rest)| (first, rest));
    let Some(wort) = Wort::guess(first) else { return text.to_owned() };
    format!("{} {rest}", wort.mit(Begleiter::Der, Fall::Nominativ)).trim_end().to_owned()
}

/// A feminine noun with its adjectives, as genitive or dative.
fn oblique(text: &str) -> String {
    let mut words: Vec<String> = text.split(' ').map(str::to_owned).collect();
    let adjectives = words.len().saturating_sub(1);
    words.iter_mut().take(adjectives).filter(|word| word.ends_with('e')).for_each(|word| word.push('n'));
    format!("der {}", words.join(" "))
}

/// A text with its first letter large.
pub fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Gender of a noun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Geschlecht {
    /// „der“.
    Maennlich,
    /// „die“.
    Weiblich,
    /// „das“.
    Saechlich,
}

/// Case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fall {
    /// Who or what.
    Nominativ,
    /// Whose.
    Genitiv,
    /// To whom.
    Dativ,
    /// Whom or what.
    Akkusativ,
}

/// The word before a noun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begleiter {
    /// „der“, „die“, „das“.
    Der,
    /// „dieser“.
    Dieser,
    /// „jeder“.
    Jeder,
    /// „ein“.
    Ein,
    /// „kein“.
    Kein,
}

/// A noun in both numbers, written as in a dictionary: `die Maßnahme, die Maßnahmen`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Wort {
    geschlecht: Geschlecht,
    einzahl: String,
    mehrzahl: String,
}

impl TryFrom<String> for Wort {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text)
            .ok_or_else(|| format!("„{text}“ nennt kein Wort mit Artikel und Mehrzahl wie „das Projekt, die Projekte“"))
    }
}

impl Wort {
    fn new(geschlecht: Geschlecht, einzahl: &str, mehrzahl: &str) -> Self {
        Self { geschlecht, einzahl: einzahl.to_owned(), mehrzahl: mehrzahl.to_owned() }
    }

    /// Reads `das Projekt, die Projekte`.
    pub fn parse(text: &str) -> Option<Self> {
        let (one, many) = text.split_once(',')?;
        let (article, einzahl) = one.trim().split_once(' ')?;
        let mehrzahl = many.trim().strip_prefix("die ")?.trim();
        let geschlecht = match article {
            "der" => Geschlecht::Maennlich,
            "die" => Geschlecht::Weiblich,
            "das" => Geschlecht::Saechlich,
            _ => return None,
        };
        let is_word = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_alphabetic() || c == '-');
        let einzahl = einzahl.trim();
        (is_word(einzahl) && is_word(mehrzahl)).then(|| Self::new(geschlecht, einzahl, mehrzahl))
    }

    /// A word of which only the singular is known; gender and plural are those of words that end like it. None where
    /// no such word is known.
    pub fn guess(einzahl: &str) -> Option<Self> {
        let (ending, geschlecht, plural) =
            ENDINGS.iter().find(|(ending, ..)| einzahl.to_lowercase().ends_with(&ending.to_lowercase()))?;
        let stem = einzahl.get(..einzahl.len() - ending.len())?;
        let plural = if stem.is_empty() { capitalized(plural) } else { (*plural).to_owned() };
        Some(Self::new(*geschlecht, einzahl, &format!("{stem}{plural}")))
    }

    /// The same, or a word that does not bend.
    pub fn guess_or_plain(einzahl: &str) -> Self {
        Self::guess(einzahl).unwrap_or_else(|| Self::new(Geschlecht::Maennlich, einzahl, einzahl))
    }

    /// The area of an office, by its official key: that of a Kreis has five digits, that of a town eight.
    pub fn of_key(kreisschluessel: &str) -> Self {
        match kreisschluessel.chars().filter(char::is_ascii_digit).count() {
            5 => Self::new(Geschlecht::Maennlich, "Kreis", "Kreise"),
            _ => Self::new(Geschlecht::Weiblich, "Stadt", "Städte"),
        }
    }

    /// As the settings write it.
    pub fn written(&self) -> String {
        let article = match self.geschlecht {
            Geschlecht::Maennlich => "der",
            Geschlecht::Weiblich => "die",
            Geschlecht::Saechlich => "das",
        };
        format!("{article} {}, die {}", self.einzahl, self.mehrzahl)
    }

    /// One of it.
    pub fn einzahl(&self) -> &str {
        &self.einzahl
    }

    /// Several of it.
    pub fn mehrzahl(&self) -> &str {
        &self.mehrzahl
    }

    /// One of it with the word before it: `kein Projekt`, `der Maßnahme`.
    pub fn mit(&self, begleiter: Begleiter, fall: Fall) -> String {
        self.mit_beiwort(begleiter, "", fall)
    }

    /// The same with an adjective, given without its ending: `keine laufende Maßnahme`, `das beendete Projekt`.
    pub fn mit_beiwort(&self, begleiter: Begleiter, beiwort: &str, fall: Fall) -> String {
        let before = self.begleiter(begleiter, fall);
        let noun = self.einzahl_im(fall);
        if beiwort.is_empty() {
            return format!("{before} {noun}");
        }
        format!("{before} {beiwort}{} {noun}", self.ending(begleiter, fall))
    }

    /// Several of it without a word before: `laufende Maßnahmen`, `von laufenden Projekten`.
    pub fn viele(&self, beiwort: &str, fall: Fall) -> String {
        let ending = match fall {
            Fall::Nominativ | Fall::Akkusativ => "e",
            Fall::Genitiv => "er",
            Fall::Dativ => "en",
        };
        let noun = self.mehrzahl_im(fall);
        if beiwort.is_empty() { noun } else { format!("{beiwort}{ending} {noun}") }
    }

    /// All of several: `die laufenden Maßnahmen`, `den Projekten`.
    pub fn die_vielen(&self, beiwort: &str, fall: Fall) -> String {
        let article = match fall {
            Fall::Nominativ | Fall::Akkusativ => "die",
            Fall::Genitiv => "der",
            Fall::Dativ => "den",
        };
        let noun = self.mehrzahl_im(fall);
        if beiwort.is_empty() { format!("{article} {noun}") } else { format!("{article} {beiwort}en {noun}") }
    }

    /// Where it happens: `im Kreis`, `in der Stadt`.
    pub fn darin(&self) -> String {
        match self.geschlecht {
            Geschlecht::Weiblich => format!("in der {}", self.einzahl),
            Geschlecht::Maennlich | Geschlecht::Saechlich => format!("im {}", self.einzahl),
        }
    }

    /// What it is about: `zur Maßnahme`, `zum Projekt`.
    pub fn dazu(&self) -> String {
        match self.geschlecht {
            Geschlecht::Weiblich => format!("zur {}", self.einzahl),
            Geschlecht::Maennlich | Geschlecht::Saechlich => format!("zum {}", self.einzahl),
        }
    }

    fn einzahl_im(&self, fall: Fall) -> String {
        if fall != Fall::Genitiv || self.geschlecht == Geschlecht::Weiblich {
            return self.einzahl.clone();
        }
        let hisses = self.einzahl.ends_with(['s', 'ß', 'x', 'z']);
        format!("{}{}", self.einzahl, if hisses { "es" } else { "s" })
    }

    fn mehrzahl_im(&self, fall: Fall) -> String {
        if fall == Fall::Dativ && !self.mehrzahl.ends_with(['n', 's']) {
            return format!("{}n", self.mehrzahl);
        }
        self.mehrzahl.clone()
    }

    fn begleiter(&self, begleiter: Begleiter, fall: Fall) -> String {
        use Fall::{Akkusativ, Dativ, Genitiv, Nominativ};
        use Geschlecht::{Maennlich, Saechlich, Weiblich};
        let ending = match (self.geschlecht, fall) {
            (Maennlich, Nominativ) | (Weiblich, Genitiv | Dativ) => "er",
            (Maennlich, Akkusativ) => "en",
            (Maennlich | Saechlich, Genitiv) | (Saechlich, Nominativ | Akkusativ) => "es",
            (Maennlich | Saechlich, Dativ) => "em",
            (Weiblich, Nominativ | Akkusativ) => "e",
        };
        let bare = matches!((self.geschlecht, fall), (Maennlich, Nominativ) | (Saechlich, Nominativ | Akkusativ));
        match begleiter {
            Begleiter::Der => match ending {
                "e" => "die".to_owned(),
                "es" if bare => "das".to_owned(),
                other => format!("d{other}"),
            },
            Begleiter::Dieser => format!("dies{ending}"),
            Begleiter::Jeder => format!("jed{ending}"),
            Begleiter::Ein if bare => "ein".to_owned(),
            Begleiter::Ein => format!("ein{ending}"),
            Begleiter::Kein if bare => "kein".to_owned(),
            Begleiter::Kein => format!("kein{ending}"),
        }
    }

    /// The adjective's ending after a word that bends itself, or after one that may not.
    fn ending(&self, begleiter: Begleiter, fall: Fall) -> &'static str {
        use Fall::{Akkusativ, Nominativ};
        use Geschlecht::{Maennlich, Saechlich, Weiblich};
        let weak = matches!(begleiter, Begleiter::Der | Begleiter::Dieser | Begleiter::Jeder);
        match (self.geschlecht, fall) {
            (Maennlich, Nominativ) if weak => "e",
            (Maennlich, Nominativ) => "er",
            (Saechlich, Nominativ | Akkusativ) if weak => "e",
            (Saechlich, Nominativ | Akkusativ) => "es",
            (Weiblich, Nominativ | Akkusativ) => "e",
            _ => "en",
        }
    }
}

/// How nouns of administration end, their gender, and the end of their plural.
const ENDINGS: &[(&str, Geschlecht, &str)] = &[
    ("raum", Geschlecht::Maennlich, "räume"),
    ("bezirk", Geschlecht::Maennlich, "bezirke"),
    ("kreis", Geschlecht::Maennlich, "kreise"),
    ("teil", Geschlecht::Maennlich, "teile"),
    ("ort", Geschlecht::Maennlich, "orte"),
    ("amt", Geschlecht::Saechlich, "ämter"),
    ("gebiet", Geschlecht::Saechlich, "gebiete"),
    ("quartier", Geschlecht::Saechlich, "quartiere"),
    ("viertel", Geschlecht::Saechlich, "viertel"),
    ("projekt", Geschlecht::Saechlich, "projekte"),
    ("region", Geschlecht::Weiblich, "regionen"),
    ("team", Geschlecht::Saechlich, "teams"),
    ("gremium", Geschlecht::Saechlich, "gremien"),
    ("ausschuss", Geschlecht::Maennlich, "ausschüsse"),
    ("leitung", Geschlecht::Weiblich, "leitungen"),
    ("gruppe", Geschlecht::Weiblich, "gruppen"),
    ("konferenz", Geschlecht::Weiblich, "konferenzen"),
    ("gemeinde", Geschlecht::Weiblich, "gemeinden"),
    ("stadt", Geschlecht::Weiblich, "städte"),
    ("maßnahme", Geschlecht::Weiblich, "maßnahmen"),
];

#[cfg(test)]
mod tests {
    use super::Begleiter::{Der, Dieser, Ein, Jeder, Kein};
    use super::Fall::{Akkusativ, Dativ, Genitiv, Nominativ};
    use super::*;

    fn wort(text: &str) -> Wort {
        Wort::parse(text).expect("a word")
    }

    /// Duden, Die Grammatik: Deklination der Adjektive nach „der“ (schwach) und nach „ein, kein“ (gemischt).
    #[test]
    fn words_bend_as_grammar_has_it() {
        let [f, n, m] = ["die Maßnahme, die Maßnahmen", "das Projekt, die Projekte", "der Kreis, die Kreise"].map(wort);
        for (begleiter, fall, expected) in [
            (Kein, Nominativ, ["keine neue Maßnahme", "kein neues Projekt", "kein neuer Kreis"]),
            (Ein, Akkusativ, ["eine neue Maßnahme", "ein neues Projekt", "einen neuen Kreis"]),
            (Ein, Dativ, ["einer neuen Maßnahme", "einem neuen Projekt", "einem neuen Kreis"]),
            (Ein, Genitiv, ["einer neuen Maßnahme", "eines neuen Projekts", "eines neuen Kreises"]),
            (Der, Nominativ, ["die neue Maßnahme", "das neue Projekt", "der neue Kreis"]),
            (Der, Akkusativ, ["die neue Maßnahme", "das neue Projekt", "den neuen Kreis"]),
            (Der, Dativ, ["der neuen Maßnahme", "dem neuen Projekt", "dem neuen Kreis"]),
            (Der, Genitiv, ["der neuen Maßnahme", "des neuen Projekts", "des neuen Kreises"]),
            (Jeder, Nominativ, ["jede neue Maßnahme", "jedes neue Projekt", "jeder neue Kreis"]),
            (Dieser, Akkusativ, ["diese neue Maßnahme", "dieses neue Projekt", "diesen neuen Kreis"]),
        ] {
            assert_eq!([&f, &n, &m].map(|wort| wort.mit_beiwort(begleiter, "neu", fall)), expected);
        }
        assert_eq!([&f, &n].map(|wort| wort.viele("neu", Dativ)), ["neuen Maßnahmen", "neuen Projekten"]);
        assert_eq!([&f, &n].map(|wort| wort.viele("neu", Nominativ)), ["neue Maßnahmen", "neue Projekte"]);
        assert_eq!([&f, &n].map(|wort| wort.die_vielen("", Genitiv)), ["der Maßnahmen", "der Projekte"]);
        assert_eq!(m.darin(), "im Kreis");
        assert_eq!(wort("die Stadt, die Städte").darin(), "in der Stadt");
        assert_eq!([&f, &n].map(Wort::dazu), ["zur Maßnahme", "zum Projekt"]);
    }

    #[test]
    fn a_word_is_written_as_it_was_read() {
        for text in ["die Maßnahme, die Maßnahmen", "das Bezirksjugendamt, die Bezirksjugendämter"] {
            assert_eq!(wort(text).written(), text);
        }
        for text in
            ["Projekt", "das Projekt", "ein Projekt, die Projekte", "das , die Projekte", "das Projekt, Projekte"]
        {
            assert_eq!(Wort::parse(text), None, "{text}");
        }
    }

    #[test]
    fn words_that_end_alike_bend_alike() {
        for (einzahl, expected) in [
            ("Bezirksjugendamt", "das Bezirksjugendamt, die Bezirksjugendämter"),
            ("Region", "die Region, die Regionen"),
            ("Planungsraum", "der Planungsraum, die Planungsräume"),
            ("Stadt", "die Stadt, die Städte"),
        ] {
            assert_eq!(Wort::guess(einzahl).map(|wort| wort.written()), Some(expected.to_owned()));
        }
        assert_eq!(Wort::guess("Kiez"), None);
        for (text, expected) in [
            ("Regionalteam", "das Regionalteam"),
            ("Fachbereichsleitung der Region", "die Fachbereichsleitung der Region"),
            ("Kiezrat", "Kiezrat"),
        ] {
            assert_eq!(with_article(text), expected);
        }
    }

    #[test]
    fn the_work_bends_with_its_adjective() {
        let with = |arbeit: &str| Woerter { arbeit: arbeit.to_owned(), ..Woerter::default() };
        assert_eq!(with("fallunabhängige Arbeit").der_arbeit(), "der fallunabhängigen Arbeit");
        assert_eq!(with("Gemeinwesenarbeit").der_arbeit(), "der Gemeinwesenarbeit");
        assert_eq!(with("fallunabhängige Arbeit").arbeit_gross(), "Fallunabhängige Arbeit");
    }
}
