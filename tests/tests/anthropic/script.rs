//! Models that are answered by a script.

use runnable_providers::ChatAnthropic;
pub(crate) use runnable_tests::{End, Script, ScriptedAnswer as Answer};

pub(crate) trait Ask {
    /// A model that is answered by this script.
    fn model(&self) -> ChatAnthropic;
}

impl Ask for Script {
    fn model(&self) -> ChatAnthropic {
        ChatAnthropic::new("claude-haiku-4-5").api_key("sk-ant-test-0123456789").transport(self.clone())
    }
}
