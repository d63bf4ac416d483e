//! A call whose arguments come value by value, as Vertex AI sends them where `streamFunctionCallArguments` asks for it.
//!
//! Each piece says where its value belongs, as in `$.orders[0].dish`; a text may go on in the next piece. The call is
//! told when it is complete: JSON that grows in several places at once cannot be told as text.

use runnable::JsonObject;
use serde_json::Value;

use super::super::wire::PartialArg;
use crate::dialect::Malformed;

/// How deep a value may stand: as deep as in JSON that is read at once.
const DEEPEST: usize = 128;

#[derive(Debug)]
pub(super) struct Growing {
    pub(super) name: String,
    pub(super) id: Option<String>,
    pub(super) signature: Option<String>,
    args: Value,
}

impl Growing {
    pub(super) fn new(name: String, id: Option<String>) -> Self {
        Self { name, id, signature: None, args: JsonObject::new().into() }
    }

    /// Puts a piece where it belongs: behind a text that is there, else in the place of what is there.
    pub(super) fn add(&mut self, piece: &PartialArg<'_>) -> Result<(), Malformed> {
        let known = find(&mut self.args, &piece.json_path).ok_or(Malformed::missing("jsonPath"))?;
        match (known, piece.string_value.as_deref()) {
            (Value::String(text), Some(more)) => text.push_str(more),
            (known, Some(text)) => *known = text.into(),
            (known, None) => {
                let number = piece.number_value.as_ref().map(ToString::to_string);
                let whole = number.map(|number| super::arguments::with_whole_numbers(&number));
                let number = whole.map(|number| serde_json::from_str(&number)).transpose()?;
                *known = number.or_else(|| piece.bool_value.map(Value::from)).unwrap_or_default();
            }
        }
        Ok(())
    }

    /// The arguments as text. Those of a call that never became complete are no JSON, so that nobody runs it.
    pub(super) fn text(&self, is_complete: bool) -> String {
        let mut text = self.args.to_string();
        if !is_complete {
            text.pop();
        }
        text
    }
}

/// The place that the path names, made if it is not there. A list grows by one place at a time.
fn find<'a>(root: &'a mut Value, path: &str) -> Option<&'a mut Value> {
    let mut rest = path.strip_prefix('$')?;
    let mut place = root;
    for _ in 0..DEEPEST {
        if rest.is_empty() {
            return Some(place);
        }
        let (step, behind) = step(rest)?;
        rest = behind;
        place = match step {
            Step::Name(name) => {
                if place.is_null() {
                    *place = JsonObject::new().into();
                }
                place.as_object_mut()?.entry(name).or_insert(Value::Null)
            }
            Step::Number(number) => {
                if place.is_null() {
                    *place = Vec::<Value>::new().into();
                }
                let list = place.as_array_mut()?;
                if number == list.len() {
                    list.push(Value::Null);
                }
                list.get_mut(number)?
            }
        };
    }
    None
}

enum Step<'a> {
    Name(&'a str),
    Number(usize),
}

/// The first step of a path, `.name`, `['name']` or `[0]`, and what is behind it.
fn step(path: &str) -> Option<(Step<'_>, &str)> {
    if let Some(rest) = path.strip_prefix('.') {
        let end = rest.find(['.', '[']).unwrap_or(rest.len());
        return (end > 0).then(|| (Step::Name(&rest[..end]), &rest[end..]));
    }
    let rest = path.strip_prefix('[')?;
    for quote in ['\'', '"'] {
        if let Some(rest) = rest.strip_prefix(quote) {
            let (name, behind) = rest.split_once(quote)?;
            return Some((Step::Name(name), behind.strip_prefix(']')?));
        }
    }
    let (number, behind) = rest.split_once(']')?;
    Some((Step::Number(number.parse().ok()?), behind))
}

#[cfg(test)]
mod tests {
    use super::find;
    use serde_json::{Value, json};

    #[test]
    fn a_path_makes_the_places_that_it_names() {
        let mut root = json!({});

        *find(&mut root, "$.a.b[0]['c d']").unwrap() = 1.into();
        *find(&mut root, "$.a.b[1]").unwrap() = 2.into();

        assert_eq!(root, json!({"a": {"b": [{"c d": 1}, 2]}}));
        assert_eq!(find(&mut root.clone(), &format!("${}", ".a".repeat(1000))), None);
        for path in
            ["", "a", "$.", "$a", "$[", "$[9]", "$.a.b[7]", "$.a['c", "$.a.b.c", "$.a.b[1].c", "$[-1]"]
        {
            assert_eq!(find(&mut root.clone(), path), None::<&mut Value>, "{path}");
        }
    }
}
