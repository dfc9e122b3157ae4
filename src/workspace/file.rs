//! A file of the workspace: its text, its tree, and places in it.

use std::ops::Range;
use std::sync::Arc;

use super::diagnostic::Fehlerstelle;
use super::tree::{Node, Step, Value};

/// A read file. Its name is the path below the workspace's root, with `/` on every system.
#[derive(Clone, Debug)]
pub struct File {
    /// Path below the root.
    pub name: Arc<str>,
    /// The text.
    pub text: Arc<str>,
    /// The values.
    pub root: Node,
    /// Whether something may be missing from the tree because of a mistake that is already reported.
    pub incomplete: bool,
}

impl File {
    /// A file with its text and no values yet.
    pub(super) fn new(name: &str, text: String) -> Self {
        Self {
            name: name.into(),
            text: text.into(),
            root: Node { value: Value::Table(Vec::new()), span: 0..0 },
            incomplete: false,
        }
    }

    /// A file that cannot be read at all.
    pub(super) fn damaged(name: &str) -> Self {
        Self { incomplete: true, ..Self::new(name, String::new()) }
    }

    /// A mistake at some bytes of the file.
    pub fn at(&self, span: Range<usize>, message: impl Into<String>) -> Fehlerstelle {
        Fehlerstelle::new(self, span, message)
    }

    /// A mistake at the value that a path leads to, or at the nearest thing around it that is there.
    pub fn at_path(&self, path: &[Step], message: impl Into<String>) -> Fehlerstelle {
        let mut error = self.at(self.span(path), message);
        error.suppressed = self.root.is_damaged(path);
        error
    }

    /// The bytes of the value that a path leads to. Where it is a section, the bytes of its key or heading.
    pub fn span(&self, path: &[Step]) -> Range<usize> {
        let (node, depth) = self.root.deepest(path);
        if !matches!(node.value, Value::Table(_) | Value::List(_)) {
            return node.span.clone();
        }
        // A section's own bytes may be far from its heading; the key under which it stands is what people look for.
        match path.get(..depth).and_then(<[Step]>::split_last) {
            Some((Step::Key(key), parents)) => {
                let (parent, _) = self.root.deepest(parents);
                parent.get(key).map_or(node.span.clone(), |entry| entry.key_span.clone())
            }
            _ => node.span.clone(),
        }
    }

    /// The bytes of a key in the table that a path leads to.
    pub fn key_span(&self, path: &[Step], key: &str) -> Range<usize> {
        let (node, _) = self.root.deepest(path);
        node.get(key).map_or_else(|| self.span(path), |entry| entry.key_span.clone())
    }
}

/// Writes a path into a file: `steps!["raeume", 3, "region"]`.
macro_rules! steps {
    ($($step:expr),* $(,)?) => { &[$($crate::workspace::tree::Step::from($step)),*] };
}
pub(crate) use steps;
