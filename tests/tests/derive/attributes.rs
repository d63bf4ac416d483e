//! What a type says about itself.

use futures::executor::block_on;
use futures::stream::StreamExt;
use runnable::prelude::*;
use serde_json::json;

macro_rules! done {
    ($name:ident) => {
        impl $name {
            fn invoke(&self, _: Messages) -> &'static str {
                "done"
            }
        }
    };
}

#[derive(Runnable)]
#[runnable(name = "parrot", tags = ["demo", "bird"])]
#[runnable(metadata(team = "birds", size = 3, wild = false, "weight.max" = -0.5, large = 18446744073709551615))]
struct Parrot;
done!(Parrot);

#[derive(Runnable)]
struct Plain;
done!(Plain);

#[test]
fn nothing_said_is_the_name_of_the_type_and_no_more() {
    let descriptor = Plain.descriptor();

    assert_eq!(descriptor.name, "Plain");
    assert!(descriptor.tags.is_empty());
    assert!(descriptor.metadata.is_empty());
}

#[test]
fn what_is_said_is_in_the_descriptor() {
    let descriptor = Parrot.descriptor();

    assert_eq!(descriptor.name, "parrot");
    assert_eq!(*descriptor.tags, ["demo", "bird"]);
    let expected = json!({
        "team": "birds", "size": 3, "wild": false, "weight.max": -0.5, "large": u64::MAX,
    });
    assert_eq!(json!(descriptor.metadata), expected);
}

#[test]
fn what_is_said_is_in_the_events() {
    let events: Vec<_> = block_on(Parrot.stream_events("hi").map(|event| event.unwrap()).collect());

    assert!(events.iter().all(|event| event.run().name == "parrot"));
    assert_eq!(events[0].run().tags, ["demo", "bird"]);
    assert_eq!(events[0].run().metadata["team"], "birds");
}

#[test]
fn the_user_may_have_an_own_pipe() {
    #[derive(Runnable, Debug, PartialEq)]
    #[runnable(no_pipe)]
    struct Flags(u8);
    impl Flags {
        fn invoke(&self, _: Messages) -> String {
            self.0.to_string()
        }
    }
    impl std::ops::BitOr for Flags {
        type Output = Self;

        fn bitor(self, other: Self) -> Self {
            Self(self.0 | other.0)
        }
    }

    assert_eq!(Flags(1) | Flags(2), Flags(3));
    let piped = Flags(1).pipe(StrOutputParser);
    assert_eq!(block_on(piped.call("hi").into_future()).unwrap(), "1");
}

#[test]
fn derived_types_are_piped() {
    #[derive(Runnable)]
    #[runnable(chain, input = String, output = usize)]
    struct Count;
    impl Count {
        fn invoke(&self, text: String) -> usize {
            text.len()
        }
    }

    let steps = Plain | Plain | StrOutputParser | Count;

    assert_eq!(block_on(steps.call("hi").into_future()).unwrap(), 4);
    assert_eq!(block_on((Plain | Count).call("hi").into_future()).unwrap(), 4);
}

#[test]
fn a_trailing_comma_and_an_empty_list_say_nothing() {
    #[derive(Runnable)]
    #[runnable()]
    #[runnable(chat_model)]
    #[runnable(tags = [], metadata())]
    struct Commas;
    done!(Commas);

    assert_eq!(Commas.descriptor(), runnable::Descriptor::new("Commas", RunType::ChatModel));
}
