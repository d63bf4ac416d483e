//! Steps with which others are put together.

use futures::{Stream, stream};
use runnable::{AiMessage, Messages, Result, Runnable};

/// Says what it hears, word by word.
#[derive(Debug, Clone, Copy, Runnable)]
pub(super) struct Parrot;

impl Parrot {
    fn stream_tokens(&self, input: Messages) -> impl Stream<Item = Result<String>> + Send + use<> {
        let words: Vec<_> = input.last_text().split_inclusive(' ').map(str::to_owned).collect();
        stream::iter(if words.is_empty() { vec!["?".to_owned()] } else { words }.into_iter().map(Ok))
    }
}

/// Says it at once and loud.
#[derive(Debug, Clone, Copy, Runnable)]
pub(super) struct Shout;

impl Shout {
    async fn invoke(&self, input: Messages) -> Result<AiMessage> {
        Ok(AiMessage::from(format!("{}!", input.last_text().to_uppercase())))
    }
}

/// Can do both.
#[derive(Debug, Clone, Copy, Runnable)]
pub(super) struct Both;

impl Both {
    fn invoke(&self, input: Messages) -> String {
        format!("so: {}", input.last_text())
    }

    fn stream_tokens(&self, input: Messages) -> impl Stream<Item = String> + Send + use<> {
        stream::iter(["so: ".to_owned(), input.last_text().into_owned()])
    }
}

/// Counts.
#[derive(Debug, Clone, Copy, Runnable)]
#[runnable(chain, input = String, output = usize)]
pub(super) struct CountWords;

impl CountWords {
    fn invoke(&self, text: String) -> usize {
        text.split_whitespace().count()
    }
}
