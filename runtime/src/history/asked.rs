//! Inputs that a conversation can be put before.

use super::HistoryKeys;
use crate::error::{Error, ErrorKind, Result};
use crate::message::Messages;
use crate::record::Record;
use crate::value::Streamable;

/// An input that a conversation can be put before: messages, or a record for a prompt that has a place for it.
#[diagnostic::on_unimplemented(
    message = "a conversation cannot be put before `{Self}`",
    label = "takes `{Self}`, not messages and not a record"
)]
pub trait Asked: Streamable {
    /// What the user says.
    ///
    /// # Errors
    /// There is no such value under the key, or several and no key.
    fn said(&self, keys: &HistoryKeys) -> Result<Messages>;

    /// The input, with what was said before.
    #[must_use]
    fn after(self, before: Messages, keys: &HistoryKeys) -> Self;
}

impl Asked for Messages {
    fn said(&self, _keys: &HistoryKeys) -> Result<Messages> {
        Ok(self.clone())
    }

    fn after(self, before: Messages, _keys: &HistoryKeys) -> Self {
        let mut all = before;
        self.iter().cloned().for_each(|message| all.push(message));
        all
    }
}

impl Asked for Record {
    fn said(&self, keys: &HistoryKeys) -> Result<Messages> {
        let mut names = self.names();
        let name = match (&keys.input, names.next(), names.next()) {
            (Some(name), ..) => name,
            (None, Some(only), None) => only,
            (None, ..) => {
                let names: Vec<_> = self.names().collect();
                let message =
                    format!("the history needs `input_key`: the input has the values {}", names.join(", "));
                return Err(Error::new(ErrorKind::Config, message));
            }
        };
        if let Some(messages) = self.get::<Messages>(name) {
            return Ok(messages.clone());
        }
        self.text(name).map(|text| text.into_owned().into()).ok_or_else(|| self.missing(name))
    }

    fn after(self, before: Messages, keys: &HistoryKeys) -> Self {
        self.with(keys.history.as_str(), before)
    }
}
