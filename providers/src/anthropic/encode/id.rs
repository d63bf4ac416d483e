//! Ids of tool calls that the API takes.

use std::borrow::Cow;

use crate::ids::fnv;

/// The id, or another one in place of one that the API would refuse: that of a call which another provider made. The
/// same id always gives the same one, so that a call and its result stay together.
pub(super) fn accepted(id: &str) -> Cow<'_, str> {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    if !id.is_empty() && id.bytes().all(is_plain) {
        return id.into();
    }
    format!("toolu_{:016x}", fnv(id.as_bytes())).into()
}
