//! Tools: what a model is told, how its calls are answered, and the events of both.

use std::sync::{Arc, Mutex};

use futures::executor::block_on;
use runnable::compose::Lambda;
use runnable::message::InvalidToolCall;
use runnable::{
    AiMessage, AiMessageChunk, BindTools, ContentBlock, Descriptor, ErrorKind, Message, Messages, Result,
    RunConfig, RunType, Runnable, RunnableTool, Streamable, ToolCall, ToolCallChunk, ToolChoice, ToolSpec,
    Tools,
};
use runnable_fixtures::assert_events_snapshot;
use runnable_tests::{Scripted, collect};
use serde_json::{Value, json};

/// The weather of a city, now.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, schemars::JsonSchema, Streamable)]
struct Place {
    /// The city's English name.
    city: String,
    #[serde(default)]
    days: Option<u8>,
}

#[derive(Runnable)]
#[runnable(tool, name = "weather", input = Place, output = String, tags = ["free"])]
struct Weather;
impl Weather {
    async fn invoke(&self, place: Place) -> Result<String> {
        match place.city.as_str() {
            "Atlantis" => Err("it sank".into()),
            city => Ok(format!("sunny in {city}")),
        }
    }
}

fn call(id: &str, name: &str, args: Value) -> ToolCall {
    ToolCall { id: Some(id.into()), name: name.into(), args, ..ToolCall::default() }
}

fn asks(calls: impl IntoIterator<Item = ToolCall>) -> AiMessage {
    AiMessage::new(calls.into_iter().map(ContentBlock::from).collect::<Vec<_>>())
}

fn weather_of(id: &str, city: &str) -> ToolCall {
    call(id, "weather", json!({"city": city}))
}

fn tools() -> Tools {
    Tools::new().tool(Weather.as_tool())
}

fn answered(tools: &Tools, message: AiMessage) -> Messages {
    block_on(tools.call(message).into_future()).unwrap()
}

fn shown(messages: &Messages) -> Vec<String> {
    let line = |message: &Message| match message {
        Message::Tool(tool) => format!("{} {:?} {}", tool.tool_call_id, tool.status, message.text()),
        other => format!("not a tool's: {other:?}"),
    };
    messages.iter().map(line).collect()
}

#[test]
fn a_model_is_told_the_name_of_the_step_and_the_schema_of_its_input() {
    let spec = Weather.as_tool().spec().clone();

    assert_eq!(
        (spec.name.as_str(), spec.description.as_deref()),
        ("weather", Some("The weather of a city, now."))
    );
    let expected = json!({
        "type": "object",
        "properties": {
            "city": {"type": "string", "description": "The city's English name."},
            "days": {
                "type": ["integer", "null"], "format": "uint8", "minimum": 0, "maximum": 255, "default": null
            },
        },
        "required": ["city"],
    });
    assert_eq!(spec.input_schema, expected);
}

#[test]
fn a_model_is_told_what_the_documentation_of_a_derived_tool_says() {
    /// Sells a ticket.
    ///
    /// Asks nobody.
    #[derive(Runnable)]
    #[runnable(tool, input = Place, output = String)]
    struct Sell;
    impl Sell {
        fn invoke(&self, place: Place) -> String {
            place.city
        }
    }

    let spec = ToolSpec::from(Sell.as_tool());

    assert_eq!(
        (spec.name.as_str(), spec.description.as_deref()),
        ("Sell", Some("Sells a ticket.\n\nAsks nobody."))
    );
}

#[test]
fn name_and_description_can_be_said_otherwise() {
    let tool = Weather.as_tool().name("sky").description("Looks up.");

    assert_eq!((tool.spec().name.as_str(), tool.spec().description.as_deref()), ("sky", Some("Looks up.")));
    assert_eq!(tool.descriptor().name, "sky");
}

#[test]
fn a_step_that_takes_a_text_has_one_argument() {
    let tool = Lambda::new(|text: String| text.len()).as_tool().name("length");

    let answer = block_on(tool.call(call("1", "length", json!({"input": "four"}))).into_future()).unwrap();

    assert_eq!(tool.spec().input_schema["properties"], json!({"input": {"type": "string"}}));
    assert_eq!(answer.text(), "4");
}

#[test]
fn a_tool_may_be_told_of_by_hand() {
    let echo =
        RunnableTool::new(ToolSpec::new("echo", json!({"type": "object"})), Lambda::new(|args: Value| args));

    let answer = block_on(echo.call(call("1", "echo", json!({"a": [1]}))).into_future()).unwrap();

    assert_eq!(answer.text(), r#"{"a":[1]}"#);
}

#[test]
fn all_calls_are_answered_in_order() {
    let message = asks([weather_of("1", "Rome"), weather_of("2", "Oslo")]);

    assert_eq!(shown(&answered(&tools(), message)), ["1 Success sunny in Rome", "2 Success sunny in Oslo"]);
}

#[test]
fn a_message_without_calls_is_answered_by_nothing() {
    assert!(answered(&tools(), "hi".into()).is_empty());
}

/// Each call waits until all have begun, so one after the other would never end.
#[test]
fn calls_run_at_the_same_time_but_no_more_than_allowed() {
    let begun = Arc::new(Mutex::new((0, 0)));
    let tool = |enough: usize| {
        let begun = begun.clone();
        let step = Lambda::new(move |_: Value| {
            let begun = begun.clone();
            async move {
                begun.lock().unwrap().0 += 1;
                futures::future::poll_fn(|cx| {
                    let mut begun = begun.lock().unwrap();
                    begun.1 = begun.1.max(begun.0);
                    cx.waker().wake_by_ref();
                    if begun.0 >= enough { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
                })
                .await;
                Value::Null
            }
        });
        Tools::new().tool(RunnableTool::new(ToolSpec::new("wait", json!({})), step))
    };
    let message = asks((0..3).map(|id| call(&id.to_string(), "wait", json!({}))));

    assert_eq!(answered(&tool(3), message.clone()).len(), 3);
    let one_at_a_time = tool(0);
    *begun.lock().unwrap() = (0, 0);
    let config = RunConfig::new().max_concurrency(1);
    assert_eq!(block_on(one_at_a_time.call(message).config(config).into_future()).unwrap().len(), 3);
}

#[test]
fn what_goes_wrong_is_told_to_the_model() {
    let mut message = asks([
        weather_of("1", "Atlantis"),
        call("2", "weather", json!({"town": "Rome"})),
        call("3", "wether", json!({})),
    ]);
    message.content.push(ContentBlock::InvalidToolCall(Box::new(InvalidToolCall {
        name: Some("weather".into()),
        id: Some("4".into()),
        args: "{".into(),
        error: Some("the arguments are not JSON".into()),
        ..InvalidToolCall::default()
    })));

    assert_eq!(
        shown(&answered(&tools(), message)),
        [
            "1 Error Error: it sank",
            "2 Error Error: the arguments do not fit the tool `weather`: missing field `city`",
            "3 Error Error: there is no tool `wether`; did you mean `weather`? There is `weather`",
            "4 Error Error: the arguments do not fit the tool `weather`: the arguments are not JSON",
        ]
    );
}

#[test]
fn what_goes_wrong_is_an_error_of_the_step_if_asked() {
    let strict = tools().errors_fail();
    let fails = |message| block_on(strict.call(message).into_future()).unwrap_err();

    assert_eq!(fails(asks([weather_of("1", "Rome"), weather_of("2", "Atlantis")])).to_string(), "it sank");
    assert_eq!(fails(asks([call("1", "sing", json!({}))])).kind(), ErrorKind::Input);
}

#[test]
fn a_tool_of_the_same_name_takes_the_place_of_the_first() {
    let tools = tools().tool(RunnableTool::new(
        ToolSpec::new("weather", json!({})),
        Lambda::new(|_: Value| "rain".to_owned()),
    ));

    assert_eq!(tools.specs().len(), 1);
}

/// LangChain's events of a tool that is called by a model, beside the run of the step around them.
#[test]
fn the_events_of_tools_have_the_step_as_parent_and_the_call_in_errors() {
    let message = asks([weather_of("1", "Rome"), weather_of("2", "Atlantis")]);
    let events = block_on(collect(tools().stream_events(message.clone())));

    let failed = events.iter().flatten().find(|event| event.event == "on_tool_error").unwrap();
    let dump = serde_json::to_value(failed).unwrap();
    let data = json!({"error": "it sank", "input": {"city": "Atlantis"}, "tool_call_id": "2"});
    assert_eq!(dump["data"], data);
    assert_eq!(failed.data.tool_call_id(), Some("2"));
    block_on(async {
        assert_events_snapshot!(tools().stream_events(message), @r#"
    on_chain_start tools run-1 input={"content":[{"args":{"city":"Rome"},"id":"1","name":"weather","type":"tool_call"},{"args":{"city":"Atlantis"},"id":"2","name":"weather","type":"tool_call"}],"tool_calls":[{"args":{"city":"Rome"},"id":"1","name":"weather","type":"tool_call"},{"args":{"city":"Atlantis"},"id":"2","name":"weather","type":"tool_call"}],"type":"ai"}
    on_tool_start weather run-2 in run-1 tags=["free"] input={"city":"Rome"}
    on_tool_end weather run-2 output={"content":"sunny in Rome","name":"weather","status":"success","tool_call_id":"1","type":"tool"} input={"city":"Rome"}
    on_tool_start weather run-3 in run-1 tags=["free"] input={"city":"Atlantis"}
    on_tool_error weather run-3 error="it sank"
    on_chain_stream tools run-1 chunk=[{"content":"sunny in Rome","name":"weather","status":"success","tool_call_id":"1","type":"tool"},{"content":"Error: it sank","name":"weather","status":"error","tool_call_id":"2","type":"tool"}]
    on_chain_end tools run-1 output=[{"content":"sunny in Rome","name":"weather","status":"success","tool_call_id":"1","type":"tool"},{"content":"Error: it sank","name":"weather","status":"error","tool_call_id":"2","type":"tool"}]
    "#)
    });
}

#[test]
fn a_tool_that_is_called_by_nobody_has_a_null_call_in_its_error() {
    let place = Place { city: "Atlantis".into(), days: None };
    let events = block_on(collect(Weather.stream_events(place)));

    let failed = serde_json::to_value(events[1].as_ref().unwrap()).unwrap();
    assert_eq!(failed["data"], json!({"error": "it sank", "tool_call_id": null}));
}

#[test]
fn a_step_that_is_no_tool_runs_inside_the_run_of_one() {
    let tool = Lambda::new(|text: String| text.len()).as_tool().name("length");

    block_on(async {
        assert_events_snapshot!(tool.stream_events(call("1", "length", json!({"input": "four"}))), @r#"
        on_tool_start length run-1 input={"input":"four"}
        on_chain_start RunnableLambda run-2 in run-1 input="four"
        on_chain_end RunnableLambda run-2 output=4 input="four"
        on_tool_end length run-1 output={"content":"4","name":"length","status":"success","tool_call_id":"1","type":"tool"}
        "#);
    });
}

type WhatIsTold = (ToolSpec, Option<ToolChoice>);

/// A scripted model that keeps what it is told of tools.
#[derive(Debug, Clone, Default)]
struct Told {
    script: Scripted,
    told: Arc<Mutex<Vec<WhatIsTold>>>,
}

impl Runnable for Told {
    type Input = Messages;
    type Output = AiMessage;

    fn descriptor(&self) -> Descriptor<'_> {
        Descriptor::new("Told", RunType::ChatModel)
    }

    fn on_stream<'a>(&'a self, input: Messages) -> runnable::BoxStream<'a, Result<AiMessageChunk>> {
        self.script.on_stream(input)
    }
}

impl BindTools for Told {
    fn with_tools(&self, tools: Vec<ToolSpec>, choice: Option<ToolChoice>) -> Self {
        self.told.lock().unwrap().extend(tools.into_iter().map(|tool| (tool, choice.clone())));
        self.clone()
    }
}

#[test]
fn structured_output_grows_and_the_model_is_told_its_form() {
    let piece = |name: Option<&str>, args: &str| {
        let piece = ToolCallChunk {
            name: name.map(Into::into),
            args: args.into(),
            index: Some(0),
            ..Default::default()
        };
        Ok(AiMessageChunk::from(ContentBlock::from(piece)))
    };
    let script =
        Scripted::chunks([piece(Some("Place"), "{\"ci"), piece(None, "ty\": \"Ro"), piece(None, "me\"}")]);
    let model = Told { script, ..Told::default() };

    let places = block_on(collect(model.with_structured_output::<Place>().stream("Where?")));

    let place = |city: &str| Place { city: city.into(), days: None };
    assert_eq!(places.into_iter().map(Result::unwrap).collect::<Vec<_>>(), [place("Ro"), place("Rome")]);
    let told = model.told.lock().unwrap();
    assert_eq!(told[0], (ToolSpec::of::<Place>(), Some(ToolChoice::Tool("Place".into()))));
}

#[test]
fn a_model_that_does_not_give_the_form_is_an_error() {
    let model = Told { script: Scripted::tokens(["No."]), ..Told::default() };

    let error = block_on(model.with_structured_output::<Place>().call("Where?").into_future()).unwrap_err();

    assert_eq!(error.kind(), ErrorKind::Parse);
    assert!(error.to_string().contains("No."), "{error}");
}

#[test]
fn a_provider_can_be_told_of_tools() {
    let chat = || runnable_providers::ChatAnthropic::new("claude-3-haiku-20240307");

    let told = chat().with_tools(tools().specs(), Some(ToolChoice::Any));

    let expected = chat().tools(tools().specs()).tool_choice("any");
    assert_eq!(format!("{told:?}"), format!("{expected:?}"));
    let bound = chat().bind_tools([Weather.as_tool()]);
    assert_eq!(format!("{bound:?}"), format!("{:?}", chat().tools(tools().specs())));
    assert_ne!(format!("{told:?}"), format!("{:?}", chat()));
}

#[test]
fn any_model_is_told_of_tools_without_a_choice_in_its_place() {
    fn told<M: BindTools>(model: &M) -> M {
        model.bind_tools([Weather.as_tool()])
    }
    let chat = runnable_providers::ChatAnthropic::new("claude-3-haiku-20240307");

    assert_eq!(format!("{:?}", told(&chat)), format!("{:?}", chat.clone().tools(tools().specs())));
    let model = Told::default();
    told(&model);
    assert_eq!(*model.told.lock().unwrap(), [(tools().specs().remove(0), None)]);
}
