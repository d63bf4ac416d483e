//! Nothing that the user's module holds can get into derived code.

use super::laws;

/// Every name that careless code would take from the prelude means something else here.
mod shadowed {
    #![allow(non_camel_case_types, dead_code)]

    pub(super) enum Result {}
    pub(super) enum Option {}
    pub(super) struct Box;
    pub(super) struct Vec;
    pub(super) struct String;
    pub(super) struct Some;
    pub(super) struct None;
    pub(super) struct Ok;
    pub(super) struct Err;
    pub(super) struct str;
    pub(super) struct u8;
    pub(super) struct bool;
    pub(super) trait Send {}
    pub(super) trait Sync {}
    pub(super) trait Sized {}
    pub(super) trait Clone {}
    pub(super) trait From {}
    pub(super) trait Into {}
    pub(super) trait FnOnce {}
    pub(super) trait Future {}
    pub(super) trait Stream {}
    pub(super) trait BitOr {}
    pub(super) mod core {}
    pub(super) mod std {}
    pub(super) mod alloc {}
    pub(super) mod serde {}
    pub(super) mod serde_json {}
    pub(super) mod futures {}
    pub(super) mod runnable {}
}

mod beside_shadows {
    #![allow(unused_imports)]

    use ::runnable::Runnable;

    use super::shadowed::*;

    #[derive(Runnable)]
    #[runnable(name = "shout", tags = ["a"], metadata(b = "c", d = 1))]
    pub(in super::super) struct Shout;

    impl Shout {
        fn invoke(&self, input: ::runnable::Messages) -> ::std::string::String {
            input.last_text().to_uppercase()
        }
        fn stream_tokens(
            &self,
            input: ::runnable::Messages,
        ) -> impl ::futures::Stream<Item = ::std::string::String> + use<> {
            ::futures::stream::iter([input.last_text().to_uppercase()])
        }
    }

    #[derive(Runnable)]
    #[runnable(retriever)]
    pub(in super::super) struct Nothing;

    impl Nothing {
        fn invoke(&self, _: ::std::string::String) -> ::std::vec::Vec<::serde_json::Value> {
            ::std::vec::Vec::new()
        }
    }
}

#[test]
fn names_of_the_prelude_may_be_taken() {
    assert_eq!(laws::hold(&beside_shadows::Shout, "hi"), "HI");
    assert_eq!(laws::hold(&beside_shadows::Nothing, "hi"), serde_json::json!([]));
}

/// Values too: a derive that misses one finds this derive's own words for it.
mod value_beside_shadows {
    #[derive(::std::clone::Clone, ::serde::Serialize)]
    pub(super) struct Word(pub(super) ::std::string::String);

    mod inner {
        #![allow(unused_imports)]

        use super::super::shadowed::*;
        use super::Word;

        #[derive(::std::clone::Clone, ::serde::Serialize, ::runnable::Streamable)]
        pub(super) struct Words(pub(super) ::std::string::String);

        const _: fn(Word) = |word| drop(word.0);
    }

    pub(super) fn words(text: &str) -> impl ::runnable::Streamable {
        inner::Words(text.to_owned())
    }
}

#[test]
fn values_may_stand_beside_them_too() {
    assert_eq!(serde_json::to_value(value_beside_shadows::words("a")).unwrap(), "a");
}

/// Traits whose methods have the names of everything that derived code calls, on every type.
mod other_traits {
    #![allow(dead_code)]

    pub(super) trait Everything {
        fn call(&self) {}
        fn stream(&self) {}
        fn batch(&self) {}
        fn transform(&self) {}
        fn pipe(&self) {}
        fn boxed(&self) {}
        fn descriptor(&self) {}
        fn on_invoke(&self) {}
        fn on_stream(&self) {}
        fn hooks(&self) {}
        fn output(&self) {}
        fn pieces(&self) {}
        fn tags(&self) {}
        fn metadata(&self) {}
    }
    impl<T: ?Sized> Everything for T {}

    pub(super) trait ByValue: Sized {
        fn call(self) {}
        fn output(self) {}
        fn pieces(self) {}
        fn tags(self) {}
    }
    impl<T> ByValue for T {}
}

mod beside_traits {
    use runnable::{AiMessage, Messages, Result, Runnable};

    #[allow(unused_imports)]
    use super::other_traits::*;

    #[derive(Runnable)]
    #[runnable(tags = ["a"], metadata(b = 1))]
    pub(super) struct Shout;

    impl Shout {
        async fn invoke(&self, input: Messages) -> Result<AiMessage> {
            Ok(input.last_text().to_uppercase().into())
        }
        fn stream_tokens(&self, input: Messages) -> impl futures::Stream<Item = String> + use<> {
            futures::stream::iter([input.last_text().to_uppercase()])
        }
    }
}

#[test]
fn traits_of_the_users_may_have_methods_of_any_name() {
    assert_eq!(laws::hold(&beside_traits::Shout, "hi"), "HI");
}

/// A trait with the very name of a hook, on a type that has a hook of its own.
mod beside_a_trait_of_that_name {
    use runnable::prelude::*;

    #[allow(dead_code)]
    pub(super) trait Legacy {
        fn invoke(&self, _: u8) -> u8 {
            1
        }
        fn stream_tokens(&self, _: u8) -> u8 {
            2
        }
    }

    impl<T: ?Sized> Legacy for T {}

    #[derive(Runnable)]
    pub(super) struct Both;

    impl Both {
        fn invoke(&self, _: Messages) -> &'static str {
            "own"
        }
        fn stream_tokens(&self, _: Messages) -> impl Stream<Item = &'static str> {
            futures::stream::iter(["own"])
        }
    }

    #[derive(Runnable)]
    #[runnable(hooks(invoke))]
    pub(super) struct Invokes;

    impl Invokes {
        async fn invoke(&self, _: Messages) -> &'static str {
            "own"
        }
    }

    #[derive(Runnable)]
    #[runnable(hooks(stream_tokens))]
    pub(super) struct Streams;

    impl Streams {
        fn stream_tokens(&self, _: Messages) -> impl Stream<Item = &'static str> {
            futures::stream::iter(["own"])
        }
    }
}

#[test]
fn a_types_own_hook_comes_before_that_of_a_trait() {
    assert_eq!(laws::hold(&beside_a_trait_of_that_name::Both, "hi"), "own");
}

#[test]
fn hooks_that_are_named_are_not_looked_for_in_traits() {
    assert_eq!(laws::hold(&beside_a_trait_of_that_name::Invokes, "hi"), "own");
    assert_eq!(laws::hold(&beside_a_trait_of_that_name::Streams, "hi"), "own");
}

/// Nothing is imported: neither the trait nor the prelude.
mod without_imports {
    #[derive(runnable::Runnable)]
    pub(super) struct Streams;

    impl Streams {
        fn stream_tokens(&self, _: runnable::Messages) -> impl futures::Stream<Item = &'static str> {
            futures::stream::iter(["a"])
        }
    }
}

#[test]
fn nothing_need_be_imported() {
    assert_eq!(laws::hold(&without_imports::Streams, "hi"), "a");
}

/// The strictest that a user may be: a warning would be an error here.
mod without_warnings {
    #![deny(warnings, missing_docs, unused, unused_qualifications, rust_2018_idioms, unreachable_pub)]
    #![deny(clippy::all, clippy::pedantic, clippy::unwrap_used, clippy::panic)]
    #![allow(
        clippy::unused_self,
        clippy::needless_pass_by_value,
        reason = "a hook takes `&self` and a value"
    )]

    use std::fmt::Debug;

    use runnable::prelude::*;

    /// Both hooks, parameters and every attribute.
    #[derive(Debug, Runnable)]
    #[runnable(tool, input = Vec<T>, output = usize, name = "count", tags = ["a"], metadata(b = -1), bound = "T: Clone")]
    pub(super) struct Count<T: Debug> {
        pub(super) more: T,
    }

    impl<T: Clone + Debug> Count<T> {
        async fn invoke(&self, values: Vec<T>) -> Result<usize> {
            futures::future::ready(()).await;
            Ok(values.len() + std::slice::from_ref(&self.more).len())
        }

        fn stream_tokens(&self, values: Vec<T>) -> impl Stream<Item = usize> + use<T> {
            futures::stream::iter([1, values.len() + 1])
        }
    }

    /// A value.
    #[derive(Clone, Debug, serde::Serialize, Streamable)]
    pub(super) struct Pair<T>(pub(super) T, pub(super) T);
}

#[test]
fn derived_code_warns_of_nothing() {
    assert_eq!(laws::hold(&without_warnings::Count { more: 1 }, [1, 2]), 3);
    let pair = without_warnings::Pair(1, 2);
    let passes = runnable::compose::Passthrough::<without_warnings::Pair<i32>>::new();
    assert_eq!(laws::hold(&passes, pair), serde_json::json!([1, 2]));
}
