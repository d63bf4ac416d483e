//! The suite over every recording that comes with the workspace.

use runnable_fixtures::conformance::{Verdict, examine};
use runnable_fixtures::{Fixture, Matching, all, subject};
use runnable_providers::{AnyDialect, ChatModel, init_chat_model};

/// A model that answers whatever it is asked with the recording. Its folder has the name of its provider.
fn model(fixture: &Fixture) -> ChatModel<AnyDialect> {
    let provider = fixture.name().split('/').next().unwrap();
    let model = if provider == "anthropic" { "claude-sonnet-4-5" } else { "a-model" };
    let transport = fixture.replay().matching(Matching::Any).transport().unwrap();
    let model = init_chat_model(&format!("{provider}:{model}")).unwrap();
    let model = model.base_url("http://replayed").api_key("planted").max_retries(0).transport(transport);
    // Where there are several exchanges, they are those of a stream.
    if fixture.exchanges().len() > 1 { model.streaming(true) } else { model }
}

#[test]
fn every_recording_conforms() {
    let names: Vec<_> = all().unwrap().iter().map(|fixture| fixture.name().to_owned()).collect();
    assert!(names.len() >= 13, "the recordings are gone");
    let mut broken = Vec::new();
    for name in names {
        let fixture: &'static Fixture = Box::leak(Box::new(Fixture::load(&name).unwrap()));

        let findings = examine(&subject!(model(fixture), secret = "planted"));

        let findings =
            findings.into_iter().filter(|finding| matches!(finding.verdict, Verdict::Broken { .. }));
        broken.extend(findings.map(|finding| format!("{name}: {} {:?}", finding.law.name, finding.verdict)));
    }
    assert!(broken.is_empty(), "{broken:#?}");
}
