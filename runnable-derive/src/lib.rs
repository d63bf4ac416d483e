//! `#[derive(Runnable)]`: a type with an `invoke` or a `stream_tokens` method, made a runnable.
//!
//! A derive is a small compiler. It never sees the methods of a type, so it does not decide which hooks there are:
//! it writes code from which the compiler finds out.
//!
//! ```text
//! tokens ─▶ attr (entries) ─▶ valid (rules) ─▶ ast (model) ─▶ expand ─▶ tokens
//!                                  └────── mistakes ────────▶ fallback: the errors, and a stub
//! ```
//!
//! | file | what |
//! |---|---|
//! | `attr`, `list`, `value` | `#[runnable(…)]` as entries, each with the place of its key |
//! | `valid` | what may not be said together |
//! | `ast`, `kind` | the type as the later passes see it, with its defaults |
//! | `expand`, `generics` | the code |
//! | `fallback`, `mistakes` | all errors at once, and a stub, so that there are no others |
//! | `streamable` | `#[derive(Streamable)]` |
//! | `nearest` | the word that somebody may have meant |

mod ast;
mod attr;
mod expand;
mod fallback;
mod generics;
mod kind;
mod list;
mod mistakes;
mod nearest;
mod streamable;
mod valid;
mod value;

#[cfg(test)]
mod anything;
#[cfg(test)]
mod snapshots;

use proc_macro::TokenStream;

/// Makes a type a runnable, by its own method `invoke`, `stream_tokens`, or both.
///
/// ```
/// use futures::stream;
/// use runnable::prelude::*;
///
/// #[derive(Runnable)]
/// struct Parrot;
///
/// impl Parrot {
///     fn stream_tokens(&self, input: Messages) -> impl Stream<Item = Result<String>> + Send {
///         let words: Vec<_> = input.last_text().split_inclusive(' ').map(str::to_owned).collect();
///         stream::iter(words.into_iter().map(Ok))
///     }
/// }
///
/// # fn main() -> Result<()> {
/// assert_eq!(Parrot.blocking().call("hello big world")?.text(), "hello big world");
/// assert_eq!(Parrot.blocking().stream("hello big world").count(), 3);
/// # Ok(())
/// # }
/// ```
///
/// # Which hook is called
///
/// | the type has | `call` | `stream` |
/// |---|---|---|
/// | `invoke` | calls it | yields its output as one piece |
/// | `stream_tokens` | adds its pieces up | yields its pieces as they come |
/// | both | calls `invoke`; where somebody listens to events, adds the pieces up | yields the pieces |
/// | neither | does not compile | |
///
/// With both hooks, a call that somebody listens to streams, so that no token event is lost. The hooks must then come
/// to the same value; `#[runnable(invoke = "always")]` ends it where they cannot.
///
/// A type with its own `invoke` keeps it: `model.invoke(x)` is that bare method. `model.call(x)` is always the
/// standard call, with input conversion, configuration and events.
///
/// # What a hook looks like
///
/// It takes `&self` and the input by value. What it gives is recognized by its type:
///
/// | hook | gives | for example |
/// |---|---|---|
/// | `invoke` | a value | `fn invoke(&self, text: String) -> usize` |
/// | | a `Result` | `fn invoke(&self, text: String) -> Result<usize>` |
/// | | a future of either | `async fn invoke(&self, input: Messages) -> Result<String>` |
/// | `stream_tokens` | a stream of pieces | `fn stream_tokens(&self, input: Messages) -> impl Stream<Item = String>` |
/// | | a stream of `Result`s | `… -> impl Stream<Item = Result<AiMessageChunk>>` |
/// | | a `Result` of a stream | `… -> Result<impl Stream<Item = String>>` |
/// | | a future of any of these | `async fn stream_tokens(&self, input: Messages) -> Result<impl Stream<Item = …>>` |
///
/// - The value is anything `Into` the output; a piece is anything `Into` the output's chunk. So a chat model gives
///   `String`, `&str`, chunks or messages.
/// - Futures and streams are `Send`, and may borrow from `&self`.
/// - A future is anything that can be awaited: the call of another runnable too.
/// - The error is anything that converts into `Box<dyn std::error::Error + Send + Sync>`: `runnable::Error`,
///   `anyhow::Error`, `eyre::Report`, a box, text. One of ours within it, at any depth, is found: its kind, status,
///   retry-after and request id stay.
///
/// ```
/// use runnable::prelude::*;
///
/// #[derive(Runnable)]
/// #[runnable(chain, input = String, output = usize)]
/// struct CountLines;
///
/// impl CountLines {
///     async fn invoke(&self, path: String) -> anyhow::Result<usize> {
///         Ok(std::fs::read_to_string(path)?.lines().count())
///     }
/// }
///
/// let error = CountLines.blocking().call("/no/such/file").unwrap_err();
/// assert!(error.downcast_ref::<std::io::Error>().is_some());
/// ```
///
/// # Attributes
///
/// No attribute is needed. All stand in `#[runnable(…)]` on the type, in any order, in one list or several.
///
/// | attribute | value | unless given | where it is wrong |
/// |---|---|---|---|
/// | a kind: see below | none | `chat_model` | a type has one kind |
/// | `input = String` | a type that steps exchange | by kind | "`Query` is not a value that steps can exchange" |
/// | `output = usize` | a type that steps exchange | by kind | the same; "`invoke` gives …, which does not convert into …" |
/// | `name = "parrot"` | a string, not empty | the type's name | "`name` takes a string" |
/// | `tags = ["a", "b"]` | a list of strings, each once | none | "`tags` takes a list of strings" |
/// | `metadata(team = "search", "price.input" = 0.25)` | names or strings, each once, with a string, number or bool | none | "`team` takes a string, a number or a bool" |
/// | `hooks(invoke)` | `invoke`, `stream_tokens` or both | the compiler looks for both | "unknown hook"; "`hooks(…)` names `invoke`, but `Model` has no such method" |
/// | `invoke = "always"` | that word | a call streams where somebody listens | "chooses between two hooks, and `hooks(…)` names one" |
/// | `bound = "M: Clone"` | the bounds of a `where` clause | none | "`bound` takes the bounds of a `where` clause" |
/// | `no_pipe` | none | `BitOr` is implemented: `step \| next` | "`no_pipe` takes no value" |
/// | `crate = my_crate::runnable` | a path, `$crate::…` too | `::runnable` | "unresolved import" |
///
/// An unknown attribute is an error that names the nearest known one. What is said twice is an error too. All
/// mistakes of a build are reported at once, and none of them makes another error where the type is used.
///
/// | kind | input | output | events |
/// |---|---|---|---|
/// | `chat_model` | `Messages` | `AiMessage` | `on_chat_model_…` |
/// | `llm` | `String` | `String` | `on_llm_…` |
/// | `chain` | `serde_json::Value` | `serde_json::Value` | `on_chain_…` |
/// | `tool` | `serde_json::Value` | `serde_json::Value` | `on_tool_…`, no stream events |
/// | `retriever` | `String` | `Vec<serde_json::Value>` | `on_retriever_…`, no stream events |
/// | `parser` | `AiMessage` | `serde_json::Value` | `on_parser_…` |
/// | `prompt` | `Record` | `Messages` | `on_prompt_…`, no stream events |
///
/// ```
/// use runnable::prelude::*;
///
/// #[derive(Runnable)]
/// #[runnable(tool, input = Vec<i64>, output = i64)]
/// #[runnable(name = "sum", tags = ["math"], metadata(version = 2, "cost.unit" = 0.5, beta = false))]
/// struct Sum;
///
/// impl Sum {
///     fn invoke(&self, numbers: Vec<i64>) -> i64 {
///         numbers.iter().sum()
///     }
/// }
///
/// assert_eq!(Sum.descriptor().name, "sum");
/// assert_eq!(Sum.blocking().call([1, 2, 3])?, 6);
/// # Ok::<(), runnable::Error>(())
/// ```
///
/// # Parameters
///
/// Types may have parameters of every sort. Each type parameter is asked to be `Send + Sync`; other bounds that the
/// hook's `impl` needs stand on the type, or in `bound`:
///
/// ```
/// use runnable::prelude::*;
///
/// #[derive(Runnable)]
/// #[runnable(bound = "M: Runnable<Input = Messages, Output = AiMessage>")]
/// struct Twice<M>(M);
///
/// impl<M: Runnable<Input = Messages, Output = AiMessage>> Twice<M> {
///     async fn invoke(&self, input: Messages) -> Result<AiMessage> {
///         let first = self.0.call(input).await?;
///         self.0.call(first).await
///     }
/// }
///
/// #[derive(Runnable)]
/// struct Double;
/// impl Double {
///     fn invoke(&self, input: Messages) -> String {
///         input.last_text().repeat(2)
///     }
/// }
///
/// assert_eq!(Twice(Double).blocking().call("a")?.text(), "aaaa");
/// # Ok::<(), runnable::Error>(())
/// ```
///
/// # Where the search finds too little or too much
///
/// - A hook in another module must be visible where the type is: `pub(super)` or more.
/// - Where the type has no method of a hook's name, but a trait in scope gives it one, the name is ambiguous ("multiple
///   `invoke` found"): name the hooks that there are, with `hooks(…)`.
/// - A dependency under another name is told by `crate = other_name`.
#[proc_macro_derive(Runnable, attributes(runnable))]
pub fn runnable(input: TokenStream) -> TokenStream {
    expand::derive(input.into()).into()
}

/// Makes a type a value that steps exchange. It arrives whole: of several pieces the last is the value.
///
/// The type is `Clone`, `Serialize`, `Send` and `Sync`, and owns what it holds. Its type parameters are asked for the
/// same.
///
/// ```
/// use runnable::prelude::*;
/// use serde::Serialize;
///
/// #[derive(Clone, Serialize, Streamable)]
/// struct Query {
///     words: Vec<String>,
/// }
///
/// #[derive(Runnable)]
/// #[runnable(chain, input = Query, output = usize)]
/// struct Count;
///
/// impl Count {
///     fn invoke(&self, query: Query) -> usize {
///         query.words.len()
///     }
/// }
///
/// let query = Query { words: vec!["gold".to_owned(), "fish".to_owned()] };
/// assert_eq!(Count.blocking().call(query)?, 2);
/// # Ok::<(), runnable::Error>(())
/// ```
///
/// A struct with named fields is `runnable::Named` too: a prompt takes it.
///
/// | attribute | value | unless given |
/// |---|---|---|
/// | `#[streamable(crate = my_crate::runnable)]` | a path, `$crate::…` too | `::runnable` |
///
/// A type of another crate is wrapped: `Whole<T>`.
#[proc_macro_derive(Streamable, attributes(streamable))]
pub fn streamable(input: TokenStream) -> TokenStream {
    streamable::derive(input.into()).into()
}
