//! What the runtime asks of a model that calls tools.

use runnable::{BindTools, ToolChoice, ToolSpec};

use super::ChatModel;
use crate::dialect::Dialect;

impl<D: Dialect> BindTools for ChatModel<D> {
    fn with_tools(&self, tools: Vec<ToolSpec>, choice: ToolChoice) -> Self {
        self.bind_tools(tools).tool_choice(choice)
    }
}
