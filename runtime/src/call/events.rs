//! A call that is iterated for what happens inside.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use futures_core::Stream;

use super::CallConfig;
use super::lazy::Lazy;
use crate::error::{Error, Result};
use crate::event::{EventKind, RunFacts, StreamEvent};
use crate::message::JsonObject;
use crate::run::{EventQueue, EventType, Filter, RunOptions};
use crate::runnable::Runnable;

/// Which of LangChain's event formats to give.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum EventsVersion {
    /// The first: no parent ids, no custom events, and only the caller's metadata on the root.
    V1,
    /// The current one.
    #[default]
    V2,
}

/// What happens inside a call, event by event; the error of the call, if it has one, comes after its error event.
///
/// Nothing runs until the first poll; dropping it stops the work. Events wait in a queue that is drained before the
/// work is polled again, so a slow consumer slows the work, and nothing piles up.
#[must_use = "streams do nothing unless polled"]
pub struct Events<'a, R: Runnable> {
    chunks: Lazy<'a, R>,
    config: CallConfig,
    filter: Filter,
    version: EventsVersion,
    queue: Option<Consumed>,
    /// What the caller said of the root, for version 1; and the root's facts so reduced.
    root: (JsonObject, Option<Arc<RunFacts>>),
    end: Option<Option<Error>>,
}

/// A queue that is closed when its consumer goes.
struct Consumed(Arc<EventQueue>);

impl Drop for Consumed {
    fn drop(&mut self) {
        self.0.close();
    }
}

impl<'a, R: Runnable + 'a> Events<'a, R> {
    pub(crate) fn new(runnable: &'a R, input: R::Input) -> Self {
        Self::of(Lazy::new(runnable, input))
    }

    fn of(chunks: Lazy<'a, R>) -> Self {
        Self {
            chunks,
            config: CallConfig::default(),
            filter: Filter::default(),
            version: EventsVersion::default(),
            queue: None,
            root: Default::default(),
            end: None,
        }
    }

    super::config_methods!();
    super::next_method!();

    /// Sets the event format; the current one unless set.
    pub fn version(mut self, version: EventsVersion) -> Self {
        self.version = version;
        self
    }

    /// Gives events of runs of these names too; of no others, if no other include is given.
    pub fn include_names(mut self, names: impl IntoIterator<Item: Into<String>>) -> Self {
        self.filter.include.names.extend(names.into_iter().map(Into::into));
        self
    }

    /// Gives events of runs of these types too, or custom events of these names; of no others, if no other include
    /// is given.
    pub fn include_types(mut self, types: impl IntoIterator<Item: Into<EventType>>) -> Self {
        self.filter.include.types.extend(types.into_iter().map(Into::into));
        self
    }

    /// Gives events of runs with one of these tags too; of no others, if no other include is given.
    pub fn include_tags(mut self, tags: impl IntoIterator<Item: Into<String>>) -> Self {
        self.filter.include.tags.extend(tags.into_iter().map(Into::into));
        self
    }

    /// Gives no events of runs of these names.
    pub fn exclude_names(mut self, names: impl IntoIterator<Item: Into<String>>) -> Self {
        self.filter.exclude.names.extend(names.into_iter().map(Into::into));
        self
    }

    /// Gives no events of runs of these types, and no custom events of these names.
    pub fn exclude_types(mut self, types: impl IntoIterator<Item: Into<EventType>>) -> Self {
        self.filter.exclude.types.extend(types.into_iter().map(Into::into));
        self
    }

    /// Gives no events of runs with one of these tags.
    pub fn exclude_tags(mut self, tags: impl IntoIterator<Item: Into<String>>) -> Self {
        self.filter.exclude.tags.extend(tags.into_iter().map(Into::into));
        self
    }

    /// The same events, owning a clone of the runnable. To be called before the first poll.
    pub fn into_owned<'s>(self) -> Events<'s, R>
    where
        R: Clone + 's,
    {
        let Self { chunks, config, filter, version, queue, root, end } = self;
        Events { chunks: chunks.into_owned(), config, filter, version, queue, root, end }
    }

    fn poll_chunks(&mut self, cx: &mut Context<'_>, queue: &Arc<EventQueue>) -> Poll<()> {
        let Self { chunks, config, root, .. } = self;
        let options = || {
            let config = std::mem::take(config).resolve();
            root.0 = config.metadata.clone();
            RunOptions { queue: Some(queue.clone()), ..config.into() }
        };
        let end = match chunks.poll_next(cx, options) {
            Poll::Pending => return Poll::Pending,
            Poll::Ready(Some(Ok(_))) => return Poll::Ready(()),
            Poll::Ready(Some(Err(error))) => Some(error),
            Poll::Ready(None) => None,
        };
        chunks.stop();
        self.end = Some(end);
        Poll::Ready(())
    }

    /// The event as this version shows it, if it does.
    fn show(&mut self, mut event: StreamEvent) -> Option<StreamEvent> {
        if self.version == EventsVersion::V2 {
            return Some(event);
        }
        if let EventKind::Custom(_) = event.event {
            return None;
        }
        event.first_version = true;
        if !event.run.parent_ids.is_empty() {
            return Some(event);
        }
        let (metadata, reduced) = &mut self.root;
        let facts = || Arc::new(RunFacts { metadata: metadata.clone(), ..(*event.run).clone() });
        event.run = reduced.get_or_insert_with(facts).clone();
        Some(event)
    }
}

impl<R: Runnable> Unpin for Events<'_, R> {}

impl<'a, R: Runnable + 'a> Stream for Events<'a, R> {
    type Item = Result<StreamEvent>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let me = &mut *self;
        let filter = &me.filter;
        let queue =
            me.queue.get_or_insert_with(|| Consumed(Arc::new(EventQueue::new(filter.clone())))).0.clone();
        loop {
            while let Some(event) = queue.pop() {
                if let Some(event) = me.show(event) {
                    return Poll::Ready(Some(Ok(event)));
                }
            }
            if let Some(end) = &mut me.end {
                return Poll::Ready(end.take().map(Err));
            }
            if me.poll_chunks(cx, &queue).is_pending() {
                match queue.pop_or_wake(cx.waker()) {
                    Some(event) => {
                        if let Some(event) = me.show(event) {
                            return Poll::Ready(Some(Ok(event)));
                        }
                    }
                    None => return Poll::Pending,
                }
            }
        }
    }
}

impl<R: Runnable> fmt::Debug for Events<'_, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Events");
        out.field("config", &self.config).field("filter", &self.filter).field("version", &self.version);
        out.finish_non_exhaustive()
    }
}
