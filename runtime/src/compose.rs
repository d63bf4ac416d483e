//! Putting steps together.
//!
//! | file | what |
//! |---|---|
//! | `feeds` | which step fits behind which |
//! | `sequence` | one step, then another: `a | b` |
//! | `lambda` | a closure or a function |
//! | `generator` | a function from pieces to pieces |
//! | `passthrough` | a step that gives what it takes |
//! | `boxed` | a step without its type |
//! | `text` | a message's text, as a step |
//! | `retry`, `backoff` | a step that is tried again when it fails |
//! | `fallbacks` | a step, and others that take its place when it fails |
//! | `attempts`, `replay` | what both are made of: attempts at one input, an input that can be given again |
//! | `with_config` | a step with a configuration of its own |
//! | `listened` | a step with listeners of its own |

mod boxed;
mod feeds;
mod sequence;
mod text;

mod generator;
mod lambda;
mod passthrough;

mod attempts;
mod backoff;
mod fallbacks;
mod listened;
mod replay;
mod retry;
mod with_config;

pub use backoff::Backoff;
pub use boxed::BoxRunnable;
pub use fallbacks::Fallbacks;
pub use feeds::Feeds;
pub use generator::Generator;
#[doc(hidden)]
pub use lambda::Given;
pub use lambda::{Failure, Lambda, Outcome};
pub use listened::WithListeners;
pub use passthrough::Passthrough;
pub use retry::Retry;
pub use sequence::Sequence;
pub use text::StrOutputParser;
pub use with_config::WithConfig;

/// What every combinator has beside its behaviour: `|`, and calls that own their parts.
macro_rules! operators {
    ([$($generics:tt)*] $combinator:ty where [$($bounds:tt)*]) => {
        impl<__Next: $crate::Runnable, $($generics)*> std::ops::BitOr<__Next> for $combinator
        where
            $($bounds)*
            <$combinator as $crate::Runnable>::Output: $crate::Feeds<__Next::Input>,
        {
            type Output = $crate::Sequence<Self, __Next>;

            fn bitor(self, next: __Next) -> Self::Output {
                $crate::Runnable::pipe(self, next)
            }
        }
        $crate::call::own_calls! { [$($generics)*] $combinator where [$($bounds)*] }
    };
}

pub(crate) use operators;

/// The methods of a runnable that passes everything on to another one.
#[macro_export]
#[doc(hidden)]
macro_rules! forward_runnable {
    ($this:ident => $inner:expr) => {
        fn descriptor(&self) -> $crate::Descriptor<'_> {
            let $this = self;
            $inner.descriptor()
        }
        fn prepare<'a>(&'a self, options: &mut $crate::RunOptions) -> $crate::Descriptor<'a> {
            let $this = self;
            $inner.prepare(options)
        }
        $crate::forward_hooks!($this => $inner);
        fn stream_as_step<'a>(
            &'a self,
            source: $crate::Source<'a, Self::Input>,
            step: &mut usize,
        ) -> $crate::BoxStream<'a, $crate::Result<$crate::Chunk<Self::Output>>> {
            let $this = self;
            $inner.stream_as_step(source, step)
        }
        fn invoke_as_step<'a>(
            &'a self,
            input: Self::Input,
            step: &mut usize,
        ) -> $crate::BoxFuture<'a, $crate::Result<Self::Output>> {
            let $this = self;
            $inner.invoke_as_step(input, step)
        }
    };
}

/// The hooks of a runnable that does what another one does, in a run that it prepares itself.
#[macro_export]
#[doc(hidden)]
macro_rules! forward_hooks {
    ($this:ident => $inner:expr) => {
        fn on_invoke<'a>(
            &'a self,
            input: Self::Input,
        ) -> $crate::BoxFuture<'a, $crate::Result<Self::Output>> {
            let $this = self;
            $inner.on_invoke(input)
        }
        fn on_stream<'a>(
            &'a self,
            input: Self::Input,
        ) -> $crate::BoxStream<'a, $crate::Result<$crate::Chunk<Self::Output>>> {
            let $this = self;
            $inner.on_stream(input)
        }
        fn on_transform<'a>(
            &'a self,
            upstream: $crate::BoxStream<'a, $crate::Result<$crate::Chunk<Self::Input>>>,
        ) -> $crate::BoxStream<'a, $crate::Result<$crate::Chunk<Self::Output>>> {
            let $this = self;
            $inner.on_transform(upstream)
        }
    };
}
