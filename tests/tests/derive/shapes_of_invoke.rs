//! Every shape of `invoke`.

use std::future::{Future, ready};

use futures::future::BoxFuture;
use runnable::prelude::*;
use runnable::{Call, ContentBlock};
use serde_json::json;

use super::laws;

#[test]
fn async_with_a_result_of_the_output() {
    #[derive(Runnable)]
    struct Shout;
    impl Shout {
        async fn invoke(&self, input: Messages) -> Result<AiMessage> {
            Ok(AiMessage::from(input.last_text().to_uppercase()))
        }
    }

    assert_eq!(laws::hold(&Shout, "hi"), "HI");
}

#[test]
fn async_with_a_plain_value_that_converts() {
    #[derive(Runnable)]
    struct Shout;
    impl Shout {
        async fn invoke(&self, input: Messages) -> String {
            input.last_text().to_uppercase()
        }
    }

    assert_eq!(laws::hold(&Shout, "hi"), "HI");
}

#[test]
fn async_that_awaits_and_borrows_the_type() {
    #[derive(Runnable)]
    struct Greeter {
        greeting: String,
    }
    impl Greeter {
        async fn invoke(&self, input: Messages) -> Result<String> {
            let greeting = &self.greeting;
            futures::future::ready(()).await;
            Ok(format!("{greeting}, {}", input.last_text()))
        }
    }

    assert_eq!(laws::hold(&Greeter { greeting: "Hello".to_owned() }, "you"), "Hello, you");
}

#[test]
fn a_plain_value_at_once() {
    #[derive(Runnable)]
    #[runnable(chain, input = String, output = usize)]
    struct CountWords;
    impl CountWords {
        fn invoke(&self, text: String) -> usize {
            text.split_whitespace().count()
        }
    }

    assert_eq!(laws::hold(&CountWords, "one two"), 2);
}

#[test]
fn a_result_at_once() {
    #[derive(Runnable)]
    #[runnable(chain, input = String, output = i64)]
    struct Number;
    impl Number {
        fn invoke(&self, text: String) -> std::result::Result<i64, std::num::ParseIntError> {
            text.parse()
        }
    }

    assert_eq!(laws::hold(&Number, "-3"), -3);
    assert_eq!(laws::hold_in_failure(&Number, "three"), "invalid digit found in string");
}

#[test]
fn a_named_future() {
    #[derive(Runnable)]
    struct Fixed;
    impl Fixed {
        fn invoke(&self, _: Messages) -> impl Future<Output = Result<AiMessage>> + Send {
            ready(Ok(AiMessage::from("done")))
        }
    }

    assert_eq!(laws::hold(&Fixed, "hi"), "done");
}

#[test]
fn a_boxed_future() {
    #[derive(Runnable)]
    struct Fixed(&'static str);
    impl Fixed {
        fn invoke(&self, _: Messages) -> BoxFuture<'_, &'static str> {
            Box::pin(async { self.0 })
        }
    }

    assert_eq!(laws::hold(&Fixed("done"), "hi"), "done");
}

#[test]
fn the_call_of_another_runnable() {
    #[derive(Runnable)]
    struct Shout;
    impl Shout {
        fn invoke(&self, input: Messages) -> String {
            input.last_text().to_uppercase()
        }
    }
    #[derive(Runnable)]
    struct Outer(Shout);
    impl Outer {
        fn invoke(&self, input: Messages) -> Call<'_, Shout> {
            self.0.call(input)
        }
    }

    let message = futures::executor::block_on(Outer(Shout).call("hi").into_future()).unwrap();

    assert_eq!(message.text(), "HI");
}

#[test]
fn a_block_of_content() {
    #[derive(Runnable)]
    struct Painter;
    impl Painter {
        async fn invoke(&self, _: Messages) -> Result<ContentBlock> {
            Ok("a fish".into())
        }
    }

    assert_eq!(laws::hold(&Painter, "draw"), "a fish");
}

#[test]
fn an_input_of_any_type_that_fits() {
    #[derive(Runnable)]
    struct Length;
    impl Length {
        fn invoke(&self, input: impl Into<Messages>) -> String {
            input.into().last_text().len().to_string()
        }
    }

    assert_eq!(laws::hold(&Length, "four"), "4");
}

#[test]
fn an_own_output_that_is_made_of_what_the_hook_gives() {
    #[derive(Clone, serde::Serialize, Streamable)]
    struct Total(u32);
    impl From<u32> for Total {
        fn from(number: u32) -> Self {
            Self(number)
        }
    }
    #[derive(Runnable)]
    #[runnable(tool, input = Vec<u32>, output = Total)]
    struct Sum;
    impl Sum {
        fn invoke(&self, numbers: Vec<u32>) -> u32 {
            numbers.iter().sum()
        }
    }

    assert_eq!(laws::hold(&Sum, [1, 2, 3]), json!(6));
}
