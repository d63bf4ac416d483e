//! Records from and into JSON, pairs and maps.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use futures_util::StreamExt;
use futures_util::stream::{self, BoxStream};
use serde_json::Value;

use super::{Record, RecordChunk};
use crate::compose::Feeds;
use crate::error::{Error, ErrorKind, Result};
use crate::message::{JsonObject, Messages};
use crate::value::{Streamable, fold};

impl From<JsonObject> for Record {
    fn from(object: JsonObject) -> Self {
        object.into_iter().collect()
    }
}

impl From<Value> for Record {
    fn from(value: Value) -> Self {
        match value {
            Value::Object(object) => object.into(),
            other => Self { fields: Vec::new(), defect: Some(not_an_object(&other)) },
        }
    }
}

fn not_an_object(value: &Value) -> Error {
    let form = match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    };
    Error::new(ErrorKind::Input, format!("named values are made of a JSON object, not of {form}"))
}

impl<N: Into<Arc<str>>, V: Into<Value>, const LENGTH: usize> From<[(N, V); LENGTH]> for Record {
    fn from(pairs: [(N, V); LENGTH]) -> Self {
        pairs.into_iter().collect()
    }
}

impl<N: Into<Arc<str>>, V: Into<Value>> From<Vec<(N, V)>> for Record {
    fn from(pairs: Vec<(N, V)>) -> Self {
        pairs.into_iter().collect()
    }
}

impl<N: Into<Arc<str>>, V: Into<Value>> FromIterator<(N, V)> for Record {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(pairs: I) -> Self {
        let mut record = Self::new();
        for (name, value) in pairs {
            record.insert(name, value.into());
        }
        record
    }
}

impl From<Messages> for Value {
    /// The list of the messages, each as LangChain dumps it.
    fn from(messages: Messages) -> Self {
        serde_json::to_value(messages).unwrap_or_default()
    }
}

impl From<Record> for Value {
    /// A value without a JSON form is null.
    fn from(record: Record) -> Self {
        record.names().map(|name| (name.to_owned(), record.json(name).unwrap_or_default())).collect()
    }
}

/// The items of [`Feeds<Record>`](Feeds) for a value that arrives whole; also what the derive writes.
#[doc(hidden)]
#[macro_export]
macro_rules! __record {
    () => {
        fn convert(self) -> $crate::Record {
            ::core::convert::From::from(self)
        }
        fn feed<'a>(
            chunks: $crate::BoxStream<'a, $crate::Result<$crate::Chunk<Self>>>,
        ) -> $crate::BoxStream<'a, $crate::Result<$crate::RecordChunk>> {
            $crate::__private::record_pieces(chunks)
        }
    };
}

/// Maps and JSON: each piece is a whole one, which the next replaces name by name.
macro_rules! feeds_record {
    ($([$($value:ident)?] $map:ty;)*) => { $(
        impl$(<$value: Streamable>)? Feeds<Record> for $map {
            crate::__record!();
        }
    )* };
}

/// The pieces of something that is a record, as pieces of the record.
pub fn pieces<'a, T: Into<Record> + Send + 'a>(
    chunks: BoxStream<'a, Result<T>>,
) -> BoxStream<'a, Result<RecordChunk>> {
    chunks
        .map(|chunk| {
            let record: Record = chunk?.into();
            record.check()?;
            Ok(record.into_chunk())
        })
        .boxed()
}

impl<T: Streamable> From<BTreeMap<String, T>> for Record {
    fn from(map: BTreeMap<String, T>) -> Self {
        let mut record = Self::new();
        map.into_iter().for_each(|(name, value)| record.insert(name, value));
        record
    }
}

impl<T: Streamable> From<HashMap<String, T>> for Record {
    /// The names in alphabetical order: a hash map has none of its own.
    fn from(map: HashMap<String, T>) -> Self {
        map.into_iter().collect::<BTreeMap<_, _>>().into()
    }
}

feeds_record! { [] Value; [T] BTreeMap<String, T>; [T] HashMap<String, T>; }

impl Feeds<Value> for Record {
    fn convert(self) -> Value {
        self.into()
    }

    /// One whole object: names that come apart in time are one value here.
    fn feed<'a>(chunks: BoxStream<'a, Result<RecordChunk>>) -> BoxStream<'a, Result<Value>> {
        stream::once(async move { fold::<Self>(chunks).await.map(Value::from) }).boxed()
    }
}
