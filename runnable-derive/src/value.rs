//! The value of an entry: each with the fix in its error.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Lit, LitInt, LitStr, Path, Token, Type, WherePredicate, bracketed, parenthesized};

use crate::attr::Fact;
use crate::list;
use crate::nearest::nearest;

/// The hooks by name.
pub(crate) const HOOKS: [&str; 2] = ["invoke", "stream_tokens"];

/// The entry is its key and no more.
pub(crate) fn none(input: ParseStream<'_>, key: &Ident) -> syn::Result<()> {
    if !input.peek(Token![=]) && !input.peek(syn::token::Paren) {
        return Ok(());
    }
    Err(syn::Error::new(key.span(), format!("`{key}` takes no value: write `{key}` alone")))
}

/// `key = Type`.
pub(crate) fn type_(input: ParseStream<'_>, key: &Ident) -> syn::Result<Type> {
    let usage = format!("`{key}` takes a type: `{key} = String`");
    equals(input, key, &usage)?;
    bare(input, key)?;
    parse(input, key.span(), &usage)
}

/// `crate = path`.
pub(crate) fn path(input: ParseStream<'_>, key: &Ident) -> syn::Result<Path> {
    let usage = "`crate` takes a path: `crate = my_crate::runnable`";
    equals(input, key, usage)?;
    bare(input, key)?;
    let span = if input.is_empty() { key.span() } else { input.span() };
    input.call(Path::parse_mod_style).map_err(|_| syn::Error::new(span, usage))
}

/// `name = "…"`.
pub(crate) fn name(input: ParseStream<'_>, key: &Ident) -> syn::Result<LitStr> {
    let usage = "`name` takes a string: `name = \"parrot\"`";
    equals(input, key, usage)?;
    let name: LitStr = parse(input, key.span(), usage)?;
    if name.value().is_empty() {
        return Err(syn::Error::new(name.span(), "the name is empty: runs are found by it"));
    }
    Ok(name)
}

/// `tags = ["…", "…"]`.
pub(crate) fn tags(input: ParseStream<'_>, key: &Ident) -> syn::Result<Vec<LitStr>> {
    const USAGE: &str = "`tags` takes a list of strings: `tags = [\"demo\"]`";
    equals(input, key, USAGE)?;
    if !input.peek(syn::token::Bracket) {
        return Err(syn::Error::new(input.span(), USAGE));
    }
    let content;
    bracketed!(content in input);
    separated(&content, |input| parse(input, input.span(), USAGE))
}

/// `metadata(key = literal, "dotted.key" = literal)`.
pub(crate) fn metadata(input: ParseStream<'_>, key: &Ident) -> syn::Result<Vec<Fact>> {
    let usage = "`metadata` takes a list: `metadata(team = \"search\", \"price.input\" = 0.25)`";
    separated(&in_parentheses(input, key, usage)?, fact)
}

fn fact(input: ParseStream<'_>) -> syn::Result<Fact> {
    let name = if input.peek(LitStr) {
        input.parse()?
    } else {
        let key = list::key(input)?;
        LitStr::new(&key.unraw().to_string(), key.span())
    };
    let span = name.span();
    let usage = format!("`{0}` takes a string, a number or a bool: `{0} = \"…\"`", name.value());
    if !input.peek(Token![=]) {
        return Err(syn::Error::new(name.span(), usage));
    }
    input.parse::<Token![=]>()?;
    Ok(Fact { name, value: literal(input, span, &usage)? })
}

/// A literal that JSON can hold, as an expression that `Value::from` takes.
fn literal(input: ParseStream<'_>, before: Span, usage: &str) -> syn::Result<TokenStream> {
    let minus: Option<Token![-]> = input.parse()?;
    let literal: Lit = parse(input, before, usage)?;
    let span = literal.span();
    match (literal, minus) {
        (Lit::Str(text), None) => Ok(text.into_token_stream()),
        (Lit::Bool(bool), None) => Ok(bool.into_token_stream()),
        (Lit::Int(number), minus) => integer(&number, minus.is_some()),
        (Lit::Float(number), minus) if number.base10_parse::<f64>().is_ok_and(f64::is_finite) => {
            let number: f64 = number.base10_parse()?;
            Ok(quote_spanned!(span=> #minus #number))
        }
        _ => Err(syn::Error::new(span, usage)),
    }
}

fn integer(number: &LitInt, negative: bool) -> syn::Result<TokenStream> {
    let span = number.span();
    let digits = number.base10_digits();
    let signed = if negative { format!("-{digits}") } else { digits.to_owned() };
    if let Ok(number) = signed.parse::<i64>() {
        return Ok(quote_spanned!(span=> #number));
    }
    match signed.parse::<u64>() {
        Ok(number) => Ok(quote_spanned!(span=> #number)),
        Err(_) => Err(syn::Error::new(span, "the number is too large for JSON: write it as a string")),
    }
}

/// `hooks(invoke, stream_tokens)`.
pub(crate) fn hooks(input: ParseStream<'_>, key: &Ident) -> syn::Result<Vec<Ident>> {
    let usage = "`hooks` names the hooks that the type has: `hooks(invoke)`, `hooks(stream_tokens)` or both";
    let hooks = separated(&in_parentheses(input, key, usage)?, list::key)?;
    if hooks.is_empty() {
        return Err(syn::Error::new(key.span(), usage));
    }
    for hook in &hooks {
        let word = hook.to_string();
        if !HOOKS.contains(&word.as_str()) {
            let meant = nearest(&word, HOOKS).map_or_else(
                || "there are `invoke` and `stream_tokens`".to_owned(),
                |near| format!("did you mean `{near}`?"),
            );
            return Err(syn::Error::new(hook.span(), format!("unknown hook `{word}`; {meant}")));
        }
    }
    Ok(hooks)
}

/// `bound = "M: Clone, N: Debug"`.
pub(crate) fn bound(input: ParseStream<'_>, key: &Ident) -> syn::Result<Vec<WherePredicate>> {
    let usage = "`bound` takes the bounds of a `where` clause in a string: `bound = \"M: Clone\"`";
    equals(input, key, usage)?;
    let bounds: LitStr = parse(input, key.span(), usage)?;
    let predicates = bounds.parse_with(Punctuated::<WherePredicate, Token![,]>::parse_terminated);
    match predicates {
        Ok(predicates) => Ok(predicates.into_iter().collect()),
        Err(error) => Err(syn::Error::new(bounds.span(), format!("{usage}; here: {error}"))),
    }
}

/// `invoke = "always"`.
pub(crate) fn always(input: ParseStream<'_>, key: &Ident) -> syn::Result<()> {
    let usage = "`invoke` takes one word: `invoke = \"always\"`";
    equals(input, key, usage)?;
    let word: LitStr = parse(input, key.span(), usage)?;
    if word.value() == "always" { Ok(()) } else { Err(syn::Error::new(word.span(), usage)) }
}

fn equals(input: ParseStream<'_>, key: &Ident, usage: &str) -> syn::Result<()> {
    if input.peek(Token![=]) {
        return input.parse::<Token![=]>().map(|_| ());
    }
    Err(syn::Error::new(key.span(), usage))
}

/// A type or a path is not a string.
fn bare(input: ParseStream<'_>, key: &Ident) -> syn::Result<()> {
    if !input.peek(LitStr) {
        return Ok(());
    }
    let text: LitStr = input.fork().parse()?;
    let message = format!("`{key}` is written without quotes: `{key} = {}`", text.value());
    Err(syn::Error::new(text.span(), message))
}

/// Parses what stands behind `before`, which is blamed where there is nothing.
fn parse<T: Parse>(input: ParseStream<'_>, before: Span, usage: &str) -> syn::Result<T> {
    let span = if input.is_empty() { before } else { input.span() };
    input.parse().map_err(|_| syn::Error::new(span, usage))
}

fn in_parentheses<'a>(
    input: ParseStream<'a>,
    key: &Ident,
    usage: &str,
) -> syn::Result<syn::parse::ParseBuffer<'a>> {
    if !input.peek(syn::token::Paren) {
        return Err(syn::Error::new(key.span(), usage));
    }
    let content;
    parenthesized!(content in input);
    Ok(content)
}

fn separated<T>(input: ParseStream<'_>, item: fn(ParseStream<'_>) -> syn::Result<T>) -> syn::Result<Vec<T>> {
    let items = Punctuated::<T, Token![,]>::parse_terminated_with(input, item)?;
    Ok(items.into_iter().collect())
}
