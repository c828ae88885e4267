"""Copies by reference, of every kind of store."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import pytest

from mockc8y.store.codec import Document
from mockc8y.store.collection import Collection, Term
from mockc8y.store.dated_collection import DatedCollection
from mockc8y.store.forking import Forkable, Growing
from mockc8y.store.relations import Relations
from mockc8y.store.series_index import Sample, SeriesIndex, SeriesName
from mockc8y.store.table import Table
from mockc8y.store.time_texts import ZULU, text_of
from mockc8y.store.timed_collection import TimedCollection

NAME = SeriesName("acme_T", "T")


def describe(source: int, document: Document) -> Iterable[Term]:
    """Index the source and the colour."""
    return [("source", source), ("colour", document["colour"])]


def red(number: int) -> Document:
    """Write a document."""
    return {"colour": "red", "time": text_of(number, ZULU)}


def posted(collection: Collection) -> tuple[list[Any], list[Any]]:
    """Read all of a collection, and one combination of terms."""
    return list(collection), list(collection.select([[("source", 7)], [("colour", "red")]]))


def shown(index: SeriesIndex) -> list[Any]:
    """Read all series."""
    return [(source, name, list(series.values)) for source in index for name, series in index.of(source).items()]


class Kind(NamedTuple):
    """A kind of store: how it is made, written to with a number that only grows, and read."""

    make: Callable[[], Forkable]
    write: Callable[[Any, int], object]
    read: Callable[[Any], object]

    def filled(self, *numbers: int) -> Forkable:
        """Make a store and write to it."""
        store = self.make()
        for number in numbers:
            self.write(store, number)
        return store


KINDS = {
    "table": Kind(Table, lambda table, n: table.put(n, n), lambda table: table.items()),
    "relations": Kind(
        Relations,
        lambda relations, n: relations.link("childAssets", 1, n),
        lambda relations: (relations.children("childAssets", 1), relations.parents("childAssets", 2)),
    ),
    "collection": Kind(lambda: Collection(describe), lambda found, n: found.add(n, 7, n, red(n)), posted),
    "dated collection": Kind(
        lambda: DatedCollection(describe),
        lambda found, n: found.add_dated(n, 7, n, red(n), n),
        posted,
    ),
    "timed collection": Kind(lambda: TimedCollection(describe), lambda found, n: found.add(n, 7, n, red(n)), posted),
    "series": Kind(SeriesIndex, lambda index, n: index.insert(7, NAME, Sample(n, n, n, None, ZULU)), shown),
}


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> Kind:
    """A kind of store."""
    return KINDS[request.param]


@pytest.fixture
def store(kind: Kind) -> Forkable:
    """A store that holds something, and was read already."""
    made = kind.filled(1)
    kind.read(made)
    return made


def test_writing_to_the_origin_leaves_the_twin(kind: Kind, store: Forkable) -> None:
    """A snapshot shows what was there when it was taken."""
    twin = store.fork()

    kind.write(store, 2)

    assert kind.read(twin) == kind.read(kind.filled(1))
    assert kind.read(store) == kind.read(kind.filled(1, 2))


def test_writing_to_the_twin_leaves_the_origin(kind: Kind, store: Forkable) -> None:
    """A test that works on a copy does not change the seed."""
    twin = store.fork()

    kind.write(twin, 2)

    assert kind.read(store) == kind.read(kind.filled(1))
    assert kind.read(twin) == kind.read(kind.filled(1, 2))


def test_all_sides_go_their_own_way(kind: Kind, store: Forkable) -> None:
    """After a fork two stores share nothing that can change, and a twin of a twin neither."""
    twin = store.fork()
    kind.write(store, 2)
    kind.write(twin, 3)
    second = twin.fork()

    kind.write(second, 4)
    kind.write(twin, 5)
    kind.write(store, 6)

    assert kind.read(store) == kind.read(kind.filled(1, 2, 6))
    assert kind.read(twin) == kind.read(kind.filled(1, 3, 5))
    assert kind.read(second) == kind.read(kind.filled(1, 3, 4))


def test_snapshot_can_be_restored_many_times(kind: Kind, store: Forkable) -> None:
    """What is done to a restored store does not reach the snapshot it came from."""
    snapshot = store.fork()

    for number in (2, 3):
        kind.write(snapshot.fork(), number)

    assert kind.read(snapshot.fork()) == kind.read(kind.filled(1))


def test_what_is_undone_leaves_no_trace(kind: Kind, store: Forkable) -> None:
    """A store is after a rehearsal what it was before."""
    undo = store.rehearse()
    kind.write(store, 2)
    kind.write(store, 3)
    assert kind.read(store) == kind.read(kind.filled(1, 2, 3))

    undo()

    assert kind.read(store) == kind.read(kind.filled(1))
    kind.write(store, 2)
    assert kind.read(store) == kind.read(kind.filled(1, 2))


def test_rehearsal_without_a_write_changes_nothing(kind: Kind, store: Forkable) -> None:
    """Most stores have no part in what a request writes."""
    store.rehearse()()

    assert kind.read(store) == kind.read(kind.filled(1))


def test_rehearsal_leaves_the_containers_to_the_store(kind: Kind, store: Forkable) -> None:
    """The store keeps its containers for itself, unless somebody else has a fork of it."""
    containers = {name: id(value) for name, value in vars(store).items()}

    undo = store.rehearse()
    kind.write(store, 2)
    undo()
    kind.write(store, 3)

    assert containers.items() <= {name: id(value) for name, value in vars(store).items()}.items()


@pytest.mark.parametrize("is_forked_before", [True, False])
def test_rehearsal_leaves_a_fork(kind: Kind, store: Forkable, is_forked_before: bool) -> None:
    """Neither what is undone nor what is written afterwards reaches a snapshot from before, or after it."""
    twin = store.fork() if is_forked_before else None

    undo = store.rehearse()
    kind.write(store, 2)
    undo()
    twin = twin or store.fork()
    kind.write(store, 3)

    assert kind.read(twin) == kind.read(kind.filled(1))
    assert kind.read(store) == kind.read(kind.filled(1, 3))


@pytest.mark.parametrize("kind", [kind for kind in KINDS.values() if issubclass(type(kind.make()), Growing)])
def test_growing_store_is_not_copied_for_what_is_added(kind: Kind, monkeypatch: pytest.MonkeyPatch) -> None:
    """A rehearsal costs the same whatever the size."""
    store = kind.filled(1)
    monkeypatch.setattr(type(store), "_own_containers", lambda _: pytest.fail("copied"))

    undo = store.rehearse()
    kind.write(store, 2)
    undo()

    assert kind.read(store) == kind.read(kind.filled(1))
