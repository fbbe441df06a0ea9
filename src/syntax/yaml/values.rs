//! What serde_yaml makes of a text: values without places.

use super::Value;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// A value as serde_yaml reads it. Mappings keep every entry, in order and with repeated keys, so
/// that they can be laid beside the outline; `serde_yaml::Value` refuses repeated keys.
#[derive(Debug, PartialEq)]
pub(super) enum Plain {
    /// Nothing, `~` or `null`.
    Null,
    /// A single value.
    Scalar(Value),
    /// A list.
    Sequence(Vec<Plain>),
    /// Keys and values.
    Mapping(Vec<(Plain, Plain)>),
}

/// Reads a text that the first reader accepted.
pub(super) fn read(text: &str) -> Result<Plain, serde_yaml::Error> {
    serde_yaml::from_str(text)
}

impl<'de> Deserialize<'de> for Plain {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Plain, D::Error> {
        deserializer.deserialize_any(Shapes)
    }
}

struct Shapes;

impl<'de> Visitor<'de> for Shapes {
    type Value = Plain;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a value without a tag")
    }

    fn visit_unit<E>(self) -> Result<Plain, E> {
        Ok(Plain::Null)
    }

    // An empty document.
    fn visit_none<E>(self) -> Result<Plain, E> {
        Ok(Plain::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Plain, E> {
        Ok(Plain::Scalar(Value::Bool(value)))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Plain, E> {
        Ok(Plain::Scalar(Value::Integer(value)))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Plain, E> {
        Ok(Plain::Scalar(i64::try_from(value).map_or(Value::Float(value as f64), Value::Integer)))
    }

    fn visit_i128<E>(self, value: i128) -> Result<Plain, E> {
        Ok(Plain::Scalar(Value::Float(value as f64)))
    }

    fn visit_u128<E>(self, value: u128) -> Result<Plain, E> {
        Ok(Plain::Scalar(Value::Float(value as f64)))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Plain, E> {
        Ok(Plain::Scalar(Value::Float(value)))
    }

    fn visit_str<E>(self, value: &str) -> Result<Plain, E> {
        Ok(Plain::Scalar(Value::Text(value.to_string())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Plain, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element()? {
            items.push(item);
        }
        Ok(Plain::Sequence(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Plain, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = access.next_entry()? {
            entries.push(entry);
        }
        Ok(Plain::Mapping(entries))
    }
}
