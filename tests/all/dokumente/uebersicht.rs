//! The overview page of the run: one file that asks for nothing, links everything and says what `kennzahlen.json` says.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use rust_decimal::Decimal;
use serde_json::Value;
use sozialraumbericht::present::uebersicht::zielgruppe;
use sozialraumbericht::present::zahl;

use super::werkstatt::{QUARTAL, fertige_werkstatt, files, is_asked_for, lauf, put, run};

/// An element with its attributes and the text in it, in the order of the page.
struct Element {
    name: String,
    attributes: BTreeMap<String, String>,
    text: String,
}

impl Element {
    fn get(&self, key: &str) -> &str {
        self.attributes.get(key).map_or("", String::as_str)
    }
}

/// Elements that have no end.
const VOID: [&str; 6] = ["meta", "link", "br", "hr", "img", "input"];

fn element(tag: &BytesStart<'_>) -> Element {
    let attributes = tag.html_attributes().map(|attribute| attribute.expect("an attribute"));
    Element {
        name: tag.name().as_ref().to_owned(),
        attributes: attributes.map(|a| (a.key.as_ref().to_owned(), unescaped(&a.value))).collect(),
        text: String::new(),
    }
}

fn unescaped(text: &str) -> String {
    let signs =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&nbsp;", "\u{a0}"), ("&#x27;", "'"), ("&#x3D;", "=")];
    signs.iter().fold(text.to_owned(), |text, (code, sign)| text.replace(code, sign)).replace("&amp;", "&")
}

/// Every element of a page whose ends fit its beginnings.
fn elements(page: &str) -> Vec<Element> {
    let mut reader = Reader::from_str(page);
    reader.config_mut().check_end_names = false;
    let mut all: Vec<Element> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    loop {
        match reader.read_event().expect("a page") {
            Event::Start(tag) => {
                all.push(element(&tag));
                if !VOID.contains(&all.last().expect("just pushed").name.as_str()) {
                    open.push(all.len() - 1);
                }
            }
            Event::Empty(tag) => all.push(element(&tag)),
            Event::End(tag) => {
                let place = open.pop().expect("something is open");
                assert_eq!(all[place].name, tag.name().as_ref(), "{} elements before", all.len());
            }
            Event::Text(text) => {
                let text = text.to_string();
                open.iter().for_each(|place| all[*place].text.push_str(&text));
            }
            Event::GeneralRef(code) => {
                let text = unescaped(&format!("&{};", &*code));
                open.iter().for_each(|place| all[*place].text.push_str(&text));
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(open.is_empty(), "{} elements are not closed", open.len());
    all
}

fn page() -> String {
    fs::read_to_string(lauf().root.join("reports").join(QUARTAL).join("index.html")).expect("the page")
}

#[test]
fn the_page_is_whole_and_asks_for_nothing() {
    let page = page();
    let all = elements(&page);
    // Rules of style end with two braces where they are nested.
    let words: String = page.split("<style").map(|part| part.rsplit("</style>").next().unwrap_or(part)).collect();
    for word in ["{{", "}}", "undefined", "NaN", "none</", "null</", "@import", "javascript:"] {
        assert!(!words.contains(word), "{word}");
    }
    assert!(!all.iter().any(|e| ["script", "iframe", "object", "img", "form", "base"].contains(&e.name.as_str())));
    for element in &all {
        for key in ["src", "href", "action", "data", "srcset"] {
            let value = element.get(key);
            assert!(!value.contains("//") && (!value.contains(':') || value == "data:,"), "{key}={value}");
        }
        assert!(!element.attributes.keys().any(|key| key.starts_with("on")), "{}", element.name);
        // Drawings have patterns of their own, named within the page.
        assert!(!element.get("style").replace("url(#", "").contains("url("), "{}", element.name);
    }
}

#[test]
fn a_screen_reader_finds_its_way() {
    let all = elements(&page());
    let of = |name: &str| all.iter().filter(|element| element.name == name).collect::<Vec<_>>();
    assert_eq!(of("html")[0].get("lang"), "de");
    for landmark in ["header", "main", "nav", "footer", "h1", "title"] {
        let found = if landmark == "title" { 1 } else { of(landmark).len() };
        assert_eq!(found, 1, "{landmark}");
    }
    // The first link leads to the text.
    let ids: Vec<&str> = all.iter().map(|element| element.get("id")).filter(|id| !id.is_empty()).collect();
    assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len(), "an id is there twice");
    assert_eq!(of("a")[0].get("href"), "#inhalt");
    for element in &all {
        let links = element.attributes.iter().filter(|(key, value)| *key == "href" && value.starts_with('#'));
        let named =
            links.map(|(_, value)| value.trim_start_matches('#')).chain(element.get("aria-labelledby").split(' '));
        for id in named.filter(|id| !id.is_empty()) {
            assert!(ids.contains(&id), "{id}");
        }
    }
    let levels = all.iter().filter_map(|e| e.name.strip_prefix('h')?.parse::<u32>().ok());
    let mut before = 0;
    for level in levels {
        assert!(level <= before + 1, "a heading of level {level} follows one of level {before}");
        before = level;
    }
    for drawing in of("svg").iter().filter(|drawing| drawing.get("role") == "img") {
        assert!(drawing.get("aria-labelledby").contains("-d"));
    }
    assert!(of("desc").iter().all(|desc| desc.text.len() > 100), "a chart says its values");
}

#[test]
fn every_file_of_the_run_is_linked_with_its_size_and_audience() {
    let reports = lauf().root.join("reports");
    let all = elements(&page());
    let mut linked = BTreeSet::new();
    for (index, link) in all.iter().enumerate().filter(|(_, e)| e.name == "a" && !e.get("href").starts_with('#')) {
        let href = link.get("href");
        let pfad = href.strip_prefix("../").map_or_else(|| format!("{QUARTAL}/{href}"), ToOwned::to_owned);
        let meta = fs::metadata(reports.join(&pfad)).unwrap_or_else(|_| panic!("{pfad} is not there"));
        let about: String =
            all[index..].iter().skip(1).take_while(|e| e.name == "span").map(|e| format!("{} ", e.text)).collect();
        // The protocols are written after the page.
        if !["lauf.json", "pruefprotokoll.pdf"].iter().any(|protocol| pfad.ends_with(protocol)) {
            // Rounded up to kB of 1.000 bytes, as the page says it.
            let size = zahl::zahl(Decimal::from(meta.len().div_ceil(1000)), 0);
            let said = about.replace('\u{202f}', " ");
            assert!(said.contains(&format!("{size} kB")) || said.contains(" MB"), "{pfad}: {said}, not {size} kB");
        }
        assert!(about.contains(zielgruppe(&pfad).label()), "{pfad}: {about}");
        linked.insert(pfad);
    }
    let of_run = |name: &String| !name.ends_with("index.html") && !is_asked_for(name);
    let there: BTreeSet<_> = files(&reports).into_keys().filter(of_run).collect();
    assert_eq!(linked, there);
}

/// Numbers of the table, read back and compared with `kennzahlen.json`.
#[test]
fn the_table_says_what_the_figures_say() {
    let all = elements(&page());
    let lines = lauf().kennzahlen["budget"].as_array().expect("budgets");
    let mut budgetart = String::new();
    let mut seen = 0;
    for (index, element) in all.iter().enumerate() {
        if element.name == "table" {
            element.get("data-budgetart").clone_into(&mut budgetart);
        }
        if element.name != "tr" || element.get("data-raum").is_empty() {
            continue;
        }
        let cells: Vec<&str> = all[index + 1..]
            .iter()
            .take_while(|e| e.name != "tr")
            .filter(|e| e.name == "td")
            .map(|e| e.text.trim())
            .collect();
        let raum = element.get("data-raum");
        let Some(line) = lines.iter().find(|line| line["raum"] == raum && line["budgetart"] == budgetart.as_str())
        else {
            assert!(raum.starts_with("eigen:"), "{raum} has no figures");
            continue;
        };
        let text = |key: &str| line[key].as_str().expect("a text").parse::<Decimal>().expect("a number");
        for (place, key) in [(3, "verfuegbar"), (4, "ist"), (5, "gebunden"), (6, "frei")] {
            assert_eq!(read_back(cells[place]), Some(text(key)), "{raum} {key}");
        }
        for (place, key) in [(1, "auslastung"), (2, "bindungsquote")] {
            let share = (line[key] != Value::Null).then(|| text(key) * Decimal::ONE_HUNDRED);
            let share = share
                .map(|share| share.round_dp_with_strategy(1, rust_decimal::RoundingStrategy::MidpointAwayFromZero));
            assert_eq!(read_back(cells[place]), share, "{raum} {key}");
        }
        let word = match line["ampel"].as_str() {
            Some("gruen") => "grün",
            Some("x") => "ohne Bewertung",
            Some(word) => word,
            None => panic!("no Ampel"),
        };
        assert_eq!(cells[0], word, "{raum}");
        seen += 1;
    }
    assert_eq!(seen, lines.len(), "every line of the figures stands in the page");
}

/// `−10.677,81`, `–` nothing, `x` no number.
fn read_back(text: &str) -> Option<Decimal> {
    match text {
        "–" => Some(Decimal::ZERO),
        "x" => None,
        _ => text.replace('.', "").replace(',', ".").replace('\u{2212}', "-").parse().ok(),
    }
}

#[test]
fn the_page_has_a_template_of_its_own_and_tells_a_broken_one() {
    let folder = fertige_werkstatt();
    let own = include_str!("../../../templates/index.hbs").replace("Wie die Budgets stehen", "Stand der Budgets");
    put(&folder.path().join("templates/index.hbs"), &own);
    run(folder.path(), &["lauf"]).expect("a run");
    let page = fs::read_to_string(folder.path().join("reports").join(QUARTAL).join("index.html")).expect("the page");
    assert!(page.contains("Stand der Budgets") && !page.contains("Wie die Budgets stehen"));
    put(&folder.path().join("templates/index.hbs"), &own.replace("{{titel}}", "{{unbekannt}}"));
    let error = run(folder.path(), &["lauf"]).expect_err("an unknown field").to_string();
    assert!(error.contains("index.html") && error.contains("templates/index.hbs, Zeile"), "{error}");
    assert_eq!(
        fs::read_to_string(folder.path().join("reports").join(QUARTAL).join("index.html")).expect("the page of before"),
        page
    );
}
