//! The laws, over random compositions.

mod plan;

use std::collections::HashMap;
use std::sync::Arc;

use futures::StreamExt;
use futures::executor::block_on;
use futures::stream;
use proptest::prelude::*;
use runnable::{BoxRunnable, EventKind, Phase, RunId, Runnable, StreamEvent};

use plan::{Plan, failing_plan, plan};

type Chain = BoxRunnable<String, String>;

fn events_of(chain: &Chain, input: &str) -> (Vec<StreamEvent>, bool) {
    let items: Vec<_> = block_on(chain.stream_events(input).collect());
    let failed = items.last().is_some_and(Result::is_err);
    (items.into_iter().filter_map(Result::ok).collect(), failed)
}

fn folded(items: Vec<runnable::Result<String>>) -> Result<String, String> {
    items.into_iter().collect::<runnable::Result<String>>().map_err(|error| error.to_string())
}

/// Law 1: however it is called, the answer is the same.
fn every_call_gives_the_same(plan: &Plan, input: &str) -> Result<(), TestCaseError> {
    let chain = plan.build(&Arc::new(()));

    let called = block_on(chain.call(input).into_future()).map_err(|error| error.to_string());
    let streamed = folded(block_on(chain.stream(input).collect()));
    let transformed = folded(block_on(chain.transform(stream::iter([Ok(input.to_owned())])).collect()));
    let batched = block_on(chain.batch([input]).into_future()).remove(0).map_err(|error| error.to_string());

    prop_assert_eq!(&called, &streamed);
    prop_assert_eq!(&called, &transformed);
    prop_assert_eq!(&called, &batched);
    Ok(())
}

/// Law 3: one start, one end; what streams adds up to the output; nothing after the end.
fn every_run_has_one_start_and_one_end(events: &[StreamEvent]) -> Result<(), TestCaseError> {
    let mut runs: HashMap<RunId, Vec<&StreamEvent>> = HashMap::new();
    for event in events {
        runs.entry(event.run_id()).or_default().push(event);
    }
    for run in runs.values() {
        let phases: Vec<_> = run.iter().filter_map(|event| event.event.phase()).collect();
        let (last, before) = phases.split_last().unwrap();
        prop_assert_eq!(before.first(), Some(&Phase::Start));
        prop_assert!(before[1..].iter().all(|phase| *phase == Phase::Stream));
        prop_assert!(matches!(last, Phase::End | Phase::Error));
        let text: String = run.iter().filter_map(|event| event.data.chunk::<String>()).cloned().collect();
        if let Some(output) = run.last().unwrap().data.output::<String>()
            && before.len() > 1
        {
            prop_assert_eq!(&text, output);
        }
    }
    Ok(())
}

/// Law 5: parent ids form a tree, and children end before their parents.
fn runs_form_a_tree(events: &[StreamEvent]) -> Result<(), TestCaseError> {
    let mut open: HashMap<RunId, Vec<RunId>> = HashMap::new();
    for event in events {
        let path = event.parent_ids();
        if let EventKind::Run(_, Phase::Start) = event.event {
            if let Some((parent, above)) = path.split_last() {
                prop_assert_eq!(open.get(parent).map(Vec::as_slice), Some(above));
            }
            open.insert(event.run_id(), path.to_vec());
        }
        prop_assert_eq!(open.get(&event.run_id()).map(Vec::as_slice), Some(path));
        if let EventKind::Run(_, Phase::End | Phase::Error) = event.event {
            open.remove(&event.run_id());
            prop_assert!(!open.values().any(|path| path.contains(&event.run_id())));
        }
    }
    prop_assert!(open.is_empty());
    Ok(())
}

/// Law 6: a consumer that stops at any item leaves nothing behind.
fn nothing_is_left_behind(plan: &Plan, input: &str) -> Result<(), TestCaseError> {
    let work = Arc::new(());
    let chain = plan.build(&work);
    let at_rest = Arc::strong_count(&work);
    for items in 0..8 {
        let mut pieces = chain.stream(input);
        block_on(async {
            for _ in 0..items {
                let _ = pieces.next().await;
            }
        });
        drop(pieces);
        prop_assert_eq!(Arc::strong_count(&work), at_rest);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn a_composition_gives_the_same_however_it_is_called(plan in plan(), input in "[a-z ]{0,6}") {
        every_call_gives_the_same(&plan, &input)?;
    }

    #[test]
    fn a_composition_that_fails_fails_however_it_is_called(plan in failing_plan(), input in "[a-z ]{0,6}") {
        every_call_gives_the_same(&plan, &input)?;
    }

    #[test]
    fn the_events_of_a_composition_obey_the_laws(plan in plan(), input in "[a-z ]{0,6}") {
        let (events, failed) = events_of(&plan.build(&Arc::new(())), &input);
        prop_assert!(!failed);
        every_run_has_one_start_and_one_end(&events)?;
        runs_form_a_tree(&events)?;
    }

    #[test]
    fn the_events_of_a_composition_that_fails_obey_the_laws(plan in failing_plan(), input in "[a-z ]{0,6}") {
        let (events, _) = events_of(&plan.build(&Arc::new(())), &input);
        every_run_has_one_start_and_one_end(&events)?;
        runs_form_a_tree(&events)?;
    }

    #[test]
    fn a_consumer_that_stops_leaves_nothing_behind(plan in failing_plan(), input in "[a-z ]{0,6}") {
        nothing_is_left_behind(&plan, &input)?;
    }
}
