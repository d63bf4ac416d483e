use runnable::prelude::*;

struct Query(String);

#[derive(Runnable)]
#[runnable(chain, input = Query, output = String)]
struct Model;
impl Model {
    async fn invoke(&self, query: Query) -> String {
        query.0
    }
}

fn main() {}
