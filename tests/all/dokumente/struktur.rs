//! What a screen reader meets: headings, tables with their header cells, lists, figures with words.
//!
//! A validator does not see a table without a head or a chart that forgot to be a figure; so the rules are checked
//! here for every PDF, and the structure of one document of each template is kept as a snapshot.

use std::collections::BTreeSet;

use serde_json::Value;

use super::pdf::{Element, Kind, Pdf};
use super::werkstatt::lauf;

/// Elements that may hold text of their own.
const HOLD_TEXT: [&str; 14] =
    ["P", "H1", "H2", "H3", "TH", "TD", "Lbl", "LBody", "Span", "Strong", "Em", "Figure", "Link", "Caption"];

/// The structure as an indented list. Neighbours of the same shape are counted instead of repeated.
pub(crate) fn umriss(element: &Element, depth: usize, lines: &mut Vec<String>) {
    let mut line = format!("{}{}", "  ".repeat(depth), element.art);
    if let Some(scope) = &element.scope {
        line.push_str(&format!(" {scope}"));
    }
    if let Some(alt) = &element.alt {
        let short: String = alt.chars().take(40).collect();
        line.push_str(&format!(" [{short}{}]", if alt.chars().count() > 40 { "…" } else { "" }));
    }
    if element.art.starts_with('H') {
        line.push_str(&format!(" {}", element.text().split_whitespace().collect::<Vec<_>>().join(" ")));
    } else if element.kinder.iter().any(|kind| matches!(kind, Kind::Text(text) if !text.trim().is_empty())) {
        line.push_str(" ·");
    }
    lines.push(line);
    let mut last: Vec<String> = Vec::new();
    let mut first_line = 0;
    let mut count = 1;
    for child in element.elemente() {
        let mut outline = Vec::new();
        umriss(child, depth + 1, &mut outline);
        if outline == last {
            count += 1;
            continue;
        }
        if count > 1 {
            lines[first_line].push_str(&format!(" ×{count}"));
        }
        first_line = lines.len();
        count = 1;
        lines.extend(outline.iter().cloned());
        last = outline;
    }
    if count > 1 {
        lines[first_line].push_str(&format!(" ×{count}"));
    }
}

#[test]
fn the_structure_of_each_template_is_as_it_was_read_through() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(crate::arbeitsbereich::root().join("tests/all/snapshots"));
    settings.set_omit_expression(true);
    let _scope = settings.bind_to_scope();
    for (name, path) in [
        ("budgetuebersicht_achim", "budgetuebersicht-achim.pdf"),
        ("budgetuebersicht_kreis", "budgetuebersicht-kreis.pdf"),
        ("budgetuebersicht_region_sued", "budgetuebersicht-region-sued.pdf"),
        ("evaluation_verden", "2026-H1/evaluation-verden.pdf"),
        ("evaluation_kreis", "2026-H1/evaluation-kreis.pdf"),
        ("quartalsdaten_verden", "quartalsdaten-verden.pdf"),
        ("beschluesse", "beschluesse.pdf"),
        ("angebote", "angebote.pdf"),
        ("angebote_langwedel", "angebote-langwedel.pdf"),
        ("anlage_1", "anlagen/GWA-2026-01/anlage-1.pdf"),
        ("anlage_2", "anlagen/GWA-2026-01/anlage-2.pdf"),
        ("anlage_3", "anlagen/GWA-2026-01/anlage-3.pdf"),
        ("nachweis", "2025/nachweis-GWA-2024-07-2025.pdf"),
        ("steuerung", "2025/steuerungsbericht.pdf"),
        ("bescheid_bewilligung", "bescheide/GWA-2024-07/bescheid-b.pdf"),
        ("bescheid_ablehnung", "bescheide/GWA-2026-16/bescheid-a.pdf"),
        ("anlage_1_leer", "formulare/anlage-1.pdf"),
        ("anlage_2_leer", "formulare/anlage-2.pdf"),
        ("anlage_3_leer", "formulare/anlage-3.pdf"),
    ] {
        let mut lines = Vec::new();
        umriss(&lauf().pdf(path).struktur(), 0, &mut lines);
        insta::assert_snapshot!(name, lines.join("\n"));
    }
}

/// Level of a heading.
fn level(element: &Element) -> Option<u32> {
    element.art.strip_prefix('H').and_then(|level| level.parse().ok())
}

fn check_headings(pdf: &Pdf, root: &Element, wrong: &mut Vec<String>) {
    let levels: Vec<u32> = root.alle().into_iter().filter_map(level).collect();
    let one_title = levels.first() == Some(&1) && levels.iter().filter(|level| **level == 1).count() == 1;
    let no_gap = levels.windows(2).all(|pair| pair[1] <= pair[0] + 1);
    if !one_title || !no_gap {
        wrong.push(format!("{}: headings {levels:?}", pdf.pfad));
    }
    for heading in root.alle().into_iter().filter(|element| level(element).is_some()) {
        if heading.text().trim().is_empty() {
            wrong.push(format!("{}: a heading without words", pdf.pfad));
        }
    }
}

/// A table begins with rows of column headers; each row below has one header cell of its own, or one that spans it
/// from above; and each cell of data names its headers, so that a reader can say them before the value.
///
/// Typst leaves out THead and TBody as soon as a row has a header cell (they are optional in PDF/UA-1), so the scope
/// of the header cells is what counts.
fn check_table(pdf: &Pdf, table: &Element, wrong: &mut Vec<String>) {
    // A numbered table has its caption within it.
    let rows: Vec<&Element> = table.elemente().filter(|part| part.art != "Caption").collect();
    let has_scope = |cell: &Element, scope: &str| cell.art == "TH" && cell.scope.as_deref() == Some(scope);
    let is_head = |row: &&Element| row.elemente().all(|cell| has_scope(cell, "Column"));
    let head = rows.iter().take_while(|row| is_head(row)).count();
    let all = table.alle();
    let named = |cell: &Element, scope: &str| {
        cell.headers.iter().any(|id| all.iter().any(|th| th.id.as_ref() == Some(id) && has_scope(th, scope)))
    };
    let mut complain = |what: &str, row: &Element| {
        wrong.push(format!("{}: {what}: {}", pdf.pfad, row.text().split_whitespace().collect::<Vec<_>>().join(" ")));
    };
    if head == 0 || rows.len() == head || rows.iter().any(|row| row.art != "TR") {
        complain("a table without head or rows", table);
    }
    // Names over the lines below them are heads of their own.
    for row in rows.iter().skip(head).filter(|row| !is_head(row)) {
        let own = row.elemente().filter(|cell| has_scope(cell, "Row")).count();
        let spanned = row.elemente().any(|cell| named(cell, "Row"));
        // A line to write on has no name yet.
        let is_blank = !row.text().contains(char::is_alphanumeric);
        if own > 1 || row.elemente().any(|cell| has_scope(cell, "Column")) || !(own == 1 || spanned || is_blank) {
            complain("a row without its one header", row);
        }
        if row.elemente().any(|cell| cell.art == "TD" && !named(cell, "Column")) {
            complain("a cell that names no header of its column", row);
        }
    }
    for cell in all.iter().filter(|cell| cell.art == "TH" && cell.text().trim().is_empty()) {
        complain("a header cell without words", cell);
    }
}

#[test]
fn headings_tables_lists_and_paragraphs_are_whole_in_every_pdf() {
    let mut wrong = Vec::new();
    let mut tables = 0;
    for pdf in lauf().pdfs.values() {
        let root = pdf.struktur();
        check_headings(pdf, &root, &mut wrong);
        for element in root.alle() {
            let children: BTreeSet<&str> = element.elemente().map(|child| child.art.as_str()).collect();
            let only = |allowed: &[&str]| children.iter().all(|art| allowed.contains(art));
            let good = match element.art.as_str() {
                "Table" => {
                    tables += 1;
                    check_table(pdf, element, &mut wrong);
                    true
                }
                "L" => only(&["LI"]) && !children.is_empty(),
                "LI" => element.elemente().map(|part| part.art.as_str()).eq(["Lbl", "LBody"]),
                "Figure" => element.alt.as_ref().is_some_and(|alt| !alt.trim().is_empty()),
                _ => true,
            };
            let bare = element.kinder.iter().find_map(|kind| match kind {
                Kind::Text(text) if !text.trim().is_empty() && !HOLD_TEXT.contains(&element.art.as_str()) => Some(text),
                _ => None,
            });
            if let Some(text) = bare {
                wrong.push(format!("{}: text outside of a paragraph, in {}: {text}", pdf.pfad, element.art));
            }
            if !good {
                wrong.push(format!("{}: {} of {children:?}", pdf.pfad, element.art));
            }
        }
    }
    assert!(wrong.is_empty(), "{} faults\n{}", wrong.len(), wrong.join("\n"));
    assert!(tables > 350, "{tables} tables");
}

/// Text directly in a grid or block is tagged Span without a paragraph around it; a reader then runs it into its
/// neighbours.
#[test]
fn every_text_belongs_to_a_paragraph_heading_cell_or_list() {
    fn walk(element: &Element, inside: bool, found: &mut Vec<String>) {
        let inside = inside
            || (HOLD_TEXT.contains(&element.art.as_str()) && !["Span", "Strong", "Em"].contains(&element.art.as_str()));
        for kind in &element.kinder {
            match kind {
                Kind::Text(text) if !inside && !text.trim().is_empty() => found.push(text.clone()),
                Kind::Text(_) => {}
                Kind::Element(child) => walk(child, inside, found),
            }
        }
    }
    let mut wrong = Vec::new();
    for pdf in lauf().pdfs.values() {
        let mut found = Vec::new();
        walk(&pdf.struktur(), false, &mut found);
        wrong.extend(found.into_iter().map(|text| format!("{}: {text}", pdf.pfad)));
    }
    assert!(wrong.is_empty(), "{} texts\n{}", wrong.len(), wrong.join("\n"));
}

/// Every value of a key anywhere in the data, in their order.
fn values_of<'a>(value: &'a Value, key: &str, found: &mut Vec<&'a Value>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| values_of(item, key, found)),
        Value::Object(fields) => {
            for (name, field) in fields {
                if name == key {
                    found.push(field);
                } else {
                    values_of(field, key, found);
                }
            }
        }
        _ => {}
    }
}

fn alts(pdf: &Pdf) -> Vec<String> {
    let root = pdf.struktur();
    root.alle().into_iter().filter(|element| element.art == "Figure").filter_map(|figure| figure.alt.clone()).collect()
}

/// A chart that is no figure is silently an ornament to a screen reader, and still valid PDF/UA-1.
#[test]
fn every_chart_is_a_figure_told_in_words() {
    let mut charts = 0;
    for (pdf, dokument) in lauf().paare().filter(|(pdf, _)| pdf.pfad.contains("budgetuebersicht-")) {
        let mut declared = Vec::new();
        values_of(&dokument.daten, "alt", &mut declared);
        let declared: Vec<_> = declared.into_iter().map(|alt| alt.as_str().expect("a text").to_owned()).collect();
        assert!(!declared.is_empty(), "{}: the sample has a budget everywhere", pdf.pfad);
        assert_eq!(alts(pdf), declared, "{}", pdf.pfad);
        for alt in &declared {
            let length = alt.chars().count();
            assert!((150..=600).contains(&length), "{}: {length} characters: {alt}", pdf.pfad);
            assert!(!alt.contains("Bild von") && !alt.contains(['€', '%']), "{}: {alt}", pdf.pfad);
        }
        charts += declared.len();
    }
    // Eight Sozialräume with bullet and year; two Regionen and the Kreis with their panels.
    assert_eq!(charts, 8 * 2 + 3);
}

#[test]
fn every_balance_of_an_evaluation_is_a_figure_told_in_words() {
    let mut charts = 0;
    for (pdf, dokument) in lauf().paare().filter(|(pdf, _)| pdf.pfad.contains("evaluation-")) {
        let mut declared = Vec::new();
        values_of(&dokument.daten["bilanz"], "alt", &mut declared);
        let declared: Vec<_> = declared.into_iter().map(|alt| alt.as_str().expect("a text").to_owned()).collect();
        assert_eq!(alts(pdf), declared, "{}", pdf.pfad);
        assert!(declared.iter().all(|alt| alt.contains("Aussage: ")), "{}: {declared:?}", pdf.pfad);
        charts += declared.len();
    }
    assert_eq!(charts, 9, "a balance of goals in each");
}

/// As an ornament a tick would be silent: the form would read as if nothing were chosen.
#[test]
fn every_tick_box_says_whether_it_is_ticked() {
    let mut boxes = 0;
    for (pdf, dokument) in lauf().paare().filter(|(pdf, _)| pdf.pfad.contains("anlage-")) {
        let mut declared = Vec::new();
        values_of(&dokument.daten, "an", &mut declared);
        let ticked = declared.iter().filter(|an| an.as_bool() == Some(true)).count();
        let mut all = declared.len();
        if pdf.pfad == "formulare/anlage-3.pdf" {
            // The blank form lets one choose among its offers, or none.
            all += dokument.daten["matrix"]["spalten"].as_array().expect("offers").len() + 1;
        }
        let alts = alts(pdf);
        let said = |words: &str| alts.iter().filter(|alt| *alt == words).count();
        assert_eq!(said("angekreuzt"), ticked, "{}", pdf.pfad);
        assert_eq!(said("nicht angekreuzt"), all - ticked, "{}", pdf.pfad);
        assert_eq!(alts.len(), all, "{}: {alts:?}", pdf.pfad);
        boxes += all;
    }
    assert!(boxes > 1000, "{boxes} boxes");
}

/// For the file: whoever looks for the page of a run finds it on one sheet.
#[test]
fn the_pruefprotokoll_is_one_page_and_carries_the_protocol() {
    let pdf = lauf().pdf("pruefprotokoll.pdf");
    assert_eq!(pdf.document.get_pages().len(), 1);
    let anhaenge = pdf.anhaenge();
    assert_eq!(anhaenge.len(), 1);
    let text = pdf.text();
    for word in ["Eingaben", "Befunde der Prüfung", "Rechenprobe", "Geheimhaltung", "Ausgaben"] {
        assert!(text.contains(word), "{word}");
    }
    let attached: Value = serde_json::from_slice(&anhaenge[0].bytes).expect("JSON");
    let kept = std::fs::read(lauf().root.join("reports/2026-Q2/lauf.json")).expect("a protocol");
    assert_eq!(attached, serde_json::from_slice::<Value>(&kept).expect("JSON"));
}
