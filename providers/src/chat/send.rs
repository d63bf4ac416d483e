//! The request, sent again where that may help, up to the head of the response.

use std::time::SystemTime;

use futures_util::future::{Either, select};
use futures_util::pin_mut;
use runnable::{Error, Result};

use super::body::Body;
use super::clock;
use super::settings::{Prepared, Settings};
use crate::decode::{Facts, one_line};
use crate::dialect::{Dialect, Failure};
use crate::http::{Headers, WireRequest, WireResponse};
use crate::key::Secrets;
use crate::retry;

/// How much of an error's body is read, and how much of it is shown where it is not understood, in bytes.
const READ_OF_ERROR: usize = 64 << 10;
const SHOWN_OF_ERROR: usize = 200;

/// A good response whose body is still to come.
#[derive(Debug)]
pub(super) struct Opened {
    pub(super) headers: Headers,
    pub(super) facts: Facts,
    pub(super) body: Body,
}

/// Sends the request until there is a good response, or an error that another try will not mend.
pub(super) async fn open<D: Dialect>(settings: &Settings<D>, mut prepared: Prepared) -> Result<Opened> {
    let mut tries = 0;
    loop {
        tries += 1;
        let (error, is_retryable) = match head(settings, prepared.at(SystemTime::now())).await {
            Ok(response) if (200..300).contains(&response.status) => {
                let facts = facts(settings, &response, prepared.secrets);
                return Ok(opened(settings, facts, response));
            }
            Ok(response) => {
                let is_retryable = retry::is_retryable(response.status, &response.headers);
                let facts = facts(settings, &response, prepared.secrets.clone());
                let (error, complaint) = refused(settings, facts, response).await;
                if let Some(body) = without_refused(settings, &error, &complaint, &prepared.request) {
                    prepared.request.body = body.into();
                    continue;
                }
                (error, is_retryable)
            }
            Err(error) => {
                let is_retryable = error.is_retryable();
                (error, is_retryable)
            }
        };
        if !is_retryable || tries > settings.max_retries {
            return Err(error);
        }
        let Some(wait) = retry::wait(tries, error.retry_after()) else { return Err(error) };
        tracing::debug!(tries, status = error.status(), ?wait, "sending the request again");
        clock::pause(wait).await;
    }
}

/// The head of the response, unless it takes too long.
async fn head<D: Dialect>(settings: &Settings<D>, request: WireRequest) -> Result<WireResponse> {
    let response = settings.transport.send(request);
    let silence = clock::silence(settings.timeout);
    pin_mut!(silence);
    match select(response, silence).await {
        Either::Left((response, _)) => response,
        Either::Right((error, _)) => Err(error),
    }
}

fn facts<D: Dialect>(settings: &Settings<D>, response: &WireResponse, secrets: Secrets) -> Facts {
    let names = ["request-id", "x-request-id", "mistral-correlation-id", "x-amzn-requestid"];
    let request_id = names.iter().find_map(|name| response.headers.get(name));
    Facts {
        host: settings.host,
        status: Some(response.status),
        request_id: request_id.map(str::to_owned),
        secrets,
        asked_model: (!settings.dialect.names_model()).then(|| settings.options.model.clone()),
    }
}

fn opened<D: Dialect>(settings: &Settings<D>, facts: Facts, response: WireResponse) -> Opened {
    let WireResponse { headers, body, .. } = response;
    Opened { headers, facts, body: Body::new(body, settings.timeout) }
}

/// The body without the option that the host does not know, if that is why it refused the request.
fn without_refused<D: Dialect>(
    settings: &Settings<D>,
    error: &Error,
    complaint: &str,
    request: &WireRequest,
) -> Option<Vec<u8>> {
    let is_about_options = matches!(error.status(), Some(400 | 422));
    let body = is_about_options.then(|| settings.dialect.without_refused(complaint, &request.body))??;
    tracing::debug!(status = error.status(), "sending the request again without the option that was refused");
    Some(body)
}

/// The error that a response with an error status is: in the provider's words, else with the first of its own. And
/// the text of the response.
async fn refused<D: Dialect>(
    settings: &Settings<D>,
    facts: Facts,
    response: WireResponse,
) -> (Error, String) {
    let asked = retry::asked(&response.headers, SystemTime::now());
    let code = settings.host.error_code_header.and_then(|name| response.headers.get(name));
    // What follows a colon is the address of the code's definition.
    let code = code.and_then(|code| code.split(':').next()).map(str::to_owned);
    let status = response.status;
    let Opened { facts, body, .. } = opened(settings, facts, response);
    let (bytes, _) = body.beginning(READ_OF_ERROR).await;
    let body = String::from_utf8_lossy(&bytes);
    let mut failure = settings.dialect.failure(&body).unwrap_or_else(|| Failure {
        message: format!("status {status}: {}", first_words(&body)),
        ..Failure::default()
    });
    failure.code = failure.code.or(code);
    let error = asked.into_iter().fold(facts.provider_error(failure), Error::with_retry_after);
    (error, body.into_owned())
}

/// The beginning of a text that nobody expected, as one line.
pub(super) fn first_words(text: &str) -> String {
    let end = text.floor_char_boundary(SHOWN_OF_ERROR);
    let words = one_line(&text[..end]);
    match (words.is_empty(), end < text.len()) {
        (true, _) => "no text".to_owned(),
        (false, true) => format!("{words} …"),
        (false, false) => words,
    }
}
