//! Answers of a form that the API itself sees to.

use futures::executor::block_on;
use runnable::{ErrorKind, Runnable, ToolSpec};
use runnable_providers::ResponseFormat;
use serde_json::{Value, json};

use super::script::{Answer, Ask as _, Script};

const WHOLE: &str = r#"{"type":"message","id":"msg_1","model":"m","role":"assistant","stop_reason":"end_turn",
    "content":[{"type":"text","text":"{\"name\":\"ant\",\"legs\":6}"}],"usage":{"input_tokens":1,"output_tokens":1}}"#;

fn form() -> ToolSpec {
    let schema = json!({"type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"]});
    ToolSpec::new("animal", schema)
}

#[test]
fn the_schema_is_sent_and_the_answer_is_a_value() {
    let script = Script::new([Answer::json(200, WHOLE)]);

    let value: Value =
        block_on(script.model().with_json_output_of(form()).call("An insect.").into_future()).unwrap();

    assert_eq!(value, json!({"name": "ant", "legs": 6}));
    let format = json!({"type": "json_schema", "schema": form().input_schema});
    assert_eq!(script.sent()["output_config"], json!({ "format": format }));
}

#[test]
fn a_form_and_an_effort_stand_side_by_side() {
    let script = Script::new([Answer::json(200, WHOLE)]);

    block_on(script.model().effort("low").response_format(form()).call("?").into_future()).unwrap();

    let config = &script.sent()["output_config"];
    assert_eq!((&config["effort"], &config["format"]["type"]), (&json!("low"), &json!("json_schema")));
}

#[test]
fn any_json_is_no_form_that_the_api_knows() {
    let script = Script::new([]);

    let model = script.model().response_format(ResponseFormat::Json);
    let error = block_on(model.call("?").into_future()).unwrap_err();

    assert_eq!(error.kind(), ErrorKind::Input);
    assert!(error.to_string().contains("give `.response_format(…)` a schema"), "{error}");
}
