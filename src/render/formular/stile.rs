//! How the cells of a form look: entries on a tint with a line below, as on paper.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::present::formular::{Stil, Zahlform, Zelle};

/// Colours of the house.
const INK: u32 = 0x1c_2126;
const SOFT: u32 = 0x4a_545d;
const LINE: u32 = 0x7b_868f;
const HAIR: u32 = 0xcf_d6db;
const TINT: u32 = 0xe6_edf3;

/// The looks of one form.
pub struct Stile {
    accent: Color,
}

impl Stile {
    /// With the office's colour, `#rrggbb`.
    pub fn new(akzent: &str) -> Self {
        let accent = u32::from_str_radix(akzent.trim_start_matches('#'), 16).unwrap_or(INK);
        Self { accent: Color::RGB(accent) }
    }

    /// The look of a cell.
    pub fn format(&self, zelle: &Zelle) -> Format {
        let format = number(self.look(zelle.stil), zelle.zahlform);
        if zelle.eingabe.is_some() { format.set_unlocked() } else { format }
    }

    fn look(&self, stil: Stil) -> Format {
        let base = base().set_font_color(Color::RGB(INK)).set_align(FormatAlign::VerticalCenter);
        let entry = || {
            base.clone()
                .set_background_color(Color::RGB(TINT))
                .set_border_bottom(FormatBorder::Thin)
                .set_border_bottom_color(Color::RGB(LINE))
                .set_text_wrap()
        };
        let fixed = || {
            base.clone().set_border_bottom(FormatBorder::Hair).set_border_bottom_color(Color::RGB(HAIR)).set_text_wrap()
        };
        let head = || {
            base.clone()
                .set_bold()
                .set_font_size(9)
                .set_text_wrap()
                .set_align(FormatAlign::Bottom)
                .set_border_top(FormatBorder::Medium)
                .set_border_bottom(FormatBorder::Thin)
        };
        let total =
            || base.clone().set_bold().set_border_top(FormatBorder::Medium).set_border_bottom(FormatBorder::Medium);
        match stil {
            Stil::Anlage => base.set_bold().set_font_color(self.accent),
            Stil::Titel => base.set_bold().set_font_size(16),
            Stil::Untertitel => base.set_font_size(11).set_font_color(Color::RGB(SOFT)),
            Stil::Adresse => base
                .set_font_size(9)
                .set_border_left(FormatBorder::Medium)
                .set_border_left_color(self.accent)
                .set_indent(1),
            Stil::Frage => base.set_bold().set_align(FormatAlign::Bottom),
            Stil::Hinweis => base.set_font_size(9).set_font_color(Color::RGB(SOFT)).set_align(FormatAlign::Bottom),
            Stil::Text => base.set_text_wrap(),
            Stil::Feldname => base.set_font_size(9).set_font_color(Color::RGB(SOFT)),
            Stil::Feld => entry().set_align(FormatAlign::Left).set_indent(1),
            Stil::Langtext => entry().set_align(FormatAlign::Left).set_align(FormatAlign::Top),
            Stil::FeldMitte => entry().set_align(FormatAlign::Center),
            Stil::FeldRechts => entry().set_align(FormatAlign::Right),
            Stil::Fest => fixed().set_align(FormatAlign::Left),
            Stil::FestRechts => fixed().set_align(FormatAlign::Right),
            Stil::Kopf => head(),
            Stil::KopfMitte => head().set_align(FormatAlign::Center),
            Stil::KopfRechts => head().set_align(FormatAlign::Right),
            Stil::Block => base.set_bold().set_border_top(FormatBorder::Thin).set_text_wrap(),
            Stil::Summenname => total(),
            Stil::Summe => total().set_align(FormatAlign::Right),
            Stil::Endsummenname => total().set_font_size(12),
            Stil::Endsumme => total().set_font_size(12).set_align(FormatAlign::Right),
        }
    }
}

/// The font of the whole workbook.
pub fn base() -> Format {
    Format::new().set_font_name("Arial").set_font_size(10)
}

fn number(format: Format, zahlform: Zahlform) -> Format {
    match zahlform {
        Zahlform::Standard => format,
        Zahlform::Text => format.set_num_format("@"),
        Zahlform::Betrag => format.set_num_format("#,##0.00"),
        Zahlform::Mittel => format.set_num_format("0.0000"),
        Zahlform::Datum => format.set_num_format("dd\\.mm\\.yyyy"),
    }
}
