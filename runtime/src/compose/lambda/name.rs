//! What the runs of a closure or a function are called.

use std::sync::Arc;

/// The name of the function; the other name where it is a closure.
pub(in crate::compose) fn of<F>(function: &F, closure: &str) -> Arc<str> {
    let path = std::any::type_name_of_val(function);
    if path.contains('{') {
        return closure.into();
    }
    let path = path.split('<').next().unwrap_or_default();
    match path.rsplit("::").next() {
        Some(name) if !name.is_empty() => name.into(),
        _ => closure.into(),
    }
}
