//! The hosts that are known by name. Any other one is [`ChatModel::base_url`](crate::ChatModel::base_url) away.

use crate::feature::{Feature, Features};
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

/// An Ollama server, on this machine at port 11434 unless `OLLAMA_HOST` says otherwise. It needs no key; the one in
/// `OLLAMA_API_KEY` is sent if there is one.
pub const OLLAMA: Host = Host {
    base_url_variables: &["OLLAMA_HOST"],
    default_port: Some(11434),
    key_variables: &["OLLAMA_API_KEY"],
    ..Host::new("ollama", "http://127.0.0.1:11434").without_key()
};

/// Mistral's own API. The key is in `MISTRAL_API_KEY`.
pub const MISTRAL: Host = Host {
    base_url_variables: &["MISTRAL_BASE_URL"],
    key_variables: &["MISTRAL_API_KEY"],
    ..Host::new("mistralai", "https://api.mistral.ai/v1")
};

/// OpenAI's own API. The key is in `OPENAI_API_KEY`.
pub const OPENAI: Host = Host {
    base_url_variables: &["OPENAI_API_BASE", "OPENAI_BASE_URL"],
    key_variables: &["OPENAI_API_KEY"],
    header_variables: &[("openai-organization", "OPENAI_ORG_ID"), ("openai-project", "OPENAI_PROJECT_ID")],
    ..Host::new("openai", "https://api.openai.com/v1")
};

/// Azure OpenAI, by the API that needs no version: the model is the name of the deployment. The endpoint, such as
/// `https://ours.openai.azure.com`, is in `AZURE_OPENAI_ENDPOINT`, the key in `AZURE_OPENAI_API_KEY`.
pub const AZURE_OPENAI: Host = Host {
    run_name: Some("AzureChatOpenAI"),
    key_variables: &["AZURE_OPENAI_API_KEY"],
    key_header: KeyHeader::Named("api-key"),
    ..Host::new("azure", "{AZURE_OPENAI_ENDPOINT}/openai/v1")
};

/// A host that speaks OpenAI's Chat Completions, as most of them do: with the older name of an answer's limit.
const fn compatible(
    name: &'static str,
    base_url: &'static str,
    key_variables: &'static [&'static str],
) -> Host {
    Host { key_variables, has_max_tokens: true, ..Host::new(name, base_url) }
}

/// What a host of language models cannot be shown.
const TEXT_AND_PICTURES: Features =
    Features::of(&[Feature::FileInput, Feature::AudioInput, Feature::VideoInput]);
const TEXT_ONLY: Features = TEXT_AND_PICTURES.with(&[Feature::ImageInput]);

/// Groq. The key is in `GROQ_API_KEY`. The end of a stream says what it used without being asked.
pub const GROQ: Host = Host {
    run_name: Some("ChatGroq"),
    is_asked_for_usage: false,
    lacks: TEXT_AND_PICTURES,
    ..compatible("groq", "{GROQ_API_BASE|GROQ_BASE_URL|=https://api.groq.com}/openai/v1", &["GROQ_API_KEY"])
};

/// DeepSeek. The key is in `DEEPSEEK_API_KEY`. It wants the thoughts of a turn with calls back, and texts as strings.
pub const DEEPSEEK: Host = Host {
    run_name: Some("ChatDeepSeek"),
    base_url_variables: &["DEEPSEEK_API_BASE"],
    takes_flat_text: true,
    thoughts_field: Some("reasoning_content"),
    lacks: TEXT_ONLY,
    ..compatible("deepseek", "https://api.deepseek.com/v1", &["DEEPSEEK_API_KEY"])
};

/// xAI. The key is in `XAI_API_KEY`. It does not count thoughts as a part of the answer.
pub const XAI: Host = Host {
    run_name: Some("ChatXAI"),
    base_url_variables: &["XAI_API_BASE"],
    counts_reasoning_apart: true,
    lacks: TEXT_AND_PICTURES,
    ..compatible("xai", "https://api.x.ai/v1", &["XAI_API_KEY"])
};

/// OpenRouter. The key is in `OPENROUTER_API_KEY`. It wants thoughts back, with their proofs.
pub const OPENROUTER: Host = Host {
    run_name: Some("ChatOpenRouter"),
    base_url_variables: &["OPENROUTER_API_BASE"],
    thoughts_field: Some("reasoning"),
    ..compatible("openrouter", "https://openrouter.ai/api/v1", &["OPENROUTER_API_KEY"])
};

/// Together AI. The key is in `TOGETHER_API_KEY`.
pub const TOGETHER: Host = Host {
    run_name: Some("ChatTogether"),
    base_url_variables: &["TOGETHER_API_BASE", "TOGETHER_BASE_URL"],
    lacks: TEXT_AND_PICTURES,
    ..compatible("together", "https://api.together.xyz/v1", &["TOGETHER_API_KEY"])
};

/// Fireworks AI. The key is in `FIREWORKS_API_KEY`.
pub const FIREWORKS: Host = Host {
    run_name: Some("ChatFireworks"),
    base_url_variables: &["FIREWORKS_API_BASE", "FIREWORKS_BASE_URL"],
    thoughts_field: Some("reasoning_content"),
    lacks: TEXT_AND_PICTURES,
    ..compatible("fireworks", "https://api.fireworks.ai/inference/v1", &["FIREWORKS_API_KEY"])
};

/// Perplexity. The key is in `PPLX_API_KEY` or `PERPLEXITY_API_KEY`. Its sources are in the response metadata.
pub const PERPLEXITY: Host = Host {
    run_name: Some("ChatPerplexity"),
    base_url_variables: &["PERPLEXITY_BASE_URL"],
    is_asked_for_usage: false,
    lacks: Features::of(&[
        Feature::ToolCalling,
        Feature::ToolChoice,
        Feature::FileInput,
        Feature::AudioInput,
        Feature::VideoInput,
    ]),
    ..compatible("perplexity", "https://api.perplexity.ai", &["PPLX_API_KEY", "PERPLEXITY_API_KEY"])
};

/// NVIDIA's API catalog; a NIM of one's own is a base URL away. The key is in `NVIDIA_API_KEY`.
pub const NVIDIA: Host = Host {
    run_name: Some("ChatNVIDIA"),
    base_url_variables: &["NVIDIA_BASE_URL"],
    lacks: TEXT_AND_PICTURES,
    ..compatible("nvidia", "https://integrate.api.nvidia.com/v1", &["NVIDIA_API_KEY"])
};

/// The router of Hugging Face, to many hosts. The token is in `HF_TOKEN` or `HUGGINGFACEHUB_API_TOKEN`.
pub const HUGGINGFACE: Host = Host {
    run_name: Some("ChatHuggingFace"),
    lacks: TEXT_AND_PICTURES,
    ..compatible(
        "huggingface",
        "https://router.huggingface.co/v1",
        &["HF_TOKEN", "HUGGINGFACEHUB_API_TOKEN", "HUGGING_FACE_HUB_TOKEN"],
    )
};

/// Cerebras. The key is in `CEREBRAS_API_KEY`.
pub const CEREBRAS: Host = Host {
    run_name: Some("ChatCerebras"),
    base_url_variables: &["CEREBRAS_API_BASE"],
    lacks: TEXT_ONLY,
    ..compatible("cerebras", "https://api.cerebras.ai/v1", &["CEREBRAS_API_KEY"])
};

/// The model serving of a Databricks workspace, whose URL is in `DATABRICKS_HOST` and the token in `DATABRICKS_TOKEN`.
pub const DATABRICKS: Host = Host {
    run_name: Some("ChatDatabricks"),
    lacks: TEXT_AND_PICTURES,
    ..compatible("databricks", "{DATABRICKS_HOST}/serving-endpoints", &["DATABRICKS_TOKEN"])
};

/// Upstage. The key is in `UPSTAGE_API_KEY`.
pub const UPSTAGE: Host = Host {
    run_name: Some("ChatUpstage"),
    base_url_variables: &["UPSTAGE_API_BASE"],
    lacks: TEXT_ONLY,
    ..compatible("upstage", "https://api.upstage.ai/v1", &["UPSTAGE_API_KEY"])
};

/// AI21. The key is in `AI21_API_KEY`. The end of a stream says what it used without being asked.
pub const AI21: Host = Host {
    run_name: Some("ChatAI21"),
    is_asked_for_usage: false,
    takes_flat_text: true,
    lacks: TEXT_ONLY,
    ..compatible("ai21", "https://api.ai21.com/studio/v1", &["AI21_API_KEY"])
};

/// Moonshot AI. The key is in `MOONSHOT_API_KEY`. It wants the thoughts of a turn with calls back.
pub const MOONSHOT: Host = Host {
    run_name: Some("ChatMoonshot"),
    base_url_variables: &["MOONSHOT_API_BASE", "MOONSHOT_BASE_URL"],
    thoughts_field: Some("reasoning_content"),
    lacks: TEXT_AND_PICTURES,
    ..compatible("moonshot", "https://api.moonshot.ai/v1", &["MOONSHOT_API_KEY"])
};

/// Qwen's models at Alibaba Cloud's Model Studio, outside mainland China. The key is in `DASHSCOPE_API_KEY`.
pub const DASHSCOPE: Host = Host {
    run_name: Some("ChatQwen"),
    base_url_variables: &["DASHSCOPE_API_BASE", "DASHSCOPE_BASE_URL"],
    lacks: Features::of(&[Feature::FileInput]),
    ..compatible(
        "dashscope",
        "https://dashscope-intl.aliyuncs.com/compatible-mode/v1",
        &["DASHSCOPE_API_KEY"],
    )
};

/// Zhipu AI in mainland China. The key is in `ZHIPUAI_API_KEY`.
pub const ZHIPU: Host = Host {
    run_name: Some("ChatZhipuAI"),
    base_url_variables: &["ZHIPUAI_API_BASE", "ZHIPUAI_BASE_URL"],
    thoughts_field: Some("reasoning_content"),
    lacks: Features::of(&[Feature::AudioInput]),
    ..compatible("zhipu", "https://open.bigmodel.cn/api/paas/v4", &["ZHIPUAI_API_KEY"])
};

/// Zhipu AI elsewhere, as Z.ai. The key is in `ZAI_API_KEY`.
pub const ZAI: Host = Host {
    base_url_variables: &["ZAI_BASE_URL"],
    key_variables: &["ZAI_API_KEY"],
    base_url: "https://api.z.ai/api/paas/v4",
    name: "zai",
    run_name: Some("ChatZAI"),
    ..ZHIPU
};

/// A `vllm serve` on this machine, port 8000. It needs no key.
pub const VLLM: Host = Host {
    run_name: Some("ChatVLLM"),
    thoughts_field: Some("reasoning"),
    ..compatible("vllm", "http://127.0.0.1:8000/v1", &["VLLM_API_KEY"]).without_key()
};

/// LM Studio on this machine, port 1234. It needs no key.
pub const LM_STUDIO: Host = Host {
    run_name: Some("ChatLMStudio"),
    lacks: TEXT_AND_PICTURES,
    ..compatible("lmstudio", "http://127.0.0.1:1234/v1", &["LM_API_TOKEN"]).without_key()
};

/// A `llama-server` on this machine, port 8080. It needs no key.
pub const LLAMA_CPP: Host = Host {
    run_name: Some("ChatLlamaCpp"),
    thoughts_field: Some("reasoning_content"),
    lacks: Features::of(&[Feature::FileInput, Feature::VideoInput]),
    ..compatible("llama.cpp", "http://127.0.0.1:8080/v1", &["LLAMA_API_KEY"]).without_key()
};

/// A LiteLLM proxy, on this machine at port 4000 unless `LITELLM_PROXY_API_BASE` says where.
pub const LITELLM: Host = Host {
    run_name: Some("ChatLiteLLM"),
    base_url_variables: &["LITELLM_PROXY_API_BASE"],
    thoughts_field: Some("reasoning_content"),
    ..compatible("litellm", "http://127.0.0.1:4000/v1", &["LITELLM_PROXY_API_KEY", "LITELLM_API_KEY"])
        .without_key()
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
