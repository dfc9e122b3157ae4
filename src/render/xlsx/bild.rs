//! Native charts. Patterns, outlines, dashes and markers tell series apart also without colour.

use rust_xlsxwriter::{
    Chart, ChartAxisCrossing, ChartDataLabel, ChartDataLabelPosition, ChartEmptyCells, ChartFont, ChartFormat,
    ChartLegendPosition, ChartLine, ChartLineDashType, ChartMarker, ChartMarkerType, ChartPatternFill,
    ChartPatternFillType, ChartSeries, ChartSolidFill, ChartType, Color,
};

use crate::present::mappe::{Bild, Bildart, Blatt, Mappe};
use crate::present::schaubild::Stil;

/// Colours of the documents; the accent is the office's.
const TINTE: Color = Color::RGB(0x1c_2126);
const HAAR: Color = Color::RGB(0xcf_d6db);
const HELL: Color = Color::RGB(0xa9_c4d8);
const GRAU: Color = Color::RGB(0x7b_868f);

/// Size in pixels.
const BREITE: u32 = 820;
const HOEHE: u32 = 440;
const HOEHE_BALKEN: u32 = 560;

/// The chart of a sheet whose headings stand in row `head`.
pub(super) fn chart(mappe: &Mappe, blatt: &Blatt, bild: &Bild, head: u32) -> Chart {
    let akzent = Color::from(mappe.akzent.as_str());
    let mut chart = Chart::new(match bild.art {
        Bildart::Balken => ChartType::Bar,
        Bildart::Gestapelt => ChartType::ColumnStacked,
        Bildart::Linien => ChartType::Line,
    });
    let last = head + u32::try_from(blatt.tabelle.zeilen.len()).unwrap_or(0);
    for (column, stil) in &bild.reihen {
        let mut series = ChartSeries::new();
        let sheet = blatt.name.as_str();
        series.set_name((sheet, head, *column)).set_categories((sheet, head + 1, 0, last, 0)).set_values((
            sheet,
            head + 1,
            *column,
            last,
            *column,
        ));
        look(&mut series, bild, *stil, akzent);
        chart.push_series(&series);
    }
    axes(&mut chart, bild);
    chart.title().set_name(&bild.titel).set_font(ChartFont::new().set_size(12).set_bold().set_color(TINTE));
    chart.legend().set_position(ChartLegendPosition::Bottom).set_font(ChartFont::new().set_size(10));
    chart
        .show_empty_cells_as(ChartEmptyCells::Gaps)
        .set_name(format!("Schaubild {}", blatt.tabelle.name))
        .set_alt_text(&bild.alt)
        .set_width(BREITE)
        .set_height(if bild.art == Bildart::Balken { HOEHE_BALKEN } else { HOEHE });
    chart
}

fn axes(chart: &mut Chart, bild: &Bild) {
    let font = || ChartFont::new().set_size(10).set_color(TINTE).clone();
    let name = || ChartFont::new().set_size(10).unset_bold().set_color(TINTE).clone();
    // The library calls the horizontal axis x, also where the bars lie.
    let is_lying = bild.art == Bildart::Balken;
    let categories = if is_lying { chart.y_axis() } else { chart.x_axis() };
    categories.set_name(&bild.kategorien).set_name_font(&name()).set_font(&font()).set_major_gridlines(false);
    if is_lying {
        // From above to below as in the table, the scale below them.
        categories.set_reverse().set_crossing(ChartAxisCrossing::Max);
    }
    let values = if is_lying { chart.x_axis() } else { chart.y_axis() };
    values
        .set_name(&bild.werte)
        .set_name_font(&name())
        .set_font(&font())
        .set_min(0)
        .set_num_format(bild.format)
        .set_major_gridlines(true)
        .set_major_gridlines_line(ChartLine::new().set_color(HAAR).set_width(0.5));
}

fn look(series: &mut ChartSeries, bild: &Bild, stil: Stil, akzent: Color) {
    match bild.art {
        Bildart::Linien => line(series, stil, akzent),
        Bildart::Balken => {
            // Bars lie over each other: what is used in front of what there is.
            series.set_overlap(100).set_gap(45).set_format(&mut area(stil, akzent));
        }
        Bildart::Gestapelt => {
            let ink = if matches!(stil, Stil::Dunkel | Stil::Ist) { Color::White } else { TINTE };
            series.set_overlap(100).set_gap(45).set_format(&mut area(stil, akzent)).set_data_label(
                ChartDataLabel::new()
                    .show_value()
                    .set_position(ChartDataLabelPosition::Center)
                    // Nothing has no label.
                    .set_num_format(format!("{};;", bild.format))
                    .set_font(ChartFont::new().set_size(9).set_color(ink)),
            );
        }
    }
}

/// How an area looks: solid, light, white, hatched, dotted, or an outline alone.
fn area(stil: Stil, akzent: Color) -> ChartFormat {
    let mut format = ChartFormat::new();
    let edge = ChartLine::new().set_color(TINTE).set_width(0.75).clone();
    let solid = |color: Color| ChartSolidFill::new().set_color(color).clone();
    let pattern = |kind: ChartPatternFillType, color: Color| {
        ChartPatternFill::new().set_pattern(kind).set_foreground_color(color).set_background_color(Color::White).clone()
    };
    match stil {
        Stil::Dunkel | Stil::Ist => format.set_solid_fill(&solid(akzent)).set_border(&edge),
        Stil::Hell | Stil::Gebunden => format.set_solid_fill(&solid(HELL)).set_border(&edge),
        Stil::Vorjahr => format.set_solid_fill(&solid(HAAR)).set_border(&edge),
        Stil::Weiss | Stil::Gesperrt => format.set_solid_fill(&solid(Color::White)).set_border(&edge),
        Stil::Frei => format.set_no_fill().set_border(ChartLine::new().set_color(TINTE).set_width(1.75)),
        Stil::Schraffiert | Stil::Hochrechnung | Stil::Ueber => format
            .set_pattern_fill(&pattern(ChartPatternFillType::DiagonalStripesWideUpwards, akzent))
            .set_border(&edge),
        Stil::Gepunktet => {
            format.set_pattern_fill(&pattern(ChartPatternFillType::Dotted30Percent, GRAU)).set_border(&edge)
        }
    };
    format
}

/// How a line looks: by its dashes and its markers.
fn line(series: &mut ChartSeries, stil: Stil, akzent: Color) {
    let (dash, kind, color, fill) = match stil.of_line() {
        Stil::Hell => (ChartLineDashType::Dash, ChartMarkerType::Square, akzent, Color::White),
        Stil::Weiss => (ChartLineDashType::RoundDot, ChartMarkerType::Triangle, akzent, akzent),
        Stil::Schraffiert => (ChartLineDashType::DashDot, ChartMarkerType::Diamond, akzent, Color::White),
        Stil::Vorjahr => (ChartLineDashType::LongDash, ChartMarkerType::X, GRAU, Color::White),
        _ => (ChartLineDashType::Solid, ChartMarkerType::Circle, akzent, akzent),
    };
    let stroke = ChartLine::new().set_color(color).set_width(2.25).set_dash_type(dash).clone();
    series.set_format(ChartFormat::new().set_line(&stroke));
    series.set_marker(
        ChartMarker::new().set_type(kind).set_size(8).set_format(
            ChartFormat::new()
                .set_solid_fill(ChartSolidFill::new().set_color(fill))
                .set_border(ChartLine::new().set_color(color).set_width(1)),
        ),
    );
    series.set_data_label(
        ChartDataLabel::new()
            .show_value()
            .set_position(ChartDataLabelPosition::Above)
            .set_font(ChartFont::new().set_size(9).set_color(TINTE)),
    );
}
