//! A mail server for tests: it speaks SMTP with STARTTLS or TLS and AUTH, and misbehaves as it is told.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// How the connection is encrypted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Tls {
    Ohne,
    Starttls,
    Sofort,
}

/// A moment at which the server may misbehave. Each comes with the address of the recipient.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// Before the greeting; no address yet.
    Gruss,
    /// Asked to take a mail from the sender; no recipient yet.
    Absender,
    /// Asked whether it takes a mail to the recipient.
    Empfaenger,
    /// Asked whether the content may come.
    Daten,
    /// The content is there; it is not kept yet.
    VorAblage,
    /// The mail is kept; the answer is not out yet.
    NachAblage,
}

/// What the server does at a moment.
#[derive(Clone, Copy, Debug)]
pub enum Tat {
    /// What a good server does.
    Weiter,
    /// Answers so instead.
    Antwort(&'static str),
    /// Closes the connection without a word.
    Trennen,
    /// Waits, then goes on.
    Warten(Duration),
}

type Benehmen = dyn Fn(Moment, &str, usize) -> Tat + Send + Sync;

/// A mail that the server has taken over.
#[derive(Clone, Debug)]
pub struct Empfangen {
    pub an: String,
    pub bytes: Vec<u8>,
}

struct Amt {
    tls: Tls,
    config: Arc<ServerConfig>,
    login: Option<(&'static str, &'static str)>,
    benehmen: Box<Benehmen>,
    ablage: Mutex<Vec<Empfangen>>,
    verbindungen: AtomicUsize,
    anmeldungen: AtomicUsize,
}

pub struct Mailserver {
    pub port: u16,
    /// Its certificate, PEM.
    pub zertifikat: String,
    amt: Arc<Amt>,
}

impl Mailserver {
    /// A server that behaves well.
    pub fn new(tls: Tls, login: Option<(&'static str, &'static str)>) -> Self {
        Self::that(tls, login, |_, _, _| Tat::Weiter)
    }

    /// A server that behaves so: told the moment, the recipient and how often this moment came for this recipient.
    pub fn that(
        tls: Tls,
        login: Option<(&'static str, &'static str)>,
        benehmen: impl Fn(Moment, &str, usize) -> Tat + Send + Sync + 'static,
    ) -> Self {
        let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).expect("a certificate");
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(made.signing_key.serialize_der()));
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .expect("versions")
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], key)
            .expect("a key");
        let counts: Mutex<std::collections::HashMap<(String, String), usize>> = Mutex::default();
        let counted = move |moment: Moment, an: &str, _: usize| {
            let mut counts = counts.lock().expect("counts");
            let count = counts.entry((format!("{moment:?}"), an.to_owned())).or_insert(0);
            *count += 1;
            benehmen(moment, an, *count)
        };
        let amt = Arc::new(Amt {
            tls,
            config: Arc::new(config),
            login,
            benehmen: Box::new(counted),
            ablage: Mutex::default(),
            verbindungen: AtomicUsize::new(0),
            anmeldungen: AtomicUsize::new(0),
        });
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let here = Arc::clone(&amt);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let amt = Arc::clone(&here);
                thread::spawn(move || {
                    amt.verbindungen.fetch_add(1, Ordering::SeqCst);
                    // A client that has gone away ends the conversation; that is no failure of the server.
                    let _ = amt.serve(stream);
                });
            }
        });
        Self { port, zertifikat: made.cert.pem(), amt }
    }

    /// Every mail taken over so far, in order.
    pub fn empfangen(&self) -> Vec<Empfangen> {
        self.amt.ablage.lock().expect("mails").clone()
    }

    /// Their recipients, sorted.
    pub fn adressen(&self) -> Vec<String> {
        let mut adressen: Vec<_> = self.empfangen().into_iter().map(|mail| mail.an).collect();
        adressen.sort();
        adressen
    }

    /// How many connections there were.
    pub fn verbindungen(&self) -> usize {
        self.amt.verbindungen.load(Ordering::SeqCst)
    }

    /// How many times somebody logged in.
    pub fn anmeldungen(&self) -> usize {
        self.amt.anmeldungen.load(Ordering::SeqCst)
    }
}

/// How a conversation ends before its end.
enum Ende {
    Getrennt,
    Starttls,
}

impl From<std::io::Error> for Ende {
    fn from(_: std::io::Error) -> Self {
        Self::Getrennt
    }
}

impl Amt {
    fn serve(&self, stream: TcpStream) -> Result<(), Ende> {
        stream.set_nodelay(true)?;
        if self.tls == Tls::Sofort {
            return self.talk(self.encrypted(stream)?, true, true);
        }
        match self.talk(stream.try_clone()?, false, true) {
            Err(Ende::Starttls) => self.talk(self.encrypted(stream)?, true, false),
            other => other,
        }
    }

    fn encrypted(&self, stream: TcpStream) -> Result<StreamOwned<ServerConnection, TcpStream>, Ende> {
        let connection = ServerConnection::new(Arc::clone(&self.config)).map_err(|_| Ende::Getrennt)?;
        Ok(StreamOwned::new(connection, stream))
    }

    /// What is answered at a moment; none where all is well.
    fn at(&self, moment: Moment, an: &str) -> Result<Option<&'static str>, Ende> {
        match (self.benehmen)(moment, an, 0) {
            Tat::Weiter => Ok(None),
            Tat::Antwort(words) => Ok(Some(words)),
            Tat::Trennen => Err(Ende::Getrennt),
            Tat::Warten(time) => {
                thread::sleep(time);
                Ok(None)
            }
        }
    }

    fn talk<S: Read + Write>(&self, stream: S, encrypted: bool, greet: bool) -> Result<(), Ende> {
        let mut stream = BufReader::new(stream);
        let say = |stream: &mut BufReader<S>, line: &str| -> Result<(), Ende> {
            stream.get_mut().write_all(format!("{line}\r\n").as_bytes())?;
            stream.get_mut().flush()?;
            Ok(())
        };
        if greet {
            let words = self.at(Moment::Gruss, "")?.unwrap_or("220 mail.example.org");
            say(&mut stream, words)?;
        }
        let mut logged_in = self.login.is_none();
        let mut an = String::new();
        loop {
            let mut line = String::new();
            if stream.read_line(&mut line)? == 0 {
                return Ok(());
            }
            let line = line.trim_end();
            let upper = line.to_uppercase();
            if upper.starts_with("EHLO") {
                let mut lines = vec!["250-mail.example.org".to_owned(), "250-8BITMIME".to_owned()];
                if self.tls == Tls::Starttls && !encrypted {
                    lines.push("250-STARTTLS".to_owned());
                }
                // Like every good server: no passwords before the connection is encrypted.
                if self.login.is_some() && (encrypted || self.tls == Tls::Ohne) {
                    lines.push("250-AUTH PLAIN LOGIN".to_owned());
                }
                lines.push("250 SIZE 50000000".to_owned());
                say(&mut stream, &lines.join("\r\n"))?;
            } else if upper == "STARTTLS" && !encrypted {
                say(&mut stream, "220 go ahead")?;
                return Err(Ende::Starttls);
            } else if upper.starts_with("AUTH PLAIN ") {
                logged_in = self.login.is_some_and(|login| line[11..] == plain(login));
                self.anmeldungen.fetch_add(1, Ordering::SeqCst);
                say(&mut stream, if logged_in { "235 welcome" } else { "535 5.7.8 wrong password" })?;
            } else if upper.starts_with("MAIL FROM:") {
                let words = if logged_in { self.at(Moment::Absender, "")? } else { Some("530 log in first") };
                say(&mut stream, words.unwrap_or("250 ok"))?;
            } else if upper.starts_with("RCPT TO:") {
                an = line[8..].trim().trim_start_matches('<').split('>').next().unwrap_or_default().to_owned();
                let words = self.at(Moment::Empfaenger, &an)?;
                say(&mut stream, words.unwrap_or("250 ok"))?;
            } else if upper == "DATA" {
                if let Some(words) = self.at(Moment::Daten, &an)? {
                    say(&mut stream, words)?;
                    continue;
                }
                say(&mut stream, "354 go ahead")?;
                let bytes = content(&mut stream)?;
                if let Some(words) = self.at(Moment::VorAblage, &an)? {
                    say(&mut stream, words)?;
                    continue;
                }
                self.ablage.lock().expect("mails").push(Empfangen { an: an.clone(), bytes });
                let words = self.at(Moment::NachAblage, &an)?;
                say(&mut stream, words.unwrap_or("250 2.0.0 taken over"))?;
            } else if upper == "QUIT" {
                say(&mut stream, "221 bye")?;
                return Ok(());
            } else {
                say(&mut stream, "250 ok")?;
            }
        }
    }
}

/// The content up to the lone dot. One that does not come to its end is none.
fn content<S: Read>(stream: &mut BufReader<S>) -> Result<Vec<u8>, Ende> {
    let mut bytes = Vec::new();
    loop {
        let mut line = Vec::new();
        if stream.read_until(b'\n', &mut line)? == 0 {
            return Err(Ende::Getrennt);
        }
        if line == b".\r\n" {
            return Ok(bytes);
        }
        let start = usize::from(line.starts_with(b"."));
        bytes.extend_from_slice(&line[start..]);
    }
}

/// User and password as AUTH PLAIN sends them (RFC 4616), in base64.
fn plain((user, password): (&str, &str)) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let text = format!("\0{user}\0{password}");
    let mut out = String::new();
    for chunk in text.as_bytes().chunks(3) {
        let bits = chunk.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let digit = usize::try_from(bits >> (18 - 6 * place) & 63).expect("six bits");
            out.push(if place <= chunk.len() { char::from(DIGITS[digit]) } else { '=' });
        }
    }
    out
}
