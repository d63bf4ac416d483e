//! What a person sees of the suite: the tests it makes, their failures, and what it skips.

use std::collections::BTreeSet;
use std::panic::catch_unwind;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use futures::stream;
use runnable::{AiMessage, AiMessageChunk, Messages, Result, Runnable};
use runnable_fixtures::conformance::{Verdict, check, examine, laws};
use runnable_fixtures::subject;

use super::steps::{CountWords, Parrot};

#[test]
fn the_macro_makes_a_test_of_every_law() {
    let output = Command::new(std::env::current_exe().unwrap()).args(["--list"]).output().unwrap();

    let list = String::from_utf8(output.stdout).unwrap();
    let prefix = "conformance::models::shout::";
    let tests = list.lines().filter_map(|line| line.strip_prefix(prefix)?.strip_suffix(": test"));
    let names: BTreeSet<_> = laws().map(|law| law.name).collect();
    assert_eq!(tests.collect::<BTreeSet<_>>(), names);
    assert_eq!(names.len(), laws().count());
}

/// Says that each of its chunks is the last.
#[derive(Debug, Runnable)]
struct Hasty;

impl Hasty {
    fn stream_tokens(&self, _: Messages) -> impl futures::Stream<Item = AiMessageChunk> + Send + use<> {
        stream::iter(["a", "b"].map(|text| AiMessageChunk::from(text).into_last()))
    }
}

#[test]
fn a_failure_says_the_law_what_was_expected_what_came_and_what_to_do() {
    let payload = catch_unwind(|| check("only_the_last_chunk_is_the_last", &subject!(Hasty))).unwrap_err();

    assert_eq!(
        payload.downcast_ref::<String>().unwrap(),
        "`Hasty` breaks `only_the_last_chunk_is_the_last` (law 3: a message has one end)\n  \
         expected that chunk 1 is the last\n  \
         came     chunk 0 says so\n  \
         to do    call `into_last` on the last chunk alone, and on none of a stream that fails"
    );
}

/// Says something else each time, in the whole process.
#[derive(Debug, Runnable)]
struct Moody;

impl Moody {
    fn invoke(&self, _: Messages) -> String {
        static MOOD: AtomicUsize = AtomicUsize::new(0);
        format!("mood {}", MOOD.fetch_add(1, Ordering::Relaxed))
    }
}

#[test]
fn a_model_that_never_says_the_same_is_not_compared_with_itself() {
    let compared = examine(&subject!(Moody)).into_iter().filter(|finding| {
        finding.verdict == Verdict::Skipped("two first calls do not give the same".to_owned())
    });
    let compared: Vec<_> = compared.map(|finding| finding.law.name).collect();

    assert!(compared.contains(&"invoke_is_the_fold_of_the_stream"), "{compared:?}");
    assert_eq!(compared.len(), 9, "{compared:?}");
}

/// Calls its step by another name each time.
#[derive(Debug, Runnable)]
struct Renaming;

impl Renaming {
    async fn invoke(&self, input: Messages) -> Result<AiMessage> {
        static CALLS: AtomicUsize = AtomicUsize::new(0);
        Parrot.call(input).run_name(format!("call {}", CALLS.fetch_add(1, Ordering::Relaxed))).await
    }
}

#[test]
fn events_that_are_never_the_same_are_not_compared_under_a_filter() {
    let finding = examine(&subject!(Renaming)).into_iter().find(|finding| finding.law.name == FILTERS);

    let expected = Verdict::Skipped("two first calls do not make the same events".to_owned());
    assert_eq!(finding.unwrap().verdict, expected);
}

const FILTERS: &str = "filters_only_leave_out";

#[test]
fn every_law_has_a_model_that_breaks_it_but_those_of_the_runtime() {
    let broken = [include_str!("broken.rs"), include_str!("broken_runs.rs"), include_str!("by_hand.rs")];
    let broken = broken.concat();

    let unbroken = laws().map(|law| law.name).filter(|name| !broken.contains(&format!("\"{name}\"")));

    assert_eq!(unbroken.collect::<Vec<_>>(), ["as_completed_gives_each_result_once", FILTERS]);
}

/// Run by the next test, in a process of its own.
#[test]
fn what_is_skipped() {
    check("usage_is_counted_once", &subject!(Parrot));
    check("odd_texts_do_not_break_it", &subject!(CountWords.each(), input = vec!["a".to_owned()]));
}

#[test]
fn what_is_skipped_is_seen_though_the_test_passes() {
    let (_, module) = module_path!().split_once("::").unwrap();
    let mut again = Command::new(std::env::current_exe().unwrap());

    let output = again.args(["--exact", &format!("{module}::what_is_skipped")]).output().unwrap();

    let (out, text) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert!(output.status.success() && out.contains("1 passed"), "{out}");
    assert_eq!(
        text,
        "skipped: usage_is_counted_once of `Parrot`: it says nothing of usage\n\
         skipped: odd_texts_do_not_break_it of `CountWords.each()`: it takes neither messages nor text\n"
    );
}
