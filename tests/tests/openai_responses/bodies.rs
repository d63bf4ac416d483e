//! Bodies that tests share, written from the published format.

/// The answer "Blub blub." in two pieces.
pub(crate) const BLUB: &str = concat!(
    "event: response.created\n",
    r#"data: {"type":"response.created","sequence_number":0,"response":{"id":"resp_1","object":"response","created_at":1780000000,"status":"in_progress","model":"gpt-5.4","output":[]}}"#,
    "\n\nevent: response.output_item.added\n",
    r#"data: {"type":"response.output_item.added","sequence_number":1,"output_index":0,"item":{"id":"msg_1","type":"message","status":"in_progress","content":[],"role":"assistant"}}"#,
    "\n\nevent: response.content_part.added\n",
    r#"data: {"type":"response.content_part.added","sequence_number":2,"output_index":0,"content_index":0,"item_id":"msg_1","part":{"type":"output_text","annotations":[],"text":""}}"#,
    "\n\nevent: response.output_text.delta\n",
    r#"data: {"type":"response.output_text.delta","sequence_number":3,"output_index":0,"content_index":0,"item_id":"msg_1","delta":"Blub","logprobs":[],"obfuscation":"a1"}"#,
    "\n\nevent: response.output_text.delta\n",
    r#"data: {"type":"response.output_text.delta","sequence_number":4,"output_index":0,"content_index":0,"item_id":"msg_1","delta":" blub.","logprobs":[],"obfuscation":"b"}"#,
    "\n\nevent: response.output_text.done\n",
    r#"data: {"type":"response.output_text.done","sequence_number":5,"output_index":0,"content_index":0,"item_id":"msg_1","text":"Blub blub.","logprobs":[]}"#,
    "\n\nevent: response.output_item.done\n",
    r#"data: {"type":"response.output_item.done","sequence_number":6,"output_index":0,"item":{"id":"msg_1","type":"message","status":"completed","content":[{"type":"output_text","annotations":[],"text":"Blub blub."}],"role":"assistant"}}"#,
    "\n\nevent: response.completed\n",
    r#"data: {"type":"response.completed","sequence_number":7,"response":{"id":"resp_1","object":"response","created_at":1780000000,"status":"completed","model":"gpt-5.4","output":[{"id":"msg_1","type":"message","status":"completed","content":[{"type":"output_text","annotations":[],"text":"Blub blub."}],"role":"assistant"}],"usage":{"input_tokens":10,"input_tokens_details":{"cached_tokens":0},"output_tokens":4,"output_tokens_details":{"reasoning_tokens":0},"total_tokens":14}}}"#,
    "\n\n",
);

/// The same answer at once.
pub(crate) const WHOLE_BLUB: &str = r#"{"id":"resp_1","object":"response","created_at":1780000000,"status":"completed",
    "model":"gpt-5.4","output":[{"id":"msg_1","type":"message","status":"completed","role":"assistant",
    "content":[{"type":"output_text","annotations":[],"text":"Blub blub."}]}],
    "usage":{"input_tokens":10,"input_tokens_details":{"cached_tokens":0},"output_tokens":4,
    "output_tokens_details":{"reasoning_tokens":0},"total_tokens":14}}"#;

/// The beginning of a stream.
pub(crate) const CREATED: (&str, &str) = ("response.created", r#"{"response":{"id":"resp_1"}}"#);

/// The end of a stream.
pub(crate) const COMPLETED: (&str, &str) = ("response.completed", r#"{"response":{"status":"completed"}}"#);
