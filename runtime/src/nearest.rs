//! What somebody may have meant.

/// Says that a name is not known, which are, and which of them was probably meant.
pub(crate) fn unknown<'a>(what: &str, name: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let known: Vec<_> = known.into_iter().collect();
    let list: Vec<_> = known.iter().map(|known| format!("`{known}`")).collect();
    match (nearest(name, &known), known.is_empty()) {
        (_, true) => format!("there is no {what} `{name}`, nor any other"),
        (Some(meant), _) => {
            format!("there is no {what} `{name}`; did you mean `{meant}`? There is {}", list.join(", "))
        }
        (None, _) => format!("there is no {what} `{name}`; there is {}", list.join(", ")),
    }
}

/// The known name most like this one, unless nobody would confuse them.
pub(crate) fn nearest<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    let (steps, nearest) = known.iter().map(|known| (distance(name, known), *known)).min()?;
    (steps <= 2.max(name.chars().count() / 4)).then_some(nearest)
}

/// Characters to change, add or drop to turn one text into the other, whether large or small.
pub fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.to_lowercase().chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (above, from) in left.to_lowercase().chars().enumerate() {
        let mut diagonal = above;
        row[0] = above + 1;
        for (column, to) in right.iter().enumerate() {
            let substituted = diagonal + usize::from(from != *to);
            diagonal = row[column + 1];
            row[column + 1] = substituted.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row[right.len()]
}
