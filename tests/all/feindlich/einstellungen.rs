//! Settings, records and master data from elsewhere, made to harm: any bytes become values or mistakes, never a panic.

use proptest::prelude::*;
use sozialraumbericht::domain::amt::Einstellungen;
use sozialraumbericht::domain::export::Exportlayout;
use sozialraumbericht::domain::massnahme::Massnahme;
use sozialraumbericht::workspace::{LARGEST, neu_aus_json, read_bytes};

/// The mistakes in some bytes, each as a person sees it.
fn mistakes(bytes: &[u8]) -> Vec<String> {
    let settings = read_bytes::<Einstellungen>("sozialraumbericht.toml", bytes.to_vec()).err();
    let record = read_bytes::<Massnahme>("data/massnahmen/x.toml", bytes.to_vec()).err();
    let layout = read_bytes::<Exportlayout>("data/stammdaten/export/x.toml", bytes.to_vec()).err();
    let places = [settings, record, layout].into_iter().flatten().flatten();
    places.map(|place| place.render(false)).collect()
}

proptest! {
    #[test]
    fn no_bytes_are_a_panic(bytes: Vec<u8>) {
        prop_assert!(!mistakes(&bytes).is_empty());
    }

    #[test]
    fn no_text_is_a_panic(text in r#"([a-z"'=\[\]{}.,#0-9 \n\\\u{0}äß€]|"""|'''|1979-05-27|\[\[|\]\]|inf|nan|0x){0,60}"#) {
        prop_assert!(!mistakes(text.as_bytes()).is_empty());
    }

    #[test]
    fn no_slip_in_good_settings_is_a_panic(place in 0_usize..4000, put: [u8; 3], taken in 0_usize..40) {
        let mut bytes = include_bytes!("../../../sozialraumbericht.toml").to_vec();
        let place = place.min(bytes.len());
        let end = (place + taken).min(bytes.len());
        bytes.splice(place..end, put);
        let _ = mistakes(&bytes);
    }

    #[test]
    fn no_json_is_a_panic(bytes: Vec<u8>) {
        let folder = tempfile::tempdir().expect("a folder");
        prop_assert!(neu_aus_json(&folder.path().join("neu"), &bytes).is_err());
        prop_assert!(!folder.path().join("neu").exists());
    }
}

#[test]
fn what_nests_without_end_is_a_mistake() {
    let many = 100_000;
    let dotted = format!("{}b = 1", "a.".repeat(many));
    let headings = format!("[{}b]\nc = 1", "a.".repeat(many));
    let tables: String = (1..400).map(|depth| format!("[{}a]\n", "a.".repeat(depth))).collect();
    for text in [
        format!("x = {}", "[".repeat(many)),
        format!("x = {}1{}", "[".repeat(many), "]".repeat(many)),
        format!("x = {}", "{a=".repeat(many)),
        "[".repeat(many),
        "[[".repeat(many),
        dotted,
        headings,
        tables,
    ] {
        assert!(!mistakes(text.as_bytes()).is_empty(), "{}", &text[..20]);
    }
    let folder = tempfile::tempdir().expect("a folder");
    for text in ["[".repeat(many), "{\"a\":".repeat(many), format!("{}1{}", "[".repeat(100), "]".repeat(100))] {
        assert!(neu_aus_json(&folder.path().join("neu"), text.as_bytes()).is_err());
    }
}

#[test]
fn numbers_without_end_and_strange_bytes_are_mistakes() {
    let digits = "9".repeat(100_000);
    for text in [
        format!("stand = {digits}"),
        format!("jahre = [{digits}.{digits}]"),
        format!("jahre = [1e{digits}]"),
        format!("jahre = [0x{}]", "f".repeat(100_000)),
        format!("schema = \"{}\"", "\u{0}".repeat(1000)),
        "\u{feff}\u{feff}schema = 1".to_owned(),
        "\r\r\rschema\r=\r1".to_owned(),
        format!("{} = 1", "a".repeat(1_000_000)),
    ] {
        assert!(!mistakes(text.as_bytes()).is_empty(), "{}", &text[..12]);
    }
    assert!(mistakes(&vec![b'#'; LARGEST + 1]).iter().all(|told| told.contains("zu groß")));
}
