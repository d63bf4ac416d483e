//! `#[derive(Streamable)]`: a value that arrives whole, and named values where its fields have names.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::parse::ParseStream;
use syn::{Data, DeriveInput, Fields, Path, parse_quote};

use crate::expand::wrap;
use crate::generics::Header;
use crate::list;
use crate::mistakes::Mistakes;
use crate::valid;
use crate::value;

/// The whole of `#[derive(Streamable)]`.
pub(crate) fn derive(input: TokenStream) -> TokenStream {
    let input: DeriveInput = match syn::parse2(input) {
        Ok(input) => input,
        Err(error) => return error.into_compile_error(),
    };
    let mut mistakes = Mistakes::default();
    let path = path(&input, &mut mistakes).unwrap_or_else(|| parse_quote!(::runnable));
    valid::no_union("Streamable", &input, &mut mistakes);
    valid::only_on_the_type("streamable", &input, &mut mistakes);
    no_lifetimes(&input, &mut mistakes);
    let owned = input.generics.lifetimes().next().is_none();
    let value = (owned && !matches!(input.data, Data::Union(_))).then(|| expand(&input, &path));
    let errors = mistakes.into_compile_error();
    quote!(#errors #value)
}

/// `#[streamable(crate = path)]`.
fn path(input: &DeriveInput, mistakes: &mut Mistakes) -> Option<Path> {
    let mut path = None;
    for attribute in input.attrs.iter().filter(|attribute| attribute.path().is_ident("streamable")) {
        let Some(tokens) = mistakes.keep(list::tokens(attribute, "crate = my_crate::runnable")) else {
            continue;
        };
        for (key, found) in list::each(tokens, mistakes, entry) {
            if path.is_some() {
                mistakes.add(valid::duplicate("crate", key.span()));
            }
            path.get_or_insert(found);
        }
    }
    path
}

fn entry(input: ParseStream<'_>) -> syn::Result<(Ident, Path)> {
    let key = list::key(input)?;
    if key != "crate" {
        let message = format!("unknown attribute `{key}`; there is `crate`: `crate = my_crate::runnable`");
        return Err(syn::Error::new(key.span(), message));
    }
    let path = value::path(input, &key)?;
    Ok((key, path))
}

/// A value outlives the call that gave it, so it owns what it holds.
fn no_lifetimes(input: &DeriveInput, mistakes: &mut Mistakes) {
    for lifetime in input.generics.lifetimes() {
        let message = format!(
            "a step value owns its data: `{}` cannot borrow for `{}`",
            input.ident, lifetime.lifetime
        );
        mistakes.add(syn::Error::new(lifetime.lifetime.span(), message));
    }
}

fn expand(input: &DeriveInput, path: &Path) -> TokenStream {
    let header = Header::of_value(&input.ident, &input.generics);
    let value = header.implement(&quote!(__runnable::Streamable), &quote!(__runnable::__whole!();));
    let record = has_names(&input.data).then(|| record(&header));
    let proof = header.proof();
    wrap(path, &quote!(#value #record #proof))
}

fn has_names(data: &Data) -> bool {
    matches!(data, Data::Struct(data) if matches!(data.fields, Fields::Named(_)))
}

/// What makes a struct something that a prompt takes.
fn record(header: &Header) -> TokenStream {
    let named = header.implement(&quote!(__runnable::Named), &TokenStream::new());
    let feeds =
        header.implement(&quote!(__runnable::Feeds<__runnable::Record>), &quote!(__runnable::__record!();));
    quote!(#named #feeds)
}
