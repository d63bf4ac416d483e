//! What the methods of [`Runnable`](crate::Runnable) give: calls that do nothing until awaited or iterated.
//!
//! | file | builder | is awaited or iterated for |
//! |---|---|---|
//! | `invoke` | [`Call`] | the output |
//! | `stream` | [`Streaming`] | its pieces |
//! | `transform` | [`Transform`] | the pieces made of an upstream's pieces |
//! | `batch` | [`Batch`], [`AsCompleted`] | the outputs of many inputs |
//! | `events` | [`Events`] | what happens inside |
//! | `blocks` | [`Blocks`] | a message's content blocks as they start, grow and finish |
//! | `lazy`, `subject` | | a stream that starts at its first poll; what is called: borrowed or owned |
//!
//! A builder borrows the runnable; `into_owned` makes one that owns a clone. Configuration merges whatever the
//! order: what the short forms say wins over what `.config(…)` says.

mod batch;
mod blocks;
mod events;
mod invoke;
mod lazy;
mod stream;
mod subject;
mod transform;

pub use batch::{AsCompleted, Batch, BatchAll};
pub use blocks::Blocks;
pub use events::{Events, EventsVersion};
pub use invoke::Call;
pub use stream::Streaming;
pub(crate) use subject::{Outlives, Subject};
pub use transform::Transform;

use crate::config::RunConfig;

/// What a builder has collected: a configuration, and the short forms over it.
#[derive(Debug, Clone, Default)]
pub(crate) struct CallConfig {
    given: RunConfig,
    short: RunConfig,
}

impl CallConfig {
    pub(crate) fn config(&mut self, config: RunConfig) {
        self.given = std::mem::take(&mut self.given).merge(config);
    }

    pub(crate) fn short(&mut self, change: impl FnOnce(RunConfig) -> RunConfig) {
        self.short = change(std::mem::take(&mut self.short));
    }

    pub(crate) fn resolve(self) -> RunConfig {
        self.given.merge(self.short)
    }
}

/// The configuration methods of a builder with a field `config: CallConfig`.
macro_rules! config_methods {
    () => {
        /// Merges a configuration.
        pub fn config(mut self, config: $crate::RunConfig) -> Self {
            self.config.config(config);
            self
        }

        /// Names the run.
        pub fn run_name(mut self, name: impl Into<String>) -> Self {
            self.config.short(|config| config.run_name(name));
            self
        }

        /// Adds tags to the run and its children.
        pub fn tags(mut self, tags: impl IntoIterator<Item: Into<String>>) -> Self {
            self.config.short(|config| config.tags(tags));
            self
        }

        /// Adds one fact about the run and its children.
        pub fn metadata(mut self, key: impl Into<String>, value: impl Into<serde_json::Value>) -> Self {
            self.config.short(|config| config.metadata(key, value));
            self
        }

        /// Adds code that hears of the run and its children.
        pub fn callback(mut self, handler: std::sync::Arc<dyn $crate::Handler>) -> Self {
            self.config.short(|config| config.callback(handler));
            self
        }

        /// Sets the id of the run.
        pub fn run_id(mut self, id: $crate::RunId) -> Self {
            self.config.short(|config| config.run_id(id));
            self
        }
    };
}

/// An inherent `next`, so that nobody needs an extension trait to iterate, and the way to an iterator.
macro_rules! next_method {
    () => {
        /// The next item; `None` after the last, and ever after.
        pub async fn next(&mut self) -> Option<<Self as futures_core::Stream>::Item> {
            futures_util::StreamExt::next(self).await
        }

        /// The same items for code that is not async.
        pub fn blocking(self) -> $crate::BlockingIter<Self> {
            $crate::BlockingIter::new(self)
        }
    };
}

/// Calls that own a clone of the runnable, so that `(a | b).stream(x)` can be bound with `let`.
macro_rules! own_calls {
    ([$($generics:tt)*] $runnable:ty where [$($bounds:tt)*]) => {
        impl<$($generics)*> $runnable where $($bounds)* {
            /// As [`Runnable::call`](crate::Runnable::call); owns its parts.
            pub fn call<'s>(&self, input: impl Into<<Self as $crate::Runnable>::Input>) -> $crate::Call<'s, Self>
            where Self: 's {
                $crate::Runnable::call(self, input).into_owned()
            }
            /// As [`Runnable::stream`](crate::Runnable::stream); owns its parts.
            pub fn stream<'s>(&self, input: impl Into<<Self as $crate::Runnable>::Input>) -> $crate::Streaming<'s, Self>
            where Self: 's {
                $crate::Runnable::stream(self, input).into_owned()
            }
            /// As [`Runnable::batch`](crate::Runnable::batch); owns its parts.
            pub fn batch<'s, N>(&self, inputs: N) -> $crate::Batch<'s, Self>
            where Self: 's, N: IntoIterator<Item: Into<<Self as $crate::Runnable>::Input>> {
                $crate::Runnable::batch(self, inputs).into_owned()
            }
            /// As [`Runnable::stream_events`](crate::Runnable::stream_events); owns its parts.
            pub fn stream_events<'s>(&self, input: impl Into<<Self as $crate::Runnable>::Input>) -> $crate::Events<'s, Self>
            where Self: 's {
                $crate::Runnable::stream_events(self, input).into_owned()
            }
        }
    };
}

pub(crate) use {config_methods, next_method, own_calls};
