//! More named values, and fewer.

use futures::StreamExt;
use futures::executor::block_on;
use futures::stream;
use runnable::compose::{Assign, Generator, Lambda, Parallel, Passthrough, Pick, PickAll};
use runnable::{AiMessage, ErrorKind, JsonOutputParser, Record, RecordChunk, Runnable, StrOutputParser};
use runnable_fixtures::assert_events_snapshot;
use runnable_tests::{Scripted, collect, pieces};
use serde_json::{Value, json};

fn call<R: Runnable>(step: &R, input: R::Input) -> runnable::Result<R::Output> {
    block_on(step.call(input).into_future())
}

fn size() -> Lambda<Record, u64> {
    Lambda::new(|record: Record| u64::try_from(record.len()).unwrap())
}

fn shown(pieces: &[RecordChunk]) -> Vec<String> {
    pieces.iter().map(|piece| serde_json::to_string(piece).unwrap()).collect()
}

#[tokio::test]
async fn an_assignment_shows_the_events_of_langchain() {
    assert_events_snapshot!(Assign::new().with("z", size()).stream_events(json!({"a": 1})), @r#"
    on_chain_start RunnableAssign<z> run-1 input={"a":1}
    on_chain_stream RunnableAssign<z> run-1 chunk={"a":1}
    on_chain_start RunnableParallel<z> run-2 in run-1
    on_chain_start RunnableLambda run-3 in run-1/run-2 tags=["map:key:z"]
    on_chain_stream RunnableLambda run-3 chunk=1
    on_chain_stream RunnableParallel<z> run-2 chunk={"z":1}
    on_chain_stream RunnableAssign<z> run-1 chunk={"z":1}
    on_chain_end RunnableLambda run-3 output=1 input={"a":1}
    on_chain_end RunnableParallel<z> run-2 output={"z":1} input={"a":1}
    on_chain_end RunnableAssign<z> run-1 output={"a":1,"z":1}
    "#);
}

#[test]
fn an_assigned_value_takes_the_place_of_one_of_the_same_name() {
    let assign = Assign::new().with("a", size());

    let record = call(&assign, json!({"a": 1, "b": 2}).into()).unwrap();

    assert_eq!(record, Record::from(json!({"a": 2, "b": 2})));
    assert_eq!(
        shown(&block_on(pieces(assign.stream(json!({"a": 1, "b": 2}))))),
        [r#"{"b":2}"#, r#"{"a":2}"#]
    );
}

#[test]
fn the_pieces_of_the_record_pass_as_they_come() {
    let model = Parallel::new().branch("text", Scripted::tokens(["a", "b"]).pipe(StrOutputParser));
    let chain = model.assign("size", size());

    let pieces = block_on(pieces(chain.stream("hi")));

    assert_eq!(shown(&pieces), [r#"{"text":"a"}"#, r#"{"text":"b"}"#, r#"{"size":1}"#]);
}

#[test]
fn assigned_names_stand_behind_the_others_whichever_came_first() {
    let early = Generator::<Record, u8>::new(|_| stream::iter([Ok(7)]).boxed());
    let chain = Assign::new().with("y", early.clone()) | Assign::new().with("z", early);
    let upstream = ["a", "b"].map(|name| Ok(RecordChunk::of::<u8>(name, 1)));

    let mut sums = Default::default();
    for piece in block_on(collect(chain.transform(stream::iter(upstream)))) {
        <Record as runnable::Streamable>::push(&mut sums, piece.unwrap());
    }

    let record = <Record as runnable::Streamable>::finish(sums).unwrap();
    assert_eq!(record.names().collect::<Vec<_>>(), ["a", "b", "y", "z"]);
}

#[test]
fn a_picked_value_streams() {
    let chain = Parallel::new()
        .branch("other", Lambda::new(|_: runnable::Messages| 1_u8))
        .branch("answer", Scripted::tokens(["a", "b"]))
        .pick::<AiMessage>("answer")
        .pipe(StrOutputParser);

    assert_eq!(block_on(pieces(chain.stream("hi"))), ["a", "b"]);
    assert_eq!(call(&chain, "hi".into()).unwrap(), "ab");
}

#[test]
fn a_text_of_json_is_picked_as_text_and_anything_as_json() {
    let input = || Record::from(json!({"text": "why?", "list": [1]})).with("typed", "x".to_owned());

    for (name, expected) in [("text", "why?"), ("typed", "x")] {
        assert_eq!(call(&Pick::<String>::new(name), input()).unwrap(), expected);
        assert_eq!(block_on(pieces(Pick::<String>::new(name).stream(input()))), [expected]);
        assert_eq!(block_on(pieces(Pick::<Value>::new(name).stream(input()))), [json!(expected)]);
    }
    assert_eq!(call(&Pick::<Value>::new("list"), input()).unwrap(), json!([1]));
}

#[test]
fn a_name_that_is_not_there_is_an_error_called_or_streamed() {
    let pick = Pick::<String>::new("txt");
    let expected = "there is no value `txt`; did you mean `text`? There is `text`, `who`";

    let called = call(&pick, [("text", "x"), ("who", "y")].into()).unwrap_err();
    let streamed = block_on(collect(pick.stream([("text", "x"), ("who", "y")])));

    assert_eq!((called.kind(), called.to_string().as_str()), (ErrorKind::Input, expected));
    assert_eq!(
        streamed.into_iter().map(|item| item.unwrap_err().to_string()).collect::<Vec<_>>(),
        [expected]
    );
}

#[test]
fn several_names_make_a_smaller_record() {
    let pick = PickAll::new(["a", "c", "nothing"]);

    let record = call(&pick, json!({"a": 1, "b": 2, "c": 3}).into()).unwrap();

    assert_eq!(record, Record::from(json!({"a": 1, "c": 3})));
    assert_eq!(pick.descriptor().name, "RunnablePick<a,c,nothing>");
}

#[test]
fn pieces_without_a_picked_name_are_left_out() {
    let upstream = ["a", "b", "a"].map(|name| Ok(RecordChunk::of::<u8>(name, 1)));
    let a = PickAll::new(["a"]);
    let c = PickAll::new(["c"]);

    assert_eq!(block_on(collect(a.transform(stream::iter(upstream.clone())))).len(), 2);
    let nothing = block_on(collect(c.transform(stream::iter(upstream))));
    assert_eq!(nothing.len(), 1);
    assert!(nothing[0].as_ref().unwrap().is_empty());
    assert!(block_on(collect(c.transform(stream::empty()))).is_empty());
}

#[test]
fn json_that_grows_feeds_a_step_that_takes_a_record() {
    let growing = Generator::<Value, Value>::new(|_| {
        stream::iter([json!({}), json!({"a": "x"}), json!({"a": "xy", "b": 1})].map(Ok)).boxed()
    });
    let chain = growing | Passthrough::<Record>::new();

    let record = call(&chain, Value::Null).unwrap();
    let streamed = block_on(pieces(chain.stream(Value::Null)));

    assert_eq!(record, Record::from(json!({"a": "xy", "b": 1})));
    assert_eq!(shown(&streamed), ["{}", r#"{"a":"x"}"#, r#"{"a":"xy","b":1}"#]);
}

#[test]
fn what_a_model_writes_as_json_has_names_too() {
    let parsed = || Scripted::tokens([r#"{"dish": "so"#, r#"up"}"#]).pipe(JsonOutputParser::untyped());

    assert_eq!(call(&parsed().pick::<String>("dish"), "?".into()).unwrap(), "soup");
    let more = call(&parsed().assign("size", size()), "?".into()).unwrap();
    assert_eq!(more, Record::from(json!({"dish": "soup", "size": 1})));
    let fewer = call(&parsed().pick_all(["dish", "wine"]), "?".into()).unwrap();
    assert_eq!(fewer, Record::from(json!({"dish": "soup"})));
}
