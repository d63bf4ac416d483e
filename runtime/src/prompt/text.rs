//! A prompt of one text.

use std::sync::Arc;

use futures_util::future::{self, BoxFuture};
use futures_util::stream::{self, BoxStream, StreamExt};
use serde_json::Value;

use super::template::Template;
use super::variables::{Partial, Variables};
use crate::descriptor::{Descriptor, RunType};
use crate::error::Result;
use crate::record::Record;
use crate::runnable::Runnable;

/// A text with `{variables}`: variables in, text out. A clone is cheap.
///
/// ```
/// use runnable::prompt::PromptTemplate;
/// use serde_json::json;
///
/// let prompt = PromptTemplate::new("Translate to {language}: {text}").partial("language", "French");
/// assert_eq!(prompt.format(json!({"text": "goldfish"}))?, "Translate to French: goldfish");
/// # Ok::<(), runnable::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct PromptTemplate {
    template: Arc<Result<Template>>,
    partial: Arc<Partial>,
}

impl PromptTemplate {
    /// A prompt of this text. One that is not well formed is an error of the first call.
    pub fn new(template: impl AsRef<str>) -> Self {
        Self { template: Arc::new(Template::parse(template.as_ref())), partial: Arc::default() }
    }

    /// A prompt of this text, which is well formed.
    ///
    /// # Errors
    /// A brace stands alone, or what stands between two is not a name: says in which line and column.
    pub fn try_new(template: impl AsRef<str>) -> Result<Self> {
        let prompt = Self::new(template);
        match &*prompt.template {
            Ok(_) => Ok(prompt),
            Err(error) => Err(error.clone()),
        }
    }

    /// Fills a variable in beforehand. One that is given in a call wins over it.
    #[must_use]
    pub fn partial(mut self, name: impl Into<Arc<str>>, value: impl Into<Value>) -> Self {
        Arc::make_mut(&mut self.partial).insert(name.into(), value.into());
        self
    }

    /// Fills a variable in with what a closure gives, which each call that does not give the variable asks.
    #[must_use]
    pub fn partial_with<V: Into<Value>>(
        mut self,
        name: impl Into<Arc<str>>,
        value: impl Fn() -> V + Send + Sync + 'static,
    ) -> Self {
        Arc::make_mut(&mut self.partial).insert_with(name.into(), move || value().into());
        self
    }

    /// The variables that a call must give, sorted.
    pub fn variables(&self) -> Vec<&str> {
        let names = self.template.iter().flat_map(Template::names);
        let mut names: Vec<_> = names.filter(|name| !self.partial.contains(name)).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// The text, without a run.
    ///
    /// # Errors
    /// The template is not well formed, or a variable was not given.
    pub fn format(&self, variables: impl Into<Record>) -> Result<String> {
        self.render(&variables.into())
    }

    fn render(&self, input: &Record) -> Result<String> {
        match &*self.template {
            Ok(template) => template.render(&Variables::new(input, &self.partial)?),
            Err(error) => Err(error.clone()),
        }
    }
}

impl Runnable for PromptTemplate {
    type Input = Record;
    type Output = String;

    fn descriptor(&self) -> Descriptor<'_> {
        Descriptor::new("PromptTemplate", RunType::Prompt)
    }

    fn on_invoke<'a>(&'a self, input: Record) -> BoxFuture<'a, Result<String>> {
        Box::pin(future::ready(self.render(&input)))
    }

    fn on_stream<'a>(&'a self, input: Record) -> BoxStream<'a, Result<String>> {
        stream::iter([self.render(&input)]).boxed()
    }
}

crate::compose::operators! { [] PromptTemplate where [] }
