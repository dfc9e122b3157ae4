//! Who may see what of cases and costs: decided once per run, over all documents of all audiences together.
//!
//! The documents are made twice: first with everything open, to learn which numbers they have a place for, then with
//! what may be shown. The Fachkreis also reads what is public; so whatever is kept from it is kept from the public too.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::laufprotokoll::spielraum;
use crate::disclosure::{self, Frueher, Publikation, Schutz, Schutzgrenzen, Sicht, ablage};
use crate::domain::reihe::Reihe;
use crate::domain::zelle::ZellId;
use crate::domain::{Quartal, Stammdaten, Zielgruppe};
use crate::error::Result;
use crate::present::pruefprotokoll::Schutzlage;
use crate::store::{Bestand, Veroeffentlichung};

/// Cases and costs of a run, and what of them each audience may see.
pub(super) struct Offenlegung {
    reihe: Reihe,
    zahlen: Publikation,
    fachkreis: Option<Schutz>,
    oeffentlich: Option<Schutz>,
    /// What is to be noted with the run that gives it out.
    pub(super) veroeffentlicht: Vec<Veroeffentlichung>,
}

/// Makes every document of an audience from what it sees, and throws them away: only what they ask for counts.
pub(super) type Befragung<'a> = &'a dyn Fn(&Sicht<'_>);

impl Offenlegung {
    /// Decides for the reported quarter of a Reihe. `ask` makes every document of an audience.
    pub(super) fn decide(bestand: &Bestand, stammdaten: &Stammdaten, reihe: Reihe, ask: Befragung<'_>) -> Result<Self> {
        let quartal = reihe.quartal;
        let zahlen = disclosure::zahlen(&reihe, stammdaten);
        let asked = |zielgruppe| {
            let sicht = Sicht::open(&reihe, &zahlen, zielgruppe);
            ask(&sicht);
            sicht.asked()
        };
        let public = asked(Zielgruppe::Oeffentlich);
        let mut shared = asked(Zielgruppe::Fachkreis);
        shared.extend(public.iter().cloned());
        let mut entscheidung =
            Entscheidung { bestand, stammdaten, zahlen: &zahlen, quartal, veroeffentlicht: Vec::new() };
        let fachkreis = entscheidung.decide(Zielgruppe::Fachkreis, &shared, |zahlen| {
            zahlen.set_begehrt(public.clone());
        })?;
        // What is kept from the Fachkreis stays secret.
        let secret: Vec<_> =
            fachkreis.iter().flat_map(|schutz| public.iter().filter(|id| !schutz.shows(id))).cloned().collect();
        let oeffentlich = entscheidung.decide(Zielgruppe::Oeffentlich, &public, |zahlen| {
            secret.iter().for_each(|id| zahlen.set_frueher_if_new(id, Frueher::Unterdrueckt));
        })?;
        let veroeffentlicht = entscheidung.veroeffentlicht;
        Ok(Self { reihe, zahlen, fachkreis, oeffentlich, veroeffentlicht })
    }

    /// What the check of each audience's publication found.
    pub(super) fn protocols(&self) -> Value {
        let audiences = [(Zielgruppe::Fachkreis, &self.fachkreis), (Zielgruppe::Oeffentlich, &self.oeffentlich)];
        let protocol = |(zielgruppe, schutz): (Zielgruppe, &Option<Schutz>)| {
            let pruefung = schutz.as_ref().map(Schutz::pruefprotokoll);
            json!({ "zielgruppe": zielgruppe.label(), "pruefung": pruefung })
        };
        audiences.into_iter().map(protocol).collect()
    }

    /// The same in short.
    pub(super) fn schutzlagen(&self) -> Vec<(Zielgruppe, Schutzlage)> {
        let audiences = [(Zielgruppe::Fachkreis, &self.fachkreis), (Zielgruppe::Oeffentlich, &self.oeffentlich)];
        let lage = |(zielgruppe, schutz): (Zielgruppe, &Option<Schutz>)| {
            let found = schutz.as_ref()?.pruefprotokoll();
            let engster = found.engste.as_ref().map(|engste| spielraum(engste.zelle.groesse, engste.von, engste.bis));
            Some((
                zielgruppe,
                Schutzlage {
                    zellen: found.zellen,
                    primaer: found.primaer,
                    sekundaer: found.sekundaer,
                    erschlossen: found.frueher_erschlossen.len(),
                    eingegrenzt: found.frueher_eingegrenzt.len(),
                    engster,
                },
            ))
        };
        audiences.into_iter().filter_map(lage).collect()
    }

    /// A sentence for each number that earlier papers give away, whatever is suppressed now.
    pub(super) fn given_away(&self) -> Vec<String> {
        let all = [&self.fachkreis, &self.oeffentlich].into_iter().flatten();
        let ids: BTreeSet<_> = all.flat_map(|schutz| &schutz.pruefprotokoll().frueher_erschlossen).collect();
        let sentence = |id: &&ZellId| {
            format!(
                "Kleine Zahl, die sich aus früher Herausgegebenem errechnen lässt und hier nicht gedruckt ist: {id}"
            )
        };
        ids.iter().map(sentence).collect()
    }

    /// What an audience sees.
    pub(super) fn sicht(&self, zielgruppe: Zielgruppe) -> Sicht<'_> {
        let schutz = match zielgruppe {
            Zielgruppe::Intern => None,
            Zielgruppe::Fachkreis => self.fachkreis.as_ref(),
            Zielgruppe::Oeffentlich => self.oeffentlich.as_ref(),
        };
        match schutz {
            Some(schutz) => Sicht::protected(&self.reihe, &self.zahlen, zielgruppe, schutz),
            None => Sicht::open(&self.reihe, &self.zahlen, zielgruppe),
        }
    }
}

struct Entscheidung<'a> {
    bestand: &'a Bestand,
    stammdaten: &'a Stammdaten,
    zahlen: &'a Publikation,
    quartal: Quartal,
    veroeffentlicht: Vec<Veroeffentlichung>,
}

impl Entscheidung<'_> {
    /// Decides for one audience; none where nothing is kept from it. `prepare` says what other audiences' papers mean
    /// for it.
    fn decide(
        &mut self,
        zielgruppe: Zielgruppe,
        asked: &BTreeSet<ZellId>,
        prepare: impl FnOnce(&mut Publikation),
    ) -> Result<Option<Schutz>> {
        let regeln = &self.stammdaten.einstellungen.regeln.kleine_zellen;
        let Some(grenzen) = Schutzgrenzen::of(regeln, zielgruppe) else { return Ok(None) };
        let given = self.bestand.given_out(zielgruppe)?;
        let mut publikation = self.zahlen.clone();
        publikation.set_earlier(&ablage::earlier(given.iter().map(|given| given.zellen.as_str())));
        prepare(&mut publikation);
        publikation.show_only(asked, &grenzen);
        let zeitraum = self.quartal.to_string();
        let schluessel = ablage::schluessel(&publikation, &grenzen);
        let last = given.iter().rev().find(|given| given.zeitraum == zeitraum);
        let kept = last.filter(|last| last.schluessel == schluessel);
        let kept = kept.and_then(|last| ablage::restore(&last.zellen, &last.protokoll));
        let schutz = match kept {
            Some(schutz) => schutz,
            None => disclosure::schuetze(&publikation, &grenzen)?,
        };
        let (zellen, protokoll) = ablage::store(&publikation, &schutz)?;
        self.veroeffentlicht.push(Veroeffentlichung { zielgruppe, zeitraum, schluessel, zellen, protokoll });
        Ok(Some(schutz))
    }
}
