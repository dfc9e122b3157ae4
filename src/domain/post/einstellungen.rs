//! How mail leaves the office (`[mail]` in `sozialraumbericht.toml`).

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::domain::RaumId;

/// Settings of the mail. All may be missing; without a server mail leaves as files only.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Posteinstellungen {
    /// Address that mails come from; the office's where none is set.
    pub absender: Option<String>,
    /// Domain of List-Id and Message-ID; the sender's where none is set.
    pub listendomain: Option<String>,
    /// Reply address of all teams; their Organisationsteam where none is set.
    pub antwort: Option<String>,
    /// Reply address of single teams.
    pub antwort_je_team: BTreeMap<RaumId, String>,
    /// So many days before the deadline an invitation is due.
    pub vorlauf_tage: u32,
    /// Mail server.
    pub server: Option<String>,
    /// Its port; the usual one of the kind of encryption where none is set.
    pub port: Option<u16>,
    /// How the connection is encrypted.
    pub verschluesselung: Verschluesselung,
    /// File with a certificate that is trusted beside those of the system, PEM.
    pub zertifikat: Option<String>,
    /// File with user and password.
    pub zugangsdatei: Option<String>,
    /// Seconds that the server may take for an answer.
    pub zeitgrenze_sekunden: u32,
    /// Mails in a minute.
    pub hoechstens_je_minute: u32,
    /// Whether `lauf --faellig` sends what is due.
    pub selbsttaetig: bool,
    /// Reports that leave by themselves once they are written, by their word in the distribution list.
    pub berichte: Vec<String>,
    /// Address of the WJH, which is reminded of deliveries.
    pub wjh: Option<String>,
    /// Who gets the summary of a run that has done something.
    pub zusammenfassung: Option<String>,
}

impl Default for Posteinstellungen {
    fn default() -> Self {
        Self {
            absender: None,
            listendomain: None,
            antwort: None,
            antwort_je_team: BTreeMap::new(),
            vorlauf_tage: 4,
            server: None,
            port: None,
            verschluesselung: Verschluesselung::Starttls,
            zertifikat: None,
            zugangsdatei: None,
            zeitgrenze_sekunden: 60,
            hoechstens_je_minute: 60,
            selbsttaetig: false,
            berichte: Vec::new(),
            wjh: None,
            zusammenfassung: None,
        }
    }
}

/// How the connection to the mail server is encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verschluesselung {
    /// From the first byte on.
    Tls,
    /// After a plain greeting; a server that cannot do it gets no mail.
    Starttls,
    /// Not at all; for a server on this machine only.
    Ohne,
}

impl Posteinstellungen {
    /// Least and most of [`Self::zeitgrenze_sekunden`].
    pub const ZEITGRENZE: (u32, u32) = (1, 900);
    /// Least and most of [`Self::hoechstens_je_minute`].
    pub const JE_MINUTE: (u32, u32) = (1, 60_000);
    /// Least and most of [`Self::vorlauf_tage`].
    pub const VORLAUF: (u32, u32) = (0, 60);

    /// Whether mails leave without a person: asked for, and a server to leave by.
    pub const fn sends_by_itself(&self) -> bool {
        self.selbsttaetig && self.server.is_some()
    }

    /// The port of the server.
    pub fn port(&self) -> u16 {
        self.port.unwrap_or(match self.verschluesselung {
            Verschluesselung::Tls => 465,
            Verschluesselung::Starttls => 587,
            Verschluesselung::Ohne => 25,
        })
    }

    /// Whether a server is this very machine: only then may a connection be plain.
    pub fn is_local(server: &str) -> bool {
        ["localhost", "127.0.0.1", "::1"].contains(&server)
    }

    /// The address that mails come from.
    pub fn absender<'a>(&'a self, amt: &'a str) -> &'a str {
        self.absender.as_deref().unwrap_or(amt)
    }

    /// The domain of List-Id and Message-ID.
    pub fn listendomain<'a>(&'a self, amt: &'a str) -> &'a str {
        let of_sender = || self.absender(amt).rsplit('@').next().unwrap_or("localhost");
        self.listendomain.as_deref().unwrap_or_else(of_sender)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_set_has_its_default() {
        let set: Posteinstellungen = toml::from_str("server = \"mail.example.org\"").expect("settings");
        assert_eq!((set.port(), set.verschluesselung), (587, Verschluesselung::Starttls));
        assert_eq!(set.absender("amt@example.org"), "amt@example.org");
        assert_eq!(set.listendomain("amt@example.org"), "example.org");
        assert!(toml::from_str::<Posteinstellungen>("kennwort = \"geheim\"").is_err(), "no password in the settings");
        assert!(Posteinstellungen::is_local("127.0.0.1") && !Posteinstellungen::is_local("127.0.0.1.example.org"));
    }
}
