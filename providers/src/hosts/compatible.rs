//! Hosts that speak OpenAI's Chat Completions.

use super::{TEXT_AND_PICTURES, TEXT_ONLY, TEXT_PICTURES_AND_FILMS};
use crate::feature::{Feature, Features};
use crate::host::Host;
use crate::providers::Verified;
use crate::row::{chat, responses};

/// A host that calls the limit of an answer by its older name, as most of them do.
pub(super) const fn compatible(
    name: &'static str,
    base_url: &'static str,
    key_variables: &'static [&'static str],
) -> Host {
    Host { key_variables, has_max_tokens: true, ..Host::new(name, base_url) }
}

hosts! {
    COMPATIBLE;

    /// Groq. The key is in `GROQ_API_KEY`. The end of a stream says what it used without being asked.
    pub const GROQ: Host = Host {
        run_name: Some("ChatGroq"),
        is_asked_for_usage: false,
        lacks: TEXT_AND_PICTURES,
        ..compatible(
            "groq",
            "{GROQ_API_BASE|GROQ_BASE_URL|=https://api.groq.com}/openai/v1",
            &["GROQ_API_KEY"],
        )
    } => [chat("groq").held_to(Verified::Recording)];

    /// DeepSeek. The key is in `DEEPSEEK_API_KEY`. It wants the thoughts of a turn with calls back, and texts
    /// as strings.
    pub const DEEPSEEK: Host = Host {
        run_name: Some("ChatDeepSeek"),
        base_url_variables: &["DEEPSEEK_API_BASE"],
        takes_flat_text: true,
        thoughts_field: Some("reasoning_content"),
        lacks: TEXT_ONLY,
        ..compatible("deepseek", "https://api.deepseek.com/v1", &["DEEPSEEK_API_KEY"])
    } => [chat("deepseek").guessed_by(&["deepseek"]).held_to(Verified::Recording)];

    /// xAI. The key is in `XAI_API_KEY`.
    pub const XAI: Host = Host {
        run_name: Some("ChatXAI"),
        base_url_variables: &["XAI_API_BASE"],
        lacks: TEXT_AND_PICTURES,
        ..compatible("xai", "https://api.x.ai/v1", &["XAI_API_KEY"])
    } => [
        chat("xai").guessed_by(&["grok"]),
        responses("xai-responses").held_to(Verified::Recording),
    ];

    /// OpenRouter. The key is in `OPENROUTER_API_KEY`. It wants thoughts back, with their proofs.
    pub const OPENROUTER: Host = Host {
        run_name: Some("ChatOpenRouter"),
        base_url_variables: &["OPENROUTER_API_BASE"],
        thoughts_field: Some("reasoning"),
        ..compatible("openrouter", "https://openrouter.ai/api/v1", &["OPENROUTER_API_KEY"])
    } => [chat("openrouter").held_to(Verified::Recording)];

    /// Together AI. The key is in `TOGETHER_API_KEY`.
    pub const TOGETHER: Host = Host {
        run_name: Some("ChatTogether"),
        base_url_variables: &["TOGETHER_API_BASE"],
        thoughts_field: Some("reasoning_content"),
        lacks: TEXT_PICTURES_AND_FILMS,
        ..compatible("together", "{TOGETHER_BASE_URL|=https://api.together.ai}/v1", &["TOGETHER_API_KEY"])
    } => [chat("together")];

    /// Fireworks AI. The key is in `FIREWORKS_API_KEY`.
    pub const FIREWORKS: Host = Host {
        run_name: Some("ChatFireworks"),
        base_url_variables: &["FIREWORKS_API_BASE"],
        thoughts_field: Some("reasoning_content"),
        lacks: TEXT_PICTURES_AND_FILMS,
        ..compatible(
            "fireworks",
            "{FIREWORKS_BASE_URL|=https://api.fireworks.ai/inference}/v1",
            &["FIREWORKS_API_KEY"],
        )
    } => [chat("fireworks").guessed_by(&["accounts/fireworks"])];

    /// Perplexity. The key is in `PPLX_API_KEY` or `PERPLEXITY_API_KEY`. Its sources are in the response
    /// metadata.
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
    } => [chat("perplexity").guessed_by(&["sonar"])];

    /// NVIDIA's API catalog; a NIM of one's own is a base URL away. The key is in `NVIDIA_API_KEY`. It
    /// wants texts as strings.
    pub const NVIDIA: Host = Host {
        run_name: Some("ChatNVIDIA"),
        base_url_variables: &["NVIDIA_BASE_URL"],
        takes_flat_text: true,
        thoughts_field: Some("reasoning_content"),
        lacks: Features::of(&[Feature::FileInput]),
        ..compatible("nvidia", "https://integrate.api.nvidia.com/v1", &["NVIDIA_API_KEY"])
    } => [chat("nvidia")];

    /// The router of Hugging Face, to many hosts. The token is in `HF_TOKEN` or `HUGGINGFACEHUB_API_TOKEN`.
    pub const HUGGINGFACE: Host = Host {
        run_name: Some("ChatHuggingFace"),
        lacks: TEXT_AND_PICTURES,
        ..compatible(
            "huggingface",
            "https://router.huggingface.co/v1",
            &["HF_TOKEN", "HUGGINGFACEHUB_API_TOKEN", "HUGGING_FACE_HUB_TOKEN"],
        )
    } => [chat("huggingface")];

    /// Cerebras. The key is in `CEREBRAS_API_KEY`.
    pub const CEREBRAS: Host = Host {
        run_name: Some("ChatCerebras"),
        base_url_variables: &["CEREBRAS_API_BASE"],
        key_variables: &["CEREBRAS_API_KEY"],
        thoughts_field: Some("reasoning"),
        lacks: TEXT_AND_PICTURES,
        ..Host::new("cerebras", "{CEREBRAS_BASE_URL|=https://api.cerebras.ai}/v1")
    } => [chat("cerebras")];

    /// The model serving of a Databricks workspace, whose URL is in `DATABRICKS_HOST` and the token in
    /// `DATABRICKS_TOKEN`.
    pub const DATABRICKS: Host = Host {
        run_name: Some("ChatDatabricks"),
        lacks: TEXT_AND_PICTURES,
        ..compatible("databricks", "{DATABRICKS_HOST}/serving-endpoints", &["DATABRICKS_TOKEN"])
    } => [chat("databricks")];

    /// Upstage. The key is in `UPSTAGE_API_KEY`.
    pub const UPSTAGE: Host = Host {
        run_name: Some("ChatUpstage"),
        base_url_variables: &["UPSTAGE_API_BASE"],
        lacks: TEXT_ONLY,
        ..compatible("upstage", "https://api.upstage.ai/v1", &["UPSTAGE_API_KEY"])
    } => [chat("upstage").guessed_by(&["solar"])];

    /// AI21. The key is in `AI21_API_KEY`. The end of a stream says what it used without being asked.
    pub const AI21: Host = Host {
        run_name: Some("ChatAI21"),
        base_url_variables: &["AI21_API_HOST"],
        is_asked_for_usage: false,
        takes_flat_text: true,
        lacks: TEXT_ONLY,
        ..compatible("ai21", "https://api.ai21.com/studio/v1", &["AI21_API_KEY"])
    } => [chat("ai21")];

    /// Moonshot AI. The key is in `MOONSHOT_API_KEY`. It wants the thoughts of a turn with calls back, and texts as
    /// strings.
    pub const MOONSHOT: Host = Host {
        run_name: Some("ChatMoonshot"),
        base_url_variables: &["MOONSHOT_API_BASE", "MOONSHOT_BASE_URL"],
        takes_flat_text: true,
        thoughts_field: Some("reasoning_content"),
        lacks: TEXT_PICTURES_AND_FILMS,
        ..compatible("moonshot", "https://api.moonshot.ai/v1", &["MOONSHOT_API_KEY"])
    } => [chat("moonshot")];

    /// Qwen's models at Alibaba Cloud's Model Studio, outside mainland China. The key is in
    /// `DASHSCOPE_API_KEY`.
    pub const DASHSCOPE: Host = Host {
        run_name: Some("ChatQwen"),
        base_url_variables: &["DASHSCOPE_API_BASE", "DASHSCOPE_BASE_URL"],
        lacks: Features::of(&[Feature::FileInput]),
        ..compatible(
            "dashscope",
            "https://dashscope-intl.aliyuncs.com/compatible-mode/v1",
            &["DASHSCOPE_API_KEY"],
        )
    } => [chat("dashscope")];

    /// Zhipu AI in mainland China. The key is in `ZHIPUAI_API_KEY`, else in `ZAI_API_KEY`.
    pub const ZHIPU: Host = Host {
        run_name: Some("ChatZhipuAI"),
        base_url_variables: &["ZHIPUAI_API_BASE", "ZHIPUAI_BASE_URL"],
        thoughts_field: Some("reasoning_content"),
        lacks: Features::of(&[Feature::AudioInput]),
        ..compatible("zhipu", "https://open.bigmodel.cn/api/paas/v4", &["ZHIPUAI_API_KEY", "ZAI_API_KEY"])
    } => [chat("zhipu")];

    /// Zhipu AI elsewhere, as Z.ai. The key is in `ZAI_API_KEY`.
    pub const ZAI: Host = Host {
        base_url_variables: &["ZAI_BASE_URL"],
        key_variables: &["ZAI_API_KEY"],
        base_url: "https://api.z.ai/api/paas/v4",
        name: "zai",
        run_name: Some("ChatZAI"),
        ..ZHIPU
    } => [chat("zai").held_to(Verified::Recording)];
}
