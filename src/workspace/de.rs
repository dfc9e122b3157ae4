//! The tree as a source for serde, with mistakes as data: what kind, on which path.
//!
//! serde's own error texts are English sentences. Here every mistake keeps its parts, so that it can be told in
//! German, and its path, so that it can be shown in the file.

use std::fmt;

use serde::de::{
    self, DeserializeSeed, EnumAccess, Expected, MapAccess, SeqAccess, Unexpected, VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;

use super::tree::{Entry, Node, Step, Value};

/// What does not fit a type.
#[derive(Clone, Debug)]
pub enum Problem {
    /// A key that the type does not have.
    UnknownField(String, &'static [&'static str]),
    /// A word that is not one of a fixed list.
    UnknownVariant(String, &'static [&'static str]),
    /// A key that the type must have.
    MissingField(&'static str),
    /// Another type than expected: what was found, what was expected.
    InvalidType(String, String),
    /// The right type, but a value that does not do: the text if it is one, what was found, what was expected.
    InvalidValue(Option<String>, String, String),
    /// A sentence of the type's own.
    Custom(String),
}

/// A mistake with its path, innermost step first.
#[derive(Debug)]
pub struct TypeError {
    /// What does not fit.
    pub problem: Problem,
    /// The way to it, innermost step first.
    pub path: Vec<Step>,
}

impl TypeError {
    /// The same, one step further down.
    fn below(mut self, step: impl Into<Step>) -> Self {
        self.path.push(step.into());
        self
    }
}

impl From<Problem> for TypeError {
    fn from(problem: Problem) -> Self {
        Self { problem, path: Vec::new() }
    }
}

impl fmt::Display for TypeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.problem)
    }
}

impl std::error::Error for TypeError {}

/// What was found, in German.
fn found(unexpected: Unexpected<'_>) -> String {
    match unexpected {
        Unexpected::Bool(flag) => format!("{flag} (ja/nein-Wert)"),
        Unexpected::Unsigned(number) => format!("die Zahl {number}"),
        Unexpected::Signed(number) => format!("die Zahl {number}"),
        Unexpected::Float(number) => format!("die Zahl {number}"),
        Unexpected::Str(text) => format!("der Text „{}“", shortened(text)),
        Unexpected::Seq => "eine Liste".to_owned(),
        Unexpected::Map => "eine Tabelle".to_owned(),
        Unexpected::Other(other) => other.to_owned(),
        _ => "ein anderer Wert".to_owned(),
    }
}

/// What kind of value stands there.
fn kind(value: &Value) -> String {
    match value {
        Value::Integer(number) => found(Unexpected::Signed(*number)),
        Value::Float(number) => format!("die Zahl {number}"),
        Value::Boolean(flag) => found(Unexpected::Bool(*flag)),
        Value::Date(_) => "ein Datum ohne Anführungszeichen".to_owned(),
        Value::List(_) => found(Unexpected::Seq),
        _ => "ein anderer Wert".to_owned(),
    }
}

/// The words that are allowed.
pub fn one_of(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} oder {last}", rest.join(", ")),
        None => "nichts".to_owned(),
    }
}

/// The first characters of a text, enough to recognise it.
pub fn shortened(text: &str) -> String {
    let mut chars = text.chars();
    let start: String = chars.by_ref().take(40).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if chars.next().is_some() { format!("{start}…") } else { start }
}

/// What serde's and the crates' visitors expect, in German. The project's own are German already.
fn expected(what: &dyn Expected) -> String {
    let what = what.to_string();
    let german = match what.as_str() {
        "a string" | "a borrowed string" | "a character" => "ein Text in Anführungszeichen",
        "a boolean" => "true oder false",
        "a sequence" => "eine Liste in eckigen Klammern",
        "a map" | "map" => "eine Tabelle",
        "u8" | "u16" | "u32" | "u64" | "usize" => "eine ganze Zahl ab 0 ohne Anführungszeichen",
        "i8" | "i16" | "i32" | "i64" | "isize" => "eine ganze Zahl ohne Anführungszeichen",
        "option" | "unit" | "variant identifier" | "field identifier" => "ein anderer Wert",
        other if other.starts_with("a Decimal") => {
            "eine Dezimalzahl mit Punkt in Anführungszeichen, zum Beispiel \"12.5\""
        }
        other if other.starts_with("struct ") => "eine Tabelle",
        other if other.starts_with("enum ") => "eines der festgelegten Wörter in Anführungszeichen",
        other if other.starts_with("ein") => other,
        _ => "ein anderer Wert",
    };
    german.to_owned()
}

impl de::Error for TypeError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Problem::Custom(message.to_string()).into()
    }

    fn invalid_type(unexpected: Unexpected<'_>, exp: &dyn Expected) -> Self {
        Problem::InvalidType(found(unexpected), expected(exp)).into()
    }

    fn invalid_value(unexpected: Unexpected<'_>, exp: &dyn Expected) -> Self {
        let text = if let Unexpected::Str(text) = unexpected { Some(text.to_owned()) } else { None };
        Problem::InvalidValue(text, found(unexpected), expected(exp)).into()
    }

    fn invalid_length(length: usize, _: &dyn Expected) -> Self {
        Problem::Custom(format!("Die Liste hat {length} Einträge; erwartet wird eine andere Anzahl")).into()
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        Problem::UnknownVariant(variant.to_owned(), expected).into()
    }

    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Self {
        Problem::UnknownField(field.to_owned(), expected).into()
    }

    fn missing_field(field: &'static str) -> Self {
        Problem::MissingField(field).into()
    }

    fn duplicate_field(field: &'static str) -> Self {
        Problem::Custom(format!("Der Schlüssel „{field}“ steht hier zweimal")).into()
    }
}

/// How often a stand-in may try another shape before its surroundings are given up.
pub const TRIES: u8 = 5;

/// Texts that a stand-in tries in turn, for types that read themselves from a text.
fn stand_in_text(attempt: u8) -> &'static str {
    match attempt {
        0 => "",
        1 => "2000-01-01",
        2 => "2000-H1",
        3 => "2000-Q1",
        _ => "0",
    }
}

/// The value that a stand-in gives to a type that takes any: its own words tell what it wants.
fn stand_in_any<'de, V: Visitor<'de>>(attempt: u8, visitor: V) -> Result<V::Value, TypeError> {
    let wish = (&visitor as &dyn Expected).to_string();
    match attempt {
        _ if wish.contains("Datum") => visitor.visit_str("2000-01-01"),
        0 => visitor.visit_str("0"),
        1 => visitor.visit_i64(0),
        2 => visitor.visit_bool(false),
        3 => visitor.visit_seq(Items { items: &[], next: 0 }),
        _ => visitor.visit_map(Entries { entries: [].iter(), pending: None }),
    }
}

impl<'de> de::Deserializer<'de> for &'de Node {
    type Error = TypeError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TypeError> {
        match &self.value {
            Value::Text(text) | Value::Date(text) => visitor.visit_borrowed_str(text),
            Value::Integer(number) => visitor.visit_i64(*number),
            Value::Float(text) => match text.parse() {
                Ok(number) => visitor.visit_f64(number),
                Err(_) => visitor.visit_str(text),
            },
            Value::Boolean(flag) => visitor.visit_bool(*flag),
            Value::List(items) => visitor.visit_seq(Items { items, next: 0 }),
            Value::Table(entries) => visitor.visit_map(Entries { entries: entries.iter(), pending: None }),
            Value::StandIn(attempt) => stand_in_any(*attempt, visitor),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TypeError> {
        match &self.value {
            Value::StandIn(attempt) => visitor.visit_str(stand_in_text(*attempt)),
            Value::Date(_) => Err(de::Error::invalid_type(
                Unexpected::Other("ein Datum oder eine Uhrzeit ohne Anführungszeichen"),
                &visitor,
            )),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TypeError> {
        self.deserialize_str(visitor)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TypeError> {
        match self.value {
            Value::StandIn(_) => visitor.visit_bool(false),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TypeError> {
        match self.value {
            Value::StandIn(_) => visitor.visit_i64(0),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_i32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TypeError> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TypeError> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TypeError> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TypeError> {
        match self.value {
            Value::StandIn(0) => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, TypeError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TypeError> {
        match self.value {
            Value::StandIn(_) => visitor.visit_seq(Items { items: &[], next: 0 }),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TypeError> {
        match self.value {
            Value::StandIn(_) => visitor.visit_map(Entries { entries: [].iter(), pending: None }),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, TypeError> {
        match self.value {
            Value::StandIn(_) => visitor.visit_map(AllFields { fields: fields.iter(), stand_in: self }),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, TypeError> {
        match &self.value {
            Value::Text(text) => visitor.visit_enum(Choice { name: text, content: None }),
            Value::StandIn(attempt) => {
                let name = variants.get(usize::from(*attempt)).or(variants.first()).copied().unwrap_or_default();
                visitor.visit_enum(Choice { name, content: None })
            }
            Value::Table(entries) => match entries.as_slice() {
                [entry] => visitor.visit_enum(Choice { name: &entry.key, content: Some(&entry.node) }),
                _ => Err(Problem::InvalidType(found(Unexpected::Map), one_of(variants)).into()),
            },
            other => Err(Problem::InvalidType(kind(other), one_of(variants)).into()),
        }
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TypeError> {
        self.deserialize_str(visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TypeError> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        i8 i16 i128 u8 u16 u128 f32 f64 char bytes byte_buf unit unit_struct tuple tuple_struct
    }
}

/// The items of a list, one by one.
struct Items<'de> {
    items: &'de [Node],
    next: usize,
}

impl<'de> SeqAccess<'de> for Items<'de> {
    type Error = TypeError;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, TypeError> {
        let index = self.next;
        let Some(item) = self.items.get(index) else { return Ok(None) };
        self.next += 1;
        seed.deserialize(item).map(Some).map_err(|error| error.below(index))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len() - self.next)
    }
}

/// The entries of a table, one by one.
struct Entries<'de> {
    entries: std::slice::Iter<'de, Entry>,
    pending: Option<&'de Entry>,
}

impl<'de> MapAccess<'de> for Entries<'de> {
    type Error = TypeError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, TypeError> {
        self.pending = self.entries.next();
        match self.pending {
            Some(entry) => seed.deserialize(de::value::BorrowedStrDeserializer::new(&entry.key)).map(Some),
            None => Ok(None),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, TypeError> {
        match self.pending.take() {
            Some(entry) => seed.deserialize(&entry.node).map_err(|error| error.below(entry.key.clone())),
            None => Err(de::Error::custom("Hier fehlt ein Wert")),
        }
    }
}

/// All fields of a type, each with a stand-in for value.
struct AllFields<'de> {
    fields: std::slice::Iter<'static, &'static str>,
    stand_in: &'de Node,
}

impl<'de> MapAccess<'de> for AllFields<'de> {
    type Error = TypeError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, TypeError> {
        match self.fields.next() {
            Some(field) => seed.deserialize(de::value::BorrowedStrDeserializer::new(field)).map(Some),
            None => Ok(None),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, TypeError> {
        seed.deserialize(self.stand_in)
    }
}

/// One of several words, with what it brings along where it brings something.
struct Choice<'de> {
    name: &'de str,
    content: Option<&'de Node>,
}

impl<'de> EnumAccess<'de> for Choice<'de> {
    type Error = TypeError;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), TypeError> {
        let value = seed.deserialize(de::value::BorrowedStrDeserializer::<TypeError>::new(self.name))?;
        Ok((value, self))
    }
}

impl<'de> Choice<'de> {
    /// What it brings along, or the mistake that it brings nothing.
    fn content(&self) -> Result<&'de Node, TypeError> {
        self.content.ok_or_else(|| de::Error::custom(format!("„{}“ braucht nähere Angaben", self.name)))
    }
}

impl<'de> VariantAccess<'de> for Choice<'de> {
    type Error = TypeError;

    fn unit_variant(self) -> Result<(), TypeError> {
        match self.content {
            None => Ok(()),
            Some(_) => Err(de::Error::custom(format!("„{}“ hat keine näheren Angaben", self.name))),
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, TypeError> {
        let name = self.name.to_owned();
        seed.deserialize(self.content()?).map_err(|error| error.below(name))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, TypeError> {
        let name = self.name.to_owned();
        de::Deserializer::deserialize_any(self.content()?, visitor).map_err(|error| error.below(name))
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], visitor: V) -> Result<V::Value, TypeError> {
        let name = self.name.to_owned();
        de::Deserializer::deserialize_any(self.content()?, visitor).map_err(|error| error.below(name))
    }
}
