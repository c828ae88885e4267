"""Series results as arrays and frames, and frames of columns."""

from __future__ import annotations

import copy
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from c8y_client import analytics
from c8y_client._series.analytics import frame_of
from c8y_client._series.series import Series

SDK = Path(__file__).parents[2] / "sdk"
LEVEL, HEAT = "c8y_Tank.level", "c8y_Tank.T"
# A winter and a summer time of the same place, and the last without fraction.
NOON, LATER, LAST = "2026-01-15T12:00:00.000Z", "2026-01-15T13:05:00.000+01:00", "2026-07-15T12:10:00+02:00"
MOMENTS = [
    datetime(2026, 1, 15, 12, tzinfo=UTC),
    datetime(2026, 1, 15, 12, 5, tzinfo=UTC),
    datetime(2026, 7, 15, 10, 10, tzinfo=UTC),
]
TANK: dict[str, Any] = {
    "series": [{"type": "c8y_Tank", "name": "level", "unit": "l"}, {"type": "c8y_Tank", "name": "T"}],
    "values": {
        NOON: [{"min": 8, "max": 9}, None],
        LATER: [{"min": 6, "max": 8}, {"min": 20.5, "max": 21.5}],
        LAST: [{"min": 5, "max": 6}],
    },
    "truncated": False,
}
MEANS: dict[str, Any] = {
    "series": [{"type": "c8y_Tank", "name": "T"}],
    "values": {NOON: [{"avg": 20.5}], LATER: [{"avg": 21.5}]},
    "truncated": False,
}
NAN = float("nan")


@pytest.fixture
def tank() -> Series:
    """Two series at three times; the second has values at one of them."""
    return Series(copy.deepcopy(TANK))


@pytest.fixture
def means() -> Series:
    """Averages of one series."""
    return Series(copy.deepcopy(MEANS))


@pytest.fixture
def empty() -> Series:
    """A result without data."""
    return Series(series=[], values={}, truncated=False)


def test_method_aligns_arrays(tank: Series) -> None:
    """Arrays of one result have a place for each time."""
    np.testing.assert_array_equal(tank.to_numpy(HEAT, "max"), [NAN, 21.5, NAN])
    np.testing.assert_array_equal(tank.to_numpy(LEVEL, "max"), [9, 8, 6])


def test_arrays_are_of_numbers_always(tank: Series, empty: Series) -> None:
    """Whether there are gaps, whole numbers or nothing at all decides nothing about the type."""
    arrays = [tank.to_numpy(LEVEL, "min"), empty.to_numpy(), empty.to_numpy(LEVEL, "min"), analytics.to_numpy(tank)]

    assert {array.dtype for array in arrays} == {np.dtype(np.float64)}


TABLES: dict[str, tuple[Any, Any, list[Any]]] = {
    "one series, one key": (LEVEL, "min", [8, 6, 5]),
    "one series with gaps": (HEAT, "max", [21.5]),
    "one series, all keys": (LEVEL, None, [[8, 9], [6, 8], [5, 6]]),
    "a list of one series, one key": ([HEAT], "min", [NAN, 20.5, NAN]),
    "several series, one key": ([HEAT, LEVEL], "min", [[NAN, 8], [20.5, 6], [NAN, 5]]),
    "all": (None, None, [[8, 9, NAN, NAN], [6, 8, 20.5, 21.5], [5, 6, NAN, NAN]]),
}


@pytest.mark.parametrize(("series", "value", "table"), TABLES.values(), ids=TABLES)
def test_function_builds_tables(tank: Series, series: Any, value: Any, table: list[Any]) -> None:
    """One column is an array of one dimension, several are a table; gaps among several series are `nan`."""
    np.testing.assert_array_equal(analytics.to_numpy(tank, series, value), np.array(table, dtype=float))


def test_function_builds_tables_of_what_was_sent() -> None:
    """The answer of the platform will do; it need not be wrapped."""
    np.testing.assert_array_equal(analytics.to_numpy(TANK, LEVEL, "min"), [8, 6, 5])


@pytest.mark.parametrize(
    ("timestamps", "times"),
    [(True, [NOON, LATER, LAST]), ("datetime", MOMENTS), ("epoch", [moment.timestamp() for moment in MOMENTS])],
)
def test_times_are_an_array_of_their_own(tank: Series, timestamps: Any, times: list[Any]) -> None:
    """Times are of another type than values, so they come as a second array."""
    values, stamps = analytics.to_numpy(tank, LEVEL, "min", timestamps=timestamps)

    assert values.tolist() == [8, 6, 5]
    assert stamps.tolist() == times


def test_times_belong_to_their_values(tank: Series) -> None:
    """A single series skips times in both arrays."""
    values, stamps = analytics.to_numpy(tank, HEAT, "min", timestamps=True)

    assert (values.tolist(), stamps.tolist()) == ([20.5], [LATER])


@pytest.mark.parametrize("series", [None, LEVEL, [LEVEL, HEAT]], ids=repr)
def test_empty_result_is_an_empty_array(empty: Series, series: Any) -> None:
    """Nothing is no error, with times or without."""
    values, stamps = analytics.to_numpy(empty, series, timestamps=True)

    assert (values.shape, stamps.shape) == ((0,), (0,))
    assert analytics.to_numpy(empty, series, "min").shape == (0,)


def test_frame_has_a_column_for_each_series_and_key(tank: Series) -> None:
    """Keys are appended to the names, in which separators became underscores."""
    frame = tank.to_dataframe()

    assert list(frame.columns) == ["c8y_Tank_level_min", "c8y_Tank_level_max", "c8y_Tank_T_min", "c8y_Tank_T_max"]
    assert frame["c8y_Tank_T_max"].fillna(0).tolist() == [0, 21.5, 0]
    assert frame.index.tolist() == [0, 1, 2]


def test_single_key_is_not_appended(tank: Series, means: Series) -> None:
    """One key needs no name, whether it was chosen or is the only one there is."""
    assert list(tank.to_dataframe(value="min").columns) == ["c8y_Tank_level", "c8y_Tank_T"]
    assert list(tank.to_dataframe([HEAT], ["max"]).columns) == ["c8y_Tank_T"]
    assert list(means.to_dataframe().columns) == ["c8y_Tank_T"]


def test_frame_is_of_numbers_always(tank: Series, empty: Series) -> None:
    """Columns without gaps, with gaps, and without any value have the same type."""
    frames = [tank.including("a.b").to_dataframe(), tank.to_dataframe(LEVEL), empty.to_dataframe(LEVEL)]

    assert {str(dtype) for frame in frames for dtype in frame.dtypes} == {"float64"}


def test_columns_that_are_spelt_alike_keep_their_names() -> None:
    """No series hides another."""
    specs = [{"type": "a", "name": "b_c"}, {"type": "a_b", "name": "c"}, {"type": "x-y", "name": "z 1"}]
    frame = Series(series=specs, values={NOON: [{"min": 1}, {"min": 2}, {"min": 3}]}).to_dataframe()

    assert frame.to_dict("list") == {"a.b_c": [1], "a_b.c": [2], "x_y_z_1": [3]}


@pytest.mark.parametrize("build", [Series.to_dataframe, analytics.to_data_frame], ids=["method", "function"])
@pytest.mark.parametrize(
    ("timestamps", "index"),
    [(True, [NOON, LATER, LAST]), ("datetime", MOMENTS), ("epoch", [moment.timestamp() for moment in MOMENTS])],
)
def test_times_become_the_index(tank: Series, build: Any, timestamps: Any, index: list[Any]) -> None:
    """Times with different offsets and with or without fraction are one index, in UTC."""
    frame = build(tank, timestamps=timestamps)

    assert frame.index.tolist() == index
    assert isinstance(frame.index, pd.DatetimeIndex) == (timestamps == "datetime")


def test_function_leaves_out_gaps_of_a_single_series(tank: Series) -> None:
    """By its name alone a series has no gaps; in the method's frame it has."""
    frame = analytics.to_data_frame(tank, HEAT, timestamps=True)

    assert frame.to_dict("index") == {LATER: {"c8y_Tank_T_min": 20.5, "c8y_Tank_T_max": 21.5}}
    assert tank.to_dataframe(HEAT)["c8y_Tank_T_min"].isna().tolist() == [True, False, True]
    assert analytics.to_series(tank, HEAT).tolist() == [20.5]
    assert tank.to_series(HEAT).isna().tolist() == [True, False, True]


def test_frame_of_empty_result_has_its_columns(empty: Series) -> None:
    """Code that reads a column by name works without data as well."""
    assert list(empty.to_dataframe([LEVEL, HEAT], "min").columns) == ["c8y_Tank_level", "c8y_Tank_T"]
    assert list(empty.to_dataframe(HEAT, timestamps="datetime").columns) == ["c8y_Tank_T_min", "c8y_Tank_T_max"]
    assert isinstance(empty.to_dataframe(HEAT, timestamps="datetime").index, pd.DatetimeIndex)
    assert empty.to_dataframe().empty


def test_pandas_is_another_name_for_data_frame(tank: Series) -> None:
    """Both names are in use."""
    pd.testing.assert_frame_equal(tank.to_pandas(LEVEL, "min", True), tank.to_dataframe(LEVEL, "min", True))


@pytest.mark.parametrize("build", [Series.to_series, analytics.to_series], ids=["method", "function"])
def test_series_has_name_and_index(tank: Series, build: Any) -> None:
    """A pandas Series is called as its column would be; without `value` it holds the minimum."""
    made = build(tank, LEVEL, timestamps="datetime")

    assert (made.name, made.tolist(), made.index.tolist()) == ("c8y_Tank_level", [8, 6, 5], MOMENTS)


@pytest.mark.parametrize("build", [Series.to_series, analytics.to_series], ids=["method", "function"])
def test_series_holds_what_was_aggregated(means: Series, build: Any) -> None:
    """Where an aggregation function was chosen there is no minimum; its result is taken, but not for any other key."""
    assert build(means).tolist() == [20.5, 21.5]

    with pytest.raises(KeyError, match="no value agv; there are avg"):
        build(means, value="agv")


def test_series_of_empty_result_is_empty(empty: Series) -> None:
    """Nothing is no error, named or not."""
    assert empty.to_series().tolist() == []
    assert empty.to_series(LEVEL, "avg").name == "c8y_Tank_level"


@pytest.mark.parametrize(
    "build",
    [Series.to_numpy, Series.to_series, Series.to_dataframe, analytics.to_numpy, analytics.to_data_frame],
    ids=lambda build: build.__qualname__,
)
def test_unknown_key_is_refused(tank: Series, build: Any) -> None:
    """A column of nothing but `nan` would hide a misspelt key; the error lists those that occur."""
    with pytest.raises(KeyError, match="no value avg; there are min, max"):
        build(tank, LEVEL, "avg")


@pytest.mark.parametrize("build", [Series.to_numpy, Series.to_series, analytics.to_series])
def test_series_may_be_left_out_only_if_there_is_one(tank: Series, build: Any) -> None:
    """The error lists what there is."""
    with pytest.raises(ValueError, match=f"series is needed, for there are {LEVEL}, {HEAT}"):
        build(tank, value="min")


@given(st.lists(st.lists(st.none() | st.floats(-9, 9), min_size=2, max_size=2), max_size=6))
def test_frame_and_rows_hold_the_same(rows: list[list[float | None]]) -> None:
    """What `collect` lists is what stands in the frame."""
    specs = [{"type": "a", "name": "b"}, {"type": "a", "name": "c"}]
    values = {f"2026-01-15T12:00:0{n}Z": [cell and {"avg": cell} for cell in row] for n, row in enumerate(rows)}
    result = Series(series=specs, values=values)

    table = np.array(result.collect(value="avg"), dtype=float).reshape(len(rows), 2)

    np.testing.assert_array_equal(result.to_dataframe(value="avg").to_numpy(), table)


COLUMNS: dict[str, list[Any]] = {
    "id": ["1", "2", "3"],
    "time": [NOON, None, LAST],
    "day": ["2026-01-15", "2026-01-16", "2026-01-17"],
    "count": [1, 2, None],
}


def test_columns_become_a_frame() -> None:
    """Values stay as they are, also times, unless told otherwise."""
    frame = frame_of(COLUMNS)

    assert list(frame.columns) == list(COLUMNS)
    assert frame["time"].tolist()[::2] == [NOON, LAST]
    assert frame["count"].fillna(0).tolist() == [1, 2, 0]


def test_times_are_recognised() -> None:
    """With `parse_dates=True` columns of points in time are in UTC; names that look like days stay text."""
    frame = frame_of(COLUMNS | {"nothing": [None] * 3}, parse_dates=True)

    assert frame["time"].tolist() == [MOMENTS[0], pd.NaT, MOMENTS[2]]
    assert frame["day"].tolist() == COLUMNS["day"]
    assert frame["id"].tolist() == COLUMNS["id"]
    assert frame["nothing"].tolist() == [None] * 3


def test_named_columns_are_parsed() -> None:
    """A list says which columns are times, whatever they look like."""
    frame = frame_of(COLUMNS, parse_dates=["day"])

    assert frame["day"].tolist() == [pd.Timestamp(day, tz="UTC") for day in COLUMNS["day"]]
    assert frame["time"].tolist()[0] == NOON


def test_column_that_is_parsed_may_hold_times_already() -> None:
    """A datetime needs no reading, and a column may hold nothing at all."""
    frame = frame_of({"at": [MOMENTS[0], NOON], "never": [None, None]}, parse_dates=["at", "never"])

    assert frame["at"].tolist() == [MOMENTS[0], MOMENTS[0]]
    assert frame["never"].isna().all()
    assert str(frame["never"].dtype).startswith("datetime64")


def test_column_that_cannot_be_parsed_is_named() -> None:
    """The error says where and what."""
    with pytest.raises(ValueError, match="column id: '1' is no date"):
        frame_of(COLUMNS, parse_dates=["id"])


def test_column_to_parse_must_be_there() -> None:
    """A misspelt column is an error."""
    with pytest.raises(KeyError, match="no column tme; there are id, time, day, count"):
        frame_of(COLUMNS, parse_dates=["tme"])


def test_frame_of_no_rows_has_its_columns() -> None:
    """An empty result is a frame of no rows."""
    assert list(frame_of({"id": [], "time": []}, parse_dates=True).columns) == ["id", "time"]


BUILDERS = {
    "to_numpy()": "numpy",
    "to_series()": "pandas",
    "to_dataframe()": "pandas",
    "to_pandas()": "pandas",
}


@pytest.mark.parametrize(("call", "extra"), BUILDERS.items(), ids=BUILDERS)
def test_missing_library_is_an_error_that_names_the_extra(
    means: Series, monkeypatch: pytest.MonkeyPatch, call: str, extra: str
) -> None:
    """Both libraries are optional, and each function says what to install."""
    for name in ("c8y_client._series.arrays", "c8y_client._series.frames"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.delattr("c8y_client._series.arrays", raising=False)
    monkeypatch.delattr("c8y_client._series.frames", raising=False)
    monkeypatch.setitem(sys.modules, extra, None)

    with pytest.raises(ImportError, match=rf"{extra} is needed here: pip install 'c8y-client\[{extra}\]'"):
        getattr(means, call.removesuffix("()"))()


def test_import_brings_neither_library() -> None:
    """Whoever needs no arrays does not wait for numpy."""
    code = "import c8y_client.analytics, c8y_client._series.series; print(*{'numpy', 'pandas'} & set(sys.modules))"
    command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(SDK)!r}); {code}"]

    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "\n"
