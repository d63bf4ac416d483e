//! Structs as records.

use super::Record;
use crate::value::Streamable;

/// A value whose fields are named values: a struct with named fields that derives [`Streamable`].
///
/// A prompt takes it, called with it or behind a step that gives it. The values in the record are the JSON of the
/// fields, under the names that `Serialize` gives them.
///
/// ```
/// use runnable::prelude::*;
/// use serde::Serialize;
///
/// #[derive(Clone, Serialize, Streamable)]
/// struct Order {
///     dish: String,
///     guests: u32,
/// }
///
/// let prompt = PromptTemplate::new("Cook {dish} for {guests}.");
/// let text = prompt.blocking().call(Order { dish: "soup".into(), guests: 3 })?;
/// assert_eq!(text, "Cook soup for 3.");
/// # Ok::<(), runnable::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no named values",
    label = "no named values",
    note = "named values are pairs, `[(\"who\", \"a cook\")]`, pairs of several types, `((\"who\", \"a cook\"), (\"age\", 3))`, or `json!`",
    note = "a struct with named fields has them, with `#[derive(Clone, Serialize, Streamable)]`"
)]
pub trait Named: Streamable<Chunk = Self> {}

#[diagnostic::do_not_recommend]
impl<T: Named> From<T> for Record {
    fn from(value: T) -> Self {
        Self::of(&value)
    }
}
