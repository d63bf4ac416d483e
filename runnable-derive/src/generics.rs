//! The generics of the impls: those of the type, and the bounds that a runnable needs.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Generics, TypeParamBound, WherePredicate, parse_quote};

use crate::ast::{Model, Step};

/// `impl<…>`, `Type<…>` and `where …` of an impl for the model's type.
pub(crate) struct Header {
    generics: Generics,
    type_: TokenStream,
}

impl Header {
    /// Of the impls that make it a runnable.
    ///
    /// `Send + Sync` is asked of each type parameter, not of `Self`: the compiler would prefer a bound on `Self` to
    /// what it knows of the type, and hold the lifetimes in both for one.
    pub(crate) fn of(model: &Model<'_>) -> Self {
        let (_, arguments, _) = model.generics.split_for_impl();
        let ident = model.ident;
        let mut header = Self { generics: model.generics.clone(), type_: quote!(#ident #arguments) };
        let parameters: Vec<_> =
            model.generics.type_params().map(|parameter| parameter.ident.clone()).collect();
        for parameter in parameters {
            header.bound(parse_quote!(#parameter: ::core::marker::Send + ::core::marker::Sync));
        }
        model.bound.iter().cloned().for_each(|bound| header.bound(bound));
        header.value(&model.input);
        header.value(&model.output);
        header
    }

    /// A type that is no step value is one error here, where each use of it would be another.
    fn value(&mut self, step: &Step) {
        if step.named {
            let bound = quote_spanned!(step.type_.span()=> __runnable::Streamable);
            self.bound(parse_quote!(#step: #bound));
        }
    }

    fn bound(&mut self, bound: WherePredicate) {
        self.generics.make_where_clause().predicates.push(bound);
    }

    /// Of `self | next`: the same, and a next step that fits.
    pub(crate) fn with_next(mut self, output: &Step) -> Self {
        self.generics.params.push(parse_quote!(__Next));
        self.bound(parse_quote!(__Next: __runnable::Runnable));
        self.bound(parse_quote!(#output: __runnable::Feeds<<__Next as __runnable::Runnable>::Input>));
        if may_be_unsized(&self.generics) {
            self.bound(parse_quote!(Self: ::core::marker::Sized));
        }
        self
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
}

/// Whether a parameter may be unsized, and with it perhaps the type.
fn may_be_unsized(generics: &Generics) -> bool {
    let predicates = generics.where_clause.iter().flat_map(|clause| &clause.predicates);
    let in_where = predicates.filter_map(|predicate| match predicate {
        WherePredicate::Type(predicate) => Some(&predicate.bounds),
        _ => None,
    });
    let mut bounds = generics.type_params().map(|parameter| &parameter.bounds).chain(in_where).flatten();
    bounds.any(|bound| matches!(bound, TypeParamBound::Trait(bound) if bound.maybe.is_some()))
}
