//! What a hook takes.

use std::marker::PhantomData;

use super::mistakes::{ByReference, Mistaken, NoHook, NotThere, OtherInput, UniqueSelf};
use crate::call::Call;

/// A function that the name of a hook has led to, and the subject and input that it shall take.
#[derive(Debug)]
pub struct Signature<'a, S: ?Sized, I, F> {
    function: F,
    wanted: PhantomData<fn(&'a S, I)>,
}

/// Asks about the function that the name of a hook has led to.
pub fn signature<'a, S: ?Sized, I, F>(function: F) -> Signature<'a, S, I, F> {
    Signature { function, wanted: PhantomData }
}

/// A hook that takes what it shall take.
#[derive(Debug)]
pub struct Hook<'a, S: ?Sized, I, F, R> {
    function: F,
    form: PhantomData<fn(&'a S, I) -> R>,
}

impl<S: ?Sized, I, F: Copy, R> Clone for Hook<'_, S, I, F, R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S: ?Sized, I, F: Copy, R> Copy for Hook<'_, S, I, F, R> {}

impl<'a, S: ?Sized, I, F: FnOnce(&'a S, I) -> R, R> Hook<'a, S, I, F, R> {
    pub(super) fn call(self, subject: &'a S, input: I) -> R {
        (self.function)(subject, input)
    }
}

/// There is no such hook.
#[derive(Debug, Clone, Copy)]
#[must_use]
pub struct Absent;

/// The `stream_tokens` of every type that has none; as [`Runnable::invoke`](crate::Runnable::invoke) is the `invoke`
/// of those that have none.
pub trait WithoutTokens {
    fn stream_tokens<I>(&self, _input: I) -> NoTokens {
        NoTokens
    }
}

impl<T: ?Sized> WithoutTokens for T {}

/// What [`WithoutTokens`] gives.
#[derive(Debug)]
pub struct NoTokens;

/// What the methods give that stand in for the hooks of subject `S`.
pub trait StandIn<S: ?Sized> {}

impl<S: crate::Runnable> StandIn<S> for Call<'_, S> {}

impl<S: ?Sized> StandIn<S> for NoTokens {}

/// Rung: it is not the type's own, but one that stands in for it.
pub trait StandsIn {
    fn __takes(&self) -> Absent {
        Absent
    }
}

impl<'a, S: ?Sized, I, F: FnOnce(&'a S, I) -> R, R: StandIn<S>> StandsIn for &&&&&Signature<'a, S, I, F> {}

/// Rung: it takes what it shall take.
pub trait TakesInput {
    type Hook;
    fn __takes(&self) -> Self::Hook;
}

impl<'a, S: ?Sized, I, F: FnOnce(&'a S, I) -> R + Copy, R> TakesInput for &&&&Signature<'a, S, I, F> {
    type Hook = Hook<'a, S, I, F, R>;

    fn __takes(&self) -> Self::Hook {
        Hook { function: self.function, form: PhantomData }
    }
}

/// Rung: it takes a reference, which is a mistake; as are the rungs below.
pub trait TakesReference<'b, X: ?Sized> {
    type Subject: ?Sized;
    type Input;
    fn __takes(&self) -> Mistaken<ByReference<Self::Subject, Self::Input>> {
        Mistaken::new()
    }
}

impl<'a, 'b, S: ?Sized, I, X: ?Sized + 'b, F: FnOnce(&'a S, &'b X) -> R, R> TakesReference<'b, X>
    for &&&Signature<'a, S, I, F>
{
    type Subject = S;
    type Input = I;
}

/// Rung: it takes another input.
pub trait TakesOther<X> {
    type Subject: ?Sized;
    type Input;
    fn __takes(&self) -> Mistaken<OtherInput<Self::Subject, Self::Input, X>> {
        Mistaken::new()
    }
}

impl<'a, S: ?Sized, I, X, F: FnOnce(&'a S, X) -> R, R> TakesOther<X> for &&Signature<'a, S, I, F> {
    type Subject = S;
    type Input = I;
}

/// Rung: it takes `&mut self`.
pub trait TakesUniqueSelf<X> {
    type Subject: ?Sized;
    fn __takes(&self) -> Mistaken<UniqueSelf<Self::Subject>> {
        Mistaken::new()
    }
}

impl<'a, S: ?Sized, I, X, F: FnOnce(&'a mut S, X) -> R, R> TakesUniqueSelf<X> for &Signature<'a, S, I, F> {
    type Subject = S;
}

/// Rung: it takes anything else.
pub trait TakesWhatever {
    type Subject: ?Sized;
    type Input;
    fn __takes(&self) -> Mistaken<NoHook<Self::Subject, Self::Input>> {
        Mistaken::new()
    }
}

impl<S: ?Sized, I, F> TakesWhatever for Signature<'_, S, I, F> {
    type Subject = S;
    type Input = I;
}

/// Where the user names a hook, it is a mistake that it is not there.
impl Absent {
    pub fn __named<S: ?Sized, I>(&self) -> Mistaken<NotThere<S, I>> {
        Mistaken::new()
    }
}

impl<S: ?Sized, I, F: Copy, R> Hook<'_, S, I, F, R> {
    pub fn __named<T: ?Sized, J>(&self) -> Self {
        *self
    }
}
