//! Model to code. No decision is left to make: what there is to find out, the compiler finds out from this code.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{DeriveInput, Path};

use crate::ast::{Hook, Model, Step};
use crate::attr::{self, Fact};
use crate::fallback;
use crate::generics::{Header, call_site};
use crate::mistakes::Mistakes;
use crate::valid;

/// The whole of `#[derive(Runnable)]`.
pub(crate) fn derive(input: TokenStream) -> TokenStream {
    let input: DeriveInput = match syn::parse2(input) {
        Ok(input) => input,
        Err(error) => return error.into_compile_error(),
    };
    let mut mistakes = Mistakes::default();
    let entries = attr::read(&input.attrs, &mut mistakes);
    valid::check(&input, &entries, &mut mistakes);
    let model = Model::new(&input, &entries);
    match mistakes.into_compile_error() {
        None => expand(&model),
        Some(errors) => fallback::expand(&model, &errors),
    }
}

fn expand(model: &Model<'_>) -> TokenStream {
    let header = Header::of_runnable(model);
    let runnable = header.implement(&quote!(__runnable::Runnable), &runnable(model));
    let hooks = header.implement(&quote!(__runnable::__private::Derived), &hooks(model));
    let pipe = pipe(model, &header);
    let proof = header.proof();
    wrap(&model.path, &quote!(#runnable #hooks #pipe #proof))
}

/// Everything in a block of its own, under one name for the crate.
pub(crate) fn wrap(path: &Path, items: &TokenStream) -> TokenStream {
    quote! {
        const _: () = {
            use #path as __runnable;
            #items
        };
    }
}

fn runnable(model: &Model<'_>) -> TokenStream {
    let Model { input, output, .. } = model;
    let types = types(model);
    let descriptor = descriptor(model);
    let on_invoke = if model.invoke_always { quote!(on_invoke_always) } else { quote!(on_invoke) };
    quote! {
        #types
        #descriptor
        fn on_invoke(&self, input: #input) -> __runnable::BoxFuture<'_, __runnable::Result<#output>> {
            __runnable::__private::#on_invoke(self, input)
        }
        fn on_stream(
            &self,
            input: #input,
        ) -> __runnable::BoxStream<'_, __runnable::Result<__runnable::Chunk<#output>>> {
            __runnable::__private::on_stream(self, input)
        }
    }
}

pub(crate) fn types(model: &Model<'_>) -> TokenStream {
    let Model { input, output, .. } = model;
    quote! {
        type Input = #input;
        type Output = #output;
    }
}

pub(crate) fn descriptor(model: &Model<'_>) -> TokenStream {
    let Model { name, tags, metadata, .. } = model;
    let description = model.description.as_ref().map(|words| quote!(.description(#words)));
    let run_type = model.kind.run_type();
    let tags = (!tags.is_empty()).then(|| {
        quote! { .tags({
            const TAGS: &[__runnable::__private::Tag] = &[#(__runnable::__private::Tag::Borrowed(#tags)),*];
            TAGS
        }) }
    });
    let facts = metadata
        .iter()
        .map(|Fact { name, value }| quote!((#name, __runnable::__private::Json::from(#value))));
    let metadata =
        (!metadata.is_empty()).then(|| quote!(.metadata(__runnable::__private::metadata([#(#facts),*]))));
    quote! {
        fn descriptor(&self) -> __runnable::Descriptor<'_> {
            __runnable::Descriptor::new(#name, __runnable::RunType::#run_type) #description #tags #metadata
        }
    }
}

/// Asks what the hooks are, and calls the one that is wanted.
fn hooks(model: &Model<'_>) -> TokenStream {
    let Model { input, output, .. } = model;
    let invoke = invoke(model);
    let stream_tokens = stream_tokens(model);
    let call = quote_spanned! { call_site(model.ident.span())=>
        __runnable::__private::Hooks(invoke, stream_tokens).call::<Self, #input, #output>(self, input, wanted)
    };
    quote! {
        fn hooks(
            &self,
            input: #input,
            wanted: __runnable::__private::Wanted,
        ) -> __runnable::__private::Given<'_, #output> {
            use __runnable::__private::search::*;
            #invoke
            #stream_tokens
            #call
        }
    }
}

fn invoke(model: &Model<'_>) -> TokenStream {
    let Model { input, output, .. } = model;
    let Some((span, named)) = question(model.invoke, input) else {
        return quote! { let invoke = __runnable::__private::No; };
    };
    let subject = quote!(<Self>);
    quote_spanned! {span=>
        let invoke = __runnable::__private::signature::<Self, #input, _>(#subject::invoke);
        let invoke = (&&&&&&invoke).__takes() #named;
        let invoke = (&&invoke).__waits();
        let invoke = (&&&invoke).__fails();
        let invoke = invoke.output::<#output>();
    }
}

fn stream_tokens(model: &Model<'_>) -> TokenStream {
    let Model { input, output, .. } = model;
    let Some((span, named)) = question(model.stream_tokens, input) else {
        return quote! { let stream_tokens = __runnable::__private::No; };
    };
    let subject = quote!(<Self>);
    quote_spanned! {span=>
        let stream_tokens = __runnable::__private::signature::<Self, #input, _>(#subject::stream_tokens);
        let stream_tokens = (&&&&&&stream_tokens).__takes() #named;
        let stream_tokens = (&&stream_tokens).__waits();
        let stream_tokens = (&&&stream_tokens).__fails();
        let stream_tokens = (&&stream_tokens).__streams();
        let stream_tokens = (&&&stream_tokens).__fails();
        let stream_tokens = stream_tokens.pieces::<#output>();
    }
}

/// Where to ask about a hook, and what to add where it must be there.
///
/// `<Self>` itself stays at the derive's own place: advice of the compiler about it would change the user's type.
fn question(hook: Hook, input: &Step) -> Option<(Span, Option<TokenStream>)> {
    match hook {
        Hook::Searched(span) => Some((call_site(span), None)),
        Hook::Named(span) => Some((call_site(span), Some(quote!(.__named::<Self, #input>())))),
        Hook::Absent => None,
    }
}

/// `self | next`, unless the user has an own one.
pub(crate) fn pipe(model: &Model<'_>, header: &Header) -> Option<TokenStream> {
    let items = quote! {
        type Output = __runnable::Sequence<Self, __Next>;
        fn bitor(self, next: __Next) -> __runnable::Sequence<Self, __Next> {
            __runnable::Runnable::pipe(self, next)
        }
    };
    let header = header.with_next(&model.output);
    model.pipe.then(|| header.implement(&quote!(::core::ops::BitOr<__Next>), &items))
}
