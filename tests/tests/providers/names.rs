//! A model by its name.

use runnable::{ErrorKind, Runnable};
use runnable_providers::{PROVIDERS, init_chat_model};

#[test]
fn every_provider_is_found_by_its_name_and_its_runs_say_where_they_go() {
    for provider in PROVIDERS.iter() {
        let model = init_chat_model(&format!("{}:a-model", provider.name)).unwrap();
        let descriptor = model.descriptor();

        assert_eq!(descriptor.metadata["ls_provider"], provider.host.name);
        assert_eq!(descriptor.metadata["ls_model_name"], "a-model");
        assert_eq!(model.profile().features, provider.features());
    }
}

#[test]
fn no_two_providers_have_one_name() {
    let mut names: Vec<_> = PROVIDERS.iter().map(|provider| provider.name.replace('_', "-")).collect();
    names.sort();
    let all = names.len();
    names.dedup();

    assert_eq!(names.len(), all);
}

#[test]
fn the_beginning_of_a_model_tells_whose_it_is() {
    let provider = |name: &str| {
        init_chat_model(name).unwrap().descriptor().metadata["ls_provider"].as_str().unwrap().to_owned()
    };

    assert_eq!(provider("claude-haiku-4-5"), "anthropic");
    assert_eq!(provider("Anthropic:a-model"), "anthropic");
}

#[test]
fn a_name_of_nobodys_is_an_error_that_lists_the_names_there_are() {
    for name in ["nobody:a-model", "a-model", "", "anthropic:"] {
        let error = init_chat_model(name).unwrap_err();

        assert_eq!(error.kind(), ErrorKind::Config);
        assert!(error.to_string().starts_with(&format!("no provider for the model `{name}`")), "{error}");
        assert!(PROVIDERS.iter().all(|provider| error.to_string().contains(provider.name)), "{error}");
    }
}
