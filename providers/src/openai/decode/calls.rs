//! Calls of the caller's tools, as hosts send them.
//!
//! | what comes | what becomes of it |
//! |---|---|
//! | fragments under the index of their call, any number in one payload | pieces under that index |
//! | calls without an index | one index more for each new id or name, else that of the call before |
//! | every call under one index | pieces under that index: where an id differs, the message begins a new call |
//! | an empty id or name | none |
//! | a call that was complete, once more | nothing |
//! | a beginning whose arguments are `null` or `{}` in a text | no arguments, unless fragments of them follow |
//! | arguments that are JSON and not a text | that JSON |
//! | the input of a custom tool, plain text | the JSON `{"__arg1": "…"}`, closed when the message ends |

use std::borrow::Cow;

use runnable::{ContentBlock, ToolCallChunk};

use super::super::wire::{Call, Custom, Function};
use super::text;
use crate::dialect::Malformed;
use crate::wire::Str;

/// The calls of a message so far.
#[derive(Debug, Default)]
pub(super) struct Calls {
    /// The index of the call that was last added to.
    last: Option<u32>,
    /// The last call that came complete in one piece: where, its id, its arguments.
    complete: Option<(u32, String, String)>,
    /// The indices of the custom tools' calls, whose arguments are still open.
    open: Vec<u32>,
}

impl Calls {
    /// A piece of a call; nothing for one that says nothing new.
    pub(super) fn piece(&mut self, call: Call<'_>) -> Result<Option<ContentBlock>, Malformed> {
        let Call { index, id, function, custom } = call;
        let id = said(id);
        if let Some(custom) = custom {
            return Ok(Some(self.custom(index, id, custom)));
        }
        let Some(function) = function else { return Ok(None) };
        self.function(index, id, function)
    }

    /// A piece of the call of a function.
    pub(super) fn function(
        &mut self,
        index: Option<u32>,
        id: Option<String>,
        function: Function<'_>,
    ) -> Result<Option<ContentBlock>, Malformed> {
        let name = said(function.name);
        let args = match function.arguments {
            Some(json) if json.get().starts_with('"') => Cow::Owned(text::of(json)?.into()),
            Some(json) => Cow::Borrowed(json.get()),
            None => Cow::Borrowed(""),
        };
        let is_nothing = name.is_some() && matches!(&*args, "null" | "{}");
        let args = if is_nothing { Cow::Borrowed("") } else { args };
        let index = self.index(index, id.is_some() || name.is_some());
        if self.is_told_again(index, id.as_deref(), &args) {
            return Ok(None);
        }
        let args = args.into_owned();
        Ok(Some(ToolCallChunk { name, args, id, index: Some(index), ..ToolCallChunk::default() }.into()))
    }

    /// A piece of the arguments of a call, as [`piece`](Self::piece) gives it.
    pub(super) fn fragment(&mut self, index: u32, args: &str) -> ContentBlock {
        self.last = Some(index);
        ToolCallChunk { args: args.to_owned(), index: Some(index), ..ToolCallChunk::default() }.into()
    }

    fn custom(&mut self, index: Option<u32>, id: Option<String>, custom: Custom<'_>) -> ContentBlock {
        let (name, input) = (said(custom.name), custom.input.map(String::from).unwrap_or_default());
        let index = self.index(index, id.is_some() || name.is_some());
        let mut args = String::new();
        if !self.open.contains(&index) {
            self.open.push(index);
            args.push_str(r#"{"__arg1": ""#);
        }
        let quoted = serde_json::Value::from(input).to_string();
        args.push_str(&quoted[1..quoted.len() - 1]);
        ToolCallChunk { name, args, id, index: Some(index), ..ToolCallChunk::default() }.into()
    }

    /// The pieces that close what is open: the message is complete.
    pub(super) fn close(&mut self) -> impl Iterator<Item = ContentBlock> {
        let close = |index| ToolCallChunk {
            args: r#""}"#.to_owned(),
            index: Some(index),
            ..ToolCallChunk::default()
        };
        std::mem::take(&mut self.open).into_iter().map(move |index| close(index).into())
    }

    fn index(&mut self, said: Option<u32>, is_new: bool) -> u32 {
        let index = match (said, self.last) {
            (Some(index), _) => index,
            (None, None) => 0,
            (None, Some(last)) if is_new => last.saturating_add(1),
            (None, Some(last)) => last,
        };
        self.last = Some(index);
        index
    }

    /// Whether this complete call is the one before once more. Remembers it if it is not.
    fn is_told_again(&mut self, index: u32, id: Option<&str>, args: &str) -> bool {
        let (Some(id), true) = (id, args.starts_with('{') && args.ends_with('}')) else { return false };
        let is_told =
            matches!(&self.complete, Some(told) if *told == (index, id.to_owned(), args.to_owned()));
        if !is_told && serde_json::from_str::<serde::de::IgnoredAny>(args).is_ok() {
            self.complete = Some((index, id.to_owned(), args.to_owned()));
        }
        is_told
    }
}

/// A text that says something.
fn said(text: Option<Str<'_>>) -> Option<String> {
    text.filter(|text| !text.is_empty()).map(String::from)
}
