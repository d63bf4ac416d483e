//! A step of every kind that the derive knows, beside chat models and chains.

use futures::{Stream, stream};
use runnable::{AiMessage, BoxStream, Descriptor, Messages, Record, Result, RunType, Runnable, Whole};
use runnable_fixtures::conformance;
use serde::Serialize;
use serde_json::{Value, json};

/// Goes on with a text.
#[derive(Debug, Clone, Copy, Runnable)]
#[runnable(llm)]
struct GoesOn;

impl GoesOn {
    fn stream_tokens(&self, prompt: String) -> impl Stream<Item = String> + Send + use<> {
        stream::iter([prompt, " and so on".to_owned()])
    }
}

/// Adds.
#[derive(Debug, Clone, Copy, Runnable)]
#[runnable(tool, input = Vec<i64>, output = i64)]
struct Sum;

impl Sum {
    fn invoke(&self, numbers: Vec<i64>) -> i64 {
        numbers.iter().sum()
    }
}

/// Finds two documents for anything.
#[derive(Debug, Clone, Copy, Runnable)]
#[runnable(retriever)]
struct Library;

impl Library {
    async fn invoke(&self, query: String) -> Vec<Value> {
        vec![json!({"title": query}), json!({"title": "The sea"})]
    }
}

/// Reads the length of a message.
#[derive(Debug, Clone, Copy, Runnable)]
#[runnable(parser)]
struct Length;

impl Length {
    fn invoke(&self, message: AiMessage) -> Value {
        json!(message.text().len())
    }
}

/// Asks about its variables.
#[derive(Debug, Clone, Copy, Runnable)]
#[runnable(prompt)]
struct Asks;

impl Asks {
    fn invoke(&self, variables: Record) -> Result<Messages> {
        Ok(format!("Which of {} is it?", variables.len()).into())
    }
}

/// A type of somebody else.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Weather {
    degrees: i32,
}

/// A chain by hand, whose output comes whole.
#[derive(Debug)]
struct Forecast;

impl Runnable for Forecast {
    type Input = String;
    type Output = Whole<Weather>;

    fn descriptor(&self) -> Descriptor<'_> {
        Descriptor::new("Forecast", RunType::Chain)
    }

    fn on_stream<'a>(&'a self, city: String) -> BoxStream<'a, Result<Whole<Weather>>> {
        Box::pin(stream::iter([Ok(Whole(Weather { degrees: city.len() as i32 }))]))
    }
}

conformance!(mod llm: GoesOn, input = "one".to_owned());
conformance!(mod tool: Sum, input = vec![1, 2]);
conformance!(mod retriever: Library, input = "fish".to_owned());
conformance!(mod parser: Length, input = AiMessage::from("gold fish"));
conformance!(mod prompt: Asks, input = Record::from(json!({"a": 1})));
conformance!(mod by_hand: Forecast, input = "Rome".to_owned());
conformance!(mod retriever_in_a_chain: Library.then(|found: Vec<Value>| found.len()), input = "fish".to_owned());
