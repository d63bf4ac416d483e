use runnable::StrOutputParser;

fn main() {
    let _ = StrOutputParser | |text: String| text.len();
}
