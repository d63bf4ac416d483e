//! Clouds with the models of others, in their makers' wire formats or one of their own.

use super::UNTOLD;
use crate::host::{Host, KeyHeader};
use crate::providers::Verified;
use crate::row::{chat, converse, gemini, messages, responses};

/// The region of Amazon's that is asked.
const AWS_REGION: &str = "{AWS_REGION|AWS_DEFAULT_REGION|=us-east-1}";

/// The makers and regions that the names of models at Bedrock begin with.
const BEDROCK_MODELS: &[&str] = &["amazon.", "anthropic.", "meta.", "us.", "eu.", "apac.", "global."];

hosts! {
    CLOUDS;

    /// Azure OpenAI, by the API that needs no version: the model is the name of the deployment. The endpoint,
    /// such as `https://ours.openai.azure.com`, is in `AZURE_OPENAI_ENDPOINT`, the key in
    /// `AZURE_OPENAI_API_KEY`.
    pub const AZURE_OPENAI: Host = Host {
        run_name: Some("AzureChatOpenAI"),
        key_variables: &["AZURE_OPENAI_API_KEY"],
        key_header: KeyHeader::Named("api-key"),
        ..Host::new("azure", "{AZURE_OPENAI_ENDPOINT}/openai/v1")
    } => [
        chat("azure_openai").lacking(UNTOLD),
        responses("azure-openai-responses").held_to(Verified::Recording),
    ];

    /// Google's models in Google Cloud. The variable `GOOGLE_CLOUD_PROJECT` names the project,
    /// `GOOGLE_CLOUD_LOCATION` the location; unless it is set, `global`.
    ///
    /// The key is an access token, which `gcloud auth print-access-token` gives and which is good for an
    /// hour: in `GOOGLE_ACCESS_TOKEN`, or given with [`api_key`](crate::ChatModel::api_key).
    pub const VERTEX_AI: Host = Host {
        run_name: Some("ChatVertexAI"),
        key_variables: &["GOOGLE_ACCESS_TOKEN"],
        ..Host::new(
            "google_vertexai",
            "https://{GOOGLE_CLOUD_LOCATION|=global;global=aiplatform;us=aiplatform.us.rep;\
             eu=aiplatform.eu.rep;*=*-aiplatform}.googleapis.com/v1/projects/{GOOGLE_CLOUD_PROJECT}\
             /locations/{GOOGLE_CLOUD_LOCATION|=global}/publishers/google",
        )
    } => [gemini("google_vertexai").held_to(Verified::Recording)];

    /// Anthropic's models in Google Cloud. The variable `ANTHROPIC_VERTEX_PROJECT_ID` or
    /// `GOOGLE_CLOUD_PROJECT` names the project, `CLOUD_ML_REGION` or `GOOGLE_CLOUD_LOCATION` the location;
    /// unless one is set, `global`.
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
    } => [messages("google_anthropic_vertex")];

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
    } => [converse("bedrock_converse").guessed_by(BEDROCK_MODELS).held_to(Verified::Recording)];

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
    } => [messages("anthropic_bedrock")];
}
