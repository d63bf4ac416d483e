//! A run around one value.

use std::sync::Arc;

use futures_util::future::BoxFuture;

use super::ambient::{Scoped, enter};
use super::cancellation::CancelOnDrop;
use super::{Run, RunOptions};
use crate::error::Result;
use crate::event::EventValue;
use crate::runnable::Runnable;
use crate::value::Streamable;

/// Calls a runnable inside a run of its own. The parent is the run that is current at the first poll.
pub(crate) fn invoke<'a, R: Runnable + ?Sized>(
    runnable: &'a R,
    input: R::Input,
    options: RunOptions,
) -> BoxFuture<'a, Result<R::Output>> {
    runnable.invoke_in_run(input, options)
}

/// Calls this very runnable inside a run.
pub(crate) fn invoke_in_run<'a, R: Runnable + ?Sized>(
    runnable: &'a R,
    input: R::Input,
    options: RunOptions,
) -> BoxFuture<'a, Result<R::Output>> {
    Box::pin(async move {
        let run = Run::start(runnable, options);
        let mut cancel = CancelOnDrop::new(run.clone());
        std::future::poll_fn(|cx| run.poll_room(cx)).await;
        let heard = run.is_heard().then(|| Arc::new(input.clone()) as Arc<dyn EventValue>);
        run.emit_start(heard.clone());
        let mut output = match input.check() {
            Ok(()) => inside(runnable, input, &run).await,
            Err(error) => Err(error),
        };
        cancel.disarm();
        match &mut output {
            Ok(output) => {
                output.stamp_whole(run.facts.run_id);
                run.emit_end(Some(output), heard);
            }
            Err(error) => run.emit_error(error, heard),
        }
        output
    })
}

async fn inside<R: Runnable + ?Sized>(runnable: &R, input: R::Input, run: &Arc<Run>) -> Result<R::Output> {
    let mut slot = Some(run.clone());
    let future = {
        let _entered = enter(&mut slot);
        runnable.on_invoke(input)
    };
    Scoped::new(slot, future).await
}
