//! Named steps of several types, as they stand in a tuple.

use std::sync::Arc;

use super::Parallel;
use crate::runnable::Runnable;
use crate::value::Streamable;

/// Steps of several types side by side: `Parallel::from((("joke", joke), ("poem", poem)))`.
macro_rules! from_steps {
    ($($pair:ident: $name:ident $step:ident),*) => {
        impl<I, $($name, $step),*> From<($(($name, $step),)*)> for Parallel<I>
        where
            I: Streamable,
            $($name: Into<Arc<str>>, $step: Runnable<Input = I> + 'static,)*
        {
            fn from(($($pair,)*): ($(($name, $step),)*)) -> Self {
                Self::new()$(.branch($pair.0, $pair.1))*
            }
        }
    };
}

from_steps! { a: A R }
from_steps! { a: A R, b: B S }
from_steps! { a: A R, b: B S, c: C T }
from_steps! { a: A R, b: B S, c: C T, d: D U }
from_steps! { a: A R, b: B S, c: C T, d: D U, e: E V }
from_steps! { a: A R, b: B S, c: C T, d: D U, e: E V, f: F W }
from_steps! { a: A R, b: B S, c: C T, d: D U, e: E V, f: F W, g: G X }
from_steps! { a: A R, b: B S, c: C T, d: D U, e: E V, f: F W, g: G X, h: H Y }
