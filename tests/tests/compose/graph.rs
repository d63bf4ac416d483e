//! What a chain is made of.

use std::time::Duration;

use proptest::prelude::*;
use runnable::compose::{Assign, Branch, Lambda, Parallel, Router};
use runnable::{BoxRunnable, Graph, Messages, Record, Runnable, StrOutputParser};
use runnable_tests::Scripted;
use serde_json::json;

fn f(text: String) -> String {
    text
}

fn model() -> Scripted {
    Scripted::tokens(["a"])
}

#[test]
fn a_chain_is_drawn_as_langchain_draws_it_with_its_edges_in_order() {
    let chain = model().pipe(StrOutputParser) | Lambda::new(f);

    insta::assert_snapshot!(chain.graph().mermaid(), @r#"
    ---
    config:
      flowchart:
        curve: linear
    ---
    graph TD;
    	ScriptedInput([ScriptedInput]):::first
    	Scripted(Scripted)
    	StrOutputParser(StrOutputParser)
    	f(f)
    	f_output([f_output]):::last
    	ScriptedInput --> Scripted;
    	Scripted --> StrOutputParser;
    	StrOutputParser --> f;
    	f --> f_output;
    	classDef default fill:#f2f0ff,line-height:1.2
    	classDef first fill-opacity:0
    	classDef last fill:#bfb6fc
    "#);
}

#[test]
fn a_graph_is_json_with_the_keys_of_langchain() {
    let graph = model().pipe(StrOutputParser).graph();

    assert_eq!(serde_json::to_value(&graph).unwrap(), graph.json());
    let expected = json!({
        "nodes": [
            {"id": 0, "type": "schema", "data": "ScriptedInput"},
            {"id": 1, "type": "runnable", "data": {"id": ["runnable", "chat_model", "Scripted"], "name": "Scripted"}},
            {"id": 2, "type": "runnable", "data": {"id": ["runnable", "parser", "StrOutputParser"], "name": "StrOutputParser"}},
            {"id": 3, "type": "schema", "data": "StrOutputParserOutput"},
        ],
        "edges": [{"source": 0, "target": 1}, {"source": 1, "target": 2}, {"source": 2, "target": 3}],
    });
    assert_eq!(graph.json(), expected);
}

#[test]
fn steps_side_by_side_fan_out_and_in() {
    let chain = Parallel::<Messages>::new().branch("a", model()).branch("b", model().pipe(StrOutputParser))
        | Lambda::new(|record: Record| record.len()).named("count");

    insta::assert_snapshot!(chain.graph().mermaid(), @r#"
    ---
    config:
      flowchart:
        curve: linear
    ---
    graph TD;
    	Parallel\3ca\2cb\3eInput([Parallel<a,b>Input]):::first
    	Scripted_1(Scripted)
    	Scripted_2(Scripted)
    	StrOutputParser(StrOutputParser)
    	Parallel\3ca\2cb\3eOutput(Parallel<a,b>Output)
    	count(count)
    	count_output([count_output]):::last
    	Parallel\3ca\2cb\3eInput --> Scripted_1;
    	Parallel\3ca\2cb\3eInput --> Scripted_2;
    	Scripted_1 --> Parallel\3ca\2cb\3eOutput;
    	Scripted_2 --> StrOutputParser;
    	StrOutputParser --> Parallel\3ca\2cb\3eOutput;
    	Parallel\3ca\2cb\3eOutput --> count;
    	count --> count_output;
    	classDef default fill:#f2f0ff,line-height:1.2
    	classDef first fill-opacity:0
    	classDef last fill:#bfb6fc
    "#);
}

#[test]
fn a_drawing_has_boxes_and_lines() {
    let chain = model().pipe(StrOutputParser)
        | Parallel::new().branch("a", Lambda::new(f)).branch("b", Lambda::new(f).pipe(Lambda::new(f)));

    insta::assert_snapshot!(chain.graph().ascii(), @r#"
       +---------------+
       | ScriptedInput |
       +---------------+
               *
               *
               *
         +----------+
         | Scripted |
         +----------+
               *
               *
               *
      +-----------------+
      | StrOutputParser |
      +-----------------+
               *
               *
               *
    +--------------------+
    | Parallel<a,b>Input |
    +--------------------+
              **
            *    *
          *       *
        +---+    +---+
        | f |    | f |
        +---+    +---+
          *       *
          *       *
          *      *
          *    +---+
          *    | f |
          *    +---+
          *     *
            *   *
              **
    +---------------------+
    | Parallel<a,b>Output |
    +---------------------+
    "#);
}

#[test]
fn an_assignment_has_a_passthrough_beside_its_steps() {
    let assign = Assign::new().with("z", Lambda::new(|record: Record| record.len()).named("f"));

    let names: Vec<_> = assign.graph().nodes().iter().map(|node| node.name.clone()).collect();

    assert_eq!(names, ["Parallel<z>Input", "f", "Passthrough", "Parallel<z>Output"]);
}

#[test]
fn what_a_condition_or_key_decides_is_a_dotted_edge() {
    let same = || Lambda::new(f);
    let branch = Branch::new().when(|text: &String| text.is_empty(), same()).otherwise(same());
    let router = Router::new().route("one \"1\"", same()).route("two", same());

    insta::assert_snapshot!(branch.graph().mermaid(), @r#"
    ---
    config:
      flowchart:
        curve: linear
    ---
    graph TD;
    	BranchInput([BranchInput]):::first
    	Branch(Branch)
    	f_1(f)
    	f_2(f)
    	BranchOutput([BranchOutput]):::last
    	BranchInput --> Branch;
    	Branch -. &nbsp;condition:1&nbsp; .-> f_1;
    	Branch -. &nbsp;default&nbsp; .-> f_2;
    	f_1 --> BranchOutput;
    	f_2 --> BranchOutput;
    	classDef default fill:#f2f0ff,line-height:1.2
    	classDef first fill-opacity:0
    	classDef last fill:#bfb6fc
    "#);
    let routed = router.graph().mermaid();
    assert!(routed.contains(r#"RouterRunnable -. &nbsp;"one #quot;1#quot;"&nbsp; .-> f_1;"#), "{routed}");
}

#[test]
fn what_stands_for_another_step_is_drawn_as_that_step() {
    let chain = || model().pipe(StrOutputParser);

    assert_eq!(chain().boxed().graph(), chain().graph());
    assert_eq!(chain().with_tags(["t"]).graph(), chain().graph());
    assert_eq!(chain().with_retry().graph(), chain().graph());
    assert_eq!(chain().with_timeout(Duration::from_secs(1)).graph(), chain().graph());
    assert_eq!(chain().each().graph(), chain().graph());
    let alternatives = chain().configurable_alternatives("model").alternative("other", Lambda::new(mute));
    assert_eq!(alternatives.graph(), chain().graph());
}

fn mute(_: Messages) -> String {
    String::new()
}

/// As langchain-core 1.8.2 draws `(model | parser).with_fallbacks([…]) | f`.
#[test]
fn a_step_with_fallbacks_is_one_node_between_the_values_of_the_first() {
    let chain = || model().pipe(StrOutputParser).with_fallbacks([Lambda::new(mute)]);
    let names = |graph: Graph| graph.nodes().iter().map(|node| node.name.clone()).collect::<Vec<_>>();

    assert_eq!(names(chain().graph()), ["ScriptedInput", "WithFallbacks", "StrOutputParserOutput"]);
    assert_eq!(
        names((chain() | Lambda::new(f)).graph()),
        ["ScriptedInput", "WithFallbacks", "f", "f_output"]
    );
}

/// A random composition of steps from text to text.
fn composition() -> impl Strategy<Value = BoxRunnable<String, String>> {
    let leaf = Just(()).prop_map(|()| Lambda::new(f).boxed());
    leaf.prop_recursive(4, 24, 3, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| a.pipe(b).boxed()),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| {
                Parallel::new().branch("a", a).branch("b", b).pick::<String>("a").boxed()
            }),
            (inner.clone(), inner).prop_map(|(a, b)| Branch::new()
                .when(|text: &String| text.is_empty(), a)
                .otherwise(b)
                .boxed()),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn edges_are_in_topological_order_and_every_node_is_reached(chain in composition()) {
        let graph = chain.graph();

        let edges: Vec<_> = graph.edges().iter().map(|edge| (edge.source, edge.target)).collect();
        prop_assert!(edges.iter().all(|(source, target)| source < target));
        prop_assert!(edges.is_sorted());
        let last = graph.nodes().len() - 1;
        for node in 0..=last {
            prop_assert!(node == 0 || edges.iter().any(|(_, target)| *target == node));
            prop_assert!(node == last || edges.iter().any(|(source, _)| *source == node));
        }
        prop_assert!(graph.ascii().lines().count() > 6);
    }
}
