//! What a person sees of the suite: the tests it makes, their failures, and what it skips.

use std::collections::BTreeSet;
use std::panic::catch_unwind;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use futures::stream;
use runnable::{AiMessageChunk, Messages, Runnable};
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
fn a_failure_says_the_law_what_was_expected_and_what_came() {
    let payload = catch_unwind(|| check("only_the_last_chunk_is_the_last", &subject!(Hasty))).unwrap_err();

    assert_eq!(
        payload.downcast_ref::<String>().unwrap(),
        "`Hasty` breaks law 3: a message has one end\n  expected that chunk 1 is the last\n  came     chunk 0 says so"
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
