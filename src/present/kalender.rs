//! A calendar as finished texts: what a mail program or a telephone is to enter.

use chrono::NaiveDateTime;

use crate::domain::amt::Einstellungen;

/// What the reader's program does with the dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Methode {
    /// Dates to know of.
    Veroeffentlichen,
    /// An invitation that can be accepted; sent again with a higher `folge`, it changes the date.
    Einladen,
    /// Dates that no longer hold.
    Absagen,
}

/// Whether a date holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zusage {
    /// Proposed.
    Vorlaeufig,
    /// Fixed.
    Fest,
    /// Called off.
    Abgesagt,
}

/// Somebody by name and address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Name.
    pub name: String,
    /// E-mail address.
    pub email: String,
}

/// One date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kalendertermin {
    /// What it is known by for good, see [`uid`].
    pub uid: String,
    /// How many times it was changed.
    pub folge: u32,
    /// When it begins, in the time of Germany.
    pub beginn: NaiveDateTime,
    /// When it ends.
    pub ende: NaiveDateTime,
    /// Title.
    pub titel: String,
    /// Place.
    pub ort: String,
    /// More about it; may have several lines.
    pub beschreibung: String,
    /// Whether it holds.
    pub zusage: Zusage,
    /// Who invites; needed for an invitation.
    pub einladend: Option<Person>,
    /// Who is invited.
    pub eingeladen: Vec<Person>,
}

/// Dates in one file.
#[derive(Clone, Debug)]
pub struct Kalender {
    /// Title, where the file is to be a calendar of its own.
    pub name: Option<String>,
    /// What is to be done with them.
    pub methode: Methode,
    /// When this version was made, in the time of Germany.
    pub stand: NaiveDateTime,
    /// The dates.
    pub termine: Vec<Kalendertermin>,
}

/// What a meeting is known by in calendars, for good: its key, and the domain of the office's mails. The date in the
/// year's plan and the invitation by mail are one and the same.
pub fn uid(einstellungen: &Einstellungen, id: &str) -> String {
    format!("{id}@{}", einstellungen.mail.listendomain(&einstellungen.amt.email))
}
