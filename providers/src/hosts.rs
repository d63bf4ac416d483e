//! The hosts that are known by name. Any other one is [`ChatModel::base_url`](crate::ChatModel::base_url) away.

use crate::host::{Host, KeyHeader};

/// Anthropic's own API. The key is in `ANTHROPIC_API_KEY`.
pub const ANTHROPIC: Host = Host {
    base_url_variables: &["ANTHROPIC_API_URL", "ANTHROPIC_BASE_URL"],
    key_variables: &["ANTHROPIC_API_KEY"],
    key_header: KeyHeader::Named("x-api-key"),
    ..Host::new("anthropic", "https://api.anthropic.com")
};

/// The Messages API of a `llama-server` on this machine, port 8080. It needs no key.
pub const LLAMA_CPP_MESSAGES: Host = Host::new("llama.cpp", "http://127.0.0.1:8080").without_key();

/// OpenAI's own API. The key is in `OPENAI_API_KEY`.
pub const OPENAI: Host = Host {
    base_url_variables: &["OPENAI_BASE_URL", "OPENAI_API_BASE"],
    key_variables: &["OPENAI_API_KEY"],
    ..Host::new("openai", "https://api.openai.com/v1")
};

/// Google's AI Studio. The key is in `GOOGLE_API_KEY` or `GEMINI_API_KEY`.
pub const GOOGLE: Host = Host {
    key_variables: &["GOOGLE_API_KEY", "GEMINI_API_KEY"],
    key_header: KeyHeader::Named("x-goog-api-key"),
    ..Host::new("google_genai", "{GOOGLE_GEMINI_BASE_URL|=https://generativelanguage.googleapis.com}/v1beta")
};

/// Google's models in Google Cloud. The variable `GOOGLE_CLOUD_PROJECT` names the project, `GOOGLE_CLOUD_LOCATION` the
/// location; unless it is set, `global`.
///
/// The key is an access token, which `gcloud auth print-access-token` gives and which is good for an hour: in
/// `GOOGLE_ACCESS_TOKEN`, or given with [`api_key`](crate::ChatModel::api_key).
pub const VERTEX_AI: Host = Host {
    run_name: Some("ChatVertexAI"),
    key_variables: &["GOOGLE_ACCESS_TOKEN"],
    ..Host::new(
        "google_vertexai",
        "https://{GOOGLE_CLOUD_LOCATION|=global;global=aiplatform;us=aiplatform.us.rep;eu=aiplatform.eu.rep;*=*-aiplatform}\
         .googleapis.com/v1/projects/{GOOGLE_CLOUD_PROJECT}/locations/{GOOGLE_CLOUD_LOCATION|=global}/publishers/google",
    )
};

/// Anthropic's models in Google Cloud. The variable `ANTHROPIC_VERTEX_PROJECT_ID` or `GOOGLE_CLOUD_PROJECT` names the
/// project, `CLOUD_ML_REGION` or `GOOGLE_CLOUD_LOCATION` the location; unless one is set, `global`.
///
/// The key is an access token, as for [`VERTEX_AI`].
pub const ANTHROPIC_ON_VERTEX_AI: Host = Host {
    run_name: Some("ChatAnthropicVertex"),
    key_variables: &["GOOGLE_ACCESS_TOKEN"],
    raw_predict: Some("vertex-2023-10-16"),
    ..Host::new(
        "google_anthropic_vertex",
        "https://{CLOUD_ML_REGION|GOOGLE_CLOUD_LOCATION|=global;global=aiplatform;us=aiplatform.us.rep;\
         eu=aiplatform.eu.rep;*=*-aiplatform}.googleapis.com/v1\
         /projects/{ANTHROPIC_VERTEX_PROJECT_ID|GOOGLE_CLOUD_PROJECT}\
         /locations/{CLOUD_ML_REGION|GOOGLE_CLOUD_LOCATION|=global}/publishers/anthropic",
    )
};

/// Cohere's own API. The key is in `COHERE_API_KEY`, else in `CO_API_KEY`.
pub const COHERE: Host = Host {
    base_url_variables: &["CO_API_URL"],
    key_variables: &["COHERE_API_KEY", "CO_API_KEY"],
    ..Host::new("cohere", "https://api.cohere.com")
};

/// The region of Amazon's that is asked.
const AWS_REGION: &str = "{AWS_REGION|AWS_DEFAULT_REGION|=us-east-1}";

/// Amazon Bedrock's own API. The key is in `AWS_BEARER_TOKEN_BEDROCK`; without one, requests are signed.
pub const BEDROCK_CONVERSE: Host = Host {
    base_url_variables: &["AWS_ENDPOINT_URL_BEDROCK_RUNTIME", "AWS_ENDPOINT_URL"],
    key_variables: &["AWS_BEARER_TOKEN_BEDROCK"],
    key_header: KeyHeader::AwsSignature { service: "bedrock", region: AWS_REGION },
    error_code_header: Some("x-amzn-errortype"),
    ..Host::new(
        "bedrock_converse",
        "https://bedrock-runtime.{AWS_REGION|AWS_DEFAULT_REGION|=us-east-1}.amazonaws.com",
    )
};

/// Anthropic's Messages API at Amazon Bedrock. The key is in `AWS_BEARER_TOKEN_BEDROCK`, else in
/// `ANTHROPIC_AWS_API_KEY`; without one, requests are signed.
pub const ANTHROPIC_BEDROCK: Host = Host {
    run_name: Some("ChatAnthropicBedrock"),
    base_url_variables: &["ANTHROPIC_BEDROCK_MANTLE_BASE_URL"],
    key_variables: &["AWS_BEARER_TOKEN_BEDROCK", "ANTHROPIC_AWS_API_KEY"],
    key_header: KeyHeader::AwsSignature { service: "bedrock-mantle", region: AWS_REGION },
    ..Host::new(
        "anthropic_bedrock",
        "https://bedrock-mantle.{AWS_REGION|AWS_DEFAULT_REGION|=us-east-1}.api.aws/anthropic",
    )
};
