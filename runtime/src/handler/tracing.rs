//! Runs as spans of the `tracing` crate, with the names of OpenTelemetry's conventions for generative AI.

use serde_json::Value;
use tracing::field::Empty;
use tracing::{Span, info, info_span};

use super::{Handler, content};
use crate::descriptor::RunType;
use crate::error::{Error, ErrorKind};
use crate::event::{RunFacts, StreamEvent};
use crate::message::{AiMessage, Messages, Usage};

/// Runs as spans of the `tracing` crate, with the names of OpenTelemetry's conventions for generative AI (1.41).
///
/// A run's span is entered whenever the run is polled, so what a hook or an HTTP client logs stands in it, and a
/// trace crosses to the provider where the client passes it on. Spans have the level `INFO` and the target
/// `runnable`:
///
/// | run | span | attributes |
/// |---|---|---|
/// | chat model, llm | `chat gpt-5`, `text_completion …` | `gen_ai.provider.name`, `gen_ai.request.*`, `gen_ai.response.*`, `gen_ai.usage.*` |
/// | tool | `execute_tool search` | `gen_ai.tool.name` |
/// | retriever | `retrieval docs` | |
/// | any other | the name of the run | `runnable.run_type` |
///
/// A failed run has `error.type` (the provider's word, the status, or the kind) and `otel.status_code`. What was
/// said is not logged unless [asked for](Self::with_content).
///
/// ```
/// use std::sync::Arc;
/// use runnable::compose::Lambda;
/// use runnable::prelude::*;
/// use runnable::Tracing;
///
/// # futures::executor::block_on(async {
/// let chain = Lambda::new(|text: String| text.len());
/// let config = RunConfig::new().callback(Arc::new(Tracing::new()));
/// assert_eq!(chain.call("blub").config(config).await?, 4);
/// # Ok::<(), runnable::Error>(()) }).unwrap();
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tracing {
    content: bool,
}

impl Tracing {
    /// Spans without content.
    pub fn new() -> Self {
        Self::default()
    }

    /// Logs also what went into models and tools and what came out, and the texts of errors, as events in the spans.
    #[must_use]
    pub fn with_content(mut self) -> Self {
        self.content = true;
        self
    }
}

impl Handler for Tracing {
    fn span(&self, run: &RunFacts) -> Span {
        match run.run_type {
            RunType::ChatModel => model_span("chat", run),
            RunType::Llm => model_span("text_completion", run),
            RunType::Tool => tool_span(run),
            RunType::Retriever => step_span(run, Some("retrieval")),
            RunType::Chain | RunType::Prompt | RunType::Parser => step_span(run, None),
        }
    }

    fn on_start(&self, event: &StreamEvent) {
        if !self.content {
            return;
        }
        let run = event.run();
        match run.run_type {
            RunType::ChatModel => {
                if let Some(input) = event.data.input::<Messages>() {
                    let messages = content::messages(input);
                    info!(name: INFERENCE, target: "runnable", parent: &run.span, { gen_ai.input.messages = %messages }, "the model is asked");
                }
            }
            RunType::Tool => {
                if let Some(input) = event.data.input_json(run) {
                    info!(target: "runnable", parent: &run.span, { gen_ai.tool.call.arguments = %input }, "the tool is called");
                }
            }
            RunType::Llm | RunType::Chain | RunType::Retriever | RunType::Prompt | RunType::Parser => {}
        }
    }

    fn on_end(&self, event: &StreamEvent) {
        let run = event.run();
        if let Some(message) = event.data.output::<AiMessage>() {
            record_response(&run.span, message);
            if self.content && run.run_type == RunType::ChatModel {
                let messages = content::answer(message);
                info!(name: INFERENCE, target: "runnable", parent: &run.span, { gen_ai.output.messages = %messages }, "the model answered");
            }
        }
        if self.content
            && run.run_type == RunType::Tool
            && let Some(output) = event.data.output_json()
        {
            info!(target: "runnable", parent: &run.span, { gen_ai.tool.call.result = %output }, "the tool answered");
        }
    }

    fn on_error(&self, event: &StreamEvent) {
        let (span, Some(error)) = (&event.run().span, event.data.error()) else { return };
        span.record("error.type", error_type(error));
        if let Some(partial) = error.partial() {
            record_response(span, partial);
        }
        if error.kind() == ErrorKind::Canceled {
            return;
        }
        span.record("otel.status_code", "ERROR");
        if self.content {
            tracing::warn!(target: "runnable", parent: span, { exception.message = %error }, "the run failed");
        }
    }
}

const INFERENCE: &str = "gen_ai.client.inference.operation.details";

fn model_span(operation: &'static str, run: &RunFacts) -> Span {
    let fact = |key| run.metadata.get(key);
    let text = |key| fact(key).and_then(Value::as_str);
    let (temperature, max_tokens) = (fact("ls_temperature"), fact("ls_max_tokens"));
    let model = text("ls_model_name");
    let name = model.unwrap_or(&run.name);
    info_span!(
        target: "runnable",
        "inference",
        otel.name = format_args!("{operation} {name}"),
        otel.kind = "client",
        otel.status_code = Empty,
        "error.type" = Empty,
        runnable.run_id = %run.run_id,
        gen_ai.operation.name = operation,
        gen_ai.provider.name = text("ls_provider"),
        gen_ai.request.model = model,
        gen_ai.request.temperature = temperature.and_then(|value| value.as_f64()),
        gen_ai.request.max_tokens = max_tokens.and_then(|value| value.as_u64()),
        gen_ai.request.stop_sequences = fact("ls_stop").map(tracing::field::display),
        gen_ai.response.id = Empty,
        gen_ai.response.model = Empty,
        gen_ai.response.finish_reasons = Empty,
        gen_ai.usage.input_tokens = Empty,
        gen_ai.usage.output_tokens = Empty,
        gen_ai.usage.cache_read.input_tokens = Empty,
        gen_ai.usage.cache_creation.input_tokens = Empty,
    )
}

fn tool_span(run: &RunFacts) -> Span {
    info_span!(
        target: "runnable",
        "execute_tool",
        otel.name = format_args!("execute_tool {}", run.name),
        otel.kind = "internal",
        otel.status_code = Empty,
        "error.type" = Empty,
        runnable.run_id = %run.run_id,
        gen_ai.operation.name = "execute_tool",
        gen_ai.tool.name = run.name,
    )
}

fn step_span(run: &RunFacts, operation: Option<&'static str>) -> Span {
    let name = operation.map(|operation| format!("{operation} {}", run.name));
    info_span!(
        target: "runnable",
        "step",
        otel.name = name.as_deref().unwrap_or(&run.name),
        otel.kind = "internal",
        otel.status_code = Empty,
        "error.type" = Empty,
        runnable.run_id = %run.run_id,
        runnable.run_type = run.run_type.as_str(),
        gen_ai.operation.name = operation,
    )
}

fn record_response(span: &Span, message: &AiMessage) {
    if let Some(id) = &message.id {
        span.record("gen_ai.response.id", tracing::field::display(id));
    }
    if let Some(model) = message.model_name() {
        span.record("gen_ai.response.model", model);
    }
    if let Some(reason) = message.stop_reason() {
        span.record("gen_ai.response.finish_reasons", tracing::field::debug([reason]));
    }
    if let Some(usage) = &message.usage {
        record_usage(span, usage);
    }
}

fn record_usage(span: &Span, usage: &Usage) {
    span.record("gen_ai.usage.input_tokens", usage.input_tokens);
    span.record("gen_ai.usage.output_tokens", usage.output_tokens);
    if let Some(tokens) = usage.input_token_details.get("cache_read") {
        span.record("gen_ai.usage.cache_read.input_tokens", tokens);
    }
    if let Some(tokens) = usage.input_token_details.get("cache_creation") {
        span.record("gen_ai.usage.cache_creation.input_tokens", tokens);
    }
}

/// The provider's word for the error, the status of its answer, or the kind of error: never its text.
fn error_type(error: &Error) -> String {
    match (error.code(), error.status()) {
        (Some(code), _) => code.to_owned(),
        (None, Some(status)) => status.to_string(),
        (None, None) => format!("{:?}", error.kind()).to_lowercase(),
    }
}
