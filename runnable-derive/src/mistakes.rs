//! The mistakes of one build, collected so that all of them are reported at once.

use proc_macro2::TokenStream;

#[derive(Debug, Default)]
pub(crate) struct Mistakes {
    found: Option<syn::Error>,
}

impl Mistakes {
    pub(crate) fn add(&mut self, mistake: syn::Error) {
        match &mut self.found {
            Some(found) => found.combine(mistake),
            None => self.found = Some(mistake),
        }
    }

    /// Keeps the value, or the mistake in its place.
    pub(crate) fn keep<T>(&mut self, result: syn::Result<T>) -> Option<T> {
        result.map_err(|mistake| self.add(mistake)).ok()
    }

    /// The mistakes as code that fails to compile with their words; `None` where there are none.
    pub(crate) fn into_compile_error(self) -> Option<TokenStream> {
        self.found.map(syn::Error::into_compile_error)
    }
}
