//! Functions from pieces to pieces.

use futures::StreamExt;
use futures::executor::block_on;
use futures::stream;
use runnable::compose::Generator;
use runnable::{Runnable, StrOutputParser};
use runnable_tests::{Scripted, pieces};

fn shout<'a>(
    pieces: runnable::BoxStream<'a, runnable::Result<String>>,
) -> runnable::BoxStream<'a, runnable::Result<String>> {
    pieces.map(|piece| Ok(piece?.to_uppercase())).boxed()
}

#[test]
fn a_generator_passes_each_piece_on_as_it_comes() {
    let never = stream::iter([Ok("a".to_owned())]).chain(stream::pending());

    let generator = Generator::<String, String>::new(shout);
    let mut shouted = generator.transform(never);

    assert_eq!(block_on(shouted.next()).unwrap().unwrap(), "A");
}

#[test]
fn a_generator_sums_its_pieces_when_it_is_called() {
    let chain = Scripted::tokens(["a", "b"]).pipe(StrOutputParser) | Generator::<String, String>::new(shout);

    assert_eq!(block_on(chain.call("hi").into_future()).unwrap(), "AB");
    assert_eq!(block_on(pieces(chain.stream("hi"))), ["A", "B"]);
}

#[test]
fn a_generator_is_called_like_its_function() {
    assert_eq!(Generator::<String, String>::new(shout).descriptor().name, "shout");
    let closure = Generator::<String, String>::new(|pieces| pieces);
    assert_eq!(closure.descriptor().name, "RunnableGenerator");
}
