//! Meetings of the Sozialraumteams and of the committee (`data/sitzungen/*.toml`), and who is told of them
//! (`data/stammdaten/verteiler.toml`).

use serde::Deserialize;

use super::{Datum, MassnahmeId, RaumId};

/// A meeting of a Sozialraumteam.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sitzung {
    /// Key.
    pub id: String,
    /// Kind; `sozialraumteam`.
    pub art: String,
    /// Whose team.
    pub raum: RaumId,
    /// Day.
    pub datum: Datum,
    /// Hour it begins, `09:00`.
    pub beginn: String,
    /// Hour it ends.
    pub ende: String,
    /// Place.
    pub ort: String,
    /// Day on which the invitation went out.
    pub einladung_versandt: Option<Datum>,
    /// Agenda.
    #[serde(default)]
    pub tagesordnung: Vec<Tagesordnungspunkt>,
    /// Who is invited and who came.
    #[serde(default)]
    pub teilnehmende: Vec<Teilnahme>,
    /// What was decided.
    #[serde(default)]
    pub beschluesse: Vec<Beschluss>,
    /// Minutes.
    pub protokoll: Option<Protokoll>,
    /// Whether the next year's dates were fixed in it.
    #[serde(default)]
    pub jahresplanung_folgejahr: bool,
}

/// An item of the agenda.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tagesordnungspunkt {
    /// Number.
    pub nr: u32,
    /// Title.
    pub titel: String,
    /// Whether it stands on every agenda.
    pub fest: bool,
    /// Minutes planned.
    pub minuten: u32,
    /// Who presents it.
    pub von: String,
    /// More about it.
    #[serde(default)]
    pub text: String,
    /// Day on which the topic was handed in.
    pub eingereicht_am: Option<Datum>,
}

/// A person at a meeting.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Teilnahme {
    /// E-mail address.
    pub email: String,
    /// Whether the person came; none before the meeting.
    pub anwesend: Option<bool>,
}

/// A decision of a meeting.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Beschluss {
    /// Number.
    pub nr: String,
    /// What was decided.
    pub text: String,
    /// The Maßnahme it is about.
    pub massnahme: Option<MassnahmeId>,
    /// The vote.
    pub abstimmung: String,
    /// Who sees to it.
    pub zustaendig: String,
    /// Until when.
    pub frist: Datum,
    /// Day on which it was done.
    #[serde(default)]
    pub erledigt_am: Option<Datum>,
}

/// Minutes of a meeting.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Protokoll {
    /// Who wrote them.
    pub verfasst_von: String,
    /// State.
    pub status: String,
}

/// A session of the committee.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ausschusssitzung {
    /// Key.
    pub id: String,
    /// Day.
    pub datum: Datum,
    /// Hour it begins.
    pub beginn: String,
    /// Place.
    pub ort: String,
    /// Whether it is public.
    pub oeffentlich: bool,
    /// Papers for it.
    #[serde(default)]
    pub vorlagen: Vec<Vorlage>,
}

/// A paper for the committee.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vorlage {
    /// Number.
    pub nummer: String,
    /// Subject.
    pub betreff: String,
    /// Kind.
    pub art: String,
    /// Item of the agenda.
    pub top: u32,
}

/// Who belongs to a Sozialraumteam.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sozialraumteam {
    /// Whose team.
    pub raum: RaumId,
    /// Who leads it.
    pub leitung: String,
    /// Members.
    #[serde(default)]
    pub mitglieder: Vec<Mitglied>,
}

/// A member of a Sozialraumteam.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mitglied {
    /// Surname.
    pub name: String,
    /// First name.
    pub vorname: String,
    /// Role in the team.
    pub rolle: String,
    /// Where the person works.
    pub stelle: String,
    /// E-mail address.
    pub email: String,
}

/// A line of the distribution list.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Empfaenger {
    /// Group, for instance `sozialraumteam:achim`.
    pub gruppe: String,
    /// Name.
    pub name: String,
    /// Where the person works.
    pub stelle: String,
    /// E-mail address.
    pub email: String,
    /// Which papers the person gets.
    pub an: Vec<String>,
    /// Whether the person is from outside the administration.
    #[serde(rename = "extern")]
    pub ist_extern: bool,
}
