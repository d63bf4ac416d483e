//! Parts, as blocks; and which block of the message each is a piece of.

use compact_str::CompactString;
use runnable::message::{BlockDetails, MediaBlock, MediaSource, NonStandardBlock, ReasoningBlock};
use runnable::message::{ServerToolCall, ServerToolResult, TextBlock};
use runnable::{ContentBlock, JsonObject, ToolCallChunk};
use serde_json::{Value, json};

use super::super::id;
use super::super::wire::{Blob, CodeExecutionResult, ExecutableCode, FileData, FunctionCall, Part, ToolStep};
use super::arguments;
use super::growing::Growing;
use crate::dialect::Malformed;
use crate::wire::Str;

/// Which blocks there are. Texts that follow each other are one block, and so are thoughts; all else comes whole.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// The id of the response, for the ids of its calls.
    pub(super) response: String,
    next: u32,
    open: Option<Open>,
    /// The code that was called last, for a result that does not say what it answers.
    code: Option<String>,
    /// The call whose arguments are not complete yet.
    growing: Option<Growing>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    Text,
    Thought,
}

impl Places {
    /// Adds the blocks of a part.
    ///
    /// # Errors
    /// A call has no name, or a value of its arguments no place.
    pub(super) fn part(&mut self, part: Part<'_>, out: &mut Vec<ContentBlock>) -> Result<(), Malformed> {
        let signature = part.thought_signature.filter(|signature| !signature.is_empty());
        if let Some(text) = part.text
            && (signature.is_some() || !text.is_empty())
        {
            out.push(self.text(&text, part.thought == Some(true), signature.as_deref()));
        }
        let blocks = [
            part.executable_code.map(|code| self.code(*code)),
            part.code_execution_result.map(|result| self.code_result(*result)),
            part.tool_call.map(|call| self.tool_call(*call)),
            part.tool_response.map(|response| self.tool_response(*response)),
            part.inline_data.and_then(|blob| self.inline(*blob)),
            part.file_data.map(|file| self.file(*file)),
        ];
        out.extend(blocks.into_iter().flatten().map(|block| signed(block, signature.as_deref())));
        if let Some(call) = part.function_call {
            self.function_call(*call, signature.as_deref(), out)?;
        }
        Ok(())
    }

    /// Adds a part of an unknown kind, if it holds anything. A signature alone is one of an empty text.
    pub(super) fn other(
        &mut self,
        fields: JsonObject,
        signature: Option<Str<'_>>,
        out: &mut Vec<ContentBlock>,
    ) {
        let signature = signature.filter(|signature| !signature.is_empty());
        if fields.keys().any(|key| !matches!(key.as_str(), "thought" | "thoughtSignature" | "partMetadata")) {
            let index = Some(self.begin());
            let block = NonStandardBlock { value: fields.into(), id: None, index };
            out.push(ContentBlock::NonStandard(Box::new(block)));
        } else if let Some(signature) = signature {
            out.push(self.text("", false, Some(&*signature)));
        }
    }

    fn begin(&mut self) -> u32 {
        let index = self.next;
        self.next += 1;
        self.open = None;
        index
    }

    fn text(&mut self, text: &str, is_thought: bool, signature: Option<&str>) -> ContentBlock {
        let kind = if is_thought { Open::Thought } else { Open::Text };
        let index = match self.open {
            Some(open) if open == kind => self.next.saturating_sub(1),
            _ => self.begin(),
        };
        self.open = Some(kind);
        let more = signature.map(|signature| {
            Box::new(BlockDetails { extras: signature_of(signature), ..BlockDetails::default() })
        });
        let (text, index) = (CompactString::new(text), Some(index));
        match kind {
            Open::Text => ContentBlock::Text(TextBlock { text, index, more }),
            Open::Thought => ContentBlock::Reasoning(ReasoningBlock { reasoning: text, index, more }),
        }
    }

    /// A call without a name is a piece of the one before.
    fn function_call(
        &mut self,
        call: FunctionCall<'_>,
        signature: Option<&str>,
        out: &mut Vec<ContentBlock>,
    ) -> Result<(), Malformed> {
        let (goes_on, id) = (call.will_continue == Some(true), call.id.map(String::from));
        let name = call.name.filter(|name| !name.is_empty()).map(String::from);
        if let (Some(name), false, None) = (&name, goes_on, &call.partial_args) {
            out.extend(self.unfinished_call());
            let args =
                call.args.map_or_else(|| "{}".to_owned(), |args| arguments::with_whole_numbers(args.get()));
            out.push(signed(self.call(name.clone(), id, args), signature));
            return Ok(());
        }
        if let Some(name) = name {
            out.extend(self.unfinished_call());
            self.growing = Some(Growing::new(name, id));
        }
        let growing = self.growing.as_mut().ok_or(Malformed::missing("functionCall.name"))?;
        growing.signature = signature.map(str::to_owned).or(growing.signature.take());
        call.partial_args.iter().flatten().try_for_each(|piece| growing.add(piece))?;
        if !goes_on {
            out.extend(self.grown(true));
        }
        Ok(())
    }

    /// The call whose arguments did not become complete, if there is one.
    pub(super) fn unfinished_call(&mut self) -> Option<ContentBlock> {
        self.grown(false)
    }

    fn grown(&mut self, is_complete: bool) -> Option<ContentBlock> {
        let growing = self.growing.take()?;
        let args = growing.text(is_complete);
        Some(signed(self.call(growing.name, growing.id, args), growing.signature.as_deref()))
    }

    fn call(&mut self, name: String, id: Option<String>, args: String) -> ContentBlock {
        let index = self.begin();
        let id = self.id(id, index, &name);
        let (name, id, index) = (Some(name), Some(id), Some(index));
        ToolCallChunk { name, args, id, index, extras: JsonObject::new() }.into()
    }

    fn id(&self, given: Option<String>, number: u32, name: &str) -> String {
        given.filter(|id| !id.is_empty()).unwrap_or_else(|| id::made(&self.response, number, name))
    }

    fn code(&mut self, code: ExecutableCode<'_>) -> ContentBlock {
        let index = self.begin();
        let text = code.code.map(String::from).unwrap_or_default();
        let id = self.id(code.id.map(String::from), index, "code_interpreter");
        self.code = Some(id.clone());
        let args = json!({ "code": text, "language": code.language.as_deref().unwrap_or_default() });
        server_call("code_interpreter".to_owned(), args, id, index)
    }

    fn code_result(&mut self, result: CodeExecutionResult<'_>) -> ContentBlock {
        let is_good = matches!(result.outcome.as_deref(), None | Some("OUTCOME_OK"));
        let id = result.id.filter(|id| !id.is_empty()).map(String::from).or_else(|| self.code.take());
        let output = result.output.map(String::from).unwrap_or_default();
        let mut extras = JsonObject::new();
        extras.insert("block_type".to_owned(), "code_execution_result".into());
        // LangChain's numbers for the outcomes.
        extras.insert("outcome".to_owned(), if is_good { 1 } else { 2 }.into());
        let status = if is_good { "success" } else { "error" };
        self.result(id.unwrap_or_default(), status, output.into(), extras)
    }

    fn tool_call(&mut self, call: ToolStep<'_>) -> ContentBlock {
        let index = self.begin();
        let name = tool_name(call.tool_type.as_deref());
        let args = call.args.unwrap_or_else(|| json!({}));
        let id = self.id(call.id.map(String::from), index, &name);
        server_call(name, args, id, index)
    }

    fn tool_response(&mut self, response: ToolStep<'_>) -> ContentBlock {
        let mut extras = JsonObject::new();
        extras.insert("block_type".to_owned(), tool_name(response.tool_type.as_deref()).into());
        let id = response.id.map(String::from).unwrap_or_default();
        self.result(id, "success", response.response.unwrap_or_else(|| json!({})), extras)
    }

    fn result(
        &mut self,
        tool_call_id: String,
        status: &str,
        output: Value,
        extras: JsonObject,
    ) -> ContentBlock {
        let (status, index) = (status.to_owned(), Some(self.begin()));
        let result = ServerToolResult { tool_call_id, status, output, id: None, index, extras };
        ContentBlock::ServerToolResult(Box::new(result))
    }

    /// A file without bytes is none.
    fn inline(&mut self, blob: Blob<'_>) -> Option<ContentBlock> {
        let data = blob.data.filter(|data| !data.is_empty())?;
        Some(self.media(MediaSource::Base64(data.into()), blob.mime_type))
    }

    fn file(&mut self, file: FileData<'_>) -> ContentBlock {
        self.media(MediaSource::Url(file.file_uri.into()), file.mime_type)
    }

    fn media(&mut self, source: MediaSource, mime_type: Option<Str<'_>>) -> ContentBlock {
        let mime_type = mime_type.map(String::from);
        let kind = mime_type.as_deref().and_then(|mime_type| mime_type.split('/').next());
        let block = match kind {
            Some("image") => ContentBlock::Image,
            Some("audio") => ContentBlock::Audio,
            Some("video") => ContentBlock::Video,
            _ => ContentBlock::File,
        };
        let index = Some(self.begin());
        block(Box::new(MediaBlock { source, mime_type, id: None, index, extras: JsonObject::new() }))
    }
}

fn server_call(name: String, args: Value, id: String, index: u32) -> ContentBlock {
    let (index, extras) = (Some(index), JsonObject::new());
    ContentBlock::ServerToolCall(Box::new(ServerToolCall { name, args, id, index, extras }))
}

/// What LangChain calls a tool of this type. Steps of reading a film name none.
fn tool_name(kind: Option<&str>) -> String {
    kind.map_or_else(|| "media_processing".to_owned(), str::to_lowercase)
}

fn signed(block: ContentBlock, signature: Option<&str>) -> ContentBlock {
    match signature {
        Some(signature) => block.with_extra("signature", standard_alphabet(signature)),
        None => block,
    }
}

fn signature_of(signature: &str) -> JsonObject {
    JsonObject::from_iter([("signature".to_owned(), standard_alphabet(signature).into())])
}

/// The API takes and may send base64 in either alphabet; LangChain shows the standard one.
fn standard_alphabet(base64: &str) -> String {
    base64.replace('-', "+").replace('_', "/")
}
