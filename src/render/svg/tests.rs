//! Drawings are XML that stands by itself, says what it shows and never differs.

use quick_xml::Reader;
use quick_xml::events::Event;
use rust_decimal::Decimal;

use super::*;
use crate::present::schaubild::{self, Balken, Kachelart, Kategorie, Punkt, Reihendaten, Streifendaten, anteil, ganze};

fn reihen() -> Reihendaten {
    let names = ["1/2026", "2/2026", "3/2026"].map(Kategorie::name).into();
    Reihendaten::new("Hilfen <in> \"Achim\" & Oyten", "Steigend", ganze, names)
        .reihe("ambulant", Stil::Dunkel, [Punkt::from(40), Punkt::Gesperrt, Punkt::from(60)])
        .reihe("stationär", Stil::Schraffiert, [Punkt::from(20), Punkt::Fehlt, Punkt::from(30)])
        .bruch(1, "neu")
        .achse("Hilfen")
}

fn bilder() -> Vec<Schaubild> {
    let balken = vec![
        Balken::new("Ein sehr langer Name eines Sozialraums mit vielen Gemeinden")
            .teil("Ist", Stil::Ist, Decimal::new(5, 1))
            .teil("gebunden", Stil::Gebunden, Decimal::new(7, 1))
            .rahmen(Decimal::ONE)
            .marke(Decimal::new(5, 1))
            .detail("Region Nord"),
        Balken::new("ohne").zeichen("x"),
    ];
    let mut rows = Streifendaten::new("Auslastung", "Darüber", anteil, balken);
    rows.linie = Some((Decimal::ONE, "verfügbar".to_owned()));
    let tiles = vec![("Achim".to_owned(), reihen()), ("Oyten".to_owned(), reihen())];
    vec![
        schaubild::linien(reihen(), 112, 58),
        schaubild::gestapelt(reihen(), 112, 58),
        schaubild::saeulen(reihen(), 112, 58),
        schaubild::steigung(reihen(), 120, 40),
        schaubild::kacheln(&reihen(), tiles.clone(), Kachelart::Linien, 4, 24),
        schaubild::kacheln(&reihen(), tiles, Kachelart::Steigung, 4, 24),
        schaubild::streifen(&rows, 92),
    ]
}

/// Names of elements, values of attributes, and texts of an XML document.
fn parsed(text: &str) -> (Vec<String>, Vec<(String, String)>, Vec<String>) {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let (mut names, mut attributes, mut texts) = (Vec::new(), Vec::new(), Vec::new());
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Start(tag) | Event::Empty(tag) => {
                names.push(tag.name().as_ref().to_owned());
                for attribute in tag.attributes() {
                    let attribute = attribute.expect("an attribute");
                    attributes.push((attribute.key.as_ref().to_owned(), attribute.value.into_owned()));
                }
            }
            Event::Text(text) => texts.push(text.to_string()),
            Event::Eof => return (names, attributes, texts),
            _ => {}
        }
    }
}

#[test]
fn every_kind_is_well_formed_named_and_described() {
    for bild in bilder() {
        let text = svg(&bild, "b1", "Titel & <Name>");
        let (names, attributes, _) = parsed(&text);
        assert_eq!(names[..3], ["svg", "title", "desc"]);
        assert!(text.contains("<title id=\"b1-t\">Titel &amp; &lt;Name&gt;</title>"));
        assert!(text.contains("role=\"img\" aria-labelledby=\"b1-t b1-d\""));
        assert!(!names.iter().any(|name| ["script", "image", "use", "foreignObject"].contains(&name.as_str())));
        // The name space is no request.
        assert_eq!(text.matches("http").count(), 1);
        // Patterns are the drawing's own, and each is there.
        for (_, value) in attributes.iter().filter(|(_, value)| value.contains("url(#")) {
            let id = value.trim_start_matches("fill:url(#").trim_end_matches(')');
            assert!(text.contains(&format!("<pattern id=\"{id}\"")), "{id}");
        }
        assert_eq!(text, svg(&bild, "b1", "Titel & <Name>"));
    }
}

#[test]
fn what_is_drawn_lies_in_the_picture() {
    for bild in bilder() {
        let text = svg(&bild, "b1", "t");
        let (_, attributes, _) = parsed(&text);
        let size = &attributes.iter().find(|(key, _)| key == "viewBox").expect("a size").1;
        let size: Vec<Decimal> = size.split(' ').map(|part| part.parse().expect("a number")).collect();
        for (keys, end) in [(["x", "x1", "x2", "cx"], size[2]), (["y", "y1", "y2", "cy"], size[3])] {
            for (key, value) in attributes.iter().filter(|(key, _)| keys.contains(&key.as_str())) {
                // Patterns begin with a point; the strokes of a break stand a little over the axis.
                let place: Decimal = format!("0{value}").parse().or_else(|_| value.parse()).expect("a number");
                assert!((Decimal::ZERO..=end).contains(&place), "{key} {value} of {end}");
            }
        }
    }
}

#[test]
fn secret_and_missing_values_are_signs_and_no_shapes() {
    let text = svg(&schaubild::linien(reihen(), 112, 58), "b1", "t");
    let (names, _, texts) = parsed(&text);
    assert!(texts.iter().any(|text| text == "."), "the secret one has its sign");
    // Each line has one point before the gap and one behind it, never joined.
    assert_eq!(names.iter().filter(|name| *name == "polyline").count(), 0);
    assert!(text.contains("ambulant: 1/2026 40, 2/2026 gesperrt, 3/2026 60."));
}
