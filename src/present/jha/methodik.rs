//! Chapter 9: terms, breaks, what was suppressed and why, signs, sources. Built last: it counts what was printed.

use super::bau::{Abschnitt, Bericht, Eintrag, Kapitelbau};
use super::budget;
use super::kontext::{Kontext, aufzaehlung};
use crate::domain::Angabe;
use crate::domain::amt::Nullen;
use crate::domain::formeln::{days_elapsed, days_of_year};
use crate::domain::raum::Ebene;
use crate::domain::zelle::{Messgroesse, ZellId};
use crate::present::kernsaetze::Satz;
use crate::present::quellen::Lieferung;
use crate::present::zahl;
use crate::present::zahlentabelle::{Bezug, Rang, Spaltenart, Tabellenbau, Zelle};

pub(super) fn kapitel(kontext: &Kontext<'_>, bericht: &mut Bericht) {
    let mut bau = Kapitelbau::new(bericht, Abschnitt::Methodik, "Begriffe, Rechenweise, Geheimhaltung, Quellen");
    bau.zwischentitel("Begriffe");
    bau.begriffe(begriffe(kontext));
    bau.zwischentitel("Brüche in der Reihe");
    brueche(kontext, &mut bau);
    bau.zwischentitel("Was gesperrt ist und warum");
    geheimhaltung(kontext, &mut bau);
    bau.zwischentitel("Zeichen, Rundung, Prüfung");
    bau.absatz(Satz::new().text(
        "„–“ genau null, „.“ gesperrt oder ohne Angabe, „…“ noch nicht bekannt oder nicht geliefert, „x“ nicht sinnvoll, \
         „s“ geschätzt. Beträge sind auf den Cent genau; Prozente und Raten sind einzeln gerundet, Teile ergeben deshalb \
         nicht immer 100. Jede gedruckte Summe, Differenz und Rate wird vor der Ausgabe aus den gedruckten Zahlen \
         nachgerechnet und mit einer zweiten Berechnung verglichen; bei einer Abweichung entsteht kein Bericht.",
    ));
    bau.zwischentitel("Quellen");
    quellen(kontext, &mut bau);
    bau.finish();
}

fn begriffe(kontext: &Kontext<'_>) -> Vec<Eintrag> {
    let einstellungen = &kontext.stammdaten.einstellungen;
    let regeln = &einstellungen.regeln;
    let (elapsed, whole) = (days_elapsed(kontext.stichtag()), days_of_year(kontext.stichtag()));
    let mut begriffe = vec![
        Eintrag::new(
            "Bestand",
            "Hilfen, die am Ende des Stichtags laufen: begonnen bis zum Stichtag und nicht bis zum Stichtag beendet. Eine \
             Hilfe, die am Stichtag endet, zählt als beendet.",
        ),
        Eintrag::new("begonnen, beendet", "Beginn oder Ende liegt im Zeitraum."),
        Eintrag::new(
            "Inanspruchnahme",
            "Bestand am Ende + im Zeitraum beendete Hilfen: alle Hilfen, die es im Zeitraum gab.",
        ),
        Eintrag::new("Monatsdurchschnitt", "Mittel der Bestände an den drei Monatsenden des Quartals."),
        Eintrag::new(
            "Hilfedichte",
            format!(
                "Bestand je {} {}; bei einer Bezugsgröße unter {} nicht ausgewiesen.",
                kontext.je(),
                kontext.junge_wort(),
                regeln.hilfedichte.mindestbasis
            ),
        ),
        Eintrag::new(
            "Einheit",
            "Gezählt werden junge Menschen, bei § 31 Familien. Wer zwei Hilfen erhält, zählt zweimal."
                .replace("§ ", "§\u{a0}"),
        ),
        Eintrag::new(
            "Zuschussbedarf",
            format!(
                "Aufwand − Ertrag. Es zählt der Tag der Buchung; Storno mindert den Aufwand. Mittel {} sind nicht \
                 enthalten.",
                kontext.stammdaten.woerter().der_arbeit_kurz()
            ),
        ),
        Eintrag::new(
            "nahezu unverändert",
            format!(
                "Eine Veränderung unter {} oder unter {} Hilfen wird nicht als mehr oder weniger benannt.",
                kontext.ab_prozent(),
                kontext.ab_faellen()
            ),
        ),
    ];
    if !budget::arten(kontext).is_empty() {
        let percent = |limit: rust_decimal::Decimal| zahl::prozent_genau(limit * rust_decimal::Decimal::ONE_HUNDRED);
        let ampel = &regeln.ampel;
        begriffe.extend([
            Eintrag::new("verfügbar", "Ansatz + Nachtrag + Übertrag + Umschichtung des Haushaltsjahres."),
            Eintrag::new(
                "gebunden, frei",
                "Gebunden: bewilligt und noch nicht gebucht. Frei = verfügbar − Ist − gebunden; unter null ist mehr \
                 zugesagt als verfügbar.",
            ),
            Eintrag::new("Auslastung", "Ist / verfügbar."),
            Eintrag::new(
                "Hochrechnung",
                format!(
                    "Linear: Ist × {whole} / {elapsed} (Tage des Jahres / vergangene Tage). Nach Bindung: Ist + gebunden. \
                     Stand {}.",
                    zahl::tag(kontext.stichtag())
                ),
            ),
            Eintrag::new(
                "Ampel",
                format!(
                    "Gelb, wenn Ist + gebunden {} oder die lineare Hochrechnung mehr als {} des Budgets erreicht; rot über \
                     {} oder über {}.",
                    percent(ampel.gelb_ab_bindungsquote),
                    percent(ampel.gelb_ueber_hochrechnung),
                    percent(ampel.rot_ueber_bindungsquote),
                    percent(ampel.rot_ueber_hochrechnung)
                ),
            ),
        ]);
    }
    begriffe
}

fn brueche(kontext: &Kontext<'_>, bau: &mut Kapitelbau<'_>) {
    let brueche = &kontext.regeln().brueche;
    let first = kontext.quartale().first().copied().unwrap_or(kontext.quartal());
    if brueche.is_empty() {
        return bau.absatz(Satz::new().text(format!(
            "Für die Reihe seit dem {} ist kein Bruch vermerkt, also kein Wechsel der Fachsoftware, des Rechts oder der \
             Zählweise, der Quartale unvergleichbar macht.",
            zahl::quartal(first)
        )));
    }
    bau.absatz(Satz::new().text(
        "An einem Bruch ändert sich, was oder wie gezählt wird. Quartale davor und danach werden nicht verglichen; Linien \
         sind dort unterbrochen.",
    ));
    let saetze = brueche.iter().map(|bruch| {
        Satz::new().stark(format!("Ab dem {}:", zahl::quartal(bruch.quartal))).text(format!(" {}", bruch.text))
    });
    bau.liste(saetze.collect());
}

fn geheimhaltung(kontext: &Kontext<'_>, bau: &mut Kapitelbau<'_>) {
    let regeln = &kontext.stammdaten.einstellungen.regeln.kleine_zellen;
    let nullen = match regeln.nullen {
        Nullen::Offen => "Die Null ist keine kleine Zahl: „niemand“ macht niemanden erkennbar.",
        Nullen::Geschuetzt => "Auch die Null ist geschützt.",
    };
    bau.absatz(Satz::new().text(format!(
        "Dieser Bericht ist öffentlich, Sozialdaten sind es nicht (§\u{a0}35 SGB\u{a0}I, §§\u{a0}67\u{a0}ff. \
         SGB\u{a0}X, §§\u{a0}61–68 SGB\u{a0}VIII). Gesperrt sind Fallzahlen unter {}, Beträge, hinter denen so wenige \
         Fälle stehen oder die zum größten Teil auf einen oder zwei Fälle entfallen, und alles, was an ihnen hängt: \
         Anteile, Raten, Veränderungen. Damit sich keine gesperrte Zahl aus Summen oder Differenzen errechnen lässt, auch \
         nicht mit früheren Berichten, sind weitere gesperrt. Beide tragen dasselbe Zeichen „.“. {nullen} Gesperrt ist \
         eine Zahl überall oder nirgends: in Tabellen, Sätzen, Schaubildern und den angehängten Daten.",
        regeln.oeffentlich
    )));
    let gedruckt = kontext.gedruckt();
    if !gedruckt.is_empty() {
        bau.tabelle("Umfang der Sperrung in diesem Bericht", "Zahlen", |bau, _| umfang(kontext, bau));
    }
    if let Some(schutz) = kontext.sicht().schutz() {
        let protokoll = schutz.pruefprotokoll();
        let secret = protokoll.primaer + protokoll.sekundaer;
        let count = |count: usize| zahl::anzahl(i64::try_from(count).unwrap_or(i64::MAX));
        if secret > 0 {
            // Those that only protect others may be known more closely; nothing is claimed of them.
            let proven = match protokoll.frueher_erschlossen.is_empty() {
                true => "; keine kleine Zahl lässt sich eng eingrenzen",
                false => "",
            };
            bau.absatz(Satz::new().text(format!(
                "In allen öffentlichen Unterlagen dieses Quartals zusammen sind {} von {} Zahlen gesperrt. Für jede von \
                 ihnen wurde vor der Ausgabe errechnet, welche Werte nach allem Veröffentlichten noch möglich sind{proven}.",
                count(secret),
                count(protokoll.zellen)
            )));
        }
    }
}

/// What a number is about, for the count of suppressed ones.
fn bereich(id: &ZellId) -> usize {
    match (id.is_betrag(), id.groesse) {
        (true, _) => 2,
        (_, Messgroesse::Uma | Messgroesse::Erstattung) => 3,
        _ if id.ort.ebene == Ebene::Kreis => 0,
        _ => 1,
    }
}

fn umfang(kontext: &Kontext<'_>, bau: Tabellenbau) -> Tabellenbau {
    let mut bau = bau
        .with_spalte("Zahlen", None, Spaltenart::Zahl)
        .with_spalte("davon gesperrt", None, Spaltenart::Zahl)
        .with_spalte("Anteil %", None, Spaltenart::Zahl);
    let mut counts = [[0_i64; 2]; 4];
    for (id, wert) in kontext.gedruckt() {
        if wert != Angabe::Fehlt {
            let line = &mut counts[bereich(&id)];
            line[0] += 1;
            line[1] += i64::from(wert.is_gesperrt());
        }
    }
    let names = [
        format!("Fallzahlen, {}", kontext.kreis_wort()),
        format!("Fallzahlen, {}", kontext.raeume_wort()),
        "Kosten der Einzelfallhilfen".to_owned(),
        "umA und Erstattungsfälle".to_owned(),
    ];
    let cells = |[all, secret]: [i64; 2]| {
        let share = rust_decimal::Decimal::from(secret * 100).checked_div(all.into());
        let text = match share {
            Some(share) if share.is_zero() => zahl::NICHTS.to_owned(),
            Some(share) => zahl::zahl(share, 1),
            None => zahl::SINNLOS.to_owned(),
        };
        vec![
            Zelle::text(zahl::anzahl_tabelle(all)),
            Zelle::text(zahl::anzahl_tabelle(secret)),
            Zelle::text(text).and_quotient(vec![(1, Bezug::Spalte(1))], vec![(1, Bezug::Spalte(0))], 100),
        ]
    };
    let mut teile = Vec::new();
    let mut summe = [0, 0];
    for (name, line) in names.into_iter().zip(counts).filter(|(_, line)| line[0] > 0) {
        summe = [summe[0] + line[0], summe[1] + line[1]];
        teile.push(bau.push(Rang::Einzeln, name, cells(line)));
    }
    let row = bau.push(Rang::Summe, "zusammen", cells(summe));
    bau.is_summe(row, &teile, [0, 1]);
    bau.note("Jede Zahl ist einmal gezählt, auch wenn sie mehrmals gedruckt ist; abgeleitete Raten und Anteile nicht.");
    bau
}

fn quellen(kontext: &Kontext<'_>, bau: &mut Kapitelbau<'_>) {
    let quellen = &kontext.auswertung.quellen;
    // Older bookings are behind none of the figures; they stand in the attached data.
    let first = kontext.quartal().jahr() - 1;
    let lieferungen = quellen.iter().filter(|quelle| quelle.quartal.jahr() >= first).map(Lieferung::from);
    let einstellungen = &kontext.stammdaten.einstellungen;
    let mut texte = vec![format!(
        "Fallzahlen früherer Quartale stammen aus den Falllisten dieser Quartale, Ziele und Teilnehmende aus den \
         Evaluationen der Träger. Stammdaten vom {}. Die Zahlen liegen der Datei maschinenlesbar bei: {}.",
        zahl::tag(einstellungen.stand.day()),
        super::ANHANG
    )];
    texte.extend(kontext.auswertung.luecken.iter().cloned());
    let gaps: Vec<String> = kontext
        .quartale()
        .into_iter()
        .filter(|quartal| !kontext.sicht().has_faelle(*quartal))
        .map(zahl::quartal)
        .collect();
    if !gaps.is_empty() {
        texte.push(format!("Ohne Fallliste: {}; dort stehen „…“.", aufzaehlung(&gaps)));
    }
    if einstellungen.alle_personen_erfunden {
        texte.push(format!(
            "Beispieldaten: Träger, {}, Fälle und Beträge sind erfunden.",
            einstellungen.woerter.massnahme.mehrzahl()
        ));
    }
    bau.herkunft(lieferungen.collect(), texte);
}
