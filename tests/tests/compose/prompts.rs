//! Prompts: filling in, errors that help, events as LangChain's.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use futures::executor::block_on;
use runnable::{
    AiMessage, ChatPromptTemplate, ContentBlock, Error, ErrorKind, Message, MessageTemplate, Messages,
    MessagesPlaceholder, PromptTemplate, Record, StrOutputParser,
};
use runnable_fixtures::assert_events_snapshot;
use runnable_tests::{Scripted, Shout, pieces};
use serde_json::{Value, json};

fn cook() -> ChatPromptTemplate {
    ChatPromptTemplate::from_messages([("system", "You are {who}."), ("human", "{question}")])
}

fn text_of(template: &str, variables: Value) -> Result<String, Error> {
    PromptTemplate::new(template).format(variables)
}

#[test]
fn a_prompt_a_model_and_a_parser_are_a_chain() {
    let chain = cook() | Shout | StrOutputParser;

    let reply = block_on(chain.call(json!({"who": "a cook", "question": "umami?"})).into_future());

    assert_eq!(reply.unwrap(), "UMAMI?");
}

#[test]
fn variables_are_pairs_an_object_or_anything_that_serializes() {
    #[derive(serde::Serialize)]
    struct Asked {
        who: &'static str,
        question: u8,
    }

    let of_pairs = cook().format([("who", "me"), ("question", "7")]).unwrap();
    let of_json = cook().format(json!({"who": "me", "question": 7})).unwrap();
    let of_struct = cook().format(Record::of(&Asked { who: "me", question: 7 })).unwrap();

    assert_eq!(of_pairs, Messages::from([("system", "You are me."), ("human", "7")]));
    assert_eq!((&of_pairs, &of_pairs), (&of_json, &of_struct));
}

#[test]
fn the_builder_makes_the_same_prompt_as_the_list() {
    let built = ChatPromptTemplate::new().system("You are {who}.").human("{question}").ai("{{ok}}");
    let listed = cook().message(("assistant", "{{ok}}"));

    let variables = || json!({"who": "a cook", "question": "?"});
    assert_eq!(built.format(variables()).unwrap(), listed.format(variables()).unwrap());
    assert_eq!(built.format(variables()).unwrap().last_text(), "{ok}");
}

#[test]
fn doubled_braces_are_braces_and_values_are_not_read_as_templates() {
    let table = [
        ("{{a}}", "{a}"),
        ("{{{a}}}", "{<b>{c}}"),
        ("{ a }", "<b>{c}"),
        ("a}}b", "a}b"),
        ("", ""),
        ("é{a}é", "é<b>{c}é"),
    ];
    for (template, expected) in table {
        let expected = expected.replace("<b>", "{b}");
        assert_eq!(text_of(template, json!({"a": "{b}{c}"})).unwrap(), expected, "{template}");
    }
}

#[test]
fn a_value_that_is_not_text_is_filled_in_as_json_and_a_message_as_its_text() {
    let variables = Record::from(json!({"n": 1.5, "list": [1, "x"]})).with("said", AiMessage::from("blub"));

    let filled = PromptTemplate::new("{n} {list} {said}").format(variables).unwrap();

    assert_eq!(filled, r#"1.5 [1,"x"] blub"#);
}

#[test]
fn a_bad_template_says_where_and_what() {
    let table = [
        ("a {", "line 1, column 3: a `{` that nothing closes"),
        ("ü\nü}", "line 2, column 2: a single `}`"),
        ("{}", "line 1, column 1: `{}` names no variable"),
        ("{a.b}", "line 1, column 1: `{a.b}` is not a variable"),
        ("{0}", "`{0}` is not a variable"),
        ("{a:>5}", "variables take no format"),
        ("{a!r}", "variables take no format"),
        ("{a{b}}", "a `{` that nothing closes"),
    ];
    for (template, expected) in table {
        let error = PromptTemplate::try_new(template).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config);
        assert!(error.to_string().contains(expected), "{template}: {error}");
        assert_eq!(text_of(template, json!({})).unwrap_err().to_string(), error.to_string());
    }
}

#[test]
fn a_bad_message_is_an_error_of_the_first_call_and_of_the_try_form() {
    let messages = [("system", "fine"), ("human", "{question")];
    let prompt = ChatPromptTemplate::from_messages(messages);

    let called = block_on(prompt.call(json!({})).into_future()).unwrap_err();
    let tried = ChatPromptTemplate::try_from_messages(messages).unwrap_err();

    assert!(called.to_string().starts_with("message 1: bad template at line 1, column 1"), "{called}");
    assert_eq!(called.to_string(), tried.to_string());
}

#[test]
fn an_unknown_role_names_the_one_that_was_meant() {
    let error = ChatPromptTemplate::try_from_messages([("sytem", "x")]).unwrap_err();

    assert_eq!(error.kind(), ErrorKind::Config);
    assert!(error.to_string().contains("did you mean `system`?"), "{error}");
}

#[test]
fn a_missing_variable_is_named_with_what_was_given_and_what_was_meant() {
    let error = cook().format([("who", "a cook"), ("qestion", "?")]).unwrap_err();

    assert_eq!(error.kind(), ErrorKind::Input);
    let text = error.to_string();
    for part in ["`question`", "`who`", "`qestion`", "did you mean `qestion`?"] {
        assert!(text.contains(part), "{part} in {text}");
    }
}

#[test]
fn an_input_without_names_is_an_error_not_a_panic() {
    let error = block_on(cook().call(json!(3)).into_future()).unwrap_err();

    assert_eq!(error.kind(), ErrorKind::Input);
}

#[test]
fn a_partial_variable_is_filled_in_unless_the_call_gives_it() {
    let prompt = cook().partial("who", "a fish");

    assert_eq!(prompt.variables(), ["question"]);
    assert_eq!(prompt.format([("question", "?")]).unwrap()[0].text(), "You are a fish.");
    assert_eq!(prompt.format([("question", "?"), ("who", "me")]).unwrap()[0].text(), "You are me.");
}

#[test]
fn a_closure_fills_a_variable_in_for_each_call_that_does_not_give_it() {
    let calls = Arc::new(AtomicUsize::new(0));
    let count = calls.clone();
    let prompt =
        PromptTemplate::new("{n} {a}").partial_with("n", move || count.fetch_add(1, Ordering::Relaxed));

    assert_eq!(prompt.variables(), ["a"]);
    assert_eq!(prompt.format([("a", "x")]).unwrap(), "0 x");
    assert_eq!(prompt.format([("a", "x"), ("n", "given")]).unwrap(), "given x");
    assert_eq!(prompt.format([("a", "x")]).unwrap(), "1 x");
    assert_eq!(cook().partial_with("who", || "a fish").variables(), ["question"]);
}

#[test]
fn a_placeholder_takes_messages_in_any_of_their_forms() {
    let prompt = ChatPromptTemplate::new().placeholder("history").human("{q}");
    let expected = Messages::from([("human", "hi"), ("ai", "ho"), ("human", "?")]);

    let typed = Record::from([("q", "?")]).with("history", Messages::from([("human", "hi"), ("ai", "ho")]));
    let dumped = json!({"q": "?", "history": [Message::human("hi"), Message::ai("ho")]});
    let pairs = json!({"q": "?", "history": [["user", "hi"], {"role": "assistant", "content": "ho"}]});
    let texts = json!({"q": "?", "history": ["hi", ["ai", "ho"]]});

    for variables in [typed, dumped.into(), pairs.into(), texts.into()] {
        assert_eq!(prompt.format(variables).unwrap(), expected);
    }
}

#[test]
fn a_placeholder_that_is_not_given_is_an_error_unless_optional() {
    let needed = ChatPromptTemplate::from_messages([MessagesPlaceholder::new("history")]);
    let optional = ChatPromptTemplate::from_messages([MessagesPlaceholder::new("history").optional()]);
    let by_role = ChatPromptTemplate::from_messages([("placeholder", "{history}")]);

    assert!(needed.format(json!({})).unwrap_err().to_string().contains("`history`"));
    assert_eq!(optional.format(json!({})).unwrap(), Messages::new());
    assert_eq!(by_role.format(json!({})).unwrap(), Messages::new());
}

#[test]
fn a_placeholder_may_take_only_the_last_messages() {
    let prompt = ChatPromptTemplate::from_messages([MessagesPlaceholder::new("h").last(1)]);

    assert_eq!(prompt.format(json!({"h": ["a", "b"]})).unwrap(), Messages::from("b"));
}

#[test]
fn something_that_is_no_message_in_a_placeholder_is_named() {
    let prompt = ChatPromptTemplate::new().placeholder("h");

    for bad in [json!([1]), json!([["robot", "x"]]), json!([{}])] {
        let error = prompt.format(json!({"h": bad})).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Input);
        assert!(error.to_string().contains("variable `h`: item 0"), "{error}");
    }
    let error = prompt.format(json!({"h": "text"})).unwrap_err();
    assert!(error.to_string().contains("not a list of messages"), "{error}");
}

#[test]
fn messages_are_taken_as_they_are_and_blocks_are_templates() {
    let look = [ContentBlock::text("What is {thing}?"), ContentBlock::image_base64("image/{kind}", "{data}")];
    let prompt = ChatPromptTemplate::from_messages([
        MessageTemplate::from(Message::system("Say {this} literally.")),
        MessageTemplate::human(look),
    ]);

    let asked = prompt.format([("thing", "it"), ("kind", "png"), ("data", "AAAA")]).unwrap();

    assert_eq!(prompt.variables(), ["data", "kind", "thing"]);
    assert_eq!(asked[0].text(), "Say {this} literally.");
    assert_eq!(
        asked[1].blocks(),
        [ContentBlock::text("What is it?"), ContentBlock::image_base64("image/png", "AAAA")]
    );
}

#[test]
fn a_text_prompt_feeds_a_chat_model() {
    let chain = PromptTemplate::new("hi {name}") | Scripted::tokens(["a", "b"]) | StrOutputParser;

    assert_eq!(block_on(pieces(chain.stream([("name", "you")]))), ["a", "b"]);
}

/// LangChain's sequence (b), line by line.
#[test]
fn the_events_of_a_chain_are_those_of_langchain() {
    let prompt = ChatPromptTemplate::from_messages([("system", "sys"), ("human", "{q}")]);
    let chain = prompt | Scripted::tokens(["hello", " ", "big"]) | StrOutputParser;
    let events = chain.stream_events(json!({"q": "hey"})).run_name("my_chain").tags(["t0"]);

    block_on(async {
        assert_events_snapshot!(events, @r#"
    on_chain_start my_chain run-1 tags=["t0"] input={"q":"hey"}
    on_prompt_start ChatPromptTemplate run-2 in run-1 tags=["seq:step:1","t0"] input={"q":"hey"}
    on_prompt_end ChatPromptTemplate run-2 output={"messages":[{"content":"sys","type":"system"},{"content":"hey","type":"human"}]} input={"q":"hey"}
    on_chat_model_start Scripted run-3 in run-1 tags=["seq:step:2","t0"] input={"messages":[[{"content":"sys","type":"system"},{"content":"hey","type":"human"}]]}
    on_chat_model_stream Scripted run-3 chunk="hello" id=lc_run--run-3
    on_parser_start StrOutputParser run-4 in run-1 tags=["seq:step:3","t0"]
    on_parser_stream StrOutputParser run-4 chunk="hello"
    on_chain_stream my_chain run-1 chunk="hello"
    on_chat_model_stream Scripted run-3 chunk=" "
    on_parser_stream StrOutputParser run-4 chunk=" "
    on_chain_stream my_chain run-1 chunk=" "
    on_chat_model_stream Scripted run-3 chunk="big"
    on_parser_stream StrOutputParser run-4 chunk="big"
    on_chain_stream my_chain run-1 chunk="big"
    on_chat_model_end Scripted run-3 output="hello big" input={"messages":[[{"content":"sys","type":"system"},{"content":"hey","type":"human"}]]}
    on_parser_end StrOutputParser run-4 output="hello big" input={"content":"hello big","id":"lc_run--run-3","type":"ai"}
    on_chain_end my_chain run-1 output="hello big"
    "#)
    });
}

#[test]
fn the_event_of_a_prompt_has_langchains_keys() {
    let chat = block_on(async {
        runnable_tests::collect(cook().stream_events([("who", "a"), ("question", "b")])).await
    });
    let end = serde_json::to_value(chat.last().unwrap().as_ref().unwrap()).unwrap();
    assert_eq!(end["data"]["output"]["messages"][1]["content"], "b");

    let text =
        block_on(async { runnable_tests::collect(PromptTemplate::new("x").stream_events(json!({}))).await });
    let end = serde_json::to_value(text.last().unwrap().as_ref().unwrap()).unwrap();
    assert_eq!(end["data"]["output"], json!({"text": "x", "type": "StringPromptValue"}));
}
