//! What the runtime asks of a model that calls tools.

use runnable::{BindTools, ToolChoice, ToolSpec};

use super::ChatModel;
use crate::dialect::Dialect;

impl<D: Dialect> BindTools for ChatModel<D> {
    fn with_tools(&self, tools: Vec<ToolSpec>, choice: Option<ToolChoice>) -> Self {
        let told = self.clone().tools(tools);
        match choice {
            Some(choice) => told.tool_choice(choice),
            None => told,
        }
    }
}
