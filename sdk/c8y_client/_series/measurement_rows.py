"""Rows of a DataFrame as measurements, made one by one when they are sent."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from c8y_client._documents.dates import wire_moment
from c8y_client._documents.fields import id_of
from c8y_client._queries.measurements import halves
from c8y_client._queries.params import Reference
from c8y_client._types import JSON

if TYPE_CHECKING:
    import pandas as pd


class MeasurementRows(Sequence[dict[str, JSON]]):
    """Documents of measurements, one for each row that holds a value. See `Measurements.create_from_pandas`."""

    def __init__(
        self,
        frame: pd.DataFrame,
        *,
        source: Reference,
        type: str,
        series: Mapping[str, str] | Sequence[str] | None = None,
        time: str | None = None,
        units: Mapping[str, str] | None = None,
    ) -> None:
        names = _names(frame, series, time)
        _require_columns(frame, [*names, *([time] if time else []), *(units or {})])
        self._base = {"type": type, "source": {"id": id_of(source)}}
        self._times = _times(frame.index if time is None else frame[time])
        self._columns = [
            (*halves(name), {"unit": units[column]} if units and column in units else {}, _numbers(frame, column))
            for column, name in names.items()
        ]
        cells = [numbers for *_, numbers in self._columns]
        self._rows = [row for row in range(len(frame)) if any(numbers[row] is not None for numbers in cells)]

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, number: int) -> dict[str, JSON]:  # type: ignore[override] # nobody needs slices
        row = self._rows[number]
        document: dict[str, JSON] = {**self._base, "time": self._times[row]}
        for fragment, name, unit, numbers in self._columns:
            if numbers[row] is not None:
                document.setdefault(fragment, {})[name] = {"value": numbers[row], **unit}
        return document


def _names(frame: pd.DataFrame, series: Mapping[str, str] | Sequence[str] | None, time: str | None) -> dict[str, str]:
    if isinstance(series, Mapping):
        return dict(series)
    return {str(name): str(name) for name in (frame.columns if series is None else series) if name != time}


def _require_columns(frame: pd.DataFrame, names: Sequence[str]) -> None:
    if unknown := [name for name in names if name not in frame.columns]:
        raise KeyError(f"no column {', '.join(unknown)}; there are {', '.join(map(str, frame.columns))}")


def _numbers(frame: pd.DataFrame, column: str) -> list[float | None]:
    cells = zip(frame[column].tolist(), frame[column].isna().tolist(), strict=True)
    return [None if is_missing else _number(value, column) for value, is_missing in cells]


def _number(value: Any, column: str) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"column {column} holds {value!r}, which is no number")
    return value if math.isfinite(value) else None


def _times(moments: pd.Index[Any] | pd.Series[Any]) -> list[str]:
    if moments.isna().any():
        raise ValueError(f"row {moments.isna().tolist().index(True)} has no time")
    return [wire_moment(moment, f"time of row {row}") for row, moment in enumerate(moments.tolist())]
