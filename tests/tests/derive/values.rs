//! `#[derive(Streamable)]`: values of the user's own, which arrive whole.

use futures::executor::block_on;
use futures::stream::StreamExt;
use runnable::prelude::*;
use serde::Serialize;
use serde_json::json;

use super::laws;

#[derive(Clone, Debug, PartialEq, Serialize, Streamable)]
struct Query {
    words: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Streamable)]
enum Answer<T> {
    Nothing,
    Found { value: T },
}

impl From<&str> for Query {
    fn from(text: &str) -> Self {
        Self { words: text.split(' ').map(str::to_owned).collect() }
    }
}

#[derive(Runnable)]
#[runnable(chain, input = Query, output = Answer<usize>)]
struct Find(&'static str);

impl Find {
    async fn invoke(&self, query: Query) -> Answer<usize> {
        match query.words.iter().position(|word| word == self.0) {
            Some(value) => Answer::Found { value },
            None => Answer::Nothing,
        }
    }
}

#[test]
fn own_values_go_in_and_out() {
    assert_eq!(laws::hold(&Find("b"), "a b"), json!({ "Found": { "value": 1 } }));
    assert_eq!(laws::hold(&Find("c"), "a b"), "Nothing");
}

#[test]
fn an_own_value_is_one_piece() {
    let pieces: Vec<_> = block_on(Find("b").stream("a b").collect());

    assert_eq!(pieces.len(), 1);
    assert_eq!(*pieces[0].as_ref().unwrap(), Answer::Found { value: 1 });
}

#[test]
fn of_several_pieces_the_last_is_the_value() {
    #[derive(Runnable)]
    #[runnable(chain, input = Query, output = Answer<usize>)]
    struct Guess;
    impl Guess {
        fn stream_tokens(&self, _: Query) -> impl Stream<Item = Answer<usize>> {
            futures::stream::iter([Answer::Nothing, Answer::Found { value: 3 }])
        }
    }

    assert_eq!(laws::hold(&Guess, "a"), json!({ "Found": { "value": 3 } }));
}

#[test]
fn a_value_of_another_crate_is_wrapped() {
    #[derive(Runnable)]
    #[runnable(tool, input = u64, output = Whole<std::time::Duration>)]
    struct Seconds;
    impl Seconds {
        fn invoke(&self, seconds: u64) -> std::time::Duration {
            std::time::Duration::from_secs(seconds)
        }
    }

    assert_eq!(laws::hold(&Seconds, 3_u64), json!({ "secs": 3, "nanos": 0 }));
}

#[test]
fn a_value_through_another_path() {
    mod reexport {
        pub(super) use runnable;
    }

    #[derive(Clone, Serialize, Streamable)]
    #[streamable(crate = reexport::runnable)]
    struct Word(String);

    assert_eq!(Word("a".to_owned()).into_chunk().0, "a");
}

#[derive(Clone, Debug, PartialEq, Serialize, Streamable)]
struct Order<D> {
    #[serde(rename = "dish")]
    what: D,
    guests: Option<u32>,
}

fn order() -> Order<Vec<String>> {
    Order { what: vec!["soup".to_owned()], guests: Some(3) }
}

#[test]
fn a_prompt_takes_a_struct_and_the_step_behind_one_that_gives_it() {
    let prompt = PromptTemplate::new("{dish} for {guests}");
    let ordered = runnable::compose::Lambda::new(|guests: u32| Order { guests: Some(guests), ..order() });

    assert_eq!(block_on(prompt.call(order()).into_future()).unwrap(), "[\"soup\"] for 3");
    assert_eq!(block_on(prompt.batch([order()]).all().into_future()).unwrap(), ["[\"soup\"] for 3"]);
    let chain = ordered | prompt;
    assert_eq!(block_on(chain.call(4_u32).into_future()).unwrap(), "[\"soup\"] for 4");
    assert_eq!(block_on(chain.stream(5_u32).next()).unwrap().unwrap(), "[\"soup\"] for 5");
}

#[test]
fn a_struct_that_serializes_as_something_else_has_no_names() {
    #[derive(Clone, Serialize, Streamable)]
    #[serde(transparent)]
    struct Dish {
        name: String,
    }

    let error = PromptTemplate::new("{name}").format(Dish { name: "soup".to_owned() }).unwrap_err();

    assert_eq!(error.to_string(), "named values are made of a JSON object, not of a text");
}
