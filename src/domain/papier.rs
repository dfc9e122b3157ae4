//! Papers that are handed on, and who may see them.

use super::Zielgruppe;
use super::sitzung::Empfaenger;

/// A kind of paper, by the stem of its file and the word in the distribution list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Papier {
    /// Invitation to a meeting.
    Einladung,
    /// Minutes of a meeting.
    Protokoll,
    /// Budgetübersicht of a quarter.
    Budgetuebersicht,
    /// Quarter's data of cases and costs.
    Quartalsdaten,
    /// Evaluation of a half-year.
    Evaluation,
    /// Angebotsübersicht.
    Angebote,
    /// Overview of Beschlüsse.
    Beschluesse,
    /// Report to the committee.
    JhaBericht,
}

/// The widest circle that may see a form that is filled with what the records say of a Maßnahme: those who talk about it
/// in its team. It goes to its Träger alone.
pub const AUSGEFUELLTES_FORMULAR: Zielgruppe = Zielgruppe::Fachkreis;

/// The circle of a Träger to whom the office writes about its Maßnahme.
pub const TRAEGER: Zielgruppe = Zielgruppe::Fachkreis;

impl Papier {
    /// All of them.
    pub const ALLE: [Self; 8] = [
        Self::Einladung,
        Self::Protokoll,
        Self::Budgetuebersicht,
        Self::Quartalsdaten,
        Self::Evaluation,
        Self::Angebote,
        Self::Beschluesse,
        Self::JhaBericht,
    ];

    /// Reports of a period, which a run writes for lists.
    pub const BERICHTE: [Self; 6] = [
        Self::Budgetuebersicht,
        Self::Quartalsdaten,
        Self::Evaluation,
        Self::Angebote,
        Self::Beschluesse,
        Self::JhaBericht,
    ];

    /// The paper of a word.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALLE.into_iter().find(|papier| papier.key() == key)
    }

    /// The word in `an` of the distribution list, which is also the stem of the file.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Einladung => "einladung",
            Self::Protokoll => "protokoll",
            Self::Budgetuebersicht => "budgetuebersicht",
            Self::Quartalsdaten => "quartalsdaten",
            Self::Evaluation => "evaluation",
            Self::Angebote => "angebote",
            Self::Beschluesse => "beschluesse",
            Self::JhaBericht => "jha-bericht",
        }
    }

    /// The word that is printed.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Einladung => "Einladung",
            Self::Protokoll => "Protokoll",
            Self::Budgetuebersicht => "Budgetübersicht",
            Self::Quartalsdaten => "Quartalsdaten",
            Self::Evaluation => "Evaluation",
            Self::Angebote => "Angebotsübersicht",
            Self::Beschluesse => "Beschlussübersicht",
            Self::JhaBericht => "Bericht an den Ausschuss",
        }
    }

    /// The widest circle that may see it.
    pub const fn zielgruppe(self) -> Zielgruppe {
        match self {
            Self::JhaBericht => Zielgruppe::Oeffentlich,
            Self::Einladung
            | Self::Protokoll
            | Self::Budgetuebersicht
            | Self::Quartalsdaten
            | Self::Evaluation
            | Self::Angebote
            | Self::Beschluesse => Zielgruppe::Fachkreis,
        }
    }

    /// The paper that a PDF below `reports/` is; none for what is never handed on.
    pub fn of(pfad: &str) -> Option<Self> {
        let name = pfad.rsplit('/').next().unwrap_or(pfad);
        let stem = name.strip_suffix(".pdf")?;
        Self::ALLE
            .into_iter()
            .find(|papier| stem.strip_prefix(papier.key()).is_some_and(|rest| rest.is_empty() || rest.starts_with('-')))
    }
}

/// The widest circle that may see a file below `reports/`. What is not known is for the office alone.
pub fn zielgruppe_of(pfad: &str) -> Zielgruppe {
    Papier::of(pfad).map_or(Zielgruppe::Intern, Papier::zielgruppe)
}

/// The circle that a line of the distribution list stands for: teams are a Fachkreis, as outsiders sit in them; who is
/// from outside and in no team, and everybody in the committee's list, is the public.
pub fn zielgruppe_of_empfaenger(empfaenger: &Empfaenger) -> Zielgruppe {
    let is_team = ["sozialraumteam:", "region:"].iter().any(|kind| empfaenger.gruppe.starts_with(kind));
    match (is_team, empfaenger.ist_extern || empfaenger.gruppe == "jha") {
        (true, _) => Zielgruppe::Fachkreis,
        (false, true) => Zielgruppe::Oeffentlich,
        (false, false) => Zielgruppe::Intern,
    }
}

/// Whether somebody of a circle may see a paper for another one: what is for a wider circle is for a narrower one too.
pub fn may_see(leser: Zielgruppe, papier: Zielgruppe) -> bool {
    papier >= leser
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_known_stays_in_the_office() {
        for pfad in [
            "2026-Q2/kennzahlen.xlsx",
            "2026-Q2/kennzahlen.json",
            "2026-Q2/lauf.json",
            "2026-Q2/pruefprotokoll.pdf",
            "2026-Q2/anlagen/GWA-2026-01/anlage-1.pdf",
            "2026-Q2/angebotefremd.pdf",
            "2026-Q2/jha-bericht.docx",
        ] {
            assert_eq!(zielgruppe_of(pfad), Zielgruppe::Intern, "{pfad}");
        }
        assert_eq!(zielgruppe_of("2026-Q2/jha-bericht.pdf"), Zielgruppe::Oeffentlich);
        assert_eq!(zielgruppe_of("2026-Q2/budgetuebersicht-region-nord.pdf"), Zielgruppe::Fachkreis);
        assert_eq!(zielgruppe_of("sitzungen/SRT-achim-2026-4/protokoll.pdf"), Zielgruppe::Fachkreis);
    }

    #[test]
    fn the_public_sees_only_public_papers() {
        assert!(may_see(Zielgruppe::Intern, Zielgruppe::Oeffentlich));
        assert!(may_see(Zielgruppe::Fachkreis, Zielgruppe::Fachkreis));
        assert!(!may_see(Zielgruppe::Oeffentlich, Zielgruppe::Fachkreis));
        assert!(!may_see(Zielgruppe::Fachkreis, Zielgruppe::Intern));
    }

    #[test]
    fn outsiders_in_a_team_belong_to_it_others_are_the_public() {
        let empfaenger = |gruppe: &str, ist_extern| Empfaenger {
            gruppe: gruppe.to_owned(),
            name: String::new(),
            stelle: String::new(),
            email: String::new(),
            an: Vec::new(),
            ist_extern,
        };
        assert_eq!(zielgruppe_of_empfaenger(&empfaenger("sozialraumteam:achim", true)), Zielgruppe::Fachkreis);
        assert_eq!(zielgruppe_of_empfaenger(&empfaenger("jha", false)), Zielgruppe::Oeffentlich);
        assert_eq!(zielgruppe_of_empfaenger(&empfaenger("presse", true)), Zielgruppe::Oeffentlich);
        assert_eq!(zielgruppe_of_empfaenger(&empfaenger("leitung", false)), Zielgruppe::Intern);
    }
}
