use runnable::prelude::*;

#[derive(Runnable)]
struct Model {
    #[runnable(name = "shout")]
    name: String,
}
impl Model {
    fn invoke(&self, _: Messages) -> String {
        self.name.clone()
    }
}

fn main() {
    let _ = Model { name: String::new() }.call("hi");
}
