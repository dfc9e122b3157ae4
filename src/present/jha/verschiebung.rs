//! Chapter 4: how Hilfen shift between the Hilfegruppen, in the Kreis, in every Raum, by Hilfeart.

use rust_decimal::Decimal;

use super::bau::{Abschnitt, Bericht, Kapitelbau, beide, zahl_in, zelle};
use super::bewegung::{Bewegung, bewegungen, in_raeumen};
use super::faelle::{vergleichsquartale, zeichen};
use super::hilfearten::hilfearten;
use super::kontext::{Kontext, Vergleichsquartal, bestand, gruppe_wort, hilfen_wort, im_quartal, kurz};
use crate::domain::zelle::Messgroesse::{Beendet, Begonnen};
use crate::domain::zelle::{Hilfe, Ort, ZellId};
use crate::domain::{Angabe, Quartal};
use crate::present::kernsaetze::{Richtung, Satz, Zeile};
use crate::present::probe::Proberegel;
use crate::present::schaubild::{Kachelart, Punkt, Reihendaten, Schaubild, anteil, kacheln, steigung, zehntel};
use crate::present::zahl;
use crate::present::zahlentabelle::{Bezug, Rang, Spaltenart, Tabellenbau, Zelle};

pub(super) fn kapitel(kontext: &Kontext<'_>, bericht: &mut Bericht) {
    let mut bau = Kapitelbau::new(bericht, Abschnitt::Verschiebung, "Verschiebungen zwischen den Hilfegruppen");
    let gruppen: Vec<String> = kontext.gruppen().iter().map(|gruppe| gruppe_wort(gruppe)).collect();
    bau.zusatz(gruppen.join(", "));
    let (true, Some(pole)) = (kontext.sicht().has_faelle(kontext.quartal()), kontext.pole()) else {
        bau.absatz(Satz::new().text("Dazu fehlen Fallzahlen."));
        return bau.finish();
    };
    let bewegungen = bewegungen(kontext);
    if let Some(with) = kontext.vergleich() {
        bau.aussage(aussage(kontext, &bewegungen, pole.1));
        let satz = ueberblick(kontext, bau.bericht(), pole, with);
        bau.absatz(satz);
        let von_bis = format!("{} bis {}", zahl::quartal(with.quartal), zahl::quartal(kontext.quartal()));
        let titel = format!("Anteile der Hilfegruppen am Bestand, {}, {von_bis}", kontext.kreis_wort());
        bau.abbildung(titel, kreisanteile(kontext, with));
        if !kontext.raeume().is_empty() {
            let titel = format!("Anteil {} an {} in Prozent, {von_bis}", genitiv(pole.0), beide_gruppen(pole));
            bau.abbildung(titel, raumanteile(kontext, pole, with));
            let titel = format!("Verschiebungen je {}, {von_bis}", kontext.raum_wort());
            bau.tabelle(titel, kontext.raum_wort(), |bau, bericht| {
                raumtabelle(kontext, bau, bericht, (&bewegungen, pole, with))
            });
        }
    } else {
        bau.absatz(Satz::new().text(
            "Verschiebungen zeigen sich erst im Vergleich mit einem früheren Quartal; ein vergleichbares liegt noch nicht \
             vor.",
        ));
    }
    let titel = format!("Begonnene und beendete Hilfen je Quartal, {}", kontext.kreis_wort());
    bau.tabelle(titel, "Quartal", |bau, _| zugaenge(kontext, bau));
    let titel = format!("Hilfen im Bestand nach Hilfeart, {}", kontext.kreis_wort());
    bau.tabelle(titel, "Hilfeart", |bau, _| artentabelle(kontext, bau));
    bau.finish();
}

/// `ambulanter Hilfen`
fn genitiv(gruppe: &str) -> String {
    hilfen_wort(gruppe).replacen("e Hilfen", "er Hilfen", 1)
}

/// `ambulanten und stationären Hilfen`
fn beide_gruppen(pole: (&str, &str)) -> String {
    let [first, last] = [pole.0, pole.1].map(hilfen_wort);
    match (first.strip_suffix("e Hilfen"), last.strip_suffix("e Hilfen")) {
        (Some(first), Some(last)) => format!("{first}en und {last}en Hilfen"),
        _ => format!("{first} und {last}"),
    }
}

/// In how many Räume there are fewer and more of the last group, as far as the public may know.
fn aussage(kontext: &Kontext<'_>, bewegungen: &[Bewegung], gruppe: &str) -> Zeile {
    let of_group = || bewegungen.iter().filter(|b| b.gruppe == gruppe);
    let count = |richtung| of_group().filter(|b| b.richtung == richtung).count();
    let some_secret = of_group().count() < kontext.raeume().len();
    let least = if some_secret { "mindestens " } else { "" };
    let hilfen = hilfen_wort(gruppe);
    let raeume = |count| in_raeumen(kontext, count).replacen("in ", &format!("in {least}"), 1);
    let text = match (count(Richtung::Weniger), count(Richtung::Mehr)) {
        (0, 0) if some_secret => format!("Verschiebungen je {}, soweit ausgewiesen", kontext.raum_wort()),
        (0, 0) => format!("In keinem {} haben sich {hilfen} deutlich verändert", kontext.raum_wort()),
        (weniger, 0) => format!("Weniger {hilfen} {}", raeume(weniger)),
        (0, mehr) => format!("Mehr {hilfen} {}", raeume(mehr)),
        (weniger, mehr) => {
            let mehr = if mehr == 1 { "einem".to_owned() } else { zahl::zahlwort(mehr) };
            format!("{} weniger {hilfen}, in {least}{mehr} mehr", super::kontext::gross(&raeume(weniger)))
        }
    };
    Zeile::new().text(&text)
}

fn share(kontext: &Kontext<'_>, teil: &ZellId, ganzes: &[ZellId]) -> Angabe<Option<Decimal>> {
    let whole = ganzes.iter().map(|id| kontext.zahl(id)).reduce(|a, b| a.zip(b).map(|(a, b)| a + b));
    let whole = whole.unwrap_or(Angabe::Fehlt);
    kontext.zahl(teil).zip(whole).map(|(part, whole)| Decimal::from(part).checked_div(Decimal::from(whole)))
}

fn share_point(share: Angabe<Option<Decimal>>) -> Punkt {
    match share {
        Angabe::Wert(Some(share)) => Punkt::Wert(share),
        Angabe::Gesperrt => Punkt::Gesperrt,
        Angabe::Wert(None) | Angabe::Fehlt => Punkt::Fehlt,
    }
}

fn ueberblick(kontext: &Kontext<'_>, bericht: &Bericht, pole: (&str, &str), with: Vergleichsquartal) -> Satz {
    let share_of = |quartal: Quartal, gruppe: &str| {
        let kreis = Ort::kreis();
        let teil = bestand(quartal, &kreis, &Hilfe::gruppe(gruppe));
        let ganzes = bestand(quartal, &kreis, &Hilfe::alle());
        let share = share(kontext, &teil, std::slice::from_ref(&ganzes)).wert()??;
        let text = format!("{}{}%", zahl::zahl(share * Decimal::ONE_HUNDRED, 1), zahl::NARROW);
        Some((text, bericht.anteil(&teil, &[ganzes])))
    };
    let known = |gruppe| Some((gruppe, share_of(kontext.quartal(), gruppe)?, share_of(with.quartal, gruppe)?));
    let mut satz = Satz::new();
    for (place, (gruppe, neu, alt)) in [pole.0, pole.1].into_iter().filter_map(known).enumerate() {
        satz = match place {
            0 => satz.text(format!("{} machen {} ", super::kontext::gross(&kontext.im_kreis()), hilfen_wort(gruppe))),
            _ => satz.text(format!(", {} ", hilfen_wort(gruppe))),
        };
        satz = zahl_in(satz, neu.0, neu.1).text(if place == 0 { " des Bestands aus (" } else { " (" });
        satz = zahl_in(satz.text(format!("{} ", with.damals)), alt.0, alt.1).text(")");
    }
    if !satz.plain().is_empty() {
        satz = satz.text(". ");
    }
    satz.text(
        "Ein gleich bleibender Gesamtanteil sagt nicht, ob sich etwas verschiebt: Räume können sich gegenläufig bewegen, \
         und innerhalb einer Gruppe können Hilfearten einander ablösen. Beides zeigen die folgenden Abbildungen und \
         Tabellen. Wechsel einzelner junger Menschen von einer Hilfe in die andere weisen die Lieferungen nicht aus; \
         gezeigt sind die Bestände und ihre Zu- und Abgänge.",
    )
}

/// Quarters from the compared one on.
fn seit(kontext: &Kontext<'_>, with: Vergleichsquartal) -> Vec<Quartal> {
    kontext.quartale().into_iter().filter(|quartal| *quartal >= with.quartal).collect()
}

fn kreisanteile(kontext: &Kontext<'_>, with: Vergleichsquartal) -> Schaubild {
    let quartale = seit(kontext, with);
    let gegenstand = format!("Anteile der Hilfegruppen am Bestand, {}", kontext.kreis_wort());
    let mut daten = Reihendaten::new(&gegenstand, "", anteil, kontext.achse(&quartale));
    for gruppe in kontext.gruppen() {
        let id = |quartal: Quartal, hilfe| bestand(quartal, &Ort::kreis(), &hilfe);
        let teile = quartale.iter().map(|quartal| (id(*quartal, Hilfe::gruppe(gruppe)), id(*quartal, Hilfe::alle())));
        let (punkte, regeln): (Vec<_>, Vec<_>) = teile
            .map(|(teil, ganzes)| {
                let ganzes = vec![ganzes];
                (share_point(share(kontext, &teil, &ganzes)), Some(Proberegel::anteil(teil, ganzes)))
            })
            .unzip();
        daten = daten.reihe(&gruppe_wort(gruppe), kontext.stil(gruppe), punkte).regeln(regeln);
    }
    steigung(daten, 140, 38).with_hinweis("Dazwischen die übrigen Quartale; Achse ab null.")
}

fn raumanteile(kontext: &Kontext<'_>, pole: (&str, &str), with: Vergleichsquartal) -> Schaubild {
    let quartale = seit(kontext, with);
    let gegenstand = format!("Anteil {} an {} in Prozent", genitiv(pole.0), beide_gruppen(pole));
    let leer = Reihendaten::new(&gegenstand, "", zehntel, kontext.achse(&quartale));
    let tiles = kontext.raeume().into_iter().map(|raum| {
        let (punkte, regeln): (Vec<_>, Vec<_>) = quartale
            .iter()
            .map(|quartal| {
                let id = |gruppe: &str| bestand(*quartal, &raum.ort, &Hilfe::gruppe(gruppe));
                let ganzes = vec![id(pole.0), id(pole.1)];
                let share = share(kontext, &ganzes[0], &ganzes);
                let punkt = share_point(share.map(|share| share.map(|share| share * Decimal::ONE_HUNDRED)));
                (punkt, Some(Proberegel::anteil(id(pole.0), ganzes)))
            })
            .unzip();
        let name = format!("Anteil {}", gruppe_wort(pole.0));
        (raum.name, leer.clone().reihe(&name, kontext.stil(pole.0), punkte).regeln(regeln))
    });
    kacheln(&leer, tiles.collect(), Kachelart::Steigung, 4, 22)
        .with_hinweis("Gleicher Maßstab in allen Bildern, Achse ab null; dazwischen die übrigen Quartale.")
}

/// What moved in each Raum, in words and as shares.
fn raumtabelle(
    kontext: &Kontext<'_>,
    bau: Tabellenbau,
    bericht: &Bericht,
    (bewegungen, pole, with): (&[Bewegung], (&str, &str), Vergleichsquartal),
) -> Tabellenbau {
    let anteil_kopf = format!("Anteil {} %", gruppe_wort(pole.0));
    let mut bau = bau
        .with_spalte(gruppe_wort(pole.0), Some("Einordnung"), Spaltenart::Text)
        .with_spalte(gruppe_wort(pole.1), Some("Einordnung"), Spaltenart::Text)
        .with_spalte(kurz(with.quartal), Some(&anteil_kopf), Spaltenart::Zahl)
        .with_spalte(kurz(kontext.quartal()), Some(&anteil_kopf), Spaltenart::Zahl);
    for raum in kontext.raeume() {
        let wort = |gruppe: &str| {
            let found = bewegungen.iter().find(|b| b.name == raum.name && b.gruppe == gruppe);
            Zelle::text(found.map_or(zahl::GESPERRT, |b| b.richtung.wort()))
        };
        let mut zellen = vec![wort(pole.0), wort(pole.1)];
        for quartal in [with.quartal, kontext.quartal()] {
            let id = |gruppe: &str| bestand(quartal, &raum.ort, &Hilfe::gruppe(gruppe));
            let ganzes = [id(pole.0), id(pole.1)];
            let text = zahl::angabe(share(kontext, &ganzes[0], &ganzes), |share| match share {
                Some(share) => zahl::zahl(share * Decimal::ONE_HUNDRED, 1),
                None => zahl::SINNLOS.to_owned(),
            });
            zellen.push(zelle(text, bericht.anteil(&ganzes[0], &ganzes)));
        }
        bau.push(Rang::Einzeln, raum.name, zellen);
    }
    bau.note(format!(
        "Einordnung: Benannt wird eine Veränderung ab {} und {} Hilfen, sonst „nahezu unverändert“. Anteil an \
         {}; die Anzahlen stehen in {}.",
        kontext.ab_prozent(),
        kontext.ab_faellen(),
        beide_gruppen(pole),
        Abschnitt::Faelle.verweis(),
    ));
    zeichen(&mut bau);
    bau
}

/// Begonnen and beendet of the groups in the latest quarters.
fn zugaenge(kontext: &Kontext<'_>, mut bau: Tabellenbau) -> Tabellenbau {
    let lines: Vec<_> = kontext
        .pole()
        .into_iter()
        .flat_map(|pole| [pole.0, pole.1])
        .map(|gruppe| (gruppe_wort(gruppe), Hilfe::gruppe(gruppe)))
        .collect();
    for (name, _) in &lines {
        for kopf in ["begonnen", "beendet", "Saldo"] {
            bau = bau.with_spalte(kopf, Some(name), Spaltenart::Zahl);
        }
    }
    for quartal in Kontext::spalten(&kontext.quartale()) {
        let mut zellen = Vec::new();
        for (_, hilfe) in &lines {
            let start = zellen.len();
            let ids = [Begonnen, Beendet].map(|groesse| im_quartal(groesse, *quartal, &Ort::kreis(), hilfe));
            let [begonnen, beendet] = [&ids[0], &ids[1]].map(|id| kontext.zahl(id));
            let [begonnen_id, beendet_id] = ids;
            let saldo = begonnen.zip(beendet).map(|(mehr, weniger)| mehr - weniger);
            zellen.push(Zelle::anzahl(begonnen, begonnen_id));
            zellen.push(Zelle::anzahl(beendet, beendet_id));
            zellen.push(Zelle::aenderung(saldo, Bezug::Spalte(start), Bezug::Spalte(start + 1)));
        }
        bau.push(Rang::Einzeln, kurz(*quartal), zellen);
    }
    bau.note("Saldo = begonnen − beendet; um ihn verändert sich der Bestand des Quartals.");
    zeichen(&mut bau);
    bau
}

/// Hilfearten with the compared quarters.
fn artentabelle(kontext: &Kontext<'_>, mut bau: Tabellenbau) -> Tabellenbau {
    let quartale = vergleichsquartale(kontext);
    let count = quartale.len();
    bau = bau.with_spalte("Einheit", None, Spaltenart::Kurz);
    for quartal in &quartale {
        bau = bau.with_spalte(kurz(*quartal), Some("Bestand"), Spaltenart::Zahl);
    }
    let place = |quartal: Option<Quartal>| {
        let quartal = quartal.filter(|quartal| !kontext.is_bruch_between(*quartal, kontext.quartal()))?;
        quartale.iter().position(|column| *column == quartal)
    };
    let against = [(place(kontext.vorquartal()), "VQ"), (place(kontext.vorjahr()), "VJ")];
    let against: Vec<_> = against.into_iter().filter_map(|(place, kopf)| Some((place?, kopf))).collect();
    for (_, kopf) in &against {
        bau = bau.with_spalte(*kopf, Some("ggü."), Spaltenart::Zahl);
    }
    hilfearten(kontext, &mut bau, 1..=count, None, |line| {
        let ids: Vec<_> = quartale.iter().map(|quartal| bestand(*quartal, &Ort::kreis(), &line.hilfe)).collect();
        let werte: Vec<_> = ids.iter().map(|id| kontext.zahl(id)).collect();
        let mut zellen = vec![Zelle::text(&line.einheit)];
        zellen.extend(ids.iter().zip(&werte).map(|(id, wert)| Zelle::anzahl(*wert, id.clone())));
        for (place, _) in &against {
            let both = beide(werte[count - 1], werte[*place]);
            let change = match both {
                Some((neu, alt)) => Angabe::Wert(neu - alt),
                None => werte[count - 1].zip(werte[*place]).map(|_| 0),
            };
            zellen.push(Zelle::aenderung(change, Bezug::Spalte(count), Bezug::Spalte(place + 1)));
        }
        zellen
    });
    bau.note(
        "j. M. = junge Menschen, Fam. = Familien. VQ = gegenüber dem Vorquartal, VJ = gegenüber dem Vorjahresquartal.",
    );
    zeichen(&mut bau);
    bau
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_of_something_secret_is_secret() {
        assert_eq!(share_point(Angabe::Gesperrt), Punkt::Gesperrt);
        assert_eq!(share_point(Angabe::Wert(None)), Punkt::Fehlt);

        assert_eq!(genitiv("ambulant"), "ambulanter Hilfen");
        assert_eq!(beide_gruppen(("ambulant", "stationaer")), "ambulanten und stationären Hilfen");
    }
}
