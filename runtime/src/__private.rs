//! What derived code names, and other crates of this workspace. Nothing here is for people, and none of it is stable.
//!
//! A derive sees a type, never its methods. So it writes the same lines for every type, and the compiler finds out
//! which hooks there are and what they look like, by two rules of the language:
//!
//! - The path `<T>::invoke` names the type's own method where there is one, else the method of a trait in scope.
//! - A method call tries the impls for `&&X`, `&X` and `X` in this order. So a question about a type is a ladder of
//!   traits with one method name: the first rung that holds answers it, and nothing is evaluated.
//!
//! ```text
//! <T>::invoke         ─▶ takes ─▶ waits ─▶ fails ───────────────────────▶ output ─┐
//!                                                                                  ├─▶ Hooks ─▶ Given
//! <T>::stream_tokens  ─▶ takes ─▶ waits ─▶ fails ─▶ streams ─▶ fails ───▶ pieces ─┘
//! ```
//!
//! | file | what |
//! |---|---|
//! | `signature` | what a hook takes: `takes` |
//! | `returned` | what it gives: `waits`, `fails`, `streams` |
//! | `convert` | what it may give |
//! | `normal` | the hook as a function of one form: `output`, `pieces` |
//! | `behaviour` | which hook is called for what |
//! | `mistakes`, `words` | a hook that is none, and what is told about it |

#![expect(
    clippy::extra_unused_type_parameters,
    reason = "every hook is asked in the same words, whatever it is"
)]

use futures_util::stream::BoxStream;

use crate::message::JsonObject;

mod behaviour;
mod convert;
mod mistakes;
mod normal;
mod returned;
mod signature;
mod words;

pub use behaviour::{Derived, Given, Hooks, Wanted, on_invoke, on_invoke_always, on_stream};
pub use convert::{IntoChunk, IntoError, IntoOutput};
pub use normal::No;
pub use signature::signature;

pub use crate::nearest::distance;
pub use crate::record::pieces as record_pieces;
pub use crate::value::nothing_came;
pub use serde;

// Aliases, not re-exports: the compiler would show a type under the name that it has here.
pub type Json = serde_json::Value;
pub type String = std::string::String;
pub type Vec<T> = std::vec::Vec<T>;
pub type Tag = std::borrow::Cow<'static, str>;

/// The metadata of a type.
pub fn metadata<const N: usize>(facts: [(&str, Json); N]) -> JsonObject {
    facts.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

/// Asked of a generic type, so that one that is not fit is told where it is written.
pub fn send_and_sync<T: Send + Sync + ?Sized>() {}

/// Asked of a generic type, so that one that is not fit is told where it is written.
pub fn value<T: Clone + serde::Serialize + Send + Sync + 'static>() {}

/// The stream of a type whose derive did not get so far as to write one. That is an error at compile time, so
/// nobody sees it.
pub fn stub<'a, T: Send + 'a>() -> BoxStream<'a, T> {
    Box::pin(futures_util::stream::empty())
}

/// The ladders. Nameless: a glob import of these brings no name into the user's scope.
pub mod search {
    pub use super::returned::{
        FailsNever as _, FailsPlainly as _, FailsWithReport as _, StreamsItems as _, StreamsNothing as _,
        WaitsForFuture as _, WaitsForNothing as _,
    };
    pub use super::signature::{
        StandsIn as _, TakesInput as _, TakesOther as _, TakesReference as _, TakesUniqueSelf as _,
        TakesWhatever as _, WithoutTokens as _,
    };
    pub use crate::runnable::Runnable as _;
}
