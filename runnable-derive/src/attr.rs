//! `#[runnable(…)]`: a list of entries, each under its key.

use proc_macro2::{Ident, TokenStream};
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Attribute, LitStr, Path, Type, WherePredicate};

use crate::kind::Kind;
use crate::list;
use crate::mistakes::Mistakes;
use crate::nearest::nearest;
use crate::value;

/// One entry of the list.
pub(crate) struct Entry {
    pub(crate) key: Ident,
    pub(crate) value: Value,
}

/// What an entry says.
pub(crate) enum Value {
    Kind(Kind),
    Input(Type),
    Output(Type),
    Name(LitStr),
    Tags(Vec<LitStr>),
    Metadata(Vec<Fact>),
    Crate(Path),
    Hooks(Vec<Ident>),
    Bound(Vec<WherePredicate>),
    NoPipe,
    InvokeAlways,
}

/// One fact of the metadata: its name, and its value as an expression.
pub(crate) struct Fact {
    pub(crate) name: LitStr,
    pub(crate) value: TokenStream,
}

/// Every key that is not a kind.
const KEYS: [&str; 10] =
    ["input", "output", "name", "tags", "metadata", "crate", "hooks", "bound", "no_pipe", "invoke"];

/// Reads the entries of every `#[runnable(…)]` among the attributes.
pub(crate) fn read(attributes: &[Attribute], mistakes: &mut Mistakes) -> Vec<Entry> {
    let mut entries = Vec::new();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("runnable")) {
        if let Some(tokens) = mistakes.keep(list::tokens(attribute, "chain, input = String")) {
            entries.extend(list::each(tokens, mistakes, entry));
        }
    }
    entries
}

fn entry(input: ParseStream<'_>) -> syn::Result<Entry> {
    let key = list::key(input)?;
    let word = key.unraw().to_string();
    if let Some(kind) = Kind::ALL.into_iter().find(|kind| kind.key() == word) {
        value::none(input, &key)?;
        return Ok(Entry { key, value: Value::Kind(kind) });
    }
    let value = match word.as_str() {
        "input" => Value::Input(value::type_(input, &key)?),
        "output" => Value::Output(value::type_(input, &key)?),
        "name" => Value::Name(value::name(input, &key)?),
        "tags" => Value::Tags(value::tags(input, &key)?),
        "metadata" => Value::Metadata(value::metadata(input, &key)?),
        "crate" => Value::Crate(value::path(input, &key)?),
        "hooks" => Value::Hooks(value::hooks(input, &key)?),
        "bound" => Value::Bound(value::bound(input, &key)?),
        "no_pipe" => {
            value::none(input, &key)?;
            Value::NoPipe
        }
        "invoke" => {
            value::always(input, &key)?;
            Value::InvokeAlways
        }
        _ => return Err(unknown(&key, &word)),
    };
    Ok(Entry { key, value })
}

fn unknown(key: &Ident, word: &str) -> syn::Error {
    let keys = || Kind::ALL.into_iter().map(Kind::key).chain(KEYS);
    let message = match nearest(word, keys()) {
        Some(near) => format!("unknown attribute `{word}`; did you mean `{near}`?"),
        None => {
            let all: Vec<_> = keys().map(|key| format!("`{key}`")).collect();
            format!("unknown attribute `{word}`; there are {}", all.join(", "))
        }
    };
    syn::Error::new(key.span(), message)
}
