//! `lauf --faellig`: does what needs no person, each thing once. What goes wrong with one thing stops no other.

use std::collections::BTreeSet;

use chrono::NaiveDateTime;
use serde_json::{Value, json};

use super::super::ausgabe::write_all;
use super::super::eingaben::{self, Eingabe};
use super::super::eingang::{self, Aufnahme, Eingelesen};
use super::super::laufprotokoll::{self, Pruefung, Seitenquelle};
use super::super::quartalslauf::{self, Gemacht, Vorgang};
use super::super::versand::{Auftrag, ERINNERUNG, Gesendet, Neues, withdraw};
use super::super::{Antwort, Fortschritt, Status, evaluation};
use super::{erinnerung, lage, perioden, sitzungen};
use crate::domain::faellig::{Dringlichkeit, Faelliges};
use crate::domain::post::Mitteilung;
use crate::error::{Error, Result};
use crate::pipeline::workspace::Grundlage;
use crate::plan::Plan;
use crate::present::erinnerung::{Taten, zusammenfassung};
use crate::present::faellig::{Zeile, satz, zeilen};
use crate::present::pruefprotokoll::Zeitraum;
use crate::present::zahl;
use crate::rules;
use crate::store::{Ausgabe, Bestand};

/// So many sentences that a person has to see are shown; all stand in the protocol.
const HOECHSTENS: usize = 10;

/// Does everything that is due and needs no person.
pub(in crate::pipeline) fn lauf(plan: &Plan, fortschritt: &dyn Fortschritt) -> Result<Antwort> {
    super::super::workspace::require(plan)?;
    let eingaben = eingaben::collect(plan)?;
    let grundlage = Grundlage::open(plan)?;
    let mut bestand = Bestand::open(&plan.bestand(), plan.warten)?;
    super::super::ausgabe::remove_temporary(plan);
    let fingerprint = eingaben::fingerprint(&eingaben, plan);
    let mut arbeit = Arbeit {
        plan,
        grundlage: &grundlage,
        eingaben: &eingaben,
        fingerprint: &fingerprint,
        jetzt: plan.heute.and_time(plan.uhrzeit),
        getan: Getan::default(),
        fortschritt,
    };
    arbeit.take_in(&mut bestand)?;
    arbeit.periods(&mut bestand)?;
    arbeit.meetings(&bestand);
    let zeilen = arbeit.mails(&mut bestand)?;
    arbeit.finish(&bestand, &zeilen)
}

/// What a run has done so far.
#[derive(Default)]
struct Getan {
    eingelesen: Vec<Eingelesen>,
    /// Whether a delivery came that was not known.
    neue_lieferungen: usize,
    zeitraeume: Vec<String>,
    ausgaben: Vec<Ausgabe>,
    pruefung: Pruefung,
    zu_sehen: Vec<String>,
    fehler: Vec<String>,
    /// Mails that could not be sent: they stay planned, and the next run tries again.
    versandfehler: Vec<String>,
    mails: Mailzahlen,
}

/// What became of the mails of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
struct Mailzahlen {
    angenommen: usize,
    abgelehnt: usize,
    spaeter: usize,
    ungewiss: usize,
    unversucht: usize,
}

impl Getan {
    /// Whether nothing has come of the run. Mails that wait for a server are nothing new each hour.
    fn is_nothing(&self) -> bool {
        let Mailzahlen { angenommen, abgelehnt, ungewiss, .. } = self.mails;
        self.neue_lieferungen == 0
            && self.zeitraeume.is_empty()
            && self.ausgaben.is_empty()
            && angenommen + abgelehnt + ungewiss == 0
            && self.fehler.is_empty()
    }

    fn add(&mut self, zeitraum: String, gemacht: Gemacht) {
        self.zeitraeume.push(zeitraum);
        self.ausgaben.extend(gemacht.ausgaben);
        for sentence in gemacht.zu_sehen {
            if !self.zu_sehen.contains(&sentence) {
                self.zu_sehen.push(sentence);
            }
        }
        self.pruefung.add(gemacht.pruefung);
    }

    fn add_mails(&mut self, gesendet: Gesendet) {
        let Gesendet { ergebnis, hinweise } = gesendet;
        self.zu_sehen.extend(hinweise);
        self.mails.angenommen += ergebnis.angenommen;
        self.mails.abgelehnt += ergebnis.abgelehnt.len();
        self.mails.spaeter += ergebnis.spaeter.len();
        self.mails.ungewiss += ergebnis.ungewiss.len();
        self.mails.unversucht += ergebnis.unversucht;
        self.zu_sehen.extend(ergebnis.abbruch.map(|reason| format!("Der Versand ist abgebrochen: {reason}")));
        for (address, words) in ergebnis.abgelehnt {
            self.zu_sehen.push(format!("Mail an {address} abgelehnt: {words}"));
        }
        for (_, address, _) in ergebnis.ungewiss {
            self.zu_sehen.push(format!("Mail an {address} ist ungewiss; klären mit „versand --offen“"));
        }
    }
}

struct Arbeit<'a> {
    plan: &'a Plan,
    grundlage: &'a Grundlage,
    eingaben: &'a [Eingabe],
    fingerprint: &'a str,
    jetzt: NaiveDateTime,
    getan: Getan,
    fortschritt: &'a dyn Fortschritt,
}

impl Arbeit<'_> {
    fn take_in(&mut self, bestand: &mut Bestand) -> Result<()> {
        let before = bestand.eintraege()?.len();
        let dateien = eingaben::deliveries(&self.plan.eingang())?;
        match eingang::take_in(self.plan, self.grundlage, bestand, &dateien, None, self.fortschritt) {
            Ok(eingelesen) => self.getan.eingelesen = eingelesen,
            Err(error) => self.getan.fehler.push(format!("Lieferungen einlesen: {error}")),
        }
        self.getan.neue_lieferungen = bestand.eintraege()?.len().saturating_sub(before);
        Ok(())
    }

    /// Every quarter and half-year that has not been made from what is there now, oldest first.
    fn periods(&mut self, bestand: &mut Bestand) -> Result<()> {
        let stammdaten = &self.grundlage.stammdaten;
        for quartal in perioden::quartale(self.plan, stammdaten, bestand)? {
            let eingelesen = std::mem::take(&mut self.getan.eingelesen);
            let made = quartalslauf::make(&self.vorgang(&eingelesen), bestand, quartal, self.fortschritt);
            self.getan.eingelesen = eingelesen;
            self.keep(zahl::quartal(quartal), made);
        }
        for halbjahr in perioden::halbjahre(self.plan, stammdaten, bestand, self.eingaben)? {
            let made = evaluation::make(&self.vorgang(&[]), bestand, halbjahr, self.fortschritt);
            self.keep(zahl::halbjahr(halbjahr), made);
        }
        Ok(())
    }

    fn vorgang<'b>(&'b self, eingelesen: &'b [Eingelesen]) -> Vorgang<'b> {
        Vorgang {
            plan: self.plan,
            grundlage: self.grundlage,
            eingelesen,
            eingaben: self.eingaben,
            fingerprint: self.fingerprint,
            nur_neues: true,
        }
    }

    fn keep(&mut self, zeitraum: String, made: Result<Gemacht>) {
        match made {
            Ok(gemacht) => self.getan.add(zeitraum, gemacht),
            Err(error) => self.getan.fehler.push(format!("{zeitraum}: {error}")),
        }
    }

    fn meetings(&mut self, bestand: &Bestand) {
        match sitzungen::write_due(self.plan, &self.grundlage.stammdaten, bestand, self.fortschritt) {
            Ok(written) => {
                self.getan.ausgaben.extend(written.ausgaben);
                self.getan.zu_sehen.extend(written.hinweise);
                self.getan.pruefung.bilanz.dokumente += written.bilanz.dokumente;
                self.getan.pruefung.bilanz.gedruckt += written.bilanz.gedruckt;
            }
            Err(error) => self.getan.fehler.push(format!("Unterlagen der Sitzungen: {error}")),
        }
    }

    /// Sends what is due, if the settings say so; then the summary of it. What is due now.
    fn mails(&mut self, bestand: &mut Bestand) -> Result<Vec<Zeile>> {
        let stammdaten = &self.grundlage.stammdaten;
        let mail = &stammdaten.einstellungen.mail;
        let auftrag = Auftrag { plan: self.plan, grundlage: self.grundlage, jetzt: self.jetzt };
        let mut found = self.due(bestand);
        if mail.sends_by_itself() {
            let reminders = erinnerung::reminders(stammdaten, &found);
            let still_due: BTreeSet<_> = reminders.iter().map(|one| one.schluessel.clone()).collect();
            withdraw(bestand, ERINNERUNG, &still_due, self.jetzt)?;
            match auftrag.send_due(bestand, &reminders, self.fortschritt) {
                Ok(gesendet) => self.getan.add_mails(gesendet),
                Err(error) => self.getan.versandfehler.push(format!("Versand: {error}")),
            }
        }
        if self.getan.mails.angenommen > 0 {
            // Invitations that are out are not due any more.
            found = self.due(bestand);
        }
        let zeilen = zeilen(stammdaten, &found, self.plan.heute);
        let to = mail.zusammenfassung.as_ref().filter(|_| mail.sends_by_itself() && !self.getan.is_nothing());
        if let Some(email) = to {
            let summary = Neues {
                schluessel: format!("zusammenfassung/{}", self.jetzt.format("%Y-%m-%dT%H:%M")),
                email: email.clone(),
                mitteilung: self.summary(&zeilen),
            };
            match auftrag.send_words(bestand, &[summary], self.fortschritt) {
                Ok(gesendet) => self.getan.add_mails(gesendet),
                Err(error) => self.getan.versandfehler.push(format!("Zusammenfassung senden: {error}")),
            }
        }
        Ok(zeilen)
    }

    /// What is due now; nothing where that cannot be worked out, which is a failure like others.
    fn due(&mut self, bestand: &Bestand) -> Vec<Faelliges> {
        match lage::lage(self.plan, &self.grundlage.stammdaten, Some(bestand)) {
            Ok(lage) => rules::faellig::faellig(&lage),
            Err(error) => {
                self.getan.fehler.push(format!("Was fällig ist: {error}"));
                Vec::new()
            }
        }
    }

    fn summary(&self, zeilen: &[Zeile]) -> Mitteilung {
        let fehler = self.failures().map(|fehler| first_line(fehler)).collect();
        let taten = Taten { zeitraeume: self.getan.zeitraeume.clone(), saetze: self.sentences(), fehler };
        zusammenfassung(&taten, zeilen, self.plan.heute)
    }

    fn failures(&self) -> impl Iterator<Item = &String> {
        self.getan.fehler.iter().chain(&self.getan.versandfehler)
    }

    /// A sentence for each kind of thing that was done.
    fn sentences(&self) -> Vec<String> {
        let getan = &self.getan;
        let mut sentences = Vec::new();
        let refused = getan.eingelesen.iter().filter(|file| file.is_refused()).count();
        let taken = getan.eingelesen.iter().filter(|file| matches!(file.aufnahme, Aufnahme::Neu(..))).count();
        if taken + refused > 0 {
            sentences.push(format!("Lieferungen: {taken} eingelesen, {refused} abgelehnt."));
        }
        let papers = getan.ausgaben.iter().filter(|ausgabe| ausgabe.pfad.starts_with("sitzungen/")).count();
        if papers > 0 {
            sentences.push(format!("Unterlagen zu Sitzungen geschrieben: {papers}."));
        }
        let mails = getan.mails;
        if mails != Mailzahlen::default() {
            let parts: Vec<_> = [
                (mails.angenommen, "gesendet"),
                (mails.spaeter, "später noch einmal"),
                (mails.abgelehnt, "abgelehnt"),
                (mails.ungewiss, "ungewiss"),
                (mails.unversucht, "noch geplant"),
            ]
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, word)| format!("{count} {word}"))
            .collect();
            sentences.push(format!("Mails: {}.", parts.join(", ")));
        }
        sentences
    }

    /// Writes the protocol of a run that has done something, and says what was done.
    fn finish(self, bestand: &Bestand, zeilen: &[Zeile]) -> Result<Antwort> {
        let is_late = zeilen.iter().any(|zeile| zeile.dringlichkeit == Dringlichkeit::Ueberfaellig);
        let due = format!("{} Alles zeigt „faellig“.", satz(zeilen));
        if self.getan.is_nothing() {
            if !self.getan.versandfehler.is_empty() {
                return Err(failed(&self.getan.versandfehler, &due));
            }
            return Ok(Antwort {
                text: format!("Nichts zu tun.\n{due}"),
                json: json!({ "heute": self.plan.heute, "unveraendert": true, "faellig": zeilen }),
                status: Status::of(is_late),
            });
        }
        let protokoll = self.protocol(bestand, zeilen)?;
        let mut lines: Vec<_> =
            self.getan.zeitraeume.iter().map(|zeitraum| format!("Geschrieben: {zeitraum}")).collect();
        lines.extend(self.sentences());
        lines.extend(self.getan.zu_sehen.iter().take(HOECHSTENS).map(|sentence| format!("Achtung: {sentence}")));
        let more = self.getan.zu_sehen.len().saturating_sub(HOECHSTENS);
        if more > 0 {
            lines.push(format!("Dazu {more} weitere Hinweise in lauf.json neben dem Protokoll."));
        }
        lines.push(format!("Protokoll: {}", self.plan.reports().join(&protokoll).display()));
        lines.push(due);
        let failures: Vec<_> = self.failures().cloned().collect();
        if !failures.is_empty() {
            return Err(failed(&failures, &lines.join("\n")));
        }
        let to_see = is_late || !self.getan.zu_sehen.is_empty();
        Ok(Antwort {
            text: lines.join("\n"),
            json: json!({
                "heute": self.plan.heute,
                "unveraendert": false,
                "zeitraeume": self.getan.zeitraeume,
                "lieferungen": eingang::objects(&self.getan.eingelesen),
                "ausgaben": self.getan.ausgaben,
                "mails": self.getan.mails,
                "zu_sehen": self.getan.zu_sehen,
                "protokoll": protokoll,
                "faellig": zeilen,
            }),
            status: Status::of(to_see),
        })
    }

    /// `lauf.json` and the page of the run; the folder is named for its moment.
    fn protocol(&self, bestand: &Bestand, zeilen: &[Zeile]) -> Result<String> {
        let ordner = format!("faellig/{}", self.jetzt.format("%Y-%m-%d-%H%M"));
        let mut pruefung = self.getan.pruefung.clone();
        pruefung.abgelehnt = self.getan.eingelesen.iter().filter(|file| file.is_refused()).count();
        let mut zu_sehen: Vec<_> = self.failures().map(|fehler| first_line(fehler)).collect();
        zu_sehen.extend(self.getan.zu_sehen.iter().cloned());
        let quelle = Seitenquelle {
            stammdaten: &self.grundlage.stammdaten,
            zeitraum: Zeitraum::Faellig(self.getan.zeitraeume.clone()),
            ordner: ordner.clone(),
            eingaben: self.eingaben,
            ausgaben: &self.getan.ausgaben,
            zu_sehen: &zu_sehen,
            pruefung: &pruefung,
            post: laufprotokoll::mails(bestand)?,
        };
        let files = laufprotokoll::files(self.plan, &quelle, self.json(zeilen)?)?;
        write_all(&self.plan.reports(), &files)?;
        Ok(format!("{ordner}/pruefprotokoll.pdf"))
    }

    fn json(&self, zeilen: &[Zeile]) -> Result<Value> {
        let ausgaben: Vec<_> = self
            .getan
            .ausgaben
            .iter()
            .map(|ausgabe| json!({ "pfad": ausgabe.pfad, "sha256": ausgabe.sha256 }))
            .collect();
        Ok(json!({
            "schema": "faellig/1",
            "programm": env!("CARGO_PKG_VERSION"),
            "heute": self.plan.heute,
            "jetzt": self.jetzt,
            "einstellungen": laufprotokoll::settings(self.plan)?,
            "zeitraeume": self.getan.zeitraeume,
            "lieferungen": eingang::objects(&self.getan.eingelesen),
            "eingaben": self.eingaben,
            "ausgaben": ausgaben,
            "rechenprobe": self.getan.pruefung.rechenprobe(),
            "mails": self.getan.mails,
            "zu_sehen": self.getan.zu_sehen,
            "fehler": self.failures().collect::<Vec<_>>(),
            "faellig": zeilen,
        }))
    }
}

/// What went wrong, then what was done all the same.
fn failed(failures: &[String], done: &str) -> Error {
    Error::new(format!("Nicht alles, was fällig war, ist gelungen\n\n{}\n\n{done}", failures.join("\n\n")))
}

/// The first line of an error, for people who cannot look at the machine.
fn first_line(error: &str) -> String {
    error.lines().next().unwrap_or_default().to_owned()
}
