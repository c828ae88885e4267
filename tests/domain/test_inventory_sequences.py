"""Listings that read only what is looked at."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mockc8y.domain.inventory_sequences import FIRST_CHUNK, Listed, Passing
from mockc8y.store.collection import Record

COUNT = 10_000
RECORDS = [Record(number, 0, 0, b"{}") for number in range(COUNT)]


@pytest.fixture
def asked() -> list[int]:
    """Collect the ids that a test was asked about."""
    return []


@pytest.fixture
def even(asked: list[int]) -> Callable[[Record], bool]:
    """Make a test that half of the records pass."""

    def test(record: Record) -> bool:
        asked.append(record.id)
        return record.id % 2 == 0

    return test


def ids(records: list[Record]) -> list[int]:
    """Return the ids of records."""
    return [record.id for record in records]


@pytest.mark.parametrize(
    "part", [slice(0, 5), slice(5, 10), slice(9_998, None), slice(20_000, 20_005), slice(-3, None)]
)
def test_listing_is_cut_like_a_list(even: Callable[[Record], bool], part: slice) -> None:
    """Slices mean what they mean for a list of the records that pass."""
    assert Passing(RECORDS, even)[part] == [record for record in RECORDS if record.id % 2 == 0][part]


def test_first_page_looks_no_further(even: Callable[[Record], bool], asked: list[int]) -> None:
    """As soon as a page is full nothing more is asked."""
    assert ids(Passing(RECORDS, even)[0:5]) == [0, 2, 4, 6, 8]
    assert asked == list(range(9))


def test_source_is_taken_in_growing_pieces(even: Callable[[Record], bool]) -> None:
    """What is behind the listing is asked for a few records at first."""
    pieces = []

    class Source(Listed):
        def __getitem__(self, index: int | slice) -> Record | list[Record]:  # type: ignore[override]
            assert isinstance(index, slice)
            pieces.append(index.stop - index.start)
            return RECORDS[index]

    list(Passing(Source(range(COUNT), RECORDS.__getitem__), even))

    assert pieces[:3] == [FIRST_CHUNK, 2 * FIRST_CHUNK, 4 * FIRST_CHUNK]


def test_counting_asks_each_record_once(even: Callable[[Record], bool], asked: list[int]) -> None:
    """A listing that was counted is not searched again."""
    listing = Passing(RECORDS, even)

    assert (len(listing), len(listing), ids(listing[4_999:5_001])) == (COUNT // 2, COUNT // 2, [9_998])
    assert len(asked) == COUNT


@pytest.mark.parametrize("index", [0, 7, 4_999, -1, -5_000])
def test_single_record_is_found_by_its_place(even: Callable[[Record], bool], index: int) -> None:
    """Places count from either end."""
    assert Passing(RECORDS, even)[index].id == list(range(0, COUNT, 2))[index]


def test_place_beyond_the_end_is_an_error(even: Callable[[Record], bool]) -> None:
    """As for any sequence."""
    with pytest.raises(IndexError):
        Passing(RECORDS, even)[5_000]


def test_listed_ids_are_read_when_looked_at(asked: list[int]) -> None:
    """Only the ids of the page are read, in the order given."""

    def read(number: int) -> Record:
        asked.append(number)
        return RECORDS[number]

    listing = Listed([5, 3, 9], read)

    assert (len(listing), ids(listing[0:2]), listing[2].id) == (3, [5, 3], 9)
    assert asked == [5, 3, 9]
