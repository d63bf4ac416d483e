//! Steps that give what they take.

use std::sync::{Arc, Mutex};

use futures::executor::block_on;
use futures::stream;
use runnable::compose::Passthrough;
use runnable::{Error, ErrorKind, Runnable, StrOutputParser};
use runnable_tests::{Scripted, collect, pieces};

type Seen = Arc<Mutex<Vec<String>>>;

fn watched() -> (Passthrough<String>, Seen) {
    let seen = Seen::default();
    let log = seen.clone();
    (Passthrough::new().inspect(move |text: &String| log.lock().unwrap().push(text.clone())), seen)
}

#[test]
fn a_passthrough_gives_each_piece_as_it_is() {
    let chain = Scripted::tokens(["a", "b"]).pipe(StrOutputParser) | Passthrough::<String>::new();

    assert_eq!(block_on(pieces(chain.stream("hi"))), ["a", "b"]);
    assert_eq!(block_on(chain.call("hi").into_future()).unwrap(), "ab");
}

#[test]
fn the_value_is_looked_at_once_called_or_streamed() {
    let (step, seen) = watched();

    block_on(step.call("x").into_future()).unwrap();
    block_on(collect(step.transform(stream::iter([Ok("a".to_owned()), Ok("b".to_owned())]))));

    assert_eq!(*seen.lock().unwrap(), ["x", "ab"]);
}

#[test]
fn a_stream_that_fails_is_not_looked_at() {
    let (step, seen) = watched();
    let broken = stream::iter([Ok("a".to_owned()), Err(Error::new(ErrorKind::Step, "boom"))]);

    let items = block_on(collect(step.transform(broken)));

    assert_eq!(items.len(), 2);
    assert!(items[1].is_err());
    assert!(seen.lock().unwrap().is_empty());
}
