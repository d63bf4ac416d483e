use runnable::prelude::*;

fn main() {
    let _ = PromptTemplate::new("{text}").call("text");
}
