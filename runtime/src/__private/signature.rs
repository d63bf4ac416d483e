//! What a hook takes.

use std::convert::Infallible;
use std::marker::PhantomData;

use super::mistakes::{
    TakesInputByReference, TakesMoreInputs, TakesNoInput, TakesOtherInput, TakesOwnedSelf,
    TakesSomethingElse, TakesUniqueSelf,
};
use crate::call::Call;
use crate::runnable::Runnable;

/// The name of a hook, for messages.
#[allow(non_camel_case_types, reason = "a message shows it as the method's name")]
#[derive(Debug)]
pub enum invoke {}

/// The name of a hook, for messages.
#[allow(non_camel_case_types, reason = "a message shows it as the method's name")]
#[derive(Debug)]
pub enum stream_tokens {}

/// A function that a hook's name has led to, and the subject and input that it shall take.
#[derive(Debug)]
pub struct Signature<'a, N, S: ?Sized, I, F> {
    function: F,
    wanted: PhantomData<fn(N, &'a S, I)>,
}

/// Asks about the function that the hook `N` of subject `S` names.
pub fn signature<'a, N, S: ?Sized, I, F>(function: F) -> Signature<'a, N, S, I, F> {
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

/// The hook is not one, which has been said. There is no value of it.
#[derive(Debug, Clone, Copy)]
#[must_use]
pub struct Broken(pub(super) Infallible);

/// What `stream_tokens` gives where there is none.
#[derive(Debug)]
pub struct NoTokens(Infallible);

/// The `stream_tokens` of every type that has none. (The `invoke` of such types is [`Runnable::invoke`].)
pub trait WithoutTokens {
    fn stream_tokens<I>(&self, _input: I) -> Option<NoTokens> {
        None
    }
}

impl<T: ?Sized> WithoutTokens for T {}

/// First rung: the name has led to a method of ours.
pub trait AbsentHook {
    fn __takes(&self) -> Absent {
        Absent
    }
}

impl<'a, 'b, S: Runnable + 'b, I, F: FnOnce(&'a S, I) -> Call<'b, S>> AbsentHook
    for &&&&&&&&Signature<'a, invoke, S, I, F>
{
}

impl<'a, S: ?Sized, I, F: FnOnce(&'a S, I) -> Option<NoTokens>> AbsentHook
    for &&&&&&&&Signature<'a, stream_tokens, S, I, F>
{
}

pub trait Fits {
    type Hook;
    fn __takes(&self) -> Self::Hook;
}

impl<'a, N, S: ?Sized, I, F: FnOnce(&'a S, I) -> R + Copy, R> Fits for &&&&&&&Signature<'a, N, S, I, F> {
    type Hook = Hook<'a, S, I, F, R>;

    fn __takes(&self) -> Self::Hook {
        Hook { function: self.function, form: PhantomData }
    }
}

pub trait Borrows<'b, N, I, X: ?Sized> {
    fn __takes(&self) -> Broken
    where
        N: TakesInputByReference<X, I>,
    {
        N::never()
    }
}

impl<'a, 'b, N, S: ?Sized, I, X: ?Sized + 'b, F: FnOnce(&'a S, &'b X) -> R, R> Borrows<'b, N, I, X>
    for &&&&&&Signature<'a, N, S, I, F>
{
}

pub trait OtherInput<N, I, X> {
    fn __takes(&self) -> Broken
    where
        N: TakesOtherInput<X, I>,
    {
        N::never()
    }
}

impl<'a, N, S: ?Sized, I, X, F: FnOnce(&'a S, X) -> R, R> OtherInput<N, I, X>
    for &&&&&Signature<'a, N, S, I, F>
{
}

pub trait UniqueReceiver<N, X> {
    fn __takes(&self) -> Broken
    where
        N: TakesUniqueSelf,
    {
        N::never()
    }
}

impl<'a, N, S: ?Sized, I, X, F: FnOnce(&'a mut S, X) -> R, R> UniqueReceiver<N, X>
    for &&&&Signature<'a, N, S, I, F>
{
}

pub trait OwnedReceiver<N, X> {
    fn __takes(&self) -> Broken
    where
        N: TakesOwnedSelf,
    {
        N::never()
    }
}

impl<N, S, I, X, F: FnOnce(S, X) -> R, R> OwnedReceiver<N, X> for &&&Signature<'_, N, S, I, F> {}

pub trait NoInput<N, I> {
    fn __takes(&self) -> Broken
    where
        N: TakesNoInput<I>,
    {
        N::never()
    }
}

impl<'a, N, S: ?Sized, I, F: FnOnce(&'a S) -> R, R> NoInput<N, I> for &&Signature<'a, N, S, I, F> {}

pub trait TwoInputs<N, X, Y> {
    fn __takes(&self) -> Broken
    where
        N: TakesMoreInputs,
    {
        N::never()
    }
}

impl<'a, N, S: ?Sized, I, X, Y, F: FnOnce(&'a S, X, Y) -> R, R> TwoInputs<N, X, Y>
    for &Signature<'a, N, S, I, F>
{
}

pub trait AnyFunction<N, I> {
    fn __takes(&self) -> Broken
    where
        N: TakesSomethingElse<I>,
    {
        N::never()
    }
}

impl<N, S: ?Sized, I, F> AnyFunction<N, I> for Signature<'_, N, S, I, F> {}
