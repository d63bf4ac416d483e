use runnable::prelude::*;

struct Count(usize);

#[derive(Runnable)]
#[runnable(chain, input = String, output = Count)]
struct Model;
impl Model {
    fn invoke(&self, text: String) -> Count {
        Count(text.len())
    }
}

fn main() {}
