//! What all providers have in common: names, hosts, profiles, the table.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod providers {
    mod hosts;
    mod names;
    mod profile;
    mod table;
}
