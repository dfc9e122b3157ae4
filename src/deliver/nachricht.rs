//! A mail as bytes: the same mail has the same bytes.

use std::time::SystemTime;

use chrono::NaiveDateTime;
use lettre::Address;
use lettre::message::header::{ContentDisposition, ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Body, Mailbox, Message, MultiPart, SinglePart};

use crate::domain::pruefsumme::sha256;
use crate::error::{Error, Result};
use crate::present::zeit::utc;

/// A person with an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Name.
    pub name: String,
    /// Address.
    pub email: String,
}

/// An enclosed file: a PDF or a workbook.
#[derive(Clone, Debug)]
pub struct Beilage<'a> {
    /// Name of the file, ASCII.
    pub name: &'a str,
    /// The file.
    pub bytes: &'a [u8],
}

/// A mail to one person.
#[derive(Clone, Debug)]
pub struct Nachricht<'a> {
    /// Message-ID without brackets.
    pub message_id: &'a str,
    /// Message-ID of the mail whose place it takes.
    pub folgt_auf: Option<&'a str>,
    /// Date, on German clocks.
    pub datum: NaiveDateTime,
    /// Sender.
    pub absender: &'a Person,
    /// Recipient.
    pub empfaenger: &'a Person,
    /// Reply addresses.
    pub antwort: &'a [Person],
    /// Name of the list, ASCII, and its identifier without brackets.
    pub liste: (&'a str, &'a str),
    /// Subject.
    pub betreff: &'a str,
    /// Text without markup.
    pub text: &'a str,
    /// The same as HTML.
    pub html: &'a str,
    /// What the calendar is asked to do, and the appointment.
    pub kalender: Option<(&'a str, &'a str)>,
    /// Enclosures.
    pub beilagen: Vec<Beilage<'a>>,
    /// Whether a person is to send it: mail programs then open it as a draft.
    pub entwurf: bool,
}

impl Nachricht<'_> {
    /// The mail as it goes over the wire or into a file.
    pub fn bytes(&self) -> Result<Vec<u8>> {
        let mut builder = Message::builder()
            .message_id(Some(format!("<{}>", self.message_id)))
            .date(SystemTime::from(utc(self.datum)))
            .from(mailbox(self.absender)?)
            .to(mailbox(self.empfaenger)?)
            .subject(one_line(self.betreff));
        for person in self.antwort {
            builder = builder.reply_to(mailbox(person)?);
        }
        if let Some(before) = self.folgt_auf {
            builder = builder.in_reply_to(format!("<{before}>")).references(format!("<{before}>"));
        }
        let (name, id) = self.liste;
        builder = builder.raw_header(raw("List-Id", &format!("{name} <{id}>"))?);
        if self.entwurf {
            builder = builder.raw_header(raw("X-Unsent", "1")?);
        }
        let message = builder.multipart(self.body()?).map_err(|cause| unmade(&cause))?;
        Ok(message.formatted())
    }

    /// The text in its shapes, the richest last, then the enclosures.
    fn body(&self) -> Result<MultiPart> {
        let mut alternative = MultiPart::alternative()
            .boundary(self.boundary("alternative"))
            .singlepart(SinglePart::plain(self.text.to_owned()))
            .singlepart(SinglePart::html(self.html.to_owned()));
        if let Some((methode, ics)) = self.kalender {
            let kind = format!("text/calendar; charset=utf-8; method={methode}; component=VEVENT");
            alternative =
                alternative.singlepart(SinglePart::builder().header(content_type(&kind)?).body(ics.to_owned()));
        }
        let mut mixed = MultiPart::mixed().boundary(self.boundary("mixed")).multipart(alternative);
        for beilage in &self.beilagen {
            let kind = content_type(&format!("{}; name=\"{}\"", media_type(beilage.name), beilage.name))?;
            mixed = mixed.singlepart(Attachment::new(beilage.name.to_owned()).body(base64(beilage.bytes)?, kind));
        }
        if let Some((_, ics)) = self.kalender {
            // For those whose mail program knows no invitations: a file to open.
            let part = SinglePart::builder()
                .header(content_type("application/ics; name=\"termin.ics\"")?)
                .header(ContentDisposition::attachment("termin.ics"))
                .body(base64(ics.as_bytes())?);
            mixed = mixed.singlepart(part);
        }
        Ok(mixed)
    }

    /// A line that occurs in no part, the same for the same mail.
    fn boundary(&self, part: &str) -> String {
        let hash = sha256(format!("{part}\n{}", self.message_id).as_bytes());
        format!("teil-{}", hash.get(..32).unwrap_or(&hash))
    }
}

/// The kind of a file, by the end of its name.
fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.') {
        Some((_, "xlsx")) => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _ => "application/pdf",
    }
}

/// A file, so that no mail server on the way touches its line ends.
fn base64(bytes: &[u8]) -> Result<Body> {
    Body::new_with_encoding(bytes.to_vec(), ContentTransferEncoding::Base64)
        .map_err(|_| Error::new("Die Anlage lässt sich nicht in die Mail aufnehmen"))
}

fn mailbox(person: &Person) -> Result<Mailbox> {
    let address: Address = person.email.parse().map_err(|_| {
        Error::new(format!("„{}“ ist keine E-Mail-Adresse, an die sich schreiben lässt", person.email))
            .remedy("Die Adresse in data/stammdaten/verteiler.toml oder sozialraumbericht.toml berichtigen")
    })?;
    let name = one_line(&person.name);
    Ok(Mailbox::new(if name.is_empty() { None } else { Some(name) }, address))
}

/// A text for a line of the head: line ends in it would begin another one.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>().trim().to_owned()
}

fn raw(name: &str, value: &str) -> Result<HeaderValue> {
    let name = HeaderName::new_from_ascii(name.to_owned()).map_err(|cause| unmade(&cause))?;
    Ok(HeaderValue::new(name, one_line(value)))
}

fn content_type(text: &str) -> Result<ContentType> {
    ContentType::parse(text).map_err(|cause| unmade(&cause))
}

fn unmade(cause: &dyn std::fmt::Display) -> Error {
    Error::new(format!("Die Mail lässt sich nicht zusammensetzen: {cause}"))
}
