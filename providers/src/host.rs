//! Where models are: one row for each host.

/// A host that speaks a dialect. What sets it apart from others is a field here, never a test of its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Host {
    /// What chunks and events name as the provider.
    pub name: &'static str,
    /// The URL that paths are appended to, without a slash at its end.
    pub base_url: &'static str,
    /// The environment variables that may hold another base URL, first one first.
    pub base_url_variables: &'static [&'static str],
    /// The environment variable that holds the key.
    pub key_variable: Option<&'static str>,
    /// How the key is sent.
    pub key_header: KeyHeader,
    /// Headers of every request.
    pub headers: &'static [(&'static str, &'static str)],
}

/// How a key is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyHeader {
    /// As `authorization: Bearer …`.
    Bearer,
    /// As the whole value of the header with this name.
    Named(&'static str),
}
