//! Keys, credentials and signatures.

use futures::executor::block_on;
use runnable::{ErrorKind, Runnable};
use runnable_providers::{AwsCredentials, ChatAnthropic, ChatBedrock, Host, hosts};

use super::bodies::{MODEL, WHOLE_BLUB, answering};

const SECRET: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
const TOKEN: &str = "AQoDYXdzEPT-a-session-token";

fn credentials() -> AwsCredentials {
    AwsCredentials::new("AKIDEXAMPLE", SECRET).session_token(TOKEN)
}

#[test]
fn a_request_without_a_key_is_signed_for_the_region_that_it_goes_to() {
    let answer = answering(200, "application/json", WHOLE_BLUB);
    let chat = ChatBedrock::new(MODEL).aws_credentials(credentials()).variable("AWS_REGION", "eu-central-1");

    block_on(chat.transport(answer.clone()).call("hi").into_future()).unwrap();

    let request = &answer.asked()[0];
    let path = "/model/us.anthropic.claude-sonnet-4-20250514-v1%3A0/converse";
    assert_eq!(request.url, format!("https://bedrock-runtime.eu-central-1.amazonaws.com{path}"));
    let authorization = request.headers.get("authorization").unwrap();
    assert!(authorization.starts_with("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/"), "{authorization}");
    assert!(authorization.contains("/eu-central-1/bedrock/aws4_request"), "{authorization}");
    assert!(authorization.contains("SignedHeaders=content-type;host;x-amz-date;x-amz-security-token,"));
    assert_eq!(request.headers.get("x-amz-security-token"), Some(TOKEN));
    assert_eq!(request.headers.get("x-amz-date").map(str::len), Some("20150830T123600Z".len()));
}

#[test]
fn a_key_goes_before_credentials() {
    let answer = answering(200, "application/json", WHOLE_BLUB);
    let chat = ChatBedrock::new(MODEL).aws_credentials(credentials()).api_key("bedrock-key-0123456789");

    block_on(chat.transport(answer.clone()).call("hi").into_future()).unwrap();

    let headers = &answer.asked()[0].headers;
    assert_eq!(headers.get("authorization"), Some("Bearer bedrock-key-0123456789"));
    assert_eq!(headers.get("x-amz-date"), None);
}

#[test]
fn no_secret_is_shown_not_even_by_an_error_that_repeats_it() {
    let told = format!(r#"{{"message":"{SECRET} and {TOKEN} are wrong"}}"#);
    let answer = answering(403, "application/json", told);
    let chat =
        ChatBedrock::new(MODEL).aws_credentials(credentials()).transport(answer.clone()).max_retries(0);

    let error = block_on(chat.call("hi").into_future()).unwrap_err();

    let shown = [format!("{chat:?}"), format!("{error:?}"), format!("{:?}", answer.asked())];
    for text in shown {
        assert!(!text.contains(SECRET) && !text.contains(TOKEN), "{text}");
        assert!(!text.contains("Signature="), "{text}");
    }
    assert_eq!(error.to_string(), "bedrock_converse: [redacted] and [redacted] are wrong");
}

#[test]
fn without_key_and_credentials_the_error_names_the_variables() {
    const NOWHERE: Host = Host { key_variables: &["A_KEY_THAT_NOBODY_SETS"], ..hosts::BEDROCK_CONVERSE };
    if std::env::var_os("AWS_ACCESS_KEY_ID").is_some() {
        eprintln!("skipped: the environment has credentials");
        return;
    }
    let answer = answering(200, "application/json", WHOLE_BLUB);

    let error = block_on(ChatBedrock::new(MODEL).host(NOWHERE).transport(answer).call("hi").into_future())
        .unwrap_err();

    assert_eq!(error.kind(), ErrorKind::Config);
    let named = "A_KEY_THAT_NOBODY_SETS, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY";
    assert!(error.to_string().contains(named), "{error}");
}

#[test]
fn anthropics_own_api_is_at_bedrock_too() {
    let answer = answering(200, "application/json", "{}");
    let chat = ChatAnthropic::new("anthropic.claude-haiku-4-5").host(hosts::ANTHROPIC_BEDROCK);
    let chat = chat.aws_credentials(credentials()).variable("AWS_REGION", "us-west-2").max_retries(0);

    let _ = block_on(chat.transport(answer.clone()).call("hi").into_future());

    let request = &answer.asked()[0];
    assert_eq!(request.url, "https://bedrock-mantle.us-west-2.api.aws/anthropic/v1/messages");
    assert!(request.headers.get("authorization").unwrap().contains("/us-west-2/bedrock-mantle/aws4_request"));
    assert_eq!(request.headers.get("anthropic-version"), Some("2023-06-01"));
    assert_eq!(answer.sent()["max_tokens"], 64_000);
}
