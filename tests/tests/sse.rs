//! The framing of server-sent events: `runnable_providers::sse`.

mod sse {
    mod cases;
    mod conformance;
    mod cost;
    mod laws;
    mod limit;
    mod oracle;
    mod reading;
}
