//! Ids that the library makes: the same bytes always give the same one.

/// The 64-bit FNV-1a hash, which is the same in every version of this library.
pub(crate) fn fnv(bytes: &[u8]) -> u64 {
    fnv_of(&[bytes])
}

/// The hash of some bytes, and a number behind them.
pub(crate) fn fnv_with(bytes: &[u8], number: u32) -> u64 {
    fnv_of(&[bytes, &number.to_le_bytes()])
}

/// The hash of the parts, one behind the other.
pub(crate) fn fnv_of(parts: &[&[u8]]) -> u64 {
    let bytes = parts.iter().copied().flatten();
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}
