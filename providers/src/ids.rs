//! Ids that the library makes: the same bytes always give the same one.

/// The 64-bit FNV-1a hash, which is the same in every version of this library.
pub(crate) fn fnv(bytes: &[u8]) -> u64 {
    fnv_on(0xcbf2_9ce4_8422_2325, bytes)
}

/// The hash of some bytes, and a number behind them.
pub(crate) fn fnv_with(bytes: &[u8], number: u32) -> u64 {
    fnv_on(fnv(bytes), &number.to_le_bytes())
}

fn fnv_on(hash: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(hash, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3))
}
