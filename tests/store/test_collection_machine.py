"""Collections against a model: a list of rows that is walked through for every question."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

from mockc8y.store import bodies, slot_list
from mockc8y.store import collection as collection_module
from mockc8y.store.codec import Document
from mockc8y.store.collection import Collection, Record, Term
from mockc8y.store.time_texts import ZULU, text_of, zone_of
from mockc8y.store.timed_collection import TimedCollection

COLOURS, SIZES, SOURCES = ("red", "blue"), ("s", "m", "l"), (1, 2)
TERMS: Sequence[Term] = [
    *(("colour", colour) for colour in COLOURS),
    *(("size", size) for size in SIZES),
    *(("source", source) for source in SOURCES),
]
SMALL = {
    (slot_list, "BLOCK_LIMIT"): 3,
    (bodies, "PACK"): 2,
    (bodies, "_SHIFT"): 1,
    (collection_module, "COMBINATIONS_LIMIT"): 3,
    (collection_module, "COMPACTION_FLOOR"): 3,
    (collection_module, "SWEEP_SHARE"): 3,
}
"""Limits so low that a few documents reach them."""

terms = st.sampled_from(TERMS)
groups = st.lists(st.lists(terms, min_size=1, max_size=3), max_size=3)
times = st.integers(0, 6)
bounds = st.none() | times
documents = st.fixed_dictionaries({"colour": st.sampled_from(COLOURS)}, optional={"size": st.sampled_from(SIZES)})


class Row(NamedTuple):
    """What the model knows of a document."""

    id: int
    source: int
    time: int
    document: Document

    @property
    def terms(self) -> set[Term]:
        """The terms it is found by."""
        return {("source", self.source), *((name, self.document[name]) for name in self.document if name != "time")}


class World:
    """A collection, and the rows that should be in it."""

    def __init__(self, collection: Collection, rows: Sequence[Row] = ()) -> None:
        self.collection = collection
        self.rows = list(rows)

    def fork(self) -> World:
        """Take a copy of both."""
        return World(self.collection.fork(), self.rows)

    def matching(self, wanted: Sequence[Sequence[Term]], since: int | None, until: int | None) -> list[Row]:
        """Find rows in the order of time."""
        found = [
            row
            for row in self.rows
            if all(row.terms.intersection(group) for group in wanted)
            and (since is None or row.time >= since)
            and (until is None or row.time < until)
        ]
        return sorted(found, key=lambda row: (row.time, row.id))


def described(source: int, document: Document) -> Iterable[Term]:
    """Index the source, the colour and the size."""
    return [("source", source), *((name, document[name]) for name in ("colour", "size") if name in document)]


def row_of(record: Record) -> Row:
    """Read a record as the model would."""
    return Row(record.id, record.source, record.time, record.document)


class CollectionMachine(RuleBasedStateMachine):
    """Does the same to collections and to lists of rows, and forks both now and then."""

    worlds = Bundle("worlds")

    def __init__(self) -> None:
        super().__init__()
        self.patch = pytest.MonkeyPatch()
        for (module, name), value in SMALL.items():
            self.patch.setattr(module, name, value)
        self.last_id = 0
        self.seen: list[World] = []

    def teardown(self) -> None:
        """Put the limits back."""
        self.patch.undo()

    def make(self) -> Collection:
        """Return an empty collection of the kind under test."""
        return Collection(described)

    def complete(self, document: Document, time: int) -> Document:
        """Return a document as this kind of collection wants it."""
        return document

    @initialize(target=worlds)
    def begin(self) -> World:
        """Start with nothing."""
        world = World(self.make())
        self.seen.append(world)
        return world

    @rule(target=worlds, world=worlds)
    def fork(self, world: World) -> World:
        """Take a copy; from here on both go their own way."""
        twin = world.fork()
        self.seen.append(twin)
        return twin

    @rule(world=worlds, source=st.sampled_from(SOURCES), time=times, document=documents, step=st.integers(1, 2**31))
    def add(self, world: World, source: int, time: int, document: Document, step: int) -> None:
        """Store a document."""
        self.last_id += step
        row = Row(self.last_id, source, time, self.complete(document, time))
        assert row_of(world.collection.add(*row)) == row
        world.rows.append(row)

    @rule(world=worlds, data=st.data(), time=times, document=documents)
    def replace(self, world: World, data: st.DataObject, time: int, document: Document) -> None:
        """Exchange a document."""
        if world.rows:
            place = data.draw(st.integers(0, len(world.rows) - 1))
            row = world.rows[place]._replace(time=time, document=self.complete(document, time))
            assert row_of(world.collection.replace(row.id, row.time, row.document)) == row
            world.rows[place] = row

    @rule(world=worlds, data=st.data())
    def remove(self, world: World, data: st.DataObject) -> None:
        """Remove documents by their ids, and some that are not there."""
        ids = data.draw(st.lists(st.sampled_from([0, 2**60, *(row.id for row in world.rows)]), max_size=6))
        world.collection.remove(ids)
        world.rows = [row for row in world.rows if row.id not in ids]

    @rule(world=worlds, wanted=groups, since=bounds, until=bounds)
    def remove_selected(self, world: World, wanted: list[list[Term]], since: int | None, until: int | None) -> None:
        """Remove what a query finds."""
        gone = world.matching(wanted, since, until)
        world.collection.remove_selected(world.collection.select(wanted, since=since, until=until))
        world.rows = [row for row in world.rows if row not in gone]

    @rule(world=worlds, wanted=groups, since=bounds, until=bounds, newest_first=st.booleans(), cut=st.slices(8))
    def select(
        self,
        world: World,
        wanted: list[list[Term]],
        since: int | None,
        until: int | None,
        newest_first: bool,
        cut: slice,
    ) -> None:
        """Find documents."""
        found = world.collection.select(wanted, since=since, until=until, newest_first=newest_first)
        expected = world.matching(wanted, since, until)[:: -1 if newest_first else 1]
        assert list(map(row_of, found[cut])) == expected[cut]
        assert len(found) == len(expected)

    @rule(world=worlds, wanted=st.lists(terms, max_size=3))
    def count(self, world: World, wanted: list[Term]) -> None:
        """Count documents."""
        assert world.collection.count(*wanted) == len(world.matching([[term] for term in wanted], None, None))

    @invariant()
    def holds_the_same(self) -> None:
        """Every copy holds what its model holds, in the order of ids."""
        for world in self.seen:
            assert list(map(row_of, world.collection)) == sorted(world.rows)
            assert len(world.collection) == len(world.rows)

    @invariant()
    def knows_the_same_values(self) -> None:
        """The values of a property are those of stored documents."""
        for world in self.seen:
            values = {row.document["size"] for row in world.rows if "size" in row.document}
            assert set(world.collection.values_of("size")) == values


class TimedCollectionMachine(CollectionMachine):
    """The same with documents whose time is not in their body."""

    def make(self) -> Collection:
        """Return an empty collection of the kind under test."""
        return TimedCollection(described)

    def complete(self, document: Document, time: int) -> Document:
        """Write the time in one of two zones."""
        return {**document, "time": text_of(time, ZULU if time % 2 else zone_of("1970-01-01T00:00:00.000-09:30"))}


TestCollection = CollectionMachine.TestCase
TestTimedCollection = TimedCollectionMachine.TestCase
