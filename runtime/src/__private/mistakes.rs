//! A hook that is none, and why.
//!
//! It answers every question with itself, so that there is one error: where it would be made a function, in
//! `output` for `invoke` and in `pieces` for `stream_tokens`.

use std::convert::Infallible;
use std::marker::PhantomData;

use super::words::{
    InvokeIsNoHook, InvokeIsNotThere, InvokeTakesOther, InvokeTakesReference, InvokeTakesUniqueSelf,
    StreamTokensGivesNoStream, StreamTokensIsNoHook, StreamTokensIsNotThere, StreamTokensTakesOther,
    StreamTokensTakesReference, StreamTokensTakesUniqueSelf,
};

/// A hook that is none, for a reason.
#[derive(Debug)]
#[must_use]
pub struct Mistaken<W>(PhantomData<fn() -> PhantomData<W>>);

/// What is mistaken, once that has been told. There is no value of it.
#[derive(Debug, Clone, Copy)]
#[must_use]
pub struct Told(Infallible);

impl Told {
    /// There is no value of this type to call it with.
    pub(super) fn unreachable<T>(self) -> T {
        match self.0 {}
    }
}

impl<W> Mistaken<W> {
    pub(super) fn new() -> Self {
        Self(PhantomData)
    }

    pub fn __waits(&self) -> Self {
        Self::new()
    }

    pub fn __fails(&self) -> Self {
        Self::new()
    }

    pub fn __streams(&self) -> Self {
        Self::new()
    }

    pub fn __named<S: ?Sized, I>(&self) -> Self {
        Self::new()
    }
}

/// It is named, but `S` has none.
#[derive(Debug)]
pub struct NotThere<S: ?Sized, I>(PhantomData<S>, PhantomData<I>);

/// It takes a reference in place of an `I`.
#[derive(Debug)]
pub struct ByReference<S: ?Sized, I>(PhantomData<S>, PhantomData<I>);

/// It takes an `X` in place of an `I`.
#[derive(Debug)]
pub struct OtherInput<S: ?Sized, I, X>(PhantomData<S>, PhantomData<I>, PhantomData<X>);

/// It takes `&mut self`.
#[derive(Debug)]
pub struct UniqueSelf<S: ?Sized>(PhantomData<S>);

/// It takes anything but `&self` and one input.
#[derive(Debug)]
pub struct NoHook<S: ?Sized, I>(PhantomData<S>, PhantomData<I>);

/// It gives a `V`, which is no stream.
#[derive(Debug)]
pub struct NoStream<S: ?Sized, V>(PhantomData<S>, PhantomData<V>);

impl<S: ?Sized, I> Mistaken<NotThere<S, I>> {
    pub fn output<O>(self) -> Told
    where
        (): InvokeIsNotThere<S, I>,
    {
        <()>::told()
    }

    pub fn pieces<O>(self) -> Told
    where
        (): StreamTokensIsNotThere<S, I>,
    {
        <()>::told()
    }
}

impl<S: ?Sized, I> Mistaken<ByReference<S, I>> {
    pub fn output<O>(self) -> Told
    where
        (): InvokeTakesReference<S, I>,
    {
        <()>::told()
    }

    pub fn pieces<O>(self) -> Told
    where
        (): StreamTokensTakesReference<S, I>,
    {
        <()>::told()
    }
}

impl<S: ?Sized, I, X> Mistaken<OtherInput<S, I, X>> {
    pub fn output<O>(self) -> Told
    where
        (): InvokeTakesOther<S, I, X>,
    {
        <()>::told()
    }

    pub fn pieces<O>(self) -> Told
    where
        (): StreamTokensTakesOther<S, I, X>,
    {
        <()>::told()
    }
}

impl<S: ?Sized> Mistaken<UniqueSelf<S>> {
    pub fn output<O>(self) -> Told
    where
        (): InvokeTakesUniqueSelf<S>,
    {
        <()>::told()
    }

    pub fn pieces<O>(self) -> Told
    where
        (): StreamTokensTakesUniqueSelf<S>,
    {
        <()>::told()
    }
}

impl<S: ?Sized, I> Mistaken<NoHook<S, I>> {
    pub fn output<O>(self) -> Told
    where
        (): InvokeIsNoHook<S, I>,
    {
        <()>::told()
    }

    pub fn pieces<O>(self) -> Told
    where
        (): StreamTokensIsNoHook<S, I>,
    {
        <()>::told()
    }
}

impl<S: ?Sized, V> Mistaken<NoStream<S, V>> {
    pub fn pieces<O>(self) -> Told
    where
        (): StreamTokensGivesNoStream<S, V>,
    {
        <()>::told()
    }
}
