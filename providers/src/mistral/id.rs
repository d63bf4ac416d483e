//! Ids of tool calls: Mistral takes those of nine letters and digits, and no others.

use std::borrow::Cow;

use crate::ids::{fnv, fnv_with};

const LENGTH: usize = 9;
const DIGITS: &[u8; 62] = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// The id, or another one in place of one that the API would refuse. The same id always gives the same one, so that a
/// call and its result stay together.
pub(super) fn accepted(id: &str) -> Cow<'_, str> {
    if id.len() == LENGTH && id.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return id.into();
    }
    spelled(fnv(id.as_bytes())).into()
}

/// An id for a call that came without one, the `number`th of its stream.
pub(super) fn made(data: &str, number: u32) -> String {
    spelled(fnv_with(data.as_bytes(), number))
}

fn spelled(mut hash: u64) -> String {
    let mut next = || {
        let digit = DIGITS[(hash % 62) as usize];
        hash /= 62;
        char::from(digit)
    };
    (0..LENGTH).map(|_| next()).collect()
}

#[cfg(test)]
mod tests {
    use super::{accepted, made};

    #[test]
    fn an_id_has_nine_letters_and_digits() {
        assert_eq!(accepted("D681PevKs"), "D681PevKs");
        let ids = [accepted("toolu_01Weather").into_owned(), accepted("").into_owned(), made("{}", 0)];
        for id in &ids {
            assert!(id.len() == 9 && id.bytes().all(|byte| byte.is_ascii_alphanumeric()), "{id}");
        }
        assert_eq!(accepted("toolu_01Weather"), ids[0]);
        assert_ne!(made("{}", 0), made("{}", 1));
    }
}
