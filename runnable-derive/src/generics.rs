//! The generics of the impls: those of the type, and the bounds that a runnable or a value needs.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{
    GenericParam, Generics, Lifetime, Type, TypeParamBound, WherePredicate, parse_quote, parse_quote_spanned,
};

use crate::ast::{Model, Step};

/// `impl<…> … for Type<…> where …`, without the trait.
#[derive(Clone)]
pub(crate) struct Header {
    ident: Ident,
    generics: Generics,
    type_: Type,
    proof: Option<TokenStream>,
}

impl Header {
    /// Of a type, with these bounds on each of its type parameters. All bounds stand in the `where` clause: some
    /// here and some there is what a lint complains of.
    fn new(ident: &Ident, generics: &Generics, parameter_bounds: &TokenStream) -> Self {
        let (_, arguments, _) = generics.split_for_impl();
        let type_ = parse_quote!(#ident #arguments);
        let mut header = Self { ident: ident.clone(), generics: generics.clone(), type_, proof: None };
        let mut bounds = Vec::new();
        for parameter in header.generics.type_params_mut() {
            let name = &parameter.ident;
            let own = std::mem::take(&mut parameter.bounds).into_iter();
            bounds.push(parse_quote!(#name: #(#own +)* #parameter_bounds));
        }
        bounds.into_iter().for_each(|bound| header.bound(bound));
        header
    }

    /// Of the impls that make a type a runnable.
    pub(crate) fn of_runnable(model: &Model<'_>) -> Self {
        let span = call_site(model.ident.span());
        let threads = quote_spanned!(span=> ::core::marker::Send + ::core::marker::Sync);
        let mut header = Self::new(model.ident, model.generics, &threads);
        model.bound.iter().cloned().for_each(|bound| header.bound(bound));
        header.step(&model.input);
        header.step(&model.output);
        header.whole(span, &threads, &quote!(send_and_sync));
        header
    }

    /// Of the impl that makes a type a value that steps exchange.
    pub(crate) fn of_value(ident: &Ident, generics: &Generics) -> Self {
        let span = call_site(ident.span());
        let value = quote_spanned! {span=>
            ::core::clone::Clone
                + __runnable::__private::serde::Serialize
                + ::core::marker::Send
                + ::core::marker::Sync
                + 'static
        };
        let mut header = Self::new(ident, generics, &value);
        header.whole(span, &value, &quote!(value));
        header
    }

    fn bound(&mut self, bound: WherePredicate) {
        self.generics.make_where_clause().predicates.push(bound);
    }

    /// A type that is no step value is one error here, where each use of it would be another.
    fn step(&mut self, step: &Step) {
        if step.named {
            let streamable = quote_spanned!(call_site(step.type_.span())=> __runnable::Streamable);
            self.bound(parse_quote!(#step: #streamable));
        }
    }

    /// A type that is not what its impls need is one error here, where each impl would make another. Of a generic
    /// type the compiler takes a bound on trust, so it is asked for a proof too.
    ///
    /// Not for a type whose own bounds hold for its lifetimes alone: then this one cannot hold for any.
    fn whole(&mut self, span: Span, bounds: &TokenStream, asked: &TokenStream) {
        if traits_name_lifetimes(&self.generics) {
            return;
        }
        if !self.generics.params.is_empty() {
            let (parameters, _, given) = self.generics.split_for_impl();
            let type_ = &self.type_;
            self.proof = Some(quote_spanned! {span=>
                #[allow(dead_code)]
                fn proof #parameters(_: &#type_) #given {
                    __runnable::__private::#asked::<#type_>();
                }
            });
        }
        let subject = self.for_any_lifetimes(span);
        self.bound(parse_quote_spanned!(span=> #subject: #bounds));
    }

    /// The type, whatever its lifetimes are: of a bound on `Self` the compiler would hold the lifetimes for those of
    /// every `Self` that a hook's future holds.
    fn for_any_lifetimes(&self, span: Span) -> TokenStream {
        let any = |lifetime: &Lifetime| Lifetime::new(&format!("'__{}", lifetime.ident), span);
        let lifetimes: Vec<_> = self.generics.lifetimes().map(|parameter| any(&parameter.lifetime)).collect();
        if lifetimes.is_empty() {
            return quote_spanned!(span=> Self);
        }
        let ident = &self.ident;
        let others = self.generics.params.iter().filter_map(|parameter| match parameter {
            GenericParam::Lifetime(_) => None,
            GenericParam::Type(parameter) => Some(&parameter.ident),
            GenericParam::Const(parameter) => Some(&parameter.ident),
        });
        quote_spanned!(span=> for<#(#lifetimes),*> #ident<#(#lifetimes,)* #(#others),*>)
    }

    /// Of `self | next`: the same, and a next step that fits.
    pub(crate) fn with_next(&self, output: &Step) -> Self {
        let mut header = Self { proof: None, ..self.clone() };
        header.generics.params.push(parse_quote!(__Next));
        header.bound(parse_quote!(__Next: __runnable::Runnable));
        header.bound(parse_quote!(#output: __runnable::Feeds<<__Next as __runnable::Runnable>::Input>));
        if may_be_unsized(&header.generics) {
            header.bound(parse_quote!(Self: ::core::marker::Sized));
        }
        header
    }

    /// `impl<…> Trait for Type<…> where … { … }`.
    pub(crate) fn implement(&self, trait_: &TokenStream, items: &TokenStream) -> TokenStream {
        let (parameters, _, bounds) = self.generics.split_for_impl();
        let type_ = &self.type_;
        quote! {
            #[automatically_derived]
            impl #parameters #trait_ for #type_ #bounds { #items }
        }
    }

    /// What is taken on trust, proved.
    pub(crate) fn proof(&self) -> Option<&TokenStream> {
        self.proof.as_ref()
    }
}

/// The place of a token of the user's, with names and lints as they are for a derive: the type may come from a
/// `macro_rules!`.
pub(crate) fn call_site(span: Span) -> Span {
    span.resolved_at(Span::call_site())
}

/// Whether a parameter may be unsized, and with it perhaps the type. All bounds stand in the `where` clause.
fn may_be_unsized(generics: &Generics) -> bool {
    let predicates = generics.where_clause.iter().flat_map(|clause| &clause.predicates);
    let mut bounds = predicates.filter_map(|predicate| match predicate {
        WherePredicate::Type(predicate) => Some(&predicate.bounds),
        _ => None,
    });
    bounds.any(|bounds| {
        bounds.iter().any(|bound| matches!(bound, TypeParamBound::Trait(bound) if bound.maybe.is_some()))
    })
}

/// Whether a bound by a trait names one of the lifetimes. All bounds stand in the `where` clause.
fn traits_name_lifetimes(generics: &Generics) -> bool {
    let own: Vec<_> = generics.lifetimes().map(|parameter| &parameter.lifetime.ident).collect();
    let mut predicates = generics.where_clause.iter().flat_map(|clause| &clause.predicates);
    predicates.any(|predicate| match predicate {
        WherePredicate::Type(predicate) => {
            let by_trait = predicate.bounds.iter().any(|bound| matches!(bound, TypeParamBound::Trait(_)));
            by_trait && names_one(predicate.to_token_stream(), &own)
        }
        _ => false,
    })
}

fn names_one(tokens: TokenStream, lifetimes: &[&Ident]) -> bool {
    let mut quoted = false;
    tokens.into_iter().any(|token| match token {
        TokenTree::Group(group) => names_one(group.stream(), lifetimes),
        TokenTree::Punct(punct) => {
            quoted = punct.as_char() == '\'';
            false
        }
        TokenTree::Ident(ident) => std::mem::take(&mut quoted) && lifetimes.contains(&&ident),
        TokenTree::Literal(_) => false,
    })
}
