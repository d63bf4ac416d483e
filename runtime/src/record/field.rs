//! One value, its type forgotten.

use std::any::Any;
use std::borrow::Cow;
use std::sync::Arc;

use serde_json::Value;

use super::piece::{Piece, PieceOf};
use crate::message::AiMessage;
use crate::value::Streamable;

/// A value of any type; the type is found again by downcast.
pub(super) trait Field: Any + Send + Sync {
    fn to_json(&self) -> serde_json::Result<Value>;
    fn text(&self) -> Cow<'_, str>;
    fn into_piece(self: Arc<Self>) -> Arc<dyn Piece>;
}

/// The value as a `T`: itself, the text of a JSON text, the JSON form of anything.
pub(super) fn into_typed<T: Streamable>(field: Arc<dyn Field>) -> Result<T, Arc<dyn Field>> {
    let whole: Arc<dyn Any + Send + Sync> = field.clone();
    if let Ok(value) = whole.downcast::<T>() {
        drop(field);
        return Ok(Arc::unwrap_or_clone(value));
    }
    let any: &dyn Any = &*field;
    let text = match any.downcast_ref() {
        Some(Value::String(text)) => typed(text.clone()),
        Some(_) | None => None,
    };
    let converted = text.or_else(|| field.to_json().ok().and_then(typed));
    converted.ok_or(field)
}

/// The value, if it is a `T`.
fn typed<T: 'static>(value: impl Any) -> Option<T> {
    let mut value = Some(value);
    let any: &mut dyn Any = &mut value;
    any.downcast_mut::<Option<T>>().and_then(Option::take)
}

impl<T: Streamable> Field for T {
    fn to_json(&self) -> serde_json::Result<Value> {
        serde_json::to_value(self)
    }

    fn text(&self) -> Cow<'_, str> {
        let value: &dyn Any = self;
        if let Some(text) = value.downcast_ref::<String>() {
            return text.into();
        }
        if let Some(Value::String(text)) = value.downcast_ref() {
            return text.into();
        }
        if let Some(message) = value.downcast_ref::<AiMessage>() {
            return message.text();
        }
        serde_json::to_string(self).unwrap_or_default().into()
    }

    fn into_piece(self: Arc<Self>) -> Arc<dyn Piece> {
        Arc::new(PieceOf::<T>(Arc::unwrap_or_clone(self).into_chunk()))
    }
}
