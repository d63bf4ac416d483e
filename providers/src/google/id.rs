//! Ids for calls that the API gives none.

use crate::ids::fnv_of;

/// What every id begins with that was made here.
const MADE: &str = "call_";

/// An id for block number `number` of the response with this id, a call of this name. The same answer gives the same id,
/// however it came.
pub(super) fn made(response: &str, number: u32, name: &str) -> String {
    let hash = fnv_of(&[response.as_bytes(), &number.to_le_bytes(), name.as_bytes()]);
    format!("{MADE}{hash:016x}")
}

/// Whether the id was made here, so that the API does not know it.
pub(super) fn is_made(id: &str) -> bool {
    let hash = id.strip_prefix(MADE);
    hash.is_some_and(|hash| hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()))
}
