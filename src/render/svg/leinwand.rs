//! What an SVG is made of: shapes and words at places in hundredths of a millimetre.

use std::collections::BTreeSet;

use crate::present::schaubild::{Lage, Stil};

/// Hundredths of a millimetre of a millimetre.
pub(super) const MM: i64 = 100;
/// Size of all words: 8 pt.
const SCHRIFT: i64 = 282;
/// From the middle of a line of words down to its base line.
const MITTE: i64 = 102;
/// Half the size of a marker.
const MARKE: i64 = 95;

/// Colours, looks and words. The page may set the variables; alone a drawing has its own for light and dark.
const STIL: &str = "\
.sb{--t:var(--tinte,#1c2126);--w:var(--weich,#4a545d);--l:var(--linie,#7b868f);--h:var(--haar,#cfd6db);\
--g:var(--grund,#fff);--i:var(--akzent,#17466b);--b:var(--gebunden,#a9c4d8);--v:var(--vorjahr,#d3d7da);\
--r:var(--rot,#b3261e);--a:var(--auf-akzent,#fff);--m:var(--auf-gebunden,#1c2126);\
font:2.82px \"Noto Sans\",system-ui,\"Segoe UI\",Roboto,Arial,sans-serif;font-variant-numeric:tabular-nums}\
@media(prefers-color-scheme:dark){.sb{--t:var(--tinte,#e7ebee);--w:var(--weich,#b4bec6);--l:var(--linie,#8b969f);\
--h:var(--haar,#3a444c);--g:var(--grund,#14191d);--i:var(--akzent,#7fb2dc);--b:var(--gebunden,#3d5a70);\
--v:var(--vorjahr,#4a525a);--r:var(--rot,#ff8a80);--a:var(--auf-akzent,#14191d);--m:var(--auf-gebunden,#fff)}}\
.sb text{fill:var(--t)}.sb tspan{fill:inherit}.sb .w{fill:var(--w)}.sb .i{fill:var(--i)}.sb .f{font-weight:700}\
.sb .k{stroke:var(--g);stroke-width:.8px;paint-order:stroke;stroke-linejoin:round}\
.sb .a{fill:var(--a)}.sb .m{fill:var(--m)}\
.sb .haar{stroke:var(--h);stroke-width:.18px}.sb .achse{stroke:var(--t);stroke-width:.32px}\
.sb .fein{stroke:var(--l);stroke-width:.18px}.sb .rahmen{fill:none;stroke:var(--t);stroke-width:.32px}\
.sb .zeit{fill:var(--t);stroke:var(--g);stroke-width:.3px}.sb .grund{fill:var(--g)}\
.sb .dunkel,.sb .ist{fill:var(--i)}.sb .hell,.sb .gebunden{fill:var(--b);stroke:var(--w);stroke-width:.18px}\
.sb .weiss,.sb .frei,.sb .gepunktet{fill:var(--g);stroke:var(--t);stroke-width:.18px}\
.sb .schraffiert,.sb .hochrechnung{stroke:var(--i);stroke-width:.21px}.sb .ueber{stroke:var(--r);stroke-width:.21px}\
.sb .vorjahr{fill:var(--v);stroke:var(--l);stroke-width:.14px}\
.sb .gesperrt{fill:var(--g);stroke:var(--w);stroke-width:.21px;stroke-dasharray:.7 .53}\
.sb .zug{fill:none;stroke-linejoin:round}.sb .zug.dunkel{stroke:var(--i);stroke-width:.6px;stroke-linecap:round}\
.sb .zug.hell{stroke:var(--t);stroke-width:.42px;stroke-dasharray:1.13 .78}\
.sb .zug.weiss{stroke:var(--w);stroke-width:.46px;stroke-dasharray:.04 .85;stroke-linecap:round}\
.sb .zug.schraffiert{stroke:var(--i);stroke-width:.35px;stroke-dasharray:1.41 .56 .28 .56}\
.sb .zug.vorjahr{stroke:var(--l);stroke-width:.42px}\
.sb .p{stroke:none}.sb .p.dunkel,.sb .p.schraffiert{fill:var(--i)}.sb .p.vorjahr{fill:var(--l)}\
.sb .p.hell{fill:var(--g);stroke:var(--t);stroke-width:.32px}.sb .p.weiss{fill:var(--g);stroke:var(--w);stroke-width:.32px}\
.sb .strich{stroke:var(--i);stroke-width:.25px}.sb .strich.rot{stroke:var(--r);stroke-width:.28px}.sb .tupfen{fill:var(--t)}";

/// Which edge of a word lies at its place.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Anker {
    Links,
    Mitte,
    Rechts,
}

/// How a word looks.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Schnitt {
    /// Body.
    Normal,
    /// Stressed.
    Fett,
    /// Grey.
    Weich,
}

/// A drawing as it grows.
pub(super) struct Leinwand {
    id: String,
    body: String,
    muster: BTreeSet<&'static str>,
}

impl Leinwand {
    /// An empty one. `id` is its own in the page it stands in.
    pub fn new(id: &str) -> Self {
        Self { id: id.to_owned(), body: String::new(), muster: BTreeSet::new() }
    }

    /// The finished drawing of this size.
    pub fn finish(self, breite: i64, hoehe: i64, titel: &str, alt: &str) -> String {
        let Self { id, body, muster } = self;
        let mut defs = String::new();
        for name in &muster {
            defs.push_str(&pattern(&id, name));
        }
        if !defs.is_empty() {
            defs = format!("<defs>{defs}</defs>");
        }
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"sb\" role=\"img\" aria-labelledby=\"{id}-t {id}-d\" \
             viewBox=\"0 0 {} {}\"><title id=\"{id}-t\">{}</title><desc id=\"{id}-d\">{}</desc>\
             <style>{STIL}</style>{defs}<g aria-hidden=\"true\">{body}</g></svg>\n",
            mm(breite),
            mm(hoehe),
            escape(titel),
            escape(alt)
        )
    }

    /// An area in its look.
    pub fn flaeche(&mut self, stil: Stil, x: i64, y: i64, breite: i64, hoehe: i64) {
        let fill = match stil {
            Stil::Schraffiert | Stil::Hochrechnung => self.fill("strich"),
            Stil::Ueber => self.fill("rot"),
            Stil::Gepunktet => self.fill("tupfen"),
            _ => String::new(),
        };
        self.rect(class(stil), &fill, x, y, breite, hoehe);
    }

    fn fill(&mut self, muster: &'static str) -> String {
        self.muster.insert(muster);
        // Before the class, which has no fill of its own for these.
        format!(" style=\"fill:url(#{}-{muster})\"", self.id)
    }

    /// A rectangle of a class.
    pub fn kasten(&mut self, class: &str, x: i64, y: i64, breite: i64, hoehe: i64) {
        self.rect(class, "", x, y, breite, hoehe);
    }

    fn rect(&mut self, class: &str, more: &str, x: i64, y: i64, breite: i64, hoehe: i64) {
        let [x, y, breite, hoehe] = [x, y, breite, hoehe].map(mm);
        self.body.push_str(&format!(
            "<rect class=\"{class}\"{more} x=\"{x}\" y=\"{y}\" width=\"{breite}\" height=\"{hoehe}\"/>"
        ));
    }

    /// A line of a class.
    pub fn linie(&mut self, class: &str, von: (i64, i64), bis: (i64, i64)) {
        let [x1, y1, x2, y2] = [von.0, von.1, bis.0, bis.1].map(mm);
        self.body.push_str(&format!("<line class=\"{class}\" x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\"/>"));
    }

    /// A line through points in its look.
    pub fn zug(&mut self, stil: Stil, punkte: &[(i64, i64)]) {
        let points: Vec<_> = punkte.iter().map(|(x, y)| format!("{},{}", mm(*x), mm(*y))).collect();
        self.body.push_str(&format!("<polyline class=\"zug {}\" points=\"{}\"/>", class(stil), points.join(" ")));
    }

    /// The marker of a line.
    pub fn marke(&mut self, stil: Stil, (x, y): (i64, i64)) {
        let class = class(stil);
        let polygon = |points: &[(i64, i64)]| {
            let points: Vec<_> = points.iter().map(|(dx, dy)| format!("{},{}", mm(x + dx), mm(y + dy))).collect();
            format!("<polygon class=\"p {class}\" points=\"{}\"/>", points.join(" "))
        };
        let shape = match stil {
            Stil::Hell => polygon(&[(-MARKE, -MARKE), (MARKE, -MARKE), (MARKE, MARKE), (-MARKE, MARKE)]),
            Stil::Weiss => polygon(&[(0, -MARKE), (MARKE, MARKE * 8 / 10), (-MARKE, MARKE * 8 / 10)]),
            Stil::Schraffiert => polygon(&[(0, -114), (114, 0), (0, 114), (-114, 0)]),
            _ => format!("<circle class=\"p {class}\" cx=\"{}\" cy=\"{}\" r=\"{}\"/>", mm(x), mm(y), mm(MARKE)),
        };
        self.body.push_str(&shape);
    }

    /// A word whose middle line lies at `y`. `grund` keeps lines behind it away.
    pub fn wort(&mut self, x: i64, y: i64, text: &str, anker: Anker, schnitt: Schnitt, grund: bool) {
        let mut classes = match schnitt {
            Schnitt::Normal => String::new(),
            Schnitt::Fett => "f".to_owned(),
            Schnitt::Weich => "w".to_owned(),
        };
        if grund {
            classes.push_str(" k");
        }
        self.schrift(x, y, text, anker, classes.trim_start());
    }

    /// A word in classes of its own.
    pub fn schrift(&mut self, x: i64, y: i64, text: &str, anker: Anker, classes: &str) {
        let anchor = match anker {
            Anker::Links => "",
            Anker::Mitte => " text-anchor=\"middle\"",
            Anker::Rechts => " text-anchor=\"end\"",
        };
        let class = if classes.is_empty() { String::new() } else { format!(" class=\"{classes}\"") };
        let (x, y) = (mm(x), mm(y + MITTE));
        self.body.push_str(&format!("<text{class} x=\"{x}\" y=\"{y}\"{anchor}>{}</text>", escape(text)));
    }

    /// A stressed word and a plain one behind it.
    pub fn wert_und_name(&mut self, (x, y): (i64, i64), wert: &str, name: &str, classes: &str) {
        let (x, y, wert, name) = (mm(x), mm(y + MITTE), escape(wert), escape(name));
        let text =
            format!("<text class=\"{classes}\" x=\"{x}\" y=\"{y}\"><tspan class=\"f\">{wert}</tspan> {name}</text>");
        self.body.push_str(&text);
    }

    /// Words in the middle of an area: readable on its look.
    pub fn in_flaeche(&mut self, stil: Stil, mitte: (i64, i64), text: &str, detail: Option<&str>) {
        let on = match stil {
            Stil::Dunkel | Stil::Ist => "a",
            Stil::Hell | Stil::Gebunden => "m",
            Stil::Schraffiert | Stil::Hochrechnung | Stil::Gepunktet | Stil::Ueber => "k",
            _ => "",
        };
        let half = if detail.is_some() { SCHRIFT * 6 / 10 } else { 0 };
        self.schrift(mitte.0, mitte.1 - half, text, Anker::Mitte, format!("f {on}").trim_end());
        if let Some(detail) = detail {
            self.schrift(mitte.0, mitte.1 + half, detail, Anker::Mitte, on);
        }
    }
}

/// Tiles: hatching at 45° and dots.
fn pattern(id: &str, name: &str) -> String {
    let head = |size: &str, turned: &str| {
        format!(
            "<pattern id=\"{id}-{name}\" width=\"{size}\" height=\"{size}\" patternUnits=\"userSpaceOnUse\"{turned}>"
        )
    };
    let ground = |size: &str| format!("<rect class=\"grund\" width=\"{size}\" height=\"{size}\"/>");
    let turned = " patternTransform=\"rotate(45)\"";
    match name {
        "tupfen" => format!(
            "{}{}<circle class=\"tupfen\" cx=\".53\" cy=\".53\" r=\".21\"/></pattern>",
            head("1.06", ""),
            ground("1.06")
        ),
        "rot" => format!(
            "{}{}<line class=\"strich rot\" x1=\".37\" y1=\"0\" x2=\".37\" y2=\".75\"/></pattern>",
            head(".75", turned),
            ground(".75")
        ),
        _ => format!(
            "{}{}<line class=\"strich\" x1=\".5\" y1=\"0\" x2=\".5\" y2=\"1\"/></pattern>",
            head("1", turned),
            ground("1")
        ),
    }
}

/// The class of a look.
const fn class(stil: Stil) -> &'static str {
    match stil {
        Stil::Dunkel => "dunkel",
        Stil::Weiss => "weiss",
        Stil::Hell => "hell",
        Stil::Schraffiert => "schraffiert",
        Stil::Gepunktet => "gepunktet",
        Stil::Gesperrt => "gesperrt",
        Stil::Ist => "ist",
        Stil::Gebunden => "gebunden",
        Stil::Frei => "frei",
        Stil::Ueber => "ueber",
        Stil::Hochrechnung => "hochrechnung",
        Stil::Vorjahr => "vorjahr",
    }
}

/// A fraction of a length.
pub(super) fn teil(lage: Lage, length: i64) -> i64 {
    (lage.ten_thousandths() * length + 5_000) / 10_000
}

/// About how long a word runs; only the size of the drawing hangs on it.
pub(super) fn laenge(text: &str) -> i64 {
    i64::try_from(text.chars().count()).unwrap_or(0) * 162
}

/// Hundredths of a millimetre as millimetres: `12.5`.
fn mm(hundredths: i64) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    let (whole, rest) = (hundredths.abs() / MM, hundredths.abs() % MM);
    match rest {
        0 => format!("{sign}{whole}"),
        rest if rest % 10 == 0 => format!("{sign}{whole}.{}", rest / 10),
        rest => format!("{sign}{whole}.{rest:02}"),
    }
}

/// A text in XML.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            c if c.is_control() && c != '\n' => escaped.push('\u{fffd}'),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_millimetres_without_needless_digits() {
        assert_eq!([mm(0), mm(1250), mm(1205), mm(-95), mm(300)], ["0", "12.5", "12.05", "-0.95", "3"]);
    }

    #[test]
    fn words_cannot_leave_their_place() {
        assert_eq!(escape("<b> & \"x\"\u{1}"), "&lt;b&gt; &amp; &quot;x&quot;\u{fffd}");
    }
}
