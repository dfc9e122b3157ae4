//! The forms that Träger fill in as workbooks: what they are called, how a workbook says which one it is, and the names
//! of its fields. Who writes a form and who reads it both take them from here.

use std::fmt;

use super::angebot::{PersonalArt, Satzart};
use super::evaluation::{Angabe, Empfehlung, Grad};
use super::massnahme::Rechtsgrundlage;
use super::text::key;
use super::{Halbjahr, MassnahmeId};

/// A kind of form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Formularart {
    /// Anlage 1 and Anlage 2 of one offer.
    Antragsbogen,
    /// Anlage 3: points of all offers for one Bedarf.
    Bewertungsbogen,
    /// The half-yearly evaluation of one Maßnahme.
    Evaluationsbogen,
}

impl Formularart {
    /// All of them.
    pub const ALLE: [Self; 3] = [Self::Antragsbogen, Self::Bewertungsbogen, Self::Evaluationsbogen];

    /// The name in file names and for people.
    pub const fn titel(self) -> &'static str {
        match self {
            Self::Antragsbogen => "Antragsbogen",
            Self::Bewertungsbogen => "Bewertungsbogen",
            Self::Evaluationsbogen => "Evaluationsbogen",
        }
    }

    /// The name by which a workbook says what it is.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Antragsbogen => "antragsbogen",
            Self::Bewertungsbogen => "bewertungsbogen",
            Self::Evaluationsbogen => "evaluationsbogen",
        }
    }

    /// The version that is written today. It grows when a field changes its meaning or its name.
    pub const fn version(self) -> u32 {
        1
    }

    /// The oldest version that can still be read.
    pub const fn oldest_version(self) -> u32 {
        1
    }
}

/// Which form a workbook is, and what it was made for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kennung {
    /// Kind.
    pub art: Formularart,
    /// Version of the form.
    pub version: u32,
    /// The Maßnahme it was made for.
    pub massnahme: Option<MassnahmeId>,
    /// Key of the offer it was filled from.
    pub angebot: Option<String>,
    /// Half-year of an evaluation.
    pub halbjahr: Option<Halbjahr>,
    /// Version of the catalogue of an Anlage 3.
    pub katalog: Option<String>,
}

/// Name of the property with kind and version; also the first word of the printed line.
pub const FORMULAR: &str = "Formular";
/// Name of the property with the Maßnahme.
pub const MASSNAHME: &str = "Maßnahme";
/// Name of the property with the offer.
pub const ANGEBOT: &str = "Angebot";
/// Name of the property with the half-year.
pub const HALBJAHR: &str = "Halbjahr";
/// Name of the property with the catalogue.
pub const KATALOG: &str = "Katalog";
/// Field that repeats the properties in print: some programs drop hidden ones.
pub const FELD_KENNUNG: &str = "formular_kennung";

/// Why a workbook does not say which form it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeineKennung {
    /// It says nothing.
    Fehlt,
    /// A kind that is not known.
    UnbekannteArt(String),
    /// A version that is not known.
    UnbekannteVersion(Formularart, String),
    /// A half-year that is none.
    KeinHalbjahr(String),
}

impl Kennung {
    /// The blank form of a kind as it is written today.
    pub const fn new(art: Formularart) -> Self {
        Self { art, version: art.version(), massnahme: None, angebot: None, halbjahr: None, katalog: None }
    }

    /// Names and values for the hidden properties of the workbook, in the order of the printed line.
    pub fn properties(&self) -> Vec<(&'static str, String)> {
        let mut properties = vec![(FORMULAR, format!("{}/{}", self.art.key(), self.version))];
        properties.extend(self.massnahme.as_ref().map(|id| (MASSNAHME, id.to_string())));
        properties.extend(self.angebot.as_ref().map(|id| (ANGEBOT, id.clone())));
        properties.extend(self.halbjahr.map(|halbjahr| (HALBJAHR, halbjahr.to_string())));
        properties.extend(self.katalog.as_ref().map(|version| (KATALOG, version.clone())));
        properties
    }

    /// Reads names and values as the workbook holds them.
    ///
    /// # Errors
    ///
    /// Says why they name no form that is known.
    pub fn of_properties<'a>(get: impl Fn(&str) -> Option<&'a str>) -> Result<Self, KeineKennung> {
        let form = get(FORMULAR).ok_or(KeineKennung::Fehlt)?;
        let (word, version) = form.split_once('/').unwrap_or((form, ""));
        let art = Formularart::ALLE
            .into_iter()
            .find(|art| art.key() == word.trim())
            .ok_or_else(|| KeineKennung::UnbekannteArt(form.to_owned()))?;
        let known = |version: &u32| (art.oldest_version()..=art.version()).contains(version);
        let version = version.trim().parse().ok().filter(known);
        let version = version.ok_or_else(|| KeineKennung::UnbekannteVersion(art, form.to_owned()))?;
        let halbjahr = get(HALBJAHR)
            .map(|text| text.parse().map_err(|_| KeineKennung::KeinHalbjahr(text.to_owned())))
            .transpose()?;
        Ok(Self {
            art,
            version,
            massnahme: get(MASSNAHME).map(MassnahmeId::from),
            angebot: get(ANGEBOT).map(str::to_owned),
            halbjahr,
            katalog: get(KATALOG).map(str::to_owned),
        })
    }

    /// Reads the printed line.
    ///
    /// # Errors
    ///
    /// Says why it names no form that is known.
    pub fn of_line(line: &str) -> Result<Self, KeineKennung> {
        let pairs: Vec<(&str, &str)> = line.split('·').filter_map(|part| part.trim().split_once(' ')).collect();
        Self::of_properties(|name| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| value.trim()))
    }
}

impl fmt::Display for Kennung {
    /// The printed line: `Formular antragsbogen/1 · Maßnahme GWA-2026-03 · Angebot GWA-2026-03/A`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts: Vec<String> = self.properties().iter().map(|(name, value)| format!("{name} {value}")).collect();
        f.write_str(&parts.join(" · "))
    }
}

/// A key of the records as part of a field's name: what names of fields may not hold becomes `_`.
pub fn as_name(id: &str) -> String {
    id.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' }).collect()
}

/// The box of a Raum.
pub fn raum(anlage: u8, id: &str) -> String {
    format!("anlage{anlage}_raum_{}", as_name(id))
}

/// A field of a line: `anlage2_person_03_stunden`. Lines count from 1.
pub fn zeile(liste: &str, nummer: usize, feld: &str) -> String {
    format!("{liste}_{nummer:02}_{feld}")
}

/// Number of the lines of a list among some names of fields.
pub fn lines<'a>(names: impl Iterator<Item = &'a str>, liste: &str) -> usize {
    names
        .filter_map(|name| name.strip_prefix(liste)?.strip_prefix('_')?.split('_').next()?.parse().ok())
        .filter(|number| *number <= MOST_LINES)
        .max()
        .unwrap_or(0)
}

/// More lines than any form has; a name that says otherwise is none of ours.
pub const MOST_LINES: usize = 400;

/// The mark in a box.
pub const KREUZ: &str = "x";
/// Answers to a question.
pub const JA_NEIN: [(&str, bool); 2] = [("ja", true), ("nein", false)];
/// How a person works.
pub const PERSONALARTEN: [(&str, PersonalArt); 3] = [
    ("hauptamtlich", PersonalArt::Hauptamtlich),
    ("ehrenamtlich", PersonalArt::Ehrenamtlich),
    ("sonstige Schlüsselperson", PersonalArt::Schluesselperson),
];
/// What an hour is paid as.
pub const SATZARTEN: [(&str, Satzart); 2] =
    [("FLS", Satzart::Fachleistungsstunde), ("Stundensatz", Satzart::Stundensatz)];
/// Legal bases.
pub const RECHTSGRUNDLAGEN: [(&str, Rechtsgrundlage); 2] =
    [("§ 74", Rechtsgrundlage::Paragraf74), ("§ 77", Rechtsgrundlage::Paragraf77)];
/// How sure a count is.
pub const ANGABEN: [(&str, Angabe); 3] =
    [("gezählt", Angabe::Exakt), ("geschätzt", Angabe::Schaetzung), ("keine Angabe", Angabe::Keine)];
/// To which degree a goal is reached.
pub const GRADE: [(&str, Grad); 4] = [
    ("vollständig", Grad::Vollstaendig),
    ("größtenteils", Grad::Groesstenteils),
    ("teilweise", Grad::Teilweise),
    ("nicht erreicht", Grad::Nicht),
];
/// Recommendations.
pub const EMPFEHLUNGEN: [(&str, Empfehlung); 3] =
    [("fortführen", Empfehlung::Fortfuehren), ("anpassen", Empfehlung::Anpassen), ("beenden", Empfehlung::Beenden)];
/// Kinds of Einnahmen of the printed form.
pub const EINNAHMEN: [&str; 4] =
    ["Drittmittelförderung", "Teilnehmerbeiträge", "Spenden", "Eigenmittel/sonstige Einnahmen"];

/// The word of a choice.
pub fn word<T: PartialEq>(value: &T, words: &[(&'static str, T)]) -> &'static str {
    words.iter().find(|(_, known)| known == value).map_or("", |(word, _)| *word)
}

/// What a word of a choice means.
pub fn chosen<T: Copy>(text: &str, words: &[(&'static str, T)]) -> Option<T> {
    let wanted = key(text);
    words.iter().find(|(word, _)| key(word) == wanted).map(|(_, value)| *value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_printed_line_says_the_same_as_the_properties() {
        let kennung = Kennung {
            massnahme: Some(MassnahmeId::from("GWA-2026-03")),
            angebot: Some("GWA-2026-03/A".to_owned()),
            halbjahr: "2026-H1".parse().ok(),
            katalog: Some("2026-01".to_owned()),
            ..Kennung::new(Formularart::Antragsbogen)
        };
        let line = kennung.to_string();
        assert!(line.starts_with("Formular antragsbogen/1 · Maßnahme GWA-2026-03 · "), "{line}");
        assert_eq!(Kennung::of_line(&line), Ok(kennung));
    }

    #[test]
    fn what_is_not_known_is_refused_with_what_stood_there() {
        assert_eq!(Kennung::of_line("Kosten 2026"), Err(KeineKennung::Fehlt));
        assert_eq!(
            Kennung::of_line("Formular reisekosten/1"),
            Err(KeineKennung::UnbekannteArt("reisekosten/1".to_owned()))
        );
        for version in ["antragsbogen/2", "antragsbogen/0", "antragsbogen"] {
            assert_eq!(
                Kennung::of_line(&format!("Formular {version}")),
                Err(KeineKennung::UnbekannteVersion(Formularart::Antragsbogen, version.to_owned()))
            );
        }
    }

    #[test]
    fn lines_are_counted_by_the_names_of_their_fields() {
        let names = [zeile("anlage2_person", 3, "stunden"), zeile("anlage2_person", 12, "satz"), raum(1, "nord-a")];
        assert_eq!(lines(names.iter().map(String::as_str), "anlage2_person"), 12);
        assert_eq!(lines(["anlage2_person_999999_x"].into_iter(), "anlage2_person"), 0);
        assert_eq!(names[2], "anlage1_raum_nord_a");
    }
}
