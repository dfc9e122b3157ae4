//! A connection to a mail server, and what it answers to each mail.
//!
//! The one thing that counts is whether a mail may have been taken over. Up to the server's go-ahead for the content it
//! cannot have been; after that, only the server's last word says.

use std::error::Error as _;
use std::fs;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use lettre::Address;
use lettre::transport::smtp::Error as Smtp;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{Certificate, SmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::{ClientId, Extension, MailParameter};
use lettre::transport::smtp::response::Response;

use super::zugang::Zugang;
use crate::domain::post::{Posteinstellungen, Verschluesselung};
use crate::error::{Error, Result};

/// Where mail is handed over.
#[derive(Clone, Copy, Debug)]
pub struct Server<'a> {
    /// Name.
    pub name: &'a str,
    /// Port.
    pub port: u16,
    /// How the connection is encrypted.
    pub verschluesselung: Verschluesselung,
    /// A certificate to be trusted beside those of the system.
    pub zertifikat: Option<&'a Path>,
    /// How long an answer may take.
    pub zeitgrenze: Duration,
    /// How the program introduces itself.
    pub ich: &'a str,
}

/// What came of a mail. The texts are the server's words, or what happened in German.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Antwort {
    /// The server has taken it over.
    Angenommen(String),
    /// The server will not take it.
    Abgelehnt(String),
    /// The server does not take it at the moment.
    Spaeter(String),
    /// The connection broke while it was handed over: it may have arrived or not.
    Ungewiss(String),
    /// The connection broke before anything of it was handed over.
    Getrennt(String),
    /// The server takes no mail from this sender, so from nobody's mail here.
    AbsenderAbgelehnt(String),
}

/// An open connection.
pub struct Leitung {
    /// None once it is broken.
    connection: Option<SmtpConnection>,
    /// Whether a mail went over it.
    benutzt: bool,
}

impl Leitung {
    /// Connects, encrypts, logs in.
    pub fn open(server: &Server<'_>, zugang: Option<&Zugang>) -> Result<Self> {
        let plain = server.verschluesselung == Verschluesselung::Ohne;
        if plain && !Posteinstellungen::is_local(server.name) {
            return Err(Error::new(format!("Zu {} gingen Mails unverschlüsselt", server.name))
                .remedy("In sozialraumbericht.toml, [mail], verschluesselung auf \"tls\" oder \"starttls\" setzen"));
        }
        let tls = if plain { None } else { Some(parameters(server)?) };
        let from_first_byte = tls.as_ref().filter(|_| server.verschluesselung == Verschluesselung::Tls);
        let hello = ClientId::Domain(server.ich.to_owned());
        let address = (server.name, server.port);
        let mut connection = SmtpConnection::connect(address, Some(server.zeitgrenze), &hello, from_first_byte, None)
            .map_err(|cause| unreachable(server, &cause))?;
        if let Some(tls) = tls.as_ref().filter(|_| server.verschluesselung == Verschluesselung::Starttls) {
            if !connection.can_starttls() {
                return Err(Error::new(format!("Der Mailserver {} bietet keine Verschlüsselung an", server.name))
                    .remedy("Ohne Verschlüsselung geht keine Mail hinaus; den Betreiber des Servers fragen"));
            }
            connection.starttls(tls, &hello).map_err(|cause| unreachable(server, &cause))?;
        }
        if let Some(zugang) = zugang {
            let credentials = Credentials::new(zugang.benutzer.clone(), zugang.kennwort.clone());
            connection
                .auth(&[Mechanism::Plain, Mechanism::Login], &credentials)
                .map_err(|cause| refused_login(server, &cause))?;
        }
        Ok(Self { connection: Some(connection), benutzt: false })
    }

    /// Whether a mail has gone over it already.
    pub const fn is_used(&self) -> bool {
        self.benutzt
    }

    /// Whether no further mail can go over it.
    pub const fn is_broken(&self) -> bool {
        self.connection.is_none()
    }

    /// Hands a mail over. `begin` is called once the server waits for the content, before any of it leaves; if it
    /// fails, nothing leaves.
    pub fn send(
        &mut self,
        von: &str,
        an: &str,
        nachricht: &[u8],
        begin: &mut dyn FnMut() -> Result<()>,
    ) -> Result<Antwort> {
        let (Ok(from), Ok(to)) = (von.parse::<Address>(), an.parse::<Address>()) else {
            return Ok(Antwort::Abgelehnt("Die Adresse ist keine, an die sich schreiben lässt".to_owned()));
        };
        let Some(connection) = &mut self.connection else {
            return Ok(Antwort::Getrennt("Die Verbindung zum Mailserver ist abgebrochen".to_owned()));
        };
        let mut options = Vec::new();
        if !(von.is_ascii() && an.is_ascii()) {
            if !connection.server_info().supports_feature(Extension::SmtpUtfEight) {
                let words = "Der Mailserver nimmt keine Adressen mit Umlauten oder anderen Sonderzeichen";
                return Ok(Antwort::Abgelehnt(words.to_owned()));
            }
            options.push(MailParameter::SmtpUtfEight);
        }
        if let Err(cause) = connection.command(Mail::new(Some(from), options)) {
            return Ok(match self.before_content(&cause) {
                Antwort::Abgelehnt(words) => Antwort::AbsenderAbgelehnt(words),
                other => other,
            });
        }
        let asked = connection.command(Rcpt::new(to, Vec::new())).and_then(|_| connection.command(Data));
        if let Err(cause) = asked {
            return Ok(self.before_content(&cause));
        }
        if let Err(error) = begin() {
            // Nothing may follow on a connection on which the server waits for content.
            self.connection = None;
            return Err(error);
        }
        self.benutzt = true;
        Ok(match connection.message(nachricht) {
            Ok(response) => Antwort::Angenommen(words_of(&response)),
            Err(cause) => self.after_content(&cause),
        })
    }

    /// An answer other than yes to the content.
    fn after_content(&mut self, cause: &Smtp) -> Antwort {
        if is_421(cause) || !(cause.is_permanent() || cause.is_transient()) {
            self.connection = None;
        }
        if cause.is_permanent() {
            Antwort::Abgelehnt(words(cause))
        } else if cause.is_transient() {
            Antwort::Spaeter(words(cause))
        } else {
            Antwort::Ungewiss(broken(cause))
        }
    }

    /// An answer other than yes to a command before the content: nothing has been handed over.
    fn before_content(&mut self, cause: &Smtp) -> Antwort {
        let closes = is_421(cause);
        if closes || !(cause.is_permanent() || cause.is_transient()) {
            self.connection = None;
            return Antwort::Getrennt(if closes { words(cause) } else { broken(cause) });
        }
        // The next mail begins anew; a server that cannot even do that is left.
        if self.connection.as_mut().is_some_and(|connection| connection.command(Rset).is_err()) {
            self.connection = None;
        }
        if cause.is_permanent() { Antwort::Abgelehnt(words(cause)) } else { Antwort::Spaeter(words(cause)) }
    }

    /// Says goodbye.
    pub fn close(mut self) {
        if let Some(connection) = &mut self.connection {
            // The mails are over; a server that does not say goodbye changes nothing.
            let _ = connection.quit();
        }
    }
}

/// "Service not available, closing transmission channel".
fn is_421(cause: &Smtp) -> bool {
    cause.status().is_some_and(|code| code.to_string() == "421")
}

fn parameters(server: &Server<'_>) -> Result<TlsParameters> {
    let mut builder = TlsParameters::builder(server.name.to_owned());
    if let Some(path) = server.zertifikat {
        let pem = fs::read(path).map_err(|cause| Error::io("Das Zertifikat lässt sich nicht lesen", path, &cause))?;
        let certificate = Certificate::from_pem(&pem).map_err(|_| {
            Error::new("Die Datei enthält kein Zertifikat").at(path).remedy("Ein Zertifikat im PEM-Format angeben")
        })?;
        builder = builder.add_root_certificate(certificate);
    }
    builder.build().map_err(|cause| Error::new(format!("Die Verschlüsselung lässt sich nicht einrichten: {cause}")))
}

fn unreachable(server: &Server<'_>, cause: &Smtp) -> Error {
    let name = format!("{}:{}", server.name, server.port);
    let what = if cause.is_tls() || mentions_certificate(cause) {
        format!("Der Mailserver {name} weist sich nicht so aus, dass ihm zu trauen ist")
    } else if is_timeout(cause) {
        format!("Der Mailserver {name} hat die Zeitgrenze von {} s überschritten", server.zeitgrenze.as_secs())
    } else {
        format!("Der Mailserver {name} ist nicht zu erreichen")
    };
    // What the library says ends with the address of its handbook.
    let cause = cause.to_string();
    let cause = cause.split(": https://").next().unwrap_or_default();
    Error::new(format!("{what} ({cause})")).remedy(
        "Es ging keine Mail hinaus. Angaben in sozialraumbericht.toml, [mail], prüfen und den Befehl wiederholen",
    )
}

fn refused_login(server: &Server<'_>, cause: &Smtp) -> Error {
    Error::new(format!("Der Mailserver {} nimmt die Anmeldung nicht an ({})", server.name, words(cause)))
        .remedy("Es ging keine Mail hinaus. Benutzer und Kennwort prüfen und den Befehl wiederholen")
}

/// The words of a server, on one line and not too many.
fn words(cause: &Smtp) -> String {
    let code = cause.status().map(|code| code.to_string());
    let text = cause.source().map(ToString::to_string).unwrap_or_default();
    shortened(&format!("{} {text}", code.unwrap_or_default()))
}

fn words_of(response: &Response) -> String {
    shortened(&format!("{} {}", response.code(), response.message().collect::<Vec<_>>().join(" ")))
}

fn shortened(text: &str) -> String {
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().filter(|c| !c.is_control()).take(300).collect()
}

/// Why a connection broke.
fn broken(cause: &Smtp) -> String {
    if is_timeout(cause) {
        "Der Mailserver hat nicht mehr geantwortet".to_owned()
    } else {
        "Die Verbindung zum Mailserver ist abgebrochen".to_owned()
    }
}

/// Whether something in a chain of causes is true of one of them.
fn any_cause(cause: &Smtp, of: &dyn Fn(&(dyn std::error::Error + 'static)) -> bool) -> bool {
    let mut source = cause.source();
    while let Some(inner) = source {
        if of(inner) {
            return true;
        }
        source = inner.source();
    }
    false
}

fn is_timeout(cause: &Smtp) -> bool {
    any_cause(cause, &|inner| {
        inner
            .downcast_ref::<std::io::Error>()
            .is_some_and(|io| matches!(io.kind(), std::io::ErrorKind::TimedOut | std::io::ErrorKind::WouldBlock))
    })
}

/// A certificate is refused while the first bytes are read, so it comes as an error of the connection.
fn mentions_certificate(cause: &Smtp) -> bool {
    cause.to_string().to_lowercase().contains("certificate")
        || any_cause(cause, &|inner| inner.to_string().to_lowercase().contains("certificate"))
}

/// Keeps to so many mails a minute.
pub struct Takt {
    pause: Duration,
    last: Option<Instant>,
}

impl Takt {
    /// So many mails a minute.
    pub fn new(je_minute: u32) -> Self {
        Self { pause: Duration::from_secs(60) / je_minute.max(1), last: None }
    }

    /// Waits until the next mail may go.
    pub fn wait(&mut self) {
        if let Some(last) = self.last {
            thread::sleep(self.pause.saturating_sub(last.elapsed()));
        }
        self.last = Some(Instant::now());
    }
}
