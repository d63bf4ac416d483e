//! An item of the output: as it begins, as it ends, and one that came whole.

use runnable::message::{
    Annotation, BlockDetails, MediaBlock, MediaSource, NonStandardBlock, ReasoningBlock, TextBlock,
};
use runnable::{ContentBlock, JsonObject, ToolCallChunk};
use serde_json::{Value, json};

use super::citation;
use super::places::{Named, Part, Places};
use super::server;

/// The blocks of an item that begins; nothing where its beginning says nothing, not even by a chunk without content.
pub(super) fn added(mut item: JsonObject, place: u32, places: &mut Places) -> Option<Vec<ContentBlock>> {
    places.begin(place);
    match kind_of(&item) {
        "message" => {
            let phase = item.remove("phase").filter(|phase| !phase.is_null());
            let block = phase.map(|phase| {
                let number = places.block(place, Part::Text(0));
                ContentBlock::text("").with_index(number).with_extra("phase", phase)
            });
            Some(block.into_iter().collect())
        }
        "function_call" => Some(vec![function_call(item, place, places)]),
        "reasoning" => {
            // What is encrypted is complete at the end only.
            item.remove("encrypted_content");
            Some(reasoning(item, place, places))
        }
        _ => None,
    }
}

/// What the end of an item adds to what its pieces were.
pub(super) fn done(mut item: JsonObject, place: u32, places: &mut Places) -> Option<Vec<ContentBlock>> {
    match kind_of(&item) {
        "message" => None,
        "function_call" => {
            let args = take_text(&mut item, "arguments").filter(|args| !args.is_empty())?;
            places.is_silent(place, Part::Whole).then(|| {
                let named = Named { id: None, place: Some(place) };
                let index = Some(places.piece(named, Part::Whole).number);
                vec![ToolCallChunk { args, index, ..ToolCallChunk::default() }.into()]
            })
        }
        "reasoning" => {
            let encrypted = take_text(&mut item, "encrypted_content").filter(|text| !text.is_empty())?;
            let number = places.block(place, Part::Summary(0));
            let mut extras = JsonObject::new();
            extras.insert("encrypted_content".to_owned(), encrypted.into());
            Some(vec![thought("", number, take_text(&mut item, "id"), extras)])
        }
        _ => Some(whole(item, place, places)),
    }
}

/// The blocks of an item that came whole.
pub(super) fn whole(item: JsonObject, place: u32, places: &mut Places) -> Vec<ContentBlock> {
    let kind = kind_of(&item).to_owned();
    match kind.as_str() {
        "message" => message(item, place, places),
        "function_call" => vec![function_call(item, place, places)],
        "custom_tool_call" => vec![custom_tool_call(item, place, places)],
        "reasoning" => reasoning(item, place, places),
        "image_generation_call" if item.get("result").is_some_and(Value::is_string) => {
            vec![image(item, place, places)]
        }
        _ => server::blocks(&kind, item, place, places).unwrap_or_else(|item| {
            let number = places.block(place, Part::Whole);
            vec![non_standard(known(item).into(), number)]
        }),
    }
}

fn message(mut item: JsonObject, place: u32, places: &mut Places) -> Vec<ContentBlock> {
    let id = take_text(&mut item, "id");
    let phase = item.remove("phase").filter(|phase| !phase.is_null());
    let parts = take_list(&mut item, "content");
    let blocks = (0..).zip(parts).filter_map(|(number, part)| match kind_of(&part) {
        "output_text" => {
            let index = places.block(place, Part::Text(number));
            Some(output_text(part, index, id.clone(), phase.clone()))
        }
        "refusal" => {
            let index = places.block(place, Part::Refusal(number));
            let words = part.get("refusal").and_then(Value::as_str).unwrap_or_default();
            Some(refusal(words, index))
        }
        _ => None,
    });
    blocks.collect()
}

fn output_text(mut part: JsonObject, index: u32, id: Option<String>, phase: Option<Value>) -> ContentBlock {
    let annotations = take_list(&mut part, "annotations").into_iter().map(citation::annotation).collect();
    let logprobs = part.remove("logprobs").and_then(|logprobs| match logprobs {
        Value::Array(logprobs) => Some(logprobs),
        _ => None,
    });
    let mut extras = logprobs_of(logprobs);
    extras.extend(phase.map(|phase| ("phase".to_owned(), phase)));
    let text = take_text(&mut part, "text").unwrap_or_default();
    text_block(&text, index, id, annotations, extras)
}

/// The log probabilities of a text, where they were asked for.
pub(super) fn logprobs_of(logprobs: Option<Vec<Value>>) -> JsonObject {
    let mut extras = JsonObject::new();
    if let Some(logprobs) = logprobs.filter(|logprobs| !logprobs.is_empty()) {
        extras.insert("logprobs".to_owned(), logprobs.into());
    }
    extras
}

pub(super) fn text_block(
    text: &str,
    index: u32,
    id: Option<String>,
    annotations: Vec<Annotation>,
    extras: JsonObject,
) -> ContentBlock {
    let is_plain = id.is_none() && annotations.is_empty() && extras.is_empty();
    let more = (!is_plain).then(|| Box::new(BlockDetails { id, annotations, extras }));
    ContentBlock::Text(TextBlock { text: text.into(), index: Some(index), more })
}

pub(super) fn refusal(words: &str, index: u32) -> ContentBlock {
    non_standard(json!({ "type": "refusal", "refusal": words }), index)
}

/// A call of one of the caller's functions. Its arguments follow in fragments, or are here already.
fn function_call(mut item: JsonObject, place: u32, places: &mut Places) -> ContentBlock {
    let args = take_text(&mut item, "arguments").unwrap_or_default();
    let index = if args.is_empty() {
        places.block(place, Part::Whole)
    } else {
        places.piece(Named { id: None, place: Some(place) }, Part::Whole).number
    };
    let (name, id) = (take_text(&mut item, "name"), take_text(&mut item, "call_id"));
    let mut extras = known(item);
    extras.retain(|key, _| matches!(key.as_str(), "id" | "namespace" | "async"));
    rename(&mut extras, "id", "item_id");
    ToolCallChunk { name, args, id, index: Some(index), extras }.into()
}

/// A call of a tool that takes any text: a call like any other, whose one argument is the text.
fn custom_tool_call(mut item: JsonObject, place: u32, places: &mut Places) -> ContentBlock {
    let index = Some(places.block(place, Part::Whole));
    let input = take_text(&mut item, "input").unwrap_or_default();
    let (name, id) = (take_text(&mut item, "name"), take_text(&mut item, "call_id"));
    let mut extras = known(item);
    rename(&mut extras, "id", "item_id");
    rename(&mut extras, "type", "block_type");
    let args = format!("{{\"__arg1\": {}}}", in_ascii(&Value::from(input).to_string()));
    ToolCallChunk { name, args, id, index, extras }.into()
}

/// JSON with every character beyond ASCII escaped, as LangChain writes it.
fn in_ascii(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for character in json.chars() {
        if character.is_ascii() {
            out.push(character);
            continue;
        }
        for unit in character.encode_utf16(&mut [0; 2]) {
            out.push_str(&format!("\\u{unit:04x}"));
        }
    }
    out
}

/// Thoughts: a block for each part of their summary, or one that says nothing but that there are some; then one for each
/// part of the thoughts themselves.
fn reasoning(mut item: JsonObject, place: u32, places: &mut Places) -> Vec<ContentBlock> {
    let (summary, content) = (take_list(&mut item, "summary"), take_list(&mut item, "content"));
    let id = take_text(&mut item, "id");
    item.remove("type");
    // At its beginning an item is in progress, which is no longer true of the message.
    item.remove("status");
    let mut extras = known(item);
    if summary.is_empty() {
        let index = places.block(place, Part::Summary(0));
        let first = thought("", index, id.clone(), extras);
        return std::iter::once(first).chain(verbatim(content, id.as_ref(), place, places)).collect();
    }
    let mut blocks = Vec::new();
    for (number, mut part) in (0..).zip(summary) {
        let index = places.piece(Named { id: None, place: Some(place) }, Part::Summary(number)).number;
        let text = take_text(&mut part, "text").unwrap_or_default();
        blocks.push(thought(&text, index, id.clone(), std::mem::take(&mut extras)));
    }
    blocks.extend(verbatim(content, id.as_ref(), place, places));
    blocks
}

fn verbatim(
    content: Vec<JsonObject>,
    id: Option<&String>,
    place: u32,
    places: &mut Places,
) -> Vec<ContentBlock> {
    let parts = (0..).zip(content).map(|(number, mut part)| {
        let index = places.piece(Named { id: None, place: Some(place) }, Part::Verbatim(number)).number;
        thought(&take_text(&mut part, "text").unwrap_or_default(), index, id.cloned(), verbatim_mark())
    });
    parts.collect()
}

/// What sets thoughts that are told word for word apart from a summary of them.
pub(super) fn verbatim_mark() -> JsonObject {
    let mut extras = JsonObject::new();
    extras.insert("block_type".to_owned(), "reasoning_text".into());
    extras
}

pub(super) fn thought(text: &str, index: u32, id: Option<String>, extras: JsonObject) -> ContentBlock {
    let is_plain = id.is_none() && extras.is_empty();
    let more = (!is_plain).then(|| Box::new(BlockDetails { id, extras, annotations: Vec::new() }));
    ContentBlock::Reasoning(ReasoningBlock { reasoning: text.into(), index: Some(index), more })
}

fn image(mut item: JsonObject, place: u32, places: &mut Places) -> ContentBlock {
    let index = Some(places.block(place, Part::Whole));
    let data = take_text(&mut item, "result").unwrap_or_default();
    let format = item.get("output_format").and_then(Value::as_str);
    let mime_type = format.map(|format| format!("image/{format}"));
    let id = take_text(&mut item, "id");
    let mut extras = known(item);
    let told = ["status", "background", "output_format", "quality", "revised_prompt", "size"];
    extras.retain(|key, _| told.contains(&key.as_str()));
    let source = MediaSource::Base64(data);
    ContentBlock::Image(Box::new(MediaBlock { source, mime_type, id, index, extras }))
}

fn non_standard(value: Value, index: u32) -> ContentBlock {
    ContentBlock::NonStandard(Box::new(NonStandardBlock { value, id: None, index: Some(index) }))
}

fn kind_of(item: &JsonObject) -> &str {
    item.get("type").and_then(Value::as_str).unwrap_or_default()
}

pub(super) fn take_text(fields: &mut JsonObject, key: &str) -> Option<String> {
    match fields.remove(key)? {
        Value::String(text) => Some(text),
        _ => None,
    }
}

fn take_list(fields: &mut JsonObject, key: &str) -> Vec<JsonObject> {
    let Some(Value::Array(list)) = fields.remove(key) else { return Vec::new() };
    let objects = list.into_iter().filter_map(|item| match item {
        Value::Object(object) => Some(object),
        _ => None,
    });
    objects.collect()
}

/// The fields that say something.
pub(super) fn known(mut fields: JsonObject) -> JsonObject {
    fields.retain(|_, value| !value.is_null());
    fields
}

fn rename(fields: &mut JsonObject, from: &str, to: &str) {
    if let Some(value) = fields.remove(from) {
        fields.insert(to.to_owned(), value);
    }
}
