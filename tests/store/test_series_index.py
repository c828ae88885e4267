"""Series of measurements."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockc8y.store import series_index
from mockc8y.store.series_index import Sample, Series, SeriesIndex, SeriesName
from mockc8y.store.time_texts import ZULU

T, H = SeriesName("acme_T", "T"), SeriesName("acme_H", "H")
numbers = st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)
samples = st.lists(st.tuples(st.integers(0, 5), numbers, st.sampled_from([ZULU, 0, 60, -1439, 1439])), max_size=30)


def sample(time: int, record_id: int, value: float, *, unit: str | None = None, zone: int = ZULU) -> Sample:
    """Write a value with its id."""
    return Sample(time, record_id, value, unit, zone)


def filled(rows: list[tuple[int, float, int]]) -> Series:
    """Insert values under growing ids."""
    series = Series()
    for record_id, (time, value, zone) in enumerate(rows):
        series.insert(sample(time, record_id, value, zone=zone))
    return series


@given(samples)
def test_values_come_back_as_they_were_sent(rows: list[tuple[int, float, int]]) -> None:
    """Values are sorted by time, then id; integers stay integers beside floats, and each keeps its zone."""
    stretch = filled(rows).between(None, None)

    expected = sorted(rows, key=lambda row: row[0])

    assert list(stretch.times) == [time for time, _, _ in expected]
    assert list(map(repr, stretch.numbers())) == [repr(value) for _, value, _ in expected]
    assert stretch.zones() == [zone for _, _, zone in expected]


@given(samples, st.integers(-1, 6), st.integers(-1, 6))
def test_stretch_has_its_start_but_not_its_end(rows: list[tuple[int, float, int]], since: int, until: int) -> None:
    """A stretch of time is cut out of all columns alike."""
    stretch = filled(rows).between(since, until)

    expected = [row for row in sorted(rows, key=lambda row: row[0]) if since <= row[0] < until]

    assert list(stretch.times) == [time for time, _, _ in expected]
    assert stretch.numbers() == [value for _, value, _ in expected]


@pytest.mark.parametrize("share", [0, 10**6])
@given(rows=samples, data=st.data())
def test_removed_values_are_gone(share: int, rows: list[tuple[int, float, int]], data: st.DataObject) -> None:
    """One by one or in a sweep, measurements lose their values and others keep theirs."""
    series = filled(rows)
    gone = data.draw(st.sets(st.integers(0, 40)))
    moments = [(rows[number][0] if number < len(rows) else 3, number) for number in gone]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(series_index, "SWEEP_SHARE", share)
        series.remove(moments)

    kept = sorted((time, number, value) for number, (time, value, _) in enumerate(rows) if number not in gone)
    assert list(zip(series.times, series.ids, series.values, strict=True)) == kept
    assert len(series.forms) == len(kept)


def test_integers_keep_all_their_digits() -> None:
    """A series of 64-bit integers is exact to the last digit."""
    assert filled([(0, 2**63 - 1, ZULU), (1, -(2**63), ZULU)]).between(None, None).numbers() == [2**63 - 1, -(2**63)]


def test_integer_beyond_64_bit_becomes_a_float() -> None:
    """What is no 64-bit integer is kept as the nearest float."""
    [number] = filled([(0, 2**64 - 1, ZULU)]).between(None, None).numbers()

    assert (type(number), number) == (float, 2.0**64)


def test_last_unit_is_that_of_the_series() -> None:
    """The unit that came last counts; a value without one leaves it."""
    series = Series()
    for record_id, unit in enumerate((None, "C", "K", None)):
        series.insert(sample(0, record_id, 1, unit=unit))

    assert series.unit == "K"


def test_series_are_found_by_source_and_name() -> None:
    """Sources share no series, and an unknown source has none."""
    index = SeriesIndex()
    index.insert(1, T, sample(0, 10, 20.5))
    index.insert(1, H, sample(0, 10, 40))
    index.insert(2, T, sample(0, 11, 30))

    assert (list(index.of(1)), list(index.of(2)), list(index.of(3))) == ([T, H], [T], [])
    assert list(index) == [1, 2]


def test_series_goes_with_its_last_value() -> None:
    """A series without values is not known any more, nor a source without series."""
    index = SeriesIndex()
    index.insert(1, T, sample(5, 10, 20.5))
    index.insert(1, H, sample(5, 10, 40))
    index.insert(1, H, sample(6, 11, 41))

    index.remove(1, [(5, 10)])
    assert list(index.of(1)) == [H]

    index.remove(1, [(6, 11)])
    assert list(index) == []


def test_removal_from_an_unknown_source_is_no_error() -> None:
    """Measurements without series have nothing to take out."""
    index = SeriesIndex()

    index.remove(1, [(0, 1)])
    index.drop(1)

    assert list(index) == []


def test_dropped_source_can_come_back() -> None:
    """What is inserted after a source was dropped is all that it has, on both sides of a fork."""
    index = SeriesIndex()
    index.insert(1, T, sample(0, 10, 1))
    twin = index.fork()
    twin.drop(1)
    twin.insert(1, T, sample(0, 11, 2))

    assert (list(twin.of(1)[T].values), list(index.of(1)[T].values)) == ([2], [1])
