//! Parts of a package as XML: walked through once, changed at places, all other bytes left alone.

use std::io::{BufRead, BufReader, Read, Write};
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::Event;

use super::Grund;

/// What a part replaces at one place: the bytes from `from` to `to` by `text`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Edit {
    pub(super) from: u64,
    pub(super) to: u64,
    pub(super) text: Vec<u8>,
}

impl Edit {
    pub(super) fn insert(at: u64, text: impl Into<Vec<u8>>) -> Self {
        Self { from: at, to: at, text: text.into() }
    }
}

/// Copies a part with its changes. Changes at the same place are made in the order given.
pub(super) fn apply(mut edits: Vec<Edit>, source: &mut dyn Read, sink: &mut dyn Write) -> Result<(), Grund> {
    edits.sort_by_key(|edit| edit.from);
    let mut source = BufReader::with_capacity(64 * 1024, source);
    let mut at = 0;
    for edit in edits {
        let gap = edit.from.checked_sub(at).ok_or(Grund::Inhalt)?;
        copy_exactly(gap, &mut source, sink)?;
        copy_exactly(edit.to - edit.from, &mut source, &mut std::io::sink())?;
        sink.write_all(&edit.text).map_err(|_| Grund::Schreiben)?;
        at = edit.to;
    }
    std::io::copy(&mut source, sink).map_err(|_| Grund::Schreiben)?;
    Ok(())
}

/// Copies so many bytes out of the buffer of a stream; there may be millions of short stretches.
fn copy_exactly(count: u64, source: &mut impl BufRead, sink: &mut dyn Write) -> Result<(), Grund> {
    let mut left = count;
    while left > 0 {
        let buffer = source.fill_buf().map_err(|_| Grund::Inhalt)?;
        let length = usize::try_from(left).map_or(buffer.len(), |left| left.min(buffer.len()));
        if length == 0 {
            return Err(Grund::Inhalt);
        }
        sink.write_all(&buffer[..length]).map_err(|_| Grund::Schreiben)?;
        source.consume(length);
        left -= u64::try_from(length).map_err(|_| Grund::Inhalt)?;
    }
    Ok(())
}

/// A start tag or an empty element, with its place in the part.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tag<'a> {
    /// What stands between `<` and `>` or `/>`.
    pub(super) raw: &'a str,
    /// Place of its `<`.
    pub(super) start: u64,
    /// Place after its `>`.
    pub(super) end: u64,
    /// Whether it is an element without content.
    pub(super) empty: bool,
}

impl Tag<'_> {
    /// Name with its prefix.
    pub(super) fn name(&self) -> &str {
        self.raw.split(|c: char| c.is_ascii_whitespace()).next().unwrap_or("")
    }

    /// Name without its prefix.
    pub(super) fn local(&self) -> &str {
        local(self.name())
    }

    /// Prefix with its colon, or nothing.
    pub(super) fn prefix(&self) -> &str {
        let name = self.name();
        &name[..name.len() - local(name).len()]
    }

    /// Where the value of an attribute stands in `raw`.
    fn span(&self, is_wanted: impl Fn(&str) -> bool) -> Option<Range<usize>> {
        let mut at = self.name().len();
        loop {
            at += self.raw[at..].len() - self.raw[at..].trim_start().len();
            let equals = at + self.raw[at..].find('=')?;
            let name = self.raw[at..equals].trim();
            let open = equals + 1 + self.raw[equals + 1..].find(['"', '\''])?;
            let quote = self.raw[open..].chars().next()?;
            let close = open + 1 + self.raw[open + 1..].find(quote)?;
            if is_wanted(name) {
                return Some(open + 1..close);
            }
            at = close + 1;
        }
    }

    /// The value of an attribute as it is written; enough for numbers and addresses.
    pub(super) fn plain(&self, name: &str) -> Option<&str> {
        self.span(|other| other == name).map(|span| &self.raw[span])
    }

    /// The value of an attribute with its characters resolved.
    pub(super) fn attr(&self, name: &str) -> Option<String> {
        unescape(self.plain(name)?).ok().map(Into::into)
    }

    /// The value of an attribute by its name without prefix, for instance `id` of `r:id`.
    pub(super) fn attr_with_prefix(&self, name: &str) -> Option<String> {
        let span = self.span(|other| other.contains(':') && !other.starts_with("xmlns") && local(other) == name)?;
        unescape(&self.raw[span]).ok().map(Into::into)
    }

    /// A truth value.
    pub(super) fn is_true(&self, name: &str) -> bool {
        matches!(self.plain(name), Some("1" | "true"))
    }

    /// Sets an attribute.
    pub(super) fn set(&self, name: &str, value: &str) -> Edit {
        match self.span(|other| other == name) {
            Some(span) => Edit { from: self.offset(span.start), to: self.offset(span.end), text: value.into() },
            None => Edit::insert(self.offset(self.name().len()), format!(" {name}=\"{value}\"")),
        }
    }

    /// Place in the part of a place in `raw`.
    fn offset(&self, place: usize) -> u64 {
        self.start + 1 + u64::try_from(place).unwrap_or(u64::MAX)
    }
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// What stands in a part.
#[derive(Debug)]
pub(super) enum Stelle<'a> {
    /// An element begins, or is there as a whole where it is empty.
    Open(Tag<'a>),
    /// An element ends; the range of its end tag.
    Close(Range<u64>),
}

/// Whether to go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weiter {
    Ja,
    Nein,
}

/// Walks through a part. `visit` gets each place and how many elements are open around it.
pub(super) fn walk<R: BufRead>(
    mut source: R,
    mut visit: impl FnMut(Stelle<'_>, usize) -> Result<Weiter, Grund>,
) -> Result<(), Grund> {
    let bom = skip_bom(&mut source)?;
    let mut reader = Reader::from_reader(source);
    reader.config_mut().trim_markup_names_in_closing_tags = false;
    reader.config_mut().check_end_names = false;
    let mut buffer = Vec::new();
    let mut depth = 0_usize;
    let mut seen = false;
    loop {
        let event = reader.read_event_into(&mut buffer).map_err(|_| Grund::Inhalt)?;
        let end = bom + reader.buffer_position();
        let start = |length: usize, signs: u64| end - u64::try_from(length).unwrap_or(0) - signs;
        let weiter = match &event {
            Event::Start(tag) => {
                seen = true;
                let here = Tag { raw: tag, start: start(tag.len(), 2), end, empty: false };
                let weiter = visit(Stelle::Open(here), depth)?;
                depth += 1;
                weiter
            }
            Event::Empty(tag) => {
                seen = true;
                visit(Stelle::Open(Tag { raw: tag, start: start(tag.len(), 3), end, empty: true }), depth)?
            }
            Event::End(tag) => {
                depth = depth.checked_sub(1).ok_or(Grund::Inhalt)?;
                visit(Stelle::Close(start(tag.len(), 3)..end), depth)?
            }
            // Entities of their own and texts in other encodings are not for us to change.
            Event::DocType(_) => return Err(Grund::Inhalt),
            Event::Decl(declaration) => {
                let encoding = declaration.encoding().transpose().map_err(|_| Grund::Inhalt)?;
                let known = encoding.is_none_or(|name| {
                    ["utf-8", "utf8", "us-ascii"].contains(&AsRef::<str>::as_ref(&name).to_ascii_lowercase().as_str())
                });
                if known { Weiter::Ja } else { return Err(Grund::Inhalt) }
            }
            Event::Eof if depth == 0 && seen => return Ok(()),
            Event::Eof => return Err(Grund::Inhalt),
            _ => Weiter::Ja,
        };
        if weiter == Weiter::Nein {
            return Ok(());
        }
        buffer.clear();
    }
}

fn skip_bom(source: &mut impl BufRead) -> Result<u64, Grund> {
    const BOM: &[u8] = b"\xef\xbb\xbf";
    let begins = source.fill_buf().map_err(|_| Grund::Inhalt)?.starts_with(BOM);
    if begins {
        source.consume(BOM.len());
    }
    Ok(if begins { 3 } else { 0 })
}

/// An element of a small part.
#[derive(Clone, Debug)]
pub(super) struct Element {
    raw: String,
    start: u64,
    open_end: u64,
    empty: bool,
    /// Place of its end tag; the same as `end` where it is empty.
    close: u64,
    /// Place after it.
    pub(super) end: u64,
    /// Elements around it.
    pub(super) depth: usize,
    /// Index of the element around it.
    pub(super) parent: Option<usize>,
}

impl Element {
    pub(super) fn tag(&self) -> Tag<'_> {
        Tag { raw: &self.raw, start: self.start, end: self.open_end, empty: self.empty }
    }

    /// Its bytes in the part.
    pub(super) fn bytes<'a>(&self, part: &'a [u8]) -> &'a [u8] {
        let place = |offset: u64| usize::try_from(offset).unwrap_or(usize::MAX);
        part.get(place(self.start)..place(self.end)).unwrap_or_default()
    }

    /// Adds children after the last one.
    pub(super) fn append(&self, children: &str) -> Edit {
        append(&self.tag(), self.close, children)
    }
}

/// Adds children after the last one of an element, whose end tag stands at `close`.
pub(super) fn append(tag: &Tag<'_>, close: u64, children: &str) -> Edit {
    if tag.empty {
        return Edit { from: tag.end - 2, to: tag.end, text: format!(">{children}</{}>", tag.name()).into() };
    }
    Edit::insert(close, children)
}

/// All elements of a small part, in their order.
pub(super) fn outline(part: &[u8]) -> Result<Vec<Element>, Grund> {
    let mut elements: Vec<Element> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    walk(part, |stelle, depth| {
        match stelle {
            Stelle::Open(tag) => {
                let place = elements.len();
                elements.push(Element {
                    raw: tag.raw.to_owned(),
                    start: tag.start,
                    open_end: tag.end,
                    empty: tag.empty,
                    close: tag.end,
                    end: tag.end,
                    depth,
                    parent: open.last().copied(),
                });
                if !tag.empty {
                    open.push(place);
                }
            }
            Stelle::Close(range) => {
                if let Some(element) = open.pop().and_then(|place| elements.get_mut(place)) {
                    element.close = range.start;
                    element.end = range.end;
                }
            }
        }
        Ok(Weiter::Ja)
    })?;
    Ok(elements)
}

/// Text inside an element or an attribute: markup escaped, characters that XML cannot hold left out, and texts that
/// a workbook would read as an escape of its own (`_x000D_`) kept as they are.
pub(super) fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for (place, c) in text.char_indices() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\n' | '\t' => safe.push(c),
            '_' if looks_like_escape(&text[place..]) => safe.push_str("_x005F_"),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => safe.push(c),
        }
    }
    safe
}

fn looks_like_escape(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.get(1).is_some_and(|byte| byte.eq_ignore_ascii_case(&b'x'))
        && bytes.get(2..6).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
        && bytes.get(6) == Some(&b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changed(part: &str, edits: Vec<Edit>) -> String {
        let mut sink = Vec::new();
        apply(edits, &mut part.as_bytes(), &mut sink).expect("applied");
        String::from_utf8(sink).expect("text")
    }

    #[test]
    fn attributes_are_found_and_set_where_they_stand() {
        let part = "\u{feff}<?xml version=\"1.0\"?>\r\n<x:a  b = 'ä>1' r:id=\"7\"\n><c/><d e=\"&amp;\" ></d ></x:a>";
        let elements = outline(part.as_bytes()).expect("elements");
        let tags: Vec<_> = elements.iter().map(|element| element.tag()).collect();
        assert_eq!((tags[0].name(), tags[0].local(), tags[0].prefix()), ("x:a", "a", "x:"));
        assert_eq!(tags[0].attr("b").as_deref(), Some("ä>1"));
        assert_eq!(tags[0].attr_with_prefix("id").as_deref(), Some("7"));
        assert_eq!(tags[2].attr("e").as_deref(), Some("&"));
        let edits =
            vec![tags[0].set("b", "2"), tags[1].set("s", "3"), elements[1].append("<n/>"), elements[2].append("m")];
        let expected = "\u{feff}<?xml version=\"1.0\"?>\r\n<x:a  b = '2' r:id=\"7\"\n><c s=\"3\"><n/></c><d e=\"&amp;\" >m</d ></x:a>";
        assert_eq!(changed(part, edits), expected);
    }

    #[test]
    fn without_changes_every_byte_stays() {
        let part = "<?xml version='1.0'?><!-- x --><a>\r\n &#228; <![CDATA[<b>]]>  </a>\n";
        assert_eq!(changed(part, Vec::new()), part);
    }

    #[test]
    fn broken_or_foreign_parts_are_refused() {
        for part in
            ["", "<a>", "</a>", "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>", "<?xml version='1.0' encoding='UTF-16'?><a/>"]
        {
            assert!(outline(part.as_bytes()).is_err(), "{part}");
        }
    }

    #[test]
    fn texts_are_texts() {
        assert_eq!(escape("a<b> & \"c\"\u{1}\n_x000D_ _y"), "a&lt;b&gt; &amp; &quot;c&quot;\n_x005F_x000D_ _y");
    }
}
