//! An appointment for calendars (RFC 5545), to be sent by mail (RFC 5546, 6047).

use chrono::NaiveDateTime;
use icalendar::{Component, Event, EventLike, EventStatus, Property};

use super::nachricht::Person;
use super::zeit::utc;
use crate::error::{Error, Result};

/// Time zone of the appointments, with the rule of summer time that holds since 1996.
const ZEITZONE: &str = "BEGIN:VTIMEZONE\r
TZID:Europe/Berlin\r
BEGIN:DAYLIGHT\r
TZOFFSETFROM:+0100\r
TZOFFSETTO:+0200\r
TZNAME:CEST\r
DTSTART:19960331T020000\r
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r
END:DAYLIGHT\r
BEGIN:STANDARD\r
TZOFFSETFROM:+0200\r
TZOFFSETTO:+0100\r
TZNAME:CET\r
DTSTART:19961027T030000\r
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r
END:STANDARD\r
END:VTIMEZONE\r
";

/// An appointment for one guest.
#[derive(Clone, Copy, Debug)]
pub struct Kalendertermin<'a> {
    /// The same for all versions of the appointment.
    pub uid: &'a str,
    /// SEQUENCE: raised with each change.
    pub folge: u32,
    /// When this version was made, on German clocks.
    pub stempel: NaiveDateTime,
    /// When it begins, on German clocks.
    pub beginn: NaiveDateTime,
    /// When it ends.
    pub ende: NaiveDateTime,
    /// Heading.
    pub titel: &'a str,
    /// Place.
    pub ort: &'a str,
    /// What is to be known of it.
    pub text: &'a str,
    /// Who invites; answers go there.
    pub einladende: &'a Person,
    /// Who is invited. Others do not stand in it: nobody reads who else gets the mail.
    pub gast: &'a Person,
    /// Whether it does not take place.
    pub abgesagt: bool,
}

impl Kalendertermin<'_> {
    /// What the calendar is asked to do.
    pub const fn methode(&self) -> &'static str {
        if self.abgesagt { "CANCEL" } else { "REQUEST" }
    }
}

/// The appointment as a calendar file.
pub fn kalender(termin: &Kalendertermin<'_>) -> Result<String> {
    let mut event = Event::new();
    event
        .uid(termin.uid)
        .timestamp(utc(termin.stempel))
        .sequence(termin.folge)
        .summary(termin.titel)
        .location(termin.ort)
        .description(termin.text)
        .append_property(local("DTSTART", termin.beginn))
        .append_property(local("DTEND", termin.ende))
        .append_property(person("ORGANIZER", termin.einladende))
        .append_property(guest(termin.gast))
        .status(if termin.abgesagt { EventStatus::Cancelled } else { EventStatus::Confirmed });
    let event = event.try_into_string().map_err(|_| Error::new("Der Kalendereintrag lässt sich nicht schreiben"))?;
    Ok(format!(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//sozialraumbericht//{}//DE\r\nCALSCALE:GREGORIAN\r\nMETHOD:{}\r\n{ZEITZONE}{event}END:VCALENDAR\r\n",
        env!("CARGO_PKG_VERSION"),
        termin.methode()
    ))
}

fn local(key: &str, time: NaiveDateTime) -> Property {
    let mut property = Property::new(key, time.format("%Y%m%dT%H%M%S").to_string());
    property.add_parameter("TZID", "Europe/Berlin");
    property
}

fn person(key: &str, person: &Person) -> Property {
    let mut property = Property::new(key, format!("mailto:{}", person.email));
    // A parameter can hold no quotes and no line ends.
    let name: String = person.name.chars().filter(|c| !c.is_control() && *c != '"').collect();
    property.add_parameter("CN", &name);
    property
}

fn guest(gast: &Person) -> Property {
    let mut property = person("ATTENDEE", gast);
    for (key, value) in
        [("CUTYPE", "INDIVIDUAL"), ("ROLE", "REQ-PARTICIPANT"), ("PARTSTAT", "NEEDS-ACTION"), ("RSVP", "TRUE")]
    {
        property.add_parameter(key, value);
    }
    property
}

#[cfg(test)]
mod tests {
    use icalendar::{Calendar, CalendarDateTime, DatePerhapsTime};

    use super::*;

    fn made(abgesagt: bool) -> String {
        let [einladende, gast] =
            [("Organisationsteam", "o@example.org"), ("Käthe \"K\" Beispiel; A, B", "k@example.org")]
                .map(|(name, email)| Person { name: name.to_owned(), email: email.to_owned() });
        kalender(&Kalendertermin {
            uid: "SRT-achim-2026-4@example.org",
            folge: 2,
            stempel: "2026-07-20T08:00:00".parse().expect("a time"),
            beginn: "2026-09-14T14:30:00".parse().expect("a time"),
            ende: "2026-09-14T17:00:00".parse().expect("a time"),
            titel: "Sozialraumteam Achim",
            ort: "Rathaus Achim, Sitzungssaal; Eingang \\ Hof",
            text: "Tagesordnung\n1. Begrüßung und Verabschiedung des Protokolls der letzten Sitzung, Berichte",
            einladende: &einladende,
            gast: &gast,
            abgesagt,
        })
        .expect("a calendar")
    }

    #[test]
    fn a_parser_reads_back_what_was_meant() {
        let text = made(false);
        let calendar: Calendar = text.parse().expect("a calendar");
        assert_eq!(calendar.property_value("METHOD"), Some("REQUEST"));
        let event = calendar.events().next().expect("an event");
        assert_eq!(event.get_uid(), Some("SRT-achim-2026-4@example.org"));
        assert_eq!(event.get_summary(), Some("Sozialraumteam Achim"));
        assert_eq!(event.get_location(), Some("Rathaus Achim, Sitzungssaal; Eingang \\ Hof"));
        assert_eq!(event.property_value("SEQUENCE"), Some("2"));
        assert_eq!(event.property_value("DTSTAMP"), Some("20260720T060000Z"));
        assert_eq!(event.get_status(), Some(EventStatus::Confirmed));
        let Some(DatePerhapsTime::DateTime(CalendarDateTime::WithTimezone { date_time, tzid })) = event.get_start()
        else {
            panic!("a time with its zone: {text}");
        };
        assert_eq!((date_time.to_string().as_str(), tzid.as_str()), ("2026-09-14 14:30:00", "Europe/Berlin"));
        assert_eq!(event.get_attendees().len(), 1, "nobody reads who else is invited");
    }

    #[test]
    fn lines_are_short_and_end_as_they_must_and_the_same_again() {
        let text = made(true);
        assert!(text.contains("METHOD:CANCEL\r\n") && text.contains("STATUS:CANCELLED\r\n"));
        assert!(text.split("\r\n").all(|line| line.len() <= 75 && !line.contains('\n')), "{text}");
        assert_eq!(text.matches("UID:").count(), 1, "{text}");
        assert_eq!(text, made(true));
    }
}
