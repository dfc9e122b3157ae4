//! Everything of one quarter: computed, checked, typeset, put into place, noted.

use super::ausgabe::{Datei, remove_stale, write_all};
use super::eingaben::Eingabe;
use super::eingang::Eingelesen;
use super::laufprotokoll::{self, Pruefung, Quartalsprotokoll, Seitenquelle};
use super::offenlegung::Offenlegung;
use super::workspace::Grundlage;
use super::{
    Fortschritt, angebote, anlage, bericht, beschluesse, evaluation, hilfeberichte, mappe, rechenprobe, steuerung,
    uebersicht,
};
use crate::aggregate;
use crate::domain::auswertung::Auswertung;
use crate::domain::gegenrechnung::Gegenrechnung;
use crate::domain::kennung;
use crate::domain::{Halbjahr, Quartal, Zielgruppe};
use crate::error::{Error, Result};
use crate::plan::Plan;
use crate::present::Dokument;
use crate::present::anlage as forms;
use crate::present::probe::Bilanz;
use crate::present::pruefprotokoll::Zeitraum;
use crate::store::{Ausgabe, Befehlsart, Bestand, Laufnotiz};

/// What a quarter is made from.
pub(super) struct Vorgang<'a> {
    pub(super) plan: &'a Plan,
    pub(super) grundlage: &'a Grundlage,
    /// What became of the deliveries of this run.
    pub(super) eingelesen: &'a [Eingelesen],
    pub(super) eingaben: &'a [Eingabe],
    pub(super) fingerprint: &'a str,
    /// Whether a half-year that is made already from the same evaluations is left as it is.
    pub(super) nur_neues: bool,
}

/// What came of it.
pub(super) struct Gemacht {
    pub(super) ausgaben: Vec<Ausgabe>,
    pub(super) luecken: Vec<String>,
    /// Places whose characters cannot be printed, and numbers that earlier papers give away.
    pub(super) zeichen: Vec<String>,
    /// A sentence for each thing that a person has to see.
    pub(super) zu_sehen: Vec<String>,
    pub(super) pruefung: Pruefung,
}

/// Makes everything of a quarter, and of the half-year that ends with it.
pub(super) fn make(
    vorgang: &Vorgang<'_>,
    bestand: &mut Bestand,
    quartal: Quartal,
    fortschritt: &dyn Fortschritt,
) -> Result<Gemacht> {
    let Vorgang { plan, grundlage, eingelesen, eingaben, fingerprint, nur_neues } = *vorgang;
    let stammdaten = &grundlage.stammdaten;
    let auswertung = aggregate::auswertung(bestand, stammdaten, quartal)?;
    let reihe = aggregate::reihe(bestand, stammdaten, quartal)?;
    let gegen = rechenprobe::auswertung(bestand, stammdaten, &auswertung)?.with_reihe(stammdaten, &reihe)?;
    let offenlegung = hilfeberichte::decide(plan, bestand, stammdaten, &auswertung, reihe)?;
    // What a scheduled run has made of the half-year already stays as it is.
    let ends = quartal.ends_halbjahr();
    let liegt_vor = match ends {
        Some(halbjahr) if nur_neues => evaluation::made(plan, bestand, eingaben, halbjahr)?,
        _ => None,
    };
    let halbjahr = ends.filter(|_| liegt_vor.is_none());
    let jahresbericht = jahresbericht(vorgang, bestand, &auswertung)?;
    let Dokumente { mut dateien, mut zeichen, bilanz } =
        documents(vorgang, &auswertung, halbjahr, jahresbericht, &offenlegung, &gegen.werte, fortschritt)?;
    zeichen.extend(offenlegung.given_away());
    let noted = laufprotokoll::noted_findings(bestand, &auswertung)?;
    let mut pruefung = Pruefung {
        bilanz,
        kennzahlen: gegen.verglichen,
        abgelehnt: eingelesen.iter().filter(|file| file.is_refused()).count(),
        ..Pruefung::default()
    };
    pruefung.add_offenlegung(&offenlegung);
    pruefung.add_noted(&noted);
    let zu_sehen = must_be_seen(eingelesen, &auswertung.luecken, &zeichen);
    let mut links: Vec<_> = dateien.iter().map(Datei::ausgabe).collect();
    links.extend(liegt_vor.unwrap_or_default());
    dateien.push(uebersicht::seite(plan, bestand, stammdaten, &auswertung, &links, eingelesen, &zeichen)?);
    let protokoll = Quartalsprotokoll {
        eingaben,
        auswertung: &auswertung,
        dateien: &dateien,
        eingelesen,
        zeichen: &zeichen,
        noted: &noted,
        pruefung: &pruefung,
    };
    let lauf = laufprotokoll::of_quarter(plan, &protokoll)?;
    let finished: Vec<_> = dateien.iter().map(Datei::ausgabe).collect();
    let seite = Seitenquelle {
        stammdaten,
        zeitraum: Zeitraum::Quartal(quartal),
        ordner: quartal.to_string(),
        eingaben,
        ausgaben: &finished,
        zu_sehen: &zu_sehen,
        pruefung: &pruefung,
        post: laufprotokoll::mails(bestand)?,
    };
    dateien.extend(laufprotokoll::files(plan, &seite, lauf)?);
    let ausgaben = write_all(&plan.reports(), &dateien)?;
    let mut of_quarter = ausgaben.clone();
    if let Some(halbjahr) = halbjahr {
        let (of_halbjahr, rest) =
            of_quarter.into_iter().partition(|ausgabe| evaluation::is_of(halbjahr, &ausgabe.pfad));
        of_quarter = rest;
        // First the half-year: a run that ends between the two is made again, for its quarter is not noted.
        evaluation::note(plan, bestand, halbjahr, eingaben, fingerprint, &zeichen, &of_halbjahr)?;
    }
    let before = bestand.last_run(&quartal.to_string())?.map(|run| run.ausgaben).unwrap_or_default();
    remove_stale(&plan.reports(), &before, &of_quarter)?;
    bestand.note_run(&Laufnotiz {
        befehl: Befehlsart::Lauf,
        zeitraum: &quartal.to_string(),
        heute: plan.heute,
        eingaben: fingerprint,
        zu_sehen: &zu_sehen.join("\n"),
        quellen: &auswertung.quellen.iter().map(|quelle| quelle.sha256.clone()).collect::<Vec<_>>(),
        kennzahlen: &kennung::werte(&auswertung),
        ausgaben: &of_quarter,
        veroeffentlicht: &offenlegung.veroeffentlicht,
    })?;
    Ok(Gemacht { ausgaben, luecken: auswertung.luecken, zeichen, zu_sehen, pruefung })
}

/// The report of the year that ends with the quarter, in an office that has a body for it.
fn jahresbericht(vorgang: &Vorgang<'_>, bestand: &Bestand, auswertung: &Auswertung) -> Result<Option<Dokument>> {
    let Vorgang { plan, grundlage, .. } = *vorgang;
    let stammdaten = &grundlage.stammdaten;
    let wanted = auswertung.kennzahlen.quartal.nummer() == 4 && stammdaten.einstellungen.steuerung.is_some();
    if wanted { steuerung::dokument(plan, bestand, stammdaten, auswertung).map(Some) } else { Ok(None) }
}

/// A sentence for each thing that a person has to see.
fn must_be_seen(eingelesen: &[Eingelesen], luecken: &[String], zeichen: &[String]) -> Vec<String> {
    let refused = eingelesen.iter().filter(|file| file.is_refused());
    let mut sentences: Vec<_> =
        refused.map(|file| format!("{} ist abgelehnt; alle Gründe zeigt „pruefen“.", file.datei)).collect();
    sentences.extend(luecken.iter().chain(zeichen).cloned());
    sentences
}

/// Finished files of a run.
struct Dokumente {
    dateien: Vec<Datei>,
    /// Places whose characters cannot be printed.
    zeichen: Vec<String>,
    /// What was recomputed of them.
    bilanz: Bilanz,
}

/// Every finished file of a quarter and its half-year but the protocol, places whose characters cannot be printed, and
/// how many printed numbers were recomputed.
fn documents(
    vorgang: &Vorgang<'_>,
    auswertung: &Auswertung,
    halbjahr: Option<Halbjahr>,
    jahresbericht: Option<Dokument>,
    offenlegung: &Offenlegung,
    gegen: &Gegenrechnung,
    fortschritt: &dyn Fortschritt,
) -> Result<Dokumente> {
    let Vorgang { plan, grundlage, .. } = *vorgang;
    let stammdaten = &grundlage.stammdaten;
    let folder = auswertung.kennzahlen.quartal.to_string();
    let mut dokumente = bericht::budgetuebersichten(plan, stammdaten, auswertung, None);
    for zielgruppe in [Zielgruppe::Fachkreis, Zielgruppe::Oeffentlich] {
        let sicht = offenlegung.sicht(zielgruppe);
        dokumente.extend(hilfeberichte::dokumente(plan, stammdaten, auswertung, &sicht, None));
    }
    dokumente.extend(angebote::uebersichten(plan, stammdaten, auswertung.kennzahlen.quartal, None));
    dokumente.extend(beschluesse::uebersichten(plan, stammdaten, auswertung.kennzahlen.quartal, None));
    dokumente.extend(anlage::filled(plan, stammdaten, &folder, None));
    dokumente.extend(forms::leere(stammdaten, plan.heute));
    if let Some(halbjahr) = halbjahr {
        dokumente.extend(evaluation::evaluationen(plan, stammdaten, halbjahr, None));
    }
    dokumente.extend(jahresbericht);
    let geprueft = rechenprobe::geprueft(plan, dokumente, gegen)?;
    let pdfs = bericht::typeset(plan, &geprueft, fortschritt)?;
    let zeichen = bericht::unprintable(&pdfs);
    let mut dateien: Vec<_> = pdfs.into_iter().map(|pdf| Datei { pfad: pdf.pfad, bytes: pdf.bytes }).collect();
    let json =
        laufprotokoll::pretty(&serde_json::to_value(&auswertung.kennzahlen).map_err(|cause| unwritable(&cause))?);
    dateien.push(Datei { pfad: format!("{folder}/kennzahlen.json"), bytes: json });
    dateien.push(mappe::intern(plan, stammdaten, auswertung, &offenlegung.sicht(Zielgruppe::Intern))?);
    dateien.push(mappe::oeffentlich(plan, stammdaten, auswertung, &offenlegung.sicht(Zielgruppe::Oeffentlich))?);
    Ok(Dokumente { dateien, zeichen, bilanz: geprueft.bilanz() })
}

fn unwritable(cause: &serde_json::Error) -> Error {
    Error::new(format!("Die Kennzahlen lassen sich nicht schreiben: {cause}"))
}
