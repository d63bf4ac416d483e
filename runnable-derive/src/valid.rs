//! What may not be said, or not together: one function a rule. Every mistake is found, each at its own token.

use proc_macro2::{Ident, Span};
use syn::{Attribute, Data, DeriveInput, Field, LitStr};

use crate::attr::{Entry, Value};
use crate::mistakes::Mistakes;

pub(crate) fn check(input: &DeriveInput, entries: &[Entry], mistakes: &mut Mistakes) {
    no_union("Runnable", input, mistakes);
    only_on_the_type("runnable", input, mistakes);
    one_kind(entries, mistakes);
    every_key_once(entries, mistakes);
    every_item_once(entries, mistakes);
    always_needs_a_choice(entries, mistakes);
}

pub(crate) fn no_union(derive: &str, input: &DeriveInput, mistakes: &mut Mistakes) {
    if let Data::Union(data) = &input.data {
        let message = format!("a union cannot derive `{derive}`: make it a struct or an enum");
        mistakes.add(syn::Error::new(data.union_token.span, message));
    }
}

pub(crate) fn only_on_the_type(name: &str, input: &DeriveInput, mistakes: &mut Mistakes) {
    for attribute in attributes_within(input).filter(|attribute| attribute.path().is_ident(name)) {
        let message = format!("`#[{name}(…)]` belongs on the type, above `{}`", input.ident);
        mistakes.add(syn::Error::new_spanned(attribute.path(), message));
    }
}

/// The attributes of every field and variant.
fn attributes_within(input: &DeriveInput) -> impl Iterator<Item = &Attribute> {
    let mut variants = Vec::new();
    let fields: Vec<&Field> = match &input.data {
        Data::Struct(data) => data.fields.iter().collect(),
        Data::Union(data) => data.fields.named.iter().collect(),
        Data::Enum(data) => {
            variants.extend(&data.variants);
            data.variants.iter().flat_map(|variant| &variant.fields).collect()
        }
    };
    let of_fields = fields.into_iter().flat_map(|field| &field.attrs);
    variants.into_iter().flat_map(|variant| &variant.attrs).chain(of_fields)
}

fn one_kind(entries: &[Entry], mistakes: &mut Mistakes) {
    let mut kinds = entries.iter().filter_map(|entry| match entry.value {
        Value::Kind(kind) => Some((kind, &entry.key)),
        _ => None,
    });
    let Some((first, _)) = kinds.next() else { return };
    for (kind, key) in kinds.filter(|(kind, _)| *kind != first) {
        let message = format!("a type has one kind: keep `{}` or `{}`", first.key(), kind.key());
        mistakes.add(syn::Error::new(key.span(), message));
    }
}

fn every_key_once(entries: &[Entry], mistakes: &mut Mistakes) {
    for (index, entry) in entries.iter().enumerate() {
        if entries[..index].iter().any(|before| before.key == entry.key) {
            mistakes.add(duplicate(&entry.key.to_string(), entry.key.span()));
        }
    }
}

fn every_item_once(entries: &[Entry], mistakes: &mut Mistakes) {
    for entry in entries {
        let items: Vec<(String, Span)> = match &entry.value {
            Value::Tags(tags) => tags.iter().map(text).collect(),
            Value::Metadata(facts) => facts.iter().map(|fact| text(&fact.name)).collect(),
            Value::Hooks(hooks) => hooks.iter().map(|hook: &Ident| (hook.to_string(), hook.span())).collect(),
            _ => continue,
        };
        for (index, (item, span)) in items.iter().enumerate() {
            if items[..index].iter().any(|(before, _)| before == item) {
                mistakes.add(duplicate(item, *span));
            }
        }
    }
}

fn text(literal: &LitStr) -> (String, Span) {
    (literal.value(), literal.span())
}

pub(crate) fn duplicate(what: &str, span: Span) -> syn::Error {
    syn::Error::new(span, format!("duplicate `{what}`: write it once"))
}

/// With one hook there is nothing that `invoke = "always"` could choose.
fn always_needs_a_choice(entries: &[Entry], mistakes: &mut Mistakes) {
    let one_hook =
        entries.iter().any(|entry| matches!(&entry.value, Value::Hooks(hooks) if hooks.len() == 1));
    let always = entries.iter().find(|entry| matches!(entry.value, Value::InvokeAlways));
    if let Some(always) = always.filter(|_| one_hook) {
        let message =
            "`invoke = \"always\"` chooses between two hooks, and `hooks(…)` names one: remove either";
        mistakes.add(syn::Error::new(always.key.span(), message));
    }
}
