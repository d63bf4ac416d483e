//! The laws, over every recording that comes with the workspace. The folder is the test list: a new file is held to
//! all of them, and has its snapshots.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod fixtures {
    mod cancel;
    mod faults;
    mod laws;
    mod model;
    mod providers;
    mod shapes;
    mod splits;
    mod truncation;
}
