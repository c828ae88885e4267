"""Arrays of numpy and frames of pandas, made of what was read; both libraries are imported when first needed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, overload

from c8y_client._extras import extra
from c8y_client._series.selection import Names, Selection, Timestamps, is_one

if TYPE_CHECKING:
    import pandas as pd

    from c8y_client._series.arrays import AnyArray, FloatArray


@overload
def to_numpy(
    data: Mapping[str, Any], series: Names = None, value: Names = None, timestamps: Literal[False] | None = None
) -> FloatArray: ...


@overload
def to_numpy(
    data: Mapping[str, Any], series: Names = None, value: Names = None, *, timestamps: Literal[True] | str
) -> tuple[FloatArray, AnyArray]: ...


@overload
def to_numpy(
    data: Mapping[str, Any], series: Names = None, value: Names = None, timestamps: Timestamps = None
) -> FloatArray | tuple[FloatArray, AnyArray]: ...


def to_numpy(
    data: Mapping[str, Any], series: Names = None, value: Names = None, timestamps: Timestamps = None
) -> FloatArray | tuple[FloatArray, AnyArray]:
    """Build an array from a series result, with a row for each time and a column for each series and key.

    A single column gives an array of one dimension. One series given by name skips the times at which it has no value,
    as `Series.collect` does; several have `nan` there. With `timestamps` the result is a pair whose second array holds
    the times: text for `True`, aware datetimes for `"datetime"`, seconds since 1970 for `"epoch"`. A key that does not
    occur is a `KeyError`. Needs the extra `numpy`.
    """
    with extra("numpy"):
        from c8y_client._series import arrays as _arrays  # noqa: PLC0415 - imports numpy
    chosen = _without_gaps_of_one(data, series, value)
    values = _arrays.table(chosen)
    return (values, _arrays.times(chosen.stamps(timestamps))) if timestamps else values


def to_series(
    data: Mapping[str, Any], series: str | None = None, value: str = "min", timestamps: Timestamps = None
) -> pd.Series[float]:
    """Build a pandas Series from one series of a series result, without the times at which it has no value.

    `series` may be left out where there is only one. All else is as in `Series.to_series`, which keeps those times.
    """
    return pandas_series(Selection.single(data, series, value).without_gaps(), timestamps)


def to_data_frame(
    data: Mapping[str, Any], series: Names = None, value: Names = None, timestamps: Timestamps = None
) -> pd.DataFrame:
    """Build a DataFrame from a series result.

    One series given by name skips the times at which it has no value. All else is as in `Series.to_dataframe`, which
    keeps those times.
    """
    return data_frame(_without_gaps_of_one(data, series, value), timestamps)


def frame_of(columns: Mapping[str, Sequence[object]], *, parse_dates: bool | Collection[str] = False) -> pd.DataFrame:
    """Build a DataFrame of named columns that are equally long. Needs the extra `pandas`.

    `parse_dates` lists the columns that hold points in time; `True` means those that hold nothing else. They become
    times in UTC, `NaT` where there is none. What cannot be read in a listed column is a `ValueError` that names it,
    and a listed column that is not there is a `KeyError`.
    """
    with extra("pandas"):
        from c8y_client._series import frames as _frames  # noqa: PLC0415 - imports pandas
    return _frames.frame_of(columns, parse_dates)


def array(chosen: Selection) -> FloatArray:
    """Build an array of the first series and key."""
    with extra("numpy"):
        from c8y_client._series import arrays as _arrays  # noqa: PLC0415 - imports numpy
    return _arrays.column(chosen)


def pandas_series(chosen: Selection, timestamps: Timestamps) -> pd.Series[float]:
    """Build a pandas Series of the first series and key, or of the only key there is, where there is no `min`."""
    with extra("pandas"):
        from c8y_client._series import frames as _frames  # noqa: PLC0415 - imports pandas
    return _frames.series(chosen.with_key_for_min(), timestamps)


def data_frame(chosen: Selection, timestamps: Timestamps) -> pd.DataFrame:
    """Build a DataFrame of everything chosen."""
    with extra("pandas"):
        from c8y_client._series import frames as _frames  # noqa: PLC0415 - imports pandas
    return _frames.frame(chosen, timestamps)


def _without_gaps_of_one(data: Mapping[str, Any], series: Names, value: Names) -> Selection:
    chosen = Selection.of(data, series, value)
    return chosen.without_gaps() if is_one(series) else chosen
