//! Charts with their places worked out by hand.

use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::*;
use crate::domain::Quartal;

fn quartal(text: &str) -> Quartal {
    text.parse().expect("a quarter")
}

/// So many quarters up to 2026-Q2, the current one.
fn quartale(count: usize) -> Vec<Kategorie> {
    let aktuell = quartal("2026-Q2");
    let mut all: Vec<_> =
        std::iter::successors(Some(aktuell), |quartal| Some(quartal.previous())).take(count).collect();
    all.reverse();
    all.into_iter().map(|quartal| Kategorie::quartal(quartal, aktuell)).collect()
}

fn werte(values: &[u32]) -> Vec<Punkt> {
    values.iter().map(|value| Punkt::from(*value)).collect()
}

fn as_json(bild: &Schaubild) -> Value {
    serde_json::to_value(bild).expect("JSON")
}

#[test]
fn lines_have_gaps_signs_and_breaks() {
    let punkte = [Punkt::from(50), Punkt::Gesperrt, Punkt::from(100), Punkt::from(75), Punkt::Fehlt, Punkt::from(80)];
    let daten = Reihendaten::new("Hilfen, Achim", "Mehr Hilfen.", ganze, quartale(6))
        .reihe("ambulant", Stil::Dunkel, punkte)
        .reihe("stationär", Stil::Hell, werte(&[20, 20, 20, 20, 20, 20]))
        .bruch(3, "neue Fachsoftware")
        .achse("Hilfen");
    let bild = as_json(&linien(daten, 120, 50));
    // The scale ends at 120 (steps of 20): 100 of 100 would have no room above. Middles of sixths: 1/12, 3/12, …
    assert_eq!(bild["art"], "linien");
    assert_eq!(bild["skala"][6], json!({ "lage": 1.0, "text": "120" }));
    assert_eq!(
        bild["reihen"][0]["abschnitte"],
        json!([[[0.0833, 0.4167]], [[0.4167, 0.8333]], [[0.5833, 0.625]], [[0.9167, 0.6667]]])
    );
    assert_eq!(bild["reihen"][1]["abschnitte"].as_array().map(Vec::len), Some(2), "parted by the break alone");
    assert_eq!(bild["zeit"][1]["fehlt"], ".");
    assert_eq!(bild["zeit"][4]["fehlt"], "…");
    assert_eq!(bild["zeit"][5], json!({ "lage": 0.9167, "text": "2/2026", "aktuell": true, "fehlt": null }));
    assert_eq!(bild["brueche"], json!([{ "lage": 0.5, "text": "Bruch: neue Fachsoftware", "seite": "rechts" }]));
    assert_eq!(
        bild["namen"],
        json!([
            { "lage": 0.6667, "wert": "80", "text": "ambulant", "stil": "dunkel" },
            { "lage": 0.1667, "wert": "20", "text": "stationär", "stil": "hell" },
        ])
    );
    assert_eq!(
        bild["alt"],
        "Liniendiagramm: Hilfen, Achim, 1.\u{a0}Quartal 2025 bis 2.\u{a0}Quartal 2026. ambulant: 50, gesperrt, 100, \
         75, nicht geliefert, 80. stationär: 20, 20, 20, 20, 20, 20. Bruch in der Reihe vor 4.\u{a0}Quartal 2025: neue \
         Fachsoftware. Aussage: Mehr Hilfen."
    );
}

#[test]
fn first_values_stand_above_or_below_and_never_on_another_line() {
    let daten = Reihendaten::new("", "", ganze, quartale(2))
        .reihe("oben", Stil::Dunkel, werte(&[90, 90]))
        .reihe("knapp darunter", Stil::Hell, werte(&[84, 84]))
        .reihe("unten", Stil::Weiss, werte(&[2, 2]));
    let Schaubild::Linien(bild) = linien(daten, 100, 50) else { panic!("lines") };
    // Scale to 100: 90 and 84 are 3 mm apart, less than a label needs between them.
    let sides: Vec<_> = bild.schilder.iter().map(|schild| (schild.text.as_str(), schild.seite)).collect();
    assert_eq!(sides, [("90", Seite::Oben), ("84", Seite::Unten), ("2", Seite::Oben)]);
}

#[test]
fn a_stack_carries_count_share_and_total() {
    // The sample's first column: 584 + 62 + 435 = 1.081, the highest of all columns, drawn to 92 % of the height.
    let daten = Reihendaten::new("Hilfen im Bestand", "Nahezu unverändert", ganze, quartale(6))
        .reihe("ambulant", Stil::Dunkel, werte(&[584, 500, 500, 500, 500, 590]))
        .reihe("teilstationär", Stil::Weiss, werte(&[62, 50, 50, 50, 50, 10]))
        .reihe("stationär", Stil::Hell, werte(&[435, 400, 400, 400, 400, 419]));
    let bild = as_json(&gestapelt(daten, 130, 62));
    assert_eq!(
        bild["saeulen"][0],
        // 584/1081·0,92 = 0,4970; 646/1081·0,92 = 0,5498. Column: 1/72 to 11/72.
        json!({
            "x": 0.0139, "breite": 0.1389,
            "teile": [
                { "stil": "dunkel", "y": 0.0, "hoehe": 0.497, "text": "584", "detail": "54,0\u{202f}%" },
                { "stil": "weiss", "y": 0.497, "hoehe": 0.0528, "text": "62", "detail": null },
                { "stil": "hell", "y": 0.5498, "hoehe": 0.3702, "text": "435", "detail": "40,2\u{202f}%" },
            ],
            "kopf": "1.081", "kopf_lage": 0.92,
        })
    );
    // 10 Hilfen are half a millimetre high: no word in them.
    assert_eq!(bild["saeulen"][5]["teile"][1]["text"], Value::Null);
    let namen: Vec<_> = bild["namen"].as_array().expect("names").iter().map(|name| name["text"].clone()).collect();
    assert_eq!(namen, ["ambulant", "teilstationär", "stationär", "zusammen"]);
    assert!(
        bild["alt"]
            .as_str()
            .expect("alt")
            .contains(" 1/2025: ambulant 584, teilstationär 62, stationär 435, zusammen 1.081.")
    );
}

#[test]
fn secret_parts_of_a_known_total_become_one_part_that_says_nothing() {
    let secret = |teil: Punkt, stat: Punkt, sums: bool| {
        let daten = Reihendaten::new("Hilfen", "", ganze, quartale(2))
            .reihe("ambulant", Stil::Dunkel, werte(&[30, 40]))
            .reihe("teilstationär", Stil::Weiss, [teil, Punkt::from(4)])
            .reihe("stationär", Stil::Hell, [stat, Punkt::from(6)]);
        let daten = if sums { daten.summen(werte(&[50, 50])) } else { daten };
        as_json(&gestapelt(daten, 100, 50))
    };
    let both = secret(Punkt::Gesperrt, Punkt::Gesperrt, true);
    assert_eq!(
        both["saeulen"][0]["teile"],
        // 30/50·0,92 = 0,552; the rest up to 0,92.
        json!([
            { "stil": "dunkel", "y": 0.0, "hoehe": 0.552, "text": "30", "detail": "60,0\u{202f}%" },
            { "stil": "gesperrt", "y": 0.552, "hoehe": 0.368, "text": ".", "detail": null },
        ])
    );
    assert!(
        both["alt"]
            .as_str()
            .expect("alt")
            .contains("ambulant 30, teilstationär gesperrt, stationär gesperrt, zusammen 50.")
    );
    // Without a total that is published by itself the column says no more than its known parts.
    let unknown = secret(Punkt::Gesperrt, Punkt::Gesperrt, false);
    assert_eq!(unknown["saeulen"][0]["teile"].as_array().map(Vec::len), Some(1));
    assert_eq!(unknown["saeulen"][0]["kopf"], ".");
    assert_eq!(unknown["saeulen"][0]["teile"][0]["detail"], Value::Null, "a share would tell the total");
    // One secret part alone could be read off the drawing.
    let one = secret(Punkt::Gesperrt, Punkt::from(15), true);
    assert_eq!(one["saeulen"][0]["teile"].as_array().map(Vec::len), Some(2));
}

#[test]
fn a_quarter_of_which_nothing_is_known_has_no_column_but_a_sign() {
    let daten = Reihendaten::new("Hilfen", "", ganze, quartale(3))
        .reihe("ambulant", Stil::Dunkel, [Punkt::from(3), Punkt::Fehlt, Punkt::Gesperrt])
        .reihe("stationär", Stil::Hell, [Punkt::from(3), Punkt::Fehlt, Punkt::Gesperrt]);
    let bild = as_json(&gestapelt(daten, 60, 40));
    assert_eq!(bild["saeulen"].as_array().map(Vec::len), Some(1));
    assert_eq!(
        [&bild["zeit"][0]["fehlt"], &bild["zeit"][1]["fehlt"], &bild["zeit"][2]["fehlt"]],
        [&Value::Null, &json!("…"), &json!(".")]
    );
    assert_eq!(bild["legende"].as_array().map(Vec::len), Some(2), "no part of the last column to name");
}

#[test]
fn columns_side_by_side_write_nothing_as_a_dash() {
    let daten = Reihendaten::new("Neue Hilfen", "", ganze, vec![Kategorie::name("Achim"), Kategorie::name("Oyten")])
        .reihe("Vorjahr", Stil::Vorjahr, [Punkt::from(0), Punkt::Gesperrt])
        .reihe("jetzt", Stil::Ist, [Punkt::from(4), Punkt::Fehlt]);
    let bild = as_json(&saeulen(daten, 60, 40));
    let heads: Vec<_> =
        bild["saeulen"].as_array().expect("columns").iter().map(|column| column["kopf"].clone()).collect();
    assert_eq!(heads, ["–", "4", ".", "…"]);
    assert_eq!(bild["saeulen"][1]["teile"][0]["hoehe"], 0.92);
    assert_eq!(
        bild["alt"],
        "Säulendiagramm: Neue Hilfen. Achim: Vorjahr 0, jetzt 4. Oyten: Vorjahr gesperrt, jetzt nicht geliefert."
    );
}

#[test]
fn a_bullet_shows_what_lies_over_its_frame() {
    let hundert = Decimal::ONE;
    let balken = vec![
        Balken::new("Dörverden")
            .teil("Ist", Stil::Ist, Decimal::new(50, 2))
            .teil("gebunden", Stil::Gebunden, Decimal::new(75, 2))
            .rahmen(hundert)
            .marke(Decimal::new(496, 3))
            .wert("125,0\u{202f}%"),
        Balken::new("ohne Sozialraum").zeichen("x").wert("x"),
        Balken::new("Oyten").teil("Ist", Stil::Ist, Punkt::Gesperrt).rahmen(hundert),
    ];
    let daten = Streifendaten::new("Auslastung", "Zusagen übersteigen das Budget", anteil, balken);
    let bild = as_json(&streifen(&daten, 165));
    // The longest, 125 %, fills the scale: 0,5/1,25 = 0,4; 1/1,25 = 0,8; 0,496/1,25 = 0,3968.
    assert_eq!(
        bild["zeilen"][0]["teile"],
        json!([
            { "stil": "ist", "x": 0.0, "breite": 0.4, "text": null },
            { "stil": "gebunden", "x": 0.4, "breite": 0.4, "text": null },
            { "stil": "ueber", "x": 0.8, "breite": 0.2, "text": null },
        ])
    );
    assert_eq!([&bild["zeilen"][0]["rahmen"], &bild["zeilen"][0]["marke"]], [&json!(0.8), &json!(0.3968)]);
    assert_eq!(bild["zeilen"][1]["zeichen"], "x");
    assert_eq!([&bild["zeilen"][2]["zeichen"], &bild["zeilen"][2]["wert"]], [&json!("."), &json!(".")]);
    assert_eq!(
        bild["alt"],
        "Gestapelte Balken: Auslastung. Dörverden: Ist 50,0 Prozent, gebunden 75,0 Prozent, 125,0 Prozent. ohne \
         Sozialraum: nicht sinnvoll. Oyten: gesperrt. Aussage: Zusagen übersteigen das Budget."
    );
}

#[test]
fn words_stand_only_in_pieces_of_twelve_millimetres() {
    let balken = vec![Balken::new("Ziele").teil("ja", Stil::Dunkel, 9).teil("nein", Stil::Weiss, 1).wert("10 Ziele")];
    let mut daten = Streifendaten::new("Ziele", "", ganze, balken);
    daten.beschriftet = true;
    let Schaubild::Streifen(bild) = streifen(&daten, 120) else { panic!("bars") };
    // 120 less 16 for the name and 16 for „10 Ziele“: a tenth of what is left is under 12 mm.
    let words: Vec<_> = bild.zeilen[0].teile.iter().map(|teil| teil.text.as_deref()).collect();
    assert_eq!(words, [Some("9"), None]);
    assert!(bild.flaeche.breite < 120);
}

#[test]
fn a_slope_is_not_joined_over_a_gap() {
    let daten = Reihendaten::new("Anteile", "", ganze, quartale(3))
        .reihe("ambulant", Stil::Dunkel, [Punkt::from(46), Punkt::Gesperrt, Punkt::from(23)])
        .reihe("stationär", Stil::Hell, [Punkt::Fehlt; 3]);
    let bild = as_json(&steigung(daten, 140, 40));
    assert_eq!(bild["linien"].as_array().map(Vec::len), Some(2), "two stretches of one series");
    assert_eq!(bild["linien"][0]["punkte"], json!([[0.0, 0.92]]));
    assert_eq!(bild["linien"][0]["links"], json!({ "lage": 0.92, "text": "ambulant 46" }));
    assert_eq!(bild["linien"][1]["rechts"], json!({ "lage": 0.46, "text": "23" }));
    assert_eq!(bild["hinweis"], "stationär: nicht geliefert.");
}

#[test]
fn tiles_share_one_scale_and_say_the_ends_of_many_values() {
    let rahmen = Reihendaten::new("Hilfedichte", "Verschoben", zehntel, quartale(6));
    let tile = |name: &str, top: u32| {
        let daten = rahmen.clone().reihe("ambulant", Stil::Dunkel, werte(&[10, 11, 12, 13, 14, top]));
        (name.to_owned(), daten.reihe("stationär", Stil::Hell, werte(&[4; 6])))
    };
    let few = as_json(&kacheln(&rahmen, vec![tile("Achim", 20), tile("Oyten", 10)], Kachelart::Linien, 4, 24));
    // 20 is the largest of all: 0,92; 10 on the same scale 0,46.
    assert_eq!(few["kacheln"][0]["bild"]["reihen"][0]["abschnitte"][0][5], json!([0.9167, 0.92]));
    assert_eq!(few["kacheln"][1]["bild"]["reihen"][0]["abschnitte"][0][5], json!([0.9167, 0.46]));
    assert!(few["alt"].as_str().expect("alt").starts_with(
        "Zwei kleine Liniendiagramme: Hilfedichte, 1.\u{a0}Quartal 2025 bis 2.\u{a0}Quartal 2026. Achim: ambulant 10,0, 11,0,"
    ));
    let tiles = (0..8).map(|index| tile(&format!("Raum {index}"), 20)).collect();
    let many = as_json(&kacheln(&rahmen, tiles, Kachelart::Linien, 4, 24));
    assert!(many["alt"].as_str().expect("alt").contains(
        ", 1.\u{a0}Quartal 2025 und 2.\u{a0}Quartal 2026. Raum 0: ambulant 10,0 und 20,0; stationär 4,0 und 4,0."
    ));
}

#[test]
fn a_long_series_names_quarters_with_their_years_below() {
    let daten = Reihendaten::new("", "", ganze, quartale(20)).reihe("a", Stil::Dunkel, werte(&[1; 20]));
    let bild = as_json(&linien(daten, 112, 50));
    assert_eq!(bild["zeit"][19]["text"], "2");
    assert_eq!(bild["jahre"][0], json!({ "von": 0.0, "bis": 0.1, "text": "2021" }));
    assert_eq!(bild["jahre"][5], json!({ "von": 0.9, "bis": 1.0, "text": "2026" }));
    let names = (0..20).map(|index| Kategorie::name(&format!("Sozialraum {index}"))).collect();
    let bild =
        as_json(&saeulen(Reihendaten::new("", "", ganze, names).reihe("a", Stil::Ist, werte(&[1; 20])), 112, 50));
    let shown = bild["zeit"].as_array().expect("axis").iter().filter(|place| place["text"] != "").count();
    assert!((2..=6).contains(&shown), "{shown}");
}

#[test]
fn the_values_stay_with_the_drawing() {
    let daten =
        Reihendaten::new("", "", ganze, quartale(2)).reihe("a", Stil::Dunkel, [Punkt::from(7), Punkt::Gesperrt]);
    let bild = linien(daten, 100, 50);
    let reihe = &bild.daten().expect("data").reihen[0];
    assert_eq!(reihe.punkte.iter().map(|punkt| punkt.wert()).collect::<Vec<_>>(), [Some(Decimal::from(7)), None]);
    assert!(as_json(&bild).get("daten").is_none());
}

fn punkt() -> impl Strategy<Value = Punkt> {
    prop_oneof![
        6 => (-2_000_000_i64..2_000_000_000, 0_u32..4).prop_map(|(n, places)| Punkt::Wert(Decimal::new(n, places))),
        1 => Just(Punkt::Gesperrt),
        1 => Just(Punkt::Fehlt),
    ]
}

fn daten() -> impl Strategy<Value = Reihendaten> {
    (1_usize..25, 1_usize..5, any::<bool>()).prop_flat_map(|(count, series, scale)| {
        let rows = prop::collection::vec(prop::collection::vec(punkt(), count), series);
        rows.prop_map(move |rows| {
            let stile = [Stil::Dunkel, Stil::Weiss, Stil::Hell, Stil::Schraffiert];
            let mut daten = Reihendaten::new("Gegenstand", "Aussage", zehntel, quartale(count)).bruch(count / 2, "neu");
            for (index, (row, stil)) in rows.into_iter().zip(stile).enumerate() {
                daten = daten.reihe(&format!("Reihe {index}"), stil, row);
            }
            if scale { daten.achse("€") } else { daten }
        })
    })
}

/// Every fraction of a drawing.
fn fractions(value: &Value, found: &mut Vec<(String, String)>, key: &str) {
    match value {
        Value::Number(number) if number.is_f64() => found.push((key.to_owned(), number.to_string())),
        Value::Array(items) => items.iter().for_each(|item| fractions(item, found, key)),
        Value::Object(fields) => fields.iter().for_each(|(key, field)| fractions(field, found, key)),
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(160))]

    #[test]
    fn every_place_lies_in_the_area_with_four_decimals(daten in daten()) {
        let rahmen = Reihendaten { reihen: Vec::new(), ..daten.clone() };
        let tiles = vec![("A".to_owned(), daten.clone()), ("B".to_owned(), daten.clone())];
        let balken = daten.kategorien.iter().enumerate().map(|(index, kategorie)| {
            let mut balken = Balken::new(&kategorie.text).rahmen(Decimal::from(1000)).marke(Decimal::from(500));
            for (reihe, punkt) in daten.reihen.iter().zip(daten.punkte(index)) {
                balken = balken.teil(&reihe.name, Stil::Ist, punkt);
            }
            balken
        });
        let rows = Streifendaten::new("", "", ganze, balken.collect());
        let bilder = [
            linien(daten.clone(), 112, 58),
            gestapelt(daten.clone(), 130, 62),
            saeulen(daten.clone(), 130, 62),
            steigung(daten.clone(), 140, 40),
            kacheln(&rahmen, tiles.clone(), Kachelart::Linien, 3, 24),
            kacheln(&rahmen, tiles, Kachelart::Steigung, 3, 24),
            streifen(&rows, 165),
        ];
        for bild in &bilder {
            let mut found = Vec::new();
            fractions(&as_json(bild), &mut found, "");
            for (key, text) in found {
                let value: Decimal = text.parse().expect("a number");
                prop_assert!((Decimal::ZERO..=Decimal::ONE).contains(&value) && value.scale() <= 4, "{key} {text}");
            }
        }
        // Parts stand on each other and end at the head.
        let Schaubild::Saeulen(stack) = &bilder[1] else { panic!("columns") };
        for column in &stack.saeulen {
            let mut upper = Lage::NULL;
            for teil in &column.teile {
                prop_assert_eq!(teil.y, upper);
                upper = Lage::of(teil.y.ten_thousandths() + teil.hoehe.ten_thousandths());
            }
            prop_assert_eq!(upper, column.kopf_lage);
        }
    }
}
