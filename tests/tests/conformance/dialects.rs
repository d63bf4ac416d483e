//! The model of every dialect, over recordings of its own.

use runnable_fixtures::{Fixture, Matching, conformance};
use runnable_providers::{
    AnyDialect, ChatAnthropic, ChatBedrock, ChatCohere, ChatGoogle, ChatMistral, ChatModel, ChatOllama,
    ChatOpenAi, ChatOpenAiResponses, Dialect, init_chat_model,
};

/// A key that is nobody's.
const KEY: &str = "planted-0123456789abcdef";

/// The model, answered by this recording whatever it asks.
fn replayed<D: Dialect>(model: ChatModel<D>, name: &str) -> ChatModel<D> {
    let transport = Fixture::load(name).unwrap().replay().matching(Matching::Any).transport().unwrap();
    model.api_key(KEY).max_retries(0).transport(transport)
}

fn anthropic(name: &str) -> ChatAnthropic {
    replayed(ChatAnthropic::new("claude-sonnet-4-5"), name)
}

conformance!(mod anthropic_text: anthropic("anthropic/goldfish"), secret = KEY);
conformance!(mod anthropic_thinking: anthropic("anthropic/thinking"), secret = KEY);
conformance!(mod anthropic_tools: anthropic("anthropic/parallel_tool_calls"), secret = KEY);
conformance!(mod anthropic_overloaded: anthropic("anthropic/overloaded_mid_stream"), secret = KEY);
conformance!(mod anthropic_cut: anthropic("anthropic/truncated"), secret = KEY);

fn openai(name: &str) -> ChatOpenAi {
    replayed(ChatOpenAi::new("gpt-4o"), name)
}

conformance!(mod openai_text: openai("openai/goldfish"), secret = KEY);
conformance!(mod openai_tools: openai("openai/parallel_tool_calls"), secret = KEY);
conformance!(mod openai_failed: openai("openai/error_mid_stream"), secret = KEY);

fn openai_responses(name: &str) -> ChatOpenAiResponses {
    replayed(ChatOpenAiResponses::new("gpt-5"), name)
}

conformance!(mod openai_responses_thinking: openai_responses("openai-responses/reasoning"), secret = KEY);
conformance!(mod openai_responses_tools: openai_responses("openai-responses/parallel_tool_calls"), secret = KEY);
conformance!(mod openai_responses_failed: openai_responses("openai-responses/failed"), secret = KEY);

fn google(name: &str) -> ChatGoogle {
    replayed(ChatGoogle::new("gemini-2.5-flash"), name)
}

conformance!(mod google_thinking: google("google_genai/thinking"), secret = KEY);
conformance!(mod google_tools: google("google_genai/parallel_tool_calls"), secret = KEY);
conformance!(mod google_overloaded: google("google_genai/overloaded_mid_stream"), secret = KEY);

fn mistral(name: &str) -> ChatMistral {
    replayed(ChatMistral::new("mistral-small-latest"), name)
}

conformance!(mod mistral_thinking: mistral("mistralai/thinking"), secret = KEY);
conformance!(mod mistral_tools: mistral("mistralai/parallel_tool_calls"), secret = KEY);
conformance!(mod mistral_failed: mistral("mistralai/error_mid_stream"), secret = KEY);

fn cohere(name: &str) -> ChatCohere {
    replayed(ChatCohere::new("command-a-03-2025"), name)
}

conformance!(mod cohere_citations: cohere("cohere/citations"), secret = KEY);
conformance!(mod cohere_tools: cohere("cohere/tool_calls"), secret = KEY);
conformance!(mod cohere_failed: cohere("cohere/failed_mid_stream"), secret = KEY);

fn ollama(name: &str) -> ChatOllama {
    replayed(ChatOllama::new("qwen3"), name)
}

conformance!(mod ollama_thinking: ollama("ollama/thinking"), secret = KEY);
conformance!(mod ollama_tools: ollama("ollama/parallel_tool_calls"), secret = KEY);
conformance!(mod ollama_failed: ollama("ollama/error_mid_stream"), secret = KEY);

fn bedrock(name: &str) -> ChatBedrock {
    replayed(ChatBedrock::new("amazon.nova-lite-v1:0"), name)
}

conformance!(mod bedrock_thinking: bedrock("bedrock_converse/reasoning"), secret = KEY);
conformance!(mod bedrock_tools: bedrock("bedrock_converse/tool_calls"), secret = KEY);
conformance!(mod bedrock_throttled: bedrock("bedrock_converse/throttled_mid_stream"), secret = KEY);

/// A dialect that is chosen when the program runs, and a host that is not its own.
fn of_any_host() -> ChatModel<AnyDialect> {
    replayed(init_chat_model("deepseek:deepseek-reasoner").unwrap(), "deepseek/reasoning")
}

conformance!(mod any_dialect: of_any_host(), secret = KEY);
