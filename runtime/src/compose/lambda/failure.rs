//! What a closure may fail with.

use std::error::Error as StdError;
use std::ops::Deref;

use crate::error::Error;

/// What a closure may fail with: any error, a report such as `anyhow::Error` or a boxed error, or a text. One of
/// ours inside is found again.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an error that a closure can fail with",
    label = "not an error",
    note = "implement `std::error::Error` for it"
)]
pub trait Failure<Form> {
    /// The error of the run.
    fn into_error(self) -> Error;
}

/// The form of an error type.
#[derive(Debug)]
pub struct Typed;

/// The form of a report that holds an error of any type.
#[derive(Debug)]
pub struct Report;

/// The form of a text.
#[derive(Debug)]
pub struct Text;

impl<E: StdError + Send + Sync + 'static> Failure<Typed> for E {
    fn into_error(self) -> Error {
        Error::from_any(self)
    }
}

impl<E> Failure<Report> for E
where
    E: Deref<Target = dyn StdError + Send + Sync> + Send + Sync + 'static,
{
    fn into_error(self) -> Error {
        Error::from_report(self)
    }
}

impl Failure<Text> for String {
    fn into_error(self) -> Error {
        Error::from_any(self)
    }
}

impl Failure<Text> for &'static str {
    fn into_error(self) -> Error {
        Error::from_any(self)
    }
}
