//! Placeholder.

pub mod sse;
