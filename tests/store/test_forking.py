"""Copies by reference, of every kind of store."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from mockc8y.store.codec import Document
from mockc8y.store.collection import Collection, Term
from mockc8y.store.dated_collection import DatedCollection
from mockc8y.store.forking import Forkable
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


Write = Callable[[Any, int], object]
Read = Callable[[Any], object]

KINDS: dict[str, tuple[Callable[[], Forkable], Write, Read]] = {
    "table": (Table, lambda table, n: table.put(n, n), lambda table: table.items()),
    "relations": (
        Relations,
        lambda relations, n: relations.link("childAssets", 1, n),
        lambda relations: (relations.children("childAssets", 1), relations.parents("childAssets", 2)),
    ),
    "collection": (lambda: Collection(describe), lambda found, n: found.add(n, 7, n, red(n)), posted),
    "dated collection": (
        lambda: DatedCollection(describe),
        lambda found, n: found.add_dated(n, 7, n, red(n), n),
        posted,
    ),
    "timed collection": (lambda: TimedCollection(describe), lambda found, n: found.add(n, 7, n, red(n)), posted),
    "series": (SeriesIndex, lambda index, n: index.insert(7, NAME, Sample(n, n, n, None, ZULU)), shown),
}


@pytest.fixture(params=KINDS.values(), ids=KINDS)
def kind(request: pytest.FixtureRequest) -> tuple[Forkable, Write, Read]:
    """Make a store that holds something already."""
    make, write, read = request.param
    store = make()
    write(store, 1)
    read(store)
    return store, write, read


def test_writing_to_the_origin_leaves_the_twin(kind: tuple[Forkable, Write, Read]) -> None:
    """A snapshot shows what was there when it was taken."""
    store, write, read = kind
    before = read(store)
    twin = store.fork()

    write(store, 2)

    assert read(twin) == before
    assert read(store) != before


def test_writing_to_the_twin_leaves_the_origin(kind: tuple[Forkable, Write, Read]) -> None:
    """A test that works on a copy does not change the seed."""
    store, write, read = kind
    before = read(store)
    twin = store.fork()

    write(twin, 2)

    assert read(store) == before
    assert read(twin) != before


def test_both_sides_go_their_own_way(kind: tuple[Forkable, Write, Read]) -> None:
    """After a fork two stores share nothing that can change, and a twin of a twin neither."""
    store, write, read = kind
    twin = store.fork()
    write(store, 2)
    write(twin, 3)
    second = twin.fork()

    write(second, 4)
    write(twin, 5)
    write(store, 6)

    assert read(store) == written(kind, [2, 6])
    assert read(twin) == written(kind, [3, 5])
    assert read(second) == written(kind, [3, 4])


def test_fork_of_a_fork_without_writes_is_the_same(kind: tuple[Forkable, Write, Read]) -> None:
    """A snapshot can be restored any number of times."""
    store, write, read = kind
    before = read(store)
    snapshot = store.fork()

    for number in (2, 3):
        restored = snapshot.fork()
        write(restored, number)

    assert read(snapshot.fork()) == before


def written(kind: tuple[Forkable, Write, Read], numbers: list[int]) -> object:
    """Read what a fresh store of the same kind has after the same writes."""
    origin, write, read = kind
    make = next(make for make, known, _ in KINDS.values() if known is write)
    store = make()
    for number in (1, *numbers):
        write(store, number)
    return read(store)
