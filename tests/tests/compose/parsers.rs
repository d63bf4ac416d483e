//! Parsers: what each gives while the text arrives, and at its end.

mod calls;
mod instructions;
mod json;
mod lists;
mod patch;
mod xml;

use futures::executor::block_on;
use futures::stream;
use runnable::{AiMessage, AiMessageChunk, Chunk, ErrorKind, ParseFailure, Result, Runnable};
use runnable_tests::collect;

/// What a parser makes of these pieces.
fn parsed<P: Runnable<Input = AiMessage>>(
    parser: &P,
    pieces: impl IntoIterator<Item = impl Into<AiMessageChunk>>,
) -> Vec<Result<Chunk<P::Output>>> {
    let pieces: Vec<_> = pieces.into_iter().map(|piece| Ok(piece.into())).collect();
    block_on(collect(parser.transform(stream::iter(pieces))))
}

/// What a parser makes of these pieces, which it can read.
fn pieces_of<P: Runnable<Input = AiMessage>>(
    parser: &P,
    pieces: impl IntoIterator<Item = impl Into<AiMessageChunk>>,
) -> Vec<Chunk<P::Output>> {
    parsed(parser, pieces).into_iter().map(Result::unwrap).collect()
}

/// A text in pieces of so many characters.
fn split(text: &str, length: usize) -> Vec<String> {
    let characters: Vec<char> = text.chars().collect();
    characters.chunks(length).map(|piece| piece.iter().collect()).collect()
}

/// The text is an error for a call and for a stream, which hold it.
fn assert_unreadable<P: Runnable<Input = AiMessage>>(parser: &P, text: &str) {
    let called = block_on(parser.call(text).into_future()).map(|_| ()).unwrap_err();
    let streamed = parsed(parser, split(text, 2)).pop().unwrap().map(|_| ()).unwrap_err();
    for error in [called, streamed] {
        assert_eq!(error.kind(), ErrorKind::Parse, "{text}");
        assert_eq!(error.downcast_ref::<ParseFailure>().unwrap().text(), text);
        assert!(error.to_string().contains(&format!("{text:?}")), "{error}");
    }
}
