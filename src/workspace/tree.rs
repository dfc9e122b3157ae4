//! A TOML file as a tree in which every value knows where it stands.

use std::borrow::Cow;
use std::ops::Range;

/// One step from a table or list to what is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Into a table, by key.
    Key(Cow<'static, str>),
    /// Into a list, by position from 0.
    Index(usize),
}

impl From<&'static str> for Step {
    fn from(key: &'static str) -> Self {
        Self::Key(Cow::Borrowed(key))
    }
}

impl From<String> for Step {
    fn from(key: String) -> Self {
        Self::Key(Cow::Owned(key))
    }
}

impl From<usize> for Step {
    fn from(index: usize) -> Self {
        Self::Index(index)
    }
}

/// A value and the bytes of the file that it was read from.
#[derive(Clone, Debug)]
pub struct Node {
    /// The value.
    pub value: Value,
    /// Its bytes in the file.
    pub span: Range<usize>,
}

/// What can stand in a file.
#[derive(Clone, Debug)]
pub enum Value {
    /// Text in quotes.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A number with a point, as it is written.
    Float(String),
    /// `true` or `false`.
    Boolean(bool),
    /// A date or a time, as it is written.
    Date(String),
    /// A list.
    List(Vec<Node>),
    /// A table, in the order of the file.
    Table(Vec<Entry>),
    /// Stands where a mistake was reported, so that what is around it can still be read. The number is the try.
    StandIn(u8),
}

/// A key of a table and its value.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Its bytes in the file.
    pub key_span: Range<usize>,
    /// Its value.
    pub node: Node,
}

impl Node {
    /// The value of a key, if this is a table that has it.
    pub fn get(&self, key: &str) -> Option<&Entry> {
        match &self.value {
            Value::Table(entries) => entries.iter().find(|entry| entry.key == key),
            _ => None,
        }
    }

    /// One step down.
    fn child(&self, step: &Step) -> Option<&Self> {
        match (step, &self.value) {
            (Step::Key(key), _) => self.get(key).map(|entry| &entry.node),
            (Step::Index(index), Value::List(items)) => items.get(*index),
            _ => None,
        }
    }

    /// One step down, to change it.
    fn child_mut(&mut self, step: &Step) -> Option<&mut Self> {
        match (step, &mut self.value) {
            (Step::Key(key), Value::Table(entries)) => {
                entries.iter_mut().find(|entry| entry.key == **key).map(|entry| &mut entry.node)
            }
            (Step::Index(index), Value::List(items)) => items.get_mut(*index),
            _ => None,
        }
    }

    /// The node that a path leads to, or the last one on the way that is there, and how many steps lead to it.
    pub fn deepest(&self, path: &[Step]) -> (&Self, usize) {
        let mut node = self;
        for (depth, step) in path.iter().enumerate() {
            match node.child(step) {
                Some(child) => node = child,
                None => return (node, depth),
            }
        }
        (node, path.len())
    }

    /// The node that a path leads to, to change it.
    pub fn at_mut(&mut self, path: &[Step]) -> Option<&mut Self> {
        path.iter().try_fold(self, |node, step| node.child_mut(step))
    }

    /// Whether a reported mistake lies on the way to `path` or below it: then nothing more is said about that place.
    pub fn is_damaged(&self, path: &[Step]) -> bool {
        let mut node = self;
        for step in path {
            if matches!(node.value, Value::StandIn(_)) {
                return true;
            }
            match node.child(step) {
                Some(child) => node = child,
                None => return false,
            }
        }
        node.holds_stand_in()
    }

    /// The same values as JSON; dates become texts.
    pub fn to_json(&self) -> serde_json::Value {
        use serde_json::Value as Json;
        match &self.value {
            Value::Text(text) | Value::Date(text) => Json::String(text.clone()),
            Value::Integer(number) => (*number).into(),
            Value::Float(text) => serde_json::from_str(text).unwrap_or_else(|_| Json::String(text.clone())),
            Value::Boolean(flag) => (*flag).into(),
            Value::List(items) => items.iter().map(Self::to_json).collect(),
            Value::Table(entries) => entries.iter().map(|entry| (entry.key.clone(), entry.node.to_json())).collect(),
            Value::StandIn(_) => Json::Null,
        }
    }

    /// Whether a stand-in is here or below.
    pub fn holds_stand_in(&self) -> bool {
        match &self.value {
            Value::StandIn(_) => true,
            Value::List(items) => items.iter().any(Self::holds_stand_in),
            Value::Table(entries) => entries.iter().any(|entry| entry.node.holds_stand_in()),
            _ => false,
        }
    }
}
