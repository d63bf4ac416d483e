//! What hosts at Amazon Web Services have of their own.
//!
//! | file | what |
//! |---|---|
//! | `event_stream` | a stream of binary frames |
//! | `credentials` | who asks, and how nobody learns it |
//! | `sign` | the signature of a request, version 4 |

pub(crate) mod credentials;
pub(crate) mod event_stream;
pub(crate) mod sign;
