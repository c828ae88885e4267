"""Buckets of time and what is computed over them."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from math import inf, isnan, sqrt
from statistics import mean, pstdev, stdev

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mockc8y.domain.aggregation import FUNCTIONS, Interval, aggregated, buckets, parse_interval
from mockc8y.domain.times import MINUTE_MS, parse_millis
from mockc8y.store.series_index import Stretch
from mockc8y.store.time_texts import ZULU, text_of, zone_of

BEGIN, END = parse_millis("0001-01-01T00:00:00Z"), parse_millis("9999-12-31T23:59:59.999Z")
intervals = st.builds(Interval, st.integers(1, 999), st.sampled_from("smhdwMqy"))
values = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=20)


def stretch(*rows: tuple[str, float]) -> Stretch:
    """Write a stretch of a series from times as devices send them, and values."""
    numbers = array("d", (value for _, value in rows))
    forms = array("h", (zone_of(time) << 1 for time, _ in rows))
    return Stretch(array("q", (parse_millis(time) for time, _ in rows)), numbers, forms)


def cut(found: Stretch, interval: str) -> dict[str, list[float]]:
    """Return the values of each bucket by the text of its start."""
    return {
        text_of(bucket.start, bucket.zone): list(bucket.values) for bucket in buckets(found, parse_interval(interval))
    }


@pytest.mark.parametrize(
    ("text", "interval"), [("1s", Interval(1, "s")), ("15m", Interval(15, "m")), ("999y", Interval(999, "y"))]
)
def test_interval_is_a_number_and_a_unit(text: str, interval: Interval) -> None:
    """Intervals go up to three digits."""
    assert parse_interval(text) == interval


@pytest.mark.parametrize(
    "text", ["", "m", "0h", "01h", "1000s", "-1h", "1.5h", "1 h", "1H", "1h ", "1h\n", "\u0661h", "1hh"]
)
def test_what_is_no_interval_is_refused(text: str) -> None:
    """Leading zeros, more than three digits and other units are refused, with the form that is expected."""
    with pytest.raises(ValueError, match="1 to 999 and one of the units s m h d w M q y"):
        parse_interval(text)


STARTS = {
    "1s": "2024-08-15T13:47:31.000Z",
    "30s": "2024-08-15T13:47:30.000Z",
    "1m": "2024-08-15T13:47:00.000Z",
    "15m": "2024-08-15T13:45:00.000Z",
    "1h": "2024-08-15T13:00:00.000Z",
    "12h": "2024-08-15T12:00:00.000Z",
    "1d": "2024-08-15T00:00:00.000Z",
    "1w": "2024-08-12T00:00:00.000Z",
    "1M": "2024-08-01T00:00:00.000Z",
    "1q": "2024-07-01T00:00:00.000Z",
    "1y": "2024-01-01T00:00:00.000Z",
    "10y": "2020-01-01T00:00:00.000Z",
}


@pytest.mark.parametrize(("interval", "start"), STARTS.items(), ids=STARTS)
def test_bucket_starts_where_its_unit_does(interval: str, start: str) -> None:
    """Hours start at the full hour, weeks on Monday, quarters in January, April, July and October."""
    assert list(cut(stretch(("2024-08-15T13:47:31.250Z", 1)), interval)) == [start]


@given(interval=intervals, local=st.integers(BEGIN, END))
@example(interval=Interval(1, "M"), local=END)
@example(interval=Interval(999, "y"), local=END)
@example(interval=Interval(999, "y"), local=BEGIN)
@example(interval=Interval(999, "w"), local=BEGIN)
def test_bucket_holds_its_time_in_every_year(interval: Interval, local: int) -> None:
    """A time lies in its bucket, whose start can be written as a time, and both ends lie in the buckets they should."""
    start, end = interval.bucket(local)

    assert BEGIN <= start <= local < end
    assert interval.bucket(start) == interval.bucket(local)
    assert end > END or interval.bucket(end)[0] == end


def test_buckets_part_their_values() -> None:
    """A value at the very start of a bucket belongs to it, and buckets without values are left out."""
    found = stretch(
        ("2024-03-02T09:00:00.000Z", 1),
        ("2024-03-02T09:59:59.999Z", 2),
        ("2024-03-02T10:00:00.000Z", 3),
        ("2024-03-02T13:30:00.000Z", 4),
    )

    assert cut(found, "1h") == {
        "2024-03-02T09:00:00.000Z": [1, 2],
        "2024-03-02T10:00:00.000Z": [3],
        "2024-03-02T13:00:00.000Z": [4],
    }


def test_day_is_that_of_the_device() -> None:
    """Buckets start by the clock of the zone that the device wrote."""
    found = stretch(("2024-03-02T23:30:00.000+05:30", 1), ("2024-03-03T00:15:00.000+05:30", 2))

    assert cut(found, "1d") == {"2024-03-02T00:00:00.000+05:30": [1], "2024-03-03T00:00:00.000+05:30": [2]}


def test_zones_stay_apart() -> None:
    """Values whose times were written in different zones are never put into one bucket."""
    found = stretch(
        ("2024-03-02T09:00:00.000Z", 1), ("2024-03-02T11:10:00.000+02:00", 2), ("2024-03-02T09:20:00.000Z", 3)
    )

    assert cut(found, "1h") == {"2024-03-02T09:00:00.000Z": [1, 3], "2024-03-02T11:00:00.000+02:00": [2]}


@given(times=st.lists(st.integers(-(10**10), 10**10)), zones=st.lists(st.sampled_from([ZULU, 60, -90])), data=st.data())
def test_no_value_is_lost(times: list[int], zones: list[int], data: st.DataObject) -> None:
    """Every value lands in exactly one bucket, whatever the zones."""
    rows = sorted(zip(times, zones, strict=False))
    found = Stretch(
        array("q", (time for time, _ in rows)),
        array("q", range(len(rows))),
        array("h", (zone << 1 for _, zone in rows)),
    )

    cut_up = list(buckets(found, data.draw(intervals)))

    assert sorted(value for bucket in cut_up for value in bucket.values) == list(range(len(rows)))
    assert all(rows[int(value)][1] == bucket.zone for bucket in cut_up for value in bucket.values)


@given(values)
def test_functions_compute_what_their_names_say(numbers: list[float]) -> None:
    """Each function gives what the standard library's statistics do."""
    found = aggregated(array("d", numbers), tuple(FUNCTIONS))

    spread = None if len(numbers) == 1 else pytest.approx(stdev(numbers), abs=1e-3)
    assert found == {
        "min": min(numbers),
        "max": max(numbers),
        "avg": pytest.approx(mean(numbers), abs=1e-6),
        "sum": pytest.approx(sum(numbers)),
        "count": len(numbers),
        "stdDevPop": pytest.approx(pstdev(numbers), abs=1e-3),
        "stdDevSamp": spread,
    }


def test_results_are_floats() -> None:
    """Numbers are floats even where all values are integers, and so is their count."""
    found = aggregated(array("q", [2, 4]), ("count", "sum", "min"))

    assert [repr(value) for value in found.values()] == ["2.0", "6.0", "2.0"]


@pytest.mark.parametrize("numbers", [[5], [5, 5, 5], [2**62, 2**62]])
def test_equal_values_do_not_deviate(numbers: Sequence[int]) -> None:
    """The deviation of equal values is zero, however large they are."""
    assert aggregated(numbers, ("stdDevPop",)) == {"stdDevPop": 0.0}


def test_deviation_survives_a_large_average() -> None:
    """Small differences between large values are not lost to rounding."""
    assert aggregated([1e9 + 1, 1e9 + 3], ("stdDevPop", "stdDevSamp")) == {"stdDevPop": 1.0, "stdDevSamp": sqrt(2)}


def test_overflow_is_no_error() -> None:
    """Sums beyond the largest float become infinite, as in any database."""
    found = aggregated([1.7e308, 1.7e308], ("sum", "stdDevPop"))

    assert found["sum"] == inf
    assert isnan(found["stdDevPop"] or 0) or found["stdDevPop"] == inf


def test_minutes_are_cut_by_bisection() -> None:
    """A long stretch is cut at the right places."""
    times = range(0, 600 * MINUTE_MS, 10_000)
    found = Stretch(array("q", times), array("q", range(len(times))), array("h", [ZULU << 1] * len(times)))

    sizes = [len(bucket.values) for bucket in buckets(found, Interval(1, "h"))]

    assert sizes == [360] * 10
