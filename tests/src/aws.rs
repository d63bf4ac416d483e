//! Messages of Amazon's event stream.

/// A message with these headers, all of them texts, and this payload.
///
/// # Panics
/// A header or the message is too long for its length to be written.
pub fn message(headers: &[(&str, &str)], payload: &str) -> Vec<u8> {
    let mut written = Vec::new();
    for (name, value) in headers {
        written.push(u8::try_from(name.len()).expect("a name is short"));
        written.extend(name.as_bytes());
        written.push(7);
        written.extend(u16::try_from(value.len()).expect("a value is short").to_be_bytes());
        written.extend(value.as_bytes());
    }
    sealed(&written, payload.as_bytes())
}

/// A message with these headers as they are written, and this payload.
///
/// # Panics
/// The message is too long for its length to be written.
pub fn sealed(headers: &[u8], payload: &[u8]) -> Vec<u8> {
    let length = |bytes: usize| u32::try_from(bytes).expect("a message is short").to_be_bytes();
    let mut message = [length(16 + headers.len() + payload.len()), length(headers.len())].concat();
    message.extend(crc32fast::hash(&message).to_be_bytes());
    message.extend([headers, payload].concat());
    message.extend(crc32fast::hash(&message).to_be_bytes());
    message
}

/// An event of this type.
pub fn event(name: &str, payload: &str) -> Vec<u8> {
    message(
        &[(":event-type", name), (":content-type", "application/json"), (":message-type", "event")],
        payload,
    )
}

/// An exception of this type.
pub fn exception(name: &str, payload: &str) -> Vec<u8> {
    message(&[(":exception-type", name), (":message-type", "exception")], payload)
}

/// A stream of these events.
pub fn stream(events: &[(&str, &str)]) -> Vec<u8> {
    events.iter().flat_map(|(name, payload)| event(name, payload)).collect()
}
