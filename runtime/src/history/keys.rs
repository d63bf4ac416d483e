//! Under which names a record holds the question and the conversation before it.

/// Under which names a record holds the question and the conversation before it. Other inputs need no names.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct HistoryKeys {
    /// What the user says; the only value of the record unless set.
    pub input: Option<String>,
    /// Where the conversation before it is put; `history` unless set.
    pub history: String,
}

impl Default for HistoryKeys {
    fn default() -> Self {
        Self { input: None, history: "history".to_owned() }
    }
}
