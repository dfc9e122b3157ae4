//! A Maßnahme of Gemeinwesenarbeit from the Bedarf to the Verwendungsnachweis (`data/massnahmen/*.toml`).

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::angebot::Angebot;
use super::raum::Ebene;
use super::{Betrag, Datum, Halbjahr, MassnahmeId, RaumId, TraegerId};

/// The record of one Maßnahme.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Massnahme {
    /// Key.
    pub id: MassnahmeId,
    /// Title.
    pub titel: String,
    /// The one legal basis.
    pub rechtsgrundlage: Rechtsgrundlage,
    /// Whether a Maßnahme is funded, or the Träger as such.
    #[serde(default, skip_serializing_if = "Foerderart::is_projekt")]
    pub foerderart: Foerderart,
    /// Of which Hilfepläne the group work is a part (§ 77 SGB VIII), without a name or an Aktenzeichen of a case.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub hilfeplanbezug: String,
    /// What the Träger gives of its own (§ 74 SGB VIII), where Anlage 2 does not show it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub eigenleistung: String,
    /// Kind of budget that pays for it.
    pub budgetart: String,
    /// Sozialräume ticked in Anlage 1.
    pub sozialraeume: Vec<RaumId>,
    /// Other Räume whose budgets were pooled for it.
    #[serde(default)]
    pub gemeinsam_mit: Vec<RaumId>,
    /// Whose budgets pay, in percent; sum to 100.
    pub anteile: Vec<Anteil>,
    /// First and last day.
    pub laufzeit: Laufzeit,
    /// The need it answers.
    pub bedarf: Bedarf,
    /// Offers of Träger, each with its Anlagen.
    #[serde(default)]
    pub angebote: Vec<Angebot>,
    /// What was decided, by whom, when.
    #[serde(default)]
    pub entscheidungen: Entscheidungen,
    /// The approved sum; none while open or rejected.
    pub bewilligung: Option<Bewilligung>,
    /// Grant computed by the office's rules, where it has such.
    pub zuwendung: Option<Zuwendung>,
    /// How the WJH books a joint Maßnahme.
    pub buchungsweise: Buchungsweise,
    /// The final account.
    pub verwendungsnachweis: Option<Verwendungsnachweis>,
    /// Extension of the Laufzeit.
    pub verlaengerung: Option<Verlaengerung>,
    /// State on the day of the records.
    pub status: Status,
}

/// § 74 or § 77 SGB VIII, never both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Rechtsgrundlage {
    /// Kreiszuschuss for open offers with a pedagogical aim.
    #[serde(rename = "§ 74")]
    Paragraf74,
    /// Fachleistungsstunden for group work out of running single cases.
    #[serde(rename = "§ 77")]
    Paragraf77,
}

/// What is funded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Foerderart {
    /// One Maßnahme.
    #[default]
    Projekt,
    /// The Träger as such.
    Institutionell,
}

impl Foerderart {
    /// What is meant where nothing is written.
    fn is_projekt(&self) -> bool {
        *self == Self::Projekt
    }
}

/// A share of a joint Maßnahme.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Anteil {
    /// Whose budget pays.
    pub ebene: Ebene,
    /// Key of the Raum, the Region, or `kreisweit`.
    pub raum: RaumId,
    /// Share in percent.
    pub prozent: Decimal,
}

/// First and last day.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Laufzeit {
    /// First day.
    pub beginn: Datum,
    /// Last day.
    pub ende: Datum,
}

/// The need as the Sozialraumteam found it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bedarf {
    /// Day of the meeting.
    pub festgestellt_am: Datum,
    /// The team.
    pub gremium: String,
    /// The need in words.
    pub text: String,
    /// Where it is on record: minutes and item, or a file number.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub beleg: String,
}

/// What was decided, by whom, when.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Entscheidungen {
    /// Which offer is taken (Leitung of the Sozialraumteam).
    pub leistungserbringung: Option<Leistungserbringung>,
    /// Which money is used (Regionalteam).
    pub ressourceneinsatz: Option<Ressourceneinsatz>,
    /// The WJH's Bescheid. From its day on the Maßnahme counts in the budget.
    pub bescheid: Option<Bescheid>,
    /// Why there is no offer.
    pub kein_leistungsangebot: Option<KeinLeistungsangebot>,
}

/// Decision on who delivers.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Leistungserbringung {
    /// Day.
    pub datum: Datum,
    /// Who decided.
    pub durch: String,
    /// Key of the offer; none if all were rejected.
    pub angebot: Option<String>,
    /// Why.
    pub begruendung: String,
    /// Where it is on record: minutes and item, or a file number.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub beleg: String,
}

/// Decision on money.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ressourceneinsatz {
    /// Day.
    pub datum: Datum,
    /// Who decided.
    pub gremium: String,
    /// What was decided.
    pub ergebnis: String,
    /// How much.
    pub betrag: Betrag,
    /// Remark.
    #[serde(default)]
    pub bemerkung: String,
    /// Where it is on record: minutes and item, or a file number.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub beleg: String,
}

/// The WJH's Bescheid.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bescheid {
    /// Day.
    pub datum: Datum,
    /// File number of the Maßnahme (not of a case).
    pub aktenzeichen: String,
    /// How much.
    pub betrag: Betrag,
}

/// A Bedarf that stays without an offer.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeinLeistungsangebot {
    /// Day.
    pub datum: Datum,
    /// Why.
    pub grund: String,
    /// Where it is on record: minutes and item, or a file number.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub beleg: String,
}

/// The approved sum.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bewilligung {
    /// The whole sum.
    pub betrag: Betrag,
    /// Its parts by Haushaltsjahr; without them it is split by calendar months.
    #[serde(default)]
    pub jahresraten: Option<Vec<Jahresrate>>,
    /// Key of the offer.
    pub angebot: String,
    /// Who receives it.
    pub traeger: TraegerId,
}

/// Part of the approved sum that falls into a Haushaltsjahr.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Jahresrate {
    /// Haushaltsjahr.
    pub jahr: i32,
    /// How much.
    pub betrag: Betrag,
}

/// Grant by the office's rules on the Eigenanteil.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Zuwendung {
    /// Fehlbedarf, Voll, Anteil or Festbetrag.
    pub finanzierungsart: String,
    /// Costs that can be funded.
    pub zuwendungsfaehige_ausgaben: Betrag,
    /// Income.
    pub einnahmen: Betrag,
    /// Own share in percent.
    pub eigenanteil_prozent: Decimal,
    /// Own share.
    pub eigenanteil: Betrag,
    /// The most that is granted.
    pub hoechstbetrag: Betrag,
    /// How the own share is given.
    pub eigenanteil_form: Option<String>,
    /// Share of the costs that an Anteilfinanzierung pays, in percent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anteil_prozent: Option<Decimal>,
    /// Why it is more than the office grants as a rule: a Vollfinanzierung.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub begruendung: String,
}

/// How the WJH books a joint Maßnahme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Buchungsweise {
    /// One position for each Raum.
    JeRaum,
    /// One sum without a Raum, split by the shares.
    Summe,
}

/// The final account.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Verwendungsnachweis {
    /// Day it came in.
    pub eingang: Datum,
    /// Whether it has been checked.
    pub geprueft: bool,
    /// Day on which the check was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub geprueft_am: Option<Datum>,
    /// Remark.
    #[serde(default)]
    pub bemerkung: String,
}

/// Extension of the Laufzeit.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Verlaengerung {
    /// Last day before it.
    pub urspruengliches_ende: Datum,
    /// New last day.
    pub neues_ende: Datum,
    /// Day of the decision.
    pub entschieden_am: Datum,
    /// Who decided.
    pub durch: String,
    /// Why.
    pub grund: String,
    /// Where it is on record: minutes and item, or a file number.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub beleg: String,
}

/// State of a Maßnahme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Status {
    /// The need is found.
    #[serde(rename = "bedarf festgestellt")]
    BedarfFestgestellt,
    /// Offers are being scored.
    #[serde(rename = "in Bewertung")]
    InBewertung,
    /// Approved, not begun.
    #[serde(rename = "bewilligt, noch nicht begonnen")]
    Bewilligt,
    /// Running.
    #[serde(rename = "laufend")]
    Laufend,
    /// Ended.
    #[serde(rename = "beendet")]
    Beendet,
    /// Rejected.
    #[serde(rename = "abgelehnt")]
    Abgelehnt,
}

impl Rechtsgrundlage {
    /// The paragraph as it is printed.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Paragraf74 => "§ 74 SGB VIII",
            Self::Paragraf77 => "§ 77 SGB VIII",
        }
    }
}

impl Status {
    /// The word that records write.
    pub const fn key(self) -> &'static str {
        match self {
            Self::BedarfFestgestellt => "bedarf festgestellt",
            Self::InBewertung => "in Bewertung",
            Self::Bewilligt => "bewilligt, noch nicht begonnen",
            Self::Laufend => "laufend",
            Self::Beendet => "beendet",
            Self::Abgelehnt => "abgelehnt",
        }
    }

    /// The state as it is written.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::BedarfFestgestellt => "Bedarf festgestellt",
            Self::InBewertung => "in Bewertung",
            Self::Bewilligt => "bewilligt, noch nicht begonnen",
            Self::Laufend => "laufend",
            Self::Beendet => "beendet",
            Self::Abgelehnt => "abgelehnt",
        }
    }
}

impl Massnahme {
    /// Whether it runs or ran in a half-year, so that an evaluation of it is due.
    pub fn runs_in(&self, halbjahr: Halbjahr) -> bool {
        matches!(self.status, Status::Laufend | Status::Beendet)
            && self.laufzeit.beginn.day() <= halbjahr.ende()
            && self.laufzeit.ende.day() >= halbjahr.beginn()
    }

    /// The offer that was approved, or else the only one there is.
    pub fn bewilligtes_angebot(&self) -> Option<&Angebot> {
        let key = self
            .bewilligung
            .as_ref()
            .map(|bewilligung| bewilligung.angebot.as_str())
            .or_else(|| self.entscheidungen.leistungserbringung.as_ref()?.angebot.as_deref());
        match key {
            Some(key) => self.angebote.iter().find(|angebot| angebot.id == key),
            None => None,
        }
    }
}
