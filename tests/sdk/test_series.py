"""Results of series queries, brought into every shape."""

from __future__ import annotations

import copy
import doctest
import pickle
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from c8y_client._series import series as _series
from c8y_client._series.series import Series, SeriesSpec
from mockc8y.control.mock_tenant import MockTenant

LEVEL, HEAT = "c8y_Tank.level", "c8y_Tank.T"
NOON, LATER, LAST = "2026-01-15T12:00:00.000Z", "2026-01-15T12:05:00.000Z", "2026-01-15T12:10:00.000+01:00"
TANK: dict[str, Any] = {
    "series": [
        {"type": "c8y_Tank", "name": "level", "unit": "l"},
        {"type": "c8y_Tank", "name": "T", "unit": "C"},
    ],
    "values": {
        NOON: [{"min": 8, "max": 9}, None],
        LATER: [{"min": 6, "max": 8}, {"min": 20.5, "max": 21.5}],
        LAST: [{"min": 5, "max": 6}],
    },
    "truncated": False,
}
EMPTY: dict[str, Any] = {"series": [], "values": {}, "truncated": False}


@pytest.fixture
def tank() -> Series:
    """Two series at three times; the second has values at one of them."""
    return Series(copy.deepcopy(TANK))


def test_result_is_the_dict_that_was_sent(tank: Series) -> None:
    """Nothing is lost or changed by wrapping."""
    assert tank == TANK
    assert tank.values == TANK["values"]
    assert tank.specs == [SeriesSpec("l", "c8y_Tank", "level"), SeriesSpec("C", "c8y_Tank", "T")]
    assert [spec.series for spec in tank.specs] == [LEVEL, HEAT]


SHAPES: dict[str, tuple[str | list[str] | None, str | list[str] | None, list[Any]]] = {
    "one series, one key": (LEVEL, "min", [8, 6, 5]),
    "one series, several keys": (LEVEL, ["max", "min"], [(9, 8), (8, 6), (6, 5)]),
    "one series, all keys": (LEVEL, None, [(8, 9), (6, 8), (5, 6)]),
    "one series, a list of one key": (LEVEL, ["min"], [(8,), (6,), (5,)]),
    "one series with gaps": (HEAT, "max", [21.5]),
    "one series with gaps, all keys": (HEAT, None, [(20.5, 21.5)]),
    "several series, one key": ([HEAT, LEVEL], "min", [(None, 8), (20.5, 6), (None, 5)]),
    "all series, one key": (None, "min", [(8, None), (6, 20.5), (5, None)]),
    "a list of one series, one key": ([HEAT], "min", [(None,), (20.5,), (None,)]),
    "several series, several keys": ([HEAT, LEVEL], ["max"], [((None,), (9,)), ((21.5,), (8,)), ((None,), (6,))]),
    "all": (None, None, [((8, 9), (None, None)), ((6, 8), (20.5, 21.5)), ((5, 6), (None, None))]),
    "an unknown key": (LEVEL, "avg", [None, None, None]),
}


@pytest.mark.parametrize(("series", "value", "elements"), SHAPES.values(), ids=SHAPES)
def test_shape_follows_from_what_is_asked(
    tank: Series, series: str | list[str] | None, value: str | list[str] | None, elements: list[Any]
) -> None:
    """One name or several, of series and of values, make four shapes."""
    assert tank.collect(series, value) == elements


STAMPED: dict[str, tuple[str | list[str] | None, str | list[str] | None, tuple[Any, ...]]] = {
    "one series, one key": (LEVEL, "min", (NOON, 8)),
    "one series, all keys": (LEVEL, None, (NOON, 8, 9)),
    "several series, one key": ([HEAT, LEVEL], "min", (NOON, None, 8)),
    "all": (None, None, (NOON, (8, 9), (None, None))),
}


@pytest.mark.parametrize(("series", "value", "first"), STAMPED.values(), ids=STAMPED)
def test_time_is_prepended(
    tank: Series, series: str | list[str] | None, value: str | list[str] | None, first: tuple[Any, ...]
) -> None:
    """`timestamps=True` puts the text in front of what would be the element."""
    assert tank.collect(series, value, timestamps=True)[0] == first


def test_single_series_keeps_the_times_of_its_values(tank: Series) -> None:
    """Where times are skipped, those that remain belong to their values."""
    assert tank.collect(HEAT, "max", timestamps=True) == [(LATER, 21.5)]


def test_times_are_parsed(tank: Series) -> None:
    """`"datetime"` gives aware datetimes that keep their offset, `"epoch"` seconds."""
    moments = [row[0] for row in tank.collect(LEVEL, "min", "datetime")]
    offset = timezone(timedelta(hours=1))

    assert moments == [
        datetime(2026, 1, 15, 12, tzinfo=UTC),
        datetime(2026, 1, 15, 12, 5, tzinfo=UTC),
        datetime(2026, 1, 15, 12, 10, tzinfo=offset),
    ]
    assert moments[2].utcoffset() == timedelta(hours=1)
    assert [row[0] for row in tank.collect(LEVEL, "min", "epoch")] == [moment.timestamp() for moment in moments]


def test_unknown_form_of_time_is_refused(tank: Series) -> None:
    """A misspelt word must not end in text where times were wanted."""
    with pytest.raises(ValueError, match="timestamps='date' is unknown"):
        tank.collect(timestamps="date")


FLAT: dict[str, tuple[str | list[str] | None, str | list[str] | None, list[Any]]] = {
    "one series, one key": (HEAT, "min", [(None,), (20.5,), (None,)]),
    "one series, all keys": (HEAT, None, [(None, None), (20.5, 21.5), (None, None)]),
    "several series, one key": (None, "min", [(8, None), (6, 20.5), (5, None)]),
    "all": (None, None, [(8, 9, None, None), (6, 8, 20.5, 21.5), (5, 6, None, None)]),
}


@pytest.mark.parametrize(("series", "value", "elements"), FLAT.values(), ids=FLAT)
def test_flat_is_one_tuple_for_each_time(
    tank: Series, series: str | list[str] | None, value: str | list[str] | None, elements: list[Any]
) -> None:
    """`flat=True` gives tuples of the same length everywhere and skips nothing."""
    assert tank.collect(series, value, flat=True) == elements
    assert tank.collect(series, value, True, flat=True)[2] == (LAST, *elements[2])


@pytest.mark.parametrize("flat", [False, True], ids=["nested", "flat"])
@pytest.mark.parametrize("timestamps", [None, True, "datetime", "epoch"])
@pytest.mark.parametrize("value", [None, "min", ["min"]], ids=repr)
@pytest.mark.parametrize("series", [None, LEVEL, [LEVEL, HEAT]], ids=repr)
@pytest.mark.parametrize("document", [EMPTY, {}], ids=["empty", "nothing"])
def test_empty_result_has_no_elements(
    document: dict[str, Any], series: str | list[str] | None, value: Any, timestamps: bool | str | None, flat: bool
) -> None:
    """Whatever is asked of an empty result, it is no error: the platform leaves out series without values."""
    result = Series(document)

    assert result.collect(series, value, timestamps, flat=flat) == []
    assert (result.specs, result.values, result.truncated) == ([], {}, False)


def test_series_without_unit_is_described() -> None:
    """The platform may leave the unit out, or send `null`."""
    document = {"series": [{"type": "a", "name": "b"}, {"type": "a", "name": "c", "unit": None}], "values": {}}

    assert [spec.unit for spec in Series(document).specs] == [None, None]


def test_names_may_have_several_dots() -> None:
    """A series is found by its whole name, wherever the dots are."""
    specs = [{"type": "com.acme.Tank", "name": "T"}, {"type": "com", "name": "acme.Pump.T"}]
    result = Series(series=specs, values={NOON: [{"min": 1}, {"min": 2}]})

    assert result.collect("com.acme.Tank.T", "min") == [1]
    assert result.collect("com.acme.Pump.T", "min") == [2]


def test_keys_are_those_of_all_rows() -> None:
    """The first row may lack the series, or one of the values."""
    rows = {NOON: [None], LATER: [{"avg": 1.0}], LAST: [{"avg": 2.0, "stdDevSamp": 0.5}]}
    result = Series(series=[{"type": "a", "name": "b"}], values=rows)

    assert result.collect("a.b") == [(1.0, None), (2.0, 0.5)]


def test_gap_may_be_written_as_empty_object() -> None:
    """`{}` is a gap like `null`, and so is a row that ends early."""
    specs = [{"type": "a", "name": "b"}, {"type": "a", "name": "c"}]
    result = Series(series=specs, values={NOON: [{}, {"min": 1}], LATER: [{"min": 2}], LAST: []})

    assert result.collect("a.b", "min") == [2]
    assert result.collect("a.c", "min") == [1]
    assert result.collect(value="min") == [(None, 1), (2, None), (None, None)]


def test_unknown_series_is_refused(tank: Series) -> None:
    """The error names those that are there."""
    with pytest.raises(KeyError, match=f"no series c8y_Tank.lvel; there are {LEVEL}, {HEAT}"):
        tank.collect("c8y_Tank.lvel")


def test_values_of_one_series_are_listed_without_gaps(tank: Series) -> None:
    """The flat list is not aligned with the times."""
    assert tank.values_of(LEVEL, "max") == [9, 8, 6]
    assert tank.values_of(HEAT, "min") == [20.5]


def test_values_of_skips_values_that_are_null() -> None:
    """A function may have no result, such as the deviation of a single value."""
    rows = {NOON: [{"stdDevSamp": None}], LATER: [{"stdDevSamp": 0.5}]}

    assert Series(series=[{"type": "a", "name": "b"}], values=rows).values_of() == [0.5]


def test_values_of_empty_result_are_none() -> None:
    """No values are no error."""
    assert Series(EMPTY).values_of() == []
    assert Series(EMPTY).values_of(LEVEL, "min") == []


def test_ambiguous_choice_is_refused(tank: Series) -> None:
    """Series and key may be left out only where there is just one; the error lists them."""
    with pytest.raises(ValueError, match=f"series is needed, for there are {LEVEL}, {HEAT}"):
        tank.values_of(value="min")
    with pytest.raises(ValueError, match="value is needed, for there are min, max"):
        tank.values_of(LEVEL)


def test_silent_series_can_be_kept_in_its_place(tank: Series) -> None:
    """Series that were asked for and have no values can be named, which gives gaps and not an error."""
    full = tank.including(HEAT, "c8y_Tank.pH", "c8y_Tank.pH")

    assert full.collect(["c8y_Tank.pH", LEVEL], "min") == [(None, 8), (None, 6), (None, 5)]
    assert [spec.series for spec in full.specs] == [LEVEL, HEAT, "c8y_Tank.pH"]
    assert tank == TANK


def test_parts_are_joined() -> None:
    """Adjoining spans become one result, also where each has other series and a time is in both."""
    first = {"series": [TANK["series"][0]], "values": {NOON: [{"min": 1}], LATER: [{"min": 2}]}, "truncated": True}
    second = {"series": TANK["series"][::-1], "values": {LATER: [{"min": 3}, None], LAST: [None, {"min": 4}]}}

    joined = Series.joined([Series(first), Series(second)])

    assert [spec.series for spec in joined.specs] == [LEVEL, HEAT]
    assert joined.collect(value="min", timestamps=True) == [(NOON, 1, None), (LATER, 2, 3), (LAST, 4, None)]
    assert not joined.truncated


def test_joined_series_have_the_first_unit_there_is() -> None:
    """Parts in which a series is silent, or was written without unit, do not take it away."""
    parts = [{"series": [{"type": "a", "name": "b", **unit}]} for unit in ({}, {"unit": "C"}, {"unit": "K"}, {})]

    assert Series.joined([Series(part) for part in parts]).specs == [SeriesSpec("C", "a", "b")]


def test_joined_result_is_truncated_as_its_last_part() -> None:
    """What is missing at the end of the last part is missing from the whole."""
    assert Series.joined([Series(EMPTY), Series(EMPTY | {"truncated": True})]).truncated
    assert Series.joined([]) == EMPTY


def test_text_for_people_is_short(tank: Series) -> None:
    """Thousands of rows do not fill the terminal."""
    assert repr(tank) == "<Series c8y_Tank.level, c8y_Tank.T: 3 rows>"
    assert repr(Series(TANK | {"truncated": True})) == "<Series c8y_Tank.level, c8y_Tank.T: 3 rows, truncated>"
    assert repr(Series()) == "<Series empty: 0 rows>"


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, lambda value: pickle.loads(pickle.dumps(value))])  # noqa: S301
def test_result_can_be_copied(tank: Series, copied: Callable[[Series], Series]) -> None:
    """Copies are results as well."""
    made = copied(tank)

    assert (type(made), made) == (Series, TANK)


KEYS = ("min", "max", "avg")
cells: st.SearchStrategy[dict[str, float | None] | None] = (
    st.none() | st.just({}) | st.dictionaries(st.sampled_from(KEYS), st.floats(-5, 5) | st.integers(-5, 5) | st.none())
)
parts = st.sampled_from(["a", "b", "a.b", "a.b.c", "c8y_Tank", "x-y z"])


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    """Make results with gaps of every kind, without units and with dots in names; no two full names are the same."""
    pairs = draw(st.lists(st.tuples(parts, parts), max_size=4, unique_by=".".join))
    units: list[dict[str, Any]] = [draw(st.sampled_from([{}, {"unit": None}, {"unit": "C"}])) for _ in pairs]
    specs = [{"type": left, "name": right, **unit} for (left, right), unit in zip(pairs, units, strict=True)]
    rows = draw(st.lists(st.lists(cells, max_size=len(specs)), max_size=5 if specs else 0))
    times = [f"2026-01-15T12:{minute:02}:00.000Z" for minute in range(len(rows))]
    return {"series": specs, "values": dict(zip(times, rows, strict=True)), "truncated": False}


def expected(
    document: dict[str, Any], series: str | Sequence[str] | None, value: str | Sequence[str] | None, stamped: bool
) -> list[Any]:
    """Collect as the table of shapes says, one value at a time."""
    names = [f"{spec['type']}.{spec['name']}" for spec in document["series"]]
    wanted = [series] if isinstance(series, str) else series or names

    def values(row: list[Any], name: str) -> dict[str, Any]:
        place = names.index(name)
        return (row[place] if place < len(row) else None) or {}

    seen = [key for row in document["values"].values() for name in wanted for key in values(row, name)]
    keys = [value] if isinstance(value, str) else value or list(dict.fromkeys(seen)) or ["min", "max"]
    elements = []
    for time, row in document["values"].items():
        element: Any
        found = [values(row, name) for name in wanted]
        if isinstance(series, str) and not found[0]:
            continue
        if isinstance(series, str) and isinstance(value, str):
            element = found[0].get(value)
        elif isinstance(series, str):
            element = tuple(found[0].get(key) for key in keys)
        elif isinstance(value, str):
            element = tuple(each.get(value) for each in found)
        else:
            element = tuple(tuple(each.get(key) for key in keys) for each in found)
        if stamped:
            element = (time, *element) if isinstance(element, tuple) else (time, element)
        elements.append(element)
    return elements


@given(document=documents(), data=st.data(), stamped=st.booleans())
def test_any_result_is_collected_as_the_table_says(
    document: dict[str, Any], data: st.DataObject, stamped: bool
) -> None:
    """Against a plain model: rows and units missing, names with several dots, empty results, keys that come late."""
    names = [f"{spec['type']}.{spec['name']}" for spec in document["series"]]
    one = st.sampled_from(names or [LEVEL])
    series = data.draw(st.none() | one | st.lists(one, max_size=3))
    value = data.draw(st.none() | st.sampled_from(KEYS) | st.lists(st.sampled_from(KEYS), max_size=3))

    assert Series(document).collect(series, value, stamped) == expected(document, series, value, stamped)


@given(document=documents())
def test_flat_values_are_those_of_the_nested_shape(document: dict[str, Any]) -> None:
    """Flattening changes the shape, not the values or their order."""
    result = Series(document)

    assert result.collect(flat=True) == [tuple(value for each in row for value in each) for row in result.collect()]


@given(document=documents(), cut=st.integers(0, 5))
def test_result_that_was_cut_is_joined_again(document: dict[str, Any], cut: int) -> None:
    """Splitting by time and joining is no change."""
    rows = list(document["values"].items())
    sides = [Series(document | {"values": dict(side)}) for side in (rows[:cut], rows[cut:])]

    joined = Series.joined(sides)

    assert joined.specs == Series(document).specs
    assert joined.collect(None, KEYS) == Series(document).collect(None, KEYS)


def asked(mock: MockTenant, query: str) -> Series:
    """Ask a tenant for series."""
    with mock.client() as client:
        return Series(client.get(f"/measurement/measurements/series?{query}").raise_for_status().json())


@pytest.fixture
def device(c8y_mock: MockTenant) -> str:
    """A device that measured level and temperature at noon, and the level alone five minutes later."""
    made: str = c8y_mock.inventory.create({"name": "Tank", "c8y_IsDevice": {}})["id"]
    both = {"level": {"value": 8, "unit": "l"}, "T": {"value": 21.5}}
    for time, readings in {NOON: both, LATER: {"level": {"value": 6, "unit": "l"}}}.items():
        c8y_mock.measurements.create({"source": {"id": made}, "type": "a", "time": time, "c8y_Tank": readings})
    return made


SPAN = "dateFrom=2026-01-15T12:00:00.000Z&dateTo=2026-01-15T13:00:00.000Z"


def test_answer_of_a_tenant_is_collected(c8y_mock: MockTenant, device: str) -> None:
    """What a tenant sends has all shapes."""
    result = asked(c8y_mock, f"source={device}&{SPAN}")

    assert {spec.series: spec.unit for spec in result.specs} == {LEVEL: "l", HEAT: None}
    assert result.collect([LEVEL, HEAT], "max", timestamps=True) == [(NOON, 8, 21.5), (LATER, 6, None)]
    assert result.collect(HEAT) == [(21.5, 21.5)]
    assert result.values_of(LEVEL, "min") == [8, 6]
    assert not result.truncated


def test_aggregated_answer_of_a_tenant_is_collected(c8y_mock: MockTenant, device: str) -> None:
    """The keys are the functions that were asked for."""
    functions = "aggregationInterval=1h&aggregationFunction=avg&aggregationFunction=count"
    result = asked(c8y_mock, f"source={device}&{SPAN}&series={LEVEL}&{functions}")

    assert result.collect(LEVEL, ["avg", "count"]) == [(7, 2)]
    assert result.values_of(LEVEL, "avg") == [7]


def test_answer_of_a_tenant_without_data_is_empty(c8y_mock: MockTenant, device: str) -> None:
    """A span without values gives nothing, also for series that are named."""
    result = asked(c8y_mock, f"source={device}&series={LEVEL}&dateFrom=2020-01-01&dateTo=2020-01-02")

    assert result.collect(LEVEL, "min") == []


def test_examples_work() -> None:
    """The examples of the docstrings run as they stand."""
    result = doctest.testmod(_series)

    assert result.attempted > 0
    assert result.failed == 0
