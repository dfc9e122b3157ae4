//! Values to bytes: numbers in sevens of bits, the length before each text and list, the place before each choice.

use std::io::Write;

use serde::ser::{self, Error, Serialize};

use super::Kodierfehler;

/// Writes values.
pub(super) struct Schreiber<'a, W: Write> {
    pub(super) out: &'a mut W,
}

type Geschrieben = Result<(), Kodierfehler>;

impl<W: Write> Schreiber<'_, W> {
    fn number(&mut self, mut number: u64) -> Geschrieben {
        let mut bytes = [0_u8; 10];
        let mut length = 0;
        for byte in &mut bytes {
            length += 1;
            *byte = u8::try_from(number & 0x7f).unwrap_or_default();
            number >>= 7;
            if number == 0 {
                break;
            }
            *byte |= 0x80;
        }
        Ok(self.out.write_all(bytes.get(..length).unwrap_or_default())?)
    }

    fn length(&mut self, length: usize) -> Geschrieben {
        self.number(u64::try_from(length).map_err(Kodierfehler::custom)?)
    }
}

/// Kinds of values that no cell has.
fn unknown() -> Kodierfehler {
    Kodierfehler("no such values".to_owned())
}

macro_rules! unsigned {
    ($($name:ident: $type:ty),*) => {
        $(fn $name(self, number: $type) -> Geschrieben {
            self.number(u64::from(number))
        })*
    };
}

macro_rules! signed {
    ($($name:ident: $type:ty),*) => {
        $(fn $name(self, number: $type) -> Geschrieben {
            // Small numbers of either sign stay short.
            let number = i64::from(number);
            self.number(((number << 1) ^ (number >> 63)).cast_unsigned())
        })*
    };
}

impl<W: Write> ser::Serializer for &mut Schreiber<'_, W> {
    type Ok = ();
    type Error = Kodierfehler;
    type SerializeSeq = Self;
    type SerializeTuple = Self;
    type SerializeTupleStruct = Self;
    type SerializeTupleVariant = Self;
    type SerializeMap = Self;
    type SerializeStruct = Self;
    type SerializeStructVariant = Self;

    unsigned!(serialize_u16: u16, serialize_u32: u32, serialize_u64: u64);
    signed!(serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64);

    fn serialize_u8(self, number: u8) -> Geschrieben {
        Ok(self.out.write_all(&[number])?)
    }

    fn serialize_bool(self, truth: bool) -> Geschrieben {
        self.serialize_u8(truth.into())
    }

    #[expect(clippy::disallowed_types, reason = "refused here")]
    fn serialize_f32(self, _: f32) -> Geschrieben {
        Err(unknown())
    }

    #[expect(clippy::disallowed_types, reason = "refused here")]
    fn serialize_f64(self, _: f64) -> Geschrieben {
        Err(unknown())
    }

    fn serialize_char(self, c: char) -> Geschrieben {
        self.number(u32::from(c).into())
    }

    fn serialize_str(self, text: &str) -> Geschrieben {
        self.serialize_bytes(text.as_bytes())
    }

    fn serialize_bytes(self, bytes: &[u8]) -> Geschrieben {
        self.length(bytes.len())?;
        Ok(self.out.write_all(bytes)?)
    }

    fn serialize_none(self) -> Geschrieben {
        self.serialize_u8(0)
    }

    fn serialize_some<T: ?Sized + Serialize>(self, value: &T) -> Geschrieben {
        self.out.write_all(&[1])?;
        value.serialize(self)
    }

    fn serialize_unit(self) -> Geschrieben {
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Geschrieben {
        Ok(())
    }

    fn serialize_unit_variant(self, _: &'static str, place: u32, _: &'static str) -> Geschrieben {
        self.number(place.into())
    }

    fn serialize_newtype_struct<T: ?Sized + Serialize>(self, _: &'static str, value: &T) -> Geschrieben {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: ?Sized + Serialize>(
        self,
        _: &'static str,
        place: u32,
        _: &'static str,
        value: &T,
    ) -> Geschrieben {
        self.number(place.into())?;
        value.serialize(self)
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<Self, Kodierfehler> {
        self.length(length.ok_or_else(unknown)?)?;
        Ok(self)
    }

    fn serialize_tuple(self, _: usize) -> Result<Self, Kodierfehler> {
        Ok(self)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self, Kodierfehler> {
        Ok(self)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        place: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self, Kodierfehler> {
        self.number(place.into())?;
        Ok(self)
    }

    fn serialize_map(self, length: Option<usize>) -> Result<Self, Kodierfehler> {
        self.serialize_seq(length)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, Kodierfehler> {
        Ok(self)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        place: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self, Kodierfehler> {
        self.number(place.into())?;
        Ok(self)
    }

    fn is_human_readable(&self) -> bool {
        false
    }
}

macro_rules! parts {
    ($($trait:ident $name:ident($($key:ident)?)),*) => {
        $(impl<W: Write> ser::$trait for &mut Schreiber<'_, W> {
            type Ok = ();
            type Error = Kodierfehler;

            fn $name<T: ?Sized + Serialize>(&mut self, $($key: &'static str,)? value: &T) -> Geschrieben {
                $(let _ = $key;)?
                value.serialize(&mut **self)
            }

            fn end(self) -> Geschrieben {
                Ok(())
            }
        })*
    };
}

parts!(
    SerializeSeq serialize_element(),
    SerializeTuple serialize_element(),
    SerializeTupleStruct serialize_field(),
    SerializeTupleVariant serialize_field(),
    SerializeStruct serialize_field(key),
    SerializeStructVariant serialize_field(key)
);

impl<W: Write> ser::SerializeMap for &mut Schreiber<'_, W> {
    type Ok = ();
    type Error = Kodierfehler;

    fn serialize_key<T: ?Sized + Serialize>(&mut self, key: &T) -> Geschrieben {
        key.serialize(&mut **self)
    }

    fn serialize_value<T: ?Sized + Serialize>(&mut self, value: &T) -> Geschrieben {
        value.serialize(&mut **self)
    }

    fn end(self) -> Geschrieben {
        Ok(())
    }
}
