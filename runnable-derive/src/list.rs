//! A list of entries in an attribute, read entry by entry.

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, Meta, Token};

use crate::mistakes::Mistakes;

/// The tokens between the parentheses of an attribute.
pub(crate) fn tokens(attribute: &Attribute, example: &str) -> syn::Result<TokenStream> {
    match &attribute.meta {
        Meta::List(list) => Ok(list.tokens.clone()),
        meta @ (Meta::Path(_) | Meta::NameValue(_)) => {
            let name = meta.path().get_ident().map(Ident::to_string).unwrap_or_default();
            let message = format!("`{name}` takes a list: `#[{name}({example})]`");
            Err(syn::Error::new_spanned(meta, message))
        }
    }
}

/// Reads the entries; after a mistake it goes on behind the next comma.
pub(crate) fn each<T>(
    tokens: TokenStream,
    mistakes: &mut Mistakes,
    entry: fn(ParseStream<'_>) -> syn::Result<T>,
) -> Vec<T> {
    let mut entries = Vec::new();
    let read = |input: ParseStream<'_>| {
        while !input.is_empty() {
            match entry(input).and_then(|entry| end_of_entry(input).map(|()| entry)) {
                Ok(entry) => entries.push(entry),
                Err(mistake) => {
                    mistakes.add(mistake);
                    skip_entry(input);
                }
            }
        }
        Ok(())
    };
    // The closure takes all of its input and gives `Ok`, so there is no error of the parser's own.
    let _ = read.parse2(tokens);
    entries
}

/// The key that an entry begins with; keywords too.
pub(crate) fn key(input: ParseStream<'_>) -> syn::Result<Ident> {
    if input.peek(Ident::peek_any) {
        return input.call(Ident::parse_any);
    }
    Err(input.error("expected the name of an attribute"))
}

fn end_of_entry(input: ParseStream<'_>) -> syn::Result<()> {
    if input.is_empty() {
        return Ok(());
    }
    if input.peek(Token![,]) {
        return input.parse::<Token![,]>().map(|_| ());
    }
    Err(input.error("expected a comma"))
}

/// Skips the rest of an entry and the comma behind it. A comma between `<` and `>` belongs to a type.
fn skip_entry(input: ParseStream<'_>) {
    let mut depth = 0_usize;
    while let Ok(token) = input.parse::<TokenTree>() {
        if let TokenTree::Punct(punct) = token {
            match punct.as_char() {
                '<' => depth += 1,
                '>' => depth = depth.saturating_sub(1),
                ',' if depth == 0 => return,
                _ => {}
            }
        }
    }
}
