//! Putting steps together.
//!
//! | file | what |
//! |---|---|
//! | `feeds` | which step fits behind which |
//! | `sequence` | one step, then another: `a | b` |
//! | `boxed` | a step without its type |

mod boxed;
mod feeds;
mod sequence;

pub use boxed::BoxRunnable;
pub use feeds::Feeds;
pub use sequence::Sequence;

/// The methods of a runnable that passes everything on to another one.
#[macro_export]
#[doc(hidden)]
macro_rules! forward_runnable {
    ($this:ident => $inner:expr) => {
        fn descriptor(&self) -> $crate::Descriptor<'_> {
            let $this = self;
            $inner.descriptor()
        }
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
