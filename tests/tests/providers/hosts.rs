//! Where a request goes, and what it says about who sends it.

use runnable::{BoxFuture, ErrorKind, Result, Runnable};
use runnable_providers::{ChatAnthropic, Host, PROVIDERS, Transport, WireRequest, WireResponse};
use std::sync::{Arc, Mutex};

/// Keeps the request and answers nothing.
#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Option<WireRequest>>>);

impl Transport for Kept {
    fn send(&self, request: WireRequest) -> BoxFuture<'static, Result<WireResponse>> {
        *self.0.lock().unwrap() = Some(request);
        Box::pin(async { Err("there is no network".into()) })
    }
}

async fn url(model: ChatAnthropic) -> Result<String> {
    let kept = Kept::default();
    let error = model.api_key("given").transport(kept.clone()).max_retries(0).call("hi").await.unwrap_err();
    let request = kept.0.lock().unwrap().take();
    request.map(|request| request.url).ok_or(error)
}

const REGIONAL: Host =
    Host::new("regional", "https://{A_REGION_THAT_NOBODY_SETS}.example.com/{NOR_THIS|=v1}");

#[tokio::test]
async fn a_variable_of_the_address_is_given_or_has_a_default() {
    let model = ChatAnthropic::new("m").host(REGIONAL).variable("A_REGION_THAT_NOBODY_SETS", "eu");

    assert_eq!(url(model.clone()).await.unwrap(), "https://eu.example.com/v1/v1/messages");
    let model = model.variable("NOR_THIS", "v2");
    assert_eq!(url(model).await.unwrap(), "https://eu.example.com/v2/v1/messages");
}

#[tokio::test]
async fn a_variable_that_is_nowhere_is_an_error_that_names_it() {
    let error = url(ChatAnthropic::new("m").host(REGIONAL)).await.unwrap_err();

    assert_eq!(error.kind(), ErrorKind::Config);
    assert!(error.to_string().contains("A_REGION_THAT_NOBODY_SETS"), "{error}");
}

#[tokio::test]
async fn another_base_url_needs_no_variable() {
    let model = ChatAnthropic::new("m").host(REGIONAL).base_url("http://127.0.0.1:9");

    assert_eq!(url(model).await.unwrap(), "http://127.0.0.1:9/v1/messages");
}

#[test]
fn every_host_is_reached_over_tls_or_on_this_machine() {
    for provider in PROVIDERS.iter() {
        let url = provider.host.base_url;
        let is_safe = url.starts_with("https://") || url.starts_with("http://127.0.0.1");
        assert!(is_safe || url.starts_with('{'), "{}: {url}", provider.name);
        assert!(!url.ends_with('/'), "{}: {url}", provider.name);
    }
}

#[test]
fn a_host_that_needs_a_key_says_which_variable_holds_it() {
    for provider in PROVIDERS.iter().filter(|provider| provider.host.needs_key) {
        assert!(!provider.host.key_variables.is_empty(), "{}", provider.name);
    }
}
