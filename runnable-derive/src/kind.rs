//! What sort of step a type is, and what such a step takes and gives unless told otherwise.

use proc_macro2::TokenStream;
use quote::quote;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    ChatModel,
    Llm,
    Chain,
    Tool,
    Retriever,
    Parser,
    Prompt,
}

impl Kind {
    pub(crate) const ALL: [Self; 7] =
        [Self::ChatModel, Self::Llm, Self::Chain, Self::Tool, Self::Retriever, Self::Parser, Self::Prompt];

    /// The word for it in `#[runnable(…)]`.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::ChatModel => "chat_model",
            Self::Llm => "llm",
            Self::Chain => "chain",
            Self::Tool => "tool",
            Self::Retriever => "retriever",
            Self::Parser => "parser",
            Self::Prompt => "prompt",
        }
    }

    /// The variant of `RunType`.
    pub(crate) fn run_type(self) -> TokenStream {
        match self {
            Self::ChatModel => quote!(ChatModel),
            Self::Llm => quote!(Llm),
            Self::Chain => quote!(Chain),
            Self::Tool => quote!(Tool),
            Self::Retriever => quote!(Retriever),
            Self::Parser => quote!(Parser),
            Self::Prompt => quote!(Prompt),
        }
    }

    /// What it takes, unless told otherwise.
    pub(crate) fn input(self) -> TokenStream {
        match self {
            Self::ChatModel => quote!(__runnable::Messages),
            Self::Llm | Self::Retriever => quote!(__runnable::__private::String),
            Self::Parser => quote!(__runnable::AiMessage),
            Self::Prompt => quote!(__runnable::Record),
            Self::Chain | Self::Tool => quote!(__runnable::__private::Json),
        }
    }

    /// What it gives, unless told otherwise.
    pub(crate) fn output(self) -> TokenStream {
        match self {
            Self::ChatModel => quote!(__runnable::AiMessage),
            Self::Llm => quote!(__runnable::__private::String),
            Self::Retriever => quote!(__runnable::__private::Vec<__runnable::__private::Json>),
            Self::Prompt => quote!(__runnable::Messages),
            Self::Chain | Self::Tool | Self::Parser => quote!(__runnable::__private::Json),
        }
    }
}
