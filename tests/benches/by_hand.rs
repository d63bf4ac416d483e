//! What people write by hand: eventsource-stream, an enum or struct that owns its texts, and the text of each event as
//! a `String`.

#![allow(dead_code, reason = "decoded and not looked at, as in most programs")]
#![allow(clippy::enum_variant_names, reason = "the names are the wire's")]

pub(crate) mod anthropic;
pub(crate) mod chat;
pub(crate) mod cohere;
pub(crate) mod google;
pub(crate) mod ollama;
pub(crate) mod responses;

use std::hint::black_box;

use bytes::Bytes;
use eventsource_stream::Eventsource;
use futures::{StreamExt, executor::block_on};
use serde::de::DeserializeOwned;

use crate::buffers;

/// An event, as it is written down.
pub(crate) trait Reads: DeserializeOwned {
    fn text(self) -> Option<String>;
}

/// The number of texts; none if an event is not as it was written down.
pub(crate) fn events<T: Reads>(body: &Bytes, size: usize) -> Option<u64> {
    let mut events = buffers(body, size).eventsource();
    block_on(async {
        let mut count = 0;
        while let Some(Ok(event)) = events.next().await {
            if event.data == "[DONE]" {
                break;
            }
            count += read::<T>(event.data.as_bytes())?;
        }
        Some(count)
    })
}

/// As [`events`], one object a line.
pub(crate) fn lines<T: Reads>(body: &Bytes, size: usize) -> Option<u64> {
    let (mut buffers, mut line, mut count) = (buffers(body, size), Vec::new(), 0);
    block_on(async {
        while let Some(Ok(buffer)) = buffers.next().await {
            for byte in buffer {
                if byte == b'\n' && line.is_empty() {
                    continue;
                }
                if byte == b'\n' {
                    count += read::<T>(&line)?;
                    line.clear();
                } else {
                    line.push(byte);
                }
            }
        }
        Some(count)
    })
}

fn read<T: Reads>(data: &[u8]) -> Option<u64> {
    let text = serde_json::from_slice::<T>(data).ok()?.text();
    Some(u64::from(black_box(text).is_some()))
}
