//! The generics of the impls: those of the type, and the bounds that a runnable or a value needs.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Generics, Type, TypeParamBound, WherePredicate, parse_quote, parse_quote_spanned};

use crate::ast::{Model, Step};

/// `impl<…> … for Type<…> where …`, without the trait.
pub(crate) struct Header {
    generics: Generics,
    type_: Type,
    proof: Option<TokenStream>,
}

impl Header {
    /// Of a type, with these bounds on each of its type parameters.
    fn new(ident: &Ident, generics: &Generics, parameter_bounds: &TokenStream) -> Self {
        let (_, arguments, _) = generics.split_for_impl();
        let type_ = parse_quote!(#ident #arguments);
        let mut header = Self { generics: generics.clone(), type_, proof: None };
        for parameter in generics.type_params() {
            let name = &parameter.ident;
            header.bound(parse_quote!(#name: #parameter_bounds));
        }
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
                + __runnable::__private::Serialize
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
    /// Not for a type with lifetimes: the compiler would prefer the bound to what it knows of the type, and hold the
    /// lifetimes in both for one.
    fn whole(&mut self, span: Span, bounds: &TokenStream, asked: &TokenStream) {
        if self.generics.lifetimes().next().is_some() {
            return;
        }
        if self.generics.type_params().next().is_some() {
            let (parameters, _, given) = self.generics.split_for_impl();
            let type_ = &self.type_;
            self.proof = Some(quote_spanned! {span=>
                #[allow(dead_code)]
                fn proof #parameters() #given {
                    __runnable::__private::#asked::<#type_>();
                }
            });
        }
        self.bound(parse_quote_spanned!(span=> Self: #bounds));
    }

    /// Of `self | next`: the same, and a next step that fits.
    pub(crate) fn with_next(&self, output: &Step) -> Self {
        let mut header = Self { generics: self.generics.clone(), type_: self.type_.clone(), proof: None };
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
