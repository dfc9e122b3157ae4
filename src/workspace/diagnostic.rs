//! A mistake in a settings or record file, shown as a compiler shows it: place, line, what was expected, what to do.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::file::File;
use crate::finding::Schwere;

/// A mistake, its place and its remedy, in German.
#[derive(Clone, Debug)]
pub struct Fehlerstelle {
    /// Errors stop a run, warnings do not.
    pub schwere: Schwere,
    /// What is wrong, one sentence without a full stop.
    pub meldung: String,
    /// The file below the workspace's root.
    pub datei: Arc<str>,
    /// What was expected at the place; stands under the line.
    pub erwartet: Option<String>,
    /// What to do.
    pub hilfe: Vec<String>,
    /// Another place that has to do with it, with what stands there.
    pub andere: Option<Box<AndereStelle>>,
    /// Text of the file and the bytes in it; none for mistakes of a whole file.
    pub(super) place: Option<(Arc<str>, Range<usize>)>,
    /// Follows from a mistake that is already reported, so it is not shown.
    pub(super) suppressed: bool,
}

/// Another place that has to do with a mistake.
#[derive(Clone, Debug)]
pub struct AndereStelle {
    datei: Arc<str>,
    text: Arc<str>,
    span: Range<usize>,
    anmerkung: String,
}

impl Fehlerstelle {
    /// A mistake at some bytes of a file.
    pub(super) fn new(file: &File, span: Range<usize>, message: impl Into<String>) -> Self {
        Self {
            place: Some((Arc::clone(&file.text), one_line(&file.text, span))),
            ..Self::file_error(&file.name, message)
        }
    }

    /// A mistake of a whole file.
    pub fn file_error(name: &str, message: impl Into<String>) -> Self {
        Self {
            schwere: Schwere::Fehler,
            meldung: message.into(),
            datei: name.into(),
            erwartet: None,
            hilfe: Vec::new(),
            andere: None,
            place: None,
            suppressed: false,
        }
    }

    /// The same as a warning.
    #[must_use]
    pub fn warning(mut self) -> Self {
        self.schwere = Schwere::Warnung;
        self
    }

    /// The same with what was expected.
    #[must_use]
    pub fn expecting(mut self, expected: impl Into<String>) -> Self {
        self.erwartet = Some(expected.into());
        self
    }

    /// The same with one more remedy.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.hilfe.push(help.into());
        self
    }

    /// The same with another place that has to do with it.
    #[must_use]
    pub fn other(mut self, file: &File, span: Range<usize>, note: impl Into<String>) -> Self {
        self.andere = Some(Box::new(AndereStelle {
            datei: Arc::clone(&file.name),
            text: Arc::clone(&file.text),
            span: one_line(&file.text, span),
            anmerkung: note.into(),
        }));
        self
    }

    /// The line, from 1; none for mistakes of a whole file.
    pub fn zeile(&self) -> Option<usize> {
        self.place.as_ref().map(|(text, span)| text[..span.start].matches('\n').count() + 1)
    }

    /// The column in characters, from 1; none for mistakes of a whole file.
    pub fn spalte(&self) -> Option<usize> {
        self.place.as_ref().map(|(text, span)| {
            let before = &text[..span.start];
            before.rsplit('\n').next().unwrap_or(before).chars().count() + 1
        })
    }

    /// The text that people see, with or without colour.
    pub fn render(&self, colour: bool) -> String {
        let level = match self.schwere {
            Schwere::Fehler => Level::ERROR.with_name("Fehler"),
            Schwere::Warnung => Level::WARNING.with_name("Warnung"),
            Schwere::Hinweis => Level::NOTE.with_name("Hinweis"),
        };
        let mut group = Group::with_title(level.primary_title(self.meldung.as_str()));
        group = match &self.place {
            Some((text, span)) => {
                let label = self.erwartet.as_ref().map(|expected| format!("erwartet: {expected}"));
                let snippet = snippet(text, span).path(self.datei.as_ref());
                group.element(snippet.annotation(AnnotationKind::Primary.span(shifted(text, span)).label(label)))
            }
            None => {
                let group = group.element(Origin::path(self.datei.as_ref()));
                match &self.erwartet {
                    Some(expected) => group.element(Level::NOTE.with_name("erwartet").message(expected.as_str())),
                    None => group,
                }
            }
        };
        if let Some(other) = &self.andere {
            group = group.element(snippet(&other.text, &other.span).path(other.datei.as_ref()).annotation(
                AnnotationKind::Context.span(shifted(&other.text, &other.span)).label(other.anmerkung.as_str()),
            ));
        }
        for help in &self.hilfe {
            group = group.element(Level::HELP.with_name("Hilfe").message(help.as_str()));
        }
        let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
        renderer.decor_style(DecorStyle::Ascii).term_width(120).render(&[group])
    }
}

impl fmt::Display for Fehlerstelle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(false))
    }
}

/// Where the line of a byte begins.
fn line_start(text: &str, byte: usize) -> usize {
    text[..byte].rfind('\n').map_or(0, |newline| newline + 1)
}

/// Only the line of the place goes to the renderer: it would otherwise look through the whole file each time.
fn snippet<'a>(text: &'a str, span: &Range<usize>) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let start = line_start(text, span.start);
    let end = text[span.start..].find('\n').map_or(text.len(), |newline| span.start + newline);
    Snippet::source(&text[start..end]).line_start(text[..start].matches('\n').count() + 1)
}

/// The span within its line.
fn shifted(text: &str, span: &Range<usize>) -> Range<usize> {
    let start = line_start(text, span.start);
    span.start - start..span.end - start
}

/// The part of a span that lies on its first line, on character boundaries and inside the text.
fn one_line(text: &str, span: Range<usize>) -> Range<usize> {
    let mut start = span.start.min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let line_end = text[start..].find('\n').map_or(text.len(), |newline| start + newline);
    let mut end = span.end.clamp(start, line_end);
    while !text.is_char_boundary(end) {
        end += 1;
    }
    start..end
}
