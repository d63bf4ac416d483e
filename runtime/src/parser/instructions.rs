//! What a prompt tells a model about the form that a parser reads, in LangChain's words.

use super::{
    CommaSeparatedListOutputParser, JsonOutputParser, MarkdownListOutputParser, NumberedListOutputParser,
    XmlOutputParser,
};

const ANY_JSON: &str = "Return a JSON object.";

const XML: &str = r#"The output should be formatted as a XML file.
1. Output should conform to the tags below.
2. If tags are not given, make them on your own.
3. Remember to always open and close all the tags.

As an example, for the tags ["foo", "bar", "baz"]:
1. String "<foo>
   <bar>
      <baz></baz>
   </bar>
</foo>" is a well-formatted instance of the schema.
2. String "<foo>
   <bar>
   </foo>" is a badly-formatted instance.
3. String "<foo>
   <tag>
   </tag>
</foo>" is a badly-formatted instance."#;

impl CommaSeparatedListOutputParser {
    /// What a prompt tells the model about the form.
    ///
    /// ```
    /// use runnable::{CommaSeparatedListOutputParser, PromptTemplate};
    ///
    /// let prompt = PromptTemplate::new("List five fish.\n{form}")
    ///     .partial("form", CommaSeparatedListOutputParser.format_instructions());
    /// assert!(prompt.format(runnable::Record::new())?.ends_with("eg: `foo, bar, baz` or `foo,bar,baz`"));
    /// # Ok::<(), runnable::Error>(())
    /// ```
    pub fn format_instructions(self) -> &'static str {
        "Your response should be a list of comma separated values, eg: `foo, bar, baz` or `foo,bar,baz`"
    }
}

impl NumberedListOutputParser {
    /// What a prompt tells the model about the form.
    pub fn format_instructions(self) -> &'static str {
        "Your response should be a numbered list with each item on a new line. For example: \n\n\
         1. foo\n\n2. bar\n\n3. baz"
    }
}

impl MarkdownListOutputParser {
    /// What a prompt tells the model about the form.
    pub fn format_instructions(self) -> &'static str {
        "Your response should be a markdown list, eg: `- foo\n- bar\n- baz`"
    }
}

impl XmlOutputParser {
    /// What a prompt tells the model about the form: that it may use these tags, or tags of its own where there are
    /// none.
    pub fn format_instructions(self, tags: impl IntoIterator<Item: AsRef<str>>) -> String {
        let tags: Vec<_> = tags.into_iter().map(|tag| format!("'{}'", tag.as_ref())).collect();
        let mut out = XML.to_owned();
        if !tags.is_empty() {
            out += "\n\nHere are the output tags:\n```\n[";
            out += &tags.join(", ");
            out += "]\n```";
        }
        out
    }
}

#[cfg(not(feature = "schemars"))]
impl JsonOutputParser {
    /// What a prompt tells the model about the form: that it is JSON.
    pub fn format_instructions(&self) -> String {
        ANY_JSON.to_owned()
    }
}

#[cfg(feature = "schemars")]
impl<T: schemars::JsonSchema> JsonOutputParser<T> {
    /// What a prompt tells the model about the form: the type's JSON schema, or only that it is JSON where any is
    /// good.
    pub fn format_instructions(&self) -> String {
        match crate::tool::schema_of::<T>() {
            (description, serde_json::Value::Object(mut schema)) if !schema.is_empty() => {
                schema.remove("type");
                schema.extend(description.map(|text| ("description".to_owned(), text.into())));
                format!("{TYPED_JSON}\n```\n{}\n```", spaced(&schema.into()))
            }
            _ => ANY_JSON.to_owned(),
        }
    }
}

#[cfg(feature = "schemars")]
const TYPED_JSON: &str = r#"STRICT OUTPUT FORMAT:
- Return only the JSON value that conforms to the schema. Do not include any additional text, explanations, headings, or separators.
- Do not wrap the JSON in Markdown or code fences (no ``` or ```json).
- Do not prepend or append any text (e.g., do not write "Here is the JSON:").
- The response must be a single top-level JSON value exactly as required by the schema (object/array/etc.), with no trailing commas or comments.

The output should be formatted as a JSON instance that conforms to the JSON schema below.

As an example, for the schema {"properties": {"foo": {"title": "Foo", "description": "a list of strings", "type": "array", "items": {"type": "string"}}}, "required": ["foo"]} the object {"foo": ["bar", "baz"]} is a well-formatted instance of the schema. The object {"properties": {"foo": ["bar", "baz"]}} is not well-formatted.

Here is the output schema (shown in a code block for readability only — do not include any backticks or Markdown in your output):"#;

/// JSON on one line with a space behind each comma and colon, as Python writes it.
#[cfg(feature = "schemars")]
fn spaced(value: &serde_json::Value) -> String {
    use serde_json::Value;

    match value {
        Value::Array(items) => format!("[{}]", items.iter().map(spaced).collect::<Vec<_>>().join(", ")),
        Value::Object(object) => {
            let entry =
                |(key, value): (&String, &Value)| format!("{}: {}", Value::from(key.as_str()), spaced(value));
            format!("{{{}}}", object.iter().map(entry).collect::<Vec<_>>().join(", "))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.to_string(),
    }
}
