//! A call that is awaited for its output.

use std::fmt;

use futures_util::future::BoxFuture;

use super::CallConfig;
use super::subject::Subject;
use crate::error::Result;
use crate::run;
use crate::runnable::Runnable;

/// A call of a runnable: await it for the output.
#[must_use = "a call does nothing until awaited"]
pub struct Call<'a, R: Runnable> {
    subject: Subject<'a, R>,
    input: R::Input,
    config: CallConfig,
}

impl<'a, R: Runnable> Call<'a, R> {
    pub(crate) fn new(runnable: &'a R, input: R::Input) -> Self {
        Self { subject: Subject::Borrowed(runnable), input, config: CallConfig::default() }
    }

    super::config_methods!();

    /// The same call, owning a clone of the runnable.
    pub fn into_owned<'s>(self) -> Call<'s, R>
    where
        R: Clone + 's,
    {
        Call { subject: self.subject.into_owned(), input: self.input, config: self.config }
    }
}

impl<'a, R: Runnable + 'a> IntoFuture for Call<'a, R> {
    type Output = Result<R::Output>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        let Self { subject, input, config } = self;
        let config = config.resolve();
        subject.future(move |runnable| run::invoke(runnable, input, config.into()))
    }
}

impl<R: Runnable> fmt::Debug for Call<'_, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call").field("config", &self.config).finish_non_exhaustive()
    }
}
