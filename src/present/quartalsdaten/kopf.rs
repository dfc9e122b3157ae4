//! The head of page 1: kicker, headline, readers, four key figures.

use serde::Serialize;

use super::Kostenabschnitt;
use super::bilder::{ambulant_stationaer, paar, verhaeltnis_wert};
use super::faelle::Fallorte;
use super::kontext::{Basis, Kontext, Vergleich, prozent};
use super::kosten::saldo_of_quarter;
use crate::domain::veraenderung::Veraenderung;
use crate::domain::zelle::{Hilfe, Messgroesse, Zeitbezug};
use crate::domain::{Angabe, Quartal};
use crate::present::hilfen::{self, Gruppe};
use crate::present::kernsaetze::{Kennzahlkachel, Zeile};
use crate::present::korrektur::{Fassung, fassung};
use crate::present::probe::{Probe, Proberegel};
use crate::present::rahmen::Rahmen;
use crate::present::zahl;

/// Headlines longer than this are set smaller, so that they keep to two lines.
const LANGE_SCHLAGZEILE: usize = 88;

/// Kicker and headline.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Kopf {
    thema: String,
    stand: String,
    pub titel: String,
    lang: bool,
    luecken: Vec<String>,
    fassung: Option<Fassung>,
}

/// What the document is about: `Quartalsdaten Sozialraum Achim`.
pub(super) fn thema(kontext: &Kontext<'_>) -> String {
    format!("Quartalsdaten {} {}", kontext.stammdaten.einstellungen.amt.begriff_raum, kontext.name())
}

/// Head, foot and properties of the PDF.
pub(super) fn rahmen(kontext: &Kontext<'_>, anhang: &str) -> Rahmen {
    let quartal = zahl::quartal(kontext.quartal());
    let stand = zahl::tag(kontext.stichtag());
    Rahmen::new(
        &kontext.stammdaten.einstellungen,
        kontext.heute,
        format!("{}, {quartal}", thema(kontext)),
        format!("Quartalsdaten {} · {quartal}", kontext.name()),
        format!("Stand {stand} · Fachkreis: nicht zur Veröffentlichung"),
    )
    .with_anhang(
        anhang.to_owned(),
        "Alle Zahlen dieser Quartalsdaten: Fälle, Kosten, Reihen, Beträge als Dezimaltexte; gesperrte Werte als Punkt"
            .to_owned(),
    )
}

/// Who may read it.
pub(super) fn leser(kontext: &Kontext<'_>) -> String {
    format!(
        "Fachkreis: für das {}team {}. Zahlen unter {} und alles, woraus sie sich errechnen ließen, sind gesperrt („.“). \
         Nicht zur Veröffentlichung bestimmt.",
        kontext.stammdaten.einstellungen.amt.begriff_raum,
        kontext.name(),
        kontext.stammdaten.einstellungen.regeln.kleine_zellen.intern
    )
}

/// Kicker and headline.
pub(super) fn kopf(kontext: &Kontext<'_>, orte: &Fallorte, kosten: &Kostenabschnitt) -> (Kopf, Vec<Probe>) {
    let (titel, proben) = schlagzeile(kontext, orte, kosten).build("/kopf/titel", "Schlagzeile");
    let quartal = kontext.quartal();
    let mut luecken: Vec<String> = Vec::new();
    for of in [quartal, kontext.vorquartal(), kontext.vorjahr()] {
        for luecke in kontext.sicht.luecken(of) {
            if !luecken.contains(luecke) {
                luecken.push(luecke.clone());
            }
        }
    }
    let kopf = Kopf {
        thema: thema(kontext),
        stand: format!("Stand {}, {}", zahl::tag(kontext.stichtag()), zahl::quartal(quartal)),
        lang: titel.chars().count() > LANGE_SCHLAGZEILE,
        titel,
        luecken,
        fassung: ersetzt(kontext),
    };
    (kopf, proben)
}

/// That it replaces another version. Which numbers of cases and costs changed is not said: the earlier ones were given
/// out under another protection.
fn ersetzt(kontext: &Kontext<'_>) -> Option<Fassung> {
    let ist = kontext.gwa().and_then(|(_, key)| key);
    let mut fassung = fassung(kontext.auswertung, "€", |id| Some(id) == ist.as_deref(), |_| String::new())?;
    fassung.rest = "Zahlen zu Fällen und Kosten können von der vorigen Fassung abweichen; es gelten diese.".to_owned();
    Some(fassung)
}

/// Who: what, with the one figure that matters.
fn schlagzeile(kontext: &Kontext<'_>, orte: &Fallorte, kosten: &Kostenabschnitt) -> Zeile {
    let who = Zeile::new().text(&format!("{}: ", kontext.name()));
    let basis = kontext.basis();
    let alle = kontext.vergleich(&Hilfe::alle()).wert();
    let gruppen: Vec<(Gruppe, Vergleich)> = hilfen::gruppen(kontext.stammdaten)
        .into_iter()
        .filter_map(|gruppe| kontext.vergleich(&gruppe.hilfe).wert().map(|vergleich| (gruppe, vergleich)))
        .collect();
    if let Some(basis) = basis
        && let Some(zeile) = moved_groups(kontext, orte, &who, &gruppen, basis)
    {
        return zeile;
    }
    if let (Some(basis), Some(alle)) = (basis, &alle) {
        if alle.alt == 0 && alle.neu == 0 {
            return who.text("keine Hilfen im Bestand");
        }
        if alle.art != Veraenderung::NahezuUnveraendert {
            let regel = difference(orte, &Hilfe::alle(), kontext.quartal(), basis.quartal, alle.aenderung().signum());
            let zeile = number(who, &zahl::anzahl(alle.aenderung().abs()), regel);
            return zeile.text(&format!(" Hilfen {} als {}", wort(alle.art), basis.wort));
        }
    }
    if let Some(zeile) = moved_costs(kontext, kosten, &who) {
        return zeile;
    }
    let zelle = |id: &crate::domain::zelle::ZellId| Some(Proberegel::Zelle(id.clone()));
    if let (Some(basis), Some(alle)) = (basis, &alle) {
        let zeile = number(who, &zahl::anzahl(alle.neu), zelle(&alle.neu_id));
        return zeile.text(&format!(" Hilfen, nahezu unverändert gegenüber dem {}", gegenueber(basis)));
    }
    if let Angabe::Wert(bestand) = kontext.bestand(kontext.quartal(), &Hilfe::alle()) {
        if bestand == 0 {
            return who.text("keine Hilfen im Bestand");
        }
        let id = kontext.id(Messgroesse::Bestand, Zeitbezug::Quartal(kontext.quartal()), &Hilfe::alle());
        let zeile = number(who, &zahl::anzahl(bestand), zelle(&id));
        return zeile.text(&format!(" Hilfen am {}", zahl::tag(kontext.stichtag())));
    }
    if let (Some(basis), Some((gruppe, vergleich))) = (basis, gruppen.iter().find(|(_, vergleich)| vergleich.neu > 0)) {
        let zeile = number(who, &zahl::anzahl(vergleich.neu), zelle(&vergleich.neu_id));
        let rest = format!(" {}, nahezu unverändert gegenüber dem {}", gruppe.hilfen(), gegenueber(basis));
        return zeile.text(&rest);
    }
    if !kontext.sicht.has_faelle(kontext.quartal()) {
        return who.text("Kosten der Hilfen ohne Fallzahlen");
    }
    who.text("Die Zahl der Hilfen ist zum Schutz Einzelner gesperrt")
}

/// The one or two groups that moved most: `23 ambulante Hilfen mehr, 15 stationäre weniger als vor einem Jahr`.
fn moved_groups(
    kontext: &Kontext<'_>,
    orte: &Fallorte,
    who: &Zeile,
    gruppen: &[(Gruppe, Vergleich)],
    basis: Basis,
) -> Option<Zeile> {
    let mut moved: Vec<_> = gruppen.iter().filter(|(_, v)| v.art != Veraenderung::NahezuUnveraendert).collect();
    moved.sort_by_key(|(_, vergleich)| std::cmp::Reverse(vergleich.aenderung().abs()));
    let put = |zeile: Zeile, (gruppe, vergleich): &(Gruppe, Vergleich), name: &str| {
        let change = vergleich.aenderung();
        let regel = difference(orte, &gruppe.hilfe, kontext.quartal(), basis.quartal, change.signum());
        number(zeile, &zahl::anzahl(change.abs()), regel).text(&format!(" {name}"))
    };
    let zeile = match moved.as_slice() {
        [] => return None,
        [one] => put(who.clone(), one, &one.0.hilfen()).text(&format!(" {}", wort(one.1.art))),
        // The noun is said once, where both have it.
        [one, two, ..] => match (one.0.adjektiv(), two.0.adjektiv()) {
            (Some(first), Some(second)) if one.1.art == two.1.art => {
                let zeile = put(who.clone(), one, &first).text(" und ");
                put(zeile, two, &second).text(&format!(" Hilfen {}", wort(one.1.art)))
            }
            (_, second) => {
                let zeile = put(who.clone(), one, &one.0.hilfen()).text(&format!(" {}, ", wort(one.1.art)));
                let name = second.unwrap_or_else(|| two.0.hilfen());
                put(zeile, two, &name).text(&format!(" {}", wort(two.1.art)))
            }
        },
    };
    Some(zeile.text(&format!(" als {}", basis.wort)))
}

/// `Der Zuschussbedarf ist um 12,3 % höher als vor einem Jahr`.
fn moved_costs(kontext: &Kontext<'_>, kosten: &Kostenabschnitt, who: &Zeile) -> Option<Zeile> {
    let basis = kontext.basis_kosten()?;
    let vergleich = kontext.vergleich_kosten(&Hilfe::alle()).wert()?;
    let percent = prozent(vergleich.alt, vergleich.neu)?;
    let word = match vergleich.art {
        Veraenderung::NahezuUnveraendert => return None,
        Veraenderung::Mehr => "höher",
        Veraenderung::Weniger => "niedriger",
    };
    let neu = saldo_of_quarter(kosten, kontext.quartal());
    let alt = saldo_of_quarter(kosten, basis.quartal);
    let sign = vergleich.aenderung().signum();
    let regel = neu.zip(alt).map(|(neu, alt)| Proberegel::Quotient {
        zaehler: vec![(sign, neu), (-sign, alt.clone())],
        nenner: vec![(1, alt)],
        mal: 100,
    });
    let zeile = who.clone().text("Der Zuschussbedarf ist um ");
    let zeile = number(zeile, &format!("{}{}%", zahl::zahl(percent.abs(), 1), zahl::NARROW), regel);
    Some(zeile.text(&format!(" {word} als {}", basis.wort)))
}

const fn wort(art: Veraenderung) -> &'static str {
    if matches!(art, Veraenderung::Weniger) { "weniger" } else { "mehr" }
}

fn gegenueber(basis: Basis) -> &'static str {
    if basis.wort == "im Vorquartal" { "Vorquartal" } else { "Vorjahr" }
}

fn number(zeile: Zeile, text: &str, regel: Option<Proberegel>) -> Zeile {
    match regel {
        Some(regel) => zeile.zahl(text, regel),
        None => zeile.text(text),
    }
}

fn difference(orte: &Fallorte, hilfe: &Hilfe, neu: Quartal, alt: Quartal, sign: i64) -> Option<Proberegel> {
    let parts = vec![(sign, orte.bestand(hilfe, neu)?), (-sign, orte.bestand(hilfe, alt)?)];
    Some(Proberegel::Summe(parts))
}

/// Up to four key figures.
pub(super) fn kacheln(kontext: &Kontext<'_>, orte: &Fallorte) -> (Vec<Kennzahlkachel>, Vec<Probe>) {
    let mut kacheln = Vec::new();
    let mut proben = Vec::new();
    let mut add = |name: String, wert: Zeile, detail: Zeile| {
        let (kachel, more) = Kennzahlkachel::new(name, wert, detail, &format!("/kennzahlen/{}", kacheln.len()));
        kacheln.push(kachel);
        proben.extend(more);
    };
    let (name, wert, detail) = bestand(kontext);
    add(name, wert, detail);
    let (wert, detail) = bewegung(kontext);
    add("begonnen / beendet".to_owned(), wert, detail);
    let (name, wert, detail) = geld(kontext);
    add(name, wert, detail);
    if let Some((wert, detail)) = verhaeltnis(kontext, orte) {
        add("ambulant : stationär".to_owned(), wert, detail);
    }
    (kacheln, proben)
}

/// All Hilfen; where their number is secret, those of the first group that may be shown.
fn bestand(kontext: &Kontext<'_>) -> (String, Zeile, Zeile) {
    let quartal = kontext.quartal();
    let mut lines = vec![("Hilfen".to_owned(), Hilfe::alle())];
    lines.extend(hilfen::gruppen(kontext.stammdaten).into_iter().map(|gruppe| (gruppe.hilfen(), gruppe.hilfe)));
    let shown =
        |(_, hilfe): &&(String, Hilfe)| matches!(kontext.bestand(quartal, hilfe), Angabe::Wert(wert) if wert > 0);
    let Some((name, hilfe)) = lines.iter().find(shown).or(lines.first()) else {
        return (String::new(), Zeile::new(), Zeile::new());
    };
    let cell = |of: Quartal| {
        let id = kontext.id(Messgroesse::Bestand, Zeitbezug::Quartal(of), hilfe);
        (zahl::angabe(kontext.bestand(of, hilfe), zahl::anzahl_tabelle), Proberegel::Zelle(id))
    };
    let put = |zeile: Zeile, of| {
        let (text, regel) = cell(of);
        zeile.zahl(&text, regel)
    };
    let detail = put(Zeile::new().text("Vorquartal "), kontext.vorquartal());
    let detail = put(detail.text(", Vorjahr "), kontext.vorjahr());
    let stand = zahl::tag(kontext.stichtag());
    let tag = stand.get(..6).unwrap_or(&stand);
    let mut name: String = name.clone();
    if let Some(first) = name.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    (format!("{name} im Bestand am {tag}"), put(Zeile::new(), quartal), detail)
}

fn bewegung(kontext: &Kontext<'_>) -> (Zeile, Zeile) {
    let quartal = kontext.quartal();
    let of = |groesse| kontext.anzahl(groesse, quartal, &Hilfe::alle());
    let (begonnen, beendet) = (of(Messgroesse::Begonnen), of(Messgroesse::Beendet));
    let regel = |groesse| Proberegel::Zelle(kontext.id(groesse, Zeitbezug::Quartal(quartal), &Hilfe::alle()));
    let wert = Zeile::new()
        .zahl(&zahl::angabe(begonnen, zahl::anzahl_tabelle), regel(Messgroesse::Begonnen))
        .text(" / ")
        .zahl(&zahl::angabe(beendet, zahl::anzahl_tabelle), regel(Messgroesse::Beendet));
    let Angabe::Wert((begonnen, beendet)) = begonnen.zip(beendet) else {
        return (wert, Zeile::new().text("im Quartal"));
    };
    if begonnen == 0 || beendet == 0 || begonnen == beendet {
        return (wert, Zeile::new().text("im Quartal"));
    }
    // Both stand in one text: the first and the second number of it.
    let stelle = |nummer| crate::present::probe::Stelle::number("/kennzahlen/1/wert", nummer);
    let sign = (begonnen - beendet).signum();
    let regel = Proberegel::Summe(vec![(sign, stelle(0)), (-sign, stelle(1))]);
    let rest = if sign > 0 { " mehr begonnen als beendet" } else { " mehr beendet als begonnen" };
    (wert, Zeile::new().zahl(&zahl::anzahl((begonnen - beendet).abs()), regel).text(rest))
}

/// The costs of the quarter; where they are secret or not delivered, what the Gemeinwesenarbeit has spent.
fn geld(kontext: &Kontext<'_>) -> (String, Zeile, Zeile) {
    let quartal = kontext.quartal();
    let saldo = |of| kontext.betrag(Messgroesse::Zuschussbedarf, Zeitbezug::Quartal(of), &Hilfe::alle());
    let regel = |of| Proberegel::Zelle(kontext.id(Messgroesse::Zuschussbedarf, Zeitbezug::Quartal(of), &Hilfe::alle()));
    if let (Angabe::Gesperrt | Angabe::Fehlt, Some((ist, key))) = (saldo(quartal), kontext.gwa()) {
        let text = zahl::euro(ist);
        let wert = number(Zeile::new(), &text, key.map(Proberegel::Kennzahl));
        let vorjahr = kontext.gwa_vorjahr().map_or_else(|| zahl::UNBEKANNT.to_owned(), zahl::euro);
        let name = format!("Ist {} {}", kontext.stammdaten.woerter().arbeit_kurz, quartal.jahr());
        return (name, wert, Zeile::new().text(&format!("Vorjahr {vorjahr}")));
    }
    let vorjahr = kontext.vorjahr();
    let wert = Zeile::new().zahl(&zahl::angabe(saldo(quartal), zahl::euro), regel(quartal));
    let detail = Zeile::new().text("Vorjahr ").zahl(&zahl::angabe(saldo(vorjahr), zahl::euro), regel(vorjahr));
    ("Zuschussbedarf im Quartal".to_owned(), wert, detail)
}

/// None where the office has no such groups.
fn verhaeltnis(kontext: &Kontext<'_>, orte: &Fallorte) -> Option<(Zeile, Zeile)> {
    let [ambulant, stationaer] = paar(kontext)?;
    let put = |zeile: Zeile, of: Quartal| -> Option<Zeile> {
        let text = verhaeltnis_wert(ambulant_stationaer(kontext, of)?);
        let parts = orte.bestand(&ambulant.hilfe, of).zip(orte.bestand(&stationaer.hilfe, of));
        let regel = parts.map(|(ambulant, stationaer)| Proberegel::Quotient {
            zaehler: vec![(1, ambulant)],
            nenner: vec![(1, stationaer)],
            mal: 1,
        });
        let is_number = zahl::is_number(&text);
        let zeile = number(zeile, &text, regel);
        Some(if is_number { zeile.text(" : 1") } else { zeile })
    };
    let detail = put(Zeile::new().text("Vorjahr "), kontext.vorjahr())?;
    Some((put(Zeile::new(), kontext.quartal())?, detail))
}
