//! What each kind takes and gives, and what its runs are called.

use futures::executor::block_on;
use futures::stream::StreamExt;
use runnable::prelude::*;
use serde_json::{Value, json};

use super::laws;

/// The names of the events of one call.
fn events<R: Runnable>(step: &R, input: impl Into<R::Input>) -> Vec<String> {
    block_on(step.stream_events(input).map(|event| event.unwrap().event.to_string()).collect())
}

#[test]
fn a_chat_model_unless_told_otherwise() {
    #[derive(Runnable)]
    struct Silent;
    #[derive(Runnable)]
    #[runnable(chat_model)]
    struct Named;
    impl Silent {
        fn invoke(&self, _: Messages) -> AiMessage {
            "hi".into()
        }
    }
    impl Named {
        fn invoke(&self, _: Messages) -> AiMessage {
            "hi".into()
        }
    }

    assert_eq!(Silent.descriptor().run_type, RunType::ChatModel);
    assert_eq!(Named.descriptor().run_type, RunType::ChatModel);
    assert_eq!(events(&Silent, "hi"), ["on_chat_model_start", "on_chat_model_stream", "on_chat_model_end"]);
}

#[test]
fn an_llm_takes_and_gives_text() {
    #[derive(Runnable)]
    #[runnable(llm)]
    struct Echo;
    impl Echo {
        async fn invoke(&self, prompt: String) -> String {
            prompt
        }
    }

    assert_eq!(laws::hold(&Echo, "hi"), "hi");
    assert_eq!(events(&Echo, "hi"), ["on_llm_start", "on_llm_stream", "on_llm_end"]);
}

#[test]
fn a_chain_takes_and_gives_json() {
    #[derive(Runnable)]
    #[runnable(chain)]
    struct Wrap;
    impl Wrap {
        fn invoke(&self, value: Value) -> Value {
            json!([value])
        }
    }

    assert_eq!(laws::hold(&Wrap, json!({"a": 1})), json!([{"a": 1}]));
    assert_eq!(events(&Wrap, json!(1)), ["on_chain_start", "on_chain_stream", "on_chain_end"]);
}

#[test]
fn a_tool_takes_and_gives_json() {
    #[derive(Runnable)]
    #[runnable(tool)]
    struct Add;
    impl Add {
        async fn invoke(&self, arguments: Value) -> Result<i64> {
            Ok(arguments["a"].as_i64().unwrap_or(0) + arguments["b"].as_i64().unwrap_or(0))
        }
    }

    assert_eq!(laws::hold(&Add, json!({"a": 1, "b": 2})), 3);
    assert_eq!(events(&Add, json!({})), ["on_tool_start", "on_tool_end"]);
}

#[test]
fn a_retriever_takes_text_and_gives_a_list() {
    #[derive(Runnable)]
    #[runnable(retriever)]
    struct Words;
    impl Words {
        async fn invoke(&self, query: String) -> Vec<Value> {
            query.split(' ').map(Value::from).collect()
        }
    }

    assert_eq!(laws::hold(&Words, "a b"), json!(["a", "b"]));
    assert_eq!(events(&Words, "a"), ["on_retriever_start", "on_retriever_end"]);
}

#[test]
fn a_parser_takes_a_message_and_gives_json() {
    #[derive(Runnable)]
    #[runnable(parser)]
    struct Length;
    impl Length {
        fn invoke(&self, message: AiMessage) -> usize {
            message.text().len()
        }
    }

    assert_eq!(laws::hold(&Length, "four"), 4);
    assert_eq!(events(&Length, "four"), ["on_parser_start", "on_parser_stream", "on_parser_end"]);
}

#[test]
fn a_prompt_takes_variables_and_gives_messages() {
    #[derive(Runnable)]
    #[runnable(prompt)]
    struct Ask;
    impl Ask {
        fn invoke(&self, variables: Record) -> Result<Messages> {
            let topic = variables.text("topic").unwrap_or_default();
            Ok(format!("What of {topic}?").into())
        }
    }

    let messages = block_on(Ask.call([("topic", "fish")]).into_future()).unwrap();

    assert_eq!(messages.last_text(), "What of fish?");
    assert_eq!(events(&Ask, [("topic", "fish")]), ["on_prompt_start", "on_prompt_end"]);
}

#[test]
fn input_and_output_are_set_one_by_one() {
    #[derive(Runnable)]
    #[runnable(input = String)]
    struct FromText;
    #[derive(Runnable)]
    #[runnable(llm, output = char)]
    struct First;
    impl FromText {
        fn invoke(&self, text: String) -> String {
            text
        }
    }
    impl First {
        fn invoke(&self, text: String) -> char {
            text.chars().next().unwrap_or('?')
        }
    }

    assert_eq!(laws::hold(&FromText, "hi"), "hi");
    assert_eq!(laws::hold(&First, "hi"), "h");
}
