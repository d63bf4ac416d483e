//! The word that somebody may have meant.

/// The candidate nearest to the word, if one is near: a third of its letters may differ.
pub(crate) fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    candidates
        .into_iter()
        .map(|candidate| (distance(&word, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= candidate.len().max(3) / 3)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// How many letters to insert, delete, replace or swap with their neighbour (Damerau, restricted).
fn distance(from: &str, to: &str) -> usize {
    let (from, to): (Vec<char>, Vec<char>) = (from.chars().collect(), to.chars().collect());
    let mut before = Vec::new();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for i in 1..=from.len() {
        let mut next = vec![i];
        for j in 1..=to.len() {
            let replace = row[j - 1] + usize::from(from[i - 1] != to[j - 1]);
            let mut best = replace.min(row[j] + 1).min(next[j - 1] + 1);
            if i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1] {
                best = best.min(before[j - 2] + 1);
            }
            next.push(best);
        }
        before = std::mem::replace(&mut row, next);
    }
    row[to.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_distance_counts_letters() {
        assert_eq!(distance("", "input"), 5);
        assert_eq!(distance("input", "input"), 0);
        assert_eq!(distance("imput", "input"), 1);
        assert_eq!(distance("inptu", "input"), 1);
        assert_eq!(distance("chatmodel", "chat_model"), 1);
    }

    #[test]
    fn only_a_near_word_is_suggested() {
        let keys = ["input", "output", "name", "tags", "chat_model"];
        assert_eq!(nearest("Imput", keys), Some("input"));
        assert_eq!(nearest("tag", keys), Some("tags"));
        assert_eq!(nearest("ChatModel", keys), Some("chat_model"));
        assert_eq!(nearest("colour", keys), None);
    }
}
