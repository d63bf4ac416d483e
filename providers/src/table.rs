//! The table of providers, as text.

use std::fmt::Write;

use crate::feature::{Feature, Features};
use crate::providers::{PROVIDERS, Provider};

type Column = (&'static str, fn(&Provider) -> String);

const COLUMNS: [Column; 9] = [
    ("provider", |provider| format!("`{}`", provider.name)),
    ("wire format", |provider| provider.dialect_name.to_owned()),
    ("token by token", |provider| mark(provider, Feature::TokenStreaming)),
    ("tools", |provider| mark(provider, Feature::ToolCalling)),
    ("structured output", |provider| mark(provider, Feature::StructuredOutput)),
    ("reasoning", |provider| mark(provider, Feature::Reasoning)),
    ("usage in stream", |provider| mark(provider, Feature::UsageInStream)),
    ("takes", |provider| takes(provider.features())),
    ("held to", |provider| provider.verified.to_string()),
];

/// The providers that are known by name and what each can do, as a table in Markdown.
///
/// ```
/// let table = runnable_providers::table();
/// assert!(table.starts_with("| provider"));
/// assert!(table.lines().any(|line| line.starts_with("| `anthropic` ")));
/// ```
pub fn table() -> String {
    let rows = PROVIDERS.iter().map(|provider| COLUMNS.map(|(_, cell)| cell(provider)));
    let heads = COLUMNS.map(|(head, _)| head.to_owned());
    let lines: Vec<_> = std::iter::once(heads).chain(rows).collect();
    let widths: [usize; COLUMNS.len()] =
        std::array::from_fn(|at| lines.iter().map(|line| line[at].chars().count()).max().unwrap_or_default());
    let mut out = String::new();
    for (number, line) in lines.iter().enumerate() {
        push_line(&mut out, &std::array::from_fn(|at| format!("{:<1$}", line[at], widths[at])));
        if number == 0 {
            push_line(&mut out, &widths.map(|width| "-".repeat(width)));
        }
    }
    out
}

fn push_line(out: &mut String, cells: &[String; COLUMNS.len()]) {
    for cell in cells {
        let _ = write!(out, "| {cell} ");
    }
    out.push_str("|\n");
}

fn mark(provider: &Provider, feature: Feature) -> String {
    if provider.features().has(feature) { "yes".to_owned() } else { "no".to_owned() }
}

fn takes(features: Features) -> String {
    let inputs = [
        (Feature::ImageInput, "pictures"),
        (Feature::FileInput, "documents"),
        (Feature::AudioInput, "sound"),
        (Feature::VideoInput, "films"),
    ];
    let taken = inputs.into_iter().filter(|(feature, _)| features.has(*feature)).map(|(_, word)| word);
    std::iter::once("text").chain(taken).collect::<Vec<_>>().join(", ")
}
