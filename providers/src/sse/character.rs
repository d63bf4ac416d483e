use std::mem;

/// The beginning of a character that a buffer cut: up to three bytes that others may complete.
#[derive(Debug, Default)]
pub(super) struct Pending {
    bytes: [u8; 4],
    length: usize,
}

impl Pending {
    #[inline]
    pub(super) fn is_empty(&self) -> bool {
        self.length == 0
    }

    pub(super) fn len(&self) -> usize {
        self.length
    }

    /// Takes bytes until there is a character; gives it, its length in the stream, and the bytes behind it.
    ///
    /// What no byte can complete any more is U+FFFD, and the byte that shows it is not a part of it.
    pub(super) fn complete<'a>(&mut self, mut bytes: &'a [u8]) -> (Option<(char, usize)>, &'a [u8]) {
        while self.length > 0 {
            let Some((&next, rest)) = bytes.split_first() else { break };
            self.bytes[self.length] = next;
            match str::from_utf8(&self.bytes[..=self.length]) {
                Ok(text) => {
                    let length = mem::take(&mut self.length) + 1;
                    return (text.chars().next().map(|character| (character, length)), rest);
                }
                Err(error) if error.error_len().is_none() => {
                    self.length += 1;
                    bytes = rest;
                }
                Err(_) => return (Some(('\u{fffd}', mem::take(&mut self.length))), bytes),
            }
        }
        (None, bytes)
    }

    /// Keeps the end of a buffer that [`split_cut`] found.
    pub(super) fn keep(&mut self, cut: &[u8]) {
        self.bytes[..cut.len()].copy_from_slice(cut);
        self.length = cut.len();
    }
}

/// Divides `bytes` before a character at its end that lacks bytes, one to three bytes long if there is one.
#[inline]
pub(super) fn split_cut(bytes: &[u8]) -> (&[u8], &[u8]) {
    let is_cut = |at: &usize| str::from_utf8(&bytes[*at..]).is_err_and(|error| error.error_len().is_none());
    let last_three = bytes.len().saturating_sub(3)..bytes.len();
    let last_start = last_three.rev().take_while(|at| !bytes[*at].is_ascii()).find(|at| bytes[*at] >= 0xC0);
    bytes.split_at(last_start.filter(is_cut).unwrap_or(bytes.len()))
}
