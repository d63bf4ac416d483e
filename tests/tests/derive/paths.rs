//! Where the crate is, when it is not `::runnable`.

use super::laws;

/// What a framework that builds on the crate gives its users.
pub(crate) mod framework {
    pub(crate) use runnable as steps;

    pub(crate) mod prelude {
        pub(crate) use super::steps::prelude::*;
    }
}

#[test]
fn through_a_module_that_re_exports_it() {
    use framework::prelude::*;

    #[derive(Runnable)]
    #[runnable(crate = crate::derive::paths::framework::steps)]
    struct Shout;
    impl Shout {
        fn invoke(&self, input: Messages) -> String {
            input.last_text().to_uppercase()
        }
    }

    assert_eq!(laws::hold(&Shout, "hi"), "HI");
}

#[test]
fn through_a_relative_path() {
    use framework::prelude::*;

    #[derive(Runnable)]
    #[runnable(crate = super::paths::framework::steps)]
    struct Shout;
    impl Shout {
        fn invoke(&self, input: Messages) -> String {
            input.last_text().to_uppercase()
        }
    }

    assert_eq!(laws::hold(&Shout, "hi"), "HI");
}

/// A dependency under another name.
mod renamed {
    extern crate runnable as renamed_runnable;

    use renamed_runnable::prelude::*;

    #[derive(Runnable)]
    #[runnable(llm, crate = renamed_runnable)]
    pub(super) struct Echo;

    impl Echo {
        fn stream_tokens(&self, prompt: String) -> impl Stream<Item = String> + use<> {
            futures::stream::iter([prompt])
        }
    }
}

#[test]
fn under_another_name() {
    assert_eq!(laws::hold(&renamed::Echo, "hi"), "hi");
}

/// A macro of a framework, which knows the crate only as a part of itself.
#[macro_export]
#[doc(hidden)]
macro_rules! __framework_model {
    ($name:ident, $answer:literal) => {
        #[derive($crate::derive::paths::framework::steps::Runnable)]
        #[runnable(crate = $crate::derive::paths::framework::steps)]
        struct $name;
        impl $name {
            fn invoke(&self, _: $crate::derive::paths::framework::steps::Messages) -> &'static str {
                $answer
            }
        }
    };
}

#[test]
fn through_dollar_crate() {
    __framework_model!(Fixed, "done");

    assert_eq!(laws::hold(&Fixed, "hi"), "done");
}
