//! One stream read by several.

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use futures_core::Stream;
use futures_util::StreamExt;
use futures_util::stream::BoxStream;

use crate::error::Result;

/// How many pieces a reader may be ahead of another one.
const AHEAD: usize = 16;

/// The same stream for several readers. A reader that is [`AHEAD`] pieces ahead of another one waits for it; one that
/// is dropped holds nobody up. Before it takes a piece that the others have not seen, a reader lets those who have
/// something to read go first, once.
pub(in crate::compose) fn tee<'a, T: Clone + Send + 'a>(
    upstream: BoxStream<'a, Result<T>>,
    readers: usize,
) -> Vec<BoxStream<'a, Result<T>>> {
    let shared = Shared::of(upstream, readers);
    (0..readers).map(|number| Reader { shared: shared.clone(), number }.boxed()).collect()
}

/// The same stream for two readers.
pub(in crate::compose) fn tee_two<'a, T: Clone + Send + 'a>(
    upstream: BoxStream<'a, Result<T>>,
) -> (BoxStream<'a, Result<T>>, BoxStream<'a, Result<T>>) {
    let shared = Shared::of(upstream, 2);
    (Reader { shared: shared.clone(), number: 0 }.boxed(), Reader { shared, number: 1 }.boxed())
}

struct Shared<'a, T> {
    upstream: Option<BoxStream<'a, Result<T>>>,
    slots: Vec<Slot<T>>,
}

/// What a reader has not read yet.
struct Slot<T> {
    waiting: VecDeque<Result<T>>,
    reader: Option<Waker>,
    gone: bool,
    /// Whether the reader has just let the others go first.
    polite: bool,
}

impl<T> Default for Slot<T> {
    fn default() -> Self {
        Self { waiting: VecDeque::new(), reader: None, gone: false, polite: false }
    }
}

impl<'a, T> Shared<'a, T> {
    fn of(upstream: BoxStream<'a, Result<T>>, readers: usize) -> Arc<Mutex<Self>> {
        let slots = (0..readers).map(|_| Slot::default()).collect();
        Arc::new(Mutex::new(Self { upstream: Some(upstream), slots }))
    }
}

impl<T: Clone> Shared<'_, T> {
    fn poll(&mut self, number: usize, cx: &mut Context<'_>) -> Poll<Option<Result<T>>> {
        if let Some(item) = self.slots[number].waiting.pop_front() {
            if self.slots[number].waiting.len() + 1 == AHEAD {
                self.wake_others(number);
            }
            return Poll::Ready(Some(item));
        }
        if self.upstream.is_some() && self.lets_others_go_first(number) {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        let Some(upstream) = &mut self.upstream else { return Poll::Ready(None) };
        let polled = match self.slots.iter().any(|slot| slot.waiting.len() >= AHEAD) {
            true => Poll::Pending,
            false => upstream.as_mut().poll_next(cx),
        };
        match &polled {
            Poll::Pending => self.slots[number].wait(cx.waker()),
            Poll::Ready(item) => {
                if !matches!(item, Some(Ok(_))) {
                    self.upstream = None;
                }
                self.hand_to_others(number, item.as_ref());
            }
        }
        polled
    }

    /// Without it, a step that waits for its whole input would take all of a ready one before the others have shown
    /// their first piece.
    fn lets_others_go_first(&mut self, number: usize) -> bool {
        let others_can_read = self.slots.iter().any(|slot| !slot.waiting.is_empty());
        let polite = others_can_read && !self.slots[number].polite;
        self.slots[number].polite = polite;
        polite
    }

    fn hand_to_others(&mut self, number: usize, item: Option<&Result<T>>) {
        for (other, slot) in self.slots.iter_mut().enumerate() {
            if other != number && !slot.gone {
                slot.waiting.extend(item.cloned());
            }
        }
        self.wake_others(number);
    }

    fn wake_others(&mut self, number: usize) {
        let others = self.slots.iter_mut().enumerate().filter(|(other, _)| *other != number);
        others.filter_map(|(_, slot)| slot.reader.take()).for_each(Waker::wake);
    }

    /// A reader has gone. What it has not read is dropped, and the upstream with the last reader.
    fn leave(&mut self, number: usize) -> (Option<BoxStream<'_, Result<T>>>, VecDeque<Result<T>>) {
        let slot = &mut self.slots[number];
        slot.gone = true;
        let unread = std::mem::take(&mut slot.waiting);
        self.wake_others(number);
        let last = self.slots.iter().all(|slot| slot.gone);
        (if last { self.upstream.take() } else { None }, unread)
    }
}

impl<T> Slot<T> {
    fn wait(&mut self, waker: &Waker) {
        if !self.reader.as_ref().is_some_and(|known| known.will_wake(waker)) {
            self.reader = Some(waker.clone());
        }
    }
}

struct Reader<'a, T: Clone> {
    shared: Arc<Mutex<Shared<'a, T>>>,
    number: usize,
}

impl<'a, T: Clone> Reader<'a, T> {
    fn shared(&self) -> MutexGuard<'_, Shared<'a, T>> {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T: Clone> Unpin for Reader<'_, T> {}

impl<T: Clone> Stream for Reader<'_, T> {
    type Item = Result<T>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<T>>> {
        self.shared().poll(self.number, cx)
    }
}

impl<T: Clone> Drop for Reader<'_, T> {
    fn drop(&mut self) {
        drop(self.shared().leave(self.number));
    }
}
