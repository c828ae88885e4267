"""What is written in a rehearsal, of all kinds and in any order, is undone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockc8y.store.bodies import PACK
from mockc8y.store.codec import Document
from mockc8y.store.collection import Collection, Term
from mockc8y.store.dated_collection import DatedCollection
from mockc8y.store.series_index import Sample, SeriesIndex, SeriesName
from mockc8y.store.table import Table
from mockc8y.store.time_texts import ZULU, text_of
from mockc8y.store.timed_collection import TimedCollection

NUMBERS = st.integers(1, 6)
COLOURS = ("red", "green")
WRITES = st.lists(st.tuples(st.sampled_from(["add", "replace", "remove"]), NUMBERS, st.sampled_from(COLOURS)))
VALUES = st.sampled_from([1, 2**60 + 1, 0.5, 2**70])
SAMPLES = st.lists(st.tuples(st.booleans(), NUMBERS, st.integers(0, 3), VALUES, st.sampled_from([None, "C", "K"])))


def describe(source: int, document: Document) -> Iterable[Term]:
    """Index the source and the colour."""
    return [("source", source), ("colour", document["colour"])]


def write(store: Collection, act: str, number: int, colour: str) -> None:
    """Add, replace or remove a document."""
    if act == "add":
        add(store, len(store._ids) + 1, number, colour)
    elif act == "remove":
        store.remove([number])
    elif store.holds(number):
        replace(store, number, colour)


def add(store: Collection, record_id: int, time: int, colour: str) -> None:
    """Add a document."""
    document = {"colour": colour, "time": text_of(time, ZULU)}
    if isinstance(store, DatedCollection):
        store.add_dated(record_id, 7, time, document, record_id)
    else:
        store.add(record_id, 7, time, document)


def replace(store: Collection, record_id: int, colour: str) -> None:
    """Exchange a document for one of another time."""
    document = {"colour": colour, "more": 1, "time": text_of(20, 60)}
    if isinstance(store, DatedCollection):
        store.replace_dated(record_id, 20, document, 99)
    else:
        store.replace(record_id, 20, document)


def seen(store: Collection) -> list[Any]:
    """Read all that queries find."""
    kept = [getattr(store, name, None) for name in ("_created", "_updated", "_zones")]
    found = [list(store.select([[("source", 7)], [("colour", colour)]])) for colour in COLOURS]
    return [list(store), list(store.select()), found, kept]


@pytest.mark.parametrize("make", [Collection, DatedCollection, TimedCollection])
@given(before=WRITES, meanwhile=WRITES, is_forked=st.booleans())
def test_documents_are_as_they_were(
    make: Callable[..., Collection], before: list[Any], meanwhile: list[Any], is_forked: bool
) -> None:
    """Neither documents, nor their order in time, nor what queries find is another one."""
    store = make(describe)
    for act in before:
        write(store, *act)
    expected = seen(store)
    twin = store.fork() if is_forked else None

    undo = store.rehearse()
    for act in meanwhile:
        write(store, *act)
    undo()

    assert seen(store) == expected
    assert twin is None or seen(twin) == expected


def test_pack_that_became_full_is_opened_again() -> None:
    """Bodies are packed on the way, and unpacked where that is undone."""
    store = TimedCollection(describe)
    for number in range(PACK - 1):
        add(store, number + 1, number, "red")
    expected = seen(store)

    undo = store.rehearse()
    for number in range(PACK):
        add(store, PACK + number, number, "green")
    undo()
    add(store, PACK, 3, "red")

    assert seen(store)[0][:-1] == expected[0]
    assert len(store) == PACK


def shown(index: SeriesIndex) -> list[Any]:
    """Read all series, to the last digit."""
    return [
        (source, name, series.unit, repr(series.between(None, None)))
        for source in index
        for name, series in index.of(source).items()
    ]


@given(before=SAMPLES, meanwhile=SAMPLES)
def test_series_are_as_they_were(before: list[Any], meanwhile: list[Any]) -> None:
    """Values come and go, large integers beside fractions, and none is left or lost, nor a digit of one."""
    index = SeriesIndex()
    for record_id, act in enumerate(before):
        insert(index, record_id, act)
    expected = shown(index)

    undo = index.rehearse()
    for record_id, act in enumerate(meanwhile, start=len(before)):
        insert(index, record_id, act)
    undo()

    assert shown(index) == expected


def insert(index: SeriesIndex, record_id: int, act: tuple[bool, int, int, float, Any]) -> None:
    """Insert a value, or remove all of a time."""
    is_added, source, time, value, unit = act
    if is_added:
        index.insert(source, SeriesName("acme_T", "T"), Sample(time, record_id, value, unit, ZULU))
    else:
        index.remove(source, [(time, known) for known in range(record_id)])


@given(before=st.lists(st.tuples(NUMBERS, NUMBERS)), meanwhile=st.lists(st.tuples(NUMBERS, NUMBERS | st.none())))
def test_rows_are_as_they_were(before: list[tuple[int, int]], meanwhile: list[tuple[int, int | None]]) -> None:
    """Rows that were put, exchanged or removed are undone, and are in their order."""
    table: Table[int, int] = Table()
    for key, value in before:
        table.put(key, value)
    expected = table.items()

    undo = table.rehearse()
    for key, changed in meanwhile:
        if changed is None:
            table.remove(key)
        else:
            table.put(key, changed)
    undo()

    assert table.items() == expected
