//! Ways out: drafts in a folder, or a mail server. Each step is noted before the next one.

use std::path::Path;
use std::time::Duration;

use chrono::NaiveDateTime;
use serde::Serialize;

use super::planung::{Planung, Posten};
use super::schreiben::Schreiber;
use crate::deliver::{Antwort, Leitung, Server, Takt, Zugang};
use crate::domain::Stammdaten;
use crate::domain::post::{HOECHSTENS_VERSUCHE, Zustand, naechster_versuch};
use crate::error::{Error, Result};
use crate::pipeline::Fortschritt;
use crate::pipeline::ausgabe::write_private;
use crate::plan::Plan;
use crate::store::Bestand;

/// What came of a run.
#[derive(Debug, Default, Serialize)]
pub(in crate::pipeline) struct Ergebnis {
    /// Mails that the server took over.
    pub(in crate::pipeline) angenommen: usize,
    /// Drafts that were written.
    pub(in crate::pipeline) entwuerfe: usize,
    /// Refused for good: address and the server's words.
    pub(in crate::pipeline) abgelehnt: Vec<(String, String)>,
    /// Refused for the moment: address, the server's words, when it is tried again.
    pub(in crate::pipeline) spaeter: Vec<(String, String, NaiveDateTime)>,
    /// May have arrived or not: Message-ID, address, what happened.
    pub(in crate::pipeline) ungewiss: Vec<(String, String, String)>,
    /// Why the run stopped before its end.
    pub(in crate::pipeline) abbruch: Option<String>,
    /// Mails that are still planned because of that.
    pub(in crate::pipeline) unversucht: usize,
}

/// Mails that may go now.
fn ready(planung: &[Planung], jetzt: NaiveDateTime) -> Vec<(&Planung, &Posten)> {
    let of_all = planung.iter().flat_map(|planung| planung.posten.iter().map(move |posten| (planung, posten)));
    of_all
        .filter(|(_, posten)| {
            posten.eintrag.zustand == Zustand::Geplant
                && posten.eintrag.naechster_versuch.is_none_or(|moment| moment <= jetzt)
        })
        .collect()
}

/// Writes each mail that has not left as a draft; drafts that were written before are written again just the same.
pub(super) fn eml(
    bestand: &mut Bestand,
    planung: &[Planung],
    schreiber: &Schreiber<'_>,
    folder: &Path,
    jetzt: NaiveDateTime,
) -> Result<Ergebnis> {
    let mut ergebnis = Ergebnis::default();
    for planung in planung {
        for posten in &planung.posten {
            if !matches!(posten.eintrag.zustand, Zustand::Geplant | Zustand::Entwurf) {
                continue;
            }
            let bytes = schreiber.write(planung, posten, posten.eintrag.geplant_am, true)?;
            write_private("Der Entwurf", &folder.join(file_name(posten)), &bytes)?;
            if posten.eintrag.zustand == Zustand::Geplant {
                let place = format!("Entwurf in {}", folder.display());
                bestand.move_post(&posten.eintrag.message_id, Zustand::Entwurf, &place, jetzt)?;
            }
            ergebnis.entwuerfe += 1;
        }
    }
    Ok(ergebnis)
}

/// Occasion, person and version: no two drafts have the same name.
fn file_name(posten: &Posten) -> String {
    let eintrag = &posten.eintrag;
    let safe = |text: &str| -> String {
        text.chars().map(|c| if c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '@') { c } else { '-' }).collect()
    };
    let id = eintrag.message_id.get(..6).unwrap_or_default();
    format!("{}_{}_{}-{id}.eml", safe(&eintrag.anlass), safe(&eintrag.empfaenger.to_lowercase()), eintrag.nummer)
}

/// Sends each mail whose time has come over one connection.
pub(super) fn smtp(
    plan: &Plan,
    bestand: &mut Bestand,
    planung: &[Planung],
    schreiber: &Schreiber<'_>,
    jetzt: NaiveDateTime,
    fortschritt: &dyn Fortschritt,
) -> Result<Ergebnis> {
    let ready = ready(planung, jetzt);
    if ready.is_empty() {
        return Ok(Ergebnis::default());
    }
    let stammdaten = schreiber.stammdaten;
    let mut weg = Weg::open(plan, stammdaten)?;
    fortschritt.stage("Mails senden", ready.len());
    let mut ergebnis = Ergebnis::default();
    for (index, (planung, posten)) in ready.iter().enumerate() {
        let bytes = schreiber.write(planung, posten, jetzt, false)?;
        let antwort = weg.send(bestand, posten, &bytes, jetzt)?;
        note(bestand, posten, antwort, jetzt, &mut ergebnis)?;
        fortschritt.step();
        if ergebnis.abbruch.is_some() {
            ergebnis.unversucht = ready.len() - index;
            break;
        }
    }
    weg.close();
    Ok(ergebnis)
}

/// Notes what came of a mail.
fn note(
    bestand: &mut Bestand,
    posten: &Posten,
    antwort: Antwort,
    jetzt: NaiveDateTime,
    ergebnis: &mut Ergebnis,
) -> Result<()> {
    let eintrag = &posten.eintrag;
    let id = &eintrag.message_id;
    let address = eintrag.empfaenger.clone();
    match antwort {
        Antwort::Angenommen(words) => {
            bestand.move_post(id, Zustand::Angenommen, &words, jetzt)?;
            ergebnis.angenommen += 1;
        }
        Antwort::Abgelehnt(words) => {
            bestand.move_post(id, Zustand::Abgelehnt, &words, jetzt)?;
            ergebnis.abgelehnt.push((address, words));
        }
        Antwort::Spaeter(words) | Antwort::Getrennt(words) => {
            let tries = eintrag.versuche + 1;
            if tries >= HOECHSTENS_VERSUCHE {
                let words = format!("{tries} Versuche ohne Erfolg, zuletzt: {words}");
                bestand.move_post(id, Zustand::Abgelehnt, &words, jetzt)?;
                ergebnis.abgelehnt.push((address, words));
            } else {
                let again = naechster_versuch(jetzt, tries);
                bestand.postpone_post(id, tries, again, &words, jetzt)?;
                ergebnis.spaeter.push((address, words, again));
            }
        }
        Antwort::Ungewiss(what) => {
            bestand.move_post(id, Zustand::Ungewiss, &what, jetzt)?;
            ergebnis.ungewiss.push((id.clone(), address, what));
        }
        Antwort::AbsenderAbgelehnt(words) => {
            ergebnis.abbruch = Some(format!("Der Mailserver nimmt den Absender nicht an: {words}"));
        }
    }
    Ok(())
}

/// The way to the mail server: opened once, again only where it broke.
struct Weg {
    server_name: String,
    port: u16,
    verschluesselung: crate::domain::post::Verschluesselung,
    zertifikat: Option<std::path::PathBuf>,
    zeitgrenze: Duration,
    domain: String,
    absender: String,
    zugang: Option<Zugang>,
    takt: Takt,
    leitung: Option<Leitung>,
}

impl Weg {
    fn open(plan: &Plan, stammdaten: &Stammdaten) -> Result<Self> {
        let settings = &stammdaten.einstellungen;
        let mail = &settings.mail;
        let Some(server) = &mail.server else {
            return Err(Error::new("In sozialraumbericht.toml, [mail], steht kein server")
                .remedy("Einen Mailserver eintragen oder mit „--eml ORDNER“ Entwürfe schreiben"));
        };
        // Paths in the settings are meant from the workspace on.
        let in_workspace = |path: &String| plan.arbeitsbereich.join(path);
        let datei = mail.zugangsdatei.as_ref().map(in_workspace);
        let zugang = Zugang::find(&|name| std::env::var(name).ok(), datei.as_deref())?;
        let absender = mail.absender(&settings.amt.email).to_owned();
        let mut weg = Self {
            server_name: server.clone(),
            port: mail.port(),
            verschluesselung: mail.verschluesselung,
            zertifikat: mail.zertifikat.as_ref().map(in_workspace),
            zeitgrenze: Duration::from_secs(u64::from(mail.zeitgrenze_sekunden)),
            domain: absender.rsplit('@').next().unwrap_or("localhost").to_owned(),
            absender,
            zugang,
            takt: Takt::new(mail.hoechstens_je_minute),
            leitung: None,
        };
        weg.leitung = Some(weg.connect()?);
        Ok(weg)
    }

    fn connect(&self) -> Result<Leitung> {
        let server = Server {
            name: &self.server_name,
            port: self.port,
            verschluesselung: self.verschluesselung,
            zertifikat: self.zertifikat.as_deref(),
            zeitgrenze: self.zeitgrenze,
            ich: &self.domain,
        };
        Leitung::open(&server, self.zugang.as_ref())
    }

    /// Hands a mail over. A server may end a connection that has carried mails at any time; then nothing was handed
    /// over and a new one is opened, once.
    fn send(&mut self, bestand: &mut Bestand, posten: &Posten, bytes: &[u8], jetzt: NaiveDateTime) -> Result<Antwort> {
        self.takt.wait();
        let used = self.leitung.as_ref().is_some_and(Leitung::is_used);
        let antwort = self.try_once(bestand, posten, bytes, jetzt)?;
        if used && matches!(antwort, Antwort::Getrennt(_)) {
            return self.try_once(bestand, posten, bytes, jetzt);
        }
        Ok(antwort)
    }

    fn try_once(
        &mut self,
        bestand: &mut Bestand,
        posten: &Posten,
        bytes: &[u8],
        jetzt: NaiveDateTime,
    ) -> Result<Antwort> {
        let mut leitung = match self.leitung.take().filter(|leitung| !leitung.is_broken()) {
            Some(leitung) => leitung,
            None => match self.connect() {
                Ok(leitung) => leitung,
                // Of this mail nothing was handed over; the ones before are noted.
                Err(error) => return Ok(Antwort::Getrennt(first_line(&error))),
            },
        };
        let id = posten.eintrag.message_id.clone();
        let an = &posten.eintrag.empfaenger;
        let antwort =
            leitung.send(&self.absender, an, bytes, &mut || bestand.move_post(&id, Zustand::Begonnen, "", jetzt))?;
        self.leitung = Some(leitung);
        Ok(antwort)
    }

    fn close(self) {
        if let Some(leitung) = self.leitung {
            leitung.close();
        }
    }
}

fn first_line(error: &Error) -> String {
    error.to_string().lines().next().unwrap_or_default().to_owned()
}
