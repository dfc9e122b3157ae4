//! The spine: what each command does, stage by stage. No stage calls the next one; this module does.

mod angebote;
mod anlage;
mod aufnahme;
mod ausgabe;
mod bericht;
mod bescheid;
mod beschluesse;
mod bestand;
mod eingaben;
mod eingang;
mod evaluation;
mod faellig;
mod formulare;
mod herkunft;
mod hilfeberichte;
mod kennzahlen;
mod lauf;
mod laufprotokoll;
mod lieferungsvergleich;
mod loeschen;
mod mappe;
mod massnahme;
mod nachweis;
mod neu;
mod offenlegung;
mod quartalslauf;
mod rechenprobe;
mod regeln;
mod rueckmeldung;
mod schema;
mod sitzungen;
mod steuerung;
mod uebersicht;
mod vergleich;
mod versand;
mod workspace;
mod zeitplan;

use serde_json::Value;

use crate::cli::{Befehl, Bericht, BestandBefehl, MassnahmeBefehl};
use crate::error::Result;
use crate::plan::Plan;

/// What a command has to say, and how it ended.
#[derive(Clone, Debug)]
pub struct Antwort {
    /// For people.
    pub text: String,
    /// The same for programs.
    pub json: Value,
    /// How it ended.
    pub status: Status,
}

/// How a command ended, if it did not fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Done.
    Fertig,
    /// Done or refused, with findings that a person has to see.
    Befunde,
}

impl Status {
    /// The exit status of the process.
    pub const fn code(self) -> u8 {
        match self {
            Self::Fertig => 0,
            Self::Befunde => 3,
        }
    }

    /// `Befunde` if there is something to see.
    pub const fn of(something_to_see: bool) -> Self {
        if something_to_see { Self::Befunde } else { Self::Fertig }
    }
}

/// Told how far long work has come.
pub trait Fortschritt: Sync {
    /// A stage begins that has so many steps.
    fn stage(&self, what: &str, steps: usize);
    /// One step is done.
    fn step(&self);
    /// Asks a person to agree. Where nobody can answer, nobody agrees.
    fn agrees(&self, _question: &str) -> bool {
        false
    }
}

/// Says nothing.
pub struct Still;

impl Fortschritt for Still {
    fn stage(&self, _: &str, _: usize) {}
    fn step(&self) {}
}

/// Does what was asked.
pub fn run(befehl: &Befehl, plan: &Plan, fortschritt: &dyn Fortschritt) -> Result<Antwort> {
    match befehl {
        Befehl::Lauf { halbjahr: Some(halbjahr), .. } => evaluation::lauf(plan, *halbjahr, fortschritt),
        Befehl::Lauf { faellig: true, .. } => faellig::lauf(plan, fortschritt),
        Befehl::Faellig => faellig::faellig(plan),
        Befehl::Zeitplan(worte) => zeitplan::zeitplan(plan, worte),
        Befehl::Lauf { quartal, halbjahr: None, .. } => {
            versand::with_overdue(plan, lauf::lauf(plan, *quartal, fortschritt)?)
        }
        Befehl::Pruefen { dateien, quartal, pruefbericht } => {
            eingang::pruefen(plan, dateien, *quartal, pruefbericht.as_deref(), fortschritt)
        }
        Befehl::Einlesen { dateien, quartal } => eingang::einlesen(plan, dateien, *quartal, fortschritt),
        Befehl::Lieferungen { quartal, vergleich: None } => bestand::lieferungen(plan, *quartal),
        Befehl::Lieferungen { vergleich: Some(zwei), .. } => lieferungsvergleich::vergleich(plan, zwei),
        Befehl::Herkunft { was, mappe } => herkunft::herkunft(plan, was, mappe.as_deref()),
        Befehl::Loeschen { bis, ja } => loeschen::loeschen(plan, *bis, *ja, fortschritt),
        Befehl::Bestand(BestandBefehl::Pruefen) => bestand::pruefen(plan),
        Befehl::Bestand(BestandBefehl::Neu) => bestand::neu(plan),
        Befehl::Kennzahlen { quartal, als } => kennzahlen::kennzahlen(plan, *quartal, *als),
        Befehl::Bericht { bericht: Bericht::Budget, quartal, raum, .. } => {
            bericht::budget(plan, *quartal, raum.as_deref(), fortschritt)
        }
        Befehl::Bericht { bericht: which @ (Bericht::Quartal | Bericht::Jha), quartal, raum, .. } => {
            hilfeberichte::bericht(plan, *which, *quartal, raum.as_deref(), fortschritt)
        }
        Befehl::Bericht { bericht: Bericht::Evaluation, halbjahr, raum, .. } => {
            evaluation::bericht(plan, *halbjahr, raum.as_deref(), fortschritt)
        }
        Befehl::Bericht { bericht: Bericht::Angebote, quartal, raum, .. } => {
            angebote::bericht(plan, *quartal, raum.as_deref(), fortschritt)
        }
        Befehl::Bericht { bericht: Bericht::Beschluesse, quartal, raum, .. } => {
            beschluesse::bericht(plan, *quartal, raum.as_deref(), fortschritt)
        }
        Befehl::Bericht { bericht: Bericht::Nachweis, jahr, massnahme, .. } => {
            nachweis::bericht(plan, *jahr, massnahme.as_deref(), fortschritt)
        }
        Befehl::Bericht { bericht: Bericht::Steuerung, jahr, .. } => steuerung::bericht(plan, *jahr, fortschritt),
        Befehl::Anlage { nummer, massnahme, leer, quartal } => {
            anlage::anlage(plan, *nummer, massnahme.as_deref(), *leer, *quartal, fortschritt)
        }
        Befehl::Jahresplanung { jahr, anlegen } => sitzungen::plan::jahresplanung(plan, *jahr, *anlegen, fortschritt),
        Befehl::Einladung { sitzung } => sitzungen::papiere::einladung(plan, sitzung, fortschritt),
        Befehl::Protokoll { sitzung } => sitzungen::papiere::protokoll(plan, sitzung, fortschritt),
        Befehl::Versand(worte) => versand::versand(plan, worte, fortschritt),
        Befehl::Formulare { nach, massnahme, halbjahr } => {
            formulare::formulare(plan, nach.as_deref(), massnahme.as_deref(), *halbjahr, fortschritt)
        }
        Befehl::Massnahme(MassnahmeBefehl::Liste(filter)) => massnahme::liste(plan, filter),
        Befehl::Massnahme(MassnahmeBefehl::Zuwendung { massnahme, angebot }) => {
            massnahme::zuwendung(plan, massnahme, angebot.as_deref())
        }
        Befehl::Massnahme(MassnahmeBefehl::Verlauf { massnahme }) => massnahme::verlauf(plan, massnahme),
        Befehl::Massnahme(MassnahmeBefehl::Bescheid { massnahme, angebot }) => {
            bescheid::bescheid(plan, massnahme, angebot.as_deref(), fortschritt)
        }
        Befehl::Massnahme(MassnahmeBefehl::Umschichtung { massnahme }) => massnahme::umschichtung(plan, massnahme),
        Befehl::Massnahme(MassnahmeBefehl::Pruefen) => massnahme::pruefen(plan),
        Befehl::Massnahme(MassnahmeBefehl::Aufnehmen { formular, massnahme, probe }) => {
            aufnahme::aufnehmen(plan, formular, massnahme.as_deref(), *probe)
        }
        Befehl::Schema { nach } => schema::schema(plan, nach.as_deref()),
        Befehl::Neu { ordner, profil, aus } => neu::neu(ordner, *profil, aus.as_deref()),
    }
}
