//! Judging: what was read of a delivery, held against one rule after the other.
//!
//! One rule is one file: what it checks, why, what to do, its check and its test. A new rule is a new file, a line
//! `mod`, and a line in [`REGELN`]. Codes are never used again.

mod abgleich;
pub mod aktenzeichen;
mod b001_blatt_ohne_kopfzeile;
mod b002_ausgeblendetes_blatt;
mod b003_zu_viele_blaetter;
mod b004_ausgeblendete_zeilen;
mod b005_ausgeblendete_spalte;
mod b006_verbundene_zellen;
mod b007_formel_ohne_wert;
mod b008_formel_veraltet;
mod d001_datei_nicht_lesbar;
mod d002_kennwortschutz;
mod d003_leere_datei;
mod d004_falsches_format;
mod d005_datei_zu_gross;
mod d006_zeitraum_fehlt;
mod d007_zeitraum_widerspricht;
mod d008_zeitraum_kein_quartal;
mod d009_keine_datensaetze;
mod d010_sperrdatei;
mod d011_anderer_kalender;
mod d012_endung_passt_nicht;
pub mod einstufung;
mod f001_text_im_betrag;
mod f002_fehlerwert;
mod f003_zu_viele_nachkommastellen;
mod f004_mehrdeutiger_betrag;
mod f005_betrag_zu_gross;
mod f006_pflichtangabe_fehlt;
mod f007_unmoegliches_datum;
mod f008_unlesbares_datum;
mod f009_unbekannter_raum;
mod f010_uma_ohne_raum;
mod f011_raum_fehlt;
mod f012_unbekannte_hilfeart;
mod f013_unbekannte_massnahme;
mod f014_unbekannte_kontoklasse;
mod f015_unbekannte_buchungsart;
mod f016_unklares_ja_nein;
mod f017_position_unlesbar;
mod f018_schluessel_verformt;
mod f019_unbekanntes_konto;
mod f020_unbekannter_traeger;
mod f021_text_abgeschnitten;
mod f022_zeichen_nicht_druckbar;
pub mod faellig;
pub mod formular;
mod gegen_bestand;
mod k001_kein_layout_passt;
mod k002_layout_mehrdeutig;
mod k003_pflichtspalte_fehlt;
mod k004_spalte_doppelt;
mod k005_ueberschrift_unbekannt;
mod k006_spalte_ohne_ueberschrift;
mod lieferung;
pub mod massnahmen;
mod mehrfach;
pub mod nachschlagewerk;
mod q001_summe_falsch;
mod q002_summe_nicht_lesbar;
mod q003_beleg_doppelt;
mod q004_beleg_widerspruch;
mod q005_fall_doppelt;
mod q006_fall_widerspruch;
mod q007_beleg_frueher_anders;
mod q008_beleg_wieder_geliefert;
mod q009_belege_bekannt;
mod q010_leistung_nach_ende;
mod q011_kosten_ohne_fall;
mod q012_fall_ohne_kosten;
mod q013_fall_verschwunden;
mod q014_fall_geaendert;
mod q015_fallzahl_springt;
mod q016_kosten_springen;
mod q017_layout_gewechselt;
mod q018_beleg_fehlt_kumuliert;
mod q020_vorzeichen;
mod q021_negativ_ohne_gegenbuchung;
mod q022_ergebnis_und_finanz;
pub mod regel;
pub mod sitzung;
mod sprung;
pub mod termine;
#[cfg(test)]
mod testhilfe;
#[cfg(test)]
mod vergleichshilfe;
mod vorquartal;
mod z001_ende_vor_beginn;
mod z002_beginn_nach_stichtag;
mod z003_buchung_ausserhalb;
mod z004_fremde_zeile;
mod z005_buchung_ohne_zweck;
mod z006_alter_unmoeglich;

use std::path::Path;

use crate::domain::export::Exportlayout;
use crate::domain::lieferung::{Lieferart, Lieferung};
use crate::domain::{Quartal, Stammdaten};
use crate::finding::{Befund, Ort, refuses};
use crate::ingest::lesung::Lesung;
use crate::ingest::oeffnen::Hindernis;
use crate::ingest::oeffner::Oeffner;
use crate::ingest::{AktenzeichenKey, read, zeitangabe};

pub use gegen_bestand::gegen_bestand;
pub use regel::{Pruefgut, Regel};

/// Every rule, in the order of the reference.
pub const REGELN: &[Regel] = &[
    d001_datei_nicht_lesbar::REGEL,
    d002_kennwortschutz::REGEL,
    d003_leere_datei::REGEL,
    d004_falsches_format::REGEL,
    d005_datei_zu_gross::REGEL,
    d006_zeitraum_fehlt::REGEL,
    d007_zeitraum_widerspricht::REGEL,
    d008_zeitraum_kein_quartal::REGEL,
    d009_keine_datensaetze::REGEL,
    d010_sperrdatei::REGEL,
    d011_anderer_kalender::REGEL,
    d012_endung_passt_nicht::REGEL,
    b001_blatt_ohne_kopfzeile::REGEL,
    b002_ausgeblendetes_blatt::REGEL,
    b003_zu_viele_blaetter::REGEL,
    b004_ausgeblendete_zeilen::REGEL,
    b005_ausgeblendete_spalte::REGEL,
    b006_verbundene_zellen::REGEL,
    b007_formel_ohne_wert::REGEL,
    b008_formel_veraltet::REGEL,
    k001_kein_layout_passt::REGEL,
    k002_layout_mehrdeutig::REGEL,
    k003_pflichtspalte_fehlt::REGEL,
    k004_spalte_doppelt::REGEL,
    k005_ueberschrift_unbekannt::REGEL,
    k006_spalte_ohne_ueberschrift::REGEL,
    f001_text_im_betrag::REGEL,
    f002_fehlerwert::REGEL,
    f003_zu_viele_nachkommastellen::REGEL,
    f004_mehrdeutiger_betrag::REGEL,
    f005_betrag_zu_gross::REGEL,
    f006_pflichtangabe_fehlt::REGEL,
    f007_unmoegliches_datum::REGEL,
    f008_unlesbares_datum::REGEL,
    f009_unbekannter_raum::REGEL,
    f010_uma_ohne_raum::REGEL,
    f011_raum_fehlt::REGEL,
    f012_unbekannte_hilfeart::REGEL,
    f013_unbekannte_massnahme::REGEL,
    f014_unbekannte_kontoklasse::REGEL,
    f015_unbekannte_buchungsart::REGEL,
    f016_unklares_ja_nein::REGEL,
    f017_position_unlesbar::REGEL,
    f018_schluessel_verformt::REGEL,
    f019_unbekanntes_konto::REGEL,
    f020_unbekannter_traeger::REGEL,
    f021_text_abgeschnitten::REGEL,
    f022_zeichen_nicht_druckbar::REGEL,
    z001_ende_vor_beginn::REGEL,
    z002_beginn_nach_stichtag::REGEL,
    z003_buchung_ausserhalb::REGEL,
    z004_fremde_zeile::REGEL,
    z005_buchung_ohne_zweck::REGEL,
    z006_alter_unmoeglich::REGEL,
    q001_summe_falsch::REGEL,
    q002_summe_nicht_lesbar::REGEL,
    q003_beleg_doppelt::REGEL,
    q004_beleg_widerspruch::REGEL,
    q005_fall_doppelt::REGEL,
    q006_fall_widerspruch::REGEL,
    q007_beleg_frueher_anders::REGEL,
    q008_beleg_wieder_geliefert::REGEL,
    q009_belege_bekannt::REGEL,
    q010_leistung_nach_ende::REGEL,
    q011_kosten_ohne_fall::REGEL,
    q012_fall_ohne_kosten::REGEL,
    q013_fall_verschwunden::REGEL,
    q014_fall_geaendert::REGEL,
    q015_fallzahl_springt::REGEL,
    q016_kosten_springen::REGEL,
    q017_layout_gewechselt::REGEL,
    q018_beleg_fehlt_kumuliert::REGEL,
    q020_vorzeichen::REGEL,
    q021_negativ_ohne_gegenbuchung::REGEL,
    q022_ergebnis_und_finanz::REGEL,
];

/// What checking a file gave.
#[derive(Clone, Debug)]
pub struct Pruefergebnis {
    /// Name of the file, without its folder.
    pub datei: String,
    /// SHA-256 of the file, in hex; empty where it could not be read.
    pub sha256: String,
    /// Bookings or cases, if that is known.
    pub art: Option<Lieferart>,
    /// The quarter it is for, if that is clear.
    pub quartal: Option<Quartal>,
    /// The delivery; none where a finding refuses it.
    pub lieferung: Option<Lieferung>,
    /// The findings: errors first, then by their place.
    pub befunde: Vec<Befund>,
}

/// The rule of a code.
pub fn regel(code: &str) -> Option<&'static Regel> {
    REGELN.iter().find(|regel| regel.code == code)
}

/// The title of a rule for deliveries or for forms.
pub fn titel(code: &str) -> Option<&'static str> {
    regel(code).map(|regel| regel.titel).or_else(|| formular::regel(code).map(|regel| regel.titel))
}

/// Reads and checks a delivered file. Its bytes are read from the path where none are given.
///
/// Nothing that is wrong with the file is an error of the program: it is a finding.
pub fn pruefen(
    datei: &Path,
    bytes: Option<Vec<u8>>,
    layouts: &[Exportlayout],
    stammdaten: &Stammdaten,
    key: &AktenzeichenKey,
    oeffner: &Oeffner,
    quartal: Option<Quartal>,
) -> Pruefergebnis {
    let name = name_of(datei);
    let lesung = match bytes.map_or_else(|| oeffner.bytes_of(datei), Ok) {
        Ok(bytes) => read(&name, &bytes, layouts, stammdaten, key, oeffner),
        Err(hindernis) => Lesung { hindernis: Some(hindernis), ..Lesung::unread(&name, layouts) },
    };
    judge(lesung, stammdaten, quartal)
}

/// What is said of a file at which the check itself broke off.
pub fn broken_off(
    datei: &Path,
    sha256: String,
    layouts: &[Exportlayout],
    stammdaten: &Stammdaten,
    quartal: Option<Quartal>,
) -> Pruefergebnis {
    let hindernis = Some(Hindernis::Pruefungsabbruch);
    judge(Lesung { hindernis, sha256, ..Lesung::unread(&name_of(datei), layouts) }, stammdaten, quartal)
}

fn name_of(datei: &Path) -> String {
    datei.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn judge(lesung: Lesung<'_>, stammdaten: &Stammdaten, vorgabe: Option<Quartal>) -> Pruefergebnis {
    let kumulativ = lesung.layout.is_some_and(|layout| layout.zeitraum.kumulativ);
    let zeitraum = lesung.layout.and_then(|_| zeitangabe::agree(&lesung.zeitangaben, kumulativ, vorgabe));
    let gut = Pruefgut { lesung: &lesung, stammdaten, vorgabe, zeitraum };
    let mut befunde: Vec<Befund> = REGELN.iter().flat_map(|regel| (regel.pruefe)(&gut)).collect();
    einstufung::apply(&mut befunde, &stammdaten.einstellungen.befunde);
    sort(&mut befunde, &lesung);
    Pruefergebnis {
        datei: lesung.datei.clone(),
        sha256: lesung.sha256.clone(),
        art: lesung.art(),
        quartal: zeitraum.map(|zeitraum| zeitraum.quartal),
        lieferung: if refuses(&befunde) { None } else { lieferung::of(lesung, zeitraum) },
        befunde,
    }
}

/// Errors first; then by sheet, row, column and rule.
fn sort(befunde: &mut [Befund], lesung: &Lesung<'_>) {
    let place = |ort: &Ort| {
        let sheet = lesung.tabellen.iter().position(|tabelle| ort.blatt.as_deref().unwrap_or("") == tabelle.blatt);
        let cell = ort.zelle.as_deref().unwrap_or("");
        let letters: String = cell.chars().take_while(char::is_ascii_alphabetic).collect();
        let digits: String = cell.chars().skip(letters.len()).take_while(char::is_ascii_digit).collect();
        (sheet, digits.parse::<u32>().unwrap_or(0), letters.len(), letters)
    };
    befunde.sort_by_cached_key(|befund| {
        (
            std::cmp::Reverse(befund.schwere),
            befund.orte.first().map(place),
            befund.regel.clone(),
            befund.gelesen.clone(),
        )
    });
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn codes_and_names_are_unique_and_well_formed() {
        let codes: BTreeSet<_> = REGELN.iter().map(|regel| regel.code).collect();
        let names: BTreeSet<_> = REGELN.iter().map(|regel| regel.name).collect();
        assert_eq!((codes.len(), names.len()), (REGELN.len(), REGELN.len()));
        for regel in REGELN {
            let (family, number) = regel.code.split_at(1);
            assert!("DBKFZQ".contains(family) && number.len() == 3 && number.parse::<u32>().is_ok(), "{}", regel.code);
            assert!(regel.name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{}", regel.name);
            for text in [regel.titel, regel.geprueft, regel.grund, regel.grundlage, regel.beispiel, regel.abhilfe] {
                assert!(!text.is_empty(), "{}", regel.code);
            }
        }
    }

    #[test]
    fn a_file_that_is_not_there_is_a_finding() {
        let ergebnis = pruefen(
            Path::new("/nirgends/kosten_2026-Q1.csv"),
            None,
            &[],
            testhilfe::stammdaten(),
            &AktenzeichenKey::from_bytes([1; 32]),
            &Oeffner::im_programm(),
            None,
        );
        assert_eq!(ergebnis.befunde.iter().map(testhilfe::code).collect::<Vec<_>>(), ["D001"]);
        assert!(ergebnis.lieferung.is_none());
    }
}
