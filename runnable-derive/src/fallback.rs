//! What is written beside an error: a runnable that does nothing, so that the mistake is the only error.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ast::Model;
use crate::expand::{descriptor, pipe, types, wrap};
use crate::generics::Header;

pub(crate) fn expand(model: &Model<'_>, errors: &TokenStream) -> TokenStream {
    let header = Header::of_runnable(model);
    let output = &model.output;
    let (types, descriptor) = (types(model), descriptor(model));
    let items = quote! {
        #types
        #descriptor
        fn on_stream(
            &self,
            _: <Self as __runnable::Runnable>::Input,
        ) -> __runnable::BoxStream<'_, __runnable::Result<__runnable::Chunk<#output>>> {
            __runnable::__private::stub()
        }
    };
    let runnable = header.implement(&quote!(__runnable::Runnable), &items);
    let pipe = pipe(model, &header);
    let stub = wrap(&model.path, &quote!(#runnable #pipe));
    quote!(#errors #stub)
}
