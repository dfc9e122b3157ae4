//! Which keys a type reads, found by letting it read: a source of values that notes what is asked of it.
//!
//! So the description of a file can never say anything else than the type does. A text that a type reads in its own way
//! is offered in one shape after another until it is taken; the shape that was taken is what the type wants.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde::de::value::BorrowedStrDeserializer;
use serde::de::{self, DeserializeSeed, EnumAccess, Expected, MapAccess, SeqAccess, VariantAccess, Visitor};
use serde::forward_to_deserialize_any;

use super::{Feld, Form};
use crate::workspace::de::{Problem, TypeError};

/// Shapes of text that are offered in turn, and what a type is that takes one.
const TEXTE: [(&str, Form); 7] = [
    ("Text", Form::Text),
    ("2000-01-01", Form::Datum),
    ("2000-H1", Form::Halbjahr),
    ("2000-Q1", Form::Quartal),
    ("0", Form::Dezimalzahl),
    ("die Zahl, die Zahlen", Form::Wort),
    ("#000000", Form::Text),
];

/// Most tries for one type: each makes at least one place clearer.
const TRIES: usize = 20_000;

/// What was found out so far, by path: `jha.ziele[].name`.
#[derive(Default)]
struct Stand {
    formen: BTreeMap<String, Form>,
    felder: BTreeMap<String, Vec<&'static str>>,
    wahlfrei: BTreeSet<String>,
    versuche: BTreeMap<String, usize>,
    ausgelassen: BTreeSet<String>,
    zuletzt: String,
    letzte_tabelle: String,
}

/// What a type reads. None if it would take nothing that is offered.
pub fn trace<T: for<'de> Deserialize<'de>>() -> Option<Form> {
    let stand = RefCell::new(Stand::default());
    if !read_once::<T>(&stand) {
        return None;
    }
    let names: Vec<String> = {
        let stand = stand.borrow();
        let below = |(path, names): (&String, &Vec<&'static str>)| {
            names.iter().map(|name| joined(path, name)).collect::<Vec<_>>()
        };
        stand.felder.iter().flat_map(below).collect()
    };
    let mut pflicht = BTreeSet::new();
    for path in names {
        let asked = !stand.borrow().wahlfrei.contains(&path) && stand.borrow_mut().ausgelassen.insert(path.clone());
        if !asked {
            continue;
        }
        if let Err(TypeError { problem: Problem::MissingField(_), .. }) = T::deserialize(Spur::root(&stand)) {
            pflicht.insert(path.clone());
        }
        stand.borrow_mut().ausgelassen.remove(&path);
    }
    let stand = stand.into_inner();
    Some(form_at(&stand, &pflicht, ""))
}

/// Lets the type read until it takes everything.
fn read_once<T: for<'de> Deserialize<'de>>(stand: &RefCell<Stand>) -> bool {
    for _ in 0..TRIES {
        let Err(error) = T::deserialize(Spur::root(stand)) else { return true };
        let mut stand = stand.borrow_mut();
        if let Problem::UnknownField(field, _) = error.problem {
            // Keys of which a type takes only some at a time.
            let path = joined(&stand.letzte_tabelle, &field);
            stand.wahlfrei.insert(path.clone());
            if !stand.ausgelassen.insert(path) {
                return false;
            }
            continue;
        }
        let last = stand.zuletzt.clone();
        let tries = stand.versuche.entry(last).or_default();
        *tries += 1;
        if *tries >= TEXTE.len() {
            return false;
        }
    }
    false
}

/// The finished description of a path.
fn form_at(stand: &Stand, pflicht: &BTreeSet<String>, path: &str) -> Form {
    match stand.formen.get(path) {
        Some(Form::Liste(_)) => Form::Liste(Box::new(form_at(stand, pflicht, &format!("{path}[]")))),
        Some(Form::Verzeichnis(_)) => Form::Verzeichnis(Box::new(form_at(stand, pflicht, &joined(path, "*")))),
        Some(Form::Tabelle(_)) => {
            let names = stand.felder.get(path).map_or(&[][..], Vec::as_slice);
            let feld = |name: &&'static str| {
                let below = joined(path, name);
                Feld { name, form: form_at(stand, pflicht, &below), pflicht: pflicht.contains(&below) }
            };
            Form::Tabelle(names.iter().map(feld).collect())
        }
        Some(Form::Text) => {
            let tries = stand.versuche.get(path).copied().unwrap_or(0);
            TEXTE.get(tries).map_or(Form::Text, |(_, form)| form.clone())
        }
        Some(other) => other.clone(),
        None => Form::Text,
    }
}

fn joined(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

/// A place that is being read.
#[derive(Clone)]
struct Spur<'a> {
    stand: &'a RefCell<Stand>,
    path: String,
}

impl<'a> Spur<'a> {
    fn root(stand: &'a RefCell<Stand>) -> Self {
        Self { stand, path: String::new() }
    }

    fn below(&self, path: String) -> Self {
        Self { stand: self.stand, path }
    }

    /// Notes what is asked of a place.
    fn note(&self, form: Form) {
        let mut stand = self.stand.borrow_mut();
        stand.zuletzt.clone_from(&self.path);
        stand.formen.insert(self.path.clone(), form);
    }

    /// The text that is offered here now.
    fn text(&self) -> &'static str {
        let tries = self.stand.borrow().versuche.get(&self.path).copied().unwrap_or(0);
        TEXTE.get(tries).map_or("", |(text, _)| text)
    }

    fn number<'de, V: Visitor<'de>>(self, ab_null: bool, visitor: V) -> Result<V::Value, TypeError> {
        self.note(Form::Ganzzahl { ab_null });
        visitor.visit_i64(1)
    }
}

impl<'de> de::Deserializer<'de> for Spur<'_> {
    type Error = TypeError;

    /// Types that take anything say in their own words what they want.
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TypeError> {
        let wish = (&visitor as &dyn Expected).to_string();
        if wish.contains("Datum") {
            self.note(Form::Datum);
            visitor.visit_str("2000-01-01")
        } else if wish.contains("Betrag") {
            self.note(Form::Betrag);
            visitor.visit_str("1,00")
        } else if wish.contains("Decimal") {
            self.note(Form::Dezimalzahl);
            visitor.visit_str("1")
        } else {
            self.deserialize_string(visitor)
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TypeError> {
        self.note(Form::Text);
        visitor.visit_str(self.text())
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TypeError> {
        self.deserialize_string(visitor)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TypeError> {
        self.note(Form::JaNein);
        visitor.visit_bool(false)
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TypeError> {
        self.number(false, visitor)
    }

    fn deserialize_i32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TypeError> {
        self.number(false, visitor)
    }

    fn deserialize_u8<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TypeError> {
        self.number(true, visitor)
    }

    fn deserialize_u16<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TypeError> {
        self.number(true, visitor)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TypeError> {
        self.number(true, visitor)
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TypeError> {
        self.number(true, visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TypeError> {
        self.stand.borrow_mut().wahlfrei.insert(self.path.clone());
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, TypeError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TypeError> {
        self.note(Form::Liste(Box::new(Form::Text)));
        let item = self.below(format!("{}[]", self.path));
        visitor.visit_seq(Gleiche { spur: item, noch: 1 })
    }

    /// A list of so many values of one kind.
    fn deserialize_tuple<V: Visitor<'de>>(self, len: usize, visitor: V) -> Result<V::Value, TypeError> {
        self.note(Form::Liste(Box::new(Form::Text)));
        let item = self.below(format!("{}[]", self.path));
        visitor.visit_seq(Gleiche { spur: item, noch: len })
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TypeError> {
        self.note(Form::Verzeichnis(Box::new(Form::Text)));
        visitor.visit_map(Eintrag { spur: self, told: false })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, TypeError> {
        self.note(Form::Tabelle(Vec::new()));
        self.stand.borrow_mut().felder.insert(self.path.clone(), fields.to_vec());
        visitor.visit_map(Felder { spur: self, fields: fields.iter(), current: None })
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, TypeError> {
        self.note(Form::Wahl(variants.to_vec()));
        let tries = self.stand.borrow().versuche.get(&self.path).copied().unwrap_or(0);
        visitor.visit_enum(Erste(variants.get(tries).or(variants.first()).copied().unwrap_or_default()))
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TypeError> {
        self.deserialize_string(visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TypeError> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        i8 i16 i128 u128 f32 f64 char bytes byte_buf unit unit_struct tuple_struct
    }
}

/// A list of values of one kind.
struct Gleiche<'a> {
    spur: Spur<'a>,
    noch: usize,
}

impl<'de> SeqAccess<'de> for Gleiche<'_> {
    type Error = TypeError;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, TypeError> {
        let Some(noch) = self.noch.checked_sub(1) else { return Ok(None) };
        self.noch = noch;
        seed.deserialize(self.spur.clone()).map(Some)
    }
}

/// All fields of a type but those that are left out.
struct Felder<'a> {
    spur: Spur<'a>,
    fields: std::slice::Iter<'static, &'static str>,
    current: Option<String>,
}

impl<'de> MapAccess<'de> for Felder<'_> {
    type Error = TypeError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, TypeError> {
        for field in self.fields.by_ref() {
            let path = joined(&self.spur.path, field);
            if !self.spur.stand.borrow().ausgelassen.contains(&path) {
                self.current = Some(path);
                return seed.deserialize(BorrowedStrDeserializer::new(field)).map(Some);
            }
        }
        self.spur.stand.borrow_mut().letzte_tabelle.clone_from(&self.spur.path);
        Ok(None)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, TypeError> {
        seed.deserialize(self.spur.below(self.current.take().unwrap_or_default()))
    }
}

/// One entry of a table whose keys are free.
struct Eintrag<'a> {
    spur: Spur<'a>,
    told: bool,
}

impl<'de> MapAccess<'de> for Eintrag<'_> {
    type Error = TypeError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, TypeError> {
        if std::mem::replace(&mut self.told, true) {
            return Ok(None);
        }
        seed.deserialize(self.spur.below(joined(&self.spur.path, "<Schlüssel>"))).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, TypeError> {
        seed.deserialize(self.spur.below(joined(&self.spur.path, "*")))
    }
}

/// One word of a fixed list.
struct Erste(&'static str);

impl<'de> EnumAccess<'de> for Erste {
    type Error = TypeError;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), TypeError> {
        let name = self.0;
        Ok((seed.deserialize(BorrowedStrDeserializer::<TypeError>::new(name))?, self))
    }
}

impl<'de> VariantAccess<'de> for Erste {
    type Error = TypeError;

    fn unit_variant(self) -> Result<(), TypeError> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, _: T) -> Result<T::Value, TypeError> {
        Err(de::Error::custom(self.0))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, TypeError> {
        Err(de::Error::custom(self.0))
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], _: V) -> Result<V::Value, TypeError> {
        Err(de::Error::custom(self.0))
    }
}
