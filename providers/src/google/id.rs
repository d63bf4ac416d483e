//! Ids for calls that the API gives none.

/// What every id begins with that was made here.
const MADE: &str = "call_";

/// An id for block number `number` of the response with this id, a call of this name. The same answer gives the same id,
/// however it came.
pub(super) fn made(response: &str, number: u32, name: &str) -> String {
    let number = number.to_le_bytes();
    let parts = [response.as_bytes(), &number, name.as_bytes()];
    let hash = parts.into_iter().fold(0xcbf2_9ce4_8422_2325, fnv);
    format!("{MADE}{hash:016x}")
}

/// Whether the id was made here, so that the API does not know it.
pub(super) fn is_made(id: &str) -> bool {
    let hash = id.strip_prefix(MADE);
    hash.is_some_and(|hash| hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// The 64-bit FNV-1a hash, which is the same in every version of this library.
fn fnv(hash: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(hash, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3))
}
