"""What measurement and series queries say to the platform."""

from __future__ import annotations

import doctest
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import c8y_client
from c8y_client._async.measurement import Measurement
from c8y_client._queries.measurements import (
    AggregationType,
    continued,
    deletion_params,
    halves,
    measurement_params,
    needs_ids,
    series_params,
)
from c8y_client._reading.expressions import parameters_in, with_parameters
from c8y_client._reading.spans import Span
from c8y_client._series.units import Celsius

BEGINNING = ("dateFrom", "1970-01-01T00:00:00.000Z")
END = ("dateTo", "2100-01-01T00:00:00.000Z")


@pytest.mark.parametrize(
    ("filters", "worded"),
    [
        ({"type": "t", "source": "1"}, [("type", "t"), ("source", "1")]),
        ({"source": Measurement.from_json({"id": "7"})}, [("source", "7")]),
        ({"series": "a.b"}, [("valueFragmentType", "a"), ("valueFragmentSeries", "b")]),
        ({"series": "com.x.A.b"}, [("valueFragmentType", "com.x.A"), ("valueFragmentSeries", "b")]),
        ({"value_fragment_type": "a"}, [("valueFragmentType", "a")]),
        ({"valueFragmentSeries": "b"}, [("valueFragmentSeries", "b")]),
        ({"asc": False}, [("revert", True), BEGINNING]),
        ({"asc": True}, [("revert", False), BEGINNING]),
        ({"ascending": False}, [("revert", True), BEGINNING]),
        ({"asc": True, "revert": True}, [("revert", True), BEGINNING]),
        ({"after": "2026-01-01", "asc": True}, [("dateFrom", "2026-01-01T00:00:00.000Z"), ("revert", False)]),
        ({"dateTo": "2026-01-01"}, [("dateTo", "2026-01-01T00:00:00.000Z")]),
        ({"c8y_future": 1}, [("c8y_future", 1)]),
    ],
)
def test_filters_are_worded(filters: dict[str, Any], worded: list[tuple[str, object]]) -> None:
    """Each filter has one wording, and an order brings a bound along."""
    assert measurement_params(filters) == worded


@pytest.mark.parametrize(
    ("filters", "reason"),
    [
        ({"series": "a.b", "value_fragment_type": "a"}, "give one of them"),
        ({"series": "a"}, r"fragment\.series"),
        ({"series": "a."}, r"fragment\.series"),
        ({"after": "2026-01-01", "max_age": "1d"}, "same bound"),
    ],
)
def test_contradictions_are_refused(filters: dict[str, Any], reason: str) -> None:
    """What cannot be meant is an error and not sent."""
    with pytest.raises(ValueError, match=reason):
        measurement_params(filters)


@pytest.mark.parametrize(
    ("filters", "worded"),
    [
        ({"source": "1"}, [("source", "1"), BEGINNING, END]),
        (
            {"source": "1", "series": ["a.b", "a.c"]},
            [("source", "1"), ("series", "a.b"), ("series", "a.c"), BEGINNING, END],
        ),
        (
            {"aggregation": AggregationType.DAILY, "after": "2026-01-01", "before": "2026-01-02"},
            [
                ("dateFrom", "2026-01-01T00:00:00.000Z"),
                ("dateTo", "2026-01-02T00:00:00.000Z"),
                ("aggregationType", "DAILY"),
            ],
        ),
        (
            {"aggregation_function": ["min", "avg"], "aggregation_interval": "1h"},
            [
                ("aggregationFunction", "min"),
                ("aggregationFunction", "avg"),
                ("aggregationInterval", "1h"),
                BEGINNING,
                END,
            ],
        ),
        ({"asc": False}, [("revert", True), BEGINNING, END]),
    ],
)
def test_series_filters_are_worded(filters: dict[str, Any], worded: list[tuple[str, object]]) -> None:
    """Both bounds are always there, and lists are repeated."""
    assert series_params(filters) == worded


@pytest.mark.parametrize(
    ("filters", "worded"),
    [
        ({"source": "1", "fragment": "a"}, [("source", "1"), ("fragmentType", "a")]),
        ({"source": "1", "value_fragment_type": "a"}, [("source", "1"), ("fragmentType", "a")]),
        ({"type": "t"}, [("type", "t"), BEGINNING]),
        ({"before": "2026-01-01"}, [("dateTo", "2026-01-01T00:00:00.000Z")]),
    ],
)
def test_deletion_is_worded(filters: dict[str, Any], worded: list[tuple[str, object]]) -> None:
    """The platform wants a source or a bound, and knows fragments only as `fragmentType`."""
    assert deletion_params(measurement_params(filters)) == worded


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"source": "1", "fragment": "a"}, False),
        ({"value_fragment_type": "a"}, False),
        ({"series": "a.b"}, True),
        ({"value_fragment_series": "b"}, True),
        ({"value_fragment_type": "a", "fragment": "b"}, True),
        ({"value_fragment_type": "a", "fragment": None}, False),
    ],
)
def test_what_the_platform_cannot_delete_by_is_known(filters: dict[str, Any], expected: bool) -> None:
    """Series, and two fragments at once."""
    assert needs_ids(filters) is expected


def test_next_part_begins_with_the_last_row() -> None:
    """The last row may have been cut off in its middle; a single row is not asked for again."""
    rows: dict[str, Any] = {
        "2026-01-01T00:00:00.000Z": [],
        "2026-01-01T01:00:00.000+01:00": [],
        "2026-01-01T00:01:00.000Z": [],
    }
    single: dict[str, Any] = {"2026-01-01T00:01:00.000Z": []}

    assert continued([BEGINNING, END], rows) == [END, ("dateFrom", "2026-01-01T00:01:00.000Z")]
    assert continued([BEGINNING, END], single) == [END, ("dateFrom", "2026-01-01T00:01:00.001Z")]
    back = [BEGINNING, END, ("revert", True)]
    assert continued(back, rows)[-1] == ("dateTo", "2026-01-01T00:01:00.001Z")
    assert continued(back, single)[-1] == ("dateTo", "2026-01-01T00:01:00.000Z")
    assert continued([*back, ("aggregationType", "HOURLY")], rows)[-1] == ("dateTo", "2026-01-01T00:01:00.000Z")


def test_parameters_are_put_into_text_and_lists() -> None:
    """Both forms of a query can be read and changed alike, whatever the case of names."""
    text = "type=a%20b&dateFrom=x&pageSize=5"
    assert with_parameters(text, {"datefrom": "y", "revert": True}) == "type=a%20b&pageSize=5&datefrom=y&revert=true"
    assert with_parameters([("type", "a"), ("dateFrom", "x")], {"dateFrom": "y"}) == [("type", "a"), ("dateFrom", "y")]
    assert parameters_in(text) == {"type": "a b", "datefrom": "x", "pagesize": "5"}
    assert parameters_in([("dateFrom", "x")]) == {"datefrom": "x"}


@given(
    one=st.integers(-(10**12), 10**12),
    other=st.integers(-(10**12), 10**12),
    parts=st.integers(1, 50),
    newest_first=st.booleans(),
)
def test_parts_of_a_span_meet(one: int, other: int, parts: int, newest_first: bool) -> None:
    """Parts have neither gap nor overlap, and the outermost reach as far as the whole."""
    whole = Span(min(one, other), max(one, other), since=min(one, other), until=None)
    split = whole.split(parts, newest_first=newest_first)
    ascending = split[::-1] if newest_first else split

    assert ascending[0].since == whole.since
    assert ascending[-1].until is None
    assert [part.until for part in ascending[:-1]] == [part.since for part in ascending[1:]]
    assert all(part.first <= part.last for part in split)
    assert len(split) == min(parts, whole.last - whole.first + 1)


@pytest.mark.parametrize(
    "series",
    [("a.b", 1), [("a.b", 1)], [("a.b", 1, None)], [["a.b", 1]], (("a.b", 1),)],
    ids=str,
)
def test_series_of_a_measurement(series: Any) -> None:
    """One series or several, as tuples or lists, with or without unit."""
    assert Measurement(type="t", series=series).json == {"type": "t", "a": {"b": {"value": 1}}}


def test_series_and_fragments_go_together() -> None:
    """Series are added to the fragments that are there."""
    measurement = Measurement(a={"x": Celsius(1)}, series=[("a.y", 2, "C"), ("b.z", 3)])

    assert measurement.get_series() == ["a.x", "a.y", "b.z"]
    assert measurement["a.y"] == {"value": 2, "unit": "C"}


@pytest.mark.parametrize("series", [("a.b",), [("a.b", 1, "C", 2)], ["a.b"], ("ab", 1)], ids=str)
def test_series_that_say_too_little_or_too_much_are_refused(series: Any) -> None:
    """A series is a full name, a value and maybe a unit."""
    with pytest.raises(ValueError, match="series is"):
        Measurement(series=series)


@given(
    st.text(min_size=1).filter(lambda text: "." not in text), st.text(min_size=1).filter(lambda text: "." not in text)
)
def test_full_name_comes_apart(fragment: str, name: str) -> None:
    """The halves of a full name are what it was made of."""
    assert halves(f"{fragment}.{name}") == (fragment, name)


@pytest.mark.parametrize("documented", [Measurement])
def test_examples_hold(documented: type) -> None:
    """What the documentation shows is what happens."""
    runner = doctest.DocTestRunner()
    [example] = doctest.DocTestFinder(recurse=False).find(documented, module=False, globs=vars(c8y_client).copy())

    assert runner.run(example).attempted > 0
    assert runner.summarize().failed == 0
