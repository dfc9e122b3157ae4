//! The Zuwendung to a Träger: how it is financed, what the Träger gives of its own, and how much is granted at most.
//!
//! Sources: domain of the office (Richtlinie or Konzept, named by each [`Festlegung`]); the four Finanzierungsarten as in
//! VV Nr. 2 to § 44 BHO; what happens when costs or income change as in ANBest-P Nr. 2.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::angebot::{Angebot, Anlage2};
use super::festlegung::Festlegung;
use super::massnahme::Massnahme;
use super::stammdaten::Traeger;
use super::{Betrag, Stammdaten};

/// Rules of the Zuwendung to a Träger (`[regeln.zuwendung]`).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ZuwendungsRegeln {
    /// How a Maßnahme is financed that does not say so itself.
    pub finanzierungsart: Finanzierungsart,
    /// What the Eigenanteil is a share of.
    pub eigenanteil_basis: EigenanteilBasis,
    /// Share by staff of the Träger. Without tiers no Eigenanteil is asked for.
    pub eigenanteil_staffel: Option<Festlegung<Vec<Staffelstufe>>>,
    /// What counts as Eigenanteil; everything, if it is not set.
    pub eigenanteil_anerkannt: Option<Festlegung<Vec<EigenanteilForm>>>,
    /// What an hour of unpaid work counts.
    pub stundenwert_unbezahlte_arbeit: Option<Festlegung<Betrag>>,
    /// Whether a Vollfinanzierung needs a reason on record.
    pub vollfinanzierung_mit_grund: Option<Festlegung<bool>>,
    /// By how many percent an Einzelansatz may be exceeded if it is saved elsewhere.
    pub einzelansatz_ueberschreitung_prozent: u32,
}

impl Default for ZuwendungsRegeln {
    fn default() -> Self {
        Self {
            finanzierungsart: Finanzierungsart::Fehlbedarf,
            eigenanteil_basis: EigenanteilBasis::ZuwendungsfaehigeGesamtkosten,
            eigenanteil_staffel: None,
            eigenanteil_anerkannt: None,
            stundenwert_unbezahlte_arbeit: None,
            vollfinanzierung_mit_grund: None,
            einzelansatz_ueberschreitung_prozent: 20,
        }
    }
}

/// What the Eigenanteil is a share of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EigenanteilBasis {
    /// All costs that can be funded.
    ZuwendungsfaehigeGesamtkosten,
    /// The sum applied for: these costs less the income.
    BeantragteZuwendung,
}

/// From so many people on, the Träger bears so many percent.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Staffelstufe {
    /// Smallest staff of the tier.
    pub ab_mitarbeitenden: u32,
    /// Eigenanteil in percent.
    pub prozent: Decimal,
}

/// How the Träger gives its Eigenanteil.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EigenanteilForm {
    /// Money of its own.
    EigeneMittel,
    /// Goods: rooms, vehicles, material.
    Sachleistung,
    /// Work of its paid staff.
    Arbeitsleistung,
    /// Work of volunteers, at a set value an hour.
    UnbezahlteArbeit,
}

impl EigenanteilForm {
    /// The word that is printed and that records write.
    pub const fn wort(self) -> &'static str {
        match self {
            Self::EigeneMittel => "eigene Mittel",
            Self::Sachleistung => "Sachleistung",
            Self::Arbeitsleistung => "Arbeitsleistung",
            Self::UnbezahlteArbeit => "unbezahlte Arbeit",
        }
    }

    /// The form that a record's word means.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::EigeneMittel, Self::Sachleistung, Self::Arbeitsleistung, Self::UnbezahlteArbeit]
            .into_iter()
            .find(|form| form.wort().eq_ignore_ascii_case(word.trim()))
    }
}

/// How a Maßnahme is financed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Finanzierungsart {
    /// The gap between costs and all other means, up to the grant.
    #[serde(rename = "Fehlbedarfsfinanzierung")]
    Fehlbedarf,
    /// All costs that income does not cover; the Träger gives nothing of its own.
    #[serde(rename = "Vollfinanzierung")]
    Voll,
    /// A share of the costs, up to the grant.
    #[serde(rename = "Anteilfinanzierung")]
    Anteil,
    /// A fixed sum, at most the costs.
    #[serde(rename = "Festbetragsfinanzierung")]
    Festbetrag,
}

impl Finanzierungsart {
    /// Every way.
    pub const ALL: [Self; 4] = [Self::Fehlbedarf, Self::Voll, Self::Anteil, Self::Festbetrag];

    /// The word that is printed and that records write.
    pub const fn wort(self) -> &'static str {
        match self {
            Self::Fehlbedarf => "Fehlbedarfsfinanzierung",
            Self::Voll => "Vollfinanzierung",
            Self::Anteil => "Anteilfinanzierung",
            Self::Festbetrag => "Festbetragsfinanzierung",
        }
    }

    /// The way that a record's word means.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|art| art.wort() == word.trim())
    }
}

impl ZuwendungsRegeln {
    /// The share that a Träger of so many people bears, in percent: the highest tier that it reaches; none without tiers.
    pub fn eigenanteil_prozent(&self, mitarbeitende: u32) -> Decimal {
        let tiers = self.eigenanteil_staffel.iter().flat_map(|staffel| &staffel.wert);
        tiers
            .filter(|stufe| stufe.ab_mitarbeitenden <= mitarbeitende)
            .max_by_key(|stufe| stufe.ab_mitarbeitenden)
            .map_or(Decimal::ZERO, |stufe| stufe.prozent)
    }

    /// Whether the office counts something as Eigenanteil.
    pub fn counts(&self, form: EigenanteilForm) -> bool {
        self.eigenanteil_anerkannt.as_ref().is_none_or(|set| set.wert.contains(&form))
    }

    /// What hours of unpaid work are worth, rounded to the cent; nothing where the office sets no value.
    pub fn wert_unbezahlter_arbeit(&self, stunden: Decimal) -> Betrag {
        let an_hour = self.stundenwert_unbezahlte_arbeit.as_ref().map_or(Betrag::ZERO, |set| set.wert);
        Betrag::rounded(stunden * an_hour.to_decimal())
    }
}

/// Eigenanteil = base × percent / 100, rounded to the cent; the base is the office's ([`EigenanteilBasis`]).
pub fn eigenanteil(basis: EigenanteilBasis, ausgaben: Betrag, einnahmen: Betrag, prozent: Decimal) -> Betrag {
    let base = match basis {
        EigenanteilBasis::ZuwendungsfaehigeGesamtkosten => ausgaben,
        EigenanteilBasis::BeantragteZuwendung => (ausgaben - einnahmen).max(Betrag::ZERO),
    };
    Betrag::rounded(base.to_decimal() * prozent / Decimal::ONE_HUNDRED)
}

/// Fehlbedarf = zuwendungsfähige Ausgaben − Einnahmen − Eigenanteil, never below nothing.
pub fn fehlbedarf(ausgaben: Betrag, einnahmen: Betrag, eigenanteil: Betrag) -> Betrag {
    (ausgaben - einnahmen - eigenanteil).max(Betrag::ZERO)
}

/// What a Zuwendung is reckoned from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grundlagen {
    /// How it is financed.
    pub art: Finanzierungsart,
    /// Costs that can be funded.
    pub ausgaben: Betrag,
    /// Income.
    pub einnahmen: Betrag,
    /// Eigenanteil in percent of its base; counts nothing in a Vollfinanzierung.
    pub eigenanteil_prozent: Decimal,
    /// Share of an Anteilfinanzierung in percent.
    pub anteil_prozent: Decimal,
    /// Cap: the sum granted, or the fixed sum; none before the decision.
    pub bewilligt: Option<Betrag>,
}

/// A Zuwendung and all it is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rechnung {
    /// What it is reckoned from.
    pub grundlagen: Grundlagen,
    /// What the Eigenanteil is a share of.
    pub basis: EigenanteilBasis,
    /// Eigenanteil.
    pub eigenanteil: Betrag,
    /// What the way of financing allows at most, before the cap.
    pub hoechstens: Betrag,
    /// The Zuwendung: the smaller of that and the cap.
    pub zuwendung: Betrag,
}

/// Reckons a Zuwendung.
///
/// - Fehlbedarfsfinanzierung: min(bewilligt, Ausgaben − Einnahmen − Eigenanteil).
/// - Vollfinanzierung: min(bewilligt, Ausgaben − Einnahmen).
/// - Anteilfinanzierung: min(bewilligt, Ausgaben × Anteil / 100), never more than Ausgaben − Einnahmen − Eigenanteil.
/// - Festbetragsfinanzierung: min(bewilligt, Ausgaben); income leaves it as it is.
pub fn rechne(basis: EigenanteilBasis, grundlagen: Grundlagen) -> Rechnung {
    let Grundlagen { art, ausgaben, einnahmen, .. } = grundlagen;
    let prozent = if art == Finanzierungsart::Voll { Decimal::ZERO } else { grundlagen.eigenanteil_prozent };
    let eigenanteil = eigenanteil(basis, ausgaben, einnahmen, prozent);
    let gap = fehlbedarf(ausgaben, einnahmen, eigenanteil);
    let hoechstens = match art {
        Finanzierungsart::Fehlbedarf | Finanzierungsart::Voll => gap,
        Finanzierungsart::Anteil => anteil(ausgaben, grundlagen.anteil_prozent).min(gap),
        Finanzierungsart::Festbetrag => ausgaben.max(Betrag::ZERO),
    };
    let zuwendung = grundlagen.bewilligt.map_or(hoechstens, |cap| cap.min(hoechstens));
    Rechnung { grundlagen, basis, eigenanteil, hoechstens, zuwendung }
}

/// Anteil = Ausgaben × percent / 100, rounded to the cent.
pub fn anteil(ausgaben: Betrag, prozent: Decimal) -> Betrag {
    Betrag::rounded(ausgaben.to_decimal() * prozent / Decimal::ONE_HUNDRED)
}

/// The Zuwendung of a Maßnahme from the Kostenkalkulation of the offer that is taken (or an offer given), by the office's
/// rules. What the record itself says of Ausgaben and Einnahmen goes before Anlage 2: the office may have cut them.
pub fn fuer(regeln: &ZuwendungsRegeln, massnahme: &Massnahme, form: &Anlage2, traeger: Option<&Traeger>) -> Rechnung {
    let record = massnahme.zuwendung.as_ref();
    let art = record.and_then(|record| Finanzierungsart::parse(&record.finanzierungsart));
    let grundlagen = Grundlagen {
        art: art.unwrap_or(regeln.finanzierungsart),
        ausgaben: record.map_or_else(|| ausgaben(form), |record| record.zuwendungsfaehige_ausgaben),
        einnahmen: record.map_or_else(|| einnahmen(form), |record| record.einnahmen),
        eigenanteil_prozent: traeger.map_or(Decimal::ZERO, |traeger| regeln.eigenanteil_prozent(traeger.mitarbeitende)),
        anteil_prozent: record.and_then(|record| record.anteil_prozent).unwrap_or(Decimal::ONE_HUNDRED),
        bewilligt: massnahme.bewilligung.as_ref().map(|bewilligung| bewilligung.betrag),
    };
    rechne(regeln.eigenanteil_basis, grundlagen)
}

/// The sum that a Maßnahme takes or would take: granted, else decided, else what the rules allow for the offer in front.
pub fn voraussichtlich(stammdaten: &Stammdaten, massnahme: &Massnahme) -> Option<Betrag> {
    let decided = massnahme.entscheidungen.ressourceneinsatz.as_ref().map(|geld| geld.betrag);
    let granted = massnahme.bewilligung.as_ref().map(|bewilligung| bewilligung.betrag).or(decided);
    granted.or_else(|| {
        let scored = |offer: &&Angebot| offer.anlage3.as_ref().is_some_and(|form| form.rang == Some(1));
        let first = massnahme.bewilligtes_angebot().or_else(|| massnahme.angebote.iter().find(scored));
        let offer = first.or_else(|| massnahme.angebote.first())?;
        let regeln = &stammdaten.einstellungen.regeln.zuwendung;
        Some(fuer(regeln, massnahme, &offer.anlage2, stammdaten.traeger(&offer.traeger)).zuwendung)
    })
}

/// Ausgaben of a Kostenkalkulation: persons and Sachkosten, each reckoned from its entries.
pub fn ausgaben(form: &Anlage2) -> Betrag {
    let personal: Betrag = form.personal.iter().map(super::angebot::Personalposten::kosten).sum();
    let sachkosten: Betrag = form.sachkosten.iter().map(|posten| posten.betrag).sum();
    personal + sachkosten
}

/// Einnahmen of a Kostenkalkulation.
pub fn einnahmen(form: &Anlage2) -> Betrag {
    form.einnahmen.iter().map(|einnahme| einnahme.betrag).sum()
}

#[cfg(test)]
mod tests;
