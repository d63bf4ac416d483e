//! Which block of the message a piece belongs to.
//!
//! The API counts items, and parts inside an item; a message's blocks are counted through. Numbers are given in the
//! order in which blocks appear:
//!
//! ```text
//! item 0: reasoning     summary 0 ─▶ 0, summary 1 ─▶ 1
//! item 1: web search    call ─▶ 2, result ─▶ 3
//! item 2: message       text 0 ─▶ 4
//! ```
//!
//! An item keeps the place that it first had: after several built-in tools the API gives a later one where the item
//! ends. Servers that count nothing name items by their ids, or send one item after the other.

use std::collections::{HashMap, HashSet};

/// A part of an item that is a block of the message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Part {
    /// The item, or the call of a tool that the provider ran.
    Whole,
    /// What such a tool gave.
    Result,
    /// A text of a message.
    Text(u32),
    /// A refusal in place of a text.
    Refusal(u32),
    /// A part of the summary of thoughts. The first one stands for the item, also where there is none.
    Summary(u32),
    /// A part of the thoughts themselves.
    Verbatim(u32),
}

/// The item that a piece names.
#[derive(Debug, Clone, Copy)]
pub(super) struct Named<'a> {
    pub(super) id: Option<&'a str>,
    pub(super) place: Option<u32>,
}

/// The block that a piece belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spot {
    pub(super) number: u32,
    /// Whether this is the first piece of the block that says anything.
    pub(super) is_first: bool,
}

/// Places of items and numbers of blocks.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// The place of each item, by its id.
    items: HashMap<String, u32>,
    /// The places of the items whose beginning was seen.
    begun: HashSet<u32>,
    blocks: HashMap<(u32, Part), Block>,
    /// The item that was spoken of last, and the place behind all.
    current: u32,
    next: u32,
    latest: Option<Latest>,
}

#[derive(Debug)]
struct Block {
    number: u32,
    has_pieces: bool,
}

/// Where the last piece went. The next one goes there too, more often than not.
#[derive(Debug)]
struct Latest {
    id: String,
    place: Option<u32>,
    part: Part,
    number: u32,
}

impl Places {
    /// The place of an item that begins or ends.
    pub(super) fn item(&mut self, named: Named<'_>) -> u32 {
        self.latest = None;
        let known = named.id.and_then(|id| self.items.get(id)).copied();
        let place = known.or(named.place).unwrap_or(self.next);
        if let (None, Some(id)) = (known, named.id) {
            self.items.insert(id.to_owned(), place);
        }
        self.current = place;
        self.next = self.next.max(place.saturating_add(1));
        place
    }

    /// Notes that the item at this place begins.
    pub(super) fn begin(&mut self, place: u32) {
        self.begun.insert(place);
    }

    /// The place of the item that a piece belongs to.
    pub(super) fn of(&self, named: Named<'_>) -> u32 {
        named.id.and_then(|id| self.items.get(id)).copied().or(named.place).unwrap_or(self.current)
    }

    /// The number of the block that is this part of the item.
    pub(super) fn block(&mut self, place: u32, part: Part) -> u32 {
        self.entry(place, part).number
    }

    /// The block that a piece of a part goes into.
    pub(super) fn piece(&mut self, named: Named<'_>, part: Part) -> Spot {
        if let Some(latest) = &self.latest
            && latest.part == part
            && latest.place == named.place
            && named.id == Some(&*latest.id)
        {
            return Spot { number: latest.number, is_first: false };
        }
        let block = self.entry(self.of(named), part);
        let spot = Spot { number: block.number, is_first: !block.has_pieces };
        block.has_pieces = true;
        self.latest =
            named.id.map(|id| Latest { id: id.to_owned(), place: named.place, part, number: spot.number });
        spot
    }

    /// Whether nothing of the part came since its item began. Of an item that was in the middle when the stream began,
    /// nobody knows.
    pub(super) fn is_silent(&self, place: u32, part: Part) -> bool {
        self.begun.contains(&place) && self.blocks.get(&(place, part)).is_none_or(|block| !block.has_pieces)
    }

    fn entry(&mut self, place: u32, part: Part) -> &mut Block {
        let number = u32::try_from(self.blocks.len()).unwrap_or(u32::MAX);
        self.blocks.entry((place, part)).or_insert(Block { number, has_pieces: false })
    }
}
