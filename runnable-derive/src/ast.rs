//! The type as the passes see it: everything said, and the defaults where nothing was.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::{
    Attribute, DeriveInput, Expr, ExprLit, Generics, Lit, LitStr, Meta, Path, WherePredicate, parse_quote,
};

use crate::attr::{Entry, Fact, Value};
use crate::kind::Kind;

/// A type that derives `Runnable`.
pub(crate) struct Model<'a> {
    pub(crate) ident: &'a Ident,
    pub(crate) generics: &'a Generics,
    pub(crate) path: Path,
    pub(crate) kind: Kind,
    pub(crate) name: String,
    /// What a tool is for: its documentation.
    pub(crate) description: Option<String>,
    pub(crate) tags: &'a [LitStr],
    pub(crate) metadata: &'a [Fact],
    pub(crate) input: Step,
    pub(crate) output: Step,
    pub(crate) bound: &'a [WherePredicate],
    pub(crate) invoke: Hook,
    pub(crate) stream_tokens: Hook,
    pub(crate) invoke_always: bool,
    pub(crate) pipe: bool,
}

/// A value that the step takes or gives.
pub(crate) struct Step {
    pub(crate) type_: TokenStream,
    /// Whether the user has named the type: then it may not be fit for a step.
    pub(crate) named: bool,
}

/// Whether a type has a hook, and where to report what is wrong with it.
#[derive(Clone, Copy)]
pub(crate) enum Hook {
    /// The compiler finds out.
    Searched(Span),
    /// The user says that it is there.
    Named(Span),
    /// The user names others.
    Absent,
}

impl<'a> Model<'a> {
    /// The model of what the user has said; of what was said twice, the first.
    pub(crate) fn new(input: &'a DeriveInput, entries: &'a [Entry]) -> Self {
        let ident = &input.ident;
        let mut model = Self {
            ident,
            generics: &input.generics,
            path: parse_quote!(::runnable),
            kind: Kind::ChatModel,
            name: ident.unraw().to_string(),
            description: None,
            tags: &[],
            metadata: &[],
            input: Step { type_: TokenStream::new(), named: false },
            output: Step { type_: TokenStream::new(), named: false },
            bound: &[],
            invoke: Hook::Searched(ident.span()),
            stream_tokens: Hook::Searched(ident.span()),
            invoke_always: false,
            pipe: true,
        };
        for entry in entries.iter().rev() {
            model.apply(entry);
        }
        model.fill_in();
        model.description = (model.kind == Kind::Tool).then(|| documentation(&input.attrs)).flatten();
        model
    }

    fn apply(&mut self, entry: &'a Entry) {
        match &entry.value {
            Value::Kind(kind) => self.kind = *kind,
            Value::Input(type_) => self.input = Step { type_: quote!(#type_), named: true },
            Value::Output(type_) => self.output = Step { type_: quote!(#type_), named: true },
            Value::Name(name) => self.name = name.value(),
            Value::Tags(tags) => self.tags = tags,
            Value::Metadata(facts) => self.metadata = facts,
            Value::Crate(path) => self.path = path.clone(),
            Value::Hooks(hooks) => {
                self.invoke = Hook::named(hooks, "invoke");
                self.stream_tokens = Hook::named(hooks, "stream_tokens");
            }
            Value::Bound(predicates) => self.bound = predicates,
            Value::NoPipe => self.pipe = false,
            Value::InvokeAlways => self.invoke_always = true,
        }
    }

    fn fill_in(&mut self) {
        if !self.input.named {
            self.input.type_ = self.kind.input();
        }
        if !self.output.named {
            self.output.type_ = self.kind.output();
        }
    }
}

/// The text of the documentation, without the space that each line begins with.
fn documentation(attributes: &[Attribute]) -> Option<String> {
    let mut lines = Vec::new();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("doc")) {
        if let Meta::NameValue(doc) = &attribute.meta
            && let Expr::Lit(ExprLit { lit: Lit::Str(line), .. }) = &doc.value
        {
            let line = line.value();
            lines.push(line.strip_prefix(' ').unwrap_or(&line).trim_end().to_owned());
        }
    }
    let text = lines.join("\n").trim().to_owned();
    (!text.is_empty()).then_some(text)
}

impl Hook {
    fn named(hooks: &[Ident], name: &str) -> Self {
        hooks.iter().find(|hook| *hook == name).map_or(Self::Absent, |hook| Self::Named(hook.span()))
    }
}

impl ToTokens for Step {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.type_.to_tokens(tokens);
    }
}
