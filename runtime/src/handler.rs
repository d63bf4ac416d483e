//! Handlers: code that hears of runs while they happen.
//!
//! A handler is given in the configuration of a call and hears of that run and of every run inside it; events come
//! from the one place that also feeds [`stream_events`](crate::Runnable::stream_events), so the two cannot disagree.
//!
//! | file | what |
//! |---|---|
//! | `callbacks` | the handlers of a configuration |
//! | `listeners` | a handler made of closures |
//! | `tracing`, `content` | runs as spans of the `tracing` crate, named as OpenTelemetry does; what was said |

mod callbacks;
mod content;
mod listeners;
mod tracing;

pub use self::tracing::Tracing;
pub use callbacks::Callbacks;
pub use listeners::Listeners;

use crate::event::{EventKind, Phase, RunFacts, StreamEvent};

/// Code that hears of runs while they happen.
///
/// It is called in the task that works, between two steps of the work: it must not block. A panic in it is logged
/// and goes no further; it cannot fail a run or change one. [`RunFacts::run_type`] of [`StreamEvent::run`] tells
/// models, tools and chains apart.
///
/// ```
/// use std::sync::Arc;
/// use std::sync::atomic::{AtomicU64, Ordering};
/// use runnable::prelude::*;
/// use runnable::Handler;
///
/// /// Counts what models were paid for.
/// #[derive(Default)]
/// struct Bill(AtomicU64);
///
/// impl Handler for Bill {
///     fn on_end(&self, event: &StreamEvent) {
///         let usage = event.data.output::<AiMessage>().and_then(|message| message.usage.as_ref());
///         self.0.fetch_add(usage.map_or(0, |usage| usage.total_tokens), Ordering::Relaxed);
///     }
/// }
///
/// let bill = Arc::new(Bill::default());
/// let config = RunConfig::new().callback(bill.clone());
/// # struct Model;
/// # impl Runnable for Model {
/// #     type Input = Messages;
/// #     type Output = AiMessage;
/// #     fn descriptor(&self) -> runnable::Descriptor<'_> { runnable::Descriptor::new("model", RunType::ChatModel) }
/// #     fn on_stream<'a>(&'a self, _: Messages) -> runnable::BoxStream<'a, Result<AiMessageChunk>> {
/// #         let chunk = AiMessageChunk::from("hi").with_usage(runnable::Usage::new(3, 4));
/// #         Box::pin(futures::stream::iter([Ok(chunk)]))
/// #     }
/// # }
/// # futures::executor::block_on(async {
/// # let model = Model;
/// model.call("hi").config(config).await?;
/// assert_eq!(bill.0.load(Ordering::Relaxed), 7);
/// # Ok::<(), runnable::Error>(()) }).unwrap();
/// ```
pub trait Handler: Send + Sync {
    /// Whether it hears of this run; of every run unless told otherwise. Asked once a run, and for each custom
    /// event.
    fn hears(&self, run: &RunFacts) -> bool {
        let _ = run;
        true
    }

    /// Whether it wants the pieces of outputs; no unless told otherwise. If so, a step that is called for its whole
    /// output streams where it can, as it does under `stream_events`.
    fn wants_pieces(&self) -> bool {
        false
    }

    /// A run began.
    fn on_start(&self, event: &StreamEvent) {
        let _ = event;
    }

    /// A piece of a run's output came. Only if it [wants pieces](Self::wants_pieces).
    fn on_stream(&self, event: &StreamEvent) {
        let _ = event;
    }

    /// A run gave its output.
    fn on_end(&self, event: &StreamEvent) {
        let _ = event;
    }

    /// A run failed, or its consumer stopped before the end (an error of kind
    /// [`Canceled`](crate::ErrorKind::Canceled)).
    fn on_error(&self, event: &StreamEvent) {
        let _ = event;
    }

    /// A hook sent an event of its own.
    fn on_custom(&self, event: &StreamEvent) {
        let _ = event;
    }

    /// Anything happened. Unless overridden, it calls the method above that fits.
    fn on_event(&self, event: &StreamEvent) {
        match &event.event {
            EventKind::Run(_, Phase::Start) => self.on_start(event),
            EventKind::Run(_, Phase::Stream) => self.on_stream(event),
            EventKind::Run(_, Phase::End) => self.on_end(event),
            EventKind::Run(_, Phase::Error) => self.on_error(event),
            EventKind::Custom(_) => self.on_custom(event),
        }
    }

    /// A span for the run, entered whenever the run is polled, so that what hooks log stands in it. None unless
    /// told otherwise. Called inside the span of the run around it, before the start event.
    fn span(&self, run: &RunFacts) -> ::tracing::Span {
        let _ = run;
        ::tracing::Span::none()
    }
}
