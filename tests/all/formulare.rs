//! Forms of Träger: written, filled by other programs, taken in.

use std::fs;
use std::io::{Cursor, Read};
use std::path::PathBuf;
use std::sync::LazyLock;

use chrono::NaiveDate;
use proptest::prelude::*;
use rust_decimal::Decimal;
use sozialraumbericht::domain::angebot::{Angebot, Anlage1, Anlage2, Einnahme, Personalposten, Sachposten, Ziel};
use sozialraumbericht::domain::formular::EINNAHMEN;
use sozialraumbericht::domain::massnahme::Massnahme;
use sozialraumbericht::domain::{Betrag, Stammdaten};
use sozialraumbericht::ingest::formular;
use sozialraumbericht::ingest::oeffner::Oeffner;
use sozialraumbericht::present::anlage;
use sozialraumbericht::present::formular::{
    Formular, Vorgabe, antragsbogen, bewertungsbogen, blank_evaluationsbogen, evaluationsbogen,
};
use sozialraumbericht::render::formular::workbook;
use sozialraumbericht::render::pdf::Setzer;
use sozialraumbericht::render::vorlagen::Vorlagen;
use sozialraumbericht::rules::formular::{Antrag, Inhalt, Urteil, pruefen};
use sozialraumbericht::workspace;

use crate::arbeitsbereich::{Arbeitsbereich, root};

fn heute() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 7, 20).expect("a day")
}

/// The sample office and two others with other words, Räume and budgets.
static AEMTER: LazyLock<Vec<Stammdaten>> = LazyLock::new(|| {
    let mut offices = vec![workspace::load(root()).expect("the sample").stammdaten];
    for name in ["norderstedt", "bezirk"] {
        let home = tempfile::tempdir().expect("a folder");
        let folder = home.path().join("arbeitsbereich");
        let json = fs::read(root().join(format!("tests/stammdaten/{name}.json"))).expect("master data");
        workspace::neu_aus_json(&folder, &json).expect("a workspace");
        offices.push(workspace::load(&folder).expect("no mistakes").stammdaten);
    }
    offices
});

fn verden() -> &'static Stammdaten {
    &AEMTER[0]
}

fn bytes(form: &Formular) -> Vec<u8> {
    workbook(form, heute()).expect("a workbook")
}

/// What a workbook says, read in this process.
fn judged(stammdaten: &Stammdaten, bytes: &[u8]) -> Urteil {
    let bogen = formular::read("formular.xlsx", bytes, &Oeffner::im_programm()).expect("a form");
    pruefen(&bogen, stammdaten, heute())
}

fn antrag_of(stammdaten: &Stammdaten, bytes: &[u8], what: &str) -> Antrag {
    let urteil = judged(stammdaten, bytes);
    assert!(urteil.befunde.iter().all(|befund| befund.regel == "V007"), "{what}: {:?}", urteil.befunde);
    let Some(Inhalt::Antrag(antrag)) = urteil.inhalt else { panic!("{what}: no offer") };
    *antrag
}

/// A description whose equal numbers and sets are written in one way.
fn plain1(form: &Anlage1) -> String {
    let mut form = form.clone();
    form.sozialraumteams.sort();
    for ziel in &mut form.ziele {
        (ziel.ausgangswert, ziel.sollwert) = (ziel.ausgangswert.normalize(), ziel.sollwert.normalize());
    }
    format!("{form:#?}")
}

fn plain2(form: &Anlage2) -> String {
    let mut form = form.clone();
    form.sozialraumteams.sort();
    form.personal.iter_mut().for_each(|posten| posten.stunden = posten.stunden.normalize());
    format!("{form:#?}")
}

fn round_trip(stammdaten: &Stammdaten, massnahme: &Massnahme, angebot: &Angebot) -> Antrag {
    let form = antragsbogen(stammdaten, Vorgabe { massnahme: Some(massnahme), angebot: Some(angebot) });
    let antrag = antrag_of(stammdaten, &bytes(&form), &angebot.id);
    assert_eq!(plain1(&antrag.anlage1), plain1(&angebot.anlage1), "{}", angebot.id);
    assert_eq!(plain2(&antrag.anlage2), plain2(&angebot.anlage2), "{}", angebot.id);
    antrag
}

/// 51 offers of Verden, 12 of Norderstedt, 16 of Bezirk, counted in their master data with another program.
#[test]
fn every_offer_on_record_comes_back_from_its_form_as_it_was() {
    let mut count = 0;
    for stammdaten in AEMTER.iter() {
        for massnahme in &stammdaten.massnahmen {
            for angebot in &massnahme.angebote {
                round_trip(stammdaten, massnahme, angebot);
                count += 1;
            }
        }
    }
    assert!(count >= 51, "{count} offers");
}

#[test]
fn every_evaluation_on_record_comes_back_from_its_form_as_it_was() {
    let mut count = 0;
    for stammdaten in AEMTER.iter() {
        for evaluation in &stammdaten.evaluationen {
            let massnahme = stammdaten.massnahme(&evaluation.massnahme).expect("its Maßnahme");
            let form = evaluationsbogen(stammdaten, massnahme, evaluation.halbjahr);
            let urteil = judged(stammdaten, &bytes(&form));
            let Some(Inhalt::Evaluation(read)) = urteil.inhalt else { panic!("{:?}", urteil.befunde) };
            let plain = |evaluation: &sozialraumbericht::domain::evaluation::Evaluation| {
                let mut one = evaluation.clone();
                // The office's own: not in the form.
                one.kommentar_stabsstelle.clear();
                one.eingang = sozialraumbericht::domain::Datum::parse("2026-07-20").expect("a day");
                for ziel in &mut one.ziele {
                    ziel.ausgangswert = ziel.ausgangswert.normalize();
                    ziel.sollwert = ziel.sollwert.normalize();
                    ziel.istwert = ziel.istwert.map(|value| value.normalize());
                }
                for hours in
                    [&mut one.stunden.hauptamtlich, &mut one.stunden.ehrenamtlich, &mut one.stunden.schluesselperson]
                {
                    *hours = hours.normalize();
                }
                format!("{one:#?}")
            };
            assert_eq!(plain(&read), plain(evaluation));
            count += 1;
        }
    }
    assert!(count >= 58, "{count} evaluations");
}

#[test]
fn every_score_on_record_comes_back_from_its_form_as_it_was() {
    for stammdaten in AEMTER.iter() {
        for massnahme in &stammdaten.massnahmen {
            let Some(form) = bewertungsbogen(stammdaten, Some(massnahme), heute()) else { continue };
            let scored: Vec<_> = massnahme.angebote.iter().filter_map(|angebot| angebot.anlage3.as_ref()).collect();
            let urteil = judged(stammdaten, &bytes(&form));
            if scored.is_empty() {
                assert_eq!(urteil.befunde[0].regel, "V006", "{}", massnahme.id);
                continue;
            }
            let Some(Inhalt::Bewertung(blatt)) = urteil.inhalt else { panic!("{:?}", urteil.befunde) };
            assert_eq!(blatt.spalten.len(), scored.len(), "{}", massnahme.id);
            for (spalte, form) in blatt.spalten.iter().zip(scored) {
                let pairs = |punkte: &[sozialraumbericht::domain::angebot::Bewertung]| {
                    let pair = |b: &sozialraumbericht::domain::angebot::Bewertung| {
                        (b.kriterium.clone(), b.punkte.normalize(), b.begruendung.clone())
                    };
                    punkte.iter().map(pair).collect::<Vec<_>>()
                };
                assert_eq!(pairs(&spalte.punkte), pairs(&form.punkte), "{}", massnahme.id);
            }
        }
    }
}

/// Texts as people paste them: several lines, quotes, formulas that are none, signs of markup and of other scripts.
fn text() -> impl Strategy<Value = String> {
    "[a-zA-Z0-9äöüßÄÖÜéł €„“&<>\"'=+@%,;:.!?()/\\\\#\n-]{1,400}"
        .prop_filter("something is written", |text| !text.trim().is_empty())
        .prop_map(|text| text.trim_matches('\n').to_owned())
        .prop_filter("something is left", |text| !text.trim().is_empty())
}

fn amount() -> impl Strategy<Value = Betrag> {
    (0_i64..=999_999_999).prop_map(Betrag::from_cents)
}

fn number() -> impl Strategy<Value = Decimal> {
    (0_i64..=99_999, 0_u32..=2).prop_map(|(digits, scale)| Decimal::new(digits, scale))
}

fn person() -> impl Strategy<Value = Personalposten> {
    use sozialraumbericht::domain::angebot::{PersonalArt, Satzart};
    let kinds = prop_oneof![
        Just(PersonalArt::Hauptamtlich),
        Just(PersonalArt::Ehrenamtlich),
        Just(PersonalArt::Schluesselperson)
    ];
    let rates = prop_oneof![Just(Satzart::Fachleistungsstunde), Just(Satzart::Stundensatz)];
    (kinds, text(), number(), 0_i64..=99_999, rates).prop_map(|(art, qualifikation, stunden, satz, satzart)| {
        let satz = Betrag::from_cents(satz);
        let posten = Personalposten { art, qualifikation, stunden, satz, satzart, summe: Betrag::ZERO };
        let summe = posten.kosten();
        Personalposten { summe, ..posten }
    })
}

fn goal() -> impl Strategy<Value = Ziel> {
    (text(), text(), number(), number(), text()).prop_map(|(ziel, indikator, ausgangswert, sollwert, einheit)| Ziel {
        nr: 0,
        ziel,
        indikator,
        ausgangswert,
        sollwert,
        einheit,
    })
}

/// Words with an amount.
type Zeilen = Vec<(String, Betrag)>;

fn costs() -> impl Strategy<Value = (Vec<Personalposten>, Zeilen, Zeilen)> {
    let printed = proptest::sample::select(EINNAHMEN.map(str::to_owned).to_vec());
    (
        proptest::collection::vec(person(), 0..25),
        proptest::collection::vec((text(), amount()), 0..40),
        proptest::collection::vec((prop_oneof![printed, text()], amount()), 0..8),
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]
    #[test]
    fn any_offer_comes_back_from_its_form_as_it_was(
        texts in proptest::collection::vec(text(), 11),
        ziele in proptest::collection::vec(goal(), 1..12),
        (personal, sachkosten, einnahmen) in costs(),
        beteiligt in any::<Option<bool>>(),
        teams in proptest::sample::subsequence((0..8_usize).collect::<Vec<_>>(), 1..8),
        other_teams in proptest::sample::subsequence((0..8_usize).collect::<Vec<_>>(), 1..8),
    ) {
        let stammdaten = verden();
        let massnahme = &stammdaten.massnahmen[0];
        let mut angebot = massnahme.angebote[0].clone();
        let raeume = |places: &[usize]| {
            let all: Vec<_> = stammdaten.sozialraeume().map(|raum| raum.id.clone()).collect();
            places.iter().map(|place| all[*place].clone()).collect::<Vec<_>>()
        };
        let [leistung, bedarf, zielgruppe, nachhaltig, ort, zeitraum, evaluation, mehr, name, kosten, datum] =
            <[String; 11]>::try_from(texts).expect("eleven texts");
        let form = &mut angebot.anlage1;
        form.sozialraumteams = raeume(&teams);
        (form.leistung, form.bedarf, form.zielgruppe, form.nachhaltig_weil) = (leistung, bedarf, zielgruppe, nachhaltig);
        (form.ort, form.zeitraum, form.evaluation, form.ergaenzungen) = (ort, zeitraum, evaluation, mehr);
        form.zielgruppe_beteiligt = beteiligt;
        form.ziele = (1..).zip(ziele).map(|(nr, ziel)| Ziel { nr: nr * 2, ..ziel }).collect();
        let form = &mut angebot.anlage2;
        form.sozialraumteams = raeume(&other_teams);
        (form.ansprechperson.name, form.ergaenzungen, form.ort_datum) = (name.clone(), kosten, datum);
        form.leistung = name;
        form.personal = personal;
        form.sachkosten =
            sachkosten.into_iter().map(|(bezeichnung, betrag)| Sachposten { bezeichnung, betrag }).collect();
        form.einnahmen = einnahmen.into_iter().map(|(art, betrag)| Einnahme { art, betrag }).collect();
        form.personal_gesamt = form.personal.iter().map(|posten| posten.summe).sum();
        form.sachkosten_gesamt = form.sachkosten.iter().map(|posten| posten.betrag).sum();
        form.einnahmen_gesamt = form.einnahmen.iter().map(|posten| posten.betrag).sum();
        form.foerdermittel_gesamt = form.personal_gesamt + form.sachkosten_gesamt - form.einnahmen_gesamt;
        round_trip(stammdaten, massnahme, &angebot);
    }

    /// Whatever is done to the bytes of a form, reading it ends with an answer.
    #[test]
    fn a_spoiled_form_is_no_panic(places in proptest::collection::vec((0_usize..60_000, any::<u8>()), 1..40)) {
        static FORM: LazyLock<Vec<u8>> = LazyLock::new(|| bytes(&antragsbogen(verden(), Vorgabe::default())));
        let mut spoiled = FORM.clone();
        let length = spoiled.len();
        for (place, byte) in places {
            spoiled[place % length] = byte;
        }
        if let Ok(bogen) = formular::read("x.xlsx", &spoiled, &Oeffner::im_programm()) {
            let _ = pruefen(&bogen, verden(), heute());
        }
    }
}

/// The Anlagen as PDF from the record, and from what comes back of its form.
#[test]
fn the_form_of_a_record_prints_the_same_anlagen() {
    let stammdaten = verden();
    let setzer = Setzer::new(&Vorlagen::built_in(), heute()).expect("templates");
    for id in ["GWA-2026-01", "GWA-2026-07"] {
        let massnahme = stammdaten.massnahmen.iter().find(|massnahme| massnahme.id.as_str() == id).expect("on record");
        let mut again = massnahme.clone();
        for angebot in &mut again.angebote {
            let antrag = round_trip(stammdaten, massnahme, &angebot.clone());
            let order = (angebot.anlage1.sozialraumteams.clone(), angebot.anlage2.sozialraumteams.clone());
            (angebot.anlage1, angebot.anlage2) = (antrag.anlage1, antrag.anlage2);
            // Taking in keeps the order on record where the same Räume are ticked.
            (angebot.anlage1.sozialraumteams, angebot.anlage2.sozialraumteams) = order;
        }
        let pdfs = |massnahme: &Massnahme| {
            let mut forms = anlage::alle(stammdaten, massnahme, "2026-Q2", heute());
            forms.retain(|form| form.template != "anlage-3.typ");
            // How a number is written in the attached data is not what the form says.
            forms.iter_mut().for_each(|form| form.anhang = serde_json::Value::Null);
            setzer.set_all(&forms, &|| {}).expect("typeset").into_iter().map(|pdf| pdf.bytes).collect::<Vec<_>>()
        };
        assert!(pdfs(massnahme) == pdfs(&again), "{id}: other pages");
    }
}

#[test]
fn the_same_day_gives_the_same_bytes() {
    let form = || bytes(&antragsbogen(verden(), Vorgabe::default()));
    assert!(form() == form());
}

/// A part of a workbook as text.
fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut text = String::new();
    archive.by_name(name).expect(name).read_to_string(&mut text).expect("text");
    text
}

/// Every sheet is protected; what is unlocked are the fields, and each of them has a rule and a help.
#[test]
fn only_fields_are_open_and_each_says_what_it_takes() {
    let massnahme = &verden().massnahmen[0];
    for form in [
        antragsbogen(verden(), Vorgabe::default()),
        bewertungsbogen(verden(), Some(massnahme), heute()).expect("a catalogue"),
        blank_evaluationsbogen(verden()),
    ] {
        let bytes = bytes(&form);
        for (number, blatt) in (1..).zip(&form.blaetter) {
            let sheet = part(&bytes, &format!("xl/worksheets/sheet{number}.xml"));
            assert!(sheet.contains("<sheetProtection sheet=\"1\""), "{} {}", form.datei, blatt.name);
            assert!(blatt.versteckt || sheet.contains("paperSize=\"9\""), "{}: A4", blatt.name);
            let fields = blatt.zellen.iter().filter(|zelle| zelle.eingabe.is_some()).count();
            let rules = sheet.matches("<dataValidation ").count();
            assert_eq!(rules, fields, "{} {}", form.datei, blatt.name);
            assert_eq!(sheet.matches(" prompt=\"").count(), fields, "{}: help", blatt.name);
        }
        let properties = part(&bytes, "docProps/custom.xml");
        let kind = form.eigenschaften[0].1.as_str();
        assert!(properties.contains("name=\"Formular\"") && properties.contains(kind), "{properties}");
    }
}

fn kept(name: &str) -> PathBuf {
    root().join("tests/formulare").join(name)
}

/// Forms that other programs filled; how is told in tests/formulare/LIESMICH.md. All say the same.
#[test]
fn forms_that_other_programs_filled_are_taken_in() {
    for name in ["openpyxl.xlsx", "libreoffice.xlsx", "libreoffice.ods"] {
        let workspace = Arbeitsbereich::verden_without_deliveries();
        let answer = workspace.run(&["massnahme", "aufnehmen", &kept(name).to_string_lossy()]).expect("taken in");
        assert_eq!(answer.json["aufgenommen"], true, "{name}: {}", answer.text);
        let record = fs::read_to_string(workspace.path().join("data/massnahmen/GWA-2026-17.toml")).expect("a record");
        let record: toml::Table = record.parse().expect("TOML");
        let angebot = &record["angebote"][0];
        // 40 × 58,40 = 2.336,00; 12,5 × 8,50 = 106,25; together 2.442,25; + 350,00 + 149,90 − 200,00 = 2.742,15.
        assert_eq!(angebot["anlage2"]["foerdermittel_gesamt"].as_str(), Some("2.742,15"), "{name}");
        assert_eq!(angebot["anlage2"]["zeitraum_ende"].to_string(), "2026-12-18", "{name}");
        assert_eq!(angebot["anlage2"]["leistung"].as_str(), Some("Fahrradwerkstatt „Zwei Räder“"), "{name}");
        assert_eq!(angebot["anlage2"]["ansprechperson"]["telefon"].as_str(), Some("04231 0815"), "{name}");
        assert_eq!(
            angebot["anlage1"]["leistung"].as_str(),
            Some("Zwölf Nachmittage.\nWerkzeug & Teile inklusive."),
            "{name}"
        );
        let teams: Vec<_> = angebot["anlage2"]["sozialraumteams"].as_array().expect("teams").iter().collect();
        assert_eq!(teams.len(), 2, "{name}: {teams:?}");
        assert_eq!(record["anteile"][0]["prozent"].as_str(), Some("50"), "{name}");
        let again = workspace.run(&["massnahme", "aufnehmen", &kept(name).to_string_lossy()]).expect("read");
        assert_eq!(again.json["ergebnis"], "unverändert", "{name}: {}", again.text);
    }
}

/// Writes the form of an offer into a workspace.
fn form_in(workspace: &Arbeitsbereich, id: &str, name: &str) -> String {
    let folder = workspace.path().join("aus");
    workspace.run(&["formulare", "--massnahme", id, "--nach", &folder.to_string_lossy()]).expect("written");
    folder.join(name).to_string_lossy().into_owned()
}

#[test]
fn a_form_with_nothing_new_changes_nothing() {
    let workspace = Arbeitsbereich::verden_without_deliveries();
    let before = (workspace.files("data/massnahmen"), workspace.files("data/evaluationen"));
    for (id, name) in [
        ("GWA-2026-01", "Antragsbogen_GWA-2026-01_a.xlsx"),
        ("GWA-2026-07", "Antragsbogen_GWA-2026-07_a.xlsx"),
        ("GWA-2026-05", "Bewertungsbogen_GWA-2026-05.xlsx"),
        ("GWA-2026-03", "Evaluationsbogen_GWA-2026-03_2026-H1.xlsx"),
    ] {
        let form = form_in(&workspace, id, name);
        let answer = workspace.run(&["massnahme", "aufnehmen", &form]).expect("read");
        assert_eq!(answer.json["ergebnis"], "unverändert", "{name}: {}", answer.text);
    }
    assert!(before == (workspace.files("data/massnahmen"), workspace.files("data/evaluationen")));
}

/// The office wrote a remark into the record and decided; the Träger sends other hours and another goal.
#[test]
fn an_update_tells_what_differs_and_leaves_what_the_office_added() {
    let workspace = Arbeitsbereich::verden_without_deliveries();
    let path = workspace.path().join("data/massnahmen/GWA-2026-03.toml");
    let record = fs::read_to_string(&path).expect("the record");
    let form = form_in(&workspace, "GWA-2026-03", "Antragsbogen_GWA-2026-03_a.xlsx");
    let changed = record
        .replace("traeger = \"T10\"\neingang", "traeger = \"T10\" # angerufen am 12.9.\neingang")
        .replace("stunden = \"198.75\"", "stunden = \"190\"")
        .replace("summe = \"12.471,56\"", "summe = \"11.922,50\"")
        .replace("ort = \"Beratungsstelle Ottersberg, Gruppenraum\"", "ort = \"noch offen\"");
    assert_ne!(record, changed);
    // The totals follow: 11.922,50 + 4.569,80 = 16.492,30; + 3.442,86 = 19.935,16.
    let changed = changed.replace("personal_gesamt = \"17.041,36\"", "personal_gesamt = \"16.492,30\"");
    let changed = changed.replace("foerdermittel_gesamt = \"20.484,22\"", "foerdermittel_gesamt = \"19.935,16\"");
    fs::write(&path, &changed).expect("changed");
    let tried = workspace.run(&["massnahme", "aufnehmen", &form, "--probe"]).expect("tried");
    assert_eq!(fs::read_to_string(&path).expect("the record"), changed, "a try changed the record");
    let answer = workspace.run(&["massnahme", "aufnehmen", &form]).expect("taken in");
    for told in [
        "Angebot GWA-2026-03/A, Anlage 1, Ort: „noch offen“ → „Beratungsstelle Ottersberg, Gruppenraum“",
        "Angebot GWA-2026-03/A, Anlage 2, Person 1, Stunden: 190 → 198,75",
        "V022",
    ] {
        assert!(answer.text.contains(told) && tried.text.contains(told), "{told}: {}", answer.text);
    }
    assert_eq!(answer.json["aenderungen"].as_array().map(Vec::len), Some(5), "{}", answer.text);
    let now = fs::read_to_string(&path).expect("the record");
    let expected = record.replace("traeger = \"T10\"\neingang", "traeger = \"T10\" # angerufen am 12.9.\neingang");
    assert_eq!(now.replace("  ", " "), expected.replace("  ", " "), "only what differs is written");
}

#[test]
fn a_new_offer_for_a_need_on_record_becomes_its_next_offer() {
    let workspace = Arbeitsbereich::verden_without_deliveries();
    let words = ["massnahme", "aufnehmen", &kept("openpyxl.xlsx").to_string_lossy(), "--massnahme", "GWA-2026-15"]
        .map(str::to_owned);
    let answer = workspace.run(&words.iter().map(String::as_str).collect::<Vec<_>>()).expect("taken in");
    assert!(answer.text.contains("Angebot GWA-2026-15/A neu angelegt"), "{}", answer.text);
    let list = workspace.run(&["massnahme", "pruefen"]).expect("checked");
    assert!(list.text.contains("40 Maßnahmen geprüft"), "{}", list.text);
    let pdf = workspace.run(&["anlage", "2", "--massnahme", "GWA-2026-15", "--quartal", "2026-Q2"]).expect("typeset");
    assert!(pdf.text.contains("anlagen/GWA-2026-15/anlage-2.pdf"), "{}", pdf.text);
}

#[test]
fn a_form_that_is_none_and_one_that_is_wrong_are_refused_with_every_reason() {
    let workspace = Arbeitsbereich::verden_without_deliveries();
    let before = workspace.files("data/massnahmen");
    let empty = form_in(&workspace, "GWA-2026-15", "Antragsbogen_GWA-2026-15_neues-Angebot.xlsx");
    let refused = workspace.run(&["massnahme", "aufnehmen", &empty]).expect("read");
    assert_eq!(refused.status.code(), 3);
    insta::assert_snapshot!("formular_abgelehnt", refused.text);
    let delivery = root().join("tests/lieferungen/fehlerhaft/OKJUS_Hilfen_20260630.xlsx");
    let other = workspace.run(&["massnahme", "aufnehmen", &delivery.to_string_lossy()]).expect("read");
    assert!(other.text.contains("V002") && other.status.code() == 3, "{}", other.text);
    let text = workspace.path().join("x.xlsx");
    fs::write(&text, b"PK\x03\x04 and then nothing").expect("written");
    let broken = workspace.run(&["massnahme", "aufnehmen", &text.to_string_lossy()]).expect("read");
    assert!(broken.text.contains("V001") && broken.status.code() == 3, "{}", broken.text);
    assert!(before == workspace.files("data/massnahmen"));
}
