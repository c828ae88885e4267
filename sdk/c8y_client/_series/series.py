"""Results of series queries: values of one or more series over time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Self, overload

from c8y_client._series import analytics as _analytics
from c8y_client._series.selection import Cell, Names, Selection, Timestamps, flat_shape, full_name, is_one, shape_of

if TYPE_CHECKING:
    import pandas as pd

    from c8y_client._series.arrays import FloatArray


@dataclass(frozen=True, slots=True)
class SeriesSpec:
    """What a series is called, and its unit, `None` if it has none. `type` is the fragment."""

    unit: str | None
    type: str
    name: str

    @property
    def series(self) -> str:
        """The full name, `fragment.series`."""
        return f"{self.type}.{self.name}"


class Series(dict[str, Any]):
    """The result of a series query, a dict with what the platform sent, and ways to bring the values into shape.

    Without aggregation each value is its own `min` and `max`; otherwise the keys are the functions that were asked for.

    >>> result = Series(
    ...     series=[{"type": "c8y_Tank", "name": "level", "unit": "l"}, {"type": "c8y_Tank", "name": "T"}],
    ...     values={
    ...         "2026-01-15T12:00:00.000Z": [{"min": 8, "max": 9}, None],
    ...         "2026-01-15T12:05:00.000Z": [{"min": 6, "max": 8}, {"min": 21.5, "max": 21.5}],
    ...     },
    ...     truncated=False,
    ... )
    >>> result.collect("c8y_Tank.T", "max")
    [21.5]
    >>> result.collect("c8y_Tank.level")
    [(8, 9), (6, 8)]
    >>> result.collect(value="max", timestamps="epoch")
    [(1768478400.0, 9, None), (1768478700.0, 8, 21.5)]
    >>> result.collect()
    [((8, 9), (None, None)), ((6, 8), (21.5, 21.5))]
    """

    @property
    def specs(self) -> list[SeriesSpec]:
        """What the series are, in the order in which each row lists their values."""
        return [SeriesSpec(spec.get("unit"), spec["type"], spec["name"]) for spec in self.get("series") or ()]

    @property
    def truncated(self) -> bool:
        """Whether the platform left out values because there were too many, more than 5000 without aggregation."""
        return bool(self.get("truncated"))

    @property
    def values(self) -> dict[str, list[Cell | None]]:  # type: ignore[override]
        """The values as sent: for each time a list with the values of each series by key, `None` where it has none."""
        return self.get("values") or {}

    @overload
    def collect(  # type: ignore[overload-overlap]
        self, series: str, value: str, timestamps: Literal[False] | None = None, *, flat: Literal[False] = False
    ) -> list[float | None]: ...

    @overload
    def collect(
        self, series: Names = None, value: Names = None, timestamps: Timestamps = None, *, flat: bool = False
    ) -> list[tuple[Any, ...]]: ...

    def collect(
        self, series: Names = None, value: Names = None, timestamps: Timestamps = None, *, flat: bool = False
    ) -> list[Any]:
        """List the values, one element for each time, in the order of the result.

        `series` is a full name or a list of them, all if left out; `value` is a key such as `"min"` or a list of keys,
        all that occur if left out. What an element is follows from both:

        - one series, one key: the value
        - one series, otherwise: a tuple of values
        - several series, one key: a tuple with one value per series, `None` where it has none
        - several series, otherwise: a tuple of tuples, one per series, filled with `None` where it has no values

        One series skips the times at which it has no value. `timestamps` prepends the time to each element: as text
        for `True`, as an aware `"datetime"`, or as `"epoch"`, seconds since 1970.

        With `flat` every element is a plain tuple with all values of a time, series by series, and no time is skipped.

        A series that is not there is a `KeyError`; an empty result gives an empty list, whatever is asked of it.
        """
        chosen = Selection.of(self, series, value)
        if flat:
            return chosen.elements(flat_shape, timestamps)
        if is_one(series):
            chosen = chosen.without_gaps()
        return chosen.elements(shape_of(series, value), timestamps)

    def values_of(self, series: str | None = None, value: str | None = None) -> list[float]:
        """List the values of one series and key, without gaps.

        Either may be left out where there is only one; otherwise it is a `ValueError` that names what there is.
        """
        return [number for number in Selection.single(self, series, value).column if number is not None]

    def including(self, *names: str) -> Self:
        """Return a result that lists these series as well, without values, where it lacks them.

        The platform leaves out series that have no values in the time asked for. Where one of several series is
        silent, its place is then kept:

        >>> Series(series=[], values={}).including("c8y_Tank.T").specs
        [SeriesSpec(unit=None, type='c8y_Tank', name='T')]
        """
        specs = list(self.get("series") or ())
        there = set(map(full_name, specs))
        added = [name.partition(".") for name in dict.fromkeys(names) if name not in there]
        return type(self)({**self, "series": specs + [{"type": left, "name": right} for left, _, right in added]})

    @classmethod
    def joined(cls, parts: Sequence[Series]) -> Self:
        """Put results of adjoining spans of time together, in the given order. The last one tells if it is truncated.

        The parts may have different series, each with the first unit it comes with; rows of the same time are merged.
        """
        specs: dict[str, Any] = {}
        for part in parts:
            for spec in part.get("series") or ():
                known = specs.setdefault(full_name(spec), spec)
                specs[full_name(spec)] = known if known.get("unit") else spec
        places = {name: place for place, name in enumerate(specs)}
        rows: dict[str, list[Cell | None]] = {}
        for part in parts:
            here = [places[spec.series] for spec in part.specs]
            for time, row in part.values.items():
                cells = rows.setdefault(time, [None] * len(specs))
                for place, cell in zip(here, row, strict=False):
                    cells[place] = cell or cells[place]
        return cls(series=list(specs.values()), values=rows, truncated=bool(parts) and parts[-1].truncated)

    def to_numpy(self, series: str | None = None, value: str | None = None) -> FloatArray:
        """Build an array of one series and key, `nan` where there is no value; needs the extra `numpy`.

        Arrays of the same result have the same length. What may be left out is as in `values_of`.
        """
        return _analytics.array(Selection.single(self, series, value))

    def to_series(
        self, series: str | None = None, value: str = "min", timestamps: Timestamps = None
    ) -> pd.Series[float]:
        """Build a pandas Series of one series and key, `nan` where there is no value; needs the extra `pandas`.

        `timestamps` makes the times the index, as in `to_dataframe`. Where there is no `min` but one other value,
        since an aggregation function was asked for, that is taken.
        """
        return _analytics.pandas_series(Selection.single(self, series, value), timestamps)

    def to_dataframe(self, series: Names = None, value: Names = None, timestamps: Timestamps = None) -> pd.DataFrame:
        """Build a DataFrame with a column for each series and key, `nan` where there is no value; needs `pandas`.

        Columns are called `fragment_series`, with the key appended if there are several. `timestamps` makes the times
        the index: as text for `True`, in UTC for `"datetime"`, in seconds since 1970 for `"epoch"`. A key that does
        not occur is a `KeyError`.
        """
        return _analytics.data_frame(Selection.of(self, series, value), timestamps)

    to_pandas = to_dataframe

    def __repr__(self) -> str:
        names = ", ".join(spec.series for spec in self.specs)
        return f"<Series {names or 'empty'}: {len(self.values)} rows{', truncated' if self.truncated else ''}>"
