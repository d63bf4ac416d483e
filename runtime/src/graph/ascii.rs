//! The graph drawn with characters.
//!
//! Each node stands one row below the lowest of those it comes from; an edge that passes a row takes a place in it.

use super::Graph;

/// How many columns are free between two boxes.
const GAP: usize = 4;
/// How many lines an edge takes from one row to the next.
const DROP: usize = 3;
/// How many lines a box takes.
const BOX: usize = 3;

/// What stands in one place of a row: a node, or an edge on its way down.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    Node(usize),
    /// The number of the edge, and that of its row.
    Passing(usize, usize),
}

impl Graph {
    /// The graph drawn with characters.
    pub fn ascii(&self) -> String {
        let (rows, links) = self.layout();
        let width = rows.iter().map(|row| self.row_width(row)).max().unwrap_or(0);
        let mut canvas = Canvas::new(width, rows.len() * (BOX + DROP));
        let middles: Vec<_> = rows.iter().map(|row| self.middles(row, width)).collect();
        for (from, to) in links {
            let middle = |place: Place| {
                middles.iter().enumerate().find_map(|(row, places)| {
                    places.iter().find(|(known, _)| *known == place).map(|(_, middle)| (row, *middle))
                })
            };
            if let (Some((row, from)), Some((_, to))) = (middle(from), middle(to)) {
                canvas.line(row * (BOX + DROP) + BOX, from, to);
            }
        }
        for (row, places) in middles.iter().enumerate() {
            for (place, middle) in places {
                match place {
                    Place::Node(node) => canvas.boxed(row * (BOX + DROP), *middle, &self.nodes[*node].name),
                    Place::Passing(..) => canvas.column(row * (BOX + DROP), *middle),
                }
            }
        }
        canvas.text()
    }

    /// The rows from top to bottom, and the links from each row to the next.
    fn layout(&self) -> (Vec<Vec<Place>>, Vec<(Place, Place)>) {
        let mut depth = vec![0; self.nodes.len()];
        for edge in &self.edges {
            depth[edge.target] = depth[edge.target].max(depth[edge.source] + 1);
        }
        let mut rows = vec![Vec::new(); depth.iter().max().map_or(0, |deepest| deepest + 1)];
        for (node, depth) in depth.iter().enumerate() {
            rows[*depth].push(Place::Node(node));
        }
        let mut links = Vec::new();
        for (number, edge) in self.edges.iter().enumerate() {
            let mut from = Place::Node(edge.source);
            for (row, places) in
                rows.iter_mut().enumerate().take(depth[edge.target]).skip(depth[edge.source] + 1)
            {
                let passing = Place::Passing(number, row);
                places.push(passing);
                links.push((from, passing));
                from = passing;
            }
            links.push((from, Place::Node(edge.target)));
        }
        untangle(&mut rows, &links);
        (rows, links)
    }

    fn place_width(&self, place: Place) -> usize {
        match place {
            Place::Node(node) => self.nodes[node].name.chars().count() + 4,
            Place::Passing(..) => 1,
        }
    }

    fn row_width(&self, row: &[Place]) -> usize {
        let places: usize = row.iter().map(|place| self.place_width(*place)).sum();
        places + GAP * row.len().saturating_sub(1)
    }

    /// The middle of each place of a row that stands in the middle of the drawing.
    fn middles(&self, row: &[Place], width: usize) -> Vec<(Place, usize)> {
        let mut left = (width - self.row_width(row)) / 2;
        let middle = |place: &Place| {
            let width = self.place_width(*place);
            let middle = left + width / 2;
            left += width + GAP;
            (*place, middle)
        };
        row.iter().map(middle).collect()
    }
}

/// Puts each place of a row below the middle of those that it is linked to in the row above.
fn untangle(rows: &mut [Vec<Place>], links: &[(Place, Place)]) {
    for row in 1..rows.len() {
        let (above, below) = rows.split_at_mut(row);
        let above = &above[row - 1];
        // Twice the mean, as whole numbers sort without a comparison that can fail.
        below[0].sort_by_key(|place| {
            let sources = links.iter().filter(|(_, to)| to == place);
            let positions: Vec<_> =
                sources.filter_map(|(from, _)| above.iter().position(|known| known == from)).collect();
            positions.iter().sum::<usize>() * 2 / positions.len().max(1)
        });
    }
}

/// Lines of characters to draw on.
struct Canvas {
    lines: Vec<Vec<char>>,
}

impl Canvas {
    fn new(width: usize, height: usize) -> Self {
        Self { lines: vec![vec![' '; width + 1]; height] }
    }

    fn write(&mut self, top: usize, left: usize, text: &str) {
        for (offset, character) in text.chars().enumerate() {
            self.lines[top][left + offset] = character;
        }
    }

    fn boxed(&mut self, top: usize, middle: usize, name: &str) {
        let width = name.chars().count() + 4;
        let left = middle - width / 2;
        let edge = format!("+{}+", "-".repeat(width - 2));
        self.write(top, left, &edge);
        self.write(top + 1, left, &format!("| {name} |"));
        self.write(top + 2, left, &edge);
    }

    fn column(&mut self, top: usize, middle: usize) {
        (top..top + BOX).for_each(|line| self.write(line, middle, "*"));
    }

    /// A line from one row to the next.
    fn line(&mut self, top: usize, from: usize, to: usize) {
        for step in 0..DROP {
            let (above, below) = (2 * (DROP - step) - 1, 2 * step + 1);
            self.write(top + step, (from * above + to * below) / (2 * DROP), "*");
        }
    }

    fn text(self) -> String {
        let lines: Vec<_> = self.lines.iter().map(|line| line.iter().collect::<String>()).collect();
        let lines: Vec<_> = lines.iter().map(|line| line.trim_end()).collect();
        lines.join("\n").trim_end().to_owned() + "\n"
    }
}
