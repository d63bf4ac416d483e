//! URLs that hold their bytes themselves: `data:image/png;base64,…`.

/// The media type and the base64 text of such a URL; `None` of any other.
pub(crate) fn split(url: &str) -> Option<(&str, &str)> {
    url.strip_prefix("data:")?.split_once(";base64,")
}

/// The URL that holds these base64 bytes.
pub(crate) fn joined(media_type: &str, data: &str) -> String {
    format!("data:{media_type};base64,{data}")
}
