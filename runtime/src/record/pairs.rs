//! Records from pairs whose values are of several types.

use std::sync::Arc;

use serde_json::Value;

use super::Record;

/// A record of pairs with values of several types: `Record::from((("who", "a cook"), ("guests", 3)))`. Eight at
/// most; more are [`Record::with`], or `json!({…})`.
macro_rules! from_pairs {
    ($($pair:ident: $name:ident $value:ident),*) => {
        #[diagnostic::do_not_recommend]
        impl<$($name: Into<Arc<str>>, $value: Into<Value>),*> From<($(($name, $value),)*)> for Record {
            fn from(($($pair,)*): ($(($name, $value),)*)) -> Self {
                Self::new()$(.with($pair.0, $pair.1.into()))*
            }
        }
    };
}

from_pairs! { a: A1 A2 }
from_pairs! { a: A1 A2, b: B1 B2 }
from_pairs! { a: A1 A2, b: B1 B2, c: C1 C2 }
from_pairs! { a: A1 A2, b: B1 B2, c: C1 C2, d: D1 D2 }
from_pairs! { a: A1 A2, b: B1 B2, c: C1 C2, d: D1 D2, e: E1 E2 }
from_pairs! { a: A1 A2, b: B1 B2, c: C1 C2, d: D1 D2, e: E1 E2, f: F1 F2 }
from_pairs! { a: A1 A2, b: B1 B2, c: C1 C2, d: D1 D2, e: E1 E2, f: F1 F2, g: G1 G2 }
from_pairs! { a: A1 A2, b: B1 B2, c: C1 C2, d: D1 D2, e: E1 E2, f: F1 F2, g: G1 G2, h: H1 H2 }
