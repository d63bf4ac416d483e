//! Where the words of an answer come from.

use runnable::message::Annotation;
use runnable::{ContentBlock, JsonObject};
use serde_json::{Value, json};

/// The value with the names of its fields in snake case, at any depth, as LangChain shows them.
pub(super) fn snake_case(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            fields.into_iter().map(|(key, value)| (snake(&key), snake_case(value))).collect()
        }
        Value::Array(values) => values.into_iter().map(snake_case).collect(),
        plain => plain,
    }
}

fn snake(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    for character in name.chars() {
        if character.is_ascii_uppercase() {
            out.push('_');
        }
        out.push(character.to_ascii_lowercase());
    }
    out
}

/// Gives the first text of a chunk the citations that came with it. Where there is none they are in the metadata alone.
pub(super) fn cite(grounding: &Value, blocks: &mut [ContentBlock]) {
    let first = blocks.iter_mut().find_map(|block| match block {
        ContentBlock::Text(text) => Some(text),
        _ => None,
    });
    let citations = citations(grounding);
    if let (Some(text), false) = (first, citations.is_empty()) {
        text.more.get_or_insert_default().annotations.extend(citations);
    }
}

/// A citation for every source of every segment that has one.
fn citations(grounding: &Value) -> Vec<Annotation> {
    let list = |key: &str| grounding[key].as_array().map_or(&[][..], Vec::as_slice);
    let (sources, queries) = (list("grounding_chunks"), list("web_search_queries"));
    let mut citations = Vec::new();
    for support in list("grounding_supports") {
        let indices = support["grounding_chunk_indices"].as_array();
        for number in indices.into_iter().flatten().filter_map(Value::as_u64) {
            let source = usize::try_from(number).ok().and_then(|number| sources.get(number));
            citations.extend(source.map(|source| citation(support, source, number, queries)));
        }
    }
    citations
}

/// One source of one segment. Its place is in bytes of the text, as Google counts.
fn citation(support: &Value, source: &Value, number: u64, queries: &[Value]) -> Annotation {
    let segment = &support["segment"];
    let said = |field: &str| {
        let said = ["maps", "web"].iter().find_map(|kind| source[*kind][field].as_str());
        said.filter(|text| !text.is_empty()).map(str::to_owned)
    };
    let scores = support["confidence_scores"].as_array().cloned().unwrap_or_default();
    let metadata = json!({
        "web_search_queries": queries,
        "grounding_chunk_index": number,
        "confidence_scores": scores,
    });
    Annotation {
        url: said("uri"),
        title: said("title"),
        cited_text: segment["text"].as_str().map(str::to_owned),
        start_index: segment["start_index"].as_u64(),
        end_index: segment["end_index"].as_u64(),
        extras: JsonObject::from_iter([("google_ai_metadata".to_owned(), metadata)]),
        ..Annotation::citation()
    }
}

#[cfg(test)]
mod tests {
    use super::snake_case;
    use serde_json::json;

    #[test]
    fn names_change_at_any_depth_and_values_do_not() {
        let value = json!({"groundingChunks": [{"web": {"someUri": "aB"}}], "plain": true});

        let expected = json!({"grounding_chunks": [{"web": {"some_uri": "aB"}}], "plain": true});
        assert_eq!(snake_case(value), expected);
    }
}
