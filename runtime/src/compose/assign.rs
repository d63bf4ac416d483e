//! Named values, and more of them made of them.

use std::fmt;
use std::sync::Arc;

use futures_util::StreamExt;
use futures_util::future::BoxFuture;
use futures_util::stream::{self, BoxStream};

use super::parallel::{Merge, Parallel, tee_two};
use crate::descriptor::{Descriptor, RunType};
use crate::error::Result;
use crate::graph::{Graph, Part};
use crate::record::{Record, RecordChunk};
use crate::run::{self, RunOptions, Source};
use crate::runnable::Runnable;
use crate::value::Streamable;

/// Gives the record that it takes, and more values that its steps make of it. [`Runnable::assign`] appends one.
///
/// A value that is assigned takes the place of one of the same name. In a stream the record's own pieces pass as they
/// come, before what the steps have ready by then; a step that lags 16 pieces behind slows them. A clone is cheap.
///
/// ```
/// use runnable::prelude::*;
/// use runnable::compose::{Assign, Lambda};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// let step = Assign::new().with("length", Lambda::new(|asked: Record| asked.text("text").map_or(0, |text| text.len())));
/// let record = step.call([("text", "blub")]).await?;
/// assert_eq!(record.get::<usize>("length"), Some(&4));
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Assign {
    steps: Parallel<Record>,
    title: Arc<str>,
}

impl Assign {
    /// No step yet.
    pub fn new() -> Self {
        Self::of(Parallel::new())
    }

    /// These steps, as they stand in a [`Parallel`]: `Assign::of((("joke", joke), ("poem", poem)))`.
    pub fn of(steps: impl Into<Parallel<Record>>) -> Self {
        let steps = steps.into();
        let title = format!("RunnableAssign<{}>", steps.names().join(",")).into();
        Self { steps, title }
    }

    /// Adds a step that makes the value of this name.
    #[must_use]
    pub fn with(self, name: impl Into<Arc<str>>, step: impl Runnable<Input = Record> + 'static) -> Self {
        Self::of(self.steps.branch(name, step))
    }

    /// Whether a value is passed on: it is not one that a step makes.
    fn passes(&self, name: &str) -> bool {
        !self.steps.names().iter().any(|made| **made == *name)
    }
}

type Names = Arc<[Arc<str>]>;

/// Puts the names that steps make behind those that pass, in the order of the whole record.
struct Order {
    made: Names,
    /// The order of the last piece, and what it has become.
    known: Option<(Names, Names)>,
}

impl Order {
    fn new(made: Names) -> Self {
        Self { made, known: None }
    }

    fn before(&mut self, mut piece: RecordChunk) -> RecordChunk {
        piece.order = Some(match &piece.order {
            None => self.made.clone(),
            Some(order) => self.joined(order),
        });
        piece
    }

    fn joined(&mut self, order: &Names) -> Names {
        match &self.known {
            Some((known, joined)) if Arc::ptr_eq(known, order) => joined.clone(),
            _ => {
                let passing = order.iter().filter(|name| !self.made.contains(name));
                let joined: Arc<[_]> = passing.chain(self.made.iter()).cloned().collect();
                self.known = Some((order.clone(), joined.clone()));
                joined
            }
        }
    }
}

impl Runnable for Assign {
    type Input = Record;
    type Output = Record;

    fn descriptor(&self) -> Descriptor<'_> {
        Descriptor::new(&*self.title, RunType::Chain)
    }

    fn draw(&self, graph: &mut Graph) -> Part {
        let passing = Descriptor::new("Passthrough", RunType::Chain);
        self.steps.draw_with(graph, |graph| Some(graph.step(&passing)))
    }

    fn on_invoke<'a>(&'a self, input: Record) -> BoxFuture<'a, Result<Record>> {
        Box::pin(async move {
            let made = run::invoke(&self.steps, input.clone(), RunOptions::default()).await?;
            let mut record = input.filter(|name| self.passes(name));
            record.extend(made);
            Ok(record)
        })
    }

    fn on_stream<'a>(&'a self, input: Record) -> BoxStream<'a, Result<RecordChunk>> {
        self.on_transform(stream::iter([Ok(input.into_chunk())]).boxed())
    }

    fn on_transform<'a>(
        &'a self,
        upstream: BoxStream<'a, Result<RecordChunk>>,
    ) -> BoxStream<'a, Result<RecordChunk>> {
        let (passing, input) = tee_two(upstream);
        let mut order = Order::new(self.steps.names().clone());
        let passing = passing.filter_map(move |piece| {
            let kept = piece.map(|piece| piece.filter(|name| self.passes(name))).transpose();
            std::future::ready(kept.map(|piece| piece.map(|piece| order.before(piece))))
        });
        let made = run::stream(&self.steps, Source::Upstream(input), RunOptions::default());
        Merge::first_first(passing.boxed(), made).boxed()
    }
}

impl Default for Assign {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Assign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Assign({})", self.steps.names().join(", "))
    }
}

super::operators! { [] Assign where [] }
