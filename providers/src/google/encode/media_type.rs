//! Media types of files that are somewhere else, as the ends of their addresses tell them.
//!
//! Vertex AI wants to be told the type. Google's own library guesses it the same way.

/// The ends of addresses, each with the type that Google knows such a file by.
const KNOWN: [(&str, &str); 28] = [
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("gif", "image/gif"),
    ("webp", "image/webp"),
    ("heic", "image/heic"),
    ("heif", "image/heif"),
    ("pdf", "application/pdf"),
    ("txt", "text/plain"),
    ("html", "text/html"),
    ("css", "text/css"),
    ("csv", "text/csv"),
    ("md", "text/markdown"),
    ("xml", "text/xml"),
    ("mp3", "audio/mpeg"),
    ("wav", "audio/wav"),
    ("aac", "audio/aac"),
    ("flac", "audio/flac"),
    ("ogg", "audio/ogg"),
    ("aiff", "audio/aiff"),
    ("mp4", "video/mp4"),
    ("mpeg", "video/mpeg"),
    ("mpg", "video/mpeg"),
    ("mov", "video/quicktime"),
    ("webm", "video/webm"),
    ("wmv", "video/x-ms-wmv"),
    ("flv", "video/x-flv"),
    ("3gp", "video/3gpp"),
];

/// The media type of what is at this address; nothing where its end does not tell.
pub(super) fn of_address(url: &str) -> Option<&'static str> {
    let path = url.split(['?', '#']).next()?;
    let (_, extension) = path.rsplit_once('.')?;
    let known = KNOWN.iter().find(|(known, _)| known.eq_ignore_ascii_case(extension));
    known.map(|&(_, media_type)| media_type)
}

#[cfg(test)]
mod tests {
    use super::of_address;

    #[test]
    fn the_end_of_an_address_tells_the_type() {
        for (url, media_type) in [
            ("https://example.com/a.b/fish.PNG?size=2#top", Some("image/png")),
            ("gs://bucket/fish.pdf", Some("application/pdf")),
            ("https://www.youtube.com/watch?v=a.mp4", None),
            ("https://example.com/a.png/raw", None),
            ("fish", None),
        ] {
            assert_eq!(of_address(url), media_type, "{url}");
        }
    }
}
