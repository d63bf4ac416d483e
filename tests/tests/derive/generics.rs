//! Types with parameters, and types in odd places.

use std::collections::HashMap;
use std::fmt::{Debug, Display};
use std::marker::PhantomData;
use std::sync::Arc;

use futures::executor::block_on;
use futures::stream::{self, StreamExt};
use runnable::prelude::*;

use super::laws;

#[derive(Runnable)]
struct Prefix<P: Display> {
    prefix: P,
}

impl<P: Display> Prefix<P> {
    fn stream_tokens(&self, input: Messages) -> impl Stream<Item = String> {
        stream::iter([self.prefix.to_string(), input.last_text().to_string()])
    }
}

#[test]
fn a_type_parameter_with_a_bound() {
    assert_eq!(laws::hold(&Prefix { prefix: 1 }, "x"), "1x");
    assert_eq!(laws::hold(&Prefix { prefix: String::from("a") }, "x"), "ax");
}

#[test]
fn a_where_clause() {
    #[derive(Runnable)]
    #[runnable(chain, input = Vec<T>, output = Option<T>)]
    struct Largest<T>
    where
        T: Ord + Clone + serde::Serialize + Send + Sync + 'static,
        T: Streamable,
    {
        floor: T,
    }
    impl<T> Largest<T>
    where
        T: Ord + Clone + serde::Serialize + Send + Sync + 'static,
        T: Streamable,
    {
        fn invoke(&self, values: Vec<T>) -> Option<T> {
            values.into_iter().filter(|value| *value > self.floor).max()
        }
    }

    assert_eq!(laws::hold(&Largest { floor: 2 }, [1, 5, 3]), 5);
}

#[test]
fn a_value_of_the_parameter_needs_no_bound_of_the_users() {
    #[derive(Runnable)]
    #[runnable(chain, input = T, output = Vec<T>)]
    struct Twice<T>(PhantomData<T>);
    impl<T: Clone> Twice<T> {
        fn invoke(&self, value: T) -> Vec<T> {
            vec![value.clone(), value]
        }
    }

    assert_eq!(laws::hold(&Twice(PhantomData::<u8>), 3_u8), serde_json::json!([3, 3]));
}

#[test]
fn a_bound_that_only_the_hook_has() {
    #[derive(Runnable)]
    #[runnable(bound = "M: Runnable<Input = Messages, Output = AiMessage>")]
    struct Asks<M>(M);
    impl<M: Runnable<Input = Messages, Output = AiMessage>> Asks<M> {
        async fn invoke(&self, input: Messages) -> Result<AiMessage> {
            self.0.call(input).await
        }
    }

    let message = block_on(Asks(Prefix { prefix: 1 }).call("x").into_future()).unwrap();

    assert_eq!(message.text(), "1x");
}

#[test]
fn several_bounds_that_only_the_hook_has() {
    #[derive(Runnable)]
    #[runnable(bound = "K: Debug, V: Display + Debug,")]
    struct Shows<K, V>(HashMap<K, V>);
    impl<K: Debug, V: Display + Debug> Shows<K, V> {
        fn invoke(&self, _: Messages) -> String {
            self.0.iter().map(|(key, value)| format!("{key:?} {value}")).collect()
        }
    }

    assert_eq!(laws::hold(&Shows(HashMap::from([('a', 1)])), "hi"), "'a' 1");
}

#[test]
fn a_const_parameter_and_defaults() {
    #[derive(Runnable)]
    struct Repeat<T: Display = &'static str, const TIMES: usize = 2>(T);
    impl<T: Display, const TIMES: usize> Repeat<T, TIMES> {
        fn stream_tokens(&self, _: Messages) -> impl Stream<Item = String> {
            stream::iter([&self.0; TIMES]).map(ToString::to_string)
        }
    }

    assert_eq!(laws::hold(&Repeat::<_, 3>('x'), "hi"), "xxx");
    let default: Repeat = Repeat("y");
    assert_eq!(laws::hold(&default, "hi"), "yy");
}

#[test]
fn lifetimes_and_async_hooks() {
    #[derive(Runnable)]
    struct Borrows<'text, 'name: 'text> {
        text: &'text str,
        name: &'name str,
    }
    impl<'text, 'name: 'text> Borrows<'text, 'name> {
        async fn invoke(&self, _: Messages) -> Result<String> {
            futures::future::ready(()).await;
            Ok(format!("{} {}", self.text, self.name))
        }
        async fn stream_tokens(&self, _: Messages) -> Result<impl Stream<Item = &str>> {
            futures::future::ready(()).await;
            Ok(stream::iter([self.text, " ", self.name]))
        }
    }
    let (text, name) = ("a".to_owned(), "b".to_owned());

    assert_eq!(laws::hold(&Borrows { text: &text, name: &name }, "hi"), "a b");
}

#[test]
fn a_lifetime_and_a_parameter_behind_it() {
    #[derive(Runnable)]
    struct Asks<'m, M>(&'m M);
    impl<M> Asks<'_, M>
    where
        M: Runnable<Input = Messages, Output = AiMessage>,
    {
        #[allow(dead_code)]
        async fn unused(&self) {}
    }
    impl<M: Sync> Asks<'_, M> {
        async fn invoke(&self, input: Messages) -> Result<String> {
            futures::future::ready(()).await;
            let _ = self.0;
            Ok(input.last_text().into_owned())
        }
    }

    assert_eq!(laws::hold(&Asks(&Prefix { prefix: 1 }), "x"), "x");
}

#[test]
fn a_bound_that_holds_for_one_lifetime_alone() {
    trait Parse<'a> {
        type Parsed: Send;
    }
    impl Parse<'static> for () {
        type Parsed = u8;
    }
    #[derive(Runnable)]
    struct Parses<'a, P: Parse<'a>> {
        text: &'a str,
        parsed: std::sync::Mutex<Option<P::Parsed>>,
    }
    impl<'a, P: Parse<'a>> Parses<'a, P> {
        async fn invoke(&self, _: Messages) -> Result<String> {
            futures::future::ready(()).await;
            let parsed = self.parsed.lock().unwrap().is_some();
            Ok(format!("{} {parsed}", self.text))
        }
    }

    assert_eq!(laws::hold(&Parses::<()> { text: "a", parsed: None.into() }, "hi"), "a false");
}

#[test]
fn a_parameter_that_may_be_unsized() {
    #[derive(Runnable)]
    struct Quotes<T: ?Sized + Display>(Arc<T>);
    impl<T: ?Sized + Display> Quotes<T> {
        fn invoke(&self, _: Messages) -> String {
            format!("`{}`", self.0)
        }
    }

    assert_eq!(laws::hold(&Quotes::<str>(Arc::from("x")), "hi"), "`x`");
    let piped = Quotes::<str>(Arc::from("x")) | StrOutputParser;
    assert_eq!(laws::hold(&piped, "hi"), "`x`");
}

#[test]
fn a_type_that_is_unsized() {
    #[derive(Runnable)]
    struct Quotes<T: ?Sized> {
        text: T,
    }
    impl<T: ?Sized + Display + Send + Sync> Quotes<T> {
        #[allow(dead_code)]
        fn shown(&self) -> String {
            self.text.to_string()
        }
    }
    impl<T: ?Sized> Quotes<T> {
        fn invoke(&self, input: Messages) -> String {
            input.last_text().into_owned()
        }
    }
    let unsized_one: &Quotes<dyn Display + Send + Sync> = &Quotes { text: 3 };

    assert_eq!(laws::hold(&unsized_one, "hi"), "hi");
}

#[test]
fn an_enum() {
    #[derive(Runnable)]
    enum Model {
        Loud,
        Quiet { dots: usize },
        Named(&'static str),
    }
    impl Model {
        fn invoke(&self, input: Messages) -> String {
            match self {
                Self::Loud => input.last_text().to_uppercase(),
                Self::Quiet { dots } => ".".repeat(*dots),
                Self::Named(name) => (*name).to_owned(),
            }
        }
    }

    assert_eq!(laws::hold(&Model::Loud, "hi"), "HI");
    assert_eq!(laws::hold(&Model::Quiet { dots: 2 }, "hi"), "..");
    assert_eq!(laws::hold(&Model::Named("x"), "hi"), "x");
}

#[test]
fn an_enum_with_variants_named_like_associated_types() {
    #[derive(Runnable)]
    #[allow(dead_code)]
    enum Step {
        Input,
        Output(u8),
    }
    impl Step {
        fn invoke(&self, _: Messages) -> &'static str {
            "done"
        }
    }

    assert_eq!(laws::hold(&Step::Input, "hi"), "done");
}

#[test]
fn raw_identifiers() {
    #[derive(Runnable)]
    #[allow(non_camel_case_types)]
    struct r#type {
        r#fn: &'static str,
    }
    impl r#type {
        fn invoke(&self, _: Messages) -> &'static str {
            self.r#fn
        }
    }
    let step = r#type { r#fn: "x" };

    assert_eq!(laws::hold(&step, "hi"), "x");
    assert_eq!(step.descriptor().name, "type");
}

#[test]
fn a_type_of_a_macro() {
    macro_rules! model {
        ($name:ident, $input:ty => $output:ty, $body:expr) => {
            #[derive(Runnable)]
            #[runnable(chain, input = $input, output = $output)]
            struct $name;
            impl $name {
                async fn invoke(&self, input: $input) -> Result<$output> {
                    let body: fn($input) -> $output = $body;
                    Ok(body(input))
                }
            }
        };
    }
    model!(Length, String => usize, |text| text.len());

    assert_eq!(laws::hold(&Length, "four"), 4);
}

#[test]
fn a_whole_type_of_a_macro() {
    macro_rules! fixed {
        ($text:literal) => {{
            #[derive(Runnable)]
            struct Fixed;
            impl Fixed {
                fn stream_tokens(&self, _: Messages) -> impl Stream<Item = &'static str> {
                    stream::iter([$text])
                }
            }
            Fixed
        }};
    }

    assert_eq!(laws::hold(&fixed!("a"), "hi"), "a");
}

#[test]
fn a_recursive_type() {
    #[derive(Runnable)]
    struct Chain {
        word: &'static str,
        next: Option<Box<Chain>>,
    }
    impl Chain {
        async fn invoke(&self, input: Messages) -> Result<String> {
            let rest = match &self.next {
                Some(next) => next.call(input).await?.text().into_owned(),
                None => String::new(),
            };
            Ok(format!("{}{rest}", self.word))
        }
    }
    let chain = Chain { word: "a", next: Some(Box::new(Chain { word: "b", next: None })) };

    assert_eq!(laws::hold(&chain, "hi"), "ab");
}

#[test]
fn derived_types_are_boxed_and_shared() {
    let boxed: BoxRunnable<Messages, AiMessage> = Prefix { prefix: 1 }.boxed();
    let shared: Arc<dyn Runnable<Input = Messages, Output = AiMessage>> = Arc::new(Prefix { prefix: 2 });

    assert_eq!(laws::hold(&boxed, "x"), "1x");
    assert_eq!(laws::hold(&shared, "x"), "2x");
}
