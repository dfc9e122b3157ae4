//! Bytes to values. Whatever the bytes are, the outcome is a value or an error, and memory grows no faster than they.

use std::io::{BufRead, BufReader, Read};

use serde::de::{self, DeserializeSeed, Error, IntoDeserializer, Visitor};

use super::Kodierfehler;

/// Reads values.
pub(super) struct Leser<R: Read> {
    source: BufReader<R>,
}

impl<R: Read> Leser<R> {
    pub(super) fn new(source: R) -> Self {
        Self { source: BufReader::with_capacity(1 << 16, source) }
    }

    /// Whether nothing follows.
    pub(super) fn is_at_end(&mut self) -> bool {
        self.source.fill_buf().is_ok_and(<[u8]>::is_empty)
    }

    fn byte(&mut self) -> Result<u8, Kodierfehler> {
        let first = self.source.fill_buf()?.first().copied();
        self.source.consume(1);
        first.ok_or_else(|| Kodierfehler("too short".to_owned()))
    }

    fn number(&mut self) -> Result<u64, Kodierfehler> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
        Err(Kodierfehler("too long a number".to_owned()))
    }

    fn length(&mut self) -> Result<usize, Kodierfehler> {
        self.number().and_then(|length| usize::try_from(length).map_err(Kodierfehler::custom))
    }

    fn bytes(&mut self) -> Result<Vec<u8>, Kodierfehler> {
        let length = self.length()?;
        let ready = self.source.buffer();
        if let Some(all) = ready.get(..length) {
            let bytes = all.to_vec();
            self.source.consume(length);
            return Ok(bytes);
        }
        let mut bytes = Vec::new();
        (&mut self.source).take(u64::try_from(length).unwrap_or(u64::MAX)).read_to_end(&mut bytes)?;
        if bytes.len() == length { Ok(bytes) } else { Err(Kodierfehler("too short".to_owned())) }
    }

    fn text(&mut self) -> Result<String, Kodierfehler> {
        String::from_utf8(self.bytes()?).map_err(Kodierfehler::custom)
    }
}

macro_rules! unsigned {
    ($($name:ident $visit:ident: $type:ty),*) => {
        $(fn $name<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Kodierfehler> {
            visitor.$visit(<$type>::try_from(self.number()?).map_err(Kodierfehler::custom)?)
        })*
    };
}

macro_rules! signed {
    ($($name:ident $visit:ident: $type:ty),*) => {
        $(fn $name<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Kodierfehler> {
            let number = self.number()?;
            let number = (number >> 1).cast_signed() ^ -(number & 1).cast_signed();
            visitor.$visit(<$type>::try_from(number).map_err(Kodierfehler::custom)?)
        })*
    };
}

macro_rules! refused {
    ($($name:ident),*) => {
        $(fn $name<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Kodierfehler> {
            Err(Kodierfehler("no such values".to_owned()))
        })*
    };
}

impl<'de, R: Read> de::Deserializer<'de> for &mut Leser<R> {
    type Error = Kodierfehler;

    unsigned!(deserialize_u16 visit_u16: u16, deserialize_u32 visit_u32: u32, deserialize_u64 visit_u64: u64);
    signed!(
        deserialize_i8 visit_i8: i8, deserialize_i16 visit_i16: i16, deserialize_i32 visit_i32: i32,
        deserialize_i64 visit_i64: i64
    );
    // Nothing here can be read without knowing what it is.
    refused!(deserialize_any, deserialize_ignored_any, deserialize_f32, deserialize_f64);

    fn deserialize_u8<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Kodierfehler> {
        visitor.visit_u8(self.byte()?)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Kodierfehler> {
        match self.byte()? {
            0 => visitor.visit_bool(false),
            1 => visitor.visit_bool(true),
            _ => Err(Kodierfehler("no truth value".to_owned())),
        }
    }

    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Kodierfehler> {
        let number = u32::try_from(self.number()?).map_err(Kodierfehler::custom)?;
        visitor.visit_char(char::try_from(number).map_err(Kodierfehler::custom)?)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Kodierfehler> {
        visitor.visit_string(self.text()?)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Kodierfehler> {
        visitor.visit_string(self.text()?)
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Kodierfehler> {
        visitor.visit_byte_buf(self.bytes()?)
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Kodierfehler> {
        visitor.visit_byte_buf(self.bytes()?)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Kodierfehler> {
        match self.byte()? {
            0 => visitor.visit_none(),
            1 => visitor.visit_some(self),
            _ => Err(Kodierfehler("neither something nor nothing".to_owned())),
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Kodierfehler> {
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Kodierfehler> {
        visitor.visit_unit()
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Kodierfehler> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Kodierfehler> {
        let left = self.length()?;
        visitor.visit_seq(Folge { leser: self, left })
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, left: usize, visitor: V) -> Result<V::Value, Kodierfehler> {
        visitor.visit_seq(Folge { leser: self, left })
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        left: usize,
        visitor: V,
    ) -> Result<V::Value, Kodierfehler> {
        visitor.visit_seq(Folge { leser: self, left })
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Kodierfehler> {
        let left = self.length()?;
        visitor.visit_map(Folge { leser: self, left })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Kodierfehler> {
        visitor.visit_seq(Folge { leser: self, left: fields.len() })
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Kodierfehler> {
        visitor.visit_enum(self)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Kodierfehler> {
        self.deserialize_u32(visitor)
    }

    fn is_human_readable(&self) -> bool {
        false
    }
}

/// The items of a list, the fields of a record, the entries of a table.
struct Folge<'a, R: Read> {
    leser: &'a mut Leser<R>,
    left: usize,
}

impl<'de, R: Read> de::SeqAccess<'de> for Folge<'_, R> {
    type Error = Kodierfehler;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Kodierfehler> {
        let Some(left) = self.left.checked_sub(1) else { return Ok(None) };
        self.left = left;
        seed.deserialize(&mut *self.leser).map(Some)
    }

    /// Room is made for no more than serde thinks fit for a number that nobody has checked.
    fn size_hint(&self) -> Option<usize> {
        Some(self.left)
    }
}

impl<'de, R: Read> de::MapAccess<'de> for Folge<'_, R> {
    type Error = Kodierfehler;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Kodierfehler> {
        de::SeqAccess::next_element_seed(self, seed)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Kodierfehler> {
        seed.deserialize(&mut *self.leser)
    }
}

impl<'de, R: Read> de::EnumAccess<'de> for &mut Leser<R> {
    type Error = Kodierfehler;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Kodierfehler> {
        let place = u32::try_from(self.number()?).map_err(Kodierfehler::custom)?;
        let chosen = seed.deserialize(IntoDeserializer::<Kodierfehler>::into_deserializer(place))?;
        Ok((chosen, self))
    }
}

impl<'de, R: Read> de::VariantAccess<'de> for &mut Leser<R> {
    type Error = Kodierfehler;

    fn unit_variant(self) -> Result<(), Kodierfehler> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Kodierfehler> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, left: usize, visitor: V) -> Result<V::Value, Kodierfehler> {
        visitor.visit_seq(Folge { leser: self, left })
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Kodierfehler> {
        visitor.visit_seq(Folge { leser: self, left: fields.len() })
    }
}
