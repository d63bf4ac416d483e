//! What derived code names. Nothing here is for people, and none of it is stable.
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
//! | `convert` | what it may give, in words of our own where it may not |
//! | `normal` | the hook as a function of one form: `output`, `pieces` |
//! | `behaviour` | which hook is called for what |
//! | `mistakes` | what is told to those whose hook is none |

use futures_util::stream::BoxStream;

use crate::message::JsonObject;

mod behaviour;
mod convert;
mod mistakes;
mod normal;
mod returned;
mod signature;

pub use behaviour::{Derived, Given, Hooks, Wanted, on_invoke, on_invoke_always, on_stream};
pub use convert::{IntoChunk, IntoError, IntoOutput};
pub use mistakes::*;
pub use normal::{No, Yes};
pub use returned::{AtOnce, Awaited, Certain, Checked, Fallible, Items, Outcome, Stage};
pub use signature::{Absent, Broken, Hook, Signature, invoke, signature, stream_tokens};

pub use crate::value::nothing_came;
pub use serde::Serialize;
pub use serde_json::Value as Json;
pub use std::borrow::Cow;
pub use std::string::String;
pub use std::vec::Vec;

/// The tags of a type.
pub type Tags = &'static [Cow<'static, str>];

/// The metadata of a type.
pub fn metadata<const N: usize>(facts: [(&str, Json); N]) -> JsonObject {
    facts.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

/// The stream of a type whose derive did not get so far as to write one. That is an error at compile time, so
/// nobody sees it.
pub fn stub<'a, T: Send + 'a>() -> BoxStream<'a, T> {
    Box::pin(futures_util::stream::empty())
}

/// The ladders. Nameless: a glob import of these brings no name into the user's scope.
pub mod search {
    pub use super::returned::{
        FailsNever as _, FailsPlainly as _, FailsWithReport as _, NotAStream as _, StreamsItems as _,
        WaitsForFuture as _, WaitsForNothing as _,
    };
    pub use super::signature::{
        AbsentHook as _, AnyFunction as _, Borrows as _, Fits as _, NoInput as _, OtherInput as _,
        OwnedReceiver as _, TwoInputs as _, UniqueReceiver as _,
    };
    pub use crate::runnable::Runnable as _;
}

/// The `stream_tokens` of types that have none: looked for only where the hooks are searched.
pub mod without_tokens {
    pub use super::signature::WithoutTokens as _;
}
