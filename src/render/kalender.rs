//! A calendar as iCalendar text (RFC 5545), ready for a file or as part of a mail (RFC 6047).
//!
//! Written by hand, since every byte must come from the data: no clock, no random identity. The tests read it back
//! with a parser.

use chrono::NaiveDateTime;

use crate::present::kalender::{Kalender, Kalendertermin, Methode, Person, Zusage};
use crate::present::zeit::utc;

/// Name of the time zone.
const ZONE: &str = "Europe/Berlin";

/// Summer time in Germany since 1996: directive 2000/84/EC, Sommerzeitverordnung of 12.07.2001.
const TIMEZONE: [&str; 17] = [
    "BEGIN:VTIMEZONE",
    "TZID:Europe/Berlin",
    "BEGIN:DAYLIGHT",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0200",
    "TZNAME:CEST",
    "DTSTART:19960331T020000",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "END:DAYLIGHT",
    "BEGIN:STANDARD",
    "TZOFFSETFROM:+0200",
    "TZOFFSETTO:+0100",
    "TZNAME:CET",
    "DTSTART:19961027T030000",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "END:STANDARD",
    "END:VTIMEZONE",
];

/// A guest who has not answered yet.
const GUEST: &str = "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE";

/// Longest line in bytes, without its end.
const LINE: usize = 75;

/// The whole text, with the line ends that the standard asks for.
pub fn ics(kalender: &Kalender) -> String {
    let mut out = Zeilen(String::new());
    out.line("BEGIN:VCALENDAR");
    out.line("VERSION:2.0");
    out.line(concat!("PRODID:-//sozialraumbericht//", env!("CARGO_PKG_VERSION"), "//DE"));
    out.line("CALSCALE:GREGORIAN");
    out.line(&format!("METHOD:{}", method(kalender.methode)));
    // Neither name is part of RFC 5545 proper; programs show the one or the other (NAME: RFC 7986).
    if let Some(name) = &kalender.name {
        out.line(&format!("NAME:{}", escaped(name)));
        out.line(&format!("X-WR-CALNAME:{}", escaped(name)));
    }
    TIMEZONE.iter().for_each(|line| out.line(line));
    kalender.termine.iter().for_each(|termin| out.event(termin, kalender));
    out.line("END:VCALENDAR");
    out.0
}

/// The word of the standard, which a mail's content type repeats.
pub const fn method(methode: Methode) -> &'static str {
    match methode {
        Methode::Veroeffentlichen => "PUBLISH",
        Methode::Einladen => "REQUEST",
        Methode::Absagen => "CANCEL",
    }
}

struct Zeilen(String);

impl Zeilen {
    /// One line, folded where it is too long, never inside a character.
    fn line(&mut self, text: &str) {
        let mut left = LINE;
        for c in text.chars() {
            if c.len_utf8() > left {
                self.0.push_str("\r\n ");
                left = LINE - 1;
            }
            self.0.push(c);
            left -= c.len_utf8();
        }
        self.0.push_str("\r\n");
    }

    fn event(&mut self, termin: &Kalendertermin, kalender: &Kalender) {
        self.line("BEGIN:VEVENT");
        self.line(&format!("UID:{}", escaped(&termin.uid)));
        self.line(&format!("DTSTAMP:{}", utc(kalender.stand).format("%Y%m%dT%H%M%SZ")));
        self.line(&format!("SEQUENCE:{}", termin.folge));
        self.line(&format!("DTSTART;TZID={ZONE}:{}", local(termin.beginn)));
        self.line(&format!("DTEND;TZID={ZONE}:{}", local(termin.ende)));
        self.line(&format!("SUMMARY:{}", escaped(&termin.titel)));
        for (name, text) in [("LOCATION", &termin.ort), ("DESCRIPTION", &termin.beschreibung)] {
            if !text.is_empty() {
                self.line(&format!("{name}:{}", escaped(text)));
            }
        }
        self.line(&format!("STATUS:{}", status(termin.zusage, kalender.methode)));
        if let Some(person) = &termin.einladend {
            self.line(&format!("ORGANIZER;{}", address(person)));
        }
        for person in &termin.eingeladen {
            self.line(&format!("{GUEST};{}", address(person)));
        }
        self.line("END:VEVENT");
    }
}

const fn status(zusage: Zusage, methode: Methode) -> &'static str {
    match (zusage, methode) {
        (Zusage::Abgesagt, _) | (_, Methode::Absagen) => "CANCELLED",
        (Zusage::Vorlaeufig, _) => "TENTATIVE",
        (Zusage::Fest, _) => "CONFIRMED",
    }
}

/// `CN="Name":mailto:address`. A quoted name can hold neither quotes nor control characters.
fn address(person: &Person) -> String {
    let name: String =
        person.name.chars().map(|c| if c == '"' { '\'' } else { c }).filter(|c| !c.is_control()).collect();
    let email: String = person.email.chars().filter(|c| !c.is_control()).collect();
    format!("CN=\"{name}\":mailto:{email}")
}

/// Text of the standard: signs with a meaning escaped, line breaks as `\n`.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() && c != '\t' => {}
            c => out.push(c),
        }
    }
    out
}

fn local(time: NaiveDateTime) -> String {
    time.format("%Y%m%dT%H%M%S").to_string()
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use icalendar::{Calendar, CalendarComponent, Component, EventLike};

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn termin() -> Kalendertermin {
        let at = |hour, minute| day("2026-09-14").and_hms_opt(hour, minute, 0).expect("a time");
        Kalendertermin {
            uid: "SRT-achim-2026-4@example.org".to_owned(),
            folge: 2,
            beginn: at(14, 30),
            ende: at(17, 0),
            titel: "Sozialraumteam Achim; 4. Sitzung, „groß“".to_owned(),
            ort: "Rathaus Achim, Sitzungssaal".to_owned(),
            beschreibung: format!("Zeile 1\nZeile 2 \\ {}", "ä".repeat(200)),
            zusage: Zusage::Fest,
            einladend: Some(Person {
                name: "Organisationsteam \"Achim\"".to_owned(),
                email: "a@example.org".to_owned(),
            }),
            eingeladen: vec![Person { name: "O'Muster, Ole".to_owned(), email: "o@example.org".to_owned() }],
        }
    }

    fn text(methode: Methode) -> String {
        ics(&Kalender {
            name: Some("Jahresplanung 2026, alle".to_owned()),
            methode,
            stand: day("2026-07-20").and_hms_opt(8, 0, 0).expect("a time"),
            termine: vec![termin()],
        })
    }

    #[test]
    fn a_parser_reads_back_what_was_written() {
        let written = text(Methode::Einladen);
        let calendar: Calendar = written.parse().expect("a calendar");
        assert_eq!(calendar.property_value("METHOD"), Some("REQUEST"));
        let [CalendarComponent::Other(zone), CalendarComponent::Event(event)] = &calendar.components[..] else {
            panic!("{:?}", calendar.components)
        };
        assert_eq!(zone.component_kind(), "VTIMEZONE");
        assert_eq!(zone.components().len(), 2);
        assert_eq!(event.get_uid(), Some("SRT-achim-2026-4@example.org"));
        assert_eq!(event.get_summary(), Some("Sozialraumteam Achim; 4. Sitzung, „groß“"));
        assert_eq!(event.get_location(), Some("Rathaus Achim, Sitzungssaal"));
        assert_eq!(event.get_description(), Some(termin().beschreibung.as_str()));
        assert_eq!(event.get_sequence(), Some(2));
        let start = event.properties().get("DTSTART").expect("a start");
        assert_eq!((start.value(), start.params()["TZID"].value()), ("20260914T143000", "Europe/Berlin"));
        assert_eq!(event.property_value("ORGANIZER"), Some("mailto:a@example.org"));
        assert_eq!(event.multi_properties()["ATTENDEE"][0].params()["CN"].value(), "O'Muster, Ole");
    }

    #[test]
    fn lines_are_short_and_end_as_the_standard_asks() {
        let written = text(Methode::Veroeffentlichen);
        assert!(written.ends_with("END:VCALENDAR\r\n"));
        assert_eq!(written.matches('\n').count(), written.matches("\r\n").count());
        for line in written.split("\r\n") {
            assert!(line.len() <= LINE, "{} bytes: {line}", line.len());
        }
        assert!(written.contains("DTSTAMP:20260720T060000Z\r\n"));
    }

    #[test]
    fn a_cancelled_meeting_keeps_its_identity() {
        let written = text(Methode::Absagen);
        assert!(written.contains("METHOD:CANCEL\r\n") && written.contains("STATUS:CANCELLED\r\n"));
        assert!(written.contains("UID:SRT-achim-2026-4@example.org\r\n"));
    }
}
